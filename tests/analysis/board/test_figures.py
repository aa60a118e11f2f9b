from __future__ import annotations

import itertools
import math
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import matplotlib
import numpy as np
import pytest
from crm_adoption.analysis.base.effects import Effect, effects
from crm_adoption.analysis.base.programme import Programme
from crm_adoption.analysis.board import figures
from crm_adoption.analysis.board.curves import Comparison
from crm_adoption.analysis.board.months import payback
from crm_adoption.analysis.figures.colours import GREY, MARKERS, PALETTE, contrast, ink, shades
from crm_adoption.analysis.figures.parts import spread, width_of, wrap
from crm_adoption.analysis.figures.words import measure
from crm_adoption.analysis.words.phrases import number
from crm_adoption.model.errors import InputError
from crm_adoption.model.outcomes import OUTCOMES
from crm_adoption.scenarios.core.scenario import Scenario
from crm_adoption.scenarios.files.catalogue import catalogue, load
from crm_adoption.scenarios.programmes.interventions import AlignKPIs, Training
from crm_adoption.scenarios.simulate import simulate
from hypothesis import given
from hypothesis import strategies as st
from legible import check_boxes, drawn, words
from matplotlib.figure import Figure

pytestmark = pytest.mark.drawn
BASELINE = "no_programme"
FOUR = (BASELINE, "tooling_spend", "aligned_kpis", "aligned_and_tooling")
TWO = (BASELINE, "full_programme")
NINE = (BASELINE, *(name for name in catalogue() if name != BASELINE))
SHOWN = ("deep_use", "churn", "customers", "net_value")
LANGS = ("en", "de")
MONTH = 30

Make = Callable[[list[Programme], str], Figure]


def curves(programmes: list[Programme], lang: str) -> Figure:
    return figures.curves(programmes, "deep_use", MONTH, lang)


def money(programmes: list[Programme], lang: str) -> Figure:
    return figures.customers_and_money(programmes, lang)


def forest(programmes: list[Programme], lang: str) -> Figure:
    return figures.forest(effects(programmes, SHOWN, MONTH, lang), MONTH, lang)


def heat_map(programmes: list[Programme], lang: str) -> Figure:
    baseline = programmes[0] if len(programmes) > 1 else None
    return figures.heat_map(programmes[-1], MONTH, lang, baseline)


ALL: tuple[Make, ...] = (curves, money, forest, heat_map)
every_figure = pytest.mark.parametrize("make", ALL, ids=lambda make: make.__name__)
every_lang = pytest.mark.parametrize("lang", LANGS)


def programme_of(scenario: Scenario, replications: int = 6) -> Programme:
    run = simulate(scenario, replications=replications, seed=1, record_features=True)
    return Programme(scenario, run, is_baseline=scenario.name == BASELINE)


@pytest.fixture(scope="module")
def shipped() -> dict[str, Programme]:
    return {name: programme_of(load(name)) for name in NINE}


@pytest.fixture(scope="module")
def four(shipped: dict[str, Programme]) -> list[Programme]:
    return [shipped[name] for name in FOUR]


@pytest.fixture(scope="module")
def single() -> list[Programme]:
    return [programme_of(load(name), replications=1) for name in FOUR]


@pytest.fixture(scope="module")
def awkward(shipped: dict[str, Programme]) -> list[Programme]:
    """Long and strange names, several starts."""
    long = "A name of many words, longer than any board would put up with, and $then_some$ more & <more>"
    late = replace(
        load("aligned_kpis"), title_en=long, title_de="Donaudampfschifffahrtsgesellschaftskapitänsmützenprogramm",
        interventions=(AlignKPIs(start=12), Training(start=20)),
    )  # fmt: skip
    return [shipped[BASELINE], programme_of(late), shipped["training"]]


@pytest.fixture(autouse=True)
def _no_warnings() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


@every_figure
@every_lang
@pytest.mark.parametrize("names", [(BASELINE,), TWO, FOUR, NINE], ids=len)
def test_everything_is_on_the_page_and_legible(
    make: Make, lang: str, names: tuple[str, ...], shipped: dict[str, Programme]
) -> None:
    figure = make([shipped[name] for name in names], lang)
    check_boxes(figure)
    assert min(float(text.get_fontsize()) for text in drawn(figure)) >= 11.0
    assert figure.get_size_inches()[0] <= 12.5


