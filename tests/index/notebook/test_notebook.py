"""The notebook's file: two windows, hand edits, malformed files, undo."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from index.errors import NotebookError, SettingsError
from index.models import Annotation, Kind
from index.notebook import DateJudgement, Notebook, notebook_file

SAID = Annotation(Kind.DATE, 12, 21, "last year", "2020")
OTHER = Annotation(Kind.DATE, 40, 46, "Sunday", "2021-05-23")


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    folder = tmp_path / "Articles"
    folder.mkdir()
    return folder


def test_what_is_judged_is_kept(collection: Path) -> None:
    notebook = Notebook.open(collection)
    assert (notebook.all_dates(), notebook.version, notebook.path.exists()) == ((), 0, False)
    made = notebook.correct_date("abc", "talks.md", SAID, " 2019 ", "see the annex", sentence="It fell last year.")
    rejected = notebook.reject_date("def", "news.md", OTHER)
    assert notebook.version == 2
    assert (made.value, made.was, made.rejected, made.note) == ("2019", "2020", False, "see the annex")
    assert made.when.endswith("Z")
    again = Notebook.open(collection)
    assert again.dates("abc") == (made,)
    assert again.dates("def") == (rejected,)
    assert again.dates("ghi") == ()


def test_it_lies_in_the_users_data_folder_private_to_them(collection: Path) -> None:
    notebook = Notebook.open(collection)
    notebook.reject_date("abc", "talks.md", SAID)
    assert notebook.path == notebook_file(collection)
    assert notebook.path.is_relative_to(os.environ["XDG_DATA_HOME"])
    assert notebook.path.parent.name.startswith("articles-")
    if os.name == "posix":
        assert stat.S_IMODE(notebook.path.stat().st_mode) == 0o600
        assert stat.S_IMODE(notebook.path.parent.stat().st_mode) == 0o700


def test_a_later_judgement_takes_the_place_of_the_one_before(collection: Path) -> None:
    notebook = Notebook.open(collection)
    notebook.correct_date("abc", "talks.md", SAID, "2019", "why")
    notebook.reject_date("abc", "talks.md", SAID)
    (only,) = notebook.all_dates()
    assert (only.rejected, only.value, only.was, only.note) == (True, "", "2020", "why")


@pytest.mark.parametrize("value", ["", "yesterday", "2021-13", "2021-02-30", "2017/2011", "2021-05-24 ; rm", "20٢1"])
def test_a_value_that_is_no_date_is_refused(collection: Path, value: str) -> None:
    notebook = Notebook.open(collection)
    with pytest.raises(NotebookError, match="is not a date") as caught:
        notebook.correct_date("abc", "talks.md", SAID, value)
    assert "2021-05-24" in caught.value.hint
    assert not notebook.path.exists()


def test_an_edit_by_hand_is_picked_up(collection: Path) -> None:
    notebook = Notebook.open(collection)
    notebook.correct_date("abc", "talks.md", SAID, "2019")
    assert not notebook.changed()
    text = notebook.path.read_text(encoding="utf-8")
    notebook.path.write_text(text.replace("'2019'", "2018"), encoding="utf-8")
    assert notebook.changed()
    assert notebook.version == 2
    assert notebook.all_dates()[0].value == "2018"
    notebook.path.write_text("# only a comment\n" + notebook.path.read_text(encoding="utf-8"), encoding="utf-8")
    assert not notebook.changed()
    notebook.path.unlink()
    assert notebook.changed()
    assert notebook.all_dates() == ()


def test_a_malformed_file_is_refused_and_kept(collection: Path) -> None:
    notebook = Notebook.open(collection)
    made = notebook.correct_date("abc", "talks.md", SAID, "2019")
    broken = notebook.path.read_text(encoding="utf-8") + "  - path: [\n"
    notebook.path.write_text(broken, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"notebook\.yaml, line \d+: "):
        notebook.changed()
    with pytest.raises(SettingsError):
        notebook.reject_date("def", "news.md", OTHER)
    with pytest.raises(SettingsError):
        notebook.undo()
    with pytest.raises(SettingsError):
        Notebook.open(collection)
    assert notebook.path.read_text(encoding="utf-8") == broken
    assert notebook.all_dates() == (made,)
    notebook.path.write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError, match="not UTF-8"):
        Notebook.open(collection)


@pytest.mark.parametrize(
    "fault",
    [
        "    value: last thursday\n",
        "    value: [2019\n",
        "    value: 'May\n",
        "    value: 2019\n    valeu: 2018\n",
        "    value: 2019\n  rejected: true\n",
        "\tvalue: 2019\n",
    ],
)
def test_one_bad_entry_does_not_void_the_others(collection: Path, fault: str) -> None:
    notebook = Notebook.open(collection)
    first = notebook.correct_date("abc", "a.md", SAID, "2019")
    last = notebook.correct_date("abc", "c.md", OTHER, "2018")
    notebook.decide([("osh", "Osh")], hidden=True)
    lines = notebook.path.read_text(encoding="utf-8").splitlines(keepends=True)
    at = next(i for i, line in enumerate(lines) if "c.md" in line)
    bad = "  - path: b.md\n    document: bcd\n    start: 3\n    words: Sunday\n" + fault
    broken = "".join([*lines[:at], bad, *lines[at:]])
    notebook.path.write_text(broken, encoding="utf-8")
    for each in (notebook, Notebook(notebook.path)):
        for _ in range(2):  # asked again it says so again
            with pytest.raises(SettingsError, match=r"notebook\.yaml, line \d+: "):
                each.changed()
            assert each.all_dates() == (first, last)
            assert [name.entity for name in each.all_names()] == ["osh"]
        with pytest.raises(SettingsError):
            each.reject_date("def", "news.md", OTHER)
    assert notebook.path.read_text(encoding="utf-8") == broken
    notebook.path.write_text("".join(lines), encoding="utf-8")
    assert not notebook.changed()
    assert notebook.reject_date("def", "news.md", OTHER) in notebook.all_dates()


def test_entries_on_one_line_stand_for_themselves(collection: Path) -> None:
    notebook = Notebook(notebook_file(collection))
    notebook.path.parent.mkdir(parents=True)
    good = "{path: a.md, document: a, start: 1, words: May, value: 2019}"
    notebook.path.write_text(f"dates: [{good}, {good.replace('2019', 'soon')}]\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="'soon' is not a date"):
        notebook.changed()
    assert [each.value for each in notebook.all_dates()] == ["2019"]


def test_nothing_is_guessed_of_a_newer_format(collection: Path) -> None:
    made = Notebook.open(collection).correct_date("abc", "a.md", SAID, "2019")
    path = notebook_file(collection)
    text = path.read_text(encoding="utf-8").replace("notebook: 1", "notebook: 2")
    for newer in (text, text + "  - path: [\n"):
        path.write_text(newer, encoding="utf-8")
        notebook = Notebook(path)
        with pytest.raises(SettingsError):
            notebook.changed()
        assert notebook.all_dates() == ()
    assert made.value == "2019"


def test_undo_goes_back_change_by_change(collection: Path) -> None:
    notebook = Notebook.open(collection)
    first = notebook.correct_date("abc", "talks.md", SAID, "2019")
    second = notebook.correct_date("abc", "talks.md", SAID, "2018")
    third = notebook.reject_date("def", "news.md", OTHER)
    notebook.forget_date(second)
    assert notebook.all_dates() == (third,)
    seen = []
    while change := notebook.undo():
        seen.append((change.before, change.after, Notebook.open(collection).all_dates()))
    assert seen == [
        (second, None, (third, second)),
        (None, third, (second,)),
        (first, second, (first,)),
        (None, first, ()),
    ]


def test_undo_does_not_touch_what_another_window_changed(collection: Path) -> None:
    one, other = Notebook.open(collection), Notebook.open(collection)
    one.correct_date("abc", "talks.md", SAID, "2019")
    later = other.correct_date("abc", "talks.md", SAID, "2018")
    with pytest.raises(NotebookError, match="changed since"):
        one.undo()
    assert Notebook.open(collection).all_dates() == (later,)
    assert one.undo() is None


def test_an_undo_that_could_not_be_written_can_be_tried_again(collection: Path) -> None:
    notebook = Notebook.open(collection)
    notebook.correct_date("abc", "talks.md", SAID, "2019")
    good = notebook.path.read_text(encoding="utf-8")
    notebook.path.write_text("dates: [", encoding="utf-8")
    with pytest.raises(SettingsError):
        notebook.undo()
    notebook.path.write_text(good, encoding="utf-8")
    assert notebook.undo() is not None
    assert notebook.all_dates() == ()


def test_forgetting_what_is_gone_says_so(collection: Path) -> None:
    with pytest.raises(NotebookError, match="changed since"):
        Notebook.open(collection).forget_date(DateJudgement("a", "b", 1, "c", value="2019"))


def test_a_file_under_version_control_may_be_linked_to(collection: Path, tmp_path: Path) -> None:
    kept = tmp_path / "repository" / "notebook.yaml"
    kept.parent.mkdir()
    kept.write_text("# shared\n")
    path = notebook_file(collection)
    path.parent.mkdir(parents=True)
    path.symlink_to(kept)
    Notebook.open(collection).reject_date("abc", "talks.md", SAID)
    assert path.is_symlink()
    assert "last year" in kept.read_text()
    assert "# shared" in kept.read_text()


@pytest.mark.skipif(os.name != "posix" or os.getuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_said(collection: Path) -> None:
    folder = notebook_file(collection).parent
    folder.mkdir(parents=True)
    folder.chmod(0o500)
    with pytest.raises(NotebookError, match="cannot be written"):
        Notebook.open(collection).reject_date("abc", "talks.md", SAID)


def test_a_full_disk_leaves_what_was_there(collection: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notebook = Notebook.open(collection)
    made = notebook.correct_date("abc", "talks.md", SAID, "2019")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(NotebookError, match="No space left"):
            notebook.reject_date("def", "news.md", OTHER)
    assert Notebook.open(collection).all_dates() == (made,)
    assert sorted(path.name for path in notebook.path.parent.iterdir()) == ["notebook.lock", "notebook.yaml"]


WRITER = """
import sys
from pathlib import Path
from index.models import Annotation, Kind
from index.notebook import Notebook
notebook = Notebook.open(Path(sys.argv[1]))
for number in range(15):
    notebook.correct_date(sys.argv[2], "talks.md", Annotation(Kind.DATE, number, number + 3, "May", "2020-05"), "2019")
    if number % 5 == 4:
        notebook.undo()
"""


def test_two_windows_at_once_lose_nothing(collection: Path) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, collection, name], cwd=Path(__file__).parents[3])
        for name in ("one", "two")
    ]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0]
    kept = sorted((each.document, each.start) for each in Notebook.open(collection).all_dates())
    starts = [number for number in range(15) if number % 5 != 4]
    assert kept == [("one", start) for start in starts] + [("two", start) for start in starts]
