"""What is uncertain, in words and with its unit, in English and German."""

from __future__ import annotations

from functools import cache

from ...model.errors import InputError
from ...model.features import STANDARD_FEATURES
from ...model.plural import counted
from ...scenarios.studies.targets import Target, target_of
from ..words.phrases import number

# English (where the name is no word of everyday life) and German.
_LABELS: dict[str, tuple[str, str]] = {
    "kpi_alignment": ("Shared goals", "Gemeinsame Ziele"),
    "sharing_reward": ("Rewarded sharing", "Belohntes Teilen"),
    "silo_strength": ("Silos", "Silos"),
    "sponsorship": ("", "Rückhalt der Geschäftsführung"),
    "supervisor_commitment": ("Line managers' commitment", "Einsatz der Vorgesetzten"),
    "monitoring": ("", "Kontrolle"), "technology": ("", "Technik"), "usability": ("", "Bedienbarkeit"),
    "training": ("Recurring training", "Laufende Schulung"),
    "go_live_training": ("Go-live training", "Einführungsschulung"), "course": ("", "Kurs"),
    "champions": ("", "Key User"), "change_capacity": ("Room for change", "Raum für Veränderung"),
    "data_cleanup": ("Data clean-up", "Datenbereinigung"), "turnover": ("", "Fluktuation"),
    "resistance": ("", "Widerstand"), "leaving": ("People leaving", "Abgänge"),
    "territoriality": ("", "Revierdenken"), "manager_leaving": ("Managers leaving", "Abgänge von Vorgesetzten"),
    "completeness": ("Record completeness at the start", "Vollständigkeit der Daten am Anfang"),
    "starting_use": ("Real use at the start", "Echte Nutzung am Anfang"),
    "accuracy": ("Record accuracy at the start", "Richtigkeit der Daten am Anfang"),
    "ties_inside": ("Ties inside the department", "Kontakte in der Abteilung"),
    "ties_across": ("Ties across departments", "Kontakte über Abteilungen hinweg"),
    "rewiring": ("Ties that leap out of the team", "Kontakte aus dem Team hinaus"),
    "span_of_control": ("", "Leitungsspanne"), "people": ("Headcount", "Beschäftigte"),
    "seats": ("Licences", "Lizenzen"),
    "usefulness_weight": ("", "Gewicht des Nutzens"), "effort_weight": ("", "Gewicht des Aufwands"),
    "peer_weight": ("", "Gewicht der Kollegen"), "tipping_share": ("", "Kippanteil"),
    "pull_steepness": ("", "Schärfe des Gruppensogs"), "leadership_weight": ("", "Gewicht der Führung"),
    "kpi_weight": ("Weight of shared goals", "Gewicht gemeinsamer Ziele"),
    "territory_weight": ("", "Gewicht des Revierdenkens"), "visibility_weight": ("", "Gewicht der Sichtbarkeit"),
    "habit_bonus": ("", "Halt der Gewohnheit"), "comfort": ("Comfort of the old tools", "Bequemlichkeit des Alten"),
    "resistance_spread": ("", "Streuung des Widerstands"),
    "territoriality_spread": ("", "Streuung des Revierdenkens"), "attention": ("", "Aufmerksamkeit"),
    "capacity": ("Features looked at per month", "Funktionen je Monat, die man ansieht"),
    "habit_speed": ("", "Tempo der Gewöhnung"), "learning": ("", "Lernen"), "forgetting": ("", "Vergessen"),
    "novelty": ("", "Reiz des Neuen"), "novelty_months": ("", "Monate des Neuen"),
    "training_gain": ("", "Gewinn durch Schulung"), "starting_skill": ("", "Können am Anfang"),
    "newcomer_skill": ("Newcomers' skill", "Können der Neuen"), "staleness": ("", "Veralten der Daten"),
    "entry_rate": ("", "Tempo der Einträge"), "ai_data_threshold": ("AI data threshold", "Datenschwelle der KI"),
    "customers": ("Customers at the start", "Kunden am Anfang"), "margin": ("", "Marge"),
    "new_customer_share": ("", "Anteil neuer Kunden"), "base_churn": ("", "Üblicher Kundenverlust"),
    "fragmentation_effect": ("", "Wirkung der Zersplitterung"), "ai_effect": ("AI effect", "Wirkung der KI"),
    "hour_cost": ("Cost of an hour", "Kosten einer Stunde"), "hours_gained": ("", "Gewonnene Stunden"),
    "platform_cost": ("", "Kosten der Plattform"), "tooling_spend": ("Tooling", "Werkzeuge"),
    "align_kpis": ("Shared goals", "Gemeinsame Ziele"), "reward_sharing": ("", "Belohntes Teilen"),
    "break_silos": ("Tearing down silos", "Abbau der Silos"), "simplify": ("Simpler screens", "Einfachere Masken"),
    "executive_sponsor": ("", "Unterstützer in der Geschäftsführung"), "start": ("", "Beginn"), "end": ("", "Ende"),
    "strength": ("", "Stärke"), "ramp": ("Run-up", "Anlauf"), "usefulness": ("", "Nutzen"),
    "effort": ("", "Aufwand"), "data_need": ("Need for data", "Datenbedarf"), "reach": ("", "Reichweite"),
    "visibility": ("", "Sichtbarkeit"),
}  # fmt: skip
_PRICE = ("Price of {name}", "Preis: {name}")
_PROGRAMME = ("Intervention {place}: {name}", "Maßnahme {place}: {name}")
_MONTHS, _PEOPLE = ("months", "Monate"), ("people", "Personen")
_UNITS: dict[str, tuple[str, str]] = {
    "months": _MONTHS, "ties": ("colleagues", "Kollegen"), "people": _PEOPLE, "features": ("features", "Funktionen"),
    "customers": ("customers", "Kunden"), "colleagues": ("colleagues", "Kollegen"),
    "hours/month": ("hours a month", "Stunden im Monat"), "EUR/head": ("EUR per head", "EUR je Kopf"),
    "EUR/hour": ("EUR per hour", "EUR je Stunde"), "EUR/month": ("EUR per month", "EUR je Monat"),
    "share/month": ("per month", "je Monat"), "EUR/trainee": ("EUR per trainee", "EUR je Teilnehmer"),
    "EUR/trainee/month": ("EUR per trainee and month", "EUR je Teilnehmer und Monat"), "EUR": ("EUR", "EUR"),
    "EUR/customer/month": ("EUR per customer and month", "EUR je Kunde und Monat"),
    "EUR/head/month": ("EUR per head and month", "EUR je Kopf und Monat"),
    "EUR/champion/month": ("EUR per champion and month", "EUR je Key User und Monat"),
    "EUR/champion": ("EUR per champion", "EUR je Key User"),
    "EUR/manager/month": ("EUR per manager and month", "EUR je Vorgesetztem und Monat"),
}  # fmt: skip


