"""Scenario files: a few lines of TOML on top of a named base, checked before anything runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ...model.errors import InputError
from ...model.phrase import Phrase
from ..core.scenario import Scenario
from ..reading.toml_files import parsed
from ..reading.toml_text import document
from .build import WORDS, build
from .layers import BY_PERSON, Table, extended, has_headcounts, laid_over, merged
from .phases import check_by_itself
from .placing import placed
from .resizing import resized_below
from .schema import schema
from .settings import Settings, assigned, origin
from .sources import Source, catalogue, given_together, located, opened
from .tables import validate

FIRST = "seed_company"
"""The shipped scenario that all others extend."""


def _read(source: Source) -> Table:
    """Return one file's table, checked by itself, with what it names in other files."""
    try:
        table = parsed(source.text())
        validate(table)
        for number, record in enumerate(table.get("interventions", []), start=1):
            try:
                check_by_itself(record, allow_plugins=source.allow_plugins)
            except InputError as error:
                raise error.within(field=f"interventions.{number}") from None
        return _with_files(table, source)
    except InputError as error:
        raise error.within(file=source.place) from None


def _with_files(table: Table, source: Source) -> Table:
    """Return a table with the paths of its roster and ties, and with the features of its feature file."""
    found = {key: value for key, value in table.items() if key != "feature_file"}
    if "organisation" in table:
        organisation = dict(table["organisation"])
        if "roster" in organisation and has_headcounts(organisation):
            raise InputError(
                "a roster already says how many people there are; leave it out, or all people and shares.",
                field="organisation.roster",
            )
        for name in BY_PERSON:
            if name in organisation:
                organisation[name] = source.file(organisation[name], f"organisation.{name}")
        found["organisation"] = organisation
    if "feature_file" in table:
        features = _features(source.file(table["feature_file"], "feature_file"))
        found["features"] = merged(features, table.get("features", {}))
    return found


def _features(path: Path) -> Table:
    """Return the tables of a feature file."""
    from .feature_file import read_features

    features = {name: dict(table) for name, table in read_features(path).items()}
    try:
        validate({"features": features})
    except InputError as error:
        raise error.within(file=str(path)) from None
    return features


def _chain(source: Source, seen: tuple[Source, ...] = (), upon: Table | None = None) -> Table:
    """Return a file's table on top of all it extends; ``upon`` takes the place of what of that is in the catalogue."""
    if upon is not None and source.path is None and (source.name in catalogue() if seen else source.name == FIRST):
        return upon
    table = _read(source)
    places = [each.identity for each in seen]
    if source.identity in places:
        circle = " -> ".join(each.place for each in [*seen[places.index(source.identity) :], source])
        raise InputError(
            "the scenario extends itself in a circle: {circle}.", circle=circle, field="extends", file=source.place
        )
    if "extends" not in table:
        return table
    try:
        base = located(table["extends"], source)
    except InputError as error:
        raise error.within(field="extends", file=source.place) from None
    below = _chain(base, (*seen, source), upon)
    try:
        return extended(*resized_below(below, table))
    except InputError as error:
        raise error.within(file=source.place) from None


def _set(table: Table, settings: Settings, source: Source) -> Table:
    """Return a scenario's table with single values set; files named there stand in the working folder."""
    above, programmes = assigned(table, settings, allow_plugins=source.allow_plugins)
    above = _with_files(above, Source(origin(settings), Path(origin(settings))))
    return laid_over(*resized_below(table, above, described=False)) | (
        {"interventions": programmes} if programmes else {}
    )


def resolved(
    reference: str | Path,
    *,
    settings: Settings = (),
    allow_outside: bool = False,
    allow_plugins: bool = False,
    together: Mapping[str, str] | None = None,
) -> tuple[Scenario, Table]:
    """Return a scenario (see `load`), and its whole table with all that it extends and what is set."""
    source = opened(reference, allow_outside=allow_outside, allow_plugins=allow_plugins, together=together)
    table = _chain(source)
    try:
        changed = _set(table, settings, source) if settings else table
        return build(source.name, changed, allow_plugins=allow_plugins), changed
    except InputError as error:
        if settings:
            _built(source, table)  # what is wrong without them is the file's mistake
            place = Phrase("{file} with {settings}", file=source.place, settings=origin(settings))
            raise error.within(file=place) from None
        raise error.within(file=source.place) from None


def _built(source: Source, table: Table) -> Scenario:
    try:
        return build(source.name, table, allow_plugins=source.allow_plugins)
    except InputError as error:
        raise error.within(file=source.place) from None


