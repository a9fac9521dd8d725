"""Finds the figures of a text from left to right: at every number, what stands around it says what it is.

In this order: a percentage, an amount of money, a quantity with a unit, a count of things. A number that is none of
these is left alone, and so are years, ordinals, times, scores, telephone numbers, numbered articles and addresses.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.annotators.figures.lexicon import Found, Lexicon
from index.annotators.figures.numbers import Number, read_number
from index.models import DATES, Annotation, Kind

_URL = re.compile(r"(?:https?://|www\.)\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.\w{1,24}", re.IGNORECASE)
_BEFORE = 14  # characters looked back for "US $", "MUSD ", "dollar "
_RATES = re.compile(
    r"(?:^[ \t]*[A-Z]{3}(?:/[A-Z]{3})?[ \t:]+\d+[.,]\d+[ \t]*(?:[-+]\d+[.,]?\d*%?[ \t]*)?(?:\n|\Z)){2,}", re.MULTILINE
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_TAIL = re.compile(r"([^\W\d_]*)\.?\Z")
_MAX_MODIFIERS = 4


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure before its sentence is read: what it is, its number, and the noun it counts (for a count)."""

    kind: Kind
    start: int
    end: int
    value: float
    unit: str
    rule: str
    low: float | None = None
    high: float | None = None
    direction: str = ""
    noun: str = ""


def figures(text: str, words: Lexicon, dates: Sequence[Annotation]) -> Iterator[Figure]:
    """Every figure of a text in order, none overlapping another."""
    closed = _Closed(text, dates)
    position = 0
    while m := words.trigger.search(text, position):
        position = max(m.end(), m.start() + 1)
        found = None
        if not closed.at(m.start()):
            found = _figure(text, m, words, closed)
        if found is None:
            if m.lastgroup == "digit":
                position = _past_digits(text, m.start())
            continue
        yield found
        closed.upto = position = found.end


class _Closed:
    """Where no figure can begin: addresses of pages and people, lines of a currency widget, and dates."""

    def __init__(self, text: str, dates: Sequence[Annotation]) -> None:
        spans = [m.span() for m in _RATES.finditer(text)]
        if "://" in text or "www." in text.casefold() or "@" in text:
            spans += [m.span() for m in _URL.finditer(text)]
        self._starts = sorted(spans)
        self._dates = sorted((a.start, a.end) for a in dates if a.kind in DATES)
        self.upto = 0

    def at(self, position: int) -> bool:
        i = bisect_right(self._starts, (position, position + 1_000_000_000))
        return i > 0 and position < self._starts[i - 1][1]

    def dated(self, start: int, end: int) -> bool:
        """Whether a date covers this stretch: its number is then a year, a day or a length of time."""
        i = bisect_right(self._dates, (start, len(self._dates) and 1_000_000_000))
        return i > 0 and self._dates[i - 1][0] <= start and end <= self._dates[i - 1][1]


def _past_digits(text: str, position: int) -> int:
    """Past a run of digits and the marks that hold it together, so that no part of it is read as a number."""
    while position < len(text) and (
        text[position].isalnum() or (text[position] in ".,:/" and text[position + 1 : position + 2].isdigit())
    ):
        position += 1
    return position


def _figure(text: str, m: re.Match[str], words: Lexicon, closed: _Closed) -> Figure | None:
    if m["multiple"] is not None:
        return _multiple(m, words)
    if m["share"] is not None:
        return _percent_of(text, m.end(), m.start(), words)
    start = m.end() if m["code"] is not None else m.start()
    if m["digit"] is not None and _glued(text, start):
        return None
    number = read_number(text, start, words)
    if number is None:
        return _fraction(text, start, words)
    second = _range(text, number, words)
    last = second or number
    return (
        (None if number.scaled else _fraction(text, start, words))
        or _percent(text, number, last, words)
        or _money(text, number, last, words, closed.upto)
        or (None if closed.dated(number.start, last.end) else _quantity(text, number, last, words))
        or (None if closed.dated(number.start, last.end) else _count(text, number, last, words))
    )


def _glued(text: str, start: int) -> bool:
    """Whether digits belong to something before them: "COVID-19", "3.1", "#5", "§ 7", "14:15"."""
    before = text[start - 1 : start]
    further = text[start - 2 : start - 1]
    if before in "-–—/" and before:
        return further.isalnum()
    if before in ".,:" and before:
        return further.isdigit() or before == "."
    return before in "#§№_@&=+^\\" and before != ""


