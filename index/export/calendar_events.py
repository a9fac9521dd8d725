"""A timeline as iCalendar (RFC 5545), for a calendar: one all-day event per entry.

Written here and not with a library: it is three rules (3.1 folding, 3.3.11 escaping, 3.6.1 which properties an event
has), writes as it reads, and a library for it brings 9 MB with time zones and recurrences that no entry has. The tests
read the result with such a library.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TextIO

from index.export.items import TimelineItem, plain

_LONGEST = 75  # octets of a line, without its end (RFC 5545, 3.1)


def write(items: Iterable[TimelineItem], out: TextIO, *, title: str) -> None:
    """One event per item. An event's UID stays the same over exports, so that importing again renews and adds none."""
    now = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Dossier//Timeline//EN", "CALSCALE:GREGORIAN"]
    # NAME is RFC 7986; calendars older than it know the other
    lines += [f"NAME:{_text(title)}", f"X-WR-CALNAME:{_text(title)}"]
    for line in lines:
        out.write(folded(line))
    for item in items:
        for line in _event(item, now):
            out.write(folded(line))
    out.write("END:VCALENDAR\r\n")


def _event(item: TimelineItem, now: str) -> Iterator[str]:
    entry, row = item.entry, item.row
    if entry.first is None or entry.last is None:
        return
    yield "BEGIN:VEVENT"
    yield f"UID:{row.id}-{entry.kind}-{entry.start}@dossier"
    yield f"DTSTAMP:{now}"
    yield f"DTSTART;VALUE=DATE:{_day(entry.first)}"
    if entry.last < date.max:
        yield f"DTEND;VALUE=DATE:{_day(entry.last + timedelta(1))}"  # the first day after it
    yield f"SUMMARY:{_text(' '.join(item.passage.text.split()))}"
    yield f"DESCRIPTION:{_text(_description(item))}"
    yield f"CATEGORIES:{entry.kind}"
    yield "TRANSP:TRANSPARENT"  # it keeps nobody busy
    yield "END:VEVENT"


def _description(item: TimelineItem) -> str:
    entry, row = item.entry, item.row
    said = f"“{entry.text}”: {entry.value}" if entry.kind == "mentioned" else f"published {entry.value}"
    source = ", ".join(part for part in (row.title, row.publisher, row.published) if part)
    return "\n".join([said + (" (estimated)" if entry.estimated else ""), source, row.path])


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def _text(text: str) -> str:
    """A value of type TEXT (3.3.11)."""
    text = plain(text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    for character, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(character, escaped)
    return text


def folded(line: str) -> str:
    """A content line in lines of at most 75 octets, each but the first begun with a blank; no character is cut."""
    if line.isascii() and len(line) <= _LONGEST:
        return line + "\r\n"
    parts: list[str] = []
    width = 0
    for character in line:
        octets = len(character.encode("utf-8", "surrogatepass"))
        if width + octets > _LONGEST:
            parts.append("\r\n ")
            width = 1
        parts.append(character)
        width += octets
    return "".join(parts) + "\r\n"
