"""The words of a text that a query asks for, without reading the others.

A word can only have a wanted term if it begins as the term does: stemmers change the ends of words. So a text is
searched for beginnings, as letters, and only the words that stand there are analysed (`index.analysis`), a twentieth of
the time of analysing all. How much of a word's beginning is in its terms:

- a stem of four letters and more has three of them; of three, two ("sky" of skies), but for "die" of dying
  (Snowball English, exceptional forms; Russian takes from the end alone, -ок of рынок too);
- a Russian name has all but the last three ("заец" is tried for Зайца), a number its first digit.

Letters that `fold` changes beyond lower case (ligatures, combining marks, other scripts) may be any: a word with one is
always analysed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from index.analysis import INITIAL, NAME, WORD, Token, read

UNUSUAL = (
    "\u00ad\u00b5\u00df\u0130\u0149\u017f-\u03ff\u0500-\u1fff\u2070-\u209f\u2100-\u2115\u2117-\u218f\u2c00-\U0010ffff"
)
"""Characters of which `fold` may make something else than their lower case, as a class of a regular expression."""

_GROUPING = " \u00a0\u202f\u2009"
_LONGEST = 8


def sought(text: str, terms: frozenset[str], prefixes: tuple[str, ...], reach: int = 0) -> Iterator[Token]:
    """The words of a text that have one of these terms, or whose surface begins so. The distance of two words in
    positions is exact as long as it is not above `reach`; then it is only known to be."""
    pattern = _beginnings(terms, prefixes)
    position = end = 0  # of the next word, and where it is looked for
    for found in pattern.finditer(text) if pattern else ():
        at = found.start()
        if at < end:
            continue
        match, passed = _from(text, end, at, reach) if reach else (None, 1)
        match = match or WORD.search(text, _safe_start(text, at, end))
        while match and match.end() <= at:
            match = WORD.search(text, match.end())
        if match is None or match.start() > at:  # no letter of a word
            continue
        position += passed
        words = read(text, match)
        for own, start, stop, place, surface in words:
            if not terms.isdisjoint(own) or (prefixes and surface.startswith(prefixes)):
                yield Token(own, start, stop, position + place, surface)
        position, end = position + len(words), match.end()


def _from(text: str, start: int, at: int, reach: int) -> tuple[re.Match[str] | None, int]:
    """The word that stands at `at`, and how many stand between; None where these are more than `reach`."""
    passed = 0
    for match in WORD.finditer(text, start):
        if match.end() > at:
            return match, passed
        passed += len(read(text, match)) if "_" in match[0] else 1
        if passed > reach:
            break
    return None, reach + 1


def _safe_start(text: str, at: int, end: int) -> int:
    """The nearest place before a character, not before `end`, at which no word can already have begun."""
    while at > end and not (
        text[at - 1].isspace()
        and not (text[at - 1] in _GROUPING and text[at].isdigit() and text[max(at - 2, 0)].isdigit())
    ):
        at -= 1
    return at


@lru_cache(maxsize=64)
def _beginnings(terms: frozenset[str], prefixes: tuple[str, ...]) -> re.Pattern[str] | None:
    """Where words begin that may be meant; None where nothing is asked for."""
    begun = sorted({_shared(term) for term in terms} | {prefix[:_LONGEST] for prefix in prefixes} - {""})
    if not begun:
        return None
    firsts = "".join(sorted({letter for each in begun for letter in _written(each[0])}))
    each = "|".join(
        f"(?<=[{re.escape(_written(word[0]))}])(?={''.join(f'[.]?[{re.escape(_written(c))}]' for c in word[1:])})"
        for word in begun
    )
    # A class first: it is looked for much faster than alternatives. Only the first letter is taken, for in "no.trade"
    # the next word may begin within what was looked at. A word may begin after an underscore.
    return re.compile(f"[^{_usual(firsts)}](?:(?<=[^{_usual()}])|(?<![^\\W_].)(?:{each}))")


@cache
def _unusual() -> tuple[tuple[int, int], ...]:
    """The ranges of `UNUSUAL`, in order: first and last character."""
    pairs = re.findall("(.)-(.)|(.)", UNUSUAL, re.DOTALL)
    return tuple((ord(first or only), ord(last or only)) for first, last, only in pairs)


def _usual(but: str = "") -> str:
    """The other characters, without those in `but`, as a class of a regular expression. Python's compiler goes through
    all characters of a class; of the unusual ones there are a million, and that takes 5 ms for each query."""
    ranges, begin = [], 0
    for first, last in sorted((*_unusual(), *((ord(letter), ord(letter)) for letter in but))):
        if begin < first:
            ranges.append(f"{re.escape(chr(begin))}-{re.escape(chr(first - 1))}")
        begin = max(begin, last + 1)
    return "".join(ranges)


def _shared(term: str) -> str:
    """What every word with a term begins with; dots of "U.S." aside."""
    if term[0] == NAME:
        return term[1 : 1 + max(1, min(3, len(term) - 4))]
    word = term.removeprefix(INITIAL)
    if word[0].isdigit():
        return word[0]
    if len(word) > 3:
        return word[:3]
    return word[:2] if len(word) == 3 and not word.endswith("ie") else word[:1]


def _written(letter: str) -> str:
    """How a folded letter may stand in a text."""
    forms = {"е": "еЕёЁ", "'": "'’ʼ"}.get(letter, letter + letter.upper())
    return forms if len(forms) > 1 or not letter.isalpha() else letter
