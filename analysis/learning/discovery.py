"""Scenario discovery: the parts of what is uncertain in which a programme fails."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ...model.errors import InputError
from ...model.in_brief import in_brief
from ...model.phrase import Phrase
from ...model.simulation import whole_number
from ...scenarios.files.targets import numbers
from ..base.least_sizes import LEAST
from .boxes import Box, Flags, Space
from .failing import Condition, condition, verdict
from .study_runs import Axis, StudyRuns, runs_of, study_file
from .tree_boxes import chosen, held_out, maker, trade_off

if TYPE_CHECKING:
    from ...scenarios.studies.study import StudyFile

Floats = npt.NDArray[np.float64]
LEAST_POINTS = LEAST["points"].size
"""With fewer points nothing can be held out."""
LEAST_OF_A_KIND = LEAST["of a kind"].size
"""With fewer failing points, or fewer others, there is nothing to describe."""
MOST_BOXES = 3
LEAST_COVERAGE = 0.05
"""Share of all failing points that a further box must hold to be worth telling."""
CHANCE = 0.05
"""A box is put down to chance where boxes do so well on held-out points with at least this probability."""
_UNFILLED = {
    "single": Phrase("nothing varies in it"),
    "one_at_a_time": Phrase("its points vary one uncertainty at a time, so nothing is known of what comes together"),
    "morris": Phrase("its points lie on a few trajectories only"),
}


@in_brief
@dataclass(frozen=True, eq=False)
class Discovery:
    """Where it fails.

    Attributes
    ----------
    axes : tuple of Axis
        What is uncertain.
    points : float64 array [points, uncertainties]
    fails : bool array [points]
    state : {"found", "chance", "nowhere", "none fails", "all fail", "too few"}
        Whether there is a box; ``chance``: one that points which were not used to find it do not bear out;
        ``nowhere``: failing points are spread over all; ``too few``: fewer than 10 fail, or fewer than 10 do not.
    boxes : tuple of Box
        At most three; the second holds points outside the first, and so on, as long as more fail in it than
        over all. A box by chance stands alone.
    trade_off : tuple of Box
        Boxes that no other beats in coverage and density, from the fullest to the whole space.
    """

    axes: tuple[Axis, ...]
    points: Floats
    fails: Flags
    state: str
    boxes: tuple[Box, ...] = ()
    trade_off: tuple[Box, ...] = ()

    @property
    def failing(self) -> int:
        """Number of failing points."""
        return int(self.fails.sum())

    @property
    def share(self) -> float:
        """Share of all points that fail."""
        return float(self.fails.mean())

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the uncertainties."""
        return tuple(each.name for each in self.axes)


def discover(
    points: npt.ArrayLike, fails: npt.ArrayLike, axes: Sequence[Axis | str], *, density: float | None = None,
    most: int = MOST_BOXES, seed: int = 0, method: str = "prim",
) -> Discovery:  # fmt: skip
    """Find the boxes in which much fails.

    Parameters
    ----------
    points : float array [points, uncertainties]
    fails : bool array [points]
    axes : sequence of Axis or str
        The uncertainties; of those given by name, the range is that of the points.
    density : float, optional
        Share of the points in a box that must fail, in (0, 1]; by default the box is taken that parts failing from
        other points best.
    most : int
        Largest number of boxes.
    seed : int
        Of the split into parts that are held out.
    method : {"prim", "cart"}
        PRIM's peeling (EMA workbench, extra ``discovery``), or the nodes of classification trees (scikit-learn).

    Raises
    ------
    InputError
        For fewer than `LEAST_POINTS` points, points without a value, shapes that do not match, or a density that
        is no share, or an unknown method.

    Examples
    --------
    >>> random = np.random.default_rng(1)
    >>> points = random.random((300, 3))
    >>> found = discover(points, (points[:, 0] < 0.4) & (points[:, 2] > 0.5), ["a", "b", "c"])
    >>> [each.name for each in sorted(found.boxes[0].limits, key=lambda each: each.name)]
    ['a', 'c']
    """
    maker(method)
    space, bad = _checked(points, fails, axes, density)
    most = whole_number(most, 1, 20, "most")
    if (state := _plain_state(bad)) is not None:
        return Discovery(space.axes, space.points, bad, state)
    everything = np.ones(len(bad), np.bool_)
    front = trade_off(space, bad, everything, method)
    curve = tuple(space.described(each, bad, everything) for each in front)
    boxes = _boxes(space, bad, density, most, seed, method)
    state = "nowhere" if not boxes else "chance" if by_chance(boxes[0]) else "found"
    return Discovery(space.axes, space.points, bad, state, boxes, curve)


