"""Fitting a team's log and predicting another team: known truth found again, use never read, mistakes explained."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from crm_adoption import AdoptionFit, InputError, fit_adoption, read_person_months
from crm_adoption.analysis.validation.prediction import pooled_calibration
from person_months import TRUTH, team_log

KNOWN: dict[str, Any] = {
    "kind": "gate", "old": "old_style", "go_live": "2020-08", "months": 6, "behaviour": TRUTH,
}  # fmt: skip


@pytest.fixture(scope="module")
def fit() -> AdoptionFit:
    return fit_adoption(team_log(200, seed=1), "new_style", **KNOWN)


def test_the_truth_is_found_again(fit: AdoptionFit) -> None:
    """200 people, attention .7, a gate of 6 months; the errors are those of leaving employers out."""
    assert abs(fit.attention - 0.7) < 0.15
    assert abs(np.log(fit.push / 6.0)) < 0.2
    assert fit.rmse < 0.05


def test_a_different_truth_is_told_apart() -> None:
    slow = fit_adoption(team_log(200, seed=1, gate_months=15.0), "new_style", **KNOWN)
    assert slow.push > 10.0


def test_other_teams_lie_in_their_intervals_as_often_as_said(fit: AdoptionFit) -> None:
    """20 teams of 15 to 120 people by the same truth, 6 months each; 90 % +- 4 standard errors of teams."""
    teams = [fit.predict(team_log(15 + 5 * k, seed=100 + k)) for k in range(20)]
    each = [float(np.mean(team.calibrated)) for team in teams]
    assert abs(pooled_calibration(teams) - 0.9) < 4 * np.std(each, ddof=1) / np.sqrt(20) + 0.02


def test_a_team_that_goes_another_way_does_not(fit: AdoptionFit) -> None:
    """The control: teams without a gate worth the name leave the intervals."""
    teams = [fit.predict(team_log(100, seed=200 + k, gate_months=40.0)) for k in range(5)]
    assert pooled_calibration(teams) < 0.6


def test_the_prediction_does_not_read_the_use(fit: AdoptionFit) -> None:
    """References moved from one style to the other from go-live on change nothing but what is observed."""
    log = team_log(60, seed=3)
    after = log["month"] >= "2020-08"
    swapped = log.assign(
        new_style=np.where(after, log["old_style"], log["new_style"]),
        old_style=np.where(after, log["new_style"], log["old_style"]),
    )
    one, other = fit.predict(log).to_frame(), fit.predict(swapped).to_frame()
    same = ["month", "people", "newcomers", "occasions", "predicted", "low", "high", "logistic"]
    pd.testing.assert_frame_equal(one[same], other[same])
    assert not one["observed"].equals(other["observed"])


def test_newcomers_are_predicted_ahead_of_old_hands(fit: AdoptionFit) -> None:
    """Composition counts: the same people, but joined after go-live, are ahead in October."""
    log = team_log(80, seed=4)
    window = log[log["month"] >= "2020-07"]
    old = window.assign(first_month="2020-01")
    new = window.assign(first_month=np.where(window["month"] > "2020-08", "2020-09", "2020-01"))
    new["first_month"] = new.groupby("person")["first_month"].transform("max")
    blank = new.assign(first_month=new["first_month"].where(new["first_month"] != "2020-01"))
    pd.testing.assert_frame_equal(fit.predict(new).to_frame(), fit.predict(blank).to_frame())
    october = [fit.predict(each).to_frame().set_index("month").loc["2020-10"] for each in (old, new)]
    assert october[1]["newcomers"] > october[0]["newcomers"] == 0
    assert october[1]["predicted"] > october[0]["predicted"]


def test_small_teams_other_calendars_and_missing_columns(fit: AdoptionFit) -> None:
    log = team_log(8, seed=5)
    base = fit.predict(log, gaps="empty").to_frame()
    later = log.assign(month=[str(pd.Period(each, freq="M") + 17) for each in log["month"]])
    moved = fit.predict(later, go_live="2022-01", gaps="empty").to_frame()
    pd.testing.assert_frame_equal(base.drop(columns="month"), moved.drop(columns="month"))
    bare = log[["month", "person", "commits"]].assign(references=log["new_style"] + log["old_style"])
    unknown = fit.predict(bare, gaps="empty").to_frame()
    assert unknown["observed"].isna().all()
    known = base["occasions"] > 0
    assert np.isfinite(unknown.loc[known, ["predicted", "low", "high"]]).all(axis=None)
    tiny = fit_adoption(log, "new_style", **KNOWN, gaps="empty")
    assert 0.0 < tiny.attention < 1.0
    assert tiny.team_spread >= 0.0


def test_the_same_seed_gives_the_same_numbers(fit: AdoptionFit) -> None:
    log = team_log(30, seed=6)
    pd.testing.assert_frame_equal(fit.predict(log).to_frame(), fit.predict(log).to_frame())
    assert not fit.predict(log).to_frame().equals(fit.predict(log, seed=99).to_frame())


def test_a_log_is_read_from_a_file(tmp_path: Path) -> None:
    log = team_log(10, seed=7)
    log.to_csv(tmp_path / "team.csv", index=False)
    assert read_person_months(tmp_path / "team.csv")["commits"].tolist() == log["commits"].tolist()
    both = pd.concat([log.assign(project="one"), log.assign(project="two")]).sort_values("month")
    both.to_csv(tmp_path / "teams.csv", index=False)
    assert len(read_person_months(tmp_path / "teams.csv", "two")) == len(log)
    with pytest.raises(InputError, match=r"teams\.csv.*several teams \(one, two\)"):
        read_person_months(tmp_path / "teams.csv")
    with pytest.raises(InputError, match=r"no rows of team 'tow'.*Did you mean 'two'"):
        read_person_months(tmp_path / "teams.csv", "tow")


def swapped_rows(log: pd.DataFrame) -> pd.DataFrame:
    return pd.concat([log.iloc[50:60], log.iloc[:50], log.iloc[60:]])


BROKEN: dict[str, tuple[Any, str]] = {
    "no table": (lambda log: log.to_dict(), "is a pandas DataFrame, not dict"),
    "no rows": (lambda log: log.iloc[:0], "has no rows"),
    "no person": (lambda log: log.rename(columns={"person": "persn"}), "'person' is missing.*Did you mean 'persn'"),
    "a gap": (lambda log: log[log["month"] != "2020-10"], "no row in 2020-10; a gap.*gaps='empty'"),
    "unordered": (swapped_rows, "row 1[0-9]: 2020-01 comes after 2020-0.; sort the log by month"),
    "twice": (lambda log: log.iloc[np.repeat(np.arange(len(log)), 1 + (np.arange(len(log)) == 7))],
              "row 10: person p.* stands in 2020-01 twice"),
    "negative": (lambda log: log.assign(new_style=-1), "new_style: row 2: -1 is no count.*whole numbers from 0"),
    "half": (lambda log: log.assign(commits=1.5), "commits: row 2: 1.5 is no count"),
    "words": (lambda log: log.assign(old_style="many"), "old_style: row 2: 'many' is no count"),
    "date": (lambda log: log.assign(month="08/2020"), "month: row 2: '08/2020' is no month; write it as YYYY-MM"),
    "month 13": (lambda log: log.assign(month="2020-13"), "'2020-13' is no month"),
    "nobody": (lambda log: log.assign(person=None), "row 2 has no person"),
    "no use": (lambda log: log.assign(new_style=0), "nobody in this team uses 'new_style'"),
    "too short": (lambda log: log[log["month"] <= "2020-11"], "runs from 2020-01 to 2020-11, but 2020-07 to 2021-01"),
    "several": (lambda log: log.assign(project=np.where(log["org"] == "e0", "a", "b")), "several teams \\(a, b\\)"),
}  # fmt: skip


@pytest.mark.parametrize("mistake", BROKEN)
def test_a_broken_log_is_explained(mistake: str) -> None:
    breaks, sentence = BROKEN[mistake]
    with pytest.raises(InputError, match=sentence):
        fit_adoption(breaks(team_log(20, seed=8)), "new_style", **KNOWN)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"feature": "new_stile"}, "no column 'new_stile'. Did you mean 'new_style'"),
        ({"kind": "gait"}, "unknown kind of practice 'gait'. Did you mean 'gate'"),
        ({"kind": None}, "say of what kind 'new_style' is: gate, mandate, voluntary"),
        ({"go_live": "August"}, "'August' is no month"),
        ({"go_live": None}, "say when 'new_style' began"),
        ({"old": "old_stile"}, "no column 'old_stile'"),
        ({"months": 0}, "0 months from go-live on; allowed are 1 to 120"),
        ({"gaps": "fill"}, "unknown way with gaps 'fill'"),
    ],
)
def test_a_wrong_argument_is_explained(changes: dict[str, Any], sentence: str) -> None:
    given = {"feature": "new_style", **KNOWN, **changes}
    with pytest.raises(InputError, match=sentence):
        fit_adoption(team_log(20, seed=8), **given)


@pytest.mark.parametrize(
    ("changes", "sentence"), [({"level": 1.0}, "no level"), ({"replications": 3}, "20 to 100,000")]
)
def test_a_wrong_prediction_is_explained(fit: AdoptionFit, changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        fit.predict(team_log(20, seed=8), **changes)
