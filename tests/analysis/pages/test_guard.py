"""Whom the pages answer: at their own addresses only, and no other page; without a browser, over real sockets."""

from __future__ import annotations

import asyncio
import importlib.util
import json
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

pytest.importorskip("solara", reason="pages need the extra 'viz'")

from crm_adoption.analysis.pages.doors import Served, checked_host, checked_root_path
from crm_adoption.analysis.pages.guard import Guard
from crm_adoption.analysis.pages.headers import FIXED, SecurityHeaders, hashes, policy
from crm_adoption.analysis.pages.serve import address
from crm_adoption.model.errors import InputError

sys.path.insert(0, str(Path(__file__).parent))
from command_line import call, complaint
from knocking import SOCKET, knock, open_socket
from page_server import page_process

NAMED = ("crm.example.com", "plan.example.com:8443", "[2001:db8::7]")
EVERYWHERE = ("--host", "0.0.0.0", *(word for each in NAMED for word in ("--allowed-host", each)))
PORT = 8766
SERVED = Served(PORT, allowed=NAMED)


@pytest.fixture(scope="module", params=["present", "mesa"])
def page(request: pytest.FixtureRequest) -> str:
    """Return the address of a page as both commands serve it by default."""
    where: str = request.getfixturevalue(f"{request.param}_page")
    return where


@pytest.fixture(scope="module")
def wide() -> Iterator[str]:
    """Return the address of a page that everybody in the network can open, with names of its own."""
    with page_process(*EVERYWHERE, command="present") as (where, _):
        yield where


# What is decided


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1:8766", "localhost:8766", "LocalHost:8766", "[::1]:8766", "[0:0:0:0:0:0:0:1]:8766",
        "crm.example.com", "CRM.example.com:443", "crm.example.com:80", "crm.example.com:8766",
        "plan.example.com:8443", "[2001:db8::7]", "[2001:DB8:0::7]:8766",
    ],
)  # fmt: skip
def test_own_addresses_are_known(host: str) -> None:
    assert SERVED.asked_for(host) is not None


FOREIGN_HOSTS = [
    "evil.example", "evil.example:8766", "127.0.0.1", "localhost", "127.0.0.1:8767", "localhost.:8766",
    "127.0.0.1.:8766", "127.0.0.1.evil.example:8766", "localhost.evil.example:8766", "evil-localhost:8766",
    "evil.example@127.0.0.1:8766", "127.0.0.1:8766@evil.example", "127.0.0.1:8766/evil", "127.0.0.1:8766#", "",
    "127.0.0.1:08766x", "127.0.0.1:-1", "127.0.0.1:0", "127.0.0.1:99999", "127.0.0.1:٨٧٦٦", "127.1:8766",
    "2130706433:8766", "0x7f000001:8766", "127.0.0.2:8766", "0.0.0.0:8766", "[::]:8766", "[::ffff:127.0.0.1]:8766",
    "[::1:8766", "::1:8766", "[::1%lo]:8766", "127.0.0.1:8766, evil.example", "127.0.0.1:8766\tx", "*", "null",
    "crm.example.com:8443", "plan.example.com", "plan.example.com:8766", "sub.crm.example.com", "xcrm.example.com",
    "crm.example.com.", "crm.example.com.evil.example",
]  # fmt: skip


@pytest.mark.parametrize("host", FOREIGN_HOSTS)
def test_other_addresses_are_refused(host: str) -> None:
    assert SERVED.asked_for(host, "127.0.0.1") is None


