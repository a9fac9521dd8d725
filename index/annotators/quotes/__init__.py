"""Quotes in running text, with who says them: "..." he said; X noted that ...; according to X, ...

`find_quotes` gives them as `Turn`s with `quoted`, so that a quote is searched and listed as a turn of a transcript is.

marks           which quotation marks open and which close
dateline        where a report begins behind its dateline
passages        paragraphs with their quotes masked
running         quotes of several paragraphs
carried         whom a pronoun means in a paragraph that names nobody
lexicon         verbs of speech, "according to", roles; english.yaml, russian.yaml, kyrgyz.yaml
attribution     who is said to say something

What is said is a quote in marks beside the attribution (and those that follow it with nothing between), the clause
behind "that", what stands before a closing ", Putin said", or the sentence around "according to Putin". A quote that
is a sentence of its own belongs to the speaker of its paragraph before it, where there is only one, and the quote that
begins a paragraph to an attribution with a colon that ends the one before. Quotes that nothing attributes (titles,
irony) are none.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from index.analysis import is_stop
from index.annotators.quotes.attribution import APPOSED, LABELLED, Attribution, Reader
from index.annotators.quotes.carried import Carried
from index.annotators.quotes.lexicon import Lexicon, lexicon
from index.annotators.quotes.marks import MARKS, Quote
from index.annotators.quotes.passages import MASK, Passage, passages
from index.annotators.quotes.running import Running
from index.models import NAMES, Annotation, Span, Turn
from index.names import Gazetteer, bundled

__all__ = ["find_quotes"]

_OPENERS = frozenset({"as", "как", "and", "и", "but"})
_ARTICLES = frozenset({"the", "a", "an"})
_SHORTEST = 3  # words of a clause before ", Putin said"
_CIRCUMSTANCE = 10  # words that may follow it: "on May 20 in Sochi"
_TITLE = 4  # words of a name in quotation marks
_DIALOGUE = re.compile(r"[—–-] ")
_DASH_END = re.compile(r"[,!?…] [—–-] \Z")
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
_DASHED = re.compile(r"[,.] [—–-] ")
_BETWEEN = 90  # characters between an attribution and the quote it opens: "told reporters in Sochi on Monday: “"


def find_quotes(
    text: str,
    language: str = "en",
    *,
    names: Sequence[Annotation] | None = None,
    turns: Sequence[Turn] = (),
    gazetteer: Gazetteer | None = None,
) -> list[Turn]:
    """Quotes outside the `turns` of a transcript, in order, none within another of the same speaker.

    `names` are the mentions of the text (`names.mentions`), found here where they are not given. `Turn.key` is the
    mention key of the speaker, "" where the text does not say who, or says an organisation. `Turn.speaker` is the
    subject as written ("he", "Mr Putin"), the label all words of attribution. Never raises.
    """
    words = lexicon(language)
    if words is None:
        return []
    known = gazetteer or bundled()
    if names is None:
        from index.annotators.names import mentions

        names = mentions(text, language, gazetteer=known)
    placed = [name for name in names if name.kind in NAMES]
    starts = [name.start for name in placed]
    found: list[Turn] = []
    carried = Carried(placed, words)
    running = Running()
    signs = [sign for sign in (words.verb, words.according, words.citing, words.possessed, LABELLED, APPOSED) if sign]
    for passage in passages(text, words, turns):
        masked = passage.masked
        gone_on = list(running.gone_on(passage))
        carried.quoted([Span(passage.start + q.inside.start, passage.start + q.inside.end) for q in passage.quotes])
        made: list[Turn] = []
        attributions: list[Attribution] = []
        if any(told.search(masked) for told in signs):
            first, last = (bisect_left(starts, at) for at in (passage.start, passage.start + len(masked)))
            local = [_moved(name, -passage.start) for name in placed[first:last]]
            attributions = list(Reader(passage, local, words, known, carried).attributions())
            made = list(_quotes(passage, attributions, words))
        made += gone_on
        found += made
        found += running.floating(passage, made)
        leading = attributions and masked.rstrip().endswith(":")
        found += running.heard(passage, made, _turn(passage, attributions[-1], Span(0, 0)) if leading else None)
    return _tidy(found)


def _moved(name: Annotation, by: int) -> Annotation:
    from dataclasses import replace

    return replace(name, start=name.start + by, end=name.end + by)


def _turn(passage: Passage, by: Attribution, span: Span) -> Turn:
    """What is said at a span of a paragraph, and by whom."""
    at, who = passage.start, by.who.span
    label = (at + by.span.start, at + by.span.end)
    said = passage.masked[who.start : who.end]
    speaker = passage.text[who.start : who.end] if MASK in said else said  # "депутат фракции «Заря» Иван Петров"
    return Turn(at + span.start, at + span.end, speaker, *label, by.who.key, quoted=True)


def _quotes(passage: Passage, attributions: Sequence[Attribution], words: Lexicon) -> Iterator[Turn]:
    """The quotes of one paragraph."""
    taken: set[Quote] = set()
    for index, attribution in enumerate(attributions):
        following = attributions[index + 1] if index + 1 < len(attributions) else None
        told = _sentence_before(passage, attribution, words)
        if told and not any(told.start <= each.span.start < told.end for each in attributions[:index]):
            yield _turn(passage, attribution, told)
        for span in _said(passage, attribution, following, words, taken):
            start, end = _trimmed(passage.masked, span)
            if start < end and not _holds(passage, span, attributions, attribution, words):
                yield _turn(passage, attribution, Span(start, end))
    for quote in passage.quotes:
        if quote not in taken and _is_sentence(passage, quote):
            before = [each for each in attributions if each.span.end <= quote.start and each.sort != "according"]
            if before and len({each.who.key for each in attributions}) == 1:
                yield _turn(passage, before[-1], quote.inside)


def _holds(passage: Passage, span: Span, attributions: Sequence[Attribution], by: Attribution, words: Lexicon) -> bool:
    """Whether what is told by the way is said by another: one before "according to", as in "Petrov said that, according
    to him, nobody was hurt", or a person where a paper is named: "According to the Voice, Petrov said ...", "So said
    Putin, as TASS reports, in an interview"."""
    if by.sort != "according":
        sentence, at = passage.sentence(by.span.start), by.span.start
        aside = words.as_.search(passage.masked, max(sentence.start, at - _BETWEEN), at)
        return not by.who.key and bool(aside and words.verb.search(passage.masked, sentence.start, aside.start()))
    inside = [each for each in attributions if span.start <= each.span.start and each.span.end <= span.end]
    return any(each.span.end <= by.span.start or (each.who.key and not by.who.key) for each in inside)


