"""`trail`: what was asked, opened and kept in the browser, step by step."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path

from index.cli.command import FOUND, NOTHING, Command, add_json, add_limit
from index.cli.output import Printer, say
from index.trail import Step


def _configure(parser: ArgumentParser) -> None:
    parser.add_argument(
        "action",
        nargs="?",
        choices=("list", "export", "clear"),
        default="list",
        help="print the steps, the last one last (default); write them as Markdown; forget them",
    )
    add_limit(parser)
    parser.add_argument("--output", type=Path, metavar="FILE", help="export: write to FILE, not to stdout")
    parser.add_argument("--force", action="store_true", help="export: replace FILE where it exists")
    add_json(parser)


def _run(options: Namespace) -> int:
    from index import trail
    from index.cli.collection import choose
    from index.errors import DossierError

    collection = choose(options)
    if options.action == "clear":
        try:
            trail.clear(collection)
        except OSError as error:
            raise DossierError(f"the trail cannot be forgotten: {error.strerror or error}") from error
        return FOUND
    found = trail.steps(collection)[-(options.limit or 0) :]
    if not found:
        say(f"nothing was done in the browser in {collection}")
        return NOTHING
    if options.action == "export":
        return _export(collection, found, options)
    printer = Printer(options.json)
    for step in found:
        if options.json:
            printer.record(asdict(step))
            continue
        what = {"search": "searched", "open": "read", "keep": "kept"}[step.what]
        shown = step.query or "*" if step.what == "search" else step.title or step.path
        order = f"  (by {step.order})" if step.order else ""
        printer.line((step.when[:16].replace("T", " "), "cyan"), f"  {what:<9}", (shown, "bold"), (order, "dim"))
        if step.words:
            printer.line(f"“{step.words}”", indent=8)
    return FOUND


def _export(collection: Path, found: list[Step], options: Namespace) -> int:
    from index.cli.export import destination, refuse_existing
    from index.cli.output import visible_lines
    from index.export.trail import markdown

    output: Path | None = options.output.expanduser() if options.output else None
    if output is not None:
        refuse_existing(output, force=options.force)
    with destination(output, force=options.force) as stream:
        for line in markdown(f"Trail through {collection.name}", found):
            stream.write(visible_lines(line) + "\n")
    if output is not None:
        say(f"{len(found)} steps written to {output}")
    return FOUND


COMMAND = Command(
    "trail",
    "what you asked, opened and kept in the browser, step by step; also as Markdown",
    ("trail", "trail export --output trail.md", "trail --json | jq -r 'select(.what == \"search\").query'"),
    _run,
    _configure,
)
