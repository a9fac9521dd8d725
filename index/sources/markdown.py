"""Markdown with or without YAML front matter, as text to read: markup goes, words and paragraphs stay.

CommonMark's blocks as far as a reader needs them (ATX and setext headings, lists, quotes, fenced and indented code,
tables) and its inlines (emphasis, links, images, code, escapes, entities), plus wiki links. It is a stripper, not a
renderer: anything it does not know stays as typed, and no input fails.
"""

from __future__ import annotations

import html
import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from index import strict_yaml
from index.sources.base import (
    FRONT_MATTER,
    TEXT,
    Block,
    Candidate,
    Source,
    clean,
    decode,
    lay_out,
    one_line,
    refuse_binary,
)

_MAX_FRONT_MATTER = 64 * 1024

# Front matter key -> metadata field: ours first, then what Jekyll, Hugo, Obsidian and Zotero exports write.
_KEYS = {
    "title": "title",
    "publisher": "publisher",
    "published": "published",
    "published_estimated": "estimated",
    "estimated": "estimated",
    "published_reason": "reason",
    "place": "place",
    "kind": "kind",
    "language": "language",
    "url": "url",
    "authors": "author",
    "author": "author",
    "date": "published",
    "publishdate": "published",
    "pubdate": "published",
    "lang": "language",
    "site_name": "publisher",
    "container-title": "publisher",
    "location": "place",
}
_SOURCE_KEYS = {"url": "url", "publisher": "publisher", "author": "author", "authors": "author"}

_TOML = re.compile(r"\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*$\n?", re.DOTALL | re.MULTILINE)  # as Hugo writes it
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_SETEXT = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_ITEM = re.compile(r"\s*(?:([-+*])|(\d{1,9}[.)]))(?:[ \t]+(?:\[[ xX]\][ \t]+)?|$)")
_QUOTE = re.compile(r" {0,3}>[ \t]?")
_DEFINITION = re.compile(r" {0,3}\[(?!\^)[^\]\n]{1,200}\]:\s*\S")
_FOOTNOTE = re.compile(r" {0,3}\[\^([^\]\s]{1,60})\]:[ \t]*")
_NOTE = re.compile(r"\[\^([^\]\s]{1,60})\]")
_TABLE_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)

_CODE = re.compile(r"(?<!`)(`{1,4})(?!`)([^\n]{1,2000}?)(?<!`)\1(?!`)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_LINK = re.compile(
    r"(!?)\[((?:[^\[\]\\\n]|\\.){0,500})\](?:\([^()\n]{0,2000}(?:\([^()\n]{0,500}\)[^()\n]{0,500})?\)|\[[^\]\n]{0,200}\])"
)
_WIKI = re.compile(r"!?\[\[([^\[\]|\n]{1,300})(?:\|([^\[\]\n]{1,300}))?\]\]")
_AUTOLINK = re.compile(r"<((?:https?|mailto|ftp):[^<>\s]{1,2000}|[^\s<>@]{1,64}@[^\s<>@]{1,255})>")
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9-]{0,30}(?:\s[^<>\n]{0,1000})?/?>")
_DELIMITER = re.compile(r"\*{1,3}|_{1,3}|~~|==")
_MARKS = re.compile(r"[\\`*_\[<&~=]")


def read(data: bytes, name: str) -> Source:
    """Markdown in any encoding. Raises `SourceError` for binary data; a broken front matter is a warning."""
    refuse_binary(data, name)
    decoded, encoding, guessed = decode(data)
    warnings = [guessed] if guessed else []
    text = clean(decoded)
    candidates: list[Candidate] = []
    if toml := _TOML.match(text):
        text = text[toml.end() :]
        try:
            candidates += list(_front_candidates(tomllib.loads(toml[1][:_MAX_FRONT_MATTER])))
        except (tomllib.TOMLDecodeError, RecursionError) as problem:
            warnings.append(f"front matter not read: {problem}")
    front, body, first_line = _split(text)
    if front:
        try:
            loaded = strict_yaml.load(front, max_characters=_MAX_FRONT_MATTER)
            candidates += list(_front_candidates(loaded.data))
        except strict_yaml.YamlError as problem:
            warnings.append(f"front matter not read, line {problem.line + first_line - 1}: {problem.message}")
    blocks = list(_blocks(_COMMENT.sub("", body)))
    blocks, heading = _without_title(blocks, next((c.value for c in candidates if c.field == "title"), ""))
    if heading:
        candidates.append(Candidate("title", heading, TEXT, "first heading"))
    text, headings = lay_out(blocks)
    return Source(text, headings, tuple(candidates), encoding, tuple(warnings))