def _is_sentence(passage: Passage, quote: Quote) -> bool:
    """Whether a quote is a sentence, or several, and no part of one. Russian has the full stop behind the marks."""
    before = passage.masked[: quote.start].rstrip()
    behind = passage.masked[quote.end :].strip().removeprefix(".").lstrip()
    outside = passage.masked.startswith(".", quote.end) and passage.text[quote.inside.start].isupper()
    ends = passage.masked[quote.inside.end - 1] in ".!?…" or outside
    return (
        ends
        and before.endswith((*".!?", *(end + mark for end in ".!?" for mark in MARKS)))
        and not behind[:1].islower()
    )


def _said(
    passage: Passage, by: Attribution, following: Attribution | None, words: Lexicon, taken: set[Quote]
) -> Iterator[Span]:
    """What one attribution attributes."""
    text, sentence = passage.masked, passage.sentence(by.span.start)
    if by.sort == "object" and words.anaphoric.match(text, sentence.start):
        return
    if by.sort == "object":
        yield Span(by.who.span.end, by.span.end - len(by.verb))
        return
    stop = _clause_end(text, by, following, sentence, words)
    before = _quote_before(passage, by)
    if before and before not in taken:
        taken.add(before)
        yield before.inside
    if by.sort == "according":
        yield from _around(text, by, sentence, words)
        return
    if by.verb in words.calling:  # "called the forecast “pure fantasy”": says nothing else
        opened = _quotes_behind(passage, by, following, False)
        taken.update(opened)
        yield from (quote.inside for quote in opened)
        return
    that = words.that.match(text, by.span.end)
    if that and that.end() < stop and not before and not _is_bare(by, that, words):
        taken.update(quote for quote in passage.quotes if that.end() <= quote.start < stop)
        yield Span(that.end(), stop)
        return
    opened = _quotes_behind(passage, by, following, bool(before))
    if opened and _within_clause(text, by, opened[0], words):
        taken.update(quote for quote in passage.quotes if by.span.end <= quote.start < stop)
        yield Span(by.span.end, stop)
        return
    taken.update(opened)
    yield from (quote.inside for quote in opened)
    if not before and not opened:
        yield from _unmarked(passage, by, sentence, stop, words)


