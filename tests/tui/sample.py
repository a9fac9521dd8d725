"""Ten small documents and a library over them that answers by substring search: what the screen needs, no more."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast

from index.errors import NotFoundError
from index.library.counting import figure_counts
from index.library.stacking import Member, stacked

if TYPE_CHECKING:
    from index.library import Library
from index.models import (
    Annotation,
    Bar,
    Complaint,
    Count,
    Document,
    Entry,
    Everything,
    Flags,
    Kind,
    Match,
    Order,
    Page,
    Parsed,
    Problem,
    Query,
    Row,
    Snippet,
    Span,
    Stacks,
    Word,
)
from index.notebook import SearchJudgement

_PEOPLE = ("Aida Bekova", "Omar Tashiev")


def documents(count: int = 10) -> list[Document]:
    """Documents dated 2011, 2012, ...; the even ones mention trade three times."""
    made = []
    for number in range(count):
        person = _PEOPLE[number % 2]
        words = "Trade grew. The trade talks ended and trade grew again. " if number % 2 == 0 else "Nothing was said. "
        text = f"{person} spoke in {2011 + number}.\n\n" + words + "\n\n" + "A paragraph of filling. " * 60
        year = date(2011 + number, 3, 1)
        said = text.index(str(2011 + number))
        annotations = (
            Annotation(Kind.PERSON, 0, len(person), person, f"person:{person}"),
            Annotation(Kind.DATE, said, said + 4, str(year.year), str(year.year), date(year.year, 1, 1), year),
        )
        made.append(
            Document(
                f"doc{number}",
                f"file{number}.txt",
                text,
                f"Title {number}",
                year.isoformat(),
                publisher="TASS",
                url=f"https://example.org/{number}",
                annotations=annotations,
            )
        )
    return made


class SampleLibrary:
    """Stands in for `index.library.Library`; `calls` lists what was asked of it."""

    indexed = True
    notebook_problem: Problem | None = None
    collection = Path("/nowhere")
    name = "Sample"

    def __init__(self, documents: Sequence[Document]) -> None:
        self.documents = list(documents)
        self.members: dict[int, Member] = {}  # which of the documents are copies of one another, by number
        self.coming: list[Document] = []  # what a refresh will bring
        self.calls: list[str] = []
        self.overtaken: Callable[[], bool] = lambda: False
        self.generation = 1
        self.numbering = 0
        self.closed = False

    def refresh(self) -> bool:
        changed = bool(self.coming)
        self.documents = self.coming + self.documents
        self.coming = []
        self.generation += changed
        self.numbering += changed
        return changed

    def flags(self) -> dict[str, Flags]:
        return {}

    def count(self) -> int:
        return len(self.documents)

    def parse(self, text: str, *, typing: bool = False) -> Parsed:
        complaints = (Complaint(0, 5, "There is no field perso.", "did you mean person:?"),) if "perso:" in text else ()
        words = text.strip().strip("*")
        return Parsed(text, Word(words) if words else Everything(), complaints)

    def search(self, query: Parsed | str, order: Order = Order.RELEVANCE) -> Page:
        parsed = self.parse(query) if isinstance(query, str) else query
        self.calls.append(f"search {parsed.text}")
        numbers = [i for i, each in enumerate(self.documents) if _matches(each, parsed.text)]
        if order is not Order.OLDEST:
            numbers.reverse()
        return Page(numbers, [1.0] * len(numbers), len(numbers), self.generation)

    def misspelt(self, parsed: Parsed) -> tuple[Complaint, ...]:
        return ()

    def stacks(self, page: Page, order: Order) -> Stacks | None:
        return stacked(page, self.members, order)

    def as_name(self, text: str) -> tuple[str, int]:
        return "", 0

    def work_on_stacks(self) -> bool:
        return True

    def rows(self, numbers: Sequence[int]) -> list[Row]:
        return [self.documents[number].row(number) for number in numbers]

    def text(self, number: int) -> str:
        return self.documents[number].text

    def number(self, id: str) -> int:
        for i, each in enumerate(self.documents):
            if each.id == id:
                return i
        raise NotFoundError(f"no document {id}")

    def read(self, id: str) -> Document:
        self.calls.append(f"read {id}")
        return self.documents[self.number(id)]

    def hits(self, document: Document, parsed: Parsed) -> list[Span]:
        words = [word for word in parsed.text.split() if ":" not in word and word != "*"]
        return [Span(m.start(), m.end()) for word in words for m in re.finditer(re.escape(word), document.text, re.I)]

    def snippets(self, numbers: Sequence[int], parsed: Parsed) -> list[Snippet]:
        return [Snippet(self.documents[number].text[:80]) for number in numbers]

    def matches(self, numbers: Sequence[int], query: Query) -> list[list[Match]]:
        self.calls.append(f"matches {len(numbers)}")
        words = query.text if isinstance(query, Word) else ""
        found = []
        for number in numbers:
            text = self.documents[number].text
            sentences = [m for m in re.finditer(r"[^.\n]+\.", text) if words.casefold() in m[0].casefold()]
            at = [(m.start() + len(m[0]) - len(m[0].lstrip()), m.end()) for m in sentences]
            hit = [text[start:end].casefold().index(words.casefold()) for start, end in at]
            found.append(
                [
                    Match(
                        number,
                        start,
                        end,
                        text[start:end],
                        (Span(h, h + len(words)),),
                        start,
                        _person(self.documents[number]),
                    )
                    for (start, end), h in zip(at, hit, strict=True)
                ]
            )
        return found

    def places(self, number: int, query: Query) -> list[Span]:
        words = query.text if isinstance(query, Word) else ""
        return self.hits(self.documents[number], Parsed(words, query))

    def saved_searches(self) -> list[SearchJudgement]:
        return []

    def entities(self, page: Page) -> list[Count]:
        self.calls.append("entities")
        found = [_person(self.documents[number]) for number in page.scope]
        return [Count(f"person:{name}", name, "person", found.count(name), found.count(name)) for name in _PEOPLE]

    def foremost_entities(self, page: Page, most: int | None) -> tuple[list[Count], Mapping[str, int]]:
        found = self.entities(page)
        return found, Counter(count.kind for count in found)

    def foremost_figures(self, page: Page, most: int) -> list[Count]:
        return figure_counts(self.figures(page))[:most]

    def document_entities(self, id: str) -> list[Count]:
        name = _person(self.documents[self.number(id)])
        return [Count(f"person:{name}", name, "person", 1, 1)]

    def figures(self, page: Page) -> Iterator[tuple[int, Annotation]]:
        yield from ((number, Annotation(Kind.PERCENT, 0, 3, "97%", 97.0, unit="%")) for number in page.scope)

    def document_figures(self, id: str) -> list[Annotation]:
        return [Annotation(Kind.PERCENT, 0, 3, "97%", 97.0, unit="%")]

    def entries(self, page: Page, within: tuple[date, date] | None = None) -> list[Entry]:
        found = []
        for number in page.scope:
            for each in self.documents[number].annotations:
                if each.kind is Kind.DATE:
                    found.append(
                        Entry(
                            str(each.value), each.first, each.last, "mentioned", each.text, each.start, each.end, number
                        )
                    )
        return sorted(found, key=lambda entry: (entry.first or date.min, entry.number))

    def chronicle(self, page: Page) -> tuple[list[Entry], list[Entry]]:
        return self.entries(page), []

    def entry_bars(self, entries: Sequence[Entry], grain: str) -> list[Bar]:
        self.calls.append(f"bars {grain}")
        years = Counter(entry.first.year for entry in entries if entry.first)
        return [Bar(str(y), date(y, 1, 1), date(y, 12, 31), many, many) for y, many in sorted(years.items())]

    def coverage(self, grain: str) -> tuple[date, ...]:
        return tuple(date(2011 + i, 1, 1) for i in range(len(self.documents)))

    def sentences(self, entries: Sequence[Entry]) -> list[str]:
        return [self.documents[entry.number].text.split(".")[0] + "." for entry in entries]

    def complete(self, text: str, cursor: int) -> list[str]:
        offers = ["person:", 'person:"Aida Bekova"', 'person:"Omar Tashiev"']
        return [offer for offer in offers if text and offer.startswith(text) and offer != text]

    def folder_of(self, id: str) -> Path:
        return Path("/nowhere")

    def left_out(self) -> list[Problem]:
        return []

    def problems(self) -> list[Problem]:
        return [Problem("broken.txt", "The file is empty", "remove it")]

    def close(self) -> None:
        self.closed = True


def _matches(document: Document, text: str) -> bool:
    for name in re.findall(r'person:"([^"]*)"', text):
        if name not in document.text:
            return False
    for year in re.findall(r"(?:date|mentions):(\d{4})", text):
        if year not in document.text:
            return False
    words = re.sub(r'\w+:("[^"]*"|\S*)', "", text).split()
    return all(word == "*" or word.casefold() in document.text.casefold() for word in words)


def _person(document: Document) -> str:
    return str(document.annotations[0].text)


def as_library(sample: SampleLibrary) -> Library:
    """The sample, for code that wants a Library."""
    return cast("Library", sample)
