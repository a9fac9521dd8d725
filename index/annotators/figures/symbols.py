"""What may stand before a number and say that it is money: symbols, codes, a few names.

There are some two hundred forms, and one expression of them all takes a millisecond to fit before a number, or not to.
A form can only stand there if the text before the number ends as the form does, so each possible end (the last word, or
the last symbol) has an expression of its own, of the few forms that have the same last character.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from index.annotators.figures.phrases import Found

SCALED_CODES = ("USD", "EUR", "GBP", "AUD", "CAD", "CHF", "JPY", "CNY", "RUB", "SEK", "NOK", "DKK", "KGS", "KZT")
_FARTHEST = 14  # characters looked back for "US $", "MUSD ", "dollar "
_LETTERS = re.compile(r"[A-Za-z.]{1,4}")


class _Form(NamedTuple):
    """How a form is written, the expression for it, and the key of its currency."""

    written: str
    body: str
    key: str


class Before:
    """The forms of currencies.yaml (`shared`) and of a language (`prefixes`: key to forms), by how they end. A key is
    a currency's code, or one with a factor: "USD*1000000"."""

    def __init__(self, shared: Mapping[str, Any], prefixes: Mapping[str, list[str]]) -> None:
        forms = _forms(shared, prefixes)
        by_last: dict[str, tuple[re.Pattern[str], tuple[str, ...]]] = {}
        for last in {end[-1] for end in _ends(shared, prefixes)}:
            own = [form for form in forms if last in (form.written[-1].casefold(), _last_letter(form.written))]
            by_last[last] = _pattern(own), tuple(form.key for form in own)
        self._by_end = {end: by_last[end[-1]] for end in _ends(shared, prefixes)}
        self._any = _pattern(forms)

    def at(self, text: str, start: int, upto: int) -> Found | None:
        """What stands before a number that begins at `start` ("US $", "MAUD ", "rs. "); nothing before `upto` is
        looked at."""
        begin = max(upto, start - _FARTHEST)
        tail = text[begin:start].rstrip()
        whole = tail.removesuffix(".")
        word = whole.rpartition(" ")[2]
        if not word.isalpha():  # no expression: this is asked of every number, and mostly in vain
            letters = len(word)
            while letters and word[letters - 1].isalpha():
                letters -= 1
            word = word[letters:]
        known = self._by_end.get(word.casefold() or tail[-1:])
        m = known[0].search(text, begin, start) if known else None
        return Found(known[1][(m.lastindex or 1) - 1], m.start(), start) if known and m else None

    def within(self, text: str, begin: int, start: int) -> bool:
        """Whether anything at all between `begin` and a number at `start` makes it money."""
        return self._any.search(text, begin, start) is not None


def _pattern(forms: list[_Form]) -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(f"({form.body})" for form in forms) + r")\Z")


def _last_letter(written: str) -> str:
    return written.rstrip(".")[-1:].casefold()


def _forms(shared: Mapping[str, Any], prefixes: Mapping[str, list[str]]) -> list[_Form]:
    """All forms, in the order they are tried in: symbols ("US$", also set apart as in "us $ 150"), codes, names."""
    forms: list[_Form] = []
    for key, symbols in shared["symbols"].items():
        for symbol in symbols:
            letters = _LETTERS.match(symbol)
            if letters and letters.end() < len(symbol):
                head, tail = re.escape(letters[0]), re.escape(symbol[letters.end() :])
                body = rf"(?<!\w)(?i:{head}){tail}\s?"
                if letters[0] != "A":  # "us $ 150", but "a $ 50 million loan" is of no Australian dollars
                    body += rf"|(?<!\w)(?i:{head})\s{tail}\s"
            else:
                body = rf"{re.escape(symbol)}\s?"
            forms.append(_Form(symbol, body, key))
    codes = [(code, code) for code in shared["codes"].split()]
    codes += [(code, code.upper()) for code in shared["small_codes"].split()]
    codes += shared["aliases"].items()
    codes += [
        (f"{scale}{code}", f"{code}*{factor}") for scale, factor in shared["scaled"].items() for code in SCALED_CODES
    ]
    forms += [_Form(code, rf"(?<!\w){code}\s?", key) for code, key in codes]
    for key, names in prefixes.items():
        forms += [
            _Form(name, rf"(?<!\w)(?i:{re.escape(name)})\s{'?' if name[-1] == '.' else ''}", key) for name in names
        ]
    return forms


def _ends(shared: Mapping[str, Any], prefixes: Mapping[str, list[str]]) -> frozenset[str]:
    """Last words and last symbols of all forms."""
    words = {*shared["aliases"], *f"{shared['codes']} {shared['small_codes']}".split()}
    words |= {form.rstrip(".") for forms in prefixes.values() for form in forms}
    words |= {f"{scale}{code}" for scale in shared["scaled"] for code in SCALED_CODES}
    marks = {form[-1] for forms in shared["symbols"].values() for form in forms}
    return frozenset({word.casefold() for word in words} | marks)
