"""`show`: one document with its text."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from index.cli.command import FOUND, Command, add_json
from index.cli.output import Printer
from index.errors import NotFoundError

if TYPE_CHECKING:
    from index.library import Library
    from index.models import Document


def _configure(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="a document's id as `search` prints it, or its beginning")
    add_json(parser)


def _run(options: Namespace) -> int:
    from index.cli.collection import opened

    with opened(options, as_one=True) as library:
        document = find(library, options.id)
        printer = Printer(options.json)
        if options.json:
            from index.cli.records import whole_document

            printer.record(whole_document(library.folder_of(document.id), document))
        else:
            path = str(library.folder_of(document.id) / document.path) if library.several else document.path
            _print(printer, document, path)
    return FOUND


def find(library: Library, id: str) -> Document:
    """The document with this id, or the only one whose id begins so. Raises NotFoundError."""
    from index.cli.records import chunks

    try:
        return library.read(id)
    except NotFoundError:
        if not id:
            raise
    numbers = library.search("*", hidden=True).numbers
    ids = [row.id for part in chunks(numbers, 5000) for row in library.rows(part) if row.id.startswith(id)]
    if len(ids) == 1:
        return library.read(ids[0])
    if ids:
        raise NotFoundError(f'{len(ids)} documents have an id that begins with "{id}"', "such as " + ", ".join(ids[:3]))
    raise NotFoundError(f'no document has the id "{id}"', "search prints the ids")


def _print(printer: Printer, document: Document, path: str) -> None:
    printer.line((document.title, "bold"), _origin(document, "title"))
    undated = f"not known; its file's time, which a copy changes, is {document.file_day}" if document.file_day else ""
    published = (document.published or undated or "not known") + (" (estimated)" if document.estimated else "")
    for name, value, field in (
        ("Published", published, "published"),
        ("Estimated", document.reason, "reason"),
        ("Publisher", document.publisher, "publisher"),
        ("Authors", "; ".join(document.authors), "authors"),
        ("Place", document.place, "place"),
        ("Kind", document.kind, "kind"),
        ("Language", document.language, "language"),
        ("Address", document.url, "url"),
        ("Pages", f"{len(document.pages)}" if document.pages and ":" not in document.pages[0].label else "", ""),
        ("File", path, ""),
        ("Id", document.id, ""),
    ):
        if value:
            printer.line((f"{name}: ", "dim"), value, _origin(document, field))
    printer.line("")
    printer.block(document.text)


def _origin(document: Document, field: str) -> tuple[str, str]:
    origin = document.origins.get(field, "")
    return (f"  [{origin}]" if origin else "", "dim")


COMMAND = Command(
    "show", "one document with its text", ("show 3f2a9c", "show 3f2a9c --json | jq .turns"), _run, _configure
)