def _is_bare(by: Attribution, that: re.Match[str], words: Lexicon) -> bool:
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


def _unmarked(passage: Passage, by: Attribution, sentence: Span, stop: int, words: Lexicon) -> Iterator[Span]:
    """What is said without quotation marks and without "that"."""
    text = passage.masked
    leading = text[sentence.start : by.span.start]
    rest = text[by.span.end : sentence.end]
    if words.as_.search(text, max(sentence.start, by.span.start - _BETWEEN), by.span.start):
        yield from _around(text, by, sentence, words)
    elif by.sort == "cited" and (citing := _CITING.search(leading)) and _closes(by, rest, words):
        yield Span(sentence.start, sentence.start + citing.start())  # "Trade grew, the agency cited Petrov as saying."
    elif led := list(_led(passage, by, sentence, words)):
        yield from led
    elif told := _told(text, by, stop, words):
        yield told
    elif _leaves(by, words) or (by.sort in ("before", "shared") and by.verb in words.bare):
        first, *others = text[by.span.end : stop].split(None, 1) or [""]
        opens = text[by.span.end : by.span.end + 1] == " " and first.casefold() not in words.not_bare
        if others and opens and not _is_relative(leading):
            yield Span(by.span.end, stop)


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


def _is_predicate(rest: str, words: Lexicon) -> bool:
    """Whether what stands behind "..., Putin said, " goes on with his words: "The two sides, he reported, went deep",
    but not "..., he said, adding that", "..., who was in Osh"."""
    first = rest[2:].split(None, 1)[0].strip(",.").casefold() if rest[2:].strip() else ""
    apart = first in words.not_bare or first in words.leads or _ASIDE.search(first) or is_stop(first)
    return rest[2:3].islower() and (not apart or _AUXILIARY.fullmatch(first) is not None)


def _told(text: str, by: Attribution, stop: int, words: Lexicon) -> Span | None:
    """The clause behind whom somebody told something: "told reporters he had won"."""
    if words.told is None or by.sort != "before" or by.verb not in words.addressing:
        return None
    told = words.told.match(text, by.span.end)
    return Span(told.end(), stop) if told and told.end() < stop else None


def _sentence_before(passage: Passage, by: Attribution, words: Lexicon) -> Span | None:
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


def _within_clause(text: str, by: Attribution, quote: Quote, words: Lexicon) -> bool:
    """Whether a quote is only the end of what is said: "was quoted as saying trade was “at a record”", "She said the
    cracks were “harmless”", but not "said in Sochi: “Trade grew”"."""
    between = text[by.span.end : quote.start]
    if _leaves(by, words):
        return bool(between.strip(" ,:"))
    first = between.split(None, 1)[0].casefold() if between.strip() else ""
    bare = by.sort == "before" and by.verb in words.bare and between.startswith(" ") and first not in words.not_bare
    return bare and bool(first) and not between.rstrip().endswith((":", ","))


def _leaves(by: Attribution, words: Lexicon) -> bool:
    """Whether somebody is quoted "as saying" what follows, also without marks."""
    return words.is_cited(by.verb) if by.sort == "before" else by.sort == "cited" and bool(words.citing_as.pattern)


def _closes(by: Attribution, rest: str, words: Lexicon) -> bool:
    """Whether nothing but when, where and to whom stands behind "..., Putin said", or behind "..., Putin told"."""
    if rest[:1] in {"", ".", ",", ";"}:
        return True
    following = rest.split()
    opens = following[0].casefold() in words.not_bare or following[0][0].isupper() or by.verb in words.addressing
    return len(following) <= _CIRCUMSTANCE and opens


def _clause_end(text: str, by: Attribution, following: Attribution | None, sentence: Span, words: Lexicon) -> int:
    """Where a clause behind an attribution ends: with its sentence, or before the next speaker of the sentence, or
    before the paper that handed it on: "..., пишет ТАСС"."""
    end = sentence.end
    if words.reporting and (paper := words.handed_on.search(text, by.span.end, end)):
        end = paper.start()
    if following is None or following.span.start >= end or following.sort == "according":
        return end
    if following.sort == "behind" or following.span.start <= by.span.end:
        return end
    before = text[: following.span.start].rstrip(" ,")
    for word in (" while", " and", " but", " whereas", " и", " а", " но"):
        before = before.removesuffix(word)
    return len(before.rstrip(" ,"))


