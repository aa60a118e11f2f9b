"""Files that the page loads and that are missing: said before anything is announced, never a white page."""

from __future__ import annotations

import http.server
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any

import pytest
from crm_adoption.analysis.pages import page_files

pytest.importorskip("solara", reason="pages need the extra 'viz'")


sys.path.insert(0, str(Path(__file__).parent))
from knocking import knock
from page_server import free_port

NOWHERE = {"HTTP_PROXY": "http://127.0.0.1:9", "HTTPS_PROXY": "http://127.0.0.1:9", "NO_PROXY": ""}


def start(command: str, *words: str, **environment: str) -> subprocess.Popen[str]:
    quietly = ["--no-browser", "--port", str(free_port())]
    return subprocess.Popen(
        [sys.executable, "-m", "crm_adoption.analysis.cli.main", command, *quietly, *words],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", env={**os.environ, **environment},
    )  # fmt: skip


class Network(http.server.BaseHTTPRequestHandler):
    """A content delivery network that has every file, or says that it has none."""

    status = 200

    def do_HEAD(self) -> None:
        self.send_response(self.status)
        self.send_header("Content-Length", "7")
        self.end_headers()

    def do_GET(self) -> None:
        self.do_HEAD()
        self.wfile.write(b"/* x */")

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def network() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Network) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/npm/"
        server.shutdown()


@pytest.mark.parametrize("command", ["present", "mesa"])
def test_without_files_and_network_the_command_says_what_is_missing(command: str, tmp_path: Path) -> None:
    running = start(command, **NOWHERE, **{page_files.FOLDER: str(tmp_path)})
    out, err = running.communicate(timeout=120)
    assert running.returncode == 2
    assert out == ""
    said = " ".join(err.split())
    assert "Traceback" not in said
    assert said.startswith("Error: files of the page are not on this machine (@widgetti/solara-vuetify-app@")
    assert "requirejs@" in said
    assert "cdn.jsdelivr.net, which has them, cannot be reached" in said
    assert said.endswith("pip install '.[viz,offline]'.")


def test_with_a_network_they_are_loaded_once_and_that_is_said(tmp_path: Path, network: str) -> None:
    told = {page_files.FOLDER: str(tmp_path), "SOLARA_ASSETS_CDN": network, "NO_PROXY": "127.0.0.1"}
    for loads in (True, False):
        running = start("present", "--lang", "de", **told)
        assert running.stdout is not None
        assert running.stderr is not None
        where = running.stdout.readline().split(" unter ")[1].split()[0].rstrip(".")
        assert knock(where, "/_solara/cdn/requirejs@2.3.6/require.js").body == "/* x */"
        running.terminate()
        said = running.communicate(timeout=30)[1]
        assert said.startswith("Dateien der Seite fehlen auf diesem Rechner") == loads
        assert ("pip install '.[viz,offline]'" in said) == loads


def test_a_network_that_has_them_not_is_as_good_as_none(
    tmp_path: Path, network: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Network, "status", 404)
    told = {page_files.FOLDER: str(tmp_path), "SOLARA_ASSETS_CDN": network, "NO_PROXY": "127.0.0.1"}
    running = start("present", **told)
    out, err = running.communicate(timeout=120)
    assert (running.returncode, out) == (2, "")
    assert "cannot be reached" in err


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path, network: str) -> None:
    file = tmp_path / "file"
    file.write_text("x", encoding="utf-8")
    told = {page_files.FOLDER: str(file / "in it"), "SOLARA_ASSETS_CDN": network, "NO_PROXY": "127.0.0.1"}
    running = start("present", **told)
    out, err = running.communicate(timeout=120)
    assert (running.returncode, out) == (2, "")
    assert "cannot be written" in err
    assert "Traceback" not in err


class Distribution:
    """An installed package with its files in a folder."""

    def __init__(self, folder: Path, *names: str) -> None:
        self.files = [Installed(name, folder) for name in names]


class Installed:
    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self.folder = folder

    def as_posix(self) -> str:
        return self.name

    def locate(self) -> Path:
        return self.folder / self.name


def test_the_files_are_found_where_they_were_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment on top of another has a prefix of its own, and the files below the other's."""
    (tmp_path / "lib" / "site-packages").mkdir(parents=True)
    (tmp_path / "share" / "solara" / "cdn" / "@widgetti").mkdir(parents=True)
    name = "../../share/solara/cdn/@widgetti/x.js"
    found = Distribution(tmp_path / "lib" / "site-packages", "solara_assets.py", name)
    monkeypatch.setattr(page_files, "distribution", lambda _: found)
    assert page_files.installed_at("solara-assets", "share/solara/cdn") == [tmp_path / "share" / "solara" / "cdn"]
    assert page_files.folder_of_files() == tmp_path / "share" / "solara" / "cdn"
    assert page_files.installed_at("solara-assets", "share/jupyter") == []
    monkeypatch.setenv(page_files.FOLDER, "mine")
    assert page_files.FOLDER not in page_files.environment()


def test_without_the_extra_they_are_kept_in_the_users_own_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(_: str) -> Any:
        raise PackageNotFoundError

    monkeypatch.setattr(page_files, "distribution", missing)
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    monkeypatch.setattr("platformdirs.user_cache_dir", lambda name: str(tmp_path / name))
    assert page_files.folder_of_files() == tmp_path / "crm-adoption" / "page"


def test_the_names_are_those_in_the_page() -> None:
    page = '<script src="/crm/_solara/cdn/a@1/x.js"></script><link href="/crm/_solara/cdn/@b/c@2/y.css"><a href="/z">'
    assert page_files.named_in(page * 2) == ["a@1/x.js", "@b/c@2/y.css"]
