"""One of a thing is said in the singular: "1 month", not "1 months", in English and German."""

from __future__ import annotations

import re

_ENDING_IN_S = (
    "months", "pairs", "points", "runs", "replicates", "replications", "departments", "programmes", "scenarios",
    "features", "options", "sets", "hours", "customers", "years", "weeks", "days", "draws", "trials", "rescues",
    "worlds", "times", "members", "rows", "files", "records", "interventions", "champions", "managers", "places",
    "teams", "values", "outcomes", "conditions", "studies", "groups", "samples", "columns", "chunks", "proposals",
    "unknowns", "uncertainties", "responses", "names", "lines", "seats", "claims", "bands", "starts", "levels",
    "categories", "parameters", "numbers", "references", "employers", "practices", "steps", "parts", "practitioners",
)  # fmt: skip
_ENGLISH = {
    **{each: each.removesuffix("s") for each in _ENDING_IN_S},
    "studies": "study", "uncertainties": "uncertainty", "categories": "category", "companies": "company",
    "people": "person", "mixes": "mix", "boxes": "box", "employees": "employee", "entries": "entry",
    "trajectories": "trajectory",
}  # fmt: skip
_GERMAN = {
    "Monate": "Monat", "Paare": "Paar", "Personen": "Person", "Menschen": "Mensch", "Leute": "Person",
    "Punkte": "Punkt", "Prozentpunkte": "Prozentpunkt", "Läufe": "Lauf", "Wiederholungen": "Wiederholung",
    "Abteilungen": "Abteilung", "Programme": "Programm", "Szenarien": "Szenario", "Funktionen": "Funktion",
    "Möglichkeiten": "Möglichkeit", "Mischungen": "Mischung", "Sätze": "Satz", "Parametersätze": "Parametersatz",
    "Stunden": "Stunde", "Kunden": "Kunde", "Jahre": "Jahr", "Wochen": "Woche", "Tage": "Tag", "Ziehungen": "Ziehung",
    "Rettungen": "Rettung", "Maßnahmen": "Maßnahme", "Zeilen": "Zeile", "Dateien": "Datei", "Werte": "Wert",
    "Stichproben": "Stichprobe", "Mitglieder": "Mitglied", "Gruppen": "Gruppe", "Teams": "Team", "Welten": "Welt",
    "Vorschläge": "Vorschlag", "Spalten": "Spalte", "Unbekannten": "Unbekannte",
    "Unternehmenspaare": "Unternehmenspaar",
    "Behauptungen": "Behauptung", "Führungskräfte": "Führungskraft", "Verweise": "Verweis", "Bänder": "Band",
    "Unsicherheiten": "Unsicherheit", "Studien": "Studie", "Stellen": "Stelle", "Namen": "Name", "Orte": "Ort",
}  # fmt: skip
SINGULAR = {**_ENGLISH, **_GERMAN, **{f"{each}n": one for each, one in _GERMAN.items() if each[-1] in "er"}}
"""The singular of every noun that is counted in what we print, also of the German datives."""
_NOUN = "|".join(sorted(map(re.escape, SINGULAR), key=len, reverse=True))
BETWEEN = "|".join((
    "simulated", "percentage", "base", "other", "different", "more", "typical", "shipped", "design", "parameter",
    "accepted", "further", "real", "whole", "full", "same", "single", "stored", "simulierten?", "anderen?",
    "verschiedenen?", "weiteren?", "typischen?", "mitgelieferten?", "angenommenen?", "vollen?", "ganzen?",
    "gespeicherten?",
))  # fmt: skip
"""What may stand between the number and what is counted; a noun there would be what is counted itself."""
_ONE = re.compile(
    r"(?<![\w.,−+…/'’-])(?<!to )(?<!bis )(?<!… )1"  # alone, and no end of a range
    rf"([ \u00a0](?:(?:{BETWEEN})[ \u00a0]){{0,2}})({_NOUN})(?![\w-])"
)
_VERBS = {"are": "is", "were": "was", "have": "has", "fail": "fails", "sind": "ist", "waren": "war", "haben": "hat"}
_VERB = re.compile(r"^[ \u00a0](" + "|".join(_VERBS) + r")(?!\w)")
_ADJECTIVES = re.compile(r"(simuliert|ander|verschieden|weiter|typisch)e (?=Unternehmen)")
_ONE_COMPANY = re.compile(r"(?<![\w.,−+…/'’-])1[ \u00a0](?:[a-zäöüß]+[ \u00a0])?Unternehmen\b")
_THESE = (("these 1", "this 1"), ("diesen 1", "diesem 1"), ("ersten 1", "ersten 1"))


def counted(text: str) -> str:
    """Return a text in which one of a thing stands in the singular; everything else stays as it is.

    Examples
    --------
    >>> counted("covers 1 months, 11 months and 1 pairs; in 1 Monaten; 2.1 points")
    'covers 1 month, 11 months and 1 pair; in 1 Monat; 2.1 points'
    """
    if "1" not in text:
        return text
    done, rest = "", text
    while found := _ONE.search(rest):
        done += rest[: found.start()] + f"1{found[1]}{SINGULAR[found[2]]}"
        rest = rest[found.end() :]
        if verb := _VERB.match(rest):
            done, rest = done + verb[0].replace(verb[1], _VERBS[verb[1]]), rest[verb.end() :]
    whole = done + rest
    for several, one in _THESE:
        whole = re.sub(rf"\b{several} (?=\w+\b)", f"{one} ", whole) if done else whole
    return _ONE_COMPANY.sub(lambda one: _ADJECTIVES.sub(r"\1es ", one[0]), whole)