def _split(text: str) -> tuple[str, str, int]:
    """Front matter, body, and the line the front matter begins on; "---" must be the first line of the file."""
    if not re.match(r"---[ \t]*\n", text):
        return "", text, 1
    end = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE).search(text, text.index("\n") + 1)
    if end is None:
        return "", text, 1
    front = text[text.index("\n") + 1 : end.start()]
    # Two rules with prose between them are not front matter.
    if not re.search(r"^[\w-]+[ \t]*:", front, re.MULTILINE):
        return ("", text, 1) if front.strip() else ("", text[end.end() :], 1)
    return front, text[end.end() :], 2


def _front_candidates(data: Mapping[str, Any]) -> Iterator[Candidate]:
    folded = {str(key).casefold(): value for key, value in data.items()}
    for key, name in _KEYS.items():
        for value in _values(folded.get(key)):
            yield Candidate(name, value, FRONT_MATTER, key)
    block = folded.get("source")
    if isinstance(block, Mapping):
        for key, value in block.items():
            name = _SOURCE_KEYS.get(str(key).casefold(), "")
            for entry in _values(value) if name else ():
                yield Candidate(name, entry, FRONT_MATTER, f"source.{key}")
    elif isinstance(block, str) and re.match(r"https?://", block):
        yield Candidate("url", one_line(block), FRONT_MATTER, "source")


def _values(value: object) -> Iterator[str]:
    """A YAML value as metadata strings: dates in ISO form, a list entry by entry, of a mapping its name, of null
    nothing."""
    if isinstance(value, bool):
        yield "true" if value else "false"
    elif isinstance(value, datetime):
        yield value.date().isoformat()
    elif isinstance(value, date):
        yield value.isoformat()
    elif isinstance(value, str | int | float):
        if text := one_line(str(value)):
            yield text
    elif isinstance(value, list):
        for entry in value[:50]:
            if not isinstance(entry, list):
                yield from _values(entry)
    elif isinstance(value, Mapping):  # an author with an address, or of two names
        named = value.get("name") or " ".join(str(value[key]) for key in ("given", "family") if value.get(key))
        if isinstance(named, str):
            yield from _values(named)


def _without_title(blocks: list[Block], title: str) -> tuple[list[Block], str]:
    """`blocks` without a first heading that is the title; where the title is not known, a first heading of level 1
    is it. A document that is only a heading keeps it."""
    if len(blocks) > 1 and blocks[0].level:
        heading = one_line(blocks[0].text)
        if (heading.casefold() == title.casefold()) if title else blocks[0].level == 1:
            return blocks[1:], heading
    return blocks, ""


def _blocks(text: str) -> Iterator[Block]:
    """The blocks of a Markdown text, inline markup stripped."""
    lines = text.split("\n")
    paragraph: list[str] = []
    fence = ""
    code: list[str] = []
    blank = True
    for line in lines:
        line, quoted = _unquote(line)
        mark = _FENCE.match(line)
        if fence:
            if mark and mark[1].startswith(fence) and not line.strip().strip(fence[0]):
                yield Block("\n".join(code))
                fence, code = "", []
            else:
                code.append(line)
            continue
        ends = (
            mark
            or not line.strip()
            or _ATX.match(line)
            or _DEFINITION.match(line)
            or _ITEM.match(line)
            or _FOOTNOTE.match(line)
            or _RULE.match(line)
        )
        if paragraph and _SETEXT.match(line) and not paragraph[0].startswith("• "):
            yield Block(" ".join(map(_inline, paragraph)), 1 if "=" in line else 2)
            paragraph = []
            continue
        if ends and paragraph:
            yield Block(_joined(paragraph))
            paragraph = []
        if mark:
            fence = mark[1]
        elif heading := _ATX.match(line):
            yield Block(_inline(heading[2] or ""), len(heading[1]))
        elif _RULE.match(line):
            if line.strip()[0] == "*":  # a scene break; lines of dashes only separate
                yield Block("* * *")
        elif not line.strip() or _DEFINITION.match(line) or _TABLE_RULE.match(line):
            pass
        elif blank and not quoted and re.match(r"(?: {4}|\t)", line) and not _ITEM.match(line):
            paragraph.append(line.strip() + "  ")  # indented code or a list's second paragraph: lines matter
        else:
            paragraph.append(_opened(line))
        blank = not line.strip()
    if code:
        yield Block("\n".join(code))
    if paragraph:
        yield Block(_joined(paragraph))


