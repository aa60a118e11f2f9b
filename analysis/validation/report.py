"""The report of a validation: a page, its figures and all numbers in a folder, or one JSON document."""

from __future__ import annotations

import json
import platform
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any

from ... import __version__
from ...model.compiled import source_hash
from ...scenarios.words.catalogue import Words
from ...scenarios.writing.result_folder import ResultFolder
from ...scenarios.writing.whole import write_file
from ..words.phrases import number
from .check_words import SOURCES, about, not_shown, shown, target_words, title
from .checks import Check, Size, Target

FINGERPRINT = "validation"
_say = Words("validation.report")
_STYLE = """
:root { color-scheme: light dark; --ink: #1f2328; --quiet: #4d545c; --line: #d5d9dd; --paper: #fff; --bad: #a33c00 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e8ea; --quiet: #aab1b8; --line: #3a4047; --paper: #15181b; --bad: #ffa070 } }
body { font: 1rem/1.55 system-ui, sans-serif; color: var(--ink); background: var(--paper); margin: 0 auto;
  max-width: 62rem; padding: 1.5rem 1rem 4rem }
h1 { font-size: 1.9rem; line-height: 1.2 } h2 { font-size: 1.35rem; margin-top: 3rem }
p { max-width: 46rem } .quiet { color: var(--quiet) } .no { color: var(--bad); font-weight: 600 }
img { width: 100%; height: auto; background: #fff; border-radius: 6px; margin: .6rem 0 }
.table { overflow-x: auto } table { border-collapse: collapse; width: 100%; font-size: .93rem }
th, td { text-align: left; padding: .35rem .7rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: top }
th { color: var(--quiet); font-weight: 600 } td.number, th.number { text-align: right; white-space: nowrap }
"""


def document(checks: Sequence[Check], size: Size, seed: int) -> dict[str, Any]:
    """Return a validation as one JSON document."""
    return {
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "version": __version__, "python": platform.python_version(), "model_sources_sha256": source_hash(),
        "seed": seed, "size": asdict(size), "checks": {each.name: as_record(each) for each in checks},
    }  # fmt: skip


def as_record(check: Check) -> dict[str, Any]:
    """Return a check as JSON values."""
    if check.missing:
        return {"skipped": {"missing": list(check.missing)}}
    targets = [asdict(each) | {"met": each.met} for each in check.targets]
    words = {lang: {"shown": shown(check, lang), "not_shown": not_shown(check, lang)} for lang in ("en", "de")}
    return {"targets": targets, "numbers": check.record, "words": words}


def target_row(target: Target, lang: str) -> list[str]:
    """Return an aim as a row of words: aim, what about, value, limits, whether met."""
    low, high = number(target.low, lang, 3), number(target.high, lang, 3)
    return [
        target_words(target.name, lang), about(target, lang), number(target.value, lang, 3),
        f"{low} {_say('to', lang)} {high}", _say("yes" if target.met else "no", lang),
    ]  # fmt: skip


def heads(lang: str) -> list[str]:
    """Return the headings of the table of aims."""
    return [_say.raw(name, lang) for name in ("aim", "about", "value", "limits", "met")]


def skipped(check: Check, lang: str) -> str:
    """Return why a check was left out."""
    return _say("skipped", lang, missing=", ".join(check.missing))


def total(checks: Sequence[Check], lang: str) -> str:
    """Return how many aims are met."""
    targets = [target for each in checks for target in each.targets]
    return _say("total", lang, met=sum(each.met for each in targets), all=len(targets))


def write(checks: Sequence[Check], record: dict[str, Any], folder: Path, lang: str) -> list[Path]:
    """Write page, figures and numbers into a folder, all or none, and return the files."""
    from ..figures.folder import save
    from .charts import figures

    with ResultFolder(folder) as part:
        for check in checks:
            for name, figure in figures(check, lang).items():
                save(figure, part.path, name)
        write_file(part.path / "validation.json", json.dumps(record, indent=2) + "\n")
        write_file(part.path / "index.html", _page(checks, part.path, lang))
        files = part.finish({"fingerprint": FINGERPRINT, "created": record["created"]})
    return [folder / name for name in files]


def _page(checks: Sequence[Check], folder: Path, lang: str) -> str:
    made = _say("made", lang, version=__version__, date=f"{datetime.now(UTC):%Y-%m-%d}")
    body = [f"<h1>{_say('title', lang)}</h1>", f'<p class="quiet">{escape(made)} {escape(total(checks, lang))}</p>']
    for check in checks:
        body += _section(check, folder, lang)
    return (
        f'<!doctype html>\n<html lang="{lang}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{_say("title", lang)}</title>'
        f"<style>{_STYLE}</style></head>\n<body>\n" + "\n".join(body) + "\n</body></html>\n"
    )


def _section(check: Check, folder: Path, lang: str) -> list[str]:
    from .charts import NAMES

    parts = [f"<h2>{escape(title(check, lang))}</h2>"]
    if check.missing:
        return [*parts, f"<p>{escape(skipped(check, lang))}</p>"]
    parts += [f"<p>{escape(shown(check, lang))}</p>", f"<p>{escape(not_shown(check, lang))}</p>"]
    for name in NAMES[check.name]:
        parts.append(f'<img src="{name}.png" alt="{escape(shown(check, lang))}">')
    heading = "".join(f"<th>{escape(each)}</th>" for each in heads(lang))
    rows = [_row(target_row(target, lang), target.met) for target in check.targets]
    parts.append(f'<div class="table"><table><tr>{heading}</tr>{"".join(rows)}</table></div>')
    return [*parts, f'<p class="quiet">{_say("source", lang)}: {escape(SOURCES(check.name, lang))}</p>']


def _row(cells: Sequence[str], met: bool) -> str:
    *first, last = (escape(each) for each in cells)
    marked = f'<td class="{"yes" if met else "no"}">{last}</td>'
    return "<tr>" + "".join(f"<td>{each}</td>" for each in first) + marked + "</tr>"
