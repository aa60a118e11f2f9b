"""What went wrong with the user's input, in one sentence that says what to change."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from copy import copy
from typing import Self

from .display import displayable, shortened
from .phrase import SILENCE, Phrase, Tongue, joined
from .plural import counted

LONGEST = 60
"""Of a value that is repeated in an error, so many characters are shown."""
_LONGEST_PROBLEM = 4_000


def shown(sentence: str) -> str:
    """Return a sentence of an error, in whatever language, as it may be shown."""
    return displayable(shortened(sentence, _LONGEST_PROBLEM))


class InputError(ValueError):
    """A mistake in what the user gave us; commands print it and exit with code 2.

    Parameters
    ----------
    problem : str or Phrase
        What is wrong and what is allowed, as a sentence without the place: in English, with blanks as `Phrase` has
        them, never filled already: the sentence is looked up where it is said in another language.
    field : str, optional
        Dotted path of the field, for example ``interventions.1.strength``.
    file : str, optional
        The file in which it stands.
    **values
        What stands in the blanks, by name.

    Attributes
    ----------
    phrase : Phrase
        The sentence, to be told in any language.
    field, file : str, optional
        The place, as it may be shown; phrases where they hold words.
    problem : str
        The sentence in English.
    """

    def __init__(self, problem: str, /, *, field: str | None = None, file: str | None = None, **values: object) -> None:
        self.phrase = problem if isinstance(problem, Phrase) else Phrase(problem, **values)
        self.problem = shown(counted(self.phrase))
        self.field, self.file = _placed(field, file)
        super().__init__(self.problem)

    def __str__(self) -> str:
        return ": ".join([*(part for part in (self.file, self.field) if part), self.problem])

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (type(self), self.args, self.__dict__)

    def told(self, tongue: Tongue) -> str:
        """Return the whole error in another language.

        Parameters
        ----------
        tongue : Tongue
            The language: its templates, and how it writes numbers.

        Returns
        -------
        str
            File, field and what is wrong there.
        """
        place = (part.told(tongue) if isinstance(part, Phrase) else part for part in (self.file, self.field))
        return ": ".join([*(part for part in place if part), shown(tongue.counted(self.phrase.told(tongue)))])

    @property
    def whole(self) -> Phrase:
        """The error with its place, to stand inside another sentence."""
        return joined(": ", [*(part for part in (self.file, self.field) if part), self.phrase])

    def within(self, *, field: str | None = None, file: str | None = None) -> Self:
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
        placed = copy(self)
        parts = [part for part in (field, self.field) if part]
        placed.field, placed.file = _placed(joined(".", parts) if parts else None, self.file or file)
        return placed


def _placed(field: str | None, file: str | None) -> tuple[str | None, str | None]:
    """Return field and file as they may be shown."""
    where = None if field is None else displayable(shortened(field, _LONGEST_PROBLEM // 8))
    return where, None if file is None else displayable(file)


def _again(kind: type[InputError], args: tuple[str, ...], state: dict[str, object]) -> InputError:
    """Return an error that comes from another process."""
    error = kind.__new__(kind, *args)
    error.__dict__.update(state)
    return error


def words_of(error: Exception) -> str:
    """Return what an error says: our own can be told in another language, others are quoted."""
    return error.whole if isinstance(error, InputError) else str(error)


class UncachedWarning(UserWarning):
    """Compiled code cannot be kept on the disk, so that every start takes long; commands print it as a hint."""


MOST_NAMES = 60
"""Of more allowed names than this, only the first are listed."""


def nearest(name: str, allowed: Iterable[str]) -> Phrase:
    """Return " Did you mean ...?" for the closest allowed name, and the list of all (of many: the first)."""
    names = list(allowed)
    close = closest(name, names)
    listed = _listed(names)
    return Phrase(" Did you mean {close!r}?{listed}", close=close, listed=listed) if close else listed


def guess(name: str, allowed: Iterable[str]) -> Phrase:
    """Return " Did you mean ...?" for the closest allowed name, nothing where none is close."""
    close = closest(name, list(allowed))
    return Phrase(" Did you mean {close!r}?", close=close) if close else SILENCE


def closest(name: str, names: list[str]) -> str | None:
    """Return the name that is closest to another one, None if none is."""
    by_lower = {each.lower(): each for each in names}
    close = difflib.get_close_matches(str(name)[:200].lower(), by_lower, n=1, cutoff=0.5)
    return by_lower[close[0]] if close else None


def _listed(names: list[str]) -> Phrase:
    shown = ", ".join(names[:MOST_NAMES])
    if len(names) <= MOST_NAMES:
        return Phrase(" Allowed: {names}.", names=shown)
    return Phrase(" Allowed: {names} and {count:,} more.", names=shown, count=len(names) - MOST_NAMES)


def unknown(kind: str, name: str, allowed: Iterable[str], /, **values: object) -> InputError:
    """Return the error for a name that does not exist, with the nearest that does.

    Parameters
    ----------
    kind : str
        What it should be the name of: words, with blanks for ``values`` as in `InputError`.
    name : str
    allowed : iterable of str
    **values
        What stands in the blanks of ``kind``.
    """
    near = nearest(name, allowed)
    return InputError("unknown {kind} {name!r}.{near}", kind=Phrase(kind, **values), name=name, near=near)
