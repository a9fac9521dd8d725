"""The main text of a parsed page as blocks: where it is marked, and how furniture inside it is told.

Trees are walked with a stack of our own, never by recursion, so that no nesting can overflow. An element is furniture
by its tag, its ARIA role, its schema.org type, being hidden, a word of its class, or by holding a heading of the
furniture lists ("See also"); never where it holds a good part of the text itself.
"""

from __future__ import annotations

import re
from typing import Any

from index.sources import furniture
from index.sources.base import Block, one_line
from index.sources.dateline import date_line


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BLOCKS = _words(
    "address article aside blockquote body center dd details div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6"
    " header hr html li main nav ol p pre section summary table tbody thead tfoot tr ul"
    " head item quote list row"
)
_PRUNED = _words(
    "script style link meta noscript template nav aside footer form button input select textarea label figure"
    " figcaption video audio source track iframe object embed svg canvas map menu dialog"
)
_ROLES = _words(
    "navigation complementary banner contentinfo search listbox dialog alertdialog tooltip tablist toolbar menu menubar"
    " form"
)
_TYPES = (
    "Navigation",
    "WPHeader",
    "WPFooter",
    "WPSideBar",
    "WPAdBlock",
    "ImageObject",
    "VideoObject",
    "Comment",
    "BreadcrumbList",
)
_CLASSES = _words(
    "hidden invisible tooltip tooltips share sharing shares social socials related recommended recommendations"
    " breadcrumb breadcrumbs crumbs navigation navbar nav menu sidebar widget widgets comments promo promoted advert"
    " advertisement ads newsletter subscribe subscription cookie cookies consent popup modal gallery slider"
    " carousel slideshow caption captions tags taglist toolbar pagination pager login copyright disclaimer"
    " footer masthead skiplink teaser teasers readmore"
)
_LEADS = _words("lead lede standfirst subtitle subheading subhead deck dek summary intro excerpt")
_BULLET = "•"
_SHORT_CELL, _LONG_CELL = 120, 1_000  # characters, the latter with the spaces of the source
# What lxml gives and does not take back
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SEPARATORS = frozenset(" -–—_=|/›»>·•~.")
_NEGATIONS = _words("no not without has with js")
_RESPONSIVE = re.compile(r"hidden-(?:xs|sm|md|lg|xl|print|mobile|desktop|phone|tablet)")
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_HEADINGS = {f"h{level}": level for level in range(1, 7)} | {"head": 2}
_SPACE = re.compile(r"\s+")


def depth(root: Any) -> int:
    """How deep the tree is nested."""
    deepest = 0
    level = 0
    node = root
    while node is not None:
        deepest = max(deepest, level)
        child = next(iter(node), None)
        if child is not None:
            node, level = child, level + 1
            continue
        while node is not None and node.getnext() is None:
            node = node.getparent() if node is not root else None
            level -= 1
        if node is not None:
            node = node.getnext()
    return deepest


def marked(root: Any) -> list[Block] | None:
    """The text of a page that says where it is: schema.org articleBody or microformats e-content, with the lead
    (schema.org description, microformats p-summary) before it. None where the page does not say; an empty list where
    it does, and nothing is there (a page of pictures)."""
    stated = [node for node in root.iter("*") if node.get("itemprop") and node.tag != "meta"]
    bodies = _outermost([node for node in stated if "articleBody" in _said(node, "itemprop")])
    if not bodies:
        contents = [node for node in root.iter("*") if "e-content" in _said(node, "class")]
        bodies = _outermost([node for node in contents if _is_in_entry(node)])
    if not bodies or len(bodies) > 3:  # a page of many articles is a list of them
        return None
    found = [block for body in bodies for block in blocks(body)]
    lead = _lead(bodies[0])
    said = one_line(" ".join(block.text for block in found))
    found[:0] = [block for block in lead if one_line(block.text) not in said]
    return found


