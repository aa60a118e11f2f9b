"""Words of the laboratory, in English and German."""

from __future__ import annotations

from ...model.plural import counted

# English, German.
WORDS: dict[str, tuple[str, str]] = {
    "points": ("points", "Punkte"),
    "thousand euros": ("thousand EUR", "Tsd. EUR"),
    "from to": ("{low} to {high}", "{low} bis {high}"),
    "nothing spent": ("spends nothing more", "gibt nicht mehr aus"),
    "no payback": (
        "not within {months} months (in {share} of companies)",
        "nicht in {months} Monaten (in {share} der Unternehmen)",
    ),
    "payback": (
        "in month {month} (within the horizon in {share} of companies)",
        "in Monat {month} (im Zeitraum in {share} der Unternehmen)",
    ),
    "spends": ("Spends {amount}", "Gibt {amount} aus"),
    "spends nothing": ("Spends nothing", "Gibt nichts aus"),
    "at go-live": (
        "Go-live: nobody works with the CRM yet.",
        "Inbetriebnahme: Noch arbeitet niemand mit dem CRM.",
    ),
    "this month": (
        "{active} of people open the CRM; {deep} of tasks are really done in it, {minimum} get only an entry for "
        "the boss.",
        "{active} öffnen das CRM; {deep} der Aufgaben werden wirklich darin erledigt, {minimum} nur für den Chef "
        "eingetragen.",
    ),
    "above": (
        "{outcome}: {letter} lies above {first} in month {month}, {size}.",
        "{outcome}: {letter} liegt in Monat {month} über {first}, {size}.",
    ),
    "below": (
        "{outcome}: {letter} lies below {first} in month {month}, {size}.",
        "{outcome}: {letter} liegt in Monat {month} unter {first}, {size}.",
    ),
    "no difference": (
        "{outcome}: {letter} and {first} cannot be told apart in month {month}, {size}.",
        "{outcome}: {letter} und {first} lassen sich in Monat {month} nicht unterscheiden, {size}.",
    ),
    "same people": (
        "Company by company: the same people and the same chance with and without the programme. Band: 95 % "
        "confidence interval (CI) of the mean difference.",
        "Unternehmen für Unternehmen: dieselben Menschen und derselbe Zufall mit und ohne Programm. Band: "
        "95-%-Intervall der mittleren Differenz.",
    ),
    "other people": (
        "These are different companies with different people: the difference is also theirs, not the programmes’ "
        "alone. Choose one company for all scenarios to compare programmes. Band: 95 % confidence interval (CI).",
        "Das sind verschiedene Unternehmen mit verschiedenen Menschen: Der Unterschied ist auch ihrer, nicht der der "
        "Programme allein. Wählen Sie ein Unternehmen für alle Szenarien, um Programme zu vergleichen. Band: "
        "95-%-Intervall.",
    ),
    "way deep": ("real use", "echte Nutzung"),
    "way compliance": ("bare minimum", "Pflichteintrag"),
    "way legacy": ("own lists", "eigene Listen"),
    "not live": ("not live yet", "noch nicht verfügbar"),
    "role manager": ("line manager", "Führungskraft"),
    "role champion": ("champion", "Key User"),
    "tenure": ("{months} months with the company", "{months} Monate im Unternehmen"),
    "stuck": ("What holds this person back most: {terms}.", "Was am meisten bremst: {terms}."),
    "not stuck": ("Everything that can be used is in real use.", "Alles Verfügbare wird wirklich genutzt."),
    "starts": ("{letter}, from month {month}: {what}", "{letter}, ab Monat {month}: {what}"),
    "in points": ("percentage points", "Prozentpunkte"),
    "in thousand euros": ("thousand EUR", "Tausend EUR"),
    "difference title": ("{outcome}: difference to A", "{outcome}: Unterschied zu A"),
    "band runs": (
        "Line: mean of {n} companies simulated; band: range of runs (the middle {share} of them).",
        "Linie: Mittelwert von {n} simulierten Unternehmen; Band: Bereich der Läufe (die mittleren {share}).",
    ),
    "band ci": (
        "Line: mean of {n} companies simulated; band: 95 % confidence interval (CI) of the mean.",
        "Linie: Mittelwert von {n} simulierten Unternehmen; Band: 95-%-Intervall des Mittelwerts.",
    ),
}  # fmt: skip


def say(key: str, lang: str, **values: object) -> str:
    """Return a sentence in English or German."""
    return counted(WORDS[key][lang == "de"].format(**values))
