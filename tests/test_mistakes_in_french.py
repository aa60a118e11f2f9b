"""Mistakes through the command line with --lang fr: told in French from the first word to the last."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from command_line import call
from mistakes import ENGLISH, TOML, written

QUOTES = re.compile(
    r"'[^']*'|\"[^\"]*\"|«[^»]*»|`[^`]*`|\([^()]*\.toml\)|\bChoix possibles .*|\bparmi \w+, .*|\[[\w.]+\]|--[\w-]+|"
    r"[\w-]*[._=/][\w.=/-]*"
)
"""What users typed, what files contain, and names: they are no English words of ours."""
MISTAKES = {
    **{f"file {name}": f"compare {name} no_programme" for name in TOML},
    "several": "compare trainin mandate",
    "twice": "compare mandate mandate",
    "alone": "compare no_programme",
    "baseline": "compare no_programme training --baseline trainin",
    "outcome": "compare no_programme training --outcome deep_us",
    "months": "compare no_programme training --months 0",
    "words": "compare no_programme training --months much",
    "month": "compare no_programme training --month 37",
    "workers": "compare no_programme training --workers 0",
    "no option": "compare no_programme training --nope",
    "nearly an option": "compare no_programme training --mont 3",
    "set": "compare no_programme training --set behaviour.atention=3",
    "address": "compare no_programme https://example.org/a.toml",
    "missing file": "compare no_programme none.toml",
    "folder": "compare no_programme sub.toml",
    "threshold": "compare no_programme training --threshold x",
    "precision": "compare no_programme training --precision 0",
    "ensemble": "compare no_programme training --ensemble nope",
    "json": "compare no_programme training --json --xlsx",
    "budget": "compare no_programme training --budget much",
    "not yet": "run no_programme",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("erreurs"))


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_is_told_in_french(case: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    answer = call(*MISTAKES[case].split(), "--lang", "fr")
    said = " ".join(answer.err.split())
    assert answer.code == 2, said
    assert said.startswith("Erreur : "), said
    assert ENGLISH.findall(QUOTES.sub(" ", said)) == [], said
    assert "?." not in said


def test_english_left_in_a_sentence_would_be_found() -> None:
    assert ENGLISH.findall(QUOTES.sub(" ", "Erreur : x: there is no such file. Choix possibles : this, that.")) != []
