"""Folders of documents to refresh: saved pages and speeches cut into sections (`speeches`), in every size the same mix.

The 1,186 saved pages of `kremlin-html.tar.xz` are as many of 100,000 documents, and as large a share of fewer; the rest
are plain texts of about 2.6 kB, a title, the day and the paragraphs, a thousand to a folder. No paragraph stands twice.
"""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from tests.benchmarks.speeches import Section, sections

PAGES = 1186
OF = 100_000  # documents of which PAGES are saved pages
PAGES_FILE = "kremlin-html.tar.xz"
_A_FOLDER = 1000


def saved_pages(data: Path, number: int = PAGES) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of the first saved pages."""
    with tarfile.open(data / PAGES_FILE) as archive:
        files = (member for member in archive if member.isfile())
        for member in islice(files, number):
            stream = archive.extractfile(member)
            assert stream is not None
            yield Path(member.name).name, stream.read()


def as_text(section: Section) -> str:
    """A section as a plain text: its title, its day, its paragraphs."""
    return f"{section.title}\n{section.published}\n\n{section.text}\n"


def mixed(data: Path, number: int, work: Path) -> Path:
    """A folder of `number` documents in `work`, made where it is not there yet."""
    folder = work / f"mixed-{number}"
    if folder.exists():
        return folder
    fresh = folder.with_suffix(".new")
    pages = number * PAGES // OF
    (fresh / "pages").mkdir(parents=True, exist_ok=True)
    for name, content in saved_pages(data, pages):
        (fresh / "pages" / name).write_bytes(content)
    for at, section in enumerate(sections(data, number - pages)):
        if at % _A_FOLDER == 0:
            place = fresh / f"speeches-{at // _A_FOLDER:03}"
            place.mkdir(exist_ok=True)
        (place / f"{section.id}.txt").write_text(as_text(section), encoding="utf-8")
    return fresh.rename(folder)


def all_pages(data: Path, work: Path) -> Path:
    """A folder of the saved pages alone, made where it is not there yet."""
    folder = work / "pages"
    if not folder.exists():
        fresh = folder.with_suffix(".new")
        fresh.mkdir(parents=True, exist_ok=True)
        for name, content in saved_pages(data):
            (fresh / name).write_bytes(content)
        fresh.rename(folder)
    return folder
