"""A hostile page in a real browser: at another port, under a name that was rebound, and inside the page itself."""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

pytest.importorskip("solara", reason="pages need the extra 'viz'")

sys.path.insert(0, str(Path(__file__).parent))
from browsers import misled
from knocking import SOCKET
from page_server import page_process

HOSTILE = """<!doctype html><title>x</title><script>
const other = (url) => new Promise((done) => {
  const socket = new WebSocket(url);
  socket.onopen = () => done("open");
  socket.onerror = () => done("refused");
});
const element = (name, url) => new Promise((done) => {
  const each = document.createElement(name);
  each.onload = () => done("loaded");
  each.onerror = () => done("refused");
  each.src = url;
  document.body.appendChild(each);
});
const read = (url, how) => fetch(url, how).then((answer) => answer.text(), () => "refused");
</script><body></body>"""


class Hostile(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(HOSTILE.encode())

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="module")
def hostile() -> Iterator[int]:
    """Return the port of a server with a hostile page."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Hostile) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


@pytest.fixture(params=["other port", "other name", "other site"])
def foreign(request: pytest.FixtureRequest, browser: Any, hostile: int) -> Iterator[Any]:
    """Return a hostile page open in the browser; another site's name leads to this machine."""
    name = {"other port": "127.0.0.1", "other name": "localhost", "other site": "evil.test"}[request.param]
    with misled(browser, "evil.test") as page:
        page.goto(f"http://{name}:{hostile}/")
        yield page


def test_a_hostile_page_reads_and_opens_nothing(presenter: str, foreign: Any) -> None:
    """What a presenter's browser tells every other page about their plan: nothing."""
    port = urlsplit(presenter).port
    for name in ("127.0.0.1", "localhost"):
        assert foreign.evaluate(f"other('ws://{name}:{port}{SOCKET}')") == "refused"
        assert foreign.evaluate(f"read('http://{name}:{port}/')") == "refused"
        assert foreign.evaluate(f"read('http://{name}:{port}/', {{mode: 'no-cors'}})") in ("", "refused")
        assert foreign.evaluate(f"element('script', 'http://{name}:{port}/static/assets/theme.js')") == "refused"
        assert foreign.evaluate(f"element('img', 'http://{name}:{port}/static/assets/favicon.png')") == "refused"
        foreign.evaluate(f"element('iframe', 'http://{name}:{port}/')")
        framed = next(frame for frame in foreign.frames if frame != foreign.main_frame)
        assert "jupyter" not in framed.content()
        foreign.evaluate("document.querySelectorAll('iframe').forEach((each) => each.remove())")


def test_a_name_that_was_rebound_gets_nothing(presenter: str, browser: Any) -> None:
    """The browser holds the attacker's name for this machine: same origin for the browser, another host for us."""
    with misled(browser, "evil.test") as page:
        answer = page.goto(f"http://evil.test:{urlsplit(presenter).port}/")
        assert answer.status == 403
        assert "--allowed-host" in answer.text()


def test_a_link_from_elsewhere_opens_the_page(presenter: str, foreign: Any) -> None:
    foreign.evaluate(f"location.href = {presenter + '/?tab=lab'!r}")
    foreign.wait_for_selector("svg[role=img]", timeout=60_000)


@pytest.mark.parametrize("name", ["localhost", "[::1]"])
def test_the_page_plays_at_its_other_addresses(browser: Any, name: str) -> None:
    """Cookies, websockets and policies of ``localhost`` and of IPv6 are other ones than those of 127.0.0.1."""
    if name == "[::1]" and not has_ipv6():
        pytest.skip("this machine has no IPv6")
    with page_process("--host", name.strip("[]"), command="present") as (where, _):
        assert where == f"http://{name}:{urlsplit(where).port}"
        context = browser.new_context()
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.goto(where + "/?tab=lab")
        page.locator(".lab-stage[data-ready]").wait_for(timeout=60_000)
        page.evaluate("solara.debug.dropConnection()")  # the same session goes on with the same cookie
        page.wait_for_function("solara.debug.reconnectCount > 0 && app.$data.connectionStatus === 'connected'")
        page.get_by_role("button", name="One month on", exact=True).click()
        page.wait_for_function("location.search.includes('month=')")
        assert not page.evaluate("app.$data.needsRefresh")
        assert [each for each in complaints if "WebSocket" not in each] == []
        context.close()


def has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as door:
            door.bind(("::1", 0))
    except OSError:
        return False
    return True


INJECTED = """(what) => new Promise((done) => {
  window.ran = false;
  document.addEventListener("securitypolicyviolation", (event) => done(event.effectiveDirective), { once: true });
  const place = document.createElement("div");
  document.body.appendChild(place);
  if (what.tag) document.body.appendChild(Object.assign(document.createElement(what.tag), what.set));
  else place.innerHTML = what.html;
  setTimeout(() => done(window.ran ? "ran" : "nothing"), 5000);
})"""


@pytest.mark.parametrize(
    ("what", "stopped_by"),
    [
        ({"html": '<img src="x:" onerror="window.ran = true">'}, ("script-src-attr", "img-src")),
        ({"tag": "script", "set": {"text": "window.ran = true"}}, ("script-src-elem",)),
        ({"tag": "script", "set": {"src": "http://127.0.0.1:9/x.js"}}, ("script-src-elem",)),
        ({"tag": "script", "set": {"src": "data:text/javascript,window.ran=true"}}, ("script-src-elem",)),
        ({"tag": "iframe", "set": {"src": "http://127.0.0.1:9/"}}, ("frame-src",)),
        ({"tag": "img", "set": {"src": "http://127.0.0.1:9/?plan"}}, ("img-src",)),
        ({"html": '<style>@import "http://127.0.0.1:9/x.css";</style>'}, ("style-src-elem",)),
        ({"html": '<object data="http://127.0.0.1:9/x"></object>'}, ("object-src",)),
    ],
)
def test_what_gets_into_the_page_does_not_run_and_sends_nothing(
    presenter: str, browser: Any, what: dict[str, Any], stopped_by: tuple[str, ...]
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(presenter)
    page.wait_for_selector("svg[role=img]", timeout=60_000)
    assert page.evaluate(INJECTED, what) in stopped_by
    assert page.evaluate("window.ran") is False
    sent = (
        "fetch('http://127.0.0.1:9/', {mode: 'no-cors', method: 'POST', body: 'plan'}).then(() => 'sent', () => 'no')"
    )
    assert page.evaluate(sent) == "no"
    context.close()
