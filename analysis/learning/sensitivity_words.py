"""What a sensitivity analysis found, in sentences, in English and German."""

from __future__ import annotations

from ...model.plural import counted
from ..words.phrases import find
from .factors import Factor
from .study_runs import StudyRuns
from .uncertainty_words import label

# Groups that many use, in English and German; others stay as they are written.
_GROUPS = {
    "technology": ("Technology", "Technik"), "organisation": ("Organisation", "Organisation"),
    "people": ("People", "Menschen"), "behaviour": ("Behaviour", "Verhalten"), "prices": ("Prices", "Preise"),
    "money": ("Money", "Geld"), "market": ("Market", "Markt"), "programme": ("Programme", "Programm"),
}  # fmt: skip
# English, German.
_WORDS: dict[str, tuple[str, str]] = {
    "level": ("“{outcome}”", "„{outcome}“"),
    "difference": ("the change in “{outcome}”", "die Änderung von „{outcome}“"),
    "of": ("{outcome} of “{scenario}”", "{outcome} bei „{scenario}“"),
    "difference of": (
        "{outcome}: difference between “{scenario}” and “{against}”",
        "{outcome}: Unterschied zwischen „{scenario}“ und „{against}“",
    ),
    "below": (
        "{subject}, month {month}, {place}; study “{study}”, {points} design points, {runs} replicates each",
        "{subject}, Monat {month}, {place}; Studie „{study}“, {points} Punkte, je {runs} Wiederholungen",
    ),
    "title": ("{subject} depends most on {factors}", "{subject} hängt am meisten ab von {factors}"),
    "title open": (
        "{subject} depends most on {factors} (their order is open)",
        "{subject} hängt am meisten ab von {factors} (Reihenfolge offen)",
    ),
    "quoted": ("“{factor}”", "„{factor}“"),
    "sobol": (
        "“{factor}”: not knowing it explains {first} of the variance alone, and {total} together with others.",
        "„{factor}“: Dass das unbekannt ist, erklärt allein {first} der Varianz, mit anderen zusammen {total}.",
    ),
    "share": ("{value} ({low} to {high})", "{value} ({low} bis {high})"),
    "alone": (
        "Each alone, all factors explain {sum} of the variance; the rest comes about only where several go together.",
        "Jeder für sich erklären alle Faktoren {sum} der Varianz; der Rest entsteht erst, wo mehrere zusammenkommen.",
    ),
    "all alone": (
        "Each alone, the factors explain all of the variance; nothing is left for what several do together.",
        "Jeder für sich erklären die Faktoren die ganze Varianz; für ihr Zusammenwirken bleibt nichts.",
    ),
    "noise": (
        "Noise: shares above 100 % or below 0 % cannot be, so those of {factors} say only that the points are too few.",
        "Rauschen: Anteile über 100 % oder unter 0 % kann es nicht geben; die von {factors} sagen nur, dass es zu "
        "wenige Punkte sind.",
    ),
    "pair": (
        "The strongest interplay: “{factor}” with “{next}”, {share} of the variance",
        "Das stärkste Zusammenspiel: „{factor}“ mit „{next}“, {share} der Varianz",
    ),
    "no pair": (
        "No interplay of two factors can be told from zero",
        "Kein Zusammenspiel zweier Faktoren ist von null zu unterscheiden",
    ),
    "small": (
        "Hardly anything hangs on {factors} (in total below {limit} of the variance, interval included).",
        "Kaum etwas hängt ab von: {factors} (insgesamt unter {limit} der Varianz, einschließlich Intervall).",
    ),
    "open": (
        "{factor} and {next} cannot be told apart: their intervals overlap.",
        "{factor} und {next} sind nicht zu unterscheiden: Ihre Intervalle überschneiden sich.",
    ),
    "chance": (
        "Chance - people, network and luck - makes up {share} of the variance of single runs ({low} to {high}).",
        "Der Zufall - Personen, Kontakte, Glück - macht {share} der Varianz einzelner Läufe aus ({low} bis {high}).",
    ),
    "gain": (
        "The same chance at every point saves runs: with chance of its own at each, differences would take {gain} "
        "times as many.",
        "Derselbe Zufall an jedem Punkt spart Läufe: Mit eigenem Zufall an jedem bräuchten Unterschiede das "
        "{gain}-Fache.",
    ),
    "in means": (
        "Of the variance of the means over {runs} replicates, {share} is still chance, and total indices are too large "
        "by up to about that; more replicates help (--replications, --extend).",
        "Von der Varianz der Mittelwerte über {runs} Wiederholungen sind noch {share} Zufall; Gesamtindizes sind um "
        "bis zu etwa so viel zu groß. Mehr Wiederholungen helfen (--replications, --extend).",
    ),
    "settled": (
        "Settled: with half of the points (n = {half} instead of {n}) no index differs by more than {moved}.",
        "Gefestigt: Mit der Hälfte der Punkte (n = {half} statt {n}) weicht kein Index um mehr als {moved} ab.",
    ),
    "unsettled": (
        "Not settled: with half of the points (n = {half} instead of {n}) an index differs by {moved}.",
        "Nicht gefestigt: Mit der Hälfte der Punkte (n = {half} statt {n}) weicht ein Index um {moved} ab.",
    ),
    "few": (
        "With n = {n} nothing can be said about how settled this is.",
        "Mit n = {n} lässt sich nicht sagen, wie gefestigt das ist.",
    ),
    "double": (
        "Double n in the study file and run it again with --extend: only the new points are computed.",
        "n in der Studiendatei verdoppeln und sie mit --extend noch einmal starten: Nur die neuen Punkte werden "
        "gerechnet.",
    ),
    "morris": (
        "{factor} moves it most: by {effect} {unit} when it goes through its whole range, on average over the others.",
        "{factor} bewegt es am meisten: um {effect} {unit} über den ganzen Bereich, im Mittel über die anderen.",
    ),
    "morris small": (
        "Hardly anything hangs on {factors} (less than {limit} of that, interval included): they can be left as they "
        "are.",
        "Kaum etwas hängt ab von: {factors} (weniger als {limit} davon, einschließlich Intervall); das kann bleiben, "
        "wie es ist.",
    ),
    "steady": (
        "With half of the trajectories ({half} instead of {n}) none differs by more than {moved} of the strongest.",
        "Mit der Hälfte der Wege ({half} statt {n}) weicht kein Effekt um mehr als {moved} des stärksten ab.",
    ),
    "swing": (
        "{factor} alone moves it furthest from where the first scenario stands: by {low} to {high} {unit}.",
        "{factor} allein bewegt es am weitesten vom Stand des ersten Szenarios weg: um {low} bis {high} {unit}.",
    ),
    "one by one": (
        "One at a time shows nothing of what comes about when several change together; a saltelli design does.",
        "Eins nach dem anderen zeigt nicht, was entsteht, wenn sich mehreres zugleich ändert; das zeigt ein Plan der "
        "Art saltelli.",
    ),
}  # fmt: skip


def say(key: str, lang: str, **values: object) -> str:
    """Return a phrase with its blanks filled in, with a capital where a sentence begins."""
    text = counted(_WORDS[key][lang == "de"].format(**values))
    return text[:1].upper() + text[1:]


def factor_words(factor: Factor, lang: str) -> str:
    """Return a factor in words: an uncertainty's label, or the name of a group."""
    if factor.members == (factor.name,):
        return label(factor.name, lang)
    known = _GROUPS.get(factor.name)
    return known[lang == "de"] if known else factor.name.replace("_", " ")[:1].upper() + factor.name[1:]


def subject(runs: StudyRuns, lang: str) -> str:
    """Return the outcome of a scenario, or of the difference of two, in words."""
    values = {"outcome": find(runs.outcome).label(lang), "scenario": runs.title(lang)}
    if not runs.against:
        return say("of", lang, **values)
    return say("difference of", lang, against=runs.title(lang, runs.against), **values)
