"""Requests that are not the page's own are refused, by HTTP and by websocket, before anything else sees them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from .doors import Served
from .guard_words import say

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

BELIEVED_OF_NOBODY = (b"x-forwarded-host", b"x-script-name", b"script-name", b"forwarded")
"""Headers by which anybody could tell Solara another address or path of the page; it keeps the first for all."""
OTHER_SITES = ("cross-site", "same-site")


class Guard:
    """ASGI middleware: 403 for what was sent to another address or by another page.

    A websocket without ``Origin`` is let in: every browser sends one, and a program that is no browser could write
    whatever it likes there, so to refuse it would keep nobody out.

    Parameters
    ----------
    app : ASGI application
        What is guarded.
    served : Served
        Where it is served.
    lang : str
        Language of the refusal.
    """

    def __init__(self, app: App, served: Served, lang: str = "en") -> None:
        self.app = app
        self.served = served
        self.lang = lang

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        problem = self._problem(scope)
        if problem is not None:
            await self._refuse(problem, scope, send)
            return
        headers = [(name, value) for name, value in scope["headers"] if name.lower() not in BELIEVED_OF_NOBODY]
        await self.app({**scope, "headers": headers}, receive, send)

    def _problem(self, scope: Scope) -> str | None:
        """Return the key of what is wrong with a request, or None."""
        hosts, origins = values(scope, b"host"), values(scope, b"origin")
        server = scope.get("server")
        asked = self.served.asked_for(hosts[0], server[0] if server else None) if len(hosts) == 1 else None
        if asked is None:
            return "host"
        if len(origins) > 1 or any(not self.served.sent_by_itself(each, asked) for each in origins):
            return "origin"
        if values(scope, b"sec-fetch-site")[:1] and not _is_own_or_opened(scope):
            return "origin"
        return None

    async def _refuse(self, problem: str, scope: Scope, send: Send) -> None:
        """Answer 403; before a websocket is open that is an answer by HTTP, too."""
        websocket = scope["type"] == "websocket"
        if websocket and "websocket.http.response" not in scope.get("extensions", {}):
            await send({"type": "websocket.close", "code": 1008, "reason": ""})
            return
        kind = "websocket.http.response" if websocket else "http.response"
        body = (say.raw(problem, self.lang) + "\n").encode()
        headers = [
            (b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode()),
            (b"cache-control", b"no-store"),
        ]  # fmt: skip
        await send({"type": f"{kind}.start", "status": 403, "headers": headers})
        await send({"type": f"{kind}.body", "body": b"" if scope.get("method") == "HEAD" else body})


def values(scope: Scope, name: bytes) -> list[str]:
    """Return all values of a header."""
    return [value.decode("latin-1").strip() for each, value in scope["headers"] if each.lower() == name]


def _is_own_or_opened(scope: Scope) -> bool:
    """Return whether a browser says that the page itself sent a request, or that somebody opened the page.

    Other pages send no ``Origin`` with what they embed (scripts, pictures, frames); this header says so. A link to
    the page may stand anywhere.
    """
    (site, *_), mode, goal = (values(scope, b"sec-fetch-" + each) for each in (b"site", b"mode", b"dest"))
    if site not in OTHER_SITES:
        return True
    return scope.get("method") in ("GET", "HEAD") and mode == ["navigate"] and goal == ["document"]
