"""What an index folder may do to its reader: nothing. Damage is told, a torn newest state falls back."""

from __future__ import annotations

import json
import os
import pickle
import random
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import numpy as np
import pytest

from index.engines.whoosh import contents, open_engine
from index.engines.whoosh.integers import decode, distances, encode, rising
from index.engines.whoosh.parts import BLOCK, PartsFile, PartsWriter
from index.errors import IndexDamagedError, NotFoundError
from index.models import Document
from index.query import parse

WORDS = ["trade", "summit", "border", "gas", "treaty", "minister", "visit", "bilateral", "record", "growth", "water"]


def documents(number: int, seed: int = 7) -> list[Document]:
    chance = random.Random(seed)
    return [
        Document(f"d{at}", f"d{at}.txt", " ".join(chance.choices(WORDS, k=60)), f"Title {at}", f"20{at % 25:02d}")
        for at in range(number)
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An index of 120 documents in three segments and four generations."""
    made = tmp_path / "index"
    with closing(open_engine(made, create=True)) as engine:
        every = documents(120)
        for start in range(0, 120, 40):
            with engine.batch() as batch:
                for document in every[start : start + 40]:
                    batch.put(document)
    return made


QUERIES = ("", "trade", '"trade summit"', "t*", "bila*", '"gas water"~3', "trade -gas", "date:2004")


def answers(folder: Path) -> list[object]:
    """Everything that can be asked, as plain values."""
    with closing(open_engine(folder, read_only=True)) as engine:
        pages = [engine.search(parse(query).query) for query in QUERIES]
        found: list[object] = [(list(page.numbers), list(page.scores), page.complete) for page in pages]
        ids = [row.id for row in engine.rows(list(pages[0].numbers))]
        found += [engine.fetch(id) for id in ids]
        found += [engine.words("t"), sorted(engine.mention_keys())]
    return found


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix in (".seg", ".toc"))


def test_a_flipped_bit_is_told_or_does_not_matter(folder: Path) -> None:
    right = answers(folder)
    chance = random.Random(1)
    told = 0
    for path in files(folder):
        data = path.read_bytes()
        for place in sorted(chance.sample(range(len(data)), min(200 // len(files(folder)) + 1, len(data)))):
            path.write_bytes(data[:place] + bytes([data[place] ^ 1 << chance.randrange(8)]) + data[place + 1 :])
            try:
                now = answers(folder)
            except IndexDamagedError:
                told += 1
                continue
            if now != right:  # the newest table is passed over: what was said before it, and nothing else
                with closing(open_engine(folder, read_only=True)) as engine:
                    assert engine.fallen_back
        path.write_bytes(data)
    assert answers(folder) == right
    assert told > 50


@pytest.mark.parametrize("keep", [0.0, 0.3, 0.9, 0.999])
def test_a_file_cut_short_is_told(folder: Path, keep: float) -> None:
    for path in files(folder):
        data = path.read_bytes()
        path.write_bytes(data.rstrip()[: int(len(data) * keep) - 1] if keep else b"")
        newest = path.name == f"_dossier_{max(contents.generations(folder))}.toc"
        try:
            with closing(open_engine(folder, read_only=True)) as engine:
                assert engine.fallen_back or not newest
        except IndexDamagedError:
            assert not newest
        path.write_bytes(data)


def test_a_torn_newest_state_falls_back_to_the_one_before(folder: Path) -> None:
    newest = max(contents.generations(folder))
    (folder / f"_dossier_{newest}.toc").write_bytes(b"")
    with closing(open_engine(folder, read_only=True)) as engine:
        assert engine.fallen_back
        assert engine.generation == newest - 1
        assert engine.count() == 80
        assert not engine.refresh()
    with pytest.raises(IndexDamagedError):  # what was committed is lost, so nothing is built on the rest
        open_engine(folder)


def test_writes_that_never_reached_the_disk_fall_back(folder: Path) -> None:
    """After a loss of power: the newest table and its segment exist, their content is missing or zeros."""
    tables = [contents.read(folder, generation) for generation in contents.generations(folder)]
    new = {entry.file_name for entry in tables[0].entries} - {entry.file_name for entry in tables[1].entries}
    for name in new:
        for data in (b"", bytes((folder / name).stat().st_size)):
            (folder / name).write_bytes(data)
            with closing(open_engine(folder, read_only=True)) as engine:
                assert engine.count() == 80
                assert len(engine.search(parse("trade").query).numbers) > 0


def test_a_commit_is_on_the_disk_before_the_table_names_it(tmp_path: Path) -> None:
    """The calls of the process itself, as an audit hook and a wrapped fsync see them."""
    script = """
import os, sys
from pathlib import Path
calls = []
fsync, replace = os.fsync, os.replace
def name(handle):
    return os.path.basename(os.readlink(f"/proc/self/fd/{handle}")).lstrip(".")
os.fsync = lambda handle: (calls.append(("sync", name(handle))), fsync(handle))[1]
os.replace = lambda a, b: (calls.append(("name", os.path.basename(str(b)))), replace(a, b))[1]
from index.engines.whoosh import open_engine
from index.models import Document
engine = open_engine(Path(sys.argv[1]), create=True)
calls.clear()
with engine.batch() as batch:
    batch.put(Document("a", "a", "text", "title"))
print([(what, name.split(".")[-1] if "." in name else name) for what, name in calls][:4])
"""
    if sys.platform != "linux":
        pytest.skip("reads /proc")
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "index")], check=True, cwd=root, capture_output=True, text=True
    )
    segment, folder_, table, named = eval(done.stdout)
    assert segment == ("sync", "seg")
    assert folder_ == ("sync", "index")
    assert table[0] == "sync"
    assert named == ("name", "toc")


class _Bomb:
    """Unpickled it writes a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return os.system, (f"touch '{self.path}'",)


def test_a_crafted_index_runs_nothing(folder: Path, tmp_path: Path) -> None:
    struck = tmp_path / "struck"
    bomb = pickle.dumps(_Bomb(struck))
    for path in files(folder):
        data = path.read_bytes()
        for crafted in (bomb, bomb + data, data[:8] + bomb + data[8:], data + bomb):
            path.write_bytes(crafted)
            for use in (answers, add_one):
                with suppress(IndexDamagedError):
                    use(folder)
        path.write_bytes(data)
    assert not struck.exists()


def add_one(folder: Path) -> None:
    with closing(open_engine(folder)) as engine, engine.batch() as batch:
        batch.put(Document("new", "new", "text", "title"))
        raise IndexDamagedError("not committed")


def test_no_pickle_is_loaded_on_any_path(folder: Path) -> None:
    """Reading, writing and merging with `pickle.load` and its kin taken away."""
    script = """
import pickle, sys, marshal
from contextlib import closing, suppress
from pathlib import Path
def refused(*_, **__): raise AssertionError("a pickle is read")
import whoosh.filedb.structfile as structfile
from index.engines.whoosh import open_engine, writing
pickle.load = pickle.loads = pickle.Unpickler = pickle._loads = pickle._load = refused
structfile.load_pickle = refused
from index.models import Document
from index.query import parse
folder = Path(sys.argv[1])
with closing(open_engine(folder)) as engine:
    for number in range(30):
        with engine.batch() as batch:
            batch.put(Document(f"n{number}", "p", "trade summit", ""))
    engine.refresh()
    print(len(engine.search(parse('"trade summit"').query).numbers), engine.fetch("d1").title)
"""
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script, str(folder)], cwd=root, capture_output=True, text=True
    )
    assert done.stderr == ""
    assert done.stdout.split()[0].isdigit()


