"""The store of sketches: pairs found without comparing everything, the same in any order, and forgotten again."""

from __future__ import annotations

import random
from collections.abc import Collection
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.library import copies as copies_module
from index.library.copies import MOST_OF_KEY, Copies, by_member, groups
from index.resemblance import likeness, sketch, unpacked
from tests.accuracy.copying import EDITS
from tests.faults.sentences import drawn
from tests.index.test_resemblance import text_of


def _texts() -> dict[str, str]:
    originals = [text_of(200, seed) for seed in range(12)]
    texts = {f"o{i}": text for i, text in enumerate(originals)}
    for i, name in enumerate(EDITS):
        texts[f"o{i}-{name}"] = EDITS[name](originals[i], random.Random(i), originals)
    return texts


def _stored(path: Path, texts: dict[str, str], order: list[str]) -> Copies:
    copies = Copies(path)
    with copies.changes():
        for id in order:
            copies.put(id, sketch(texts[id]))
    return copies


def test_every_pair_alike_is_found_as_by_comparing_all(tmp_path: Path) -> None:
    texts = _texts()
    sketches = {id: unpacked(sketch(text)) for id, text in texts.items()}
    wanted = {
        frozenset(pair) for pair in combinations(texts, 2) if likeness(sketches[pair[0]], sketches[pair[1]]) >= 0.6
    }
    assert len(wanted) >= len(EDITS)
    with _stored(tmp_path / "copies", texts, list(texts)) as copies:
        assert {frozenset((one, other)) for one, other, _ in copies.pairs(0.6)} == wanted


def test_pairs_do_not_depend_on_the_order_of_reading(tmp_path: Path) -> None:
    """Documents that share sentences with many others and are like few of them, and shortened ones."""
    whole = {section.id: section.text for section in drawn(150)}
    texts = whole | {f"short {name}": whole[name][: len(whole[name]) * 2 // 3] for name in [*whole][:30]}
    found = []
    for seed in range(3):
        order = list(texts)
        random.Random(seed).shuffle(order)
        with _stored(tmp_path / str(seed), texts, order) as copies:
            found.append({(frozenset(pair[:2]), pair[2]) for pair in copies.pairs()})
    assert found[0] == found[1] == found[2]
    assert len(found[0]) > 40


def test_groups_do_not_depend_on_the_order_of_reading(tmp_path: Path) -> None:
    texts = _texts()
    found = []
    for seed in range(3):
        order = list(texts)
        random.Random(seed).shuffle(order)
        with _stored(tmp_path / str(seed), texts, order) as copies:
            found.append(copies.groups(0.65))
    assert found[0] == found[1] == found[2]
    assert len(found[0]) == len(EDITS)


def test_a_changed_document_leaves_its_group_and_a_removed_one_too(tmp_path: Path) -> None:
    texts = {"a": text_of(200, 1), "b": text_of(200, 1) + " More.", "c": text_of(200, 2)}
    with _stored(tmp_path / "copies", texts, list(texts)) as copies:
        assert copies.groups(0.65) == [["a", "b"]]
        with copies.changes():
            copies.put("b", sketch(texts["c"]))
        assert copies.groups(0.65) == [["b", "c"]]
        with copies.changes():
            copies.remove(["c", "never there"])
        assert copies.groups(0.65) == []


def test_putting_again_changes_nothing(tmp_path: Path) -> None:
    texts = _texts()
    with _stored(tmp_path / "copies", texts, [*texts, *texts]) as copies:
        again = copies.groups(0.65)
    with _stored(tmp_path / "once", texts, list(texts)) as copies:
        assert copies.groups(0.65) == again


def test_many_copies_of_one_text_cost_no_square_of_them(tmp_path: Path) -> None:
    count = 3 * MOST_OF_KEY
    texts = {f"{i:04}": text_of(100, 1) for i in range(count)}
    with _stored(tmp_path / "copies", texts, list(texts)) as copies:
        assert len(list(copies.pairs())) <= count * MOST_OF_KEY
        assert copies.groups(0.65) == [sorted(texts)]


def test_many_copies_of_a_few_words_are_one_group(tmp_path: Path) -> None:
    texts = {f"{i:03}": "Photo by the agency" for i in range(100)}
    with _stored(tmp_path / "copies", texts, list(texts)) as copies:
        assert copies.groups(0.65) == [sorted(texts)]


def test_a_batch_broken_off_leaves_what_was(tmp_path: Path) -> None:
    text = text_of(200, 1)
    with Copies(tmp_path / "copies") as copies:
        try:
            with copies.changes():
                copies.put("a", sketch(text))
                copies.put("b", sketch(text))
                raise KeyError("stopped")
        except KeyError:
            pass
        assert copies.groups(0.65) == []
        with copies.changes():
            copies.put("c", sketch(text))
        assert copies.groups(0.65) == []


def test_an_empty_text_is_a_copy_of_nothing(tmp_path: Path) -> None:
    with _stored(tmp_path / "copies", {"a": "", "b": " \n"}, ["a", "b"]) as copies:
        assert copies.groups(0.5) == []


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")), max_size=12), st.randoms())
@settings(max_examples=60, deadline=None)
def test_groups_are_the_same_whatever_the_order_of_pairs(pairs: list[tuple[str, str]], chance: random.Random) -> None:
    found = groups(pairs)
    shuffled = list(pairs)
    chance.shuffle(shuffled)
    assert groups(shuffled) == found
    assert sorted(by_member(found)) == sorted({id for pair in pairs for id in pair})
    assert all(by_member(found)[one] == by_member(found)[other] for one, other in pairs)


def test_questions_are_of_few_lengths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite keeps each that is spelled otherwise."""
    lengths: list[int] = []
    spelled = copies_module._marks

    def marks(values: Collection[object]) -> str:
        lengths.append(len(values))
        return spelled(values)

    monkeypatch.setattr(copies_module, "_marks", marks)
    with Copies(tmp_path / "copies") as kept:
        for size in range(1, 30):
            kept.change({f"{size}-{each}": sketch(text_of(40, each)) for each in range(size)})
    assert len(lengths) > 60
    assert len(set(lengths)) <= 11