@every_figure
@every_lang
def test_words_not_machine_names(make: Make, lang: str, shipped: dict[str, Programme]) -> None:
    text = words(make(list(shipped.values()), lang))
    assert "_" not in text
    assert "nan" not in text.lower().split()
    assert "{" not in text


@every_figure
def test_n_is_stated(make: Make, four: list[Programme]) -> None:
    assert "n = 6" in words(make(four, "en"))
    assert "n = 6" in words(make(four, "de"))


@every_figure
@every_lang
def test_awkward_names_stay_on_the_page(make: Make, lang: str, awkward: list[Programme]) -> None:
    check_boxes(make(awkward, lang))
    check_boxes(make(awkward[:2], lang))


@every_figure
@every_lang
def test_one_replicate_has_no_interval_and_says_so(make: Make, lang: str, single: list[Programme]) -> None:
    figure = make(single, lang)
    check_boxes(figure)
    text = words(figure)
    assert "n = 1" in text
    if make is not heat_map:
        assert ("no confidence interval" if lang == "en" else "kein 95-%-Intervall") in text
    assert not any(axes.collections for axes in figure.axes)


@every_figure
def test_titles_in_both_languages(make: Make, four: list[Programme]) -> None:
    english, german = (make(four, lang).get_label() for lang in LANGS)
    assert english != german


def test_curves_say_what_they_show(four: list[Programme]) -> None:
    text = words(curves(four, "en"))
    for wanted in (
        "Real use over time", "Bands: how sure the mean is (95 % confidence interval, n = 6 companies simulated)",
        "Interventions start", "Compared in month 30", "Aligned KPIs", "No programme", "percentage points",
        "Months since go-live",
    ):  # fmt: skip
        assert wanted in text
    german = words(curves(four, "de"))
    for wanted in ("Echte Nutzung im Zeitverlauf", "Gemeinsame Ziele", "Prozentpunkte", "Maßnahmen starten"):
        assert wanted in german


@pytest.mark.parametrize("outcome", [each.name for each in OUTCOMES])
def test_curves_of_every_outcome(outcome: str, four: list[Programme]) -> None:
    for lang in LANGS:
        check_boxes(figures.curves(four, outcome, 36, lang))


def test_curves_show_means_and_paired_differences(four: list[Programme]) -> None:
    figure = curves(four, "en")
    levels, differences = figure.axes
    base = four[0].path("deep_use")
    means = [line.get_ydata() for line in levels.lines if len(line.get_xdata()) == 36]
    np.testing.assert_allclose(means, [each.path("deep_use").mean(axis=0) for each in four])
    gains = [line.get_ydata() for line in differences.lines if len(line.get_xdata()) == 36]
    np.testing.assert_allclose(gains, [(each.path("deep_use") - base).mean(axis=0) for each in four[1:]])
    assert levels.get_xlim() == (0.0, 36.0)
    assert levels.get_ylim()[0] == 0.0
    value = f"{100.0 * four[2].at('deep_use', MONTH).mean():.1f} %"
    assert value in words(figure)


def test_colours_go_by_order_and_the_baseline_is_grey(four: list[Programme]) -> None:
    levels = [line.get_color() for line in curves(four, "en").axes[0].lines if len(line.get_xdata()) == 36]
    assert levels == [GREY, *PALETTE[:3]]
    points = [line.get_markeredgecolor() for line in forest(four, "en").axes[0].lines if line.get_marker() in MARKERS]
    assert points == list(PALETTE[:3])


def test_one_programme_alone_has_no_differences(shipped: dict[str, Programme]) -> None:
    assert len(curves([shipped[BASELINE]], "en").axes) == 1
    text = words(money([shipped[BASELINE]], "en"))
    assert "difference" not in text
    assert "Diamonds" not in text
    assert "no programme to compare" in words(forest([shipped[BASELINE]], "en"))


def test_several_starts_are_named(awkward: list[Programme]) -> None:
    text = words(figures.curves(awkward, "deep_use", 36, "de"))
    assert "Beginn von Maßnahmen: Monat 0 (Schulung), Monat 12 (Donau" in text


