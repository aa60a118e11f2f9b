"""``crm-adoption benchmark``: published field experiments against what the model foretells of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .options import Json, Lang, Language, Out, Quiet, Replace, Seed, Workers, behaviour_option

if TYPE_CHECKING:
    from ..benchmarking.document import Document


def benchmark_command(
    behaviour: Annotated[
        list[str] | None,
        behaviour_option(
            "default|evidence|all|FILE", "Parameter sets that are asked; repeat for more (default: all three)."
        ),
    ] = None,
    seed: Seed = 0,
    workers: Workers = None,
    out: Out = None,
    replace: Replace = False,
    lang: Lang = Language.en,
    json: Json = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print the documentation's page.")] = False,
    quiet: Quiet = False,
) -> None:  # fmt: skip
    """Hold published field experiments, never used in a fit, against what the model foretells: hits and misses."""
    from ..base.results import check_folder, write_json
    from ..benchmarking.document import SETS, run_benchmark, work
    from ..benchmarking.page import as_markdown
    from ..benchmarking.register import REGISTERED
    from ..benchmarking.words import say
    from .screen import progress

    names = tuple(dict.fromkeys(behaviour or SETS))
    if out is not None:
        check_folder(out, REGISTERED, replace=replace)
    with progress(work(names), say("running", lang.value), quiet=quiet or json or markdown) as advance:
        document = run_benchmark(names, seed=seed, workers=workers, progress=advance)
    if out is not None:
        _write(document, out, lang.value)
    if json:
        write_json(document)
    elif markdown:
        print(as_markdown(document, lang.value), end="")
    elif not quiet:
        _show(document, lang.value)


def _write(document: Document, out: Path, lang: str) -> None:
    from ..benchmarking.folder import write_benchmark

    write_benchmark(document, out, lang)


def _show(document: Document, lang: str) -> None:
    from ..benchmarking.page import heads, hit_rate, table_rows, tally_heads, tally_rows
    from ..benchmarking.words import say, set_name
    from .screen import console, show_table

    screen = console()
    for name in document["sets"]:
        title = say("summary", lang, set=set_name(name, lang))
        show_table(screen, title, heads(lang), table_rows(document, name, lang), left=4)
    show_table(screen, say("title", lang), tally_heads(lang), tally_rows(document, lang), left=1)
    screen.print(hit_rate(document, lang))
