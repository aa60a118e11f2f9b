"""``crm-adoption mesa``: a company in the browser, month by month."""

from __future__ import annotations

from typing import Annotated

import typer

from .options import Lang, Language, whole

PAGE = "crm_adoption.analysis.pages.mesa_page"
LOCAL = ("127.0.0.1", "localhost", "::1")
_WORDS = {
    "en": (
        "The page is at {where}. Ctrl-C ends it.",
        "Note: at {host} everybody in your network can open the page.",
    ),
    "de": (
        "Die Seite steht unter {where}. Strg-C beendet sie.",
        "Hinweis: Unter {host} kann jeder in Ihrem Netz die Seite öffnen.",
    ),
}


def mesa_command(
    scenario: Annotated[
        str, typer.Argument(help="A shipped name or the path of a scenario file to start with.")
    ] = "no_programme",
    port: Annotated[int, typer.Option(parser=whole, metavar="NUMBER", help="Port of the page.")] = 8765,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Where to listen; by default only this machine can open the page.")
    ] = "127.0.0.1",
    browse: Annotated[bool, typer.Option("--open/--no-open", help="Open the page in the browser.")] = True,
    lang: Lang = Language.en,
) -> None:
    """Show a company in the browser with Mesa's SolaraViz: step, play, change the levers."""
    from pathlib import Path

    from ..pages.serve import check_installed, serve
    from ..pages.settings import environment

    check_installed()
    from ...scenarios.files import catalogue, load

    load(scenario)
    reference = scenario if scenario in catalogue() else str(Path(scenario).resolve())
    started, open_to_all = _WORDS[lang.value]

    def say(where: str) -> None:
        if host not in LOCAL:
            print(open_to_all.format(host=host))
        print(started.format(where=where), flush=True)

    serve(environment(PAGE, reference, lang.value), host, port, started=say, browse=browse)
