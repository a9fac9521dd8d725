"""`dossier.yaml` in a collection's folder: facts about its files that the files do not say themselves.

    name: Kyrgyzstan and Russia
    include: ["*.txt", "pages/**"]       # only these; all files of a known type where it is left out
    exclude: ["drafts/**"]
    folders:                             # what holds of the files below a folder where they do not say it themselves
      tass: {publisher: TASS, language: en}
      "*/minutes": {kind: transcript}
    documents:                           # by path, or by pattern; a later entry wins over an earlier one
      000_eede.txt: {published: 2025-11-27, estimated: true, reason: the summit named in it was that of 2025}
      "tass/*": {publisher: TASS, language: en}

    records:                             # which fields of .csv, .tsv, .json and .jsonl records say what
      "speeches.jsonl": {text: body, title: [country, session], published: date, authors: speaker.name}

Patterns are those of a shell, matched against the path below the collection: `*` and `?` stop at a slash, `**` does
not, and a pattern without a slash matches a name in any folder ("./a.txt" only the one on top). `null` says that there
is no value. A key of `folders` is a folder or a pattern of one, "." the collection itself; of two folders the inner one
wins.

Where the folder cannot be written, what its user says lies in a file of the same form in their data folder, the
*overlay* (`overlay_file`). It is read after the folder's own, and of two that say the same field it wins.

A document in a file that holds several has the path "letters.zip//1999/one.txt"; what is said of the file holds for
the documents in it, but for its title and address, and a pattern may be about the member itself.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from index import strict_yaml
from index.errors import SettingsError
from index.folders import data_folder
from index.models import IN_FILE
from index.timex import interval

FILE_NAME = "dossier.yaml"
TOP_KEYS = ("name", "include", "exclude", "folders", "documents", "records")
DEFAULTS = "folders"
"""The key among the overrides of a file under which stands what is said of its folders."""

REFERENCES = "references"
"""The same for what an export of a reference manager says of a file."""

FIELDS = ("title", "publisher", "published", "estimated", "reason", "place", "kind", "language", "url", "authors")
COLUMNS = ("text", "items", *(name for name in FIELDS if name not in ("estimated", "reason")))
_OF_THE_FILE = ("title", "url", REFERENCES)  # said of a file, they are not said of each document in it
_KINDS = ("article", "transcript")
_PUBLISHED = re.compile(r"(?:\d{4}|XXXX)(?:-\d\d(?:-\d\d)?)?")


@dataclass(frozen=True, slots=True)
class CollectionFile:
    """What dossier.yaml says; the empty one where a collection has none."""

    name: str = ""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    documents: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    records: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    folders: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    references: Mapping[str, Mapping[str, object]] = field(default_factory=dict)  # by path; not from dossier.yaml

    @classmethod
    def load(cls, folder: Path) -> CollectionFile:
        """The file in `folder` with its user's overlay. Raises `SettingsError` with file, line and, for a misspelt key,
        the nearest one."""
        own = cls.parse(text_of(folder / FILE_NAME, FILE_NAME))
        overlay = overlay_file(folder)
        text = text_of(overlay, str(overlay))
        return own.under(cls.parse(text, str(overlay))) if text else own

    @classmethod
    def parse(cls, text: str, name: str = FILE_NAME) -> CollectionFile:
        """What a text says that complaints call `name`. Raises `SettingsError` as `load` does."""
        try:
            loaded = strict_yaml.load(text)
        except strict_yaml.YamlError as problem:
            raise SettingsError(f"{name}, line {problem.line}: {problem.message}") from problem
        return _Checked(loaded, name).collection()

    def under(self, overlay: CollectionFile) -> CollectionFile:
        """What this and an overlay say together: of the same field the overlay."""
        documents = {path: dict(fields) for path, fields in self.documents.items()}
        for path, fields in overlay.documents.items():
            documents[path] = {**documents.pop(path, {}), **fields}
        return CollectionFile(
            overlay.name or self.name,
            overlay.include or self.include,
            (*self.exclude, *overlay.exclude),
            documents,
            {**self.records, **overlay.records},
            {**self.folders, **overlay.folders},
        )

    def includes(self, path: str) -> bool:
        """Whether a file is part of the collection; `path` is relative to it, with "/"."""
        if path == FILE_NAME or any(_pattern(entry).fullmatch(path) for entry in self.exclude):
            return False
        return not self.include or any(_pattern(entry).fullmatch(path) for entry in self.include)

    def includes_member(self, path: str) -> bool:
        """Whether a document in a file is part of the collection, as far as its own path says."""
        return not any(_pattern(entry).fullmatch(path) for entry in self.exclude)

    def columns(self, path: str) -> dict[str, object] | None:
        """Which fields of a file's records say what: entries of `records` as in `overrides`; None where none does."""
        merged: dict[str, object] = {}
        for pattern, columns in self.records.items():
            if pattern == path or _pattern(pattern).fullmatch(path):
                merged.update(columns)
        return merged or None

    def unmatched(self, paths: Collection[str]) -> list[str]:
        """Entries of `include`, `folders`, `documents` and `records` that match none of these paths: very likely
        misspelt."""
        entries = dict.fromkeys([*self.include, *self.documents, *self.records])
        lost = [entry for entry in entries if entry not in paths and not any(map(_pattern(entry).fullmatch, paths))]
        return lost + [entry for entry in self.folders if not any(map(_below(entry).fullmatch, paths))]

    def overrides(self, path: str) -> Mapping[str, object]:
        """The fields stated for a file: of all entries that match, field by field, the last in the file; the entry
        that is the path itself wins over patterns. What is said of its folders stands under `DEFAULTS`."""
        file, _, member = path.partition(IN_FILE)
        merged: dict[str, object] = {}
        if member:
            merged = {name: value for name, value in self.overrides(file).items() if name not in _OF_THE_FILE}
        elif defaults := self._defaults(path):
            merged[DEFAULTS] = defaults
        if path in self.references:
            merged[REFERENCES] = self.references[path]
        for pattern, fields in self.documents.items():
            if pattern != path and _pattern(pattern).fullmatch(path):
                merged.update(fields)
        merged.update(self.documents.get(path, {}))
        return merged

    def _defaults(self, path: str) -> dict[str, object]:
        """What is said of the folders that a file lies in, of two the inner one's."""
        found: dict[str, object] = {}
        folders = [key for key in self.folders if _below(key).fullmatch(path)]
        for folder in sorted(folders, key=lambda key: key.strip("/.").count("/") + bool(key.strip("/."))):
            found.update(self.folders[folder])
        return found


