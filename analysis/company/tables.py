"""A diagnosis as tables and as one document: the same numbers for the screen, files and other programs."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ...scenarios.words.catalogue import Words
from ...scenarios.words.numbers import quoted
from ..base.effects import as_json
from ..words.mistakes import in_words
from ..words.phrases import join, number, percent
from .content import by_content, record_of
from .diagnosis import DiagnosisResult, span_of
from .findings import findings
from .looking import Group
from .places import Place
from .problem_words import problem_text, shown_counts
from .suppressing import too_few
from .weekly import quiet_record, week_record

MEASURES = ("deep", "least", "outside", "never", "active", "breadth")
head = Words("company.tables")
_LINES = Words("company.tables.lines")
_LAYOUTS = Words("company.tables.layouts")
Rows = list[list[str]]
_NO_COUNTS = ("no counts", "only last use")


def _shown(group: Group, lang: str, span: str = "") -> list[str]:
    """Return the cells of a group; what an export does not show is called that."""
    if group.hidden:
        return [_people(group, lang), *[head("too few", lang)] * len(MEASURES)]
    if math.isnan(group.outside):
        return [_people(group, lang), *[head("not seen", lang)] * 4, _active(group, lang), ""]
    shares = [percent(getattr(group, name), lang) for name in MEASURES[:-2]]
    return [_people(group, lang), shares[0] + span, *shares[1:], _active(group, lang), number(group.breadth, lang, 1)]


def _people(group: Group, lang: str) -> str:
    return head("too few", lang) if too_few(group.people) else number(group.people, lang)


def _active(group: Group, lang: str) -> str:
    """Return the share of people in the system; above what, where fewer than five are missing."""
    if math.isfinite(group.active):
        return percent(group.active, lang)
    return head("too few", lang) if math.isnan(group.active_above) else f"> {percent(group.active_above, lang)}"


def _span(found: DiagnosisResult, place: int, lang: str) -> str:
    low, high = span_of(found, place)
    return f" ({percent(low, lang)} … {percent(high, lang)})" if math.isfinite(low) else ""


def place_table(found: DiagnosisResult, lang: str) -> tuple[list[str], Rows]:
    """Return headings, and a row per place, groups of newcomers and others, and the range of typical companies."""
    rows = [
        [place.label(lang), *_shown(group, lang, _span(found, g, lang))]
        for g, (place, group) in enumerate(zip(found.places, found.present, strict=True))
    ]
    for key, group in (("newcomers", found.newcomers), ("incumbents", found.incumbents)):
        if group is not None:
            rows.append([head(key, lang), *_shown(group, lang)])
    if found.typical is not None:
        ranges = [
            " … ".join(percent(each, lang) for each in found.typical.between(name)) if name != "never" else ""
            for name in MEASURES[:-1]
        ]
        breadth = " … ".join(number(each, lang, 1) for each in found.typical.between("breadth"))
        rows.append([head("typical", lang), "", *ranges, breadth])
    return [head(key, lang) for key in ("place", "people", *MEASURES)], rows


def feature_table(found: DiagnosisResult, lang: str) -> tuple[list[str], Rows]:
    """Return headings, and a row per feature: real use and bare minimum by department, and the rule's number."""
    labels = {each.name: each.label(lang) for each in found.company.scenario.company.catalogue.features}
    rows = []
    for f, name in enumerate(found.usage.features):
        deep, least = found.cells["deep"][:, f], found.cells["least"][:, f]
        cells = [
            head("too few", lang)
            if not may
            else ""
            if np.isnan(a) and np.isnan(b)
            else f"{percent(float(a), lang)} + {percent(float(b), lang)}"
            for a, b, may in zip(deep, least, found.shown.cells[:, f], strict=True)
        ]
        cut = found.real.from_uses[f]
        rows.append([labels[name], *cells, number(cut, lang) if np.isfinite(cut) else "–"])
    return [head("feature", lang), *(each.label(lang) for each in found.places[1:]), head("from", lang)], rows


