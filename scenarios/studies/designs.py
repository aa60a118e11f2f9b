"""Designs: at which points of the uncertainties a study looks. Known by their size first, sampled when needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import prod
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ...model.errors import InputError, unknown
from ...model.phrase import SILENCE, Phrase
from ...model.simulation import whole_number
from .points import points_given, points_of
from .samples import SAMPLED, restore_base
from .uncertainty import Uncertainty, listed_uncertainties

Floats = npt.NDArray[np.float64]
MOST = 2**31 - 1
"""Points that can be numbered."""
_FIXED = {
    "grid": Phrase("a finer grid has other points in between"),
    "single": Phrase("nothing varies"),
    "lhs": Phrase("a Latin hypercube of more points divides the ranges anew"),
    "one_at_a_time": Phrase("more levels lie elsewhere"),
}


@dataclass(frozen=True, eq=False)
class Design:
    """Points at which the uncertainties are looked at; made by `sobol`, `grid` and the others of this module.

    Nothing is sampled before `points` is asked for, so that its size is known of the largest design.

    Attributes
    ----------
    kind : str
        ``grid``, ``lhs``, ``sobol``, ``morris``, ``saltelli``, ``one_at_a_time``, ``file``, ``points`` or ``single``.
    uncertainties : tuple of Uncertainty
    size : int
        Number of points.
    options : mapping
        What makes the same design again: its n, levels and seed.
    given : float64 array [n, k] or None
        Points of one's own.
    """

    kind: str
    uncertainties: tuple[Uncertainty, ...]
    size: int
    options: Mapping[str, Any] = field(default_factory=dict)
    given: Floats | None = None

    def __len__(self) -> int:
        return self.size

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the uncertainties, the columns of `points`."""
        return tuple(each.name for each in self.uncertainties)

    @property
    def problem(self) -> dict[str, Any]:
        """What SALib calls a problem: the names, their ranges and the groups in which they vary.

        The ranges are [0, 1], as in `unit`; every uncertainty is a function of one such share.
        """
        found: dict[str, Any] = {
            "num_vars": len(self.names), "names": list(self.names), "bounds": [[0.0, 1.0]] * len(self.names)
        }  # fmt: skip
        if any(each.group for each in self.uncertainties):
            found["groups"] = [each.group or each.name for each in self.uncertainties]
        return found

    @cached_property
    def unit(self) -> Floats:
        """The points as probabilities of each uncertainty's distribution, [n, k] in [0, 1].

        Raises
        ------
        InputError
            For points of one's own, which are not made from probabilities.
        """
        if self.given is not None:
            raise InputError("points of one's own have no probabilities.", field="design.kind")
        return np.asarray(SAMPLED[self.kind](self), np.float64)

    @cached_property
    def points(self) -> Floats:
        """Value of each uncertainty at each point, [n, k]."""
        if self.given is not None:
            return self.given
        shares = self.unit
        columns = [each.at(shares[:, k]) for k, each in enumerate(self.uncertainties)]
        found = np.column_stack(columns) if columns else np.empty((self.size, 0))
        if self.kind == "one_at_a_time":
            restore_base(self, found)
        return found

    @property
    def fixed(self) -> Phrase:
        """Why the design cannot be extended; empty where its points stay the first ones of a larger one."""
        return _FIXED.get(self.kind, SILENCE)

    def extended(self, n: int) -> Design:
        """Return the design with a larger ``n``, of which this one's points are the first.

        Raises
        ------
        InputError
            If designs of this kind have other points then, with the reason; or if n is smaller.
        """
        if self.fixed:
            problem = "a design of kind {kind!r} cannot be extended: {why}; make a new study."
            raise InputError(problem, field="design", kind=self.kind, why=self.fixed)
        if self.given is not None:
            raise InputError("points of one's own are extended by further rows in their file.", field="design")
        if n < self.options["n"]:
            raise InputError(
                "{n} is less than {before}; nothing is taken away.", n=n, before=self.options["n"], field="design.n"
            )
        return design(self.kind, self.uncertainties, **{**self.options, "n": n})


