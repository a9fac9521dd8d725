"""Saved web pages: what the page says about itself (`html_markup`) and its main text (`html_body`).

The only file that imports lxml and trafilatura, when the first page is read. Where a page marks its text (schema.org
articleBody, microformats e-content) those marks are followed, which is exact and takes milliseconds; for the rest
trafilatura finds the main text, and where it finds none, the page's article, main or body element is read whole, less
its furniture.
"""

from __future__ import annotations

import re
from typing import Any

from index.errors import SourceError
from index.sources import html_body, html_markup, stop_words
from index.sources.base import DATELINE, Block, Candidate, Source, decode, lay_out, one_line, refuse_binary
from index.sources.dateline import dateline

_CHARSET = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"""\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})""", re.IGNORECASE)
_NESTING = re.compile(r"</?(?:span|font|div|b|i|u|em|strong|center|section|blockquote|small|big)\b[^<>]{0,2000}>", re.I)
_ENOUGH = 200  # characters of main text below which another way is tried
_TOO_DEEP = 400  # levels: trafilatura copies trees by recursion


def read(data: bytes, name: str) -> Source:
    """A saved page in any encoding. Raises `SourceError` for binary data and pages that hold no text."""
    refuse_binary(data, name)
    decoded, encoding, guessed = _decoded(data)
    root, cut = _parse(decoded, name)
    candidates = html_markup.candidates(root, decoded)
    title = next((found.value for found in candidates if found.field == "title"), "")
    blocks = html_body.marked(root)
    marked_empty = blocks == []
    if not blocks:
        found = [] if html_body.is_document(root) else _found(root, decoded, title)
        if not found and not marked_empty:
            html_body.number_notes(root)
        blocks = html_body.with_lead(root, html_body.trim(found, title)) or html_body.largest(root)
        if marked_empty and not html_body.is_text(blocks):
            blocks = []
    text, headings = lay_out(html_body.trim(blocks, title))
    if not text and not title:
        raise SourceError(
            f"{name} holds no text", "the page may build itself with scripts: save it after it has loaded"
        )
    for paragraph in text.split("\n\n")[:3]:
        if head := dateline(paragraph):
            candidates += [
                Candidate(field, one_line(value), DATELINE, "dateline")
                for field, value in (("published", head.date), ("place", head.place), ("publisher", head.agency))
                if value
            ]
            break
    warnings = [warning for warning in (guessed, cut) if warning]
    if not text and not marked_empty:
        warnings.append("no text but the title; if the page builds itself with scripts, save it after it has loaded")
    return Source(text, headings, tuple(candidates), encoding, tuple(warnings))


def parse_page(data: bytes, name: str) -> tuple[Any, str]:
    """The root element of a page, and a warning or "". Raises `SourceError`."""
    refuse_binary(data, name)
    return _parse(_decoded(data)[0], name)


def _decoded(data: bytes) -> tuple[str, str, str]:
    declared = _XML_CHARSET.match(data) or _CHARSET.search(data, 0, 4096)
    return decode(data, declared=declared[1].decode("ascii") if declared else "")


def _parse(text: str, name: str) -> tuple[Any, str]:
    """The root element, and a warning where some of the page may be missing.

    libxml2 stops at 256 levels, with huge_tree at 2,048 (old editors nest a <font> per keystroke). Beyond that the
    elements without meaning of their own are taken out of the source first.
    """
    from lxml import etree

    warning = ""
    for huge, source in ((False, text), (True, text), (True, None)):
        data = (_NESTING.sub(" ", text) if source is None else source).encode("utf-8", "replace")
        parser = etree.HTMLParser(encoding="utf-8", huge_tree=huge, remove_pis=True)
        try:
            root = etree.fromstring(data, parser)
        except (etree.LxmlError, ValueError) as error:
            raise SourceError(f"{name} is not a page that can be read: {error}", "save it again as HTML") from error
        limits = [entry.message for entry in parser.error_log if entry.type_name == "ERR_RESOURCE_LIMIT"]
        if not limits:
            break
        warning = f"the page is nested too deeply to be read whole: {limits[0].split(',')[0]}"
    else:
        return _rooted(root, name), warning
    return _rooted(root, name), ""


def _rooted(root: Any, name: str) -> Any:
    if root is None:
        raise SourceError(f"{name} holds no text", "the file is empty")
    return root


def _found(root: Any, text: str, title: str) -> list[Block]:
    """The main text as trafilatura finds it, or nothing. Dates are never asked of it: it guesses them. Where it finds
    no structure it pours the whole page into one paragraph, title and menus and all, which is worse than none."""
    if html_body.depth(root) > _TOO_DEEP:
        return []
    import trafilatura

    stop_words.keep_small()
    found = trafilatura.bare_extraction(
        text, include_comments=False, include_tables=True, include_images=False, with_metadata=False, fast=False
    )
    body = getattr(found, "body", None)
    if body is None:
        return []
    blocks = html_body.blocks(body, prune=False)
    if len(blocks) <= 2 and title and any(title in one_line(block.text) != title for block in blocks):
        return []
    return blocks if sum(len(block.text) for block in blocks) >= _ENOUGH else []
