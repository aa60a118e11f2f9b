"""Windows and macOS as far as they can be seen from Linux: modules, open files, names, process pools, code pages."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import crm_adoption
import pytest

sys.path.insert(0, str(Path(__file__).parent))
import any_system
from sources import nodes_of

ROOT = Path(__file__).parent.parent
FLOORS = ("model", "scenarios", "analysis")
SOURCES = [ROOT / "__init__.py", *(path for floor in FLOORS for path in sorted((ROOT / floor).rglob("*.py")))]
POSIX_NAMES = {
    "os": {"chown", "chroot", "fork", "forkpty", "getegid", "geteuid", "getgid", "getgroups", "getloadavg", "getpgid",
           "getuid", "killpg", "mkfifo", "nice", "openpty", "posix_spawn", "pread", "pwrite", "sched_getaffinity",
           "setpgid", "setsid", "statvfs", "sync", "sysconf", "ttyname", "uname", "wait", "waitid", "WNOHANG"},
    "signal": {"SIGALRM", "SIGCHLD", "SIGHUP", "SIGKILL", "SIGPIPE", "SIGQUIT", "SIGSTOP", "SIGTSTP", "SIGUSR1",
               "SIGUSR2", "SIGWINCH", "alarm", "pause", "pthread_sigmask", "setitimer", "siginterrupt"},
    "time": {"tzset", "clock_gettime"},
    "asyncio": {"add_signal_handler"},
    "socket": {"AF_UNIX"},
}  # fmt: skip
"""What Windows does not have."""
RESERVED = re.compile(r'[<>:"/\\|?*\x00-\x1f]|[. ]$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)', re.IGNORECASE)
"""Names that Windows refuses."""
ODD = 'What if? "Plan A/B": 50 % <now> | *all*.'
linux = pytest.mark.skipif(
    not Path("/proc/self/fd").exists(), reason="open files are read from /proc, which is Linux's"
)


def called(*words: object, folder: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Call the command in a process that is as like Windows as can be seen from here."""
    command = [sys.executable, any_system.__file__, *map(str, words)]
    variables = {**os.environ, **environment}
    return subprocess.run(
        command, cwd=folder, env=variables, capture_output=True, stdin=subprocess.DEVNULL, check=False
    )


def nodes() -> Iterator[tuple[str, ast.AST]]:
    for path in SOURCES:
        name = path.relative_to(ROOT).as_posix()
        for node in nodes_of(path):
            yield f"{name}:{getattr(node, 'lineno', 0)}", node


# --- what is there at all --------------------------------------------------------------------------


def test_nothing_is_used_that_windows_does_not_have() -> None:
    found = set()
    for place, node in nodes():
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if node.attr in POSIX_NAMES.get(node.value.id, ()):
                found.add(f"{place} {node.value.id}.{node.attr}")
        elif isinstance(node, ast.ImportFrom) and node.module in POSIX_NAMES:
            found |= {f"{place} {each.name}" for each in node.names if each.name in POSIX_NAMES[node.module]}
        elif isinstance(node, ast.Import):
            found |= {f"{place} {each.name}" for each in node.names if each.name in any_system.POSIX_ONLY}
    assert found == set()


def test_every_module_is_imported_without_the_modules_of_posix(tmp_path: Path) -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "import any_system; any_system.prepare()\n"
        "import importlib, importlib.util, pkgutil, crm_adoption\n"
        "pages = importlib.util.find_spec('solara')\n"
        "for floor in ('model', 'scenarios', 'analysis'):\n"
        "    package = importlib.import_module('crm_adoption.' + floor)\n"
        "    for each in pkgutil.walk_packages(package.__path__, package.__name__ + '.'):\n"
        "        if pages or not each.name.startswith('crm_adoption.analysis.pages'):\n"
        "            importlib.import_module(each.name)\n"
        "print('all')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stdout.endswith("all\n"), done.stderr


# --- the main commands -----------------------------------------------------------------------------

STUDY = """
name = "small"
scenarios = ["no_programme", "aligned_kpis"]
replications = 2
[design]
kind = "lhs"
n = 4
[uncertainties]
"behaviour.attention" = [0.4, 0.6]
"""
QUICK = ("--replications", "2", "--months", "12")
COMMANDS = [
    ("compare", "no_programme", "odd plan.toml", *QUICK, "--xlsx", "--out", "compared"),
    ("run", "odd plan.toml", *QUICK, "--out", "run"),
    ("run", "odd plan.toml", *QUICK, "--out", "run"),  # over what is there
    ("report", "no_programme", "odd plan.toml", *QUICK, "--out", "report.html"),
    ("sweep", "small.toml", "--out", "small.duckdb"),
    ("sweep", "small.toml", "--replications", "3", "--extend", "--out", "small.duckdb"),
    ("study", "export", "small.duckdb", "--out", "exported"),
    ("example-export", "export"),
]


