"""Several collections opened as one: a Library over an engine that spans their indexes.

Each collection keeps its own index, notebook and dossier.yaml, and is open as a Library of its own, which is asked for
what is its alone: files, problems, copies. Searched, counted and read is what spans them. A document's id says of which
it is (`owners`). Names are resolved by the names.yaml and the decisions of all of them together; where two contradict
each other, the collection named first holds. One that cannot be opened is told among the problems; the others work.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index.engines.whoosh import WhooshEngine
from index.engines.whoosh.spanning import Spanned, SpanningEngine
from index.errors import CollectionError, DossierError, IndexDamagedError, NotFoundError, SettingsError
from index.library.copies import groups
from index.library.joint import JointJudging
from index.library.library import Library
from index.library.stacking import FEW, Stacking, reading
from index.library.store import Build
from index.models import Order, Page, Parsed, Problem
from index.names import Gazetteer, bundled, names_files
from index.owners import mark, owner


@dataclass(slots=True)
class Member:
    """One of the collections, at its place among them; where it is not open, `fault` says why, and `damaged` which
    build was found to be so."""

    at: int
    folder: Path
    index: Path | None
    name: str
    library: Library | None = None
    fault: DossierError | None = None
    damaged: Build | None = None

    def open(self) -> None:
        """Open it, where that can be done. An index found damaged is not tried again, only another build."""
        try:
            library = Library.open(self.folder, index=self.index)
        except DossierError as error:
            self.fault = error
            return
        if self.damaged is not None and library.build == self.damaged:
            library.close()
            return
        self.library, self.fault, self.damaged = library, None, None

    def set_aside(self, error: DossierError) -> None:
        """Close it: it cannot answer."""
        if self.library is not None:
            self.damaged = self.library.build
            self.library.close()
        self.library, self.fault = None, error


class Several(Library):
    """Collections as one. Make it with `over`."""

    several = True

    def __init__(self, members: Sequence[Member]) -> None:
        """Of collections that have been tried to open; one of them at least is."""
        self.members = members
        self._engines: tuple[WhooshEngine, ...] | None = None
        first = next(each.library for each in members if each.library is not None)
        super().__init__(first.collection, first.store, None)
        self._judging = JointJudging(self._open)

    @classmethod
    def over(cls, folders: Sequence[Path], indexes: Sequence[Path | None] = ()) -> Several:
        """Open collections, each with its index (None: where it usually lies). Raises what opening the first raised
        where none can be opened."""
        names = _names(folders)
        known = [*indexes, *[None] * (len(folders) - len(indexes))]
        members = [Member(at, *each) for at, each in enumerate(zip(folders, known, names, strict=True))]
        for each in members:
            each.open()
        if all(each.library is None for each in members):
            raise members[0].fault or CollectionError("No folder was named", "name two or more")
        return cls(members)

    def _open(self) -> list[tuple[int, Library]]:
        """The collections that are open, each with its place."""
        return [(each.at, each.library) for each in self.members if each.library is not None]

    def _of(self, id: str) -> tuple[Library, str]:
        """The collection that owns a document, and the document's id there. Raises NotFoundError."""
        at, own = owner(id)
        found = dict(self._open()).get(at)
        if found is None:
            raise NotFoundError(f'There is no document "{id}".', "its collection is not open")
        return found, own

    # --- State --------------------------------------------------------------------------------------------

    def _attach(self) -> bool:
        for each in self.members:
            if each.library is None:
                each.open()
            else:
                try:
                    each.library._attach()
                except DossierError as error:
                    each.set_aside(error)
        return self._span()

    def _span(self) -> bool:
        """Span the indexes there are now; True where they are others than before."""
        indexed = [
            (each, each.library._engine)
            for each in self.members
            if each.library is not None and isinstance(each.library._engine, WhooshEngine)
        ]
        engines = tuple(engine for _, engine in indexed)
        if engines == self._engines:
            return False
        self._engines = engines
        self._engine = SpanningEngine([Spanned(engine, mark(each.at), each.name) for each, engine in indexed])
        self._engine.ranking = self._ranking
        self._naming = self._gazetteer = None
        return True

    def refresh(self) -> bool:
        """See `Library.refresh`. A collection whose index turns out to be damaged is left out from then on."""
        for each in self.members:
            try:
                if each.library is not None:
                    each.library._engine.refresh()
            except IndexDamagedError as error:
                each.set_aside(error)
        return super().refresh()

    def search(
        self, query: Parsed | str, order: Order = Order.RELEVANCE, *, typing: bool = False, hidden: bool = False
    ) -> Page:
        """See `Library.search`. A collection whose index turns out to be damaged is left out from then on."""
        try:
            return super().search(query, order, typing=typing, hidden=hidden)
        except IndexDamagedError:
            parsed = self.parse(query, typing=typing) if isinstance(query, str) else query
            for each in self.members:
                try:
                    if each.library is not None:
                        page = each.library._engine.search(parsed.query, order)
                        each.library.rows(page.numbers[:1])
                except IndexDamagedError as error:
                    each.set_aside(error)
            if not self._open() or not self._span():
                raise
            return super().search(query, order, typing=typing, hidden=hidden)

    def close(self) -> None:
        """Release the indexes."""
        for _, library in self._open():
            library.close()

    def left_out(self) -> list[Problem]:
        """See `Library.left_out`."""
        return [
            Problem(str(each.folder), f"{each.name} is left out: {each.fault.message}", each.fault.hint)
            for each in self.members
            if each.fault is not None
        ]

    def not_indexed(self) -> list[tuple[Path, Path]]:
        """The collections without an index, and where it is to lie."""
        return [(each.collection, each.store.folder) for _, each in self._open() if not each.indexed]

    # --- What each collection knows of itself -------------------------------------------------------------

    @property
    def name(self) -> str:
        """The names of all of them."""
        return ", ".join(self.collection_names())

    def collection_names(self) -> Sequence[str]:
        """The names by which `in:` asks for them."""
        return [each.name for each in self.members]

    def folder_of(self, id: str) -> Path:
        """See `Library.folder_of`."""
        return self.members[owner(id)[0]].folder

    @property
    def remembered_as(self) -> Path:
        """See `Library.remembered_as`: one for these collections in this order, which finds no folder."""
        first, *others = (each.folder for each in self.members)
        return first / "with" / "+".join(str(each).replace("/", "_") for each in others)

    @property
    def where(self) -> str:
        """See `Library.where`."""
        return ", ".join(str(each.folder) for each in self.members)

    @property
    def indexed(self) -> bool:
        """Whether each that is open has an index."""
        return all(library.indexed for _, library in self._open())

    @property
    def outdated(self) -> bool:
        """Whether one of the indexes was made by other versions."""
        return any(library.outdated for _, library in self._open())

    @property
    def described_anew(self) -> bool:
        """Whether the dossier.yaml of one of them is another than the last refresh applied."""
        return any(library.described_anew for _, library in self._open())

    @property
    def gazetteer(self) -> Gazetteer:
        """The bundled names and the names.yaml of each, the first over the others. One that is malformed is left out,
        and told among the problems."""
        if self._gazetteer is None:
            files = [file for _, library in reversed(self._open()) for file in _sound(library.collection)]
            self._gazetteer = Gazetteer.load(*files) if files else bundled()
        return self._gazetteer

    def text_in_file(self, id: str) -> str:
        """See `Library.text_in_file`."""
        library, own = self._of(id)
        return library.text_in_file(own)

    def digest_of(self, id: str, path: str) -> str:
        """See `Library.digest_of`."""
        library, own = self._of(id)
        return library.digest_of(own, path)

    def has_path(self, path: str) -> bool:
        """Whether a document was read from this path in any of them."""
        return any(library.has_path(path) for _, library in self._open())

    def problems(self) -> list[Problem]:
        """Collections that cannot be opened, and the problems of the others, each with its whole path."""
        found = self.left_out()
        for _, library in self._open():
            found += [_malformed(file, error) for file, error in _faulty(library.collection)]
            found += [replace(each, path=str(library.collection / each.path)) for each in library.problems()]
        return found

    @property
    def copies_lost(self) -> bool:
        """Whether it cannot be told in any of them which documents are copies."""
        return bool(self.duplicates) and any(library.copies_lost for _, library in self._open())

    def _copies(self) -> Stacking:
        paths = [(at, library.build.copies) for at, library in self._open() if library.build is not None]
        files = [path.stat() for _, path in paths if path.exists()]
        written = tuple((file.st_mtime_ns, file.st_size) for file in files)
        state = (self._engine.generation, self.duplicates, written)
        if self._stacking is None or self._stacking[0] != state:
            assert isinstance(self._engine, SpanningEngine)
            self._stacking = state, JointStacking(paths, self._engine, self.duplicates)
        return self._stacking[1]


