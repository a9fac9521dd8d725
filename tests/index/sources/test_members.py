"""Names from inside a file, limits of what it may give, and that any bytes give members or what is wrong."""

from __future__ import annotations

import gzip
import io
import tarfile
import unicodedata
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.sources import holds, packing, reader_of
from index.sources.members import Member, Unread, harmless, members

FIXTURES = Path(__file__).parents[2] / "fixtures" / "members"


def inside(data: bytes, name: str) -> list[Member | Unread]:
    return list(members(io.BytesIO(data), name, len(data)))


def zipped(files: list[tuple[str, bytes]]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("letters/one.txt", "letters/one.txt"),
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("C:\\Users\\a\\..\\b.txt", "Users/a/b.txt"),
        ("a//b/./c.txt", "a/b/c.txt"),
        ("a\x1b[2J\nb.txt", "a [2J b.txt"),
        ("a\u202etxt.exe", "a txt.exe"),
        ("\udcff.txt", "?.txt"),
        ("..", "unnamed"),
        ("", "unnamed"),
        ("x" * 300 + ".html", "x" * 115 + ".html"),
        ("[bold]x[/bold].txt", "[bold]x[/bold].txt"),
    ],
)
def test_names_are_made_harmless(name: str, shown: str) -> None:
    assert harmless(name) == shown


@given(st.text(max_size=400))
def test_any_name_is_a_plain_path(name: str) -> None:
    made = harmless(name)
    assert made == harmless(made)
    assert "//" not in made
    assert not made.startswith("/")
    assert all(part.strip(". ") for part in made.split("/"))
    assert not any(unicodedata.category(letter) == "Cc" or letter in "\u2028\u202a\u202e\u2066" for letter in made)


def test_the_same_name_twice_is_two_members() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        data = zipped([("a.txt", b"One."), ("a.txt", b"Two."), ("../a.txt", b"Three.")])
    assert [part.path for part in inside(data, "x.zip")] == ["a.txt", "a (2).txt", "a (3).txt"]


def test_russian_names_of_old_archives() -> None:
    data = zipped([("N" * 10 + ".txt", b"A text.")])
    data = data.replace(b"N" * 10, "Отчёт_2021".encode("cp866"))
    assert [part.path for part in inside(data, "x.zip")] == ["Отчёт_2021.txt"]


@pytest.mark.parametrize(
    ("name", "page"), [("Отчёт о встрече", "cp1251"), ("Résumé für Åse", "cp437"), ("Отчёт о встрече", "utf-8")]
)
def test_names_in_other_code_pages(name: str, page: str) -> None:
    written = name.encode(page)
    data = zipped([("N" * len(written) + ".txt", b"A text."), ("plain.txt", b"Another.")])
    data = data.replace(b"N" * len(written), written)
    assert [part.path for part in inside(data, "x.zip")] == [f"{name}.txt", "plain.txt"]


def test_what_systems_leave_behind_is_left_out() -> None:
    data = zipped([("__MACOSX/._a.txt", b"x"), (".hidden.txt", b"x"), ("a.txt~", b"x"), ("b/.git/c.txt", b"x")])
    assert [part.path for part in inside(data, "x.zip")] == [""]  # that it holds no documents


@pytest.mark.parametrize(
    ("name", "data"), [("x.zip", zipped([])), ("x.csv", b"title,text\n"), ("x.json", b"[]"), ("x.jsonl", b"\n\n")]
)
def test_a_file_that_holds_nothing_is_listed(name: str, data: bytes) -> None:
    assert [part.message for part in inside(data, name) if isinstance(part, Unread)] == ["It holds no documents"]


def test_a_web_archive_that_is_none_or_breaks_off_in_a_header() -> None:
    data = gzip.decompress((FIXTURES / "crawl.warc.gz").read_bytes())
    whole = inside(data, "crawl.warc")
    broken = inside(data + data[: data.index(b"WARC-Date")], "crawl.warc")
    assert broken[:-1] == whole
    assert "breaks off" in broken[-1].message  # type: ignore[union-attr]
    assert [part.message for part in inside(b"a b c d\n" * 9, "a.warc") if isinstance(part, Unread)] == [
        "It is no web archive"
    ]


def test_links_in_a_tape_archive_are_not_followed() -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tape:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
            entry = tarfile.TarInfo(f"link{ord(kind)}.txt")
            entry.type, entry.linkname = kind, "/etc/passwd"
            tape.addfile(entry)
    assert [part.path for part in inside(packed.getvalue(), "x.tar")] == [""]  # that it holds no documents


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "MOST_MEMBERS", 3)
    found = inside(zipped([(f"{number}.txt", b"A text.") for number in range(9)]), "x.zip")
    assert [part.path for part in found] == ["0.txt", "1.txt", "2.txt", ""]
    monkeypatch.setattr(packing, "FREE_BYTES", 1 << 16)
    monkeypatch.setattr(packing, "MOST_RATIO", 2)
    for name, data in (("x.jsonl.gz", b'{"text": "a"}\n'), ("x.mbox.gz", b"From a@b.c 10:00 2021\n\nA text.\n\n")):
        (*_, last) = inside(gzip.compress(data * 100_000), name)
        assert isinstance(last, Unread)
        assert last.message


@pytest.mark.parametrize(
    "name", ["a.zip", "a.tar.gz", "a.TGZ", "a.mbox", "a.jsonl.gz", "cur/162.M1P2.host:2,S", "x/mbox"]
)
def test_files_that_hold_several(name: str) -> None:
    assert holds(Path(name))


@pytest.mark.parametrize("name", ["a.gz", "cur.txt", "cur/notes", "a.zip.txt"])
def test_files_that_do_not(name: str) -> None:
    assert not holds(Path(name))
    assert (reader_of(Path(name)) is None) == (name in ("a.gz", "cur/notes"))


@pytest.mark.parametrize("name", ["papers.zip", "papers.tar.gz", "thread.mbox.gz", "crawl.warc.gz", "thread.mbox"])
@given(noise=st.binary(max_size=24), at=st.floats(0, 1), cut=st.integers(0, 60), end=st.floats(0.3, 1))
@settings(max_examples=60, deadline=None)
def test_mutated_files_give_members_or_what_is_wrong(name: str, noise: bytes, at: float, cut: int, end: float) -> None:
    data = (FIXTURES / name).read_bytes()
    place = int(at * len(data))
    data = (data[:place] + noise + data[place + cut :])[: int(end * len(data)) + 1]
    for part in inside(data, name):
        assert isinstance(part, Member) or part.message


@given(noise=st.binary(max_size=24), at=st.floats(0, 1), cut=st.integers(0, 60))
@settings(max_examples=80, deadline=None)
def test_mutated_web_archives(noise: bytes, at: float, cut: int) -> None:
    data = gzip.decompress((FIXTURES / "crawl.warc.gz").read_bytes())
    place = int(at * len(data))
    for part in inside(data[:place] + noise + data[place + cut :], "crawl.warc"):
        assert isinstance(part, Member) or part.message


def test_a_web_archive_says_nothing_by_itself(capfd: pytest.CaptureFixture[str]) -> None:
    head = (
        b"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: http://x y/\x1b[31m\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
    )
    head += b"Content-Type: text/plain\r\nContent-Length: 4\r\n\r\n"
    data = (head + b"The dam stands \x1b[7m here.\r\n\r\n") * 2
    list(members(io.BytesIO(data), "a.warc", len(data)))
    assert capfd.readouterr() == ("", "")
