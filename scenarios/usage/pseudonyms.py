"""Pseudonyms: people under names that nobody can turn back without a secret."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ...model.errors import InputError
from ...model.organisation import Roster
from ...model.phrase import Phrase
from ..reading.file_reading import read_bytes

LETTERS = 10
SHORTEST = 16
"""Bytes that a secret must have: a shorter one could be found by trying."""


def secret_of(path: Path | None) -> bytes:
    """Return the secret of a file, or one of this run, which nobody knows after it.

    Raises
    ------
    InputError
        If the file cannot be read or is too short.
    """
    if path is None:
        return secrets.token_bytes(32)
    key = read_bytes(path, Phrase("key of the pseudonyms")).strip()
    if len(key) < SHORTEST:
        problem = "{count} bytes are too few for a secret; write {least} or more that nobody can guess."
        raise InputError(problem, file=str(path), field="--pseudonym-key", count=len(key), least=SHORTEST)
    return key


def pseudonyms(identifiers: Sequence[str], secret: bytes) -> dict[str, str]:
    """Return a pseudonym for each id, such as ``p-4qk2m7xw3a``: the same for the same secret, and no other way.

    Parameters
    ----------
    identifiers : sequence of str
    secret : bytes
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for each in sorted(set(identifiers)):
        digest, salt = "", b""
        while not digest or digest in taken:
            whole = hmac.digest(secret, each.encode() + salt, hashlib.sha256)
            digest, salt = base64.b32encode(whole).decode().lower()[:LETTERS], salt + b"\0"
        taken.add(digest)
        found[each] = f"p-{digest}"
    return found


def pseudonymised(roster: Roster, names: Mapping[str, str]) -> Roster:
    """Return a roster whose people stand under their pseudonyms."""
    return replace(
        roster,
        ids=tuple(names[each] for each in roster.ids),
        managers=tuple(names[each] if each else "" for each in roster.managers),
    )
