"""`dossier serve`: the same browser in a web browser, through textual-serve (the extra `[serve]`).

Whoever reaches the address works as the user who started it: reads the collection, writes notebook and dossier.yaml.
So it answers this machine alone unless another address is named, and everywhere only to who has the token of the
address it prints: a link opened once sets a cookie, which a page of another site can neither read nor send along
(SameSite=Strict). The Host of every request and the Origin of the connection must be the address served, against DNS
rebinding and cross-site WebSocket hijacking. No program is started for a visitor: neither editor nor web browser. And
no other collection is opened for one (`action_collections`): what lies outside of this one stays outside.
"""

from __future__ import annotations

import hmac
import os
import secrets
import shlex
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.cli.output import say
from index.cli.parser import PlainParser
from index.errors import CollectionError

if TYPE_CHECKING:
    from aiohttp import web

COOKIE = "dossier-token"
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "connect-src 'self' ws: wss:; font-src 'self' data:; frame-ancestors 'none'"
)
_PROGRAMS = ("VISUAL", "EDITOR", "BROWSER", "PAGER", "DISPLAY", "WAYLAND_DISPLAY")


def main(arguments: Sequence[str], program: str) -> int:
    """Serve until ctrl+c; 0. Raises CollectionError where the extra or the folder is missing."""
    options = parser(program).parse_args(arguments)
    folder = options.folder.expanduser() if options.folder else None
    if folder is not None and not folder.is_dir():
        raise CollectionError(f"there is no folder {folder}", "name the folder of the collection")
    try:
        server = make_server(folder, options.host, options.port, secrets.token_urlsafe(24))
    except ModuleNotFoundError as error:
        raise CollectionError("the extra for the web is not installed", "install dossier-browser[serve]") from error
    say(f"The browser is at {server.address}")
    say("Who has this address can read the collection and write its notebook, as you. Ctrl-C ends it.")
    for name in _PROGRAMS:
        os.environ.pop(name, None)
    server.serve()
    return 0


def parser(program: str) -> ArgumentParser:
    """The options of the command."""
    made = PlainParser(
        f"{program} serve",
        description=f"Show the browser in a web browser.\n\nexamples:\n  {program} serve ~/documents\n"
        f"  {program} serve --host 192.168.1.7 --port 8080 ~/documents",
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    made.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help="the collection (default: the last one)")
    made.add_argument("--host", default="127.0.0.1", metavar="ADDRESS", help="answer at this address of the machine")
    made.add_argument("--port", type=int, default=8000, metavar="N", help="and at this port (default: 8000)")
    return made


def make_server(folder: Path | None, host: str, port: int, token: str) -> Any:
    """A textual-serve server that asks for the token. Raises ModuleNotFoundError without the extra."""
    from aiohttp import web
    from textual_serve.server import Server

    command = [sys.executable, "-P", "-m", "tui", *([str(folder.resolve())] if folder else [])]
    name = f"[{host}]" if ":" in host else host
    origin = f"http://{name}:{port}"

    @web.middleware
    async def guarded(request: web.Request, handler: Any) -> web.StreamResponse:
        if request.host != f"{name}:{port}":
            raise web.HTTPMisdirectedRequest(text="This is not the address that is served.")
        given = request.query.get("token", "")
        if not any(_same(each, token) for each in (given, request.cookies.get(COOKIE, ""))):
            raise web.HTTPForbidden(text="Open the address that dossier serve has printed.")
        if given:  # out of the address bar, its history and what is sent as Referer
            moved = web.HTTPSeeOther(request.path)
            moved.set_cookie(COOKIE, token, httponly=True, samesite="Strict")
            raise moved
        if request.path == "/ws" and request.headers.get("Origin") != origin:
            raise web.HTTPForbidden(text="Another site may not connect.")
        return await handler(request)  # type: ignore[no-any-return]

    async def headers(request: web.Request, response: web.StreamResponse) -> None:
        response.headers["Content-Security-Policy"] = _POLICY
        response.headers["Referrer-Policy"] = "no-referrer"

    class Guarded(Server):
        """textual-serve's server behind the guard."""

        address = f"{origin}/?token={token}"

        async def _make_app(self) -> web.Application:
            app: web.Application = await super()._make_app()
            app.middlewares.append(guarded)
            app.on_response_prepare.append(headers)
            return app

        async def on_startup(self, app: web.Application) -> None:
            """Nothing more is said: the address is."""

    return Guarded(shlex.join(command), host, port, title="Dossier", public_url=origin)


def _same(given: str, token: str) -> bool:
    return hmac.compare_digest(given.encode(), token.encode())
