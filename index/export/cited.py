"""What is cited: a source with what a reference says of it, and the quotes kept from it; all formats are made of it.

The fields are what CSL calls an item (https://docs.citationstyles.org/en/stable/specification.html, appendix III and
IV). Nothing is invented: an unknown date is none ("n.d."), an estimated one says so, and a name is parted into family
and given name only where its form shows it ("Velling, Marta", initials, a patronymic, a given name of the lists);
otherwise it stands as one, as the name of an institution does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from index.errors import NotFoundError
from index.export.items import plain
from index.folders import located
from index.library import Library
from index.models import IN_FILE, Document, Row, Span
from index.notebook import PassageJudgement

_NO_TIME = "1980-01-01"  # the earliest day a ZIP archive can say; together with 1970-01-01 what tools write for none
WEBPAGE, NEWS, REPORT, DOCUMENT = "webpage", "article-newspaper", "report", "document"
_RETRIEVED = re.compile(r"\bretrieved (\d{4}-\d\d-\d\d)")
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)+|[^\W\d_]")
_PATRONYMIC = re.compile(r"(?:[оеё]вич|[оеё]вна|инична|ильич|кызы|уулу|ovich|evich|ovna|evna)", re.IGNORECASE)
_PARTICLES = frozenset(("van", "von", "de", "der", "den", "del", "di", "da", "du", "la", "le", "ter", "bin", "al"))


@dataclass(frozen=True, slots=True)
class Name:
    """Somebody who wrote a source: `family` and `given` name; where they cannot be told apart, all is in `family`."""

    family: str
    given: str = ""

    @property
    def shown(self) -> str:
        """The name as people say it."""
        return f"{self.given} {self.family}".strip()


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage kept from a source. `locator` says where: with `label` "page" the pages ("12", "iv-v"), with
    "timestamp" when it is said ("0:12:05"), with "turn" the number of the speaker's turn ("" where unknown).
    `order` is its place among all that are exported."""

    words: str
    label: str = ""
    locator: str = ""
    speaker: str = ""
    note: str = ""
    heading: str = ""
    order: int = 0


@dataclass(frozen=True, slots=True)
class Cited:
    """A source. `type` is a CSL type; the publisher of a page or an article is its `container` (a site, a newspaper).
    `issued` is an ISO date, perhaps partial, "" where unknown; `accessed` the day it was retrieved, which
    references say of an address alone."""

    id: str
    key: str
    type: str
    title: str
    path: str
    container: str = ""
    publisher: str = ""
    authors: tuple[Name, ...] = ()
    issued: str = ""
    estimated: bool = False
    accessed: str = ""
    url: str = ""
    language: str = ""
    place: str = ""
    genre: str = ""
    quotes: tuple[Quote, ...] = ()

    @property
    def issuer(self) -> str:
        """The site, newspaper or institution that published it."""
        return self.container or self.publisher


def cited_documents(library: Library, numbers: Iterable[int]) -> Iterator[Cited]:
    """The sources that documents are, by their numbers; those gone meanwhile are left out."""
    keys: set[str] = set()
    for number in numbers:
        (row,) = library.rows([number])
        try:
            document = library.read(row.id)
        except NotFoundError:
            continue
        yield _with_key(of_document(document, saved(library.folder_of(row.id), document)), keys)


def cited_quotes(library: Library, passages: Sequence[PassageJudgement]) -> list[Cited]:
    """The sources of passages, each once with its quotes, in the order of the first of them. A source is described as
    it is known now; one that is gone, as it was when the passage was kept."""
    sources: dict[str, Cited] = {}
    quotes: dict[str, list[Quote]] = {}
    documents: dict[str, Document] = {}
    for order, passage in enumerate(passages):
        id = library.home(passage.document, passage.path) or passage.document
        if id not in sources:
            try:
                documents[id] = library.read(id)
            except NotFoundError:
                sources[id] = of_passage(passage)
            else:
                found = of_document(documents[id], saved(library.folder_of(id), documents[id]))
                sources[id] = replace(found, accessed=passage.retrieved or found.accessed)
        quotes.setdefault(id, []).append(quote_of(passage, documents.get(id), order))
    keys: set[str] = set()
    return [_with_key(replace(each, quotes=tuple(quotes[id])), keys) for id, each in sources.items()]


