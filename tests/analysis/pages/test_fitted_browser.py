"""One's own company on the page in a real browser: the story is told of it, and the laboratory says whose it is."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from crm_adoption import load
from crm_adoption.analysis.evidence.ensemble import load_ensemble
from crm_adoption.analysis.evidence.fit_draws import Draw, Fit, write_fit
from crm_adoption.scenarios.core.overrides import overridden

sys.path.insert(0, str(Path(__file__).parent))
from accessible import violations
from page_server import page_process

LIVED = 7
WARNED = "Warning: too few months."


@pytest.fixture
def own_page(browser: Any, tmp_path: Path) -> Iterator[str]:
    """Return the address of a page of a company of its own; it ends after the browser has left it."""
    company = overridden(load("no_programme", settings={"months": LIVED + 36}), {"people": 40})
    draws = tuple(Draw(0.5, each, {}) for each in load_ensemble("evidence").members[:2])
    fit = write_fit(Fit(company, draws, LIVED, provenance={"warnings": {"en": [WARNED]}}), tmp_path)
    with page_process("--fit", str(fit), command="present") as (where, _):
        yield where


def test_the_page_tells_of_one_s_own_company(own_page: str, visit: Callable[..., Any]) -> None:
    page = visit(f"{own_page}/?tab=story&step=1")
    page.locator(".story-title", has_text=f"from its go-live {LIVED} months ago").wait_for()
    assert "as its usage export shows it" in page.locator(".story-text").inner_text()
    page.keyboard.press("End")
    page.locator(".story-title", has_text="Now you").wait_for()
    lab = visit(f"{own_page}/?tab=lab")
    lab.locator(".lab-stage[data-ready]").wait_for()
    said = lab.locator(".lab-fitted").all_inner_texts()
    assert said[0] == WARNED
    assert "in your company as your data show it: 2 draws" in said[1].replace("\u00a0", " ")
    assert violations(lab) == []
