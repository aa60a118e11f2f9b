"""The evidence: what is known, from where, how well, and whether it was checked."""

from __future__ import annotations

import csv
import difflib
import io
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType

from ...model.errors import InputError
from ...model.in_brief import in_brief
from ...model.phrase import SILENCE, Phrase
from ...scenarios.ground.by_value import by_value
from ...scenarios.words.catalogue import Words

COLUMNS = (
    "id", "fact", "value", "low", "high", "unit", "population", "horizon", "source", "grade",
    "verified", "unchecked_part", "use", "purpose", "remark",
)  # fmt: skip
"""Columns of an evidence file."""
GRADES = ("A", "A-", "B", "B-", "C+", "C", "-")
"""A peer reviewed or raw data, B industry survey or vendor telemetry, C anecdote or consultant, - a definition."""
AREAS = Words("evidence.facts.areas")
"""First letter of an id and what it stands for."""
USES = Words("evidence.facts.uses")
VERIFIED = Words("evidence.facts.verified")
say = Words("evidence.facts")
NO_EVIDENCE = ("judgement", "article")
"""What a source may say instead of an id; the article is the essay the model starts from."""
_ID = re.compile(rf"[{''.join(AREAS)}][1-9]\d*")
_NUMBERS = ("low", "high")


@in_brief
@by_value
@dataclass(frozen=True)
class Evidence:
    """One fact and what is known about it.

    Attributes
    ----------
    id : str
        Area (see `AREAS`) and number, for example ``T6``.
    fact : str
        What was found, in plain words.
    value : str
        The numbers, as text.
    low, high : float or None
        The main number as a range (equal for a single value), or None where there is none.
    unit : str
        What `low` and `high` count.
    population, horizon : str
        Who was looked at, and over what time; empty where the source does not say.
    source : str
        Where it is written or from which data it was computed.
    grade : str
        One of `GRADES`.
    verified : str
        ``seen`` in the source, ``computed`` from data, or ``not_checked``: known from the literature
        in general and not looked up.
    unchecked_part : str
        The part of a seen or computed fact that was not looked up, or empty.
    use : tuple of str
        What it may serve for (keys of `USES`).
    purpose : str
        What exactly it serves for.
    remark : str
        What to beware of.
    """

    id: str
    fact: str
    value: str
    low: float | None
    high: float | None
    unit: str
    population: str
    horizon: str
    source: str
    grade: str
    verified: str
    unchecked_part: str
    use: tuple[str, ...]
    purpose: str
    remark: str

    def mark(self, lang: str = "en") -> str:
        """Return "not checked" or "partly not checked" where that is so, else nothing.

        Parameters
        ----------
        lang : {"en", "de"}, optional

        Returns
        -------
        str
        """
        if self.verified == "not_checked":
            return VERIFIED(self.verified, lang)
        return say("partly", lang) if self.unchecked_part else ""

    def status(self, lang: str = "en") -> str:
        """Return how the fact was checked, and which part of it was not, in words.

        Parameters
        ----------
        lang : {"en", "de"}, optional

        Returns
        -------
        str
        """
        part = f"; {VERIFIED('not_checked', lang)}: {self.unchecked_part}" if self.unchecked_part else ""
        return VERIFIED(self.verified, lang) + part


def load_evidence(path: Path | str | None = None) -> Mapping[str, Evidence]:
    """Return all evidence by id.

    Parameters
    ----------
    path : Path or str, optional
        A CSV file with the columns `COLUMNS`; the shipped one by default.

    Raises
    ------
    InputError
        With all problems found: file, row, field, value and what is allowed (the first ten in full).
    """
    if path is None:
        return _shipped()
    if not isinstance(path, (str, Path)):
        raise InputError("{path!r} is no evidence file; give its path.", path=path)
    return _read(Path(path))


@cache
def _shipped() -> Mapping[str, Evidence]:
    with resources.as_file(resources.files(__package__) / "evidence.csv") as path:
        return _read(path)


def _read(path: Path) -> Mapping[str, Evidence]:
    from ...scenarios.files.tables import listed

    rows = _rows(path)
    if problems := [problem for number, row in rows for problem in _problems(number, row, rows)]:
        raise InputError(listed(problems), file=str(path))
    return MappingProxyType({row["id"]: _evidence(row) for _, row in rows})


def _rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    """Return the rows by column, each with the line on which it stands."""
    from ...scenarios.reading.file_reading import read_text

    reader = csv.reader(io.StringIO(read_text(path, Phrase("evidence table"))), strict=True)
    try:
        lines = [(reader.line_num, [field.strip() for field in fields]) for fields in reader]
    except csv.Error as error:
        raise InputError("row {line}: {said}.", line=reader.line_num, said=error, file=str(path)) from None
    (_, heading), *found = [line for line in lines if any(line[1])] or [(1, [])]
    if sorted(heading) != sorted(COLUMNS):
        wanted, there = ", ".join(COLUMNS), ", ".join(heading)
        raise InputError(
            "row 1: the columns must be {wanted}; found are {there}.", wanted=wanted, there=there, file=str(path)
        )
    for number, fields in found:
        if len(fields) != len(heading):
            problem = "row {line}: {count} fields where the heading has {wanted}."
            raise InputError(problem, file=str(path), line=number, count=len(fields), wanted=len(heading))
    return [(number, dict(zip(heading, fields, strict=True))) for number, fields in found]


