"""The search keeps to what must not be decided: whatever is proposed, found, shipped or rescued."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from command_line import call, complaint
from crm_adoption.analysis.deciding import deciding
from crm_adoption.analysis.deciding.decision import Question
from crm_adoption.analysis.deciding.menu import OFFERS, Menu
from crm_adoption.analysis.deciding.mix import build, scaled
from crm_adoption.analysis.deciding.record import as_scenario_files, next_command
from crm_adoption.analysis.deciding.rescue import _allowed
from crm_adoption.analysis.deciding.starting import check_budget, first_guesses, shipped, single
from crm_adoption.analysis.evidence.ensemble import Ensemble
from crm_adoption.model.errors import InputError
from crm_adoption.scenarios.core.constraints import Constraints
from crm_adoption.scenarios.core.keeping import broken_in, spent_on
from crm_adoption.scenarios.core.scenario import Scenario
from crm_adoption.scenarios.files.catalogue import load
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from small_decisions import BUDGET, MONTHS, TRIALS

KINDS = st.sampled_from([*(each.kind for each in OFFERS), "StagedRollout", "AutonomousAI"])
LIMITS = st.builds(
    Constraints,
    st.lists(KINDS, max_size=3).map(tuple),
    st.dictionaries(KINDS, st.floats(1_000.0, 60_000.0), max_size=3),
    st.dictionaries(st.one_of(KINDS, st.just("all")), st.integers(0, 15), max_size=3),
)


def limited(question: Question, limits: Constraints) -> tuple[Scenario, Menu]:
    base = replace(question.base, constraints=limits)
    return base, Menu.of(base.company, base.months, base.prices, 0, limits)


def anything(menu: Menu, chance: np.random.Generator) -> dict[str, Any]:
    return {
        name: float(chance.random()) if values is None else values[int(chance.integers(len(values)))]
        for name, values in menu.choices().items()
    }


@settings(deadline=None, max_examples=10, phases=[Phase.explicit, Phase.generate])
@given(limits=LIMITS, seed=st.integers(0, 10_000), budget=st.integers(20_000, 300_000))
def test_whatever_is_proposed_keeps_to_the_constraints(
    question: Question, limits: Constraints, seed: int, budget: int
) -> None:
    base, menu = limited(question, limits)
    if not menu.offers:
        with pytest.raises(InputError, match="leave nothing"):
            check_budget(base, menu, budget)
        return
    proposals = [anything(menu, np.random.default_rng(seed)), *list(first_guesses(menu))[:8]]
    for mix in [build(base, menu, each, budget) for each in proposals]:
        for found in [] if mix is None else [mix, scaled(mix, 2.0 * budget), scaled(mix, 0.5 * budget)]:
            assert found is None or broken_in(found.scenario) == ()
    for found in (*shipped(base, budget).mixes, *(single(base, kind, budget) for kind in ("ToolingSpend", "Training"))):
        assert found is None or broken_in(found.scenario) == ()
        assert found is None or found.scenario.total_cost <= budget * (1.0 + 1e-9)


def test_without_constraints_the_menu_is_as_before(question: Question) -> None:
    base, menu = limited(question, Constraints())
    assert menu.offers == OFFERS
    assert menu.choices() == Menu.of(base.company, base.months, base.prices).choices()


def test_a_rescue_spends_what_is_left_of_what_its_kind_may(question: Question) -> None:
    base, menu = limited(question, Constraints(("Mandate",), {"Training": 30_000.0}))
    mix = build(base, menu, menu.idle() | {"Training": 1.0}, 20_000.0)
    assert mix is not None
    spent = spent_on(mix.scenario, "Training")
    assert _allowed(mix.scenario, "Training", 25_000.0) == pytest.approx(30_000.0 - spent)
    assert _allowed(mix.scenario, "Mandate", 25_000.0) == 0.0
    assert _allowed(mix.scenario, "Champions", 25_000.0) == 25_000.0


def test_the_answer_keeps_to_the_constraints_and_names_them(few_sets: Ensemble, tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text('extends = "aligned_kpis"\n[constraints]\nwithout = ["ToolingSpend"]\n')
    limits = Constraints(at_most={"AlignKPIs": 30_000.0}, not_before={"all": 2})
    found = deciding.decide(
        mine, budget=BUDGET, months=MONTHS, ensemble=few_sets, constraints=limits, trials=TRIALS, seed=3, workers=2
    )
    together = limits.and_also(Constraints(("ToolingSpend",)))
    for option in found.options:
        assert option.mix.scenario.constraints == together
        assert broken_in(option.mix.scenario) == ()
    assert not found.has("all_tooling")
    assert found.has("all_training")
    for lang, said in (("en", ["nothing begins before month 2", "Aligned"]), ("de", ["kein Beginn vor Monat 2"])):
        assert all(text in found.answer(lang)[-1] for text in said)
    assert found.to_dict()["question"]["constraints"]["at_most"] == {"AlignKPIs": 30_000.0}

    folder = tmp_path / "decision"
    folder.mkdir()
    files = as_scenario_files(found, str(mine), folder)
    assert list(files) == ["best_mix.toml"]
    (folder / "best_mix.toml").write_text(files["best_mix.toml"])
    assert 'extends = "../mine.toml"' in files["best_mix.toml"]
    again = load(folder / "best_mix.toml", allow_outside=True)
    best = found.mix.scenario
    assert (again.company, again.interventions, again.months, again.constraints) == (
        best.company, best.interventions, best.months, best.constraints,
    )  # fmt: skip
    assert next_command(found, str(mine), folder).split()[:2] == ["crm-adoption", "compare"]
    assert next_command(found, None, folder).split()[:2] == ["crm-adoption", "run"]
    whole = as_scenario_files(found, "gone.toml", folder)["best_mix.toml"]
    assert "extends" not in whole or 'extends = "seed_company"' in whole


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--without", "Trainin"], "Did you mean 'Training'"),
        (["--at-most", "Training"], "Training=50000"),
        (["--at-most", "Traning=5000"], "Did you mean 'Training'"),
        (["--not-before", "AlignKPI=6"], "Did you mean 'AlignKPIs'"),
        (["--not-before", "soon"], "not a whole number"),
    ],
)
@pytest.mark.parametrize("command", ["decide", "split"])
def test_what_is_no_constraint_is_refused_before_anything_runs(command: str, words: list[str], said: str) -> None:
    assert said in complaint(call(command, *words))
