"""What is said without quotation marks: the clause behind "that" or before ", Putin said", what stands around
"according to Putin", or the sentence before "Putin said so"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from index.analysis import is_stop
from index.annotators.quotes.attribution import Attribution
from index.annotators.quotes.lexicon import Lexicon
from index.annotators.quotes.marks import MARKS
from index.annotators.quotes.passages import Passage
from index.models import Span

_OPENERS = frozenset({"as", "как", "and", "и", "but"})
_ARTICLES = frozenset({"the", "a", "an"})
_SHORTEST = 3  # words of a clause before ", Putin said"
_CIRCUMSTANCE = 10  # words that may follow it: "on May 20 in Sochi"
_DIALOGUE = re.compile(r"[—–-] ")
_CITING = re.compile(r", [^,.;:]{2,50} \Z")  # who cites, behind what is said: ", the agency (cited Petrov as saying)"
_WHEN = re.compile(r" (?:late |early |earlier )?(?:last|this|next|that) \w+(?: \w+)?")  # "said last week that"
# Participles, relatives and conjunctions, which go on with him who speaks; and verbs that are stop words
_ASIDE = re.compile(
    r"ing\Z|(?:[аяуо]я|в|вши|вшись|ясь)\Z|(?:who|which|whose|while|adding|котор|что|где|когда|хотя|деп)"
)
_AUXILIARY = re.compile(
    r"is|are|was|were|has|have|had|will|would|can|could|must|should|may|might|do|does|did|не|был[аои]?|будут|будет"
)
_FINITE = re.compile(r" (?:is|are|was|were|has|have|had|will|would|can|could|may|might) ")
_DASH_END = re.compile(r"[,!?…] [—–-] \Z")
_DASHED = re.compile(r"[,.] [—–-] ")
BETWEEN = 90  # characters between an attribution and the quote it opens: "told reporters in Sochi on Monday: “"


def unmarked(passage: Passage, by: Attribution, sentence: Span, stop: int, words: Lexicon) -> Iterator[Span]:
    """What is said without quotation marks and without "that"."""
    text = passage.masked
    leading = text[sentence.start : by.span.start]
    rest = text[by.span.end : sentence.end]
    if words.as_.search(text, max(sentence.start, by.span.start - BETWEEN), by.span.start):
        yield from around(text, by, sentence, words)
    elif by.sort == "cited" and (citing := _CITING.search(leading)) and _closes(by, rest, words):
        yield Span(sentence.start, sentence.start + citing.start())  # "Trade grew, the agency cited Petrov as saying."
    elif led := list(_led(passage, by, sentence, words)):
        yield from led
    elif told := _told(text, by, stop, words):
        yield told
    elif leaves(by, words) or (by.sort in ("before", "shared") and by.verb in words.bare):
        first, *others = text[by.span.end : stop].split(None, 1) or [""]
        opens = text[by.span.end : by.span.end + 1] == " " and first.casefold() not in words.not_bare
        if others and opens and not _is_relative(leading):
            yield Span(by.span.end, stop)


def around(text: str, by: Attribution, sentence: Span, known: Lexicon) -> Iterator[Span]:
    """What stands around "according to Putin" or "as Putin noted" in its sentence."""
    before, behind = text[sentence.start : by.span.start], text[by.span.end : sentence.end]
    words = [word for word in before.replace(",", " ").split() if word.casefold() not in _OPENERS]
    if len(words) >= _SHORTEST:
        yield Span(sentence.start, by.span.start)
        if behind.startswith(", ") and by.who.span.start == by.span.start:  # "по его словам" explains nobody further
            yield Span(by.span.end + 1, sentence.end)
    elif behind.startswith(","):
        aside = known.aside.match(behind)
        begun = re.fullmatch(r"([^,]+),(?: (?:as|как))? ", before)
        if begun and _is_said(words, known) and behind[1:].lstrip()[:1] not in MARKS:
            yield Span(sentence.start, sentence.start + begun.end(1))
        yield Span(by.span.end + (aside.end() if aside else 1), sentence.end)
    elif not words and "," in behind:  # "According to Dmitry Peskov, the press secretary, ..." has its own commas
        yield Span(by.span.end + behind.index(",") + 1, sentence.end)


def sentence_before(passage: Passage, by: Attribution, words: Lexicon) -> Span | None:
    """The sentence that an attribution in the next one is about: "Рудник откроют. Об этом сообщил мэр.", "The mine
    will open. The mayor told at a briefing."."""
    sentence = passage.sentence(by.span.start)
    text = passage.masked
    rest = text[by.span.end : sentence.end]
    bare = by.sort == "before" and by.span.start == sentence.start and by.verb in words.telling
    told = bare and words.occasion is not None and words.occasion.fullmatch(rest)
    if not told and not (words.anaphoric.match(text, sentence.start) and _is_somebody(text, by, words)):
        return None
    at = bisect_left(passage.sentences, sentence.start, key=lambda span: span.start)
    return passage.sentences[at - 1] if at else None


def is_bare(by: Attribution, that: re.Match[str], words: Lexicon) -> bool:
    """Whether a "that" is a relative pronoun: "noting the things that were there", "Scientists say the cause is a lack
    of rain that ...", but not "said on Monday that"."""
    between = that["object"]
    first = between.split(None, 1)[0].casefold() if between.strip() else ""
    if between.startswith(",") and not between.rstrip().endswith(","):
        return True  # "..., he observed, searches for a solution that is"
    if not first or between[:1] != " ":
        return False
    if _FINITE.match(that.string, that.end()):
        return True
    adverb = first in words.not_bare or first in words.adverbs or _WHEN.fullmatch(between) is not None
    return by.sort == "before" and by.verb in words.bare and not adverb


