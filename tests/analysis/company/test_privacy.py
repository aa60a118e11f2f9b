"""Nothing comes to light of fewer than five people: not by itself, and not by subtracting what is shown."""

from __future__ import annotations

import itertools
import json
import re
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from command_line import call
from crm_adoption.analysis.company import diagnosis as diagnosing
from crm_adoption.analysis.company.diagnosis import DiagnosisResult as Diagnosis
from crm_adoption.analysis.company.diagnosis import diagnose
from crm_adoption.analysis.company.privacy import RECENT, in_steps, place_numbers
from crm_adoption.analysis.company.real_use import known_pairs
from crm_adoption.analysis.company.suppressing import LEAST, Sum, complete, determined
from crm_adoption.analysis.company.tables import document, feature_table, head, place_table
from crm_adoption.scenarios.usage.reading import read_company
from scipy.optimize import linprog

Floats = npt.NDArray[np.float64]
DEPARTMENTS = {"Sales": 17, "Marketing": 9, "Customer Success": 6, "Service": 12, "Customer Service": 3}
FEATURES = ("Contacts", "Activities", "Opportunities", "Cases", "Reports", "Quotes")


def written(folder: Path, seed: int, *, joiners: float = 0.25, months: int = 6) -> tuple[Path, Path]:
    """Write a company in which many features have few users, some people use nothing, and some have just joined."""
    chance = np.random.default_rng(seed)
    roster, rows = ["id,department,manager,tenure_months"], ["person,month,feature,count"]
    for k, (department, size) in enumerate(DEPARTMENTS.items()):
        for i in range(size):
            tenure = int(chance.integers(months)) if chance.random() < joiners and i else 40
            name = f"{'smcvx'[k]}{i}"
            roster.append(f"{name},{department},{'' if not i else name[0] + '0'},{tenure}")
            takes = chance.random(len(FEATURES)) < chance.choice([0.1, 0.5, 0.9], len(FEATURES))
            there = range(max(months - 1 - tenure, 0), months)
            rows += [
                f"{name},2026-{t + 1:02d},{feature},{int(chance.integers(1, 40))}"
                for t in there for feature, use in zip(FEATURES, takes, strict=True)
                if use and chance.random() < 0.8
            ]  # fmt: skip
    files = (folder / "roster.csv", folder / "usage.csv")
    for path, lines in zip(files, (roster, rows), strict=True):
        path.write_text("\n".join(lines), encoding="utf-8")
    return files


