"""The template of documents: pieces of HTML from plain values, everything in them escaped."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from ..drawings.svg import clean
from ..words.phrases import tied

if TYPE_CHECKING:
    from jinja2 import Environment

MANY = 7
"""Columns beyond which a table is set smaller, so that it fits the width of a page."""
_TEMPLATE = "document.jinja"


def text_of(text: str) -> str:
    """Return a text as HTML: everything escaped, units kept on the line of their number."""
    return clean(tied(text))


@cache
def _pieces() -> Any:
    """Return the macros of the template, compiled once."""
    from jinja2 import Environment, StrictUndefined  # only documents need it
    from markupsafe import Markup

    found: Environment = Environment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    found.filters |= {
        "text": lambda text: Markup(text_of(text)),
        "plain": lambda text: Markup(clean(str(text))),
        "markup": Markup,
    }
    source = resources.files(__package__).joinpath(_TEMPLATE).read_text(encoding="utf-8")
    return found.from_string(source, globals={"many": MANY}).module


def piece(name: str, *values: Any) -> str:
    """Return a piece of HTML: the macro of a name, with the values it takes."""
    return str(getattr(_pieces(), name)(*values))
