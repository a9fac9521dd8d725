"""Forms of words as regular expressions: tables that tell which key a form stands under, and plain alternations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.remembered import Remembered

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LETTERS = re.compile(r"[^\W\d_]+")
_GAP = re.compile(r"[\s-]{0,2}")  # what the lead " -" of a table lets stand before a form
_KEPT = 1 << 11  # words of texts of which a table remembers whether a form begins so

Forms = Sequence[tuple[re.Pattern[str], tuple[str, ...]]]  # expressions, and the keys of their groups


@dataclass(slots=True)
class Found:
    """A phrase found in a text: the key it stands under and its place."""

    key: str
    start: int
    end: int


class Phrases:
    """Finds the forms of one table, without case unless `exact`. `lead` holds what may stand before a form in `at`,
    twice at most: " " for any space, "-" for a hyphen. Forms are kept by first letter, and of each word met it is kept
    whether any form begins with it, since most words begin none."""

    def __init__(
        self, table: Mapping[str, Iterable[str]], endings: str, *, lead: str = "", exact: bool = False
    ) -> None:
        pairs = sorted(((form, key) for key, forms in table.items() for form in forms), key=lambda p: -len(p[0]))
        flags = re.NOFLAG if exact else re.IGNORECASE
        self._lead, self._exact = lead, exact
        self._by_letter: dict[str, Forms] = {}
        self._begun: dict[str, Forms] = {}
        begins = {(m[0], form[m.end() :][:1]) for form, _ in pairs if (m := _LETTERS.match(form))}
        self._first_words = frozenset(word if exact else word.casefold() for word, tail in begins if tail != "*")
        self._first_stems = tuple(word if exact else word.casefold() for word, tail in begins if tail == "*")
        letters = {form[0] if exact else form[0].casefold() for form, _ in pairs}
        for letter in letters:
            own = [(f, k) for f, k in pairs if (f[0] if exact else f[0].casefold()) == letter]
            whole = [(form, key) for form, key in own if form[-1] != "*"]
            cased = [(form, key) for form, key in own if form[-1] == "*"]
            self._by_letter[letter] = [
                (re.compile(f"(?:{_groups(forms, endings)}){tail}", flags), tuple(key for _, key in forms))
                for forms, tail in ((whole, ""), (cased, rf"(?:{endings})(?!\w)"))
                if forms
            ]
        # Where a form may begin, with the word that begins there.
        words, marks = ("".join(re.escape(c) for c in sorted(letters) if c.isalpha() is own) for own in (True, False))
        begins_with = [rf"[{words}][^\W\d_]*"] * bool(words) + [f"[{marks}]"] * bool(marks)
        self._first = re.compile(rf"(?<![\w-])(?:{'|'.join(begins_with) or '(?!)'})", flags)

    def at(self, text: str, position: int, end: int | None = None) -> Found | None:
        """The longest form that begins at `position`, after the lead."""
        end = len(text) if end is None else end
        for _ in range(2 if self._lead else 0):
            if position < end and (text[position].isspace() or (text[position] == "-" and "-" in self._lead)):
                position += 1
        if position >= end:
            return None
        word = _LETTERS.match(text, position, end)
        if word is None:
            forms = self._by_letter.get(text[position], ())
        else:
            known = self._begun.get(word[0])
            forms = self._beginning(word[0]) if known is None else known
        found: Found | None = None
        for pattern, keys in forms:
            m = pattern.match(text, position, end)
            if m and (found is None or m.end() > found.end):
                found = Found(keys[(m.lastindex or 1) - 1], position, m.end())
        return found

    def begins(self, word: str, letters: bool) -> bool:
        """Whether a form may begin with a word of `letters`, or with a mark."""
        return bool(self._beginning(word)) if letters else word in self._by_letter

    def _beginning(self, word: str) -> Forms:
        """The forms that may begin with a word: those of its letter, or none."""
        plain = word if self._exact else word.casefold()
        begins = plain in self._first_words or plain.startswith(self._first_stems)
        forms = self._by_letter[plain[0]] if begins else ()
        if len(self._begun) >= _KEPT:
            self._begun.clear()
        self._begun[word] = forms
        return forms

    def all(self, text: str, start: int, end: int) -> list[Found]:
        """Every form between `start` and `end` that begins a word and is no part of a hyphenated one, in order."""
        found: list[Found] = []
        begun = self._begun
        for m in self._first.finditer(text, start, end):
            if begun.get(m[0]) == () or (found and m.start() < found[-1].end):  # most words begin none
                continue
            hit = self.at(text, m.start(), end)
            if hit is not None and text[hit.end : hit.end + 1] != "-":
                found.append(hit)
        return found


class Behind(Remembered[frozenset[str]]):
    """What may stand behind a number: several tables with one lead, asked once which of them a form that begins with a
    word or a mark may be of. Mostly it is none."""

    def __init__(self, tables: Mapping[str, Phrases]) -> None:
        super().__init__(_KEPT)
        self._tables = tables

    def at(self, text: str, position: int) -> frozenset[str]:
        """The names of the tables of which a form may begin at `position`, after a space or a hyphen."""
        gap = _GAP.match(text, position)
        start = gap.end() if gap else position
        word = _LETTERS.match(text, start)
        return self[word[0] if word else text[start : start + 1]]

    def find(self, key: str) -> frozenset[str]:
        """The tables of which a form may begin with this word or mark."""
        letters = _LETTERS.match(key) is not None
        return frozenset(name for name, table in self._tables.items() if table.begins(key, letters))


def said(text: str, start: int, end: int) -> Iterator[str]:
    """The words of a stretch, without case, in order."""
    return (m[0].casefold() for m in WORD.finditer(text, start, end))


def _groups(forms: Iterable[tuple[str, str]], endings: str) -> str:
    """Each form a group; a last `*` is dropped, since all forms of the table share the endings that follow."""
    return "|".join(f"({as_pattern(form.removesuffix('*'), endings, open_end=form[-1] == '*')})" for form, _ in forms)


def as_pattern(form: str, endings: str, *, open_end: bool = False) -> str:
    """A form as a regular expression: spaces stretch, a word's `*` takes an ending, the last word is whole."""
    parts = []
    for part in form.split():
        stem = re.escape(part.removesuffix("*"))
        parts.append(stem if part[-1] != "*" else f"{stem}(?:{endings})(?!\\w)")
    body = r"[\s-]{1,2}".join(parts)
    return body + (r"(?!\w)" if form[-1:].isalnum() and not open_end else "")


def _spaced(form: str) -> str:
    return r"[\s-]{1,2}".join(re.escape(part) for part in form.split(" "))


def by_initial(forms: Iterable[str]) -> str:
    """Plain forms as a regular expression that looks at the first letter only once (twice as fast over a text)."""
    initials: dict[str, list[str]] = {}
    for form in sorted(forms, key=len, reverse=True):
        initials.setdefault(form[0], []).append(form[1:])
    groups = (
        rf"[{re.escape(c)}{re.escape(c.upper())}](?i:{'|'.join(_spaced(rest) for rest in rests)})"
        for c, rests in initials.items()
    )
    return rf"(?:(?:{'|'.join(groups)})(?!\w))" if initials else "(?!)"


def any_of(forms: Iterable[str], endings: str) -> str:
    """Any of the forms, the longest first; nothing where there are none."""
    ordered = sorted(forms, key=len, reverse=True)
    return "(?:" + "|".join(as_pattern(form, endings) for form in ordered) + ")" if ordered else "(?!)"