def test_the_machines_own_address_is_known_by_the_connection() -> None:
    """With ``0.0.0.0`` people type the machine's address in figures; a name server has no say in that."""
    everywhere = Served(PORT, "0.0.0.0")
    assert everywhere.asked_for("192.168.1.5:8766", "192.168.1.5") is not None
    assert everywhere.asked_for("[fe80::1]:8766", "fe80::1") is not None
    assert everywhere.asked_for("192.168.1.6:8766", "192.168.1.5") is None
    assert Served(PORT, "::").asked_for("192.168.1.5:8766", "::ffff:192.168.1.5") is not None
    assert everywhere.asked_for("laptop.local:8766", "192.168.1.5") is None
    assert Served(PORT, "laptop.local").asked_for("laptop.local:8766", "192.168.1.5") is not None
    assert Served(80).asked_for("localhost") is not None


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("http://127.0.0.1:8766", "127.0.0.1:8766"), ("http://localhost:8766", "LOCALHOST:8766"),
        ("http://[::1]:8766", "[::1]:8766"), ("http://crm.example.com", "crm.example.com"),
        ("https://crm.example.com", "crm.example.com"), ("https://plan.example.com:8443", "plan.example.com:8443"),
        ("https://crm.example.com", "127.0.0.1:8766"), ("http://crm.example.com:80", "crm.example.com"),
    ],
)  # fmt: skip
def test_the_page_itself_is_known_by_its_origin(origin: str, host: str) -> None:
    asked = SERVED.asked_for(host)
    assert asked is not None
    assert SERVED.sent_by_itself(origin, asked)


FOREIGN_ORIGINS = [
    "http://evil.example", "https://evil.example:8766", "null", "", "file://", "http://", "127.0.0.1:8766",
    "http://127.0.0.1:3000", "http://127.0.0.1", "https://127.0.0.1:8766", "ws://127.0.0.1:8766",
    "http://localhost:8766", "http://[::1]:8766", "http://127.0.0.1:8766.evil.example", "http://127.0.0.1:8766/",
    "http://127.0.0.1:8766@evil.example", "http://evil.example/http://127.0.0.1:8766",
    "http://127.0.0.1:8766 http://evil.example", "HTTP://127.0.0.1:8766", "chrome-extension://abcdefgh",
    "http://crm.example.com:3000", "http://crm.example.com.evil.example",
]  # fmt: skip


@pytest.mark.parametrize("origin", FOREIGN_ORIGINS)
def test_other_pages_are_refused(origin: str) -> None:
    """Also a page of ours at another of our addresses: who has ``[::1]`` need not be who has ``127.0.0.1``."""
    asked = SERVED.asked_for("127.0.0.1:8766")
    assert asked is not None
    assert not SERVED.sent_by_itself(origin, asked)


# The middleware


def asked_of(guard: Any, kind: str, *headers: tuple[bytes, bytes], extensions: bool = True, **more: Any) -> list[Any]:
    """Return what an ASGI application sends as its answer."""
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": f"{kind}.connect"}

    scope = {
        "type": kind, "path": "/", "headers": list(headers), "server": ("127.0.0.1", PORT), "method": "GET",
        "extensions": {"websocket.http.response": {}} if extensions else {}, **more,
    }  # fmt: skip
    with ThreadPoolExecutor(1) as aside:  # in this thread Playwright's loop may be running
        aside.submit(lambda: asyncio.run(guard(scope, receive, send))).result()
    return sent


async def open_to_all(scope: Any, _receive: Any, send: Any) -> None:
    await send({"type": "passed", "headers": scope["headers"]})


GUARD = Guard(open_to_all, SERVED)
OWN = (b"host", b"127.0.0.1:8766")


@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_one_host_and_at_most_one_origin_get_in(kind: str) -> None:
    own, foreign = (b"origin", b"http://127.0.0.1:8766"), (b"origin", b"http://evil.example")
    assert asked_of(GUARD, kind, OWN)[0]["type"] == "passed"
    assert asked_of(GUARD, kind, OWN, own)[0]["type"] == "passed"
    for headers in ((), (OWN, OWN), (OWN, (b"Host", b"evil.example")), (OWN, own, own), (OWN, own, foreign),
                    (OWN, foreign), (own,)):  # fmt: skip
        (start, body) = asked_of(GUARD, kind, *headers)
        assert (start["status"], start["type"]) == (403, f"{'websocket.' * (kind == 'websocket')}http.response.start")
        assert b"--allowed-host" in body["body"]


def test_a_server_without_answers_to_websockets_closes_them() -> None:
    (closed,) = asked_of(GUARD, "websocket", (b"host", b"evil.example"), extensions=False)
    assert (closed["type"], closed["code"]) == ("websocket.close", 1008)


