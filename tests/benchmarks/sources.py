"""How fast formats are read: `python -m tests.benchmarks.sources [--data DIR]`.

Prints for each format megabytes of text a second and how many times longer it takes than the same text in a .txt file
of the same run. What a program wrote is the fixture, read over and over (its few kilobytes pay for opening a file);
"large" is one file of about 0.8 MB of text. Then, for shapes made to harm, how many times longer twice the size takes
(2 is linear). With DIR, every PDF below it is read: pages and megabytes of text a second.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from index.errors import SourceError
from index.sources import read_data
from tests.index.sources.packed import book, package, word
from tests.index.sources.test_matrix import DOCUMENTS

SENTENCE = "The council approved the second dam in March, and the ferry will run until the end of October. " * 4
PARAGRAPHS = 2_000
FILES = ["report.pdf", "columns.pdf", "minutes.docx", "minutes.odt", "minutes.rtf", "book.epub", "talk.srt"]
_OFFICE, _TEXT = "urn:oasis:names:tc:opendocument:xmlns:office:1.0", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


def odt(body: str) -> bytes:
    """An OpenDocument text with this body."""
    head = f'<o:document-content xmlns:o="{_OFFICE}" xmlns:text="{_TEXT}"><o:body><o:text>'
    return package({"content.xml": f"{head}{body}</o:text></o:body></o:document-content>"})


LARGE: dict[str, Callable[[int], bytes]] = {
    "a.docx": lambda n: word(f"<w:p><w:r><w:t>{SENTENCE}</w:t></w:r></w:p>" * n),
    "a.odt": lambda n: odt(f"<text:p>{SENTENCE}</text:p>" * n),
    "a.rtf": lambda n: b"{\\rtf1\\ansi " + f"\\pard\\f0 {SENTENCE}\\par\n".encode() * n + b"}",
    "a.epub": lambda n: book({f"{part}.xhtml": f"<p>{SENTENCE}</p>" * (n // 20) for part in range(20)}),
    "a.vtt": lambda n: (
        b"WEBVTT\n\n"
        + "".join(f"00:01.000 --> 00:02.000\n<v Anna Wolf>{number} {SENTENCE}\n\n" for number in range(n)).encode()
    ),
}
HARM: dict[str, tuple[str, Callable[[int], bytes]]] = {
    "RTF of empty groups": ("a.rtf", lambda n: b"{\\rtf1 x" + b"{\\b}" * n + b"}"),
    "RTF of table cells": ("a.rtf", lambda n: b"{\\rtf1 " + b"\\intbl x\\cell " * n + b"\\row}"),
    "DOCX of one paragraph": ("a.docx", lambda n: word("<w:p>" + "<w:r><w:t>a </w:t></w:r>" * n + "</w:p>")),
    "subtitles without cues' ends": ("a.vtt", lambda n: b"00:01.000 --> 00:02.000\n" + b"<v <v <v \n" * n),
    "subtitles of angle brackets": ("a.srt", lambda n: b"00:00:01,000 --> 00:00:02,000\n" + b"<" * n + b"\nx\n"),
}


def seconds(data: bytes, name: str, times: int = 3) -> float:
    """The best of a few readings."""
    took = []
    for _ in range(times):
        begin = time.process_time()
        read_data(data, name)
        took.append(time.process_time() - begin)
    return min(took)


def against_text(data: bytes, name: str, label: str) -> None:
    """Print the speed of one file, and its time over that of its own text."""
    text = read_data(data, name).text
    took, plain = seconds(data, name, 20 if len(text) < 100_000 else 3), seconds(text.encode(), "a.txt")
    print(f"{label:28} {len(text) / took / 1e6:7.2f} MB of text/s  {took / plain:6.1f} times plain text")


def real(folder: Path) -> None:
    """Read every PDF below a folder."""
    files = pages = size = refused = 0
    begin = time.process_time()
    for path in sorted(folder.rglob("*.pdf")):
        try:
            found = read_data(path.read_bytes(), path.name)
        except SourceError:
            refused += 1
            continue
        files, pages, size = files + 1, pages + len(found.pages), size + len(found.text)
    took = time.process_time() - begin
    speed = f"{pages / took:.0f} pages/s, {size / took / 1e6:.2f} MB of text/s"
    print(f"{files} PDFs of {pages} pages, {refused} refused: {speed}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, metavar="DIR")
    options = parser.parse_args()
    for file in FILES:
        against_text((DOCUMENTS / file).read_bytes(), file, file)
    for name, make in LARGE.items():
        against_text(make(PARAGRAPHS), name, f"large {name[1:]}")
    for label, (name, make) in HARM.items():
        once, twice = seconds(make(20_000), name, 1), seconds(make(40_000), name, 1)
        print(f"{label:28} {twice:7.2f} s, twice the size {twice / max(once, 1e-3):.1f} times")
    if options.data:
        real(options.data)


if __name__ == "__main__":
    main()
