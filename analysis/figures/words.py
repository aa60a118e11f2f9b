"""Words and numbers in figures."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from ...model.outcomes import Outcome
from ...scenarios.words.catalogue import Words
from ..words.phrases import number

# English, German.
say = Words("figures.words")

_PAIRS = "aller relevanten Paare aus Mitarbeiter und Funktion"

# German counterparts of `Outcome.meaning`.
MEANINGS_DE: dict[str, str] = {
    "deep_use": f"Anteil {_PAIRS}, bei denen die Aufgabe in diesem Monat im CRM erledigt wird.",
    "compliance_use": f"Anteil {_PAIRS} mit nur dem sichtbaren Minimum in diesem Monat.",
    "shadow_use": f"Anteil {_PAIRS}, bei denen die Arbeit in diesem Monat außerhalb des CRM geschieht.",
    "regular_use": f"Anteil {_PAIRS} mit echter Nutzung in mindestens zwei der letzten drei Monate.",
    "never_used": f"Anteil {_PAIRS}, die nie angefasst wurden; bei Neuen beginnt die Zählung von vorn.",
    "never_deep": f"Anteil {_PAIRS}, die nie echt genutzt wurden.",
    "unused_last_quarter": f"Anteil {_PAIRS}, die in den letzten drei Monaten nicht angefasst wurden.",
    "active_users": "Anteil der Mitarbeiter, die in diesem Monat mindestens eine Funktion angefasst haben: was die "
                    "Anmeldestatistik zeigt.",
    "licence_utilisation": "Aktive Nutzer je gekaufter Lizenz.",
    "feature_breadth": "Mittlere Zahl der Funktionen, die ein Mitarbeiter in diesem Monat angefasst hat.",
    "data_completeness": "Vollständigkeit der gemeinsamen Kundenakte.",
    "data_accuracy": "Richtigkeit der gemeinsamen Kundenakte.",
    "usable_data": "Eigene Daten und was die Silos von den anderen durchlassen, Vollständigkeit mal Richtigkeit.",
    "sharing": "Anteil der in die Kundenakte schreibenden Paare, bei denen das richtig geschieht.",
    "fragmentation": "Eins minus Anteil der Kundenarbeit auf der gemeinsamen Akte mit nutzbaren Daten.",
    "churn": "Anteil der Kunden, die in diesem Monat verloren gehen.",
    "customers": "Zahl der Kunden am Ende des Monats.",
    "hours_saved": "In diesem Monat gesparte Stunden, abzüglich der Stunden für Pflichteinträge und Anfängerarbeit.",
    "cost": "Ausgaben für das Programm seit dem Start, ohne die Plattform.",
    "net_value": "Marge gewonnener oder verlorener Kunden und gesparte Stunden, abzüglich Programm und Plattform, "
                 "seit dem Start.",
    "adaptability": "Mittlere echte Nutzung über die bisherigen Monate: wie schnell und wie weit sich das "
                    "Unternehmen ändert.",
}  # fmt: skip


def meaning(outcome: Outcome, lang: str) -> str:
    """Return the outcome's definition in one sentence."""
    return MEANINGS_DE.get(outcome.name, "") if lang == "de" else outcome.meaning


@dataclass(frozen=True)
class Measure:
    """How an outcome's numbers are shown.

    Attributes
    ----------
    factor : float
        What the model's numbers are multiplied with.
    decimals : int
    suffix : str
        What follows a number, e.g. " %".
    unit : str
        Unit in words for a heading; empty where the suffix says it.
    lang : str
    signed : bool
        Whether differences are shown, with their sign.
    """

    factor: float
    decimals: int
    suffix: str
    unit: str
    lang: str
    signed: bool

    def text(self, value: float) -> str:
        """Return a number of the model as it is printed."""
        return self.plain(value) + self.suffix

    def plain(self, value: float) -> str:
        """Return a number without its suffix."""
        return number(value * self.factor, self.lang, self.decimals, sign=self.signed)

    @property
    def least(self) -> float:
        """The least difference, in the model's numbers, that can be read."""
        return 10.0**-self.decimals / self.factor

    def heading(self, words: str) -> str:
        """Return a heading with the unit."""
        return f"{words}, {self.unit}" if self.unit else words


# Unit of the model: factor, decimals, and in English and German the suffix of a level, the unit of a
# level and the unit of a difference.
_UNITS: dict[str, tuple[float, int, str, tuple[str, str], tuple[str, str]]] = {
    "share": (100.0, 1, " %", ("", ""), ("percentage points", "Prozentpunkte")),
    "share/month": (100.0, 2, " %", ("", ""),
                    ("percentage points per month", "Prozentpunkte je Monat")),
    "features": (1.0, 2, "", ("features", "Funktionen"), ("features", "Funktionen")),
    "customers": (1.0, 0, "", ("customers", "Kunden"), ("customers", "Kunden")),
    "hours/month": (1.0, 0, "", ("hours per month", "Stunden je Monat"), ("hours per month", "Stunden je Monat")),
    "EUR": (1.0, 0, "", ("EUR", "EUR"), ("EUR", "EUR")),
    "month": (1.0, 1, "", ("months", "Monate"), ("months", "Monate")),
}  # fmt: skip
_THOUSANDS = ("thousand EUR", "Tausend EUR")
_THOUSANDS_FROM = 20_000.0
_UNSEEN = 0.5e-3
"""What is less than this is zero in three decimal places, and no reason for any."""


def measure(
    unit: str, values: Iterable[float], lang: str, *, difference: bool = False, margin: float = math.inf
) -> Measure:
    """Choose how numbers of a unit are shown: at least two digits for the largest, and one for a margin of error."""
    factor, decimals, suffix, levels, differences = _UNITS[unit]
    largest = max((abs(value) for value in values if math.isfinite(value)), default=0.0)
    words = (differences if difference else levels)[lang == "de"]
    if unit == "EUR" and largest >= _THOUSANDS_FROM:
        factor, words = 1e-3, _THOUSANDS[lang == "de"]
    while decimals < 3 and (
        _UNSEEN <= largest * factor < 10.0 ** (1 - decimals) or _UNSEEN <= margin * factor < 10.0**-decimals
    ):
        decimals += 1
    return Measure(factor, decimals, "" if difference else suffix, words, lang, difference)
