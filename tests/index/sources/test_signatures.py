"""A file of another kind than its name says: told by its first bytes, with what to do, and never read as its name."""

from __future__ import annotations

import gc
import gzip
import io
import sys
import tarfile
from pathlib import Path

import pytest

from index.errors import SourceError
from index.sources import advice, holds, read_data
from index.sources.members import Unread, members
from tests.index.sources.test_matrix import DOCUMENTS, ROWS
from tests.index.sources.test_members import zipped

PAGE = (
    b"<!DOCTYPE html><html><head><title>Talks</title></head><body><p>Trade grew by 13.6% last year.</p></body></html>"
)
OF = {Path(row.file).suffix: (DOCUMENTS / row.file).read_bytes() for row in ROWS}


def told(data: bytes, name: str) -> tuple[str, str]:
    """What is said of a file, and what to do."""
    if holds(Path(name)):
        (only,) = members(io.BytesIO(data), name, len(data))
        assert isinstance(only, Unread)
        return only.message, only.hint
    with pytest.raises(SourceError) as caught:
        read_data(data, name)
    return caught.value.message, caught.value.hint


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.docx", "a.eml", "a.csv", "a.json", "a.zip", "a.warc"])
def test_a_pdf_under_another_name(name: str) -> None:
    assert told(OF[".pdf"], name) == (f"{name} is a PDF file, not what its name says", "rename it to end in .pdf")


@pytest.mark.parametrize(
    ("suffix", "name", "what"),
    [
        (".docx", "a.zip", "a Word document"),
        (".docx", "a.odt", "a Word document"),
        (".docx", "a.md", "a Word document"),
        (".odt", "a.docx", "an OpenDocument text"),
        (".odt", "a.zip", "an OpenDocument text"),
        (".epub", "a.docx", "an electronic book"),
        (".epub", "a.zip", "an electronic book"),
        (".rtf", "a.docx", "a rich text (RTF) file"),
    ],
)
def test_packages_are_known_apart(suffix: str, name: str, what: str) -> None:
    assert told(OF[suffix], name) == (f"{name} is {what}, not what its name says", f"rename it to end in {suffix}")


@pytest.mark.parametrize("name", ["a.pdf", "a.csv", "a.srt", "a.eml", "a.docx"])
def test_a_page_under_the_name_of_another_format(name: str) -> None:
    assert told(PAGE, name)[0] == f"{name} is a web page, not what its name says"


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_a_page_saved_as_text_is_read_as_a_page(name: str) -> None:
    source = read_data(PAGE, name)
    assert source.text == "Trade grew by 13.6% last year."
    assert source.candidates[0].value == "Talks"


def test_what_is_packed_with_gzip_says_so() -> None:
    assert told(gzip.compress(b"Trade grew."), "a.txt") == (
        "a.txt is packed with gzip, not what its name says",
        "rename it to a.txt.gz",
    )


def test_an_archive_whose_first_file_is_called_like_another_format() -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        entry = tarfile.TarInfo("WARC/one.txt")
        entry.size = len(b"Trade grew.")
        archive.addfile(entry, io.BytesIO(b"Trade grew."))
    data = packed.getvalue()
    assert [each.path for each in members(io.BytesIO(data), "a.tar", len(data))] == ["WARC/one.txt"]


def test_a_word_document_whose_main_part_is_called_otherwise_is_for_its_reader() -> None:
    with pytest.raises(SourceError, match="is damaged: its part"):
        read_data(zipped([("word/other.xml", b"<x/>")]), "a.docx")


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.pdf", "a.docx", "a.eml", "a.zip", "a.csv", "a.warc"])
def test_a_file_of_no_bytes_is_called_empty(name: str) -> None:
    assert told(b"", name) == (f"{name} is empty", "fetch or save it again, or delete it")


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_a_file_of_spaces_holds_no_text(name: str) -> None:
    assert told(b" \n\n \n", name)[0] == f"{name} holds no text"


def test_an_empty_mailbox_is_nothing_wrong() -> None:
    assert list(members(io.BytesIO(b""), "a.mbox", 0)) == []


def test_a_table_that_is_given_up_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its reader is closed while the file is open: later, Python could only print a traceback nobody asked for."""
    (tmp_path / "a.csv").write_text("number,sum\n1,2\n", encoding="utf-8")
    left: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", left.append)
    with open(tmp_path / "a.csv", "rb") as stream:
        (only,) = members(stream, "a.csv", 15)
        assert isinstance(only, Unread)
    gc.collect()
    assert left == []


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (OF[".pdf"], "a PDF file"),
        (b"From - Mon May 24 10:00:00 2021\nX-Status: 1\nSubject: x\n\nIt.\n", "a mailbox"),
        (b"From anna@example.org Mon May  4 10:00:00 2021\nSubject: x\n\nIt.\n", "a mailbox"),
    ],
)
@pytest.mark.parametrize("name", ["Inbox", "x.dat"])
def test_the_first_bytes_of_an_unknown_kind_make_the_hint(tmp_path: Path, name: str, data: bytes, what: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert f"it begins as {what} does: rename it" in advice(path, path)
    path.write_bytes(b"From here on\nit is: a text.\n")
    assert "begins" not in advice(path, path)
