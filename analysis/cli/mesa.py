"""``crm-adoption mesa``: a company in the browser, month by month, or the same one under two scenarios."""

from __future__ import annotations

from typing import Annotated

import typer

from .options import Lang, Language
from .page_options import HOST, AllowedHost, Browse, Host, Port, RootPath, show

PAGE = "crm_adoption.analysis.pages.mesa_page"


def mesa_command(
    scenario: Annotated[
        str, typer.Argument(help="A shipped name or the path of a scenario file to start with.")
    ] = "no_programme",
    beside: Annotated[
        str | None, typer.Argument(help="Another one, shown beside it: the same people and luck.")
    ] = None,
    port: Port = 8765,
    host: Host = HOST,
    allowed_host: AllowedHost = None,
    root_path: RootPath = "",
    browser: Browse = True,
    lang: Lang = Language.en,
) -> None:
    """Show a company in the browser with Mesa's SolaraViz, or two side by side: step, play, change the levers."""
    from pathlib import Path

    from ..pages.serve import check_free, check_installed
    from ..pages.settings import environment

    check_installed()
    from ...scenarios.files.catalogue import load
    from ...scenarios.files.sources import is_shipped

    given = [each for each in (scenario, beside) if each]
    for each in given:
        load(each)
    references = [each if is_shipped(each) else str(Path(each).resolve()) for each in given]
    check_free(host, port)
    show(
        environment(PAGE, references[0], lang.value, *references[1:]), host=host, port=port, allowed=allowed_host,
        root_path=root_path, browse=browser, lang=lang.value,
    )  # fmt: skip
