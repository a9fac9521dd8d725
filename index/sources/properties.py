"""The properties that a program writes into an office document, and which of them a person wrote.

Programs fill in what nobody typed: the first line of a template as title, "User" as author. And the day a file was
made is not the day its text appeared: it counts as an estimate.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from index.errors import SourceError
from index.sources.base import TEXT, Block, Candidate, Source, lay_out, one_line
from index.sources.dateline import stated

_JUNK_TITLE = re.compile(
    r"(?:untitled|без имени|без названия|документ|document|title|presentation|doc|scan|image|layout|print|none|null"
    r"|microsoft word|word document|документ microsoft word|unknown)?[\s\d#_.()-]*"
    r"|(?:microsoft (?:word|powerpoint|excel)|slide|about:|file:|https?:).*|\S+\.[a-z]{2,5}\d?|[\W\d_]*",
    re.IGNORECASE,
)
_JUNK_AUTHOR = re.compile(
    r"(?:user|admin|administrator|owner|unknown|author|pc|home|root|python-docx|пользователь|админ|автор"
    r"|microsoft office user|windows user|un-named)?[\W\d_]*",
    re.IGNORECASE,
)
_LONGEST_HEADING = 200
_STAMP = re.compile(r"(?:D:)?(\d{4})(?:-?(\d\d)(?:-?(\d\d))?)?")
_EPOCHS = (
    "1601-01-01",
    "1899-12-30",
    "1970-01-01",
    "1980-01-01",
    "2013-12-23",
)  # set by nobody; the last by python-docx


def title(words: str) -> str:
    """A title property, or "" where a program filled it in: "Microsoft Word - x.doc"."""
    words = one_line(words)[:500].rstrip()
    return "" if _JUNK_TITLE.fullmatch(words) else words


def candidates(
    origin: str, *, title: str = "", authors: Iterable[str] = (), made: Iterable[str] = (), language: str = ""
) -> Iterator[Candidate]:
    """What properties say. `title` is as `title()` leaves it, `made` the stamps of the file's making, best first."""
    if title:
        yield Candidate("title", title, origin, "title")
    for names in authors:
        for author in re.split(r"\s*;\s*", one_line(names)[:500].rstrip()):
            if not _JUNK_AUTHOR.fullmatch(author):
                yield Candidate("author", author, origin, "author")
    for stamp in made:
        match = _STAMP.match(stamp.strip())
        day = "-".join(part for part in match.groups() if part) if match else ""
        if day and day not in _EPOCHS and not day.startswith("0000"):
            yield Candidate("published", day, origin, "day made")
            yield Candidate("estimated", "true", origin, "day made")
            break
    if language:
        yield Candidate("language", one_line(language), origin, "language")


def opens(first: tuple[str, bool], second: tuple[str, bool]) -> bool:
    """Whether the first of two paragraphs, each with whether all of it is bold, is the heading over the other: most
    people make one so, and not by a style. Where the second is bold as well, both may be the head of a letter."""
    words, bold = first
    return bold and not second[1] and len(words) <= _LONGEST_HEADING and not words.endswith((".", ",", ";", ":"))


def without_title(blocks: list[Block], known: str) -> tuple[list[Block], list[Candidate]]:
    """The blocks without a first heading that is the title, and that title. Where no property says it (`known` is ""),
    a heading of the first level that opens the text is it; a document that is only a heading keeps it."""
    if len(blocks) > 1 and blocks[0].level:
        heading = one_line(blocks[0].text)
        if (not known and blocks[0].level == 1) or heading.casefold() == known.casefold():
            return blocks[1:], [Candidate("title", heading, TEXT, "first heading")]
    return blocks, []


def source(
    name: str, blocks: list[Block], said: Iterable[Candidate], *, title: str, warnings: Iterable[str] = ()
) -> Source:
    """A word processor's document from its paragraphs, what its properties say, and the title that a paragraph style
    marks, "" where none does. Raises `SourceError` where neither text nor title is there."""
    candidates = list(said)
    known = next((each.value for each in candidates if each.field == "title"), "")
    if title:
        candidates.append(Candidate("title", title, TEXT, "paragraph of the style Title"))
        known = title
    blocks, titled = without_title(blocks, known)
    text, headings = lay_out(blocks)
    if not text and not title:
        raise SourceError(f"{name} holds no text", "it may be pictures only: save it with its text")
    return Source(text, headings, (*candidates, *titled, *stated(text)), "utf-8", tuple(warnings))
