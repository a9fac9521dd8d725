"""The trail as Markdown, day by day, for another person to repeat. Titles, paths and quotes are escaped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.export.cited import line
from index.export.footnotes import escaped
from index.trail import Step


def markdown(title: str, steps: Sequence[Step]) -> Iterator[str]:
    """The lines: searches in code, documents with path and id, quotes as quotes."""
    yield f"# {_said(title)}"
    day = ""
    for step in steps:
        if step.when[:10] != day:
            day = step.when[:10]
            yield from ("", f"## {day or 'Without a day'}", "")
        at = step.when[11:16]
        match step.what:
            case "search":
                fence = "``" if "`" in step.query else "`"
                query = line(step.query) or "*"
                yield f"- {at} searched {fence}{query}{fence}" + (f", by {step.order}" if step.order else "")
            case "open":
                yield f"- {at} read “{_said(step.title)}” ({_said(step.path)}, {step.document})"
            case _:
                yield f"- {at} kept from “{_said(step.title)}” ({_said(step.path)}, {step.document}):"
                yield f"  > {_said(step.words)}"


def _said(text: str) -> str:
    return escaped(line(text))
