"""What a page's markup says about it, best first: JSON-LD, microdata and microformats, meta elements, the heading.

Only dates that the page itself states are taken (trap: libraries that guess a date from any number on the page). A
date counts only where it belongs to the article: one inside a picture's or a film's scope dates the picture.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from index.sources import furniture
from index.sources.base import MARKUP, Candidate, one_line
from index.sources.dateline import date_line

_MAX_JSON = 1_000_000
_ARTICLES = ("Article", "BlogPosting", "Report", "Posting", "AnalysisNewsArticle")
_PAGES = ("WebPage", "ItemPage", "AboutPage")
_MEDIA = ("ImageObject", "VideoObject", "AudioObject", "MediaObject", "Comment", "Person", "Organization")

_META = {
    "title": ("og:title", "twitter:title", "dc.title", "citation_title"),
    "published": (
        "article:published_time", "og:article:published_time", "datepublished", "date.issued", "dc.date.issued",
        "dcterms.issued", "dcterms.created", "dc.date", "dc.date.created", "publishdate", "publish-date",
        "publish_date", "pubdate", "parsely-pub-date", "sailthru.date", "article.published", "published-date",
        "citation_publication_date", "citation_date", "mediator_published_time", "date",
    ),
    "publisher": ("og:site_name", "dc.publisher", "publisher", "citation_publisher", "application-name"),
    "author": ("author", "article:author", "dc.creator", "parsely-author", "citation_author"),
    "place": ("geo.placename", "dc.coverage.spatial", "og:locality"),
    "language": ("og:locale", "content-language", "dc.language"),
}  # fmt: skip
_SAVED_FROM = re.compile(r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://\S+)")
_DATED = frozenset({"dt-published", "published", "entry-date", "pubdate"})
_PLACED = frozenset({"p-location", "dateline", "dateline-location"})
_OF_CLASS = re.compile("|".join(sorted(_DATED | _PLACED)))
_XML_SPACES = re.compile(r"[ \t\r\n]+")
_SEPARATORS = re.compile(r"\s+[|–—•·:»-]\s+")


class _Page:
    """The elements of a page in their order, by tag and by microdata property, and those of the classes that are asked
    for. One walk gathers them all; each of two dozen paths through the tree would take as long."""

    def __init__(self, root: Any) -> None:
        self.root = root
        self._tags: dict[str, list[Any]] = {}
        self._properties: dict[str, list[Any]] = {}
        self.dated: list[Any] = []
        self.placed: list[Any] = []
        for node in root.iter("*"):
            self._tags.setdefault(node.tag, []).append(node)
            if properties := node.get("itemprop"):
                for name in set(properties.split(" ")):
                    self._properties.setdefault(name, []).append(node)
            if (classes := node.get("class")) and _OF_CLASS.search(classes):
                names = set(_XML_SPACES.split(classes))
                if names & _DATED:
                    self.dated.append(node)
                if names & _PLACED:
                    self.placed.append(node)

    def tagged(self, tag: str) -> list[Any]:
        """The elements of a tag."""
        return self._tags.get(tag, [])

    def having(self, *properties: str) -> list[Any]:
        """The elements that have one of these properties."""
        found = [self._properties[name] for name in properties if name in self._properties]
        return found[0] if len(found) == 1 else _in_order(self.root, [node for nodes in found for node in nodes])

    @property
    def title(self) -> Any:
        """The title element of the head, None where there is none."""
        return next((title for title in self.tagged("title") if getattr(title.getparent(), "tag", "") == "head"), None)


def _in_order(root: Any, nodes: list[Any]) -> list[Any]:
    """Elements in the order of their document, each once."""
    wanted = set(nodes)
    return [node for node in root.iter("*") if node in wanted] if wanted else []


def candidates(root: Any, text: str) -> list[Candidate]:
    """Everything the markup of the page offers, best first within each field. `text` is the page's source."""
    page = _Page(root)
    found = [
        *_json_ld(page),
        *_microdata(page),
        *_meta(page),
        *_labelled_dates(page),
        *_language(page),
        *_urls(page, text),
    ]
    publishers = [one_line(entry.value) for entry in found if entry.field == "publisher"]
    found += _headings(page, publishers)
    return [
        Candidate(entry.field, value, MARKUP, entry.detail) for entry in found if (value := _tidy(entry, publishers))
    ]


def _of(field: str, value: object, detail: str) -> Iterator[Candidate]:
    if isinstance(value, str) and value.strip():
        yield Candidate(field, value, MARKUP, detail)


