"""Turns of a transcript: who speaks from where to where, told by speaker labels.

A label stands at the beginning of a line and ends with a colon, which may be on the next line: "President of Russia
Vladimir Putin: ...", "Vladimir Putin:", "В.Путин:", "Question:", "Ответ:". What makes it a label and not prose is that
it announces somebody (`speakers`): "He said:" and "Here are the facts:" do not. In a text without such labels a name
alone on a line is one, if names come back that way and sentences follow each. A turn goes on over paragraphs until
the next label, a mark of omission ("<…>", "* * *") or the furniture of a page. At its end a stage direction ("The
award ceremony.") and a pull quote, which repeats what was said elsewhere, are not of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from ..models import Turn
from ..names import Gazetteer, bundled
from .spaces import plain_spaces

if TYPE_CHECKING:
    from .speakers import Speaker

_LABEL = re.compile(
    r"^[ \t>]*(?:\*\*|__)?(?P<label>[^\W\d_][^\n:]{0,219}?)(?:\*\*|__)?[ \t]*(?:\n[ \t]*)?:(?:\*\*|__)?"
    r"(?=\s|$|[A-ZА-ЯЁӨҮҢ“«\"„(])",  # a page may have lost the space behind its label
    re.MULTILINE,
)
_STOP = re.compile(
    r"^[ \t]*(?:<[…. ]+>|\[[…. ]+\]|\(?[…]\)?|(?:[*_–—-][ ]?){3,}"
    r"|(?:Geography|Topics|Persons|Publication status|Text version|See also|Read more|Published in sections?:.*"
    r"|To be continued|Продолжение следует|Publication date:.*|Direct link:.*|Legal Disclaimer:.*"
    r"|География|Темы|Лица|Статус материала|Текстовая версия|Опубликован в разделах?:.*|Дата публикации:.*))[. \t]*$",
    re.MULTILINE,
)
# A page's own date line at the very end: "September 28, 2020, Sochi".
_DATE_LINE = re.compile(
    r"\n[^\S\n]*(?:[^\W\d_]+ \d{1,2}, \d{4}|\d{1,2} [^\W\d_]+ \d{4}(?: г(?:ода|\.))?)(?:,[^\n]{1,60})?\s*$"
)
# What happens between two turns: in brackets, without a verb, or as something that is played or shown.
_EVENTS = (
    r"(?i:ceremony|presentation|film|video|documentary|demonstration|performance|broadcast|concert|applause|laughter"
    r"|break|minute of silence|moment of silence)"
)
_DIRECTION = re.compile(
    r"\n[ \t]*(?:\([^()\n]{3,400}\)\.?"
    r"|(?:(?:The|An?) (?:[\w-]+ ){0,3}|(?:Awards?|Opening|Closing|Signing|Video|Film) )?"
    rf"{_EVENTS}(?: (?:of|for|in|at|on|by|with) [^.!?\n]{{1,60}})?\.?"
    r"|(?:The|An?) [^.!?\n]{3,120} (?:is|are) (?:being )?(?:played|shown|screened|presented|performed|broadcast)\.)\s*$"
)
_PULLED = re.compile(r"\n[ \t]*[“”\"«](?P<words>[^\n“”\"«»]{20,})[“”\"»’‘]+\s*$")
_LONGEST = 80  # characters of a label alone on its line
_LINE = re.compile(
    rf"^[ \t]*(?:\*\*|__|#{{1,6}} )?(?P<label>[^\W\d_][^\n:!?;]{{1,{_LONGEST - 1}}}?)(?:\*\*|__)?[ \t]*$", re.MULTILINE
)
_AROUND = " \t*_#"  # of which is made what may stand before and behind it
_SENTENCE_END = re.compile(r"[.!?…][”\"»)\]’]*$")


class _Label(NamedTuple):
    line: int  # where its line begins, perhaps with "**"
    start: int
    end: int
    speech: int
    key: str
    strength: int


def find_turns(text: str, *, gazetteer: Gazetteer | None = None) -> list[Turn]:
    """The turns of a transcript in order; an empty list for a text without speaker labels. Never raises.

    `Turn.key` is the mention key of the speaker's name ("vladimir putin" whether the label is "Vladimir Putin" or
    "President of Russia Vladimir Putin"), of the office where no name is given, and "" for "Question".
    """
    names = gazetteer or bundled()
    original, text = text, plain_spaces(text)
    labels = _settle(list(_labels(text, names)))
    turns = [_turn(text, original, label, following) for label, following in pairwise([*labels, None]) if label]
    if not turns:
        labels = _settle(list(_lines(text, names)))
        turns = [_turn(text, original, label, following) for label, following in pairwise([*labels, None]) if label]
        if not turns or not _come_back(labels):
            return []
        if not all(_SENTENCE_END.search(text, turn.start, turn.end) for turn in turns):
            return []
    return turns


def _turn(text: str, original: str, label: _Label, following: _Label | None) -> Turn:
    stop = following.line if following else len(text)
    if mark := _STOP.search(text, label.speech, stop):
        stop = mark.start()
    if following is None and (line := _DATE_LINE.search(text, label.speech, stop)):
        stop = line.start()
    for trailing in (_DIRECTION, _PULLED):
        found = trailing.search(text, text.rfind("\n", label.speech, len(text[:stop].rstrip())), stop)
        if found and (trailing is _DIRECTION or _repeats(text, found)):
            stop = found.start()
    speech = text[label.speech : stop]
    start = label.speech + len(speech) - len(speech.lstrip())
    end = max(start, label.speech + len(speech.rstrip()))
    return Turn(start, end, original[label.start : label.end], label.start, label.end, label.key)


def _repeats(text: str, found: re.Match[str]) -> bool:
    """Whether a paragraph in quotation marks has a sentence that stands elsewhere in the text: a pull quote."""
    sentences = [each.strip() for each in re.split(r"(?<=[.!?…]) ", found["words"])]
    return any(len(each) > 20 and (each in text[: found.start()] or each in text[found.end() :]) for each in sentences)


def _come_back(labels: Sequence[_Label]) -> bool:
    """Whether several people take turns: the least that makes names on lines of their own a transcript."""
    often = Counter(label.key for label in labels)
    return len(often) > 1 and max(often.values()) > 1


def _announced(label: str, gazetteer: Gazetteer) -> Speaker | None:
    """Whom a label announces. What tells it is loaded for the first label: who refreshes, and most who read, meet
    none."""
    from .speakers import speaker

    return speaker(label, gazetteer)


def _lines(text: str, gazetteer: Gazetteer) -> Iterator[_Label]:
    """Names and roles alone on their lines, in a text in which any such line comes back."""
    short = [line for line in (each.strip(_AROUND) for each in text.split("\n")) if 0 < len(line) <= _LONGEST]
    if len(set(short)) == len(short):  # none comes back, as in nearly all texts
        return
    matches = list(_LINE.finditer(text))
    often = Counter(match["label"] for match in matches)
    if not any(count > 1 and _announced(label, gazetteer) for label, count in often.items()):
        return
    for match in matches:
        found = _announced(match["label"], gazetteer)
        if found is not None:
            yield _Label(
                match.start(), match.start("label"), match.end("label"), match.end(), found.key, found.strength
            )


def _labels(text: str, gazetteer: Gazetteer) -> Iterator[_Label]:
    known: dict[str, Speaker | None] = {}
    end = 0
    for line in _lines_with_colon(text):
        match = _LABEL.match(text, line) if line >= end else None
        if match is None:
            continue
        end = match.end()
        label = match["label"].rstrip(" \t*_")
        if label not in known:
            known[label] = _announced(label, gazetteer)
        found = known[label]
        if found is not None:
            start = match.start("label")
            yield _Label(match.start(), start, start + len(label), match.end(), found.key, found.strength)


def _lines_with_colon(text: str) -> Iterator[int]:
    """Where the lines begin that have a colon, or are followed by one at the beginning of the next: these alone can
    hold a label, and most texts have few of them. Of two colons a line may come twice."""
    colon = text.find(":")
    while colon >= 0:
        start = text.rfind("\n", 0, colon) + 1
        if start and not text[start:colon].strip(" \t"):
            start = text.rfind("\n", 0, start - 1) + 1
        yield start
        following = text.find("\n", colon)
        colon = text.find(":", following) if following >= 0 else -1


def _settle(labels: list[_Label]) -> list[_Label]:
    """Join short labels with long ones ("Putin:" after "Vladimir Putin:") and drop what only looks like a label.

    A single unknown word or a bare role is a label only if a long label ends with it, or if it comes back in a text
    that has other labels.
    """
    if not labels:
        return []
    full: dict[str, set[str]] = {}
    for label in labels:
        if label.strength == 2 and " " in label.key and "." not in label.key:
            full.setdefault(label.key.split()[-1], set()).add(label.key)
    count = Counter(label.key for label in labels)
    settled: list[_Label] = []
    for label in labels:
        longer = full.get(label.key.split()[-1], set()) if label.key else set()
        if len(longer) == 1 and _shortens(label.key, *longer):
            settled.append(label._replace(key=next(iter(longer))))
        elif label.strength == 2 or (len(count) > 1 and (label.strength == 1 or count[label.key] > 1)):
            settled.append(label)
    return settled


def _shortens(short: str, full: str) -> bool:
    """Whether a key is the surname of another alone or with initials: "wolf", "a. wolf" of "armin wolf"."""
    return " " not in short or ("." in short and short[0] == full[0])
