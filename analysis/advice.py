"""The answer in words: what is ahead, at what price it would not be, and what is not known."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ..model.outcomes import OUTCOME
from .words import change, euro, join, level, number, percent, unit_of_change

if TYPE_CHECKING:
    from .comparison import Comparison

SURE = 0.80
"""An order of programmes that holds in fewer price draws than this share is called open."""

_TEXT = {
    "en": {
        "one_pair": "With a single pair there is no interval, so nothing can be said; use at least 30 replications.",
        "none": "After {month} months no programme is better than “{baseline}” in “{outcome}”; on these figures, spend nothing.",
        "unclear": "After {month} months no programme is clearly better than “{baseline}” in “{outcome}”: cannot tell.",
        "ahead": "After {month} months “{best}” comes out best in “{outcome}”: {level} against {base} with “{baseline}” "
        "({difference} {unit}, 95 % CI {low} to {high}, {n} pairs).",
        "near": "It cannot be told apart from {near}.",
        "direction": "“{outcome}” is neither good nor bad in itself, so no programme is called best.",
        "budget": "The programmes do not spend the same within {months} months ({costs}), so differences are partly bought; compare at equal budget.",
        "price": "At the same spending “{best}” stays ahead of “{rival}” unless its programmes cost more than "
        "{ratio} times the assumed prices (95 % CI {low} to {high}).",
        "always": "Even at {dearest} times the assumed prices “{best}” stays ahead of “{rival}”.",
        "range": "Over the stated price ranges it is ahead of “{rival}” in {share} of cases{verdict}.",
        "open": " - which of the two is better cannot be told without knowing one's own prices",
        "open_sets": " - which of the two is better cannot be told from this",
        "late": "In net value “{best}” catches up with “{baseline}” in month {payback} (median of pairs; {share} of pairs within {months} months).",
        "never": "In net value “{best}” does not catch up with “{baseline}” within {months} months in most pairs ({share} do).",
        "limits": "Limits: intervals cover chance between companies only, at one set of behavioural parameters. How strongly "
        "goals, sharing and tooling act, and what they cost, is judgement put into the model (see docs), not measured.",
        "sets": "Behaviour: in {share} of the {n} parameter sets of the ensemble “{ensemble}” it is ahead of “{rival}” at the assumed prices, "
        "in {joint} when prices are drawn too{verdict}.",
        "set_limits": "Limits: the intervals in the tables cover chance between companies at the default behaviour; the shares over the ensemble “{ensemble}” "
        "cover what the evidence leaves open about behaviour. {kind} How strongly goals, sharing and tooling act at full strength, and what they cost, "
        "is judgement put into the model (see docs), not measured.",
        "evidence": "No band on an intervention was used to accept these sets.",
        "all": "These sets were also accepted on bands about interventions, so which programme wins is partly put in; see --ensemble evidence.",
        "companies": "The companies compared differ in more than their programmes; differences include that.",
    },
    "de": {
        "one_pair": "Aus einem einzigen Paar folgt kein Intervall, also nichts; nötig sind mindestens 30 Wiederholungen.",
        "none": "Nach {month} Monaten ist kein Programm besser als „{baseline}“ bei „{outcome}“; nach diesen Zahlen lohnt keine Ausgabe.",
        "unclear": "Nach {month} Monaten ist kein Programm bei „{outcome}“ eindeutig besser als „{baseline}“: nicht entscheidbar.",
        "ahead": "Nach {month} Monaten liegt „{best}“ bei „{outcome}“ vorn: {level} gegenüber {base} bei „{baseline}“ "
        "({difference} {unit}, 95-%-KI {low} bis {high}, {n} Paare).",
        "near": "Nicht davon zu unterscheiden: {near}.",
        "direction": "„{outcome}“ ist für sich weder gut noch schlecht; daher heißt kein Programm das beste.",
        "budget": "Die Programme kosten innerhalb von {months} Monaten nicht gleich viel ({costs}); Unterschiede sind zum Teil gekauft. "
        "Aussagekräftig ist der Vergleich bei gleichem Budget.",
        "price": "Bei gleichen Ausgaben bleibt „{best}“ vor „{rival}“, solange seine Maßnahmen nicht mehr als das "
        "{ratio}-Fache der angenommenen Preise kosten (95-%-KI {low} bis {high}).",
        "always": "Selbst beim {dearest}-Fachen der angenommenen Preise bleibt „{best}“ vor „{rival}“.",
        "range": "Über die angegebenen Preisspannen liegt es in {share} der Fälle vor „{rival}“{verdict}.",
        "open": " – was besser ist, lässt sich ohne die eigenen Preise nicht sagen",
        "open_sets": " – welches von beiden besser ist, lässt sich daraus nicht sagen",
        "late": "Im Nettowert holt „{best}“ den Fall „{baseline}“ in Monat {payback} ein (Median der Paare; {share} der Paare innerhalb von {months} Monaten).",
        "never": "Im Nettowert holt „{best}“ den Fall „{baseline}“ innerhalb von {months} Monaten meist nicht ein ({share} der Paare).",
        "limits": "Grenzen: Die Intervalle umfassen nur den Zufall zwischen Unternehmen bei einem Satz von Verhaltensparametern. Wie stark "
        "Ziele, Teilen und Technik wirken und was sie kosten, ist ins Modell gestecktes Urteil (siehe Dokumentation), nicht gemessen.",
        "sets": "Verhalten: In {share} der {n} Parametersätze des Ensembles „{ensemble}“ liegt es bei den angenommenen Preisen vor „{rival}“, "
        "in {joint}, wenn auch die Preise gezogen werden{verdict}.",
        "set_limits": "Grenzen: Die Intervalle der Tabellen umfassen den Zufall zwischen Unternehmen beim voreingestellten Verhalten; die Anteile über das Ensemble "
        "„{ensemble}“ umfassen, was die Befunde am Verhalten offen lassen. {kind} Wie stark Ziele, Teilen und Technik in voller Stärke wirken und was sie "
        "kosten, ist ins Modell gestecktes Urteil (siehe Dokumentation), nicht gemessen.",
        "evidence": "Kein Band über eine Maßnahme wurde verwendet, um diese Sätze anzunehmen.",
        "all": "Diese Sätze wurden auch an Bändern über Maßnahmen angenommen; welches Programm gewinnt, ist daher zum Teil hineingesteckt (siehe --ensemble evidence).",
        "companies": "Die verglichenen Unternehmen unterscheiden sich nicht nur im Programm; die Unterschiede enthalten das.",
    },
}  # fmt: skip


def _names(comparison: Comparison, names: list[str], lang: str) -> str:
    quotes = "„{}“" if lang == "de" else "“{}”"
    return join([quotes.format(comparison.programme(name).label(lang)) for name in names], lang)


def _winner(comparison: Comparison, lang: str) -> list[str]:
    """Return what is best, or why nothing can be called so."""
    text, main = _TEXT[lang], OUTCOME[comparison.main]
    words = {
        "month": comparison.month,
        "baseline": comparison.baseline.label(lang),
        "outcome": main.label(lang),
        "best": comparison.programme(comparison.best).label(lang),
    }
    if comparison.baseline.replications < 2:
        return [text["one_pair"]]
    if main.direction == 0:
        return [text["direction"].format(**words)]
    if comparison.best == comparison.baseline.name:
        return [text["unclear" if comparison.indistinguishable else "none"].format(**words)]
    if comparison.baseline.name in comparison.indistinguishable:
        return [text["unclear"].format(**words)]
    found = comparison.effect(comparison.best, comparison.main)
    sentence = text["ahead"].format(
        **words,
        level=level(found.level, main.name, lang),
        base=level(found.baseline, main.name, lang),
        difference=change(found.difference, main.name, lang),
        low=change(found.ci_low, main.name, lang),
        high=change(found.ci_high, main.name, lang),
        unit=unit_of_change(main.name, lang),
        n=found.n_pairs,
    )
    if comparison.indistinguishable:
        sentence += " " + text["near"].format(near=_names(comparison, list(comparison.indistinguishable), lang))
    return [sentence]


def _prices(comparison: Comparison, lang: str) -> list[str]:
    """Return at what prices the order would turn, against the closest rival."""
    text, sentences = _TEXT[lang], []
    for each in sorted(comparison.break_even, key=lambda b: b.ratio if not math.isnan(b.ratio) else math.inf)[:2]:
        words = {
            "best": comparison.programme(each.scenario).label(lang),
            "rival": comparison.programme(each.rival).label(lang),
        }
        if each.always == "ahead":
            sentence = text["always"].format(**words, dearest=64)
        elif each.always:
            continue
        else:
            limits = {"low": number(each.ci_low, lang, 1), "high": number(each.ci_high, lang, 1)}
            sentence = text["price"].format(**words, ratio=number(each.ratio, lang, 1), **limits)
        share = comparison.ahead_over_prices[each.scenario][each.rival]
        verdict = "" if share >= SURE or share <= 1.0 - SURE else text["open"]
        sentences.append(f"{sentence} {text['range'].format(**words, share=percent(share, lang), verdict=verdict)}")
    return sentences


def _behaviour(comparison: Comparison, lang: str) -> list[str]:
    """Return in how many parameter sets the best stays ahead of the rival that comes closest."""
    found, text = comparison.robustness, _TEXT[lang]
    if found is None:
        return []
    rivals = [name for name in found.names if name != comparison.best]
    rival = min(rivals, key=lambda name: found.ahead_with_prices(comparison.best, name))
    share, joint = found.ahead(comparison.best, rival), found.ahead_with_prices(comparison.best, rival)
    sure = all(each >= SURE or each <= 1.0 - SURE for each in (share, joint))
    return [
        text["sets"].format(
            share=percent(share, lang), n=number(found.sets, lang), ensemble=found.ensemble, joint=percent(joint, lang),
            rival=comparison.programme(rival).label(lang), verdict="" if sure else text["open_sets"],
        )
    ]  # fmt: skip


def _limits(comparison: Comparison, lang: str) -> str:
    found, text = comparison.robustness, _TEXT[lang]
    if found is None:
        return text["limits"]
    return text["set_limits"].format(ensemble=found.ensemble, kind=text.get(found.target, ""))


def _money(comparison: Comparison, lang: str) -> list[str]:
    text = _TEXT[lang]
    cost = next((each for each in comparison.costs if each.scenario == comparison.best), None)
    if cost is None or math.isnan(cost.payback_share):
        return []
    words = {
        "best": comparison.programme(comparison.best).label(lang),
        "baseline": comparison.baseline.label(lang),
        "share": percent(cost.payback_share, lang),
        "months": comparison.baseline.months,
    }
    if math.isnan(cost.payback_month):
        return [text["never"].format(**words)]
    return [text["late"].format(**words, payback=number(cost.payback_month, lang))]


def _warnings(comparison: Comparison, lang: str) -> list[str]:
    text, found = _TEXT[lang], []
    totals = {each.scenario: each.total for each in comparison.costs if each.total > 0.0}
    if totals and max(totals.values()) > 1.01 * min(totals.values()):
        costs = join(
            [f"{_names(comparison, [name], lang)} {euro(total, lang)}" for name, total in totals.items()], lang
        )
        found.append(text["budget"].format(costs=costs, months=comparison.baseline.months))
    if len({each.scenario.company.organisation for each in comparison.programmes}) > 1:
        found.append(text["companies"])
    return found


def advice(comparison: Comparison, lang: str) -> list[str]:
    """Return the answer in a few plain sentences: the best, its price, its money, its limits.

    Every sentence is built from the comparison's numbers; "cannot tell" is a possible answer.
    """
    sentences = _winner(comparison, lang)
    decided = (
        comparison.best != comparison.baseline.name and comparison.baseline.name not in comparison.indistinguishable
    )
    if decided and comparison.baseline.replications > 1 and OUTCOME[comparison.main].direction:
        sentences += _prices(comparison, lang) + _behaviour(comparison, lang) + _money(comparison, lang)
    return [*sentences, *_warnings(comparison, lang), _limits(comparison, lang)]