def _problems(number: int, row: dict[str, str], rows: list[tuple[int, dict[str, str]]]) -> list[Phrase]:
    """Return what is wrong with one row of all."""
    first = next(line for line, other in rows if other["id"] == row["id"])
    found = [
        Phrase("{where} is empty; every fact needs one", where=field)
        for field in ("fact", "value", "source")
        if not row[field]
    ]
    if not _ID.fullmatch(row["id"]):
        wrong = "id {value!r} is no id; allowed is a letter of {names} with a number, as in T6"
        found.append(Phrase(wrong, value=row["id"], names=", ".join(AREAS)))
    elif first != number:
        found.append(Phrase("id {value!r} stands in row {first} already; ids are unique", value=row["id"], first=first))
    for field, words, allowed in (
        ("grade", [row["grade"]], GRADES),
        ("verified", [row["verified"]], VERIFIED),
        ("use", row["use"].split("/"), USES),
    ):
        found += [
            Phrase("{where} {word!r} is unknown; allowed: {names}", where=field, word=word, names=", ".join(allowed))
            for word in words
            if word not in allowed
        ]
    return [Phrase("row {line}: {problem}", line=number, problem=problem) for problem in found + _range_problems(row)]


def _range_problems(row: dict[str, str]) -> list[Phrase]:
    texts = [row[field] for field in (*_NUMBERS, "unit")]
    if not any(texts):
        return []
    if not all(texts):
        return [Phrase("low, high and unit belong together; give all three or none")]
    wrong = [field for field in _NUMBERS if not _is_number(row[field])]
    if wrong:
        return [Phrase("{where} {value!r} is not a number", where=field, value=row[field]) for field in wrong]
    if float(row["low"]) <= float(row["high"]):
        return []
    problem = "low {low} is more than high {high}; low is at most high"
    return [Phrase(problem, low=row["low"], high=row["high"])]


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def _evidence(row: dict[str, str]) -> Evidence:
    low, high = (float(row[field]) if row[field] else None for field in _NUMBERS)
    texts = {field: row[field] for field in COLUMNS if field not in (*_NUMBERS, "use")}
    return Evidence(**texts, low=low, high=high, use=tuple(row["use"].split("/")))


def cited(source: str) -> tuple[str, ...]:
    """Return the ids in a source such as "S1, S3, S4"; "judgement" and "article" are none.

    What is neither is returned too, so that `check_references` can complain of it.
    """
    parts = (part.strip() for part in source.split(","))
    return tuple(part for part in parts if part not in NO_EVIDENCE)


def nearest_id(wrong: str, known: Iterable[str]) -> Phrase:
    """Return " Did you mean ...?" for the id closest to a wrong one, or nothing."""
    close = difflib.get_close_matches(wrong.upper(), list(known), n=1, cutoff=0.5)
    return Phrase(" Did you mean {close!r}?", close=close[0]) if close else SILENCE


def check_references(sources: Mapping[str, str], known: Mapping[str, Evidence]) -> None:
    """Check that sources name evidence that exists.

    Parameters
    ----------
    sources : mapping of str to str
        Where each source stands (for example ``behaviour.attention``) and what it says.
    known : mapping of str to Evidence
        All evidence by id.

    Raises
    ------
    InputError
        With each broken reference, where it stands and the nearest id (the first ten in full).
    """
    from ...scenarios.files.tables import listed

    problems = [
        Phrase(
            "{place}.source: there is no evidence {name!r}.{near}", place=place, name=each, near=nearest_id(each, known)
        )
        for place, source in sources.items()
        for each in cited(source)
        if each not in known
    ]
    if problems:
        raise InputError(
            "{problems} Allowed are ids of the evidence table, 'judgement' and 'article'.", problems=listed(problems)
        )


def marked(source: str, known: Mapping[str, Evidence] | None = None, lang: str = "en") -> str:
    """Return a source with a mark behind each id whose evidence is not, or partly not, checked.

    Examples
    --------
    >>> marked("S1, S3, S4")
    'S1, S3 (not checked), S4'
    """
    found = load_evidence() if known is None else known
    parts = [part.strip() for part in source.split(",")]
    marks = [found[part].mark(lang) if part in found else "" for part in parts]
    return ", ".join(f"{part} ({mark})" if mark else part for part, mark in zip(parts, marks, strict=True))


def unchecked_ids(source: str, known: Mapping[str, Evidence] | None = None) -> list[str]:
    """Return the ids of a source whose evidence is not, or partly not, checked."""
    found = load_evidence() if known is None else known
    return [each for each in cited(source) if each in found and found[each].mark()]
