"""Three witnesses of a saved page's title and day, each taken away in turn and compared with what is read without it.

A reader that sees all of a page can be right by following one mark. So each page is read three times, each time
without one witness, and must then say from the rest what the witness says:

heading   the title: the h1 and the title of the print; read from meta and title elements
time      the day: every time element, its text left standing as print; read from the lines of print
address   the day: the page's own addresses, among them that of the day's stream (by-date/DD.MM.YYYY); read from the
          print and the time element, and the number in the page's address is compared with the file's name
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree, html

from index.metadata import describe
from index.sources.base import one_line
from index.sources.html import read

_BY_DATE = re.compile(r"/by-date/(\d\d)\.(\d\d)\.(\d{4})")


class Outcome(NamedTuple):
    """What became of one page and one witness: `said` by the witness, "" where the page does not have it, and `read`
    without it."""

    witness: str
    said: str
    read: str

    @property
    def agrees(self) -> bool:
        """Whether what was read is what the witness says."""
        return self.said == self.read


def outcomes(page: Path) -> Iterator[Outcome]:
    """The three witnesses of a page, and its address against the file's name."""
    whole = page.read_bytes()
    yield Outcome("heading: title", *_without(whole, page.name, _take_heading, "title"))
    yield Outcome("time element: day", *_without(whole, page.name, _take_times, "published"))
    yield Outcome("address: day", *_without(whole, page.name, _take_addresses, "published"))
    said = describe(read(whole, page.name), path="x.html")
    yield Outcome("address: number", page.stem, said.url.rstrip("/").rpartition("/")[2])


def _without(whole: bytes, name: str, take: Callable[[Any], str], field: str) -> tuple[str, str]:
    """What the witness says, and the field as read from the page without it."""
    root = html.document_fromstring(whole, parser=html.HTMLParser(encoding="utf-8"))
    witness = take(root)
    rest = etree.tostring(root, method="html", encoding="utf-8", doctype="<!doctype html>")
    said = describe(read(rest, name), path="x.html")
    return witness, str(getattr(said, field) or "") if witness else ""


def _take_heading(root: Any) -> str:
    headings = root.xpath("//h1")
    said = one_line(headings[0].xpath("string()")) if headings else ""
    for node in headings:
        node.drop_tree()
    return said


def _take_times(root: Any) -> str:
    said = ""
    for node in root.xpath("//time"):
        own = "read__published" in (node.get("class") or "")
        labelled = "Publication date" in (node.getparent().text_content() or "")[:60]
        if own or (labelled and not said):
            said = node.get("datetime") or said
        node.attrib.clear()
        node.tag = "span"
    return said


def _take_addresses(root: Any) -> str:
    said = ""
    for node in root.iter():
        if not isinstance(node.tag, str):
            continue
        for name, value in list(node.attrib.items()):
            if match := _BY_DATE.search(value):
                if name == "data-stream-url":
                    said = f"{match[3]}-{match[2]}-{match[1]}"
            elif "://" not in value and not (node.tag in ("link", "a") and name == "href"):
                continue
            if name != "itemtype":
                del node.attrib[name]
    return said
