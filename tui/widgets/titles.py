"""The head of a document: its title on one or two lines, and what is known of it on another; a path for people."""

from __future__ import annotations

from pathlib import Path

from textual.strip import Strip

from index.models import Document
from tui.widgets.cells import cut, head, width
from tui.widgets.inert import inert
from tui.widgets.ink import FAINT, line


def title_lines(title: str, cells: int, *, most: int) -> list[str]:
    """A title on one line, or on two where `most` allows and it needs them, cut where even they do not hold it."""
    shown = inert(title) or "(no title)"
    if width(shown) <= cells or most < 2:
        return [cut(shown, cells)]
    end = head(shown, cells)
    space = shown.rfind(" ", 0, end + 1)
    end = space if space > 0 else end
    return [shown[:end], cut(shown[end:].strip(), cells)]


def facts_line(document: Document, cells: int, offset: int = 0, said: str = "") -> Strip:
    """Collection (where several are open), publisher, place, date with "estimated" where it is, kind, and the page that
    `offset` stands on; what the user `said` of the document before them."""
    undated = f"no date (file time {document.file_day})" if document.file_day else "no date"
    published = (document.published or undated).replace("X", "?") + (" estimated" if document.estimated else "")
    facts = (said, document.collection, document.publisher, document.place, published, document.kind)
    page = page_words(document, offset)
    room = cells - 1 - width(page)
    shown = cut(" · ".join(inert(fact) for fact in facts if fact), room) if room > 0 else ""
    return line([(" " + shown + page, FAINT)], cells)


def page_words(document: Document, offset: int) -> str:
    """ " · p. 12 of 40", or " · at 0:12:05" in subtitles; "" in a text without pages."""
    page = document.page(offset)
    if page is None or not page.label:
        return ""
    label = inert(page.label)
    return f" · at {label}" if ":" in label else f" · p. {label} of {len(document.pages)}"


def short(path: Path) -> str:
    """A path as people write it: their home folder is ~."""
    home = Path.home()
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)
