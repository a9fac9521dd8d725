"""Reads one number where it begins: digits or words, with fraction, scale and range.

"1,800", "4.1 billion", "half a million", "two and a half million", "twenty-five", "5-7 billion", "полтора миллиона".
Digits follow the language: in English a comma groups and a point divides, in Russian and Kyrgyz a space groups and a
comma (or point) divides.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from index.annotators.figures.lexicon import Lexicon

_WORD = re.compile(r"[^\W\d_]+")
_DOT = re.compile(r"\.(?=\s{0,2}[^\s\W]|\s{0,2}[$€£₽%])")
_NEXT = re.compile(r"(?>\s{1,2}|\s?-\s?)?+([^\W\d_]+)")  # a gap is not given back
_GOES_ON = re.compile(r"[.,:/]\d")
_MARKS = re.compile(r"[.,]")
_SPACE = re.compile(r"\s")
_CENTS = re.compile(r"\d+,\d{1,2}")
_COMMON = re.compile(r"\s(\d{1,2})\s?/\s?(\d{1,2})(?![\d/])")
_PART = re.compile(r"(\d)/(\d{1,2})(?![\d/])")
_PART_BEHIND = re.compile(r"[ \u00a0](\d{1,3})(?!\d)")
_LEAST = 1000.0  # the least scale that parts of a number are told by
_MAX_DIGITS = 24


@dataclass(slots=True)
class Number:
    """A number as read: `value` in full, `end` after its last word, `spelled` in words, `scaled` by a word such as
    million, `digits` as printed (empty when spelled)."""

    start: int
    end: int
    value: float
    spelled: bool
    scaled: bool
    digits: str
    scale: float = 1.0


def read_number(text: str, start: int, words: Lexicon) -> Number | None:
    """The number that begins at `start`, or None: "22,24,26" is a list, "3.1.2" a section, "14:15" a time."""
    if text[start].isdigit():
        return _digits(text, start, words)
    return _spelled(text, start, words)


def _digits(text: str, start: int, words: Lexicon) -> Number | None:
    m = words.digits.match(text, start)
    if not m or m.end() - start > _MAX_DIGITS:
        return None
    end, raw = m.end(), m[0]
    if (part := _PART.match(text, start)) and int(part[2]) and words.percent.at(text, part.end()):
        return Number(start, part.end(), int(part[1]) / int(part[2]), False, False, part[0])
    if _GOES_ON.match(text, end):
        return None
    value = _value(raw, words)
    if common := _COMMON.match(text, end):
        if int(common[2]):
            value, end = value + int(common[1]) / int(common[2]), common.end()
    elif half := _and_half(text, end, words):
        value, end = value + half[0], half[1]
    if words.number_suffix and (suffix := words.number_suffix.match(text, end)):
        end = suffix.end()
    scale, end = _scales(text, end, words)
    value *= scale
    if scale >= _LEAST and raw.isdigit():
        value, end = _lesser(text, end, value, scale, words)
    return _finite(Number(start, end, value, False, scale != 1.0, raw, scale))


def _lesser(text: str, end: int, value: float, scale: float, words: Lexicon) -> tuple[float, int]:
    """The lesser parts of a number in digits with its scales: "13 million 49 thousand 405". A part without a scale
    belongs to thousands only, and where no comma would group them."""
    while m := _PART_BEHIND.match(text, end):
        if _GOES_ON.match(text, m.end()):
            break
        own, after = _scales(text, m.end(), words)
        if own >= scale or (own == 1.0 and not (scale == _LEAST and words.decimal_comma)):
            break
        value, scale, end = value + int(m[1]) * own, own, after
    return value, end


def _value(raw: str, words: Lexicon) -> float:
    if raw.isdigit():
        return float(raw)
    plain = _SPACE.sub("", raw)
    if words.decimal_comma:
        if plain.count(".") > 1 or plain.count(",") > 1:
            return float(_MARKS.sub("", plain))
        return float(plain.replace(",", "."))
    if _CENTS.fullmatch(plain):
        return float(plain.replace(",", "."))
    return float(plain.replace(",", ""))


def _next_word(text: str, position: int) -> tuple[str, int] | None:
    """The next word, folded, and its end; only a space or a hyphen may lie before it."""
    m = _NEXT.match(text, position)
    return (m[1].casefold(), m.end()) if m else None


def _scales(text: str, end: int, words: Lexicon) -> tuple[float, int]:
    """The scale words after a number ("hundred thousand", "млн") as one factor, and where they end."""
    scale = 1.0
    for _ in range(2):
        following = _next_word(text, end)
        factor = words.scales.get(following[0]) if following else None
        if following is None or factor is None:
            break
        scale, end = scale * factor, _past_dot(text, following, words)
    return scale, end


def _past_dot(text: str, word: tuple[str, int], words: Lexicon) -> int:
    """The end of a scale word with the full stop of its abbreviation ("млрд. руб."), unless that ends a sentence."""
    name, end = word
    dot = _DOT.match(text, end) if f"{name}." in words.scales else None
    return end + 1 if dot and not text[end + 1 : end + 3].strip()[:1].isupper() else end


def _and_half(text: str, end: int, words: Lexicon) -> tuple[float, int] | None:
    """ "and a half", "с половиной": what it adds and where it ends."""
    following = _next_word(text, end)
    if words.joiners:
        if not following or following[0] not in words.joiners:
            return None
        following = _next_word(text, following[1])
    if following and following[0] in words.articles:
        following = _next_word(text, following[1])
    if following and following[0] in words.halves:
        return words.halves[following[0]], following[1]
    return None


def _spelled(text: str, start: int, words: Lexicon) -> Number | None:
    m = _WORD.match(text, start)
    if not m:
        return None
    word, end = m[0].casefold(), m.end()
    if word in words.articles:
        following = _next_word(text, end)
        if not following:
            return None
        if following[0] in words.halves:
            return _half(text, start, 1.0, following, words)
        scale, after = _scales(text, end, words)
        return _run(text, start, after, scale, words) if scale != 1.0 else None
    if word in words.halves:
        return _half(text, start, 1.0, (word, end), words)
    if word in words.scales:
        if word not in words.bare_scales:
            return None
        scale, after = _scales(text, start, words)
        return _run(text, start, after, scale, words)
    if word not in words.numbers:
        return None
    following = _next_word(text, end)
    # A language without a joiner says "five half million" for 5.5 million: there it is no part of five.
    if following and words.joiners and _part(following[0], words):
        scaled = _half(text, start, words.numbers[word], following, words)
        if scaled:
            return scaled
    return _run(text, start, start, 0.0, words)


def _part(name: str, words: Lexicon) -> float:
    """The fraction a word names ("half", "quarters", "third"), or 0."""
    known = words.halves.get(name) or words.halves.get(name.removesuffix("s"))
    return known or (1 / words.fractions[name] if name in words.fractions else 0.0)


def _half(text: str, start: int, times: float, word: tuple[str, int], words: Lexicon) -> Number | None:
    """A part of a scale: "half a million", "a quarter billion", "three quarters of a million"."""
    name, end = word
    part = _part(name, words)
    following = _next_word(text, end)
    if following and following[0] in words.words["share_after"]:
        following = _next_word(text, following[1])
    if following and following[0] in words.articles:
        end = following[1]
    elif following and following[0] not in words.scales:
        return None
    scale, after = _scales(text, end, words)
    return Number(start, after, times * part * scale, True, True, "", scale) if scale != 1.0 else None


def _run(text: str, start: int, position: int, begun: float, words: Lexicon) -> Number | None:
    """Number words in a row, summed as they are read aloud: units under a hundred, times hundred, times scales."""
    total, current, end, scaled = 0.0, 0.0, position, False
    last = math.inf  # the size of the word before: "twenty five", but not "five twenty"
    if begun:
        total, current, scaled, last = (begun, 0.0, True, begun) if begun >= 1000 else (0.0, begun, begun > 10, begun)
    at = position if not begun else end
    while True:
        following = _next_word(text, at) if at != start else _first(text, at)
        if following is None:
            break
        word, after = following
        number, scale = words.numbers.get(word), words.scales.get(word)
        if number is not None:
            if last < 100 and not (last >= 20 and last % 10 == 0 and number < 10):
                break
            if last < 1000 and last >= 100 and number >= 100:
                break
            current, last = current + number, number
        elif scale is not None and (current or total):
            if scale < 1000:
                current, last = (current or 1) * scale, scale
            elif current:
                total, current, last = total + current * scale, 0.0, scale
            else:
                break
            scaled, after = True, _past_dot(text, following, words)
        elif word in words.joiners and last >= 100 and _continues(text, after, words):
            at = after
            continue
        elif end > start and (half := _and_half(text, end, words)):
            current, end = current + half[0], half[1]
            factor, end = _scales(text, end, words)
            return _finite(Number(start, end, (total + current) * factor, True, scaled or factor != 1.0, "", factor))
        elif word in words.point and end > start and (part := _decimals(text, after, words)):
            current, end = current + part[0], part[1]
            factor, end = _scales(text, end, words)
            return _finite(Number(start, end, (total + current) * factor, True, scaled or factor != 1.0, "", factor))
        else:
            break
        at = end = after
    return _finite(Number(start, end, total + current, True, scaled, "")) if end > start else None


def _first(text: str, at: int) -> tuple[str, int] | None:
    m = _WORD.match(text, at)
    return (m[0].casefold(), m.end()) if m else None


def _continues(text: str, after: int, words: Lexicon) -> bool:
    following = _next_word(text, after)
    return bool(following and following[0] in words.numbers and words.numbers[following[0]] < 100)


def _decimals(text: str, at: int, words: Lexicon) -> tuple[float, int] | None:
    """Digits read one by one after "point": "five two" is .52."""
    digits, end = "", at
    while (following := _next_word(text, end)) and 0 <= words.numbers.get(following[0], 10) < 10 and len(digits) < 9:
        digits, end = digits + str(int(words.numbers[following[0]])), following[1]
    return (float(f"0.{digits}"), end) if digits else None


def _finite(number: Number) -> Number | None:
    return number if math.isfinite(number.value) else None
