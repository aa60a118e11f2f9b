"""What it takes to make a document again, as rows of words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from ...scenarios.words.catalogue import Words
from ...scenarios.words.numbers import day
from ..words.phrases import number

say = Words("report.words")


CHANGED = "changed in "
"""With what the record of a result begins where behavioural parameters are not the default ones."""
SHORT = 16
"""Characters of a fingerprint that are printed."""


def _git(state: Any, lang: str) -> str:
    """Return the commit of the sources, empty where they are not known."""
    if not isinstance(state, Mapping) or not state.get("commit"):
        return ""
    return str(state["commit"])[:SHORT] + (f", {say('changed', lang)}" if state.get("changed") else "")


def _behaviour(record: Mapping[str, Any], lang: str) -> str:
    said = str(record["behavioural_parameters"])
    names = said.removeprefix(CHANGED)
    return say("default set", lang) if names == said else say("changed in", lang, names=names)


def provenance_rows(record: Mapping[str, Any], lang: str, command: Sequence[str] = ()) -> list[tuple[str, str]]:
    """Return the provenance of a result as pairs of name and value in the reader's language.

    Parameters
    ----------
    record : mapping
        What `results.provenance` returns.
    lang : {"en", "de", "fr"}
    command : sequence of str
        Commands that make the result again, one a row.

    Returns
    -------
    list of tuple of str
        What is not known is left out.
    """
    versions = {name: version for name, version in record["versions"].items() if version}
    rows = [(say("command", lang), each) for each in command]
    rows += [
        (say("created", lang), day(datetime.fromisoformat(record["created"]), lang)),
        (say("version", lang), str(versions.pop("crm-adoption", ""))),
        (say("git", lang), _git(record["git"], lang)),
        (say("sources", lang), str(record["model_sources_sha256"])[:SHORT]),
        (say("fingerprint", lang), str(record["fingerprint"])[:SHORT]),
        (say("seed", lang), str(record["seed"])),
        (say("replications", lang), number(record["replications"], lang)),
        (say("behaviour", lang), _behaviour(record, lang)),
        (say("python", lang), ", ".join([record["python"], *(f"{name} {each}" for name, each in versions.items())])),
        (say("platform", lang), str(record["platform"])),
    ]
    return [(name, value) for name, value in rows if value]
