"""Subtitles: SubRip (.srt) and WebVTT, their cues joined to paragraphs and turns, with the times kept beside the text.

A cue is as much as fits on a screen, not a sentence: cues go on into one paragraph until a sentence ends at a pause or
the paragraph is long, and a new speaker begins a new one. Speakers stand as `<v Name>`, as "NAME:" or after ">>"; who
is only marked by a dash stays a line of its own. `Source.pages` are the paragraphs, labelled with the time at which
each begins ("0:12:05").
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index.errors import SourceError
from index.sources.base import (
    MARKUP,
    PAGE_MARK,
    Block,
    Candidate,
    Source,
    clean,
    decode,
    lay_out_pages,
    one_line,
    refuse_binary,
)

_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_TIMING = re.compile(rf"^[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}.*$", re.MULTILINE)
# A last cue of SubRip whose number, or some of its times, are all there is of it
_CUT = re.compile(r"\n\n\d+(?:\n[\d:,.]{2,12}(?:[ \t]*-?-?>?[ \t]*[\d:,.]{0,12})?)?\s*\Z")
_DROPPED = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t].*)?$")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^<>\n]{1,80})>")
_TAG = re.compile(r"</?(?:[a-z]{1,4}(?:[.\s][^<>\n]{0,200})?|\d[\d:.]*)>|\{\\[^{}\n]{0,200}\}", re.IGNORECASE)
_CHEVRONS = re.compile(r"^(?:>{2,3}|»)[ \t]*")
_LABEL = re.compile(r"(?:[-–—][ \t]*)?([^\W\d_][^\n:.!?]{1,60}):(?=[ \t]|$)")
_DASH = re.compile(r"[-–—][ \t]*(?=\S)")
_ENDS = re.compile(r"[.!?…][\"'”’»)\]]*$")
_PAUSE = 1.0  # seconds of silence that end a paragraph after a sentence
_LONG_PAUSE = 8.0  # and after anything
_LONGEST = 600  # characters, after which the next end of a sentence ends a paragraph


@dataclass(slots=True)
class _Cue:
    start: float
    end: float
    lines: list[str]


def read(data: bytes, name: str) -> Source:
    """Subtitles in any encoding. Raises `SourceError` for binary data and a file without cues."""
    refuse_binary(data, name)
    decoded, encoding, warning = decode(data)
    text = clean(decoded).replace(PAGE_MARK, "").removeprefix("\ufeff")
    cues = list(_cues(_CUT.sub("", text)))
    if not cues:
        raise SourceError(f"{name} holds no subtitles", "a cue needs its times: 00:00:01,000 --> 00:00:04,000")
    blocks, labels = [], []
    for start, words in _paragraphs(_unrolled(cues)):
        blocks.append(Block(PAGE_MARK + words))
        labels.append(_clock(start))
    laid, headings, pages = lay_out_pages(blocks, labels)
    if not laid:
        raise SourceError(f"{name} holds no text", "its cues are empty")
    warnings = [warning] if warning else []
    if _CUT.search(text):
        warnings.append("it ends in the middle; what was there is read")
    return Source(laid, headings, tuple(_header(text)), encoding, tuple(warnings), pages)


def _header(text: str) -> Iterator[Candidate]:
    """What stands in the head of a WebVTT file: its title behind the signature, and its language."""
    if not text.startswith("WEBVTT"):
        return
    head = text.split("\n\n", 1)[0].split("\n")
    if title := one_line(head[0].removeprefix("WEBVTT")).strip(" -–—"):
        yield Candidate("title", title, MARKUP, "WEBVTT")
    for line in head[1:]:
        key, _, value = line.partition(":")
        if key.strip().casefold() in ("language", "title") and value.strip() and "-->" not in value:
            yield Candidate(key.strip().casefold(), one_line(value), MARKUP, f"WEBVTT {key.strip()}")


def _cues(text: str) -> Iterator[_Cue]:
    """The cues in the order of the file. What stands before a cue's times is its number or name."""
    timings = list(_TIMING.finditer(text))
    for index, timing in enumerate(timings):
        stop = timings[index + 1].start() if index + 1 < len(timings) else len(text)
        body = text[timing.end() : stop].strip("\n")
        blocks = re.split(r"\n[ \t]*\n", body)
        if index + 1 < len(timings) and len(blocks) > 1 and "\n" not in blocks[-1]:
            blocks.pop()  # the next cue's number or name
        elif index + 1 < len(timings) and len(blocks) == 1:  # no empty line between two cues
            body, _, last = body.rpartition("\n")
            blocks = [body if last.strip().isdecimal() else "\n".join(filter(None, (body, last)))]
        lines = [
            line.strip()
            for block in blocks
            if not _DROPPED.match(block.split("\n", 1)[0])
            for line in block.split("\n")
            if line.strip()
        ]
        yield _Cue(_seconds(timing.groups()[:4]), _seconds(timing.groups()[4:]), lines)


