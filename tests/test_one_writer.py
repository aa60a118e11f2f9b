"""Everything is written in one way: no module writes files past `scenarios/writing/whole.py` and `result_folder.py`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
WRITERS = ("scenarios/writing/whole.py", "scenarios/writing/result_folder.py")
ALLOWED = {
    "analysis/calibrating/files.py": {"save"},  # into memory
    "analysis/cli/streams.py": {"open"},  # the null device, in the place of a stream that is closed
    "analysis/cli/logs.py": {"FileHandler"},  # a log grows line by line
    "analysis/telling/exports.py": {"ZipFile"},  # into memory
    "scenarios/reading/unpacking.py": {"ZipFile"},  # for reading
    "scenarios/reading/workbooks.py": {"ZipFile"},  # for reading
    "analysis/figures/folder.py": {"savefig"},  # into memory
    "analysis/base/parquet.py": {"COPY"},  # into a hidden file of `new_file`
    "analysis/base/kept.py": {"savez_compressed"},  # into memory
    "analysis/figures/parts.py": {"savefig"},  # into memory
    "analysis/report/parts.py": {"savefig"},  # into memory
    "analysis/telling/summary.py": {"savefig"},  # into memory
    "analysis/telling/slides.py": {"savefig"},  # into memory
    "model/code_cache.py": {"mkdir", "unlink", "write_bytes"},  # tries whether code can be kept
    "scenarios/reading/file_reading.py": {"open"},  # for reading, of what is a regular file
    "scenarios/studies/store_log.py": {"TemporaryDirectory"},  # how a log begins, asked of DuckDB
    "scenarios/studies/store_salvage.py": {"copyfile", "mkdir", "open", "unlink", "write_bytes"},  # works on a copy
    "scenarios/studies/unfinished.py": {"mkdtemp", "rmtree"},  # the unfinished folder of a database
    "scenarios/studies/store_opening.py": {"link", "rename"},  # a database, by itself
    "scenarios/studies/store_reading.py": {"COPY"},  # into the hidden folder of `ResultFolder`
}
"""What else may be called, and where: nothing of it puts an unfinished file under its final name."""

OF_PATHS = {
    "hardlink_to", "makedirs", "mkdir", "removedirs", "rmdir", "savefig", "symlink_to", "touch", "unlink",
    "write_bytes", "write_text",
}  # fmt: skip
OF_MODULES = {
    "json": {"dump"}, "np": {"save", "savetxt", "savez", "savez_compressed"},
    "os": {"link", "mkdir", "makedirs", "open", "remove", "rename", "replace", "rmdir", "symlink", "unlink"},
    "pickle": {"dump"}, "shutil": {"copy", "copy2", "copyfile", "copytree", "move", "rmtree"},
    "tempfile": {"NamedTemporaryFile", "TemporaryDirectory", "TemporaryFile", "mkdtemp", "mkstemp"},
    "zipfile": {"ZipFile"}, "logging": {"FileHandler"},
}  # fmt: skip


def writes(tree: ast.AST) -> Iterator[str]:
    """Yield the names of calls that write, make or remove files."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from called(node)
        elif isinstance(node, ast.ClassDef) and any(ast.unparse(base) == "logging.FileHandler" for base in node.bases):
            yield "FileHandler"
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("COPY "):
            yield "COPY"


def called(call: ast.Call) -> Iterator[str]:
    if isinstance(call.func, ast.Name):
        if call.func.id == "open" and opens_for_writing(call, 1):
            yield "open"
        return
    if not isinstance(call.func, ast.Attribute):
        return
    name, owner = call.func.attr, ast.unparse(call.func.value)
    given = [ast.unparse(each) for each in call.args]
    if (
        name in OF_PATHS
        or name in OF_MODULES.get(owner, ())
        or (name == "open" and owner != "os" and opens_for_writing(call, 0))
        or (name == "replace" and len(given) == 1 and not call.keywords and owner != "dataclasses")
        or (name in ("to_csv", "to_json", "to_parquet") and given and given[0] != "sys.stdout" and owner != "self")
    ):
        yield name


def opens_for_writing(call: ast.Call, position: int) -> bool:
    mode = next((each.value for each in call.keywords if each.arg == "mode"), None)
    mode = mode or (call.args[position] if len(call.args) > position else None)
    return isinstance(mode, ast.Constant) and isinstance(mode.value, str) and bool(set(mode.value) & set("wxa+"))


def found_in(path: Path) -> set[str]:
    return set(writes(ast.parse(path.read_text(encoding="utf-8"))))


SOURCES = [path for floor in ("model", "scenarios", "analysis") for path in sorted((ROOT / floor).rglob("*.py"))]


def test_no_module_writes_in_a_way_of_its_own() -> None:
    found = {path.relative_to(ROOT).as_posix(): found_in(path) for path in SOURCES}
    own = {name: calls - ALLOWED.get(name, set()) for name, calls in found.items() if name not in WRITERS}
    assert {name: calls for name, calls in own.items() if calls} == {}, (
        "write with write_file or new_file of scenarios/writing/whole.py, folders with ResultFolder of result_folder.py"
    )
    assert {name: calls for name, calls in ALLOWED.items() if calls - found[name]} == {}  # no longer needed


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("open(path, 'w')", "open"), ("path.open('a')", "open"), ("open(file=path, mode='x')", "open"),
        ("path.write_text(text)", "write_text"), ("table.to_csv(path)", "to_csv"), ("part.replace(path)", "replace"),
        ("os.replace(part, path)", "replace"), ("json.dump(found, file)", "dump"), ("folder.mkdir()", "mkdir"),
        ("np.save(path, values)", "save"), ("tempfile.mkdtemp()", "mkdtemp"), ("figure.savefig(path)", "savefig"),
        ("sql = f'COPY ({table}) TO {path}'", "COPY"), ("class Log(logging.FileHandler): ...", "FileHandler"),
    ],
)  # fmt: skip
def test_such_writing_would_be_found(text: str, name: str) -> None:
    assert set(writes(ast.parse(text))) == {name}


@pytest.mark.parametrize("text", ["open(path)", "path.open('rb')", "text.replace('a', 'b')", "t.to_csv(sys.stdout)"])
def test_reading_is_free(text: str) -> None:
    assert set(writes(ast.parse(text))) == set()
