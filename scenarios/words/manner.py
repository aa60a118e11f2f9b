"""How things are told: a language, the currency of the amounts, and the calendar month in which the CRM goes live.

A `Manner` is the language it is told in and goes wherever a language goes, so that whoever says a month or an amount
says it as that company does, and nothing else has to be handed around. It equals its language: what is kept by language
must not hold months or money.
"""

from __future__ import annotations

import re

EURO = "EUR"
_ISO_CODE = re.compile(r"[A-Z]{3}")


def is_currency(code: object) -> bool:
    """Return whether this has the form of a currency's ISO code, three capital letters."""
    return isinstance(code, str) and _ISO_CODE.fullmatch(code) is not None


class Manner(str):
    """A language with what is told in it: which currency, and which calendar month is the first.

    Attributes
    ----------
    currency : str
        ISO code.
    first : int or None
        Calendar month of month 1, as 12 * year + month - 1; None where months are only numbered.
    """

    currency: str
    first: int | None

    def __new__(cls, lang: str, currency: str = EURO, first: int | None = None) -> Manner:
        """Return a language with a currency and a first month."""
        made = super().__new__(cls, lang)
        made.currency, made.first = currency, first
        return made

    def __getnewargs__(self) -> tuple[str, str, int | None]:  # type: ignore[override]
        """Return what it is made from, for other processes."""
        return str(self), self.currency, self.first


def currency_of(lang: str) -> str:
    """Return the currency in which amounts are told: EUR where nothing else is said."""
    return lang.currency if isinstance(lang, Manner) else EURO


def first_of(lang: str) -> int | None:
    """Return the calendar month of month 1, as 12 * year + month - 1; None where months are only numbered."""
    return lang.first if isinstance(lang, Manner) else None