def by_chance(box: Box) -> bool:
    """Return whether held-out points do not bear a box out."""
    return box.check is not None and box.check.p >= CHANCE


def _plain_state(fails: Flags) -> str | None:
    """Return why there is nothing to search for, None if there is."""
    if not fails.any():
        return "none fails"
    if fails.all():
        return "all fail"
    return "too few" if min(fails.sum(), (~fails).sum()) < LEAST_OF_A_KIND else None


def _boxes(space: Space, fails: Flags, density: float | None, most: int, seed: int, method: str) -> tuple[Box, ...]:
    """Return the first box, and further ones among the points outside as long as they are not by chance."""
    among = np.ones(len(fails), np.bool_)
    found: list[Box] = []
    while len(found) < most and min((fails & among).sum(), (~fails & among).sum()) >= LEAST_OF_A_KIND:
        place = chosen(space, trade_off(space, fails, among, method), fails, among, density)
        if (place == space.whole).all():
            break
        check = held_out(space, fails, among, density, seed + len(found), method)
        box = space.described(place, fails, among, check)
        if found and (by_chance(box) or box.coverage < LEAST_COVERAGE or box.density <= fails.mean()):
            break
        found.append(box)
        if by_chance(box):
            break
        among = among & ~space.inside(place[None])[0]
    return tuple(found)


def _checked(
    points: npt.ArrayLike, fails: npt.ArrayLike, axes: Sequence[Axis | str], density: float | None
) -> tuple[Space, Flags]:
    values, bad = numbers(points, "points"), np.asarray(fails)
    if values.ndim != 2 or values.shape != (len(bad), len(axes)) or bad.ndim != 1:
        problem = "{shape} points do not go with {verdicts} verdicts and {count} uncertainties."
        raise InputError(problem, field="points", shape=values.shape, verdicts=bad.shape, count=len(axes))
    if not len(axes):
        raise InputError("nothing is uncertain, so there is nowhere to look.", field="axes")
    if bad.dtype != np.bool_:
        raise InputError("verdicts must be true or false.", field="fails")
    if holes := int((~np.isfinite(values)).any(axis=1).sum()):
        problem = "{holes:,} of {count:,} points have an uncertainty without a value."
        raise InputError(problem, field="points", holes=holes, count=len(values))
    if len(values) < LEAST_POINTS:
        problem = "{count} points are too few to find where it fails; {least} or more are needed."
        raise InputError(problem, field="points", count=len(values), least=LEAST_POINTS)
    if density is not None and not 0.0 < density <= 1.0:
        raise InputError(
            "{density:g} is no share of points; give one above 0, at most 1.", density=density, field="density"
        )
    return Space(tuple(_axis(each, column) for each, column in zip(axes, values.T, strict=True)), values), bad


def _axis(given: Axis | str, column: Floats) -> Axis:
    return given if isinstance(given, Axis) else Axis(given, float(column.min()), float(column.max()))


@dataclass(frozen=True, eq=False)
class FailureResult:
    """Where a scenario of a study fails.

    Attributes
    ----------
    runs : StudyRuns
        Of which scenario, outcome and month.
    when : Condition
        What counts as failing.
    undecided : int
        Points whose verdict further replicates could change; -1 where single runs are not known.
    found : Discovery
    """

    runs: StudyRuns
    when: Condition
    undecided: int
    found: Discovery


def discovered(
    stored: StudyFile | Path | str, fails_when: str, *, outcome: str | None = None, scenario: str | None = None,
    against: str | None = None, month: int | None = None, department: str = "company",
    density: float | None = None, most: int = MOST_BOXES, method: str = "prim",
) -> FailureResult:  # fmt: skip
    """Find where a scenario of a study fails, see `told_discovery.discover_in`."""
    stored = study_file(stored)
    when = condition(fails_when, outcome)
    kind = stored.head()[3]["kind"]
    if kind in _UNFILLED:
        problem = "a design of kind {kind!r} does not show where it fails: {why}; take sobol or lhs."
        raise InputError(problem, field="design", file=str(stored.path), kind=kind, why=_UNFILLED[kind])
    runs = runs_of(stored, when.outcome, scenario=scenario, against=against, month=month, department=department)
    judged = verdict(runs, when)
    found = discover(runs.points, judged.fails, runs.axes, density=density, most=most, method=method)
    return FailureResult(runs, when, judged.undecided, found)
