"""YAML of unknown origin: what is refused, with its line, before anything is built."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.strict_yaml import YamlError, load

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(9)
)


def test_values_and_lines() -> None:
    loaded = load("# a comment\nname: x\n\ndocuments:\n  a.txt:\n    published: 2021-05-24\n")
    assert loaded.data["name"] == "x"
    assert loaded.lines[("name",)] == 2
    assert loaded.lines[("documents", "a.txt", "published")] == 6


def test_nothing_is_an_empty_mapping() -> None:
    for text in ("", "\n", "# only a comment\n", "---\n"):
        assert load(text).data == {}


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        (BOMB, 1, "anchors"),
        ("ok: 1\nbad: !!python/object/apply:os.system [ls]\n", 2, "tags"),
        ("ok: 1\nbad: !custom x\n", 2, "tags"),
        ("a: 1\n" + "b: " + "[" * 5000, 2, "deep"),
        ("a: 1\nb: 2\na: 3\n", 3, "twice"),
        ("x:\n  a: 1\n  a: 2\n", 3, "twice"),
        ("? [a, b]\n: c\n", 1, "key must be a word"),
        ("- a\n", 1, "keys and values"),
        ("a: 1\ntitle: Talks: the end\n", 2, "put the value in quotes"),
        ("a: 1\nb: [1, 2\n", 3, ""),
        ("a: 1\nb: 2021-02-30\n", 2, "day"),
        ("a: \x01\n", 1, ""),
        pytest.param("a: " + "x" * 300_000, 1, "longer", id="long"),
        pytest.param("a: [" + "1," * 60_000 + "1]", 1, "more than", id="many"),
    ],
)
def test_refused_with_its_line(text: str, line: int, reason: str) -> None:
    with pytest.raises(YamlError) as error:
        load(text)
    assert error.value.line == line
    assert reason in error.value.message


@given(st.one_of(st.text(max_size=80), st.text(alphabet="ab:-[]{}&*!|>'\"#?,% \n0129", max_size=60)))
@settings(max_examples=200, deadline=None)
def test_any_text_is_a_mapping_or_a_yaml_error(text: str) -> None:
    with suppress(YamlError):
        assert isinstance(load(text).data, dict)
