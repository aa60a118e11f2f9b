"""Real use by what the rows hold, beside real use by clicks: filled fields, notes, stages, records that several use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ...model.features import RELEVANT_FROM
from ...scenarios.words.catalogue import Words
from ..base.effects import as_json
from ..words.phrases import join, number, percent
from .diagnosis import DiagnosisResult
from .observed import departments_of
from .privacy import RECENT, members_of

_say = Words("company.content")
_KINDS = Words("company.content.kinds")
Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

FEWEST = 40
"""Person-months in use of a feature below which its use is not parted."""
ALIKE = 0.2
"""How alike the uses of one person in a month are in holding content: so many say as much as five of five people."""
APART = 0.15
"""Difference of the two groups' shares of content below which content tells nothing (judgement)."""
ROUNDS, NARROWEST = 100, 0.25
"""Rounds of the fit of the two groups, and the least spread of the logarithm of their uses."""


@dataclass(frozen=True, eq=False)
class ContentRule:
    """Two ways of use: few uses of which little holds content, and many of which much does; index 0 is the minimum.

    Attributes
    ----------
    share, center, spread : float64 array [2]
        Share of person-months, and mean and spread of the logarithm of their uses.
    content : float64 array [2]
        Share of uses with content.
    """

    share: Floats
    center: Floats
    spread: Floats
    content: Floats

    def parts(self, content: Floats, counts: Floats) -> Floats:
        """Return how much each cell belongs to each way, [n, 2]."""
        weight = 1.0 / (1.0 + (counts - 1.0) * ALIKE)
        shape = np.log(self.share / self.spread) - 0.5 * ((np.log(counts)[:, None] - self.center) / self.spread) ** 2
        held = content[:, None] * np.log(self.content) + (counts - content)[:, None] * np.log(1.0 - self.content)
        logs = shape + weight[:, None] * held
        likely = np.exp(logs - logs.max(axis=1, keepdims=True))
        return np.asarray(likely / likely.sum(axis=1, keepdims=True))

    @property
    def tells(self) -> bool:
        """Whether the two ways differ in what their uses hold."""
        return float(self.content[1] - self.content[0]) >= APART and 0.03 <= float(self.share[1]) <= 0.97


def content_rule(content: Floats, counts: Floats) -> ContentRule | None:
    """Return the rule for the cells in use, None for too few of them.

    A mixture of two groups, fitted by expectation and maximisation (McLachlan and Peel 2000, Finite
    Mixture Models): the logarithm of the uses is normal, uses with content are binomial, and these
    weigh less the more alike one person's uses are (Kish 1965, Survey Sampling: the design effect).

    Parameters
    ----------
    content, counts : float64 array [n]
        Uses with content, and all uses, of a person, month and feature.
    """
    if len(counts) < FEWEST:
        return None
    shares, upper = np.quantile(content / counts, (0.2, 0.8)), float(np.log(np.quantile(counts, 0.75)))
    (content, counts), often = np.unique(np.stack([content, counts]), axis=1, return_counts=True)
    middle, half = float(shares.mean()), max(float(shares[1] - shares[0]) / 2.0, 0.05)
    x, weight = np.log(counts), 1.0 / (1.0 + (counts - 1.0) * ALIKE)
    rule = ContentRule(
        np.array([0.5, 0.5]), np.array([upper - 2.0, upper]), np.array([0.6, 0.6]),
        np.clip([middle - half, middle + half], 0.02, 0.98),
    )  # fmt: skip
    for _ in range(ROUNDS):
        part = rule.parts(content, counts) * often[:, None]
        total = np.maximum(part.sum(axis=0), 1e-6)
        center = (part * x[:, None]).sum(axis=0) / total
        spread = np.sqrt((part * (x[:, None] - center) ** 2).sum(axis=0) / total + NARROWEST**2)
        held, all_uses = ((part * (weight * each)[:, None]).sum(axis=0) for each in (content, counts))
        rule = ContentRule(total / often.sum(), center, spread, np.clip(held / np.maximum(all_uses, 1e-9), 0.01, 0.99))
    return rule


