"""Whether a study is the one that a store holds, and whether this software may go on with it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from ...model.errors import InputError
from ...model.phrase import SILENCE, Phrase
from ..core.provenance import differences, plain
from .store_schema import FORMAT, UNKNOWN

if TYPE_CHECKING:
    from ..core.scenario import Scenario
    from .definition import StudyDefinition
    from .store_reading import StoredStudy
    from .uncertainty import Uncertainty

LONGEST = 60
"""Characters of a value that are shown."""


def definition(study: StudyDefinition) -> dict[str, Any]:
    """Return what must not change between sessions, without scenarios and uncertainties, which are tables."""
    return {key: each for key, each in study.definition().items() if key not in ("scenarios", "uncertainties")}


def design_record(study: StudyDefinition) -> str:
    """Return a design without its points, as JSON."""
    design = study.design
    record = {"kind": design.kind, "names": design.names, "options": design.options, "problem": design.problem}
    return json.dumps(plain(record))


def study_record(study: StudyDefinition, now: datetime) -> tuple[Any, ...]:
    """Return the row of the table ``study``."""
    points, text = len(study.points), json.dumps(definition(study))
    return FORMAT, study.name, study.seed, study.replications, points, text, design_record(study), now


def scenario_record(number: int, scenario: Scenario) -> tuple[Any, ...]:
    """Return a row of the table ``scenarios``."""
    text = json.dumps(plain(scenario))
    return scenario.name, number, scenario.title("en"), scenario.title("de"), text


def check(
    stored: StoredStudy, study: StudyDefinition, here: dict[str, Any], *, extend: bool, accept_version: bool
) -> str:
    """Refuse a store that this study or this software must not go on with; change nothing.

    Returns
    -------
    str
        Version of crm-adoption that wrote the store, if it is another and was accepted; else empty.

    Raises
    ------
    InputError
        With the first field that differs and its two values, or the two versions.
    """
    try:
        before = _check_version(stored, here, accept=accept_version)
        _check_definition(stored, study)
        _check_size(stored, study, extend=extend)
    except InputError as error:
        raise error.within(file=str(stored.path)) from None
    return before


def _shown(value: Any) -> str:
    text = json.dumps(plain(value), ensure_ascii=False)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}..."


def _check_definition(stored: StoredStudy, study: StudyDefinition) -> None:
    parts: dict[str, Sequence[Scenario | Uncertainty]]
    parts = {"scenarios": study.scenarios, "uncertainties": study.uncertainties}
    for name, new in parts.items():
        before, now = list(getattr(stored, name)), [each.name for each in new]
        if before != now:
            raise _changed(name, before, now)
        for record, each in zip(stored.definitions(name), new, strict=True):
            for path, old, value in differences(record, json.loads(json.dumps(plain(each)))):
                raise _changed(f"{name}.{each.name}.{written(path, record)}", old, value)
    held, given = stored.definition, json.loads(json.dumps(definition(study)))
    first = {"seed": held["seed"]}, {"seed": given["seed"]}  # the design's seed is by default the study's
    for path, old, value in [*differences(*first), *differences(held, given)]:
        raise _changed(written(path), old, value)


_BETWEEN = {"company", "catalogue", "levers", "options"}
"""Steps on the way to a number that the user's files do not have."""
_BY_NAME = {"departments", "features"}
"""Lists whose entries have names in the user's files."""


def written(path: str, record: Any = None) -> str:
    """Return the path of a field as the user writes it, of its path in a record (and the record, for names)."""
    steps: list[str] = []
    for step in path.split("."):
        above = steps[-1] if steps else ""
        if isinstance(record, list) and step.isdecimal() and int(step) <= len(record):
            record = record[int(step) - 1]
            named = above in _BY_NAME and isinstance(record, dict) and "name" in record
            steps.append(str(record["name"]) if named else step)
            continue
        record = record.get(step) if isinstance(record, dict) else None
        if step not in _BETWEEN:
            steps.append(step)
    return ".".join(steps)


def _changed(field: str, old: Any, new: Any) -> InputError:
    problem = (
        "the file holds a study with {old} here, and this one has {new}; change it back, or give another "
        "file with --out."
    )
    return InputError(problem, field=field, old=_shown(old), new=_shown(new))


def _check_size(stored: StoredStudy, study: StudyDefinition, *, extend: bool) -> None:
    """Refuse other points, fewer of them or fewer replications, and more of either without being asked."""
    status = stored.status()
    sizes = [
        ("replications", Phrase("replications"), status.replications, study.replications),
        ("design", Phrase("points"), status.points, len(study.design)),
    ]
    for field, what, before, now in sizes:
        if now < before:
            problem = (
                "the file holds {before:,} {what} and this study has {now:,}; nothing is taken away: give {before:,} "
                "or more."
            )
            raise InputError(problem, field=field, before=before, what=what, now=now)
    _check_points(stored.points, np.asarray(study.points), study.design.fixed)
    for field, what, before, now in sizes:
        if now > before and not extend:
            problem = (
                "the file holds {before:,} {what} and this study has {now:,}; add --extend to run the further ones."
            )
            raise InputError(problem, field=field, before=before, what=what, now=now)


def _check_points(old: npt.NDArray[np.float64], new: npt.NDArray[np.float64], fixed: Phrase) -> None:
    if np.array_equal(old, new[: len(old)]):
        return
    row = int(np.argmax((old != new[: len(old)]).any(axis=1)))
    why = Phrase(" ({why})", why=fixed) if fixed else SILENCE
    problem = "point {row} is another one than in the file{why}; change it back, or give another file with --out."
    raise InputError(problem, field="design", row=row, why=why)


def _check_version(stored: StoredStudy, here: dict[str, Any], *, accept: bool) -> str:
    version, source = stored.software
    if (version, source) in (("", ""), (here["crm_adoption"], here["engine"])):
        return ""
    same = version == here["crm_adoption"]
    other = Phrase("with other sources of version {version}", version=version)
    what = other if same else Phrase("by version {version}", version=version)
    if version == UNKNOWN and not accept:
        raise InputError(
            "it is gone from the file by which version its runs were computed; add --accept-version to go on."
        )
    if not accept:
        problem = (
            "the file was written {what} (engine {engine}), and this is version {here} (engine {engine_here}), which "
            "may give other numbers; go on with the one that wrote it, or add --accept-version to mix both."
        )
        raise InputError(
            problem, what=what, engine=source[:12], here=here["crm_adoption"], engine_here=here["engine"][:12]
        )
    return version
