"""Where a report begins behind its dateline: "BISHKEK, May 12 (Reuters) - ", "Москва. 17 июля. INTERFAX.RU - ".

Forms after the style books of the agencies, as in `index.sources.dateline`, which reads what they say; here only their
end counts, for a dateline is nothing that anybody said. A place in capitals may stand with little else ("MOSCOW: "),
one in small letters needs the day or the agency between strokes or brackets beside it.
"""

from __future__ import annotations

import re
from functools import cache

_HEAD = 120  # characters within which a dateline ends


@cache
def _pattern() -> re.Pattern[str]:
    capital = "A-ZА-ЯЁӨҮҢ"
    shouted = rf"[{capital}]{{2}}[{capital} .’'/-]{{0,28}}(?<=[{capital}])"
    place = rf"[{capital}][\w’'-]+(?: [{capital}][\w’'-]+){{0,2}}"
    year = r"(?:,?[ -]\d{4}(?:-?жыл|[ ]г(?:ода|\.)?)?)?"
    ordinal = r"\d{1,2}(?:st|nd|rd|th)?"
    day = (
        rf"(?:{ordinal}[ -]?[^\W\d]{{3,9}}\.?{year}|[A-Z][a-z]{{2,8}}\.? {ordinal}{year}"
        r"|\d{1,2}[./]\d{1,2}[./]\d{2,4})"
    )
    agency = rf"[{capital}][\w.’'-]*(?: [{capital}][\w.’'-]*){{0,2}}"
    dash = r" ?[—–-]{1,2} "
    framed = rf" ?(?:\([^()\n]{{2,50}}\)|/ ?[^/\n]{{2,30}}/)[.,]?(?:{dash}|: | )"
    plain = rf"(?:{dash}(?:{agency}\. )?|\. {agency}{dash})"
    return re.compile(
        rf"(?:{shouted})(?:[,.]? {day})?[.,]?(?:{framed}|{plain}|: )"
        rf"|{shouted},? {day} (?=[{capital}])"
        rf"|{shouted}, [^—–\n-]{{1,30}}?{dash}"
        rf"|{place}[,.] {day}[.,]?(?:{framed}|{plain})"
        rf"|{place}[,.]? (?:/ ?[^/\n]{{2,30}}/[.,]?(?:{dash}| )|\([^()\n]{{2,50}}\){dash})"
    )


def behind_dateline(line: str) -> int:
    """The offset behind a dateline that opens a paragraph; 0 where there is none."""
    match = _pattern().match(line[:_HEAD])
    return match.end() if match else 0
