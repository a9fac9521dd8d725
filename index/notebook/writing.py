"""The notebook's YAML: read with line numbers, edited entry by entry.

Every scalar is taken as it is written (`value: 2019` is the text "2019"), so that no quoting rule stands between a
person and the file. An edit replaces the lines of one entry; comments, order and blank lines of the others stay as
their author left them, and a version control system sees the entry alone.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields
from functools import cache
from typing import Any, NoReturn

import yaml

from index import strict_yaml
from index.errors import SettingsError
from index.models import Order
from index.notebook.judgements import (
    Change,
    DateJudgement,
    DocumentJudgement,
    Judgement,
    NameJudgement,
    NotebookText,
    PassageJudgement,
    SearchJudgement,
    Stanza,
)
from index.timex import is_value

FORMAT = 1
KEYS = {
    "dates": ("path", "document", "start", "words", "sentence", "was", "value", "rejected", "when", "note"),
    "names": ("entity", "known", "into", "name", "kind", "hidden", "apart", "when", "note"),
    "documents": ("path", "document", "title", "starred", "hidden", "tags", "when", "note"),
    "passages": tuple(field.name for field in fields(PassageJudgement)),
    "searches": tuple(field.name for field in fields(SearchJudgement)),
}
_LISTS = {"apart": " ", "tags": ", "}  # fields of several values, and what stands between these
SECTIONS = ("notebook", *KEYS)
MOST_CHARACTERS = 32 << 20  # ten thousand long quotes are a third of it
_SECTION = re.compile(r"([a-z]+)[ \t]*:(.*)")
_ENTRY = re.compile(r"[ \t]*- ")
ORDERS = tuple(Order)
SEARCH_PANES = ("documents", "passages", "timeline")
KINDS = ("person", "organisation", "place", "name")
HEADER = f"""\
# What you judged of this collection. Edit it as you like: it is read again when it changes.
# dates: the words at `start` (characters from the beginning of the document's text) mean `value`, a TIMEX3 value
#   such as 2021-05-24, 2021-05, 2021, 2021-Q1 or 2011/2017; `rejected: true` in its place says they are no date.
# names: the name `entity` (an id; `known` is how it was shown) is part of another, `into`; is called `name`; is of
#   `kind` person, organisation, place or name; is left out of lists, `hidden: true`; or is none of the names in
#   `apart` (ids with spaces between), though they look alike.
# documents: the document has a star (`starred: true`), is left out of results (`hidden: true`), has `tags` (commas
#   between them) or a `note`.
# passages: the `words` at `start` are marked, `kept: true` as a quote, or have a `note`; `before` and `after` stood
#   beside them. Quotes are ordered by `group`, a heading, and `place`.
# searches: a `query` saved under a `name`; `sort` is the order of its documents, `pane` where it is looked at.
notebook: {FORMAT}
"""


def read(text: str, name: str) -> NotebookText:
    """The entries of a notebook. Raises SettingsError with `name` and the line."""
    return _Reader(text, name).read()


def salvaged(text: str, name: str) -> NotebookText:
    """What can be read of a notebook of which `read` complains, entry by entry; nothing of one in a newer format. Its
    lines mean nothing: a text with a fault is not edited."""
    try:
        return _Reader(text, name, leniently=True).read()
    except SettingsError:
        pass
    stanzas: list[Stanza] = []
    for entry in _pieces(text):
        with suppress(SettingsError):
            stanzas += read(entry, name).stanzas
    return NotebookText(text, name, tuple(stanzas))


def _pieces(text: str) -> Iterator[str]:
    """The entries of a notebook that is no YAML as a whole, each with its section's line above it, by their dashes."""
    section, indent, piece = "", "", ""
    for line in text.splitlines(keepends=True):
        begins = _ENTRY.match(line)
        if heading := _SECTION.match(line):
            if heading[1] == "notebook" and not _is_known(heading[2].strip()):
                return
            yield from [piece] if piece else []
            section, indent, piece = heading[1] if heading[1] in KEYS else "", "", ""
        elif begins and section and indent in ("", begins[0]):
            yield from [piece] if piece else []
            indent, piece = begins[0], f"{section}:\n{line}"
        elif piece:
            piece += line
    yield from [piece] if piece else []


def _is_known(said: str) -> bool:
    """Whether a notebook's format is one that is read here."""
    return said.isdecimal() and int(said) <= FORMAT


