"""The company of a roster: its departments under the names it gives them, its people under pseudonyms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ...model.company import Company
from ...model.errors import InputError, nearest
from ...model.features import ROLES
from ...model.organisation import Department, Organisation, Roster, Ties
from ...model.phrase import Phrase
from ..core.scenario import Scenario
from ..core.typical import LABELS, LEAVING
from ..files.roster import NAMES, read_roster
from ..files.starter import machine_name, resembling
from ..reading.keys import key as key_of
from ..reading.keys import plain
from ..reading.named_rows import read_table
from .employment import Employment, employment_of
from .mapping import LEFT_OUT, Naming
from .pseudonyms import pseudonymised, pseudonyms, secret_of


@dataclass(frozen=True)
class OwnCompany:
    """A company as its roster shows it.

    Attributes
    ----------
    scenario : Scenario
        The company with its roster, nothing done; people under pseudonyms, if asked for.
    ids : tuple of str
        Ids as the roster has them, in the order of the scenario's roster.
    left_out : int
        People in departments that were left out on purpose.
    guessed : mapping of str to str
        Role by department, as it was guessed from the name.
    employment : Employment
        When people joined, left and got their licence.
    assumed : tuple of Phrase
        What was concluded of departments and managers.
    """

    scenario: Scenario
    ids: tuple[str, ...]
    left_out: int
    guessed: Mapping[str, str]
    employment: Employment
    assumed: tuple[Phrase, ...] = ()

    @property
    def nameless(self) -> Scenario:
        """The company with its people numbered in the order of their ids: the same whatever the pseudonyms are."""
        organisation = self.scenario.company.organisation
        if organisation.roster is None:
            return self.scenario
        place = {each: str(number) for number, each in enumerate(sorted(self.ids))}
        number = {name: place[each] for name, each in zip(organisation.roster.ids, self.ids, strict=True)}
        ties = _renamed(organisation.ties, number) if organisation.ties else None
        renamed = replace(organisation, roster=pseudonymised(organisation.roster, number), ties=ties)
        return replace(self.scenario, company=replace(self.scenario.company, organisation=renamed))


def _roles(texts: list[str], naming: Naming) -> dict[str, str]:
    """Return the role of each department of the roster; an empty one leaves it out.

    Raises
    ------
    InputError
        Where a department's name says nothing and the mapping neither.
    """
    given = {plain(name): role for name, role in naming.departments.items()}
    found = {text: given.get(plain(text), resembling(text)) for text in texts}
    for name, role in naming.departments.items():
        if role not in (*ROLES, LEFT_OUT):
            raise InputError(
                "unknown role {name!r}.{near}", name=role, near=nearest(role, ROLES), field=f"departments.{name}"
            )
        if plain(name) not in map(plain, texts):
            problem = "the roster has no department {name!r}.{near}"
            raise InputError(problem, field="departments", name=name, near=nearest(name, texts))
    if unclear := [text for text, role in found.items() if role is None]:
        lines = "; ".join(f'"{text}" = "sales"' for text in unclear[:5])
        problem = (
            "which role do the departments {departments} resemble? Say it below [departments] of a mapping, for "
            'example {lines}; roles are {roles}, and "" leaves a department out.'
        )
        raise InputError(
            problem,
            field="department",
            departments=", ".join(map(repr, unclear[:10])),
            lines=lines,
            roles=", ".join(ROLES),
        )
    return {text: role or LEFT_OUT for text, role in found.items()}


def company_of(
    path: Path, naming: Naming, base: Scenario | None = None, *, keep_ids: bool = False, key: Path | None = None
) -> OwnCompany:
    """Read a roster and return its company.

    Parameters
    ----------
    path : Path
        Roster, as `crm_adoption.scenarios.files.roster.read_roster` takes it.
    base : Scenario, optional
        Features, prices, market and levers to start from; by default the standard ones. Its departments
        serve where the roster has departments of the same name.
    keep_ids : bool
        Whether people keep their ids instead of pseudonyms.
    key : Path, optional
        File with the secret of the pseudonyms; by default each run has one of its own.

    Raises
    ------
    InputError
        With all problems of the roster, or for a department whose role is not clear.
    """
    table = read_table(path, Phrase("roster"), NAMES, needed=("id", "department"))
    texts = [each for each in dict.fromkeys(row["department"] for row in table.rows) if each]
    by_name = _known(base)
    try:
        unknown = [text for text in texts if plain(text) not in by_name]
        roles = _roles(unknown, naming) if unknown else {}
    except InputError as error:
        raise error.within(file=str(path)) from None
    names, assumed = _names(texts, by_name)
    used = tuple(dict.fromkeys(names.values()))
    labels = {name: [text for text in texts if names[text] == name] for name in used}
    roster = read_roster(path, used, labels, assumed)
    try:
        employment = employment_of(table)
    except InputError as error:
        raise error.within(file=str(path)) from None
    out = {names[text] for text, role in roles.items() if role == LEFT_OUT}
    rows = [i for i, department in enumerate(roster.departments) if department not in out]
    kept = kept_of(roster, rows)
    shown = kept if keep_ids else pseudonymised(kept, pseudonyms(kept.ids, secret_of(key)))
    departments = tuple(
        _department(name, labels[name][0], by_name, roles, kept.departments.count(name))
        for name in used if name not in out
    )  # fmt: skip
    if not departments:
        raise InputError("all departments are left out; nobody is left.", file=str(path))
    scenario = _scenario(base, departments, shown, dict(zip(kept.ids, shown.ids, strict=True)))
    left_out = len(roster.ids) - len(kept.ids)
    return OwnCompany(scenario, kept.ids, left_out, roles, employment.taken(rows), tuple(assumed))


def _known(base: Scenario | None) -> dict[str, Department]:
    """Return the base scenario's departments by every spelling of their names."""
    departments = base.company.organisation.departments if base else ()
    return {plain(name): each for each in departments for name in (each.name, each.label_en, each.label_de)}


