"""Words of documents, in English and German, and dates as people write them."""

from __future__ import annotations

from datetime import datetime

from ...model.plural import counted

# English, German.
WORDS: dict[str, tuple[str, str]] = {
    "contents": ("Contents", "Inhalt"),
    "swipe": ("Swipe sideways →", "Seitlich schieben →"),
    "again": ("How to make this again", "So entsteht dieses Dokument noch einmal"),
    "made": (
        "Made by crm-adoption {version} on {date}. All people and figures are simulated.",
        "Erstellt mit crm-adoption {version} am {date}. Alle Personen und Zahlen sind simuliert.",
    ),
    "what": ("What", "Was"),
    "value": ("Value", "Wert"),
    "command": ("Command", "Befehl"),
    "created": ("Made on", "Erstellt am"),
    "version": ("Version", "Version"),
    "sources": ("Fingerprint of the model’s sources", "Fingerabdruck der Modellquellen"),
    "git": ("State of the sources", "Stand der Quellen"),
    "changed": ("with uncommitted changes", "mit nicht eingetragenen Änderungen"),
    "fingerprint": ("Fingerprint of the scenarios", "Fingerabdruck der Szenarien"),
    "seed": ("Seed", "Startwert des Zufalls"),
    "replications": ("Companies simulated per scenario", "Simulierte Unternehmen je Szenario"),
    "behaviour": ("Behavioural parameters", "Verhaltensparameter"),
    "default set": ("default set", "voreingestellt"),
    "changed in": ("changed in {names}", "geändert in {names}"),
    "python": ("Python and libraries", "Python und Bibliotheken"),
    "platform": ("Computer", "Rechner"),
}  # fmt: skip
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def say(key: str, lang: str, **values: object) -> str:
    """Return a phrase in a language, with its blanks filled in."""
    return counted(WORDS[key][lang == "de"].format(**values))


def date(moment: datetime, lang: str) -> str:
    """Return a day as people write it: 25 November 2026 in English, 25.11.2026 in German."""
    return f"{moment:%d.%m.%Y}" if lang == "de" else f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"