def _seconds(parts: Iterable[str | None]) -> float:
    hours, minutes, seconds, fraction = parts
    return (
        int(hours or 0) * 3600
        + int(minutes or 0) * 60
        + int(seconds or 0)
        + int((fraction or "0").ljust(3, "0")) / 1000
    )


def _unrolled(cues: list[_Cue]) -> list[_Cue]:
    """The cues with what is said again taken out: live captions roll, and show the line before once more."""
    made: list[_Cue] = []
    before: list[str] = []
    for cue in cues:
        shown = [_plain(line) for line in cue.lines]
        overlap = next((n for n in range(min(len(before), len(shown)), 0, -1) if before[-n:] == shown[:n]), 0)
        rolls = overlap and made and cue.start - made[-1].end < 0.5
        made.append(_Cue(cue.start, cue.end, cue.lines[overlap:] if rolls else cue.lines))
        before = shown
    return made


def _plain(line: str) -> str:
    return " ".join(html.unescape(_TAG.sub("", line)).split())


def _paragraphs(cues: list[_Cue]) -> Iterator[tuple[float, str]]:
    """Paragraphs with the time at which each begins."""
    start, end, words, voice = 0.0, 0.0, "", ""
    for cue in cues:
        for spoken, line, opens in _lines(cue):
            ended = bool(_ENDS.search(words[-20:]))
            pause = cue.start - end
            over = (ended and (pause > _PAUSE or len(words) > _LONGEST)) or pause > _LONG_PAUSE
            over = over or len(words) > 4 * _LONGEST  # captions without full stops
            if words and (opens or (spoken and spoken != voice) or over):
                yield start, words
                words = ""
            if not words:
                start = cue.start
                words = f"{spoken}: " if spoken and (spoken != voice or opens) else ""
            voice = spoken or ("" if opens else voice)
            words = f"{words.rstrip()} {line}".strip()
            end = cue.end
        end = max(end, cue.end)
    if words:
        yield start, words


def _lines(cue: _Cue) -> Iterator[tuple[str, str, bool]]:
    """The lines of a cue: the voice named for it, its words, and whether somebody new begins to speak."""
    voice = ""
    for raw in cue.lines:
        for index, piece in enumerate(_VOICE.split(raw)):
            if index % 2:
                voice = one_line(html.unescape(piece))
                continue
            line = _plain(piece)
            if not line:
                continue
            called = _CHEVRONS.sub("", line)
            opens = called != line
            if (label := _LABEL.match(called)) and (opens or label[1].isupper() or label[1].istitle()):
                yield "", called.lstrip("-–— "), True
            elif _DASH.match(called) and len(cue.lines) > 1:
                yield voice, _DASH.sub("– ", called, count=1), True
            else:
                yield voice, called, opens


def _clock(seconds: float) -> str:
    """ "0:12:05"."""
    whole = int(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02d}:{whole % 60:02d}"
