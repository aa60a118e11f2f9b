"""Who answered where: departments as people name them, and how many were asked in each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from ...model.errors import InputError, nearest
from ...model.organisation import Organisation
from ...model.phrase import Phrase
from ..reading.any_table import read_one
from ..reading.keys import plain
from ..reading.tables import Cell, Column, as_text
from .answers import UNSAID
from .instrument import LANGUAGES, Instrument

INVITED = ("invited", "asked", "people", "headcount", "eingeladen", "befragt", "personen", "mitarbeiter", "anzahl")
NAMED = 5
"""How many must name the same before it is repeated: it may tell who somebody is."""
DEPARTMENTS = ("department", "abteilung", "bereich", "name")


def codes_of(company: Organisation) -> dict[str, str]:
    """Return a short code for each department, for tools whose answers have codes: D1, D2 and so on."""
    return {each.name: f"D{number}" for number, each in enumerate(company.departments, start=1)}


def names_of(company: Organisation) -> dict[str, str]:
    """Return the departments of a company by all that they may be called, spelt plainly."""
    found: dict[str, str] = {}
    for each in company.departments:
        for name in (each.name, each.label_en, each.label_de):
            found.setdefault(plain(name), each.name)
    for name, code in codes_of(company).items():
        found.setdefault(plain(code), name)
    return found


def placed(
    written: Sequence[str], company: Organisation | None, asked: Instrument, invited: Mapping[str, int]
) -> tuple[tuple[str, ...], Counter[str]]:
    """Return the department of each one, and how often names were given that count for the company alone.

    Where the company is not known, each department is called as most wrote it; a name that fewer than `NAMED` gave, and
    nobody was asked by, may tell who somebody is and is not kept.

    Parameters
    ----------
    written : sequence of str
        As people named them.
    company : Organisation or None
        Whose departments they are.
    asked : Instrument
    invited : mapping of str to int
        Who was asked, by department.
    """
    others = {plain(each) for each in (*(asked.asked("other", lang) for lang in LANGUAGES), "-", "-oth-", "other")}
    known = _usual(written, invited) if company is None else names_of(company)
    spelt = [plain(each) if each else "" for each in written]
    spelt = ["" if each in others and (company is None or each not in known) else each for each in spelt]
    strange = Counter(text for each, text in zip(spelt, written, strict=True) if each and each not in known)
    return tuple(known[each] if each and each in known else UNSAID for each in spelt), strange


def _usual(written: Sequence[str], invited: Mapping[str, int]) -> dict[str, str]:
    """Return what departments are called that enough people name, or that were asked, by how they are spelt plainly."""
    usual: dict[str, Counter[str]] = {}
    for text in written:
        if text:
            usual.setdefault(plain(text), Counter())[text] += 1
    called = {each: min(counts, key=lambda text: (-counts[text], text)) for each, counts in usual.items()}
    enough = {each: name for each, name in called.items() if usual[each].total() >= NAMED}
    return enough | {plain(name): called.get(plain(name), name) for name in invited}


def invited_of(
    given: Mapping[str, int], company: Organisation | None, answered: Sequence[str]
) -> dict[str, int | None]:  # fmt: skip
    """Return how many were asked in each department.

    Parameters
    ----------
    given : mapping of str to int
        What was said of it.
    company : Organisation or None
        Its headcounts stand where nothing is said.
    answered : sequence of str
        Departments from which answers came.

    Raises
    ------
    InputError
        For a department that there is not.
    """
    found: dict[str, int | None] = dict.fromkeys(sorted(set(answered) - {UNSAID}))
    if company is not None:
        found = {each.name: each.people for each in company.departments}
    known = {plain(each): each for each in found} | (names_of(company) if company is not None else {})
    for name, number in given.items():
        if plain(name) not in known and company is not None:
            raise InputError("the company has no department {name!r}.{near}", name=name, near=nearest(name, found),
                             field="--invited")  # fmt: skip
        found[known.get(plain(name), name)] = number
    return found


def invited_in(given: Sequence[str]) -> dict[str, int]:
    """Return how many were asked in each department, as it was said.

    Parameters
    ----------
    given : sequence of str
        ``DEPARTMENT=NUMBER``, or paths of tables with departments and numbers.

    Raises
    ------
    InputError
        For what is no number of people, or no such table.
    """
    return dict(pair for each in given for pair in _pairs(each))


def _pairs(given: str) -> list[tuple[str, int]]:
    name, sign, number = given.rpartition("=")
    if sign and not Path(given).exists():
        return [(name.strip(), _people(number, given))]
    table = read_one(Path(given), Phrase("table of who was asked"), known=(*DEPARTMENTS, *INVITED))
    where, count = (_heading(table.headings, names, given) for names in (DEPARTMENTS, INVITED))
    return [
        (as_text(a).strip(), _people(as_text(b), given))
        for a, b in zip(_cells(table[where]), _cells(table[count]), strict=True) if as_text(a).strip()
    ]  # fmt: skip


def _cells(column: Column) -> list[Cell]:
    return [column.different[code] for code in column.codes.tolist()]


def _heading(headings: Sequence[str], names: Sequence[str], file: str) -> str:
    spelt: Mapping[str, str] = {plain(each): each for each in headings}
    for each in names:
        if plain(each) in spelt:
            return spelt[plain(each)]
    problem = "no column is called {names}; found are {found}."
    raise InputError(problem, names=", ".join(names[:3]), found=", ".join(headings[:8]), file=file)


def _people(text: str, given: str) -> int:
    try:
        number = int(text.strip())
    except ValueError:
        number = -1
    if number < 0:
        problem = "{text!r} is no number of people; write --invited DEPARTMENT=NUMBER or name a table."
        raise InputError(problem, text=text or given, field="--invited")
    return number
