"""Sketches of texts and how alike they say two texts are."""

from __future__ import annotations

import random
import string
from itertools import chain
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.resemblance import (
    FIGURES,
    KEYS,
    SKETCH,
    Sketches,
    keys,
    likeness,
    skeleton,
    sketch,
    sketches_of,
    unpacked,
    word_hashes,
)
from tests.accuracy.copying import EDITS, refilled

_WORDS = [f"{a}{b}{c}" for a in "bdgklm" for b in "aeiou" for c in ("n", "r", "st", "tion", "ment")]


def text_of(words: int, seed: int, figures: int = 8) -> str:
    """Sentences of invented words, no two texts of different seeds alike."""
    chance = random.Random(seed)
    made = [chance.choice(_WORDS) + chance.choice(string.ascii_lowercase) for _ in range(words)]
    for _ in range(figures):
        made[chance.randrange(words)] = str(chance.randrange(100, 99999))
    for at in range(11, words, 12):
        made[at] += "."
    return " ".join(made)


def alike(one: str, other: str) -> float:
    return likeness(unpacked(sketch(one)), unpacked(sketch(other)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("colour", "color"),
        ("organise", "organize"),
        ("centre", "center"),
        ("defence", "defense"),
        ("travelled", "traveled"),
        ("programme", "program"),
        ("Jeenbekov", "Zheenbekov"),
        ("Yeltsin", "Eltsin"),
        ("ёлка", "елка"),
        ("«Газпром»,", "Газпром"),
        ("U.S.", "US"),
    ],
)
def test_spellings_of_one_word_have_one_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other) != ""


