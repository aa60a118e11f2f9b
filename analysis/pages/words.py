"""Words of the pages, in English and German."""

from __future__ import annotations

from ...model.plural import counted

# English, German.
WORDS: dict[str, tuple[str, str]] = {
    "name": ("How a company takes up its CRM", "Wie ein Unternehmen sein CRM annimmt"),
    "month": ("Month {month} of {months}", "Monat {month} von {months}"),
    "go-live": ("Go-live, before the first of {months} months", "Inbetriebnahme, vor dem ersten von {months} Monaten"),
    "at go-live": (
        "Nobody works with the CRM yet. Press play (▶) to let the months pass, or Step for one month.",
        "Noch arbeitet niemand mit dem CRM. Mit ▶ vergehen die Monate, mit Step ein einzelner. Die Knöpfe sind die von "
        "Mesa, daher auf Englisch, auf schmalen Bildschirmen hinter ☰; ganz auf Deutsch ist crm-adoption present.",
    ),
    "this month": (
        "{active} of people opened the CRM this month; {deep} of tasks are really done in it, {minimum} get only an "
        "entry for the boss.",
        "{active} öffneten das CRM in diesem Monat; {deep} der Aufgaben werden wirklich darin erledigt, "
        "{minimum} nur für den Chef eingetragen.",
    ),
    "changed": (
        "Settings have been changed. Press Reset to start with them; what is shown still has the old ones.",
        "Einstellungen wurden geändert. Mit Reset beginnt der Lauf mit ihnen; gezeigt werden noch die alten.",
    ),
    "refused": ("These settings do not work: {problem}", "Mit diesen Einstellungen geht es nicht: {problem}"),
    "company": ("The company", "Das Unternehmen"),
    "uses": ("Who uses what", "Wer nutzt was"),
    "uses title": (
        "Share of people in real use, by feature and department",
        "Anteil der Personen in echter Nutzung, nach Funktion und Abteilung",
    ),
    "departments": ("Departments", "Abteilungen"),
    "meaning": ("What is shown", "Was gezeigt wird"),
    "people title": ("Who works how", "Wer arbeitet wie"),
    "curves title": ("Opened and really used", "Geöffnet und wirklich genutzt"),
    "departments title": ("Real use by department", "Echte Nutzung nach Abteilung"),
    "scenario": ("Scenario", "Szenario"),
    "people": ("People: {value}", "Personen: {value}"),
    "replicate": ("Company drawn by lot: no. {value}", "Ausgelostes Unternehmen: Nr. {value}"),
    "kpi_alignment": ("Goals shared across departments: {value}", "Gemeinsame Ziele der Abteilungen: {value}"),
    "sponsorship": ("Top management behind the CRM: {value}", "Rückhalt der Geschäftsleitung: {value}"),
    "supervisor_commitment": ("Line managers ask for real use: {value}", "Vorgesetzte fordern echte Nutzung: {value}"),
    "silo_strength": ("How closed departments are: {value}", "Abschottung der Abteilungen: {value}"),
    "monitoring": ("How closely entries are watched: {value}", "Kontrolle der Einträge: {value}"),
    "training": ("Recurring training: {value}", "Laufende Schulung: {value}"),
    "change_capacity": ("Attention left for change: {value}", "Freiraum für Veränderung: {value}"),
    "attention": (
        "Chance to think anew about a feature: {value} a month",
        "Neues Nachdenken über eine Funktion: {value} im Monat",
    ),
    "levers": (
        "Levers hold where they stand in all departments at the start; the scenario’s programme comes on top.",
        "Hebel gelten als Ausgangsstand in allen Abteilungen; das Programm des Szenarios kommt hinzu.",
    ),
    "one run": (
        "One company is simulated here, drawn by lot. Whether a programme helps is a question to many companies: "
        "crm-adoption compare.",
        "Hier wird ein ausgelostes Unternehmen simuliert. Ob ein Programm hilft, ist eine Frage an viele Unternehmen: "
        "crm-adoption compare --lang de.",
    ),
    "model": (
        "All people and figures are simulated. What is assumed stands in docs/odd.md, each number with its source in "
        "docs/parameters.md.",
        "Alle Personen und Zahlen sind simuliert. Die Annahmen stehen in docs/odd.md, jede Zahl mit Quelle in "
        "docs/parameters.md.",
    ),
}  # fmt: skip


def say(key: str, lang: str, **values: object) -> str:
    """Return a sentence in English or German."""
    return counted(WORDS[key][lang == "de"].format(**values))
