"""Writing into dossier.yaml what a person says of documents: single values change, everything else stays as it is.

An edit replaces, adds or removes the characters of one field (`edited`), so that comments, order, quotes and line
breaks of the rest are those of their author. (A round-trip parser such as ruamel.yaml would set the whole file anew.)
What comes out is read again and compared with what was meant before it is written; where the two differ, nothing is.

`state` writes into the folder's own file or, where that cannot be written, into its user's overlay, whole, under a lock
between processes; it answers with the `Change`, which `take_back` undoes.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Any

from index.collection_file import FILE_NAME, CollectionFile, overlay_file, pattern_of, text_of
from index.durable import locked, replace_text
from index.errors import SettingsError
from index.folders import bundled_collection, private_folder

_LONGEST_KEY = 1000  # YAML 1.2.2, 7.4: 1,024 characters
_WAIT = 10.0  # seconds for another window to finish a write, which takes milliseconds


class Absent(Enum):
    """The value of a field of which dossier.yaml says nothing, so that the file itself speaks."""

    ABSENT = "absent"


ABSENT = Absent.ABSENT

Fields = Mapping[str, object]
"""Values by field, as `CollectionFile` has them: a text, True or False, a list of texts, None; or ABSENT."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of dossier.yaml: which file was written, what it said under each key before and says now, and the
    patterns that were added to `exclude` (or, taken back, removed)."""

    file: Path
    overlay: bool
    before: Mapping[str, Fields]
    after: Mapping[str, Fields]
    excluded: tuple[str, ...] = ()

    @property
    def paths(self) -> tuple[str, ...]:
        """The keys of the documents it is about."""
        return tuple(self.after)


def state(collection: Path, said: Mapping[str, Fields]) -> Change:
    """Write what is said of documents, by path: each field's value, None for "there is none", ABSENT to let the file
    itself speak. Raises SettingsError where it cannot be written, or the file as it stands cannot be read."""
    said = {_key(path): fields for path, fields in said.items()}
    with _writing(collection, tuple(said)) as (file, overlay):
        text = text_of(file, str(file) if overlay else FILE_NAME)
        known = CollectionFile.parse(text, file.name)
        before = {path: _fields(known, path, fields) for path, fields in said.items()}
        _write(file, edited(text, said), overlay)
    return Change(file, overlay, before, {path: dict(fields) for path, fields in said.items()})


def leave_out(collection: Path, patterns: Sequence[str]) -> Change:
    """Add patterns to `exclude`. Raises as `state` does."""
    with _writing(collection, ()) as (file, overlay):
        text = text_of(file, str(file) if overlay else FILE_NAME)
        known = CollectionFile.parse(text, file.name).exclude
        fresh = tuple(each for each in dict.fromkeys(patterns) if each not in known)
        for pattern in fresh:
            text = excluding(text, pattern)
        _write(file, text, overlay)
    return Change(file, overlay, {}, {}, fresh)


def take_back(collection: Path, change: Change) -> Change:
    """Undo a change; what was done now. Raises SettingsError where the file has been changed there since."""
    with _writing(collection, change.paths):
        text = text_of(change.file, change.file.name)
        known = CollectionFile.parse(text, change.file.name)
        there = all(_fields(known, path, fields) == fields for path, fields in change.after.items())
        if not there or not set(change.excluded) <= set(known.exclude):
            raise SettingsError(f"{change.file.name} has been changed there since", f"see {change.file}")
        text = edited(text, change.before)
        for pattern in change.excluded:
            text = excluding(text, pattern, out=True)
        _write(change.file, text, change.overlay)
    return replace(change, before=change.after, after=change.before, excluded=())


def target(collection: Path, paths: Sequence[str] = ()) -> tuple[Path, bool]:
    """The file that an edit goes into, and whether that is the overlay: where the folder or its dossier.yaml cannot be
    written, or the overlay speaks of one of these documents already. The bundled collection is nobody's to write."""
    own, overlay = collection / FILE_NAME, overlay_file(collection)
    writable = os.access(collection, os.W_OK | os.X_OK) and (not own.exists() or os.access(own, os.W_OK))
    if not writable or collection.resolve() == bundled_collection().resolve():
        return overlay, True
    if overlay.is_file():
        said = CollectionFile.parse(text_of(overlay, str(overlay)), str(overlay)).documents
        if any(path in said for path in paths):
            return overlay, True
    return own, False


