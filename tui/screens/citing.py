"""What the screen asks about references, in the engine thread: copied with a passage, or exported in a format."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import DossierError, SettingsError
from index.models import Document, Span

if TYPE_CHECKING:
    from index.export.cited import Cited, Quote
    from index.library import Library

DOCUMENTS, EVIDENCE = "documents", "evidence"


def reference(document: Document, passage: Span | None, collection: Path, style: str) -> str:
    """The reference of a document in a style, with the place of a passage."""
    from index.export.cited import of_document, passage_quote, saved

    source = of_document(document, saved(collection, document))
    return _note(source, passage_quote(document, passage) if passage is not None else None, style)


def reference_at(library: Library, id: str, passage: Span, style: str) -> str:
    """The same of a document by its id."""
    return reference(library.read(id), passage, library.folder_of(id), style)


def references(library: Library, numbers: Sequence[int], style: str) -> str:
    """The references of documents, one on each line, in their order."""
    from index.export.cited import cited_documents

    return "".join(f"{_note(source, None, style)}\n" for source in cited_documents(library, numbers))


def _note(source: Cited, quote: Quote | None, style: str) -> str:
    from index.export.references import Formatter, plain_line

    try:
        return Formatter(style).note(source, quote)
    except SettingsError:  # a style of the user's own that cannot be applied is no reason to copy nothing
        return plain_line(source, quote)


def exported(library: Library, what: str, numbers: Sequence[int], format: str, style: str) -> str:
    """The text of an export of documents by their numbers, or of the evidence tray. Raises DossierError."""
    from index.export.citations import cited_documents, cited_quotes, write

    if what == EVIDENCE:
        quotes = library.tray()
        if not quotes:
            raise DossierError("No quote is kept yet")
        sources = cited_quotes(library, quotes)
    else:
        sources = list(cited_documents(library, numbers))
    out = io.StringIO(newline="")
    write(format, sources, out, title=library.name, style=style)
    return out.getvalue()
