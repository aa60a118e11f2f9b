"""The presenter's own company, as the files of the command line have it: shipped programmes can be done there too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from ...model.errors import InputError
from ...scenarios.core.scenario import Scenario
from ..evidence.fitted import resolved_in
from .choices import Choices, Plan
from .fitted_presets import Fitted, brought, fitted_presets
from .presets import Preset, first_choices, from_files, shipped

HERE = "-here"
"""What stands behind the key of a shipped scenario that is done in the presenter's own company."""
ALONE = "no_programme"


@dataclass(frozen=True)
class Subject:
    """Of whom a story is told: a company, and what its presenter plans there.

    Attributes
    ----------
    presets : mapping of str to Preset
        Shipped scenarios as they are done in this company, by their shipped names.
    plans : mapping of str to Preset
        What was given on the command line and does something in this company, by key.
    own : bool
        Whether it is another company than the shipped one.
    """

    presets: Mapping[str, Preset]
    plans: Mapping[str, Preset]
    own: bool


@cache
def subject(files: tuple[str, ...], fitted: Fitted | None = None) -> Subject:
    """Return of whom the story is told: the company that was fitted, else the first of one's own among the files.

    Parameters
    ----------
    files : tuple of str
        Shipped names and paths, as the command line gives them.
    fitted : Fitted, optional

    Raises
    ------
    InputError
        For whatever is wrong in a file.
    """
    if fitted is not None:
        there = {key: each for key, each in fitted_presets(files, fitted).items() if each.origin == "shipped"}
        own = [brought(each, fitted) for each in from_files(files).values()]
        return Subject(there, {each.key: each for each in own if _does(each)}, True)
    given, here = list(from_files(files).values()), own_presets(files)
    presets = here or shipped()
    company = presets[ALONE].scenario.company
    plans = [here.get(each.key, each) if each.origin == "shipped" else each for each in given]
    mine = (each for each in plans if each.origin == "own" or each.scenario.company == company)
    return Subject(presets, {each.key: each for each in mine if _does(each)}, bool(here))


def presets_of(files: tuple[str, ...], fitted: Fitted | None = None) -> dict[str, Preset]:
    """Return the scenarios that a page starts with: those of the command line first, then the shipped ones."""
    if fitted is not None:
        return dict(fitted_presets(files, fitted))
    here = {each.key: each for each in own_presets(files).values()}
    return {**from_files(files), **here, **shipped()}


def first_here(files: tuple[str, ...], fitted: Fitted | None = None) -> Choices:
    """Return the scenarios shown at first (`first_choices`), the shipped ones in one's own company if there is one.

    Parameters
    ----------
    files : tuple of str
    fitted : Fitted, optional
    """
    here, choices = {} if fitted is not None else own_presets(files), first_choices(files)
    plans = (Plan(here[each.preset].key) if each.preset in here else each for each in choices.plans)
    return replace(choices, plans=tuple(plans))


@cache
def own_presets(files: tuple[str, ...]) -> Mapping[str, Preset]:
    """Return the shipped scenarios in the first company of one's own among the files, by their shipped names.

    Empty where there is none. What names departments or features that the company does not have is left out.

    Parameters
    ----------
    files : tuple of str
    """
    usual = shipped()[ALONE].scenario.company
    files_only = (each for each in from_files(files).values() if each.origin == "file")
    mine = next((each for each in files_only if each.scenario.company != usual), None)
    if mine is None:
        return {}
    found = _here(tuple(shipped()), mine.scenario)
    return {
        name: replace(
            shipped()[name], key=name + HERE, identity=f"{mine.identity}: {name}", scenario=each, origin="own"
        )
        for name, each in found.items()
    }  # fmt: skip


def _here(names: Sequence[str], mine: Scenario) -> dict[str, Scenario]:
    """Return shipped scenarios in a company, as far as it has what they name."""
    try:
        found = resolved_in(names, mine)
    except InputError:
        return {} if len(names) == 1 else {name: each for one in names for name, each in _here((one,), mine).items()}
    return {
        name: replace(each, company=mine.company) if each.company == mine.company else each
        for name, each in found.items()
    }  # the same company, so that nothing is built twice


def _does(preset: Preset) -> bool:
    return bool(preset.scenario.interventions)
