"""What was found wrong in an export, in words: English and German."""

from __future__ import annotations

import re

from ...model.plural import counted
from ...scenarios.usage.problems import Problem
from ..words.mistakes import in_words
from ..words.phrases import number

WORDS: dict[str, tuple[str, str]] = {
    "fields": ("{count} rows have too many or too few fields", "{count} Zeilen haben zu viele oder zu wenige Felder"),
    "formula": (
        "{count} rows hold a formula where a value should be; paste them as values",
        "{count} Zeilen enthalten eine Formel statt eines Werts; fügen Sie Werte ein",
    ),
    "no person": ("{count} rows name nobody", "{count} Zeilen nennen niemanden"),
    "unknown person": (
        "{count} rows belong to {people} people who are not in the roster (they may have left)",
        "{count} Zeilen gehören zu {people} Personen, die nicht in der Personalliste stehen (Ausgeschiedene?)",
    ),
    "no month": ("{count} rows have no date", "{count} Zeilen haben kein Datum"),
    "unreadable month": ("{count} rows have a date that cannot be read: {names}",
                         "{count} Zeilen haben ein Datum, das sich nicht lesen lässt: {names}"),
    "ambiguous month": (
        "{count} rows have a date that can be read in two ways ({names}); say date_order in the mapping",
        "{count} Zeilen haben ein zweideutiges Datum ({names}); legen Sie date_order in der Zuordnung fest",
    ),
    "month far off": ("{count} rows have a date more than ten years from the others",
                      "{count} Zeilen haben ein Datum, das über zehn Jahre von den übrigen entfernt ist"),
    "before go-live": ("{count} rows lie before the first month", "{count} Zeilen liegen vor dem ersten Monat"),
    "incomplete month": (
        "{count} rows lie in a last month that ends early; it would look like a decline",
        "{count} Zeilen liegen in einem angebrochenen letzten Monat; er sähe wie ein Rückgang aus",
    ),
    "no feature": ("{count} rows name no feature", "{count} Zeilen nennen keine Funktion"),
    "unknown feature": (
        "{count} rows name a feature that is not known: {names}; say below [features] of a mapping what they are",
        "{count} Zeilen nennen eine unbekannte Funktion: {names}; legen Sie sie unter [features] der Zuordnung fest",
    ),
    "left out": ("{count} rows are left out, as the mapping says: {names}",
                 "{count} Zeilen bleiben weg, wie es die Zuordnung sagt: {names}"),
    "unreadable count": ("{count} rows have a count that is no number: {names}",
                         "{count} Zeilen haben eine Anzahl, die keine Zahl ist: {names}"),
    "negative count": ("{count} rows have a count below zero", "{count} Zeilen haben eine Anzahl unter null"),
    "added up": ("{count} rows repeat person, month and feature; their counts are added up",
                 "{count} Zeilen wiederholen Person, Monat und Funktion; ihre Anzahlen sind zusammengezählt"),
    "ids matched loosely": (
        "{count} ids agree with the roster only but for case, leading zeros, signs or a mail domain",
        "{count} Kennungen stimmen mit der Liste nur bis auf Schreibung, Nullen am Anfang oder Maildomäne überein",
    ),
    "before joining": (
        "{count} people used the system before the roster says they joined; they count from their first use on",
        "{count} Personen nutzten das System vor ihrem Eintritt laut Personalliste; sie zählen ab der ersten Nutzung",
    ),
    "without use": ("{count} people of the roster are nowhere in the export; they count as using nothing",
                    "{count} Personen der Liste kommen im Export nicht vor; sie zählen als ohne Nutzung"),
    "months without data": ("{count} months have no data at all and are unknown, not zero: {names}",
                            "{count} Monate haben gar keine Daten und gelten als unbekannt, nicht als null: {names}"),
    "formulas computed": ("{count} cells of the workbook are formulas; their last computed values are used",
                          "{count} Zellen der Mappe sind Formeln; ihre zuletzt berechneten Werte gelten"),
    "people left out": ("{count} people are in departments that the mapping leaves out",
                        "{count} Personen gehören zu Abteilungen, die die Zuordnung weglässt"),
    "only last use": (
        "the export gives last uses only: what is true of the last month is not known of those before",
        "der Export nennt nur letzte Nutzungen: Was im letzten Monat gilt, ist für frühere nicht bekannt",
    ),
    "no counts": (
        "the export has no counts: real use and bare minimum cannot be told apart",
        "der Export hat keine Anzahlen: echte Nutzung und Pflichteinträge lassen sich nicht unterscheiden",
    ),
}  # fmt: skip
_USED = (("used", "verwendet"), ("not used", "nicht verwendet"))
_ROWS = (("row {rows}", "rows {rows}"), ("Zeile {rows}", "Zeilen {rows}"))
_NO_MARK = ("only last use", "no counts", "months without data")


