"""Which lines of a saved text are the site's furniture: menus, settings, widgets, counters, captions, disclaimers.

The word lists are in `furniture.yaml`; the shapes here need no list: a currency widget is an ISO 4217 code and a
rate, a photo counter two numbers, a breadcrumb a short line that ends in its separator. A rule judges a line by its
shape and its place in the file (head, tail), never by the site it came from.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from index import rule_files

_WIDGET = re.compile(
    r"""(?:[A-Z]{3}|[$€£¥₽]|[Уу]\.?[Ее]\.?) \s* (?:/\s*[A-Z]{3}\s*)? [:=]?
        \s* [+-]?\d[\d.,]* (?:\s*[▲▼↑↓+-]\s*[\d.,%]*)?
      | [+-]?\d[\d.,]* \s* (?:°\s*[CFС]?|%)? (?:\s*[▲▼↑↓])?""",
    re.VERBOSE,
)
_COUNTER = re.compile(r"\(?(?:(?:photo|slide|фото|слайд)\s+)?\d{1,3}\s*(?:of|из|/)\s*\d{1,3}\)?", re.IGNORECASE)
_CRUMB = re.compile(r"(?:[/›»>|·]\s*)+\S.{0,40}|\S.{0,60}?\s+(?:[/›»>|]\s*)+")
_STEP = re.compile(r"\s+[/›»>|]\s+")
_MARKS = re.compile(r"[/›»>|·]")  # of which every breadcrumb has one
_BETWEEN = re.compile(r"[\s:,|/·•]+")
_LETTER = re.compile(r"[^\W_]")
_TIMES = re.compile(
    r"\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s*[ap]\.?m\.?)?(?:\s*(?:MSK|МСК|UTC|GMT|EST|EDT|CET))?", re.IGNORECASE
)
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright)\s.{0,120}", re.IGNORECASE)
_COPYRIGHT_MAX = len("copyright ") + 120
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
_LAST = 6  # paragraphs of which any may be a disclaimer or licence
_FRAME = re.compile(rf"(?x:{_WIDGET.pattern})|(?i:{_COUNTER.pattern})|(?i:{_TIMES.pattern})")  # any of the three
_EDGES = " \t:;,.!?…/›»>|·•-–—*[]()«\"'“”"
_OPENING = re.compile(rf"[{re.escape(_EDGES)}]*([^\s:,|/·•]*)")  # and the first word of a line


_LINES = ("words", "inline", "trailers", "disclaimers", "published")


@dataclass(frozen=True)
class Furniture:
    """The word lists of `furniture.yaml`, all languages together, ready to compare."""

    words: frozenset[str]
    inline: frozenset[str]
    trailers: frozenset[str]
    disclaimers: frozenset[str]
    disclaimer_phrases: tuple[str, ...]
    captions: tuple[str, ...]
    published: frozenset[str]
    longest: int
    """Characters of the longest entry that is a line, with room for spaces."""
    longest_caption: int
    """Characters of the longest of `captions`."""
    openers: frozenset[str]
    """The first word of each of `words` and `inline`."""


@cache
def lists() -> Furniture:
    """The word lists, loaded at the first text."""
    data: dict[str, dict[str, list[str]]] = rule_files.load("index.sources", "furniture.yaml")
    merged = {key: [_folded(entry) for entries in data[key].values() for entry in entries] for key in data}
    return Furniture(
        words=frozenset(merged["words"]),
        inline=frozenset(merged["inline"]),
        trailers=frozenset(merged["trailers"]),
        disclaimers=frozenset(merged["disclaimers"]),
        disclaimer_phrases=tuple(merged["disclaimer_phrases"]),
        captions=tuple(merged["captions"]),
        published=frozenset(merged["published"]),
        longest_caption=max(map(len, merged["captions"])),
        longest=2 * max(len(entry) for key in _LINES for entry in merged[key]),
        openers=frozenset(_BETWEEN.split(entry, maxsplit=1)[0] for entry in merged["words"] + merged["inline"]),
    )


def _folded(text: str) -> str:
    return text.casefold().replace("ё", "е")


def bare(line: str) -> str:
    """`line` as the lists hold it: casefolded, ё as е, without punctuation at its edges."""
    return " ".join(_folded(line).split()).strip(_EDGES)


def _is_in(entries: frozenset[str], line: str) -> bool:
    """Whether a line is an entry of a list; most are too long for one, which two of their letters tell."""
    longest = lists().longest
    if len(line) > longest and line[0].isalnum() and line[longest].isalnum():
        return False
    stripped = line.strip(_EDGES)
    return len(stripped) <= longest and bare(stripped) in entries


def label(line: str) -> tuple[str, str]:
    """The label and the value of a line "Label: value", the label as the lists hold it; ("", "") without a colon."""
    colon = line.find(":", 0, 61)
    return (bare(line[:colon]), line[colon + 1 :].strip()) if colon >= 0 else ("", "")


def is_prose(line: str) -> bool:
    """Whether a line reads as running text: a sentence of some length, or a line too long for furniture."""
    return len(line) >= 140 or (line.count(" ") >= 7 and bool(_SENTENCE_END.search(line)))


def is_time(line: str) -> bool:
    """Whether a line is a time of day and nothing else."""
    return bool(_TIMES.fullmatch(line))


def is_widget(line: str) -> bool:
    """Whether a line is only a rate ("EUR 98.41"), a temperature or another number."""
    return bool(_WIDGET.fullmatch(line))


def is_counter(line: str) -> bool:
    """Whether a line counts pictures: "1 of 2"."""
    return bool(_COUNTER.fullmatch(line))


def is_caption(line: str) -> bool:
    """Whether a line begins like the caption or credit of a picture."""
    known = lists()
    return len(line) < 160 and line[: known.longest_caption].casefold().startswith(known.captions)


def is_frame(line: str) -> bool:
    """Whether a line at the head or tail of a file is furniture by itself."""
    return is_button(line) or bool(_FRAME.fullmatch(line)) or _is_crumb(line) or not has_words(line)


def has_words(line: str) -> bool:
    """Whether a line has any letter or digit."""
    return bool(_LETTER.search(line))


def _is_crumb(line: str) -> bool:
    """A breadcrumb: a short line that begins or ends with its separator, or three steps, the first a menu entry."""
    if len(line) > 100 or not _MARKS.search(line):
        return False
    steps = _STEP.split(line)
    return bool(_CRUMB.fullmatch(line)) if len(steps) == 1 else len(steps) > 2 and bare(steps[0]) in lists().words


def is_button(line: str) -> bool:
    """Whether a line is a menu entry or button of the lists, or a row of several ("Share: Facebook Twitter")."""
    known = lists()
    opening = _OPENING.match(line)
    first = opening[1].strip(_EDGES) if opening else ""
    if first and _folded(first) not in known.openers:
        return False
    entry = bare(line)
    if entry in known.words or entry in known.inline:
        return True
    parts = [part for part in _BETWEEN.split(entry) if part]
    return 2 <= len(parts) <= 12 and all(part in known.words for part in parts)


def is_date_label(line: str) -> bool:
    """Whether a line says that the day of publication follows."""
    return _is_in(lists().published, line)


def is_inline(line: str) -> bool:
    """Whether a line between paragraphs is furniture: an advertisement's mark."""
    return _is_in(lists().inline, line)


