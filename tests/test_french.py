"""French: a language that is only files. It speaks where it has the rooms, wholly, and is refused elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from catalogue_use import entries
from crm_adoption.analysis.story.steps import tell
from crm_adoption.analysis.telling.comparison import ROOMS, Comparison, compare
from crm_adoption.analysis.telling.report import comparison_report
from crm_adoption.model.errors import InputError
from crm_adoption.model.outcomes import OUTCOME, OUTCOMES, SUMMARIES
from crm_adoption.scenarios.files.catalogue import catalogue as shipped
from crm_adoption.scenarios.files.catalogue import load
from crm_adoption.scenarios.programmes.interventions import KINDS
from crm_adoption.scenarios.words import catalogue
from crm_adoption.scenarios.words.catalogue import Words
from crm_adoption.scenarios.words.counting import counted
from crm_adoption.scenarios.words.files import languages, mistakes, room, spoken
from crm_adoption.scenarios.words.numbers import day, euro, number, percent

STORY = ("story", "pages", "laboratory", "drawings", "mesa")
KEYS = {"evidence"}
"""Rooms whose keys are codes of a table, which are read off the English ones."""
THIN, HARD = "\u202f", "\u00a0"


@pytest.fixture
def english_asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Return the rooms for which English stood in; those that have the room are asked for its keys only."""
    asked: list[str] = []

    def spied(name: str, lang: str) -> object:
        if lang == "en" and name not in KEYS:
            asked.append(name)
        return room(name, lang)

    catalogue._section.cache_clear()
    monkeypatch.setattr(catalogue, "room", spied)
    yield asked
    catalogue._section.cache_clear()


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return compare(["no_programme", "aligned_kpis", "training"], replications=6, months=14, seed=3, lang="fr")


def test_it_has_the_rooms_of_a_comparison_and_of_the_story() -> None:
    assert "fr" in languages()
    assert "fr" in spoken(*ROOMS)
    assert "fr" in spoken(*STORY)
    assert "fr" not in spoken("cli")


def test_it_says_that_nobody_has_reviewed_it() -> None:
    assert (room("language", "fr") or {})["about"]["reviewed"] is False


def test_all_that_is_declared_has_a_french_name() -> None:
    scenarios = [load(name) for name in shipped()]
    wanted = {each.label_en for each in (*OUTCOMES, *SUMMARIES)} | {each.label_en for each in KINDS.values()}
    wanted |= {text for each in scenarios for text in (each.title_en, each.description_en)}
    for each in scenarios:
        wanted |= {department.label_en for department in each.company.organisation.departments}
        wanted |= {feature.label_en for feature in each.company.catalogue.features}
    declared = room("declared", "fr") or {}
    assert {each for each in wanted if each} - {*declared["names"], *declared["descriptions"]} == set()
    assert [
        each.name for each in scenarios if each.description_en and each.description("fr") == each.description_en
    ] == []


def test_a_comparison_says_nothing_in_english(comparison: Comparison, english_asked: list[str], tmp_path: Path) -> None:
    pytest.importorskip("openpyxl", reason="the extra analysis")
    from openpyxl import load_workbook

    html = comparison_report(comparison, "crm-adoption report")
    sheets = load_workbook(comparison.to_excel(tmp_path / "results.xlsx")).sheetnames
    said = " ".join([*comparison.advice(), html])
    assert english_asked == []
    assert sheets[0] == "Réponse"
    assert 'lang="fr"' in html
    assert "Usage réel" in said
    names = [each.label_en for each in OUTCOME.values() if len(each.label_en.split()) > 1]
    assert [each for each in names if each in said] == []
    assert f"«{HARD}KPI partagés{HARD}»" in said


def test_figures_say_nothing_in_english(comparison: Comparison, english_asked: list[str], tmp_path: Path) -> None:
    from crm_adoption.analysis.board.figures import figures_of

    figures_of(comparison, tmp_path)
    assert english_asked == []


