"""Decides a document's metadata from what its file offers, and says of each field where the value came from.

Each origin outranks the next, in the order of `RANKS`. Nothing is invented: a field no origin speaks of stays empty,
and a date said in running prose is no publication date. A day in a file's name is one that somebody wrote down of this
file, but of what about it (publication, saving, scanning) the name does not say: it counts as an estimate. A file's
time says when these bytes were written, which a copy changes: it is no publication date, only shown where there is none
(`index.library.file_days`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from index.bylines import names_in
from index.models import IN_FILE, Kind
from index.sources.base import BIBTEX, CSL, Candidate, Source, one_line
from index.sources.packing import parted, unpacked_name
from index.timex import grain, interval

FILE_NAME = "file name"
FOLDER = "folder default"
RANKS = (
    "dossier.yaml",
    "Zotero",
    "CSL JSON",
    "BibTeX",
    "front matter",
    "e-mail header",
    "record",
    "web archive",
    "page markup",
    "dateline",
    "text",
    FILE_NAME,
    FOLDER,
    "properties",
    "PDF info",
)
"""Origins, best first. What dossier.yaml says of a whole folder holds where a file says nothing but what the program
that made it filled in."""

_RANK = {origin: rank for rank, origin in enumerate(RANKS)}

_LISTED = ("dossier.yaml", FOLDER, "Zotero", CSL, BIBTEX, "e-mail header")  # which name each author by themselves

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
    reason: str = ""


def describe(
    source: Source,
    *,
    path: str,
    overrides: Mapping[str, object] | None = None,
    defaults: Mapping[str, object] | None = None,
    turns: int = 0,
) -> Described:
    """The metadata of a file at `path` (relative to its collection). `overrides` is what dossier.yaml says of it,
    `defaults` what it says of its folders; `turns` how many speaker turns its text has: two make it a transcript,
    unless it says what it is."""
    stated = [*_stated(overrides or {}, RANKS[0]), *_stated(defaults or {}, FOLDER)]
    offers = _Offers([*stated, *source.candidates, *_in_name(path)])
    language, language_origin = _language(offers, source.text)
    published = offers.published(language)
    title = offers.first("title")
    if title is None:
        title = Candidate("title", _title_of(path), FILE_NAME)
    origins = {"title": title.origin}
    values: dict[str, str] = {}
    for name in ("publisher", "place", "url"):
        found = offers.first(name) if name != "url" else offers.address()
        values[name] = found.value if found else ""
        if found and found.value:
            retrieved = found.detail.startswith("retrieved ")
            origins[name] = f"{found.origin}, {found.detail}" if retrieved else found.origin
    kind = next((offer for offer in offers.of("kind") if offer.value.casefold() in _KINDS), None)
    origins["kind"] = kind.origin if kind else "text"
    authors = offers.authors()
    if authors:
        origins["authors"] = next(offers.of("author")).origin
    if language:
        origins["language"] = language_origin
    if published:
        origins["published"] = published.origin
    estimated = published is not None and offers.estimated(published)
    reason = offers.reason(published) if published and estimated else None
    if reason:
        origins["reason"] = reason.origin
    return Described(
        title=title.value,
        publisher=values["publisher"],
        published=published.value if published else None,
        estimated=estimated,
        place=values["place"],
        kind=kind.value.casefold() if kind else ("transcript" if turns >= 2 else "article"),
        language=language,
        url=values["url"],
        authors=authors,
        origins=origins,
        reason=" ".join(reason.value.split()) if reason else "",
    )


class _Offers:
    """The candidates for each field, best first."""

    def __init__(self, candidates: list[Candidate]) -> None:
        self._candidates: dict[str, list[Candidate]] = {}
        for offer in sorted(candidates, key=lambda offer: _RANK.get(offer.origin, len(RANKS))):
            self._candidates.setdefault(offer.field, []).append(offer)

    def of(self, name: str) -> Iterator[Candidate]:
        return iter(self._candidates.get(name, ()))

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
        """Whether dossier.yaml, or else the date's own origin, calls it an estimate; one in a file's name is,
        and so is the day on which an office document or PDF was made, whose reader says so."""
        first = self.first("estimated")
        if first is not None and first.origin == RANKS[0]:
            return first.value == "true"
        if published.origin == FILE_NAME:
            return True
        own = published.origin in ("dossier.yaml", "front matter", FOLDER, "properties", "PDF info", BIBTEX, CSL)
        return own and any(o.origin == published.origin and o.value == "true" for o in self.of("estimated"))

    def reason(self, published: Candidate) -> Candidate | None:
        """Why the date was estimated so: what dossier.yaml, or else the date's own origin, says of it."""
        return next((o for o in self.of("reason") if o.value and o.origin in (RANKS[0], published.origin)), None)

    def authors(self) -> tuple[str, ...]:
        """All authors that the best origin names, each once."""
        first = self.first("author")
        if first is None:
            return ()
        names = [offer.value for offer in self.of("author") if offer.origin == first.origin and offer.value]
        if first.origin not in _LISTED:
            names = [name for line in names for name in names_in(line)]
        return tuple(dict.fromkeys(names))[:50]


def _stated(fields: Mapping[str, object], origin: str) -> Iterator[Candidate]:
    for name, value in fields.items():
        entries = value if isinstance(value, list | tuple) else [value]
        for entry in entries:
            words = "" if entry is None else str(entry).lower() if isinstance(entry, bool) else one_line(str(entry))
            yield Candidate("author" if name == "authors" else name, words, origin)