def _said(node: Any, attribute: str) -> list[str]:
    """The words of an attribute: classes, or microdata properties."""
    words: str | None = node.get(attribute)
    return words.split(" ") if words else []


def _is_in_entry(node: Any) -> bool:
    return any("h-entry" in _said(above, "class") for above in node.iterancestors())


def _outermost(elements: list[Any]) -> list[Any]:
    chosen = set(elements)
    return [element for element in elements if not any(parent in chosen for parent in element.iterancestors())]


def _lead(body: Any) -> list[Block]:
    """The standfirst of the same article, if it stands before the body."""
    scope = next((parent for parent in body.iterancestors() if parent.get("itemscope") is not None), None)
    if scope is None:
        scope = next((parent for parent in body.iterancestors() if parent.tag == "article"), None)
    if scope is None:
        return []
    for element in scope.iterdescendants("*"):
        stated = "description" in _said(element, "itemprop") or "p-summary" in _said(element, "class")
        if not stated or element.tag == "meta":
            continue
        inside = any(parent is body for parent in element.iterancestors())
        if not inside and not _is_furniture(element):
            return [Block(block.text) for block in blocks(element)]
    return []


_OF_A_SITE = " | ".join(
    f"//{name}"
    for name in ("aside", "footer", "form", "button", "iframe", "menu", "ins", "script[@src]", "nav[.//a[{away}]]")
).format(away='@href and not(starts-with(@href, "#"))')
_MOST_LINKED = 0.1  # share of a document's characters


def is_document(root: Any) -> bool:
    """Whether a page is a document as word processors and converters write it, of which everything is the text: nothing
    on it is a site's, and few of its words lead to other pages."""
    if root.xpath(f"boolean({_OF_A_SITE})"):
        return False
    away = sum(_length(link) for link in root.iter("a") if not (link.get("href") or "#").startswith("#"))
    return away < _MOST_LINKED * sum(_length(body) for body in root.iter("body"))


def number_notes(root: Any) -> None:
    """Footnotes as in other formats: "[1]" where one is referred to and before its words, and no link back."""
    notes: set[Any] = set()
    for link in root.xpath('//a[starts-with(@href, "#") or contains(@href, ".xhtml#") or contains(@href, ".html#")]'):
        words = one_line("".join(link.itertext())).strip("[]()")
        raised = link.getparent() is not None and link.getparent().tag == "sup"
        kind = f"{link.get('type', '')} {link.get('epub:type', '')} {link.get('role', '')} {link.get('class', '')}"
        in_note = not notes.isdisjoint(link.iterancestors())
        if words in ("↩", "↩︎", "↑", "^", "←") or "backlink" in kind or (words.isdecimal() and in_note):
            link.text = ""
            for child in list(link):
                link.remove(child)
        elif words.isdecimal() and (raised or "noteref" in kind or link.find("sup") is not None):
            for child in list(link):
                link.remove(child)
            link.text = f"[{words}]"
            target = _NOT_XML.sub("", link.get("href").partition("#")[2])
            for there in root.xpath("//*[@id=$id] | //a[@name=$id]", id=target)[:1]:
                note = there.getparent() if there.tag == "a" else there
                notes.add(note)
                if note.tag == "li":  # its number is its mark
                    note.tag = "div"
                first = next(iter(note.xpath(".//p")), note)
                said = _NOT_XML.sub("\ufffd", first.text or "")
                first.text = f"[{words}] {said.lstrip()}"


def with_lead(root: Any, found: list[Block]) -> list[Block]:
    """`found` with the standfirst before it, where a page sets one apart under its heading and it was not found: a
    paragraph of that class, or one that repeats the page's own description."""
    heading = next(iter(root.xpath("//h1")), None)
    if heading is None or not found:
        return found
    said = one_line(" ".join(block.text for block in found))
    told = {
        one_line(value)[:60]
        for value in root.xpath('//meta[@property="og:description" or @name="description"]/@content')
        if len(value) >= 40
    }
    path = "following::*[self::p or self::div or self::h2 or self::h3 or self::span][not(.//p) and not(.//div)]"
    for node in heading.xpath(path)[:12]:
        line = one_line(node.xpath("string()")[:2000])
        if not furniture.is_prose(line) or _is_furniture(node):
            continue
        if line in said:
            break
        classes = {word.casefold() for word in _WORDS.findall(node.get("class", ""))}
        if line[:60] in told or classes & _LEADS:
            return [Block(line), *found]
    return found