def of_document(document: Document | Row, accessed: str = "") -> Cited:
    """A source as a document, or the row of one, describes it; `accessed` where the document does not say it."""
    whole = document if isinstance(document, Document) else None
    retrieved = _RETRIEVED.search(whole.origins.get("url", "")) if whole is not None else None
    published = document.published or ""
    return _cited(
        id=document.id,
        title=document.title,
        path=document.path,
        publisher=document.publisher,
        authors=whole.authors if whole is not None else (),
        published=published,
        estimated=document.estimated,
        accessed=retrieved[1] if retrieved else accessed,
        url=whole.url if whole is not None else "",
        language=document.language,
        place=document.place,
        kind=document.kind,
    )


def of_passage(passage: PassageJudgement) -> Cited:
    """A source as it was described when a passage was kept."""
    return _cited(
        id=passage.document,
        title=passage.title or passage.path,
        path=passage.path,
        publisher=passage.publisher,
        authors=(),
        published=passage.published,
        estimated=False,
        accessed=passage.retrieved,
        url=passage.url,
        language="",
        place="",
        kind="",
    )


def _cited(
    *,
    id: str,
    title: str,
    path: str,
    publisher: str,
    authors: Sequence[str],
    published: str,
    estimated: bool,
    accessed: str,
    url: str,
    language: str,
    place: str,
    kind: str,
) -> Cited:
    publisher, url = line(publisher), line(url)
    if url:
        type = WEBPAGE
    elif publisher:
        type = NEWS if kind == "article" else REPORT
    else:
        type = DOCUMENT
    contained = type in (WEBPAGE, NEWS)
    issued = published if day_parts(published) else ""
    if not accessed > _NO_TIME or (issued and accessed[: len(issued)] < issued):
        accessed = ""  # nobody retrieved it before it was there: the file's time was lost on its way
    return Cited(
        id=id,
        key="",
        type=type,
        title=line(title),
        path=line(path),
        container=publisher if contained else "",
        publisher="" if contained else publisher,
        authors=tuple(name_of(each) for each in map(line, authors) if each),
        issued=issued,
        estimated=estimated,
        accessed=line(accessed),
        url=url,
        language=line(language),
        place=line(place),
        genre="Transcript" if kind == "transcript" else "",
    )


def passage_quote(document: Document, passage: Span, order: int = 0) -> Quote:
    """A passage of a document that is read, with the pages it stands on or the turn it is part of."""
    words = document.text[passage.start : passage.end]
    label, at = _pages(document, passage)
    turns = [each for each in document.turns if not each.quoted]
    number = next((n for n, turn in enumerate(turns, 1) if turn.start <= passage.start < turn.end), 0)
    speaker = turns[number - 1].speaker if number else ""
    if not label and number:
        label, at = "turn", str(number)
    return Quote(words, label, at, line(speaker), order=order)


def quote_of(passage: PassageJudgement, document: Document | None = None, order: int = 0) -> Quote:
    """A passage of the notebook; its place is looked up in the `document`, where it still stands there."""
    label, at = ("timestamp" if ":" in passage.page else "page", passage.page) if passage.page else ("", "")
    if document is not None and document.text.startswith(passage.words, passage.start):
        here = passage_quote(document, Span(passage.start, passage.end))
        label, at = (here.label, here.locator) if here.label else (label, at)
    elif not label and passage.speaker:
        label = "turn"
    return Quote(passage.words, label, line(at), line(passage.speaker), passage.note, line(passage.group), order)


def _pages(document: Document, passage: Span) -> tuple[str, str]:
    first, last = document.page(passage.start), document.page(max(passage.start, passage.end - 1))
    if last is None or not last.label:
        return "", ""
    if ":" in last.label:
        return "timestamp", (first or last).label
    if first is None or first == last or not first.label:
        return "page", line(last.label)
    return "page", line(f"{first.label}-{last.label}")


