"""Several sites: departments that stand in one place, and how much places have to do with each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .errors import InputError, unknown
from .texts import MOST_LABEL, keep_names, keep_words


@dataclass(frozen=True)
class Site:
    """A place at which departments work.

    Attributes
    ----------
    name, label_en, label_de : str
        Machine name and words for people.
    """

    name: str
    label_en: str
    label_de: str

    def __post_init__(self) -> None:
        keep_names(self, "name")
        keep_words(self, {"label_en": MOST_LABEL, "label_de": MOST_LABEL})


def check_sites(places: Sequence[str], sites: Sequence[Site]) -> None:
    """Refuse departments at no site or an unknown one, and departments of one site that do not stand together.

    Parameters
    ----------
    places : sequence of str
        Name of each department's site.
    sites : sequence of Site
        Empty where there is only one, of which nothing is said.

    Raises
    ------
    InputError
        With what is wrong, and the nearest name.
    """
    names = [each.name for each in sites]
    if repeated := next((name for name in names if names.count(name) > 1), None):
        raise InputError("site {name!r} appears twice.", name=repeated, field="sites")
    for place in places:
        if place not in names and (place or names):
            raise unknown("site", place, names).within(field="departments")
    together = [place for n, place in enumerate(places) if n == 0 or places[n - 1] != place]
    if len(together) > len(set(together)):
        split = next(place for place in together if together.count(place) > 1)
        raise InputError("the departments of site {name!r} must stand together.", name=split, field="departments")


def site_rows(places: Sequence[str], start: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return the first row of each department's site and the one after its last, [D, 2].

    Parameters
    ----------
    places : sequence of str
        Name of each department's site.
    start : int64 array [D + 1]
        First row of each department.
    """
    last = {place: int(start[n + 1]) for n, place in enumerate(places)}
    first = {place: int(start[n]) for n, place in reversed(list(enumerate(places)))}
    return np.array([(first[place], last[place]) for place in places], np.int64)


def closeness(places: Sequence[str], between: float) -> npt.NDArray[np.float64]:
    """Return how much departments have to do with each other by where they stand, [D, D]: 1 at one site."""
    return np.array([[1.0 if here == there else between for there in places] for here in places])
