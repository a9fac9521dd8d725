"""Sources as RIS, for Zotero, EndNote, Mendeley and others.

A tag of two letters and digits, two blanks, a hyphen, a blank, the value up to the line's end; a record begins with TY
and ends with ER. So a value is one line, and no value can begin another tag. Dates are YYYY/MM/DD/other: an estimated
day says so in the last part. The site of a page is T2, its kind M3, the day of retrieval Y2, as Zotero's and EndNote's
filters have them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TextIO

from index.export.cited import DOCUMENT, NEWS, REPORT, WEBPAGE, Cited, Name, day_parts, line
from index.export.quotations import noted

_TYPES = {WEBPAGE: "ELEC", NEWS: "NEWS", REPORT: "RPRT", DOCUMENT: "GEN"}


def write(sources: Iterable[Cited], out: TextIO, *, title: str) -> None:
    """One record for each source. There is no place for the title."""
    for source in sources:
        for tag, value in _fields(source):
            if value:
                out.write(f"{tag}  - {line(value)}\r\n")
        out.write("ER  - \r\n\r\n")


def _fields(source: Cited) -> Iterator[tuple[str, str]]:
    yield "TY", _TYPES[source.type]
    yield "ID", source.key
    yield from (("AU", _name(each)) for each in source.authors)
    yield "TI", source.title
    yield "T2", source.container
    yield "PB", source.publisher
    yield "PY", source.issued[:4]
    yield "DA", _day(source.issued, "estimated" if source.estimated else "")
    yield "UR", source.url
    yield "Y2", _day(source.accessed if source.url else "")
    yield "LA", source.language
    yield "M3", source.genre
    yield from (("N1", noted(each)) for each in source.quotes)


def _name(name: Name) -> str:
    """ "Velling, Marta". A comma in a name that is one, of an institution, would part it in two."""
    return f"{name.family}, {name.given}" if name.given else name.family.replace(", ", " \N{EN DASH} ").replace(",", "")


def _day(day: str, other: str = "") -> str:
    parts = [f"{part:02}" for part in day_parts(day)]
    if not parts:
        return ""
    return "/".join([*parts, *[""] * (3 - len(parts)), other])
