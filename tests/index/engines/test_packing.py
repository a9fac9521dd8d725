"""Lists in bits and values with dictionaries come back as they were; what is crafted is told."""

from __future__ import annotations

import random
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.engines.whoosh import compression, open_engine, writing
from index.engines.whoosh.columns import SHAPES
from index.engines.whoosh.compression import TEXT, compressed, dictionary_of, expanded
from index.engines.whoosh.integers import Numbers, count_sizes, pack_sizes, unpack_sizes
from index.engines.whoosh.packing import pack_counts, pack_documents, unpack_counts, unpack_documents
from index.models import Document, Everything

LISTS = st.lists(st.sets(st.integers(0, 400), min_size=1).map(sorted), min_size=1, max_size=8)
COUNTS = st.lists(
    st.lists(st.integers(0, 1), min_size=1, max_size=20)
    | st.lists(st.integers(0, 3), min_size=1, max_size=20)
    | st.lists(st.integers(0, 15), min_size=1, max_size=20)
    | st.lists(st.integers(0, 40_000), min_size=1, max_size=20),
    min_size=1,
    max_size=8,
)


def flat(lists: list[list[int]]) -> tuple[Numbers, Numbers]:
    return np.concatenate([np.array(each, np.int64) for each in lists]), np.array(list(map(len, lists)), np.int64)


@given(LISTS, st.data())
def test_documents_come_back_from_any_place_to_any(lists: list[list[int]], data: st.DataObject) -> None:
    numbers, having = flat(lists)
    stored, sizes = pack_documents(numbers, having)
    assert sizes.sum() == len(stored)
    first = data.draw(st.integers(0, len(lists) - 1))
    end = data.draw(st.integers(first + 1, len(lists)))
    begin, stop = int(sizes[:first].sum()), int(sizes[:end].sum())
    found = unpack_documents(stored[begin:stop], sizes[first:end], having[first:end])
    assert found.tolist() == [number for each in lists[first:end] for number in each]


@given(COUNTS)
def test_counts_come_back(lists: list[list[int]]) -> None:
    counts, having = flat(lists)
    stored, sizes = pack_counts(counts, having)
    assert sizes.sum() == len(stored)
    assert unpack_counts(stored, sizes, having).tolist() == counts.tolist()


def test_lists_of_many_documents_take_a_bit_each_and_small_counts_few() -> None:
    every = np.arange(8000)
    assert len(pack_documents(every, np.array([8000]))[0]) == 1000
    assert len(pack_counts(every % 2, np.array([8000]))[0]) == 1000
    assert len(pack_counts(every % 4, np.array([8000]))[0]) == 2000
    assert len(pack_counts(every % 9, np.array([8000]))[0]) == 4000


@given(st.lists(st.integers(0, 300) | st.integers(0, (1 << 32) - 1), max_size=60))
def test_sizes_come_back(sizes: list[int]) -> None:
    data = pack_sizes(np.array(sizes, np.int64))
    assert unpack_sizes(data).tolist() == sizes
    assert count_sizes(data[:16]) == len(sizes)
    assert len(data) <= 16 + 4 * len(sizes) + 2 * len(sizes)


@given(st.binary(max_size=60), st.lists(st.integers(0, 30), min_size=1, max_size=5), st.binary(max_size=60))
@settings(max_examples=60)
def test_what_is_crafted_is_told(data: bytes, sizes: list[int], head: bytes) -> None:
    having = np.array([1 + size for size in sizes])
    for what in (
        lambda: unpack_sizes(head),
        lambda: unpack_counts(data, np.array(sizes), having),
        lambda: unpack_documents(data, np.array(sizes), having),
        lambda: expanded(data, [b"a dictionary"]),
    ):
        try:
            what()
        except (ValueError, IndexError):
            continue


def test_values_come_back_with_and_without_a_dictionary() -> None:
    chance = random.Random(3)
    words = [f"word{number}" for number in range(300)]
    values = [" ".join(chance.choices(words, k=chance.randrange(200))).encode() for _ in range(200)]
    dictionary = dictionary_of(values, TEXT)
    assert 0 < len(dictionary) <= TEXT.size
    assert dictionary_of(values[:3], TEXT) == b""
    together = []
    for known in (dictionary, b""):
        stored = list(compressed(values, TEXT, known))
        assert [expanded(each, [known]) for each in stored] == values
        together.append(sum(map(len, stored)))
    assert together[0] < together[1] < sum(map(len, values))
    with pytest.raises(ValueError, match="dictionary"):
        expanded(next(compressed(values, TEXT, dictionary)), [])


@pytest.mark.parametrize("most", [200, 2])
def test_merged_segments_keep_dictionaries_or_compress_anew(
    most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compression, "MOST_DICTIONARIES", most)
    monkeypatch.setattr(compression, "_WORTH", 2000)
    monkeypatch.setattr(writing, "MOST_SEGMENTS", 4)
    chance = random.Random(5)
    texts = {f"d{at:03}": " ".join(f"w{chance.randrange(90)}" for _ in range(90)) for at in range(90)}
    with closing(open_engine(tmp_path / "index", create=True)) as engine:
        ids = list(texts)
        for start in range(0, len(ids), 10):
            with engine.batch() as batch:
                for id in ids[start : start + 10]:
                    batch.put(Document(id, f"{id}.txt", texts[id], f"Title {id}", None))
                if start:
                    batch.remove(ids[start - 1])
                    del texts[ids[start - 1]]
            engine.settle()
        engine.refresh()
        numbers = engine.search(Everything()).numbers
        assert {engine.rows([number])[0].id: engine.texts([number])[0] for number in numbers} == texts
        assert len(engine.snapshot.files) < 5
        merged = max(len(file.values("text").dictionaries) for file, _ in engine.snapshot.files)
        assert merged <= most
        assert merged > 2 or most == 2
        engine.verify()
    assert "row" not in SHAPES