def months_line(found: DiagnosisResult, lang: str) -> str:
    """Return months and share of the rows that were used, in words."""
    usage = found.usage
    return _LINES("months", lang,
        n=len(usage.months), first=usage.labels[0], last=usage.labels[-1], people=number(len(usage.people), lang),
        used=number(usage.used, lang), rows=number(usage.rows, lang),
        layout=_LAYOUTS(usage.layout, lang),
    )  # fmt: skip


def hidden_line(found: DiagnosisResult, lang: str) -> str:
    """Return that something is not shown, and why; nothing where all is shown."""
    shown = found.shown
    all_there = all(bool(each.all()) for each in (shown.months[found.usage.seen], shown.active[-1], shown.cells))
    return "" if all_there else _LINES("hidden", lang, mark=head("too few", lang))


def rule_line(found: DiagnosisResult, lang: str) -> str:
    """Return how real use is read and where it cannot be, in words."""
    rule = found.rule
    if not found.usage.has_counts:
        return problem_text(next(each for each in found.usage.problems if each.kind in _NO_COUNTS), lang)
    signs = _LINES("counts and days" if found.real.dated else "counts", lang)
    said = _LINES("rule", lang, signs=signs, touched=number(rule.touched_from, lang), n=len(found.real.draws))
    if found.real.unclear:
        labels = {each.name: each.label(lang) for each in found.company.scenario.company.catalogue.features}
        names = join([quoted(labels[each], lang) for each in found.real.unclear], lang)
        said += " " + _LINES("unclear", lang, names=names)
    return said


def _group(group: Group) -> dict[str, Any]:
    shares = {name: as_json(getattr(group, name)) for name in (*MEASURES, "active_above")}
    return {"people": None if too_few(group.people) else group.people, **shares, "hidden": group.hidden}


def _place(found: DiagnosisResult, place: Place, group: Group, g: int) -> dict[str, Any]:
    return {
        "name": place.name or "company", "label_en": place.label_en, "label_de": place.label_de, **_group(group),
        **dict(zip(("deep_low", "deep_high"), map(as_json, span_of(found, g)), strict=True)),
        "monthly": {name: [as_json(float(each)) for each in values[:, g]] for name, values in found.monthly.items()},
        **({} if g == 0 else {"features": {
            name: {kind: as_json(float(found.cells[kind][g - 1, f])) for kind in ("deep", "least")}
            for f, name in enumerate(found.usage.features)
        }}),
    }  # fmt: skip


def document(found: DiagnosisResult, lang: str, by: str | None = None) -> dict[str, Any]:
    """Return a diagnosis as JSON values; by week too if that is asked for."""
    usage, real = found.usage, found.real
    return {
        **({"weekly": week_record(found)} if by == "week" else {}),
        "months": list(usage.labels),
        "rows": {"in_file": usage.rows, "used": usage.used},
        "layout": usage.layout, "vendor": usage.vendor,
        "assumed": [in_words(each, lang) for each in usage.assumed],
        "mapping": {
            "columns": dict(usage.columns), "features": dict(usage.names), "departments": dict(found.company.guessed),
        },
        "rule": {
            "touched_from": found.rule.touched_from,
            "deep_from": {n: as_json(v) for n, v in zip(found.rule.features, real.from_uses, strict=True)},
            "given": [n for n, given in zip(found.rule.features, found.rule.given, strict=True) if given],
            "cannot_be_told": list(real.unclear), "days_known": real.dated, "readings": len(real.draws),
        },
        "places": [
            _place(found, place, group, g)
            for g, (place, group) in enumerate(zip(found.places, found.present, strict=True))
        ],
        "newcomers": _group(found.newcomers) if found.newcomers else None,
        "incumbents": _group(found.incumbents) if found.incumbents else None,
        "typical_companies": None if found.typical is None else {
            name: dict(zip(("low", "high"), found.typical.between(name), strict=True))
            for name in MEASURES if name != "never"
        },
        "inactive": quiet_record(found),
        "content": record_of(by_content(found)),
        "findings": findings(found, lang),
        "problems": [
            {"kind": each.kind, **dict(zip(("count", "people"), shown_counts(each), strict=True)), "used": each.used,
             "rows": list(each.rows), "names": list(each.names), "text": problem_text(each, lang)}
            for each in usage.problems
        ],
    }  # fmt: skip
