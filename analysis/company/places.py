"""The company, its departments, and those too small to be shown, taken together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...scenarios.core.scenario import Scenario
from ...scenarios.words.declared import called
from .suppressing import LEAST, too_few


@dataclass(frozen=True)
class Place:
    """The company, a department, or the departments too small to be shown, taken together.

    Attributes
    ----------
    name, label_en, label_de : str
    people : int
    departments : tuple of int
        Numbers of the departments in it.
    """

    name: str
    label_en: str
    label_de: str
    people: int
    departments: tuple[int, ...]

    def label(self, lang: str) -> str:
        """Return its name in words."""
        return called(self, lang)


def places_of(scenario: Scenario, with_data: Sequence[int] | None = None) -> tuple[Place, ...]:
    """Return the company, its departments, and the small ones together.

    Where even these are too few, the smallest of the others join them: the rest must not follow by subtraction.

    Parameters
    ----------
    scenario : Scenario
    with_data : sequence of int, optional
        People with data by department; by default all have some.
    """
    departments = scenario.company.organisation.departments
    heads = [each.people for each in departments]
    data = list(with_data) if with_data is not None else heads
    by_size = sorted(range(len(departments)), key=lambda d: (data[d] or heads[d], heads[d]))
    small = [d for d in by_size if heads[d] < LEAST or too_few(data[d])]
    others = [d for d in by_size if d not in small]
    while small and others and (sum(heads[d] for d in small) < LEAST or too_few(sum(data[d] for d in small))):
        small.append(others.pop(0))
    everybody = scenario.company.organisation.headcount
    found = [Place("", "Company", "Unternehmen", everybody, tuple(range(len(departments))))]
    found += [
        Place(each.name, each.label_en, each.label_de, each.people, (d,))
        for d, each in enumerate(departments) if d not in small
    ]  # fmt: skip
    if small:
        label = ("Small departments together", "Kleine Abteilungen zusammen")
        found.append(Place("small", *label, sum(heads[d] for d in small), tuple(small)))
    return tuple(found)


def shown_departments(scenario: Scenario, with_data: Sequence[int] | None = None) -> list[int]:
    """Return the numbers of the departments that are large enough to be shown alone."""
    return [each.departments[0] for each in places_of(scenario, with_data) if each.name not in ("", "small")]
