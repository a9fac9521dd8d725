"""Library = a collection and an engine. It answers; `index.refresh` fills.

One thread owns a Library, as it owns the engine's searcher. Long answers look at `overtaken` between documents, so
that a screen can give up what a newer key has made pointless. Long for being the whole list of questions and nothing
else: the work is in the modules beside it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from index import annotators
from index.analysis import VERSION as ANALYSIS_VERSION
from index.engine import Engine
from index.engines.memory import MemoryEngine
from index.engines.ranking import ranking
from index.engines.whoosh import SCHEMA_VERSION, WhooshEngine, open_engine
from index.errors import CollectionError, DossierError, IndexDamagedError, NotebookError, SettingsError
from index.folders import index_folder
from index.library import chronology, completion
from index.library.answering import Answering
from index.library.card import Card, Cards, Joined
from index.library.copies import by_member
from index.library.counting import MANY, Censuses, entity_counts, figure_counts
from index.library.deciding import Deciding
from index.library.file_days import with_file_day
from index.library.judged import Judged, holding
from index.library.judging import Judging, as_value, date_at
from index.library.keeping import Keeping
from index.library.likeness import Likeness
from index.library.matching import Matching, in_fields
from index.library.meaning import Meaning
from index.library.measures import Measure, Sourced, measures
from index.library.naming import Naming
from index.library.noted import Home, NotedDocuments
from index.library.noting import Noting
from index.library.parties import Parties
from index.library.passages import passages
from index.library.recognizers import versions
from index.library.searching import Searching
from index.library.spelling import Spelling
from index.library.stacking import Stacking, readable, stacked
from index.library.stated import Statement
from index.library.statements import sourced, with_judged_dates
from index.library.store import Build, Store, verify
from index.library.verifying import text_now
from index.library.why import Explaining
from index.marking import hits, snippet
from index.models import (
    DATES,
    FIGURES,
    IN_FILE,
    Annotation,
    Bar,
    Count,
    Document,
    Entries,
    Entry,
    Everything,
    Kind,
    Mention,
    Mentioned,
    Order,
    Page,
    Parsed,
    Problem,
    Row,
    Snippet,
    Span,
    Stacks,
    Turn,
)
from index.names import Gazetteer, names_for
from index.notebook import Change, DateJudgement, Notebook
from index.query import parse
from index.resemblance import VERSION as COPIES_VERSION
from index.settings import Settings
from index.sources import VERSION as SOURCES_VERSION
from index.speech import binds, bound

if TYPE_CHECKING:
    from index.library.chronicle import Chronicler

VERSIONS = {
    "analysis": ANALYSIS_VERSION,
    "annotators": annotators.VERSION,
    "copies": COPIES_VERSION,
    "schema": SCHEMA_VERSION,
    "sources": SOURCES_VERSION,
}
"""An index made with any other version is built anew, beside the old one."""

_T = TypeVar("_T")
_FORMS_IN = 50  # documents that say how a name is written, where it is not counted
_LOOK_EVERY = 64  # documents between two looks at `overtaken`


class OvertakenError(DossierError):
    """A newer question made this answer pointless; only raised where `Library.overtaken` says so."""


def check_collection(collection: Path) -> Path:
    """The resolved folder. Raises CollectionError where it is missing, no folder or not readable."""
    folder = collection.expanduser().resolve()
    try:
        if not folder.exists():
            raise CollectionError(f"There is no folder {folder}", "check the spelling, or start without a folder")
        if not folder.is_dir():
            raise CollectionError(f"{folder} is a file, not a folder", f"open its folder: {folder.parent}")
        next(folder.iterdir(), None)
    except PermissionError as error:
        raise CollectionError(
            f"The folder {folder} may not be read", "check its permissions: ls -ld shows them"
        ) from error
    except OSError as error:
        raise CollectionError(f"The folder {folder} cannot be read: {error.strerror}") from error
    return folder


class Library(Deciding, Noting, Keeping, Matching, Answering, Searching, Explaining, Spelling, Likeness):
    """A collection opened for questions. Make one with `Library.open`; every answer is about its current state."""

    several = False  # whether it is several collections as one

    def __init__(self, collection: Path, store: Store, gazetteer: Gazetteer | None) -> None:
        self.collection = collection
        self.store = store
        self.overtaken: Callable[[], bool] = lambda: False
        self.numbering = 0  # how often document numbers came to mean something else
        self.across_scripts = True  # whether a name typed in one script finds it in the other
        self.feedback = True  # whether `like:` also asks for what the first found have in common
        self._ranking = ranking(Settings().ranking)
        self._gazetteer = gazetteer
        self._build: Build | None = None
        self._engine: Engine = MemoryEngine()
        self._naming: Naming | None = None
        self._named: Naming | None = None  # the one before, which may know what names mean
        self._judging = Judging(collection)
        self._published: tuple[int, frozenset[tuple[date, date]]] | None = None
        self.duplicates = Settings().duplicates  # how alike texts are that stand as one row; 0 for none
        self._stacking: tuple[object, Stacking] | None = None
        self._censuses = Censuses(self._looking)
        self._chronicler: Chronicler | None = None
        self._attach()

    @classmethod
    def open(cls, collection: Path, *, index: Path | None = None, gazetteer: Gazetteer | None = None) -> Library:
        """Open a collection; without an index yet it is empty and fills as `refresh` sees batches land.

        Raises CollectionError, IndexUnsafeError, IndexDamagedError.
        """
        folder = check_collection(collection)
        return cls(folder, Store(index_folder(folder, index), folder), gazetteer)

    def _attach(self) -> bool:
        """Open the build that answers now; True where it is another one than before."""
        build = self.store.current(SCHEMA_VERSION)
        if build == self._build:
            return False
        engine = open_engine(build.postings, read_only=True) if build else MemoryEngine()
        self._engine.close()
        engine.ranking = self._ranking
        self._engine, self._build, self._naming, self._published = engine, build, None, None
        return True

    def rank_by(self, names: Sequence[str]) -> None:
        """Order by relevance with these of the settings' `ranking` beyond BM25 of the text."""
        self.feedback = "feedback" in names
        self._ranking = self._engine.ranking = ranking(names)

    def refresh(self) -> bool:
        """See what has been committed, or written into the notebook, since; True if anything changed. Pages of before
        mean nothing then."""
        indexed = self._attach() or self._engine.refresh()
        self.numbering += indexed
        changed = self._judging.changed() or indexed
        if changed:
            self.forget_naming()
        return changed

    def close(self) -> None:
        """Release the index. The library answers no more."""
        self._engine.close()

    @property
    def name(self) -> str:
        """What dossier.yaml calls the collection, else its folder. Raises SettingsError for a malformed file."""
        from index.collection_file import CollectionFile  # reads YAML, which a screen need not wait for

        return CollectionFile.load(self.collection).name or self.collection.name

    def folder_of(self, id: str) -> Path:
        """The folder of the collection that a document is of."""
        return self.collection

    @property
    def remembered_as(self) -> Path:
        """The folder under which the program keeps what was seen of saved searches."""
        return self.collection

    @property
    def where(self) -> str:
        """The folder, or folders, to tell a person where something was looked for."""
        return str(self.collection)

    def left_out(self) -> list[Problem]:
        """Of several collections opened as one, those that cannot be."""
        return []

    def collection_names(self) -> Sequence[str]:
        """The names by which `in:` asks for a collection: what dossier.yaml calls it, and its folder's."""
        try:
            return tuple(dict.fromkeys((self.name, self.collection.name)))
        except SettingsError:
            return (self.collection.name,)

    @property
    def build(self) -> Build | None:
        """The build that answers; None where there is none yet."""
        return self._build

    @property
    def indexed(self) -> bool:
        """Whether there is an index at all, perhaps an empty one."""
        return self._build is not None

    @property
    def outdated(self) -> bool:
        """Whether the index was made by other versions of reader, annotators, extras, analyzer or schema."""
        manifest = self.store.manifest()
        try:
            return manifest is not None and manifest.versions != versions(VERSIONS)
        except SettingsError:
            return False  # an extra that is asked for is not there: a refresh says so, nothing can be made anew

    @property
    def described_anew(self) -> bool:
        """Whether dossier.yaml is another than the last refresh applied to its end."""
        if self._build is None:
            return False
        from index.collection_file import FILE_NAME, digest

        return self._build.digest_at(FILE_NAME) != digest(self.collection)

    @property
    def gazetteer(self) -> Gazetteer:
        """The curated names: bundled ones and the collection's names.yaml."""
        if self._gazetteer is None:
            self._gazetteer = names_for(self.collection)
        return self._gazetteer

    @property
    def naming(self) -> Naming:
        """Names resolved for the current state of the index."""
        if self._naming is None:
            keys, decided = self._engine.mention_keys(), self._judging.names()
            self._naming = self._named = Naming(self.gazetteer, keys, self._forms, decided, self._named)
        return self._naming

    def forget_naming(self) -> None:
        """Resolve names anew: the index or what was decided about them is another than before."""
        self._naming = None

    def _forms(self, key: str) -> Mapping[str, int]:
        """How often each written form of a stored key occurs in the newest documents that mention it."""
        page = self._engine.search(Mentioned(frozenset((key,))), Order.NEWEST)
        forms: Counter[str] = Counter()
        for _, mentions in self._engine.mentions(page.numbers[:_FORMS_IN]):
            if mentions[key].surface:
                forms[mentions[key].surface] += mentions[key].times
        return forms

    # --- Search -------------------------------------------------------------------------------------------

    def count(self) -> int:
        """How many documents there are."""
        return self._engine.count()

    def parse(self, text: str, *, typing: bool = False) -> Parsed:
        """A typed query with its names resolved. With `typing` the last word is a prefix. Never raises."""
        parsed = parse(text, typing=typing)
        if "~" in text:
            parsed = replace(parsed, query=self.respelt(parsed.query))
        if ":" not in text:
            return parsed
        meaning = Meaning(self.naming, text, across_scripts=self.across_scripts, noted=self.noted)
        meaning.likeness = self.like
        meaning.measured = lambda asked: (
            (typing and text.endswith(asked.text)) or bool(self._engine.search(asked, Order.NEWEST).numbers)
        )
        meaning.collections, meaning.several = self.collection_names, self.several
        query = bound(meaning.resolve(parsed.query))
        return replace(parsed, query=query, complaints=(*parsed.complaints, *meaning.complaints))

    def search(
        self, query: Parsed | str, order: Order = Order.RELEVANCE, *, typing: bool = False, hidden: bool = False
    ) -> Page:
        """Every document that matches, ordered, the complete matches first. Documents that were hidden are left out
        where neither the query (`is:hidden`) nor `hidden` asks for them."""
        parsed = self.parse(query, typing=typing) if isinstance(query, str) else query
        return self._engine.search(self._judged.query(self.noted.query(parsed.query, hidden=hidden)), order)

    def stacks(self, page: Page, order: Order) -> Stacks | None:
        """The rows of an answer, copies of one text as one; None where copies are so many that `work_on_stacks` has to
        look them up first."""
        members = self._copies().members if self.duplicates else {}
        return stacked(page, members, order) if members is not None else None

    def work_on_stacks(self) -> bool:
        """Look up some of the copies there are; True when all are known and `stacks` has an answer."""
        return not self.duplicates or self._copies().work()

    def copy_groups(self) -> Mapping[str, str]:
        """For each document of whose text there are copies the id of their group: that of one of them."""
        return by_member(self._copies().groups) if self.duplicates else {}

    @property
    def copies_lost(self) -> bool:
        """Whether it cannot be told which documents are copies, because that part of the index is damaged; every
        document then has a row of its own."""
        return bool(self.duplicates) and self._build is not None and not readable(self._build.copies)

    def _copies(self) -> Stacking:
        """The copies in the present state of the index."""
        path = self._build.copies if self._build else None
        status = path.stat() if path and path.exists() else None
        state = (path, self._engine.generation, self.duplicates, status and (status.st_mtime_ns, status.st_size))
        if self._stacking is None or self._stacking[0] != state:
            self._stacking = state, Stacking(path, self._engine, self.duplicates)
        return self._stacking[1]

    def rows(self, numbers: Sequence[int]) -> list[Row]:
        """What a list shows of these documents."""
        return self._engine.rows(numbers)

    def snippets(self, numbers: Sequence[int], parsed: Parsed) -> list[Snippet]:
        """The passage around the best hits of each document."""
        texts = self._engine.texts(numbers)
        if in_fields(parsed.query):
            places = self.in_texts(numbers, parsed.query)
            return [snippet(text, parsed.query, places=each) for text, each in zip(texts, places, strict=True)]
        if not binds(parsed.query):
            return [snippet(text, parsed.query) for text in texts]
        turns, rows = dict(self._engine.turns(numbers)), self._engine.rows(numbers)
        return [
            snippet(text, parsed.query, turns=turns.get(row.number, ()), published=row.published)
            for text, row in zip(texts, rows, strict=True)
        ]

    def number(self, id: str) -> int:
        """The engine's number of a document. Raises NotFoundError."""
        return self._engine.number(id)

    def read(self, id: str) -> Document:
        """One document, names resolved to entities, dates as judged in the notebook. Raises NotFoundError."""
        return with_file_day(self.naming.document(self._judged.document(self._engine.fetch(id))), self.folder_of(id))

    def hits(self, document: Document, parsed: Parsed) -> list[Span]:
        """What of a text the query asks for: its words, by the same analyzer as the search, those beside `speaker:`
        where they say them; else the names, dates and figures that its fields ask for. Raises NotFoundError there for
        a document that is gone."""
        if in_fields(parsed.query):
            return self.in_texts((self.number(document.id),), parsed.query)[0]
        if not binds(parsed.query):
            return hits(document.text, parsed.query)
        # Turns with keys as indexed, for those of a document that was read are entities.
        turns = dict(self._engine.turns((self.number(document.id),)))
        spoken = next(iter(turns.values()), ())
        return hits(document.text, parsed.query, turns=spoken, published=document.published)

    def complete(self, text: str, cursor: int) -> list[str]:
        """Whole replacements for the typed text that complete the word, field or name at the cursor; the whole text as
        a name, where that alone finds anything."""
        found = completion.complete(
            text,
            cursor,
            self.naming,
            lambda start: [word for word, _ in self._engine.words(start)],
            [tag for tag, _ in self.tags()],
        )
        return found or ([self.as_name(text)[0]] if cursor == len(text) and self.as_name(text)[1] else [])

    def as_name(self, text: str) -> tuple[str, int]:
        """A query that asks for a typed text as a name, and how many documents it finds: 0 where the text is no plain
        words, or stands in a text as it is. The name may be written otherwise there, in another script."""
        name = " ".join(text.split())
        if not name or re.search(r"[^\w\s.’'-]", name) or len(self.search(name).numbers):
            return "", 0
        query = f"name:{completion.quoted(name)}"
        return query, len(self.search(query).numbers)

    # --- Names --------------------------------------------------------------------------------------------

    def entity_name(self, id: str) -> str:
        """How an entity is shown."""
        return self.naming.name(id)

    def entities(self, page: Page) -> list[Count]:
        """Names in the documents of the page's scope, merged by entity, those in most documents first."""
        return self.foremost_entities(page, None)[0]

    def foremost_entities(self, page: Page, most: int | None) -> tuple[list[Count], Mapping[str, int]]:
        """Of each kind the names in most documents of the page's scope, at most so many where these are many; and how
        many names there are of each kind."""
        census = self._censuses.names(self._engine, self.naming, self._day) if len(page.scope) > MANY else None
        if census is not None:
            return census.counts(self._engine.among(page.scope), most)
        mentions = self._looking(self._engine.mentions(page.scope))
        counts = entity_counts(mentions, self._day, self.naming)
        return counts, Counter(count.kind for count in counts)

    def card(self, id: str) -> Card:
        """What is known of an entity: forms, offices, mentions by year, who stands beside it, sentences."""
        return self._cards.card(id)

    def brief(self, id: str) -> Card:
        """Of an entity's card what tells it from another: documents and a few sentences."""
        return self._cards.brief(id)

    def hidden_names(self) -> list[Count]:
        """The entities that the user hid, by name, each with the documents that may mention it."""
        naming, cards = self.naming, self._cards
        found = [Count(id, naming.name(id), naming.kind(id), cards.documents(id)) for id in naming.decided.all_hidden()]
        return sorted(found, key=lambda each: (each.name.casefold(), each.kind))

    def joined(self, a: str, b: str) -> Joined:
        """The documents and sentences that name both of two entities."""
        return self._cards.joined(a, b)

    @property
    def _cards(self) -> Cards:
        return Cards(self._engine, self.naming, self._looking, self.noted.hidden)

    def document_entities(self, id: str) -> list[Count]:
        """Names in one document, the most mentioned first."""
        number = self.number(id)
        counts = self.entities(Page((number,), (0.0,), 1, self._engine.generation))
        return sorted(counts, key=lambda count: (-count.mentions, count.name))

    def _day(self, number: int) -> date | None:
        """The day by which offices in a document mean people."""
        return annotators.reference_day(self._engine.rows((number,))[0].published)

    # --- Figures, turns, dates ----------------------------------------------------------------------------

    def figures(self, page: Page) -> Iterator[tuple[int, Annotation]]:
        """Figures said in the documents of the page's scope, document by document."""
        return self._flat(page, FIGURES)

    def foremost_figures(self, page: Page, most: int) -> list[Count]:
        """The figures in most documents of the page's scope, by their words, at most so many."""
        census = self._censuses.figures(self._engine) if len(page.scope) > MANY else None
        if census is not None:
            return census.counts(self._engine.among(page.scope), most)
        return figure_counts(self.figures(page))[:most]

    def document_figures(self, id: str) -> list[Annotation]:
        """Figures said in one document, in text order."""
        return [figure for _, figure in self._flat(Page((self.number(id),), (0.0,), 1), FIGURES)]

    def measures(self, page: Page) -> list[Measure]:
        """Figures, and what rose or fell without one, in the documents of the page's scope by what they measure."""
        found = self._flat(page, FIGURES | {Kind.TREND})
        parties = Parties(self._mentioned, self._engine, self.naming)
        return measures(with_judged_dates(found, self._judged, self._engine, page.scope), parties.of)

    def _mentioned(self, number: int) -> Mapping[str, Mention]:
        """The names in a document."""
        return dict(self._looking(self._engine.mentions((number,)))).get(number, {})

    def sources(self, statements: Sequence[Statement]) -> list[Sourced]:
        """Where each statement stands and who makes it."""
        return sourced(statements, self._engine, self.naming)

    def turns(self, page: Page) -> Iterator[tuple[int, Turn]]:
        """Speakers' turns in the documents of the page's scope, with entity ids."""
        for number, turns in self._looking(self._engine.turns(page.scope)):
            day = self._day(number)
            for turn in turns:
                yield number, self.naming.turn(turn, day)

    def bars(self, page: Page, grain: str = "year", within: tuple[date, date] | None = None) -> list[Bar]:
        """The timeline's bars over the page's scope. `grain` is decade, year, quarter, month or day."""
        dates = (date for _, date in self._dates(page))
        return chronology.bars(self._engine.published(page.scope), dates, grain, within)

    def entries(self, page: Page, within: tuple[date, date] | None = None) -> list[Entry]:
        """Days published and dates said over the page's scope, by first day; unresolved ones are left out."""
        rows = self._engine.rows(page.scope)
        found = [chronology.published_entry(row, within) for row in rows]
        estimated = {row.number: row.estimated for row in rows}
        for number, annotation in self._dates(page):
            found.append(chronology.mentioned_entry(number, annotation, estimated[number], within))
        return sorted((entry for entry in found if entry), key=chronology.entry_order)

    def chronicle(self, page: Page) -> tuple[Entries, Entries]:
        """All entries of the page's scope, and what has no place among them: documents without a date, then dates said
        that name no days, each with the reason as its basis."""
        if self._chronicler is None or not self._chronicler.answers(self._engine):
            from index.library.chronicle import Chronicler  # numpy, which a first screen does not wait for

            self._chronicler = Chronicler(self._engine, partial(self._looking, every=1))
        return self._chronicler.of(page.scope, self._judged)

    def entry_bars(self, entries: Sequence[Entry], grain: str) -> list[Bar]:
        """The bars of entries that were answered before, as `bars` would answer."""
        return chronology.entry_bars(entries, grain)

    def coverage(self, grain: str) -> tuple[date, ...]:
        """First days of the steps in which any document of the collection was published, whatever is searched."""
        if self._published is None or self._published[0] != self._engine.generation:
            page = self._engine.search(Everything(), Order.RELEVANCE)
            self._published = (self._engine.generation, frozenset(self._engine.published(page.numbers)))
        return chronology.coverage(self._published[1], grain)

    def unresolved(self, page: Page) -> int:
        """How many dates said over the page's scope could not be placed in time."""
        return sum(found.first is None and found.kind in (Kind.DATE, Kind.TIME) for _, found in self._dates(page))

    def sentences(self, spans: Sequence[Entry] | Sequence[tuple[int, Annotation]]) -> list[str]:
        """The sentence of each entry, or of each (document number, annotation)."""
        return [passage.text for passage in self.passages(spans)]

    def passages(self, spans: Sequence[Entry] | Sequence[tuple[int, Annotation]]) -> list[Snippet]:
        """The same with the words marked: a day of publication has the title, and nothing marked in it."""
        return passages(spans, self._engine.texts)

    def _flat(self, page: Page, kinds: Iterable[Kind]) -> Iterator[tuple[int, Annotation]]:
        for number, found in self._looking(self._engine.annotations(page.scope, frozenset(kinds))):
            for annotation in found:
                yield number, annotation

    def _dates(self, page: Page) -> Iterator[tuple[int, Annotation]]:
        """Dates said in the documents of the page's scope, as judged."""
        judged = self._judged
        mine = set(judged.numbers).intersection(page.scope) if judged.numbers else set()
        for number, found in self._looking(self._engine.annotations(page.scope, DATES)):
            if number not in mine:
                for annotation in annotators.whole_ranges(found):
                    yield number, annotation
        for number in sorted(mine):
            for annotation in annotators.whole_ranges(judged.of(number).dates):
                yield number, annotation

    def _looking(self, stream: Iterable[_T], every: int = _LOOK_EVERY) -> Iterator[_T]:
        """`stream`, with a look at `overtaken` at each so many items. Raises OvertakenError."""
        for i, item in enumerate(stream):
            if i % every == 0 and self.overtaken():
                raise OvertakenError("overtaken by a newer question")
            yield item

    # --- Judgements ---------------------------------------------------------------------------------------

    @property
    def notebook(self) -> Notebook:
        """What the user judged of this collection; of a malformed file what can be read, and it cannot be changed."""
        return self._judging.notebook

    def correct_date(self, id: str, start: int, value: str, note: str = "") -> DateJudgement:
        """Record what the date that begins at `start` of a document means: a TIMEX3 value ("2021-05", "2011/2017"), or
        words that are read as one date ("May 2021"). Raises NotFoundError, NotebookError, SettingsError."""
        document, known = self.read(id), dict(self.judged_dates(id)).get(start)
        said, sentence = date_at(document, start)
        value = as_value(value.strip(), document)
        return self.notebook.correct_date(id, document.path, said, value, note, sentence=sentence, instead=known)

    def reject_date(self, id: str, start: int, note: str = "") -> DateJudgement:
        """Record that what was read as a date at `start` of a document is none. Raises as `correct_date` does."""
        document, known = self.read(id), dict(self.judged_dates(id)).get(start)
        said, sentence = date_at(document, start)
        return self.notebook.reject_date(id, document.path, said, note, sentence=sentence, instead=known)

    def restore_date(self, id: str, start: int) -> DateJudgement:
        """Take back what was judged of the words at `start`, at any time later; the judgement taken back."""
        judgement = dict(self.judged_dates(id)).get(start)
        if judgement is None:
            raise NotebookError("No date that begins there has been judged", "the notebook has the list")
        self.notebook.forget_date(judgement)
        return judgement

    def undo(self) -> Change | None:
        """Take back the last judgement of this session, about dates or names; None where there is none left. Raises
        NotebookError."""
        self.forget_naming()
        return self.notebook.undo()

    def judged_dates(self, id: str) -> list[tuple[int, DateJudgement]]:
        """The judgements that hold in a document, each with the offset at which its words stand now."""
        judged, number = self._judged, self.number(id)
        return list(judged.of(number).holding) if number in judged.numbers else []

    def orphans(self) -> list[DateJudgement]:
        """Judgements that apply to nothing now: the document or the words are gone. They stay in the notebook."""
        return self._judged.orphans()

    @property
    def _judged(self) -> Judged:
        """The notebook as it stands, applied to the present state of the index."""
        return self._judging.now(self._engine, self._build)

    @property
    def noted(self) -> NotedDocuments:
        """What the notebook says of documents, applied to the present state of the index."""
        return self._judging.noted(self._engine, self._build)

    @property
    def home(self) -> Home:
        """The way from documents of the notebook to those of the present state of the index."""
        return self._judging.home(self._engine, self._build)

    def text_in_file(self, id: str) -> str:
        """The text of a document as its file stands now, read anew where it is another file than was indexed. Raises
        NotFoundError for a document, SourceError for a file that is gone or cannot be read."""
        (row,) = self.rows([self.number(id)])
        file = row.path.partition(IN_FILE)[0]
        indexed = self._build.digest_at(file) if self._build is not None else ""
        return text_now(self.collection, row.path, indexed, lambda: self.text(row.number))

    def holding(self, words: str) -> int | None:
        """The number of the one document that holds a sentence; None where none does, or several."""
        return holding(self._engine, words)

    def digest_of(self, id: str, path: str) -> str:
        """The SHA-256 of a document's file when it was indexed; "" for an unknown path."""
        return self._build.digest_at(path.partition(IN_FILE)[0]) if self._build is not None else ""

    # --- Health -------------------------------------------------------------------------------------------

    def problems(self) -> list[Problem]:
        """Files that could not be read, or only in part, the notebook among them."""
        return [*self._judging.problems(), *(self._build.problems() if self._build else ())]

    @property
    def notebook_problem(self) -> Problem | None:
        """What is wrong with the notebook's file; its entries that can be read hold all the same."""
        return next(iter(self._judging.problems()), None)

    def has_path(self, path: str) -> bool:
        """Whether a document was read from this path of the collection."""
        return self._build is not None and self._build.id_at(path) is not None

    @property
    def fallen_back(self) -> bool:
        """Whether the newest state of the index is damaged, and the one before it answers."""
        return isinstance(self._engine, WhooshEngine) and self._engine.fallen_back

    def verify_index(self) -> None:
        """Read the whole index, and compare its parts with each other. Raises IndexDamagedError."""
        while True:
            self._engine.verify()
            if self._build is None:
                return
            try:
                every = self._engine.search(Everything(), Order.OLDEST)
                verify(self._build, {row.id for row in self._engine.rows(every.numbers)})
            except IndexDamagedError:
                if not self.refresh():  # else a refresh has written while this was read
                    raise
            else:
                return

    def text(self, number: int) -> str:
        """The text of one document by number."""
        return self._engine.texts((number,))[0]
