"""People who answer a questionnaire, made by nobody's measurement model: no logistic curve, no steps, no normal score.

What a department thinks is a straight line in the place of its number in its range, as steep as chance makes it; what a
person ticks is a rounded sum. On top: drift of companies and departments, statements that load otherwise than expected
and are easier or harder to agree to, saying yes, ticking at random, extremes only, answers left out, departments that
refuse, and willing people who answer more often.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from crm_adoption.model.behaviour import Behaviour
from crm_adoption.scenarios.core.scenario import Scenario
from crm_adoption.scenarios.files.changes import changed
from crm_adoption.scenarios.files.targets import target_of
from crm_adoption.scenarios.surveys.answers import Answers
from crm_adoption.scenarios.surveys.instrument import Tie, instrument

Floats = npt.NDArray[np.float64]
ASKED = instrument()
SET = ("levers", "department", "organisation")


@dataclass(frozen=True, eq=False)
class Truth:
    """A company whose numbers are known.

    Attributes
    ----------
    scenario : Scenario
    places : mapping of str to float64 array [D]
        By name of a number its place in its plausible range in each department, 0 to 1.
    values : mapping of str to float
        The numbers by dotted path.
    behaviour : Behaviour
    """

    scenario: Scenario
    places: Mapping[str, Floats]
    values: Mapping[str, float]
    behaviour: Behaviour


def truth_of(base: Scenario, members: Sequence[Behaviour], number: int) -> Truth:
    """Return a company with numbers drawn from their ranges: half of what departments are they are by the company."""
    chance = np.random.default_rng([number, 101])
    departments = base.company.organisation.names
    behaviour = members[int(chance.integers(len(members)))]
    places: dict[str, Floats] = {}
    values: dict[str, float] = {}
    for tie in (tie for each in ASKED.constructs for tie in each.ties if tie.group in SET and not tie.spread):
        common, own = chance.random(), chance.random(len(departments))
        alike = chance.random(len(departments)) < 0.5
        places[tie.name] = np.where(alike, common, own) if tie.by_department else np.full(len(departments), common)
        for d, name in enumerate(departments if tie.by_department else ("",)):
            path = f"organisation.departments.{name}.{tie.name}" if name else f"organisation.{tie.name}"
            low, high = target_of(path).plausible or (0.0, 1.0)
            values[path] = float(low + (high - low) * places[tie.name][d])
    for name in (tie.name for each in ASKED.constructs for tie in each.ties if tie.group == "behaviour"):
        low, high = Behaviour.declarations()[name].plausible
        places[name] = np.full(len(departments), (getattr(behaviour, name) - low) / (high - low))
    made = changed(base, [(target_of(path), value) for path, value in values.items()]).behaving(behaviour)
    return Truth(made, places, values, behaviour)


def _opinion(ties: Sequence[Tie], truth: Truth, chance: np.random.Generator) -> Floats:
    """Return what each department thinks on average, in standard deviations among its people."""
    departments = len(truth.scenario.company.organisation.departments)
    told = [t for t in ties if t.name in truth.places and not t.spread]
    place = [truth.places[t.name] if t.sign > 0 else 1.0 - truth.places[t.name] for t in told]
    middle = np.mean(place, axis=0) - 0.5 if place else chance.uniform(-0.5, 0.5, departments)
    steep = chance.uniform(0.7, 2.1) * np.sqrt(max(len(place), 1))
    return np.asarray(steep * middle + chance.uniform(-0.35, 0.35) + chance.laplace(0.0, 0.2, departments))


def answers_of(truth: Truth, number: int, n: int, *, refusing: bool = True) -> Answers:
    """Return n answers from a company; in every other company a department refuses.

    Parameters
    ----------
    number : int
        Another one gives other people.
    """
    chance = np.random.default_rng([number, n, 202])
    departments = truth.scenario.company.organisation.departments
    asked = np.repeat(np.arange(len(departments)), [each.people for each in departments])
    thinks = {each.name: _opinion(each.ties, truth, chance)[asked] for each in ASKED.constructs}
    thinks = {name: each + chance.standard_normal(len(asked)) for name, each in thinks.items()}
    willing = np.exp(0.25 * (thinks["usefulness"] - thinks["resistance"]))
    if refusing and number % 2:
        willing = np.where(asked == int(chance.integers(len(departments))), 1e-12, willing)
    n = min(n, int((willing > 1e-9).sum()))
    who = chance.choice(len(asked), n, replace=False, p=willing / willing.sum())
    values = _ticked({name: each[who] for name, each in thinks.items()}, n, chance)
    names = tuple(departments[d].name for d in asked[who])
    leads = np.zeros(n, bool)
    return Answers(ASKED, names, leads, values, {each.name: each.people for each in departments})


def _ticked(thinks: Mapping[str, Floats], n: int, chance: np.random.Generator) -> npt.NDArray[np.int8]:
    """Return what people tick."""
    lean = chance.uniform(-0.1, 0.5) + chance.normal(0.0, 0.3, n)  # answers towards yes
    extreme, careless = chance.random(n) < 0.15, chance.random(n) < 0.05
    values = np.zeros((n, len(ASKED.items)), np.int8)
    for j, item in enumerate(ASKED.items):
        loading = float(np.clip(item.loading + chance.uniform(-0.2, 0.1), 0.3, 0.9))
        turn = -1.0 if item.reversed else 1.0
        heard = turn * loading * thinks[item.construct] + np.sqrt(1.0 - loading**2) * chance.standard_normal(n)
        mark = 3.0 + chance.uniform(0.85, 1.25) * heard + lean + chance.uniform(-0.45, 0.45)
        plain = np.clip(np.rint(mark), 1, 5)
        ticked = np.where(extreme, np.where(mark < 2.4, 1, np.where(mark > 3.6, 5, 3)), plain)
        ticked = np.where(careless, chance.integers(1, 6, n), ticked)
        values[:, j] = np.where(chance.random(n) < 0.04, 0, ticked)
    return values


def without(answers: Answers, columns: Sequence[int]) -> Answers:
    """Return answers in which nobody ticked some statements."""
    values = answers.values.copy()
    values[:, list(columns)] = 0
    return replace(answers, values=values)
