"""The list of files behaves as a dictionary of them would, in their order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.refresh.files import Files
from index.refresh.walk import Found

PATHS = st.text(st.characters(exclude_characters="\0"), min_size=1, max_size=12)


@given(st.lists(PATHS, unique=True, max_size=30), PATHS)
def test_a_path_finds_its_file(paths: list[str], other: str) -> None:
    plain = {
        path: Found(path, path.upper() if at % 5 == 0 else path, "/root", at * 1000, at << 40)
        for at, path in enumerate(paths)
    }
    files = Files("/root")
    for file in plain.values():
        files.add(file)
    assert list(files.items()) == list(plain.items())
    assert [files.at(number) for number in range(len(files))] == list(plain.values())
    assert all(files[path] == file and path in files for path, file in plain.items())
    assert (other in files) == (other in plain)
    assert files.get(other) == plain.get(other)
    odd = files.some(range(1, len(files), 2))
    assert list(odd) == list(plain.values())[1::2] == list(odd[:])


@given(st.lists(PATHS, unique=True, min_size=1, max_size=12), st.data())
def test_paths_are_found_in_whatever_order_they_are_asked_for(paths: list[str], data: st.DataObject) -> None:
    files = Files("/root")
    for at, path in enumerate(paths):
        files.add(Found(path, path, "/root", at, 0))
    asked = data.draw(st.lists(st.sampled_from([*paths, "nowhere.txt"]), max_size=30))
    there = dict(files.items())
    assert [files.get(path) for path in asked] == [there.get(path) for path in asked]


def test_one_added_later_is_found_as_well() -> None:
    files = Files("/root")
    assert "b.txt" not in files
    files.add(Found("b.txt", "b.txt", "/root", 1, 2))
    assert "b.txt" in files
    files.add(Found("a.txt", "a.txt", "/root", 3, 4))
    assert [*files] == ["b.txt", "a.txt"]
    assert files["a.txt"].size == 3
    with pytest.raises(KeyError):
        files["c.txt"]
