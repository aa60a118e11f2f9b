"""The page behind a real nginx, configured as the documentation says, under a path of its own: also in a browser."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("solara", reason="pages need the extra 'viz'")

sys.path.insert(0, str(Path(__file__).parent))
from knocking import SOCKET, knock, open_socket
from page_server import free_port, page_process

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/opt/homebrew/bin")
ROOT = Path(__file__).parents[3]
TAKEN_OFF = ("proxy_pass http://127.0.0.1:8766;", "proxy_pass http://127.0.0.1:8766/;")
CONFIGURATION = """
daemon off;
pid {folder}/nginx.pid;
error_log stderr;
events {{ }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port};
        location / {{ return 404; }}
        {location}
    }}
}}
"""


@dataclass(frozen=True)
class Proxied:
    """A page behind a proxy: its address there, and its own."""

    proxy: str
    page: str

    @property
    def server(self) -> str:
        return self.proxy.removesuffix("/crm/")


def documented() -> str:
    """Return nginx's part of the configuration as the documentation gives it."""
    text = (ROOT / "docs" / "how_to" / "present.md").read_text(encoding="utf-8")
    found = re.search(r"^location /crm/ \{.*?^\}", text, re.MULTILINE | re.DOTALL)
    assert found is not None
    return found[0]


@contextmanager
def nginx(folder: Path, port: int, location: str) -> Iterator[None]:
    """Run nginx with a location until the end of the block."""
    assert NGINX is not None
    file = folder / "nginx.conf"
    file.write_text(CONFIGURATION.format(folder=folder, port=port, location=location), encoding="utf-8")
    running = subprocess.Popen([NGINX, "-c", str(file), "-p", str(folder)], stderr=subprocess.PIPE, text=True)
    try:
        for _ in range(100):
            time.sleep(0.1)
            if running.poll() is not None:
                pytest.fail(f"nginx has ended: {running.stderr.read() if running.stderr else ''}")
            if (folder / "nginx.pid").exists():
                break
        yield
    finally:
        running.terminate()
        running.wait(10)


@pytest.fixture(scope="module", params=[("present", False), ("present", True), ("mesa", False)],
                ids=["present", "path taken off", "mesa"])  # fmt: skip
def proxied(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxied]:
    """Serve a page behind nginx, which leaves the path as it is or takes it off."""
    if NGINX is None:
        pytest.skip("there is no nginx on this machine")
    command, taken_off = request.param
    port = free_port()
    allowed = ("--allowed-host", f"127.0.0.1:{port}", "--allowed-host", "crm.example.com")
    with page_process("--root-path", "/crm", *allowed, command=command) as (where, _):
        location = documented().replace(*TAKEN_OFF) if taken_off else documented()
        location = location.replace("127.0.0.1:8766", where.split("/")[2])
        with nginx(tmp_path_factory.mktemp("nginx"), port, location):
            yield Proxied(f"http://127.0.0.1:{port}/crm/", where)


def test_page_assets_and_websockets_come_through(proxied: Proxied) -> None:
    assert proxied.page.endswith("/crm/")
    found = knock(proxied.server, "/crm/")
    assert found.status == 200
    assert "frame-ancestors 'none'" in found.headers["content-security-policy"]
    named = set(re.findall(r"(?:src|href)=\"(/[^\"]+)\"", found.body))
    assert len(named) >= 6
    assert all(each.startswith("/crm/") for each in named)
    for path in named:
        assert knock(proxied.server, path).status == 200, path
    assert open_socket(proxied.server, f"/crm{SOCKET}", Origin=proxied.server).status == 101


def test_named_hosts_come_through_by_https_and_others_are_refused(proxied: Proxied) -> None:
    """The proxy ends https: what the browser calls https reaches the page as http."""
    for host, origin, status in (
        ("crm.example.com", "https://crm.example.com", 101), ("crm.example.com", "http://evil.example", 403),
        ("evil.example", "http://evil.example", 403), ("evil.example", "https://crm.example.com", 403),
    ):  # fmt: skip
        assert open_socket(proxied.server, f"/crm{SOCKET}", host=host, Origin=origin).status == status
    assert knock(proxied.server, "/crm/", host="crm.example.com").status == 200
    assert knock(proxied.server, "/crm/", host="evil.example", X_Forwarded_Host="crm.example.com").status == 403


def test_the_page_still_answers_at_its_own_address(proxied: Proxied) -> None:
    for path in ("/crm/", "/crm", "/"):
        assert knock(proxied.page, path).status == 200
    assert knock(proxied.page, "/crmx").status == 404


def test_a_browser_plays_the_page_behind_the_proxy(
    proxied: Proxied, visit: Callable[..., Any], keep: Callable[..., None]
) -> None:
    page = visit(proxied.proxy + "?tab=lab")
    keep(page, "nginx", of="behind")
    assert page.url.startswith(proxied.proxy)
    if page.locator(".lab-keys").count():
        page.locator(".lab-stage[data-ready]").wait_for()
        page.get_by_role("button", name="One month on", exact=True).click()
        page.wait_for_function("location.pathname === '/crm/' && location.search.includes('month=')")
    else:
        page.get_by_role("button", name="Step", exact=True).click()
        page.locator(".crm-month", has_text="Month 1 of 36").wait_for()
