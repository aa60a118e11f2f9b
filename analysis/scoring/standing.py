"""Where departments stand on what was asked: only groups of five and more, heads apart from their people."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...scenarios.core.scenario import Scenario
from ...scenarios.surveys.answers import Answers
from ...scenarios.surveys.instrument import Values
from ..surveys.responding import places_of, shown_of
from .graded import Graded, graded
from .link import Seen, noise_of
from .numbers import WHOLE
from .responses import Ints, Statement

LEAST = 5
"""Fewest people of whom anything is told."""
UNKNOWN_SILENT = 0.5
"""Share of people taken not to have answered where nobody says how many were asked (judgement)."""


@dataclass(frozen=True, eq=False)
class Standing:
    """What the answers say of departments.

    Attributes
    ----------
    graded : Graded
        Its groups in the order of `groups`; empty where nobody may be told of.
    groups : tuple of int
        Department of each group, `WHOLE` for all who are too few in theirs or named none, together.
    people : tuple of int
        How many answered in each.
    silent : tuple of float
        Share of those asked who did not answer.
    seen : tuple of Seen
        By construct of which anything is known.
    """

    graded: Graded | None
    groups: tuple[int, ...]
    people: tuple[int, ...]
    silent: tuple[float, ...]
    seen: tuple[Seen, ...]

    @property
    def told(self) -> tuple[int, ...]:
        """Departments of which something may be told."""
        return tuple(each for each in self.groups if each != WHOLE)


def statements_of(answers: Answers) -> list[Statement]:
    """Return the statements as the measurement model sees them."""
    place = {each.name: c for c, each in enumerate(answers.instrument.constructs)}
    return [Statement(place[i.construct], -1 if i.reversed else 1, i.loading) for i in answers.instrument.items]


def standing(answers: Answers, scenario: Scenario) -> Standing:
    """Return where the departments of a company stand.

    Heads are left out: they see themselves otherwise than their people do, which `gaps` shows.

    Parameters
    ----------
    answers : Answers
        Departments under their machine names.
    scenario : Scenario
        The company.
    """
    names = scenario.company.organisation.names
    team = ~answers.heads & (answers.values > 0).any(axis=1)
    department = np.array([names.index(each) if each in names else WHOLE for each in answers.departments], np.int64)
    hidden = {p for p, shown in zip(places_of(answers), shown_of(answers), strict=True) if not shown}
    alone = np.array([each not in hidden for each in answers.departments], bool)  # the others would give it away
    group, groups = _grouped(np.where(team, np.where(alone, department, WHOLE), WHOLE - 1), len(names))
    people = tuple(int((group == g).sum()) for g in range(len(groups)))
    silent = tuple(_silent(answers, names, each, n) for each, n in zip(groups, people, strict=True))
    if not groups:
        return Standing(None, (), (), (), ())
    kept, constructs = group >= 0, len(answers.instrument.constructs)
    values = answers.values[kept]
    found = graded(values, group[kept], statements_of(answers), constructs, answers.instrument.points)
    return Standing(found, groups, people, silent, _seen(answers, values, group[kept], found, groups, silent))


def _grouped(department: Ints, departments: int) -> tuple[Ints, tuple[int, ...]]:
    """Return everybody's group, -1 where there is none, and the department of each group."""
    large = [d for d in range(departments) if (department == d).sum() >= LEAST]
    group = np.full(len(department), -1, np.int64)
    for g, d in enumerate(large):
        group[department == d] = g
    rest = (group < 0) & (department >= WHOLE)
    if rest.sum() >= LEAST:
        group[rest] = len(large)
        return group, (*large, WHOLE)
    return group, tuple(large)


def _silent(answers: Answers, names: tuple[str, ...], department: int, people: int) -> float:
    asked = answers.invited.get(names[department]) if department != WHOLE else None
    return UNKNOWN_SILENT if not asked else max(0.0, 1.0 - people / max(asked, people))


def _seen(
    answers: Answers, values: Values, group: Ints, found: Graded, groups: tuple[int, ...], silent: tuple[float, ...]
) -> tuple[Seen, ...]:
    """Return by construct what is known of the groups of which enough people answered it."""
    seen = []
    for c, construct in enumerate(answers.instrument.constructs):
        columns = list(answers.instrument.columns(construct.name))
        told = np.asarray((values[:, columns] > 0).any(axis=1))
        enough = [g for g in range(len(groups)) if told[group == g].sum() >= LEAST]
        if not enough:
            continue
        noise = noise_of(found.errors[enough, c], float(found.level_error[c]), [silent[g] for g in enough])
        seen.append(Seen(construct.name, found.places[enough, c], noise, tuple(groups[g] for g in enough)))
    return tuple(seen)
