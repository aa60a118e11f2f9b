"""``crm-adoption evidence``: the facts the model rests on, and what rests on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from ...scenarios.words.catalogue import Words
from ..evidence.citations import check_all, cited_by
from ..evidence.facts import AREAS, GRADES, USES, load_evidence, nearest_id
from .options import Json, Lang, Language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..evidence.facts import Evidence

say = Words("cli.evidence")
FIELDS = Words("cli.evidence.fields")


def _row(each: Evidence, lang: str) -> list[str]:
    use = ", ".join(each.use)
    return [each.id, each.fact, each.value, each.source, each.grade, each.status(lang), use]


def _full(each: Evidence, lang: str) -> list[tuple[str, str]]:
    """Return all that is known about one fact, and what cites it, as pairs of words."""
    values: dict[str, str] = {name: str(getattr(each, name, "")) for name in FIELDS.all(lang)}
    values["status"] = each.status(lang)
    values["use"] = ", ".join(f"{use} ({USES(use, lang)})" for use in each.use)
    values |= {kind: ", ".join(places) for kind, places in cited_by(each.id).items()}
    return [(label, values[name]) for name, label in FIELDS.all(lang).items() if values[name]]


def _record(each: Evidence) -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(each) | {"cited_by": cited_by(each.id)}


def _chosen(
    known: Mapping[str, Evidence], ids: list[str], grade: str | None, use: str | None, unused: bool
) -> dict[str, Evidence]:
    from ...model.errors import InputError, unknown

    if grade is not None and grade not in GRADES:
        raise unknown("grade", grade, GRADES).within(field="--grade")
    if use is not None and use not in USES:
        raise unknown("use", use, USES).within(field="--use")
    for wrong in (each for each in ids if each not in known):
        problem = "there is no evidence {name!r}.{near} Allowed: {names}."
        raise InputError(problem, name=wrong, near=nearest_id(wrong, known), names=", ".join(known))
    found = {each: known[each] for each in (ids or known)}
    return {
        id: each for id, each in found.items()
        if (grade is None or each.grade == grade) and (use is None or use in each.use)
        and not (unused and cited_by(id)["bands"])
    }  # fmt: skip


def as_markdown() -> str:
    """Return the documentation's tables of the evidence."""
    known = load_evidence()
    lines = [
        "# Evidence", "",
        "Made by `crm-adoption evidence --markdown` from `analysis/evidence.csv`; do not edit.", "",
        say("grades_in_words", "en"), "",
        "Use: " + "; ".join(f"{use} {USES(use, 'en')}" for use in USES) + ".", "",
        "*Parameters and bands* counts those that cite the fact; `crm-adoption evidence T6` names them.", "",
    ]  # fmt: skip
    for letter in AREAS:
        head = [*say.several("columns", "en"), "Population, horizon, remark", "Parameters and bands"]
        lines += [f"## {AREAS(letter, 'en')}", "", "| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
        for each in (each for each in known.values() if each.id.startswith(letter)):
            about = "; ".join(part for part in (each.population, each.horizon, each.remark) if part)
            citing = sum(len(places) for places in cited_by(each.id).values())
            cells = [*_row(each, "en"), about, str(citing) if citing else ""]
            lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def evidence_command(
    ids: Annotated[list[str] | None, typer.Argument(metavar="[ID]...", help="Show these in full, as in T6.")] = None,
    grade: Annotated[str | None, typer.Option(help="Only facts of this grade, for example A.")] = None,
    use: Annotated[str | None, typer.Option(help="Only facts used like this: CAL, VAL, PAR or CTX.")] = None,
    unused: Annotated[bool, typer.Option("--unused", help="Only facts that no band reads.")] = False,
    json: Json = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print the documentation's tables.")] = False,
    lang: Lang = Language.en,
) -> None:
    """Show the facts the model rests on: value, source, grade, whether checked, and what cites them."""
    from ..base.results import write_json
    from .screen import console, show_table

    check_all()
    found = _chosen(load_evidence(), ids or [], grade, use, unused)
    if json:
        write_json({id: _record(each) for id, each in found.items()})
    elif markdown:
        print(as_markdown(), end="")
    elif ids:
        for id, each in found.items():
            show_table(console(), id, ("", ""), _full(each, lang), left=2)
    else:
        show_table(console(), "", say.several("columns", lang), [_row(each, lang) for each in found.values()], left=7)
        console().print(say("grades_in_words", lang))
