"""Requests as an attacker or a proxy would send them: every byte of the headers is ours to choose."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

SOCKET = "/jupyter/api/kernels/11111111-2222-4333-8444-555555555555/channels?session_id=1"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: str


def knock(
    where: str, path: str = "/", *, host: str | None = "", method: str = "GET", family: str = "", **headers: str
) -> Answer:
    """Send one request to the server at an address; an empty host is the server's own, None is none at all."""
    server = urlsplit(where)
    lines = [f"{method} {path} HTTP/1.1"]
    if host is not None:
        lines.append(f"Host: {host or server.netloc}")
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    if not any(each.lower() == "connection" for each in headers):
        lines.append("Connection: close")
    if method == "POST":
        lines.append("Content-Length: 0")
    with socket.create_connection((family or server.hostname or "", server.port or 80), timeout=20.0) as line:
        line.sendall(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1"))
        return _answer(line, switches="upgrade" in {each.lower() for each in headers})


def open_socket(where: str, path: str = SOCKET, *, host: str | None = "", **headers: str) -> Answer:
    """Ask for a websocket; the status is 101 if it is granted."""
    return knock(
        where, path, host=host, Connection="Upgrade", Upgrade="websocket", Sec_WebSocket_Version="13",
        Sec_WebSocket_Key="dGhlIHNhbXBsZSBub25jZQ==", **headers,
    )  # fmt: skip


def _answer(line: socket.socket, switches: bool) -> Answer:
    got = b""
    while b"\r\n\r\n" not in got and (more := line.recv(65536)):
        got += more
    head, _, body = got.partition(b"\r\n\r\n")
    first, *rest = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (each.partition(":") for each in rest)}
    status = int(first.split()[1]) if first else 0
    whole = int(headers.get("content-length", 1 << 30))
    while not (switches and status == 101) and len(body) < whole and (more := line.recv(65536)):
        body += more
    return Answer(status, headers, body.decode("utf-8", errors="replace"))
