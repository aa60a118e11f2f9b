"""Where a scenario of the laboratory may start from: the shipped ones, files of the command line, uploads.

A page only ever names presets by their keys. No text from a reader is taken as a path.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from ...model.errors import InputError, unknown
from ...scenarios.core.scenario import Scenario
from ...scenarios.files.catalogue import catalogue, load, load_all
from ...scenarios.files.sources import OutsideError, is_shipped
from ...scenarios.words.catalogue import Words
from ...scenarios.writing.whole import scratch, write_file
from ..evidence.fit_draws import Fit
from ..evidence.fitted import lived
from .choices import Choices, Plan
from .refused import SettingError

MOST_BYTES = 1_000_000
"""Largest file that can be uploaded."""
MOST_UPLOADS = 8
_say = Words("laboratory.presets")
_OURS = ("scenario.toml", "roster.csv")
_ROSTER = 'extends = "no_programme"\n[organisation]\nroster = "roster.csv"\n'


@dataclass(frozen=True)
class Preset:
    """A scenario to start from.

    Attributes
    ----------
    key : str
        What it is called in links and requests.
    identity : str
        The same for the same contents, whoever gave them.
    scenario : Scenario
    origin : {"shipped", "own", "file", "upload"}
        Own ones are shipped programmes in the presenter's own company.
    fit : Fit, optional
        What is known of the company, where it is the one that was fitted.
    """

    key: str
    identity: str
    scenario: Scenario
    origin: str
    fit: Fit | None = None

    @property
    def lived(self) -> int:
        """Months that its company has lived before anything can be done."""
        return lived(self.fit)

    def title(self, lang: str) -> str:
        """Return its title, and in whose company it is done where that is not the shipped one."""
        title = self.scenario.title(lang)
        return _say("own company", lang, title=title) if self.origin == "own" else title


@cache
def shipped() -> Mapping[str, Preset]:
    """Return the shipped scenarios by key."""
    return {name: Preset(name, name, load(name), "shipped") for name in catalogue()}


@cache
def from_files(paths: tuple[str, ...]) -> Mapping[str, Preset]:
    """Return the scenarios of files by key; a file named like a shipped scenario gets a number.

    Raises
    ------
    InputError
        For whatever is wrong in a file.
    """
    found: dict[str, Preset] = {}
    loaded = dict(zip(paths, load_all(path if is_shipped(path) else Path(path) for path in paths), strict=True))
    for path in paths:
        scenario = loaded[path]
        key, number = scenario.name, 2
        while key in found or (key in shipped() and not is_shipped(path)):
            key, number = f"{scenario.name}-{number}", number + 1
        origin = "shipped" if is_shipped(path) else "file"
        found[key] = Preset(key, path if origin == "shipped" else f"file:{path}", scenario, origin)
    return found


def first_choices(files: tuple[str, ...]) -> Choices:
    """Return the scenarios shown at first: those of the command line, or doing nothing and aligned goals."""
    given = list(from_files(files))[:4]
    usual = [key for key in ("no_programme", "aligned_kpis") if key not in given]
    keys = given if len(given) >= 2 else [*usual[:1], *given] if given else usual
    return Choices(tuple(Plan(key) for key in keys))


def uploaded(name: str, text: str, known: Sequence[str]) -> Preset:
    """Return the scenario that somebody has uploaded: a scenario file, or a roster of people.

    The text stands for a moment in a folder of its own, under a name of ours, and is gone once it is read;
    it can extend shipped scenarios and name no other file.

    Parameters
    ----------
    name : str
        What the file is called on the reader's machine; only its ending and letters are used.
    text : str
    known : sequence of str
        Keys that are taken.

    Raises
    ------
    InputError
        If it is too large, neither kind of file, or has a mistake.
    """
    shown = _shown(name)
    if len(text) > MOST_BYTES or len(text.encode("utf-8", "replace")) > MOST_BYTES:
        problem = "this file is too large; {most:,} kB are allowed. Larger companies run on the command line."
        raise InputError(problem, file=shown, most=MOST_BYTES // 1000)
    kind = Path(shown).suffix.lower()
    if kind not in (".toml", ".csv"):
        raise InputError("give a scenario file (.toml) or a roster of people (.csv).", file=shown)
    scenario = _read(
        shown, {"roster.csv": text, "scenario.toml": _ROSTER} if kind == ".csv" else {"scenario.toml": text}
    )
    stem, number = f"upload-{Path(shown).stem or 'file'}", 2
    key = stem
    while key in known:
        key, number = f"{stem}-{number}", number + 1
    digest = hashlib.sha256(f"{kind}{text}".encode("utf-8", "replace")).hexdigest()
    return Preset(key, f"upload:{digest}", _titled(scenario, Path(shown).stem), "upload")


def _read(shown: str, files: Mapping[str, str]) -> Scenario:
    """Return the scenario of files laid into a folder of their own."""
    with scratch() as folder:
        for name, text in files.items():
            write_file(folder / name, text.encode("utf-8", "replace"), field=None)
        try:
            return load(folder / "scenario.toml")
        except InputError as error:
            raise _unplaced(error, str(folder), shown) from None


def _unplaced(error: InputError, folder: str, shown: str) -> InputError:
    """Return an error that names the reader's file and no folder of this machine."""
    named = Path(error.file or "").name
    if named not in ("", *_OURS):
        problem = "it names the file {name!r}, which is not part of the upload; what is uploaded stands alone."
        return InputError(problem, field=error.field, file=shown, name=named)
    if isinstance(error, OutsideError):
        problem = (
            "{name!r} leads out of the scenario's folder; files named inside a scenario must stand in it or below, or "
            "be given beside it."
        )
        return InputError(problem, field=error.field, file=shown, name=error.phrase.values["name"])
    here = re.compile(rf"(?:/private)?{re.escape(folder)}[/\\]?")
    return InputError(error.phrase.mapped(lambda text: here.sub("", text)), field=error.field, file=shown)


def _titled(scenario: Scenario, stem: str) -> Scenario:
    """Return a scenario without a title of its own under its file's name."""
    base = shipped()
    inherited = {each.scenario.title_en for each in base.values()}
    own = scenario.title_en and scenario.title_en not in inherited
    words = stem.replace("_", " ").replace("-", " ").strip().capitalize() or "Upload"
    named = replace(scenario, name="upload")
    return named if own else replace(named, title_en=words, title_de=words)


def _shown(name: str) -> str:
    """Return a file's name without folders and signs that could mean something elsewhere."""
    last = re.split(r"[/\\]", name)[-1]
    return re.sub(r"[^\w.\- ]", "", last)[:60] or "file"


def found(key: str, presets: Mapping[str, Preset]) -> Preset:
    """Return a preset by its key, or raise InputError with the nearest."""
    if key not in presets:
        if key.startswith("upload-"):
            raise SettingError("upload gone", key)
        raise unknown("scenario", key, presets)
    return presets[key]