def edited(before: NotebookText, changes: Iterable[Change]) -> NotebookText:
    """The notebook with entries taken out (they must be there), put in, or replaced."""
    changes = tuple(changes)
    expected = Counter(before.judgements)
    expected.subtract(each.before for each in changes if each.before is not None)
    expected.update(each.after for each in changes if each.after is not None)
    try:
        after = read(_spliced(before, changes), before.name)
        if Counter(after.judgements) == expected:
            return after
    except SettingsError:
        pass
    # Entries that share lines ([{...}, {...}]) cannot be edited one by one: write all anew, keep every comment
    lines = [line.lstrip() for line in before.text.splitlines()]
    comments = "".join(f"{line}\n" for line in lines if line.startswith("#") and line + "\n" not in HEADER)
    sections = ""
    for section in KEYS:
        those = sorted((each for each in expected.elements() if _section(each) == section), key=lambda each: each.order)
        sections += f"{section}:\n" + "".join(map(_stanza, those)) if those else ""
    return read(f"{HEADER}{comments}{sections}", before.name)


def _section(judgement: Judgement) -> str:
    match judgement:
        case DateJudgement():
            return "dates"
        case NameJudgement():
            return "names"
        case DocumentJudgement():
            return "documents"
        case PassageJudgement():
            return "passages"
        case SearchJudgement():
            return "searches"


def _spliced(before: NotebookText, changes: Iterable[Change]) -> str:
    lines = (before.text or HEADER).splitlines(keepends=True)
    if lines and not lines[-1].endswith(("\n", "\r")):
        lines[-1] += "\n"
    known: dict[str, list[Stanza]] = {}
    where: dict[Judgement, list[Stanza]] = {}
    for stanza in before.stanzas:
        known.setdefault(_section(stanza.judgement), []).append(stanza)
        where.setdefault(stanza.judgement, []).append(stanza)
    edits: list[tuple[int, int, tuple[str, int, str, str], list[str]]] = []  # lines from, to, what orders them, anew
    begun: dict[str, list[Judgement]] = {}
    for change in changes:
        out, into = change.before, change.after
        stanzas = known.get(_section(into), []) if into is not None else []
        if out is not None and where.get(out):
            old = where[out].pop(0)
            edits.append((old.first, old.last + 1, out.order, [_stanza(into, old.indent)] if into is not None else []))
        elif into is not None and stanzas:
            after = next((each for each in stanzas if each.judgement.order > into.order), None)
            at = _above(lines, after.first) if after else max(each.last for each in stanzas) + 1
            edits.append((at, at, into.order, [_stanza(into, stanzas[0].indent)]))
        elif into is not None:
            begun.setdefault(_section(into), []).append(into)
    for section, those in begun.items():
        first, last = before.empty.get(section) or (len(lines), len(lines) - 1)
        fresh = [_stanza(each) for each in sorted(those, key=lambda each: each.order)]
        edits.append((first, last + 1, ("", 0, "", ""), [f"{section}:\n", *fresh]))
    for first, end, _, anew in sorted(edits, key=lambda edit: edit[:3], reverse=True):
        lines[first:end] = anew
    return "".join(lines)


def _above(lines: list[str], line: int) -> int:
    """The first of the comment lines right above a line: they speak of what is below them."""
    while line and lines[line - 1].lstrip().startswith("#"):
        line -= 1
    return line


def _stanza(judgement: Judgement, indent: int = 2) -> str:
    """An entry as lines, empty fields left out."""
    values = {key: getattr(judgement, key) for key in KEYS[_section(judgement)]}
    said = ((key, _LISTS[key].join(value) if key in _LISTS else value) for key, value in values.items())
    kept = {key: value for key, value in said if value or key == "start"}
    text = yaml.dump(kept, Dumper=_dumper(), allow_unicode=True, sort_keys=False, width=1 << 30)
    dashes = [" " * indent + "- ", " " * (indent + 2)]
    lines = enumerate(text.rstrip("\n").split("\n"))
    return "".join(f"{dashes[bool(number)]}{line}\n" if line else "\n" for number, line in lines)


@cache
def _dumper() -> type[yaml.SafeDumper]:
    class Legible(yaml.SafeDumper):
        """Writes a text with line breaks as a block of lines where that says the same, else on one line."""

    def text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
        style = None
        if any(character in value for character in "\n\r\x85\u2028\u2029"):
            block = value == value.strip() and not any(character in value for character in "\r\x85\u2028\u2029")
            style = "|" if block else '"'
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)

    Legible.add_representer(str, text)
    return Legible


