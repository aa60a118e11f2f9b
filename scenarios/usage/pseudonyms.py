"""Pseudonyms: people under names that nobody can turn back without the roster itself."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import replace

from ...model.organisation import Roster

LETTERS = 10


def pseudonyms(identifiers: Sequence[str], key: bytes) -> dict[str, str]:
    """Return a pseudonym for each id, such as ``p-4qk2m7xw3a``.

    The key is made of the whole roster: the same files give the same pseudonyms, and without the
    roster they cannot be guessed, not even where ids are short numbers.

    Parameters
    ----------
    key : bytes
        Content of the roster's file.
    """
    secret = hashlib.blake2b(key, digest_size=32).digest()
    found: dict[str, str] = {}
    taken: set[str] = set()
    for each in sorted(set(identifiers)):
        digest, salt = "", b""
        while not digest or digest in taken:
            whole = hashlib.blake2b(each.encode() + salt, key=secret, digest_size=16).digest()
            digest, salt = base64.b32encode(whole).decode().lower()[:LETTERS], salt + b"\0"
        taken.add(digest)
        found[each] = f"p-{digest}"
    return found


def pseudonymised(roster: Roster, names: dict[str, str]) -> Roster:
    """Return a roster whose people stand under their pseudonyms."""
    return replace(
        roster,
        ids=tuple(names[each] for each in roster.ids),
        managers=tuple(names[each] if each else "" for each in roster.managers),
    )