def test_month_is_checked(four: list[Programme]) -> None:
    for month in (0, 37):
        with pytest.raises(InputError):
            figures.curves(four, "deep_use", month, "en")
        with pytest.raises(InputError):
            figures.heat_map(four[0], month, "en")


@pytest.mark.parametrize("months", [1, 3, 150])
def test_short_and_long_horizons(months: int) -> None:
    scenarios = [replace(load(name), months=months) for name in (BASELINE, "aligned_kpis")]
    programmes = [programme_of(scenario, replications=2) for scenario in scenarios]
    check_boxes(figures.curves(programmes, "customers", months, "de"))
    check_boxes(money(programmes, "de"))


def test_horizons_may_differ(shipped: dict[str, Programme]) -> None:
    short = programme_of(replace(load("aligned_kpis"), months=24))
    figure = figures.curves([shipped[BASELINE], short], "deep_use", 36, "en")
    assert "–" in words(figure)
    check_boxes(money([shipped[BASELINE], short], "en"))


CLEAR = Effect(
    scenario="aligned_kpis", label="Aligned KPIs", outcome="deep_use", month=36, baseline=0.1, level=0.178,
    difference=0.078, ci_low=0.076, ci_high=0.081, n_pairs=100, p_better=1.0, correlation=0.9, p_value=0.0,
    p_adjusted=0.0,
)  # fmt: skip


def test_forest_prints_values_and_hollows_what_includes_zero() -> None:
    unclear = replace(CLEAR, scenario="training", label="Training", difference=-0.001, ci_low=-0.004, ci_high=0.002)
    figure = figures.forest([CLEAR, unclear], 36, "en")
    text = words(figure)
    assert "+7.8 (+7.6 to +8.1)" in text
    assert "−0.1 (−0.4 to +0.2)" in text
    assert "Hollow points" in text
    assert "†" not in text
    faces = [line.get_markerfacecolor() for line in figure.axes[0].lines if line.get_marker() in MARKERS]
    assert faces == [PALETTE[0], "white"]
    assert "+7,8 (+7,6 bis +8,1)" in words(figures.forest([CLEAR], 36, "de"))


def test_forest_marks_what_adjusting_takes_away() -> None:
    assert "†" in words(figures.forest([replace(CLEAR, p_adjusted=0.2)], 36, "en"))


def test_forest_takes_summaries_that_are_never_reached() -> None:
    never = replace(CLEAR, outcome="payback_month", difference=math.nan, ci_low=math.nan, ci_high=math.nan)
    figure = figures.forest([never, CLEAR], 36, "en")
    assert "not reached" in words(figure)
    check_boxes(figure)


def test_heat_map_prints_shares_and_leaves_irrelevant_cells_blank(four: list[Programme]) -> None:
    figure = figures.heat_map(four[2], 36, "en", four[0])
    for axes, programme in zip(figure.axes[:2], (four[0], four[2]), strict=True):
        share = programme.use_share(36)
        assert len(axes.texts) == np.isfinite(share).sum()
        assert axes.texts[0].get_text() == f"{100.0 * share[0, 0]:.0f}"
    assert "not relevant" in words(figure)
    assert len([text for text in drawn(figure) if text.get_text() == "Dashboards"]) == 1


def test_heat_map_needs_recorded_use(four: list[Programme]) -> None:
    bare = replace(four[0], run=replace(four[0].run, use=None))
    with pytest.raises(ValueError, match="record_features"):
        figures.heat_map(bare, 36, "en")


def test_heat_map_shades_are_even_and_legible() -> None:
    for share in np.linspace(0.0, 1.0, 51):
        paint = shades()(float(share))[:3]
        assert max(contrast("white", paint), contrast("black", paint)) >= 4.5


def test_payback_is_where_the_mean_difference_reaches_zero(shipped: dict[str, Programme]) -> None:
    comparison = Comparison.of([shipped[BASELINE], shipped["aligned_kpis"]])
    curve = comparison.differences("net_value")[0]
    late = replace(curve, mean=np.linspace(-7.0, 10.5, 36))
    found = payback(late, comparison.baseline)
    assert found is not None
    assert (found.month, found.point) == (15, pytest.approx(15.0))
    assert payback(replace(curve, mean=np.full(36, -1.0)), comparison.baseline) is None
    free = replace(curve, programme=shipped["seed_company"], mean=np.ones(36))
    assert payback(free, comparison.baseline) is None


