"""What a fit says, in sentences: what the data tell, what they cannot, and how well they foretell; two languages."""

from __future__ import annotations

from ...model.plural import counted
from ...scenarios.core.scenario import Scenario
from ..words.phrases import join, number, percent
from .diagnosis import shown_departments
from .fitting import HELD_OUT, Fitted
from .unknowns import Unknown

TOLD, BARELY = 0.20, 0.05
"""Share of variance explained from which the data tell something of a number, and below which nothing (judgement)."""
FAR = 1.5
"""Distance from which no simulated company is like the real one (judgement)."""
SHORT, FEW = 6, 30
"""Months and people below which the data are called thin (judgement)."""
LABELS: dict[str, tuple[str, str]] = {
    "kpi_alignment": ("Shared goals", "Gemeinsame Ziele"),
    "sharing_reward": ("Rewarded sharing", "Belohntes Teilen"),
    "silo_strength": ("Silos", "Silos"),
    "sponsorship": ("Sponsorship", "Rückhalt der Geschäftsführung"),
    "supervisor_commitment": ("Line managers' commitment", "Einsatz der Vorgesetzten"),
    "monitoring": ("Monitoring", "Kontrolle"),
    "technology": ("How well the technology works", "Wie gut die Technik arbeitet"),
    "go_live_training": ("Go-live training", "Einführungsschulung"),
    "training": ("Recurring training", "Laufende Schulung"),
    "change_capacity": ("Room for change", "Raum für Veränderung"),
    "territoriality": ("Guarding one's territory", "Revierdenken"),
    "completeness": ("Complete records at the start", "Vollständige Daten am Anfang"),
    "resistance": ("Resistance", "Widerstand"),
}
_WORDS: dict[str, tuple[str, str]] = {
    "told": ("The history tells something of {names}.", "Die Vorgeschichte sagt etwas über {names}."),
    "nothing told": (
        "The history tells little of any single number; what can be decided rests on the ranges before the data.",
        "Die Vorgeschichte sagt über keine einzelne Zahl viel; was sich entscheiden lässt, ruht auf den Spannen davor.",
    ),
    "not told": (
        "The data cannot tell: {names}. Their intervals are those from before the data; if you know one, give it with "
        "--known.",
        "Nicht aus den Daten zu erkennen: {names}. Ihre Intervalle sind die vor den Daten; was Sie wissen, geben Sie "
        "mit --known an.",
    ),
    "together": (
        "{one} and {other} are known only together: {how}.",
        "{one} und {other} sind nur zusammen bekannt: {how}.",
    ),
    "one up": ("more of one with more of the other fits as well", "mehr vom einen mit mehr vom anderen passt genauso"),
    "one down": ("more of one with less of the other fits as well",
                 "mehr vom einen mit weniger vom anderen passt genauso"),
    "held out": (
        "Check: the last {h} months, foretold from those before, are missed by {error} points on average by "
        "department; carrying the month before them forward misses by {carried}. {covered} of them lie in the 90 % "
        "interval.",
        "Probe: Die letzten {h} Monate, aus denen davor vorhergesagt, werden je Abteilung im Mittel um {error} Punkte "
        "verfehlt; den Monat davor fortzuschreiben verfehlt sie um {carried}. {covered} liegen im 90-%-Intervall.",
    ),
    "worse": (
        "In this company carrying the last month forward would have been nearer: do not rely on the forecast.",
        "In diesem Unternehmen wäre Fortschreiben näher gewesen: Verlassen Sie sich nicht auf die Vorhersage.",
    ),
    "no check": (
        "The history is too short to keep months aside: the forecast is unchecked.",
        "Die Vorgeschichte ist zu kurz, um Monate zurückzuhalten: Die Vorhersage ist ungeprüft.",
    ),
    "ahead": (
        "If nothing changes, real use by the rule in {n} months: {low} to {high} (90 %), today {now}.",
        "Wenn sich nichts ändert, liegt die echte Nutzung nach der Regel in {n} Monaten bei {low} bis {high} (90 %), "
        "heute {now}.",
    ),
    "far": (
        "Warning: none of the simulated companies has a history like this one; the model lacks something that matters "
        "here, and the intervals are too narrow.",
        "Warnung: Keines der simulierten Unternehmen hat eine Vorgeschichte wie dieses; dem Modell fehlt etwas, das "
        "hier zählt, und die Intervalle sind zu eng.",
    ),
    "short": ("Warning: {n} months are few; most intervals stay wide.",
              "Warnung: {n} Monate sind wenig; die meisten Intervalle bleiben weit."),
    "few": ("Warning: {n} people are few; chance moves the shares of a department by ten points.",
            "Warnung: {n} Personen sind wenige; der Zufall bewegt die Anteile einer Abteilung um zehn Punkte."),
    "no counts": (
        "Warning: without counts the fit rests on whether features are used at all, not on how.",
        "Warnung: Ohne Anzahlen stützt sich die Anpassung darauf, ob Funktionen genutzt werden, nicht wie.",
    ),
    "late": ("Taken as gone live later, from their use: {names}.", "Nach ihrer Nutzung später eingeführt: {names}."),
    "month": ("{name} (month {month})", "{name} (Monat {month})"),
}  # fmt: skip


