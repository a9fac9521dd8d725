"""Where a collection's index lies on disk, and which of its builds answers.

    <cache>/dossier/<collection>/        mode 0700
        manifest.json                    the collection, versions and the build that answers
        first_page.json                  what a screen shows until the index is open
        lock.sqlite                      held while one process refreshes
        build-1/ledger.sqlite            what was read, from which file, with which problem
        build-1/copies.sqlite            which documents are copies of which
        build-1/seal.json                checksums of these two, while nobody writes them
        build-1/postings/                the engine's files

A build is never changed in kind: when the schema, the analyzer, a reader or an annotator has a new version, a new
build is made beside the old one, which answers meanwhile; then the manifest is replaced at once.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import zlib
from collections.abc import Callable, Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from index.durable import locked
from index.errors import CollectionError, IndexBusyError, IndexDamagedError, StorageError
from index.folders import private_folder, sync_folder
from index.library import seal
from index.library.ledger import Ledger
from index.models import Problem
from index.ownership import refuse_unsafe

T = TypeVar("T")
_EARLIER = {"build", "versions", "collection"}  # the keys of a manifest before it had a checksum, the last not always


@dataclass(frozen=True, slots=True)
class Manifest:
    """Which build answers, the versions it was made with, and the folder that was indexed."""

    build: str
    versions: dict[str, int]
    collection: str


@dataclass(frozen=True, slots=True)
class Build:
    """One build of an index: its ledger and the engine's folder."""

    folder: Path

    @property
    def ledger(self) -> Path:
        """The SQLite file that says what was read."""
        return self.folder / "ledger.sqlite"

    @property
    def copies(self) -> Path:
        """The SQLite file that says which documents are copies of which."""
        return self.folder / "copies.sqlite"

    @property
    def postings(self) -> Path:
        """The engine's own folder."""
        return self.folder / "postings"

    def id_at(self, path: str) -> str | None:
        """The id of the document read from a path of the collection; None for an unknown path. Raises
        IndexDamagedError, as all that asks the ledger."""
        return self.asked(lambda ledger: ledger.id_at(path), None)

    def digest_at(self, path: str) -> str:
        """The digest of a file of the collection when it was read; "" for an unknown path."""
        return self.asked(lambda ledger: ledger.digest_at(path), "")

    def problems(self) -> list[Problem]:
        """Files that could not be read, or only in part."""
        return self.asked(lambda ledger: list(ledger.problems()), [])

    def asked(self, ask: Callable[[Ledger], T], otherwise: T) -> T:
        """What the ledger says; without one `otherwise`. Raises IndexDamagedError."""
        if not self.ledger.exists():
            return otherwise
        try:
            seal.refuse_damaged(self.ledger)
            with Ledger(self.ledger, read_only=True) as ledger:
                return ask(ledger)
        except (sqlite3.Error, OSError) as error:
            if not self.folder.exists():  # another build answers meanwhile
                return otherwise
            raise IndexDamagedError(f"The index cannot be read ({self.ledger}: {error})", seal.HINT) from error

    def refuse_damaged(self) -> None:
        """Compare the SQLite files with what was written. Raises IndexDamagedError, OSError."""
        for path in (self.ledger, self.copies):
            if not path.exists():
                raise IndexDamagedError(f"The index is damaged: {path} is not there", seal.HINT)
            seal.refuse_damaged(path)

    def seal(self) -> None:
        """Note what the SQLite files are, now that nobody writes them. Raises OSError."""
        seal.seal(self.folder, [self.ledger.name, self.copies.name])

    def unseal(self) -> None:
        """Before the SQLite files are written. Raises OSError."""
        seal.unseal(self.folder)


def verify(build: Build, ids: Set[str]) -> None:
    """Read the SQLite files of a build, and compare what the ledger knows with the documents that the engine has, by
    id. Raises IndexDamagedError."""
    try:
        build.refuse_damaged()
    except OSError as error:
        raise IndexDamagedError(f"The index cannot be read ({error})", seal.HINT) from error
    for path in (build.ledger, build.copies):
        seal.refuse_malformed(path)
    unsettled, known = build.asked(lambda ledger: (ledger.unsettled(), ledger.ids()), (set[str](), set[str]()))
    if different := (known ^ ids) - unsettled:
        raise IndexDamagedError(
            f"The index is damaged: its parts differ about {len(different)} documents, as {min(different)}", seal.HINT
        )