def real_by_content(
    content: npt.NDArray[Any], counts: npt.NDArray[Any], used: Mask, by_clicks: Mask
) -> tuple[Mask, list[ContentRule]]:
    """Return which cells are real use by content, [P, T, F], and the rules of the features where content tells.

    Where it does not, clicks decide.
    """
    real, rules = by_clicks & used, []
    for f in range(counts.shape[-1]):
        cells = used[..., f]
        held, uses = (np.asarray(each[..., f][cells], np.float64) for each in (content, counts))
        rule = content_rule(held, uses)
        if rule is not None and rule.tells:
            real[..., f][cells] = rule.parts(held, uses)[:, 1] > 0.5
            rules.append(rule)
    return real, rules


@dataclass(frozen=True, eq=False)
class ByContent:
    """Real use by content (T months, G places).

    Attributes
    ----------
    share : tuple of float
        Share of uses with content: of the bare minimum, and of real use, on average over the features.
    features : int
        Features in which content tells the two apart; in the others clicks decide.
    kinds : tuple of str
        What shows content, as `crm_adoption.scenarios.vendors.substance.KINDS`.
    monthly : float64 array [T, G]
        Share of relevant pairs of person and feature that are in real use by content.
    present : float64 array [G]
        The same over the last months with data.
    """

    share: tuple[float, float]
    features: int
    kinds: tuple[str, ...]
    monthly: Floats
    present: Floats


def by_content(found: DiagnosisResult) -> ByContent | None:
    """Return real use by content of a diagnosed company, None where the export has none or all use is alike."""
    usage = found.usage
    if usage.content is None or not usage.has_counts:
        return None
    pairs = _pairs(found)
    used = pairs & found.rule.touched(usage.counts)
    real, rules = real_by_content(usage.content, usage.counts, used, found.real.real > 0.5)
    if not rules:
        return None
    department = departments_of(found.company.scenario)
    groups = members_of(found.places, department)
    recent = np.flatnonzero(usage.seen)[-RECENT:]
    monthly = np.column_stack([_share(real[who].sum(axis=(0, 2)), pairs[who].sum(axis=(0, 2))) for who in groups])
    monthly = np.where(found.shown.months, monthly, np.nan)
    now = [_share(real[who][:, recent].sum(), pairs[who][:, recent].sum()) for who in groups]
    present = np.where(found.shown.months[recent].all(axis=0), now, np.nan)
    least, deep = np.mean([each.content for each in rules], axis=0)
    return ByContent((float(least), float(deep)), len(rules), usage.content_kinds, monthly, present)


def _pairs(found: DiagnosisResult) -> Mask:
    """Return which cells count: people who were there, months with data, features that matter to them."""
    usage, company = found.usage, found.company.scenario.company
    place = [company.catalogue.names.index(each) for each in usage.features]
    relevant = (company.relevance >= RELEVANT_FROM)[:, place][departments_of(found.company.scenario)]
    return np.asarray(relevant[:, None, :] & found.shown.counted[:, :, None])


def _share(part: Any, whole: Any) -> Any:
    return np.where(np.asarray(whole) > 0, part / np.maximum(whole, 1), np.nan)


def content_line(found: DiagnosisResult, by: ByContent, lang: str) -> str:
    """Return real use by content beside real use by clicks in a sentence."""
    return _say("line", lang,
        kinds=join([_KINDS(each, lang) for each in by.kinds], lang), content=percent(float(by.present[0]), lang),
        clicks=percent(found.present[0].deep, lang), least=percent(by.share[0], lang), deep=percent(by.share[1], lang),
        features=number(by.features, lang),
    )  # fmt: skip


def record_of(found: ByContent | None) -> dict[str, Any] | None:
    """Return real use by content as JSON values."""
    if found is None:
        return None
    return {
        "kinds": list(found.kinds), "share_with_content": {"minimum": found.share[0], "real": found.share[1]},
        "features": found.features,
        "real_use": [as_json(float(each)) for each in found.present],
        "monthly": [[as_json(float(each)) for each in row] for row in found.monthly],
    }  # fmt: skip
