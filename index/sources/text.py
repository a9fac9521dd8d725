"""Plain text as somebody saved it: the text of a page with bits of the page around it.

Three steps. Lines become blocks: hard-wrapped lines are joined where the next word would not have fitted, lines that
a link or a tag tore apart are put together. Then the head (before the text begins) and the tail are read line by
line: furniture is dropped, and title, date, time and place are taken as candidates. What is left is the text, with
short lines that stand alone between paragraphs as headings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from index.sources import furniture
from index.sources.base import (
    DATELINE,
    TEXT,
    Block,
    Candidate,
    Source,
    clean,
    decode,
    lay_out_clean,
    one_line,
    refuse_binary,
    single_spaced,
)
from index.sources.dateline import date_line, dateline

_TITLE_MAX = 250
_SHORT = 160  # characters: no counter, caption or owner of a site is as long
_HEAD_LINES = 25
_WRAP_MIN, _WRAP_MAX = 40, 100
_OFFICIAL = re.compile(
    r"(?:the\s+)?official\s+(?:web\s?site|site|page)\s+of\s+(?:the\s+)?(?P<owner>\S.{2,80})", re.IGNORECASE
)
_PROVIDER = re.compile(r"(?P<name>[A-ZА-ЯЁ][\w.&' -]{1,40}?)\s+provides\s+this\s+(?:news\s+)?content")
_CLOCK = re.compile(r"\d:\d\d")
_SETEXT = re.compile(r"={3,}|-{3,}")


@dataclass
class _Reading:
    """The lines of a file on their way to blocks, and the candidates met on that way."""

    lines: list[tuple[int, str]]  # block number, line: none empty
    candidates: list[Candidate] = field(default_factory=list)

    def add(self, name: str, value: str, detail: str, origin: str = TEXT) -> None:
        if value:
            self.candidates.append(Candidate(name, one_line(value), origin, detail))


def read(data: bytes, name: str) -> Source:
    """Plain text in any encoding. Raises `SourceError` for binary data."""
    refuse_binary(data, name)
    decoded, encoding, warning = decode(data)
    reading = _Reading(_lines(clean(decoded)))
    _tail(reading)
    _head(reading)
    text, headings = lay_out_clean(_blocks(reading))
    for paragraph in text.split("\n\n", 3)[:3]:
        if head := dateline(paragraph):
            reading.add("published", head.date, "dateline", DATELINE)
            reading.add("place", head.place, "dateline", DATELINE)
            reading.add("publisher", head.agency, "dateline", DATELINE)
            break
    return Source(text, headings, tuple(reading.candidates), encoding, (warning,) if warning else ())


def _lines(text: str) -> list[tuple[int, str]]:
    """The lines of `text` with the number of the block (run without empty lines) each belongs to."""
    text = text.replace("\t", " ")
    tidy = single_spaced if "  " in text else str.strip  # in many texts the lines have no spaces but at their ends
    blocks = filter(None, (block.strip("\n") for block in "\n".join(map(tidy, text.split("\n"))).split("\n\n")))
    numbered: list[tuple[int, str]] = []
    for number, block in enumerate(blocks):
        if "\n" in block:
            numbered += [(number, line) for line in unwrap(block.split("\n"))]
        else:
            numbered.append((number, block))
    return numbered


def unwrap(block: list[str]) -> list[str]:
    """One block's lines with those joined that belong to one paragraph."""
    if len(block) == 1:
        return block
    width = max((len(line) for line in block), default=0)
    if len(block) > 1 and _WRAP_MIN <= width <= _WRAP_MAX and _is_wrapped(block, width):
        return [" ".join(block)]
    joined: list[list[str]] = []
    length = 0  # of the paragraph so far
    for line in block:
        last = joined[-1][-1][-1] if joined else ""
        if joined and line[0] in ",;:.!?)]»”…" and not re.match(r"\.{3}|…", line):
            joined[-1].append(line)
        elif last.isalnum() and length >= 60 and (line[0].islower() or line[0] == "("):
            joined[-1] += [" ", line]
        else:
            joined.append([line])
            length = 0
        length += len(line)
    return ["".join(parts) for parts in joined]


def _is_wrapped(block: list[str], width: int) -> bool:
    """Whether every line but the last ends where its neighbour's first word would have run over the margin."""
    return all(len(line) + 1 + len(after.split(" ", 1)[0]) > width for line, after in pairwise(block))


def _tail(reading: _Reading) -> None:
    """Cuts the block after the text, reading the publication date and the provider named in a disclaimer."""
    lines = [line for _, line in reading.lines]
    start = furniture.trailer_start(lines)
    for line in lines[start:]:
        if found := date_line(line):
            reading.add("published", found.date, f"trailer: {found.label or 'date'}")
        elif match := _PROVIDER.match(line):
            reading.add("publisher", match["name"], "disclaimer")
    while start > 1:
        line = lines[start - 1]
        found = date_line(line)
        if found:
            reading.add("published", found.date, "last line")
            reading.add("place", found.place, "last line")
        elif not (furniture.has_words(line) and furniture.is_frame(line)):
            break
        start -= 1
    reading.lines = reading.lines[:start]