@linux
def test_commands_work_without_links_and_close_files_before_they_move_or_delete_them(tmp_path: Path) -> None:
    plan = f"extends = 'aligned_kpis'\ntitle_en = '{ODD}'\ntitle_de = '{ODD}'\n"
    (tmp_path / "odd plan.toml").write_text(plan, encoding="utf-8")
    (tmp_path / "small.toml").write_text(STUDY, encoding="utf-8")
    done = called(*[word for command in COMMANDS for word in ("+", *command)][1:], folder=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    names = [each.name for each in tmp_path.rglob("*")]
    assert len(names) > 25
    assert [name for name in names if RESERVED.search(name)] == []
    assert not [name for name in names if name.startswith(".unfinished")], "cleaned up"


@linux
def test_the_stand_in_notices_files_that_are_still_open(tmp_path: Path) -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "import any_system, os; any_system.prepare()\n"
        "file = open('a', 'w')\n"
        "os.replace('a', 'b')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "still open" in done.stderr


def test_the_stand_in_hides_modules_from_our_code_only() -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "import any_system; any_system.prepare()\n"
        "import tempfile, subprocess, socket, platform\n"
        "exec('import fcntl', {'__name__': 'crm_adoption.somewhere'})\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "No module named 'fcntl' on this system" in done.stderr


# --- process pools ---------------------------------------------------------------------------------


def test_process_pools_are_started_by_spawn() -> None:
    """What is started by fork is not there on Windows, and not safe beside threads anywhere.

    One place copies its process, on Linux alone and where no other thread runs; its own tests hold that.
    """
    pools = [
        (place, ast.unparse(node))
        for place, node in nodes()
        if isinstance(node, ast.Call) and re.search(r"(ProcessPoolExecutor|\bPool|\bProcess)$", ast.unparse(node.func))
    ]
    assert pools
    forks = [place.split(":")[0] for place, call in pools if "get_context('spawn')" not in call]
    assert forks == ["analysis/figures/side_by_side.py"]


# --- consoles and files of other encodings ----------------------------------------------------------


@pytest.mark.parametrize(("page", "lang"), [("cp1252", "de"), ("cp850", "en")])
def test_consoles_of_windows_code_pages_hold(page: str, lang: str, tmp_path: Path) -> None:
    environment = {"PYTHONIOENCODING": page, "PYTHONUTF8": "0", "LC_ALL": "C"}
    done = called("compare", "no_programme", "aligned_kpis", *QUICK, "--lang", lang, folder=tmp_path, **environment)
    assert (done.returncode, done.stderr) == (0, b"")
    assert {"en": "Real use", "de": "Echte Nutzung"}[lang] in done.stdout.decode("utf-8")


@pytest.mark.parametrize("page", ["cp1252", "cp850"])
def test_a_mistake_with_characters_that_the_code_page_lacks_is_explained(page: str, tmp_path: Path) -> None:
    done = called("run", "план 計画.toml", folder=tmp_path, PYTHONIOENCODING=page, PYTHONUTF8="0")
    assert done.returncode == 2
    assert done.stderr.decode("utf-8").startswith("Error: ")
    assert b"Traceback" not in done.stderr


def test_no_file_is_read_or_written_in_the_systems_own_encoding(tmp_path: Path) -> None:
    """On Windows it would be the code page's."""
    (tmp_path / "small.toml").write_text(STUDY, encoding="utf-8")
    words = ["duel", "aligned_kpis", "no_programme", *QUICK[:2], "--out", "duel", "+", *COMMANDS[4]]
    strict = [sys.executable, "-X", "warn_default_encoding", "-W", "always::EncodingWarning", any_system.__file__]
    done = subprocess.run([*strict, *words], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    package = str(Path(crm_adoption.__file__).parent)  # an environment may stand in the folder of the sources
    own = [line.removeprefix(package) for line in done.stderr.splitlines() if line.startswith(package)]
    assert [line for line in own if "EncodingWarning" in line and "site-packages" not in line] == []
