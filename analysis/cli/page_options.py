"""Options, words and start of the commands that show a page in the browser, ``present`` and ``mesa``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import Annotated

import typer

from ...scenarios.words.catalogue import Words
from .options import whole

Port = Annotated[int, typer.Option(parser=whole, metavar="NUMBER", help="Port of the page.")]
Host = Annotated[
    str, typer.Option(metavar="ADDRESS", help="Where to listen; by default only this machine can open the page.")
]
AllowedHost = Annotated[
    list[str] | None,
    typer.Option(
        "--allowed-host", metavar="NAME[:PORT]",
        help="Further name that leads to the page, through a proxy for example; repeat for more. All others are "
        "refused.",
    ),
]  # fmt: skip
RootPath = Annotated[
    str, typer.Option("--root-path", metavar="PATH", help="Path under which a proxy shows the page, such as /crm.")
]
Browse = Annotated[
    bool, typer.Option("--browser/--no-browser", "--open/--no-open", help="Open the page in the browser.")
]
HOST = "127.0.0.1"
say = Words("pages.page_options")


def show(
    environment: Mapping[str, str],
    *,
    host: str,
    port: int,
    allowed: list[str] | None,
    root_path: str,
    browse: bool,
    lang: str,
    begin: Callable[[], object] | None = None,
) -> None:
    """Serve a page at a port that is free by now, and say where it is; whoever else can open it is warned of.

    Parameters
    ----------
    environment : mapping
        What the page is told.
    host, port : str, int
        Where to listen.
    allowed : list of str, optional
        Further names that lead to the page.
    root_path : str
        Path under which a proxy shows it.
    browse : bool
        Whether to open it in the browser.
    lang : str
        Language of what is said.
    begin : callable, optional
        What is begun with the server, so that the reader who opens the page first finds it under way.
    """
    from ..pages.doors import Served, checked_host, checked_root_path
    from ..pages.serve import is_loopback, serve

    served = Served(port, host, tuple(checked_host(each) for each in allowed or []), checked_root_path(root_path))
    if not is_loopback(host):
        warn(say("open to all", lang, host=host))

    def started(where: str) -> None:
        if begin is not None:
            begin()
        print(say("started", lang, where=where), flush=True)

    serve(environment, served, started=started, warn=warn, browse=browse, lang=lang)


def warn(text: str) -> None:
    """Say something beside what a command prints."""
    print(text, file=sys.stderr, flush=True)
