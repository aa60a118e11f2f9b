"""What was discovered, in sentences."""

from __future__ import annotations

from ...scenarios.words.catalogue import Words
from ...scenarios.words.declared import called
from ..base.least_sizes import by_luck
from ..words.phrases import change, find, is_points, join, level, number, percent, probability, unit_of_change
from .boxes import Box, Limit
from .discovery import CHANCE, LEAST_OF_A_KIND, FailureResult
from .failing import Condition
from .study_runs import StudyRuns
from .uncertainty_words import label, plain, unit

say = Words("learning.discovery")


def in_words(runs: StudyRuns, when: Condition, lang: str) -> str:
    """Return a condition in words."""
    outcome = called(find(when.outcome), lang)
    if not runs.against:
        return say("condition", lang, outcome=outcome, sign=say.raw(when.sign, lang), level=_level(when, lang))
    size = change(when.level, when.outcome, lang).lstrip("+")
    words = f"{size} {unit_of_change(when.outcome, lang)}"
    against = runs.title(lang, runs.against)
    return say("difference", lang, outcome=outcome, against=against, sign=say.raw(when.sign, lang), level=words)


def _level(when: Condition, lang: str) -> str:
    """Return the level of a condition, without decimals where there are none."""
    whole = is_points(when.outcome) and abs(100.0 * when.level - round(100.0 * when.level)) < 1e-9
    return percent(when.level, lang) if whole else level(when.level, when.outcome, lang)


def limit_words(limit: Limit, lang: str) -> str:
    """Return a limit as the end of a sentence that begins with "where", in German "bei"."""
    spread = limit.greatest - limit.least
    ends = {end: plain(limit.name, getattr(limit, end), lang, spread) for end in ("low", "high")}
    measured = unit(limit.name, lang)
    key = "at least" if limit.from_below else "at most"
    if limit.from_below and limit.from_above:
        key = "only" if limit.low == limit.high else "between"
    unit_at = "low" if key in ("at least", "only") else "high"
    ends[unit_at] += f" {measured}" if measured else ""
    return say(key, lang, name=label(limit.name, lang), **ends)


def limits_words(box: Box, lang: str, most: int | None = None) -> str:
    """Return the limits of a box, the most telling first, all or so many."""
    return join([limit_words(each, lang) for each in box.limits[:most]], lang)


def place_words(runs: StudyRuns, lang: str) -> str:
    """Return the department in words."""
    return say("company", lang) if runs.department == "company" else runs.department.replace("_", " ")


def p_words(p: float, lang: str) -> str:
    """Return a p value with its sign."""
    words = probability(p, lang)
    return words if words.startswith("<") else f"= {words}"


def sentences(failure: FailureResult, lang: str) -> list[str]:
    """Return what was found, how it holds on other points, and what stays open."""
    found, runs = failure.found, failure.runs
    points = number(len(found.points), lang)
    values: dict[str, object] = {
        "scenario": runs.title(lang), "when": in_words(runs, failure.when, lang), "month": runs.month,
        "place": place_words(runs, lang), "points": points, "failing": number(found.failing, lang),
        "share": percent(found.share, lang), "least": LEAST_OF_A_KIND,
    }  # fmt: skip
    if found.boxes:
        values |= _numbers(found.boxes[0], lang)
    texts = [say(found.state, lang, **values)]
    if found.state == "found":
        for position, box in enumerate(found.boxes):
            texts += [say("further", lang, **_numbers(box, lang))] if position else []
            texts += [_checked(box, lang, "checked further" if position else "checked")]
    if failure.undecided > 0:
        counts = {"undecided": number(failure.undecided, lang), "replications": runs.replications}
        texts.append(say("undecided", lang, points=points, **counts))
    luck = by_luck(runs.replications, lang)
    return [*texts, luck] if luck else texts


def _numbers(box: Box, lang: str) -> dict[str, object]:
    return {
        "limits": limits_words(box, lang), "inside": number(box.failing, lang),
        "coverage": percent(box.coverage, lang), "density": percent(box.density, lang),
        "p": p_words(box.check.p, lang) if box.check else "",
    }  # fmt: skip


def _checked(box: Box, lang: str, key: str) -> str:
    check = box.check
    assert check is not None
    coverage, density = (percent(value, lang) for value in (check.coverage, check.density))
    return say(key, lang, coverage=coverage, density=density, p=p_words(check.p, lang))


def headline(failure: FailureResult, lang: str) -> str:
    """Return the finding in one line, as the title of a figure."""
    box = failure.found.boxes[0]
    if failure.found.state == "chance":
        return say("chance title", lang, scenario=failure.runs.title(lang), p=p_words(_p(box), lang))
    return say("title", lang, scenario=failure.runs.title(lang), limits=limits_words(box, lang, 2))


def _p(box: Box) -> float:
    return box.check.p if box.check else CHANCE
