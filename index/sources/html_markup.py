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
_SEPARATORS = re.compile(r"\s+[|–—•·:»-]\s+")


def candidates(root: Any, text: str) -> list[Candidate]:
    """Everything the markup of the page offers, best first within each field. `text` is the page's source."""
    found = [
        *_json_ld(root),
        *_microdata(root),
        *_meta(root),
        *_labelled_dates(root),
        *_language(root),
        *_urls(root, text),
    ]
    publishers = [one_line(entry.value) for entry in found if entry.field == "publisher"]
    found += _headings(root, publishers)
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


def _json_ld(root: Any) -> Iterator[Candidate]:
    things: list[dict[str, Any]] = []
    for script in root.xpath('//script[@type="application/ld+json"]'):
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


def _prop(name: str) -> str:
    return f'//*[@itemprop and contains(concat(" ", @itemprop, " "), " {name} ")]'


def _class(*names: str) -> str:
    among = " or ".join(f'contains(concat(" ", normalize-space(@class), " "), " {name} ")' for name in names)
    return f"//*[@class and ({among})]"


def _microdata(root: Any) -> Iterator[Candidate]:
    for node in root.xpath(_prop("headline")):
        yield from _of("title", _value(node), "itemprop headline")
    for path, detail in (
        (_prop("datePublished"), "itemprop datePublished"),
        (_class("dt-published", "published", "entry-date", "pubdate"), "published class"),
        ("//time[@pubdate]", "time pubdate"),
    ):
        for node in root.xpath(path)[:20]:
            if not _in_media(node):
                yield from _of("published", _date_value(node), detail)
    for path, detail in (
        (_prop("contentLocation") + "|" + _prop("locationCreated") + "|" + _prop("dateline"), "itemprop location"),
        (_class("p-location", "dateline", "dateline-location"), "location class"),
    ):
        for node in root.xpath(path)[:5]:
            value = _value(node)
            if len(value) <= 120 and not _in_media(node):
                yield from _of("place", value, detail)
    for field, path in (
        ("author", _prop("author")),
        ("publisher", _prop("publisher")),
        ("author", '//a[@rel="author"]'),
    ):
        for node in root.xpath(path)[:20]:
            name = next(iter(node.xpath('.//*[contains(concat(" ", @itemprop, " "), " name ")]')), node)
            value = _value(name)
            if node.tag != "link" and len(value) <= 120 and not _in_media(node.getparent()):
                yield from _of(field, value, f"itemprop {field}")


def _value(node: Any) -> str:
    return one_line(node.get("content") or node.xpath("string()")[:2000])


def _date_value(node: Any) -> str:
    return one_line(node.get("content") or node.get("datetime") or node.xpath("string()")[:120])


def _in_media(node: Any) -> bool:
    """Whether the nearest schema.org scope around a node is a picture, a film or a person, or the node stands among
    a picture's own facts (its contentUrl is a sibling)."""
    parent = node.getparent() if node is not None else None
    if parent is not None and parent.xpath('./*[@itemprop="contentUrl" or @itemprop="thumbnailUrl"]'):
        return True
    while node is not None:
        kind = node.get("itemtype")
        if kind:
            return bool(kind.rstrip("/").endswith(_MEDIA))
        node = node.getparent()
    return False


def _labelled_dates(root: Any) -> Iterator[Candidate]:
    """Dates that a label calls the publication date, and the only time element in the head of the article."""
    for node in root.xpath("//time")[:50]:
        before = one_line(
            (node.getparent().text or "") + " ".join(c.tail or "" for c in node.itersiblings(preceding=True))
        )
        if furniture.bare(before) in furniture.lists().published:
            yield from _of("published", _date_value(node), "labelled time")
    heading = next(iter(root.xpath("//h1")), None)
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
        if furniture.bare(label) in furniture.lists().published and (found := date_line(line)):
            yield from _of("published", found.date, "labelled date")
            break
    for line in below[:40]:  # a line below that is only a date
        if found := date_line(line):
            yield from _of("published", found.date, "line under the heading")
            yield from _of("place", found.place, "line under the heading")
            return


# --- Meta elements, heading, language, address -----------------------------------------------------------------


def _meta(root: Any) -> Iterator[Candidate]:
    said: dict[str, list[str]] = {}
    for node in root.iter("meta"):
        name = node.get("property") or node.get("name") or node.get("http-equiv") or ""
        if content := node.get("content", "").strip():
            said.setdefault(name.casefold(), []).append(content)
    for field, names in _META.items():
        for name in names:
            for value in said.get(name, [])[:20]:
                yield from _of(field, value, name)


def _headings(root: Any, publishers: list[str]) -> Iterator[Candidate]:
    headings = root.xpath("//h1")
    if headings and (said := _title_before(root, headings[0])):
        yield from _of("title", said, "title element")
    inside = [node for node in headings if any(parent.tag in ("article", "main") for parent in node.iterancestors())]
    for node in inside[:1] or headings[:1]:
        value = _value(node)
        if value.casefold() not in {publisher.casefold() for publisher in publishers}:
            yield from _of("title", value, "h1")
    for node in root.xpath("//head/title")[:1]:
        value = _value(node)
        h1 = _value(headings[0]) if headings else ""
        parts = _SEPARATORS.split(value)
        if h1 and len(parts) > 1 and value.startswith(h1):
            value = h1
        yield from _of("title", value, "title element")


def _title_before(root: Any, heading: Any) -> str:
    """The page's title where it stands by itself above the first heading, which then is that of a section: word
    processors have no heading for a title."""
    title = next((_value(node) for node in root.xpath("//head/title")[:1]), "")
    first = next(iter(root.xpath("//body//p[normalize-space()]")), None) if title else None
    if first is None or _value(first).casefold() != title.casefold():
        return ""
    return title if heading in first.xpath("following::h1[1]") else ""


def _language(root: Any) -> Iterator[Candidate]:
    node = root if root.tag == "html" else next(iter(root.xpath("//html")), None)
    if node is not None:
        yield from _of(
            "language", node.get("lang") or node.get("{http://www.w3.org/XML/1998/namespace}lang"), "html lang"
        )


def _urls(root: Any, text: str) -> Iterator[Candidate]:
    for path, detail in (
        ('//link[@rel="canonical"]/@href', "canonical"),
        ('//meta[@property="og:url"]/@content', "og:url"),
    ):
        for value in root.xpath(path)[:1]:
            if re.match(r"https?://[^/\s]+", value.strip()):
                yield from _of("url", value, detail)
    if match := _SAVED_FROM.search(text[:4000]):
        yield from _of("url", match[1], "saved from")
