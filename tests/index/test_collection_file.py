"""dossier.yaml: what it may say, and that a mistake is named with its line and the nearest key."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.collection_file import CollectionFile, digest, overlay_file
from index.errors import SettingsError

GOOD = """name: The valley
include: ["*.txt", "pages/**"]
exclude: drafts/**
documents:
  "tass/*": {publisher: TASS, language: en}
  tass/a.txt: {published: 2025-11-27, estimated: true, authors: Ivan Example}
  "*.htm?": {kind: article, published: null}
"""


def load(folder: Path, text: str) -> CollectionFile:
    (folder / "dossier.yaml").write_text(text, encoding="utf-8")
    return CollectionFile.load(folder)


def test_no_file_says_nothing(tmp_path: Path) -> None:
    found = CollectionFile.load(tmp_path)
    assert found == CollectionFile()
    assert found.includes("any/file.txt")
    assert found.overrides("any/file.txt") == {}
    assert load(tmp_path, "") == CollectionFile()


def test_fields_by_path_and_pattern(tmp_path: Path) -> None:
    found = load(tmp_path, GOOD)
    assert found.name == "The valley"
    assert found.overrides("tass/a.txt") == {
        "publisher": "TASS",
        "language": "en",
        "published": "2025-11-27",
        "estimated": True,
        "authors": ["Ivan Example"],
    }
    assert found.overrides("tass/b.txt") == {"publisher": "TASS", "language": "en"}
    assert found.overrides("tass/deeper/b.txt") == {}
    assert found.overrides("pages/x/y.html") == {"kind": "article", "published": None}


def test_what_holds_below_a_folder(tmp_path: Path) -> None:
    found = load(
        tmp_path,
        """folders:
  tass/archive: {place: Moscow, publisher: ITAR-TASS}
  ".": {language: ru}
  tass: {publisher: TASS}
  "*/minutes": {kind: transcript}
documents:
  tass/a.txt: {publisher: Own}
""",
    )
    assert found.overrides("x.txt") == {"folders": {"language": "ru"}}
    assert found.overrides("tass/a.txt") == {"folders": {"language": "ru", "publisher": "TASS"}, "publisher": "Own"}
    assert found.overrides("tass/archive/b.txt") == {
        "folders": {"language": "ru", "publisher": "ITAR-TASS", "place": "Moscow"}
    }
    assert found.overrides("2019/minutes/1/a.txt") == {"folders": {"language": "ru", "kind": "transcript"}}
    assert found.unmatched(["tass/a.txt", "x.txt"]) == ["tass/archive", "*/minutes"]


def test_the_users_overlay_wins_field_by_field(tmp_path: Path) -> None:
    before = digest(tmp_path)
    overlay = overlay_file(tmp_path)
    overlay.parent.mkdir(parents=True)
    overlay.write_text("exclude: [b.txt]\ndocuments:\n  tass/a.txt: {published: 2025-11-28}\n", encoding="utf-8")
    assert digest(tmp_path) != before
    assert CollectionFile.load(tmp_path).overrides("tass/a.txt") == {"published": "2025-11-28"}
    found = load(tmp_path, GOOD)
    assert found.name == "The valley"
    assert not found.includes("b.txt")
    assert not found.includes("drafts/a.txt")
    assert found.overrides("tass/a.txt")["published"] == "2025-11-28"
    assert found.overrides("tass/a.txt")["estimated"] is True
    overlay.write_text("documents:\n  a.txt: {publishd: 2025}\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"dossier.yaml, line 2: 'publishd'") as error:
        CollectionFile.load(tmp_path)
    assert str(overlay) in error.value.message


def test_include_and_exclude(tmp_path: Path) -> None:
    found = load(tmp_path, GOOD)
    assert found.includes("a.txt")
    assert found.includes("deep/er/a.txt")
    assert found.includes("pages/x/y.html")
    assert not found.includes("x/y.html")
    assert not found.includes("drafts/a.txt")
    assert not found.includes("dossier.yaml")


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("*.txt", "a.txt", True),
        ("*.txt", "b/a.txt", True),
        ("b/*.txt", "b/a.txt", True),
        ("b/*.txt", "b/c/a.txt", False),
        ("b/**/a.txt", "b/a.txt", True),
        ("b/**/a.txt", "b/c/d/a.txt", True),
        ("[ab].txt", "a.txt", True),
        ("[!ab].txt", "a.txt", False),
        ("a+(1).txt", "a+(1).txt", True),
        ("отчёт*.md", "отчёт 1.md", True),
        ("a.txt", "a_txt", False),
        ("[", "[", True),
        ("[z-a].txt", "b.txt", False),
    ],
)
def test_patterns(pattern: str, path: str, matches: bool) -> None:
    assert CollectionFile(include=(pattern,)).includes(path) is matches


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("name: x\nexlude: [a]\n", 2, "did you mean exclude?"),
        ("documents:\n  a.txt:\n    publishd: 2020\n", 3, "did you mean published?"),
        ("documents:\n  a.txt: {published: soon}\n", 2, "'soon' is not a date"),
        ("documents:\n  a.txt: {published: 2021-13-45}\n", 2, "month"),
        ("documents:\n  a.txt: {published: '2021-13-45'}\n", 2, "is not a date"),
        ("documents:\n  a.txt: {estimated: maybe}\n", 2, "true or false"),
        ("documents:\n  a.txt: {kind: articel}\n", 2, "did you mean article?"),
        ("documents:\n  a.txt: nothing\n", 2, "must map"),
        ("documents: [a]\n", 1, "must map"),
        ("folders: [a]\n", 1, "must map folders"),
        ("folders:\n  tass: {publsher: TASS}\n", 2, "did you mean publisher?"),
        ("include: {a: b}\n", 1, "list of patterns"),
        ("name: [a\n", 2, ""),
        ("name: x\nname: y\n", 2, "twice"),
        ("name: &a x\n", 1, "anchors"),
        ("name: !!python/name:os.system\n", 1, "tags"),
        ("- a\n- b\n", 1, "keys and values"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, text: str, line: int, words: str) -> None:
    with pytest.raises(SettingsError) as error:
        load(tmp_path, text)
    assert f"dossier.yaml, line {line}:" in error.value.message
    assert words in str(error.value)


def test_bytes_that_are_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "dossier.yaml").write_bytes(b"name: \xff\n")
    with pytest.raises(SettingsError, match="not UTF-8"):
        CollectionFile.load(tmp_path)
