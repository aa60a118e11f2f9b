"""``crm-adoption ablate``: what each mechanism is needed for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from .options import Json, Lang, Language, Out, Quiet, Replace, Seed, Workers, behaviour_option, whole

if TYPE_CHECKING:
    from collections.abc import Mapping


def ablate_command(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[MECHANISM]...", help="Mechanisms to switch off, one at a time.")
    ] = None,
    sets: Annotated[
        int | None,
        typer.Option(parser=whole, metavar="NUMBER", help="So many accepted parameter sets (default: all of them)."),
    ] = None,
    replications: Annotated[
        int, typer.Option(parser=whole, metavar="NUMBER", help="Replicates of each situation with one company.")
    ] = 20,
    companies: Annotated[int, typer.Option(parser=whole, metavar="NUMBER", help="Typical companies.")] = 60,
    seed: Seed = 5,
    behaviour: Annotated[
        str, behaviour_option("evidence|FILE", "Accepted parameter sets at which bands are read.")
    ] = "evidence",
    workers: Workers = None,
    out: Out = None,
    replace: Replace = False,
    lang: Lang = Language.en,
    json: Json = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print the documentation's page.")] = False,
    quiet: Quiet = False,
) -> None:
    """Read every pattern again with one mechanism switched off at a time; with --out an interrupted run goes on."""
    from ...scenarios.core.ablation import MECHANISMS
    from ..base.results import write_json
    from ..claims.ablation import ablate, evenly
    from ..claims.ablation_page import as_markdown, say
    from ..evidence.ensemble import load_ensemble
    from .screen import progress

    chosen = tuple(names or MECHANISMS)
    whole_ensemble = load_ensemble(behaviour)
    total = len(evenly(whole_ensemble, sets)) * (1 + len(chosen))
    with progress(total, say("running", lang.value), quiet=quiet or json or markdown) as advance:
        found = ablate(
            chosen, ensemble=whole_ensemble, sets=sets, replications=replications, companies=companies, seed=seed,
            workers=workers, out=out, replace=replace, progress=advance,
        )  # fmt: skip
    document = found.to_dict()
    if json:
        write_json(document)
    elif markdown:
        print(as_markdown(document, lang.value), end="")
    elif not quiet:
        _show(document, lang.value)


def _show(document: Mapping[str, Any], lang: str) -> None:
    from ..claims.ablation_page import cells, heading, say, sentences
    from .screen import console, show_table

    screen = console()
    names = [each[f"label_{lang}"] for each in document["mechanisms"].values()]
    rows = [[band[f"label_{lang}"], *cells(document, band, lang, marked=False)] for band in document["bands"]]
    show_table(screen, f"{heading(document, lang)} (%)", [say("pattern", lang), say("all", lang), *names], rows)
    for sentence in sentences(document, lang):
        screen.print(sentence)
