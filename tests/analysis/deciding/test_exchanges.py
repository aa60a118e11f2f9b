"""What the best mix leaves out is tried in it, for so much of its money that it can do something."""

from __future__ import annotations

import pytest
from crm_adoption.analysis.deciding.decision import Question
from crm_adoption.analysis.deciding.menu import EVERYWHERE, Menu
from crm_adoption.analysis.deciding.mix import Mix, build
from crm_adoption.analysis.deciding.search import EXCHANGED, Tried, exchanges
from small_decisions import BUDGET


def test_each_intervention_left_out_comes_in_for_its_share_and_the_rest_keeps_its_proportions(
    question: Question,
) -> None:
    menu = Menu.of(question.base.company, question.base.months, question.base.prices)
    parameters = menu.idle() | {"AlignKPIs": 0.9, "Training": 0.7}
    leader = build(question.base, menu, parameters, BUDGET)
    assert leader is not None
    before = leader.spending()
    found = exchanges(menu, Tried(leader, 0.5))
    shares = [share for share in EXCHANGED for _ in range(2)] * (len(menu.offers) - 2)  # early and late
    assert len(found) == len(shares)
    for number, (each, share) in enumerate(zip(found, shares, strict=True)):
        weights = {offer.kind: weight for offer, weight in menu.divided(each)}
        (kind,) = set(weights) - {"AlignKPIs", "Training"}
        assert weights[kind] / sum(weights.values()) == pytest.approx(share)
        ratio = before["AlignKPIs"] / before["Training"]
        assert weights["AlignKPIs"] / weights["Training"] == pytest.approx(ratio, rel=0.01)
        assert each[f"{kind}.start"] == menu.starts(kind)[-(number % 2)]
        assert each.get(f"{kind}.where", EVERYWHERE) == EVERYWHERE
        assert each.get(f"{kind}.lasts", 0) == 0


def test_a_shipped_programme_is_no_mix_of_the_menu(question: Question) -> None:
    menu = Menu.of(question.base.company, question.base.months, question.base.prices)
    assert exchanges(menu, Tried(Mix(question.base), 0.5)) == []
