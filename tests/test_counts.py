"""Where a page says how many there are of a kind, or what a number's default is, it says what the sources have."""

from __future__ import annotations

from pathlib import Path

import pytest
from crm_adoption import Market
from crm_adoption.analysis.deciding import rescue
from crm_adoption.model.levers import LEVERS
from crm_adoption.scenarios.files.what_ifs import WHAT_IFS
from crm_adoption.scenarios.programmes.interventions import KINDS

ROOT = Path(__file__).parent.parent
IN_WORDS = {9: "nine", 14: "fourteen", 21: "twenty-one"}
"""The numbers that the pages say in words; one more of a kind asks for its word here, and on the page."""


def rival() -> str:
    """Return how the duel's page gives the preference of customers: default and plausible range."""
    low, high = Market.declarations()["rival_preference"].plausible
    return f"`rival_preference` ({Market().rival_preference:g}, from {low:g} to {high:g})"


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("README.md", f"{IN_WORDS[len(KINDS)].capitalize()} kinds of interventions and shocks"),
        ("docs/how_to/own_intervention.md", f"{IN_WORDS[len(KINDS)].capitalize()} interventions and shocks"),
        ("docs/how_to/own_intervention.md", f"are the {len(LEVERS)} that"),
        ("docs/index.md", f"{IN_WORDS[len(WHAT_IFS)]} what-ifs"),
        ("docs/how_to/index.md", f"What if? {IN_WORDS[len(WHAT_IFS)].capitalize()} questions"),
        ("docs/how_to/decide.md", f"{IN_WORDS[len(rescue._KINDS)]} rescues"),
        ("docs/how_to/duel.md", rival()),
    ],
)
def test_a_page_counts_as_the_sources_do(page: str, said: str) -> None:
    assert said in (ROOT / page).read_text(encoding="utf-8")
