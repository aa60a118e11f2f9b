"""The tables of a study's store: what stands where, in words and as SQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

FORMAT = 1
"""Changes when tables change in a way that older readers would misread."""

UNKNOWN = "unknown"
"""The version of software of which nothing is known any more, after a salvage."""


@dataclass(frozen=True)
class TableOf:
    """One table of a store.

    Attributes
    ----------
    meaning : str
        What one row is.
    columns : mapping
        By name: type in SQL and meaning.
    key : tuple of str
        Columns by which rows are told apart, and by which they are sorted when tables are compared or exported.
    further : str
        Which further columns of type DOUBLE there are, if any.
    """

    meaning: str
    columns: Mapping[str, tuple[str, str]]
    key: tuple[str, ...]
    further: str = ""


_SCENARIO = ("VARCHAR", "Name of the scenario.")
_POINT = ("INTEGER", "Number of the design point, from 0.")
_REPLICATE = ("INTEGER", "Number of the replicate, from 0: the same people and chance at every point.")
_RUN = {"scenario": _SCENARIO, "point": _POINT, "replicate": _REPLICATE}
_PER_RUN = ("scenario", "point", "replicate")

TABLES: dict[str, TableOf] = {
    "study": TableOf(
        "The study; one row.",
        {
            "format": ("INTEGER", "Version of these tables."),
            "name": ("VARCHAR", "Name of the study."),
            "seed": ("UBIGINT", "Root seed of all runs."),
            "replications": ("INTEGER", "Replicates per scenario and point; `--extend` raises it."),
            "points": ("INTEGER", "Number of design points; `--extend` raises it."),
            "definition": ("VARCHAR", "All that must not change between sessions, as JSON."),
            "design": ("VARCHAR", "Kind, names, problem and options of the design, as JSON; its points are a table."),
            "created": ("TIMESTAMP", "When the store was made (UTC)."),
        },
        ("name",),
    ),
    "scenarios": TableOf(
        "One scenario.",
        {
            "scenario": _SCENARIO,
            "number": ("INTEGER", "Its place in the study, from 0."),
            "title_en": ("VARCHAR", "Title in English."),
            "title_de": ("VARCHAR", "Title in German."),
            "definition": ("VARCHAR", "All its parameters, as JSON; the uncertainties take the place of some."),
        },
        ("number",),
    ),
    "uncertainties": TableOf(
        "One uncertainty.",
        {
            "uncertainty": ("VARCHAR", "Dotted path of the number that varies; a column of `design_points`."),
            "number": ("INTEGER", "Its place in the study, from 0."),
            "low": ("DOUBLE", "Lower end of the range."),
            "high": ("DOUBLE", "Upper end of the range."),
            "distribution": ("VARCHAR", "uniform, loguniform, normal or triangular."),
            "definition": ("VARCHAR", "All of it, as JSON; `values` are the only ones it takes."),
        },
        ("number",),
    ),
    "design_points": TableOf(
        "One point of the design.", {"point": _POINT}, ("point",), "one column per uncertainty, named like it"
    ),
    "runs": TableOf(
        "One finished run: this scenario at this point with this replicate.",
        {
            **_RUN,
            "failed": ("BOOLEAN", "Whether it ended with an error (see `errors`) and has no outcomes."),
            "provenance": ("INTEGER", "With which software it ran."),
            "stored": ("TIMESTAMP", "When it was stored (UTC)."),
        },
        _PER_RUN,
    ),
    "outcomes": TableOf(
        "The outcomes of one run in one month at one place.",
        {
            **_RUN,
            "replicates": ("INTEGER", "1; of means: over how many replicates, from this one on."),
            "month": ("SMALLINT", "Month, from 1."),
            "department": ("VARCHAR", "Name of the department, or `company` for all."),
        },
        (*_PER_RUN, "month", "department"),
        "one column per outcome, named like it, in the outcome's unit; empty where a department has none",
    ),
    "errors": TableOf(
        "One run that failed.",
        {
            **_RUN,
            "seed": ("UBIGINT", "Root seed of the run."),
            "error": ("VARCHAR", "What went wrong."),
            "traceback": ("VARCHAR", "Where in the code it went wrong."),
        },
        _PER_RUN,
    ),
    "provenance": TableOf(
        "One set of software with which runs were computed.",
        {
            "provenance": ("INTEGER", "Its number, from 1."),
            "crm_adoption": ("VARCHAR", "Version of this package."),
            "engine": ("VARCHAR", "SHA-256 over the sources that decide on numbers."),
            "versions": ("VARCHAR", "Versions of other packages, as JSON."),
            "git": ("VARCHAR", "Commit of the sources and whether they were changed, as JSON; empty if installed."),
            "python": ("VARCHAR", "Version of Python."),
            "platform": ("VARCHAR", "Operating system and processor."),
            "first_used": ("TIMESTAMP", "When it was first used on this store (UTC)."),
        },
        ("provenance",),
    ),
}  # fmt: skip
TIMES = {"study": "created", "runs": "stored", "provenance": "first_used"}
"""Columns in which an interrupted study differs from one that was not."""
RESULTS = "results"
"""The view that joins outcomes with the values of the uncertainties."""


def quoted(name: str) -> str:
    """Return a name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def quoted_text(text: object) -> str:
    """Return a text (or a path) as SQL writes it."""
    return "'" + str(text).replace("'", "''") + "'"


def statements(uncertainties: Sequence[str], outcomes: Sequence[str]) -> list[str]:
    """Return the SQL that makes the tables of a study with these uncertainties and outcomes."""
    further = {"design_points": uncertainties, "outcomes": outcomes}
    made = []
    for name, table in TABLES.items():
        columns = [f"{quoted(each)} {kind}" for each, (kind, _) in table.columns.items()]
        columns += [f"{quoted(each)} DOUBLE" for each in further.get(name, ())]
        made.append(f"CREATE TABLE {name} ({', '.join(columns)})")
    both = [f"o.{quoted(each)}" for each in (*TABLES["outcomes"].columns, *outcomes)]
    taken = {*TABLES["outcomes"].columns, *outcomes}
    both += [f"p.{quoted(each)} AS {quoted(free(each, taken))}" for each in uncertainties]
    made.append(f"CREATE VIEW {RESULTS} AS SELECT {', '.join(both)} FROM outcomes o JOIN design_points p USING (point)")
    return made


def free(name: str, taken: set[str]) -> str:
    """Return the name of an uncertainty's column beside the outcomes': another where an outcome is called the same."""
    return f"{name}_value" if name in taken else name


def as_markdown() -> str:
    """Return the description of all tables, as it stands in docs/how_to/study_store.md."""
    text: list[str] = []
    for name, table in TABLES.items():
        key = ", ".join(f"`{each}`" for each in table.key)
        text += [
            f"### `{name}`",
            "",
            f"{table.meaning} Sorted by {key}.",
            "",
            "| Column | Type | Meaning |",
            "|---|---|---|",
        ]
        text += [f"| `{each}` | {kind} | {meaning} |" for each, (kind, meaning) in table.columns.items()]
        text += [f"| ... | DOUBLE | {table.further[:1].upper()}{table.further[1:]}. |"] if table.further else []
        text.append("")
    return "\n".join(text).rstrip() + "\n"
