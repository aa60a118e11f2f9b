"""Encodings of texts: told apart by marks, by what can be decoded, and by whether the words look like words."""

from __future__ import annotations

import codecs
import re
from itertools import pairwise

from ...model.errors import InputError
from ...model.phrase import SILENCE, Phrase
from .damaged import of_archive

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"),
          (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))  # fmt: skip
_KNOWN = (
    (b"PK\x03\x04", Phrase("an Excel workbook or another packed file")), (b"%PDF", Phrase("a PDF")),
    (b"\xd0\xcf\x11\xe0", Phrase("an old Office file")),
    (b"\x89PNG", Phrase("a picture")), (b"\xff\xd8\xff", Phrase("a picture")), (b"\x1f\x8b", Phrase("a packed file")),
    (b"<!DOCTYPE", Phrase("a page of the web")), (b"<html", Phrase("a page of the web")),
    (b"PAR1", Phrase("a Parquet file")),
)  # fmt: skip
"""What files are that begin like this."""
NO_TEXT = Phrase("no text (it has empty bytes)")


def known_as(data: bytes) -> Phrase:
    """Return what a file is by its first bytes, where that is no table; empty if they say nothing."""
    return next((what for start, what in _KNOWN if data.startswith(start)), SILENCE)


def encoding_mark(data: bytes) -> str:
    """Return the encoding that a file names in its first bytes, "" if none."""
    return next((name for mark, name in _MARKS if data.startswith(mark)), "")


def decoded(data: bytes, kind: Phrase) -> str:
    """Return the text of a file: UTF-8, UTF-16 or UTF-32 with a mark, or as Windows writes it in Western Europe.

    Raises
    ------
    InputError
        If it is no text in any of these.
    """
    if packed := of_archive(data):
        raise InputError(packed)
    encoding = encoding_mark(data)
    if not encoding and b"\x00" in data[:4000]:
        raise InputError(
            "this is {found}, so it cannot be a {kind}; save it as CSV in UTF-8.",
            found=known_as(data) or NO_TEXT,
            kind=kind,
        )
    for each in [encoding] if encoding else ["utf-8", "cp1252"]:
        try:
            return data.decode(each)
        except UnicodeDecodeError:
            continue
    raise InputError(
        "this is no text in UTF-8, UTF-16 or Windows-1252, so it cannot be a {kind}; save it as UTF-8.", kind=kind
    )


SEEN = 1 << 18
"""Bytes of a file that are looked at to tell its encoding and its separator."""
_WESTERN = frozenset("äöüÄÖÜßéèêëÉÈÊËàâáãåæÀÂÁÃÅÆçÇñÑóòôõøœÓÒÔÕØŒúùûÚÙÛíìîïÍÌÎÏýÿžšŽŠ")
_SIGNS = frozenset("€„“”‚‘’–—…§°´·«»©®²³½×\u00a0\u00ad±µ¿¡£")
_WORD = re.compile(r"[^\W\d_]+")
_OLD = ("cp1252", "cp850", "mac_roman")
"""Encodings of one byte in Western Europe, the usual one first."""


def encodings_of(data: bytes, given: str = "") -> list[str]:
    """Return in which encodings a text may be read, the likeliest first.

    Parameters
    ----------
    data : bytes
        How the file begins.
    given : str
        What somebody has said it is.

    Raises
    ------
    InputError
        If it is no text, or in none that is known here.
    """
    if given:
        return [_named(given)]
    if mark := encoding_mark(data):
        return [mark]
    if b"\x00" in data[:4000]:
        return [_two_bytes(data)]
    return ["utf-8", *([likely] if (likely := _likely(data)) else [])]


def _named(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        raise InputError("no encoding is called {name!r}.", name=name, field="reading.encoding") from None


def _two_bytes(data: bytes) -> str:
    """Return which half of each pair of bytes is empty, as in UTF-16 without a mark."""
    pairs = data[: len(data) // 2 * 2][:4000]
    even, odd = pairs[::2].count(0), pairs[1::2].count(0)
    if (
        len(pairs) >= 8
        and max(even, odd) > 0.4 * len(pairs) / 2
        and min(even, odd) < 0.05 * len(pairs) / 2
        and not known_as(data)
    ):
        return "utf-16-be" if even > odd else "utf-16-le"
    raise InputError("this is {found}, no table; save it as CSV in UTF-8.", found=known_as(data) or NO_TEXT)


def _likely(data: bytes) -> str:
    """Return the encoding of one byte in which the words of a text look like words; "" if it is plain ASCII."""
    if data.isascii():
        return "cp1252"
    for each in _OLD:
        if _is_western(data, each):
            return each
    return _measured(data)


def _is_western(data: bytes, encoding: str) -> bool:
    """Return whether a text reads as one of Western Europe: known letters, small ones within small ones."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return False
    odd = {sign for sign in set(text) if not sign.isascii()} - _WESTERN - _SIGNS
    if odd:
        return False
    words = {word for word in _WORD.findall(text) if not word.isascii()}
    strange = [word for word in words if _is_strange(word)]
    return len(strange) <= len(words) // 10


def _is_strange(word: str) -> bool:
    """Return whether hardly any letter of a word is a plain one, or a capital stands among small letters."""
    plain = sum(letter.isascii() for letter in word)
    amid = any(a.islower() and b.isupper() and not b.isascii() for a, b in pairwise(word))
    return amid or (len(word) > 2 and plain < len(word) / 3)


def _measured(data: bytes) -> str:
    """Return what a library takes the encoding for; "" where it is not installed or does not know."""
    try:
        import charset_normalizer
    except ImportError:
        return ""
    best = charset_normalizer.from_bytes(data).best()
    return str(best.encoding) if best else ""
