"""`search`: documents that match a query, the complete matches first."""

from __future__ import annotations

import re
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from index.cli.command import FOUND, NOTHING, Command, add_json, add_limit, add_order, add_query
from index.cli.output import Printer, complain, say
from index.errors import DossierError
from index.models import plural

if TYPE_CHECKING:
    from index.library import Library
    from index.models import Page, Parsed


def _configure(parser: ArgumentParser) -> None:
    add_query(parser)
    add_limit(parser, "20 for reading, or the settings; all with --json")
    add_order(parser)
    parser.add_argument(
        "--copies",
        action="store_true",
        help="each copy of a text by itself, not as +N; with --json, which always does, adds the key group",
    )
    parser.add_argument(
        "--passages", action="store_true", help="every matching sentence of every document; --limit counts sentences"
    )
    parser.add_argument("--save", metavar="NAME", help="save this search in the notebook, for --saved")
    parser.add_argument(
        "--saved", metavar="NAME", help="the search saved under this name; words of a query narrow it further"
    )
    parser.add_argument(
        "--new",
        action="store_true",
        help="with --saved: only documents that were not there the last time, all of them; exit status 1 for none",
    )
    add_json(parser)


def _run(options: Namespace) -> int:
    from index.cli.collection import ask, opened, settings_of
    from index.cli.records import chunks, hit, hit_of_group
    from index.models import Page

    limit = options.limit if options.limit is not None else 0 if options.json else settings_of(options).limit
    if options.new:
        if options.saved is None or options.query:
            raise DossierError("--new needs --saved, and no words beside it", "search --saved NAME --new")
        limit = options.limit or 0
    with opened(options, as_one=True) as library:
        search = library.saved(options.saved) if options.saved is not None else None
        if search is not None:
            options.query = [search.query, *options.query]
            options.order = options.order or search.sort or None
        parsed, page = ask(library, options)
        if options.save is not None:
            _save(library, parsed.text, options)
        if options.new and search is not None:
            page = library.new_of(search, page)
            if limit:
                page = Page(page.numbers[:limit], page.scores[:limit], min(page.complete, limit), page.generation)
            library.saw(search, page)
            if not page.numbers:
                return NOTHING
        total = len(page.numbers)
        if options.passages:
            return _run_passages(library, parsed, page, options, limit)
        places: Sequence[int] = range(total)
        under: Mapping[int, Sequence[int]] = {}
        groups = library.copy_groups() if options.json and options.copies else {}
        if not options.json and not options.copies:
            places, under = _rows(library, page, options)
        wanted = places[:limit] if limit else places
        printer = Printer(options.json)
        if page.complete < total and not page.complete and not options.json:
            say("no document matches all of it; these match some of the words")
        ruled = False
        for portion in chunks(wanted, 50):
            numbers = [page.numbers[place] for place in portion]
            rows = library.rows(numbers)
            snippets = library.snippets(numbers, parsed)
            for place, row, snippet in zip(portion, rows, snippets, strict=True):
                if options.json:
                    score = page.scores[place] if place < len(page.scores) else None
                    said = (library.folder_of(row.id), row, score, snippet.text)
                    printer.record(hit_of_group(*said, groups.get(row.id)) if options.copies else hit(*said))
                    continue
                if not ruled and page.complete and place >= page.complete:
                    ruled = True
                    printer.line((f"--- {total - page.complete} more match some of the words ---", "dim"))
                printer.line(*dated(row.published, row.estimated), "  ", *source(row.publisher), (row.title, "bold"))
                printer.line(*marked(snippet.text, [(span.start, span.end) for span in snippet.hits]), indent=4)
                more = f"  +{len(under[place])} (--copies prints them)" if place in under else ""
                path = library.folder_of(row.id) / row.path if library.several else row.path
                printer.line((f"{row.id}  {path}{more}", "dim"), indent=4)
        if not options.json and sys.stdout is not None:
            if not total:
                say(f"nothing found in {library.where}")
            elif len(wanted) < len(places) and under:
                say(f"{len(wanted)} of {len(places)} rows, {total} documents; --limit 0 prints all")
            elif len(wanted) < len(places):
                say(f"{len(wanted)} of {total} documents; --limit 0 prints all")
            elif under:
                say(f"{total} documents in {len(places)} {plural(len(places), 'row')}")
        return FOUND if total else NOTHING


def _save(library: Library, query: str, options: Namespace) -> None:
    from index.cli.collection import settings_of
    from index.models import Order

    order = Order(options.order or settings_of(options).order)
    saved = library.save_search(options.save, query, order, "passages" if options.passages else "documents")
    say(f"saved as {saved.name}")


def _run_passages(library: Library, parsed: Parsed, page: Page, options: Namespace, limit: int) -> int:
    from index.cli.passages import print_passages

    numbers = page.numbers
    if not options.json and not options.copies:
        numbers = [page.numbers[place] for place in _rows(library, page, options)[0]]
    printed = print_passages(library, numbers, parsed, Printer(options.json), limit)
    if not page.numbers:
        say(f"nothing found in {library.where}")
    elif printed == limit and not options.json:
        say(f"{printed} passages; --limit 0 prints all")
    return FOUND if page.numbers else NOTHING


def _rows(library: Library, page: Page, options: Namespace) -> tuple[Sequence[int], Mapping[int, Sequence[int]]]:
    """The places to print, and those of further copies under each."""
    from index.cli.collection import settings_of
    from index.models import Order

    if library.copies_lost:
        complain("what says which documents are copies is damaged: each has a row of its own", "refresh makes it anew")
    while not library.work_on_stacks():
        pass
    stacks = library.stacks(page, Order(options.order or settings_of(options).order))
    return (stacks.rows, stacks.under) if stacks is not None else (range(len(page.numbers)), {})


def dated(published: str | None, estimated: bool) -> list[str | tuple[str, str]]:
    """When a document was published, as a list shows it."""
    return [(published or "no date   ", "cyan"), " (estimated)" if estimated else ""]


def source(publisher: str) -> list[str | tuple[str, str]]:
    """Who published a document, before its title."""
    return [(f"{publisher}: ", "")] if publisher else []


def marked(text: str, hits: list[tuple[int, int]]) -> list[str | tuple[str, str]]:
    """A passage with its hits in bold."""
    parts: list[str | tuple[str, str]] = []
    done = 0
    for start, end in hits:
        if start >= done:
            parts += [_close(text[done:start]), (_close(text[start:end]), "bold yellow")]
            done = end
    return [*parts, _close(text[done:])]


def _close(text: str) -> str:
    """A passage may run over a paragraph's end: its blank lines count as one blank."""
    return re.sub(r"\s+", " ", text)


COMMAND = Command(
    "search",
    "documents that match a query",
    (
        "search Jeenbekov trade",
        "search '\"free trade\" person:путин date:2020-09..2021-05'",
        "search --json --order newest org:EAEU | jq -r .title",
        "search --passages speaker:Putin sanctions",
        "search --saved sanctions --new || echo 'nothing new'",
        "search -C ~/articles -C ~/transcripts trade",
    ),
    _run,
    _configure,
)
