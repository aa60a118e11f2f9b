"""The one place that makes a text of the user's safe to show, whoever shows it."""

from __future__ import annotations

import re

BLANK = "\u2028\u2029\t\n\r\v\f"
"""What becomes a blank: breaks of lines and tabs."""
UNSEEN = (
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f"
)
"""What is left out: marks that turn the reading order round, and others that nobody sees.

The joiners U+200C and U+200D stay; without them Persian and Hindi words and some emoji fall apart.
"""
CONTROL = "\x00-\x1f\x7f-\x9f\ud800-\udfff"
"""What becomes the sign for an unknown character: it steers a terminal, or is no character at all."""
UNKNOWN = "\ufffd"
_STEERING = re.compile(f"[{BLANK}]|[{UNSEEN}]|[{CONTROL}]")
_STEERING_IN_LINES = re.compile(f"[{BLANK[:2]}\v\f\r]|[{UNSEEN}]|(?![\n\t])[{CONTROL}]")
_BLANKS = frozenset(BLANK)
_UNSEEN = re.compile(f"[{UNSEEN}]")


def _shown(found: re.Match[str]) -> str:
    if found[0] in _BLANKS:
        return " "
    return "" if _UNSEEN.fullmatch(found[0]) else UNKNOWN


def displayable(text: str, *, lines: bool = False) -> str:
    r"""Return a text as it may be shown anywhere: on a terminal, in a picture, a page or a table.

    Parameters
    ----------
    text : str
    lines : bool
        Whether tabs and breaks of lines stay.

    Returns
    -------
    str
        Control characters (such as those that steer a terminal) are the sign for an unknown character;
        marks that turn the reading order round are left out. All scripts stay as they are.

    Examples
    --------
    >>> displayable("Our \x1b[31mplan\u202e")
    'Our \ufffd[31mplan'
    """
    return text if text.isprintable() else (_STEERING_IN_LINES if lines else _STEERING).sub(_shown, text)


def shortened(text: str, most: int) -> str:
    """Return a text of at most so many characters: of a longer one its beginning and its end."""
    if len(text) <= most:
        return text
    tail = most // 4
    return f"{text[: most - tail - 5]} ... {text[len(text) - tail :]}"
