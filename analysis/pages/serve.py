"""A page's server: on this machine only, quiet, ended by Ctrl-C."""

from __future__ import annotations

import contextlib
import errno
import importlib.util
import ipaddress
import os
import socket
import threading
import time
import warnings
import webbrowser
from collections.abc import Callable, Mapping
from typing import Any

from ...model.errors import InputError
from ...scenarios.ground.extras import install
from . import guarded, page_files
from .doors import EVERYWHERE, Served, bracketed
from .stopping import stops

TRIED = 50
"""Ports that are tried, one after the other."""
NEEDED = ("solara", "ipyvuetify", "altair", "uvicorn")


def check_installed() -> None:
    """Raise InputError, with the command that helps, if the packages for pages are missing."""
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        problem = (
            "pages in the browser need {names}; install it, {install} (with '.[offline]' the page also works without "
            "a network)."
        )
        raise InputError(problem, names=", ".join(missing), install=install("viz"))


def check_free(host: str, port: int) -> None:
    """Raise InputError if nothing can listen at this host and port."""
    if not 1 <= port <= 65535:
        raise InputError("{port} is not a port; allowed is 1 to 65535.", port=port, field="--port")
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family, socket.SOCK_STREAM) as door:
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            door.bind((host, port))
    except socket.gaierror:
        raise _no_address(host) from None
    except PermissionError:
        raise InputError("port {port} is reserved; choose one from 1024 on.", port=port, field="--port") from None
    except OSError as error:
        if error.errno == errno.EADDRNOTAVAIL:
            raise _no_address(host) from None
        problem = "port {port} on {host} cannot be used ({reason}); choose another with --port."
        raise InputError(problem, field="--port", port=port, host=host, reason=error.strerror) from None


def is_loopback(host: str) -> bool:
    """Return whether only this machine can reach what listens at a host."""
    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return host == "localhost"


def next_free(host: str, port: int) -> int:
    """Return the port, or the next one at which something can listen.

    Raises
    ------
    InputError
        If the host or port cannot be used for another reason than that something listens there.
    """
    if not 1 <= port <= 65535:
        check_free(host, port)
    for candidate in range(port, min(port + TRIED, 65536)):
        try:
            check_free(host, candidate)
        except InputError as error:
            if candidate == port and not _is_taken(host, port):
                raise error from None
            continue
        return candidate
    problem = "ports {port} to {last} are all taken; choose another with --port."
    raise InputError(problem, field="--port", port=port, last=min(port + TRIED, 65536) - 1)


def _is_taken(host: str, port: int) -> bool:
    """Return whether nothing can listen there because something does already."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family, socket.SOCK_STREAM) as door:
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            door.bind((host, port))
    except OSError as error:
        return error.errno == errno.EADDRINUSE
    except OverflowError:
        return False
    return False


def _no_address(host: str) -> InputError:
    return InputError("{host!r} is not an address of this machine.", host=host, field="--host")


def address(served: Served) -> str:
    """Return the address for the browser."""
    reachable = "127.0.0.1" if served.host in EVERYWHERE else bracketed(served.host)
    return f"http://{reachable}:{served.port}{served.root_path and served.root_path + '/'}"


def serve(
    environment: Mapping[str, str],
    served: Served,
    *,
    started: Callable[[str], object],
    warn: Callable[[str], object],
    browse: bool,
    lang: str,
) -> None:
    """Serve a page until Ctrl-C.

    Parameters
    ----------
    environment : mapping
        Set for this process, before Solara is imported and reads it.
    served : Served
        Where to listen, and whom to answer.
    started : callable
        Called with the address once the page can be opened.
    warn : callable
        Called with a sentence if something must be loaded from the network first.
    browse : bool
        Whether to open it in the browser.
    lang : str
        Language of what is said.

    Raises
    ------
    InputError
        If a package or a file of the page is missing or the port cannot be used.
    """
    check_installed()
    check_free(served.host, served.port)
    os.environ.update({**environment, **guarded.environment(served), **page_files.environment()})
    warnings.filterwarnings("ignore", "Cookies with samesite=none require https")
    warnings.filterwarnings("ignore", "Header x-forwarded-proto")  # a proxy on another machine that speaks https
    server = _server(served, lang)
    problems: list[Exception] = []

    def ready() -> bool:
        try:
            page_files.provide(guarded.page(), lang, warn)
        except Exception as problem:  # raised below, where the command sees it
            problems.append(problem)
            server.should_exit = True
        return not problems

    announce = threading.Thread(target=_announce, args=(server, address(served), ready, started, browse), daemon=True)
    announce.start()
    with contextlib.suppress(KeyboardInterrupt), stops(server):
        server.run()
    for problem in problems:
        raise problem


def _announce(
    server: Any, where: str, ready: Callable[[], bool], started: Callable[[str], object], browse: bool
) -> None:
    """Wait until the server listens and the page is whole, say so, and open the page."""
    while not server.started:
        if server.should_exit:
            return
        time.sleep(0.05)
    if not ready():
        return
    started(where)
    if browse:
        webbrowser.open(where)


def _server(served: Served, lang: str) -> Any:
    """Return a server that waits a second for open pages when it ends."""
    import uvicorn
    from solara.server.starlette import app

    guarded.mend_navigator()
    return uvicorn.Server(
        uvicorn.Config(
            guarded.guarded(app, served, lang), host=served.host, port=served.port, log_level="error",
            timeout_graceful_shutdown=1, server_header=False,
        )
    )  # fmt: skip
