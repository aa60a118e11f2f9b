"""What went wrong with the user's input, in one sentence that says what to change."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

LONGEST = 60
"""Of a value that is repeated in an error, so many characters are shown."""
_LONGEST_PROBLEM = 4_000
_JOINERS = frozenset("\u200c\u200d")
"""Without them, Persian and Hindi words and some emoji fall apart."""
_UNKNOWN = "\ufffd"


@lru_cache(4096)
def _shown(sign: str) -> str:
    """Return what is shown for a character that is not printable by itself."""
    kind = unicodedata.category(sign)
    if sign in "\t\n\r\v\f" or kind in ("Zl", "Zp"):
        return " "
    if kind in ("Cc", "Cs"):
        return _UNKNOWN
    # Marks that reverse the reading order or cannot be seen; numbers' signs of Arabic script are of the same kind.
    unseen = kind == "Cf" and sign not in _JOINERS and not unicodedata.name(sign, "").startswith("ARABIC ")
    return "" if unseen or sign == "\u061c" else sign


def displayable(text: str, *, lines: bool = False) -> str:
    r"""Return a text as it may be shown anywhere: on a terminal, in a picture, a page or a table.

    Control characters (such as those that steer a terminal) become the sign for an unknown character; marks
    that turn the reading order round, and others that nobody sees, are left out; breaks of lines become
    blanks, unless ``lines`` keeps them. All scripts stay as they are.

    Examples
    --------
    >>> displayable("Our \x1b[31mplan\u202e")
    'Our \ufffd[31mplan'
    """
    if text.isprintable():
        return text
    kept = "\n" if lines else ""
    return "".join(sign if sign.isprintable() or sign in kept else _shown(sign) for sign in text)


def shortened(text: str, most: int) -> str:
    """Return a text of at most so many characters: of a longer one its beginning and its end."""
    if len(text) <= most:
        return text
    tail = most // 4
    return f"{text[: most - tail - 5]} ... {text[len(text) - tail :]}"


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
        self.problem = displayable(shortened(problem, _LONGEST_PROBLEM))
        self.field = None if field is None else displayable(shortened(field, _LONGEST_PROBLEM // 8))
        self.file = None if file is None else displayable(file)
        super().__init__(self.problem)

    def __str__(self) -> str:
        place = [part for part in (self.file, self.field) if part]
        return ": ".join([*place, self.problem])

    def within(self, *, field: str | None = None, file: str | None = None) -> InputError:
        """Return the same error, placed inside an outer field or file."""
        inner = ".".join(part for part in (field, self.field) if part)
        return InputError(self.problem, field=inner or None, file=self.file or file)


MOST_NAMES = 60
"""Of more allowed names than this, only the first are listed."""


def nearest(name: str, allowed: Iterable[str]) -> str:
    """Return " Did you mean ...?" for the closest allowed name, and the list of all (of many: the first)."""
    name, names = str(name), list(allowed)
    more = f" and {len(names) - MOST_NAMES:,} more" if len(names) > MOST_NAMES else ""
    listed = f" Allowed: {', '.join(names[:MOST_NAMES])}{more}."
    by_lower = {each.lower(): each for each in names}
    close = difflib.get_close_matches(name.lower(), by_lower, n=1, cutoff=0.5)
    return f" Did you mean {by_lower[close[0]]!r}?{listed}" if close else listed


def unknown(kind: str, name: str, allowed: Iterable[str]) -> InputError:
    """Return the error for a name that does not exist, with the nearest that does."""
    return InputError(f"unknown {kind} {name!r}.{nearest(name, allowed)}")
