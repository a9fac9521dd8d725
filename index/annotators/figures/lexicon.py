"""The words that make figures in one language, compiled from its YAML file the first time they are asked for.

A table of the YAML file lists forms under a key ("USD": [dollar, dollars]); here it becomes one regular expression in
which every form is a group of its own, longest form first, so that a match tells its key (`Phrases.at`). A word that
ends in `*` takes any of the language's `endings` (Russian and Kyrgyz case forms).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import yaml

FILES = {"en": "english.yaml", "ru": "russian.yaml", "ky": "kyrgyz.yaml"}
SCALED_CODES = ("USD", "EUR", "GBP", "AUD", "CAD", "CHF", "JPY", "CNY", "RUB", "SEK", "NOK", "DKK", "KGS", "KZT")
SPACES = "\u00a0\u202f\u2009"  # the spaces that group digits without ending a number


class Found(NamedTuple):
    """A phrase found in a text: the key it stands under and its place."""

    key: str
    start: int
    end: int


class Phrases:
    """Finds the forms of one table, without case unless `exact`. `lead` holds what may stand before a form in `at`,
    twice at most: " " for any space, "-" for a hyphen. Forms are kept by first letter, since most words begin none."""

    def __init__(
        self, table: Mapping[str, Iterable[str]], endings: str, *, lead: str = "", exact: bool = False
    ) -> None:
        pairs = sorted(((form, key) for key, forms in table.items() for form in forms), key=lambda p: -len(p[0]))
        flags = re.NOFLAG if exact else re.IGNORECASE
        self._lead, self._exact = lead, exact
        self._by_letter: dict[str, list[tuple[re.Pattern[str], tuple[str, ...]]]] = {}
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
        first = "".join(re.escape(c) for c in sorted(letters))
        self._first = re.compile(rf"(?<![\w-])[{first}]" if first else "(?!)", flags)

    def at(self, text: str, position: int, end: int | None = None) -> Found | None:
        """The longest form that begins at `position`, after the lead."""
        end = len(text) if end is None else end
        for _ in range(2 if self._lead else 0):
            if position < end and (text[position].isspace() or (text[position] == "-" and "-" in self._lead)):
                position += 1
        if position >= end:
            return None
        letter = text[position] if self._exact else text[position].casefold()
        found: Found | None = None
        for pattern, keys in self._by_letter.get(letter, ()):
            m = pattern.match(text, position, end)
            if m and (found is None or m.end() > found.end):
                found = Found(keys[(m.lastindex or 1) - 1], position, m.end())
        return found

    def all(self, text: str, start: int, end: int) -> list[Found]:
        """Every form between `start` and `end` that begins a word and is no part of a hyphenated one, in order."""
        found: list[Found] = []
        for m in self._first.finditer(text, start, end):
            if found and m.start() < found[-1].end:
                continue
            hit = self.at(text, m.start(), end)
            if hit is not None and text[hit.end : hit.end + 1] != "-":
                found.append(hit)
        return found


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


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything one language's file says, ready to match. `numbers` and `scales` map a folded word to its number."""

    language: str
    numbers: Mapping[str, float]
    scales: Mapping[str, float]
    letters: Mapping[str, float]
    fractions: Mapping[str, float]
    halves: Mapping[str, float]
    articles: frozenset[str]
    joiners: frozenset[str]
    point: frozenset[str]
    bare_scales: frozenset[str]
    change_times: bool
    digits: re.Pattern[str]
    decimal_comma: bool
    trigger: re.Pattern[str]
    range_to: re.Pattern[str]
    percent: Phrases
    percent_of: Phrases
    multiples: Phrases
    times: Phrases
    money: Phrases
    codes: Phrases
    before: re.Pattern[str]
    before_keys: tuple[str, ...]
    before_ends: frozenset[str]
    subunits: Phrases
    units: Phrases
    factors: Mapping[str, tuple[str, float]]
    hedges: Phrases
    hedges_after: Phrases
    skipped: Phrases
    rise: Phrases
    rise_after: Phrases
    measures: Phrases
    relative: re.Pattern[str]
    words: Mapping[str, frozenset[str]]
    labels: re.Pattern[str]
    minus: re.Pattern[str]
    plural: str
    modifier: re.Pattern[str] | None


_DOT = (
    rf"\d{{1,3}}(?:,\d{{2,3}}){{0,6}},\d{{3}}(?:\.\d+)?(?!\d)|\d{{1,3}}(?:[{SPACES}]\d{{3}}){{1,6}}(?:\.\d+)?(?!\d)"
    r"|\d+,\d{1,2}(?=[\s-]?(?:mil|bil|tril|mln|bln|bn|%|per|млн|млрд|тыс))|\d+(?:\.\d+)?"
)
_COMMA = (
    rf"\d{{1,3}}(?:[ {SPACES}]\d{{3}}){{1,6}}(?!\d)(?:[.,]\d+)?|\d{{1,3}}(?:\.\d{{3}}){{2,6}}(?!\d)"
    r"|\d{1,3}(?:,\d{3}){2,6}(?!\d)|\d+(?:[.,]\d+)?"
)
_LETTERS = r"(?:[A-Za-z.]{1,4})"


