"""Uncertainties and designs: what values are looked at, and that more of them keep the first ones."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from crm_adoption import InputError
from crm_adoption.model.features import Feature
from crm_adoption.scenarios.core.overrides import GROUPS
from crm_adoption.scenarios.studies import designs
from crm_adoption.scenarios.studies.uncertainty import Uncertainty, check_together
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

WEIGHT, SPREAD = Uncertainty("behaviour.peer_weight", 1.0, 4.0), Uncertainty("behaviour.resistance_spread", 0.1, 0.9)
TIES = Uncertainty("organisation.ties_inside", 6, 14)
PRICE = Uncertainty("prices.training", 100.0, 400.0, "loguniform")
CHOICE = Uncertainty("features.lead_scoring.effort", values=(0.2, 0.7, 0.3))
START = Uncertainty("interventions.1.start", 0, 6)
ALL = (WEIGHT, SPREAD, TIES, PRICE, CHOICE, START)
shares = st.lists(st.floats(0.0, 1.0), min_size=1, max_size=20).map(sorted).map(np.array)


def test_every_declared_number_has_a_name_and_its_plausible_range() -> None:
    for group in (*GROUPS, Feature):
        for name, declared in group.declarations().items():
            path = f"features.quoting.{name}" if group is Feature else f"{group.__name__.lower()}.{name}"
            low, high = declared.plausible
            if low < high:
                assert Uncertainty(path).range == (low, high)
            else:
                with pytest.raises(InputError, match="nothing varies; give low and high"):
                    Uncertainty(path)
            with pytest.raises(InputError, match="out of range; allowed is"):
                Uncertainty(path, low, declared.allowed[1] * 2 + 1)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("behaviour.peer_wieght", "'peer_weight'"), ("peer_wieght", "'peer_weight'"), ("prices.trainin", "'training'"),
        ("organisation.departments.sales.resistence", "'resistance'"), ("features.quoting.efort", "'effort'"),
        ("interventions.1.strengh", "'strength'"), ("behavior.peer_weight", "'peer_weight'"),
        ("interventions.strength", "interventions.NUMBER"),
        ("effort", "features.NAME"),
    ],
)  # fmt: skip
def test_an_unknown_name_is_refused_with_the_nearest(name: str, meant: str) -> None:
    with pytest.raises(InputError, match=meant):
        Uncertainty(name)


@pytest.mark.parametrize(
    "name", ["", " ", "a.b.c.d.e", "a\nb", "a = 1\nb", "=", "..", '"', "interventions.1", "levers"]
)
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(InputError):
        Uncertainty(name)


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ({"low": 3.0, "high": 1.0}, "runs backwards, from 3 to 1"),
        ({"low": 2.0, "high": 2.0}, "nothing varies"),
        ({"low": float("nan")}, "is not a number"),
        ({"low": "1"}, "is not a number"),
        ({"low": True}, "is not a number"),
        ({"high": 10**400}, "is not a number"),
        ({"distribution": "gauss"}, "unknown distribution"),
        ({"low": 0.0, "high": 1.0, "distribution": "loguniform"}, "no logarithm"),
        ({"values": (1.0, 1.0)}, "twice"),
        ({"values": (1.0, 2.0), "low": 0.5}, "not both"),
        ({"values": (1.0, 2.0), "distribution": "normal"}, "equally likely"),
        ({"low": 1.0, "high": 2.0, "mode": 1.5}, "only a triangular"),
        ({"low": 1.0, "high": 2.0, "mode": 3.0, "distribution": "triangular"}, "outside the range"),
    ],
)  # fmt: skip
def test_a_range_that_cannot_be_is_refused(words: dict[str, object], problem: str) -> None:
    with pytest.raises(InputError, match=problem) as found:
        Uncertainty("behaviour.peer_weight", **words)  # type: ignore[arg-type]
    assert str(found.value).startswith("behaviour.peer_weight")


@pytest.mark.parametrize(("name", "low", "high"), [("organisation.ties_inside", 5, 9), ("people", 20.5, 30)])
def test_whole_and_even_numbers_stay_so(name: str, low: float, high: float) -> None:
    with pytest.raises(InputError, match=r"give (even|whole) numbers"):
        Uncertainty(name, low, high)


def test_a_number_without_declaration_needs_a_range() -> None:
    with pytest.raises(InputError, match="give low and high"):
        Uncertainty("interventions.1.budget")
    assert Uncertainty("interventions.1.strength").range == (0.0, 1.0)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("behaviour.peer_weight", "peer_weight"), ("levers.sponsorship", "organisation.sponsorship"),
        ("organisation.sponsorship", "organisation.departments.sales.sponsorship"), ("people", "organisation.people"),
        ("interventions.1.strength", "interventions.1.strength"),
    ],
)  # fmt: skip
def test_two_uncertainties_of_one_number_are_refused(one: str, other: str) -> None:
    pair = [Uncertainty(name, *((40, 80) if "people" in name else ())) for name in (one, other)]
    with pytest.raises(InputError, match="keep one"):
        check_together(pair)
    check_together([Uncertainty("organisation.departments.sales.sponsorship"),
                    Uncertainty("organisation.departments.service.sponsorship")])  # fmt: skip


@given(shares, st.sampled_from(["uniform", "loguniform", "normal", "triangular"]), st.sampled_from([None, 0.4, 2.5]))
def test_quantiles_rise_within_the_range_and_are_scipys(
    share: np.ndarray, distribution: str, mode: float | None
) -> None:
    low, high = 0.4, 2.5
    given_mode = mode if distribution == "triangular" else None
    each = Uncertainty("behaviour.peer_weight", low, high, distribution, mode=given_mode)
    found = each.at(share)
    assert np.all(np.diff(found) >= 0)
    assert np.all((low <= found) & (found <= high))
    width, middle = high - low, (low + high) / 2
    peak = ((middle if given_mode is None else given_mode) - low) / width
    known = {
        "uniform": stats.uniform(low, width), "loguniform": stats.loguniform(low, high),
        "normal": stats.truncnorm(-2, 2, middle, width / 4), "triangular": stats.triang(peak, low, width),
    }  # fmt: skip
    np.testing.assert_allclose(found, known[distribution].ppf(share), rtol=1e-9, atol=1e-9)


@given(st.integers(0, 20), st.integers(1, 15), st.sampled_from(["uniform", "normal", "triangular"]))
def test_whole_numbers_are_reached_from_end_to_end(low: int, many: int, distribution: str) -> None:
    each = Uncertainty("interventions.1.start", low, low + many, distribution)
    found = each.at(np.linspace(0.0, 1.0, 5001))
    assert np.array_equal(np.unique(found), np.arange(low, low + many + 1))
    if distribution == "uniform":
        counts = np.bincount(found.astype(int) - low)
        assert counts.max() - counts.min() <= 2, "each is equally likely"


def test_single_values_are_equally_likely() -> None:
    found = CHOICE.at((np.arange(300) + 0.5) / 300)
    assert [int((found == value).sum()) for value in CHOICE.values] == [100, 100, 100]


def test_a_grid_is_every_combination_of_levels_and_values() -> None:
    made = designs.grid((WEIGHT, TIES, CHOICE), levels=3)
    expected = {(w, t, c) for w in (1.0, 2.5, 4.0) for t in (6.0, 10.0, 14.0) for c in (0.2, 0.7, 0.3)}
    assert len(made) == len(made.points) == 27
    assert {tuple(row) for row in made.points.tolist()} == expected
    assert len(designs.grid((TIES,), levels=9).points) == 5, "there are no more even numbers from 6 to 14"


def test_a_latin_hypercube_meets_every_part_of_every_range_once() -> None:
    made = designs.lhs(ALL, 64, seed=3)
    for k in range(len(ALL)):
        assert np.array_equal(np.sort((made.unit[:, k] * 64).astype(int)), np.arange(64))


def test_one_at_a_time_leaves_the_others_at_the_base() -> None:
    base = {"behaviour.peer_weight": 1.25, "behaviour.resistance_spread": 0.5}
    made = designs.one_at_a_time(ALL, levels=3, base=base)
    points = made.points
    assert len(points) == len(made) == 1 + 6 * 3
    assert points[0, :2].tolist() == [1.25, 0.5]
    assert ((points != points[0]).sum(axis=1) <= 1).all()
    for k, each in enumerate(ALL):
        assert set(points[1 + 3 * k : 4 + 3 * k, k]) == set(each.at(each.levels(3)))
    with pytest.raises(InputError, match="unknown uncertainty"):
        designs.one_at_a_time((WEIGHT,), base={"behaviour.peer_wieght": 1.0})


def test_a_morris_trajectory_moves_one_group_at_a_time() -> None:
    grouped = tuple(Uncertainty(e.name, e.low, e.high, group=g) for e, g in zip(ALL[:4], "aabc", strict=True))
    made = designs.morris(grouped, n=10, seed=5)
    unit = made.unit.reshape(10, 4, 4)
    moved = np.diff(unit, axis=1) != 0
    for trajectory in moved:
        assert sorted(tuple(np.flatnonzero(row)) for row in trajectory) == [(0, 1), (2,), (3,)]


@pytest.mark.parametrize("second_order", [True, False])
def test_a_saltelli_design_crosses_two_samples_column_by_column(second_order: bool) -> None:
    k = len(ALL)
    made = designs.saltelli(ALL, 8, second_order=second_order, seed=1)
    rows = 2 * k + 2 if second_order else k + 2
    assert len(made) == len(made.points) == 8 * rows
    for block in made.unit.reshape(8, rows, k):
        first, last = block[0], block[-1]
        for j in range(k):
            assert np.array_equal(block[1 + j], np.where(np.arange(k) == j, last, first))
    assert len(designs.saltelli(ALL * 1, 1024).names) * 2 + 2 == len(designs.saltelli(ALL, 1024)) // 1024


@pytest.mark.filterwarnings("error")
@given(
    st.sampled_from(["sobol", "saltelli", "morris"]), st.integers(0, 5), st.integers(1, 3), st.integers(0, 2**64 - 1)
)
def test_points_stay_the_first_ones_of_a_larger_design(kind: str, power: int, more: int, seed: int) -> None:
    small = designs.design(kind, ALL, n=2**power, seed=seed)
    large = small.extended(2 ** (power + more))
    assert len(large) > len(small)
    assert np.array_equal(large.points[: len(small)], small.points)
    assert small.fixed == large.fixed == ""
    other = designs.design(kind, ALL, n=2**power, seed=(seed + 1) % 2**64)
    assert not np.array_equal(other.unit, small.unit), "another seed gives other points"


@pytest.mark.parametrize("kind", ["grid", "lhs", "one_at_a_time"])
def test_other_designs_refuse_to_be_extended_with_the_reason(kind: str) -> None:
    made = designs.design(kind, ALL, **({"n": 8} if kind == "lhs" else {}))
    with pytest.raises(InputError, match=f"{kind}.*cannot be extended: .*; make a new study"):
        made.extended(16)


def test_an_extension_takes_nothing_away() -> None:
    with pytest.raises(InputError, match="nothing is taken away"):
        designs.sobol(ALL, 16).extended(8)


@pytest.mark.parametrize(
    ("kind", "options", "problem"),
    [
        ("sobl", {}, "Did you mean 'sobol'"), ("sobol", {}, "needs n"), ("sobol", {"n": 1000}, "give 512 or 1,024"),
        ("sobol", {"n": 0}, "whole number from 1"), ("sobol", {"n": 8, "sed": 1}, "Did you mean 'seed'"),
        ("sobol", {"n": 8, "seed": -1}, "whole number from 0"), ("saltelli", {"n": 3}, "give 2 or 4"),
        ("saltelli", {"n": 4, "second_order": 1}, "true or false"), ("morris", {"n": 4, "levels": 3}, "even number"),
        ("grid", {"levels": 1}, "whole number from 2"), ("lhs", {"n": True}, "whole number"),
        ("file", {}, "needs file"),
    ],
)  # fmt: skip
def test_designs_refuse_options_that_do_not_exist_or_fit(kind: str, options: dict[str, object], problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        designs.design(kind, ALL, **options)


def test_designs_of_nothing_and_of_one_group_are_refused() -> None:
    with pytest.raises(InputError, match="nothing to vary"):
        designs.lhs((), 4)
    with pytest.raises(InputError, match="one group"):
        designs.morris(tuple(Uncertainty(each.name, each.low, each.high, group="all") for each in ALL[:3]))


def test_the_size_of_the_largest_design_is_known_without_sampling_it() -> None:
    many = tuple(Uncertainty(f"behaviour.{name}") for name in ("peer_weight", "attention", "staleness", "entry_rate"))
    made = designs.grid(many, levels=100)
    assert len(made) == 100**4
    assert "points" not in vars(made)
    with pytest.raises(InputError, match="more than can be numbered"):
        designs.grid(many, levels=1000)


def written(folder: Path, text: str) -> Path:
    path = folder / "points.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_points_of_ones_own_are_read_as_spreadsheets_write_them(tmp_path: Path) -> None:
    path = written(tmp_path, "behaviour.peer_weight;point;people\n1,5;1;120\n\n2,25;2;80\n")
    made = designs.from_csv(path)
    assert made.names == ("behaviour.peer_weight", "people")
    assert made.points.tolist() == [[1.5, 120.0], [2.25, 80.0]]
    with path.open("a", encoding="utf-8") as more:
        more.write("3,0;3;60\n")
    longer = designs.from_csv(path)
    assert longer.uncertainties == made.uncertainties, "further rows change no uncertainty"
    assert np.array_equal(longer.points[:2], made.points)
    with pytest.raises(InputError, match="further rows"):
        made.extended(4)


def test_columns_follow_the_uncertainties_and_stay_in_their_ranges(tmp_path: Path) -> None:
    path = written(tmp_path, "people,peer_weight\n60,1.5\n80,2.5\n")
    uncertain = (Uncertainty("peer_weight", 1.0, 2.0), Uncertainty("people", values=(60, 90)))
    with pytest.raises(InputError) as found:
        designs.from_csv(path, uncertain)
    assert "row 3: peer_weight: 2.5 is outside the range from 1 to 2" in str(found.value)
    assert "row 3: people: 80 is none of the values 60, 90" in str(found.value)


def test_all_problems_of_a_file_of_points_are_told_with_their_rows(tmp_path: Path) -> None:
    rows = "behaviour.peer_weight,organisation.ties_inside\n1.5,10\nmuch,10\n,7\n1,2,3\n-1,1000\n"
    with pytest.raises(InputError) as found:
        designs.from_csv(written(tmp_path, rows))
    said = str(found.value)
    assert "points.csv" in said
    for problem in (
        "row 3: behaviour.peer_weight: 'much' is not a number",
        "row 4: behaviour.peer_weight: the number is missing",
        "row 4: organisation.ties_inside: 7 is not allowed; give even numbers",
        "row 5: 3 fields where the heading has 2",
        "row 6: behaviour.peer_weight: -1 is out of range",
        "row 6: organisation.ties_inside: 1000 is out of range",
    ):
        assert problem in said


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("behaviour.peer_wieght\n1\n", "peer_weight"),
        ("peer_weight,peer_weight\n1,2\n", "stands in the heading 2 times; once is allowed"),
        ("peer_weight\n", "no rows"), ("", "is empty"), ("point\n1\n", "no column"),
        ("peer_weight,behaviour.peer_weight\n1,2\n", "overlaps"),
    ],
)  # fmt: skip
def test_a_file_of_points_with_a_wrong_heading_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        designs.from_csv(written(tmp_path, text))


def test_an_array_of_points_must_fit(tmp_path: Path) -> None:
    points = np.array([[1.0, 0.5], [2.0, 0.25]])
    assert designs.from_array(points, (WEIGHT, SPREAD)).points.tolist() == points.tolist()
    with pytest.raises(InputError, match=r"give \[n, 1\]"):
        designs.from_array(points, (WEIGHT,))
    with pytest.raises(InputError, match=r"point 1: behaviour.peer_weight: nan"):
        designs.from_array([[1.0], [float("nan")]], (WEIGHT,))
