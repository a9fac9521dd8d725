"""The browser in a web browser: who may connect, and that what comes is the browser."""

from __future__ import annotations

import asyncio
import contextlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from index.errors import CollectionError
from tui.serve import COOKIE, main, make_server

pytest.importorskip("textual_serve")

from aiohttp import ClientError, ClientSession, CookieJar, WSMsgType, web
from aiohttp.test_utils import TestClient, TestServer, unused_port

TOKEN = "a-token"


async def client(folder: Path) -> tuple[TestClient[web.Request, web.Application], str]:
    port = unused_port()
    server = make_server(folder, "127.0.0.1", port, TOKEN)
    app = await server._make_app()
    made: TestClient[web.Request, web.Application] = TestClient(TestServer(app, port=port))
    await made.start_server()
    return made, f"http://127.0.0.1:{port}"


async def test_only_who_has_the_token_comes_in(tmp_path: Path) -> None:
    asked, _ = await client(tmp_path)
    try:
        for path in ("/", "/ws", "/static/js/textual.js", "/?token=wrong"):
            assert (await asked.get(path)).status == 403
        assert (await asked.get(f"/?token={TOKEN}", headers={"Host": "evil.example"})).status == 421
        answer = await asked.get(f"/?token={TOKEN}", allow_redirects=False)
        assert answer.status == 303
        cookie = answer.cookies[COOKIE]
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Strict")
        page = await asked.get("/")
        assert page.status == 200
        assert "default-src 'self'" in page.headers["Content-Security-Policy"]
        assert TOKEN not in await page.text()
    finally:
        await asked.close()


async def test_another_site_may_not_connect_with_the_cookie(tmp_path: Path) -> None:
    asked, _ = await client(tmp_path)
    try:
        await asked.get(f"/?token={TOKEN}")
        for headers in ({}, {"Origin": "http://evil.example"}):
            assert (await asked.get("/ws", headers=headers)).status == 403
    finally:
        await asked.close()


async def test_what_comes_is_the_browser(tmp_path: Path) -> None:
    folders = {f"XDG_{name}_HOME": str(tmp_path / name.lower()) for name in ("CACHE", "CONFIG", "DATA", "STATE")}
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "one.txt").write_text("Trade grew in Bishkek last year.\n")
    port = unused_port()
    command = [sys.executable, "-m", "tui", "serve", "--port", str(port), str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), **folders}
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        try:
            address = server.stderr.readline().split()[-1]
            assert address.startswith(f"http://127.0.0.1:{port}/?token=")
            async with asyncio.timeout(60), ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
                while True:
                    with contextlib.suppress(ClientError):
                        async with session.get(address) as page:
                            assert page.status == 200
                            break
                    await asyncio.sleep(0.05)
                origin = address.partition("/?")[0]
                seen = b""
                async with session.ws_connect(f"{origin}/ws?width=80&height=24", origin=origin) as socket:
                    while b"Documents" not in seen:
                        message = await socket.receive()
                        assert message.type in (WSMsgType.TEXT, WSMsgType.BINARY), message
                        seen += message.data if isinstance(message.data, bytes) else b""
        finally:
            server.terminate()


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(CollectionError, match="there is no folder"):
        main([str(tmp_path / "none")], "dossier")
