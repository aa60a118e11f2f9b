"""Mistakes through the command line with --lang de: told in German from the first word to the last."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from command_line import call
from mistakes import ENGLISH, TOML, written

QUOTES = re.compile(
    r"'[^']*'|\"[^\"]*\"|„[^“]*“|`[^`]*`|\([^()]*\.toml\)|\bErlaubt:.*|\[[\w.]+\]|--[\w-]+|[\w-]*[._=/][\w.=/-]*"
)
"""What users typed, what files contain, and names: they are no English words of ours."""
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
    "policy": "policy --objective regret", "objectives": "policy --objective deep_us",
    "study": "sweep none.toml", "status": "study status none.duckdb", "evidence": "evidence X99",
    "grade": "evidence --grade Q", "group": "parameters --group behavour",
    "threshold": "compare no_programme training --threshold x",
    "precision": "compare no_programme training --precision 0",
    "ensemble": "compare no_programme training --ensemble nope",
    "fit": "decide --budget 200000 --fit none", "diagnose": "diagnose people.csv none.csv",
    "json": "compare no_programme training --json --xlsx", "flag with a value": "run no_programme --json=3",
    "new": "new my_company.txt", "port": "present --port 99999", "claims": "claims --claim nope",
    "what-if": "what-if nope", "duel": "duel no_programme none.toml",
    "walls": "walls --per-head 0", "split": "split --shares 120", "split budgets": "split --budgets 0",
    "walls outcome": "walls --outcome active_users", "benchmark": "benchmark --ensemble nope",
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("mistakes"))


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
