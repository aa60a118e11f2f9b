"""``crm-adoption parameters``: every number of the model, with meaning, range and source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..evidence.citations import check_all, declarations
from ..evidence.facts import marked, unchecked_ids
from .options import Json

if TYPE_CHECKING:
    from ...model.declared import Declaration

COLUMNS = ("Name", "Symbol", "Meaning", "Unit", "Default", "Plausible", "Allowed", "Source", "Grade")
LEGEND = (
    "Source: ids of the evidence table (`crm-adoption evidence`), or judgement. (not checked): known from the "
    "literature in general, not looked up; (partly not checked): `crm-adoption evidence` with the id says which part."
)


def _row(each: Declaration) -> list[str]:
    ranges = [f"{low:g} – {high:g}" for low, high in (each.plausible, each.allowed)]
    return [
        each.name, each.symbol, each.meaning, each.unit, f"{each.default:g}",
        *ranges, marked(each.source), each.grade,
    ]  # fmt: skip


def as_markdown() -> str:
    """Return the parameter tables of the documentation."""
    lines = [
        "# Parameters", "",
        "Made by `crm-adoption parameters --markdown` from the one declaration of each parameter; do not edit.", "",
        "Grade: A peer reviewed or raw data, B industry survey or vendor telemetry, C anecdote or consultant, "
        "J judgement of the authors.", "",
        LEGEND, "",
    ]  # fmt: skip
    for group, found in declarations().items():
        lines += [f"## {group}", "", "| " + " | ".join(COLUMNS) + " |", "|" + "---|" * len(COLUMNS)]
        lines += ["| " + " | ".join(_row(each)) + " |" for each in found]
        lines.append("")
    return "\n".join(lines)


def _json(found: dict[str, list[Declaration]]) -> Any:
    from dataclasses import asdict

    return {
        group: [asdict(each) | {"not_checked": unchecked_ids(each.source)} for each in declared]
        for group, declared in found.items()
    }


def _with_marks(document: Any) -> Any:
    """Return a schema whose descriptions mark evidence that is not checked."""
    if isinstance(document, dict):
        return {name: _with_marks(each) for name, each in document.items()}
    if isinstance(document, list):
        return [_with_marks(each) for each in document]
    if isinstance(document, str):
        return re.sub(r"(?<=Source: )([^.]+)(?=\.$)", lambda found: marked(found[1]), document)
    return document


def parameters_command(
    group: Annotated[str | None, typer.Option(help="Show one group only.")] = None,
    json: Json = False,
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON schema of scenario files.")] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print the documentation's tables.")] = False,
) -> None:
    """Show every parameter: meaning, unit, default, plausible range, source and grade."""
    from ...model.errors import unknown
    from ..base.results import write_json
    from .screen import console, show_table

    check_all()
    found = declarations()
    if group is not None:
        if group not in found:
            raise unknown("group", group, found)
        found = {group: found[group]}
    if schema:
        from ...scenarios.files.catalogue import schema as file_schema

        write_json(_with_marks(file_schema()))
    elif json:
        write_json(_json(found))
    elif markdown:
        print(as_markdown(), end="")
    else:
        for name, declared in found.items():
            show_table(console(), name, COLUMNS, [_row(each) for each in declared], left=4)
        console().print(LEGEND.replace("`", ""))