# A day at the beginning or the end of a name ("2021-05-24 Talks", "talks_20210524", "24.05.2021 Встреча"), apart from
# the rest of it; or folders that are one ("2021/05/24/talks.html"). Year and month alone may be a span ("2011-12").
_DAY_FIRST = r"(?P<d>\d\d)\.(?P<m>\d\d)\.(?P<y>\d{4})"
_YEAR_FIRST = r"(?P<y>(?:19|20)\d\d)(?P<sep>[-._]?)(?P<m>\d\d)(?P=sep)(?P<d>\d\d)"
_YEAR = re.compile(r"\d{4}")  # in each of these forms
_NAMED_DAYS = tuple(
    re.compile(form) for day in (_YEAR_FIRST, _DAY_FIRST) for form in (rf"{day}(?![0-9])", rf".*(?<![0-9.]){day}$")
)
_FOLDERS = re.compile(r"(?:.*/)?(?P<y>(?:19|20)\d\d)/(?P<m>\d\d)/(?P<d>\d\d)/[^/]*")


def _in_name(path: str) -> Iterator[Candidate]:
    """The day that a file's name or its folders say, if they say one."""
    if not _YEAR.search(path):
        return
    stem = parted(unpacked_name(_file_name(path)))[0]
    if match := _named_day(stem) or _FOLDERS.fullmatch(path):
        value = f"{match['y']}-{match['m']}-{match['d']}"
        if interval(value):
            yield Candidate("published", value, FILE_NAME)


def _file_name(path: str) -> str:
    """The last part of a path, as a `PurePosixPath` has it."""
    name = path.rpartition("/")[2]
    return PurePosixPath(path).name if name in ("", ".") else name


def names_a_day(path: str) -> bool:
    """Whether a file's name or its folders say a day."""
    return next(_in_name(path), None) is not None


def _named_day(stem: str) -> re.Match[str] | None:
    for form in _NAMED_DAYS:
        if (match := form.match(stem)) and interval(f"{match['y']}-{match['m']}-{match['d']}"):
            return match
    return None


def _title_of(path: str) -> str:
    """A file's name as a title: its stem with spaces, without the day that it begins or ends with; the name itself
    where nothing would be left."""
    name = unpacked_name(_file_name(path.rsplit(IN_FILE, 1)[-1]))
    stem = parted(name)[0]
    if day := _named_day(stem):
        rest = stem[: min(day.start("y"), day.start("d"))] + stem[day.end() :]
        stem = rest.strip("-–—_. ") or stem
    return one_line(re.sub(r"[_\s]+", " ", stem)) or one_line(name) or "Untitled"


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


# Function words: closed classes, so frequent that a few sentences hold several. "да" ("yes, and" in Russian, "also" in
# Kyrgyz) is in both lists, so that it speaks for neither.
def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ENGLISH = _words("the of and to in is that for it with as was on be by at from this are have has not but")
_RUSSIAN = _words("и в не на что с по это как из к для от о он его но мы у за же был также или был было их при да")
_KYRGYZ = _words(
    "жана менен бул үчүн деп да де эмес болгон бар болуп ошол кийин боюнча тууралуу эле ал биз анын катары керек"
)
_WORD = re.compile(r"[^\W\d_]+")
_PLAINLY = 0.2  # the share of function words above which a text is taken for English without a closer look


def detect_language(text: str) -> str:
    """The language of a text, "en", "ru" or "ky", by its script and its function words; "" where neither decides.

    Looks at the first 20,000 characters. Where the words do not tell Kyrgyz from Russian, the letters ң ө ү do; another
    Turkic or Slavic language, or another language in Latin letters, is none of the three.
    """
    start = text[:20_000]
    if _share(start.split(), _ENGLISH) >= _PLAINLY:  # and no less without capitals, which most such words do not have
        return "en"
    start = start.casefold()
    if _share(start.split(), _ENGLISH) >= _PLAINLY:
        return "en"
    words = _WORD.findall(start)
    if not words:
        return ""
    cyrillic = 0 if text.isascii() else sum(1 for word in words if "\u0400" <= word[0] <= "\u04ff")
    if cyrillic * 2 < len(words):
        return "en" if _share(words, _ENGLISH) >= 0.1 else ""
    russian, kyrgyz = _share(words, _RUSSIAN), _share(words, _KYRGYZ)
    if max(russian, kyrgyz) < 0.05:
        return ""
    if kyrgyz == russian:
        return "ky" if any(letter in word for word in words for letter in "ңөү") else "ru"
    return "ky" if kyrgyz > russian else "ru"


def _share(words: list[str], known: frozenset[str]) -> float:
    return sum(map(known.__contains__, words)) / max(len(words), 1)


def _language(offers: _Offers, text: str) -> tuple[str, str]:
    """The language and its origin. What a page's template or a folder's default says yields to the text where the text
    is plainly in another language: sites serve Russian pages marked "en"."""
    seen = detect_language(text)
    for offer in offers.of("language"):
        code = re.split(r"[-_;, ]", offer.value.casefold())[0]
        if not re.fullmatch(r"[a-z]{2,3}", code):
            continue
        if offer.origin in ("page markup", FOLDER) and seen and code != seen:
            break
        return code, offer.origin
    return seen, "text"
