"""``crm-adoption mesa``: a company in the browser, month by month."""

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
    port: Port = 8765,
    host: Host = HOST,
    allowed_host: AllowedHost = None,
    root_path: RootPath = "",
    browser: Browse = True,
    lang: Lang = Language.en,
) -> None:
    """Show a company in the browser with Mesa's SolaraViz: step, play, change the levers."""
    from pathlib import Path

    from ..pages.serve import check_free, check_installed
    from ..pages.settings import environment

    check_installed()
    from ...scenarios.files.catalogue import load
    from ...scenarios.files.sources import is_shipped

    load(scenario)
    reference = scenario if is_shipped(scenario) else str(Path(scenario).resolve())
    check_free(host, port)
    show(
        environment(PAGE, reference, lang.value), host=host, port=port, allowed=allowed_host, root_path=root_path,
        browse=browser, lang=lang.value,
    )  # fmt: skip