class JointStacking(Stacking):
    """The groups of copies of several collections, as each knows them, and of files that lie in several."""

    def __init__(self, paths: Sequence[tuple[int, Path]], engine: SpanningEngine, least: float) -> None:
        super().__init__(None, engine, least)
        self._paths = [(at, path) for at, path in paths if path.exists()]
        self._shared = engine.shared()

    def _few(self) -> bool:
        return len(self._shared) + sum(self._count(path) for _, path in self._paths) <= FEW

    def _count(self, path: Path) -> int:
        return reading(path, lambda copies: copies.count(FEW + 1), 0)

    def _grouped(self) -> list[list[str]]:
        return groups([*self._pairs(), *((ids[0], other) for ids in self._shared for other in ids[1:])])

    def _pairs(self) -> Iterator[tuple[str, str]]:
        for at, path in self._paths:
            pairs = reading(path, lambda copies: list(copies.pairs(self._least)), list[tuple[str, str, float]]())
            for one, other, _ in pairs:
                yield one + mark(at), other + mark(at)


def _names(folders: Sequence[Path]) -> list[str]:
    """What the collections are called, in words that tell them apart."""
    from index.collection_file import CollectionFile

    names = []
    for folder in folders:
        try:
            names.append(CollectionFile.load(folder).name or folder.name)
        except SettingsError:  # a refresh tells of it
            names.append(folder.name)
    for longer in (lambda folder: f"{folder.parent.name}/{folder.name}", str):
        often = Counter(names)
        names = [longer(each) if often[name] > 1 else name for each, name in zip(folders, names, strict=True)]
    return names


def _faulty(folder: Path) -> Iterator[tuple[Path, SettingsError]]:
    for file in names_files(folder):
        try:
            Gazetteer.load(file)
        except SettingsError as error:
            yield file, error


def _sound(folder: Path) -> list[Path]:
    faulty = [file for file, _ in _faulty(folder)]
    return [file for file in names_files(folder) if file not in faulty]


def _malformed(file: Path, error: SettingsError) -> Problem:
    return Problem(str(file), error.message, error.hint)