def opens_trailer(line: str) -> bool:
    """Whether a line begins the block of tags, links and publication facts after a text."""
    known = lists()
    return _is_in(known.trailers, line) or label(line)[0] in known.trailers


def opens_disclaimer(line: str) -> bool:
    """Whether a line begins a disclaimer, which runs to the end of the file."""
    known = lists()
    return _is_in(known.disclaimers, line) or label(line)[0] in known.disclaimers


def _is_copyright(line: str) -> bool:
    return len(line) <= _COPYRIGHT_MAX and bool(_COPYRIGHT.fullmatch(line))


def _disclaims(text: str) -> bool:
    """Whether a phrase of disclaimers or licences stands in a paragraph, or in any of several."""
    folded = _folded(text).replace("“", '"').replace("”", '"').replace("«", '"').replace("»", '"')
    return any(phrase in folded for phrase in lists().disclaimer_phrases)


def trailer_start(lines: list[str]) -> int:
    """Where the block after the text begins in `lines` (none of them empty); `len(lines)` where there is none.

    It begins at the first trailer label after which no prose follows, or at a disclaimer in the second half; frame
    lines right before it are taken along. A file that would keep no prose at all is a list, not a text with a frame.
    """
    half = len(lines) // 2
    last = max(half, len(lines) - _LAST)
    disclaims = _disclaims("\n".join(lines[last:]))
    end = len(lines)
    for index in range(half, len(lines)):
        line = lines[index]
        if opens_disclaimer(line) or (index >= last and (_is_copyright(line) or (disclaims and _disclaims(line)))):
            end = index
            break
    start = end
    for index in range(end - 1, 0, -1):
        if opens_trailer(lines[index]):
            start = index
        elif is_prose(lines[index]):
            break
    if not any(map(is_prose, lines[:start])):
        return end
    while start > 1 and has_words(lines[start - 1]) and is_frame(lines[start - 1]):
        start -= 1
    return start