def _quote_before(passage: Passage, by: Attribution) -> Quote | None:
    """The quote that ends right before an attribution."""
    at = bisect_right(passage.quotes, by.span.start, key=lambda quote: quote.end)
    for quote in reversed(passage.quotes[max(0, at - 2) : at]):
        if quote.closed:
            between = passage.masked[quote.end : by.span.start].strip(" ,—–-")
            parted = passage.text[quote.inside.end - 1] in ".!?…," or passage.masked[quote.end] in ",—–-"
            near = not between or (by.sort in ("before", "cited") and _is_apposition(between))
            return quote if parted and near else None
    return None


def _is_apposition(words: str) -> bool:
    """Whether words between a quote and a name say what the named is: "team member" Rodaba Noori told the press."""
    return len(words.split()) <= 5 and not any(mark in words for mark in f".,;:!?()—{MARKS}{MASK}")


def _quotes_behind(passage: Passage, by: Attribution, following: Attribution | None, continued: bool) -> list[Quote]:
    """The quotes that an attribution opens: in its sentence, or, after a quote before it, the ones that follow."""
    found: list[Quote] = []
    text, at = passage.masked, by.span.end
    for quote in passage.quotes[bisect_left(passage.quotes, at, key=lambda quote: quote.start) :]:
        between = text[at : quote.start]
        if following and following.span.start < quote.start:
            break
        if continued and not found and not between.strip(" ") and _is_title(passage, quote):
            at = quote.end  # "заявил координатор движения «Заря»"
            continue
        if found or continued:
            joined = found and between.strip(" ,—–-") in {"and", "и", "but", "но"}
            near = joined or not between.strip(" ,.;:—–-") or (not found and _goes_on(passage, quote, between))
            if following and not between.strip(" ,") and _quote_before(passage, following) == quote and found:
                break
        else:
            near = len(between) <= _BETWEEN and not any(mark in between for mark in ".!?;")
            if near and not between.rstrip().endswith((":", ",")) and _is_title(passage, quote):
                continue
        if not near:
            break
        found.append(quote)
        at = quote.end
    return found


def _goes_on(passage: Passage, quote: Quote, between: str) -> bool:
    """Whether a quote goes on with the sentence that was broken off: “It is a matter of trust,” said Petrova, an
    analyst at the bank, “and trust is what is missing.”"""
    small = passage.text[quote.inside.start].islower()
    return (
        small and len(between) <= _BETWEEN and between.endswith(", ") and not any(mark in between for mark in ".!?;:")
    )


def _is_title(passage: Passage, quote: Quote) -> bool:
    """Whether a quote may be a name: "told “Voice of the Valley”"."""
    inside = passage.text[quote.inside.start : quote.inside.end]
    return inside[:1].isupper() and inside[-1] not in ".!?…," and len(inside.split()) <= _TITLE


def _is_said(words: Sequence[str], known: Lexicon) -> bool:
    """Whether one or two words before ", as Belova put it," are of what she said, and do not only lead to it: not
    "First" or "For"."""
    content = [word for word in words if word.casefold() not in _ARTICLES]
    return bool(content) and not any(is_stop(word) or word.casefold() in known.adverbs for word in content)


def _around(text: str, by: Attribution, sentence: Span, known: Lexicon) -> Iterator[Span]:
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


def _trimmed(text: str, span: Span) -> tuple[int, int]:
    """A span without spaces and commas at its ends, and without quotation marks that enclose all of it."""
    start, end = span.start, span.end
    while start < end and text[start] in " ,—–-":
        start += 1
    while end > start and text[end - 1] in " ,—–-":
        end -= 1
    if text[end - 2 : end - 1] in MARKS and text[end - 1] in ".!?" and text[start] in MARKS and end - start > 3:
        end -= 1 if MASK in text[start + 1 : end - 2] and not any(m in text[start + 1 : end - 2] for m in MARKS) else 0
    if end - start > 2 and text[start] in MARKS and text[end - 1] in MARKS and MASK in text[start + 1 : start + 2]:
        inner = text[start + 1 : end - 1]
        if not any(mark in inner for mark in MARKS):
            return start + 1, end - 1
    return start, end


def _tidy(found: Sequence[Turn]) -> list[Turn]:
    """In text order, each once, none within another; of two that overlap the first."""
    kept: list[Turn] = []
    for turn in sorted(dict.fromkeys(found), key=lambda each: (each.start, -each.end, not each.key)):
        if kept and turn.start < kept[-1].end:
            continue
        kept.append(turn)
    return kept
