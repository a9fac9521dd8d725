"""What the sentence says of a figure: hedge, direction, what it measures, and for which period.

Rules, in the order tried. Measure: what its sentence names (`measured`); else, for a change, the measure of the
sentence before. Period: the nearest date of the sentence with no other
figure between; else that of the sentence before in the same paragraph, for a change or where it opens that sentence.
What the period rests on is the figure's basis; one that could not be placed in time leaves the period empty, and the
figure without another. A date that something is compared with ("more than in 2019"), or a bare year that a change is
measured from ("up 5% on 2019"), is no period. An amount that a change led to ("it grew 17%, reaching two billion
dollars") shares its measure and period, where it has none of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from index.annotators.drafts import annotation
from index.annotators.figures.chains import Chains, folded
from index.annotators.figures.figure import Figure
from index.annotators.figures.lexicon import Lexicon
from index.annotators.figures.measured import Measures
from index.annotators.figures.phrases import Found
from index.models import Annotation, Kind
from index.timex import grain

# It begins with a set of marks, so that the letters between are skipped at once.
_END = re.compile(r"[.!?…\n](?:(?<!\n)[\"'»”’)\]]*\s+(?=[\"'«“(\[]*[A-ZА-ЯЁҮӨҢ])|(?<=\n)\s*\n)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|No|Gen|Sen|Rep|Gov|Lt|Col|vs|им|гг?|ул|тов|т|акад|проф)|\b[A-ZА-Я])\.\s*\Z"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_FAR = 400  # characters of a sentence looked at on each side of a figure
_AUXILIARY = 20  # characters before a verb of change that hold its auxiliary
_FRONT = 8  # characters before a date that opens a sentence ("In ", "During ")
_BESIDE = 8  # characters of a preposition between a figure and its date ("5% in 2020")
_NEAR = 60  # characters a hedge with its filler words may take


class Context:
    """Sentences and dates of one text, found once, asked for each figure."""

    def __init__(self, text: str, words: Lexicon, dates: Sequence[Annotation], found: Sequence[Figure]) -> None:
        self._text = text
        self._words = words
        self._starts = [0, *(m.end() for m in _END.finditer(text) if not _abbreviated(text, m)), len(text) + 1]
        told = (
            d
            for d in dates
            if _tells_period(d)
            and not words.compared.search(text, max(0, d.start - _NEAR), d.start)
            and not words.compared_behind.match(text, d.end)
        )
        self._dates = sorted(told, key=lambda d: d.start)
        self._date_starts = [d.start for d in self._dates]
        self._figures = found
        self._ends = {figure.end for figure in found}
        self._described: dict[int, Annotation] = {}
        self._measures = Measures(text, words, self._ends)
        self._chains = Chains(text, words, found, self._dates)

    def describe(self, index: int) -> Annotation:
        """The figure numbered `index` as an annotation with everything its sentence says of it."""
        text, figure = self._text, self._figures[index]
        at = bisect_right(self._starts, figure.start) - 1
        first = max(self._starts[at], figure.start - _FAR)
        last = min(self._starts[at + 1] - 1, figure.end + _FAR)
        left = self._figures[index - 1].end if index and self._figures[index - 1].end > first else first
        right = last
        if index + 1 < len(self._figures) and self._figures[index + 1].start < last:
            right = self._figures[index + 1].start
        if figure.stop:
            right = min(right, figure.stop)
        change, direction = self._direction(figure, left, right)
        outcome = not direction and figure.kind is not Kind.TREND and self._chains.joined(index)
        if outcome or (not direction and self._chains.dated(index)):
            change, direction = self._direction_before(index, first)
            outcome = bool(direction)
        led = outcome or (change is not None and change.end <= figure.start)
        hedge = self._hedge(figure, left, right, direction if led else "")
        measure = figure.noun or self._measures.of(figure, first, right, change)
        listed = None if direction else self._listed_after(index, measure)
        if listed is not None:
            direction, measure = listed.direction, listed.measure
        sized = bool(direction) and not outcome and figure.kind is not Kind.TREND and self._is_size(figure, change)
        if figure.kind is Kind.PERCENT and direction and not sized and self._of_growth(figure, change, first):
            direction, sized = "rise", True
        apart = self._chains.dated(index) and self._chains.begun(
            index - 1
        )  # "from 5% in 2020 to 7%": that year is not 7%'s
        period, basis = self._period(figure, figure.start if apart else left, right, first, last, sized)
        if not period and not basis and not figure.stop and not apart:
            wide = self._chains.left_of(index, first), self._chains.right_of(index, right if right == last else last)
            period, basis = self._period(figure, *wide, first, last, sized)
        if not measure and (direction or figure.kind is Kind.PERCENT):
            measure = self._measure_of_previous(index, at)
        if cause := self._led_to(index, left, direction, measure):
            measure, period, basis = cause.measure, period or cause.period, basis or cause.basis
        if not period and not basis and figure.kind is not Kind.TREND and not self._present(first, figure, change):
            period, basis = self._period_of_previous(at, bool(direction))
        rule = figure.rule
        sized = sized or (bool(direction) and figure.kind is Kind.TREND)
        if direction and listed is None and sized is (figure.kind is not Kind.PERCENT):
            rule += "-level" if figure.kind is Kind.PERCENT else "-change"
        value, low, high = folded(figure, direction if sized or figure.adverb else "")
        self._described[index] = annotation(
            figure.kind,
            figure.start,
            figure.end,
            text[figure.start : figure.end],
            None if value is None else _clean(value),
            unit=figure.unit,
            low=None if low is None else _clean(low),
            high=None if high is None else _clean(high),
            hedge=hedge,
            direction=direction if figure.adverb and direction else figure.direction or direction,
            measure=measure,
            period=period,
            rule=rule,
            basis=basis or "text",
        )
        return self._described[index]

    def _led_to(self, index: int, left: int, direction: str, measure: str) -> Annotation | None:
        """The change that an amount is the outcome of: "it increased by 17 percent, reaching two billion dollars"."""
        change, figure = self._described.get(index - 1), self._figures[index]
        if change is None or not change.direction or change.kind is not Kind.PERCENT or change.end != left:
            return None
        if figure.kind is not Kind.MONEY or direction or measure not in ("", change.measure):
            return None
        if self._words.reaching.search(self._text, change.end, figure.start):
            return change
        verb = self._words.rise_after.at(self._text, change.end, figure.start)  # "15 пайызга өсүп, 4 миллиардга жетти"
        last = self._words.reached_behind.match(self._text, figure.end)
        return change if verb and last and not self._text[verb.end : figure.start].strip(", ") else None

    def _listed_after(self, index: int, measure: str) -> Annotation | None:
        """The growth that a bare percentage goes on with: "grew 1% in 2018, 2% in 2019 and 5% in 2021"."""
        before, figure = self._described.get(index - 1), self._figures[index]
        if before is None or not (figure.kind is before.kind is Kind.PERCENT and before.rule == "percent"):
            return None
        if not before.direction or measure not in ("", before.measure):
            return None
        low = bisect_left(self._date_starts, before.end)
        dates = self._dates[low : bisect_left(self._date_starts, figure.start)]
        between = self._text[before.end : figure.start]
        for date in reversed(dates):
            between = between[: date.start - before.end] + between[date.end - before.end :]
        words = {m[0].casefold() for m in _WORD.finditer(between)}
        link = re.match(r"\s(?:of|от)\b", self._text[figure.end : figure.end + 4])
        apart = re.search(r"[.;:!?\n]", between) or not dates or not words <= self._words.words["stop"]
        return None if link or apart else before

    def _hedge(self, figure: Figure, left: int, right: int, direction: str) -> str:
        """ "over", "nearly", "up to": before the figure, "another" and the like between; or "or so" after it. A word
        that is a hedge elsewhere only says where a change led ("снизилась до 7%")."""
        if self._words.approximate and self._words.approximate.search(self._text, figure.start, figure.end):
            return "about"
        if after := self._words.hedges_after.at(self._text, figure.end, right):
            return after.key
        start = max(left, figure.start - _NEAR)
        edge = figure.start
        found = self._words.hedges.all(self._text, start, edge)
        fillers = self._words.skipped.all(self._text, start, edge)
        while found or fillers:
            gap = edge - len(self._text[start:edge]) + len(self._text[start:edge].rstrip())
            if hits := [h for h in found if h.end == gap]:
                hit = min(hits, key=lambda h: h.start)
                linked = self._text[hit.start : hit.end].casefold() in self._words.words["outcome"]
                return "" if direction and linked else hit.key
            skip = [f for f in fillers if f.end == gap]
            if not skip:
                return ""
            edge = min(f.start for f in skip)
        return ""

    def _direction(self, figure: Figure, left: int, right: int) -> tuple[Found | None, str]:
        """The word of change that governs the figure, and "rise", "fall" or ""."""
        text, words = self._text, self._words
        skipped = words.behind.match(text, figure.end, right)
        end = skipped.end() if skipped else figure.end
        if after := words.rise_after.at(text, end, right):
            return after, after.key
        before = [f for f in words.rise.all(text, left, figure.start) if not self._is_hedge(f, figure)]
        if before and self._governs(before[-1], figure):
            return before[-1], before[-1].key
        return None, ""

    def _direction_before(self, index: int, first: int) -> tuple[Found | None, str]:
        """The change that led from the figure before to this one: its own, or the one that "from" depends on."""
        before = self._described.get(index - 1)
        if before is None or before.start < first:
            return None, ""
        if before.direction and not self._chains.begun(index - 1):
            return None, before.direction
        figure = self._figures[index - 1]
        found = [f for f in self._words.rise.all(self._text, first, figure.start) if not self._is_hedge(f, figure)]
        if not found or not self._chains.begun(index - 1) or not self._governs(found[-1], figure):
            return None, ""
        return found[-1], found[-1].key

    def _of_growth(self, figure: Figure, change: Found | None, first: int) -> bool:
        """Whether what rose or fell to a percentage is a growth: the percentage is its size ("growth slowed to 3%")."""
        if change is None or change.end > figure.start:
            return False
        clause = re.split(r"[.,;:()]", self._text[first : change.start])[-1]
        return not self._words.words["growth"].isdisjoint(m[0].casefold() for m in _WORD.finditer(clause))

    def _is_hedge(self, found: Found, figure: Figure) -> bool:
        """ "up to" and "more than" before a number are hedges, not changes."""
        hit = self._words.hedges.at(self._text, found.start, figure.start)
        return hit is not None and hit.end > found.end

    def _governs(self, change: Found, figure: Figure) -> bool:
        """A change governs an amount only as its size or its end ("rose to $4 billion", "by a third"), not a figure
        of another clause ("grew last year, hitting $4 billion"); counts of things are never changes unless so said."""
        between = self._text[change.end : figure.start]
        if re.search(r"[;:]|,\s", between):
            return False
        if change.end - change.start <= 4 and len(between) > 16 and not self._linked(between):
            return False  # "up", "off", "gain" only right beside the figure
        if figure.kind is Kind.PERCENT:
            return True
        linked = _WORD.search(between)
        obtained = self._text[change.start : change.end].casefold() in self._words.words["obtains"]
        if obtained and (linked is None or linked[0].casefold() not in self._words.words["change_links"]):
            return False  # "raised $45 million"
        return len(between) <= 40 and (linked is None or linked[0].casefold() in self._words.words["change_links"])

    def _linked(self, between: str) -> bool:
        """Whether what stands before a figure ends in the preposition of a change: "cut its key rate by (5%)"."""
        words, last = self._words.words, between.rstrip().rpartition(" ")[2].casefold()
        return last in words["outcome"] | words["from"] | words["share_before"]

    def _is_size(self, figure: Figure, change: Found | None) -> bool:
        """Whether a figure is the size of a change ("rose 5%", "by $2 billion"), not where it began or ended ("to").
        A percentage that is none has a rule that ends in "-level", an amount that is one in "-change"."""
        if change is None or change.start >= figure.end:
            return change is None or not self._text[figure.end : change.start].strip()
        said = (m[0].casefold() for m in _WORD.finditer(self._text, change.end, figure.start))
        linked = next((word for word in said if word in self._words.words["change_links"]), "")
        rate = figure.kind is Kind.PERCENT and linked in self._words.words["change_rate"]
        return not linked or rate or linked in self._words.words["change_by"]

    def _period(self, figure: Figure, left: int, right: int, first: int, last: int, sized: bool) -> tuple[str, str]:
        """The date nearest to the figure with no other figure between, and its basis: the one right behind it first
        ("$3 billion in 2023, $4 billion in 2024"). One that is placed in time goes before one that is not, whose
        value is left out. `sized`: the figure is the size of a change, which a year may be the start of."""
        low = bisect_left(self._date_starts, first)
        near: list[tuple[bool, int, str, str]] = []
        for date in self._dates[low : bisect_right(self._date_starts, last)]:
            value = str(date.value)
            placed = "XXXX" not in value
            day = grain(value) == "day"
            if date.start >= figure.end and date.end <= right:
                between = self._text[figure.end : date.start]
                if sized and self._measured_from(date, between):
                    continue
                beside = len(between) <= _BESIDE and not re.search(r"[^\w\s]", between)
                distance = 0 if beside else len(between) + 60 * len(re.findall(r"[;:]|,\s", between))
            elif date.start >= left and date.end <= figure.start and not self._of_other(date):
                distance = figure.start - date.end
            else:
                continue
            if not day or distance <= 30:
                near.append((not placed, distance, value if placed else "", date.basis))
        return min(near)[2:] if near else ("", "")

    def _of_other(self, date: Annotation) -> bool:
        """Whether a date is of the figure before it alone: "5% in May from 7% a year earlier, while the rate ..."."""
        last = date.text.rpartition(" ")[2].casefold()
        return last in self._words.words["earlier"] and date.start - 1 in self._ends

    def _measured_from(self, date: Annotation, between: str) -> bool:
        """Whether a date behind a change is a bare year that it is measured from, not one that it took."""
        if grain(str(date.value)) != "year" or not self._words.change_since.fullmatch(between.rstrip()):
            return False
        return not date.text.casefold().startswith(tuple(self._words.words["lasting"]))

    def _previous(self, at: int) -> tuple[int, int]:
        """The sentence before, if it is of the same paragraph; else an empty stretch."""
        if at == 0:
            return 0, 0
        first, end = self._starts[at - 1], self._starts[at]
        apart = "\n\n" in self._text[max(first, end - 4) : end] or end - first > 2 * _FAR
        return (end, end) if apart else (first, end)

    def _measure_of_previous(self, index: int, at: int) -> str:
        """The measure a sentence goes on with: one the sentence before names, or, after "it", the one it went on with
        itself."""
        first, end = self._previous(at)
        if first == end:
            return ""
        if found := self._words.measures.all(self._text, first, end):
            return found[-1].key
        start = self._figures[index].start
        words = (m[0].casefold() for m in _WORD.finditer(self._text, max(end, start - _FAR), start))
        if self._words.words["pronouns"].isdisjoint(words):
            return ""
        while (index := index - 1) in self._described and self._described[index].start >= first:
            before = self._described[index]
            if before.end <= end and before.direction and before.measure:
                return before.measure
        return ""

    def _period_of_previous(self, at: int, change: bool) -> tuple[str, str]:
        """The period a change goes on with; and, for any figure, that of a date which opens the sentence before: such
        a date frames what follows (Charolles 1997, "adverbiaux cadratifs")."""
        first, end = self._previous(at)
        low, high = bisect_left(self._date_starts, first), bisect_left(self._date_starts, end)
        spans = [d for d in self._dates[low:high] if grain(str(d.value)) != "day"]
        if not spans or not (change or spans[0].start - first <= _FRONT):
            return "", ""
        if self._of_future(first, end) and not self._of_future(end, self._starts[at + 1] - 1):
            return "", ""  # "The talks will begin next month. Trade rose by a third"
        found = spans[-1] if change else spans[0]
        return ("" if "XXXX" in str(found.value) else str(found.value)), found.basis

    def _of_future(self, first: int, end: int) -> bool:
        words = (m[0].casefold() for m in _WORD.finditer(self._text, first, end))
        return not self._words.words["future"].isdisjoint(words)

    def _present(self, first: int, figure: Figure, change: Found | None) -> bool:
        """Whether the sentence speaks of now ("has climbed to", "there are"): it takes no period from another."""
        if change is not None:
            comma = self._text.rfind(",", first, change.start)
            first = max(first, change.start - _AUXILIARY, comma)
        words = (m[0].casefold() for m in _WORD.finditer(self._text, first, figure.start))
        return not self._words.words["present"].isdisjoint(words)


def _clean(value: float) -> float:
    """4.1 times a thousand million as 4.1e9, without the dust of binary fractions."""
    return float(f"{value:.12g}")


def _abbreviated(text: str, m: re.Match[str]) -> bool:
    at = m.start() + (text[m.start()] != "\n")
    return "\n\n" not in m[0] and bool(_ABBREVIATION.search(text[max(0, at - 8) : at + 1]))


def _tells_period(date: Annotation) -> bool:
    return date.kind is Kind.DATE and isinstance(date.value, str) and bool(grain(date.value))


def describe(text: str, words: Lexicon, dates: Sequence[Annotation], found: Sequence[Figure]) -> list[Annotation]:
    """All figures of a text with what their sentences say of them."""
    if not found:
        return []
    assert all(a.end <= b.start for a, b in pairwise(found))
    context = Context(text, words, dates, found)
    return [context.describe(i) for i in range(len(found))]