def test_the_story_says_nothing_in_english(english_asked: list[str]) -> None:
    from crm_adoption.analysis.drawings import LIGHT
    from crm_adoption.analysis.story.runs import story_runs

    told = tell(story_runs(replications=6), "fr")
    pictures = [each.draw(900.0, LIGHT) for each in told]
    assert english_asked == []
    assert len(pictures) == len(told) == 11
    assert told[0].title.startswith("Mise en service")


LEFT_OUT = re.compile(r"\{[^{}]*\}|\"[^\" ][^\"]*\"|`[^`]*`|<[^>]*>|https?://\S+|--[\w-]+:?|\w*\.\w+:")
"""What is not French: blanks, what is to be typed, markup, addresses."""


def french() -> Iterator[tuple[str, str]]:
    """Yield all French texts as they are told, with the place where they stand."""
    for at, text in entries("fr").items():
        if "typography" not in at and not at[0].startswith("language."):
            yield from ((f"{at[0]} {at[1]}", str(each)) for each in (text if isinstance(text, list) else [text]))
    yield from mistakes("fr").items()


def wrongly_set(text: str) -> list[str]:
    """Return where a French text has a space that may break before a sign, or none at all."""
    own = LEFT_OUT.sub("·", text)
    return re.findall(rf".{{0,9}}(?: [:;?!%»]|« |\w[;?!»]|«\w|\w:(?=[\s{HARD}{THIN}]|$)).{{0,9}}", own)


def test_no_line_breaks_before_a_sign_and_none_is_set_without_its_space() -> None:
    found = dict(french())
    assert len(found) > 1200
    assert {at: wrong for at, text in found.items() if (wrong := wrongly_set(text))} == {}


@pytest.mark.parametrize(
    "text",
    ["Usage réel : oui", "Vraiment ?", "Vraiment?", "« Oui »", f"«Oui{HARD}»", "30 %", "fin ; début", "reste: non"],
)
def test_a_space_that_may_break_would_be_found(text: str) -> None:
    assert wrongly_set(text) != []


@pytest.mark.parametrize(
    "text", [f"Usage réel{HARD}: oui", f"Vraiment{THIN}?", f"«{HARD}Oui{HARD}»", f"30{THIN}%", "https://x.org", "{a:g}"]
)
def test_what_is_set_well_is_none_of_them(text: str) -> None:
    assert wrongly_set(text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("0 personnes", "0 personne"), ("1 points", "1 point"), ("1,5 points", "1,5 point"), ("2 points", "2 points"),
        ("1 paires d’entreprises simulées", "1 paire d’entreprises simulées"), ("11 paires", "11 paires"),
        (f"1{THIN}001 personnes", f"1{THIN}001 personnes"), ("de 0 à 1 points", "de 0 à 1 points"),
    ],
)  # fmt: skip
def test_nought_and_one_are_singular(text: str, said: str) -> None:
    assert counted(text, "fr") == said


def test_numbers_are_written_as_in_france() -> None:
    from datetime import date

    assert number(1234.5, "fr", 1) == f"1{THIN}234,5"
    assert number(-0.3, "fr", 1, sign=True) == "−0,3"
    assert percent(0.5, "fr") == f"50{THIN}%"
    assert euro(150_000.0, "fr") == f"150{THIN}000 EUR"
    assert day(date(2026, 11, 5), "fr") == "5 novembre 2026"
    assert Words("telling.report")("many", "fr", n=3, outcome="x", months=12).endswith(f"mois{THIN}?")


def test_a_language_there_is_not_is_refused_with_those_there_are() -> None:
    with pytest.raises(InputError, match="Allowed: en, de, fr"):
        compare(["no_programme"], replications=1, lang="it")


def test_commands_that_do_not_speak_it_say_so(capsys: pytest.CaptureFixture[str]) -> None:
    from command_line import call

    answer = call("run", "no_programme", "--lang", "fr")
    assert "'fr' n’est pas une langue que cette commande parle déjà ; donnez en ou de." in " ".join(answer.err.split())