_ONE: dict[str, dict[str, str]] = {
    "en": {
        "rows have": "row has", "rows hold": "row holds", "rows name": "row names", "rows belong": "row belongs",
        "rows lie": "row lies", "rows are": "row is", "rows repeat": "row repeats", "people who are": "person who is",
        "they may have left": "who may have left", "ids agree": "id agrees", "people used": "person used",
        "they joined; they count from their first": "they joined and counts from the first",
        "people of the roster are": "person of the roster is", "they count as": "counts as",
        "months have no data at all and are": "month has no data at all and is", "cells": "cell",
        "people are": "person is",
    },
    "de": {
        "Zeilen haben": "Zeile hat", "Zeilen enthalten": "Zeile enthält", "Zeilen nennen": "Zeile nennt",
        "Zeilen gehören": "Zeile gehört", "Zeilen liegen": "Zeile liegt", "Zeilen bleiben": "Zeile bleibt",
        "Zeilen wiederholen": "Zeile wiederholt", "Kennungen stimmen": "Kennung stimmt",
        "Personen, die nicht in der Personalliste stehen": "Person, die nicht in der Personalliste steht",
        "Personen nutzten": "Person nutzte", "Personen der Liste kommen": "Person der Liste kommt",
        "sie zählen": "sie zählt", "Monate haben gar keine Daten und gelten": "Monat hat gar keine Daten und gilt",
        "Zellen der Mappe sind Formeln; ihre zuletzt berechneten Werte gelten":
            "Zelle der Mappe ist eine Formel; ihr zuletzt berechneter Wert gilt",
        "Personen gehören": "Person gehört",
    },
}  # fmt: skip
"""How a sentence goes on after the number one."""


def _of_one(text: str, lang: str) -> str:
    """Return a sentence with what follows the number one in the singular."""
    for several, one in _ONE[lang].items():
        text = re.sub(rf"(^|(?<=\s))1 {re.escape(several)}", f"1 {one}", text)
    if text.startswith("1 "):  # what refers back to it
        for several, one in _ONE[lang].items():
            text = text.replace(several, one) if several.startswith(("they", "sie")) else text
    return text


def problem_text(problem: Problem, lang: str) -> str:
    """Return a problem as one sentence: how many, what, which rows, and whether they are used."""
    german = lang == "de"
    names = "; ".join(in_words(each, lang) for each in problem.names[:8]) + (" …" if len(problem.names) > 8 else "")
    blanks = {"count": number(problem.count, lang), "people": number(problem.people, lang), "names": names}
    said = WORDS[problem.kind][german].format_map(blanks)
    if problem.count == 1 or problem.people == 1:
        said = _of_one(said, lang)  # before nouns alone are counted: verbs and what refers back go with them
    said = counted(said)
    marks = [] if problem.kind in _NO_MARK else [_USED[not problem.used][german]]
    if problem.rows:
        more = " …" if problem.count > len(problem.rows) else ""
        several = bool(more) or len(problem.rows) > 1
        marks.append(counted(_ROWS[german][several].format(rows=", ".join(map(str, problem.rows)) + more)))
    text = f"{said} ({'; '.join(marks)})." if marks else f"{said}."
    return text[0].upper() + text[1:]
