"""Decides a document's metadata from what its file offers, and says of each field where the value came from.

Each origin outranks the next: dossier.yaml, front matter, page markup, dateline, text, file name. Nothing is invented:
a field no origin speaks of stays empty, a date said in running prose or a file's time is no publication date, and only
dossier.yaml and front matter can mark a date as estimated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from index.models import IN_FILE, Kind
from index.sources.base import Candidate, Source, one_line
from index.sources.packing import unpacked_name
from index.timex import grain, interval

RANKS = ("dossier.yaml", "front matter", "page markup", "dateline", "text", "file name")
_KINDS = frozenset({"article", "transcript"})

_STAMP = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ]\d\d.*)?$")
_PARTIAL = re.compile(r"(?:\d{4}|XXXX)(?:-(?:0[1-9]|1[0-2]))?(?:-(?:0[1-9]|[12]\d|3[01]))?$")
_WEB = re.compile(r"https?://[^\s/]+", re.IGNORECASE)
_SLASHED = re.compile(r"\b\d{1,2}/\d{1,2}/\d{2,4}\b")
_NUMERIC = re.compile(r"(\d{4})/(\d\d)/(\d\d)\b")


@dataclass(frozen=True, slots=True)
class Described:
    """A document's metadata; `origins` maps each field that has a value to where it came from."""

    title: str
    publisher: str = ""
    published: str | None = None
    estimated: bool = False
    place: str = ""
    kind: str = ""
    language: str = ""
    url: str = ""
    authors: tuple[str, ...] = ()
    origins: Mapping[str, str] = field(default_factory=dict)


def describe(source: Source, *, path: str, overrides: Mapping[str, object] | None = None, turns: int = 0) -> Described:
    """The metadata of a file at `path` (relative to its collection). `overrides` is what dossier.yaml says of it,
    `turns` how many speaker turns its text has: two make it a transcript, unless it says what it is."""
    offers = _Offers([*_overriding(overrides or {}), *source.candidates])
    language, language_origin = _language(offers, source.text)
    published = offers.published(language)
    title = offers.first("title")
    if title is None:
        title = Candidate("title", _title_of(path), "file name")
    origins = {"title": title.origin}
    values: dict[str, str] = {}
    for name in ("publisher", "place", "url"):
        found = offers.first(name) if name != "url" else offers.address()
        values[name] = found.value if found else ""
        if found and found.value:
            origins[name] = found.origin
    kind = next((offer for offer in offers.of("kind") if offer.value.casefold() in _KINDS), None)
    origins["kind"] = kind.origin if kind else "text"
    authors = offers.authors()
    if authors:
        origins["authors"] = next(offers.of("author")).origin
    if language:
        origins["language"] = language_origin
    if published:
        origins["published"] = published.origin
    return Described(
        title=title.value,
        publisher=values["publisher"],
        published=published.value if published else None,
        estimated=published is not None and offers.estimated(published),
        place=values["place"],
        kind=kind.value.casefold() if kind else ("transcript" if turns >= 2 else "article"),
        language=language,
        url=values["url"],
        authors=authors,
        origins=origins,
    )


class _Offers:
    """The candidates, best first."""

    def __init__(self, candidates: list[Candidate]) -> None:
        self._candidates = sorted(candidates, key=lambda offer: _rank(offer.origin))

    def of(self, name: str) -> Iterator[Candidate]:
        return (offer for offer in self._candidates if offer.field == name)

    def first(self, name: str) -> Candidate | None:
        """The best candidate; an empty one in dossier.yaml ("publisher: null") says there is none."""
        return next(self.of(name), None)

    def address(self) -> Candidate | None:
        """The best candidate that is a web address. It is handed to a browser: "javascript:" and "file:" are none."""
        return next((offer for offer in self.of("url") if not offer.value or _WEB.match(offer.value)), None)

    def published(self, language: str) -> Candidate | None:
        """The best candidate that reads as a date. One without its year gives way to the first full date of the same
        day and month: a dateline and the page's date line say one thing."""
        yearless: Candidate | None = None
        for offer in self.of("published"):
            if not offer.value:  # "published: null" in dossier.yaml
                break
            value = iso_date(offer.value, language)
            if value is None:
                continue
            found = Candidate("published", value, offer.origin, offer.detail)
            if value.startswith("XXXX"):
                yearless = yearless or found
            elif yearless is None or value[4:] == yearless.value[4:]:
                return found
        return yearless

    def estimated(self, published: Candidate) -> bool:
        """Whether the date's own origin calls it an estimate."""
        own = published.origin in ("dossier.yaml", "front matter")
        return own and any(o.origin == published.origin and o.value == "true" for o in self.of("estimated"))

    def authors(self) -> tuple[str, ...]:
        """All authors that the best origin names, each once."""
        first = self.first("author")
        if first is None:
            return ()
        names = [offer.value for offer in self.of("author") if offer.origin == first.origin and offer.value]
        return tuple(dict.fromkeys(names))[:50]


