"""Files that were renamed or moved: their documents are taken from the index, not read and annotated again.

Only where the name says nothing of a document: not its title, not a day, and dossier.yaml says of the new path what it
said of the old one. The bytes are compared by their digest, and only with those of files that are gone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import PurePath

from index.collection_file import CollectionFile, context_of
from index.engine import Engine
from index.errors import NotFoundError
from index.library.ledger import FileRecord
from index.metadata import FILE_NAME, names_a_day
from index.refresh.reading import Reading, document_digest
from index.refresh.walk import Found
from index.resemblance import sketch
from index.sources import reader_of


class Recalling:
    """The documents of files that are gone, in the state of the index when it was opened."""

    def __init__(
        self, engine: Engine, said: CollectionFile, gone: Iterable[FileRecord], unsettled: Collection[str]
    ) -> None:
        """Of `unsettled` ids the index may hold another document than the ledger says."""
        self._engine = engine
        self._said = said
        self._gone: dict[int, list[FileRecord]] = {}
        for record in gone:
            if record.id and not record.problem and record.id not in unsettled and not names_a_day(record.path):
                self._gone.setdefault(record.size, []).append(record)

    def reading(self, file: Found) -> Reading | None:
        """What reading a file would give; None where it has to be read."""
        records = [record for record in self._gone.get(file.size, ()) if self._stays(record, file.path)]
        if not records or names_a_day(file.path):
            return None
        try:
            digest = document_digest(file.location)
            same = next((record for record in records if record.digest == digest), None)
            document = self._engine.fetch(same.id) if same is not None else None
        except (OSError, NotFoundError):
            return None
        if document is None or document.origins.get("title") == FILE_NAME:
            return None
        return Reading(file.path, digest, replace(document, path=file.path), None, sketch(document.text))

    def _stays(self, record: FileRecord, path: str) -> bool:
        """Whether all that a path says of a document is the same of the new one."""
        old, new = PurePath(record.path), PurePath(path)
        if old.suffixes != new.suffixes or reader_of(old) != reader_of(new):
            return False
        return record.context == context_of(self._said.overrides(path))
