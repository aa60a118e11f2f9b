"""The folder of a full evidence run: finished parts, so that an interrupted run goes on where it stopped."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ...model.errors import InputError
from ...model.phrase import Phrase, joined
from ...scenarios.reading.file_reading import read_if_there
from ...scenarios.writing.result_folder import other_files
from ...scenarios.writing.unwritable import FOLDER, explained
from ...scenarios.writing.whole import make_folder, remove, write_file
from ..base.effects import as_json

SETTINGS = "settings.json"


class EvidenceFolder:
    """Parts of a run by name, each a JSON file that appears whole or not at all.

    Parameters
    ----------
    path : Path or None
        None keeps nothing.
    settings : mapping
        All that the parts depend on: effort, seed, ensemble, engine.
    replace : bool
        Whether parts of another run in the folder are thrown away.

    Raises
    ------
    InputError
        If the folder cannot be written, or holds parts of another run or other files.
    """

    def __init__(self, path: Path | None, settings: Mapping[str, Any], *, replace: bool = False) -> None:
        self.path = path
        self.settings = dict(settings)
        if path is None:
            return
        with explained(path, what=FOLDER):
            make_folder(path)
            before = self._read(SETTINGS)
            strangers = [] if before is not None else sorted(each.name for each in path.iterdir())
            if (strangers or before not in (None, self.settings)) and not replace:
                self._refuse(strangers, before)
            if before != self.settings:
                self._empty()
                self._write(SETTINGS, self.settings)

    def _refuse(self, strangers: list[str], before: Mapping[str, Any] | None) -> None:
        if before is None:
            what = other_files(strangers)
        else:
            other = [name for name in {**self.settings, **before} if before.get(name) != self.settings.get(name)]
            another = joined(", ", (Phrase("another {setting}", setting=name) for name in sorted(other)))
            what = Phrase("parts of a run with {another}", another=another)
        problem = "the folder holds {what}; choose another folder, or add --replace to begin anew."
        raise InputError(problem, field="--out", file=str(self.path), what=what)

    def _empty(self) -> None:
        """Throw away what an earlier run left; nothing else is touched."""
        assert self.path is not None
        kept = self._read("parts.json") or []
        for name in [*kept, "parts.json", SETTINGS]:
            if Path(name).name == name:
                remove(self.path / name)

    def _read(self, name: str) -> Any:
        assert self.path is not None
        found = read_if_there(self.path / name, Phrase("part of a run"))
        try:
            return None if found is None else json.loads(found.decode("utf-8"))
        except (ValueError, RecursionError):
            return None

    def _write(self, name: str, document: Any) -> None:
        assert self.path is not None
        write_file(self.path / name, json.dumps(document, indent=1, ensure_ascii=False) + "\n")

    def has(self, name: str) -> bool:
        """Return whether a part is there."""
        return self.path is not None and self._read(f"{name}.json") is not None

    def part(self, name: str, make: Callable[[], Any]) -> Any:
        """Return a part that is there, or make and keep it."""
        if self.path is None:
            return finite(make())
        file = f"{name}.json"
        found = self._read(file)
        if found is None:
            found = finite(make())
            known = self._read("parts.json") or []
            if file not in known:  # known first: a part nobody knows of would never be thrown away
                self._write("parts.json", [*known, file])
            self._write(file, found)
        return found


def finite(value: Any) -> Any:
    """Return a value as JSON can hold it: NaN and infinity become null."""
    if isinstance(value, Mapping):
        return {str(key): finite(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [finite(each) for each in value]
    return as_json(value)
