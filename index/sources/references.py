"""Exports of a reference manager beside the files: BibTeX (.bib), CSL JSON, and Zotero's JSON of Better BibTeX.

The export is metadata, not a document: what it says of a file that an entry names, or that is called as Zotero calls
attachments ("Velling - 2021 - The Second Dam") or by the entry's citation key, is a candidate for that document.
The only file that imports bibtexparser (MIT; its first version and others are LGPL) and pylatexenc.
"""

from __future__ import annotations

import json
import logging
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import SourceError
from index.sources.base import BIBTEX, CSL, ZOTERO, one_line, read_bytes
from index.sources.encodings import decode
from index.sources.packing import parted

MOST_ENTRIES = 100_000

_HEAD = 64 << 10
# What CSL calls the kind of a work and hardly any other record would, and what only a reference manager writes.
_CSL_TYPE = re.compile(
    r'"(?:type|itemType)"\s*:\s*"(?:article(?:-journal|-magazine|-newspaper)?|book|chapter|webpage|post-weblog|report|'
    r"paper-conference|thesis|interview|speech|hearing|broadcast|bill|legislation|manuscript|entry-encyclopedia|"
    r'journalArticle|magazineArticle|newspaperArticle|bookSection|conferencePaper|blogPost|document)"'
)
_MANAGED = re.compile(
    r'"(?:issued|accessed|container-title|citation-key|citationKey|itemType|date-parts|family|publicationTitle)"\s*:'
)
_TRANSCRIPTS = frozenset({"interview", "hearing"})
_ARTICLES = frozenset(
    {
        "article",
        "article-journal",
        "article-magazine",
        "article-newspaper",
        "webpage",
        "post-weblog",
        "online",
        "journalArticle",
        "magazineArticle",
        "newspaperArticle",
        "blogPost",
    }
)
_LANGUAGES = {"english": "en", "american": "en", "british": "en", "russian": "ru", "kyrgyz": "ky", "kirghiz": "ky"}
_LANGUAGES |= {"русский": "ru", "кыргызча": "ky", "английский": "en"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PUBLISHERS = ("journaltitle", "journal", "publisher", "institution", "organization", "school", "howpublished")
_COMMA = re.compile(",")
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
# A brace as Zotero writes it, with its counterpart for TeX to count and not to print
_SIGNS = {
    "less": "<",
    "greater": ">",
    "bar": "|",
    "asciicircum": "^",
}  # macros that pylatexenc does not know, or not so
_UNKNOWN = re.compile(r"\\text(less|greater|bar|asciicircum)(?![A-Za-z])(?:\{\})?")
# A brace as Zotero writes it, with its counterpart for TeX to count and not to print
_PHANTOMS = ((r"\{\vphantom{\}}", r"\{"), (r"\vphantom{\{}\}", r"\}"))


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry: its citation key, the paths it names, and its fields as metadata has them, each with its values."""

    origin: str
    key: str
    files: tuple[str, ...]
    fields: Mapping[str, tuple[str, ...]]


def is_export(path: Path | str) -> bool:
    """Whether a file is such an export: by its suffix, or for .json by its beginning."""
    suffix = parted(os.path.basename(path))[1].casefold()
    if suffix == ".bib":
        return True
    if suffix != ".json":
        return False
    try:
        with open(path, "rb") as file:
            head = file.read(_HEAD).decode("utf-8", "replace")
    except OSError:
        return False
    return bool(_CSL_TYPE.search(head) and _MANAGED.search(head))


def read_export(path: Path, name: str) -> tuple[list[Reference], str]:
    """The entries, and a sentence about those that cannot be read, or "". Raises SourceError."""
    text = decode(read_bytes(path, name))[0]
    found, broken = _bibtex(text) if path.suffix.casefold() == ".bib" else _json(text, name)
    if len(found) > MOST_ENTRIES:
        raise SourceError(f"{name} has more than {MOST_ENTRIES:,} entries", "export the collection alone")
    if not found and text.strip():
        raise SourceError(f"{name} has no entry that can be read", "export it again from the reference manager")
    return found, f"{broken} of its entries cannot be read" if broken else ""


# --- BibTeX ---------------------------------------------------------------------------------------------------


def _bibtex(text: str) -> tuple[list[Reference], int]:
    from bibtexparser.entrypoint import parse_string

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    try:
        library = parse_string(text)
    except (ValueError, IndexError, KeyError, AttributeError, TypeError) as error:
        raise SourceError(f"The BibTeX cannot be read: {one_line(str(error))}", "export it again") from error
    found = []
    for entry in library.entries:
        raw = {field.key.casefold(): str(field.value) for field in entry.fields}
        fields = dict(_bibtex_fields(entry.entry_type.casefold(), raw))
        files = tuple(_bibtex_files(raw.get("file", "")))
        found.append(Reference(BIBTEX, entry.key, files, fields))
    return found, len(library.failed_blocks)


def _bibtex_fields(kind: str, raw: Mapping[str, str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    said = {
        "title": raw.get("title", ""),
        "publisher": next((raw[name] for name in _PUBLISHERS if raw.get(name, "").strip()), ""),
        "url": raw.get("url", ""),
        "published": _bibtex_day(raw),
        "language": _language(raw.get("langid") or raw.get("language") or ""),
        "estimated": "true" if raw.get("date", "").strip().endswith("~") else "",
        "kind": _kind(_plain(raw.get("type", "")), raw.get("entrysubtype") or kind),
    }
    for name, value in said.items():
        value = value if name == "url" else one_line(_plain(value))
        if value.strip():
            yield name, (one_line(value),)
    if authors := tuple(name for part in _apart(_AND, raw.get("author", "")) if (name := _name(part))):
        yield "author", authors


def _bibtex_day(raw: Mapping[str, str]) -> str:
    """ "date", or "year" with "month" and "day" as ISO date."""
    if date := raw.get("date", "").strip():
        return date.split("/")[0].rstrip("~?%")
    month = raw.get("month", "").strip("{} ").casefold()
    number = month if month.isdigit() else next((str(n) for n, m in enumerate(_MONTHS, 1) if month.startswith(m)), "")
    parts = [raw.get("year", "").strip("{} "), number.zfill(2) if number else ""]
    day = raw.get("day", "").strip("{} ")
    return "-".join(part for part in (*parts, day.zfill(2) if day and number else "") if part)


def _name(words: str) -> str:
    """ "Velling, Marta" as "Marta Velling"; what stands in braces is one name, of an institution."""
    parts = [part.strip() for part in _apart(_COMMA, words)]
    return one_line(_plain(f"{parts[-1]} {parts[0]}" if len(parts) > 1 else parts[0]))


def _apart(border: re.Pattern[str], value: str) -> Iterator[str]:
    """The parts of a value between borders that stand in no braces."""
    begin = depth = seen = 0
    for match in border.finditer(value):
        signs = re.findall(r"\\.|[{}]", value[seen : match.start()], re.DOTALL)
        depth += signs.count("{") - signs.count("}")
        seen = match.start()
        if not depth:
            yield value[begin : match.start()]
            begin = match.end()
    yield value[begin:]


def _plain(value: str) -> str:
    """LaTeX as text, as far as it stands in the field of an entry."""
    if not any(sign in value for sign in "\\{}$~"):
        return value
    for written, meant in _PHANTOMS:
        value = value.replace(written, meant)
    value = _UNKNOWN.sub(lambda sign: _SIGNS[sign[1]], value)
    from pylatexenc.latex2text import LatexNodes2Text
    from pylatexenc.latexwalker import LatexWalkerError

    try:
        return str(LatexNodes2Text(keep_comments=True).latex_to_text(value.replace("%", r"\%").replace(r"\\%", r"\%")))
    except (LatexWalkerError, ValueError, IndexError, RecursionError):
        return re.sub(r"[{}]|\\[A-Za-z]*", "", value)


def _bibtex_files(value: str) -> Iterator[str]:
    """The paths in a `file` field: "path", or "title:path:type" entries with ";" between them (Zotero, JabRef)."""
    for entry in re.split(r"(?<!\\);", value):
        parts = [re.sub(r"\\([:;\\_&%#])", r"\1", part) for part in re.split(r"(?<!\\):", entry)]
        path = parts[1] if len(parts) >= 3 else max(parts, key=len)
        if path.strip():
            yield path.strip()


# --- JSON -----------------------------------------------------------------------------------------------------


def _json(text: str, name: str) -> tuple[list[Reference], int]:
    try:
        value = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{name} is not JSON: {error}", "export it again from the reference manager") from error
    items = value.get("items", [value]) if isinstance(value, dict) else value
    found, broken = [], 0
    for item in items if isinstance(items, list) else []:
        if not isinstance(item, dict):
            broken += 1
            continue
        files = [str(each["path"]) for each in _list(item.get("attachments")) if _has(each, "path")]
        files += [item["file"]] if isinstance(item.get("file"), str) else []
        key = str(item.get("citation-key") or item.get("citationKey") or item.get("id") or "")
        origin = ZOTERO if "itemType" in item else CSL
        found.append(Reference(origin, key, tuple(files), dict(_json_fields(item))))
    return found, broken


def _json_fields(item: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    publishers = ("container-title", "publicationTitle", "websiteTitle", "blogTitle", "publisher", "institution")
    said = {
        "title": item.get("title"),
        "publisher": next((item[name] for name in publishers if item.get(name)), ""),
        "url": item.get("URL") or item.get("url"),
        "published": _json_day(item.get("issued") or item.get("date")),
        "language": _language(str(item.get("language") or "")),
        "place": item.get("event-place"),
        "estimated": "true" if _circa(item.get("issued")) else "",
        "kind": _kind(str(item.get("genre") or ""), str(item.get("type") or item.get("itemType") or "")),
    }
    for name, value in said.items():
        if isinstance(value, str) and (line := one_line(value)):
            yield name, (line,)
    people = [each for each in _list(item.get("author")) or _list(item.get("creators")) if isinstance(each, dict)]
    names = [
        one_line(str(each.get("literal") or each.get("name") or ""))
        or one_line(
            " ".join(str(each.get(part) or "") for part in ("given", "firstName", "non-dropping-particle"))
            + f" {each.get('family') or each.get('lastName') or ''}"
        )
        for each in people
        if each.get("creatorType", "author") == "author"
    ]
    if authors := tuple(filter(None, names)):
        yield "author", authors


def _json_day(value: Any) -> str:
    if isinstance(value, str):
        return value
    if not isinstance(value, dict):
        return ""
    parts = _list(value.get("date-parts"))
    if parts and isinstance(parts[0], list):
        return "-".join(str(part).zfill(2) for part in parts[0][:3])
    return str(value.get("raw") or value.get("literal") or "")


def _circa(issued: Any) -> bool:
    """Whether a date is said to be approximate; some write 1 for true, some "1"."""
    return isinstance(issued, dict) and str(issued.get("circa") or "").casefold() not in ("", "0", "false")


def _list(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else ()


def _has(value: Any, key: str) -> bool:
    return isinstance(value, dict) and isinstance(value.get(key), str) and bool(value[key])


def _language(said: str) -> str:
    word = said.strip("{} ").casefold()
    return _LANGUAGES.get(word, word)


def _kind(genre: str, type: str) -> str:
    if genre.casefold() == "transcript" or type in _TRANSCRIPTS:
        return "transcript"
    return "article" if type in _ARTICLES else ""
