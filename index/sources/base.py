"""What every reader gives and shares: the values, decoding bytes, and laying paragraphs out as one text.

The layout of `Source.text`, the same for every format:

- Unicode NFC; every space separator (no-break, thin ...) is one plain space, so that a phrase matches as typed;
- paragraphs and headings apart by one empty line ("\\n\\n"), a single "\\n" inside a paragraph only where lines
  matter (verse, addresses, code); no trailing spaces;
- carriage returns become line ends; NUL, soft hyphens, zero-width spaces and byte-order marks are dropped, for they
  are invisible and split words; every other C0/C1 control character but "\\n" and "\\t" becomes U+FFFD, so that an
  escape sequence in a saved file stays visible and inert. Bidirectional controls and joiners change what a text
  means and stay; the screen shows them.
"""

from __future__ import annotations

import io
import re
import stat
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from index.errors import SourceError
from index.models import Span
from index.sources.encodings import decode as decode  # every reader takes it from here
from index.sources.encodings import marked, unmarked_utf16
from index.sources.signatures import PACKED, PAGE, Signature, signature

MAX_BYTES = 64 * 1024 * 1024

FRONT_MATTER = "front matter"
MARKUP = "page markup"
PROPERTIES = "properties"  # of an office document
PDF_INFO = "PDF info"
DATELINE = "dateline"
TEXT = "text"
MAIL = "e-mail header"
RECORD = "record"
WEB_ARCHIVE = "web archive"
ZOTERO, CSL, BIBTEX = "Zotero", "CSL JSON", "BibTeX"  # exports of reference managers

