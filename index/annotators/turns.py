"""Turns of a transcript: who speaks from where to where, told by speaker labels.

A label stands at the beginning of a line and ends with a colon, which may be on the next line: "President of Russia
Vladimir Putin: ...", "Vladimir Putin:", "В.Путин:", "Question:", "Ответ:". What makes it a label and not prose is that
it ends with a person's name (after nothing but titles and offices), is an office, or is one of the few words that
interviews use. "He said:" and "Here are the facts:" are none. A turn goes on over paragraphs until the next label, a
mark of omission ("<…>", "* * *") or the furniture of a page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..models import Kind, Turn
from ..names import Gazetteer, bundled, normalise_key
from .names.lexicon import Lexicon, cyrillic, latin
from .names.matcher import matcher
from .names.recognise import plain_spaces
from .names.runs import is_cyrillic

_LABEL = re.compile(
    r"^[ \t>]*(?:\*\*|__)?(?P<label>[^\W\d_][^\n:]{0,159}?)(?:\*\*|__)?[ \t]*(?:\n[ \t]*)?:(?:\*\*|__)?(?=\s|$)",
    re.MULTILINE,
)
_GENERIC = re.compile(
    r"(?:q|a|(?:question|answer|remark|comment|вопрос|реплика)(?: (?:from|by|из|от)(?: [^\W_][^\s.!?]*){1,5})?|questions?"
    r"|reply|response|remarks|comments|voices?|moderator|interviewer|interviewee|journalist|reporter|correspondent|host"
    r"|presenter|speaker|translator|interpreter|audience|unidentified speaker|ответ|ведущий|ведущая|корреспондент"
    r"|журналист|модератор|интервьюер|голос|голос из зала|из зала|переводчик|суроо|жооп|алып баруучу)"
    r"(?: [№#]?\d{1,3})?(?: \([^()]{1,60}\))?",
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
_SENTENCE = re.compile(r"[!?;]|[^\W\d_]{4,}\. |[\"“”«»]")
_WORD = re.compile(r"[^\W\d_]+(?:[’'.-]*[^\W\d_]+)*\.?")
_SMALL = frozenset("of the for and in on at from to by de la und и по при в на с о из от the&".split())
_IN_NAMES = frozenset("bin ibn al el de la del di da von van der den du dos фон де ван ибн бен уулу кызы".split())
_ARABIC = re.compile(r"(?:al|el|ul|аль|эль)-", re.IGNORECASE)
_ADVERBIAL = re.compile(r".(?:ed|ing|ly)$")
_LONGEST_NAME = 4


class _Label(NamedTuple):
    start: int
    end: int
    speech: int
    key: str
    strength: int


class Speaker(NamedTuple):
    """Whom a label announces. Strength 2: a label for certain; 1: an office or role alone, a label among others;
    0: an unknown word or two, a label only if it comes back or is the end of a longer one."""

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


def speaker(label: str, gazetteer: Gazetteer) -> Speaker | None:
    """Whom a label announces (key "" for "Question"), or None where it is prose."""
    if _GENERIC.fullmatch(label):
        return Speaker("", 2)
    bare = _ASIDE.sub("", label)
    if not bare or _SENTENCE.search(bare) or len(bare) > 160:
        return None
    lexicon = cyrillic() if is_cyrillic(bare) else latin()
    before, comma, after = bare.partition(", ")
    if comma and (words := _WORD.findall(after)) and _is_role(words[0], lexicon, words[1:2]):
        found = _speaker(before, lexicon, gazetteer)  # "Geoff Cutmore, moderator of the session"
        if found is not None and found.strength == 2:
            return found
    return _speaker(bare, lexicon, gazetteer)


def _speaker(label: str, lexicon: Lexicon, gazetteer: Gazetteer) -> Speaker | None:
    words = list(_WORD.finditer(label))
    if not words or words[-1].end() < len(label):
        return None
    places = [
        (m.start, m.end, f.kind) for m in matcher(gazetteer, "").find(label) for f in m.forms[:1] if not f.office
    ]
    if any(s == words[0].start() and e == len(label) and kind is Kind.PERSON for s, e, kind in places):
        return Speaker(normalise_key(label), 2)
    first = _name_start(label, words, [p for p in places if p[2] is not Kind.PERSON], lexicon)
    name = label[words[first].start() :] if first < len(words) else ""
    if not _is_introduction([w[0] for w in words[:first]], lexicon):
        return None
    if not name:  # an office or a role alone: "Minister of Finance"
        return Speaker(normalise_key(label), 1) if _is_role(words[0][0], lexicon, [w[0] for w in words[1:3]]) else None
    key = normalise_key(name)
    given = lexicon.word(words[first][0].rstrip(".")) in lexicon.first_names
    return Speaker(key, 2 if first or (" " in key and (given or not _is_heading(name, lexicon))) else 0)


def _name_start(
    label: str, words: Sequence[re.Match[str]], others: Sequence[tuple[int, int, Kind]], lexicon: Lexicon
) -> int:
    """The index of the first word of the name at the end of a label; `len(words)` if there is none."""
    shouted = all(w[0].isupper() for w in words[-2:])
    start = len(words)
    for index in reversed(range(len(words))):
        word = words[index]
        low = lexicon.word(word[0].rstrip("."))
        if index + 1 < len(words) and label[word.end() : words[index + 1].start()].strip():
            break  # a comma or a dash
        joint = low in _IN_NAMES and 0 < index
        if not joint and not word[0][0].isupper() and not _ARABIC.match(word[0]):
            break
        given = low in lexicon.first_names and low not in lexicon.titles
        if not joint and not given:
            if any(s <= word.start() < e for s, e, _ in others) or (word[0].isupper() and len(low) > 2 and not shouted):
                break
            if _is_head(low, lexicon):
                break
            # "Song Young-gil", "Mikhail Men": a word of two may be a common one.
            last = index + 1 == len(words) and lexicon.word(words[index - 1][0]) in lexicon.first_names
            if lexicon.is_common(low) and not last and not (start == len(words) - 1 and index + 2 == len(words)):
                break
        start = index
    while start < len(words) and lexicon.word(words[start][0]) in _IN_NAMES:
        start += 1
    # "Transneft Nikolai Tokarev": of many capitals, the name begins at the given name.
    trailing = range(max(start, len(words) - _LONGEST_NAME), len(words) - 1)
    joints = any(lexicon.word(w[0]) in _IN_NAMES for w in words[start:])
    if len(words) - start > 2 and not joints:
        given_at = next((i for i in trailing if lexicon.word(words[i][0]) in lexicon.first_names), None)
        start = given_at if given_at is not None else max(start, len(words) - 3)
    return start


def _is_head(low: str, lexicon: Lexicon) -> bool:
    return (
        _is_title(low, lexicon)
        or low in lexicon.modifiers
        or low in lexicon.not_names
        or low in lexicon.function_words
        or low in lexicon.organisation_prefixes
        or low in lexicon.organisation_suffixes
        or low in lexicon.organisations
        or low in lexicon.place_suffixes
    )


def _is_role(word: str, lexicon: Lexicon, following: Sequence[str] = ()) -> bool:
    return any(_is_title(lexicon.word(w.rstrip(".")), lexicon) for w in (word, *following))


def _is_title(low: str, lexicon: Lexicon) -> bool:
    """A title or role, also as part of a compound: "Vice-Rector", "Director-General"."""
    return any(part in lexicon.titles or part in lexicon.roles for part in (low, *low.split("-")))


def _is_introduction(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether the words before a name are titles, offices and what they are over, not a sentence."""
    if not words:
        return True
    lows = [lexicon.word(w.rstrip(".")) for w in words]
    if (lows[0] in lexicon.function_words and lows[0] not in lexicon.modifiers) or lows[0] in _SMALL:
        return False
    if not any(_is_title(low, lexicon) for low in lows):
        return len(words) <= 2 and all(w[0].isupper() for w in words)  # "Paramedic Natalya Osipova"
    if lexicon.cyrillic or sum(w.isupper() for w in words) * 2 > len(words):
        return True
    small = [low for word, low in zip(words, lows, strict=True) if word[0].islower() and low not in _SMALL]
    return len(small) <= 4 and not any(
        low in lexicon.speech or low in lexicon.function_words or (_ADVERBIAL.search(low) and low not in lexicon.roles)
        for low in small
    )


def _is_heading(name: str, lexicon: Lexicon) -> bool:
    """Whether two capitalised words are likelier a heading ("Publication Date") than a name no list knows."""
    return any(lexicon.is_common(lexicon.word(w)) for w in name.split()) or len(name.split()) > 3


def _settle(labels: list[_Label]) -> list[_Label]:
    """Join short labels with long ones ("Putin:" after "Vladimir Putin:") and drop what only looks like a label.

    A single unknown word or a bare role is a label only if a long label ends with it, or if it comes back in a text
    that has other labels.
    """
    full: dict[str, set[str]] = {}
    for label in labels:
        if label.strength == 2 and " " in label.key:
            full.setdefault(label.key.split()[-1], set()).add(label.key)
    count = Counter(label.key for label in labels)
    settled: list[_Label] = []
    for label in labels:
        longer = full.get(label.key.split()[-1], set()) if label.key else set()
        if len(longer) == 1 and (" " not in label.key or "." in label.key):
            settled.append(label._replace(key=next(iter(longer))))
        elif label.strength == 2 or (len(count) > 1 and (label.strength == 1 or count[label.key] > 1)):
            settled.append(label)
    return settled
