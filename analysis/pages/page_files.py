"""The files that a page loads besides our own: from the extra ``offline``, or once from the network, or not at all.

Solara's page names scripts and styles that stand on a content delivery network; its server fetches and keeps them.
Without a network and without the extra the browser would stay white, so this is looked at before a page is announced.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Mapping
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from urllib.parse import urlsplit

from ...model.errors import InputError
from .guard import App, Receive, Scope, Send
from .guard_words import OFFLINE
from .guard_words import say as guarding

FOLDER = "SOLARA_ASSETS_PROXY_CACHE_DIR"
JUPYTER = {"JUPYTER_PATH": "share/jupyter", "JUPYTER_CONFIG_PATH": "etc/jupyter"}
"""Variables with further folders in which Jupyter looks for the browser's part of ipyvue and ipyvuetify."""
PREFIX = "/_solara/cdn/"
PATIENCE = 5.0
"""Seconds until a network that does not answer counts as none."""
_NAMED = re.compile(re.escape(PREFIX) + r"([^\"'?\s>]+)")
_PACKAGE = re.compile(r"(@[^/@]+/)?[^/@]+@[^/]+/")


def folder_of_files() -> Path:
    """Return the folder with the page's files: of the extra ``offline`` wherever it is installed, or the user's own."""
    import platformdirs

    own = Path(platformdirs.user_cache_dir("crm-adoption")) / "page"
    places = [*installed_at("solara-assets", "share/solara/cdn"), Path(sys.prefix) / "share" / "solara" / "cdn", own]
    return next((each for each in places if (each / "@widgetti").is_dir()), own)


def installed_at(name: str, folder: str) -> list[Path]:
    """Return where a package put its files of a folder, if any; that need not be below this environment's prefix."""
    try:
        files = distribution(name).files or ()
    except PackageNotFoundError:
        return []
    for each in files:
        _, found, rest = each.as_posix().partition(folder + "/")
        if found:
            return [Path(str(each.locate())[: -len(rest) - 1]).resolve()]
    return []


def environment() -> Mapping[str, str]:
    """Return what tells Solara and Jupyter where the page's files are, beside what the user has told them."""
    told = {} if FOLDER in os.environ else {FOLDER: str(folder_of_files())}
    for variable, folder in JUPYTER.items():
        places = [os.environ.get(variable, ""), *map(str, installed_at("ipyvue", folder))]
        told[variable] = os.pathsep.join(dict.fromkeys(each for each in places if each))
    return told


def named_in(page: str) -> list[str]:
    """Return the files that a page loads by way of Solara's server."""
    return list(dict.fromkeys(_NAMED.findall(page)))


def provide(page: str, lang: str, say: Callable[[str], object]) -> None:
    """See to it that all files a page names are on this machine.

    Parameters
    ----------
    page : str
        The page as the server sends it.
    lang : str
        Language of what is said.
    say : callable
        Called with a sentence before files are loaded from the network.

    Raises
    ------
    InputError
        If files are missing and cannot be loaded.
    """
    import solara.settings
    from solara.server.settings import assets

    folder = Path(assets.proxy_cache_dir)
    missing = [name for name in named_in(page) if not (folder / name).is_file()]
    if not solara.settings.assets.proxy:  # Solara has found that it cannot write there
        raise _missing("no folder", lang, folder=folder)
    if missing:
        _load(missing, folder, solara.settings.assets.cdn, lang, say)


def _missing(key: str, lang: str, **blanks: object) -> InputError:
    return InputError("{words}", words=guarding(key, lang, help=guarding("help", lang, command=OFFLINE), **blanks))


def _load(missing: list[str], folder: Path, source: str, lang: str, say: Callable[[str], object]) -> None:
    """Load files from the network, or raise InputError."""
    import requests
    from solara.server.cdn_helper import get_path

    where, files = urlsplit(source).netloc or source, ", ".join(missing)
    try:
        requests.head(source + missing[0], timeout=PATIENCE, allow_redirects=True).raise_for_status()
        say(guarding("loading", lang, where=where, files=files, command=OFFLINE))
        for name in missing:
            get_path(folder, name)
    except OSError as error:
        if isinstance(error, requests.RequestException):  # they are OSErrors, too
            raise _missing("out of reach", lang, files=files, where=where) from None
        raise _missing("no folder", lang, folder=folder) from None
    except Exception:  # what Solara raises if a server answers and the file does not come
        raise _missing("out of reach", lang, files=files, where=where) from None


class OwnFiles:
    """ASGI middleware: Solara's server fetches no other packages from the network than the page names.

    Solara would load and hand on any package of the network that a request names, scripts of strangers among them.

    Parameters
    ----------
    app : ASGI application
        Solara's.
    page : callable
        Gives the page as the server sends it.
    """

    def __init__(self, app: App, page: Callable[[], str]) -> None:
        self.app = app
        self.page = page
        self._packages: frozenset[str] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer 404 to one for another package."""
        _, found, name = scope.get("path", "").partition(PREFIX)
        if scope["type"] == "http" and found and not self._has(name):
            body = guarding("path", "en").encode()
            headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
            await send({"type": "http.response.start", "status": 404, "headers": headers})
            await send({"type": "http.response.body", "body": body})
            return
        await self.app(scope, receive, send)

    def _has(self, name: str) -> bool:
        from solara.server.settings import assets

        folder = Path(assets.proxy_cache_dir).resolve()
        if ".." in name.replace("\\", "/").split("/"):
            return False
        if (folder / name).is_file():
            return True
        if self._packages is None:
            matches = (_PACKAGE.match(each) for each in named_in(self.page()))
            self._packages = frozenset(each[0] for each in matches if each)
        package = _PACKAGE.match(name)
        return package is not None and package[0] in self._packages
