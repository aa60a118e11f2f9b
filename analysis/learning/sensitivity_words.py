"""What a sensitivity analysis found, in sentences, in English and German."""

from __future__ import annotations

import math

from ...model.plural import counted
from ...scenarios.ground.adding import added
from ..base.least_sizes import by_luck
from ..figures.words import Measure, measure
from ..words.phrases import find, join, number, percent
from .chance import Chance
from .discovery_words import place_words
from .elementary_effects import ElementaryEffects
from .factors import Estimate, Factor
from .sensitivity import Sensitivity
from .sobol_indices import SobolIndices
from .study_runs import StudyRuns
from .swings import Swings
from .uncertainty_words import label

SMALL = 0.05
"""Factors whose share stays below this, interval included, hardly matter (judgement, as is usual in screening)."""
MUCH_CHANCE = 0.05
"""More chance than this in the means is warned of (judgement)."""

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


def below(sensitivity: Sensitivity, lang: str) -> str:
    """Return what a figure or table is about: outcome, month, place, study."""
    runs = sensitivity.runs
    return say(
        "below", lang, subject=subject(runs, lang), month=runs.month, place=place_words(runs, lang), study=runs.study,
        points=number(len(runs.points), lang), runs=number(runs.replications, lang),
    )  # fmt: skip


def ranked(sensitivity: Sensitivity) -> list[tuple[Factor, Estimate | None]]:
    """Return the factors, the one that matters most first, with the estimate by which they are ordered."""
    found = sensitivity.found
    if isinstance(found, SobolIndices):
        return [(found.factors[k], found.total[k]) for k in found.order]
    if isinstance(found, ElementaryEffects):
        return [(found.factors[k], found.effects[k].strength) for k in found.order]
    return [(Factor(found.swings[k].name, (found.swings[k].name,)), None) for k in found.order]


def _tied(sensitivity: Sensitivity) -> bool:
    """Whether the first two factors cannot be told apart."""
    (_, one), *rest = ranked(sensitivity)
    other = rest[0][1] if rest else None
    return one is not None and other is not None and not other.most <= one.low


def headline(sensitivity: Sensitivity, lang: str) -> str:
    """Return the finding in one line, as the title of a figure."""
    runs, tied = sensitivity.runs, _tied(sensitivity)
    names = [factor_words(factor, lang) for factor, _ in ranked(sensitivity)[: 1 + tied]]
    values = {"outcome": find(runs.outcome).label(lang), "scenario": runs.title(lang)}
    return say(
        "title open" if tied else "title", lang, subject=say("difference" if runs.against else "level", lang, **values),
        factors=join([say("quoted", lang, factor=name) for name in names], lang),
    )  # fmt: skip


def in_units(sensitivity: Sensitivity, values: list[float], lang: str) -> Measure:
    """Choose how effects on the outcome are written."""
    return measure(find(sensitivity.runs.outcome).unit, values, lang, difference=True)


def sentences(sensitivity: Sensitivity, lang: str) -> list[str]:
    """Return what was found, what does not matter, what chance does, and whether the points are enough."""
    found, luck = sensitivity.found, by_luck(sensitivity.runs.replications, lang)
    few = [luck] if luck else []
    if isinstance(found, SobolIndices):
        advice = [] if found.settled else [say("double", lang)]
        return [*_sobol(found, lang), *few, *_by_chance(found.chance, lang), settling(found, lang), *advice]
    if isinstance(found, ElementaryEffects):
        return [
            *_morris(sensitivity, found, lang),
            *few,
            *_by_chance(found.chance, lang)[:2],
            *_steadiness(found, lang),
        ]
    return [_swing(sensitivity, found, lang), *few, say("one by one", lang)]


def share_words(share: Estimate, lang: str) -> str:
    """Return a share in percent with its interval."""
    value, low, high = (percent(each, lang) for each in (share.value, share.low, share.high))
    if math.isnan(share.low):
        return value
    return say("share", lang, value=value, low=low, high=high)


