"""Whether a study's file holds what it says: every block read, its tables held against each other, runs run again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ...model.errors import InputError
from ...model.phrase import Phrase, Template
from ...model.simulation import whole_number
from ..core.provenance import engine
from .definition import StudyDefinition
from .replaying import Replayed, again_beside, stored_of
from .store_connection import at_once
from .store_damage import salvage
from .store_schema import TABLES
from .store_study import study_in
from .work import Unit

if TYPE_CHECKING:
    from .store_reading import StoredStudy

KINDS = ("damaged", "twice", "foreign", "unfinished", "without_error", "without_run", "points")
"""What can be wrong with a table, see `Problem`."""


@dataclass(frozen=True)
class Problem:
    """Something that is wrong with a study's file.

    Attributes
    ----------
    kind : str
        ``damaged``: a table cannot be read; ``twice``: runs are stored twice; ``foreign``: runs that the study does not
        have; ``unfinished``: runs that are called stored without all their outcomes; ``without_error``: failed runs
        without their error, or errors of runs that did not fail; ``without_run``: outcomes of runs that are not
        stored; ``points``: design points are missing.
    table : str
        Where.
    count : int
        How many rows or runs.
    said : str
        What was said of a damaged table.
    """

    kind: str
    table: str
    count: int = 0
    said: str = ""


@dataclass(frozen=True)
class Verified:
    """What was found when a study's file was verified.

    Attributes
    ----------
    rows : dict
        Rows read, by table; those of damaged tables are left out.
    problems : tuple of Problem
    replays : tuple of Replayed
        Runs run again.
    other_software : bool
        Whether some of these were computed by other software than this.
    """

    rows: dict[str, int]
    problems: tuple[Problem, ...]
    replays: tuple[Replayed, ...] = ()
    other_software: bool = False

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems and all(each.same for each in self.replays)


_KEY = "scenario, point, replicate"
_INSIDE = "scenario IN (FROM scenarios SELECT scenario) AND point < {points} AND replicate < {replications}"
_CHECKS = (
    ("twice", "runs", "SELECT count(*) - count(DISTINCT (scenario, point, replicate)) FROM runs"),
    ("foreign", "runs", f"SELECT count(*) FROM runs WHERE NOT ({_INSIDE} AND point >= 0 AND replicate >= 0)"),
    ("without_error", "errors", f"SELECT count(*) FROM (SELECT {_KEY}, true AS bad FROM runs WHERE failed) r FULL JOIN "
     f"(SELECT {_KEY}, true AS told FROM errors) e USING ({_KEY}) WHERE bad IS NULL OR told IS NULL"),
    ("points", "design_points", "SELECT {points} - count(DISTINCT point) FROM design_points WHERE point < {points}"),
)  # fmt: skip
_SINGLE = (
    f"FROM (SELECT {_KEY}, count(*) AS many, true AS kept FROM outcomes GROUP BY ALL) o FULL JOIN "
    f"(SELECT {_KEY}, true AS stored FROM runs WHERE NOT failed) r USING ({_KEY})"
)
_MEANS = (
    "FROM (SELECT scenario, point, sum(replicates) AS many, true AS kept FROM outcomes GROUP BY ALL) o FULL JOIN "
    "(SELECT scenario, point, count(*) AS runs, true AS stored FROM runs WHERE NOT failed GROUP BY ALL) r "
    "USING (scenario, point)"
)
_OUTCOMES = {
    "summaries": (
        ("unfinished", f"SELECT count(*) {_SINGLE} WHERE stored AND many IS DISTINCT FROM {{rows}}"),
        ("without_run", f"SELECT count(*) {_SINGLE} WHERE stored IS NULL"),
    ),
    "means": (
        ("unfinished", f"SELECT count(*) {_MEANS} WHERE stored AND many IS DISTINCT FROM runs * {{rows}}"),
        ("without_run", f"SELECT count(*) {_MEANS} WHERE stored IS NULL"),
    ),
}


@at_once
def examined(stored: StoredStudy) -> Verified:
    """Read every block that holds something, and hold the tables against each other.

    Raises
    ------
    InputError
        If the file is no study's, cut off or its log damaged.
    """
    rows: dict[str, int] = {}
    problems: list[Problem] = []
    for table in TABLES:
        try:
            # A hash over all columns has every value read, and with it every block checked.
            ((rows[table], _),) = stored.rows(f"SELECT count(*), bit_xor(hash(t)) FROM {table} t")
        except InputError as error:
            problems.append(Problem("damaged", table, said=error.phrase))
    if not problems:
        problems += _contradictions(stored)
    return Verified(rows, tuple(problems))


def _contradictions(stored: StoredStudy) -> Iterator[Problem]:
    ((points, replications),) = stored.rows("SELECT points, replications FROM study")
    kept = stored.definition
    rows = len(kept["months"]) * len(kept["departments"])
    of_outcomes = _OUTCOMES["means" if kept["keep"] == "means" else "summaries"]
    for kind, table, sql in (*_CHECKS, *((kind, "outcomes", sql) for kind, sql in of_outcomes)):
        ((count,),) = stored.rows(sql.format(points=points, replications=replications, rows=rows))
        if count:
            yield Problem(kind, table, int(count))


def verified(
    stored: StoredStudy, runs: int = 20, seed: int = 0, progress: Callable[[int], object] | None = None
) -> Verified:
    """Examine a study's file, and run some of its runs again.

    Parameters
    ----------
    stored : StoredStudy
    runs : int
        How many runs are run again (where means are kept: blocks of runs), chosen at random.
    seed : int
        Of this choice.
    progress : callable, optional
        Called with the number of runs just run again.

    Raises
    ------
    InputError
        If the file is no study's, cut off or its log damaged.
    """
    runs, seed = whole_number(runs, 0, 2**31 - 1, "--runs"), whole_number(seed, 0, 2**64 - 1, "--seed")
    with stored.together():  # all is read first: nobody need wait for what is run again
        found = examined(stored)
        if not runs or any(each.kind in ("damaged", "points") for each in found.problems):
            return found
        study = study_in(stored, StudyDefinition)
        before = [(unit, stored_of(stored, study, unit)) for unit in _chosen(stored, study, runs, seed)]
        other = any(each != engine() for (each,) in stored.rows("SELECT DISTINCT engine FROM provenance"))
    again = []
    for unit, held in before:
        again.append(again_beside(study, unit, held))
        if progress:
            progress(1)
    return Verified(found.rows, found.problems, tuple(again), other)


def _chosen(stored: StoredStudy, study: StudyDefinition, runs: int, seed: int) -> list[Unit]:
    """Return stored runs, or blocks of runs, chosen at random."""
    keys = "number, point, replicate, 1" if study.keep != "means" else "number, point, replicate, replicates"
    table = "runs" if study.keep != "means" else "outcomes"
    sql = f"SELECT DISTINCT {keys} FROM {table} JOIN scenarios USING (scenario) ORDER BY ALL"
    units = stored.rows(sql)
    chosen = np.random.default_rng(seed).permutation(len(units))[:runs].tolist()
    return [Unit(*map(int, units[k])) for k in sorted(chosen)]


def check_complete(stored: StoredStudy) -> None:
    """Refuse a file that is said to be complete and is not sound.

    Raises
    ------
    InputError
        With what is wrong.
    """
    found = examined(stored)
    if found.problems:
        first = found.problems[0]
        raise InputError(first.said or contradiction(first, stored.path), field=first.table, file=str(stored.path))


def contradiction(problem: Problem, path: Path) -> Phrase:
    """Return what is wrong with a file that can be read, and what can be done."""
    meaning = Phrase(MEANING[problem.kind], count=problem.count)
    return Phrase("{meaning}; {salvage}", meaning=meaning, salvage=salvage(path))


MEANING = {
    "damaged": Template("it cannot be read"),
    "twice": Template("{count:,} runs are stored twice"),
    "foreign": Template("{count:,} runs are none of the study's"),
    "unfinished": Template("{count:,} runs are called stored, but not all of their outcomes are there"),
    "without_error": Template("{count:,} runs failed without an error being stored, or the other way round"),
    "without_run": Template("{count:,} runs have outcomes, but are not called stored"),
    "points": Template("{count:,} design points are missing"),
}
"""What is wrong, by kind of `Problem`."""
