"""Files that a reader has uploaded outlive loading the page again: the browser's tab keeps them and gives them back.

The server keeps nothing beyond the session, and a link holds no file: whoever opens it elsewhere is told so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl

import solara

from ...model.errors import InputError
from ..laboratory.links import LONGEST
from ..laboratory.presets import MOST_UPLOADS, Preset, uploaded
from .heard import part

Reading = Callable[[str, str, Sequence[str]], Preset]
MARK = "upload-"
"""How the keys of uploads begin."""


@solara.component_vue("uploads.vue")
def Keeper(  # noqa: N802 - Solara's way to name components
    kept: Any, event_found: Callable[[Mapping[str, Any]], None], event_unkept: Callable[[Mapping[str, Any]], None]
) -> None:
    """Keep uploads in the browser's tab; tells once what is kept there, and what there was no room for."""


def named_in(query: str | None) -> tuple[str, ...]:
    """Return the keys of the uploads that the query of an address names."""
    text = query or ""
    try:
        pairs = parse_qsl(text, max_num_fields=60) if len(text) <= LONGEST else []
    except ValueError:
        return ()
    values = [value.split(",")[0] for name, value in pairs if name in ("s", "company")]
    return tuple(dict.fromkeys(value for value in values if value.startswith(MARK)))


def given_back(files: object, presets: Mapping[str, Preset], read: Reading = uploaded) -> dict[str, Preset]:
    """Return the uploads that a browser has kept, read as strictly as at first; what cannot be read is left out."""
    found: dict[str, Preset] = {}
    for each in files if isinstance(files, list) else ():
        key, name, text = (str(part(each, which) or "") for which in ("key", "name", "value"))
        if len(found) == MOST_UPLOADS or not key.startswith(MARK) or len(key) > 80 or key in presets:
            continue
        try:
            found[key] = replace(read(name, text, ()), key=key)
        except InputError:
            continue
    return found