def _load(name: str) -> dict[str, Any]:
    """A YAML file beside this module, every scalar a string ("no" stays a word)."""
    text = files(__package__).joinpath(name).read_text("utf-8")
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    loaded: dict[str, Any] = yaml.load(text, Loader=loader)  # noqa: S506 (BaseLoader builds strings only)
    return loaded


def _values(table: Mapping[str, Iterable[str]]) -> dict[str, float]:
    return {form: float(number) for number, forms in table.items() for form in forms}


def _spaced(form: str) -> str:
    return r"[\s-]{1,2}".join(re.escape(part) for part in form.split(" "))


def _by_initial(forms: Iterable[str]) -> str:
    """Plain forms as a regular expression that looks at the first letter only once (twice as fast over a text)."""
    initials: dict[str, list[str]] = {}
    for form in sorted(forms, key=len, reverse=True):
        initials.setdefault(form[0], []).append(form[1:])
    groups = (
        rf"[{re.escape(c)}{re.escape(c.upper())}](?i:{'|'.join(_spaced(rest) for rest in rests)})"
        for c, rests in initials.items()
    )
    return rf"(?:(?:{'|'.join(groups)})(?!\w))" if initials else "(?!)"


def _any(forms: Iterable[str], endings: str) -> str:
    ordered = sorted(forms, key=len, reverse=True)
    return "(?:" + "|".join(as_pattern(form, endings) for form in ordered) + ")" if ordered else "(?!)"


def _symbols_before(
    shared: Mapping[str, Any], prefixes: Mapping[str, list[str]]
) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """What may stand before a number: symbols ("US$", also set apart as in "us $ 150"), codes, a few names."""
    pairs: list[tuple[str, str]] = []
    for key, forms in shared["symbols"].items():
        for form in forms:
            letters = re.match(_LETTERS, form)
            if letters and letters.end() < len(form):
                head, tail = re.escape(letters[0]), re.escape(form[letters.end() :])
                pairs.append((rf"(?<!\w)(?i:{head}){tail}\s?|(?<!\w)(?i:{head})\s{tail}\s", key))
            else:
                pairs.append((rf"{re.escape(form)}\s?", key))
    codes = shared["codes"].split()
    pairs += [(rf"(?<!\w){code}\s?", code) for code in codes]
    pairs += [(rf"(?<!\w){code}\s?", code.upper()) for code in shared["small_codes"].split()]
    pairs += [(rf"(?<!\w){alias}\s?", code) for alias, code in shared["aliases"].items()]
    pairs += [
        (rf"(?<!\w){scale}{code}\s?", f"{code}*{factor}")
        for scale, factor in shared["scaled"].items()
        for code in SCALED_CODES
    ]
    pairs += [(rf"(?<!\w)(?i:{re.escape(form)})\s", key) for key, forms in prefixes.items() for form in forms]
    pattern = re.compile("(?:" + "|".join(f"({body})" for body, _ in pairs) + r")\Z")
    return pattern, tuple(key for _, key in pairs)


def _ends(shared: Mapping[str, Any], prefixes: Mapping[str, list[str]]) -> frozenset[str]:
    """Last words and last symbols of all that may stand before a number: a quick refusal for all else."""
    words = {*shared["aliases"], *f"{shared['codes']} {shared['small_codes']}".split()}
    words |= {form.rstrip(".") for forms in prefixes.values() for form in forms}
    words |= {f"{scale}{code}" for scale in shared["scaled"] for code in SCALED_CODES}
    marks = {form[-1] for forms in shared["symbols"].values() for form in forms}
    return frozenset({word.casefold() for word in words} | marks)