def _key(path: str) -> str:
    """The key under which a document stands: its path, unless that would be read as a pattern of others. Raises
    SettingsError for one that is longer than YAML lets a key on one line be."""
    key = pattern_of(path) if any(letter in path for letter in "*?[") else path
    if len(_scalar(key)) > _LONGEST_KEY:
        raise SettingsError(f"The path is too long for {FILE_NAME}", "move the file into a folder of a shorter name")
    return key


@contextmanager
def _writing(collection: Path, paths: Sequence[str]) -> Iterator[tuple[Path, bool]]:
    """The lock, and the file to write."""
    busy = SettingsError(f"Another window is writing {FILE_NAME}", "try again")
    overlay = overlay_file(collection)
    try:
        private_folder(overlay.parent)
        with locked(overlay.with_suffix(".lock"), _WAIT, busy):
            yield target(collection, paths)
    except OSError as error:
        raise SettingsError(
            f"{FILE_NAME} cannot be written: {error.strerror or error}", "nothing was changed"
        ) from error


def _write(file: Path, text: str, overlay: bool) -> None:
    replace_text(file, text, private=overlay)


def _fields(known: CollectionFile, path: str, asked: Fields) -> dict[str, object]:
    there = known.documents.get(path, {})
    return {name: there.get(name, ABSENT) for name in asked}


# --- The text -------------------------------------------------------------------------------------------------


def edited(text: str, said: Mapping[str, Fields]) -> str:
    """A dossier.yaml with these fields of documents set, or with ABSENT taken out. Raises SettingsError where the text
    is malformed, or written in a way in which a single field cannot be changed."""
    before = CollectionFile.parse(text)
    documents = dict(before.documents)
    for path, fields in said.items():
        meant = {**documents.get(path, {}), **fields}
        documents[path] = {name: value for name, value in meant.items() if value is not ABSENT}
        if not documents[path]:
            del documents[path]
        text = _with_fields(text, path, fields)
    return _checked(text, replace(before, documents=documents))


def excluding(text: str, pattern: str, *, out: bool = False) -> str:
    """A dossier.yaml with a pattern added to the end of `exclude`, or with `out` taken from it. Raises as `edited`."""
    before = CollectionFile.parse(text)
    patterns = tuple(each for each in before.exclude if each != pattern) if out else (*before.exclude, pattern)
    found = _pair(_root(text), "exclude")
    if found is None:
        after = text if out else f"{_ended(text)}exclude: [{_scalar(pattern)}]{_newline(text)}"
    else:
        # The list is short and of one kind: it is set anew, on its own lines if it stood so
        _, node = found
        block = getattr(node, "flow_style", True) is False
        if block and not out:
            column = node.value[-1].start_mark.column - 2
            line = f"{' ' * max(node.start_mark.column, column)}- {_scalar(pattern)}{_newline(text)}"
            after = _insert_line(text, _end(node), line)
        elif block and len(patterns):
            gone = next(each for each in node.value if each.value == pattern)
            after = _without_lines(text, gone.start_mark.index, _end(gone))
        else:
            after = _put(text, node, f"[{', '.join(map(_scalar, patterns))}]")
    return _checked(after, replace(before, exclude=patterns))


def _checked(text: str, meant: CollectionFile) -> str:
    complaint = SettingsError(f"{FILE_NAME} is written so that it cannot be changed here", "edit it by hand")
    try:
        there = CollectionFile.parse(text)
    except SettingsError as error:
        raise complaint from error
    if there != meant:
        raise complaint
    return text


def _with_fields(text: str, path: str, fields: Fields) -> str:
    documents = _pair(_root(text), "documents")
    section = documents[1] if documents and documents[1].value else None
    if section is None or _pair(section, path) is None:
        said = ", ".join(f"{name}: {_written(name, each)}" for name, each in fields.items() if each is not ABSENT)
        if not said:
            return text
        entry = f"{_scalar(path)}: {{{said}}}"
        return _with_section(text, documents, entry) if section is None else _added(text, section, entry)
    for name, value in sorted(fields.items(), key=lambda each: each[1] is ABSENT):  # so that the entry stays, if it can
        text = _with_field(text, path, name, value)
    return text


