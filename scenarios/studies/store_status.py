"""How far a study is, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Status:
    """How far a study is.

    Attributes
    ----------
    runs, done, failed : int
        Runs in all, runs that are stored, and how many of these ended with an error.
    by_scenario : dict
        Stored runs by scenario.
    versions : tuple of str
        Versions of crm-adoption with which it ran.
    size : int
        Bytes on disk.
    created, last : datetime
        When the store was made, and when the last run was stored (UTC); None if there is none.
    """

    name: str
    seed: int
    scenarios: int
    points: int
    replications: int
    runs: int
    done: int
    failed: int
    by_scenario: dict[str, int]
    outcomes: tuple[str, ...]
    versions: tuple[str, ...]
    size: int
    created: datetime
    last: datetime | None

    @property
    def missing(self) -> int:
        """Runs still to do."""
        return self.runs - self.done
