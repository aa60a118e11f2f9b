"""Chunks of replicates: who works on what, without a say in what comes out."""

from __future__ import annotations

from itertools import pairwise


def chunks(replications: int, workers: int, largest: int = 64) -> list[tuple[int, int]]:
    """Return (first, count) of the chunks of replicates: as many for one worker as for the other, if there are enough.

    Results never depend on them.
    """
    rounds = max(4, -(-replications // (largest * workers)))
    parts = max(1, min(replications, rounds * workers))
    edges = [replications * part // parts for part in range(parts + 1)]
    return [(low, high - low) for low, high in pairwise(edges)]
