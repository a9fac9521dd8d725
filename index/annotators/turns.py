"""Turns of a transcript: who speaks from where to where, told by speaker labels.

A label stands at the beginning of a line and ends with a colon, which may be on the next line: "President of Russia
Vladimir Putin: ...", "Vladimir Putin:", "В.Путин:", "Question:", "Ответ:". What makes it a label and not prose is that
it ends with a person's name (after nothing but titles and offices), is an office, or is one of the few words that
interviews use. "He said:" and "Here are the facts:" are none. A turn goes on over paragraphs until the next label, a
mark of omission ("<…>", "* * *") or the furniture of a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..models import Kind, Turn
from ..names import Gazetteer, bundled, normalise_key
from .names.lexicon import Lexicon, cyrillic, latin
from .names.recognise import Candidate, candidates
from .names.runs import is_cyrillic

_LABEL = re.compile(
    r"^[ \t>]*(?:\*\*|__)?(?P<label>[^\W\d_][^\n:]{0,159}?)(?:\*\*|__)?[ \t]*(?:\n[ \t]*)?:(?:\*\*|__)?(?=\s|$)",
    re.MULTILINE,
)
_GENERIC = re.compile(
    r"(?:q|a|question|answer|questions?|reply|response|remark|comment|voice|voices|moderator|interviewer|interviewee"
    r"|journalist|reporter|correspondent|host|presenter|speaker|translator|interpreter|audience|unidentified speaker"
    r"|вопрос|ответ|реплика|ведущий|ведущая|корреспондент|журналист|модератор|интервьюер|голос|голос из зала"
    r"|из зала|переводчик|суроо|жооп|алып баруучу)"
    r"(?: (?:from|by|of|to|из|от|на|№)(?: [^\W_][^\s.!?]*){1,5}| [№#]?\d{1,3}| \([^()]{1,60}\))?",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"^[ \t]*(?:<[…. ]+>|\[[…. ]+\]|\(?[…]\)?|(?:[*_–—-][ ]?){3,}|(?:Geography|Topics|Persons|Publication status|Text version|"
    r"See also|Read more|Published in sections?:.*|Publication date:.*|Direct link:.*|Legal Disclaimer:.*|"
    r"География|Темы|Лица|Статус материала|Текстовая версия|Опубликован в разделах?:.*|Дата публикации:.*))[ \t]*$",
    re.MULTILINE,
)
# A page's own date line at the very end: "September 28, 2020, Sochi".
_DATE_LINE = re.compile(r"\n[^\S\n]*(?:[^\W\d_]+ \d{1,2}, \d{4}|\d{1,2} [^\W\d_]+ \d{4}(?: г(?:ода|\.))?)(?:,[^\n]{1,60})?\s*$")
_ASIDE = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
_SENTENCE = re.compile(r"[!?;]|\.(?=\s+[^\W\d_]{4,}\s+[a-zа-яё])|[\"“”«»]")
_BLANKS = str.maketrans("\u00a0\u2009\u202f\u2007", "    ")
_WORD = re.compile(r"[^\W\d_][\w’'.-]*")
_JOINTS = frozenset("of the for and on in at to from de la von van der al и по при в на с de".split())


class _Label(NamedTuple):
    start: int
    end: int
    speech: int
    key: str


def find_turns(text: str, *, gazetteer: Gazetteer | None = None) -> list[Turn]:
    """The turns of a transcript in order; an empty list for a text without speaker labels. Never raises.

    `Turn.key` is the mention key of the speaker's name ("vladimir putin" whether the label is "Vladimir Putin" or
    "President of Russia Vladimir Putin"), of the office where no name is given, and "" for "Question".
    """
    names = gazetteer or bundled()
    original, text = text, text.translate(_BLANKS)
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
    known: dict[str, str | None] = {}
    for match in _LABEL.finditer(text):
        label = match["label"].rstrip(" \t*_")
        if label not in known:
            known[label] = speaker(label, gazetteer)
        key = known[label]
        if key is not None:
            start = match.start("label")
            yield _Label(start, start + len(label), match.end(), key)


def speaker(label: str, gazetteer: Gazetteer) -> str | None:
    """The mention key of whom a label announces, "" for one without a name ("Question"), None where it is prose."""
    if _GENERIC.fullmatch(label):
        return ""
    bare = _ASIDE.sub("", label)
    if not bare or len(bare.split()) > 16 or _SENTENCE.search(bare):
        return None
    lexicon = cyrillic() if is_cyrillic(bare) else latin()
    found = candidates(bare, lexicon.language, gazetteer)
    last = found[-1] if found else None
    if last is None or last.end < len(bare.rstrip(".")):
        return _capitals_only(bare, lexicon)
    if not _only_titles(bare[: last.start], found[:-1], lexicon):
        return None
    if last.kind is Kind.PERSON:
        return last.key
    # An unknown single word or a name whose type is open: a label only if titles introduce it or it is long.
    if last.kind is Kind.NAME and (last.start > 0 or " " in last.key) and not lexicon.is_common(last.key):
        return last.key
    return None


def _capitals_only(label: str, lexicon: Lexicon) -> str | None:
    """"PUTIN:", "MR. SMITH:": capitals throughout, as American transcripts print speakers."""
    words = _WORD.findall(label)
    if 1 <= len(words) <= 4 and label.isupper() and not any(lexicon.is_common(lexicon.word(w)) for w in words):
        return normalise_key(label)
    return None


def _only_titles(before: str, names: list[Candidate], lexicon: Lexicon) -> bool:
    """Whether the words before a name are titles, offices and what they are over, not a sentence."""
    words = _WORD.findall(before)
    if not words:
        return not before.strip()
    if any(n.kind is Kind.PERSON and n.rule != "office" for n in names) or before.rstrip().endswith((",", "—", "–")):
        return False
    first = lexicon.word(words[0].rstrip("."))
    if first in lexicon.function_words or words[0].lower() in _JOINTS:
        return False
    lows = [lexicon.word(w.rstrip(".")) for w in words]
    if not any(low in lexicon.titles or low in lexicon.roles for low in lows):
        return False
    if lexicon.cyrillic:
        return True
    small = [low for word, low in zip(words, lows, strict=True) if word[0].islower()]
    return not any(low in lexicon.speech for low in small)


def _settle(labels: list[_Label]) -> list[_Label]:
    """A short label means the longer one whose last word it is: "Putin:" after "Vladimir Putin:"."""
    full: dict[str, set[str]] = {}
    for label in labels:
        if " " in label.key:
            full.setdefault(label.key.split()[-1], set()).add(label.key)
    settled: list[_Label] = []
    for label in labels:
        longer = full.get(label.key.split()[-1], set()) if label.key else set()
        single = len(longer) == 1 and (" " not in label.key or "." in label.key)
        settled.append(label._replace(key=next(iter(longer))) if single else label)
    return settled
