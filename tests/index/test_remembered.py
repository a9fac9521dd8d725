"""What is asked again is found; what there is stays bounded."""

from __future__ import annotations

import sys
from importlib import import_module
from inspect import signature
from pkgutil import walk_packages

from index import annotators, names, sources
from index.remembered import Remembered


class Lengths(Remembered[int]):
    """How long each word is, and how often that was looked at."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.looked: list[str] = []

    def find(self, key: str) -> int:
        self.looked.append(key)
        return len(key)


def test_a_word_met_all_the_time_is_looked_at_once() -> None:
    lengths = Lengths(20)
    for number in range(1000):
        assert lengths["often"] == 5
        assert lengths[f"once{number}"] == len(f"once{number}")
        assert len(lengths) <= 10
    assert lengths.looked.count("often") == 1
    assert len(lengths.looked) == 1001


def test_a_word_not_met_for_long_is_looked_at_again() -> None:
    lengths = Lengths(20)
    assert [lengths["word"], lengths["word"]] == [4, 4]
    for number in range(100):
        assert lengths[str(number)]
    assert lengths["word"] == 4
    assert lengths.looked.count("word") == 2


class Stems(Lengths):
    """What a word without its mark is, is asked of the same dictionary."""

    def find(self, key: str) -> int:
        return self[key.strip(",")] if "," in key else super().find(key)


def test_finding_may_ask_for_another() -> None:
    stems = Stems(4)
    assert [stems[f"word{number},"] for number in range(9)] == [5] * 9
    assert len(stems) <= 2


def test_what_is_remembered_of_texts_is_bounded() -> None:
    """What a process that reads a hundred thousand documents remembers by a key of theirs has an end; without one there
    are tables for each language alone."""
    for package in (annotators, names, sources):
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.startswith("index.annotators.extras"):
                import_module(module.name)
    known = [
        (name, kept)
        for name, module in sorted(sys.modules.items())
        if name.startswith("index.")
        for kept in vars(module).values()
        if hasattr(kept, "cache_parameters") and kept.__module__ == name
    ]
    assert len(known) > 20
    endless = [kept for _, kept in known if kept.cache_parameters()["maxsize"] is None]
    assert {each for kept in endless for each in signature(kept).parameters} <= {"language", "code"}
    assert all(kept.cache_parameters()["maxsize"] <= 1 << 14 for _, kept in known if kept not in endless)
