"""At which addresses a page is served, and which requests are its own.

A browser tells a server two things that a page cannot forge: in ``Host`` the address it was sent to, and in ``Origin``
the address of the page that sent it. Whoever asks for another address has been misled by a name server (DNS
rebinding); whoever comes from another page must not read this one.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass

from ...model.errors import InputError

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
EVERYWHERE = ("0.0.0.0", "::", "")
DEFAULT = {"http": 80, "https": 443}
"""Ports that browsers leave out."""
_AUTHORITY = re.compile(r"(?P<name>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::(?P<port>[0-9]{1,5}))?", re.ASCII)
_ROOT_PATH = re.compile(r"(/[A-Za-z0-9._~-]+)*", re.ASCII)
_TAKEN = ("static", "jupyter", "_solara", "readyz", "resourcez")
"""First parts of the page's own paths."""


@dataclass(frozen=True)
class Authority:
    """Name and port of a server, as in ``localhost:8766``; the name in small letters, IPv6 in brackets."""

    name: str
    port: int | None = None

    def with_port(self, port: int) -> Authority:
        """Return the same server with this port if none was stated."""
        return self if self.port is not None else Authority(self.name, port)


def authority(text: str) -> Authority | None:
    """Return the server that a text names, or None if it names none."""
    found = _AUTHORITY.fullmatch(text)
    if found is None:
        return None
    port = None if found["port"] is None else int(found["port"])
    if port is not None and not 1 <= port <= 65535:
        return None
    name = found["name"].lower()
    if name.startswith("["):
        try:
            name = f"[{ipaddress.IPv6Address(name[1:-1])}]"
        except ValueError:
            return None
    return Authority(name, port)


def bracketed(host: str) -> str:
    """Return a host as it stands in an address: small letters, IPv6 in brackets and shortened."""
    try:
        found = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return host.lower()
    mapped = getattr(found, "ipv4_mapped", None)  # IPv4 that arrives where IPv6 listens
    if mapped is not None:
        return str(mapped)
    return f"[{found}]" if found.version == 6 else str(found)


@dataclass(frozen=True)
class Served:
    """Where a page is served.

    Parameters
    ----------
    port : int
        Port at which the server listens.
    host : str
        Where it listens; ``0.0.0.0`` and ``::`` are all addresses of the machine.
    allowed : tuple of str
        Further names that lead to it, through a proxy for example: ``name`` (at the server's port or the default
        ports) or ``name:port``.
    root_path : str
        Path under which a proxy shows it, ``/crm`` for example.
    """

    port: int
    host: str = "127.0.0.1"
    allowed: tuple[str, ...] = ()
    root_path: str = ""

    def asked_for(self, host: str, arrived: str | None = None) -> Authority | None:
        """Return the server that a ``Host`` names, or None if it is not this one.

        Parameters
        ----------
        host : str
            The header as it was sent.
        arrived : str, optional
            The machine's own address at which the connection arrived. An address in figures cannot be rebound, so
            that one is always ours; with ``0.0.0.0`` it is what people in the network type.
        """
        asked = authority(host)
        if asked is None:
            return None
        own = {*LOOPBACK, *(bracketed(each) for each in (self.host, arrived) if each)}
        if asked.name in own and asked.with_port(80).port == self.port:
            return asked
        return asked if self._is_named(asked) else None

    def sent_by_itself(self, origin: str, asked: Authority) -> bool:
        """Return whether an ``Origin`` is the page's own, for a request to this server.

        The server speaks http; only what ``--allowed-host`` names may come through a proxy that speaks https, or
        from a proxy that changes ``Host``.
        """
        scheme, _, rest = origin.partition("://")
        sender = authority(rest)
        if scheme not in DEFAULT or sender is None:
            return False
        port = DEFAULT[scheme]
        return self._is_named(sender) or (scheme == "http" and sender.with_port(port) == asked.with_port(port))

    def _is_named(self, asked: Authority) -> bool:
        for each in self.allowed:
            named = authority(each)
            if named is None or named.name != asked.name:
                continue
            ports = (None, *DEFAULT.values(), self.port) if named.port is None else (named.port,)
            if asked.port in ports or (asked.port is None and named.port in DEFAULT.values()):
                return True
        return False


def checked_host(text: str) -> str:
    """Return a name given with ``--allowed-host``, or raise InputError."""
    named = authority(text)
    if named is None:
        problem = (
            "{text!r} is not the name of a server; give a name or an address as the browser shows it, without http:// "
            "and without a path, such as crm.example.com, crm.example.com:8443, 192.0.2.7 or [2001:db8::7]."
        )
        raise InputError(problem, field="--allowed-host", text=text)
    return named.name if named.port is None else f"{named.name}:{named.port}"


def checked_root_path(text: str) -> str:
    """Return a path given with ``--root-path`` without a slash at its end, or raise InputError."""
    path = text.rstrip("/")
    first, *more = path.split("/")[1:] or [""]
    if not _ROOT_PATH.fullmatch(path) or {".", ".."} & {first, *more}:
        problem = "{text!r} is not a path; give the path under which a proxy shows the page, such as /crm."
        raise InputError(problem, field="--root-path", text=text)
    if first in _TAKEN:
        raise InputError(
            "/{first} is a path of the page itself; choose another, such as /crm.", first=first, field="--root-path"
        )
    return path