def _sobol(found: SobolIndices, lang: str) -> list[str]:
    top, *rest = found.order
    names = [factor_words(each, lang) for each in found.factors]
    first, total = (share_words(of[top], lang) for of in (found.first, found.total))
    texts = [say("sobol", lang, factor=names[top], first=first, total=total)]
    if rest and not found.total[rest[0]].most <= found.total[top].low:
        texts.append(say("open", lang, factor=names[top], next=names[rest[0]]))
    alone = added(each.value for each in found.first)
    if found.noise:
        texts.append(
            say("noise", lang, factors=join([say("quoted", lang, factor=names[k]) for k in found.noise], lang))
        )
    elif alone <= 1.0 + SMALL:  # shares of one whole: more than all of it is noise too
        texts.append(say("alone" if alone < 0.995 else "all alone", lang, sum=percent(alone, lang)))
    if found.second:
        texts.append(f"{interplay(found, lang)}.")
    if small := [names[k] for k in found.order if found.total[k].most < SMALL]:
        texts.append(say("small", lang, factors=join(small, lang), limit=percent(SMALL, lang)))
    return texts


def interplay(found: SobolIndices, lang: str) -> str:
    """Return the strongest interplay of two factors, or that none can be told from zero."""
    names = [factor_words(each, lang) for each in found.factors]
    clear = [pair for pair in found.second if found.stands_out(pair)]
    if not clear:
        return say("no pair", lang)
    one, other = max(clear, key=lambda pair: found.second[pair].value)
    share = share_words(found.second[one, other], lang)
    return say("pair", lang, factor=names[one], next=names[other], share=share)


def _by_chance(chance: Chance | None, lang: str) -> list[str]:
    if chance is None:
        return []
    share = {key: percent(getattr(chance.share, name), lang) for key, name in (("share", "value"), ("low", "low"))}
    texts = [say("chance", lang, high=percent(chance.share.high, lang), **share)]
    if chance.gain < 1000.0:  # False for NaN
        texts.append(say("gain", lang, gain=number(chance.gain, lang, 1)))
    if chance.in_means > MUCH_CHANCE:
        texts.append(say("in means", lang, runs=chance.replications, share=percent(chance.in_means, lang)))
    return texts


def settling(found: SobolIndices, lang: str) -> str:
    """Return whether the points are enough: how far indices moved when they were last doubled."""
    if found.moved is None:
        return say("few", lang, n=found.n)
    key = "settled" if found.settled else "unsettled"
    half, n = number(found.n // 2, lang), number(found.n, lang)
    return say(key, lang, half=half, n=n, moved=number(found.moved, lang, 2))


def _morris(sensitivity: Sensitivity, found: ElementaryEffects, lang: str) -> list[str]:
    strengths = [each.strength for each in found.effects]
    names, top = [factor_words(each, lang) for each in found.factors], found.order[0]
    words = in_units(sensitivity, [each.value for each in strengths], lang)
    effect = words.plain(strengths[top].value).lstrip("+")
    texts = [say("morris", lang, factor=names[top], effect=effect, unit=words.unit)]
    if len(names) > 1 and not strengths[found.order[1]].most <= strengths[top].low:
        texts.append(say("open", lang, factor=names[top], next=names[found.order[1]]))
    limit = SMALL * strengths[top].value
    if small := [names[k] for k in found.order if strengths[k].most < limit]:
        texts.append(say("morris small", lang, factors=join(small, lang), limit=percent(SMALL, lang)))
    return texts


def _steadiness(found: ElementaryEffects, lang: str) -> list[str]:
    if found.moved is None:
        return []
    return [say("steady", lang, half=found.n // 2, n=found.n, moved=percent(found.moved, lang))]


def _swing(sensitivity: Sensitivity, found: Swings, lang: str) -> str:
    widest = found.swings[found.order[0]]
    ends = [min(widest.low.change.value, 0.0), max(widest.high.change.value, 0.0)]
    words = in_units(sensitivity, ends, lang)
    low, high = (words.plain(each) for each in ends)
    return say("swing", lang, factor=label(widest.name, lang), low=low, high=high, unit=words.unit)