@every_figure
def test_saving_twice_gives_the_same_bytes(make: Make, four: list[Programme], tmp_path: Path) -> None:
    first = figures.save(make(four, "de"), tmp_path / "new" / "folder", "a")
    second = figures.save(make(four, "de"), tmp_path, "b")
    for one, other, start in zip(first, second, (b"\x89PNG", b"<?xml"), strict=True):
        assert one.read_bytes() == other.read_bytes()
        assert one.read_bytes().startswith(start)
    assert b"dc:date" not in first[1].read_bytes()
    assert [path.name for path in first] == ["a.png", "a.svg"]


def test_settings_of_the_caller_neither_change_nor_matter(four: list[Programme], tmp_path: Path) -> None:
    plain = figures.save(curves(four, "en"), tmp_path, "plain")
    with matplotlib.rc_context({"font.size": 33.0, "axes.facecolor": "pink", "svg.hashsalt": "other"}):
        before = dict(matplotlib.rcParams)
        changed = figures.save(curves(four, "en"), tmp_path, "changed")
        for make in ALL:
            make(four, "en")
        assert dict(matplotlib.rcParams) == before
    assert [path.read_bytes() for path in plain] == [path.read_bytes() for path in changed]


def test_importing_leaves_pyplot_alone() -> None:
    code = "import sys, crm_adoption.analysis.board.figures; sys.exit('matplotlib.pyplot' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@given(
    st.lists(st.tuples(st.floats(-5.0, 15.0), st.floats(0.05, 0.6)), min_size=1, max_size=15),
)
def test_spread_never_overlaps_nor_leaves_the_room(items: list[tuple[float, float]]) -> None:
    wanted, sizes = [x for x, _ in items], [size for _, size in items]
    centres = spread(wanted, sizes, 0.0, 10.0)
    edges = sorted((c - size / 2.0, c + size / 2.0) for c, size in zip(centres, sizes, strict=True))
    assert edges[0][0] >= -1e-9
    assert edges[-1][1] <= 10.0 + 1e-9
    assert all(below[1] <= above[0] + 1e-9 for below, above in itertools.pairwise(edges))


def test_spread_leaves_what_has_room() -> None:
    assert spread([1.0, 5.0, 3.0], [0.5, 0.5, 0.5], 0.0, 10.0) == [1.0, 5.0, 3.0]
    assert spread([5.0, 5.0], [1.0, 1.0], 0.0, 10.0) == [4.5, 5.5]


@pytest.mark.parametrize(
    ("value", "decimals", "signed", "english", "german"),
    [
        (1234.5, 1, False, "1,234.5", "1.234,5"),
        (-1234567.0, 0, False, "−1,234,567", "−1.234.567"),
        (0.04, 1, True, "0.0", "0,0"),
        (-0.04, 1, True, "0.0", "0,0"),
        (7.85, 1, True, "+7.8", "+7,8"),
    ],
)
def test_numbers(value: float, decimals: int, signed: bool, english: str, german: str) -> None:
    assert number(value, "en", decimals, sign=signed) == english
    assert number(value, "de", decimals, sign=signed) == german


def test_measures() -> None:
    assert measure("share", [0.197], "de").text(0.197) == "19,7 %"
    assert measure("share", [0.002], "en").text(0.002) == "0.20 %"
    assert measure("EUR", [-1_648_339.0], "en").text(-1_648_339.0) == "−1,648"
    assert measure("EUR", [-1_648_339.0], "de", difference=True).unit == "Tausend EUR"
    assert measure("EUR", [1234.0], "de").text(1234.0) == "1.234"
    assert measure("customers", [math.nan], "en").text(3.0) == "3"


def test_wrapping() -> None:
    text = wrap("Many more words than there is room for in two short lines", 1.5)
    assert text.count("\n") == 1
    assert text.endswith("…")
    assert width_of(text) <= 1.5
    assert wrap("Marketing-Automatisierung", 1.5) == "Marketing-\nAutomatisierung"
    assert wrap("Short", 1.5) == "Short"


def test_label_colours_are_legible() -> None:
    for paint in (GREY, *PALETTE):
        assert contrast(ink(paint), "white") >= 4.5