def _head(reading: _Reading) -> None:
    """Takes title, date, time, place and captions out of the first lines; drops the furniture among them."""
    kept: list[tuple[int, str]] = []
    found_title = False
    found: list[Candidate] = []
    previous = ""
    prose = 0
    lines = reading.lines
    for index, (block, line) in enumerate(lines):
        if index >= _HEAD_LINES or (prose >= 2 and found_title) or prose >= 4:
            kept.extend(lines[index:])
            break
        last, previous = previous, ""
        short = len(line) < _SHORT
        if day := date_line(line):
            found += _candidates(day.date, day.place, f"line {index + 1}")
            previous = "time" if _CLOCK.search(line) else "date"
        elif last in ("date", "time") and furniture.is_time(line):
            previous = "time"
        elif short and furniture.is_counter(line):
            previous = "counter"
        elif short and last == "counter":
            previous = ""  # a picture's caption
        elif (last == "time" or (last == "date" and ", " in line)) and _is_place(line):
            found.append(Candidate("place", one_line(line), TEXT, f"line {index + 1}"))
        elif short and (match := _OFFICIAL.fullmatch(line)):
            found.append(Candidate("publisher", one_line(match["owner"]), TEXT, f"line {index + 1}"))
        elif (
            (furniture.is_frame(line) and not _is_own(line, bool(kept)))
            or furniture.is_caption(line)
            or _is_menu(lines, index)
        ):
            continue
        elif not found_title and not kept and _is_title(line):
            found.append(Candidate("title", one_line(line), TEXT, f"line {index + 1}"))
            found_title = True
        else:
            kept.append((block, line))
            prose += furniture.is_prose(line)
    if not kept and found_title:  # a file of one line is its own text
        kept = [entry for entry in lines if one_line(entry[1]) == next(c.value for c in found if c.field == "title")]
    reading.lines = kept
    reading.candidates[:0] = found


def _candidates(date: str, place: str, detail: str) -> list[Candidate]:
    found = [Candidate("published", one_line(date), TEXT, detail)]
    if place:
        found.append(Candidate("place", one_line(place), TEXT, detail))
    return found


def _is_place(line: str) -> bool:
    """A place under a date and a time, or with a comma in it, for the first heading of a text may stand under its date
    as well: at most five words, capitalised, no sentence."""
    plausible = len(line) <= 60 and line[0].isupper() and line[-1].isalpha() and "@" not in line
    return plausible and len(line.split()) <= 5


def _is_own(line: str, begun: bool) -> bool:
    """A line shaped like furniture that is the text's own: a scene break ("* * *"), an omission ("<…>"), and, once
    the text has begun, a number or a rate."""
    return bool(re.fullmatch(r"(?:\*\s*){3,}|.*(?:\.{3}|…).*", line)) or (begun and furniture.is_widget(line))


def _is_menu(lines: list[tuple[int, str]], index: int) -> bool:
    """One of four or more neighbouring lines of one block that are all one to three words without punctuation."""
    run = 0
    block, line = lines[index]
    if not _is_item(line):
        return False
    first = index
    while first > 0 and lines[first - 1][0] == block and _is_item(lines[first - 1][1]):
        first -= 1
    for number, neighbour in lines[first : first + 12]:
        if number != block or not _is_item(neighbour):
            break
        run += 1
    return run >= 4 and first <= index < first + run


def _is_item(line: str) -> bool:
    return len(line) <= 30 and line.count(" ") <= 2 and line[-1].isalnum() and not any(c.isdigit() for c in line)


def _is_title(line: str) -> bool:
    """A headline: one line of some words that does not end like a sentence, a salutation or a speaker's label."""
    if len(line) > _TITLE_MAX or line[-1] in ".,;:" or dateline(line):
        return False
    return any(letter.isalpha() for letter in line)


def _blocks(reading: _Reading) -> list[Block]:
    """The paragraphs: lines of one block stay together as lines only where all of them are short."""
    groups: list[list[str]] = []
    number = -1
    for block, line in reading.lines:
        if furniture.is_inline(line):
            continue
        if block != number or not groups:
            groups.append([])
            number = block
        groups[-1].append(line)
    blocks: list[Block] = []
    for group in groups:
        if len(group) > 1 and max(map(len, group)) <= _WRAP_MAX:
            blocks += _ruled(group)
        else:
            blocks += [Block(line) for line in group]
    return [Block(block.text, 2) if _is_heading(blocks, index) else block for index, block in enumerate(blocks)]


def _ruled(group: list[str]) -> list[Block]:
    """A short block: a heading with a rule under it, or lines that matter."""
    if len(group) == 2 and _SETEXT.fullmatch(group[1]):
        return [Block(group[0], 1 if group[1][0] == "=" else 2)]
    return [Block("\n".join(group))]


def _is_heading(blocks: list[Block], index: int) -> bool:
    """A short line between paragraphs, without final punctuation, before prose. Two or three capitalised words are
    as likely the name under a pull quote, and stay a paragraph."""
    text = blocks[index].text
    if blocks[index].level or len(text) > 80 or "\n" in text or not text[0].isupper() or not text[-1].isalnum():
        return False
    words = text.split()
    if index == 0 and len(words) > 4:  # under the title, a longer line is its standfirst
        return False
    if 2 <= len(words) <= 3 and all(word[0].isupper() for word in words):
        return False
    return index + 1 < len(blocks) and furniture.is_prose(blocks[index + 1].text)
