"""What the notebook says, as Markdown: quotes under their headings with a footnote each, then notes by document.

Titles, paths and quotes are other people's words and escaped; notes are the user's own, and may be Markdown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.export.cited import line
from index.export.footnotes import block, escaped
from index.export.items import plain
from index.notebook import DocumentJudgement, PassageJudgement


def source_line(passage: PassageJudgement) -> str:
    """Where a passage is from, in one line: speaker, publisher, title, date, page, address."""
    from index.export.cited import of_passage, quote_of
    from index.export.references import plain_line

    said = plain_line(of_passage(passage), quote_of(passage))
    return said if passage.url or not passage.retrieved else f"{said}, saved {passage.retrieved}"


def markdown(
    title: str,
    tray: Sequence[PassageJudgement],
    passages: Sequence[PassageJudgement],
    documents: Sequence[DocumentJudgement],
) -> Iterator[str]:
    """The lines: quotes of the `tray` in its order, the other `passages`, what was said of `documents`."""
    yield f"# {escaped(line(title))}"
    notes: list[str] = []
    group = None
    for quote in tray:
        if quote.group != group:
            group = quote.group
            yield from ("", f"## {escaped(line(group)) or 'Evidence'}")
        yield from _quoted(quote, notes)
    others = [each for each in passages if not each.kept]
    if others:
        yield from ("", "## Marked")
        for each in others:
            yield from _quoted(each, notes)
    if documents:
        yield from ("", "## Documents", "")
        for document in documents:
            yield from _said(document)
    if notes:
        yield ""
        yield from (f"[^{number}]: {said}" for number, said in enumerate(notes, 1))


def _quoted(passage: PassageJudgement, notes: list[str]) -> Iterator[str]:
    notes.append(escaped(line(source_line(passage))))
    *lines, last = (block(part) for part in plain(passage.words).strip().split("\n"))
    yield ""
    yield from (f"> {part}".rstrip() for part in lines)
    yield f"> {last}[^{len(notes)}]"
    if passage.note:
        yield ""
        yield from plain(passage.note).split("\n")


def _said(document: DocumentJudgement) -> Iterator[str]:
    star = "★ " if document.starred else ""
    tags = "".join(f" #{escaped(line(tag))}" for tag in document.tags)
    hidden = " (left out of results)" if document.hidden else ""
    yield f"- {star}{escaped(line(document.title or document.path))} ({escaped(line(document.path))}){tags}{hidden}"
    for part in plain(document.note).split("\n") if document.note else ():
        yield f"  {part}".rstrip()