_TO_SPACE = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_DROPPED = "\x00\u00ad\u200b\u2060\ufeff"
_LINE_ENDS = {"\x0b": "\n", "\x85": "\n", "\u2028": "\n", "\x0c": "\n\n", "\u2029": "\n\n"}
_CLEANING = (
    {code: "\ufffd" for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\n\t"}
    | dict.fromkeys(map(ord, _TO_SPACE), " ")
    | dict.fromkeys(map(ord, _DROPPED))
    | {ord(end): lines for end, lines in _LINE_ENDS.items()}
)
_CONTROLS = bytes({*range(0x20), 0x7F} - {*b"\n\t"})  # all of ASCII that is to be cleaned
_UNCLEAN = re.compile(f"[\r{re.escape(''.join(map(chr, _CLEANING)))}]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value some part of a file offers for a metadata field.

    `field` is one of title, publisher, published, estimated, reason (of the estimate), place, kind, language, url,
    author; `value` is as found (a date still in the words of the page); `origin` is the word shown to users ("front
    matter", "page markup", "properties", "dateline", "text", "PDF info") and `detail` where exactly ("og:title",
    "line 3"). Of one origin, the first candidate is best.
    """

    field: str
    value: str
    origin: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """One file as read: its text, the headings in it, and what it says about itself.

    `pages` cover the text of a format that has pages, one after the other, labelled as printed; of subtitles, the
    stretches between times. `warnings` are sentences about what could not be read although the text could (a broken
    front matter, a guessed encoding); a file with warnings is listed as read in part.
    """

    text: str
    headings: tuple[Span, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    encoding: str = "utf-8"
    warnings: tuple[str, ...] = ()
    pages: tuple[Span, ...] = ()


class Block(NamedTuple):
    """One paragraph before layout; `level` 1 to 6 makes it a heading, 0 a paragraph."""

    text: str
    level: int = 0


def clean(text: str) -> str:
    """`text` in NFC with the spaces and control characters of this module's docstring; line structure is kept."""
    if text.isascii() and len(text.encode().translate(None, _CONTROLS)) == len(text):  # faster than by pattern
        return text
    if _UNCLEAN.search(text):
        text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_CLEANING)
    return unicodedata.normalize("NFC", text)


def single_spaced(line: str) -> str:
    """A line of a `clean` text with one space for each run of spaces and tabs in it, and none at its ends."""
    line = line.strip()
    return " ".join(line.split()) if "  " in line or "\t" in line else line


def one_line(text: str) -> str:
    """`text` cleaned, on one line with single spaces: for titles, names and other metadata."""
    return " ".join(clean(text).split())


def lay_out(blocks: Iterable[Block]) -> tuple[str, tuple[Span, ...]]:
    """The text of `blocks` with an empty line between them, and the headings as spans labelled "1" to "6"."""
    return lay_out_clean(map(_cleaned, blocks))


def _cleaned(block: Block) -> Block:
    """A block as it is laid out: "" where nothing is left of it."""
    text = clean(block.text)
    if "\n" in text:
        text = "\n".join(line for line in map(single_spaced, text.split("\n")) if line)
    else:
        text = single_spaced(text)
    return Block(text.replace("\n", " ") if block.level else text, block.level)


def lay_out_clean(blocks: Iterable[Block]) -> tuple[str, tuple[Span, ...]]:
    """As `lay_out`, of blocks in which every line is `clean` and `single_spaced` already."""
    parts: list[str] = []
    headings: list[Span] = []
    length = 0
    for text, level in blocks:
        if not text:
            continue
        if level:
            headings.append(Span(length, length + len(text), str(min(level, 6))))
        parts.append(text)
        length += len(text) + 2
    return "\n\n".join(parts), tuple(headings)


PAGE_MARK = "\ufdd0"
"""Stands in a block's text where a page begins: a code point that Unicode reserves for such inner use."""


def lay_out_pages(blocks: Iterable[Block], labels: Sequence[str]) -> tuple[str, tuple[Span, ...], tuple[Span, ...]]:
    """As `lay_out`, of blocks in which every page begins with a `PAGE_MARK`: the text without the marks, the headings,
    and the pages with their `labels` in order. A page begins at the character behind its mark and ends where the next
    begins, the last at the end of the text; a block may hold several marks, of pages that are empty. Marks beyond the
    labels are dropped."""
    marked, headings = lay_out(_marked(blocks))
    if PAGE_MARK not in marked:
        return marked, headings, ()
    places = [match.start() for match in re.finditer(PAGE_MARK, marked)]
    text = marked.replace(PAGE_MARK, "")

    def moved(offset: int) -> int:
        return offset - bisect_left(places, offset)

    headings = tuple(Span(moved(each.start), moved(each.end), each.label) for each in headings)
    starts = [moved(place) for place in places]
    ends = [*starts[1:], len(text)]
    pages = tuple(Span(start, end, label) for start, end, label in zip(starts, ends, labels, strict=False))
    return text, headings, pages


def _marked(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with text; marks that stand alone go to the block behind them, the last to the one before."""
    marks, held = "", None
    for block in blocks:
        if not block.text.replace(PAGE_MARK, "").strip():
            marks += PAGE_MARK * block.text.count(PAGE_MARK)
            continue
        if held is not None:
            yield held
        held, marks = Block(marks + block.text, block.level), ""
    if held is not None or marks:
        yield Block((held.text if held else "") + marks, held.level if held else 0)


def read_bytes(path: Path, name: str) -> bytes:
    """The bytes of a regular file of at most `MAX_BYTES`. Raises `SourceError`; never waits on a pipe or device."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise SourceError(f"{name} is not a regular file", "pipes, devices and folders are not read")
        if status.st_size > MAX_BYTES:
            raise SourceError(f"{name} is larger than {MAX_BYTES >> 20} MB", "split it, or exclude it in dossier.yaml")
        return path.read_bytes()
    except OSError as error:
        raise SourceError(f"{name} cannot be read: {error.strerror or error}", "check its permissions") from error
    except ValueError as error:  # a NUL in a path
        raise SourceError(f"{name} cannot be read: {error}") from error


def refuse_binary(data: bytes, name: str) -> None:
    """Raises `SourceError` where `data` begins like a known format that is no text, or holds NUL bytes that no UTF-16
    or UTF-32 text would have."""
    kind = signature(io.BytesIO(data))
    if kind is not None and kind is not PAGE:
        raise misnamed(name, kind)
    head = data[:4096]
    if head.count(0) and marked(head) is None and unmarked_utf16(head) is None:
        raise SourceError(f"{name} holds binary data, not text", "exclude it in dossier.yaml")


def misnamed(name: str, kind: Signature) -> SourceError:
    """What to say of a file that is of another kind than its suffix says."""
    hint = f"rename it to end in {kind.suffix}" if kind.suffix else "exclude it in dossier.yaml"
    if kind is PACKED:
        hint = f"rename it to {name.rsplit('/', 1)[-1]}{kind.suffix}"
    return SourceError(f"{name} is {kind.what}, not what its name says", hint)