def is_text(found: list[Block]) -> bool:
    """Whether blocks found without a mark are a text: two paragraphs of prose at least."""
    return sum(furniture.is_prose(one_line(block.text)) for block in found) >= 2


def largest(root: Any) -> list[Block]:
    """The page's article, main or body element, whichever comes first with any text, less its furniture."""
    for path in ("//article", '//main | //*[@role="main"]', "//body", "//*"):
        elements = root.xpath(path)
        if elements and (path != "//article" or len(elements) == 1):
            found = blocks(elements[0])
            if found:
                return found
    return []


def blocks(root: Any, *, prune: bool = True) -> list[Block]:
    """The paragraphs and headings below `root`, in order; with `prune`, furniture is left out."""
    writer = _Writer()
    total = _length(root) if prune else 0
    writer.enter(root)
    stack = [(root, iter(root))]
    while stack:
        node, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            writer.leave(node)
            if stack:
                writer.add(node.tail)
        elif not isinstance(child.tag, str) or (prune and _is_furniture(child, total)):
            writer.add(child.tail)
        else:
            writer.enter(child)
            stack.append((child, iter(child)))
    writer.flush()
    return writer.blocks


class _Writer:
    """Gathers inline text and closes a block where an element begins or ends one."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._buffer: list[str] = []
        self._verbatim = 0
        self._entry = False  # whether an entry of a list has begun
        self._in_cell: Any = None  # the paragraph that is all of a cell of a table

    def enter(self, node: Any) -> None:
        tag = node.tag
        if tag in ("br", "lb"):
            self._buffer.append("\n")
            return
        if tag in ("td", "th", "cell") and (only := _paragraphs_of_cell(node)) is not None:
            self._in_cell = only[0] if only else None
            if any(not part.isspace() for part in self._buffer):
                self._buffer.append(" | ")
        elif (tag in _BLOCKS and node is not self._in_cell) or tag in ("td", "th", "cell"):
            self.flush()
        if tag in ("li", "item"):
            self._buffer.append(f"{_BULLET} ")
            self._entry = True
        self._verbatim += tag == "pre"
        self.add(node.text)

    def leave(self, node: Any) -> None:
        tag = node.tag
        if tag in ("li", "item"):
            self._entry = False
        if tag in _BLOCKS and node is not self._in_cell:
            self.flush(_HEADINGS.get(tag, 0))
        self._verbatim -= tag == "pre"

    def add(self, text: str | None) -> None:
        if text:
            self._buffer.append(text if self._verbatim else _SPACE.sub(" ", text))

    def flush(self, level: int = 0) -> None:
        text = "".join(self._buffer)
        if text.strip(" \n\t") == _BULLET and self._entry:  # the paragraph of an entry begins: the mark is its
            return
        self._buffer.clear()
        if text.strip(" \n\t•"):
            self.blocks += [Block(part, level) for part in _paragraphs(text, bool(self._verbatim))]


def _paragraphs_of_cell(cell: Any) -> list[Any] | None:
    """The paragraph of a cell that has a word or two and no more, as word processors write it, or none where the words
    stand in the cell itself; None for a cell that holds a text of its own, as in pages laid out by tables."""
    inner = [child for child in cell if child.tag in _BLOCKS]
    if not inner:
        return []
    plain = len(inner) == 1 == len(cell) and inner[0].tag == "p" and not any(c.tag in _BLOCKS for c in inner[0])
    return inner if plain and len(one_line(inner[0].xpath("string()")[:_LONG_CELL])) < _SHORT_CELL else None


def _paragraphs(text: str, verbatim: bool) -> list[str]:
    """One element's text as paragraphs: two line breaks end one, and so does one between long lines (old pages have
    no other); between short lines it matters and stays."""
    if verbatim or "\n" not in text:
        return [text]
    parts = re.split(r"[ \t]*\n(?:[ \t]*\n)+", text)
    return [line for part in parts for line in (part.split("\n") if max(map(len, part.split("\n"))) > 100 else [part])]


def _length(node: Any) -> int:
    return len(node.xpath("string()"))


def _is_furniture(node: Any, total: int = 0) -> bool:
    """Whether an element is not part of the text. By class only if it holds less than half of the text."""
    tag = node.tag
    if tag in _PRUNED or node.get("hidden") is not None or node.get("aria-hidden") == "true":
        return True
    if node.get("role") in _ROLES or node.get("itemtype", "").endswith(_TYPES):
        return True
    if "display:none" in node.get("style", "").replace(" ", ""):
        return True
    if tag not in _BLOCKS and tag not in ("span", "a", "i", "b", "strong", "em"):
        return False
    if _is_classed(node.get("class", "")):
        return not total or _length(node) < total / 2
    return tag in ("div", "section", "ul", "ol") and (
        _has_trailer_heading(node) or _is_picture(node) or _is_link_list(node)
    )


def _is_classed(classes: str) -> bool:
    for token in classes.split():
        words = {word.casefold() for word in _WORDS.findall(token)}
        if words & _CLASSES and not words & _NEGATIONS and not _RESPONSIVE.match(token):
            return True
    return False


def _has_trailer_heading(node: Any) -> bool:
    first = next((child for child in node if isinstance(child.tag, str)), None)
    if first is None or (node.text or "").strip():
        return False
    return first.tag in ("h2", "h3", "h4", "h5", "h6", "strong", "b") and furniture.opens_trailer(
        one_line(first.xpath("string()")[:100])
    )


def _is_picture(node: Any) -> bool:
    """A picture or film with its caption: no paragraphs, and little to read."""
    return (
        any(child.tag in ("figure", "picture", "video", "img") for child in node)
        and node.find(".//p") is None
        and len(one_line(node.xpath("string()"))) < 600
    )


def _is_link_list(node: Any) -> bool:
    """A list of four or more entries that are all links and nothing else."""
    if node.tag not in ("ul", "ol") or len(node) < 4:
        return False
    linked = sum(_length(link) for link in node.iter("a"))
    return linked > 0.9 * len("".join(node.xpath("string()").split()))


def trim(found: list[Block], title: str) -> list[Block]:
    """`found` without what frames a text on a page: the title said again, date lines and buttons at its head, tags and
    disclaimers at its tail."""
    kept = [block for block in found if not furniture.is_inline(block.text)]
    head = _after_title([one_line(block.text) for block in kept[:12]], title)
    while head < len(kept) and head < 12 and _is_head(one_line(kept[head].text), title):
        head += 1
    kept = kept[head:]
    lines = [one_line(block.text) for block in kept]
    kept = kept[: furniture.trailer_start(lines)] if lines else []
    while kept and _is_head(one_line(kept[-1].text), title):
        kept.pop()
    return kept


def _after_title(lines: list[str], title: str) -> int:
    """The number of blocks up to the title, where the first ones repeat it and nothing before it is prose."""
    for index, line in enumerate(lines):
        if line.casefold() == title.casefold():
            return index + 1
        if furniture.is_prose(line):
            break
    return 0


def _is_head(line: str, title: str) -> bool:
    if not any(letter.isalnum() for letter in line):
        return not set(line) - _SEPARATORS  # "* * *" and "<…>" are the text's own
    return (
        line.casefold() == title.casefold()
        or furniture.is_frame(line)
        or furniture.is_caption(line)
        or date_line(line) is not None
    )
