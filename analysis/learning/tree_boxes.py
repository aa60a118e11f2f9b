"""Finding boxes where much fails: the nodes of classification trees, the best of them, and fewer limits.

Every node of a tree is a box, the limits on the way to it. A few trees with leaves of different size and both
weightings of the rarer class give the boxes; those that no other beats in coverage and density are the trade-off curve.

Breiman, L., Friedman, J., Stone, C. J. and Olshen, R. A. (1984). Classification and Regression Trees. Chapman & Hall.
Lempert, R. J., Bryant, B. P. and Bankes, S. C. (2008). Comparing algorithms for scenario discovery. RAND WR-557
(CART finds boxes about as good as PRIM's, more of them).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from ...model.errors import unknown
from ...scenarios.core.provenance import needed
from .boxes import Flags, HeldOut, Places, Space
from .peeling import peeled

Floats = npt.NDArray[np.float64]
DEPTH = 6
"""Most limits on the way to a node."""
LEAVES = (0.02, 0.05, 0.10)
"""Least share of the points in a node."""
SMALLEST = 5
"""Least number of points in a node."""
PER_LIMIT = 0.01
"""What a further limit must add to the correlation of lying inside with failing."""
FOLDS = 5


def _nodes(tree: Any, whole: Places) -> list[Places]:
    """Return the boxes of all nodes of a tree."""
    found, waiting = [], [(0, whole)]
    while waiting:
        node, box = waiting.pop()
        found.append(box)
        if tree.children_left[node] < 0:
            continue
        k, last = int(tree.feature[node]), int(np.floor(tree.threshold[node]))
        left, right = box.copy(), box.copy()
        left[k, 1] = min(left[k, 1], last)
        right[k, 0] = max(right[k, 0], last + 1)
        waiting += [(int(tree.children_left[node]), left), (int(tree.children_right[node]), right)]
    return found


def _grown(space: Space, fails: Flags, among: Flags) -> Places:
    """Return the boxes of all trees, [boxes, uncertainties, 2]."""
    trees = needed("sklearn.tree")
    ranks, found = space.ranks[among], [space.whole]
    for share in LEAVES:
        for weight in (None, "balanced"):
            least = max(SMALLEST, round(share * len(ranks)))
            tree = trees.DecisionTreeClassifier(
                max_depth=DEPTH, min_samples_leaf=least, class_weight=weight, random_state=0
            )
            found += _nodes(tree.fit(ranks, fails[among]).tree_, space.whole)
    return np.unique(np.array(found), axis=0)


def _counts(space: Space, boxes: Places, fails: Flags, among: Flags) -> tuple[Floats, Floats]:
    """Return how many points lie in each box, and how many failing ones."""
    inside = space.inside(boxes) & among
    return inside.sum(axis=1).astype(np.float64), (inside & fails).sum(axis=1).astype(np.float64)


def _limits(space: Space, boxes: Places) -> Floats:
    limits: Floats = (boxes != space.whole).sum(axis=(1, 2)).astype(np.float64)
    return limits


def _correlation(inside: Floats, failing: Floats, points: int, fail: int) -> Floats:
    """Return the correlation of lying inside with failing (phi), 0 for the whole space."""
    below = np.sqrt(inside * (points - inside) * float(fail) * (points - fail))
    above = failing * points - inside * fail
    found: Floats = np.divide(above, below, out=np.zeros_like(above), where=below > 0.0)
    return found


def _worth(space: Space, boxes: Places, fails: Flags, among: Flags) -> Floats:
    """Return how well each box parts failing from other points, less a little for each limit."""
    inside, failing = _counts(space, boxes, fails, among)
    parted = _correlation(inside, failing, int(among.sum()), int((fails & among).sum()))
    worth: Floats = parted - PER_LIMIT * _limits(space, boxes)
    return worth


def _simpler(space: Space, box: Places, fails: Flags, among: Flags) -> Places:
    """Return the box without the limits that add next to nothing."""
    worth = float(_worth(space, box[None], fails, among)[0])
    while len(moved := np.argwhere(box != space.whole)) > 1:
        wider = np.repeat(box[None], len(moved), axis=0)
        for row, (k, end) in enumerate(moved.tolist()):
            wider[row, k, end] = space.whole[k, end]
        worths = _worth(space, wider, fails, among)
        if worths.max() < worth:
            break
        box, worth = wider[int(worths.argmax())], float(worths.max())
    return box


def _front(space: Space, boxes: Places, fails: Flags, among: Flags) -> Places:
    """Return the boxes that no other beats in coverage and density, from the fullest to the widest."""
    inside, failing = _counts(space, boxes, fails, among)
    density = failing / np.maximum(inside, 1.0)
    order = np.lexsort((_limits(space, boxes), -failing, -density))
    best, kept = 0.0, []
    for each in order.tolist():
        if failing[each] > best:
            best = failing[each]
            kept.append(each)
    return boxes[kept]


def maker(method: str) -> Callable[[Space, Flags, Flags], Places]:
    """Return what makes the boxes to choose among, or refuse an unknown method."""
    makers: dict[str, Callable[[Space, Flags, Flags], Places]] = {"prim": peeled, "cart": _grown}
    if method not in makers:
        raise unknown("method", method, makers).within(field="method")
    return makers[method]


def trade_off(space: Space, fails: Flags, among: Flags, method: str = "prim") -> Places:
    """Return the boxes that no other beats in coverage and density, from the fullest to the widest.

    Parameters
    ----------
    space : Space
    fails : bool array [points]
    among : bool array [points]
        Which points to look at.
    method : {"prim", "cart"}

    Raises
    ------
    InputError
        For an unknown method, or one whose library is not installed.
    """
    front = _front(space, maker(method)(space, fails, among), fails, among)
    simple = np.array([_simpler(space, each, fails, among) for each in front])
    return _front(space, np.unique(np.concatenate([front, simple]), axis=0), fails, among)


def chosen(space: Space, front: Places, fails: Flags, among: Flags, density: float | None) -> Places:
    """Return the box of a trade-off curve to go with.

    It is the one that parts failing from other points best (correlation, less `PER_LIMIT` for each limit); with a
    density, the one of greatest coverage at least so dense, or the densest there is.
    """
    if density is None:
        return np.asarray(front[int(_worth(space, front, fails, among).argmax())])
    inside, failing = _counts(space, front, fails, among)
    dense = np.flatnonzero(failing / inside >= density)
    return np.asarray(front[int(dense[-1]) if len(dense) else 0])


def held_out(
    space: Space, fails: Flags, among: Flags, density: float | None, seed: int, method: str = "prim"
) -> HeldOut:
    """Return how boxes do on points that were not used to find them.

    The points are split into `FOLDS` parts with the same share of failing ones; the whole search is made without one
    part at a time, and its box judged by that part.
    """
    from scipy.stats import hypergeom

    random, fold = np.random.default_rng(seed), np.full(len(fails), -1)
    for kind in (fails & among, ~fails & among):
        members = random.permutation(np.flatnonzero(kind))
        fold[members] = np.arange(len(members)) % FOLDS
    points = failing = 0
    for each in range(FOLDS):
        rest = among & (fold != each)
        box = chosen(space, trade_off(space, fails, rest, method), fails, rest, density)
        if (box == space.whole).all():
            continue
        there = space.inside(box[None])[0] & (fold == each)
        points, failing = points + int(there.sum()), failing + int((there & fails).sum())
    every, fail = int(among.sum()), int((fails & among).sum())
    return HeldOut(points, failing, every, fail, float(hypergeom.sf(failing - 1, every, fail, points)))
