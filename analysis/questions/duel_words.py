"""Words of the duel, in English and German."""

from __future__ import annotations

import math

from ...model.plural import counted
from ..base.least_sizes import enough, too_few
from ..words.phrases import number, percent
from .duel_result import DuelResult

WORDS = {
    "en": {
        "ahead": "“{leader}” is ahead of “{other}” in month {month}: {share} of both companies’ customers, having "
        "begun with {start} (95 % confidence interval of the mean {low} to {high}).",
        "draw": "“{a}” and “{b}” cannot be told apart in month {month}: “{a}” holds {share} of both companies’ "
        "customers, having begun with {start} (95 % confidence interval of the mean {low} to {high}).",
        "luck": "With the same people and luck in both companies, “{leader}” is ahead in {same} of {n} pairs; with "
        "people and luck of their own in {own}, and its share then lies between {low} and {high} in nine pairs in ten.",
        "why": "Customers feel less of “{less}”’s departments working apart: fragmentation {fragmentation}, against "
        "{others}. Since the start {to} customers went over to it, {back} the other way.",
        "sets": "Over {n} parameter sets that the evidence leaves (ensemble “{name}”), “{leader}” ends ahead in "
        "{share}.",
        "all": "The ensemble “all” was accepted on effects of programmes too, so this is partly put in.",
        "put in": "Put in: whoever is less fragmented keeps more customers, and those who leave prefer it (judgement, "
        "parameter rival_preference). Found: which company that is, how soon and by how much.",
        "month": "Month", "share": "Market share of “{name}”", "interval": "95 % interval of the mean",
        "range": "Range, own luck", "customers": "Customers of “{name}”", "p": "Ahead, own luck",
        "head": "{a} against {b}: {n} simulated pairs of companies, seed {seed}.",
        "running": "Simulating companies", "files": "Results are in {folder}",
        "title ahead": "“{leader}” wins customers from “{other}” and holds {share} after {months} months",
        "title draw": "Neither “{a}” nor “{b}” gets clearly ahead within {months} months",
        "subtitle": "Share of both companies’ customers, and customers of each",
        "upper": "Market share gained since the start", "lower": "Customers",
        "bands": "Bands of shares: 90 % of pairs in which each company has its own people and luck; of customers: 95 % "
        "confidence interval of the mean, n = {n} pairs of companies simulated",
        "bands one": "n = 1 pair of companies simulated: no interval possible",
        "dashed": "Dashed: the same company if those it loses leave both companies and none come over",
    },
    "de": {
        "ahead": "„{leader}“ liegt in Monat {month} vor „{other}“: {share} der Kunden beider Unternehmen, zu Beginn "
        "{start} (95-%-Intervall des Mittelwerts {low} bis {high}).",
        "draw": "„{a}“ und „{b}“ sind in Monat {month} nicht zu unterscheiden: „{a}“ hat {share} der Kunden beider "
        "Unternehmen, zu Beginn {start} (95-%-Intervall des Mittelwerts {low} bis {high}).",
        "luck": "Mit denselben Menschen und demselben Zufall in beiden Unternehmen liegt „{leader}“ in {same} von {n} "
        "Paaren vorn; mit je eigenen Menschen und eigenem Zufall in {own}, und sein Anteil liegt dann in neun von zehn "
        "Paaren zwischen {low} und {high}.",
        "why": "Von „{less}“ spüren Kunden weniger, dass Abteilungen getrennt arbeiten: Zersplitterung "
        "{fragmentation}, beim anderen {others}. Seit Beginn wechselten {to} Kunden dorthin, {back} in die "
        "andere Richtung.",
        "sets": "Über {n} Parametersätze, die die Belege übrig lassen (Ensemble „{name}“), liegt „{leader}“ am Ende in "
        "{share} vorn.",
        "all": "Das Ensemble „all“ wurde auch an Wirkungen von Programmen angenommen; das ist also teils "
        "hineingesteckt.",
        "put in": "Hineingesteckt: Wer weniger zersplittert ist, behält mehr Kunden, und wer geht, zieht ihn vor "
        "(Setzung, Parameter rival_preference). Gefunden: welches Unternehmen das ist, wie bald und wie sehr.",
        "month": "Monat", "share": "Marktanteil von „{name}“", "interval": "95-%-Intervall des Mittelwerts",
        "range": "Spanne, eigener Zufall", "customers": "Kunden von „{name}“", "p": "Vorn, eigener Zufall",
        "head": "{a} gegen {b}: {n} simulierte Paare von Unternehmen, Startwert {seed}.",
        "running": "Unternehmen werden simuliert", "files": "Die Ergebnisse liegen in {folder}",
        "title ahead": "„{leader}“ gewinnt „{other}“ Kunden ab und hat nach {months} Monaten {share}",
        "title draw": "Weder „{a}“ noch „{b}“ liegt nach {months} Monaten klar vorn",
        "subtitle": "Anteil an den Kunden beider Unternehmen, und Kunden von jedem",
        "upper": "Seit Beginn gewonnener Marktanteil", "lower": "Kunden",
        "bands": "Bänder der Anteile: 90 % der Paare, in denen jedes Unternehmen eigene Menschen und eigenen Zufall "
        "hat; der Kunden: 95-%-Intervall des Mittelwerts, n = {n} Paare simulierter Unternehmen",
        "bands one": "n = 1 Paar simulierter Unternehmen: kein Intervall möglich",
        "dashed": "Gestrichelt: dasselbe Unternehmen, wenn Verlorene beide verlassen und niemand herüberkommt",
    },
}  # fmt: skip