def test_files_with_right_checksums_and_wrong_numbers_are_told(folder: Path) -> None:
    """Somebody who writes an index can write its checksums: numbers that point anywhere are damage, no crash."""
    table = contents.read(folder, max(contents.generations(folder)))
    path = folder / table.entries[0].file_name
    chance = random.Random(5)
    with closing(PartsFile(path)) as parts:
        names = [name for name in parts.names() if parts.size(name)]
        held = {name: parts.read(name) for name in names}
    told = 0
    for name in names:
        data = held[name]
        for wrong in chance.sample((data[:-1], b"\xff" * len(data), data + b"\x7f", b"", data[::-1]), 2):
            path.unlink()
            with PartsWriter(path) as writer:
                for each in names:
                    writer.part(each, wrong if each == name else held[each])
                writer.finish()
            table.entries[0].size = path.stat().st_size
            contents.write(folder, table)
            try:
                answers(folder)
            except (IndexDamagedError, NotFoundError):
                told += 1
    assert told > len(names) / 2


def test_numbers_come_back(tmp_path: Path) -> None:
    chance = random.Random(3)
    for size in (0, 1, 2, 1000):
        values = np.array([chance.choice([0, 1, 127, 128, 16383, 16384, 2**31, 2**50]) for _ in range(size)], np.int64)
        data, places = encode(values)
        assert decode(data).tolist() == values.tolist()
        assert places[-1] == len(data)
    groups = [sorted(chance.sample(range(10_000), chance.randrange(5))) for _ in range(50)]
    sizes = np.array([len(group) for group in groups])
    flat = np.array([number for group in groups for number in group], np.int64)
    assert rising(distances(flat, sizes), sizes).tolist() == flat.tolist()
    for cut in (b"\x80", b"\x01\xff", b"\xff" * 12 + b"\x01"):
        with pytest.raises(ValueError, match="a number is"):
            decode(cut)


