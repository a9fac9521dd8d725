"""Sources as BibTeX, with the fields of biblatex for what BibTeX has none for: the day, the day of retrieval, the site.

Every value stands in braces with each of TeX's own signs escaped, so that whatever a title says, it is said and not
obeyed. BibTeX counts braces whether escaped or not: a brace is written as Zotero writes it, with its counterpart in a
\\vphantom. An estimated day has biblatex's "~" (EDTF). What an entry says is read back equal by
`index.sources.references`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TextIO

from index.export.cited import DOCUMENT, NEWS, REPORT, WEBPAGE, Cited, Name, line
from index.export.quotations import noted

_TYPES = {WEBPAGE: "online", NEWS: "article", REPORT: "report", DOCUMENT: "misc"}
_SIGNS = {
    "\\": r"{\textbackslash}", "{": r"\{\vphantom{\}}", "}": r"\vphantom{\{}\}", "$": r"\$", "&": r"\&", "%": r"\%",
    "#": r"\#", "_": r"\_", "^": r"{\textasciicircum}", "~": r"{\textasciitilde}", "<": r"{\textless}",
    ">": r"{\textgreater}", "|": r"{\textbar}", "`": r"{\textasciigrave}",
}  # fmt: skip
_LIGATURES = re.compile(r"(?<=-)(?=-)|(?<=')(?=')|(?<=,)(?=,)")
_ESCAPES = str.maketrans(_SIGNS)


def write(sources: Iterable[Cited], out: TextIO, *, title: str) -> None:
    """One entry for each source. There is no place for the title."""
    for number, source in enumerate(sources):
        fields = "".join(f"\t{name} = {{{value}}},\n" for name, value in _fields(source) if value)
        out.write(("\n" if number else "") + f"@{_TYPES[source.type]}{{{source.key},\n{fields}}}\n")


def _fields(source: Cited) -> Iterator[tuple[str, str]]:
    yield "author", " and ".join(map(_name, source.authors))
    yield "title", escaped(source.title)
    # biblatex prints the organization of a page, Zotero takes its site from journaltitle
    yield "journaltitle", escaped(source.container)
    yield "organization", escaped(source.container if source.type == WEBPAGE else "")
    yield "institution", escaped(source.publisher)
    yield "date", source.issued + ("~" if source.estimated and source.issued else "")
    yield "url", _address(source.url)
    yield "urldate", source.accessed if source.url else ""
    yield "language", source.language
    yield "venue", escaped(source.place)
    yield "type", escaped(source.genre)
    yield "annote", escaped(" ".join(noted(each) for each in source.quotes))


def _name(name: Name) -> str:
    if name.given:
        return f"{_guarded(name.family)}, {_guarded(name.given)}"
    return f"{{{escaped(name.family)}}}"


def _guarded(part: str) -> str:
    """A part of a name, in braces where BibTeX would take a word or a comma in it for a border between names."""
    said = escaped(part)
    return f"{{{said}}}" if "," in part or " and " in f" {part.casefold()} " else said


def escaped(text: str) -> str:
    """A text on one line as TeX prints it; signs that TeX would join, such as two hyphens into a dash, stay apart."""
    return _LIGATURES.sub("{}", line(text).translate(_ESCAPES))


def _address(url: str) -> str:
    """An address: biblatex prints it verbatim, so only what would unbalance the entry is coded, as in addresses."""
    return url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C").replace(" ", "%20")
