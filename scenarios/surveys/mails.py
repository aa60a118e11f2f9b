"""Mails saved as they came: their texts and attached texts, never who sent them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

SUFFIX = ".eml"
_BREAK = re.compile(r"<(?:br|/p|/div|/li|/tr)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")


def texts_of_mail(data: bytes) -> str:
    """Return all texts in a mail, one below the other; a page of HTML counts only where there is no plain text.

    Parameters
    ----------
    data : bytes
        The file, whatever way its parts are coded in.
    """
    mail = message_from_bytes(data, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return "\n".join(_texts(mail, "plain")) or "\n".join(_texts(mail, "html"))


def _texts(mail: EmailMessage, kind: str) -> Iterator[str]:
    for part in mail.walk():
        if part.get_content_type() == f"text/{kind}" and isinstance(part, EmailMessage):
            text = _content(part)
            yield text if kind == "plain" else html.unescape(_TAG.sub(" ", _BREAK.sub("\n", text)))


def _content(part: EmailMessage) -> str:
    """Return a part as text; what its header calls its letters may be wrong, or unknown."""
    try:
        return str(part.get_content())
    except (LookupError, ValueError):
        found = part.get_payload(decode=True)
        return found.decode("latin-1") if isinstance(found, bytes) else ""