def _range(text: str, first: Number, words: Lexicon) -> Number | None:
    """The second number of "5-7 billion", "5 to 7 percent", "$5 to $7"; its scale holds for both."""
    link = words.range_to.match(text, first.end)
    if not link:
        return None
    joined = link[0].strip()
    if joined in words.joiners and not _between(text, first.start, words):
        return None
    at = link.end()
    if (mark := re.compile(r"[$€£¥₽]\s?").match(text, at)) and not words.before.search(
        text, max(0, first.start - 4), first.start
    ):
        return None
    at = mark.end() if mark else at
    if at >= len(text) or not (text[at].isdigit() or words.trigger.match(text, at)):
        return None
    if text[at].isdigit() and first.spelled:
        return None
    second = read_number(text, at, words)
    if second is None or (link[0] == "-" and first.spelled):
        return None
    low = first.value * (second.scale if first.scale == 1.0 else 1.0)
    return second if second.value > low else None


def _between(text: str, start: int, words: Lexicon) -> bool:
    word = _WORD.findall(text[max(0, start - 14) : start].rstrip("$€£¥₽ "))
    return bool(word) and word[-1].casefold() in {"between", "между"}


def _bounds(first: Number, last: Number) -> tuple[float, float | None, float | None]:
    """Value, low and high: a range has its low end for value, as `Annotation` says."""
    if first is last:
        return first.value, None, None
    low = first.value * (last.scale if first.scale == 1.0 else 1.0)
    return low, low, last.value


def _multiple(m: re.Match[str], words: Lexicon) -> Figure | None:
    """ "doubled", "tripled", "halved": a change of 100, 200, minus 50 percent."""
    found = words.multiples.at(m.string, m.start())
    if found is None:
        return None
    change = (float(found.key) - 1) * 100
    return Figure(
        Kind.PERCENT, found.start, found.end, abs(change), "%", "multiple", direction="rise" if change > 0 else "fall"
    )


def _percent_of(text: str, at: int, start: int, words: Lexicon) -> Figure | None:
    """ "per cent of 210" at the end of its clause, as tables write it; a number before it makes it another figure."""
    if re.search(r"[\w%][\s-]?\Z", text[max(0, start - 3) : start]) and not re.search(r"\A\s*\Z", text[:start]):
        return None
    at += len(text[at:]) - len(text[at:].lstrip(" ")) if at < len(text) else 0
    number = read_number(text, at, words) if at < len(text) and words.trigger.match(text, at) else None
    if number is None or not re.match(r"\s*(?:[.,;)\n]|\Z)", text[number.end : number.end + 3]):
        return None
    return Figure(Kind.PERCENT, start, number.end, number.value, "%", "percent-of")


def _fraction(text: str, start: int, words: Lexicon) -> Figure | None:
    """ "two-thirds", "a third of", "by a quarter", "one-fifth": a share in percent."""
    m = _WORD.match(text, start)
    if m is None:
        return None
    parts = [p.casefold() for p in re.split(r"[-\s]", m[0])]
    end = m.end()
    if len(parts) == 1:
        if parts[0] in words.fractions:
            parts = ["", parts[0]]
        elif following := re.compile(r"\s([^\W\d_]+)").match(text, end):
            parts, end = [parts[0], following[1].casefold()], following.end()
    if len(parts) != 2 or parts[1] not in words.fractions:
        return None
    count = 1.0 if parts[0] in words.articles or not parts[0] else words.numbers.get(parts[0], 0.0)
    size = words.fractions[parts[1]]
    if not 0 < count < size:
        return None
    before = [w.casefold() for w in _WORD.findall(text[max(0, start - 16) : start])][-1:]
    after = [w.casefold() for w in _WORD.findall(text[end : end + 24])][:3]
    if set(before) & words.words["no_share_before"] or set(after) & words.words["time_nouns"]:
        return None
    shared = bool(after) and after[0] in words.words["share_after"] and text[end : end + 1].isspace()
    changed = bool(set(before) & words.words["share_before"])
    plain = count > 1 or "-" in text[start:end]
    if not (shared or changed or plain):
        return None
    return Figure(Kind.PERCENT, start, end, round(100 * count / size, 4), "%", "fraction")