def _made(kind: str, uncertainties: Sequence[Uncertainty], size: int, **options: Any) -> Design:
    uncertainties = listed_uncertainties(uncertainties)
    if not uncertainties:
        raise InputError("there is nothing to vary; give at least one uncertainty.")
    if size > MOST:
        raise InputError("{size:,} points are more than can be numbered ({most:,}).", size=size, most=MOST)
    if "seed" in options:
        options["seed"] = whole_number(options["seed"], 0, 2**64 - 1, "seed")
    return Design(kind, uncertainties, size, options)


def _power_of_two(n: object) -> int:
    """Return n if the sequence is balanced at it, or raise InputError."""
    number = whole_number(n, 1, 2**30, "n")
    if number & (number - 1):
        near = sorted({2 ** (number.bit_length() - 1), 2 ** number.bit_length()})
        problem = (
            "{number:,} is not a power of two, and only then are Sobol points balanced; give {below:,} or {above:,}."
        )
        raise InputError(problem, field="n", number=number, below=near[0], above=near[1])
    return number


def single() -> Design:
    """Return the one point of a study in which nothing varies."""
    return Design("single", (), 1, {}, np.empty((1, 0)))


def grid(uncertainties: Sequence[Uncertainty], levels: int = 5) -> Design:
    """Return every combination of evenly spaced levels (ends included) or of all single values."""
    levels = whole_number(levels, 2, 10_000, "levels")
    size = prod(len(each.levels(levels)) for each in listed_uncertainties(uncertainties))
    return _made("grid", uncertainties, size, levels=levels)


def lhs(uncertainties: Sequence[Uncertainty], n: int, seed: int = 0) -> Design:
    """Return a Latin hypercube: each uncertainty once in every n-th part of its distribution (SciPy)."""
    n = whole_number(n, 1, MOST, "n")
    return _made("lhs", uncertainties, n, n=n, seed=seed)


def sobol(uncertainties: Sequence[Uncertainty], n: int, seed: int = 0) -> Design:
    """Return n points, a power of two, of the scrambled Sobol sequence (SciPy); can be extended."""
    n = _power_of_two(n)
    return _made("sobol", uncertainties, n, n=n, seed=seed)


def morris(uncertainties: Sequence[Uncertainty], n: int = 20, levels: int = 4, seed: int = 0) -> Design:
    """Return n trajectories for Morris' elementary effects, n (groups + 1) points (SALib); can be extended."""
    n, levels = whole_number(n, 1, MOST, "n"), whole_number(levels, 2, 1000, "levels")
    if levels % 2:
        raise InputError("{levels} is odd; give an even number of levels.", levels=levels, field="levels")
    _check_groups(uncertainties)
    return _made("morris", uncertainties, n * (_groups(uncertainties) + 1), n=n, levels=levels, seed=seed)


def saltelli(uncertainties: Sequence[Uncertainty], n: int, second_order: bool = True, seed: int = 0) -> Design:
    """Return points for Sobol indices, made of n base points, a power of two (SALib).

    They are n (2 groups + 2), without second order n (groups + 2); they can be extended.
    """
    n = _power_of_two(n)
    if not isinstance(second_order, bool):
        raise InputError(
            "{second_order!r} is not allowed; give true or false.", second_order=second_order, field="second_order"
        )
    _check_groups(uncertainties)
    size = n * ((2 if second_order else 1) * _groups(uncertainties) + 2)
    return _made("saltelli", uncertainties, size, n=n, second_order=second_order, seed=seed)


