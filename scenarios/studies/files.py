"""Study files: what varies in which scenarios and what is kept, in a few lines of TOML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ...model.errors import InputError, nearest
from ...model.phrase import Phrase
from ..core.scenario import Scenario
from ..files.catalogue import load_all
from ..files.changes import present
from ..files.sources import Source, located, real_path
from ..reading.toml_files import read_toml
from .designs import Design, design, single
from .study import Study
from .uncertainty import Uncertainty, check_together

_FIELDS = (
    "name", "scenarios", "replications", "seed", "outcomes", "months", "departments", "keep", "design", "uncertainties"
)  # fmt: skip
_KEPT = ("replications", "seed", "outcomes", "months", "departments", "keep")
_SEEDED = ("lhs", "sobol", "morris", "saltelli")
_ABOUT = ("low", "high", "distribution", "values", "mode", "group")
_LONGEST = 60


def load_study(path: Path | str, *, allow_outside: bool = False, allow_plugins: bool = False) -> Study:
    """Load a study from a file.

    Parameters
    ----------
    path : Path or str
        A TOML file; scenarios and points that it names stand beside it or below.
    allow_outside : bool
        Whether it may name files elsewhere.
    allow_plugins : bool
        Whether its scenarios may name interventions that are not ours, whose code is run (see `load`).

    Raises
    ------
    InputError
        For a file that cannot be read or is not valid, with the field, the value and what is allowed.

    Examples
    --------
    >>> study = load_study("examples/study.toml")  # doctest: +SKIP
    >>> print(study.estimate().words())  # doctest: +SKIP
    """
    if not isinstance(path, (str, Path)):
        raise InputError("{path!r} is no study file; give its path.", path=path)
    place = Path(path)
    root = None if allow_outside else real_path(place.parent)
    source = Source(place.stem, place, root, allow_plugins=allow_plugins)
    try:
        return _study(_table(place), source)
    except InputError as error:
        raise error.within(file=str(place)) from None


def _table(place: Path) -> dict[str, Any]:
    if place.suffix == ".py":
        raise InputError("this is a Python script; run it with python - it calls Study(...).run(...) itself.")
    table = read_toml(place, Phrase("study file"), any_encoding=True)
    for name in table:
        if name not in _FIELDS:
            raise InputError("unknown field {name!r}.{near}", name=name, near=nearest(name, _FIELDS), field=name)
    return table


def _study(table: Mapping[str, Any], source: Source) -> Study:
    if "scenarios" not in table:
        raise InputError('there is nothing to run; give scenarios = ["no_programme", ...].', field="scenarios")
    given = table["scenarios"] if isinstance(table["scenarios"], list) else [table["scenarios"]]
    named = (_scenario(each, source) for each in given)
    scenarios = tuple(load_all(named, allow_outside=source.root is None, allow_plugins=source.allow_plugins))
    uncertainties = tuple(_uncertainties(table.get("uncertainties", {})))
    plan = _design(table.get("design"), uncertainties, scenarios, table.get("seed", 0), source)
    kept: dict[str, Any] = {name: table[name] for name in _KEPT if name in table}
    parts: dict[str, Any] = {"scenarios": scenarios, "uncertainties": plan.uncertainties, "design": plan}
    return Study(name=table.get("name", source.name), **parts, **kept)


def _scenario(reference: object, source: Source) -> str | Path:
    """Return the name of a shipped scenario, or the file of one beside the study."""
    if not isinstance(reference, str):
        problem = "{value} is no scenario; give its name or its file in quotation marks."
        raise InputError(problem, field="scenarios", value=repr(reference)[:_LONGEST])
    try:
        found = located(reference, source)
    except InputError as error:
        raise error.within(field="scenarios") from None
    return found.path or found.name


def _uncertainties(table: object) -> Iterator[Uncertainty]:
    if not isinstance(table, Mapping):
        raise InputError(
            'write [uncertainties], then a line for each, such as "behaviour.peer_weight" = [1.0, 3.0].',
            field="uncertainties",
        )
    for name, what in _leaves(table):
        try:
            yield _uncertainty(name, what)
        except InputError as error:
            known = error if error.field else error.within(field=name)
            raise known.within(field="uncertainties") from None


def _leaves(table: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the full path and what is said of each uncertainty, whether its path is quoted or made of tables."""
    for key, value in table.items():
        part = f'"{key}"' if above and "." in key else key
        path = f"{above}.{part}" if above else part
        if isinstance(value, Mapping) and value and any(isinstance(each, (Mapping, list)) for each in _inside(value)):
            yield from _leaves(value, path)
        else:
            yield path, value


def _inside(value: Mapping[str, Any]) -> Iterator[Any]:
    """Yield what a table holds, but for the values of an uncertainty."""
    yield from (each for key, each in value.items() if key != "values")


def _uncertainty(name: str, what: object) -> Uncertainty:
    """Return the uncertainty that a range or a table describes; an empty table is the declared range."""
    if isinstance(what, list) and len(what) == 2:
        return Uncertainty(name, *what)
    if not isinstance(what, Mapping):
        problem = "{value} is no range; write [low, high], {{ values = [...] }} or {{}} for the declared range."
        raise InputError(problem, value=repr(what)[:_LONGEST])
    for key in what:
        if key not in _ABOUT:
            raise InputError("unknown field {key!r}.{near}", key=key, near=nearest(key, _ABOUT), field=f"{name}.{key}")
    return Uncertainty(name, **what)


def _design(
    table: object, uncertainties: tuple[Uncertainty, ...], scenarios: tuple[Scenario, ...], seed: int, source: Source
) -> Design:  # fmt: skip
    """Return the design of a study file; its seed is the study's, its base the first scenario."""
    check_together(uncertainties)
    if table is None:
        if uncertainties:
            raise InputError(
                'it is not said at which points; add [design] with kind = "sobol" and n = 256, for example.',
                field="design",
            )
        return single()
    options: dict[str, Any] = dict(table) if isinstance(table, Mapping) else {"kind": table}
    kind = options.pop("kind", "file" if "file" in options else "")
    try:
        if kind == "file" and isinstance(options.get("file"), str):
            options["file"] = source.beside(options["file"], "file")
        if kind in _SEEDED:
            options.setdefault("seed", seed)
        if kind == "one_at_a_time":
            options.setdefault("base", base_of(scenarios[0], uncertainties))
        return design(kind, uncertainties, **options)
    except InputError as error:
        raise (error if error.file else error.within(field="design")) from None


def base_of(scenario: Scenario, uncertainties: tuple[Uncertainty, ...]) -> dict[str, float]:
    """Return the values that a scenario has of uncertainties, as far as they lie in their ranges."""
    found = {each.name: present(scenario, each.target) for each in uncertainties}
    inside = {each.name: each.range for each in uncertainties}
    return {name: v for name, v in found.items() if v is not None and inside[name][0] <= v <= inside[name][1]}