def _names(texts: Sequence[str], by_name: Mapping[str, Department]) -> tuple[dict[str, str], list[Phrase]]:
    """Return the machine name of each department, and which look alike: two names never become one department."""
    found, first, assumed = dict[str, str](), dict[str, str](), list[Phrase]()
    for text in texts:
        name = by_name[plain(text)].name if plain(text) in by_name else _name(text)
        same = first.setdefault(name, text)
        if key_of(same) != key_of(text):
            alike = next((each for each, taken in found.items() if key_of(each) == key_of(text)), None)
            number = sum(each.startswith(name) for each in first) + 1
            name = found[alike] if alike else f"{name}_{number}"
            first.setdefault(name, text)
            if alike is None:
                problem = "departments {one!r} and {other!r} look alike and are kept apart"
                assumed.append(Phrase(problem, one=same, other=text))
        found[text] = name
    return found, assumed


def _name(text: str) -> str:
    """Return the machine name of a department: the standard one for the usual labels."""
    usual = {plain(label): name for name, both in LABELS.items() for label in both}
    return usual.get(plain(text)) or machine_name(text) or "department"


def _department(
    name: str, text: str, by_name: Mapping[str, Department], roles: Mapping[str, str], people: int
) -> Department:
    if plain(text) in by_name:
        return replace(by_name[plain(text)], people=people)
    label_en, label_de = LABELS.get(name, (text, text))
    return Department(name, label_en, label_de, roles[text], people, leaving=LEAVING.get(roles[text], 0.010))


def kept_of(roster: Roster, rows: Sequence[int]) -> Roster:
    """Return some people of a roster; whose manager goes has none."""
    there = {roster.ids[i] for i in rows}
    return Roster(
        ids=tuple(roster.ids[i] for i in rows),
        departments=tuple(roster.departments[i] for i in rows),
        managers=tuple(roster.managers[i] if roster.managers[i] in there else "" for i in rows),
        levels=tuple(roster.levels[i] for i in rows),
        tenures=tuple(roster.tenures[i] for i in rows),
        ftes=tuple(roster.ftes[i] for i in rows) if roster.ftes else (),
    )


def _scenario(
    base: Scenario | None, departments: tuple[Department, ...], roster: Roster, renamed: Mapping[str, str]
) -> Scenario:
    if base is None:
        company = Company(Organisation("Our company", departments, roster=roster))
        return Scenario("our_company", company, title_en="Our company", title_de="Unser Unternehmen")
    before = base.company.organisation
    ties = _renamed(before.ties, renamed) if before.ties else None
    organisation = replace(before, departments=departments, roster=roster, ties=ties)
    return replace(base, company=replace(base.company, organisation=organisation))


def _renamed(ties: Ties, renamed: Mapping[str, str]) -> Ties | None:
    """Return ties among the people who are still there, under their names here."""
    kept = [
        (tuple(sorted((renamed[one], renamed[other]))), weight)
        for (one, other), weight in zip(ties.pairs, ties.weights, strict=True)
        if one in renamed and other in renamed
    ]
    return Ties(tuple((pair[0], pair[1]) for pair, _ in kept), tuple(weight for _, weight in kept)) if kept else None