@pytest.mark.parametrize(
    ("site", "mode", "goal", "method", "passes"),
    [
        ("same-origin", "cors", "empty", "GET", True),
        ("none", "navigate", "document", "GET", True),
        ("cross-site", "navigate", "document", "GET", True),  # a link in a mail
        ("cross-site", "navigate", "iframe", "GET", False),
        ("cross-site", "navigate", "document", "POST", False),
        ("cross-site", "no-cors", "script", "GET", False),
        ("same-site", "no-cors", "image", "GET", False),  # another port of this machine
        ("cross-site", "websocket", "websocket", "GET", False),
    ],
)
def test_what_other_pages_embed_is_refused(site: str, mode: str, goal: str, method: str, passes: bool) -> None:
    fetched = [(b"sec-fetch-site", site), (b"sec-fetch-mode", mode), (b"sec-fetch-dest", goal)]
    headers = [(name, value.encode()) for name, value in fetched]
    sent = asked_of(GUARD, "http", OWN, *headers, method=method)
    assert (sent[0]["type"] == "passed") == passes


def test_websockets_are_named_for_browsers_that_do_not_count_them_as_the_page_itself() -> None:
    assert "connect-src 'self' ws://localhost:8766 wss://localhost:8766;" in policy(b"", ["localhost:8766"])
    assert "connect-src 'self';" in policy(b"", ["[::1]:8766"])  # no policy can name it


def test_nobody_tells_solara_another_address() -> None:
    lies = [(name, b"//evil.example") for name in (b"x-forwarded-host", b"x-script-name", b"script-name", b"forwarded")]
    (passed,) = asked_of(GUARD, "http", OWN, *lies, (b"accept", b"*/*"))
    assert passed["headers"] == [OWN, (b"accept", b"*/*")]


def test_a_page_sent_in_parts_gets_the_hashes_of_its_scripts() -> None:
    parts = [b"<p>x</p><script>let a = 1;</scr", b"ipt><script src='x.js'></script><script>\r\nb()</script>"]

    async def app(_scope: Any, _receive: Any, send: Any) -> None:
        headers = [(b"content-type", b"text/html"), (b"content-security-policy", b"default-src *"),
                   (b"set-cookie", b"a=b; Secure; SameSite=none")]  # fmt: skip
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": parts[0], "more_body": True})
        await send({"type": "http.response.body", "body": parts[1]})

    start, body = asked_of(SecurityHeaders(app), "http", OWN)
    headers = dict(start["headers"])
    assert body["body"] == b"".join(parts)
    assert headers[b"set-cookie"] == b"a=b; Secure; SameSite=lax"
    policies = [value.decode() for name, value in start["headers"] if name == b"content-security-policy"]
    assert len(policies) == 1
    assert hashes(b"".join(parts)) == (
        "'sha256-xY6QKfH9PRsQnLz56nj6MBwiK5oHg+im1Jkpdp1x/Ck='", hashes(b"<script>\nb()</script>")[0],
    )  # fmt: skip
    assert all(each in policies[0] for each in hashes(b"".join(parts)))
    assert "'unsafe-inline'" not in policies[0].partition("script-src")[2].partition(";")[0]


# The server


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:1", "localhost.", "", " "])
def test_http_and_websockets_of_other_hosts_get_403(page: str, host: str) -> None:
    """DNS rebinding: the browser believes that this machine is the attacker's."""
    named = f"{host}:{urlsplit(page).port}" if host and ":" not in host else host or "x"
    for each in (host or "evil.example:1", named):
        assert knock(page, host=each).status == 403
        assert knock(page, "/static/assets/theme.js", host=each).status == 403
        assert open_socket(page, host=each, Origin=f"http://{each.strip()}").status == 403


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1:{port}"])
def test_http_and_websockets_of_other_pages_get_403(page: str, origin: str) -> None:
    origin = origin.format(port=urlsplit(page).port)
    refused = open_socket(page, Origin=origin)
    assert refused.status == 403
    assert set(map(str.lower, FIXED)) <= set(refused.headers)
    for path in ("/", "/readyz", "/static/assets/theme.js", "/jupyter/api/kernels/x"):
        assert knock(page, path, Origin=origin).status == 403
    assert knock(page, "/_solara/api/close/x?session_id=y", method="POST", Origin=origin).status == 403
    assert knock(page, method="OPTIONS", Origin=origin, Access_Control_Request_Private_Network="true").status == 403


