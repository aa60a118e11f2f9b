"""Folders of results: all files appear together or none does, and nothing of the user's own is touched.

A folder that is not there yet is made under a hidden name beside its place and renamed: it is
there whole or not at all, whatever happens. Where a folder is there already, the files are made in
a hidden folder inside it and moved at the end, the manifest last. Of what stood there, only files
that the manifest of earlier results names go, and files of the same names; if anything fails, they
are put back. A folder without a manifest is none of finished results.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ...model.errors import InputError
from ...model.phrase import Phrase
from ..reading.file_reading import MOST_TABLE, read_text
from .unwritable import FOLDER, explained, is_full, refusal
from .whole import (
    HIDDEN,
    check_writable,
    folder_synchronised,
    hidden,
    made_folders,
    moved,
    tidy,
    unmade,
    write_file,
)

MANIFEST = "manifest.json"
_OLD = "old"


def check_folder(folder: Path, print_of: str, *, replace: bool) -> None:
    """Refuse a folder that cannot be written or holds something else's results; change nothing.

    Raises
    ------
    InputError
        If it is a file, not writable, or holds results of other scenarios and ``replace`` is False.
    """
    with explained(folder, what=FOLDER):
        check_writable(folder)
        present = sorted(entry.name for entry in folder.iterdir()) if folder.exists() else []
    present = [name for name in present if not name.startswith(".")]
    before = [each.get("fingerprint") for each in _manifests(folder)]
    if present and print_of not in before and not replace:
        what = Phrase("results of other scenarios") if any(before) else other_files(present)
        problem = "the folder holds {what}; choose another folder, or add --replace to write over them."
        raise InputError(problem, field="--out", file=str(folder), what=what)


def other_files(names: Sequence[str]) -> Phrase:
    """Return in words that files are there which are none of ours: the first three are named."""
    return Phrase("other files ({names})", names=", ".join([*names[:3], *["..."][: len(names) - 3]]))


def check_files(folder: Path, names: list[str], *, replace: bool) -> None:
    """Refuse to write over files that are there already.

    Raises
    ------
    InputError
        With their names, unless they may be replaced.
    """
    if replace or not (there := [name for name in names if os.path.lexists(folder / name)]):
        return
    problem = "the folder holds {names} already; choose another folder, or add --replace."
    raise InputError(problem, field="--out", file=str(folder), names=", ".join(there))


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(read_text(path, Phrase("manifest"), MOST_TABLE))
    except (InputError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _manifests(folder: Path) -> list[dict[str, Any]]:
    """Return the manifest of the results in a folder, as a list of one; none if there are no results.

    Where a process was killed while it moved files, there may be several: they stand in what it left behind.
    """
    places = [folder / MANIFEST]
    if not places[0].exists():
        with contextlib.suppress(OSError, ValueError):
            for each in folder.glob(f"{HIDDEN}*"):
                places += [each / _OLD / MANIFEST, each / MANIFEST]
    return [found for each in places if (found := _read(each))]


class ResultFolder:
    """A folder whose files appear together at the end, or not at all.

    Use as a context manager; files are written into `path` and moved on success. What cannot be
    written is an `InputError` that names the folder.

    Parameters
    ----------
    folder : Path
        Made if it is missing.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = Path()
        self._made: list[Path] = []

    def __enter__(self) -> ResultFolder:
        with explained(self.folder, what=FOLDER):
            target = Path(os.path.realpath(self.folder))
            there = target.exists()
            self._made = [] if there else made_folders(target.parent)
            self.path = hidden(target / target.name if there else target)
            try:
                self.path.mkdir()
            except OSError:
                unmade(self._made)
                raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, *_: object) -> None:
        done = False
        try:
            if error is None:
                with explained(self.folder, what=FOLDER):
                    self._publish(Path(os.path.realpath(self.folder)))
                done = True
        finally:
            shutil.rmtree(self.path, ignore_errors=True)
            if not done:
                unmade(self._made)
        if isinstance(error, OSError) and (_inside(error.filename, self.path) or is_full(error)):
            raise refusal(self.folder, error, what=FOLDER) from None
        if isinstance(error, InputError) and _inside(error.file, self.path):
            named = str(self.folder / Path(str(error.file)).name)
            raise InputError(error.phrase, field=error.field, file=named) from None

    def finish(self, record: Mapping[str, Any]) -> list[str]:
        """Write the manifest, with the names of all files written so far; return them."""
        files = sorted([*(each.name for each in self.path.iterdir()), MANIFEST])
        write_file(self.path / MANIFEST, json.dumps({**record, "files": files}, indent=2) + "\n")
        return files

    def _publish(self, target: Path) -> None:
        if not target.exists():
            try:
                os.rename(self.path, target)
            except OSError:
                if not target.is_dir():  # else another process has made it meanwhile
                    raise
            else:
                folder_synchronised(target.parent)
                tidy(target)
                return
        names = sorted((each.name for each in self.path.iterdir()), key=lambda name: (name == MANIFEST, name))
        with _exchanged(target, self.path / _OLD, names) as new:
            for name in names:
                moved(self.path / name, target / name)
                new.append(name)
        folder_synchronised(target)
        tidy(target / target.name)
        tidy(target)


@contextlib.contextmanager
def _exchanged(target: Path, old: Path, names: list[str]) -> Iterator[list[str]]:
    """Put earlier results out of the way, the manifest first; put them back if new ones cannot come in."""
    for name in names:
        if (target / name).is_dir():
            raise IsADirectoryError(errno.EISDIR, "Is a directory", str(target / name))
    earlier = [name for each in _manifests(target) for name in _listed(each) if _is_ours(target, name)]
    going = [name for name in dict.fromkeys([MANIFEST, *earlier, *names]) if os.path.lexists(target / name)]
    saved: list[str] = []
    new: list[str] = []
    old.mkdir()
    try:
        for name in going:
            moved(target / name, old / name)
            saved.append(name)
        yield new
    except BaseException:
        for name in new:
            with contextlib.suppress(OSError):
                (target / name).unlink()
        for name in reversed(saved):
            with contextlib.suppress(OSError):
                moved(old / name, target / name)
        raise


def _listed(manifest: Mapping[str, Any]) -> list[str]:
    files = manifest.get("files")
    return [each for each in files if isinstance(each, str)] if isinstance(files, list) else []


def _is_ours(folder: Path, name: str) -> bool:
    """Return whether a name in a manifest is one that results may have: a file in the folder itself."""
    return Path(name).name == name and not name.startswith(".") and not (folder / name).is_dir()


def _inside(file: object, folder: Path) -> bool:
    return isinstance(file, (str, bytes)) and folder in Path(os.fsdecode(file)).parents
