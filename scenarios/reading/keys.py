"""Names as keys: which spellings are one name, and which only look alike."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

YES, NO = ("yes", "true", "x", "ja", "wahr"), ("no", "false", "nein", "-")
"""What a cell says that answers yes or no, wherever one may; some columns know more words."""
_SPELT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "å": "a", "ł": "l", "đ": "d"})
_ACCENTS = re.compile("([a-z])[\u0300-\u036f]+")
"""Accents on Latin letters; marks of other scripts make letters of their own."""
_BLANKS = re.compile(r"\s+")


@lru_cache(maxsize=1 << 16)
def key(name: str) -> str:
    """Return what two spellings of one name share: Unicode's normal form, no case, single blanks.

    Examples
    --------
    >>> key(" M\u0075\u0308ller  ") == key("MÜLLER")
    True
    >>> key("Иван") == key("Пётр")
    False
    """
    normal = unicodedata.normalize("NFKC", name).casefold()
    return _BLANKS.sub(" ", unicodedata.normalize("NFKC", normal)).strip()


@lru_cache(maxsize=1 << 16)
def plain(name: str) -> str:
    """Return a name without case, accents, blanks and signs: what two spellings of a heading share.

    Letters and digits of every script stay; a name of signs alone stays as it is.
    """
    spelt = unicodedata.normalize("NFC", name).casefold().translate(_SPELT)
    bare = _ACCENTS.sub(r"\1", unicodedata.normalize("NFKD", spelt))
    return "".join(c for c in unicodedata.normalize("NFC", bare) if c.isalnum()) or key(name)
