"""A company that brings its answers along shows them on the page in a browser, and nothing of groups under five."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from crm_adoption import load
from crm_adoption.analysis.evidence.ensemble import load_ensemble
from crm_adoption.analysis.evidence.fit_draws import write_fit
from crm_adoption.analysis.scoring.job import scored

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[2]))
from accessible import violations
from answered import answered
from page_server import page_process

SIZES = {"sales": 30, "marketing": 12, "customer_success": 4, "service": 18}


@pytest.fixture
def asked_page(browser: Any, tmp_path: Path) -> Iterator[str]:
    """Return the address of a page of a company whose people were asked."""
    found = scored(answered(SIZES), load("no_programme"), load_ensemble("evidence"))
    assert found is not None
    with page_process("--fit", str(write_fit(found.surveyed.fit, tmp_path)), command="present") as (where, _):
        yield where


def test_answers_stand_beside_what_the_model_takes(asked_page: str, visit: Callable[..., Any]) -> None:
    page = visit(f"{asked_page}/?tab=lab")
    page.locator(".lab-stage[data-ready]").wait_for()
    assert "as its people describe it" in page.locator(".lab-fitted").inner_text()
    part = page.locator(".lab-survey")
    assert part.locator("button").all_inner_texts() == ["Company", "Sales", "Service"]
    before = part.locator("svg").inner_html()
    part.locator("button", has_text="Service").click()
    page.wait_for_function("text => document.querySelector('.lab-survey svg').innerHTML !== text", arg=before)
    assert violations(page) == []
