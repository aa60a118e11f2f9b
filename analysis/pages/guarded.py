"""Solara's server as we serve it: guarded, with its headers, with no files but the page's own."""

from __future__ import annotations

from functools import partialmethod
from pathlib import Path

from .doors import Served
from .guard import App, Guard
from .headers import SecurityHeaders
from .page_files import OwnFiles
from .root_path import RootPath


def page() -> str:
    """Return the page as the server sends it to every browser, once Solara has started."""
    from solara.server import server, settings

    return str(server.read_root("/", settings.main.root_path or "") or "")


def guarded(app: App, served: Served, lang: str) -> App:
    """Return an ASGI application with all that stands between it and the network."""
    from starlette.middleware.errors import ServerErrorMiddleware

    inner = RootPath(OwnFiles(app, page), served.root_path)
    return SecurityHeaders(ServerErrorMiddleware(Guard(inner, served, lang)))


def mend_navigator() -> None:
    """Say rightly what a template of Solara's exports: its slip made the console of every browser warn."""
    from solara.widgets.widgets import Navigator

    if Navigator.template_file is not None:
        text = Path(Navigator.template_file).read_text(encoding="utf-8").replace("modules.export =", "module.exports =")
        Navigator.template_file, Navigator.__init__ = None, partialmethod(Navigator.__init__, template=text)


def environment(served: Served) -> dict[str, str]:
    """Return Solara's settings that go with it.

    Set here, the root path is nobody's to choose: if it is not, Solara takes it from a header of the first request.
    """
    return {"SOLARA_ROOT_PATH": served.root_path, "SOLARA_SESSION_HTTP_ONLY": "true"}
