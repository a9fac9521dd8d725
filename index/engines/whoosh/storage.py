"""The files of an index: opened as files, and all closed together."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from weakref import WeakSet

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from index.engines.whoosh.schema import schema

NAME = "dossier"


class Storage(FileStorage):  # type: ignore[misc]
    """A folder of index files that remembers what it has opened.

    Files are read, not mapped: Whoosh copies a mapped segment into memory when it opens it (930 MB at 100,000
    documents, else 40). Where opening fails half-way, Whoosh leaves the files it had opened to the garbage collector;
    `release` closes them.
    """

    def __init__(self, folder: Path, readonly: bool = False) -> None:
        super().__init__(str(folder), supports_mmap=False, readonly=readonly)
        self.opened: WeakSet[Any] = WeakSet()

    def open_file(self, name: str, **more: Any) -> Any:
        """Open one file for reading."""
        file = super().open_file(name, **more)
        self.opened.add(file)
        return file

    def release(self) -> None:
        """Close every file that is still open."""
        for file in list(self.opened):
            if not file.is_closed:
                file.close()

    def generation(self) -> int:
        """The newest committed state; -1 where there is no index."""
        return int(TOC._latest_generation(self, NAME))

    def contents(self) -> Any:
        """Whoosh's table of contents: segments and generation."""
        return TOC.read(self, NAME, schema=schema())

    def create(self) -> Storage:
        """Write the table of contents of an empty index."""
        TOC.create(self, schema(), NAME)
        return self
