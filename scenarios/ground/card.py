"""A card: what a notebook shows of a value, as a small piece of HTML that takes on the notebook's own colours."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Template


def card(
    title: str, sentences: Sequence[str] = (), *, columns: Sequence[str] = (), rows: Sequence[Sequence[str]] = (),
    words: int = 1, below: Sequence[str] = (), picture: str = "",
) -> str:  # fmt: skip
    """Return a value as HTML; everything but the picture is escaped.

    Parameters
    ----------
    title : str
        What it is.
    sentences : sequence of str
        What is to be said of it, a paragraph each.
    columns, rows : sequences
        A table of texts that are in the reader's format already.
    words : int
        How many columns, from the left, hold words; numbers are set to the right.
    below : sequence of str
        What is said beneath the table.
    picture : str
        Markup of our own making.

    Returns
    -------
    str
        HTML without script and without anything to be fetched.
    """
    return _template().render(
        title=title, sentences=sentences, columns=columns, rows=rows, words=words, below=below, picture=picture
    )


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined  # only who works in a notebook needs it

    source = resources.files(__package__).joinpath("card.jinja").read_text(encoding="utf-8")
    return Environment(autoescape=True, undefined=StrictUndefined).from_string(source)