def leaves(by: Attribution, words: Lexicon) -> bool:
    """Whether somebody is quoted "as saying" what follows, also without marks."""
    return words.is_cited(by.verb) if by.sort == "before" else by.sort == "cited" and bool(words.citing_as.pattern)


def _led(passage: Passage, by: Attribution, sentence: Span, words: Lexicon) -> Iterator[Span]:
    """What stands before a speaker behind its comma: "Trade grew, Putin said", "Trade, Putin said, has grown"."""
    text = passage.masked
    leading = text[sentence.start : by.span.start]
    rest = text[by.span.end : sentence.end]
    if not leading.endswith((", ", ", — ", ", – ", ", - ")):
        return
    clause = Span(_dialogue(passage, by, sentence), by.span.start)
    if len(text[clause.start : clause.end].split()) < _SHORTEST:
        if rest.startswith(", "):
            yield clause
            yield Span(by.span.end + 1, sentence.end)
    elif _is_finite(by, leading, words) and _closes(by, rest, words):
        yield clause
        if dash := _DASHED.match(text, by.span.end):  # "— Это вопрос доверия, — считает он, — а его нет."
            yield Span(dash.end(), sentence.end)
        elif rest.startswith(", ") and (
            _is_predicate(rest, words) or (by.sort == "behind" and _is_adjunct(leading, words))
        ):
            yield Span(by.span.end + 1, sentence.end)


def _told(text: str, by: Attribution, stop: int, words: Lexicon) -> Span | None:
    """The clause behind whom somebody told something: "told reporters he had won"."""
    if words.told is None or by.sort != "before" or by.verb not in words.addressing:
        return None
    told = words.told.match(text, by.span.end)
    return Span(told.end(), stop) if told and told.end() < stop else None


def _closes(by: Attribution, rest: str, words: Lexicon) -> bool:
    """Whether nothing but when, where and to whom stands behind "..., Putin said", or behind "..., Putin told"."""
    if rest[:1] in {"", ".", ",", ";"}:
        return True
    following = rest.split()
    opens = following[0].casefold() in words.not_bare or following[0][0].isupper() or by.verb in words.addressing
    return len(following) <= _CIRCUMSTANCE and opens


def _dialogue(passage: Passage, by: Attribution, sentence: Span) -> int:
    """Where a clause before the speaker begins: with its sentence, or with a paragraph that a dash opens, as Russian
    prints what is said: "— Торговля растёт. Так и будет, — сказал Петров."."""
    lead = _DIALOGUE.match(passage.masked)
    within = (
        lead
        and not passage.quotes
        and by.sort == "behind"
        and _DASH_END.search(passage.masked, max(0, by.span.start - 4), by.span.start)
    )
    return lead.end() if lead and within else sentence.start


def _is_predicate(rest: str, words: Lexicon) -> bool:
    """Whether what stands behind "..., Putin said, " goes on with his words: "The two sides, he reported, went deep",
    but not "..., he said, adding that", "..., who was in Osh"."""
    first = rest[2:].split(None, 1)[0].strip(",.").casefold() if rest[2:].strip() else ""
    apart = first in words.not_bare or first in words.leads or _ASIDE.search(first) or is_stop(first)
    return rest[2:3].islower() and (not apart or _AUXILIARY.fullmatch(first) is not None)


def _is_somebody(text: str, by: Attribution, words: Lexicon) -> bool:
    """Whether who is named is a person or an office, and no paper: not "Об этом сообщает ТАСС"."""
    said = text[by.who.span.start : by.who.span.end]
    spoken = {word.strip(".,").casefold() for word in said.split()}
    return bool(by.who.key or words.titles(said) or words.bodies & spoken or words.pronouns & spoken)


def _is_adjunct(clause: str, words: Lexicon) -> bool:
    """Whether a clause only leads to what is said: "After the talks, ...", "Несмотря на дождь, ..."."""
    first = clause.split(None, 1)[0].casefold() if clause.strip() else ""
    return first in words.not_bare or first in words.leads


def _is_relative(leading: str) -> bool:
    """Whether a noun stands right before who speaks, which has a clause without "that": "a trend the bank said led"."""
    words = leading.rstrip().rsplit(None, 1)
    if not words or not words[-1][-1].isalpha():
        return False
    return words[-1].islower() and not is_stop(words[-1]) and not words[-1].endswith("ly")


def _is_finite(by: Attribution, clause: str, words: Lexicon) -> bool:
    """Whether a clause before the speaker may be what he says: "Trade grew, Putin told TASS", but not "Following the
    talks, Putin replied to questions."."""
    if by.verb in words.addressing and by.sort == "before":
        return not _is_adjunct(clause, words) and len(clause.split()) > _SHORTEST
    return by.verb not in words.answering


def _is_said(words: Sequence[str], known: Lexicon) -> bool:
    """Whether one or two words before ", as Belova put it," are of what she said, and do not only lead to it: not
    "First" or "For"."""
    content = [word for word in words if word.casefold() not in _ARTICLES]
    return bool(content) and not any(is_stop(word) or word.casefold() in known.adverbs for word in content)
