"""Inputs made by hypothesis from the grammar of what is read: YAML of our files, queries, sentences of a language.

A change of a sound file rarely gives another sound file; these are mostly sound, and odd in what they say.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import HypothesisWarning

from tests.fuzz import targets
from tests.fuzz.mutation import HOSTILE

_WORD = st.one_of(
    st.sampled_from(["trade", "dam", "Путин", "Orlovka", "МИД", "2021", "is:starred", "the", "year", "x"]),
    st.text(max_size=8),
    st.sampled_from(HOSTILE),
)
_KEYS = st.sampled_from(
    ["title", "published", "authors", "publisher", "kind", "name", "include", "exclude", "documents", "records",
     "folders", "notebook", "dates", "names", "passages", "searches", "path", "document", "start", "words", "value",
     "entity", "kept", "tags", "keys", "theme", "limit", "duplicates", "entities", "offices", "id", "aliases",
     "holders", "from", "to"]
)  # fmt: skip
_SCALAR = st.one_of(
    _WORD,
    st.integers().map(str),
    st.floats().map(str),
    st.dates().map(str),
    st.datetimes().map(str),
    st.sampled_from(
        ["null", "true", "no", "~", "''", '"a: b"', "2021-02-30", "1:2:3", "0o7", "!x y", "&a b", "*a", "- "]
    ),
)


def _yaml(depth: int) -> st.SearchStrategy[str]:
    inner = _SCALAR if depth == 0 else st.one_of(_SCALAR, _yaml(depth - 1).map(lambda text: "\n" + _indented(text)))
    pair = st.tuples(st.one_of(_KEYS, _SCALAR), inner).map(lambda both: f"{both[0]}: {both[1]}")
    return st.one_of(
        st.lists(pair, max_size=5).map("\n".join),
        st.lists(inner.map(lambda text: f"- {text.lstrip()}"), max_size=4).map("\n".join),
        st.lists(_SCALAR, max_size=4).map(lambda items: f"[{', '.join(items)}]"),
    )


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.split("\n"))


def _query() -> st.SearchStrategy[str]:
    from index.query.fields import NAMES

    value = st.one_of(
        _WORD, _WORD.map(lambda word: f'"{word}"'), st.sampled_from(["2021..", ">5", "2021-Q1..", "1e3..2"])
    )
    unit = st.one_of(
        _WORD,
        _WORD.map(lambda word: f"{word}*"),
        st.lists(_WORD, max_size=4).map(lambda words: f'"{" ".join(words)}"'),
        st.tuples(st.lists(_WORD, max_size=4), st.integers(0, 99)).map(lambda t: f'"{" ".join(t[0])}"~{t[1]}'),
        st.tuples(st.sampled_from(sorted(NAMES)), value).map(lambda both: f"{both[0]}:{both[1]}"),
    )
    return st.recursive(
        unit,
        lambda inner: st.one_of(
            inner.map(lambda text: f"({text})"),
            inner.map(lambda text: f"-{text}"),
            st.tuples(inner, st.sampled_from([" ", " OR ", " AND ", " NOT ", " И "]), inner).map("".join),
        ),
        max_leaves=12,
    )


def _sentences(words: tuple[str, ...]) -> st.SearchStrategy[str]:
    number = st.one_of(st.integers(0, 99999).map(str), st.floats(0, 1e9).map(str), st.dates().map(str))
    piece = st.one_of(st.sampled_from(words), number, _WORD)
    end = st.sampled_from([". ", ", ", "\n\n", "? ", ": "])
    return st.lists(st.tuples(st.lists(piece, max_size=8).map(" ".join), end).map("".join), max_size=6).map("".join)


def strategy(name: str) -> st.SearchStrategy[str]:
    """The inputs of a grammar."""
    if name == "yaml":
        return st.one_of(_yaml(3), _yaml(2).map(lambda text: f"---\n{text}\n---\nThe text.\n"))
    if name == "query":
        return _query()
    return _sentences(targets.TARGETS[name].words)


def maker(name: str, first: int, number: int) -> Callable[[int], bytes]:
    """Inputs `first` to `first + number` of a grammar, by number; the same each time."""
    made: list[bytes] = []

    @seed(first)
    @settings(
        max_examples=number, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(text=strategy(name))
    def collect(text: Any) -> None:
        made.append(str(text).encode("utf-8", "replace"))

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", HypothesisWarning)
        collect()
    return lambda at: made[(at - first) % len(made)]