def _percent(text: str, first: Number, last: Number, words: Lexicon) -> Figure | None:
    found = words.percent.at(text, last.end)
    if found is None:
        return _times(text, first, last, words)
    start, value, low, high = first.start, *_bounds(first, last)
    if first is last and (minus := words.minus.search(text, max(0, start - 12), start)):
        start, value = start - len(minus[0]), -value
    if found.key == "bp":
        value, low, high = value / 100, low and low / 100, high and high / 100
    unit = "%" if found.key == "%" else "pp"
    return Figure(Kind.PERCENT, start, found.end, value, unit, "percent", low, high)


def _times(text: str, first: Number, last: Number, words: Lexicon) -> Figure | None:
    """ "в 2,5 раза", "эки эсе": a multiple said with a number."""
    found = words.times.at(text, last.end)
    said = {w.casefold() for w in _WORD.findall(text[max(0, first.start - 6) : first.start])[-1:]}
    needed = words.words["times_before"]
    if found is None or last.value <= 1 or (needed and not said & needed):
        return None
    if words.change_times:
        begin = max(text.rfind(mark, max(0, first.start - 40), first.start) for mark in ".;:\n") + 1
        change = words.rise.all(text, max(begin, first.start - 40), first.start)
        if not change and not words.rise_after.at(text, found.end):
            return None
    value, low, high = (None if v is None else round((v - 1) * 100, 4) for v in _bounds(first, last))
    assert value is not None
    return Figure(Kind.PERCENT, first.start, found.end, value, "%", "times", low, high)


def _money(text: str, first: Number, last: Number, words: Lexicon, upto: int) -> Figure | None:
    value, low, high = _bounds(first, last)
    start, end = first.start, last.end
    unit, rule = "", "money"
    before = _currency_before(text, start, upto, words)
    if before:
        unit = words.before_keys[(before.lastindex or 1) - 1]
        start -= len(before[0])
        letters = re.compile(r"\s?([A-Za-z]{1,2})(?!\w)").match(text, end)
    else:
        letters = re.compile(r"\s?([A-Za-z]{1,2})(?!\w)").match(text, end) if _code_next(text, end, words) else None
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
    elif before is None or rule == "money":
        minor = _minor(text, end, words, unit) if first is last and value == int(value) else None
        if minor:
            value, end = value + minor[0], minor[1]
    unit, _, scale = unit.partition("*")
    if scale:
        value, low, high = value * float(scale), low and low * float(scale), high and high * float(scale)
    if first.digits and text[end : end + 1].isalnum() and text[end - 1].isalnum():
        return None
    return Figure(Kind.MONEY, start, end, value, unit, rule, low, high)


def _currency_before(text: str, start: int, upto: int, words: Lexicon) -> re.Match[str] | None:
    """The symbol, code or name that stands before a number ("US $", "MAUD ", "rs. ")."""
    tail = text[max(upto, start - _BEFORE) : start].rstrip()
    last = _TAIL.search(tail)
    if last is None or (last[1].casefold() or tail[-1:]) not in words.before_ends:
        return None
    return words.before.search(text, max(upto, start - _BEFORE), start)


def _code_next(text: str, end: int, words: Lexicon) -> bool:
    """Whether a currency follows one word further on: "5k euros", "3 m USD"."""
    m = re.compile(r"\s?[A-Za-z]{1,2}(?=[\s$€£¥₽])").match(text, end)
    return bool(m and (words.money.at(text, m.end()) or words.codes.at(text, m.end())))


def _code(text: str, end: int, words: Lexicon) -> Found | None:
    """A symbol or code after a number, unless it belongs to the number that follows ("1 $10 bill", "3 USD50")."""
    found = words.codes.at(text, end)
    if found is None or (found.start > end and text[found.end : found.end + 1].isdigit()):
        return None
    return found


def _late_scale(text: str, end: int, words: Lexicon) -> tuple[float, int] | None:
    """ "75 USD million": the scale behind the code."""
    m = re.compile(r"\s([^\W\d_]+)").match(text, end)
    factor = words.scales.get(m[1].casefold()) if m else None
    return (factor, m.end()) if m and factor and factor >= 1000 else None


