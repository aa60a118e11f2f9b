"""Words of a decision's figures, in English and German."""

from __future__ import annotations

from ...model.plural import counted

_WORDS: dict[str, tuple[str, str]] = {
    "options": (
        "{gain} {unit} with the best mix, at most {rival} with a clearly different one",
        "{gain} {unit} mit der besten Mischung, mit einer deutlich anderen höchstens {rival}",
    ),
    "options below": (
        "Gain in “{criterion}” by month {month} over doing nothing, each option with at most {budget}",
        "Gewinn bei „{criterion}“ bis Monat {month} gegenüber dem Nichtstun, jede Möglichkeit mit höchstens {budget}",
    ),
    "interval": (
        "Points: mean over {worlds} {kind}, {n} simulated companies in each; lines: 95 % interval over them",
        "Punkte: Mittel über {worlds} {kind}, je {n} simulierte Unternehmen; Linien: 95-%-Intervall darüber",
    ),
    "colours": (
        "Blue: the best mix; orange: the other options to choose from; grey: shipped programmes at the same budget",
        "Blau: die beste Mischung; orange: die anderen Möglichkeiten zur Wahl; grau: mitgelieferte Programme bei "
        "gleichem Budget",
    ),
    "grey": ("Grey: shipped programmes at the same budget", "Grau: mitgelieferte Programme bei gleichem Budget"),
    "frontier": (
        "The next {euros} bring {gain} {unit}; twice the money brings {double}",
        "Die nächsten {euros} bringen {gain} {unit}; doppeltes Geld bringt {double}",
    ),
    "frontier plain": ("What other budgets bring", "Was andere Budgets bringen"),
    "frontier below": (
        "“{criterion}” in month {month} with the best mix known at each budget",
        "„{criterion}“ in Monat {month} mit der besten bekannten Mischung zu jedem Budget",
    ),
    "frontier note": (
        "Band: 95 % interval of the gain over doing nothing. Mixes found at {budget}, brought to the other budgets: "
        "a search at each could find better ones",
        "Band: 95-%-Intervall des Gewinns gegenüber dem Nichtstun. Mischungen für {budget}, auf die anderen Budgets "
        "gebracht: eine eigene Suche könnte bessere finden",
    ),
    "budget": ("Budget", "Budget"),
    "decided": ("budget decided on", "Budget der Entscheidung"),
    "signs": (
        "Look in month {month}: {outcome} {side} {threshold} is the alarm",
        "In Monat {month} nachsehen: {outcome} {side} {threshold} ist der Alarm",
    ),
    "signs below": (
        "“{outcome}” with the best mix, in companies that fail in the end and in the others",
        "„{outcome}“ mit der besten Mischung, in Unternehmen, die am Ende scheitern, und in den übrigen",
    ),
    "signs note": (
        "Lines: median; bands: 80 % of {n} simulated companies. {failing} of them fail: they end below {failure} in "
        "“{final}”. The alarm misses {missed} of those and sounds falsely in {false} of the others",
        "Linien: Median; Bänder: 80 % von {n} simulierten Unternehmen. {failing} davon scheitern: sie enden unter "
        "{failure} bei „{final}“. Der Alarm verpasst {missed} davon und schlägt bei {false} der übrigen falsch an",
    ),
    "fail": ("fail", "scheitern"),
    "others": ("the others", "die übrigen"),
    "months": ("Months since go-live", "Monate seit Inbetriebnahme"),
}  # fmt: skip


def say(key: str, lang: str, **values: object) -> str:
    """Return a phrase in a language, with its blanks filled in."""
    return counted(_WORDS[key][lang == "de"].format(**values))