def one_at_a_time(
    uncertainties: Sequence[Uncertainty], levels: int = 2, base: Mapping[str, float] | None = None
) -> Design:
    """Return the base, and each uncertainty in turn at its levels while the others stay at the base.

    Parameters
    ----------
    base : mapping, optional
        Value by name; by default the middle of the distribution (a study takes its first scenario's values).
    """
    levels = whole_number(levels, 2, 10_000, "levels")
    held = _base({} if base is None else base, listed_uncertainties(uncertainties))
    size = 1 + sum(len(each.levels(levels)) for each in uncertainties)
    return _made("one_at_a_time", uncertainties, size, levels=levels, base=held)


def _base(base: object, uncertainties: Sequence[Uncertainty]) -> dict[str, float]:
    """Return the values of a base once they are allowed."""
    if not isinstance(base, Mapping):
        raise InputError("{base!r} is no table of values by name.", base=base, field="base")
    known = {each.name: each for each in uncertainties}
    for name, value in base.items():
        if name not in known:
            raise unknown("uncertainty", str(name), known).within(field="base")
        try:
            known[name].target.check(value)
        except InputError as error:
            raise error.within(field=f"base.{name}") from None
    return {name: float(value) for name, value in base.items()}


def _groups(uncertainties: Sequence[Uncertainty]) -> int:
    return len({each.group or each.name for each in uncertainties})


def _check_groups(uncertainties: Sequence[Uncertainty]) -> None:
    if any(each.group for each in listed_uncertainties(uncertainties)) and _groups(uncertainties) < 2:
        raise InputError("all uncertainties are in one group; two or more are needed.")


def from_csv(path: Path | str, uncertainties: Sequence[Uncertainty] = ()) -> Design:
    """Points of one's own from a CSV file with a column per uncertainty; further rows extend it.

    Without uncertainties the headings of the file name them, and any value that is allowed may stand there.
    """
    found, points = points_of(path, uncertainties)
    return Design("file", found, len(points), {"file": str(path)}, points)


def from_array(points: npt.ArrayLike, uncertainties: Sequence[Uncertainty]) -> Design:
    """Points of one's own, [n, k]; further rows extend it."""
    found, values = points_given(points, uncertainties)
    return Design("points", found, len(values), {}, values)


def _from_file(uncertainties: Sequence[Uncertainty], file: Path | str) -> Design:
    return from_csv(file, uncertainties)


KINDS: dict[str, Callable[..., Design]] = {
    "grid": grid, "lhs": lhs, "sobol": sobol, "morris": morris, "saltelli": saltelli, "one_at_a_time": one_at_a_time,
    "file": _from_file,
}  # fmt: skip
"""Makers of designs by kind."""
_OPTIONS = {
    "grid": ("levels",), "lhs": ("n", "seed"), "sobol": ("n", "seed"), "morris": ("n", "levels", "seed"),
    "saltelli": ("n", "second_order", "seed"), "one_at_a_time": ("levels", "base"), "file": ("file",),
}  # fmt: skip
_NEEDED = {"lhs": "n", "sobol": "n", "saltelli": "n", "file": "file"}


def design(kind: str, uncertainties: Sequence[Uncertainty], /, **options: Any) -> Design:
    """Return a design of a kind.

    Raises
    ------
    InputError
        For an unknown kind or option, or a value that is not allowed.
    """
    if not isinstance(kind, str) or kind not in KINDS:
        raise unknown("kind of design", str(kind), KINDS).within(field="kind")
    allowed = _OPTIONS[kind]
    for name in options:
        if name not in allowed:
            raise unknown("option of a {kind} design", name, allowed, kind=kind).within(field=name)
    if (option := _NEEDED.get(kind)) and option not in options:
        raise InputError("a design of kind {kind!r} needs {option}.", kind=kind, option=option, field=option)
    if "file" in options and not isinstance(options["file"], (str, Path)):
        raise InputError(
            "{value!r} is not a file; give its name in quotation marks.", value=options["file"], field="file"
        )
    return KINDS[kind](uncertainties, **options)
