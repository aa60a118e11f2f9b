"""Words and numbers in figures, in English and German."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from ...model.outcomes import Outcome
from ...model.plural import counted
from ..words.phrases import number

# English, German.
WORDS: dict[str, tuple[str, str]] = {
    "over time": ("{outcome} over time", "{outcome} im Zeitverlauf"),
    "level": ("Mean of the companies simulated", "Mittelwert der simulierten Unternehmen"),
    "difference": (
        "Difference to “{baseline}”, company by company",
        "Unterschied zu „{baseline}“, Unternehmen für Unternehmen",
    ),
    "months": ("Months since go-live", "Monate seit Inbetriebnahme"),
    "starts": ("Interventions start", "Maßnahmen starten"),
    "dotted": (
        "Dotted lines: starts of interventions, in months since go-live: {starts}",
        "Gepunktete Linien: Beginn von Maßnahmen, in Monaten seit Inbetriebnahme: {starts}",
    ),
    "all": ("all", "alle"),
    "month": ("Month {month}", "Monat {month}"),
    "compared": ("Compared in month {month}", "Vergleich in Monat {month}"),
    "bands": (
        "Bands: 95 % confidence interval of the mean, n = {n} companies simulated",
        "Bänder: 95-%-Intervall des Mittelwerts, n = {n} simulierte Unternehmen",
    ),
    "one company": (
        "n = 1 company simulated: no confidence interval possible",
        "n = 1 simuliertes Unternehmen: kein 95-%-Intervall möglich",
    ),
    "aside": (
        "Coloured: the best programmes; dark grey: the baseline; light grey: all others",
        "Farbig: die besten Programme; dunkelgrau: der Ausgangsfall; hellgrau: alle übrigen",
    ),
    "cost and gain": ("What each programme costs and brings", "Was jedes Programm kostet und bringt"),
    "cost and gain below": (
        "Spending within {months} months, and gain in “{outcome}” by month {month} against “{baseline}”",
        "Ausgaben in {months} Monaten und Gewinn bei „{outcome}“ bis Monat {month} gegenüber „{baseline}“",
    ),
    "spending": ("Spending", "Ausgaben"),
    "gain": ("Gain", "Gewinn"),
    "per gain": ("EUR per point", "EUR je Punkt"),
    "dominated": ("beaten by “{other}”", "geschlagen von „{other}“"),
    "dominated note": (
        "Grey, beaten: the other programme does no less and costs no more, and is clearly better in one of the two",
        "Grau, geschlagen: das andere Programm leistet nicht weniger, kostet nicht mehr und ist in einem klar besser",
    ),
    "changes": ("What each programme changes by month {month}", "Was jedes Programm bis Monat {month} verändert"),
    "paired": (
        "Difference to the baseline, company by company: the same simulated people with and without the programme",
        "Unterschied zum Ausgangsfall, Unternehmen für Unternehmen: dieselben simulierten Menschen mit und ohne "
        "Programm",
    ),
    "points": (
        "Points: mean difference, n = {n} pairs of companies simulated; lines: its 95 % confidence interval",
        "Punkte: mittlerer Unterschied, n = {n} Paare simulierter Unternehmen; Linien: sein 95-%-Intervall",
    ),
    "hollow": (
        "Hollow points: the interval includes zero",
        "Hohle Punkte: das Intervall schließt null ein",
    ),
    "one pair": (
        "Points: difference in n = 1 pair of companies simulated; no confidence interval possible",
        "Punkte: Unterschied in n = 1 Paar simulierter Unternehmen; kein 95-%-Intervall möglich",
    ),
    "not after adjusting": (
        "† not distinguishable from zero once adjusted for the number of comparisons (Holm, 5 % level)",
        "† nach Korrektur für die Zahl der Vergleiche nicht von null zu unterscheiden (Holm, 5-%-Niveau)",
    ),
    "nothing to compare": (
        "There is no programme to compare with the baseline.",
        "Es gibt kein Programm, das sich mit dem Ausgangsfall vergleichen ließe.",
    ),
    "no pairs": ("n = 0 pairs of companies simulated", "n = 0 Paare simulierter Unternehmen"),
    "right is better": ("right is better", "rechts ist besser"),
    "left is better": ("left is better", "links ist besser"),
    "interval": ("{mean} ({low} to {high})", "{mean} ({low} bis {high})"),
    "not reached": ("not reached", "nicht erreicht"),
    "use map": ("Who really uses what, month {month}", "Wer was wirklich nutzt, Monat {month}"),
    "use map below": (
        "Percent of the people in a department who do the task in the CRM",
        "Prozent der Mitarbeiter einer Abteilung, die die Aufgabe im CRM erledigen",
    ),
    "mean": ("Mean of n = {n} companies simulated", "Mittel aus n = {n} simulierten Unternehmen"),
    "mean of one": ("n = 1 company simulated", "n = 1 simuliertes Unternehmen"),
    "irrelevant": ("feature not relevant to the department", "Funktion für die Abteilung nicht relevant"),
    "customers and money": ("Customers and net value over time", "Kunden und Nettowert im Zeitverlauf"),
    "customers and money below": (
        "Net value: margin on customers gained or lost and hours saved, less programme and platform, since the start",
        "Nettowert: Marge gewonnener oder verlorener Kunden und gesparte Stunden, abzüglich Programm und Plattform, "
        "seit dem Start",
    ),
    "customers": ("Customers", "Kunden"),
    "net value": ("Net value in {unit}", "Nettowert in {unit}"),
    "net value difference": (
        "Net value in {unit},\ndifference to “{baseline}”",
        "Nettowert in {unit},\nUnterschied zu „{baseline}“",
    ),
    "payback": ("payback: month {month}", "amortisiert: Monat {month}"),
    "payback note": (
        "Diamonds: payback, the first month in which mean net value since the start is no lower than that of "
        "“{baseline}”",
        "Rauten: Amortisation, der erste Monat, in dem der mittlere Nettowert seit dem Start nicht unter dem von "
        "„{baseline}“ liegt",
    ),
    "no payback note": (
        "None of the programmes pays back within the months shown",
        "Keines der Programme amortisiert sich in den gezeigten Monaten",
    ),
}  # fmt: skip

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


def say(key: str, lang: str, **values: object) -> str:
    """Return a phrase in a language, with its blanks filled in."""
    return counted(WORDS[key][lang == "de"].format(**values))


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