def _tidy(entry: Candidate, publishers: list[str]) -> str:
    """A value on one line; titles without the site's name at their end, names that are links left out."""
    value = one_line(entry.value)[:1000].rstrip()
    if entry.field == "title":
        for publisher in publishers:
            _, *rest = _SEPARATORS.split(value)
            if rest and rest[-1].casefold() == publisher.casefold():
                value = value[: value.casefold().rindex(publisher.casefold())].rstrip(" |–—•·:»-")
        return value
    if entry.field in ("author", "publisher") and re.match(r"https?://", value):
        return ""
    return value


# --- JSON-LD -------------------------------------------------------------------------------------------------


def _json_ld(page: _Page) -> Iterator[Candidate]:
    things: list[dict[str, Any]] = []
    for script in page.tagged("script"):
        if script.get("type") != "application/ld+json":
            continue
        source = (script.text or "").strip().removeprefix("<![CDATA[").removesuffix("]]>")
        if len(source) > _MAX_JSON:
            continue
        try:
            things += _objects(json.loads(source, strict=False))
        except (ValueError, RecursionError):
            continue  # a broken block of somebody's template; the other marks remain
    articles = [thing for thing in things if _is_a(thing, _ARTICLES)]
    for thing in articles[:1] or [thing for thing in things if _is_a(thing, _PAGES)][:1]:
        yield from _of("title", thing.get("headline") or thing.get("name"), "JSON-LD headline")
        yield from _of("published", thing.get("datePublished"), "JSON-LD datePublished")
        yield from _of("url", thing.get("url"), "JSON-LD url")
        yield from _of("language", thing.get("inLanguage"), "JSON-LD inLanguage")
        for field, key in (("publisher", "publisher"), ("author", "author"), ("place", "dateline"),
                           ("place", "locationCreated"), ("place", "contentLocation")):  # fmt: skip
            for name in _names(thing.get(key), things):
                yield from _of(field, name, f"JSON-LD {key}")


