"""What went wrong with the user's input, in one sentence that says what to change."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from .display import displayable, shortened
from .plural import counted

LONGEST = 60
"""Of a value that is repeated in an error, so many characters are shown."""
_LONGEST_PROBLEM = 4_000


class InputError(ValueError):
    """A mistake in what the user gave us; commands print it and exit with code 2.

    Parameters
    ----------
    problem : str
        What is wrong and what is allowed, as a sentence without the place.
    field : str, optional
        Dotted path of the field, for example ``interventions.1.strength``.
    file : str, optional
        The file in which it stands.
    """

    def __init__(self, problem: str, *, field: str | None = None, file: str | None = None) -> None:
        self.problem = displayable(shortened(counted(problem), _LONGEST_PROBLEM))
        self.field = None if field is None else displayable(shortened(field, _LONGEST_PROBLEM // 8))
        self.file = None if file is None else displayable(file)
        super().__init__(self.problem)

    def __str__(self) -> str:
        place = [part for part in (self.file, self.field) if part]
        return ": ".join([*place, self.problem])

    def within(self, *, field: str | None = None, file: str | None = None) -> InputError:
        """Return the same error, placed inside an outer field or file.

        Parameters
        ----------
        field : str, optional
            Outer field, put before the one there is.
        file : str, optional
            File in which it stands, if none is known yet.

        Returns
        -------
        InputError
            A new one.
        """
        inner = ".".join(part for part in (field, self.field) if part)
        return InputError(self.problem, field=inner or None, file=self.file or file)


class UncachedWarning(UserWarning):
    """Compiled code cannot be kept on the disk, so that every start takes long; commands print it as a hint."""


MOST_NAMES = 60
"""Of more allowed names than this, only the first are listed."""


def nearest(name: str, allowed: Iterable[str]) -> str:
    """Return " Did you mean ...?" for the closest allowed name, and the list of all (of many: the first)."""
    name, names = str(name)[:200], list(allowed)
    more = f" and {len(names) - MOST_NAMES:,} more" if len(names) > MOST_NAMES else ""
    listed = f" Allowed: {', '.join(names[:MOST_NAMES])}{more}."
    by_lower = {each.lower(): each for each in names}
    close = difflib.get_close_matches(name.lower(), by_lower, n=1, cutoff=0.5)
    return f" Did you mean {by_lower[close[0]]!r}?{listed}" if close else listed


def unknown(kind: str, name: str, allowed: Iterable[str]) -> InputError:
    """Return the error for a name that does not exist, with the nearest that does."""
    return InputError(f"unknown {kind} {name!r}.{nearest(name, allowed)}")
