"""Amounts of money: a symbol, code or name before the number or after it, scales between, hundredths at the end."""

from __future__ import annotations

import re

from index.annotators.figures.figure import Figure, bounds
from index.annotators.figures.lexicon import Lexicon
from index.annotators.figures.numbers import Number, read_number
from index.annotators.figures.phrases import Found
from index.models import Kind

_LETTERS = re.compile(r"\s?([A-Za-z]{1,2})(?!\w)")
_LETTERS_AND_MORE = re.compile(r"\s?[A-Za-z]{1,2}(?=[\s$€£¥₽])")
_NEXT = re.compile(r"\s([^\W\d_]+)")
_CURRENCIES = frozenset({"money", "codes", "subunits"})
_CLAUSE_END = re.compile(r"\s*(?:[.;!?)]|,\s|\Z)")


def money(text: str, first: Number, last: Number, words: Lexicon, near: frozenset[str], upto: int) -> Figure | None:
    """The amount whose number runs from `first` to `last` (the same, but for a range), if a currency is said.
    `near` are the tables of which a form may follow (`phrases.Behind`). Nothing before `upto` is looked at: it belongs
    to the figure before."""
    start, end = first.start, last.end
    before = words.before.at(text, start, upto)
    lettered = not before and _code_next(text, end, words)
    if not (before or lettered or near & _CURRENCIES):
        return None
    value, low, high = bounds(first, last)
    unit = ""
    if before:
        unit, start = before.key, before.start
    letters = _LETTERS.match(text, end) if before or lettered else None
    factor = words.letters.get(letters[1].casefold()) if letters and not last.scaled else None
    if letters and factor is not None:
        end = letters.end()
        value, low, high = value * factor, low and low * factor, high and high * factor
    after = words.money.at(text, end) or (None if before else _code(text, end, words))
    if after is not None and (not before or after.key == unit.split("*")[0]):
        unit, end = after.key, after.end
    elif not before and (part := words.subunits.at(text, end)):
        return Figure(Kind.MONEY, start, part.end, value, part.key, "subunit", low, high)
    if not unit:
        return None
    if not letters and not last.scaled and (scaled := _late_scale(text, end, words)):
        factor, end = scaled
        value, low, high = value * factor, low and low * factor, high and high * factor
    elif first is last and value == int(value) and (minor := _minor(text, end, words)):
        value, end = value + minor[0], minor[1]
    unit, _, scale = unit.partition("*")
    if scale:
        value, low, high = value * float(scale), low and low * float(scale), high and high * float(scale)
    if first.digits and text[end : end + 1].isalnum() and text[end - 1].isalnum():
        return None
    return Figure(Kind.MONEY, start, end, value, unit, "money", low, high)


def _code_next(text: str, end: int, words: Lexicon) -> bool:
    """Whether a currency follows one word further on: "5k euros", "3 m USD"."""
    m = _LETTERS_AND_MORE.match(text, end)
    return bool(m and (words.money.at(text, m.end()) or words.codes.at(text, m.end())))


def _code(text: str, end: int, words: Lexicon) -> Found | None:
    """A symbol or code after a number, unless it belongs to the number that follows ("1 $10 bill", "3 USD50")."""
    found = words.codes.at(text, end)
    if found is None or (found.start > end and text[found.end : found.end + 1].isdigit()):
        return None
    return found


def _late_scale(text: str, end: int, words: Lexicon) -> tuple[float, int] | None:
    """ "75 USD million": the scale behind the code."""
    m = _NEXT.match(text, end)
    factor = words.scales.get(m[1].casefold()) if m else None
    return (factor, m.end()) if m and factor and factor >= 1000 else None


def _minor(text: str, end: int, words: Lexicon) -> tuple[float, int] | None:
    """Hundredths after a whole amount: "3 dollars 50 cents", "15 dollars and 50" at the end of a clause."""
    m = words.minor_gap.match(text, end)
    if not m or m.end() >= len(text) or not words.trigger.match(text, m.end()):
        return None
    number = read_number(text, m.end(), words)
    if number is None or not 0 < number.value < 100 or number.value != int(number.value):
        return None
    if part := words.subunits.at(text, number.end):
        return number.value / 100, part.end
    closing = _CLAUSE_END.match(text, number.end)
    if closing and not words.before.within(text, max(0, m.end() - 3), m.end()):
        return number.value / 100, number.end
    return None
