from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from index import folders


def test_two_collections_of_one_name_have_two_index_folders(tmp_path: Path) -> None:
    first, second = tmp_path / "a" / "Articles", tmp_path / "b" / "Articles"
    one, other = folders.index_folder(first), folders.index_folder(second)
    assert one != other
    assert one.name.startswith("articles-")
    assert one.parent == other.parent == folders.cache_folder()


def test_a_link_to_a_collection_has_the_index_of_the_collection(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    assert folders.index_folder(tmp_path / "link") == folders.index_folder(tmp_path / "real")


@pytest.mark.parametrize(
    ("name", "slug"), [("Статьи 2021", "статьи-2021"), ("...", "collection"), ("x" * 90, "x" * 40)]
)
def test_the_name_of_an_index_folder_is_legible(tmp_path: Path, name: str, slug: str) -> None:
    assert folders.index_folder(tmp_path / name).name.rpartition("-")[0] == slug


def test_override_and_parent(tmp_path: Path) -> None:
    assert folders.index_folder(tmp_path, tmp_path / "here") == tmp_path / "here"
    assert folders.index_folder(tmp_path, parent=tmp_path / "all").parent == tmp_path / "all"


def test_the_notebook_lies_in_the_data_folder_under_the_name_of_the_index(tmp_path: Path) -> None:
    folder = folders.data_folder(tmp_path / "Articles")
    assert folder.name == folders.index_folder(tmp_path / "Articles").name
    assert folder.parent != folders.cache_folder()
    assert not folder.exists()


def test_private_folder(tmp_path: Path) -> None:
    made = folders.private_folder(tmp_path / "a" / "b")
    assert stat.S_IMODE(made.stat().st_mode) == 0o700


def test_the_bundled_collection_is_the_seeds_package() -> None:
    folder = folders.bundled_collection()
    assert folder.name == "seeds"
    assert (folder / "names.yaml").is_file()


@pytest.mark.skipif(sys.platform != "linux", reason="names that other systems refuse")
def test_a_name_without_utf8_is_found_by_its_escape(tmp_path: Path) -> None:
    for name in ("caf\udce9.txt", "plain.txt", "so\\xe9.txt"):
        (tmp_path / name).write_text("It.", "utf-8")
    assert folders.located(tmp_path, "caf\\xe9.txt") == tmp_path / "caf\udce9.txt"
    for name in ("plain.txt", "so\\xe9.txt", "none\\xe9.txt"):
        assert folders.located(tmp_path, name) == tmp_path / name
