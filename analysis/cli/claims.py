"""``crm-adoption claims``: every statement of the article as a test, with the region where it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from .options import Json, Lang, Language, Out, Quiet, Replace, Seed, Workers, behaviour_option

if TYPE_CHECKING:
    from ..claims.page import Document


def claims_command(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[CLAIM]...", help="Claims to look at (default: all of them).")
    ] = None,
    short: Annotated[
        bool, typer.Option("--short", help="A quick look with little simulated; its numbers are not to be quoted.")
    ] = False,
    seed: Seed = 0,
    behaviour: Annotated[
        str, behaviour_option("evidence|FILE", "Parameter sets, accepted on no effect of a programme.")
    ] = "evidence",
    workers: Workers = None,
    out: Out = None,
    replace: Replace = False,
    lang: Lang = Language.en,
    json: Json = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print the documentation's page.")] = False,
    quiet: Quiet = False,
) -> None:
    """Test every statement of the article, and say where it holds; with --out an interrupted run goes on."""
    from dataclasses import replace as changed

    from ...model.simulation import whole_number
    from ..base.results import write_json
    from ..claims.ledger import run_ledger, work
    from ..claims.page import as_markdown
    from ..claims.samples import FULL, SHORT
    from ..claims.words import say
    from ..evidence.ensemble import load_ensemble
    from .screen import progress

    effort = changed(SHORT if short else FULL, seed=whole_number(seed, 0, 2**64 - 1, "seed"))
    sets = load_ensemble(behaviour)
    total = work(names or (), effort, sets)
    with progress(total, say("running", lang.value), quiet=quiet or json or markdown) as advance:
        document = run_ledger(
            names or (), effort=effort, ensemble=sets, out=out, replace=replace, workers=workers, progress=advance
        )
    if json:
        write_json(document)
    elif markdown:
        print(as_markdown(document, lang.value), end="")
    elif not quiet:
        _show(document, lang.value)


def _show(document: Document, lang: str) -> None:
    from ..claims.page import region_sentences, shares, verdict_of
    from ..claims.technology_pages import technology_sentences
    from ..claims.words import said, say
    from .screen import console, show_table

    screen = console()
    rows, below = [], []
    for name, entry in document["claims"].items():
        ranges = entry["rests_on"] == "ranges"
        statement = said(name, "statement", lang)
        held = ["–"] * 3 if ranges else shares(entry, lang)
        rows.append([statement, say(entry["rests_on"], lang), verdict_of(name, entry, lang), *held])
        below.append(
            (statement, technology_sentences(entry, lang) if ranges else region_sentences(entry["region"], lang))
        )
    heads = [say(key, lang) for key in ("claim", "label", "verdict", "article", "typical", "wide")]
    show_table(screen, say("figure", lang), heads, rows, left=3)
    for statement, sentences in below:
        screen.print(f"\n{statement}\n  " + " ".join(sentences))
