"""Titles in any script: figures find an installed font or say so once; no command prints a raw warning."""

from __future__ import annotations

import logging
import re
import warnings
from pathlib import Path

import matplotlib
import pytest
from command_line import Answer, call, process
from crm_adoption.analysis.board.figures import save
from crm_adoption.analysis.figures import fonts as chart_fonts
from crm_adoption.analysis.figures.fonts import drawable, families_for, script_of
from crm_adoption.analysis.figures.parts import finish, sheet, width_of
from crm_adoption.analysis.figures.style import board_style
from crm_adoption.analysis.words.notice import Notice
from crm_adoption.scenarios.words.catalogue import Words
from few_sets import written
from matplotlib.font_manager import fontManager

pytestmark = pytest.mark.drawn
TITLES = {
    "Chinese": "新计划",
    "Cyrillic": "Новый план",
    "Arabic": "خطة جديدة",
    "Devanagari": "नई योजना",
    "Hebrew": "תוכנית",
    "Japanese": "新しいプラン",
    "Korean": "새 계획", "Thai": "แผนใหม่", "Greek": "Νέο σχέδιο", "emoji": "Plan 🚀👩\u200d💻",
}  # fmt: skip
RAW = re.compile(r"Warning|\.py:\d+|site-packages|findfont|Glyph|Traceback")


def scenario(folder: Path, title: str) -> Path:
    file = folder / "plan.toml"
    file.write_text(f'extends = "training"\ntitle_en = "{title}"\ntitle_de = "{title}"\n', encoding="utf-8")
    return file


def check_clean(answer: Answer) -> None:
    assert answer.code == 0, answer.err
    assert not RAW.search(answer.out), answer.out
    assert not RAW.search(answer.err), answer.err


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_a_figure_is_drawn_without_a_raw_warning(title: str, tmp_path: Path) -> None:
    with board_style(), warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        save(finish(sheet(title, title, [title], 1.0)), tmp_path, "x")
        assert width_of(title) > 0.0
    assert all(isinstance(each.message, Notice) for each in heard), [str(each.message) for each in heard]


def test_commands_print_no_raw_warning_with_titles_of_many_scripts(tmp_path: Path) -> None:
    title = " ".join(TITLES.values())
    file = scenario(tmp_path, title)
    quick = ("--replications", 2, "--months", 2)
    compared = call("compare", "no_programme", file, *quick, "--out", tmp_path / "out")
    check_clean(compared)
    assert "计划" in compared.out
    most = 1 if chart_fonts._CAN_SHAPE else 2  # before matplotlib 3.11 joined letters have a note of their own
    assert compared.err.count("Note: ") <= most
    assert compared.err.count("Japanese") <= 1
    quiet = call("compare", "no_programme", file, *quick, "--out", tmp_path / "out", "--quiet")
    check_clean(quiet)
    assert quiet.err == ""
    over_sets = ("--ensemble", written(tmp_path, 2), "--replications", 1, "--month", 2)
    for arguments in (
        ("run", file, *quick), ("check", file), ("report", "no_programme", file, *quick, "--out", tmp_path / "r.html"),
        ("duel", "no_programme", file, *quick, "--out", tmp_path / "duel"), ("scenarios", "diff", "no_programme", file),
        ("walls", file, *over_sets, "--out", tmp_path / "walls"),
        ("split", file, *over_sets, "--out", tmp_path / "split"),
    ):  # fmt: skip
        check_clean(call(*arguments))


def test_the_same_as_a_process_of_its_own(tmp_path: Path) -> None:
    file = scenario(tmp_path, "计划 योजना")
    answer = process(
        "compare", "no_programme", file, "--replications", 2, "--months", 2, "--lang", "de", folder=tmp_path
    )
    check_clean(answer)
    if answer.err:
        assert answer.err.startswith("Hinweis: Keine installierte Schrift hat ")


def test_a_script_that_no_font_has_is_said_once_in_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chart_fonts, "_others", lambda *_: ())
    with board_style(), pytest.warns(Notice) as heard:
        figure = finish(sheet("计划 योजना", "计划", [], 1.0))
    (notice,) = (each.message for each in heard)
    assert isinstance(notice, Notice)
    assert "no installed font has Chinese and Devanagari characters" in notice.in_words("en")
    assert "hat chinesische und Devanagari- Zeichen" in notice.in_words("de")
    assert {each.get_text() for each in figure.texts if each.get_text()} == {"□□ □□□□□", "□□"}


def test_an_installed_font_that_has_the_letters_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    font = _font(tmp_path / "letters.ttf", "Letters Sans", "计划")
    monkeypatch.setattr(fontManager, "ttflist", list(fontManager.ttflist))
    fontManager.addfont(font)
    with board_style(), warnings.catch_warnings():
        warnings.simplefilter("error")
        families = families_for("计划", tuple(matplotlib.rcParams["font.family"]))
        assert families[-1] != "DejaVu Sans"
        assert drawable("计划", families) == "计划"
        figure = finish(sheet("计划", "", [], 1.0))
        save(figure, tmp_path, "x")
    assert "计划" in {each.get_text() for each in figure.texts}


def _font(path: Path, family: str, letters: str) -> Path:
    """Make a font of a few square letters."""
    builder = pytest.importorskip("fontTools.fontBuilder")
    pens = pytest.importorskip("fontTools.pens.ttGlyphPen")
    pen = pens.TTGlyphPen(None)
    pen.moveTo((0, 0))
    for corner in ((0, 500), (500, 500), (500, 0)):
        pen.lineTo(corner)
    pen.closePath()
    square = pen.glyph()
    names = [".notdef", *(f"u{ord(each):04X}" for each in letters)]
    made = builder.FontBuilder(1000, isTTF=True)
    made.setupGlyphOrder(names)
    made.setupCharacterMap({ord(each): f"u{ord(each):04X}" for each in letters})
    made.setupGlyf(dict.fromkeys(names, square))
    made.setupHorizontalMetrics(dict.fromkeys(names, (600, 0)))
    made.setupHorizontalHeader(ascent=800, descent=-200)
    made.setupNameTable({"familyName": family, "styleName": "Regular"})
    made.setupOS2()
    made.setupPost()
    made.save(path)
    return path


def test_scripts_are_known_by_their_letters() -> None:
    found = [script_of(sign) for sign in "计нخन🚀새"]
    assert found == ["CJK", "CYRILLIC", "ARABIC", "DEVANAGARI", "SYMBOL", "HANGUL"]


def test_warnings_and_logs_of_libraries_stay_out_of_a_command(monkeypatch: pytest.MonkeyPatch) -> None:
    from crm_adoption.analysis.cli import main as entry

    def noisy(**_: object) -> int:
        warnings.warn("a library's own words", RuntimeWarning, stacklevel=1)
        logging.getLogger("some.library").warning("a library's log")
        for _each in range(2):
            warnings.warn(Notice(Words("report.words"), "python"), stacklevel=1)
        return 0

    monkeypatch.setattr(entry, "_command", lambda *registered: noisy)
    assert call("anything").err == "Python and libraries\n"
    assert call("anything", "--lang", "de").err == "Python und Bibliotheken\n"
    assert call("anything", "--quiet").err == ""