def set_in(reference: str | Path, settings: Settings, *, allow_outside: bool = False) -> Table:
    """Return what settings lay over a scenario, as a file would have it that extends the scenario; no programme.

    Parameters
    ----------
    reference, settings, allow_outside
        See `load`.

    Returns
    -------
    dict[str, object]

    Raises
    ------
    InputError
        For whatever is wrong in the file or in the settings.
    """
    source = opened(reference, allow_outside=allow_outside, allow_plugins=True)
    return assigned(_chain(source), settings, allow_plugins=True)[0]


def resolved_upon(
    name: str, reference: str | Path, *, settings: Settings = (), allow_outside: bool = False,
    allow_plugins: bool = False,
) -> Scenario:  # fmt: skip
    """Return a shipped scenario in another company: what it does and changes, at the same money a head.

    Parameters
    ----------
    name : str
        The shipped scenario; of the scenario at ``reference`` only the company counts, not what is done in it.
    reference, settings, allow_outside, allow_plugins
        See `load`.

    Raises
    ------
    InputError
        For whatever is wrong with the company's scenario (see `load`), or a department that the shipped one
        names and the company does not have.
    """
    usual, shipped = _built(located(name), _chain(located(name))), located(name)
    source = opened(reference, allow_outside=allow_outside, allow_plugins=allow_plugins)
    own, table = resolved(
        reference, settings=settings, allow_outside=allow_outside, allow_plugins=allow_plugins
    )  # fmt: skip
    company = {key: value for key, value in table.items() if key not in ("interventions", *WORDS)}
    company["months"] = max(usual.months, own.months)
    above = _chain(shipped, upon={})
    heads = own.company.organisation.headcount / usual.company.organisation.headcount
    try:
        return build(name, extended(company, placed(above, own.company.organisation, heads)))
    except InputError as error:
        raise error.within(file=source.place) from None


def load(
    reference: str | Path, *, settings: Settings = (), allow_outside: bool = False, allow_plugins: bool = False
) -> Scenario:
    """Load a scenario.

    Parameters
    ----------
    reference : str or Path
        The name of a shipped scenario (see `catalogue`) or the path of a scenario file.
    settings : mapping, or sequence of str
        Values that take the place of the file's, by dotted path, for example
        ``{"organisation.sponsorship": 0.6, "interventions.1.strength": 0.5}``, or as texts
        ``["organisation.sponsorship=0.6"]``. Interventions have their number, from 1, in the order of
        `Scenario.interventions`; a strength takes the place of a budget and the other way round.
        ``organisation.people`` alone spreads the people as before.
    allow_outside : bool
        Whether the scenario may name files outside its own folder; they are only ever read. (Files that are
        given together, to `crm_adoption.compare` for example, may name one another without it.)
    allow_plugins : bool
        Whether it may name kinds of interventions that are not ours, as ``kind = "module:Class"``. The module
        is imported, so its code is run with all rights of this process: allow it only for files you trust.

    Raises
    ------
    InputError
        For whatever is wrong in the file, in one that it names or in the settings: file, field,
        value, what is allowed, and the nearest valid name.

    Examples
    --------
    >>> load("no_programme").company.organisation.headcount
    120
    >>> load("mandate", settings={"organisation.people": 60, "months": 24}).months
    24
    """
    return resolved(reference, settings=settings, allow_outside=allow_outside, allow_plugins=allow_plugins)[0]


def load_all(
    references: Iterable[Scenario | str | Path], *, settings: Settings = (), allow_outside: bool = False,
    allow_plugins: bool = False,
) -> list[Scenario]:  # fmt: skip
    """Load several scenarios that are given together; what is a scenario already stays as it is.

    Files among them may name one another wherever they stand (see `load` for the rest).
    """
    given = list(references)
    how: dict[str, Any] = {
        "settings": settings, "allow_outside": allow_outside, "allow_plugins": allow_plugins,
        "together": given_together(given),
    }  # fmt: skip
    return [each if isinstance(each, Scenario) else resolved(each, **how)[0] for each in given]


def resolved_text(
    reference: str | Path, *, settings: Settings = (), allow_outside: bool = False, allow_plugins: bool = False,
    words: Mapping[str, str] | None = None,
) -> str:  # fmt: skip
    """Return a scenario file that says all of a scenario by itself, to be saved in the scenario's folder.

    ``words`` are titles and descriptions that take the place of its own.
    """
    source = opened(reference, allow_outside=allow_outside)
    _, table = resolved(reference, settings=settings, allow_outside=allow_outside, allow_plugins=allow_plugins)
    organisation = {
        name: source.name_of(each) if isinstance(each, Path) else each for name, each in table["organisation"].items()
    }
    return document({
        **{k: v for k, v in table.items() if k != "extends"}, **(words or {}), "organisation": organisation,
    })  # fmt: skip


def text_of(reference: str) -> str:
    """Return the text of a shipped scenario or of a file, to start one's own from."""
    return located(reference).text()


__all__ = ["Settings", "catalogue", "load", "load_all", "resolved_text", "schema", "text_of"]