def _digits(low: float, high: float) -> int:
    """Return the decimal places in percent at which an interval's ends differ."""
    return next((n for n in (1, 2, 3) if round(100.0 * low, n) != round(100.0 * high, n)), 1)


def odds(share: float, lang: str) -> str:
    """Return a share of pairs in percent, never rounded to none or all."""
    if 0.0 < share < 0.01:
        return f"< {percent(0.01, lang)}"
    return f"> {percent(0.99, lang)}" if 0.99 < share < 1.0 else percent(share, lang)


def shares(values: tuple[float, ...], lang: str) -> list[str]:
    """Return shares with as many decimal places as tell the last two apart."""
    known = not math.isnan(values[-1])
    digits = _digits(values[-2], values[-1]) if known else 1
    return [percent(value, lang, digits) for value in values]


def answer(duel: DuelResult, lang: str) -> list[str]:
    """Return who is ahead at the end, by how much, how surely and why, in sentences."""
    words, month, leader = WORDS[lang], duel.months, duel.leader
    first = leader or 0
    names = {"leader": duel.label(first, lang), "other": duel.label(1 - first, lang)}
    names |= {"a": duel.label(0, lang), "b": duel.label(1, lang)}
    last, n = duel.share(month, first), duel.programmes[0].replications
    share, low, high = shares((last.mean, last.ci_low, last.ci_high), lang)
    start = percent(duel.start if first == 0 else 1.0 - duel.start, lang, 1)
    if not enough("verdict", n):
        return [too_few(n, "pairs", lang), *_over_sets(duel, first, names, lang), words["put in"]]
    kind = "draw" if leader is None else "ahead"
    said = [counted(words[kind].format(month=month, share=share, start=start, low=low, high=high, **names))]
    limits = {"low": percent(last.low, lang, 1), "high": percent(last.high, lang, 1)}
    often = {"same": odds(last.ahead, lang), "own": odds(last.ahead_own_luck, lang)}
    said.append(counted(words["luck"].format(n=number(n, lang), **often, **limits, **names)))
    if leader is not None:
        said.append(_why(duel, leader, lang))
    return [*said, *_over_sets(duel, first, names, lang), words["put in"]]


def _over_sets(duel: DuelResult, first: int, names: dict[str, str], lang: str) -> list[str]:
    """Return in how many parameter sets a company ends ahead, if an ensemble was given."""
    if duel.ensemble is None:
        return []
    sets, words = len(duel.ensemble.members), WORDS[lang]
    if not enough("share", sets):
        return [too_few(sets, "sets", lang)]
    often = {"share": odds(duel.sets_ahead(first), lang), "n": number(sets, lang)}
    said = [counted(words["sets"].format(name=duel.ensemble.name, **often, **names))]
    return [*said, words["all"]] if duel.ensemble.target == "all" else said


def _why(duel: DuelResult, leader: int, lang: str) -> str:
    felt = [float(each.of("fragmentation")[:, -1].mean()) for each in duel.alone]
    gone = duel.customers.gone_over.sum(axis=1).mean(axis=0)
    less = leader if felt[leader] <= felt[1 - leader] else 1 - leader
    return counted(WORDS[lang]["why"].format(
        less=duel.label(less, lang), fragmentation=number(felt[less], lang, 3), others=number(felt[1 - less], lang, 3),
        to=number(float(gone[1 - less]), lang), back=number(float(gone[less]), lang),
    ))  # fmt: skip
