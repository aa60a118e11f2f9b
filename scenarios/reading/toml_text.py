"""Tables as TOML text, for scenario files that programs write."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any

from ...model.display import UNSEEN

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_UNSEEN = re.compile(f"[{UNSEEN}\x7f-\x9f]")


def text(words: str) -> str:
    """Return a text in quotation marks."""
    return _UNSEEN.sub(lambda found: f"\\U{ord(found[0]):08x}", json.dumps(words, ensure_ascii=False))


def key(name: str) -> str:
    """Return a name as a key, in quotation marks where it needs them."""
    return name if _BARE.fullmatch(name) else text(name)


def value(given: Any) -> str:
    """Return a value on one line; paths are written with forward slashes."""
    if isinstance(given, bool):
        return "true" if given else "false"
    if isinstance(given, PurePath):
        return text(given.as_posix())
    if isinstance(given, str):
        return text(given)
    if isinstance(given, Mapping):
        return "{ " + ", ".join(f"{key(name)} = {value(each)}" for name, each in given.items()) + " }"
    if isinstance(given, (list, tuple)):
        return "[" + ", ".join(map(value, given)) + "]"
    return repr(given)


def _lines(table: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    plain = {name: each for name, each in table.items() if not isinstance(each, Mapping)}
    lists = {name: each for name, each in plain.items() if _of_tables(each)}
    if path and (len(plain) > len(lists) or not table):
        yield f"\n[{'.'.join(map(key, path))}]"
    yield from (f"{key(name)} = {value(each)}" for name, each in plain.items() if name not in lists)
    for name, each in table.items():
        if isinstance(each, Mapping):
            yield from _lines(each, (*path, name))
    for name, records in lists.items():
        for record in records:
            yield f"\n[[{'.'.join(map(key, (*path, name)))}]]"
            yield from (f"{key(field)} = {value(each)}" for field, each in record.items())


def _of_tables(given: Any) -> bool:
    return isinstance(given, (list, tuple)) and bool(given) and all(isinstance(each, Mapping) for each in given)


def document(table: Mapping[str, Any]) -> str:
    """Return a table as a TOML document: single values first, then tables, then lists of tables."""
    return "\n".join(_lines(table, ())).lstrip("\n") + "\n"