def test_parts_are_checked_block_by_block(tmp_path: Path) -> None:
    path = tmp_path / "a.seg"
    with PartsWriter(path) as writer:
        writer.part("one", b"x" * (3 * BLOCK))
        writer.array("two", np.arange(5000), "<u4")
        writer.finish()
    data = bytearray(path.read_bytes())
    data[2 * BLOCK] ^= 4
    path.write_bytes(data)
    with closing(PartsFile(path)) as parts:
        assert parts.array("two", "<u4", 10, 13).tolist() == [10, 11, 12]
        assert parts.read("one", 0, 100) == b"x" * 100
        assert parts.read("none") == b""
        with pytest.raises(ValueError, match="in one"):
            parts.read("one", 0, 2 * BLOCK + 100)
        with pytest.raises(ValueError, match="no bytes"):
            parts.read("one", 0, 4 * BLOCK)
        with pytest.raises(ValueError, match="damaged"):
            parts.check()


def test_a_number_too_large_for_its_part_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OverflowError), PartsWriter(tmp_path / "a.seg") as writer:
        writer.array("one", np.array([2**33]), "<u4")
    assert not (tmp_path / "a.seg").exists()


def test_the_table_says_what_is_deleted(folder: Path) -> None:
    with closing(open_engine(folder)) as engine:
        with engine.batch() as batch:
            for number in range(5, 15):
                batch.remove(f"d{number}")
        engine.refresh()
        assert engine.count() == 110
    text = (folder / f"_dossier_{max(contents.generations(folder))}.toc").read_text()
    assert json.loads(text.splitlines()[0])["segments"][0]["deleted"]
    with closing(open_engine(folder)) as engine:
        assert engine.count() == 110


def test_numbers_that_would_take_all_memory_are_told(folder: Path) -> None:
    """Written with right checksums: billions of documents, parts that lie before the file or behind it."""
    newest = max(contents.generations(folder))
    table = contents.read(folder, newest)
    path = folder / table.entries[0].file_name
    with closing(PartsFile(path)) as parts:
        held = {name: parts.read(name) for name in parts.names()}
    for documents in (1 << 34, 1 << 62):
        path.unlink()
        with PartsWriter(path) as writer:
            for name, data in held.items():
                writer.part(name, documents.to_bytes(8, "little") if name == "documents" else data)
            writer.finish()
        table.entries[0].documents, table.entries[0].size = documents, path.stat().st_size
        contents.write(folder, table)
        with pytest.raises(IndexDamagedError, match="so many documents"):  # the states before have this segment too
            open_engine(folder, read_only=True)
    sums = np.array([zlib.crc32(b"DSSEG01\n")], "<u4").tobytes()
    for place in ([-8, 8], [0, 1 << 60], [8, -8], [1 << 70, 1], ["0", 1], [0.5, 1], [None, 1], 7):
        directory = json.dumps({"documents": place}).encode()
        trailer = struct.pack("<IIII", len(sums), len(directory), zlib.crc32(sums + directory), 0x31474553)
        path.write_bytes(b"DSSEG01\n" + sums + directory + trailer)
        with pytest.raises((ValueError, TypeError)):
            PartsFile(path)