@cache
def _target(name: str) -> Target | None:
    try:
        return target_of(name)
    except InputError:
        return None


def label(name: str, lang: str) -> str:
    """Return an uncertainty's name in words; one that is no path of a parameter stays as it is."""
    if (target := _target(name)) is None:
        return name
    german = lang == "de"
    english, translated = _LABELS.get(target.name, ("", ""))
    words = translated if german and translated else english or target.name.replace("_", " ").capitalize()
    if target.group == "prices":
        return counted(_PRICE[german].format(name=words if german else words[0].lower() + words[1:]))
    if target.group == "interventions":
        return counted(_PROGRAMME[german].format(place=target.place, name=words if german else words.lower()))
    return f"{_place(target, lang)}: {words}" if target.place else words


def _place(target: Target, lang: str) -> str:
    """Return the name of a department or feature."""
    known = {each.name: each.label(lang) for each in STANDARD_FEATURES} if target.group == "feature" else {}
    return known.get(target.place, target.place.replace("_", " ").capitalize())


def unit(name: str, lang: str) -> str:
    """Return the unit in words, empty for shares and plain weights."""
    target = _target(name)
    if target is None:
        return ""
    if target.declaration is not None:
        return _UNITS.get(target.declaration.unit, ("", ""))[lang == "de"]
    if target.group == "counts":
        return _PEOPLE[lang == "de"] if target.name == "people" else ""
    return _MONTHS[lang == "de"] if target.step else ""


def named(name: str, lang: str) -> str:
    """Return an uncertainty in words, with its unit in brackets, as beside an axis."""
    measured = unit(name, lang)
    return f"{label(name, lang)} ({measured})" if measured else label(name, lang)


def plausible(name: str) -> tuple[float, float] | None:
    """Return the range in which sweeps look, where one is known."""
    target = _target(name)
    return target.plausible if target else None


def _is_share(name: str) -> bool:
    target = _target(name)
    if target is None:
        return False
    declared = target.declaration
    return declared.unit.startswith("share") if declared else target.name == "strength"


def plain(name: str, value: float, lang: str, spread: float) -> str:
    """Return a value without its unit but the percent sign, to about a hundredth of its range."""
    share = _is_share(name)
    factor = 100.0 if share else 1.0
    target = _target(name)
    whole = target is not None and target.step >= 1.0
    digits = 0 if whole else next((d for d in range(4) if abs(spread) * factor >= 50.0 / 10.0**d), 4)
    return number(value * factor, lang, digits) + (" %" if share else "")


def written(name: str, value: float, lang: str, spread: float) -> str:
    """Return a value with its unit, to about a hundredth of the range ``spread``."""
    return " ".join(part for part in (plain(name, value, lang, spread), unit(name, lang)) if part)
