"""Edits of dossier.yaml: one value changes, every other character stays; and where they are written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.collection_edit import ABSENT, edited, excluding, leave_out, state, take_back
from index.collection_file import CollectionFile, overlay_file
from index.errors import SettingsError

TEXT = """# my notes
name: Valley   # the name

exclude:
  - drafts/**
documents:   # by path
  # the agency's
  "tass/*": {publisher: TASS,   language: en}  # patterns first

  a.txt:
    published: 2025-11-27   # by the dateline
    # worked out
    estimated: true
    authors:
      - Ivan Example
      - 'O''Neill'
  b.txt: {title: 'One: two'}

# the end
"""


@pytest.mark.parametrize(
    ("path", "fields", "old", "new"),
    [
        ("a.txt", {"published": "2025-11-28"}, "2025-11-27   #", "2025-11-28   #"),
        ("a.txt", {"published": None}, "2025-11-27   #", "null   #"),
        ("a.txt", {"estimated": ABSENT}, "    estimated: true\n", ""),
        ("a.txt", {"authors": ["Asel"]}, "      - Ivan Example\n      - 'O''Neill'\n", "      [Asel]\n"),
        ("a.txt", {"place": "Osh"}, "      - 'O''Neill'\n", "      - 'O''Neill'\n    place: Osh\n"),
        ("b.txt", {"title": "Three"}, "'One: two'", "Three"),
        ("b.txt", {"title": ABSENT}, "  b.txt: {title: 'One: two'}\n", ""),
        ("b.txt", {"kind": "article"}, "two'}", "two', kind: article}"),
        ("tass/*", {"publisher": ABSENT}, "publisher: TASS,   language", "language"),
        ("tass/*", {"language": ABSENT}, "TASS,   language: en}", "TASS}"),
        ("c: d.txt", {"language": "no"}, "two'}\n", "two'}\n  'c: d.txt': {language: 'no'}\n"),
        ("отчёт.md", {"title": "А, б"}, "two'}\n", "two'}\n  отчёт.md: {title: 'А, б'}\n"),
        ("none.txt", {"title": ABSENT}, "", ""),
        ("b.txt", {"title": ABSENT, "place": "Osh"}, "{title: 'One: two'}", "{place: Osh}"),
    ],
)
def test_only_what_was_said_changes(path: str, fields: dict[str, object], old: str, new: str) -> None:
    assert edited(TEXT, {path: fields}) == TEXT.replace(old, new, 1)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "documents:\n  a.txt: {kind: article}\n"),
        ("name: x", "name: x\ndocuments:\n  a.txt: {kind: article}\n"),
        ("name: x\r\n", "name: x\r\ndocuments:\r\n  a.txt: {kind: article}\r\n"),
        ("documents:  # none yet\nname: x\n", "documents:  # none yet\n  a.txt: {kind: article}\nname: x\n"),
        ("documents: {}\n", "documents: {a.txt: {kind: article}}\n"),
        ("documents: {b.txt: {}}\n", "documents: {b.txt: {}, a.txt: {kind: article}}\n"),
        ("documents: {a.txt: {}}\n", "documents: {a.txt: {kind: article}}\n"),
        ("documents:\n  a.txt: {\n    title: A, # so\n  }\n", None),
        ("documents:\n  a.txt:\n    kind:\n", "documents:\n  a.txt:\n    kind: article\n"),
        ("documents:\n  a.txt:\n    title: >-\n      A long\n      title\n", None),
    ],
)
def test_every_way_to_write_it(before: str, after: str | None) -> None:
    found = edited(before, {"a.txt": {"kind": "article"}})
    assert after is None or found == after
    assert CollectionFile.parse(found).documents["a.txt"]["kind"] == "article"
    assert (
        before.rstrip("\n }").replace(", # so", "") in found.replace(", kind: article", "").replace(" # so", "")
        or after
    )


def test_what_cannot_be_edited_stays(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="line 1"):
        edited("documents: [a]\n", {"a.txt": {"kind": "article"}})
    with pytest.raises(SettingsError, match="by hand"):
        edited("{name: x}\n", {"a.txt": {"kind": "article"}})
    (tmp_path / "dossier.yaml").write_text("{name: x}\n", encoding="utf-8")
    with pytest.raises(SettingsError):
        state(tmp_path, {"a.txt": {"kind": "article"}})
    assert (tmp_path / "dossier.yaml").read_text(encoding="utf-8") == "{name: x}\n"


VALUES = st.one_of(
    st.just(ABSENT), st.none(), st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=8)
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["a.txt", "b.txt", "c d.txt"]), st.sampled_from(["title", "place"]), VALUES)))
def test_any_row_of_edits_says_what_was_meant(edits: list[tuple[str, str, object]]) -> None:
    text, meant = TEXT, {path: dict(fields) for path, fields in CollectionFile.parse(TEXT).documents.items()}
    for path, name, value in edits:
        text = edited(text, {path: {name: value}})
        fields = meant.setdefault(path, {})
        fields[name] = value
        if value is ABSENT:
            del fields[name]
        if not fields:
            del meant[path]
    assert CollectionFile.parse(text).documents == meant
    assert text.startswith(TEXT[: TEXT.index("  a.txt")])
    assert "# the end" in text


def test_patterns_left_out_and_back() -> None:
    out = excluding(TEXT, "x y.pdf")
    assert out == TEXT.replace("  - drafts/**\n", "  - drafts/**\n  - x y.pdf\n")
    assert excluding(out, "x y.pdf", out=True) == TEXT
    assert excluding("name: x\n", "a.pdf") == "name: x\nexclude: [a.pdf]\n"
    assert excluding("exclude: a.pdf\n", "*.jpg") == "exclude: [a.pdf, '*.jpg']\n"
    assert CollectionFile.parse(excluding(TEXT, "drafts/**", out=True)).exclude == ()


def test_a_change_is_written_whole_and_taken_back(tmp_path: Path) -> None:
    file = tmp_path / "dossier.yaml"
    file.write_text(TEXT, encoding="utf-8")
    file.chmod(0o640)
    change = state(tmp_path, {"a.txt": {"published": "2025-11-28"}, "new.txt": {"publisher": "TASS"}})
    assert (change.file, change.overlay, change.paths) == (file, False, ("a.txt", "new.txt"))
    assert file.stat().st_mode & 0o777 == 0o640
    assert CollectionFile.load(tmp_path).overrides("a.txt")["published"] == "2025-11-28"
    take_back(tmp_path, change)
    assert file.read_text(encoding="utf-8") == TEXT
    change = state(tmp_path, {"a.txt": {"published": "2025-11-28"}})
    file.write_text(TEXT.replace("27", "29"), encoding="utf-8")
    with pytest.raises(SettingsError, match="changed there since"):
        take_back(tmp_path, change)
    left = leave_out(tmp_path, ["a.txt"])
    assert not CollectionFile.load(tmp_path).includes("a.txt")
    take_back(tmp_path, left)
    assert CollectionFile.load(tmp_path).includes("a.txt")


def test_a_folder_that_cannot_be_written_has_an_overlay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    access = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: not (mode & os.W_OK) and access(path, mode))
    change = state(tmp_path, {"a.txt": {"published": "2025-11-28"}})
    assert change.overlay
    assert change.file == overlay_file(tmp_path)
    assert change.file.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == []
    assert CollectionFile.load(tmp_path).overrides("a.txt") == {"published": "2025-11-28"}
    monkeypatch.undo()


def test_what_the_overlay_speaks_of_is_changed_there(tmp_path: Path) -> None:
    overlay = overlay_file(tmp_path)
    overlay.parent.mkdir(parents=True)
    overlay.write_text("documents:\n  a.txt: {published: 2025-11-28}\n", encoding="utf-8")
    assert state(tmp_path, {"a.txt": {"place": "Osh"}}).overlay
    assert not state(tmp_path, {"b.txt": {"place": "Osh"}}).overlay


def test_a_name_that_looks_like_a_pattern_speaks_of_one_file(tmp_path: Path) -> None:
    change = state(tmp_path, {"talk [12].txt": {"place": "Osh"}})
    found = CollectionFile.load(tmp_path)
    assert found.overrides("talk [12].txt") == {"place": "Osh"}
    assert found.overrides("talk 1.txt") == found.overrides("sub/talk [12].txt") == {}
    take_back(tmp_path, change)
    assert CollectionFile.load(tmp_path).documents == {}
