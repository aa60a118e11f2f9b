"""Who answered: how many in each department, what may be shown of it, and what those who are silent could change."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...scenarios.ground.adding import added
from ...scenarios.surveys.answers import UNSAID, Answers
from ..company.privacy import allowed
from ..company.suppressing import LEAST

COMPANY = "company"
Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
NAN = float("nan")


@dataclass(frozen=True, eq=False)
class Responses:
    """Answers by place (G places: the company first, then departments, then those who name none, if there are any).

    Attributes
    ----------
    places : tuple of str
        `COMPANY`, machine names, and `UNSAID`.
    answered, invited : float array [G]
        People; NaN where it is not known how many were asked.
    shown : bool array [G]
        Where anything may be shown, by itself or by subtraction.
    means : float array [G, I]
        Mean of each question, turned so that high is much of its construct; NaN where it may not be shown.
    scores : float array [G, C]
        The same by construct.
    spread : float
        How much people differ in a construct, on average (standard deviation, points of the scale); NaN for too few.
    """

    places: tuple[str, ...]
    answered: Floats
    invited: Floats
    shown: Mask
    means: Floats
    scores: Floats
    spread: float

    @property
    def rates(self) -> Floats:
        """Share of those asked who answered, by place."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(np.where(self.invited > 0, self.answered / self.invited, NAN))

    @property
    def shifts(self) -> Floats:
        """By how many points means would move if all who are silent differ by one standard deviation, by place."""
        return np.asarray(np.maximum(1.0 - self.rates, 0.0) * self.spread)

    @property
    def enough(self) -> bool:
        """Whether there are enough answers for anything to be told."""
        return bool(self.answered[0] >= LEAST)


def places_of(answers: Answers) -> tuple[str, ...]:
    """Return the places that answers are of: the company, its departments, and those who name none."""
    named = list(dict.fromkeys([*answers.invited, *sorted(set(answers.departments) - {UNSAID})]))
    return (COMPANY, *named, *([UNSAID] if UNSAID in answers.departments else []))


def members_of(answers: Answers) -> list[Mask]:
    """Return who answered in each place."""
    everybody = np.ones(len(answers), bool)
    return [everybody, *(answers.members(each) for each in places_of(answers)[1:])]


def shown_of(answers: Answers) -> Mask:
    """Return of which places anything may be shown: nothing of fewer than five, neither by itself nor by subtraction.

    Parameters
    ----------
    answers : Answers

    Returns
    -------
    bool array [G]
        In the order of `places_of`.
    """
    members = members_of(answers)
    return allowed([(np.flatnonzero(each),) for each in members], [int(each.sum()) for each in members])


def responses(answers: Answers) -> Responses:
    """Return who answered, and the means that may be shown.

    Parameters
    ----------
    answers : Answers
    """
    places, members, shown = places_of(answers), members_of(answers), shown_of(answers)
    coded = answers.instrument.coded(answers.values).astype(np.float64)
    coded[coded == 0] = NAN
    constructs = [list(answers.instrument.columns(each.name)) for each in answers.instrument.constructs]
    scores = np.stack([_mean(coded[:, columns]) for columns in constructs], axis=1)
    return Responses(
        places, np.array([each.sum() for each in members], np.float64), _invited(answers, places), shown,
        _means(coded, members, shown), _means(scores, members, shown), _spread(scores),
    )  # fmt: skip


def _invited(answers: Answers, places: tuple[str, ...]) -> Floats:
    asked = [answers.invited.get(each) for each in places]
    each = [NAN if number is None else float(number) for number in asked]
    if answers.invited and None not in answers.invited.values():
        each[0] = float(added(each[1 : 1 + len(answers.invited)]))
    return np.array(each)


def _mean(values: Floats) -> Floats:
    """Return the mean of each row over what is answered; NaN where nothing is."""
    there = ~np.isnan(values)
    number = there.sum(axis=1)
    return np.where(number > 0, np.where(there, values, 0.0).sum(axis=1) / np.maximum(number, 1), NAN)


def _means(values: Floats, members: list[Mask], shown: Mask) -> Floats:
    """Return means by place and column, NaN where fewer than five answered or others would give them away."""
    found = np.full((len(members), values.shape[1]), NAN)
    for column in range(values.shape[1]):
        there = ~np.isnan(values[:, column])
        groups = [np.flatnonzero(each & there) for each in members]
        open_to_all = allowed([(each,) for each in groups], [len(each) for each in groups], list(~shown))
        for place, each in enumerate(groups):
            if open_to_all[place] and len(each):
                found[place, column] = values[each, column].mean()
    return found


def _spread(scores: Floats) -> float:
    each = [scores[~np.isnan(scores[:, c]), c] for c in range(scores.shape[1])]
    deviations = [float(values.std(ddof=1)) for values in each if len(values) >= LEAST]
    return float(np.mean(deviations)) if deviations else NAN


def unequal(found: Responses) -> tuple[int, float] | None:
    """Return which construct's mean changes most, and by how much, if departments are weighed by who was asked.

    Parameters
    ----------
    found : Responses

    Returns
    -------
    tuple of int and float, or None
        None where that is not known of two departments or more. Only departments that may be shown are in it, so that
        nothing of the others follows from it.
    """
    inside = [
        g for g in range(1, len(found.places)) if found.shown[g] and found.invited[g] > 0 and found.answered[g] > 0
    ]
    if len(inside) < 2:
        return None
    scores = found.scores[inside]
    known = ~np.isnan(scores).any(axis=0)
    if not known.any():
        return None
    shares = [each[inside] / each[inside].sum() for each in (found.invited, found.answered)]
    difference = np.where(known, (shares[0] - shares[1]) @ np.nan_to_num(scores), 0.0)
    most = int(np.abs(difference).argmax())
    return most, float(difference[most])
