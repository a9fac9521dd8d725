"""Quotes under their headings, or a list of sources, as Markdown with a footnote for each, in a citation style.

Titles and quotes are other people's words: whatever Markdown or HTML would take for markup in them is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TextIO

from index.export.cited import Cited, line
from index.export.items import plain
from index.export.references import PLAIN, Formatter

# What begins inline markup anywhere, and what begins a block at the beginning of a line
_INLINE = re.compile(r"[\\`*_\[\]<>|~^$&]")
_ADDRESS = re.compile(r"(https?://[^\s<>]*[^\s<>.,;:!?)\]}”*_])")
_BLOCK = re.compile(r"(\d{1,9})(?=[.)])|(?=[#+=:-])")


def write(sources: Iterable[Cited], out: TextIO, *, title: str, style: str = PLAIN) -> None:
    """Quotes in their order, each as a block with a footnote; without any quotes, the sources as a list."""
    sources = list(sources)
    out.write(f"# {escaped(line(title))}\n")
    formatted = Formatter(style, italic=("*", "*"), escape=escaped)
    quotes = sorted(((quote, source) for source in sources for quote in source.quotes), key=lambda each: each[0].order)
    if not quotes:
        out.write("\n")
        for _, said in formatted.references(sources):
            out.write(f"- {said}\n")
        return
    heading = ""
    for number, (quote, _) in enumerate(quotes, 1):
        if quote.heading != heading:
            heading = quote.heading
            out.write(f"\n## {escaped(line(heading)) or 'Evidence'}\n")
        out.write("\n")
        *before, last = (block(part) for part in plain(quote.words).strip().splitlines() or [""])
        for part in before:
            out.write(f"> {part}".rstrip() + "\n")
        out.write(f"> {last}[^{number}]\n")
        if quote.note:
            out.write("\n" + "\n".join(block(part) for part in plain(quote.note).splitlines()) + "\n")
    out.write("\n")
    for number, (quote, source) in enumerate(quotes, 1):
        out.write(f"[^{number}]: {formatted.note(source, quote)}\n")


def escaped(text: str) -> str:
    """A text that Markdown prints as it is, inside a line; web addresses are links."""
    parts = _ADDRESS.split(text)  # every second one is an address
    return "".join(f"<{part}>" if n % 2 else _INLINE.sub(r"\\\g<0>", part) for n, part in enumerate(parts))


def block(text: str) -> str:
    """A line that Markdown prints as it is, and takes for no heading, list or quote."""
    said = escaped(text.strip())
    begins = _BLOCK.match(said)
    return f"{said[: begins.end()]}\\{said[begins.end() :]}" if begins else said
