"""What rests on which evidence: all parameters and bands, and the sources they name."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from .facts import check_references, cited, load_evidence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...model.declared import Declaration
    from .facts import Evidence


def declarations() -> dict[str, list[Declaration]]:
    """Return all declared parameters by group."""
    from ...model.behaviour import Behaviour
    from ...model.features import Feature
    from ...model.levers import Levers
    from ...model.market import Market
    from ...model.organisation import Department, Organisation
    from ...scenarios.programmes.prices import Prices

    groups = (Behaviour, Levers, Organisation, Department, Feature, Market, Prices)
    return {group.__name__.lower(): list(group.declarations().values()) for group in groups}


def sources_of_parameters() -> dict[str, str]:
    """Return the source of every parameter, by group and name."""
    return {f"{each.group}.{each.name}": each.source for group in declarations().values() for each in group}


def sources_of_bands() -> dict[str, str]:
    """Return the source of every band, by name."""
    try:
        bands = import_module(".bands", __package__)
    except ModuleNotFoundError:
        return {}
    return {each.name: each.source for each in bands.BANDS}


def check_all(known: Mapping[str, Evidence] | None = None) -> None:
    """Check that every parameter and band names evidence that exists.

    Raises
    ------
    InputError
        With each broken reference, where it stands and the nearest id.
    """
    check_references(sources_of_parameters() | sources_of_bands(), load_evidence() if known is None else known)


def cited_by(id: str) -> dict[str, list[str]]:
    """Return the parameters and the bands whose source names an id."""
    kinds = {"parameters": sources_of_parameters(), "bands": sources_of_bands()}
    return {kind: [place for place, source in found.items() if id in cited(source)] for kind, found in kinds.items()}
