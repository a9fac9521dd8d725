"""The numbers and bullets of Word's lists, which stand in no paragraph but are counted: ECMA-376 part 1, 17.9."""

from __future__ import annotations

import re
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"))
_ROMAN_ENDS = ((9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class Numbering:
    """Counts the paragraphs of each list of a document, in the order they are asked for."""

    def __init__(self, root: Any) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}  # list -> level -> format, pattern, first
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, list[int]] = {}
        if root is not None:
            self._take(root)

    def _take(self, root: Any) -> None:
        made = {each.get(f"{W}abstractNumId", ""): _levels(each) for each in root.iter(f"{W}abstractNum")}
        for each in root.iter(f"{W}num"):
            id, abstract = each.get(f"{W}numId", ""), each.find(f"{W}abstractNumId")
            name = abstract.get(f"{W}val", "") if abstract is not None else ""
            self._levels[id] = made.get(name, {})
            self._abstract[id] = name

    def label(self, list_id: str, level: int) -> str:
        """What stands before the next paragraph of a list: "2.1. ", "• " or ""."""
        levels = self._levels.get(list_id)
        if levels is None or not 0 <= level < _LEVELS:
            return ""
        form, pattern, _ = levels.get(level, ("bullet", "", 1))
        if form == "none":
            return ""
        if form == "bullet":
            return "• "
        counts = self._counts.setdefault(self._abstract[list_id], [0] * _LEVELS)
        counts[level] += 1
        counts[level + 1 :] = [0] * (_LEVELS - level - 1)

        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            how, _, first = levels.get(at, ("decimal", "", 1))
            return _written(max(counts[at], 1) + first - 1, how if at == level or how != "bullet" else "decimal")

        written = re.sub(r"%([1-9])", number, pattern).strip()
        return f"{written} " if written else ""


def _levels(abstract: Any) -> dict[int, tuple[str, str, int]]:
    found = {}
    for level in abstract.iter(f"{W}lvl"):
        at, first = level.get(f"{W}ilvl", ""), _value(level, "start")
        if at.isdecimal():
            form = _value(level, "numFmt") or "decimal"
            found[int(at)] = (form, _value(level, "lvlText"), int(first) if first.isdecimal() else 1)
    return found


def _value(element: Any, name: str) -> str:
    child = element.find(f"{W}{name}")
    return str(child.get(f"{W}val", "")) if child is not None else ""


def _written(number: int, form: str) -> str:
    """A number in one of Word's formats; in those of other scripts, as a plain number."""
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 5)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman") and number < 4000:
        roman = ""
        for value, sign in (*_ROMAN, *_ROMAN_ENDS):
            count, number = divmod(number, value)
            roman += sign * count
        return roman if form == "lowerRoman" else roman.upper()
    return str(number).zfill(2) if form == "decimalZero" else str(number)
