"""A timeline as one HTML page that needs no network: bars per year above the entries, a filter, keys.

The page is complete without its script, which only filters. A content security policy names the script and the style
by their digests: whatever a document's words might contain, nothing else runs and nothing is fetched.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from importlib.resources import files
from itertools import pairwise
from typing import TextIO

from index.export.items import TimelineItem, plain
from index.library.chronology import bars, published_days
from index.models import Annotation, Bar, Kind

_TALLEST = 60  # pixels of the highest bar
_LONGEST_GAP = 12  # empty years in a row that are drawn one by one; more are one gap with its years

_HEAD = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '{style_digest}'; script-src \
'{script_digest}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Dossier">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<h1>{title}</h1>
"""
_FORM = """\
<form role="search" data-script hidden>
<input type="search" id="filter" aria-label="Filter the entries" placeholder="Filter   /">
<label><input type="checkbox" name="kind" value="mentioned" checked> mentioned (filled bars)</label>
<label><input type="checkbox" name="kind" value="published" checked> published (hollow bars)</label>
<output id="count" for="filter">{count}</output>
</form>
"""


def write(items: Iterable[TimelineItem], out: TextIO, *, title: str) -> None:
    """The page with every item, in their order."""
    items = list(items)
    style, script = _part("page.css"), _part("page.js")
    out.write(_HEAD.format(title=_text(title), style=style, style_digest=_digest(style), script_digest=_digest(script)))
    out.write(_FORM.format(count=f"{len(items)} entries"))
    out.write('<div id="years" role="group" aria-label="Years">\n')
    out.writelines(_years(items))
    out.write("</div>\n<main>\n<ol>\n")
    out.writelines(map(_entry, items))
    out.write(f"</ol>\n</main>\n<script>{script}</script>\n</body>\n</html>\n")


def _part(name: str) -> str:
    return files("index.export").joinpath(name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _text(text: str) -> str:
    return escape(plain(text))


def _years(items: Sequence[TimelineItem]) -> Iterator[str]:
    """A button with two bars for each year, and what lies empty between: a gap is a gap of the collection."""
    found = _bars(items)
    most = max((max(bar.published, bar.mentioned) for bar in found), default=1)
    for bar, after in pairwise([*found, None]):
        assert bar is not None
        yield _bar(bar, most)
        if after is None:
            return
        empty = range(bar.first.year + 1, after.first.year)
        if len(empty) > _LONGEST_GAP:
            yield f'<span class="gap">{empty[0]}–{empty[-1]}: none</span>\n'
        else:
            yield from (f'<span class="gap">{year}</span>\n' for year in empty)


def _bars(items: Sequence[TimelineItem]) -> list[Bar]:
    rows = [item.row for item in items if item.entry.kind == "published"]
    entries = [item.entry for item in items if item.entry.kind == "mentioned"]
    dates = (Annotation(Kind.DATE, e.start, e.end, e.text, e.value, e.first, e.last) for e in entries)
    return bars(published_days(rows), dates, "year")


def _bar(bar: Bar, most: int) -> str:
    label = f"{bar.value}: {bar.mentioned} mentioned, {bar.published} published"
    said, issued = (-(-count * _TALLEST // most) for count in (bar.mentioned, bar.published))
    return (
        f'<button type="button" value="{bar.first.year}" aria-pressed="false" title="{label}" aria-label="{label}">'
        f'<svg width="26" height="{_TALLEST + 2}" aria-hidden="true">'
        f'<rect class="mentioned" x="1" y="{_TALLEST + 1 - said}" width="11" height="{said}"/>'
        f'<rect class="published" x="14" y="{_TALLEST + 1 - issued}" width="10" height="{issued}"/>'
        f"</svg>{bar.value}</button>\n"
    )


def _entry(item: TimelineItem) -> str:
    entry, row = item.entry, item.row
    first, last = entry.first, entry.last
    assert first is not None
    assert last is not None
    days = f"{first}" if first == last else f"{first} – {last}"
    notes = [entry.kind, *(["estimated"] if entry.estimated else []), *(["corrected"] if entry.basis == "you" else [])]
    source = " · ".join(_text(part) for part in (row.title, row.publisher, row.published or "", row.path) if part)
    language = f' lang="{_text(row.language)}"' if row.language else ""
    return (
        f'<li tabindex="-1" data-kind="{entry.kind}" data-first="{first.year}" data-last="{last.year}">'
        f'<div><time datetime="{first}">{days}</time><span class="kind">{", ".join(notes)}</span></div>'
        f'<div><p dir="auto"{language}>{_passage(item)}</p><p dir="auto">{source}</p></div></li>\n'
    )


def _passage(item: TimelineItem) -> str:
    text, parts, done = item.passage.text, [], 0
    for hit in item.passage.hits:
        parts += [_text(text[done : hit.start]), f"<mark>{_text(text[hit.start : hit.end])}</mark>"]
        done = hit.end
    return "".join([*parts, _text(text[done:])])
