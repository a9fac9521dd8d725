"""Where an index lies, which build answers, and who may write to it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from index.errors import IndexBusyError, IndexDamagedError, IndexUnsafeError
from index.library.ledger import FileRecord, Ledger
from index.library.store import Store

VERSIONS = {"schema": 1}


def test_a_new_build_answers_after_the_switch(tmp_path: Path) -> None:
    store = Store(tmp_path / "index", tmp_path / "collection")
    assert store.current() is None
    build = store.new_build()
    assert store.current() is None
    store.switch(build, VERSIONS)
    assert store.current() == build
    manifest = store.manifest()
    assert manifest is not None
    assert manifest.versions == VERSIONS


def test_the_build_before_goes_and_a_broken_off_one_too(tmp_path: Path) -> None:
    store = Store(tmp_path / "index", tmp_path / "collection")
    store.switch(store.new_build(), VERSIONS)
    broken_off = store.new_build()
    second = store.new_build()
    assert not broken_off.folder.exists() or broken_off.folder == second.folder
    store.switch(second, VERSIONS)
    assert [path.name for path in store.folder.glob("build-*")] == [second.folder.name]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"build": 1}', '{"build": "../x", "versions": {}}'])
def test_a_damaged_manifest_is_said_to_be_damaged(tmp_path: Path, text: str) -> None:
    store = Store(tmp_path / "index", tmp_path / "collection")
    store.prepare()
    (store.folder / "manifest.json").write_text(text)
    with pytest.raises(IndexDamagedError, match="manifest"):
        store.manifest()


@pytest.mark.parametrize("named", [False, True])
def test_a_manifest_of_an_earlier_form_is_of_another_version(tmp_path: Path, named: bool) -> None:
    store = Store(tmp_path / "index", tmp_path / "collection")
    store.prepare()
    said = {"build": "build-1", "versions": {"schema": 1}} | ({"collection": str(store.collection)} if named else {})
    (store.folder / "manifest.json").write_text(json.dumps(said))
    manifest = store.manifest()
    assert manifest is not None
    assert manifest.versions == {}
    assert store.current(1) is None
    assert manifest.build == "build-1"


def test_a_build_of_another_schema_cannot_be_read(tmp_path: Path) -> None:
    store = Store(tmp_path / "index", tmp_path / "collection")
    store.switch(store.new_build(), VERSIONS)
    assert store.current() == store.current(1) is not None
    assert store.current(2) is None


@pytest.mark.skipif(os.name != "posix", reason="ownership is a POSIX matter")
def test_a_folder_that_others_may_write_to_is_refused(tmp_path: Path) -> None:
    store = Store(tmp_path / "index", tmp_path / "collection")
    store.switch(store.new_build(), VERSIONS)
    assert store.folder.stat().st_mode & 0o777 == 0o700
    store.folder.chmod(0o770)
    with pytest.raises(IndexUnsafeError, match="Others may write"):
        store.manifest()


def test_one_process_writes_at_a_time_and_a_killed_one_lets_go(tmp_path: Path) -> None:
    store = Store(tmp_path / "index", tmp_path / "collection")
    code = (
        "import sys, time; from pathlib import Path; from index.library.store import Store\n"
        f"with Store(Path({json.dumps(str(store.folder))}), Path('/nowhere')).lock():\n"
        "    print('held', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(IndexBusyError, match="Another window"), store.lock():
        pass
    holder.kill()
    holder.communicate()
    with store.lock():
        pass


def test_the_ledger_keeps_files_and_problems(tmp_path: Path) -> None:
    good = FileRecord("a.txt", 3, 1, "aa", "id1")
    bad = FileRecord("b.pdf", 3, 1, "", "", "", "It is broken", "mend it")
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        ledger.record([good, bad])
        ledger.record([FileRecord("a.txt", 4, 2, "ab", "id2")])
    with Ledger(tmp_path / "ledger.sqlite", read_only=True) as ledger:
        assert ledger.files()["a.txt"].id == "id2"
        assert [(p.path, p.message, p.hint) for p in ledger.problems()] == [("b.pdf", "It is broken", "mend it")]
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        ledger.forget(["a.txt", "b.pdf"])
        assert ledger.files() == {}


def test_a_manifest_of_which_a_bit_was_flipped_is_told(tmp_path: Path) -> None:
    store = Store(tmp_path / "index", tmp_path / "collection")
    store.switch(store.new_build(), VERSIONS)
    path = store.folder / "manifest.json"
    text = path.read_text()
    for part in ("build", "versions", "collection", "sum"):
        path.write_text(text.replace(f'"{part}"', f'"X{part[1:]}"'))
        with pytest.raises(IndexDamagedError):
            store.manifest()
    path.write_text(text.replace("build-1", "build-3"))
    with pytest.raises(IndexDamagedError, match="checksum"):
        store.manifest()
    kept = store.new_build()  # not known to be superfluous until another build answers
    assert {each.name for each in store.folder.glob("build-*")} == {"build-1", "build-2"}
    store.switch(kept, VERSIONS)
    assert [each.name for each in store.folder.glob("build-*")] == ["build-2"]