def name_of(shown: str) -> Name:
    """A name as printed, parted into family and given name where its form shows which is which."""
    family, comma, given = (part.strip() for part in shown.partition(","))
    if comma and family and given and "," not in given and _looks_personal([*given.split(), *family.split()]):
        return Name(family, given)
    words = shown.split()
    if comma or not 2 <= len(words) <= 4 or not _looks_personal(words):
        return Name(shown)
    if len(words) == 3 and _PATRONYMIC.search(words[2]) and not _INITIALS.fullmatch(words[0]):
        return Name(words[0], " ".join(words[1:]))  # "Петров Иван Сергеевич"
    if _INITIALS.fullmatch(words[-1]) and len(words[0]) > 2:
        return Name(words[0], " ".join(words[1:]))  # "Петров И. С."
    begins = next((n for n, word in enumerate(words) if n and word.casefold() in _PARTICLES), len(words) - 1)
    if _INITIALS.fullmatch(words[0]) or any(_PATRONYMIC.search(word) for word in words[1:-1]) or _is_given(words[0]):
        return Name(" ".join(words[begins:]), " ".join(words[:begins]))
    if len(words) == 2 and _is_given(words[1]):
        return Name(words[0], words[1])  # "Петров Иван"
    return Name(shown)


def _looks_personal(words: Sequence[str]) -> bool:
    """Whether words are capitalised as those of a name are, none of them the head word of an institution."""
    return all(
        word.casefold() in _PARTICLES
        or (word[:1].isupper() and all(each.isalpha() or each in ".-'’" for each in word) and not _heads(word))
        for word in words
    )


def _heads(word: str) -> bool:
    from index.annotators.names.lexicon import cyrillic, latin

    return any(
        lexicon.word(word) in lexicon.organisation_suffixes | lexicon.organisation_prefixes | lexicon.organisations
        for lexicon in (latin(), cyrillic())
    )


def _is_given(word: str) -> bool:
    from index.annotators.names.lexicon import cyrillic, latin

    return any(lexicon.word(word) in lexicon.first_names for lexicon in (latin(), cyrillic()))


def day_parts(day: str) -> tuple[int, ...]:
    """Year, month and day of an ISO date, as many as it has; none of what is no date, or has no year."""
    match = _DAY.fullmatch(day)
    parts = tuple(int(part) for part in match.groups() if part) if match else ()
    try:
        date(*(parts + (1, 1, 1)[len(parts) :]))
    except ValueError:
        return ()
    return parts


def saved(collection: Path, document: Document | Row) -> str:
    """The day the file of a document was saved; "" where it is in an archive, which was packed later, or is gone."""
    if IN_FILE in document.path:
        return ""
    try:
        return datetime.fromtimestamp(located(collection, document.path).stat().st_mtime, UTC).date().isoformat()
    except (OSError, ValueError, OverflowError):
        return ""


def line(text: str) -> str:
    """A text on one line, without control characters."""
    return " ".join(plain(text).split())


def _with_key(cited: Cited, taken: set[str]) -> Cited:
    """With a citation key that none of those taken is: author or publisher, year, first long word of the title."""
    whose = cited.authors[0].family if cited.authors else cited.issuer
    title = [word for word in _ascii(cited.title).split("-") if len(word) > 3]
    year = cited.issued[:4] or "nd"
    parts = ["".join(_ascii(whose).split("-")[:2]), year, *title[:1]]
    key = "_".join(part for part in parts if part)
    if key in taken:
        key = f"{key}_{_ascii(cited.id)[:6]}"
    base, number = key, 2
    while key in taken:
        key, number = f"{base}_{number}", number + 1
    taken.add(key)
    return replace(cited, key=key)


def _ascii(text: str) -> str:
    """Latin letters and digits in small letters, a hyphen between words; Cyrillic is transliterated."""
    from index.names.transliteration import skeleton

    words = []
    for word in re.findall(r"[^\W_]+", text):
        folded = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode().lower()
        if len(folded) < len(word):
            (letters,) = skeleton(word.lower())
            folded = re.sub(r"[^a-z0-9]", "", letters.replace("ʒ", "zh").replace("ʧ", "ch").replace("ʃ", "sh"))
        words.append(folded)
    return "-".join(word for word in words if word)