def _with_field(text: str, path: str, name: str, value: object) -> str:
    """The text with one field of an entry that was there set; the last one that goes takes the entry with it."""
    documents = _pair(_root(text), "documents")
    entry = _pair(documents[1], path) if documents else None
    if documents is None or entry is None:  # its last field has just gone
        return text
    section, there = documents[1], _pair(entry[1], name)
    if value is not ABSENT:
        said = _written(name, value)
        return _put(text, there[1], said) if there else _added(text, entry[1], f"{name}: {said}")
    if there is None:
        return text
    if len(entry[1].value) > 1:
        return _removed(text, entry[1], name)
    return _removed(text, section, path) if len(section.value) > 1 else _put(text, section, "{}")


def _with_section(text: str, documents: tuple[Any, Any] | None, entry: str) -> str:
    """The first entry of `documents`, a section that is missing or empty."""
    new = _newline(text)
    if documents is None:
        return f"{_ended(text)}documents:{new}  {entry}{new}"
    key, node = documents
    if node.start_mark.index < node.end_mark.index:  # "{}", "null", "~"
        return _put(text, node, f"{{{entry}}}")
    return _insert_line(text, key.end_mark.index, f"  {entry}{new}")


def _added(text: str, mapping: Any, pair: str) -> str:
    """A mapping with one more pair at its end."""
    if mapping.flow_style:
        last = _end(mapping) - 1  # before the closing brace
        comma = ", " if mapping.value else ""
        at = _end(mapping.value[-1][1]) if mapping.value else last
        return text[:at] + comma + pair + text[at:]
    column = mapping.value[0][0].start_mark.column
    return _insert_line(text, _end(mapping), f"{' ' * column}{pair}{_newline(text)}")


def _removed(text: str, mapping: Any, name: str) -> str:
    """A mapping of several pairs without one of them."""
    pairs = mapping.value
    at = next(number for number, (key, _) in enumerate(pairs) if key.value == name)
    key, value = pairs[at]
    if not mapping.flow_style:
        return _without_lines(text, key.start_mark.index, max(_end(value), key.end_mark.index))
    if at + 1 < len(pairs):
        return text[: key.start_mark.index] + text[pairs[at + 1][0].start_mark.index :]
    return text[: _end(pairs[at - 1][1])] + text[_end(value) :]


def _put(text: str, node: Any, said: str) -> str:
    """The text with another value in the place of a node."""
    start, end = node.start_mark.index, _end(node)
    if start >= end:  # nothing stood behind the colon
        return f"{text[:start]} {said}{text[start:]}"
    ends = _newline(text) if text[end - 1 : end] == "\n" else ""  # a block of text ends with its line
    return text[:start] + said + ends + text[end:]


def _insert_line(text: str, after: int, line: str) -> str:
    """The text with a line inserted behind the one that holds the character before `after`."""
    if after and text[after - 1] == "\n":
        return text[:after] + line + text[after:]
    end = text.find("\n", after)
    if end < 0:
        return text + _newline(text) + line
    return text[: end + 1] + line + text[end + 1 :]


def _without_lines(text: str, start: int, end: int) -> str:
    """The text without the lines from the one that holds `start` to the one that holds the character before `end`."""
    first = text.rfind("\n", 0, start) + 1
    if end and text[end - 1] == "\n":
        return text[:first] + text[end:]
    last = text.find("\n", end)
    return text[:first] + (text[last + 1 :] if last >= 0 else "")


def _end(node: Any) -> int:
    """Where a node's own characters end. A block collection says it ends where the next thing begins."""
    import yaml

    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1]) if isinstance(last, tuple) else _end(last)
    return int(node.end_mark.index)


def _root(text: str) -> Any:
    import yaml

    # Read before by `CollectionFile.parse`, within its limits; each field of each document is looked for anew
    try:
        return yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError:  # the parser in C refuses a few texts that the one in Python reads
        return yaml.compose(text, Loader=yaml.SafeLoader)


def _pair(mapping: Any, name: str) -> tuple[Any, Any] | None:
    import yaml

    if not isinstance(mapping, yaml.MappingNode):
        return None
    return next(((key, value) for key, value in mapping.value if key.value == name), None)


def _written(name: str, value: object) -> str:
    """A value as it stands in the file; days stay without quotes."""
    return str(value) if name == "published" and value is not None else _scalar(value)


def _scalar(value: object) -> str:
    """A value on one line, with the quotes it needs: a line break in a text, double ones, in which it is an escape."""
    import yaml

    style = '"' if isinstance(value, str) and len(value.splitlines()) > 1 else None
    said = yaml.safe_dump([value], default_flow_style=True, allow_unicode=True, width=1 << 30, default_style=style)
    return said.strip()[1:-1]


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else text + _newline(text)