def test_a_request_without_a_host_is_refused(page: str) -> None:
    assert knock(page, host=None).status in (400, 403)
    assert open_socket(page, host=None).status in (400, 403)


def test_the_page_itself_gets_in(page: str) -> None:
    port = urlsplit(page).port
    for name in ("127.0.0.1", "localhost", "LOCALHOST", "[::1]"):
        assert knock(page, host=f"{name}:{port}").status == 200
        assert open_socket(page, host=f"{name}:{port}", Origin=f"http://{name.lower()}:{port}").status == 101
    assert open_socket(page).status == 101  # a program that is no browser


PATHS = (
    "/", "/nonsense", "/a/b/c", "/readyz", "/static/assets/theme.js", "/static/assets/favicon.svg", "/static/none.js",
    "/jupyter/nbextensions/jupyter-vue/extension.js", "/_solara/cdn/requirejs@2.3.6/require.js", "/_solara/cdn/",
    "/_solara/cdn/left-pad@1.3.0/index.js", "/_solara/cdn/react", "/static/../x",
)  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_has_the_headers(page: str, path: str) -> None:
    for host in ("", "evil.example"):
        headers = knock(page, path, host=host, Accept_Encoding="gzip").headers
        assert {name: headers[name.lower()] for name in FIXED} == FIXED
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "default-src 'none'" in headers["content-security-policy"]


TRAVERSALS = (
    "/static/../../../../../../etc/passwd", "/static/%2e%2e/%2e%2e/server.py", "/static/..%2f..%2fserver.py",
    "/static/assets/../../server.py", "/static/assets/..%5c..%5cserver.py", "/static/public/%2e%2e/serve.py",
    "/static/public/..%2fpages%2fserve.py", "/jupyter/nbextensions/%2e%2e/%2e%2e/%2e%2e/pyvenv.cfg",
    "/jupyter/nbextensions//etc/passwd", "/_solara/cdn/%2e%2e/%2e%2e/pyvenv.cfg", "/_solara/cdn//etc/passwd",
    "/_solara/cdn/requirejs@2.3.6/%2e%2e/%2e%2e/x", "/_solara/cdn/..%2f..%2f..%2fetc%2fpasswd",
    "/_solara/cdn/C:%5cwindows%5cwin.ini", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "/static/%00",
)  # fmt: skip


@pytest.mark.parametrize("path", TRAVERSALS)
def test_no_path_leads_out(page: str, path: str) -> None:
    answer = knock(page, path)
    assert answer.status in (400, 404)
    assert "root:" not in answer.body
    assert "home = " not in answer.body
    assert "import " not in answer.body


def test_the_server_hands_on_no_stranger_s_scripts(page: str) -> None:
    """Solara would fetch any package that a request names from the network and serve it as the page's own."""
    for path in ("left-pad@1.3.0/index.js", "react", "@evil/x@1/a.js", "requirejs@2.3.5/require.js"):
        answer = knock(page, f"/_solara/cdn/{path}")
        assert (answer.status, answer.body) == (404, "404: there is no such file.")


def test_the_first_visitor_cannot_move_the_page(page: str) -> None:
    for name in ("X_Script_Name", "Script_Name", "X_Forwarded_Host", "X_Forwarded_Prefix"):
        assert "evil.example" not in knock(page, **{name: "//evil.example"}).body
    assert 'solara.rootPath = ""' in knock(page).body


def test_cookies_are_the_servers_alone_and_sessions_cannot_be_guessed(page: str) -> None:
    cookies = {knock(page, host=f"localhost:{urlsplit(page).port}").headers["set-cookie"] for _ in range(3)}
    assert len(cookies) == 3
    for each in cookies:
        assert "httponly" in each.lower()
        assert "samesite=lax" in each.lower()
        assert len(each.partition("=")[2].partition(";")[0]) == 36


