"""Where a text says when and where it was published: lines that are only a date, and datelines of news agencies.

A line counts as a date line only if nothing else stands on it but a label, a weekday, a time and a place: a date in
running prose says when something happened, not when the text appeared. The words are handed on as found; reading
them as ISO dates is `index.metadata`'s work, with the same rules as for dates in a text.

Dateline forms after the style books of the agencies: "BISHKEK, November 27. /TASS/.", "MOSCOW, March 5 (Reuters) -",
"WASHINGTON (AP) —", "МОСКВА, 27 ноября. /ТАСС/.", "БИШКЕК, 27 ноя — Sputnik.", "БИШКЕК, 24-май 2021-жыл. /Кабар/.",
"LONDON, May 5, 2021 /EINPresswire.com/ --".
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from index.sources.base import DATELINE, TEXT, Candidate, one_line
from index.sources.furniture import lists

_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
    "|янв(?:ар[ья])?|фев(?:рал[ья])?|мар(?:та?)?|апр(?:ел[ья])?|ма[йя]|июн[ья]?|июл[ья]?|авг(?:уста?)?"
    "|сен(?:т(?:ябр[ья])?)?|окт(?:ябр[ья])?|ноя(?:бр[ья])?|дек(?:абр[ья])?"
    "|январы|февралы|марты|апрели|майы|июну|июлу|августу|сентябры|октябры|ноябры|декабры"
)
_WEEKDAYS = (
    "mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
    "|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|пн|вт|ср|чт|пт|сб|вс"
)
_TIME = (
    r"\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s*[ap]\.?m\.?)?"
    r"(?:\s*\(?(?:MSK|МСК|UTC|GMT|E[SD]T|P[SD]T|CES?T|BST)(?:[+-]\d+)?\)?)?"
)
_MONTH_DAY = rf"(?:{_MONTHS})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th|-)?\s*(?:{_MONTHS})\.?"
_DAY = rf"""(?:
    (?:{_MONTHS})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}
  | \d{{1,2}}(?:st|nd|rd|th)?[\s-]+(?:{_MONTHS})\.?,?[\s-]+\d{{4}}(?:[-‑\s]*жыл(?:ы|дын)?|\s*(?:года|год|г\.?|ж\.?))?
  | \d{{4}}[-‑]?\s*(?:жылдын|ж\.)\s*\d{{1,2}}[-‑\s]*(?:{_MONTHS})
  | \d{{4}}-\d{{2}}-\d{{2}}
  | \d{{1,2}}[./]\d{{1,2}}[./]\d{{4}}
)"""
_PLACE = r"[^\W\d_a-zа-яё][\w.'’-]*(?:,?[ -](?:(?:of|the|and|на|дер?|la|al)\s)?[^\W\d_a-zа-яё][\w.'’-]*){0,5}"
_SHOUTED = r"[^\W\d_a-zа-яё]{2,}[A-ZА-ЯЁӨҮҢ .,'’-]*?"


_BEFORE_AGENCY = re.compile(r"[/(–—]")  # one of which stands in every dateline of an agency


class DateLine(NamedTuple):
    """A line that is a date: the words of the date, the place behind it and the label before it ("" where absent)."""

    date: str
    place: str
    label: str


class Dateline(NamedTuple):
    """The head of an agency report: place in its usual case, the words of its date, the agency; "" where absent."""

    place: str
    date: str
    agency: str


_DIGIT = re.compile("[0-9]")
_YEAR = re.compile(r"\d{4}")  # in every date of a line by itself


@cache
def _line() -> re.Pattern[str]:
    return re.compile(
        rf"""(?:(?P<label>[^\W\d][\w ]{{2,30}}?)\s*[:,]?\s+)??
        (?:(?i:{_WEEKDAYS})\.?,?\s+)?(?:{_TIME},?\s+)?
        (?P<date>(?i:{_DAY}))
        (?:\s*[,|·•–—-]?\s*(?:(?i:at|в)\s+)?{_TIME})?
        (?:\s*[,|·•–—-]\s*(?P<place>{_PLACE}))?\s*[.|]?""",
        re.VERBOSE,
    )


@cache
def _report() -> re.Pattern[str]:
    agency = r"(?P<{0}>[^\W\d_][\w .&'’-]{{1,40}}?)"
    return re.compile(
        rf"""(?P<place>{_SHOUTED}|{_PLACE})(?:(?P<comma>,?)\s*(?P<date>(?i:{_DAY}|{_MONTH_DAY})))?\s*[.,]?\s*
        (?: /\s*{agency.format("slashed")}\s*/[.,]?
          | \(\s*{agency.format("bracketed")}\s*\)\s*[-–—:.]*
          | [–—]\s*{agency.format("dashed")}[.,]
        )\s""",
        re.VERBOSE,
    )


def date_line(line: str) -> DateLine | None:
    """`line` as a date line, or None. A label must be one that says "published" in a known language."""
    if len(line) > 120 or not (_DIGIT.search(line) and _YEAR.search(line)):
        return None
    match = _line().fullmatch(line)
    if match is None:
        return None
    label = (match["label"] or "").strip().casefold()
    if label and label not in lists().published:
        return None
    return DateLine(match["date"], (match["place"] or "").strip(), label)


def dateline(paragraph: str) -> Dateline | None:
    """The dateline that opens `paragraph`, or None. One without a date needs its place in capitals."""
    head = paragraph[:200]
    match = _report().match(head) if _BEFORE_AGENCY.search(head) else None
    if match is None:
        return None
    place, date = match["place"].strip(" ,."), match["date"] or ""
    agency = next(match[name] for name in ("slashed", "bracketed", "dashed") if match[name])
    if not place.isupper() and not (date and match["comma"]):  # "On April 25 (Thursday)" is a sentence
        return None
    if match["dashed"] and not date:
        return None
    return Dateline(_usual_case(place), date, agency.strip())


@cache
def _bare_dateline() -> re.Pattern[str]:
    """A dateline without an agency, as press releases have it: "LESNOYE, April 2, 2021. The ferry ..."."""
    return re.compile(rf"(?P<place>{_SHOUTED}),\s*(?P<date>(?i:{_DAY}))\s*[.–—-]\s", re.VERBOSE)


_HEAD_PARAGRAPHS = 6
_PLACE_FIRST = re.compile(rf"(?P<place>{_PLACE}),\s+(?P<rest>.*\d.*)")


def stated(text: str) -> list[Candidate]:
    """What the first paragraphs of a laid out text say of date and place: the first dateline, or the first line that
    is only a date, with the place behind it or before it ("Orlovka, 14 March 2021")."""
    for paragraph in text.split("\n\n")[:_HEAD_PARAGRAPHS]:
        if head := dateline(paragraph):
            offered = (("published", head.date), ("place", head.place), ("publisher", head.agency))
            return [Candidate(field, one_line(value), DATELINE, "dateline") for field, value in offered if value]
        if shouted := _bare_dateline().match(paragraph[:200]):
            place, date = _usual_case(shouted["place"].strip(" ,.")), shouted["date"]
            return [Candidate("published", date, DATELINE, "dateline"), Candidate("place", place, DATELINE, "dateline")]
        lines = paragraph.split("\n")
        for line in lines if len(lines) <= 5 else ():
            found, place = date_line(line), ""
            if found is None and (first := _PLACE_FIRST.fullmatch(line)):
                found, place = date_line(first["rest"]), first["place"]
            if found is not None:
                offers = [Candidate("published", one_line(found.date), TEXT, "date line")]
                place = place or found.place
                return [*offers, Candidate("place", one_line(place), TEXT, "date line")] if place else offers
    return []


def _usual_case(place: str) -> str:
    """ "NEW YORK" as "New York"; a place already in mixed case stays, and so does a short abbreviation ("U.S.")."""
    if not place.isupper() or "." in place:
        return place
    return "".join(part.capitalize() for part in re.split(r"([ -])", place))
