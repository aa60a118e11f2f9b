"""What browsers are told about a page with every answer: load nothing from elsewhere, show it in no other page."""

from __future__ import annotations

import base64
import hashlib
import mimetypes
from functools import lru_cache
from html.parser import HTMLParser

from .guard import App, Message, Receive, Scope, Send, values

FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",  # browsers that do not know frame-ancestors
    # not no-referrer: with it, browsers send "Origin: null" when the page itself says that it closes
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
}
FILE_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
"""For everything that is no page: on its own it needs nothing."""
_STARTS = ("http.response.start", "websocket.http.response.start")
_FILES = ("/static/", "/_solara/", "/jupyter/")


class SecurityHeaders:
    """ASGI middleware: sets the headers of every answer, files and refusals among them.

    Scripts in a page are allowed by their hash, so a script that gets into it from elsewhere does not run.

    Parameters
    ----------
    app : ASGI application
        What answers.
    """

    def __init__(self, app: App) -> None:
        self.app = app
        mimetypes.add_type("text/javascript", ".js")  # some Windows say text/plain, which nosniff forbids to run
        mimetypes.add_type("text/css", ".css")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and set the headers of its answer."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if not any(part in scope["path"] for part in _FILES):
            scope = {**scope, "headers": [each for each in scope["headers"] if each[0].lower() != b"accept-encoding"]}
        await self.app(scope, receive, _Sender(scope, send))


class _Sender:
    """Sends an answer; holds back a page until all of it is there, for its headers name its scripts."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.scope = scope
        self.send = send
        self.start: Message | None = None
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] in _STARTS:
            if _is_page(message):
                self.start = message
                return
            message = _with(message, FILE_POLICY)
        elif self.start is not None:
            self.body += message.get("body", b"")
            if message.get("more_body"):
                return
            await self.send(_with(self.start, policy(self.body, values(self.scope, b"host"))))
            self.start, message = None, {**message, "body": self.body}
        await self.send(message)


def _is_page(start: Message) -> bool:
    kind = next((value for name, value in start.get("headers", ()) if name.lower() == b"content-type"), b"")
    return bool(kind.startswith(b"text/html"))


def _with(start: Message, content_policy: str) -> Message:
    """Return the start of an answer with our headers in place of those of the same names."""
    ours = {**FIXED, "Content-Security-Policy": content_policy}
    names = {name.lower().encode() for name in ours}
    kept = [(name, _cookie(value) if name.lower() == b"set-cookie" else value)
            for name, value in start.get("headers", ()) if name.lower() not in names]  # fmt: skip
    return {**start, "headers": [*kept, *((name.lower().encode(), text.encode()) for name, text in ours.items())]}


def _cookie(value: bytes) -> bytes:
    """Return a cookie that other pages' requests do not carry: ours is shown in no frame, so it needs no ``none``."""
    parts = value.split(b"; ")
    return b"; ".join(b"SameSite=lax" if part.lower() == b"samesite=none" else part for part in parts)


def policy(page: bytes, hosts: list[str]) -> str:
    """Return the content security policy of a page.

    Parameters
    ----------
    page : bytes
        The page; its inline scripts are named by their hashes.
    hosts : list of str
        What its request asked for: some browsers do not count websockets among ``'self'``. A policy cannot name
        addresses of IPv6; there it is left to the browser.
    """
    sockets = [f"{scheme}://{host}" for host in hosts if "[" not in host for scheme in ("ws", "wss")]
    itself, nothing = "'self'", ("'none'",)
    rules: dict[str, tuple[str, ...]] = {
        "default-src": nothing,
        # Vue compiles its templates in the browser, which browsers call eval
        "script-src": (itself, "'unsafe-eval'", *hashes(page)),
        "style-src": (itself, "'unsafe-inline'"),
        "img-src": (itself, "data:", "blob:"),
        "font-src": (itself, "data:"),
        "connect-src": (itself, *sockets),
        "base-uri": nothing,
        "form-action": nothing,
        "frame-ancestors": nothing,
    }
    return "; ".join(" ".join((name, *allowed)) for name, allowed in rules.items())


@lru_cache(maxsize=4)
def hashes(page: bytes) -> tuple[str, ...]:
    """Return the hashes of a page's inline scripts, as a content security policy names them."""
    reader = _Scripts()
    reader.feed(page.decode().replace("\r\n", "\n"))
    reader.close()
    digests = (hashlib.sha256(script.encode()).digest() for script in reader.found)
    return tuple(dict.fromkeys(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests))


class _Scripts(HTMLParser):
    """The scripts that stand in a page itself."""

    RUN = (None, "", "module", "text/javascript")

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "script" and "src" not in said and said.get("type") in self.RUN:
            self._inside = True
            self.found.append("")

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found[-1] += data

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "script"