def overlay_file(folder: Path) -> Path:
    """Where the user's own additions to a collection's dossier.yaml lie; it need not exist."""
    return data_folder(folder) / FILE_NAME


def text_of(path: Path, name: str) -> str:
    """The text of a dossier.yaml that complaints call `name`, "" where there is none. Raises `SettingsError`."""
    try:
        return strict_yaml.text_of(path) if path.is_file() else ""
    except strict_yaml.YamlError as error:
        raise SettingsError(f"{name} is {error.message}", "leave out what is not used") from error
    except OSError as error:
        raise SettingsError(f"{name} cannot be read: {error.strerror or error}", "check its permissions") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{name} is not UTF-8", f"save it as UTF-8; byte {error.start} is not") from error


def digest(folder: Path) -> str:
    """A digest of the bytes of dossier.yaml in a folder and of its overlay; "" where there is neither, or none that can
    be read."""
    read = []
    for path in (folder / FILE_NAME, overlay_file(folder)):
        try:
            read.append(strict_yaml.text_of(path).encode())
        except (OSError, UnicodeDecodeError, strict_yaml.YamlError):
            continue
    return hashlib.sha256(b"\0".join(read)).hexdigest()[:16] if read else ""


def pattern_of(path: str) -> str:
    """The pattern that matches this path and no other."""
    exact = re.sub(r"([*?[])", r"[\1]", path)
    return exact if "/" in exact else f"./{exact}"


def choice_of(said: CollectionFile) -> str:
    """A digest of what dossier.yaml says about which files belong to the collection: a change of it means walking."""
    return context_of({"include": said.include, "exclude": said.exclude} if said.include or said.exclude else {})


def reading_of(said: CollectionFile) -> str:
    """A digest of what dossier.yaml says about going through a file that holds several documents."""
    return context_of({"exclude": said.exclude, "records": said.records} if said.exclude or said.records else {})


def context_of(overrides: Mapping[str, object]) -> str:
    """A digest of what dossier.yaml says of one file: a change of it means reading the file again."""
    if not overrides:
        return ""
    return hashlib.sha256(json.dumps(overrides, sort_keys=True, default=str).encode()).hexdigest()[:16]


