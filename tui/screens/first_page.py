"""What the list shows before the library has opened: its first rows, kept from the last time.

Loading an engine takes longer than drawing a screen. So the first rows are kept beside the index when the browser
ends, and stand in the list, to be moved through, until the library answers for itself a moment later. They are a
picture, nothing more: a wrong or missing file costs that moment.
"""

from __future__ import annotations

import json
import logging
import os
import zlib
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from index.folders import FIRST_PAGE
from index.models import Order, Page, Row, Stacks

if TYPE_CHECKING:
    from index.library import Library

log = logging.getLogger(__name__)

VERSION = 3
ROWS = 60
_UNKNOWN = -2  # engine numbers begin at 0 and -1 means none: pictured rows are numbered from here downwards


@dataclass(frozen=True, slots=True)
class FirstPage:
    """The first rows of all `total` documents in an order. Where copies of one text stand as one row, `copies` says of
    each row how many more it stands for, and `folded` how many rows there are in all."""

    order: Order
    total: int
    rows: tuple[Row, ...]
    copies: tuple[int, ...] = ()
    folded: int = 0

    @property
    def page(self) -> Page:
        """The answer pictured: as long as the real one, with numbers of its own that no engine knows."""
        return Page(range(_UNKNOWN, _UNKNOWN - self.total, -1), (), self.total, _UNKNOWN)

    @property
    def stacks(self) -> Stacks | None:
        """Its rows; copies are counted, but cannot be unfolded."""
        if not self.folded:
            return None
        under = {place: range(self.folded, self.folded + count) for place, count in enumerate(self.copies) if count}
        return Stacks(range(self.folded), under)

    @property
    def numbered(self) -> list[Row]:
        """The rows with their numbers in `page`."""
        return [replace(row, number=_UNKNOWN - i) for i, row in enumerate(self.rows)]


def picture(library: Library, order: Order) -> FirstPage | None:
    """What the next start will show: the first of all documents in this order. None where there are none."""
    page = library.search("", order)
    if not page.numbers:
        return None
    stacks = library.stacks(page, order)
    if stacks is None or not stacks.under:
        return FirstPage(order, len(page.numbers), tuple(library.rows(page.numbers[:ROWS])))
    places = stacks.rows[:ROWS]
    rows = library.rows([page.numbers[place] for place in places])
    copies = tuple(len(stacks.under.get(place, ())) for place in places)
    return FirstPage(order, len(page.numbers), tuple(rows), copies, len(stacks.rows))


def keep(folder: Path, first: FirstPage) -> None:
    """Write the picture beside the index, where there is one."""
    content = {
        "version": VERSION,
        "order": str(first.order),
        "total": first.total,
        "copies": first.copies,
        "folded": first.folded,
    }
    rows = [astuple(row) for row in first.rows]
    temporary = folder / (FIRST_PAGE + ".new")
    try:
        with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
            text = json.dumps({**content, "rows": rows})
            file.write(f"{text}\n{_sum(text)}")
        os.replace(temporary, folder / FIRST_PAGE)
    except OSError as error:
        log.info("the first page is not kept: %s", error)


def recall(folder: Path, order: Order) -> FirstPage | None:
    """The picture kept, if it is of this order."""
    try:
        text, _, sum_of_it = (folder / FIRST_PAGE).read_text("ascii").partition("\n")
        if sum_of_it != _sum(text):
            raise ValueError("it is damaged")
        content = json.loads(text)
        if content["version"] != VERSION or content["order"] != order:
            return None
        rows, copies = tuple(Row(*fields) for fields in content["rows"]), tuple(map(int, content["copies"]))
        first = FirstPage(order, int(content["total"]), rows, copies, int(content["folded"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        log.debug("no first page: %s", error)
        return None
    return first if _sound(first) else None


def _sum(text: str) -> str:
    return f"{zlib.crc32(text.encode('ascii')):08x}"


def _sound(first: FirstPage) -> bool:
    texts = [value for row in first.rows for value in (row.id, row.title, row.publisher, row.published or "")]
    counts = len(first.copies) <= len(first.rows) and 0 <= first.folded + sum(first.copies) <= first.total
    return 0 < len(first.rows) <= first.total and counts and all(isinstance(text, str) for text in texts)
