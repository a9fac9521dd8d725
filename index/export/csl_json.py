"""Sources as CSL JSON, which Zotero, Pandoc and every CSL processor read. An estimated day is `circa`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, TextIO

from index.export.cited import Cited, Name, day_parts
from index.export.json_lines import ESCAPES
from index.export.quotations import noted


def write(sources: Iterable[Cited], out: TextIO, *, title: str) -> None:
    """One array with an item for each source. There is no place for the title."""
    out.write("[")
    for number, source in enumerate(sources):
        said = json.dumps(item(source), ensure_ascii=False, indent=1).translate(ESCAPES)
        out.write((",\n" if number else "\n") + said)
    out.write("\n]\n")


def item(source: Cited) -> dict[str, Any]:
    """One source as CSL has it."""
    issued: dict[str, Any] = {}
    if parts := day_parts(source.issued):
        issued = {"date-parts": [list(parts)], **({"circa": True} if source.estimated else {})}
    accessed = day_parts(source.accessed if source.url else "")
    said: dict[str, Any] = {
        "id": source.key,
        "type": source.type,
        "title": source.title,
        "author": [_name(each) for each in source.authors],
        "container-title": source.container,
        "publisher": source.publisher,
        "issued": issued,
        "accessed": {"date-parts": [list(accessed)]} if accessed else {},
        "URL": source.url,
        "language": source.language,
        "event-place": source.place,
        "genre": source.genre,
        "note": "\n".join(noted(each) for each in source.quotes),
    }
    return {key: value for key, value in said.items() if value}


def _name(name: Name) -> dict[str, str]:
    return {"family": name.family, "given": name.given} if name.given else {"literal": name.family}
