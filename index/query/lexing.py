"""A typed query cut into lexemes: words, quotations, brackets, signs, field names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.query.fields import NAMES

OPERATORS = {"AND": "and", "OR": "or", "NOT": "not", "И": "and", "ИЛИ": "or", "НЕ": "not"}
QUOTES = '"“”„«»'
_LEX = re.compile(
    rf"""(?P<space>\s+)
    |(?P<open>\()|(?P<close>\))
    |(?P<quoted>[{QUOTES}](?P<inside>[^{QUOTES}]*)(?P<end>[{QUOTES}]|\Z)(?P<near>~(?P<slop>\d{{1,3}}(?!\w))?[^\s(){QUOTES}]*)?)
    |(?P<minus>-(?=[^\s)]))
    |(?P<lone>-+(?=[\s)]|\Z))
    |(?P<field>[^\W\d_]{{2,}}):(?!//)(?=(?P<value>\S)?)
    |(?P<word>\d{{1,3}}(?:\ \d{{3}})+(?![\d\w])|[^\s(){QUOTES}]+)""",
    re.VERBOSE,
)
RUN = re.compile(rf"[^\s(){QUOTES}]+")


@dataclass(frozen=True, slots=True)
class Lexeme:
    """One piece of the typed text, with its place."""

    sort: str  # open, close, quoted, minus, lone, field, word, and, or, not
    text: str
    start: int
    end: int
    slop: int = 0
    closed: bool = True
    junk: str = ""  # what follows a quotation from "~" on, where that is no number


def lex(text: str) -> Iterator[Lexeme]:
    """The pieces of a typed query in order. Never raises: any character is at least a word."""
    at = 0
    while at < len(text):
        match = _LEX.match(text, at)
        assert match is not None  # any character is at least a word
        start, at = match.span()
        sort = match.lastgroup or ""
        if sort == "space":
            continue
        if match["quoted"] is not None:
            closed = bool(match["end"])
            yield Lexeme("quoted", match["inside"], start, at, int(match["slop"] or 0), closed, _junk(match))
        elif match["field"] is not None:
            if match["value"] is None and match["field"].casefold() not in NAMES:  # "Note: ..." is prose
                yield Lexeme("word", match["field"], start, at)
            else:
                yield Lexeme("field", match["field"], start, at)
        elif match["minus"] is not None and start and text[start - 1] not in " \t\n\r(\u00a0":
            yield Lexeme("space", "", start, at)  # after a quote or bracket: a dash, not an exclusion
        else:
            word = match[0]
            sort = "word" if match["word"] is not None else sort
            yield Lexeme(OPERATORS.get(word, sort) if sort == "word" else sort, word, start, at)


def _junk(quoted: re.Match[str]) -> str:
    near = quoted["near"] or ""
    return "" if quoted["slop"] and near == "~" + quoted["slop"] else near
