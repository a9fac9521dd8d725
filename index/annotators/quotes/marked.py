"""Which quotes in marks an attribution opens or closes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from index.annotators.quotes.attribution import Attribution
from index.annotators.quotes.clauses import BETWEEN, leaves
from index.annotators.quotes.lexicon import Lexicon
from index.annotators.quotes.marks import MARKS, Quote
from index.annotators.quotes.passages import MASK, Passage

_TITLE = 4  # words of a name in quotation marks


def quote_before(passage: Passage, by: Attribution) -> Quote | None:
    """The quote that ends right before an attribution."""
    at = bisect_right(passage.quotes, by.span.start, key=lambda quote: quote.end)
    for quote in reversed(passage.quotes[max(0, at - 2) : at]):
        if quote.closed:
            between = passage.masked[quote.end : by.span.start].strip(" ,—–-")
            parted = passage.text[quote.inside.end - 1] in ".!?…," or passage.masked[quote.end] in ",—–-"
            near = not between or (by.sort in ("before", "cited") and _is_apposition(between))
            return quote if parted and near else None
    return None


def quotes_behind(passage: Passage, by: Attribution, following: Attribution | None, continued: bool) -> list[Quote]:
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
            if following and not between.strip(" ,") and quote_before(passage, following) == quote and found:
                break
        else:
            near = len(between) <= BETWEEN and not any(mark in between for mark in ".!?;")
            if near and not between.rstrip().endswith((":", ",")) and _is_title(passage, quote):
                continue
        if not near:
            break
        found.append(quote)
        at = quote.end
    return found


def within_clause(text: str, by: Attribution, quote: Quote, words: Lexicon) -> bool:
    """Whether a quote is only the end of what is said: "was quoted as saying trade was “at a record”", "She said the
    cracks were “harmless”", but not "said in Sochi: “Trade grew”"."""
    between = text[by.span.end : quote.start]
    if leaves(by, words):
        return bool(between.strip(" ,:"))
    first = between.split(None, 1)[0].casefold() if between.strip() else ""
    bare = by.sort == "before" and by.verb in words.bare and between.startswith(" ") and first not in words.not_bare
    return bare and bool(first) and not between.rstrip().endswith((":", ","))


def is_sentence(passage: Passage, quote: Quote) -> bool:
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


def _is_apposition(words: str) -> bool:
    """Whether words between a quote and a name say what the named is: "team member" Rodaba Noori told the press."""
    return len(words.split()) <= 5 and not any(mark in words for mark in f".,;:!?()—{MARKS}{MASK}")


def _goes_on(passage: Passage, quote: Quote, between: str) -> bool:
    """Whether a quote goes on with the sentence that was broken off: “It is a matter of trust,” said Petrova, an
    analyst at the bank, “and trust is what is missing.”"""
    small = passage.text[quote.inside.start].islower()
    return small and len(between) <= BETWEEN and between.endswith(", ") and not any(mark in between for mark in ".!?;:")


def _is_title(passage: Passage, quote: Quote) -> bool:
    """Whether a quote may be a name: "told “Voice of the Valley”"."""
    inside = passage.text[quote.inside.start : quote.inside.end]
    return inside[:1].isupper() and inside[-1] not in ".!?…," and len(inside.split()) <= _TITLE
