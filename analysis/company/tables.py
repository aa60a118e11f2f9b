"""A diagnosis as tables and as one document: the same numbers for the screen, files and other programs."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...scenarios.words.catalogue import Words
from ..base.effects import as_json
from ..words.phrases import number, percent
from .diagnosis import Diagnosis, Group, Place, corrected
from .findings import findings
from .problem_words import problem_text

MEASURES = ("deep", "least", "outside", "never", "active", "breadth")
head = Words("company.tables")
_LINES = Words("company.tables.lines")
_LAYOUTS = Words("company.tables.layouts")
Rows = list[list[str]]
_NO_COUNTS = ("no counts", "only last use")


def _shown(group: Group, lang: str) -> list[str]:
    shares = [percent(getattr(group, name), lang) for name in MEASURES[:-1]]
    return [number(group.people, lang), *shares, number(group.breadth, lang, 1)]


def place_table(found: Diagnosis, lang: str) -> tuple[list[str], Rows]:
    """Return headings, and a row per place, groups of newcomers and others, and the range of typical companies."""
    rows = [[place.label(lang), *_shown(group, lang)] for place, group in zip(found.places, found.present, strict=True)]
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


def feature_table(found: Diagnosis, lang: str) -> tuple[list[str], Rows]:
    """Return headings, and a row per feature: real use and bare minimum by department, and the rule's number."""
    labels = {each.name: each.label(lang) for each in found.company.scenario.company.catalogue.features}
    rows = []
    for f, name in enumerate(found.usage.features):
        deep, least = found.cells["deep"][:, f], found.cells["least"][:, f]
        cells = [
            "" if np.isnan(a) and np.isnan(b) else f"{percent(float(a), lang)} + {percent(float(b), lang)}"
            for a, b in zip(deep, least, strict=True)
        ]
        cut = found.rule.deep_from[f]
        rows.append([labels[name], *cells, number(cut, lang) if np.isfinite(cut) else "–"])
    return [head("feature", lang), *(each.label(lang) for each in found.places[1:]), head("from", lang)], rows


def months_line(found: Diagnosis, lang: str) -> str:
    """Return months and share of the rows that were used, in words."""
    usage = found.usage
    return _LINES("months", lang,
        n=len(usage.months), first=usage.labels[0], last=usage.labels[-1], people=number(len(usage.people), lang),
        used=number(usage.used, lang), rows=number(usage.rows, lang),
        layout=_LAYOUTS(usage.layout, lang),
    )  # fmt: skip


def rule_line(found: Diagnosis, lang: str) -> str:
    """Return the rule of real use and how often it errs, in words."""
    check, rule = found.check, found.rule
    if not found.usage.has_counts:
        return problem_text(next(each for each in found.usage.problems if each.kind in _NO_COUNTS), lang)
    low, high, bias = check.wrong.min(), check.wrong.max(), float(check.bias.mean())
    return _LINES("rule", lang,
        touched=number(rule.touched_from, lang), n=len(check.wrong), wrong=percent(float(check.wrong.mean()), lang),
        low=percent(float(low), lang), high=percent(float(high), lang), bias=number(100.0 * abs(bias), lang, 1),
        side=_LINES("high" if bias > 0.0 else "low", lang),
    )  # fmt: skip


def _group(group: Group) -> dict[str, Any]:
    return {name: as_json(getattr(group, name)) for name in ("people", *MEASURES)}


def _place(found: Diagnosis, place: Place, group: Group, g: int) -> dict[str, Any]:
    return {
        "name": place.name or "company", "label_en": place.label_en, "label_de": place.label_de, **_group(group),
        "monthly": {name: [as_json(float(each)) for each in values[:, g]] for name, values in found.monthly.items()},
        **({} if g == 0 else {"features": {
            name: {kind: as_json(float(found.cells[kind][g - 1, f])) for kind in ("deep", "least")}
            for f, name in enumerate(found.usage.features)
        }}),
    }  # fmt: skip


def document(found: Diagnosis, lang: str) -> dict[str, Any]:
    """Return a diagnosis as JSON values."""
    usage, check, whole = found.usage, found.check, found.present[0]
    return {
        "months": list(usage.labels),
        "rows": {"in_file": usage.rows, "used": usage.used},
        "layout": usage.layout,
        "mapping": {
            "columns": dict(usage.columns), "features": dict(usage.names), "departments": dict(found.company.guessed),
        },
        "rule": {
            "touched_from": found.rule.touched_from,
            "deep_from": {n: as_json(v) for n, v in zip(found.rule.features, found.rule.deep_from, strict=True)},
            "origin": dict(zip(found.rule.features, found.rule.origin, strict=True)),
            "checked_on": len(check.wrong),
            "error_rate": {"mean": float(check.wrong.mean()), "low": float(check.wrong.min()),
                           "high": float(check.wrong.max())},
            "real_use_missed": 1.0 - float(check.recall.mean()),
            "minimum_taken_for_real": float(check.false_share.mean()),
        },
        "real_use_corrected": as_json(corrected(whole.deep, whole.deep + whole.least, check)),
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
        "findings": findings(found, lang),
        "problems": [
            {"kind": each.kind, "count": each.count, "used": each.used, "rows": list(each.rows),
             "names": list(each.names), "people": each.people, "text": problem_text(each, lang)}
            for each in usage.problems
        ],
    }  # fmt: skip