def test_a_kernel_is_not_taken_over_by_who_knows_its_name(page: str) -> None:
    """Not even a page at the right address gets into a session without its cookie."""
    websockets = pytest.importorskip("websockets.sync.client")
    where = page.replace("http://", "ws://") + SOCKET.replace("1111", "9999")
    origin = page
    header = {"msg_type": "kernel_info_request", "msg_id": "1", "username": "", "session": "1", "version": "5.4",
              "date": "2026-01-01T00:00:00Z"}  # fmt: skip
    asks = json.dumps({"header": header, "parent_header": {}, "metadata": {}, "channel": "shell", "content": {}})
    with websockets.connect(where, additional_headers={"Cookie": "solara-session-id=a"}, origin=origin) as first:
        first.send(asks)
        assert first.recv(timeout=20)  # its kernel is there
        with websockets.connect(where, additional_headers={"Cookie": "solara-session-id=b"}, origin=origin) as second:
            assert "mismatch" in second.recv(timeout=20)
        first.send(asks)


def test_names_that_were_given_get_in_and_no_others(wide: str) -> None:
    port = urlsplit(wide).port
    named = {
        "crm.example.com": "https://crm.example.com", f"crm.example.com:{port}": f"http://crm.example.com:{port}",
        "plan.example.com:8443": "https://plan.example.com:8443", "[2001:db8::7]": "http://[2001:db8::7]",
    }  # fmt: skip
    for host, origin in named.items():
        assert knock(wide, host=host).status == 200
        assert open_socket(wide, host=host, Origin=origin).status == 101
        assert open_socket(wide, host=host, Origin="https://evil.example").status == 403
    for host in ("laptop.local", "evil.example", "plan.example.com", "x.crm.example.com"):
        assert knock(wide, host=host).status == 403
        assert open_socket(wide, host=host, X_Forwarded_Host="crm.example.com").status == 403


# The options


@pytest.mark.parametrize("command", ["present", "mesa"])
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--allowed-host", "http://crm.example.com"), "--allowed-host: 'http://crm.example.com' is not the name"),
        (("--allowed-host", "*"), "--allowed-host: '*' is not the name of a server"),
        (("--allowed-host", "crm.example.com/crm"), "without a path"),
        (("--allowed-host", "a:99999"), "--allowed-host"),
        (("--root-path", "crm"), "--root-path: 'crm' is not a path; give the path"),
        (("--root-path", "//evil.example"), "--root-path"),
        (("--root-path", "/a/../b"), "--root-path"),
        (("--root-path", "/crm?x"), "such as /crm"),
        (("--root-path", "/static"), "--root-path: /static is a path of the page itself"),
    ],
)
def test_mistakes_in_the_options_are_explained(command: str, words: tuple[str, str], said: str) -> None:
    assert said in complaint(call(command, "--no-browser", *words))


def test_what_is_given_is_brought_into_one_form() -> None:
    assert [checked_host(each) for each in ("CRM.Example.com", "[2001:DB8::0:7]:80")] == [
        "crm.example.com", "[2001:db8::7]:80",
    ]  # fmt: skip
    assert [checked_root_path(each) for each in ("", "/", "/crm", "/crm/", "/a/b-c/")] == [
        "",
        "",
        "/crm",
        "/crm",
        "/a/b-c",
    ]
    with pytest.raises(InputError, match="not a path"):
        checked_root_path("/crm/ü")


def test_the_address_for_the_browser() -> None:
    assert address(Served(1, "::1")) == "http://[::1]:1"
    assert address(Served(1, "0.0.0.0", (), "/crm")) == "http://127.0.0.1:1/crm/"


def test_no_server_of_ours_starts_without_its_guard() -> None:
    """Whatever serves a page goes through `guarded`: nothing else names Solara's application or its server."""
    root = Path(importlib.util.find_spec("crm_adoption.analysis").origin).parent  # type: ignore[union-attr, arg-type]
    naming = [
        path.name for path in sorted(root.rglob("*.py"))
        if any(word in path.read_text(encoding="utf-8") for word in ("solara.server.starlette", "uvicorn.Server("))
    ]  # fmt: skip
    assert naming == ["serve.py"]
    assert "guarded.guarded(app" in (root / "pages" / "serve.py").read_text(encoding="utf-8")
