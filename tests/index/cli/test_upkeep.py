"""The commands that fill, look after and remove: refresh, check, forget, and what happens without an index."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from index import state
from index.folders import index_folder
from index.library import Library
from index.notebook import notebook_file
from index.settings import sample, settings_file
from tests.index.cli.conftest import FILES, Run, write


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """A collection that was never indexed."""
    return write(tmp_path / "fresh", FILES)


def test_the_first_question_indexes_and_the_folder_stays_as_it_was(run: Run, fresh: Path) -> None:
    before = sorted(path.relative_to(fresh) for path in fresh.rglob("*"))
    first = run("search", "trade", "-C", fresh, "--json")
    assert (first.code, len(first.records())) == (0, 2)
    assert "for the first time" in first.err
    second = run("search", "trade", "-C", fresh, "--json")
    assert second.err == ""
    assert second.out == first.out
    assert sorted(path.relative_to(fresh) for path in fresh.rglob("*")) == before


def test_refresh(run: Run, fresh: Path) -> None:
    (fresh / "odd.xyz").write_bytes(b"\x00\x01")
    done = run("refresh", fresh, "--json")
    [record] = done.records()
    assert done.code == 0
    assert (record["added"], record["changed"], record["removed"], record["unchanged"]) == (3, 0, 0, 0)
    assert (record["collection"], record["files"], record["stopped"]) == (str(fresh), 3, False)
    assert [each["path"] for each in record["problems"]] == ["odd.xyz"]
    assert all(list(each) == ["path", "message", "hint"] for each in record["problems"])
    again = run("refresh", "-C", fresh)
    assert "3 files: 0 added, 0 changed, 0 removed, 3 unchanged" in again.out
    assert "1 file with problems:\n  odd.xyz: " in again.out
    [rebuilt] = run("refresh", fresh, "--rebuild", "--json").records()
    assert rebuilt["added"] == 3


def test_refresh_of_an_empty_folder(run: Run, tmp_path: Path) -> None:
    assert run("refresh", tmp_path).code == 1


@pytest.mark.parametrize("command", ["refresh", "search"])
def test_a_folder_that_is_not_there(run: Run, tmp_path: Path, command: str) -> None:
    words = ["refresh", tmp_path / "x"] if command == "refresh" else ["search", "a", "-C", tmp_path / "x"]
    done = run(*words)
    assert (done.code, done.out) == (2, "")
    assert done.err == f"dossier: there is no folder {tmp_path / 'x'}\n  give the path of a folder with documents\n"
    (tmp_path / "x").write_text("file")
    assert "is a file, not a folder" in run(*words).err


def test_the_program_that_a_browser_starts(fresh: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "index", "refresh", str(fresh), "--progress", "json", "--index", str(tmp_path / "i")],
        capture_output=True,
        text=True,
    )
    events = [json.loads(line) for line in done.stderr.splitlines()]
    assert done.returncode == 0
    assert [events[0]["event"], events[-1]["event"]] == ["start", "end"]
    assert {each["event"] for each in events[1:-1]} == {"progress", "commit"}
    assert events[0] == {"event": "start", "files": 3}
    assert {"added", "changed", "removed", "unchanged", "problems", "stopped", "seconds"} <= set(events[-1])
    assert events[-1]["stopped"] is False
    assert done.stdout.startswith("3 files: 3 added")


def test_its_errors_are_events_too(tmp_path: Path, run: Run) -> None:
    done = run("refresh", tmp_path / "x", "--progress", "json")
    assert done.code == 2
    assert json.loads(done.err) == {
        "event": "error",
        "kind": "CollectionError",
        "message": f"there is no folder {tmp_path / 'x'}",
        "hint": "give the path of a folder with documents",
    }


@pytest.mark.parametrize("way", ["SIGTERM", "SIGINT", "closed input"])
def test_a_refresh_stops_cleanly_and_the_next_goes_on(tmp_path: Path, run: Run, way: str) -> None:
    folder, index = tmp_path / "many", tmp_path / "index"
    write(folder, {f"{number:03}.txt": f"Document {number}\n\n{FILES['trade.md'] * 2}" for number in range(47)})
    child = subprocess.Popen(
        [sys.executable, "-m", "index", "refresh", str(folder), "--progress", "json", "--index", str(index)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert child.stderr
    assert child.stdin
    assert json.loads(child.stderr.readline()) == {"event": "start", "files": 47}
    if way == "closed input":
        child.stdin.close()
        child.stdin = None
    else:
        os.kill(child.pid, getattr(signal, way))
    end = json.loads(child.stderr.read().splitlines()[-1])
    child.communicate(timeout=30)
    assert (child.returncode, end["event"], end["stopped"]) == (130, "end", True)
    [record] = run("refresh", folder, "--index", index, "--json").records()
    assert record["added"] + record["unchanged"] == 47
    assert record["added"] == 47 - end["added"]


def test_forget(run: Run, fresh: Path) -> None:
    run("refresh", fresh)
    state.opened(fresh)
    index = index_folder(fresh)
    assert index.is_dir()
    done = run("forget", fresh)
    assert done.code == 0
    assert f"removed the index {index} (" in done.out
    assert "removed its searches" in done.out
    assert not index.exists()
    assert state.last_collection() is None
    assert sorted(path.name for path in fresh.iterdir()) == ["sub", "talks.md", "trade.md"]
    again = run("forget", fresh)
    assert (again.code, again.out) == (1, "")


def test_forget_a_collection_that_is_gone(run: Run, fresh: Path) -> None:
    run("refresh", fresh)
    for path in sorted(fresh.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    fresh.rmdir()
    assert run("forget", fresh).code == 0
    assert not index_folder(fresh).exists()


def test_forget_leaves_what_is_not_ours(run: Run, fresh: Path, tmp_path: Path) -> None:
    keep = write(tmp_path / "keep", {"diary.txt": "mine", "build-notes.txt": "mine"})
    assert run("forget", fresh, "--index", keep).code == 1
    run("refresh", fresh, "--index", keep)
    assert run("forget", fresh, "--index", keep).code == 0
    assert sorted(path.name for path in keep.iterdir()) == ["build-notes.txt", "diary.txt"]


def test_check(ask: Run) -> None:
    done = ask("check", "--json")
    assert done.code == 0
    found = {each["part"]: each for each in done.records()}
    assert all(list(each) == ["level", "part", "message", "hint"] for each in found.values())
    assert {"settings", "state", "collection", "dossier.yaml", "index", "problems", "terminal", "encoding"} <= set(
        found
    )
    assert "3 files" in found["collection"]["message"]
    assert "3 documents" in found["index"]["message"]
    assert {each["level"] for each in found.values()} <= {"ok", "warn"}
    assert "ok    index: " in ask("check").out


def test_a_changed_dossier_yaml_is_told_until_it_is_applied(run: Run, fresh: Path) -> None:
    run("refresh", fresh)
    assert run("search", "-C", fresh).err == ""
    said = fresh / "dossier.yaml"
    said.write_text("documents:\n  sub/note.txt: {published: 2021-05-24, estimated: true}\n")
    assert run("search", "-C", fresh).err == "dossier.yaml has changed: run refresh\n"
    found = {each["part"]: each for each in run("check", "-C", fresh, "--json").records() if each["level"] == "warn"}
    assert found["dossier.yaml"]["message"] == "describes 1 file differently since the last refresh"
    assert "all indexed as they are now" not in run("check", "-C", fresh).out
    run("refresh", fresh)
    assert run("search", "-C", fresh).err == ""
    assert "all indexed as they are now" in run("check", "-C", fresh).out
    said.write_text('documents:\n  "pages/*": {publisher: TASS}\n')  # a problem of its own
    run("refresh", fresh)
    assert run("search", "-C", fresh).err == ""
    said.unlink()
    assert "has changed" in run("search", "-C", fresh).err
    run("refresh", fresh)
    assert run("search", "-C", fresh).err == ""


def test_check_finds_what_is_wrong(run: Run, fresh: Path) -> None:
    (fresh / "dossier.yaml").write_text("documents: [")
    (fresh / "names.yaml").write_text("people: 3\n")
    done = run("check", "-C", fresh, "--json")
    found = {each["part"]: each["level"] for each in done.records()}
    assert done.code == 2
    assert (found["dossier.yaml"], found["names.yaml"], found["index"]) == ("bad", "bad", "warn")
    assert found["collection"] == "ok"
    missing = run("check", "-C", fresh / "none", "--json")
    assert missing.code == 2
    assert {each["part"]: each["level"] for each in missing.records()}["collection"] == "bad"


def test_check_finds_a_flipped_bit(run: Run, fresh: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    run("refresh", fresh, "--index", index)
    segment = next(index.glob("build-*/postings/*.seg"))
    data = bytearray(segment.read_bytes())
    data[len(data) // 2] ^= 1
    segment.write_bytes(data)
    done = run("check", "-C", fresh, "--index", index)
    assert done.code == 2
    assert "is damaged" in done.out
    assert "refresh with --rebuild" in done.out


def test_check_finds_an_index_that_others_can_write(run: Run, fresh: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    run("refresh", fresh, "--index", index)
    index.chmod(0o777)
    done = run("check", "-C", fresh, "--index", index)
    assert done.code == 2
    assert "bad   index: Others may write" in done.out
    refused = run("search", "trade", "-C", fresh, "--index", index)
    assert (refused.code, refused.out) == (2, "")


def test_a_closed_pipe_is_quiet(fresh: Path, tmp_path: Path) -> None:
    write(fresh, {f"{number}.txt": f"Trade {number}\n\n" + "trade and more trade. " * 40 for number in range(40)})
    command = [sys.executable, "-m", "index", "search", "trade", "--json", "-C", str(fresh)]
    subprocess.run(command, capture_output=True, check=True)
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert child.stdout
    child.stdout.close()
    child.stdout = None
    _, err = child.communicate(timeout=30)
    assert (child.returncode, err) == (141, b"")


def test_files_are_counted_by_what_became_of_them(run: Run, fresh: Path) -> None:
    (fresh / "zero.txt").write_bytes(b"%PDF-1.7\n\x00\x01")
    [first] = run("refresh", fresh, "--json").records()
    assert (first["files"], first["added"], len(first["problems"])) == (3, 3, 1)
    [second] = run("refresh", fresh, "--json").records()
    assert (second["files"], second["added"], second["unchanged"]) == (3, 0, 3)
    (fresh / "trade.md").write_bytes(b"%PDF-1.7\n\x00\x01")
    [third] = run("refresh", fresh, "--json").records()
    assert (third["files"], third["changed"], third["removed"], len(third["problems"])) == (2, 0, 1, 2)
    (fresh / "zero.txt").unlink()
    [last] = run("refresh", fresh, "--json").records()
    assert (last["files"], last["removed"], len(last["problems"])) == (2, 0, 1)


def test_the_notebook_is_looked_at_and_never_forgotten(run: Run, fresh: Path) -> None:
    def checked() -> dict[str, str]:
        [found] = [each for each in run("check", "-C", fresh, "--json").records() if each["part"] == "notebook"]
        return found

    run("refresh", fresh)
    path = notebook_file(fresh)
    assert checked()["message"] == f"none yet; it would be {path}"
    with closing(Library.open(fresh)) as library:
        [row] = library.rows(library.search("title:Trade").numbers)
        start = library.read(row.id).text.index("2020")
        library.reject_date(row.id, start)
    assert checked()["message"] == f"{path}, 1 judged date"
    done = run("forget", fresh)
    assert (done.code, done.err) == (0, f"the notebook of it stays: {path}\n")
    assert path.exists()
    again = run("forget", fresh)
    assert (again.code, str(path) in again.err) == (1, True)
    path.write_text("dates: 3\n")
    assert checked()["level"] == "bad"


def test_what_dossier_yaml_says_of_no_file_is_told(run: Run, fresh: Path) -> None:
    said = (
        'include: ["*.md", "sub/*", "pages/**"]\ndocuments:\n  trad.md: {kind: article}\n  "sub/*": {kind: article}\n'
    )
    (fresh / "dossier.yaml").write_text(said)
    [record] = run("refresh", fresh, "--json").records()
    assert [(each["path"], each["message"]) for each in record["problems"]] == [
        ("dossier.yaml", 'No file matches "pages/**", "trad.md"')
    ]
    found = [each["message"] for each in run("check", "-C", fresh, "--json").records() if each["level"] == "warn"]
    assert '"pages/**" matches no file' in found
    assert '"trad.md" matches no file' in found
    (fresh / "trade.md").rename(fresh / "trad.md")
    (fresh / "pages").mkdir()
    (fresh / "pages" / "a.md").write_text("A page with a sentence.")
    [record] = run("refresh", fresh, "--json").records()
    assert record["problems"] == []


def test_an_index_where_a_file_is(run: Run, fresh: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    for place in (tmp_path / "file", tmp_path / "file" / "below"):
        done = run("refresh", fresh, "--index", place)
        assert done.code == 2
        assert done.err.startswith(f"dossier: The index cannot lie in {place}: a file is in the way\n")


@pytest.mark.parametrize("lacks", [("sum",), ("sum", "collection")])
def test_an_index_of_another_schema_is_made_anew_without_a_word_of_damage(
    run: Run, fresh: Path, tmp_path: Path, lacks: tuple[str, ...]
) -> None:
    index = tmp_path / "index"
    run("refresh", fresh, "--index", index)
    path = index / "manifest.json"
    manifest = json.loads(path.read_text())
    manifest["versions"]["schema"] = 0
    path.write_text(json.dumps({key: value for key, value in manifest.items() if key not in lacks}))
    postings = index / manifest["build"] / "postings"
    for each in postings.iterdir():
        each.write_bytes(b"of another form")
    found = run("search", "trade", "-C", fresh, "--index", index, "--json")
    assert (found.code, len(found.records())) == (0, 2)
    assert "indexing" in found.err
    assert "damage" not in found.err
    assert not postings.exists()


def test_settings_say_what_is_set_and_where(run: Run) -> None:
    unset = run("settings")
    assert (unset.code, unset.err.count("does not exist")) == (0, 1)
    assert "order: relevance\n" in unset.out
    settings_file().parent.mkdir(parents=True, exist_ok=True)
    settings_file().write_text("order: newest\nkeys: {reader.find: [f, ctrl+f]}\n", "utf-8")
    chosen = run("settings")
    assert "order: newest   # set\n" in chosen.out
    assert "keys: reader.find: f ctrl+f\n" in chosen.out
    assert run("settings", "--sample").out == sample()
    settings_file().write_text("oder: newest\n", "utf-8")
    wrong = run("settings")
    assert (wrong.code, wrong.out) == (2, "")
    assert 'did you mean "order"?' in wrong.err
    settings_file().unlink()
