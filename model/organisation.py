"""The company: departments, hierarchy and the people's places in it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from .declared import Declared, number
from .errors import InputError, unknown
from .in_brief import in_brief
from .levers import Levers
from .sites import Site, check_sites
from .systems import OldCRM, OwnSystem
from .texts import MOST_LABEL, in_language, keep_names, keep_words

MOST_PEOPLE = 5_000_000
MOST_DEPARTMENTS = 250
MOST_TIES = 400


@in_brief
@dataclass(frozen=True)
class Department(Declared):
    """One department.

    Attributes
    ----------
    name, label_en, label_de : str
        Machine name and words for people.
    role : str
        Which column of the features' relevance applies, e.g. ``sales``.
    people : int
        Headcount, 1 or more.
    levers : Levers
        Where the levers stand without any intervention.
    own_systems : mapping of str to OwnSystem
        Systems of the department's own, by the feature whose work is done there.
    site : str
        Name of the site at which it stands, empty where there is only one.
    """

    name: str
    label_en: str
    label_de: str
    role: str
    people: int
    levers: Levers = field(default_factory=Levers)
    own_systems: Mapping[str, OwnSystem] = field(default_factory=dict)
    site: str = ""
    leaving: float = number(
        0.010, (0.005, 0.035), "Share of the department's people who leave per month.",
        unit="share/month", symbol="hazard", source="O6", grade="B", allowed=(0.0, 0.5),
    )  # fmt: skip
    fte: float = number(
        1.0, (0.6, 1.0), "Working time of the department's people, as a share of full time, on average.",
        symbol="fte", allowed=(0.05, 1.0),
    )  # fmt: skip
    territoriality: float = number(
        0.5, (0.3, 0.7), "How much people see customers and knowledge as their own, on average.", symbol="z"
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        keep_names(self, "name", "role")
        keep_words(self, {"label_en": MOST_LABEL, "label_de": MOST_LABEL})
        if isinstance(self.people, bool) or not isinstance(self.people, int) or self.people < 1:
            raise InputError("{people!r} is not a headcount; allowed is 1 or more.", people=self.people, field="people")

    def __hash__(self) -> int:
        """Return a hash by value, so that scenarios can be members of sets and keys of tables."""
        return hash((self.name, self.site, self.role, self.people, self.levers, tuple(sorted(self.own_systems))))

    @property
    def full_time(self) -> float:
        """People as full-time equivalents."""
        return self.people * self.fte

    def label(self, lang: str) -> str:
        """Return the department's name in words.

        Parameters
        ----------
        lang : {"en", "de"}

        Returns
        -------
        str
        """
        return str(in_language(self, "label", lang))


UNKNOWN_TENURE = -1.0


@dataclass(frozen=True)
class Roster:
    """The company's own list of people, one entry per person in each tuple.

    Attributes
    ----------
    ids : tuple of str
        Unique personnel ids.
    departments : tuple of str
        Department name of each person.
    managers : tuple of str
        Id of the line manager, empty for the head of a department.
    levels : tuple of int
        1 for staff, higher for more senior.
    tenures : tuple of float
        Months with the company; `UNKNOWN_TENURE` where they are drawn.
    ftes : tuple of float
        Working time as a share of full time; empty where everybody works full time.
    sites : tuple of str
        Site of each person; empty where departments say where they are.
    """

    ids: tuple[str, ...]
    departments: tuple[str, ...]
    managers: tuple[str, ...]
    levels: tuple[int, ...]
    tenures: tuple[float, ...]
    ftes: tuple[float, ...] = ()
    sites: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ties:
    """Who works with whom, by the company's own counts.

    Attributes
    ----------
    pairs : tuple of (str, str)
        Personnel ids; each pair stands once.
    weights : tuple of float
        How closely, above 0; only proportions among a person's ties matter.
    """

    pairs: tuple[tuple[str, str], ...]
    weights: tuple[float, ...]


@in_brief
@dataclass(frozen=True)
class Organisation(Declared):
    """Departments, hierarchy, ties and the state of the customer record at the start.

    Attributes
    ----------
    name : str
        Name in words.
    departments : tuple of Department
        At least one; names differ.
    roster : Roster, optional
        The company's own list of people; by default a regular hierarchy.
    seats : int, optional
        Licences bought; by default one per person.
    ties : Ties, optional
        Who works with whom, for a company with a roster; by default a network is drawn.
    handovers : mapping of (str, str) to float
        How often a customer's matter goes from one department to another; only proportions matter. By
        default as often as the product of both headcounts.
    old_crm : OldCRM, optional
        A CRM that people work in at the start.
    sites : tuple of Site
        Where the departments stand, where there are several places.
    """

    name: str
    departments: tuple[Department, ...]
    roster: Roster | None = None
    seats: int | None = None
    ties: Ties | None = None
    handovers: Mapping[tuple[str, str], float] = field(default_factory=dict)
    old_crm: OldCRM | None = None
    sites: tuple[Site, ...] = ()
    between_sites: float = number(
        0.25, (0.1, 0.6), "How much departments of different sites have to do with each other, against those of one.",
        symbol="between",
    )  # fmt: skip
    manager_leaving: float = number(
        0.010, (0.005, 0.02), "Share of managers who leave per month.",
        unit="share/month", symbol="hazard_m", source="O6", grade="B", allowed=(0.0, 0.5),
    )  # fmt: skip
    completeness: float = number(
        0.35, (0.2, 0.5), "Completeness of the customer record at the start.", symbol="C_0", source="D1", grade="B"
    )
    accuracy: float = number(
        0.70, (0.5, 0.9), "Accuracy of the customer record at the start.", symbol="Q_0", source="D1", grade="B"
    )
    starting_use: float = number(
        0.0, (0.0, 0.7), "Share of what matters to people that is in real use, by habit, before the first month.",
        symbol="y_0",
    )  # fmt: skip
    ties_inside: float = number(
        10.0, (6.0, 20.0), "Colleagues a person works with inside the department.",
        unit="ties", symbol="k_in", allowed=(0.0, MOST_TIES),
    )  # fmt: skip
    ties_across: float = number(
        2.0, (0.0, 6.0), "Colleagues a person works with in other departments.",
        unit="ties", symbol="k_out", allowed=(0.0, 32.0),
    )  # fmt: skip
    rewiring: float = number(
        0.10, (0.0, 0.3), "Share of ties that leap out of the team: 0 a ring of teams, 1 random.",
        symbol="p_rewire", source="S11", grade="A",
    )  # fmt: skip
    variable_pay: float = number(
        1.0, (0.0, 1.0), "How far goals and rewards reach into pay: 1 as with bonuses, 0 where pay is fixed.",
        symbol="pay_v", source="judgement",
    )  # fmt: skip
    span_of_control: float = number(
        10.0, (5.0, 15.0), "People reporting to one manager.", unit="people", symbol="span", allowed=(2.0, 1000.0)
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        keep_words(self, {"name": MOST_LABEL})
        if self.headcount < 2:
            raise InputError(
                "an organisation of one person has nobody to learn from; 2 or more are needed.", field="departments"
            )
        if self.headcount > MOST_PEOPLE:
            problem = "{headcount:,} people; at most {most:,} are allowed."
            raise InputError(problem, field="departments", headcount=self.headcount, most=MOST_PEOPLE)
        if len(self.departments) > MOST_DEPARTMENTS:
            problem = "{count} departments; at most {most} are allowed."
            raise InputError(problem, field="departments", count=len(self.departments), most=MOST_DEPARTMENTS)
        if self.roster is not None:
            counted = Counter(self.roster.departments)
            for each in self.departments:
                if counted[each.name] != each.people:
                    problem = "the roster has {counted} people, not {people}."
                    raise InputError(
                        problem, field=f"departments.{each.name}.people", counted=counted[each.name], people=each.people
                    )
        if self.ties is not None and self.roster is None:
            raise InputError("ties name people one by one, so they need a roster.", field="ties")
        if repeated := {name for name in self.names if self.names.count(name) > 1}:
            raise InputError("department {name!r} appears twice.", name=sorted(repeated)[0], field="departments")
        for name in ("ties_inside", "ties_across"):
            if getattr(self, name) % 2:
                raise InputError(
                    "{value:g} is odd; ties are mutual, so give an even number.", value=getattr(self, name), field=name
                )
        object.__setattr__(self, "span_of_control", float(int(self.span_of_control)))
        check_sites(self.places, self.sites)
        for pair, weight in self.handovers.items():
            self._check_handover(pair, weight)
        if self.handovers and not any(weight > 0.0 for weight in self.handovers.values()):
            raise InputError("nothing is handed over; at least one weight must be above 0.", field="handovers")
        if self.seats is not None and (not isinstance(self.seats, int) or self.seats < 1):
            raise InputError(
                "{seats!r} is not a number of licences; allowed is 1 or more.", seats=self.seats, field="seats"
            )

    def _check_handover(self, pair: tuple[str, str], weight: float) -> None:
        path = ".".join(("handovers", *pair))
        for name in pair:
            if name not in self.names:
                raise unknown("department", name, self.names).within(field=path)
        if pair[0] == pair[1]:
            raise InputError("nothing is handed over within a department; name two.", field=path)
        if isinstance(weight, bool) or not isinstance(weight, (int, float)) or not 0.0 <= weight <= 1e9:
            raise InputError("{weight!r} is not a weight; allowed is 0 or more.", weight=weight, field=path)

    def __hash__(self) -> int:
        """Return a hash by value, so that scenarios can be members of sets and keys of tables."""
        handovers = tuple(sorted(self.handovers.items()))
        return hash((self.name, self.departments, self.roster, self.seats, handovers, self.old_crm))

    @property
    def headcount(self) -> int:
        """Return the number of people."""
        return sum(department.people for department in self.departments)

    def full_time(self, chosen: Iterable[int]) -> float:
        """Return the people of some departments as full-time equivalents.

        Parameters
        ----------
        chosen : iterable of int
            Numbers of the departments.

        Returns
        -------
        float
        """
        return math.fsum(self.departments[d].full_time for d in chosen)

    @property
    def places(self) -> tuple[str, ...]:
        """Return the name of each department's site, in order."""
        return tuple(department.site for department in self.departments)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Return the departments' machine names in order."""
        return tuple(department.name for department in self.departments)
