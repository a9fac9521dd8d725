"""Refuse to connect or to look a name up, except on this machine, and write it down where DOSSIER_SOCKETS names a file.

An audit hook sees the calls of every library that uses Python's sockets, and cannot be taken off.
"""

from __future__ import annotations

import os
import sys
from urllib.parse import urlsplit

_CALLS = frozenset(
    {
        "socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname",
        "socket.gethostbyaddr", "socket.getnameinfo", "urllib.Request", "http.client.connect", "ftplib.connect",
        "smtplib.connect", "poplib.connect", "imaplib.open", "nntplib.connect", "telnetlib.Telnet.open",
    }
)  # fmt: skip
_HERE = frozenset({"", "localhost", "ip6-localhost", "::1", "0.0.0.0", "::"})


def here(call: str, arguments: tuple[object, ...]) -> bool:
    """Whether a call stays on this machine."""
    about: object = ""
    if call in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        about = arguments[0]
    elif call in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        about = arguments[1]
    elif call == "socket.getnameinfo":
        about = arguments[0]
    elif call == "urllib.Request":
        about = urlsplit(str(arguments[0])).hostname or ""
    elif len(arguments) > 1:
        about = arguments[1]
    if isinstance(about, tuple):
        about = about[0] if about else ""
    if about is None or isinstance(about, int):  # a local address of another family
        return True
    host = os.fsdecode(about) if isinstance(about, bytes) else str(about)
    return host in _HERE or host.startswith(("127.", "/", "\0", "::ffff:127."))


def _refuse(call: str, arguments: tuple[object, ...]) -> None:
    if call in _CALLS and not here(call, arguments):
        _write(f"{call} {arguments!r}")
        raise PermissionError(f"no network in the tests: {call} {arguments!r}")


def _write(line: str) -> None:
    if named := os.environ.get("DOSSIER_SOCKETS"):
        with open(named, "a", encoding="utf-8") as file:
            file.write(f"{line}\n")


sys.addaudithook(_refuse)
_write(f"watching {os.getpid()}")
