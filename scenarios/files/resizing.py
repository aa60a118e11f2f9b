"""Another number of people: spread over the departments as before, and said where the scenario is described."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...model.errors import InputError
from ..core.overrides import resized
from ..words.catalogue import Words
from ..words.numbers import number
from .build import build
from .layers import Table, has_headcounts, merged, without_headcounts

say = Words("files.resizing")


def resized_below(below: Table, above: Table, *, described: bool = True) -> tuple[Table, Table]:
    """Return two tables that can be laid over each other where the upper one only says how many people there are.

    The people of the lower one are then spread anew in its proportions (largest remainders, nobody's department
    empty), and the upper one's descriptions say so if they are its own.

    Raises
    ------
    InputError
        For a number that leaves a department without anybody.
    """
    old, new = below.get("organisation", {}), above.get("organisation", {})
    people = new.get("people")
    if people is None or not _only_people(old, new):
        return below, above
    before = build("", {**below, "interventions": []}).company.organisation.headcount
    rest = {key: value for key, value in new.items() if key != "people"}
    words = {f"description_{lang}": _described(above, lang, people, before) for lang in ("en", "de") if described}
    return _spread(below, people), {**above, **words, "organisation": rest}


def _described(table: Mapping[str, Any], lang: str, people: int, before: int) -> str:
    said = say("spread", lang, people=number(people, lang), before=number(before, lang))
    return f"{table.get(f'description_{lang}', '')} {said}".strip()


def _only_people(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Return whether a new number of people in all leaves open how they spread over the departments."""
    counted = "roster" in old or any("people" in each for each in old.get("departments", {}).values())
    return counted and not has_headcounts({key: value for key, value in new.items() if key != "people"})


def _spread(table: Table, people: int) -> Table:
    """Return a scenario's table with another number of people, spread as before."""
    try:
        sizes = resized(build("", {**table, "interventions": []}).company.organisation, people)
    except InputError as error:
        raise error.within(field="organisation") from None
    organisation = without_headcounts({key: value for key, value in table["organisation"].items() if key != "seats"})
    departments = {each.name: {"people": each.people} for each in sizes.departments}
    return {**table, "organisation": merged(organisation, {"departments": departments})}