class _Checked:
    """The loaded mapping, turned into a `CollectionFile` or a complaint that names its line."""

    def __init__(self, loaded: strict_yaml.Loaded, name: str) -> None:
        self._name = name
        self._data = loaded.data
        self._lines = loaded.lines

    def collection(self) -> CollectionFile:
        self._known((), self._data, TOP_KEYS)
        name = self._data.get("name")
        if not isinstance(name, str | None):
            self._fail(("name",), "the name must be a text")
        return CollectionFile(
            name=name or "",
            include=self._patterns("include"),
            exclude=self._patterns("exclude"),
            documents=self._described("documents", "paths"),
            folders=self._described("folders", "folders"),
            records=self._records(),
        )

    def _patterns(self, key: str) -> tuple[str, ...]:
        value = self._data.get(key)
        entries = [value] if isinstance(value, str) else value or []
        if not isinstance(entries, list) or not all(isinstance(entry, str) for entry in entries):
            self._fail((key,), f"'{key}' must be a list of patterns")
        return tuple(entries)

    def _described(self, section: str, what: str) -> Mapping[str, Mapping[str, object]]:
        value = self._data.get(section) or {}
        if not isinstance(value, dict):
            self._fail((section,), f"'{section}' must map {what} to their fields")
        documents: dict[str, Mapping[str, object]] = {}
        for key, fields in value.items():
            at = (section, str(key))
            if not isinstance(fields, dict):
                self._fail(at, f"'{key}' must map fields to values, such as {{published: 2025-11-27}}")
            self._known(at, fields, FIELDS)
            documents[str(key)] = {name: self._field((*at, name), name, entry) for name, entry in fields.items()}
        return documents

    def _records(self) -> Mapping[str, Mapping[str, object]]:
        value = self._data.get("records") or {}
        if not isinstance(value, dict):
            self._fail(("records",), "'records' must map files to the fields of their records")
        records: dict[str, Mapping[str, object]] = {}
        for key, columns in value.items():
            at = ("records", str(key))
            if not isinstance(columns, dict):
                self._fail(at, f"'{key}' must say which field is what, such as {{text: body, published: date}}")
            self._known(at, columns, COLUMNS)
            for name, said in columns.items():
                names = said if isinstance(said, list) else [said]
                if not all(isinstance(each, str) for each in names):
                    self._fail((*at, name), f"'{name}' must be the name of a field, or a list of them")
            records[str(key)] = columns
        return records

    def _field(self, at: tuple[str, ...], name: str, value: Any) -> object:
        if value is None:
            return None
        if name == "estimated":
            if not isinstance(value, bool):
                self._fail(at, "'estimated' must be true or false")
            return value
        if name == "published":
            return self._published(at, value)
        if name == "authors":
            names = [value] if isinstance(value, str) else value
            if not isinstance(names, list) or not all(isinstance(entry, str) for entry in names):
                self._fail(at, "'authors' must be a list of names")
            return names
        if not isinstance(value, str | int | float) or isinstance(value, bool):
            self._fail(at, f"'{name}' must be a text")
        if name == "kind" and value not in _KINDS:
            self._fail(at, f"'{value}' is no kind of document", _nearest(str(value), _KINDS))
        return str(value)

    def _published(self, at: tuple[str, ...], value: Any) -> str:
        if isinstance(value, datetime):
            return value.date().isoformat()
        if isinstance(value, date):
            return value.isoformat()
        said = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
        # 2000 is a leap year: XXXX-02-29 is a day of some year.
        if not _PUBLISHED.fullmatch(said) or interval(said.replace("XXXX", "2000")) is None:
            self._fail(at, f"'{value}' is not a date", "write 2025-11-27, 2025-11, 2025, XXXX-11-27 or null")
        return said

    def _known(self, at: tuple[str, ...], mapping: Mapping[str, Any], known: tuple[str, ...]) -> None:
        for key in mapping:
            if key not in known:
                self._fail((*at, str(key)), f"'{key}' is not a key here", _nearest(str(key), known))

    def _fail(self, at: tuple[str, ...], message: str, hint: str = "") -> None:
        raise SettingsError(f"{self._name}, line {self._lines.get(at, 1)}: {message}", hint)


def _nearest(word: str, known: tuple[str, ...]) -> str:
    close = difflib.get_close_matches(word.casefold(), known, 1, 0.6)
    return f"did you mean {close[0]}?" if close else f"known are {', '.join(known)}"


def _one_of(letters: str) -> str:
    """What stands in a pattern's brackets as a regular expression: letters and ranges, "!" first for "none of"."""
    negated = letters.startswith("!") and len(letters) > 1
    ranges = re.findall(r"(.)-(.)|(.)", letters[negated:], re.DOTALL)
    inside = "".join(f"{re.escape(a)}-{re.escape(b)}" if a and a <= b else re.escape(a + b + c) for a, b, c in ranges)
    return f"[{'^' if negated else ''}{inside}]"


@lru_cache(maxsize=1024)
def _below(folder: str) -> re.Pattern[str]:
    """A folder, or a pattern of folders, as a regular expression over the paths of the files below it."""
    inside = folder.removeprefix("./").rstrip("/")
    if inside in ("", ".", "*", "**"):
        return re.compile(".*", re.DOTALL)
    return re.compile(f"(?:{_pattern(inside).pattern})/.*", re.DOTALL)


@lru_cache(maxsize=1024)
def _pattern(glob: str) -> re.Pattern[str]:
    """A shell pattern as a regular expression over a whole path. Repeated stars count as one: none backtracks far."""
    parts = ["" if "/" in glob else "(?:.*/)?"]
    glob = glob.removeprefix("./")
    for part in re.findall(r"\*\*+/?|\*|\?|\[!?\]?[^\]]*\]|.", glob, re.DOTALL):
        if part.startswith("**"):
            parts.append("(?:.*/)?" if part.endswith("/") else ".*")
        elif part == "*":
            parts.append("[^/]*")
        elif part == "?":
            parts.append("[^/]")
        elif part.startswith("[") and part.endswith("]") and len(part) > 2:
            parts.append(_one_of(part[1:-1]))
        else:
            parts.append(re.escape(part))
    return re.compile("".join(parts), re.DOTALL)
