"""``crm-adoption present``: story and laboratory in the browser, for a board."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .options import LangOfStory, Language
from .page_options import HOST, AllowedHost, Browse, Host, Port, RootPath, say, show, warn

PAGE = "crm_adoption.analysis.pages.present_page"
MOST_SCENARIOS = 12


def present_command(
    scenarios: Annotated[
        list[str] | None,
        typer.Argument(help="Scenarios to start with: shipped names or paths of scenario files, the first is A."),
    ] = None,
    port: Port = 8766,
    host: Host = HOST,
    allowed_host: AllowedHost = None,
    root_path: RootPath = "",
    browser: Browse = True,
    lang: LangOfStory = Language.en,
) -> None:
    """Show story and laboratory in the browser: scenarios side by side, month by month; works without a network."""
    from ..pages.serve import check_installed, next_free
    from ..pages.settings import environment_of_files
    from ..story import begin_story

    check_installed()
    files = _checked(scenarios or [])
    free = next_free(host, port)
    if free != port:
        warn(say("taken", lang.value, port=port, free=free))
    show(
        environment_of_files(PAGE, files, lang.value), host=host, port=free, allowed=allowed_host,
        root_path=root_path, browse=browser, lang=lang.value, begin=begin_story,
    )  # fmt: skip


def _checked(scenarios: list[str]) -> tuple[str, ...]:
    """Return the scenarios as names and whole paths; a mistake in a file is said before anything starts."""
    from ...model.errors import InputError
    from ...scenarios.files.catalogue import catalogue, load

    if len(scenarios) > MOST_SCENARIOS:
        problem = "{count} scenarios are too many for a page; give {most} at most."
        raise InputError(problem, count=len(scenarios), most=MOST_SCENARIOS)
    for each in scenarios:
        load(each)
    return tuple(each if each in catalogue() else str(Path(each).resolve()) for each in scenarios)