def _objects(data: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    queue = [data]
    while queue and len(found) < 200:
        item = queue.pop(0)
        if isinstance(item, list):
            queue += item
        elif isinstance(item, dict):
            found.append(item)
            queue += [item[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in item]
    return found


def _is_a(thing: dict[str, Any], endings: tuple[str, ...]) -> bool:
    kinds = thing.get("@type")
    return any(
        isinstance(kind, str) and kind.endswith(endings) for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _names(value: Any, things: list[dict[str, Any]]) -> Iterator[str]:
    for entry in value if isinstance(value, list) else [value]:
        if isinstance(entry, str):
            yield entry
        elif isinstance(entry, dict):
            if "name" not in entry and "@id" in entry:
                entry = next((thing for thing in things if thing.get("@id") == entry["@id"] and "name" in thing), {})
            name = entry.get("name")
            if isinstance(name, str):
                yield name


# --- Microdata, microformats, time elements --------------------------------------------------------------------


def _microdata(page: _Page) -> Iterator[Candidate]:
    for node in page.having("headline"):
        yield from _of("title", _value(node), "itemprop headline")
    for nodes, detail in (
        (page.having("datePublished"), "itemprop datePublished"),
        (page.dated, "published class"),
        ([node for node in page.tagged("time") if node.get("pubdate") is not None], "time pubdate"),
    ):
        for node in nodes[:20]:
            if not _in_media(node):
                yield from _of("published", _date_value(node), detail)
    for nodes, detail in (
        (page.having("contentLocation", "locationCreated", "dateline"), "itemprop location"),
        (page.placed, "location class"),
    ):
        for node in nodes[:5]:
            value = _value(node)
            if len(value) <= 120 and not _in_media(node):
                yield from _of("place", value, detail)
    for field, nodes in (
        ("author", page.having("author")),
        ("publisher", page.having("publisher")),
        ("author", [node for node in page.tagged("a") if node.get("rel") == "author"]),
    ):
        for node in nodes[:20]:
            name = next((each for each in node.iterdescendants("*") if "name" in _properties(each)), node)
            value = _value(name)
            if node.tag != "link" and len(value) <= 120 and not _in_media(node.getparent()):
                yield from _of(field, value, f"itemprop {field}")


def _properties(node: Any) -> list[str]:
    """The microdata properties of an element."""
    said: str = node.get("itemprop", "")
    return said.split(" ")


def _value(node: Any) -> str:
    return one_line(node.get("content") or node.xpath("string()")[:2000])


def _date_value(node: Any) -> str:
    return one_line(node.get("content") or node.get("datetime") or node.xpath("string()")[:120])


def _in_media(node: Any) -> bool:
    """Whether the nearest schema.org scope around a node is a picture, a film or a person, or the node stands among
    a picture's own facts (its contentUrl is a sibling)."""
    parent = node.getparent() if node is not None else None
    siblings = parent.iterchildren("*") if parent is not None else ()
    if any(each.get("itemprop") in ("contentUrl", "thumbnailUrl") for each in siblings):
        return True
    while node is not None:
        kind = node.get("itemtype")
        if kind:
            return bool(kind.rstrip("/").endswith(_MEDIA))
        node = node.getparent()
    return False


def _labelled_dates(page: _Page) -> Iterator[Candidate]:
    """Dates that a label calls the publication date, and the only time element in the head of the article."""
    for node in page.tagged("time")[:50]:
        before = one_line(
            (node.getparent().text or "") + " ".join(c.tail or "" for c in node.itersiblings(preceding=True))
        )
        if furniture.is_date_label(before):
            yield from _of("published", _date_value(node), "labelled time")
    heading = next(iter(page.tagged("h1")), None)
    scope = (
        next((p for p in heading.iterancestors() if p.tag in ("article", "main", "body")), None)
        if heading is not None
        else None
    )
    times = (
        [node for node in scope.iter("time") if not _in_media(node)]
        if scope is not None and scope.tag != "body"
        else []
    )
    if len(times) == 1:
        yield from _of("published", _date_value(times[0]), "the article's only time element")
    if heading is None:
        return
    below = [one_line(str(words)) for words in heading.xpath("following::text()[normalize-space()]")[:400]]
    for label, line in pairwise(below):  # a date printed behind its label, without a time element
        if furniture.is_date_label(label) and (found := date_line(line)):
            yield from _of("published", found.date, "labelled date")
            break
    for line in below[:40]:  # a line below that is only a date
        if found := date_line(line):
            yield from _of("published", found.date, "line under the heading")
            yield from _of("place", found.place, "line under the heading")
            return


# --- Meta elements, heading, language, address -----------------------------------------------------------------


def _meta(page: _Page) -> Iterator[Candidate]:
    said: dict[str, list[str]] = {}
    for node in page.tagged("meta"):
        name = node.get("property") or node.get("name") or node.get("http-equiv") or ""
        if content := node.get("content", "").strip():
            said.setdefault(name.casefold(), []).append(content)
    for field, names in _META.items():
        for name in names:
            for value in said.get(name, [])[:20]:
                yield from _of(field, value, name)


def _headings(page: _Page, publishers: list[str]) -> Iterator[Candidate]:
    headings = page.tagged("h1")
    if headings and (said := _title_before(page, headings[0])):
        yield from _of("title", said, "title element")
    inside = [node for node in headings if any(parent.tag in ("article", "main") for parent in node.iterancestors())]
    for node in inside[:1] or headings[:1]:
        value = _value(node)
        if value.casefold() not in {publisher.casefold() for publisher in publishers}:
            yield from _of("title", value, "h1")
    if page.title is not None:
        value = _value(page.title)
        h1 = _value(headings[0]) if headings else ""
        parts = _SEPARATORS.split(value)
        if h1 and len(parts) > 1 and value.startswith(h1):
            value = h1
        yield from _of("title", value, "title element")


def _title_before(page: _Page, heading: Any) -> str:
    """The page's title where it stands by itself above the first heading, which then is that of a section: word
    processors have no heading for a title."""
    title = _value(page.title) if page.title is not None else ""
    first = next(iter(page.root.xpath("//body//p[normalize-space()]")), None) if title else None
    if first is None or _value(first).casefold() != title.casefold():
        return ""
    return title if heading in first.xpath("following::h1[1]") else ""


def _language(page: _Page) -> Iterator[Candidate]:
    node = page.root if page.root.tag == "html" else next(iter(page.tagged("html")), None)
    if node is not None:
        yield from _of(
            "language", node.get("lang") or node.get("{http://www.w3.org/XML/1998/namespace}lang"), "html lang"
        )


def _urls(page: _Page, text: str) -> Iterator[Candidate]:
    for tag, attribute, word, said in (
        ("link", "rel", "canonical", "href"),
        ("meta", "property", "og:url", "content"),
    ):
        values = (node.get(said) for node in page.tagged(tag) if node.get(attribute) == word)
        value = next((each for each in values if each is not None), "")
        if re.match(r"https?://[^/\s]+", value.strip()):
            yield from _of("url", value, word)
    if match := _SAVED_FROM.search(text[:4000]):
        yield from _of("url", match[1], "saved from")
