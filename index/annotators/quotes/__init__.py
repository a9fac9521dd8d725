"""Quotes in running text, with who says them: "..." he said; X noted that ...; according to X, ...

`find_quotes` gives them as `Turn`s with `quoted`, so that a quote is searched and listed as a turn of a transcript is.

marks           which quotation marks open and which close
dateline        where a report begins behind its dateline
passages        paragraphs with their quotes masked
running         quotes of several paragraphs
carried         whom a pronoun means in a paragraph that names nobody
lexicon         verbs of speech, "according to", roles; english.yaml, russian.yaml, kyrgyz.yaml
titles          where the titles before a name begin
meant           whom a name, a pronoun or a role means
attribution     who is said to say something
marked          which quotes in marks an attribution opens or closes
clauses         what is said without marks

What is said is a quote in marks beside the attribution (and those that follow it with nothing between), the clause
behind "that", what stands before a closing ", Putin said", or the sentence around "according to Putin". A quote that
is a sentence of its own belongs to the speaker of its paragraph before it, where there is only one, and the quote that
begins a paragraph to an attribution with a colon that ends the one before. Quotes that nothing attributes (titles,
irony) are none.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from index.annotators.quotes.attribution import APPOSED, LABELLED, Attribution, Reader
from index.annotators.quotes.carried import Carried
from index.annotators.quotes.clauses import BETWEEN, around, is_bare, sentence_before, unmarked
from index.annotators.quotes.lexicon import Lexicon, lexicon
from index.annotators.quotes.marked import is_sentence, quote_before, quotes_behind, within_clause
from index.annotators.quotes.marks import MARKS, Quote
from index.annotators.quotes.passages import MASK, Passage, passages
from index.annotators.quotes.running import Running
from index.models import NAMES, Annotation, Span, Turn
from index.names import Gazetteer, bundled

__all__ = ["find_quotes"]


def find_quotes(
    text: str,
    language: str = "en",
    *,
    names: Sequence[Annotation] | None = None,
    turns: Sequence[Turn] = (),
    gazetteer: Gazetteer | None = None,
) -> list[Turn]:
    """Quotes outside the `turns` of a transcript, in order; of two that overlap the first is kept.

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
        told = sentence_before(passage, attribution, words)
        if told and not any(told.start <= each.span.start < told.end for each in attributions[:index]):
            yield _turn(passage, attribution, told)
        for span in _said(passage, attribution, following, words, taken):
            start, end = _trimmed(passage.masked, span)
            if start < end and not _holds(passage, span, attributions, attribution, words):
                yield _turn(passage, attribution, Span(start, end))
    for quote in passage.quotes:
        if quote not in taken and is_sentence(passage, quote):
            before = [each for each in attributions if each.span.end <= quote.start and each.sort != "according"]
            if before and len({each.who.key for each in attributions}) == 1:
                yield _turn(passage, before[-1], quote.inside)


def _holds(passage: Passage, span: Span, attributions: Sequence[Attribution], by: Attribution, words: Lexicon) -> bool:
    """Whether what is told by the way is said by another: one before "according to", as in "Petrov said that, according
    to him, nobody was hurt", or a person where a paper is named: "According to the Voice, Petrov said ...", "So said
    Putin, as TASS reports, in an interview"."""
    if by.sort != "according":
        sentence, at = passage.sentence(by.span.start), by.span.start
        aside = words.as_.search(passage.masked, max(sentence.start, at - BETWEEN), at)
        return not by.who.key and bool(aside and words.verb.search(passage.masked, sentence.start, aside.start()))
    inside = [each for each in attributions if span.start <= each.span.start and each.span.end <= span.end]
    return any(each.span.end <= by.span.start or (each.who.key and not by.who.key) for each in inside)


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
    before = quote_before(passage, by)
    if before and before not in taken:
        taken.add(before)
        yield before.inside
    if by.sort == "according":
        yield from around(text, by, sentence, words)
        return
    if by.verb in words.calling:  # "called the forecast “pure fantasy”": says nothing else
        opened = quotes_behind(passage, by, following, False)
        taken.update(opened)
        yield from (quote.inside for quote in opened)
        return
    that = words.that.match(text, by.span.end)
    if that and that.end() < stop and not before and not is_bare(by, that, words):
        taken.update(quote for quote in passage.quotes if that.end() <= quote.start < stop)
        yield Span(that.end(), stop)
        return
    opened = quotes_behind(passage, by, following, bool(before))
    if opened and within_clause(text, by, opened[0], words):
        taken.update(quote for quote in passage.quotes if by.span.end <= quote.start < stop)
        yield Span(by.span.end, stop)
        return
    taken.update(opened)
    yield from (quote.inside for quote in opened)
    if not before and not opened:
        yield from unmarked(passage, by, sentence, stop, words)


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
