"""Typed numbers of the query language: ">1e9", "5..7 bn", "$4.1 billion", "13.6%", with a currency or without."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from math import inf, isfinite, nextafter
from typing import NamedTuple

from index import rule_files

_SCALES = {
    1e3: "k thousand тыс тысяч тысячи",
    1e6: "m mn mln million млн миллион миллиона миллионов",
    1e9: "b bn bln billion млрд миллиард миллиарда миллиардов",
    1e12: "t tn trillion трлн триллион триллиона триллионов",
}
_SCALE = {word: scale for scale, words in _SCALES.items() for word in words.split()}
FREQUENT = ("USD", "EUR", "RUB", "KGS", "KZT", "UZS", "GBP", "CNY", "JPY", "CHF")
"""Currencies that a mistyped code is compared with."""

_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₽": "RUB"}
_NUMBER = re.compile(
    r"(?P<sign>[$€£¥₽])?\s*(?P<digits>-?\d[\d,\u00a0\u202f ]*(?:\.\d+)?(?:e\d{1,3})?)\s*%?"
    r"(?P<words>[^\d$€£¥₽]*)(?P<after>[$€£¥₽])?$",
    re.IGNORECASE,
)
_DECIMAL_COMMA = re.compile(r"^(-?[\d\s]+),(\d{1,2})$")


@cache
def currencies() -> frozenset[str]:
    """The codes that an amount found in a text may have: those of ISO 4217, and some that were withdrawn."""
    said = rule_files.load("index.annotators.figures", "currencies.yaml", as_text=True)
    listed = " ".join((said["codes"], said["word_codes"], *said["aliases"].values(), *said["symbols"]))
    return frozenset(code for code in listed.split() if len(code) == 3 and code.isupper())


class Amounts(NamedTuple):
    """A range of numbers, both ends in it; None is open. `unit` is the three letters of a currency, or ""."""

    low: float | None
    high: float | None
    unit: str


def read(text: str) -> Amounts | None:
    """What was typed as a range of numbers; None where it is none. "USD" alone is any amount of dollars."""
    if re.fullmatch(r"[A-Za-z]{3}", text):
        return Amounts(None, None, text.upper())
    sign = re.match(r"[<>]=?|=", text)
    left, dots, right = text[sign.end() if sign else 0 :].strip().partition("..")
    low, high = _number(left.strip()), _number(right.strip()) if dots else None
    if (left.strip() and low is None) or (right.strip() and high is None) or (sign and dots):
        return None
    if low is None and high is None:
        return None
    unit = (high[1] if high else "") or (low[1] if low else "")
    if dots:
        scale = high[2] if high and low and low[2] == 1 else 1.0  # "5..7 bn"
        return Amounts(low[0] * scale if low else None, high[0] if high else None, unit)
    assert low is not None
    value = low[0]
    match sign[0] if sign else "=":
        case ">=":
            return Amounts(value, None, unit)
        case "<=":
            return Amounts(None, value, unit)
        case ">":
            return Amounts(nextafter(value, inf), None, unit)
        case "<":
            return Amounts(None, nextafter(value, -inf), unit)
    return Amounts(value, value, unit)


def _number(text: str) -> tuple[float, str, float] | None:
    """Value, currency and scale of one number."""
    match = _NUMBER.match(text)
    if match is None:
        return None
    digits = _DECIMAL_COMMA.sub(r"\1.\2", match["digits"].strip())  # "13,6%" as in Russian; "1,800" is a thousand
    digits = re.sub(r"[,\s]", "", digits)
    scale, unit = 1.0, _SIGNS.get(match["sign"] or match["after"] or "", "")
    for word in match["words"].casefold().replace(".", " ").split():
        if word in _SCALE:
            scale *= _SCALE[word]
        elif len(word) == 3 and word.isascii():
            unit = word.upper()
        else:
            return None
    value = float(Decimal(digits) * Decimal(scale))  # 4.1 billion is 4100000000, not 4099999999.9999995
    return (value, unit, scale) if isfinite(value) else None