def found_in(folder: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> Diagnosis:
    monkeypatch.setattr(diagnosing, "typical_use", lambda *_: None)  # it takes seconds, and is of others
    return diagnose(*read_company(*written(folder, seed)))


SEEDS = range(8)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_small_cell_follows_from_all_that_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """An attacker knows the roster and all pairs that count, writes down all sums that are shown, and solves."""
    found = found_in(tmp_path, monkeypatch, seed)
    shown, usage = document(found, "en"), found.usage
    place = place_numbers(found.places, np.array([_place(found, p) for p in range(len(usage.people))]))
    known = known_pairs(found.company.scenario, usage) & found.shown.counted[:, :, None]
    used, count, width = (usage.counts > 0) & known, len(found.places), len(FEATURES)
    recent = np.flatnonzero(usage.seen)[-RECENT:]
    cells = [(g, t, f) for g in range(1, count) for t in recent for f in range(width)]
    for measure in ("deep", "touched"):
        rows, small = [], []
        for g, t in itertools.product(range(count), range(len(recent))):
            row = [float((g in (0, each[0])) and each[1] == recent[t]) for each in cells]
            people = (usage.active & found.shown.counted)[:, recent[t]] & ((place == g) | (g == 0))
            if shown["places"][g]["monthly"][measure][recent[t]] is not None:
                rows.append(row)
            if 0 < people.sum() < LEAST:
                small.append(row)
        for g, f in itertools.product(range(1, count), range(width)):
            row = [float(each[0] == g and each[2] == f) for each in cells]
            if shown["places"][g]["features"][usage.features[f]]["deep"] is not None:
                rows.append(row)
            if 0 < used[place == g][:, recent, f].any(axis=1).sum() < LEAST:
                small.append(row)
        assert small, "nothing to protect: the test is none"
        base = np.linalg.matrix_rank(np.array(rows))
        for row in small:
            assert np.linalg.matrix_rank(np.array([*rows, row])) == base + 1, (measure, row)


def _place(found: Diagnosis, person: int) -> int:
    organisation = found.company.scenario.company.organisation
    assert organisation.roster is not None
    return organisation.names.index(organisation.roster.departments[person])


@pytest.mark.parametrize("seed", SEEDS)
def test_no_number_of_people_under_five_follows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """By linear programming: how many were in the system, or not, is nowhere certain where it is one to four."""
    found = found_in(tmp_path, monkeypatch, seed)
    shown, usage, hidden = document(found, "en"), found.usage, 0
    place = place_numbers(found.places, np.array([_place(found, p) for p in range(len(usage.people))]))
    for t in range(len(usage.months)):
        counted = found.shown.counted[:, t]
        base = np.array([(counted & (place == g)).sum() for g in range(1, len(found.places))], float)
        truth = np.array([(counted & (place == g) & usage.active[:, t]).sum() for g in range(1, len(found.places))])
        told = [each["monthly"]["active"][t] for each in shown["places"]]
        rows, right = [], []
        for g, share in enumerate(told):
            if share is not None:
                rows.append([float(g in (0, each + 1)) for each in range(len(base))])
                right.append(share * (base.sum() if g == 0 else base[g - 1]))
        for g, (inside, size) in enumerate(zip(truth, base, strict=True)):
            if not (0 < inside < LEAST or 0 < size - inside < LEAST):
                continue
            hidden += 1
            assert told[1 + g] is None
            aim = (np.arange(len(base)) == g).astype(float)
            few = (base - truth > 0) & (base - truth < LEAST) & (truth >= LEAST)  # "> 80 %" says so
            few &= np.array([each is None for each in told[1:]])
            ends = zip(np.where(few, base - LEAST + 1, 0.0), np.where(few, base - 1, base), strict=True)
            bounds = list(ends)
            equal = {"A_eq": np.array(rows), "b_eq": np.array(right)} if rows else {}
            low, high = (linprog(sign * aim, bounds=bounds, **equal) for sign in (1.0, -1.0))
            assert -high.fun - low.fun > 1.0 - 1e-6, (t, g)
    assert hidden


@pytest.mark.parametrize("seed", SEEDS)
def test_no_two_groups_differ_by_fewer_than_five(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """Places, newcomers and all others of a month, and a place from month to month: any of them less any others."""
    found = found_in(tmp_path, monkeypatch, seed)
    usage, shown = found.usage, found.shown
    place = place_numbers(found.places, np.array([_place(found, p) for p in range(len(usage.people))]))
    now = shown.counted[:, -1]
    groups = [now & (place == g) for g in range(1, len(found.places)) if not found.present[g].hidden]
    if found.newcomers is not None:
        assert usage.newcomer is not None
        groups += [usage.newcomer & usage.present[:, -1], ~usage.newcomer & now]
    groups = [each for each in groups if each.any()]
    for weights in itertools.product((-1, 0, 1), repeat=len(groups)):
        left = np.sum([w * each for w, each in zip(weights, groups, strict=True)], axis=0)
        assert not 0 < np.count_nonzero(left) < LEAST, weights
    for g in range(1, len(found.places)):
        who = shown.counted[place == g].astype(int)
        change = np.diff(who, axis=1)
        for step in ((change > 0).sum(axis=0), (change < 0).sum(axis=0)):
            assert not ((step > 0) & (step < LEAST)).any()


def test_screen_files_and_figures_say_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What JSON leaves out stands in no table: neither on the screen nor in a CSV file."""
    found = found_in(tmp_path, monkeypatch, 1)
    shown, few = document(found, "en"), head("too few", "en")
    _, rows = feature_table(found, "en")
    for f, row in enumerate(rows):
        for g, cell in enumerate(row[1:-1], 1):
            deep = shown["places"][g]["features"][found.usage.features[f]]["deep"]
            assert (cell == few) == (not found.shown.cells[g - 1, f])
            assert (deep is None) == (cell in (few, ""))
    _, places = place_table(found, "en")
    for each, row in zip(shown["places"], places, strict=False):
        assert (each["active"] is None) == (row[6] == few or row[6].startswith("> "))
    assert any(few in row for row in rows)


def test_the_command_tells_no_people_apart(tmp_path: Path) -> None:
    """In all that is printed and written no id stands, and no number of people from one to four."""
    files = written(tmp_path, 3)
    said = call("diagnose", *files, "--out", tmp_path / "out", "--details")
    assert said.code == 0, said.err
    texts = [said.out, *(each.read_text() for each in (tmp_path / "out").iterdir() if each.suffix in (".csv", ".json"))]
    for text in texts:
        assert not re.search(r"\b[smcvx]\d{1,2}\b", text.replace("x0", ""))
        assert not re.search(r"\b[1-4] (people|person)\b", text)
    told = json.loads((tmp_path / "out" / "diagnosis.json").read_text())
    assert all(each["people"] is None or each["people"] >= LEAST for each in told["places"])


def test_weeks_and_the_inactive_are_told_of_groups_only(tmp_path: Path) -> None:
    """Every number that is shown is of five people or more, and so is what is missing to all; sums give none away."""
    chance, rows = np.random.default_rng(2), ["person,timestamp,feature"]
    roster, _ = written(tmp_path, 1, joiners=0.0)
    names = [line.split(",")[0] for line in roster.read_text().splitlines()[1:]]
    for k, name in enumerate(names):
        last = 60 if k % 5 == 0 else 170  # every fifth stops after two months
        rows += [f"{name},{date(2026, 1, 1) + timedelta(days=day)}T09:{k:02d}:00,Contacts"
                 for day in range(last) if chance.random() < 0.25]  # fmt: skip
    (tmp_path / "usage.csv").write_text("\n".join(rows))
    said = call("diagnose", roster, tmp_path / "usage.csv", "--by", "week", "--out", tmp_path / "out", "--json")
    assert said.code == 0, said.err
    told = json.loads(said.out)
    quiet, people = ([each[kind] for each in told["inactive"]["places"].values()] for kind in ("inactive", "people"))
    assert told["inactive"]["days"] == 30
    assert quiet[0] == 10
    for some, size in zip(quiet, people, strict=True):
        assert some is None or some == 0 or (some >= LEAST and (size == some or size - some >= LEAST))
    assert quiet[1:].count(None) != 1
    for w in range(len(told["weekly"]["weeks"])):
        for each, size in zip(told["weekly"]["places"].values(), people, strict=True):
            inside = each["active"][w]
            counts = () if inside is None else (round(inside * size), size - round(inside * size))
            assert all(part == 0 or part >= LEAST for part in counts)
        whole, *parts = (each["active"][w] for each in told["weekly"]["places"].values())
        assert whole is None or parts.count(None) != 1
    weeks = (tmp_path / "out" / "weeks.csv").read_text().splitlines()
    assert [line.split(",")[0] for line in weeks[1:]] == told["weekly"]["weeks"]
    assert told["weekly"]["weeks"][0] == "2026-W02"  # the first whole one: 2026 began on a Thursday
    inactive = (tmp_path / "out" / "inactive.csv").read_text()
    assert inactive.splitlines()[1].startswith(f"Company,{people[0]},10,")


def test_months_alone_give_no_weeks(tmp_path: Path) -> None:
    refused = call("diagnose", *written(tmp_path, 1), "--by", "week")
    assert refused.code == 2
    assert "--by" in refused.err


def test_people_join_and_leave_in_steps() -> None:
    there = np.ones((12, 4), bool)
    there[9:11, :1] = False  # two join in the second month,
    there[6:9, :2] = False  # three in the third: five together
    there[11, 3] = False  # one leaves in the last
    counted = in_steps(np.ones(12, np.int64), there)
    assert counted.sum(axis=0).tolist() == [6, 6, 11, 11]
    assert not counted[11].any()


def test_a_cell_between_two_blocks_is_not_given_away() -> None:
    """Every row and column has two hidden cells; yet all sums together leave one of them no choice."""
    table = np.array(
        [[0, 1, 2, 3, 4], [5, 6, 7, 8, 9], [10, 11, 12, 13, 14], [15, 16, 17, 18, 19], [20, 21, 22, 23, 24]]
    )
    sums = [Sum(tuple(row), (25 + i,)) for i, row in enumerate(table)]
    sums += [Sum(tuple(column), (30 + i,)) for i, column in enumerate(table.T)]
    block = {0, 1, 5, 6, 12} | {18, 19, 23, 24} | {10}  # 10 and 12 share a row: 12 is alone in its column
    people = [(np.arange(10) + 10 * each,) for each in range(35)]
    out = complete(block, people, sums)
    assert block < out
    assert not determined(out, sums)
