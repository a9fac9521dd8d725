"""Web pages in one file: which part is the page, in what encoding, and where from."""

from __future__ import annotations

import base64
from pathlib import Path

from index.sources import mhtml
from index.sources.base import Source

FERRY = Path(__file__).parents[2] / "fixtures" / "documents" / "ferry.mhtml"
PAGE = "<html><head><title>Плотина</title></head><body><p>Плотина стоит у старого моста.</p></body></html>"


def read(charset: str, start: str = "", subject: str = "") -> Source:
    body = base64.b64encode(PAGE.encode(charset)).decode()
    other = "<html><body><p>A frame with an advertisement.</p></body></html>"
    text = (
        f'MIME-Version: 1.0\r\nSubject: {subject}\r\nContent-Type: multipart/related; boundary="b"{start}\r\n\r\n'
        f"--b\r\nContent-Type: text/html\r\nContent-Location: https://ads.example/f\r\n\r\n{other}\r\n"
        f"--b\r\nContent-Type: text/html; charset={charset}\r\nContent-ID: <page>\r\n"
        f"Content-Location: https://valley.example/dam\r\nContent-Transfer-Encoding: base64\r\n\r\n{body}\r\n--b--\r\n"
    )
    return mhtml.read(text.encode(), "a.mht")


def test_the_start_is_the_page_in_the_charset_of_its_part() -> None:
    found = read("koi8-r", '; start="<page>"', "=?utf-8?B?0J/Qu9C+0YLQuNC90LA=?=")
    assert found.text == "Плотина стоит у старого моста."
    said = [(c.field, c.value) for c in found.candidates]
    assert ("url", "https://valley.example/dam") in said
    assert ("title", "Плотина") in said


def test_without_a_start_the_first_page_is_it() -> None:
    assert read("utf-8").text == "A frame with an advertisement."


def test_a_page_that_breaks_off_is_said_to() -> None:
    data = FERRY.read_bytes()
    assert mhtml.read(data, "a.mhtml").warnings == ()
    assert "ends in the middle" in mhtml.read(data[: len(data) // 2], "a.mhtml").warnings[0]