class _Reader:
    """The text as YAML nodes, turned into judgements or into a complaint that names its line."""

    def __init__(self, text: str, name: str, *, leniently: bool = False) -> None:
        """Read `leniently` an entry that says what it should not is left out, and no complaint."""
        self._text = text
        self._name = name
        self._left_out = (SettingsError,) if leniently else ()
        if len(text) > MOST_CHARACTERS:
            self._fail(0, f"longer than {MOST_CHARACTERS >> 20} MB", "begin another and keep this one elsewhere")
        try:
            strict_yaml.check(text, most=None, aliases=True)
            # Composed, not constructed: scalars stay as written, and an alias costs what its one node costs
            self._root = yaml.compose(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            self._fail(mark.line if mark else 0, error.problem or "not YAML")
        except (yaml.YAMLError, UnicodeEncodeError) as error:  # a character that YAML does not allow
            self._fail(0, " ".join(str(error).split()))
        except strict_yaml.YamlError as error:
            self._fail(error.line - 1, error.message)

    def read(self) -> NotebookText:
        """The text with its entries. Raises SettingsError."""
        sections = self._mapping(self._root, SECTIONS) if self._root is not None else {}
        if "notebook" in sections:
            node, line = sections["notebook"]
            said = self._scalar(node)
            if not _is_known(said):
                self._fail(line, f"written in format {said}", "a newer Dossier reads it")
        stanzas: list[Stanza] = []
        empty: dict[str, tuple[int, int]] = {}
        more = (("documents", self._document), ("passages", self._passage), ("searches", self._search))
        for section, read_one in (("dates", self._date), ("names", self._named), *more):
            if section not in sections:
                continue
            node, line = sections[section]
            if isinstance(node, yaml.SequenceNode) and node.value:
                for entry in node.value:
                    with suppress(*self._left_out):
                        stanzas.append(read_one(entry))
            elif isinstance(node, yaml.MappingNode) or (node.value and node.value not in ("null", "~")):
                self._fail(line, f"'{section}' must be a list of entries")
            else:
                empty[section] = line, _last_line(node) if node.value != "" else line
        stanzas.sort(key=lambda each: each.first)
        return NotebookText(self._text, self._name, tuple(stanzas), empty)

    def _named(self, node: Any) -> Stanza:
        fields = self._mapping(node, KEYS["names"])
        lines = {key: line for key, (_, line) in fields.items()}
        said = {key: self._scalar(value) for key, (value, _) in fields.items()}
        first = node.start_mark.line
        if not said.get("entity"):
            self._fail(first, "an entry needs its 'entity'")
        hidden = self._flag(said.pop("hidden", "false"), "hidden", fields)
        if (kind := said.get("kind", "")) and kind not in KINDS:
            self._fail(lines["kind"], f"'{kind}' is no kind", f"write {', '.join(KINDS)}")
        if said.get("into") == said["entity"]:
            self._fail(lines["into"], "a name cannot be part of itself")
        apart = tuple(said.pop("apart", "").split())
        judgement = NameJudgement(hidden=hidden, apart=apart, **said)
        if judgement.says_nothing:
            self._fail(first, "an entry needs one of 'into', 'name', 'kind', 'apart' or 'hidden: true'")
        return self._placed(judgement, node, fields)

    def _document(self, node: Any) -> Stanza:
        fields = self._mapping(node, KEYS["documents"])
        said = {key: self._scalar(value) for key, (value, _) in fields.items()}
        first = node.start_mark.line
        for key in ("path", "document"):
            if not said.get(key):
                self._fail(first, f"an entry needs its '{key}'")
        starred, hidden = (self._flag(said.pop(key, "false"), key, fields) for key in ("starred", "hidden"))
        tags = tuple(dict.fromkeys(tag for each in said.pop("tags", "").split(",") if (tag := " ".join(each.split()))))
        judgement = DocumentJudgement(starred=starred, hidden=hidden, tags=tags, **said)
        if judgement.says_nothing:
            self._fail(first, "an entry needs 'tags', a 'note', 'starred: true' or 'hidden: true'")
        return self._placed(judgement, node, fields)

    def _passage(self, node: Any) -> Stanza:
        places = self._mapping(node, KEYS["passages"])
        said = {key: self._scalar(value) for key, (value, _) in places.items()}
        for key in ("path", "document", "start", "words"):
            if not said.get(key):
                self._fail(node.start_mark.line, f"an entry needs its '{key}'")
        kept = self._flag(said.pop("kept", "false"), "kept", places)
        numbers = {key: self._number(said.pop(key, "0"), key, places) for key in ("start", "place")}
        judgement = PassageJudgement(start=numbers["start"], place=numbers["place"], kept=kept, **said)
        return self._placed(judgement, node, places)

    def _search(self, node: Any) -> Stanza:
        places = self._mapping(node, KEYS["searches"])
        said = {key: self._scalar(value) for key, (value, _) in places.items()}
        if not said.get("name"):
            self._fail(node.start_mark.line, "an entry needs its 'name'")
        for key, known in (("sort", ORDERS), ("pane", SEARCH_PANES)):
            if said.get(key, "") not in ("", *known):
                self._fail(places[key][1], f"'{said[key]}' is no {key}", f"write {', '.join(known)}")
        return self._placed(SearchJudgement(**said), node, places)

    def _number(self, said: str, key: str, fields: Mapping[str, tuple[Any, int]]) -> int:
        if not (said.isascii() and said.isdecimal() and len(said) < 16):
            self._fail(fields[key][1], f"'{said}' is no number", "it is a whole number from 0")
        return int(said)

    def _flag(self, said: str, key: str, fields: Mapping[str, tuple[Any, int]]) -> bool:
        if said not in ("true", "false"):
            self._fail(fields[key][1], f"'{key}' must be true or false")
        return said == "true"

    def _date(self, node: Any) -> Stanza:
        fields = self._mapping(node, KEYS["dates"])
        lines = {key: line for key, (_, line) in fields.items()}
        said = {key: self._scalar(value) for key, (value, _) in fields.items()}
        first = node.start_mark.line
        for key in ("path", "document", "start", "words"):
            if not said.get(key):
                self._fail(first, f"an entry needs its '{key}'")
        start = said.pop("start")
        if not (start.isascii() and start.isdecimal() and len(start) < 16):
            self._fail(lines["start"], f"'{start}' is not an offset", "it is a whole number from 0")
        rejected, value = self._flag(said.pop("rejected", "false"), "rejected", fields), said.get("value", "")
        if rejected == bool(value):
            self._fail(first, "an entry needs either a 'value' or 'rejected: true'")
        if value and not is_value(value):
            self._fail(lines["value"], f"'{value}' is not a date", "write 2021-05-24, 2021-05, 2021-Q1 or 2011/2017")
        judgement = DateJudgement(start=int(start), rejected=rejected, **said)
        return self._placed(judgement, node, fields)

    def _placed(self, judgement: Judgement, node: Any, fields: Mapping[str, tuple[Any, int]]) -> Stanza:
        last = max(_last_line(each) for each, _ in fields.values())
        return Stanza(judgement, node.start_mark.line, last, max(0, node.start_mark.column - 2))

    def _mapping(self, node: Any, known: Sequence[str]) -> dict[str, tuple[Any, int]]:
        """Each key's value and line (from 0)."""
        if not isinstance(node, yaml.MappingNode):
            self._fail(node.start_mark.line, f"keys and values belong here: {', '.join(known)}")
        found: dict[str, tuple[Any, int]] = {}
        for key, value in node.value:
            name, line = self._scalar(key), key.start_mark.line
            if name not in known:
                near = difflib.get_close_matches(name, known, 1, 0.6)
                self._fail(line, f"'{name}' is not a key here", f"did you mean {near[0]}?" if near else "")
            if name in found:
                self._fail(line, f"'{name}' is said twice (first in line {found[name][1] + 1})")
            found[name] = value, line
        return found

    def _scalar(self, node: Any) -> str:
        if not isinstance(node, yaml.ScalarNode):
            self._fail(node.start_mark.line, "a text or a number belongs here")
        return str(node.value)

    def _fail(self, line: int, message: str, hint: str = "") -> NoReturn:
        raise SettingsError(f"{self._name}, line {line + 1}: {message}", hint or "the file stays as it is until then")


def _last_line(node: Any) -> int:
    """The last line (from 0) of a node. A block of text ends where the next line begins."""
    mark = node.end_mark
    return int(mark.line) - int(mark.column == 0 and mark.line > node.start_mark.line)