def _unquote(line: str) -> tuple[str, bool]:
    quoted = False
    for _ in range(20):
        match = _QUOTE.match(line)
        if match is None:
            break
        line, quoted = line[match.end() :], True
    return line, quoted


def _opened(line: str) -> str:
    """A line of a paragraph with its list or footnote marker as it is shown, and table bars as spaced bars."""
    if item := _ITEM.match(line):
        return ("• " if item[1] else f"{item[2]} ") + line[item.end() :]
    if note := _FOOTNOTE.match(line):
        return f"[{note[1]}] {line[note.end() :]}"
    if line.lstrip().startswith("|"):
        return " | ".join(cell.strip() for cell in line.strip().strip("|").split("|")) + "  "
    return line


def _joined(lines: list[str]) -> str:
    """One paragraph: a line break is a space, unless two spaces or a backslash before it ask for a new line."""
    out: list[str] = []
    for line in lines:
        hard = line.endswith(("  ", "\\"))
        out.append(_inline(line.rstrip().removesuffix("\\") if hard else line.strip()))
        out.append("\n" if hard else " ")
    return "".join(out[:-1])


def _inline(text: str) -> str:
    """One line without inline markup. Code spans and escaped characters are set aside first: they are literal."""
    if not _MARKS.search(text):
        return text
    kept: list[str] = []

    def keep(value: str) -> str:
        kept.append(value)
        return f"\x02{len(kept) - 1}\x03"  # cannot occur: `clean` has replaced control characters

    text = _CODE.sub(lambda m: keep(m[2].strip()), text)
    text = _ESCAPE.sub(lambda m: keep(m[1]), text)
    text = _AUTOLINK.sub(lambda m: keep(m[1].removeprefix("mailto:")), text)
    text = _NOTE.sub(lambda m: f"[{m[1]}]", text)
    text = _WIKI.sub(lambda m: m[2] or m[1], text)
    for _ in range(2):  # an image inside a link
        text = _LINK.sub(lambda m: m[2], text)
    text = _without_emphasis(text)
    text = html.unescape(_TAG.sub("", text))
    return re.sub(r"\x02(\d+)\x03", lambda m: kept[int(m[1])] if int(m[1]) < len(kept) else "", text)


def _without_emphasis(text: str) -> str:
    """`text` without delimiters of emphasis that pair up. One pass with a stack for each delimiter, so that a line
    of a million stars takes no longer than one of letters."""
    openers: dict[str, list[int]] = {}
    dropped: dict[int, str] = {}
    for match in _DELIMITER.finditer(text):
        run, start, end = match[0], match.start(), match.end()
        before, after = text[start - 1 : start], text[end : end + 1]
        inside_word = run[0] == "_" and before.isalnum() and after.isalnum()
        closes = bool(before.strip()) and not inside_word and not (run[0] == "_" and after.isalnum())
        opens = bool(after.strip()) and not inside_word and not (run[0] == "_" and before.isalnum())
        parts = [run] if openers.get(run) or len(run) < 3 else [run[:2], run[:1]]  # "*a **b***"
        if closes and all(openers.get(part) for part in parts):
            for part in parts:
                dropped[openers[part].pop()] = part
            dropped[start] = run
        elif opens:
            openers.setdefault(run, []).append(start)
    out: list[str] = []
    last = 0
    for start in sorted(dropped):
        out.append(text[last:start])
        last = start + len(dropped[start])
    out.append(text[last:])
    return "".join(out)
