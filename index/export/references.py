"""References in words: in one plain line, or formatted by a CSL processor in one of the usual styles.

The processor is citeproc-py (BSD-2-Clause, pure Python over lxml, maintained, Python 3.9 to 3.14), imported when a
style is asked for: 0.2 s. The styles in `styles/` are written for the kinds of sources there are here, after the
manuals they name. Those of the CSL project are under CC BY-SA, ten times as large, and count on a variable being left
out where it stood in for the author, which citeproc-py does not do for macros: a page without an author would have its
title twice. Any other style is a `.csl` file that the settings name.

Values go to the processor as they are: no markup in a title is obeyed, and no letter of it changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from importlib.resources import files
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TextIO

from index.errors import SettingsError
from index.export.cited import Cited, Quote, day_parts, line
from index.export.quotations import place_in_speech, place_of

PLAIN = "plain"
STYLES = ("chicago", "chicago-notes", "apa", "gost")
_ITALIC = "\ue000", "\ue001"  # private-use signs that no value keeps; what is between them is set in italics
_NO_SIGNS = dict.fromkeys(map(ord, _ITALIC))
_FAULTS = (AttributeError, KeyError, IndexError, TypeError, ValueError, NotImplementedError, RecursionError)
_LANGUAGE = re.compile(r"[a-z]{2}(?:-[A-Za-z]{2,8})*")


def plain_line(source: Cited, quote: Quote | None = None) -> str:
    """A source in one line that says what is known of it and no more: who, where, what, when, the place of a quote."""
    day = (source.issued or "no date") + (" (estimated)" if source.estimated else "")
    counted = quote is not None and bool(quote.locator)
    speaker = quote.speaker if quote is not None and (quote.label != "turn" or not counted) else ""
    where = place_of(quote) if quote is not None and counted else ""
    authors = ", ".join(each.shown for each in source.authors)
    said = [authors, speaker, source.issuer, f"“{source.title}”", source.place, day, where, source.url or source.path]
    retrieved = f"retrieved {source.accessed}" if source.accessed and source.url else ""
    return ", ".join(part for part in (*said, retrieved) if part)


def write(sources: Iterable[Cited], out: TextIO, *, title: str, style: str) -> None:
    """A list of references in the order of the style; after each the quotes from it. A list has no place for the
    title."""
    formatted = Formatter(style)
    sources = list(sources)
    for source, said in formatted.references(sources):
        out.write(f"{said}\n")
        for quote in source.quotes:
            place = place_of(quote, formatted.language)
            out.write(f"    “{line(quote.words)}”{f' ({place})' if place else ''}\n")


class Formatter:
    """References in a style: `PLAIN`, one of `STYLES`, or the path of a .csl file. `italic` are the signs before and
    after what is set in italics, `escape` is done to everything else. Raises SettingsError for a style that cannot be
    read or applied."""

    def __init__(self, style: str, *, italic: tuple[str, str] = ("", ""), escape: Any = str) -> None:
        self.style = style
        self._italic = italic
        self._escape = escape
        self._csl: Any = None
        self._own = style in STYLES
        self.language = ""
        if style != PLAIN:
            self._csl = _read_style(style)
            self.language = str(self._csl.root.get("default-locale", "en"))[:2]

    def references(self, sources: Sequence[Cited]) -> list[tuple[Cited, str]]:
        """Every source with its reference, in the order of the style's bibliography."""
        if self._csl is None:
            return [(each, self._escape(plain_line(each))) for each in sources]
        from citeproc import Citation, CitationItem
        from citeproc.source import VariableError

        by_key = {f"s{number}": source for number, source in enumerate(sources)}
        if not by_key:
            return []
        try:
            bibliography = self._bibliography({key: self._reference(key, each) for key, each in by_key.items()})
            for key in by_key:
                bibliography.register(Citation([CitationItem(key)]))
            if not self._csl.has_bibliography():
                return [(source, self.note(source)) for source in sources]
            bibliography.sort()
            # One by one, for an item of which a style says nothing is left out of a whole bibliography
            items, said = list(bibliography.items), []
            for item in items:
                (text,) = self._csl.render_bibliography([item]) or ("",)
                said.append((by_key[item.key], self._finished(text) or self._escape(plain_line(by_key[item.key]))))
        except (VariableError, *_FAULTS) as error:
            raise self._fault(error) from error
        return said

    def note(self, source: Cited, quote: Quote | None = None) -> str:
        """A source as a note cites it, with the place of a quote."""
        if self._csl is None:
            return str(self._escape(plain_line(source, quote)))
        from citeproc import Citation, CitationItem, Locator
        from citeproc.source import VariableError

        if not self._own and self._csl.root.get("class") != "note":
            ((_, said),) = self.references([source])
            place = place_of(quote, self.language) if quote is not None else ""
            return f"{said} ({self._escape(place)})" if place else said
        located = {"locator": Locator("page", quote.locator)} if quote is not None and quote.label == "page" else {}
        section = ""
        if quote is not None:
            section = place_of(quote, self.language) if self._own else place_in_speech(quote, self.language)
        try:
            bibliography = self._bibliography({"s": self._reference("s", source, section.replace("-", "–"))})
            citation = Citation([CitationItem("s", **located)])
            bibliography.register(citation)
            return self._finished(bibliography.cite(citation, lambda item: "")) or str(
                self._escape(plain_line(source, quote))
            )
        except (VariableError, *_FAULTS) as error:
            raise self._fault(error) from error

    def _bibliography(self, references: dict[str, Any]) -> Any:
        from citeproc import CitationStylesBibliography
        from citeproc.source import BibliographySource

        source = BibliographySource()
        source.update(references)
        italic = "{}".join(_ITALIC).format
        others = ("preformat", "Bold", "Light", "Underline", "Superscript", "Subscript", "SmallCaps")
        signs = SimpleNamespace(Italic=italic, Oblique=italic, **dict.fromkeys(others, str))
        return CitationStylesBibliography(self._csl, source, signs)

    def _reference(self, key: str, source: Cited, section: str = "") -> Any:
        """A source as the processor has it, its values bare."""
        from citeproc.source import Date, Name, Reference
        from citeproc.string import MixedString, String

        def date(parts: tuple[int, ...], circa: bool = False) -> Any:
            return Date(circa=circa, **dict(zip(("year", "month", "day"), parts, strict=False)))

        said: dict[str, Any] = {}
        texts = {
            "title": source.title,
            "container_title": source.container,
            "publisher": source.publisher,
            "URL": source.url,
            "genre": source.genre,
            "event_place": source.place,
            "section": section,
        }
        for name, text in texts.items():
            if bare := line(text.translate(_NO_SIGNS)):
                said[name] = MixedString([String(bare)])
        if source.authors:
            people = [(each.family.translate(_NO_SIGNS), each.given.translate(_NO_SIGNS)) for each in source.authors]
            said["author"] = [Name(family=f, given=g) if g else Name(literal=f) for f, g in people]
        parts = day_parts(source.issued)
        if self.style == "gost" and len(parts) == 2:
            parts = parts[:1]  # its months are in the genitive, which needs a day
        if parts:
            said["issued"] = date(parts, source.estimated)
        if parts := day_parts(source.accessed):
            said["accessed"] = date(parts)
        if _LANGUAGE.fullmatch(source.language):
            said["language"] = source.language
        return Reference(key, source.type, **said)

    def _finished(self, text: object) -> str:
        said = " ".join(str(text).split())
        # A title that ends in a mark of its own takes no full stop or comma
        said = re.sub(r"(?<=[?!])[.,](?=[” \ue001]|$)", "", said)
        parts = re.split("([\ue000\ue001])", said)
        signs = dict(zip(_ITALIC, self._italic, strict=True))
        return "".join(signs[part] if part in signs else self._escape(part) for part in parts)

    def _fault(self, error: Exception) -> SettingsError:
        return SettingsError(
            f"The style {self.style} cannot be applied: {type(error).__name__}: {line(str(error))[:80]}",
            f"another: {', '.join((PLAIN, *STYLES))}",
        )


def _read_style(style: str) -> Any:
    from citeproc import CitationStylesStyle
    from lxml import etree

    own = style in STYLES
    hint = f"{', '.join((PLAIN, *STYLES))}, or the path of a .csl file"
    path = Path(str(files(__package__).joinpath("styles", f"{style}.csl"))) if own else Path(style).expanduser()
    if not own and path.suffix != ".csl":
        raise SettingsError(f'There is no citation style "{style}"', hint)
    try:
        with open(path, "rb") as file:
            return CitationStylesStyle(file, validate=False)
    except OSError as error:
        raise SettingsError(f"The style {path} cannot be read: {error.strerror or error}", hint) from error
    except (etree.XMLSyntaxError, *_FAULTS) as error:
        raise SettingsError(f"{path} is no CSL style: {line(str(error))[:80]}", hint) from error