def say(key: str, lang: str, **values: object) -> str:
    """Return a phrase in a language."""
    return counted(_WORDS[key][lang == "de"].format(**values))


def label_of(unknown: Unknown, scenario: Scenario, lang: str) -> str:
    """Return an unknown in words, with its department."""
    words = LABELS[unknown.target.name][lang == "de"]
    departments = {each.name: each.label(lang) for each in scenario.company.organisation.departments}
    return f"{words} ({departments[unknown.department]})" if unknown.department in departments else words


def by_telling(found: Fitted) -> list[int]:
    """Return the numbers of the unknowns, those first of which the data tell most; none of a small department."""
    scenario = found.fit.scenario
    names = {scenario.company.organisation.names[d] for d in shown_departments(scenario)}
    order = sorted(range(len(found.unknowns)), key=lambda i: -float(found.explained[i]))
    return [i for i in order if not found.unknowns[i].department or found.unknowns[i].department in names]


def sentences(found: Fitted, lang: str) -> list[str]:
    """Return warnings, what the data tell and what not, the check on months kept aside, and the forecast."""
    return [*warnings(found, lang), *_told(found, lang), *_checked(found, lang), _ahead(found, lang)]


def warnings(found: Fitted, lang: str) -> list[str]:
    """Return what makes the fit unreliable, in words."""
    record, months = found.fit.provenance, found.fit.history
    said = []
    if found.distance > FAR:
        said.append(say("far", lang))
    if months < SHORT:
        said.append(say("short", lang, n=months))
    people = found.fit.scenario.company.organisation.headcount
    if people < FEW:
        said.append(say("few", lang, n=people))
    if not record.get("has_counts", True):
        said.append(say("no counts", lang))
    if late := record.get("gone_live_later"):
        labels = {each.name: each.label(lang) for each in found.fit.scenario.company.catalogue.features}
        names = [say("month", lang, name=labels[name], month=month + 1) for name, month in late.items()]
        said.append(say("late", lang, names=join(names, lang)))
    return said


def _told(found: Fitted, lang: str) -> list[str]:
    scenario = found.fit.scenario
    names = {i: label_of(found.unknowns[i], scenario, lang) for i in by_telling(found)}
    told = [name for i, name in names.items() if found.explained[i] >= TOLD]
    not_told = [name for i, name in names.items() if found.explained[i] < BARELY]
    said = [say("told", lang, names=join(told, lang)) if told else say("nothing told", lang)]
    if not_told:
        said.append(say("not told", lang, names=join(not_told, lang)))
    for one, other, correlation in [each for each in found.together if {each[0], each[1]} <= set(names)][:3]:
        how = say("one up" if correlation > 0.0 else "one down", lang)
        said.append(say("together", lang, one=names[one], other=names[other], how=how))
    return said


def _checked(found: Fitted, lang: str) -> list[str]:
    held = found.held_out
    if held is None:
        return [say("no check", lang)]
    said = say(
        "held out", lang, h=HELD_OUT, error=number(100.0 * held.error, lang, 1),
        carried=number(100.0 * held.error_carried, lang, 1), covered=percent(held.covered, lang),
    )  # fmt: skip
    return [said, *([say("worse", lang)] if held.error > held.error_carried else [])]


def _ahead(found: Fitted, lang: str) -> str:
    now, last = found.fit.history - 1, found.forecast.quantiles[:, -1, 0]
    words = {"low": percent(float(last[0]), lang), "high": percent(float(last[-1]), lang)}
    ahead = len(found.forecast.mean) - found.fit.history
    return say("ahead", lang, n=ahead, now=percent(float(found.seen[now, 0]), lang), **words)
