from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from index.errors import SettingsError
from index.models import Order
from index.settings import ORDERS, Settings, load, sample


def read(tmp_path: Path, text: str) -> Settings:
    path = tmp_path / "settings.yaml"
    path.write_text(text, encoding="utf-8")
    return load(path)


def test_nothing_set_gives_the_defaults(tmp_path: Path) -> None:
    assert load(tmp_path / "none.yaml") == read(tmp_path, "# only a comment\n") == Settings()


def test_every_setting_is_read(tmp_path: Path) -> None:
    settings = read(
        tmp_path,
        "theme: nord\nmouse: false\norder: newest\nlimit: 5\nduplicates: 0.8\nindex_folder: /srv/indexes\nlofi: true\n",
    )
    assert settings == Settings("nord", False, "newest", 5, 0.8, Path("/srv/indexes"), lofi=True)


def test_the_home_folder_is_expanded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert read(tmp_path, "index_folder: ~/indexes").index_folder == tmp_path / "indexes"


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("# one\nmouse: true\nlimti: 5\n", 'line 3: unknown setting "limti"', 'did you mean "limit"?'),
        ("zebra: 5\n", 'line 1: unknown setting "zebra"', "known settings: "),
        ("mouse: true\nmouse: false\n", 'line 2: "mouse" is set twice', "keep one"),
        ("mouse: 3\n", "line 1: mouse must be true or false", ""),
        ("limit: -1\n", "line 1: limit must be a whole number", ""),
        ("limit: true\n", "line 1: limit must be a whole number", ""),
        ("order: best\n", "line 1: order must be one of relevance, newest", ""),
        ("ranking: title nearness\n", 'line 1: ranking has no "nearness"; there are title, exact', ""),
        ("ranking: 3\n", "line 1: ranking must be words of title, exact", ""),
        ("duplicates: 0.3\n", "line 1: duplicates must be a number from 0.5 to 1", ""),
        ("index_folder: indexes\n", "line 1: index_folder must be a full path", ""),
        ("theme: [a, b]\n", "line 1: theme takes one value", ""),
        ("theme: !!python/name:os.system x\n", "tags (!) are not allowed", ""),
        ("keymap: emacs\n", "line 1: keymap must be one of vim, arrows", ""),
        ("keys: f\n", "line 1: keys names commands", "reader.find: ctrl+f"),
        ("keys:\n  reader.find: []\n", "line 2: reader.find needs a key", "for example"),
        ("keys:\n  reader.find: f\n  reader.find: g\n", 'line 3: "reader.find" is set twice', "[f, ctrl+f]"),
        ("- mouse\n", "lines of the form name: value", ""),
        ("mouse: 'open\n", "line 2: ", ""),
        ("mouse: true\n---\nlimit: 2\n", "but found another document", ""),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, text: str, message: str, hint: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read(tmp_path, text)
    assert "settings.yaml" in caught.value.message
    assert message in caught.value.message
    assert hint in caught.value.hint


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "settings.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match="cannot read"):
        load(tmp_path / "settings.yaml")


def test_orders_are_those_of_the_model() -> None:
    assert tuple(Order) == ORDERS


def test_the_sample_has_every_setting_and_means_what_is_unset(tmp_path: Path) -> None:
    assert read(tmp_path, sample()) == Settings()
    commented = re.sub(r"(?m)^# (?=(?:\w+:|  \w))", "", sample())
    read(tmp_path, commented)
    for field in fields(Settings):
        assert re.search(rf"(?m)^{field.name}:", commented), field.name


@pytest.mark.parametrize(
    ("said", "meant"), [("title exact", ("title", "exact")), ("none", ()), ("", ()), ("title", ("title",))]
)
def test_what_ranking_is_made_of(tmp_path: Path, said: str, meant: tuple[str, ...]) -> None:
    assert read(tmp_path, f"ranking: {said}\n").ranking == meant
