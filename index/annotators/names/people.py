"""Which capitalised words are somebody's name by themselves: given names, initials, patronymics, and titles and common
words that are surnames too."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .lexicon import Lexicon
from .runs import Token
from .segments import INITIAL, PATRONYMIC, not_name, title_word

ROMAN = re.compile(r"^[IVX]+$")
SUFFIXES = frozenset({"jr", "sr", "jr.", "sr."})
_TWO_INITIALS = re.compile(r"(?:[A-Z]J|J[A-Z])$")


def first_name(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a given name begins several words: "Alexei Overchuk", but not "Will Resign"."""
    low = tokens[0].low
    if low in lexicon.ambiguous_first_names and len(tokens) > 1 and lexicon.is_common(tokens[1].low):
        return False
    head = low.split("-")[0]
    return len(tokens) > 1 and (low in lexicon.first_names or head in lexicon.first_names)


def is_person(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether words are somebody's name by themselves, at most five."""
    if len(tokens) == 1:
        low = tokens[0].low
        return low in lexicon.first_names and low not in lexicon.ambiguous_first_names
    if len(tokens) > 5:
        return False
    if first_name(tokens, lexicon):
        return True
    if INITIAL.match(tokens[0].text) and len(tokens[-1].text) > 2:
        return len(tokens[0].text) > 1 and not tokens[-1].text.isupper()
    if len(tokens) == 2 and _TWO_INITIALS.match(tokens[0].text) and tokens[1].text[1:].islower():  # "BJ Watling"
        return not lexicon.is_common(tokens[1].low)
    if any(PATRONYMIC.search(t.low) for t in tokens[1:3] if len(tokens) < 4) or tokens[-1].low in SUFFIXES:
        return True
    numeral = tokens[-1].text  # one letter may be anything: "Sputnik V"
    return len(tokens) == 2 and len(numeral) > 1 and bool(ROMAN.match(numeral)) and not lexicon.is_common(tokens[0].low)


def precedes_surname(token: Token, lexicon: Lexicon) -> bool:
    """Whether a word may be a given name, so that a title behind it is a surname: "Imran Khan", "Jamal Shah", but not
    "Jordan King", whose land may rule, "Saudi King" and "Former Chancellor"."""
    if token.low in lexicon.first_names:
        return token.low not in lexicon.ambiguous_first_names
    return not ordinary(token, lexicon) and not not_name(token, lexicon) and token.text[1:].islower()


def ordinary(token: Token, lexicon: Lexicon) -> bool:
    """A word that needs no name to be written with a capital in a headline: "Rates May Stay Higher As"."""
    low = token.low
    return (
        lexicon.is_common(low)
        or low in lexicon.modifiers
        or low in lexicon.function_words
        or low in lexicon.speech
        or title_word(low, lexicon)
    )
