"""Mistakes through the command line with --lang de: told in German from the first word to the last."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from command_line import call

ENGLISH = re.compile(
    r"\b(the|is|are|must|allowed|did you mean|there|not a|give|with|and|or|of|this|has|have|unknown|choose|write|read|"
    r"no|see|missing|file|folder|such|cannot|from|needs?|people)\b",
    re.IGNORECASE,
)
QUOTES = re.compile(
    r"'[^']*'|\"[^\"]*\"|„[^“]*“|`[^`]*`|\([^()]*\.toml\)|\bErlaubt:.*|\[[\w.]+\]|--[\w-]+|[\w-]*[._=/][\w.=/-]*"
)
"""What users typed, what files contain, and names: they are no English words of ours."""
TOML = {
    "field.toml": 'extends = "seed_company"\nmonhts = 3\n',
    "value.toml": 'extends = "seed_company"\n[organisation]\nsilo_strength = "0,6"\n',
    "range.toml": 'extends = "seed_company"\n[organisation]\nsilo_strength = 3.0\n',
    "kind.toml": 'extends = "seed_company"\n[[interventions]]\nkind = "Trainin"\n',
    "nokind.toml": 'extends = "seed_company"\n[[interventions]]\nstart = 3\n',
    "both.toml": 'extends = "seed_company"\n[[interventions]]\nkind = "Training"\nstrength = 0.5\nbudget = 9\n',
    "month.toml": 'extends = "seed_company"\n[[interventions]]\nkind = "Training"\nstart = "2026-01"\n',
    "late.toml": 'extends = "seed_company"\nmonths = 6\n[[interventions]]\nkind = "Training"\nstart = 9\n',
    "when.toml": 'extends = "seed_company"\n[[interventions]]\nkind = "Training"\nwhen = "much use"\n',
    "quote.toml": "extends = “seed_company”\n",
    "comma.toml": 'extends = "seed_company"\n[organisation]\nsilo_strength = 0,6\n',
    "twice.toml": 'extends = "seed_company"\nmonths = 3\nmonths = 4\n',
    "open.toml": 'extends = "seed_company"\n[[interventions]]\nkind = "Training"\ndepartments = ["sales"\n',
    "thousand.toml": 'extends = "seed_company"\n[[interventions]]\nkind = "Training"\nbudget = 90.000\n',
    "json.toml": '{"extends": "seed_company"}\n',
    "circle.toml": 'extends = "circle.toml"\n',
    "outside.toml": 'extends = "../../elsewhere.toml"\n',
    "roster.toml": 'extends = "seed_company"\n[organisation]\nroster = "people.csv"\n',
    "nobody.toml": 'extends = "seed_company"\n[organisation]\nroster = "none.csv"\n',
    "role.toml": 'extends = "seed_company"\n[organisation.departments.sales]\nrole = "selling"\n',
    "feature.toml": 'extends = "seed_company"\n[features.pipelin]\nusefulness = 0.5\n',
    "single.toml": 'extends = "seed_company"\ninterventions = 3\n',
    "alone.toml": "months = 6\n",
    "empty.toml": "",
}
MISTAKES = {
    **{f"file {name}": f"check {name}" for name in TOML},
    "scenario": "run no_programe", "several": "compare trainin mandate", "twice": "compare mandate mandate",
    "alone": "compare no_programme", "baseline": "compare no_programme training --baseline trainin",
    "outcome": "run no_programme --outcome deep_us", "months": "run no_programme --months 0",
    "words": "run no_programme --months much", "month": "compare no_programme training --month 37",
    "replications": "run no_programme --replications 0", "workers": "compare no_programme training --workers 0",
    "no option": "run no_programme --nope", "no value": "run no_programme --seed",
    "no command": "compar", "no command at all": "mandatory", "no argument": "run",
    "too much": "run no_programme mandate x",
    "set": "run no_programme --set behaviour.atention=3", "set nothing": "run no_programme --set months",
    "set part": "run no_programme --set months.x=3", "set number": "run no_programme --set interventions.1.strength=2",
    "address": "run https://example.org/a.toml", "missing file": "run none.toml", "folder": "run sub.toml",
    "budget": "decide --budget 3", "budget in words": "decide --budget much",
    "target": "decide --budget 200000 --target 0",
    "study": "sweep none.toml", "status": "study status none.duckdb", "evidence": "evidence X99",
    "grade": "evidence --grade Q", "group": "parameters --group behavour",
    "threshold": "compare no_programme training --threshold x",
    "precision": "compare no_programme training --precision 0",
    "ensemble": "compare no_programme training --ensemble nope",
    "fit": "decide --budget 200000 --fit none", "diagnose": "diagnose people.csv none.csv",
    "json": "compare no_programme training --json --xlsx", "flag with a value": "run no_programme --json=3",
    "new": "new my_company.txt", "port": "present --port 99999", "claims": "claims --claim nope",
    "what-if": "what-if nope", "duel": "duel no_programme none.toml",
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("mistakes")
    for name, text in TOML.items():
        (made / name).write_text(text, encoding="utf-8")
    (made / "people.csv").write_text("id,department,manager\n1,sales,\n1,selling,7\n", encoding="utf-8")
    (made / "sub.toml").mkdir()
    return made


def test_enough_mistakes_are_made() -> None:
    assert len(MISTAKES) >= 60


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_is_told_in_german(case: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    answer = call(*MISTAKES[case].split(), "--lang", "de")
    said = " ".join(answer.err.split())
    assert answer.code == 2, said
    assert said.startswith("Fehler: "), said
    assert ENGLISH.findall(QUOTES.sub(" ", said)) == [], said


def test_english_left_in_a_sentence_would_be_found() -> None:
    assert ENGLISH.findall(QUOTES.sub(" ", "Fehler: x: there is no such file. Erlaubt: this, that.")) != []
