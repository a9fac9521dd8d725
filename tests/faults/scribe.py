"""One that writes all the time: notes, tags, quotes, trail, what was seen, the state. Each thing is numbered, and its
number noted in a file of receipts once the program has said that it is kept, so that afterwards it is known what must
be there.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

import yaml

from index import seen, state, trail
from index.errors import DossierError
from index.folders import data_folder
from index.library import Library
from tests.faults.scene import Scene

NOTEBOOK = ("note", "tag", "quote")
"""What is in the notebook; the others the program may lose where it cannot write, and logs it."""


def write(scene: Scene, receipts: Path, cycles: int, begin: int = 0, kinds: Sequence[str] = NOTEBOOK) -> list[str]:
    """In a child: write so many things of each kind; what the program said was not kept. Of the notebook only those of
    some `kinds`."""
    refused: list[str] = []
    handle = os.open(receipts, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    library = Library.open(scene.collection, index=scene.index)
    try:
        rows = library.rows(library.search("").numbers)
        rows = [row for row in rows if len(library.text(row.number)) > 400 and "edited" not in row.path] or rows
        for number in range(begin, begin + cycles):
            id, path = rows[number % len(rows)].id, rows[number % len(rows)].path
            for kind in kinds:
                try:
                    if kind == "note":
                        library.note_document(id, f"note {number}")
                    elif kind == "tag":
                        library.tag([id], add=[f"tag {number}"])
                    else:
                        # Each is another passage: what is noted on one a second time replaces what was noted first
                        start, length = number % 280, 20 + number // 280
                        library.keep(id, start, start + length, kept=True, note=f"quote {number}")
                except DossierError as error:
                    refused.append(f"{kind} {number}: {error.message}")
                    continue
                os.write(handle, f"{kind} {number}\t{path}\n".encode())
            trail.add(scene.collection, trail.Step("search", query=f"step {number}"))
            os.write(handle, f"step {number}\n".encode())
            seen.remember(scene.collection, "mine", "trade", [f"seen {number}"])
            os.write(handle, f"seen {number}\n".encode())
            state.remember(scene.collection, state.CollectionState(query=f"query {number}"))
    finally:
        library.close()
        os.close(handle)
    return refused


def missing(scene: Scene, receipts: Path, *, notebook: bool = False) -> list[str]:
    """In a child: the receipts, with `notebook` only those of it, of which nothing is kept. Raises AssertionError where
    the notebook or the state is not whole."""
    text = (data_folder(scene.collection) / "notebook.yaml").read_text("utf-8")
    content = yaml.safe_load(text)
    assert isinstance(content, dict), "the notebook is no mapping"
    assert not list(data_folder(scene.collection).glob("*.damaged")), "the notebook was set aside"
    library = Library.open(scene.collection, index=scene.index)
    try:
        assert library.notebook_problem is None, f"the notebook is not whole: {library.notebook_problem}"
    finally:
        library.close()
    last: dict[str, int] = {}  # a note on a document replaces those before it
    for entry in content.get("documents", ()):
        for number in re.findall(r"note ([0-9]+)", entry.get("note", "")):
            last[entry["path"]] = max(last.get(entry["path"], -1), int(number))
    kept = {tag.strip() for entry in content.get("documents", ()) for tag in str(entry.get("tags", "")).split(",")}
    kept |= {entry.get("note", "") for entry in content.get("passages", ())}
    kept |= {step.query for step in trail.steps(scene.collection)}
    kept |= seen.seen(scene.collection, "mine", "trade")
    known = state.load()
    assert str(scene.collection.resolve()) in known.collections, "the state is lost"
    lost = []
    for line in receipts.read_text("utf-8").splitlines():
        thing, _, path = line.partition("\t")
        kind, _, number = thing.partition(" ")
        there = last.get(path, -1) >= int(number) if kind == "note" else thing in kept
        if not there and (kind in NOTEBOOK or not notebook):
            lost.append(thing)
    return lost
