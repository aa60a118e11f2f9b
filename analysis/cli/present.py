"""``crm-adoption present``: story and laboratory in the browser, for a board."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from .options import Lang, Language, whole

PAGE = "crm_adoption.analysis.pages.present_page"
MOST_SCENARIOS = 12
_WORDS = {
    "en": (
        "The page is at {where}. Ctrl-C ends it.",
        "Warning: at {host} everybody in your network can open the page and upload files to it.",
        "Port {port} is taken; using {free} instead.",
    ),
    "de": (
        "Die Seite steht unter {where}. Strg-C beendet sie.",
        "Warnung: Unter {host} kann jeder in Ihrem Netz die Seite öffnen und Dateien dorthin hochladen.",
        "Port {port} ist belegt; genommen wird {free}.",
    ),
}


def present_command(
    scenarios: Annotated[
        list[str] | None,
        typer.Argument(help="Scenarios to start with: shipped names or paths of scenario files, the first is A."),
    ] = None,
    port: Annotated[int, typer.Option(parser=whole, metavar="NUMBER", help="Port of the page.")] = 8766,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Where to listen; by default only this machine can open the page.")
    ] = "127.0.0.1",
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page in the browser.")] = True,
    lang: Lang = Language.en,
) -> None:
    """Show story and laboratory in the browser: scenarios side by side, month by month; works without a network."""
    from ..pages.serve import check_installed, is_loopback, next_free, serve
    from ..pages.settings import environment_of_files
    from ..story import begin_story

    check_installed()
    files = _checked(scenarios or [])
    started, open_to_all, taken = _WORDS[lang.value]
    free = next_free(host, port)
    if free != port:
        print(taken.format(port=port, free=free), file=sys.stderr, flush=True)
    if not is_loopback(host):
        print(open_to_all.format(host=host), file=sys.stderr, flush=True)

    def say(where: str) -> None:
        begin_story()  # the reader who opens it first finds it under way
        print(started.format(where=where), flush=True)

    serve(environment_of_files(PAGE, files, lang.value), host, free, started=say, browse=browser)


def _checked(scenarios: list[str]) -> tuple[str, ...]:
    """Return the scenarios as names and whole paths; a mistake in a file is said before anything starts."""
    from ...model.errors import InputError
    from ...scenarios.files import catalogue, load

    if len(scenarios) > MOST_SCENARIOS:
        raise InputError(f"{len(scenarios)} scenarios are too many for a page; give {MOST_SCENARIOS} at most.")
    for each in scenarios:
        load(each)
    return tuple(each if each in catalogue() else str(Path(each).resolve()) for each in scenarios)
