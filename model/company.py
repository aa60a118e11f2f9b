"""A company ready to run: organisation, features, behaviour and market in compiled code's form."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from .behaviour import Behaviour
from .compiled import plain
from .errors import InputError, unknown
from .features import RELEVANT_FROM, Catalogue
from .in_brief import in_brief
from .market import Market
from .network import given_network
from .organisation import Organisation
from .places import Layout, layout
from .rules import found_in_record, must_repeat, told
from .sites import closeness, site_rows
from .systems import OldCRM

Floats = npt.NDArray[np.float64]


GOALS_ALONE = 0.5
"""What goals and rewards weigh where none of it reaches pay, against all of pay that can: talks, appraisals, praise."""

# Columns of `Setting.features`.
USEFULNESS, EFFORT, DATA_NEED, REACH, VISIBILITY, AI = range(6)
# Entries of `Setting.relevance`.
RELEVANCE, LOG_RELEVANCE = 0, 1
# Columns of `Setting.departments`.
HEADCOUNT, LEAVING, TERRITORIALITY_MEAN, WORKING_TIME = 0, 1, 2, 3


class Setting(NamedTuple):
    """All that stays the same during a run (n people, D departments, F features).

    Attributes
    ----------
    behaviour, market : records of floats
    place : Layout
    features : float64 [F, 6]
        Usefulness, effort, data need, reach, visibility, whether AI.
    relevance : float64 [2, D, F]
        Relevance and ln(relevance + .05).
    departments : float64 [D, 4]
        Headcount, hazard of leaving, mean territoriality, working time as a share of full time.
    handover : float64 [D, D]
        Share of customers' matters that go from one department to another; they add up to one.
    relevant : uint32 [D]
        One bit per feature that counts in the department.
    writing, record : uint32
        One bit per feature that writes into the record, that writes into it or is it (its real use reads it).
    old_crm : float64 [D, F]
        Share of the people who work in an old CRM at the start.
    carried : float
        Share of the missing skill that they bring along.
    site : int64 [D, 2]
        First row of each department's site, and the one after its last.
    between_sites : float
        How much people of different sites have to do with each other, against those of one.
    given_start, given_ties : int64 [2 n + 1] and uint32 [ties, 2], or empty
        The company's own network, as in `State`; empty where one is drawn.
    """

    behaviour: Any
    market: Any
    place: Layout
    features: Floats
    relevance: Floats
    departments: Floats
    handover: Floats
    relevant: npt.NDArray[np.uint32]
    writing: np.uint32
    record: np.uint32
    manager_leaving: float
    completeness: float
    accuracy: float
    starting_use: float
    half_inside: int
    half_across: int
    rewiring: float
    linear_pull: bool
    old_crm: Floats
    carried: float
    site: npt.NDArray[np.int64]
    between_sites: float
    given_start: npt.NDArray[np.int64]
    given_ties: npt.NDArray[np.uint32]


@in_brief
@dataclass(frozen=True)
class Company:
    """One company: who works there, what was bought, how people behave, what it is worth.

    Parameters
    ----------
    organisation : Organisation
    catalogue : Catalogue
    behaviour : Behaviour
    market : Market
    pull_shape : {"threshold", "linear"}
        Whether the pull of colleagues sets in at a tipping share or grows with every colleague.
    """

    organisation: Organisation
    catalogue: Catalogue = field(default_factory=Catalogue)
    behaviour: Behaviour = field(default_factory=Behaviour)
    market: Market = field(default_factory=Market)
    pull_shape: str = "threshold"

    def __post_init__(self) -> None:
        if self.pull_shape not in ("threshold", "linear"):
            problem = "{pull_shape!r} is not allowed; use 'threshold' or 'linear'."
            raise InputError(problem, field="pull_shape", pull_shape=self.pull_shape)
        for department in self.organisation.departments:
            for feature in department.own_systems:
                if feature not in self.catalogue.names:
                    path = f"departments.{department.name}.own_systems"
                    raise unknown("feature", feature, self.catalogue.names).within(field=path)
        if self.organisation.old_crm is not None:
            self.organisation.old_crm.check(self.organisation.names, self.catalogue.names)
        for department in self.organisation.departments:
            if not any(
                feature.relevance.get(department.role, 0.0) >= RELEVANT_FROM for feature in self.catalogue.features
            ):
                problem = (
                    "no feature is relevant to department {name!r} (role {role!r}); give it a role the features "
                    "know or give features a relevance of {least} or more for it."
                )
                raise InputError(
                    problem,
                    field=f"departments.{department.name}.role",
                    name=department.name,
                    role=department.role,
                    least=RELEVANT_FROM,
                )

    def behaving(self, behaviour: Behaviour) -> Company:
        """Return the company with people who behave differently; its layout is not built anew.

        Parameters
        ----------
        behaviour : Behaviour

        Returns
        -------
        Company
        """
        changed = replace(self, behaviour=behaviour)
        changed.__dict__["setting"] = self.setting._replace(behaviour=self.felt(behaviour))
        return changed

    def felt(self, behaviour: Behaviour) -> Any:
        """Return how people behave, as compiled code reads it: goals and rewards weigh less where pay is fixed.

        Parameters
        ----------
        behaviour : Behaviour

        Returns
        -------
        object
            The numbers in the order of their declarations, `kpi_weight` by how far goals reach into pay.
        """
        weight = behaviour.kpi_weight * (GOALS_ALONE + (1.0 - GOALS_ALONE) * self.organisation.variable_pay)
        return replace(behaviour, kpi_weight=weight).as_record()

    @property
    def seats(self) -> float:
        """Licences bought: as many as people, unless the organisation says otherwise."""
        return float(self.organisation.seats or self.organisation.headcount)

    @cached_property
    def relevance(self) -> Floats:
        """Relevance of each feature to each department, [D, F]."""
        return np.array(
            [[f.relevance.get(d.role, 0.0) for f in self.catalogue.features] for d in self.organisation.departments]
        )

    @cached_property
    def handover(self) -> Floats:
        """Share of customers' matters that go from one department to another, [D, D]; they add up to one."""
        o = self.organisation
        people = np.array([each.full_time for each in o.departments])
        if o.handovers:
            weights = np.array([[o.handovers.get((a, b), 0.0) for b in o.names] for a in o.names], np.float64)
        else:
            weights = np.outer(people, people) * closeness(o.places, o.between_sites)
            if len(people) > 1:  # in a company of one department, matters go from colleague to colleague
                np.fill_diagonal(weights, 0.0)
        return np.asarray(weights / weights.sum())

    @cached_property
    def at_go_live(self) -> float:
        """Share of matters that customers must say again on the day the CRM goes live, before anything has changed."""
        b, o, weights, again = self.behaviour, self.organisation, self.handover, 0.0
        relative = o.completeness * o.accuracy / b.data_need_reference
        silos = [each.levers.silo_strength for each in o.departments]
        record = np.array([each.writes or each.shared_record for each in self.catalogue.features])
        reads = ((self.relevance >= RELEVANT_FROM) & record).any(axis=1).tolist()
        for d in range(len(silos)):
            for e in range(len(silos)):
                in_record = plain(found_in_record)(relative, o.starting_use if reads[e] else 0.0)
                by_people = plain(told)(b.told_at_best, b.silo_weight, silos[d], silos[e])
                again += float(weights[d, e]) * plain(must_repeat)(in_record, by_people)
        return again

    @cached_property
    def setting(self) -> Setting:
        """The company as arrays for the kernel."""
        features, departments = self.catalogue.features, self.organisation.departments
        bits = np.array([1 << f for f in range(len(features))], np.uint32)

        def mask(chosen: npt.NDArray[np.bool_]) -> np.uint32:
            return np.uint32(bits[chosen].sum())

        def each(name: str) -> npt.NDArray[Any]:
            return np.array([getattr(feature, name) for feature in features])

        columns = ("usefulness", "effort", "data_need", "reach", "visibility", "is_ai")
        relevance = self.relevance
        # Rounded, so that the C library's last bit of the logarithm cannot differ between platforms.
        log_relevance = np.array([[round(math.log(r + 0.05), 9) for r in row] for row in relevance])
        o = self.organisation
        place, old = layout(o), o.old_crm or OldCRM()
        given_start, given_ties = given_network(o, place.start)
        return Setting(
            behaviour=self.felt(self.behaviour),
            market=self.market.as_record(),
            place=place,
            features=np.column_stack([each(name).astype(float) for name in columns]),
            relevance=np.array([relevance, log_relevance]),
            departments=np.array([[float(d.people), d.leaving, d.territoriality, d.fte] for d in departments]),
            handover=self.handover,
            relevant=np.array([mask(row >= RELEVANT_FROM) for row in relevance], np.uint32),
            writing=mask(each("writes")),
            record=mask(each("writes") | each("shared_record")),
            manager_leaving=o.manager_leaving,
            completeness=o.completeness,
            accuracy=o.accuracy,
            starting_use=o.starting_use,
            half_inside=int(o.ties_inside) // 2,
            half_across=int(o.ties_across) // 2,
            rewiring=o.rewiring,
            linear_pull=self.pull_shape == "linear",
            old_crm=old.use(o.names, self.catalogue.names),
            carried=old.carried,
            site=site_rows(o.places, place.start),
            between_sites=o.between_sites,
            given_start=given_start,
            given_ties=given_ties,
        )
