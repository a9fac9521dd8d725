"""Which file of a collection each entry of a reference manager's export is about."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path, PurePosixPath

from index.errors import SourceError
from index.models import Problem
from index.refresh.walk import Found
from index.sources.references import Reference, read_export

_NAMED = 3


def references(
    exports: Iterable[Found], paths: Collection[str]
) -> tuple[dict[str, Mapping[str, object]], list[Problem]]:
    """What the exports say of the files at `paths`: by path, the fields of an entry and, under "origin", what kind of
    export says so. The problems are of exports that cannot be read, or only in part. Of two entries about one file the
    first counts."""
    found: dict[str, Mapping[str, object]] = {}
    problems = []
    for export in exports:
        try:
            entries, warning = read_export(Path(export.location), export.path)
        except SourceError as error:
            problems.append(Problem(export.path, error.message, error.hint))
            continue
        folder = posixpath.dirname(export.path)
        near = _Near(folder, paths)
        missing = []
        for entry in entries:
            at = near.files(entry)
            missing += [] if at or not entry.files else [entry.key or entry.files[0]]
            for path in at:
                found.setdefault(path, {"origin": entry.origin, **{k: list(v) for k, v in entry.fields.items()}})
        said = [warning] if warning else []
        if missing:
            named = ", ".join(missing[:_NAMED]) + (" ..." if len(missing) > _NAMED else "")
            said.append(f"{len(missing)} of its entries name files that are not here ({named})")
        if said:
            problems.append(Problem(export.path, "; ".join(said), "export it again together with its files"))
    return found, problems


class _Near:
    """The files beside an export and below its folder."""

    def __init__(self, folder: str, paths: Collection[str]) -> None:
        self._folder = folder
        self._paths = {path for path in paths if not folder or path.startswith(f"{folder}/")}
        self._names: dict[str, list[str]] = {}
        self._stems: dict[str, list[str]] = {}
        for path in sorted(self._paths):
            self._names.setdefault(PurePosixPath(path).name, []).append(path)
            self._stems.setdefault(_plain(PurePosixPath(path).stem), []).append(path)

    def files(self, entry: Reference) -> list[str]:
        """The files an entry is about: those it names, or one that is called as it is."""
        named = [path for file in entry.files if (path := self._at(file))]
        if named or entry.files:
            return named
        author = entry.fields.get("author", ("",))[0].split()[-1:]
        year = [day[:4] for day in entry.fields.get("published", ())]
        title = list(entry.fields.get("title", ()))
        for called in (entry.key, " ".join([*author, *year, *title]) if title else ""):
            if (plain := _plain(called)) and len(self._stems.get(plain, ())) == 1:
                return self._stems[plain]
        return []

    def _at(self, file: str) -> str:
        """A path as an export says it, as one in the collection: from the export's folder, or, where it was exported
        elsewhere, the only file of that name. Never out of the folder."""
        file = file.replace("\\", "/").removeprefix("file://")
        path = posixpath.normpath(posixpath.join(self._folder, file)) if not file.startswith("/") else ""
        if path in self._paths:
            return path
        same = self._names.get(PurePosixPath(file).name, [])
        return same[0] if len(same) == 1 else ""


def _plain(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.casefold()))
