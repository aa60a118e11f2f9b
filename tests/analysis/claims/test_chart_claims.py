"""The figures of the ledger can be read, in both languages."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from crm_adoption.analysis.claims.chart_claims import claims_held, technology_shares
from crm_adoption.scenarios.core.ablation import MECHANISMS

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[3] / "verification"))
import evidence_run
from legible import check_boxes, drawn, words


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return evidence_run.last_report("claims")


@pytest.mark.parametrize("make", [claims_held, technology_shares])
@pytest.mark.parametrize("lang", ["en", "de"])
def test_figures_are_legible_and_in_words(make: Any, lang: str, document: dict[str, Any]) -> None:
    figure = make(document, lang)
    check_boxes(figure)
    assert min(float(text.get_fontsize()) for text in drawn(figure)) >= 11.0
    text = words(figure)
    assert "_" not in text
    assert "{" not in text
    assert "…" not in text


def test_the_pages_are_those_of_the_last_full_run(document: dict[str, Any]) -> None:
    assert evidence_run.stale() == []
    assert document["effort"]["points"] >= 512  # not the short run
    assert document["ensemble"] == document["target"] == "evidence"
    assert len(evidence_run.last_report("ablation")["mechanisms"]) == len(MECHANISMS)
