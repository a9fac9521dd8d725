"""Files that hold several documents: what is touched, what is kept, what a stop leaves, what is refused."""

from __future__ import annotations

import gzip
import io
import itertools
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.library import Library
from index.models import Row
from index.refresh import Event, refresh

WORDS = "Trade with the neighbours grew last year, said the head of the council of {0}. The road to {0} is open."


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    folder = tmp_path / "boxes"
    folder.mkdir()
    return folder


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


def pack(path: Path, files: dict[str, str | bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)


def towns(*names: str) -> dict[str, str | bytes]:
    return {f"{name.lower()}.txt": f"{name}\n\n{WORDS.format(name)}\n" for name in names}


def rows(collection: Path, index: Path, query: str = "*") -> dict[str, Row]:
    library = Library.open(collection, index=index)
    try:
        return {row.path: row for row in library.rows(library.search(query).numbers)}
    finally:
        library.close()


def ids(collection: Path, index: Path) -> dict[str, str]:
    return {path: row.id for path, row in rows(collection, index).items()}


def test_documents_in_an_archive_have_paths_titles_and_ids(collection: Path, index: Path) -> None:
    pack(collection / "letters.zip", {f"north/{name}": text for name, text in towns("Naryn", "Talas").items()})
    summary = refresh(collection, index=index)
    assert (summary.added, summary.problems) == (1, ())
    found = rows(collection, index)
    assert {path: row.title for path, row in found.items()} == {
        "letters.zip//north/naryn.txt": "Naryn",
        "letters.zip//north/talas.txt": "Talas",
    }
    assert rows(collection, index, "talas").keys() == {"letters.zip//north/talas.txt"}
    assert refresh(collection, index=index).unchanged == 1


def test_a_rename_keeps_ids(collection: Path, index: Path) -> None:
    pack(collection / "a.zip", towns("Naryn", "Talas"))
    refresh(collection, index=index)
    before = ids(collection, index)
    (collection / "a.zip").rename(collection / "b.zip")
    summary = refresh(collection, index=index)
    assert (summary.added, summary.removed) == (1, 1)
    assert ids(collection, index) == {path.replace("a.zip", "b.zip"): id for path, id in before.items()}


def test_only_changed_members_are_read(collection: Path, index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack(collection / "a.zip", towns("Naryn", "Talas", "Osh"))
    (collection / "alone.txt").write_text(WORDS.format("Batken"))
    refresh(collection, index=index)
    before = ids(collection, index)
    pack(collection / "a.zip", {**towns("Talas", "Osh"), "osh.txt": "Another text of that town, longer than before."})
    events: list[Event] = []
    summary = refresh(collection, index=index, progress=events.append)
    assert (summary.added, summary.changed, summary.removed, summary.unchanged) == (0, 1, 0, 1)
    assert events[-1] == {"event": "commit", "documents": 1}
    after = ids(collection, index)
    assert after.keys() == {"a.zip//talas.txt", "a.zip//osh.txt", "alone.txt"}
    assert after["a.zip//talas.txt"] == before["a.zip//talas.txt"]
    assert after["a.zip//osh.txt"] != before["a.zip//osh.txt"]


def test_a_removed_file_takes_its_members_along(collection: Path, index: Path) -> None:
    pack(collection / "a.zip", towns("Naryn", "Talas"))
    pack(collection / "b.zip", towns("Osh"))
    refresh(collection, index=index)
    (collection / "a.zip").unlink()
    assert refresh(collection, index=index).removed == 1
    assert rows(collection, index).keys() == {"b.zip//osh.txt"}


def test_identical_members_are_documents_of_their_own(collection: Path, index: Path) -> None:
    for name in ("a.zip", "b.zip"):
        pack(collection / name, {"one.txt": WORDS.format("Osh"), "two.txt": WORDS.format("Osh")})
    (collection / "one.txt").write_text(WORDS.format("Osh"))
    refresh(collection, index=index)
    before = ids(collection, index)
    assert len(set(before.values())) == len(before) == 5
    assert refresh(collection, index=index, rebuild=True).added == 3
    assert ids(collection, index) == before


def test_dossier_yaml_speaks_of_members(collection: Path, index: Path) -> None:
    pack(collection / "a.zip", towns("Naryn", "Talas", "Osh"))
    refresh(collection, index=index)
    (collection / "dossier.yaml").write_text(
        'exclude: ["a.zip//osh.txt"]\ndocuments:\n  a.zip: {publisher: Herald, title: All}\n'
        '  "a.zip//n*": {published: 2020-03-01}\n  "b.zip//x": {title: None here}\n',
        encoding="utf-8",
    )
    summary = refresh(collection, index=index)
    assert [problem.message for problem in summary.problems] == ['No file matches "b.zip//x"']
    found = rows(collection, index)
    assert {path: (row.title, row.publisher, row.published) for path, row in found.items()} == {
        "a.zip//naryn.txt": ("Naryn", "Herald", "2020-03-01"),
        "a.zip//talas.txt": ("Talas", "Herald", None),
    }
    (collection / "dossier.yaml").write_text("documents:\n  'a.zip//talas.txt': {published: 2021}\n", encoding="utf-8")
    assert refresh(collection, index=index).changed == 1
    assert {path: row.published for path, row in rows(collection, index).items()} == {
        "a.zip//naryn.txt": None,
        "a.zip//talas.txt": "2021",
        "a.zip//osh.txt": None,
    }


@pytest.mark.parametrize("asked", range(3, 9))
def test_a_stop_within_a_file_loses_nothing(collection: Path, index: Path, asked: int) -> None:
    pack(collection / "a.zip", towns("Naryn", "Talas", "Osh", "Batken"))
    answers: Iterator[bool] = itertools.chain([False] * asked, itertools.repeat(True))
    stopped = refresh(collection, index=index, stop=lambda: next(answers))
    whole = rows(collection, index)
    events: list[Event] = []
    summary = refresh(collection, index=index, progress=events.append)
    after = ids(collection, index)
    assert len(after) == len(set(after.values())) == 4
    assert {path: row.id for path, row in whole.items()}.items() <= after.items()
    if stopped.stopped:
        assert 0 < len(whole) <= 4
        assert summary.added == 1
        assert events[-1] == {"event": "commit", "documents": 4 - len(whole)}


def test_a_maildir_is_a_folder_of_messages(collection: Path, index: Path) -> None:
    for folder in ("cur", "new", "tmp"):
        (collection / "Maildir" / folder).mkdir(parents=True)
    message = f"From: a@b.c\nSubject: Road\nDate: Mon, 24 May 2021 18:30:00 +0600\n\n{WORDS}\n"
    (collection / "Maildir" / "cur" / "1621848600.M1P2.host").write_text(message.format("Osh"))
    (collection / "Maildir" / "new" / "1621848601.M1P2.host").write_text(message.format("Talas"))
    assert refresh(collection, index=index).problems == ()
    assert {(row.title, row.published) for row in rows(collection, index).values()} == {("Road", "2021-05-24")}
    assert len(rows(collection, index)) == 2


def test_progress_within_a_file_goes_by_its_bytes(
    collection: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.refresh.events._INTERVAL", 0.0)
    lines = "".join(f'{{"text": "{WORDS.format(number)} {"x" * 9_000}"}}\n' for number in range(30))
    (collection / "a.jsonl").write_text(lines)
    events: list[Event] = []
    refresh(collection, index=index, progress=events.append)
    told = [event for event in events if event["event"] == "progress"]
    shares = [float(str(event["share"])) for event in told]
    assert shares == sorted(shares)
    assert 0 < shares[0] < 0.6
    assert shares[-1] == 1.0
    assert (told[0]["done"], told[0]["total"], told[-1]["done"], told[-1]["documents"]) == (0, 1, 1, 30)


def test_files_in_files_and_packed_ones(collection: Path, index: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("deep.md", "# Deep\n\nA text that lies in two archives.\n")
    pack(collection / "outer.zip", {"in/inner.zip": inner.getvalue(), "packed.txt.gz": gzip.compress(b"Packed text.")})
    (collection / "note.txt.gz").write_bytes(gzip.compress(WORDS.format("Osh").encode()))
    with tarfile.open(collection / "old.tar.gz", "w:gz") as tape:
        data = WORDS.format("Talas").encode()
        entry = tarfile.TarInfo("../../etc/talas.txt")
        entry.size = len(data)
        tape.addfile(entry, io.BytesIO(data))
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tape.addfile(link)
    summary = refresh(collection, index=index)
    assert summary.problems == ()
    assert rows(collection, index).keys() == {
        "outer.zip//in/inner.zip//deep.md",
        "outer.zip//packed.txt.gz",
        "note.txt.gz",
        "old.tar.gz//etc/talas.txt",
    }


def test_what_cannot_be_read_in_an_archive_is_named_and_the_rest_is_kept(collection: Path, index: Path) -> None:
    pack(collection / "a.zip", {**towns("Naryn", "Talas"), "x.txt": b"\x00\x01\x02" * 9, "p.jpg": b"", "q.jpg": b""})
    data = bytearray((collection / "a.zip").read_bytes())
    data[data.index(b"naryn.txt") + len("naryn.txt") + 4] ^= 0xFF
    (collection / "a.zip").write_bytes(data)
    (collection / "b.zip").write_bytes(bytes(data)[:90])
    summary = refresh(collection, index=index)
    assert [problem.path for problem in summary.problems] == ["a.zip", "a.zip//naryn.txt", "a.zip//x.txt", "b.zip"]
    assert "2 of its files are of kinds without a reader (2 .jpg)" in summary.problems[0].message
    assert all(problem.hint for problem in summary.problems)
    assert rows(collection, index).keys() == {"a.zip//talas.txt"}
    again = refresh(collection, index=index)
    assert again.unchanged == 1
    assert again.problems == summary.problems


def test_of_very_many_that_cannot_be_read_the_rest_is_counted(
    collection: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.refresh.unpacking._TOLD", 2)
    monkeypatch.setattr("index.sources.members.MOST_NESTING", 0)
    pack(collection / "a.zip", {**{f"{number}.zip": b"within" for number in range(5)}, **towns("Osh")})
    summary = refresh(collection, index=index)
    assert [problem.path for problem in summary.problems] == ["a.zip", "a.zip//0.zip", "a.zip//1.zip"]
    assert summary.problems[0].message.startswith("3 more of its files: It lies more than")
    assert rows(collection, index).keys() == {"a.zip//osh.txt"}


def test_a_bomb_is_given_up(collection: Path, index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.sources.packing.FREE_BYTES", 1 << 16)
    monkeypatch.setattr("index.sources.packing.MOST_RATIO", 20)
    pack(collection / "a.zip", {**towns("Osh"), "zeros.txt": " " * (1 << 22), "late.txt": "Too late to be read."})
    summary = refresh(collection, index=index)
    assert all("far more than its size" in problem.message for problem in summary.problems)
    assert rows(collection, index).keys() == {"a.zip//osh.txt"}


def test_a_snake_of_archives_ends(collection: Path, index: Path) -> None:
    data = b"The innermost text of them all."
    for level in range(8):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr(f"{level}.zip" if level else "in.txt", data)
        data = packed.getvalue()
    (collection / "a.zip").write_bytes(data)
    (problem,) = refresh(collection, index=index).problems
    assert "deep" in problem.message
    assert problem.path.startswith("a.zip//7.zip//6.zip")


def test_two_processes_read_what_one_would(collection: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack(collection / "a.zip", towns("Naryn", "Talas", "Osh", "Batken"))
    refresh(collection, index=tmp_path / "one")
    monkeypatch.setattr("index.refresh.run.WORTH_WORKERS_BYTES", 1)
    monkeypatch.setattr("index.refresh.readers.WORKERS", 2)
    refresh(collection, index=tmp_path / "two")
    assert ids(collection, tmp_path / "one") == ids(collection, tmp_path / "two")


def test_a_file_renamed_and_packed_at_once_is_two_documents(collection: Path, index: Path) -> None:
    text = "The council of the valley met in Bishkek last year, said Marta Velling."
    (collection / "one.txt").write_text(text)
    refresh(collection, index=index)
    (collection / "one.txt").rename(collection / "two.txt")
    pack(collection / "a.zip", {"one.txt": text})
    refresh(collection, index=index)
    found = ids(collection, index)
    assert {"a.zip//one.txt", "two.txt"} <= found.keys()
    assert found["a.zip//one.txt"] != found["two.txt"]
