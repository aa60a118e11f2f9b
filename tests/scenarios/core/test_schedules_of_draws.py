"""What is done is worked out once for draws in which it is the same, and no draw gets another's schedule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from crm_adoption.model.company import Company
from crm_adoption.model.systems import OldCRM
from crm_adoption.scenarios.core import schedule as scheduling
from crm_adoption.scenarios.core.scenario import Scenario
from crm_adoption.scenarios.core.schedule import Builder, build
from crm_adoption.scenarios.files.catalogue import load
from crm_adoption.scenarios.programmes.intervention import Intervention
from crm_adoption.scenarios.programmes.interventions import AlignKPIs
from crm_adoption.scenarios.programmes.prices import Prices
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import CONDITIONS, MONTHS, interventions

COMPANY = load("no_programme").company
PRICES = Prices()
OLD = {("sales", "pipeline"): 1.0, ("service", "case_management"): 0.5}


def changed(head: float = 1.0, kpis: float | None = None, old_crm: OldCRM | None = None) -> Company:
    """Return the shipped company with other people, levers or systems in its first department."""
    first, *rest = COMPANY.organisation.departments
    levers = first.levers if kpis is None else replace(first.levers, kpi_alignment=kpis)
    other = replace(first, people=round(head * first.people), levers=levers)
    organisation = replace(COMPANY.organisation, departments=(other, *rest), old_crm=old_crm, roster=None, ties=None)
    return replace(COMPANY, organisation=organisation)


COMPANIES = (
    COMPANY, changed(kpis=0.1), changed(kpis=0.9), changed(head=3.0), changed(head=0.5, kpis=0.4),
    changed(old_crm=OldCRM(OLD, until=2, connected=0.3)), changed(old_crm=OldCRM(OLD, connected=0.3)),
)  # fmt: skip


@settings(max_examples=40)
@given(
    st.lists(interventions(when=st.none() | st.sampled_from(CONDITIONS)), max_size=5),
    st.permutations(COMPANIES),
)
def test_each_company_has_the_schedule_that_it_has_alone(done: Sequence[Intervention], order: list[Company]) -> None:
    builder = Builder(done, MONTHS, PRICES)
    for company in order:
        together, alone = builder.build(company), build(company, done, MONTHS, PRICES)
        pairs = [*zip(together[:-1], alone[:-1], strict=True), *zip(together.triggers, alone.triggers, strict=True)]
        for a, b in pairs:
            assert a.dtype == b.dtype
            assert a.shape == b.shape
            assert a.tobytes() == b.tobytes()


@dataclass(frozen=True, kw_only=True, repr=False)
class FeltByTheWilling(AlignKPIs):
    """Of a kind of one's own: the more it is wanted already, the more it is felt."""

    def share_in(self, company: Company, d: int) -> float:
        return company.organisation.departments[d].levers.kpi_alignment


def test_a_kind_of_ones_own_may_read_whatever_it_likes_of_a_draw() -> None:
    one = FeltByTheWilling(strength=1.0)
    builder = Builder([one], MONTHS, PRICES)
    for company in (changed(kpis=0.2), changed(kpis=0.8)):
        assert builder.build(company).levers.tobytes() == build(company, [one], MONTHS, PRICES).levers.tobytes()


def test_draws_that_differ_in_levers_have_it_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = list[int]()
    whole = scheduling._worked_out

    def counting(*given: object) -> object:
        counted.append(1)
        return whole(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(scheduling, "_worked_out", counting)
    draws = tuple(changed(kpis=0.1 * n) for n in range(1, 9))
    turns = Scenario("tried", COMPANY, (AlignKPIs(strength=0.5),), MONTHS).with_draws(draws).turns
    assert len({plan.levers.tobytes() for _, plan in turns}) == len(draws)
    assert len(counted) == 2  # the scenario's own company, and the draws
