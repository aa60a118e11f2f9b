"""Files of the user's are read in one way: through `scenarios/reading/file_reading.py`, which no device holds up."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from crm_adoption.analysis.calibrating.files import Folder
from crm_adoption.analysis.claims.folder import EvidenceFolder
from crm_adoption.model.errors import InputError
from crm_adoption.scenarios.reading.file_reading import read_if_there
from crm_adoption.scenarios.studies.progress import progress_path, read_progress
from crm_adoption.scenarios.studies.store_damage import extent
from crm_adoption.scenarios.studies.store_log import read_log

ROOT = Path(__file__).parent.parent
READER = "scenarios/reading/file_reading.py"
OF_OURS = "what the package brings along"
WRITTEN = "what was written just now"
CHECKED = "after `check_file`"
ALLOWED = {
    "model/compiled.py": OF_OURS, "scenarios/core/provenance.py": OF_OURS, "scenarios/files/sources.py": OF_OURS,
    "analysis/base/tested.py": OF_OURS, "analysis/benchmarking/register.py": OF_OURS,
    "analysis/calibrating/files.py": OF_OURS, "analysis/claims/ledger.py": OF_OURS,
    "analysis/evidence/ensemble.py": OF_OURS, "analysis/pages/assumptions.py": OF_OURS,
    "scenarios/ground/card.py": OF_OURS, "analysis/report/document.py": OF_OURS,
    "analysis/report/templates.py": OF_OURS,
    "scenarios/words/files.py": OF_OURS, "scenarios/vendors/record.py": OF_OURS,
    "scenarios/surveys/instrument.py": OF_OURS, "analysis/surveys/page.py": OF_OURS,
    "model/code_cache.py": "compiled code in its own folder", "scenarios/writing/whole.py": "a folder, for its entries",
    "analysis/cli/streams.py": "the null device", "analysis/pages/guarded.py": "a template of a library",
    "analysis/cli/example_export.py": WRITTEN, "scenarios/studies/store_log.py": WRITTEN,
    "scenarios/reading/damaged.py": CHECKED, "scenarios/reading/unpacking.py": CHECKED,
    "scenarios/reading/text_tables.py": CHECKED, "scenarios/reading/workbooks.py": CHECKED,
    "scenarios/reading/parquet_files.py": CHECKED, "scenarios/surveys/reading.py": CHECKED,
    "analysis/validation/data_files.py": CHECKED,
}  # fmt: skip
"""Where else something is read, and of what kind it is: nothing that a user names and nobody has looked at."""
OF_MODULES = {
    "np": {"load", "loadtxt", "genfromtxt", "fromfile"}, "pd": {"read_csv", "read_excel", "read_json", "read_parquet"},
    "openpyxl": {"load_workbook"}, "json": {"load"}, "tomllib": {"load"}, "os": {"open"}, "linecache": {"getlines"},
}  # fmt: skip


def reads(tree: ast.AST) -> Iterator[str]:
    """Yield the calls that read a file, without those of a reader that is given bytes."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        if isinstance(call.func, ast.Name):
            owner, name = "", call.func.id
            if name == "open" and for_reading(call, 1):
                yield name
        elif isinstance(call.func, ast.Attribute):
            owner, name = ast.unparse(call.func.value), call.func.attr
            given = ast.unparse(call.args[0]) if call.args else ""
            of_path = owner not in ("os", "webbrowser", "Store") and name == "open" and for_reading(call, 0)
            if name == "read_bytes" or of_path or (name == "read_text" and owner != "file_reading"):
                yield name
            elif name in OF_MODULES.get(owner, ()) and not given.startswith("io.BytesIO"):
                yield f"{owner}.{name}"


def for_reading(call: ast.Call, position: int) -> bool:
    mode = next((each.value for each in call.keywords if each.arg == "mode"), None)
    mode = mode or (call.args[position] if len(call.args) > position else None)
    return mode is None or (isinstance(mode, ast.Constant) and not set(str(mode.value)) & set("wxa+"))


def found() -> dict[str, set[str]]:
    paths = [path for floor in ("model", "scenarios", "analysis") for path in (ROOT / floor).rglob("*.py")]
    by_file = {
        path.relative_to(ROOT).as_posix(): set(reads(ast.parse(path.read_text(encoding="utf-8")))) for path in paths
    }
    return {name: calls for name, calls in by_file.items() if calls and name != READER}


def test_no_module_reads_in_a_way_of_its_own() -> None:
    """Use `read_bytes`, `read_text`, `read_if_there`, `beginning`, or `check_file` where a library opens the file."""
    assert {name: calls for name, calls in found().items() if name not in ALLOWED} == {}
    assert sorted(set(ALLOWED) - set(found())) == []


@pytest.mark.parametrize("code", ["open(path)", "path.open()", "path.open('rb')", "path.read_text()", "np.load(path)"])
def test_a_way_of_its_own_would_be_found(code: str) -> None:
    assert list(reads(ast.parse(code)))


@pytest.mark.parametrize("code", ["read_text(path, 'roster')", "path.open('wb')", "np.load(io.BytesIO(data))"])
def test_what_is_none_is_not_found(code: str) -> None:
    assert not list(reads(ast.parse(code)))


def test_what_is_not_there_is_nothing_and_no_mistake(tmp_path: Path) -> None:
    assert read_if_there(tmp_path / "none", "file") is None
    assert read_if_there(tmp_path / "no folder" / "none", "file") is None
    (tmp_path / "one").write_bytes(b"1")
    assert read_if_there(tmp_path / "one", "file") == b"1"


def _progress(path: Path) -> object:
    return read_progress(path.with_name("a.duckdb"))


READERS: dict[str, Callable[[Path], object]] = {
    "a.progress.json": _progress,
    "a.duckdb.wal": read_log,
    "settings.json": lambda path: EvidenceFolder(path.parent, {"seed": 1}),
    "calibration.json": lambda path: Folder(path.parent, {"seed": 1}),
}


@pytest.mark.skipif(not Path("/dev/zero").is_char_device(), reason="there is no device that never ends")
@pytest.mark.parametrize("name", READERS)
def test_no_device_in_the_place_of_a_file_of_ours_is_read(name: str, tmp_path: Path) -> None:
    (tmp_path / name).symlink_to("/dev/zero")
    with pytest.raises(InputError, match=r"this is a device, not|cannot be read here"):
        READERS[name](tmp_path / name)


@pytest.mark.skipif(not Path("/dev/zero").is_char_device(), reason="there is no device that never ends")
def test_a_device_is_no_database_and_no_finished_chunk(tmp_path: Path) -> None:
    assert extent(Path("/dev/zero")) is None
    folder = Folder(tmp_path / "calibrated", {"seed": 1})
    (folder.chunks / "wave.npy").symlink_to("/dev/zero")
    assert folder.get("wave") is None
    assert progress_path(tmp_path / "a.duckdb").name == "a.progress.json"
