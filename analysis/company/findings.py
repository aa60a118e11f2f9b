"""What stands out in an export, in sentences: the largest first."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ...scenarios.words.catalogue import Words
from ...scenarios.words.numbers import quoted
from ..words.phrases import join, number, percent
from .diagnosis import DiagnosisResult, span_of
from .looking import Group

CLEAR = 0.10
"""Difference of shares from which it is worth a sentence (judgement)."""
WIDE = 0.20
"""Width of the range from which it is said that the export cannot tell (judgement)."""
_say = Words("company.findings")


def findings(found: DiagnosisResult, lang: str) -> list[str]:
    """Return what stands out, the largest first; what compares with typical companies comes last."""
    said = [*_levels(found, lang), *_time(found, lang), *_newcomers(found, lang)]
    texts = [text for _, text in sorted(said, key=lambda each: -each[0])]
    return [*_range(found, lang), *texts, *_typical(found, lang)] or [_say("nothing", lang)]


def _range(found: DiagnosisResult, lang: str) -> list[str]:
    """Return how much of the work is really done in the CRM, as far as it can be told, and who is not seen at all."""
    low, high = span_of(found, 0)
    said = []
    if np.isfinite(low):
        words = {"deep": percent(found.present[0].deep, lang), "low": percent(low, lang), "high": percent(high, lang)}
        said.append(_say("range", lang, **words))
        if high - low > WIDE:
            said.append(_say("wide", lang))
    unseen = [place.label(lang) for place, group in zip(found.places, found.present, strict=True)
              if not np.isfinite(group.outside) and not group.hidden]  # fmt: skip
    return [*said, *([_say("not seen", lang, places=join(unseen, lang))] if unseen else [])]


def _these(n: int, lang: str) -> str:
    return _say("this" if n == 1 else "these", lang, n=n)


def _months(n: int, lang: str) -> str:
    return _say("months", lang, n=n)


def _levels(found: DiagnosisResult, lang: str) -> list[tuple[float, str]]:
    whole, said = found.present[0], []
    most = np.nan_to_num(span_of(found, 0)[1], nan=whole.deep)  # said only where the export leaves nothing else
    if whole.active >= 0.6 and whole.active - most >= 0.3:
        text = _say("logins", lang, active=percent(whole.active, lang), deep=percent(whole.deep, lang))
        said.append((whole.active - whole.deep, text))
    used = whole.deep + whole.least
    if used > 0.0 and whole.least / used >= 0.25:
        weight = by_feature(found, "least")
        text = _say("minimum", lang, share=percent(whole.least / used, lang), features=_features(found, weight, lang))
        said.append((whole.least / used * 0.8, text))
    if whole.never >= 0.25:
        weight = 1.0 - by_feature(found, "touched")
        these = _these(len(found.usage.months), lang)
        features = _features(found, weight, lang)
        said.append(
            (whole.never, _say("never", lang, share=percent(whole.never, lang), these=these, features=features))
        )
    return [*said, *_departments(found, lang)]


def by_feature(found: DiagnosisResult, kind: str) -> npt.NDArray[np.float64]:
    """Return the share of the people to whom a feature matters, over all departments, [F]; NaN if nobody's."""
    people = np.array([each.people for each in found.places[1:]], float)[:, None]
    known = np.isfinite(found.cells[kind]) * people
    total, size = (np.nan_to_num(found.cells[kind]) * known).sum(axis=0), known.sum(axis=0)
    return np.asarray(np.where(size > 0.0, total / np.maximum(size, 1.0), np.nan))


def _features(found: DiagnosisResult, weight: npt.NDArray[np.float64], lang: str) -> str:
    """Return the names of the two features with the largest weight."""
    labels = {each.name: each.label(lang) for each in found.company.scenario.company.catalogue.features}
    order = np.argsort(-np.nan_to_num(weight, nan=-1.0), kind="stable")[:2]
    return join([quoted(labels[found.usage.features[i]], lang) for i in order], lang)


def _departments(found: DiagnosisResult, lang: str) -> list[tuple[float, str]]:
    shares = np.array([each.deep for each in found.present[1:]])
    if np.isfinite(shares).sum() < 2:
        return []
    high, low = int(np.nanargmax(shares)), int(np.nanargmin(shares))
    errors = [max(abs(end - shares[place]) for end in span_of(found, 1 + place)) for place in (high, low)]
    if shares[high] - shares[low] < max(CLEAR / 2.0, *errors):
        return []
    words = {
        "best": found.places[1 + high].label(lang), "worst": found.places[1 + low].label(lang),
        "high": percent(shares[high], lang), "low": percent(shares[low], lang),
    }  # fmt: skip
    return [(float(shares[high] - shares[low]), _say("departments", lang, **words))]


def _time(found: DiagnosisResult, lang: str) -> list[tuple[float, str]]:
    deep = found.monthly["deep"][:, 0]
    deep = deep[np.isfinite(deep)]
    if len(deep) < 6 or found.usage.only_last:
        return []
    now, before = float(deep[-3:].mean()), float(deep[-6:-3].mean())
    if abs(now - before) < max(0.02, 0.1 * before):
        return []
    key = "rising" if now > before else "falling"
    return [(2.0 * abs(now - before), _say(key, lang, now=percent(now, lang), before=percent(before, lang)))]


def _newcomers(found: DiagnosisResult, lang: str) -> list[tuple[float, str]]:
    new, old = found.newcomers, found.incumbents
    if new is None or old is None or not abs(new.deep - old.deep) >= CLEAR / 2.0:
        return []
    key = "newcomers ahead" if new.deep > old.deep else "newcomers behind"
    n = number(new.people, lang)
    return [(abs(new.deep - old.deep), _say(key, lang, n=n, new=percent(new.deep, lang), old=percent(old.deep, lang)))]


def _typical(found: DiagnosisResult, lang: str) -> list[str]:
    whole: Group = found.present[0]
    if found.typical is None:
        return []
    low, high = found.typical.between("deep")
    words = {
        "low": percent(low, lang), "high": percent(high, lang), "months": _months(len(found.usage.months), lang),
        "below": percent(found.typical.below("deep", whole.deep), lang),
    }  # fmt: skip
    return [_say("typical", lang, **words)]