def _minor(text: str, end: int, words: Lexicon, unit: str) -> tuple[float, int] | None:
    """Hundredths after a whole amount: "3 dollars 50 cents", "15 dollars and 50" at the end of a clause."""
    joiner = "|".join(words.joiners) or "(?!)"
    m = re.compile(rf"\s(?:(?:{joiner})\s)?", re.IGNORECASE).match(text, end)
    if not m or m.end() >= len(text) or not words.trigger.match(text, m.end()):
        return None
    number = read_number(text, m.end(), words)
    if number is None or not 0 < number.value < 100 or number.value != int(number.value):
        return None
    if part := words.subunits.at(text, number.end):
        return number.value / 100, part.end
    closing = re.compile(r"\s*(?:[.;!?)]|,\s|\Z)").match(text, number.end)
    if closing and not words.before.search(text, max(0, m.end() - 3), m.end()):
        return number.value / 100, number.end
    return None


def _quantity(text: str, first: Number, last: Number, words: Lexicon) -> Figure | None:
    found = words.units.at(text, last.end)
    if found is None or (found.start == last.end and last.spelled):
        return None
    unit, factor = words.factors.get(found.key, (found.key, 1.0))
    value, low, high = (None if v is None else v * factor for v in _bounds(first, last))
    assert value is not None
    start = first.start
    if unit in {"Cel", "[degF]", "deg"} and (minus := words.minus.search(text, max(0, start - 12), start)):
        start, value = start - len(minus[0]), -value
    return Figure(Kind.QUANTITY, start, found.end, value, unit, "quantity", low, high)


def _count(text: str, first: Number, last: Number, words: Lexicon) -> Figure | None:
    """A number of things: "about 1,800 companies". Needs a noun in the plural (or a scale word: "3 million")."""
    end, value = last.end, last.value
    if text[end : end + 1].isalnum() or (text[end : end + 1] and text[end] in "-–—°\"'’") or value == 0:
        return None
    if value == 1 and not last.scaled:
        return None
    before = text[max(0, first.start - 18) : first.start]
    if words.labels.search(text, max(0, first.start - 18), first.start):
        return None
    previous = [w.casefold() for w in _WORD.findall(before)][-1:]
    small = value <= 10 and first is last
    if small and set(previous) & words.words["definite"] and before[-1:].isspace():
        return None
    noun = _counted(text, end, words)
    if noun is None:
        if not last.scaled or (last.scale < 1000 and not last.spelled):
            return None
        value, low, high = _bounds(first, last)
        return Figure(Kind.COUNT, first.start, end, value, "", "scale", low, high)
    folded = noun[0].casefold()
    if folded in words.words["time_nouns"]:
        return None
    if (
        _year_like(first, last)
        and folded not in words.words["year_nouns"]
        and not words.hedges.all(before, 0, len(before))
    ):
        return None
    value, low, high = _bounds(first, last)
    return Figure(Kind.COUNT, first.start, noun[1], value, folded, "count", low, high, noun=folded)


def _year_like(first: Number, last: Number) -> bool:
    return first.scale == 1.0 and len(last.digits) == 4 and last.digits.isdigit() and 1500 <= last.value < 2100


def _counted(text: str, end: int, words: Lexicon) -> tuple[str, int] | None:
    """The noun counted and its end: the first plural after at most four modifiers, and a plural right after it."""
    best: tuple[str, int] | None = None
    position = end
    for _ in range(_MAX_MODIFIERS):
        gap = re.compile(r"[ \u00a0\n]{1,2}").match(text, position)
        m = _WORD.match(text, gap.end()) if gap else None
        if m is None or (gap and "\n\n" in gap[0]):
            break
        word = m[0].casefold()
        if word in words.words["time_nouns"]:
            return (word, m.end()) if best is None else best
        if word in words.words["stop"]:
            if best is None and word in words.words["share_after"] and position == end:
                position = m.end()
                continue
            break
        if words.modifier is not None:
            if word.endswith(tuple(words.words["not_counted"])):
                break
            if word in words.words["plural_nouns"] or not words.modifier.search(word):
                return m[0], m.end()
        elif _is_plural(word, words):
            best = (m[0], m.end())
        elif best is not None:
            break
        position = m.end()
    return best


def _is_plural(word: str, words: Lexicon) -> bool:
    if word in words.words["plural_nouns"]:
        return True
    if word in words.words["not_plural"] or word.endswith(("'s", "’s")):
        return False
    return len(word) > 3 and bool(re.search(rf"(?:{words.plural})\Z", word)) and not re.search(r"(?:ss|us|is)\Z", word)
