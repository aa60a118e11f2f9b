"""Addresses of the web, which stand where a file or folder of this machine is meant now and then."""

from __future__ import annotations

_BEGINNINGS = ("http:/", "https:/", "ftp:/", "file:/")


def is_address(reference: object) -> bool:
    """Return whether something is an address rather than a path.

    Examples
    --------
    >>> is_address("https://example.org/plan.toml"), is_address("plan.toml")
    (True, False)
    """
    return str(reference).strip().lower().startswith(_BEGINNINGS)
