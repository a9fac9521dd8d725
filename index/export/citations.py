"""The formats in which sources and quotes are exported, one module each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import TextIO

from index.export.cited import Cited, cited_documents, cited_quotes
from index.export.references import PLAIN, STYLES

__all__ = ["FORMATS", "PLAIN", "STYLES", "Format", "cited_documents", "cited_quotes", "write"]


@dataclass(frozen=True, slots=True)
class Format:
    """One format: what it is called, the ending of its files, the module that writes it. With `style` it is a list of
    references in that citation style; `styled` takes the style that the settings name."""

    name: str
    label: str
    ending: str
    module: str
    style: str = ""
    styled: bool = False


FORMATS = {
    each.name: each
    for each in (
        Format("bibtex", "BibTeX", "bib", "bibtex"),
        Format("ris", "RIS, for Zotero, EndNote, Mendeley", "ris", "ris"),
        Format("csl", "CSL JSON, for Zotero and Pandoc", "json", "csl_json"),
        Format("markdown", "Markdown with footnotes", "md", "footnotes", styled=True),
        Format("csv", "CSV, for a spreadsheet", "csv", "cited_table"),
        Format("chicago", "References: Chicago, author-date", "txt", "references", "chicago"),
        Format("chicago-notes", "References: Chicago, notes", "txt", "references", "chicago-notes"),
        Format("apa", "References: APA", "txt", "references", "apa"),
        Format("gost", "References: ГОСТ Р 7.0.5", "txt", "references", "gost"),
        Format("references", "References in the style of the settings", "txt", "references", styled=True),
    )
}
"""Every format by its name, in the order in which they are offered."""


def write(format: str, sources: Iterable[Cited], out: TextIO, *, title: str, style: str = PLAIN) -> None:
    """Write sources in a format; `style` is the one the settings name. Raises KeyError for an unknown format,
    SettingsError for a style that cannot be read or applied."""
    chosen = FORMATS[format]
    given = {"style": chosen.style or style} if chosen.style or chosen.styled else {}
    import_module(f"{__package__}.{chosen.module}").write(sources, out, title=title, **given)