def _codes_after(shared: Mapping[str, Any]) -> Phrases:
    """Symbols and codes after a number: "10 $", "115USD", "30 MUSD". A symbol that a digit follows at once after a
    space belongs to that digit ("1 $10 bill"), which the caller checks."""
    table: dict[str, list[str]] = {key: list(forms) for key, forms in shared["symbols"].items()}
    for code in f"{shared['codes']} {shared['word_codes']}".split():
        table.setdefault(code, []).append(code)
    for code in shared["small_codes"].split():
        table[code.upper()].append(code)
    for alias, code in shared["aliases"].items():
        table.setdefault(code, []).append(alias)
    for scale, factor in shared["scaled"].items():
        for code in SCALED_CODES:
            table[f"{code}*{factor}"] = [*table.get(f"{code}*{factor}", ()), f"{scale}{code}"]
    return Phrases(table, "", lead=" -", exact=True)


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of an ISO 639-1 language; English for one we have no words for."""
    data, shared = _load(FILES.get(language, FILES["en"])), _load("currencies.yaml")
    endings = data["endings"]
    gap = " -"
    numbers = {word: float(value) for word, value in data["numbers"].items()}
    scales, halves = _values(data["scales"]), {k: float(v) for k, v in data["half"].items()}
    fractions = {word: float(value) for word, value in data["fractions"].items()}
    articles = frozenset(data["articles"])
    before, before_keys = _symbols_before(shared, data["prefixes"])
    units = {code: list(forms) for code, forms in data["units"].items()}
    factors: dict[str, tuple[str, float]] = {}
    for code, scaled in data["scaled_units"].items():
        for factor, forms in scaled.items():
            factors[f"{code}*{factor}"] = (code, float(factor))
            units[f"{code}*{factor}"] = list(forms)
    trigger_words = [*numbers, *halves, *data["bare_scales"]]
    trigger_words += [] if articles else fractions
    multiples = data["multiples"]
    after_article = _by_initial([*scales, *halves, *fractions])
    codes = "|".join([*shared["codes"].split(), *shared["aliases"], *shared["small_codes"].split()])
    scaled_codes = f"(?:{'|'.join(shared['scaled'])})(?:{'|'.join(SCALED_CODES)})"
    trigger = re.compile(
        rf"(?<!\w)(?:(?P<digit>\d)|(?P<code>(?:{codes}|{scaled_codes})(?=\d))"
        rf"|(?P<multiple>{_by_initial(form for forms in multiples.values() for form in forms)})"
        rf"|(?P<share>{_by_initial(data['percent_of'])})"
        rf"|(?P<word>{_by_initial(trigger_words)}|{_by_initial(articles)}(?=[\s-]{after_article})))"
    )
    percent = {"%": data["percent"] + data["percent_word"], "pp": data["points"], "bp": data["basis_points"]}
    words: tuple[str, ...] = (
        "not_plural",
        "plural_nouns",
        "time_nouns",
        "stop",
        "definite",
        "year_nouns",
        "auxiliaries",
    )
    words += (
        "share_after",
        "share_before",
        "no_share_before",
        "times_before",
        "present",
        "change_links",
        "not_counted",
    )
    return Lexicon(
        language=language,
        numbers=numbers,
        scales=scales,
        letters=_values(data["letters"]),
        fractions=fractions,
        halves=halves,
        articles=articles,
        joiners=frozenset(data["joiners"]),
        point=frozenset(data["point"]),
        bare_scales=frozenset(data["bare_scales"]),
        change_times=data["change_times"] == "true",
        digits=re.compile(_COMMA if data["decimal"] == "comma" else _DOT),
        decimal_comma=data["decimal"] == "comma",
        trigger=trigger,
        range_to=re.compile(rf"\s?(?:[-–—]|(?<=\s){_any(data['range_to'], '')})\s?", re.IGNORECASE),
        percent=Phrases(percent, endings, lead=gap),
        percent_of=Phrases({"%": data["percent_of"]}, endings),
        multiples=Phrases(multiples, endings),
        times=Phrases({"times": data["times"]}, endings, lead=gap),
        money=Phrases(data["currencies"], endings, lead=gap),
        codes=_codes_after(shared),
        before=before,
        before_keys=before_keys,
        before_ends=_ends(shared, data["prefixes"]),
        subunits=Phrases(data["subunits"], endings, lead=gap),
        units=Phrases(units, endings, lead=gap),
        factors=factors,
        hedges=Phrases(data["hedges"], endings),
        hedges_after=Phrases(data["hedges_after"], endings, lead=" "),
        skipped=Phrases({"skip": data["between_before"]}, endings),
        rise=Phrases({"rise": data["rise"], "fall": data["fall"]}, endings),
        rise_after=Phrases({"rise": data["rise_after"], "fall": data["fall_after"]}, endings, lead=" "),
        measures=Phrases(data["measures"], endings),
        relative=re.compile(rf",\s*{_any(data['relative'], endings)}", re.IGNORECASE),
        words={name: frozenset(data[name]) for name in words},
        labels=re.compile(rf"(?<!\w){_any(data['labels'], endings)}\.?\s*\Z", re.IGNORECASE),
        minus=re.compile(rf"(?:(?:\A|(?<=[\s(\[]))[-−]|(?<!\w){_any(data['minus'], '')}\s)\Z", re.IGNORECASE),
        plural=data["plural"],
        modifier=re.compile(rf"{data['modifier']}\Z") if data["modifier"] else None,
    )