@pytest.mark.parametrize(
    ("one", "other"), [("trade", "treaty"), ("2020", "2021"), ("13.6%", "13.8%"), ("Путин", "Токаев")]
)
def test_other_words_have_another_skeleton(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


SIGNS = """
shch sch dzh zh ts tz tch ck ju ye x c q w j er z b a i y v xiv ' - . 8 дж ж з ц щ ё е ъ ь ер б
"""
SPELLED = st.lists(st.sampled_from(SIGNS.split())).map("".join)


def hashed(word: str) -> int:
    """The hash of a word by its definition."""
    digits = "".join(filter(str.isdigit, word))
    of_figure = 1 << 24 | crc32(digits.encode()) >> 8 if digits else 0
    return of_figure << 32 | crc32(skeleton(word.lower()).encode("utf-8", "surrogatepass"))


@given(st.lists(SPELLED | SPELLED.map(str.title) | st.text(max_size=8), max_size=6))
def test_words_looked_at_together_hash_as_their_skeletons(words: list[str]) -> None:
    assert word_hashes(words).tolist() == list(map(hashed, words))


def plainly(text: str) -> tuple[int, int, list[int], list[int], list[int]]:
    """A sketch by its definition."""
    words = [hashed(word) & 0xFFFF_FFFF for word in text.split()]
    shingles = set()
    for at in range(max(len(words) - 3, 1) if words else 0):
        shingle = 0
        for word in words[at : at + 4]:
            shingle = (shingle * 0x9E3779B97F4A7C15 + word) % (1 << 64)
        shingles.add((shingle ^ shingle >> 32) * 0x9E3779B97F4A7C15 % (1 << 64))
    figures = {hashed(word) >> 32 & 0xFF_FFFF for word in text.split() if hashed(word) >> 32}
    smallest = sorted(shingles)[:SKETCH]
    of_keys = [each >> 32 for each in smallest[:KEYS]]
    return len(shingles), len(figures), [each >> 40 for each in smallest], sorted(figures)[:FIGURES], of_keys


WORDS = st.sampled_from(["on", "a", "the", "of", "13", "2021", "13.6%", "to", "trade"])


@given(st.lists(st.lists(WORDS, max_size=9).map(" ".join) | st.integers(1, 9).map(lambda seed: text_of(200, seed, 60))))
@settings(max_examples=40, deadline=None)
def test_texts_sketched_together_have_the_sketches_of_their_definition(texts: list[str]) -> None:
    words = [text.split() for text in texts]
    made = sketches_of(word_hashes(list(chain.from_iterable(words))), list(map(len, words)))
    for text, packed in zip(texts, made, strict=True):
        found = unpacked(packed)
        assert (found.shingles, found.figures, *map(list, found[2:])) == plainly(text)
        assert packed == sketch(text)


@given(st.text(max_size=400))
@settings(max_examples=60, deadline=None)
def test_any_text_is_a_copy_of_itself_and_survives_packing(text: str) -> None:
    made = unpacked(sketch(text))
    assert made.smallest == tuple(sorted(made.smallest))
    assert likeness(made, made) == (1.0 if text.split() else 0.0)


@given(st.integers(1, 10_000), st.integers(1, 10_000), st.integers(5, 500), st.integers(5, 500))
@settings(max_examples=40, deadline=None)
def test_likeness_is_symmetric_and_between_0_and_1(seed: int, other: int, words: int, more: int) -> None:
    one, two = text_of(words, seed), text_of(more, other)
    assert alike(one, two) == alike(two, one)
    assert 0.0 <= alike(one, two) <= 1.0


@given(st.lists(st.integers(1, 400), min_size=1, max_size=6), st.integers(1, 400), st.floats(0.3, 0.9))
@settings(max_examples=30, deadline=None)
def test_what_is_not_possible_is_less_alike(cuts: list[int], cut: int, least: float) -> None:
    words = text_of(600, 3).split()
    one, *others = (sketch(" ".join(words[at : at + 200 + at])) for at in (cut, *cuts))
    kept = Sketches(others).possible(one, range(len(others)), least)
    likely = [likeness(unpacked(one), unpacked(other)) for other in others]
    assert all(at in kept for at, found in enumerate(likely) if found >= least)
    found, sizes = keys((one, b"", others[0]))
    assert found.tolist() == [*unpacked(one).keys, *unpacked(others[0]).keys]
    assert sizes == [len(unpacked(one).keys), 0, len(unpacked(others[0]).keys)]


def test_a_sketch_is_bounded_whatever_the_text() -> None:
    made = sketch(text_of(40_000, 1, figures=5_000))
    assert len(made) == 8 + 3 * (SKETCH + FIGURES) + KEYS
    assert unpacked(made).shingles > 30_000
    assert len(unpacked(made).keys) == KEYS


def test_the_order_of_sentences_matters_little() -> None:
    sentences = text_of(600, 5).split(". ")
    assert alike(". ".join(sentences), ". ".join(sentences[25:] + sentences[:25])) > 0.95


@pytest.mark.parametrize("name", EDITS)
def test_an_edited_copy_is_found(name: str) -> None:
    originals = [text_of(300, seed) for seed in range(8)]
    for seed, original in enumerate(originals):
        made = EDITS[name](original, random.Random(seed), originals)
        assert alike(original, made) > 0.65, made


def test_a_template_with_other_figures_is_no_copy() -> None:
    for seed in range(8):
        original = text_of(250, seed, figures=20)
        assert alike(original, refilled(original, random.Random(seed))) < 0.65


def test_a_quotation_is_no_copy() -> None:
    whole = text_of(900, 3)
    assert alike(whole, " ".join(whole.split()[:200])) == 0.0
    assert alike(whole, " ".join(whole.split()[:400])) > 0.95


def test_texts_of_a_few_words_are_copies_only_when_they_say_the_same() -> None:
    assert alike("Photo by the press service", "Photo by the press  service") == 1.0
    assert alike("Photo by the press service", "Photo by the press office") == 0.0


def test_a_script_without_spaces_has_words_too() -> None:
    text = "吉尔吉斯斯坦总统萨德尔扎帕罗夫在比什凯克会见了俄罗斯总统弗拉基米尔普京双方讨论了贸易和能源合作问题"
    assert alike(text, text[:40]) > 0.65
    assert alike(text, text[::-1]) < 0.3
