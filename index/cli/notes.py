"""`notes`: what the notebook says of documents and passages: list, add, export, verify."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.cli.command import FOUND, NOTHING, Command, add_json
from index.cli.output import Printer, say
from index.errors import DossierError

if TYPE_CHECKING:
    from index.library import Library
    from index.notebook import DocumentJudgement, PassageJudgement

_SHOWN = 70  # characters of a passage in the list of verdicts


def _configure(parser: ArgumentParser) -> None:
    parser.add_argument(
        "action",
        nargs="?",
        choices=("list", "add", "export", "verify"),
        default="list",
        help="print what was noted (default); note something; write Markdown; say of every passage whether it still "
        "stands in its file: exit status 1 where one was changed or is gone",
    )
    parser.add_argument(
        "query",
        nargs="*",
        metavar="WORDS",
        help="only entries with these words; for add: a document's id, then the note",
    )
    parser.add_argument("--quote", metavar="TEXT", help="add: keep these words of the document, the note is on them")
    parser.add_argument("--group", metavar="HEADING", help="add: the heading of the quote in the tray")
    parser.add_argument("--tag", action="append", default=[], metavar="TAG", help="add: give the document a tag")
    parser.add_argument("--star", action="store_true", help="add: give the document a star")
    parser.add_argument("--output", type=Path, metavar="FILE", help="export: write to FILE, not to stdout")
    parser.add_argument("--force", action="store_true", help="export: replace FILE where it exists")
    add_json(parser)


def _run(options: Namespace) -> int:
    from index.cli.collection import opened

    actions = {"list": _list, "add": _add, "export": _export, "verify": _verify}
    with opened(options, as_one=True) as library:
        return actions[options.action](library, options)


def _chosen(
    library: Library, options: Namespace
) -> tuple[list[DocumentJudgement], list[PassageJudgement], list[PassageJudgement]]:
    """Documents, passages and quotes in the order of the tray that have every word asked for."""
    documents = list(library.notebook.all_documents())
    wanted = [word.casefold() for each in options.query for word in each.split()]

    def fits(entry: DocumentJudgement | PassageJudgement) -> bool:
        said = " ".join(map(str, asdict(entry).values())).casefold()
        return all(word in said for word in wanted)

    passages = [each for each in library.noted_passages() if fits(each)]
    return [each for each in documents if fits(each)], passages, [each for each in library.tray() if fits(each)]


def _list(library: Library, options: Namespace) -> int:
    from index.export.notebook import source_line

    documents, passages, _ = _chosen(library, options)
    printer = Printer(options.json)
    for document in documents:
        if options.json:
            printer.record({"kind": "document", **_record(document)})
            continue
        tags = "".join(f" #{tag}" for tag in document.tags)
        printer.line("★ " if document.starred else "", (document.title or document.path, "bold"), (tags, "cyan"))
        printer.line((f"{document.document}  {document.path}", "dim"), " (hidden)" if document.hidden else "", indent=4)
        if document.note:
            printer.block(document.note, indent=4)
    for passage in passages:
        if options.json:
            printer.record({"kind": "quote" if passage.kept else "mark", **_record(passage)})
            continue
        printer.line("❞ " if passage.kept else "┃ ", passage.words, indent=2)
        printer.line((source_line(passage), "dim"), indent=4)
        if passage.note:
            printer.block(passage.note, indent=4)
    if not documents and not passages:
        say(f"nothing noted in {library.where}" if not options.query else "no note has these words")
        return NOTHING
    return FOUND


def _record(entry: DocumentJudgement | PassageJudgement) -> dict[str, Any]:
    return {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(entry).items()}


def _add(library: Library, options: Namespace) -> int:
    from index.cli.show import find

    if not options.query:
        raise DossierError("notes add needs a document's id", "search prints the ids")
    document = find(library, options.query[0])
    note = " ".join(options.query[1:])
    if options.quote is not None:
        start = document.text.find(options.quote)
        if not options.quote.strip() or start < 0:
            raise DossierError("these words are not in the document", "show prints its text; they must be exactly so")
        end = start + len(options.quote)
        library.keep(document.id, start, end, kept=True, note=note or None, group=options.group)
        say(f"kept a quote of {document.path}")
    elif note:
        library.note_document(document.id, note)
        say(f"noted on {document.path}")
    if options.tag:
        library.tag([document.id], add=options.tag)
    if options.star:
        library.star([document.id])
    if options.quote is None and not (note or options.tag or options.star):
        raise DossierError("nothing to add", "give a note, --quote, --tag or --star")
    return FOUND


def _export(library: Library, options: Namespace) -> int:
    from index.cli.export import destination, refuse_existing
    from index.cli.output import visible_lines
    from index.export.notebook import markdown

    output: Path | None = options.output.expanduser() if options.output else None
    if output is not None:
        refuse_existing(output, force=options.force)
    documents, passages, tray = _chosen(library, options)
    if not documents and not passages:
        say(f"nothing noted in {library.where}")
        return NOTHING
    with destination(output, force=options.force) as stream:
        for line in markdown(f"Notes on {library.name}", tray, passages, documents):
            stream.write(visible_lines(line) + "\n")
    if output is not None:
        say(f"{len(passages)} passages and {len(documents)} documents written to {output}")
    return FOUND


def _verify(library: Library, options: Namespace) -> int:
    from index.notebook import State

    _, passages, _ = _chosen(library, options)
    printer = Printer(options.json)
    times = dict.fromkeys(State, 0)
    for verdict in library.verify(passages):
        times[verdict.state] += 1
        judgement = verdict.judgement
        if options.json:
            said = {"state": str(verdict.state), "path": verdict.path, "was": judgement.path, "words": judgement.words}
            now = {"now": verdict.words, "start": verdict.start, "end": verdict.end, "reason": verdict.reason}
            printer.record({**said, **now, "kept": judgement.kept, "document": judgement.document})
            continue
        style = {State.STANDS: "green", State.MOVED: "cyan"}.get(verdict.state, "bold red")
        printer.line((f"{verdict.state:<9}", style), f"{verdict.path or judgement.path}  “{_short(judgement.words)}”")
        if verdict.state is State.CHANGED:
            printer.line(f"now “{_short(verdict.words)}”", indent=8)
        elif verdict.reason:
            printer.line(verdict.reason, indent=8)
    if not passages:
        say(f"no passage is marked or kept in {library.where}")
        return FOUND
    say(", ".join(f"{count} {state}" for state, count in times.items() if count))
    return NOTHING if times[State.CHANGED] or times[State.GONE] else FOUND


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1].rstrip() + "…"


COMMAND = Command(
    "notes",
    "what you noted, marked and kept: list, add, export as Markdown, verify that quotes still stand in their files",
    (
        "notes list trade",
        "notes add 3f2a9c 'see the annex' --tag economy --star",
        "notes add 3f2a9c --quote 'a record of $4.1 billion' --group Trade",
        "notes export --output notes.md",
        "notes verify || echo 'a quote has changed'",
    ),
    _run,
    _configure,
)
