"""Lines of the timeline's list: days, the sentence around the words that say them, the document.

Nothing here knows which line has the cursor but by being told; what stands behind the days never changes with it, so
that a moved cursor sends few cells.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rich.style import Style

from index.models import Entry, Row, plural
from tui.widgets.cells import cut, fit, pad, width
from tui.widgets.grouping import Group, Head, Unplaced
from tui.widgets.inert import inert
from tui.widgets.ink import FAINT, SECTION, SNIPPET_HIT, Piece, grouped

DAYS = 11  # cells of the days of an entry, with the mark of an estimate or of a correction
_DAY = re.compile(r"^(.*-.*?)T.*")  # a value that has a day or week, and a time after it
_VAGUE = {"PAST_REF": "past", "PRESENT_REF": "now", "FUTURE_REF": "future"}
_DOCUMENT_FROM = 70  # cells of a line from which the document has a column of its own


@dataclass(frozen=True, slots=True)
class Context:
    """Where an entry stands: its sentence, and the row of its document."""

    sentence: str
    row: Row


def days(value: str) -> str:
    """A value without the time of day, a vague one as a word, a range without what its two ends share:
    "2025-01/2025-09" is "2025-01–09", "2011/2017" is "2011–2017"."""
    first, slash, last = (_VAGUE.get(part) or _DAY.sub(r"\1", part) for part in value.partition("/"))
    if not slash or first == last:
        return first
    begin, end = first.split("-"), last.split("-")
    if len(begin) == len(end):
        while len(end) > 1 and begin[0] == end[0]:
            begin, end = begin[1:], end[1:]
    return first + "–" + "-".join(end)


def around(words: str, sentence: str, room: int) -> list[Piece]:
    """A sentence cut so that the words in question show, and they set apart."""
    shown, sought = inert(sentence), inert(words)
    start = shown.find(sought)
    if start < 0 or not sought or room < 4:
        return [(cut(shown, room), None)]
    before, after = shown[:start], shown[start + len(sought) :]
    if width(shown) > room and width(before) > room // 3:
        # What stands before gets a third of the room, more where what follows leaves it, from a whole word on.
        lead = max(room // 3, room - 1 - width(sought) - width(after))
        first = len(before)
        while first and width(before[first - 1 :]) < lead:
            first -= 1
        space = before.find(" ", first)
        before = "…" + before[space + 1 if 0 <= space < len(before) - 1 else first :]
    left = room - width(before) - width(sought)
    if left <= 0:
        return [(before, None), (cut(sought, room - width(before)), SNIPPET_HIT)]
    return [(before, None), (sought, SNIPPET_HIT), (cut(after, left), None)]


def entry_line(
    entry: Entry, context: Context | None, cells: int, *, mark: str, style: Style | None, under: Group | None = None
) -> list[Piece]:
    """One entry. `mark` and `style` are the cursor's; the days are left out `under` a group that shares them."""
    estimated = "*" if entry.basis == "you" else "~" if entry.estimated else " "
    if under is not None and under.headed and under.head is None:
        shown = estimated + " "
    else:
        shown = pad(cut(estimated + days(entry.value), DAYS), DAYS)
        if under is not None and under.head is not None:
            shown = " " + shown
    room = max(cells - width(shown) - 2, 0)
    pieces: list[Piece] = [(mark + shown, style), (" ", None)]
    document = ""
    beneath = under is not None and under.head is not None
    if cells >= _DOCUMENT_FROM and entry.kind != "published" and not beneath and context is not None:
        document = inert(context.row.title)
        room -= cells // 4 + 1
    if entry.kind == "published":
        pieces.append((fit("published: " + inert(entry.text), room), None))
    else:
        sentence = around(entry.text, context.sentence if context else entry.text, room)
        used = sum(width(text) for text, _ in sentence)
        pieces += [*sentence, (" " * (room - used), None)]
    if document:
        pieces += [(" ", None), (cut(document, cells // 4), FAINT)]
    return pieces


def head_of_group(line: Head, context: Context | None, cells: int, *, mark: str, style: Style | None) -> list[Piece]:
    """The line above a group: its days and how many documents say them, or the document and how many it says. A
    folded one begins with a plus, and shows the first sentence under it."""
    group = line.group
    first = group.head or group.entries[0]
    shown = pad(cut(("-" if line.open else "+") + days(first.value if group.head else _shortest(group)), DAYS), DAYS)
    room = max(cells - width(shown) - 2, 0)
    pieces: list[Piece] = [(mark + shown, style), (" ", None)]
    count = len(group.entries)
    if group.head is not None:
        about = f" · {grouped(count)} {plural(count, 'date')}"
        title = cut("published: " + inert(group.head.text), max(room - len(about), 0))
        return [*pieces, (title, SECTION), (about, None)]
    about = f"{grouped(group.documents)} documents"
    if count > group.documents:
        about += f", {grouped(count)} times"
    pieces.append((cut(about, room), SECTION))
    if not line.open and context is not None and room > len(about) + 8:
        pieces += [(": ", None), *around(first.text, context.sentence, room - len(about) - 2)]
    return pieces


def _shortest(group: Group) -> str:
    """Of several spellings of the same days ("2021-01/2021-12", "2021") the shortest."""
    return min(group.entries.different("value").values(), key=len)


def unplaced_line(unplaced: Unplaced, cells: int) -> str:
    """What has no place, in words."""
    parts = []
    if unplaced.dates:
        parts.append(f"{_many(unplaced.dates, 'date')} without a place")
    if unplaced.documents:
        parts.append(f"{_many(unplaced.documents, 'document')} without a date")
    if unplaced.vague:
        parts.append(f"{_many(unplaced.vague, 'vague word')}")
    text = ", ".join(parts)
    for said in (f"{text}: Enter says why", f"{text}: why"):
        if len(said) <= cells:
            return said
    return cut(text, cells)


def _many(count: int, what: str) -> str:
    return f"{grouped(count)} {plural(count, what)}"