class Store:
    """The index folder of one collection; both paths are resolved. Raises CollectionError where the folder lies in the
    collection: its files would be taken for documents, and a collection may be read-only or shared."""

    def __init__(self, folder: Path, collection: Path) -> None:
        self.folder = folder
        self.collection = collection
        if folder.resolve().is_relative_to(collection):
            raise CollectionError(f"The index may not lie in the collection: {folder}", "choose another --index DIR")

    def manifest(self) -> Manifest | None:
        """The manifest, or None where nothing has been built. Raises IndexUnsafeError, IndexDamagedError."""
        path = self.folder / "manifest.json"
        if not path.exists():
            return None
        refuse_unsafe(self.folder)
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            build, versions = str(data["build"]), {str(k): int(v) for k, v in data["versions"].items()}
            earlier = data.keys() <= _EARLIER  # a damaged one has other keys: one more, if the name of the sum is hurt
            collection = str(data.get("collection", self.collection) if earlier else data["collection"])
            if earlier:
                versions = {}
            elif data.get("sum") != _sum(build, versions, collection):
                raise ValueError("its checksum differs")
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise IndexDamagedError(
                f"The index's manifest {path} cannot be read: {error}",
                "run refresh --rebuild: it is made from the files",
            ) from error
        if "/" in build or "\\" in build or build.startswith("."):
            raise IndexDamagedError(
                f"The index's manifest {path} names a folder outside the index", "run refresh --rebuild"
            )
        if collection != str(self.collection):
            raise CollectionError(
                f"{self.folder} holds the index of another collection, {collection}", "choose another --index DIR"
            )
        return Manifest(build, versions, collection)

    def current(self, schema: int | None = None) -> Build | None:
        """The build that answers, or None. With `schema`, one made with another cannot be read and is as none."""
        manifest = self.manifest()
        if manifest is None or schema not in (None, manifest.versions.get("schema")):
            return None
        return Build(self.folder / manifest.build)

    def new_build(self) -> Build:
        """An empty folder for the next build; what a broken-off one left behind is removed first. Where it is not known
        which build answers all stay until the switch. Raises StorageError."""
        self.prepare()
        numbers = self._numbers()
        try:
            manifest = self.manifest()
        except IndexDamagedError:
            pass
        else:
            self._remove_but(manifest.build if manifest else "")
        build = Build(self.folder / f"build-{max(numbers, default=0) + 1}")
        build.folder.mkdir(mode=0o700)
        return build

    def _numbers(self) -> list[int]:
        return [int(path.name[6:]) for path in self.folder.glob("build-*") if path.name[6:].isdigit()]

    def _remove_but(self, name: str) -> None:
        """Remove all builds but one."""
        for number in self._numbers():
            if f"build-{number}" != name:
                shutil.rmtree(self.folder / f"build-{number}", ignore_errors=True)

    def switch(self, build: Build, versions: dict[str, int]) -> None:
        """Let `build` answer from now on; those before are removed, open files of readers stay valid to them. All of it
        is on the disk before the others go. Raises OSError."""
        sync_folder(build.folder)
        path = self.folder / "manifest.json"
        fresh = path.with_suffix(".new")
        with open(fresh, "w", encoding="utf-8", opener=_private) as file:
            content = {"build": build.folder.name, "versions": versions, "collection": str(self.collection)}
            json.dump(content | {"sum": _sum(build.folder.name, versions, str(self.collection))}, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, path)
        sync_folder(self.folder)
        self._remove_but(build.folder.name)

    def prepare(self) -> None:
        """Make the folder, private to this user. Raises IndexUnsafeError when it exists and is not, CollectionError
        where none can be made."""
        try:
            private_folder(self.folder)
        except (FileExistsError, NotADirectoryError) as error:
            raise CollectionError(
                f"The index cannot lie in {self.folder}: a file is in the way", "choose another --index DIR"
            ) from error
        except OSError as error:
            raise CollectionError(
                f"The index folder {self.folder} cannot be made: {error.strerror}", "choose another with --index DIR"
            ) from error
        refuse_unsafe(self.folder)

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the write lock; the system releases it when the process ends, however it ends.

        Raises IndexBusyError when another process holds it, StorageError where this user may only read.
        """
        self.prepare()
        if not os.access(self.folder, os.W_OK | os.X_OK):
            raise StorageError(
                f"The index {self.folder} may only be read here",
                "whoever owns it refreshes it; --index DIR makes one of your own",
            )
        busy = IndexBusyError("Another window is indexing this collection", "its results appear as they land")
        with locked(self.folder / "lock.sqlite", 0.2, busy):
            yield

    def size(self) -> int:
        """Bytes on disk."""
        return sum(p.stat().st_size for p in self.folder.rglob("*") if p.is_file())


def _sum(build: str, versions: dict[str, int], collection: str) -> int:
    return zlib.crc32(json.dumps([build, versions, collection], sort_keys=True).encode())


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
