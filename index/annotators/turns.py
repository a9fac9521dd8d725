"""Turns of a transcript: who speaks from where to where, told by speaker labels.

A label stands at the beginning of a line and ends with a colon, which may be on the next line: "President of Russia
Vladimir Putin: ...", "Vladimir Putin:", "В.Путин:", "Question:", "Ответ:". What makes it a label and not prose is that
it announces somebody (`speakers`): "He said:" and "Here are the facts:" do not. A turn goes on over paragraphs until
the next label, a mark of omission ("<…>", "* * *") or the furniture of a page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from ..models import Turn
from ..names import Gazetteer, bundled
from .names.recognise import plain_spaces
from .speakers import Speaker, speaker

_LABEL = re.compile(
    r"^[ \t>]*(?:\*\*|__)?(?P<label>[^\W\d_][^\n:]{0,159}?)(?:\*\*|__)?[ \t]*(?:\n[ \t]*)?:(?:\*\*|__)?(?=\s|$)",
    re.MULTILINE,
)
_STOP = re.compile(
    r"^[ \t]*(?:<[…. ]+>|\[[…. ]+\]|\(?[…]\)?|(?:[*_–—-][ ]?){3,}"
    r"|(?:Geography|Topics|Persons|Publication status|Text version|See also|Read more|Published in sections?:.*"
    r"|Publication date:.*|Direct link:.*|Legal Disclaimer:.*"
    r"|География|Темы|Лица|Статус материала|Текстовая версия|Опубликован в разделах?:.*|Дата публикации:.*))[ \t]*$",
    re.MULTILINE,
)
# A page's own date line at the very end: "September 28, 2020, Sochi".
_DATE_LINE = re.compile(
    r"\n[^\S\n]*(?:[^\W\d_]+ \d{1,2}, \d{4}|\d{1,2} [^\W\d_]+ \d{4}(?: г(?:ода|\.))?)(?:,[^\n]{1,60})?\s*$"
)


class _Label(NamedTuple):
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
    turns: list[Turn] = []
    for label, following in zip(labels, [*labels[1:], None], strict=False):
        stop = following.start if following else len(text)
        if mark := _STOP.search(text, label.speech, stop):
            stop = mark.start()
        if following is None and (line := _DATE_LINE.search(text, label.speech, stop)):
            stop = line.start()
        speech = text[label.speech : stop]
        start = label.speech + len(speech) - len(speech.lstrip())
        end = max(start, label.speech + len(speech.rstrip()))
        turns.append(Turn(start, end, original[label.start : label.end], label.start, label.end, label.key))
    return turns


def _labels(text: str, gazetteer: Gazetteer) -> Iterator[_Label]:
    known: dict[str, Speaker | None] = {}
    for match in _LABEL.finditer(text):
        label = match["label"].rstrip(" \t*_")
        if label not in known:
            known[label] = speaker(label, gazetteer)
        found = known[label]
        if found is not None:
            start = match.start("label")
            yield _Label(start, start + len(label), match.end(), found.key, found.strength)


def _settle(labels: list[_Label]) -> list[_Label]:
    """Join short labels with long ones ("Putin:" after "Vladimir Putin:") and drop what only looks like a label.

    A single unknown word or a bare role is a label only if a long label ends with it, or if it comes back in a text
    that has other labels.
    """
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
