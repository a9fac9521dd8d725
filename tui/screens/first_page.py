"""What the list shows before the library has opened: the rows it will stand on, kept from the last time.

Loading an engine takes longer than drawing a screen. So the rows around the document left last are kept beside the
index when the browser ends, and stand in the list, to be moved through, until the library answers for itself a
moment later. They are a picture, nothing more: a wrong or missing file costs that moment.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from index.models import Order, Page, Row

if TYPE_CHECKING:
    from index.library import Library

log = logging.getLogger(__name__)

FILE = "first_page.json"
VERSION = 1
BEFORE, AFTER = 40, 60  # rows kept around the one to stand on
_UNKNOWN = -2  # engine numbers begin at 0 and -1 means none: pictured rows are numbered from here downwards


@dataclass(frozen=True, slots=True)
class FirstPage:
    """Rows `start` and following of `total` in an order, and which place of the whole the cursor is on."""

    order: Order
    total: int
    start: int
    cursor: int
    rows: tuple[Row, ...]

    @property
    def page(self) -> Page:
        """The answer pictured: as long as the real one, with numbers of its own that no engine knows."""
        return Page(range(_UNKNOWN, _UNKNOWN - self.total, -1), (), self.total, _UNKNOWN)

    @property
    def numbered(self) -> list[Row]:
        """The rows with their numbers in `page`."""
        return [replace(row, number=_UNKNOWN - self.start - i) for i, row in enumerate(self.rows)]

    @property
    def cursor_number(self) -> int:
        """The number of the row to stand on."""
        return _UNKNOWN - self.cursor


def picture(library: Library, order: Order, document: str) -> FirstPage | None:
    """What the next start will show: every document in this order, the cursor on one ("": the first). None of none."""
    from index.errors import NotFoundError

    page = library.search("", order)
    if not page.numbers:
        return None
    try:
        cursor = page.numbers.index(library.number(document)) if document else 0
    except (NotFoundError, ValueError):
        cursor = 0
    start = max(cursor - BEFORE, 0)
    rows = library.rows(page.numbers[start : cursor + AFTER])
    return FirstPage(order, len(page.numbers), start, cursor, tuple(rows))


def keep(folder: Path, first: FirstPage) -> None:
    """Write the picture beside the index, where there is one."""
    content = {
        "version": VERSION,
        "order": str(first.order),
        "total": first.total,
        "start": first.start,
        "cursor": first.cursor,
        "rows": [astuple(row) for row in first.rows],
    }
    temporary = folder / (FILE + ".new")
    try:
        with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
            json.dump(content, file)
        os.replace(temporary, folder / FILE)
    except OSError as error:
        log.info("the first page is not kept: %s", error)


def recall(folder: Path, order: Order, document: str) -> FirstPage | None:
    """The picture kept, if it is of this order and this document."""
    try:
        content = json.loads((folder / FILE).read_bytes())
        if content["version"] != VERSION or content["order"] != order:
            return None
        rows = tuple(Row(*fields) for fields in content["rows"])
        first = FirstPage(order, int(content["total"]), int(content["start"]), int(content["cursor"]), rows)
        return first if _sound(first, document) else None
    except (OSError, ValueError, KeyError, TypeError) as error:
        log.debug("no first page: %s", error)
        return None


def _sound(first: FirstPage, document: str) -> bool:
    place = first.cursor - first.start
    if not (0 <= first.start <= first.cursor < first.total and 0 <= place < len(first.rows)):
        return False
    texts: Sequence[object] = [value for row in first.rows for value in (row.id, row.title, row.publisher)]
    dates = [row.published for row in first.rows]
    if not all(isinstance(text, str) for text in texts) or not all(isinstance(day, str | None) for day in dates):
        return False
    return not document or first.rows[place].id == document
