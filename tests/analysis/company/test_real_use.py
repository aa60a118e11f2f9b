"""Real use as a probability: the stated range holds the truth of companies that others have made."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from crm_adoption import load
from crm_adoption.analysis.company.diagnosis import DiagnosisResult as Diagnosis
from crm_adoption.analysis.company.diagnosis import diagnose, span_of
from crm_adoption.analysis.company.findings import findings
from crm_adoption.analysis.company.habits import smoothed
from crm_adoption.analysis.company.person_levels import person_levels
from crm_adoption.analysis.company.tables import document, place_table, rule_line
from crm_adoption.analysis.company.ways import rhythm_of
from crm_adoption.scenarios.usage.clicks import clicks
from crm_adoption.scenarios.usage.mapping import Naming
from crm_adoption.scenarios.usage.reading import read_company
from outside_companies import CLICKINGS, Ints, Mask, Outside, outside_company, write_outside

NAMES = load("seed_company").company.catalogue.names


def as_our_example(deep: Mask, least: Mask, chance: np.random.Generator) -> tuple[Ints, Ints]:
    """Clicks as our own examples have them."""
    counts = clicks(deep, least, NAMES, chance)
    return counts, np.minimum(counts, np.where(deep, 12, 3))


def read(found: Outside, folder: Path) -> Diagnosis:
    return diagnose(*read_company(*write_outside(found, folder)))


@pytest.fixture(scope="module")
def companies(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[Outside, Diagnosis]]]:
    """Two companies of each way of clicking, one with days; more: verification/honest.py."""
    made: dict[str, list[tuple[Outside, Diagnosis]]] = {}
    for name, clicking in {**CLICKINGS, "as our example": as_our_example}.items():
        for number in range(2):
            one = outside_company(clicking, 50 + number, people=70, with_days=number == 1)
            made.setdefault(name, []).append((one, read(one, tmp_path_factory.mktemp("outside"))))
    return made


def test_the_range_holds_the_truth_of_companies_that_others_made(
    companies: dict[str, list[tuple[Outside, Diagnosis]]],
) -> None:
    held = {
        name: np.mean([
            (said.monthly["deep_low"][:, 0] <= one.share()) & (one.share() <= said.monthly["deep_high"][:, 0])
            for one, said in several
        ])
        for name, several in companies.items()
    }  # fmt: skip
    assert np.mean(list(held.values())) >= 0.85, held
    assert min(held.values()) >= 0.5, held


def test_departments_are_in_their_true_order_wherever_they_differ_by_more_than_the_error(
    companies: dict[str, list[tuple[Outside, Diagnosis]]],
) -> None:
    compared = 0
    for one, said in [each for several in companies.values() for each in several]:
        error = [max(abs(end - group.deep) for end in span_of(said, g)) for g, group in enumerate(said.present)]
        for a in range(1, 5):
            for b in range(1, a):
                apart = said.present[a].deep - said.present[b].deep
                if abs(apart) > max(error[a], error[b]):
                    compared += 1
                    assert apart * (one.share(a - 1)[-1] - one.share(b - 1)[-1]) > 0.0
    assert compared >= 5


def test_days_of_use_narrow_what_bulk_entry_leaves_open(tmp_path: Path) -> None:
    dated = outside_company(CLICKINGS["ritual month-ends"], 60, people=70, with_days=True)
    with_days, without = read(dated, tmp_path / "days"), read(replace(dated, days=None), tmp_path / "months")
    widths = [float(np.subtract(*span_of(said, 0)[::-1])) for said in (with_days, without)]
    assert widths[0] < 0.7 * widths[1]
    assert len(without.real.unclear) > len(with_days.real.unclear)
    assert "on how many days" in rule_line(with_days, "en")
    assert "on how many days" not in rule_line(without, "en")


def test_what_cannot_be_told_is_said(companies: dict[str, list[tuple[Outside, Diagnosis]]]) -> None:
    _, said = companies["ritual month-ends"][0]
    assert "cannot be told apart" in rule_line(said, "en")
    assert "nicht zu unterscheiden" in rule_line(said, "de")
    low, high = span_of(said, 0)
    assert low < said.present[0].deep < high
    shown = document(said, "en")["places"]
    assert all(0.0 <= each["deep_low"] <= each["deep"] <= each["deep_high"] <= 1.0 for each in shown)
    assert "possible (90 %)" in findings(said, "en")[0]


def test_the_same_export_is_read_the_same_way_twice(tmp_path: Path) -> None:
    one = outside_company(CLICKINGS["page views"], 61, people=50)
    first, second = read(one, tmp_path / "a"), read(one, tmp_path / "b")
    assert np.array_equal(first.real.draws, second.real.draws)


def test_a_number_that_is_given_decides(tmp_path: Path) -> None:
    one = outside_company(CLICKINGS["page views"], 61, people=50, with_days=False)
    company, usage = read_company(*write_outside(one, tmp_path))
    said = diagnose(company, usage, Naming(rule={"deep_from": 20.0}))
    real = (usage.counts[:, -1] >= 20.0).sum() / one.relevant.sum()
    assert said.present[0].deep == pytest.approx(real)
    assert span_of(said, 0) == pytest.approx((real, real))
    assert said.real.unclear == ()


def test_a_department_without_any_feature_of_the_export_is_not_seen(tmp_path: Path) -> None:
    one = outside_company(CLICKINGS["page views"], 62, people=60, with_days=False)
    roster, usage = write_outside(one, tmp_path)
    kept = [line for line in usage.read_text().splitlines() if "pipeline" in line.lower() or line.startswith("person")]
    usage.write_text("\n".join(kept))
    said = diagnose(*read_company(roster, usage))
    shown = {each["name"]: each for each in document(said, "en")["places"]}
    assert shown["marketing"]["deep"] is None
    assert shown["marketing"]["deep_low"] is None
    assert shown["sales"]["deep"] > 0.0
    assert "not seen" in str(place_table(said, "en")[1])
    assert any("Not seen" in text and "Marketing" in text for text in findings(said, "en"))


def test_people_are_told_from_what_they_do() -> None:
    """Half the people click three times as much at everything; each works really at half of the features."""
    chance = np.random.default_rng(4)
    own, real = np.repeat([0.0, np.log(3.0)], 30), chance.random((60, 8)) < 0.5
    logs = own[:, None] + np.where(real, 3.0, 1.0) + 0.3 * chance.standard_normal((60, 8))
    person, feature = (each.ravel() for each in np.indices((60, 8)))
    level = person_levels(person, feature, logs.ravel(), 60, 8)
    assert level[30:].mean() - level[:30].mean() == pytest.approx(np.log(3.0), abs=0.15)
    assert abs(np.corrcoef(level[:30], real[:30].mean(axis=1))[0, 1]) < 0.5


def test_the_mixture_is_that_of_a_library() -> None:
    """With nothing to tell people apart, the two means are those that scikit-learn finds."""
    mixture = pytest.importorskip("sklearn.mixture", reason="needs the extra analysis").GaussianMixture
    from crm_adoption.analysis.company.person_levels import two_ways

    chance = np.random.default_rng(5)
    logs = np.concatenate([chance.normal(1.0, 0.4, 300), chance.normal(3.2, 0.4, 500)])
    means, share = two_ways(np.zeros(800, np.int64), logs, 1)
    theirs = mixture(2, covariance_type="tied", random_state=0).fit(logs[:, None])
    assert np.sort(theirs.means_[:, 0]) == pytest.approx(means[:, 0], abs=0.05)
    assert np.sort(theirs.weights_) == pytest.approx(np.sort(share[:, 0]), abs=0.02)


def test_habits_are_smoothed_as_by_counting_all_ways() -> None:
    chance = np.random.default_rng(6)
    likely, usual, stay = chance.random((4, 3, 1)), chance.dirichlet(np.ones(3), 4)[:, :, None], 0.6
    usual = 0.5 * usual + 0.5 / 3.0
    renewed = np.maximum(usual[1:] - stay * usual[:-1], 1e-4)
    renewed /= renewed.sum(axis=1, keepdims=True)
    weight = np.zeros((3, 3, 3, 3))
    for path in np.ndindex(3, 3, 3, 3):
        chance_of = usual[0, path[0], 0] * likely[0, path[0], 0]
        for t in range(1, 4):
            step = (1.0 - stay) * renewed[t - 1, path[t], 0] + stay * (path[t] == path[t - 1])
            chance_of *= step * likely[t, path[t], 0]
        weight[path] = chance_of
    weight /= weight.sum()
    found = smoothed(likely, usual, stay)[:, :, 0]
    for t in range(4):
        assert found[t] == pytest.approx(weight.sum(axis=tuple(axis for axis in range(4) if axis != t)))


@pytest.mark.parametrize(("counts", "days", "low", "high"), [(20.0, 1.0, 0.0, 0.01), (20.0, 13.0, 0.95, 1.05)])
def test_rhythm(counts: float, days: float, low: float, high: float) -> None:
    assert low <= float(rhythm_of(np.array([counts]), np.array([days]))[0]) <= high
