"""Words of a decision's workbook."""

from __future__ import annotations

from collections.abc import Mapping

from ...scenarios.words.catalogue import Words

_SHEETS = Words("deciding.workbook.sheets")
_CI = (("low 95 %", "von 95 %"), ("high 95 %", "bis 95 %"))
_HEADS: dict[str, tuple[tuple[str, str], ...]] = {
    "answer": (("The answer, and what follows", "Die Antwort und was folgt"),),
    "options": (
        ("Option", "Möglichkeit"), ("Spending (EUR)", "Ausgaben (EUR)"), ("{criterion}", "{criterion}"),
        ("Behind the best", "Hinter der besten"), *_CI, ("Ahead of doing nothing", "Vor dem Nichtstun"), *_CI,
        ("Probability of being best (%)", "Wahrscheinlichkeit, die beste zu sein (%)"),
        ("Expected regret", "Erwartetes Bedauern"), ("Payback month", "Amortisation (Monat)"),
        ("Companies that pay back (%)", "Unternehmen mit Amortisation (%)"),
    ),
    "mixes": (
        ("Option", "Möglichkeit"), ("Intervention", "Maßnahme"), ("Where", "Wo"), ("When", "Wann"),
        ("Strength (%)", "Stärke (%)"), ("Spending (EUR)", "Ausgaben (EUR)"),
    ),
    "shipped": (
        ("Programme", "Programm"), ("Spending (EUR)", "Ausgaben (EUR)"), ("{criterion}", "{criterion}"),
        ("Behind the best", "Hinter der besten"), *_CI,
    ),
    "signs": (
        ("Month", "Monat"), ("Indicator", "Anzeichen"), ("Alarm if", "Alarm, wenn"), ("Threshold", "Schwelle"),
        ("Unit", "Einheit"), ("Failures missed (%)", "Verpasstes Scheitern (%)"),
        ("False alarms (%)", "Falsche Alarme (%)"),
    ),
    "rescues": (
        ("Intervention", "Maßnahme"), ("Spending (EUR)", "Ausgaben (EUR)"), ("Gain", "Gewinn"), *_CI,
        ("No longer fail (%)", "Scheitern nicht mehr (%)"),
    ),
    "unknowns": (
        ("Unknown", "Unbekannte"), ("Name", "Name"), ("5 % of draws below", "5 % der Ziehungen darunter"),
        ("5 % of draws above", "5 % der Ziehungen darüber"), ("Worth knowing", "Wert des Wissens"),
        ("Beyond chance", "Mehr als Zufall"), ("Values that change the choice (%)", "Werte, die die Wahl ändern (%)"),
        ("Then better", "Dann besser"),
    ),
    "frontier": (
        ("Budget (EUR)", "Budget (EUR)"), ("Spending (EUR)", "Ausgaben (EUR)"), ("{criterion}", "{criterion}"),
        ("Ahead of doing nothing", "Vor dem Nichtstun"), *_CI,
    ),
}  # fmt: skip


def sheet_name(name: str, lang: str) -> str:
    """Return the name of a sheet."""
    return _SHEETS(name, lang)


def heads(name: str, lang: str, words: Mapping[str, str]) -> list[str]:
    """Return the headings of a sheet, with their blanks filled in."""
    return [each[lang == "de"].format(**words) for each in _HEADS[name]]
