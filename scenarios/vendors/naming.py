"""Which feature a name in a file stands for: what the mapping says, the layout, and the names that vendors share."""

from __future__ import annotations

import fnmatch
import re
import unicodedata
from collections.abc import Collection, Mapping
from functools import cache

from ..reading.keys import key
from .record import Look


class Namer:
    """Names of one file, and what they were found to stand for.

    Parameters
    ----------
    features : collection of str
        Features there are; what stands for another one is not known here.
    given : collection of str
        Names that a mapping has: left as they are, since it says what they are.
    shared : mapping of str to str
        Feature by name, as vendors in general call it.

    Attributes
    ----------
    names : dict of str to str
        Feature by name in the file.
    inside : list of str
        Names of which some words alone say it.
    """

    def __init__(self, features: Collection[str], given: Collection[str], shared: Mapping[str, str]) -> None:
        self._features = {*features, "login", ""}
        self._given = {key(each) for each in given}
        self._shared = {_words(each): feature for each, feature in shared.items()}
        self.names: dict[str, str] = {}
        self.inside: list[str] = []

    def of(self, name: str, feature: str) -> str:
        """Return the feature for a name, and remember it; the name itself where there is no such feature."""
        if feature not in self._features or key(name) in self._given:
            return name
        self.names[name] = feature
        return feature or name

    def named(self, text: str, look: Look, features: Mapping[str, str]) -> str | None:
        """Return the feature of a cell, or its text where that is not known; None where the cell says nothing."""
        name = text.strip()
        if not name:
            return None
        if key(name) in self._given:
            return name
        for pattern, feature in look.names.items():
            if fnmatch.fnmatchcase(name, pattern):
                return self.of(name, feature)
        if look.goes_on:
            return None
        found = _by_pattern(key(name), features)
        if found is None and look.inside:
            found = self._word(name)
            if found is not None and _words(name) not in self._shared:
                self.inside.append(name)
        return name if found is None else self.of(name, found)

    def _word(self, name: str) -> str | None:
        """Return the feature whose name stands in another one as whole words; the longest, None where two are."""
        words = f" {_words(name)} "
        there = [each for each in self._shared if f" {each} " in words]
        longest = max(map(len, there), default=0)
        found = {self._shared[each] for each in there if len(each) == longest}
        return found.pop() if len(found) == 1 else None


def _words(name: str) -> str:
    """Return the words of a name, also where they are joined as in viewed_contact and ViewedContact."""
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", unicodedata.normalize("NFKC", name))
    return " ".join(re.findall(r"[^\W_]+", parted.casefold()))


def _by_pattern(name: str, features: Mapping[str, str]) -> str | None:
    exact, patterns = _patterns(tuple(features.items()))
    if name in exact:
        return exact[name]
    return next((feature for pattern, feature in patterns if fnmatch.fnmatchcase(name, pattern)), None)


@cache
def _patterns(features: tuple[tuple[str, str], ...]) -> tuple[Mapping[str, str], tuple[tuple[str, str], ...]]:
    keyed = [(key(name), feature) for name, feature in features]
    return {name: feature for name, feature in keyed if "*" not in name}, tuple(
        each for each in keyed if "*" in each[0]
    )