def _rank(origin: str) -> int:
    return RANKS.index(origin) if origin in RANKS else len(RANKS)


def _overriding(overrides: Mapping[str, object]) -> Iterator[Candidate]:
    for name, value in overrides.items():
        entries = value if isinstance(value, list | tuple) else [value]
        for entry in entries:
            words = "" if entry is None else str(entry).lower() if isinstance(entry, bool) else one_line(str(entry))
            yield Candidate("author" if name == "authors" else name, words, RANKS[0])


def _title_of(path: str) -> str:
    """A file's name as a title: its stem with spaces; the name itself where nothing would be left."""
    name = unpacked_name(PurePosixPath(path.rsplit(IN_FILE, 1)[-1]).name)
    return one_line(re.sub(r"[_\s]+", " ", PurePosixPath(name).stem)) or one_line(name) or "Untitled"


def iso_date(words: str, language: str = "en") -> str | None:
    """The TIMEX3 value of a written date, or None: an ISO date or time stamp, a partial one ("2021-05",
    "XXXX-11-27"), or a date in words, read by the same rules as dates in a text. A date that does not exist, and one
    that words leave open ("yesterday", "05/06/2021"), is None."""
    words = words.strip()
    if match := _STAMP.match(words) or _NUMERIC.match(words):
        value = f"{match[1]}-{match[2]}-{match[3]}"
        return value if interval(value) else None
    if _PARTIAL.match(words):
        return words if words.startswith("XXXX-") or interval(words) else None
    if _SLASHED.search(words) and language == "en":
        readings = {_written(words, language, day_first) for day_first in (True, False)}
        return readings.pop() if len(readings) == 1 else None
    return _written(words, language, None)


def _written(words: str, language: str, day_first: bool | None) -> str | None:
    from index.annotators.dates import find_dates

    for found in find_dates(words, None, language or "en", day_first=day_first):
        value = str(found.value or "").partition("T")[0]
        if found.kind in (Kind.DATE, Kind.TIME) and _PARTIAL.match(value) and grain(value) in ("day", "month"):
            return value
    return None


# --- Language -------------------------------------------------------------------------------------------------


# Function words: closed classes, so frequent that a few sentences hold several, and shared by no pair of these
# languages in the same script.
def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ENGLISH = _words("the of and to in is that for it with as was on be by at from this are have has not but")
_RUSSIAN = _words("и в не на что с по это как из к для от о он его но мы у за же был также или был было их при")
_KYRGYZ = _words(
    "жана менен бул үчүн деп да де эмес болгон бар болуп ошол кийин боюнча тууралуу эле ал биз анын катары керек"
)
_WORD = re.compile(r"[^\W\d_]+")


def detect_language(text: str) -> str:
    """The language of a text, "en", "ru" or "ky", by its script and its function words; "" where neither decides.

    Looks at the first 20,000 characters. Cyrillic with the letters ң ө ү is Kyrgyz where its function words are too;
    another Turkic or Slavic language, or another language in Latin letters, is none of the three.
    """
    words = [word.casefold() for word in _WORD.findall(text[:20_000])]
    if not words:
        return ""
    cyrillic = sum(1 for word in words if "\u0400" <= word[0] <= "\u04ff")
    if cyrillic * 2 < len(words):
        return "en" if _share(words, _ENGLISH) >= 0.1 else ""
    russian, kyrgyz = _share(words, _RUSSIAN), _share(words, _KYRGYZ)
    if max(russian, kyrgyz) < 0.05:
        return ""
    return "ky" if kyrgyz > russian else "ru"


def _share(words: list[str], known: frozenset[str]) -> float:
    return sum(word in known for word in words) / len(words)


def _language(offers: _Offers, text: str) -> tuple[str, str]:
    """The language and its origin. What a page's template says yields to the text where the text is plainly in
    another language: sites serve Russian pages marked "en"."""
    seen = detect_language(text)
    for offer in offers.of("language"):
        code = re.split(r"[-_;, ]", offer.value.casefold())[0]
        if not re.fullmatch(r"[a-z]{2,3}", code):
            continue
        if offer.origin == "page markup" and seen and code != seen:
            break
        return code, offer.origin
    return seen, "text"
