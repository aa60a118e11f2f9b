"""The figures of a comparison, laid out as they were when somebody last looked at them.

Small pictures of them stand in ``tests/analysis/board/baseline``. After a change that is meant, renew them with

    PYTHONPATH=tests python tests/analysis/board/test_board_figures.py

and look at every one that git shows as changed.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import matplotlib
import pytest
from crm_adoption.analysis.board import figures
from crm_adoption.analysis.board import findings as chart_findings
from crm_adoption.analysis.figures.colours import colour, ink
from crm_adoption.analysis.figures.style import board_style
from crm_adoption.analysis.telling.comparison import Comparison, compare
from crm_adoption.model.errors import InputError
from crm_adoption.scenarios.files.catalogue import catalogue
from legible import check_boxes, words
from legible import drawn as texts_of
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.testing.compare import compare_images

pytestmark = pytest.mark.drawn
BASELINE = Path(__file__).parent / "baseline"
FEW = ("no_programme", "tooling_spend", "aligned_kpis", "aligned_and_tooling")
LANGS = ("en", "de")
NAMES = ("1-main-outcome", "2-effects", "3-who-uses-what", "4-customers-and-money", "5-cost-and-gain")
DPI = 45
TOLERANCE = 6.0
"""Largest root of the mean square difference of pixels, 0 to 255: later versions of matplotlib and one digit more are
below it, a label elsewhere above (see the test of the tolerance)."""


@cache
def answer(lang: str, *, many: bool = False) -> Comparison:
    chosen = list(catalogue()) if many else list(FEW)
    return compare(chosen, baseline=FEW[0], replications=12, seed=1, lang=lang)


@cache
def drawn(lang: str, *, many: bool = False) -> dict[str, Figure]:
    return figures.drawn(answer(lang, many=many))


@board_style()
def small(figure: Figure, path: Path) -> Path:
    figure.savefig(path, dpi=DPI, metadata={"Software": None})
    return path


@pytest.mark.skipif(
    matplotlib.__version_info__ < (3, 11), reason="looked at with matplotlib 3.11, which sets text anew"
)
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", NAMES)
def test_layout_is_as_it_was_looked_at(name: str, lang: str, tmp_path: Path) -> None:
    now = small(drawn(lang)[name], tmp_path / "now.png")
    difference = compare_images(str(BASELINE / f"{name}.{lang}.png"), str(now), tol=TOLERANCE)
    assert difference is None, difference


def test_the_tolerance_notices_what_moves(tmp_path: Path) -> None:
    figure = figures.drawn(answer("en"))["5-cost-and-gain"]
    for text in figure.texts[:2]:
        across, up = text.get_position()
        text.set_position((across + 0.02, up))
    moved = small(figure, tmp_path / "moved.png")
    assert compare_images(str(BASELINE / "5-cost-and-gain.en.png"), str(moved), tol=TOLERANCE)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("many", [False, True])
def test_every_figure_is_legible_under_its_finding(lang: str, many: bool) -> None:
    for name, figure in drawn(lang, many=many).items():
        check_boxes(figure)
        assert "{" not in words(figure), name


@pytest.mark.parametrize("lang", LANGS)
def test_titles_say_what_is_found(lang: str) -> None:
    found = answer(lang)
    best = found.label(found.best)
    for name in ("1-main-outcome", "2-effects"):
        assert best in str(drawn(lang)[name].get_label()), name
    titles = [figure.get_label() for figure in drawn(lang).values()]
    assert len(set(titles)) == len(titles)


def test_no_programme_ahead_is_said_so() -> None:
    same = compare(["no_programme", "tooling_spend", "training"], replications=30, seed=3, outcomes=["deep_use"])
    nothing = replace(same, best="no_programme", verdict=replace(same.verdict, kind="nothing", best="no_programme"))
    assert chart_findings.ahead(nothing) == "None of the programmes does better in real use than “No programme”"
    assert chart_findings.changed(nothing) == chart_findings.ahead(nothing)


def test_a_single_programme_beside_the_baseline_is_named() -> None:
    worse = compare(["no_programme", "sponsor_leaves"], replications=12, seed=1, month=24, outcomes=["deep_use"])
    nothing = replace(worse.verdict, kind="nothing", best="no_programme", rivalries=())
    behind = replace(worse, best="no_programme", indistinguishable=(), verdict=nothing)
    label = behind.label("sponsor_leaves")
    gap = chart_findings.ahead(behind)
    assert gap.startswith(f"“{label}” brings ")
    assert gap.endswith("in real use than “No programme”")
    assert f"“{label}” costs EUR " in chart_findings.worth_it(behind)
    assert label in chart_findings.paid_back(behind) or not behind.programmes[1].scenario.total_cost


def test_a_programme_has_the_same_colour_in_every_figure() -> None:
    found = answer("en")
    order = [each.name for each in found.programmes if not each.is_baseline]
    shown = drawn("en")
    for each in found.standings:
        if each.scenario in order and not each.dominated_by:
            paint = to_hex(ink(colour(order.index(each.scenario))))
            for name in ("2-effects", "5-cost-and-gain"):
                paints = {to_hex(text.get_color()) for text in shown[name].texts
                          if text.get_text() == found.label(each.scenario)}  # fmt: skip
                assert paints == {paint}, (name, each.scenario)


def test_a_title_says_the_verdict() -> None:
    found = answer("en")
    best, (second, third) = found.label(found.best), [name for name in FEW[1:] if name != found.best]
    ahead = next(each for each in found.verdict.rivalries if each.rival == FEW[0])
    ahead = replace(ahead, standing="ahead", on=())

    def titled(kind: str, *standings: tuple[str, str, tuple[str, ...]]) -> str:
        rivalries = [replace(ahead, rival=name, standing=how, on=on) for name, how, on in standings]
        verdict = replace(found.verdict, kind=kind, rivalries=(*rivalries, ahead))
        return chart_findings.ahead(replace(found, verdict=verdict))

    equal = titled("equal", (second, "equal", ()))
    assert equal == f"“{best}” and “{found.label(second)}” do equally well in real use"
    assert "and 2 more do equally well" in titled("equal", (second, "equal", ()), (third, "equal", ()))
    depends = titled("depends", (second, "equal", ()), (third, "depends", ("behaviour",)))
    assert depends == f"Whether “{best}” or “{found.label(third)}” does better in real use depends on how people behave"
    assert titled("open", (second, "open", ())).endswith("cannot be told")
    assert titled("best", (second, "ahead", ())).startswith(f"“{best}” comes out best")


def test_where_there_are_many_the_best_stand_out() -> None:
    found = answer("en", many=True)
    lead = figures.standing_out(found)
    assert lead == tuple(each.scenario for each in found.standings if each.scenario != FEW[0])[:3]
    assert figures.standing_out(answer("en")) == ()


def test_programmes_that_cost_nothing_have_a_figure() -> None:
    free = compare(["no_programme", "sponsor_leaves"], replications=6, seed=1)
    check_boxes(figures.costs_and_gains(free))
    single = compare(["no_programme", "aligned_kpis"], replications=1, seed=1)
    check_boxes(figures.costs_and_gains(single))


def test_a_style_of_ones_own_lies_over_ours(tmp_path: Path) -> None:
    own = tmp_path / "own.mplstyle"
    own.write_text("font.family: serif\naxes.facecolor: fff4e0\nsavefig.dpi: 60\nfont.size: 30\n", encoding="utf-8")
    paths = figures.figures_of(answer("en"), tmp_path / "own", own)
    ours = figures.figures_of(answer("en"), tmp_path / "ours")
    assert [path.name for path in paths] == [path.name for path in ours]
    assert all(one.read_bytes() != other.read_bytes() for one, other in zip(paths, ours, strict=True))
    with figures.own_style(own):
        for figure in figures.drawn(answer("en")).values():
            check_boxes(figure)
    assert "serif" not in matplotlib.rcParams["font.family"]


@pytest.mark.parametrize("text", ["fond.size: 12\n", "font.size: large and red\n", "\x00\x01", "no colon\n"])
def test_a_file_that_is_no_style_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "own.mplstyle"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"no style file|cannot be a style file") as error:
        figures.figures_of(answer("en"), tmp_path / "out", path)
    assert str(path) in str(error.value)
    assert not (tmp_path / "out").exists()
    with pytest.raises(InputError):
        figures.figures_of(answer("en"), tmp_path / "out", tmp_path / "none.mplstyle")


def renew() -> None:
    """Draw the pictures anew."""
    BASELINE.mkdir(exist_ok=True)
    for old in BASELINE.glob("*.png"):
        old.unlink()
    for lang in LANGS:
        for name in NAMES:
            small(drawn(lang)[name], BASELINE / f"{name}.{lang}.png")


@pytest.mark.parametrize("lang", LANGS)
def test_printed_text_has_nine_points_or_more(lang: str) -> None:
    """Figures of a printed report are as wide as the page; each shows less than on a screen, and all of it whole."""
    printed = figures.for_print(answer(lang))
    assert list(printed) == list(figures.PRINTED)
    for figure in printed.values():
        check_boxes(figure)
        sizes = [each.get_fontsize() for each in texts_of(figure)]
        assert min(sizes) * (210 - 2 * 14) / 25.4 / figure.get_figwidth() >= 9.0
    assert [len(printed[name].axes) for name in figures.PRINTED[:3]] == [2, 3, 1]
    assert drawn(lang)["1-main-outcome"].get_figwidth() == 11.0  # what is drawn for a screen afterwards is as before


if __name__ == "__main__":
    renew()
