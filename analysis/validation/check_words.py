"""The words of the checks on real data."""

from __future__ import annotations

from ...scenarios.words.catalogue import Words
from ..words.phrases import join, number, percent
from .checks import Check, Target

TITLES = Words("validation.check.titles")
SOURCES = Words("validation.check.sources")
PRACTICES = Words("validation.check.practices")
READINGS = Words("validation.check.readings")
FIRMS = Words("validation.check.firms")
RELATIONS = Words("validation.check.relations")
TARGETS = Words("validation.check.targets")
_SHOWN = Words("validation.check.shown")
NOT_SHOWN = Words("validation.check.not_shown")


def target_words(name: str, lang: str) -> str:
    """Return what a target is in words; readings of the drawn networks are called as in the real ones."""
    return TARGETS(name, lang) if name in TARGETS else TARGETS("drawn", lang, reading=READINGS(name, lang))


def title(check: Check, lang: str) -> str:
    """Return what a check is about, in words."""
    return TITLES(check.name, lang)


def not_shown(check: Check, lang: str) -> str:
    """Return a sentence on what a check did not show."""
    return NOT_SHOWN(check.name, lang)


def shown(check: Check, lang: str) -> str:
    """Return a sentence on what a check showed, from its numbers."""
    made = {"conventions": _conventions, "practices": _practices, "no_influence": _no_influence, "network": _network}
    return made[check.name](check, lang)


def _conventions(check: Check, lang: str) -> str:
    gate = check.record["practices"]["closes_bug"]
    halves, employers = check.record["halves"], gate["employers"]
    numbers = {
        "rmse": number(gate["rmse"], lang, 3), "half": number(halves["rmse"], lang, 3),
        "rival": number(halves["logistic"], lang, 3), "cover": percent(halves["coverage"], lang),
        "months": number(halves["months"], lang), "left": number(employers["rmse"], lang, 3),
        "left_rival": number(employers["logistic"], lang, 3),
        "lead": number(-employers["lead"], lang, 3, sign=True), "lead_error": number(employers["lead_error"], lang, 3),
    }  # fmt: skip
    return _SHOWN("conventions", lang, **numbers)


def _practices(check: Check, lang: str) -> str:
    met = join([READINGS(each.about, lang) for each in check.targets if each.met], lang)
    sets, record = check.record["sets"], check.record
    numbers = {
        "met": met or _SHOWN("nothing", lang), "accepted": number(sets["accepted"], lang),
        "tried": number(sets["tried"], lang), "seen": number(record["survey"]["village"], lang, 2),
        "with": number(record["model"]["village"][1], lang, 2),
        "without": number(record["without_village_differences"]["village"][1], lang, 2),
    }  # fmt: skip
    return _SHOWN("practices", lang, **numbers)


def _no_influence(check: Check, lang: str) -> str:
    record = check.record
    by = {each["influence"]: each for each in record["simulated"]}
    numbers = {
        "slope": number(record["named"]["slope"], lang, 2), "error": number(record["named"]["error"], lang, 2),
        "none": percent(by[0.0]["found"], lang), "samples": number(by[0.0]["samples"], lang),
        "one": percent(by[1.0]["found"], lang), "two": percent(by[2.0]["found"], lang),
    }  # fmt: skip
    return _SHOWN("no_influence", lang, **numbers)


def _network(check: Check, lang: str) -> str:
    counts: dict[str, list[bool]] = {}
    for each in check.targets:
        counts.setdefault(each.name, []).append(each.met)
    shares = [{"kind": READINGS(kind, lang), "met": sum(met), "all": len(met)} for kind, met in counts.items()]
    met = join([_SHOWN("so many", lang, **each) for each in shares], lang)
    return _SHOWN("network", lang, met=met)


def about(target: Target, lang: str) -> str:
    """Return what a target is about, in words."""
    firm, _, relation = target.about.partition("/")
    if firm in FIRMS:
        return f"{FIRMS(firm, lang)}, {RELATIONS(relation, lang)}"
    known = next((table for table in (PRACTICES, READINGS) if target.about in table), None)
    return known(target.about, lang) if known else target.about
