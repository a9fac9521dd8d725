"""Markdown and its front matter."""

from __future__ import annotations

import pytest

from index.metadata import describe
from index.sources.base import Source
from index.sources.markdown import read
from tests.growth import growth

DIGEST = """---
title: The dam opens early
publisher: Valley Courier
published: 2019-05-13
published_estimated: true
published_reason: the text names a Monday
place: Naryn
kind: article
language: en
source:
  url: https://courier.example/dam
  publisher: somebody else
---
# The dam opens early

The **dam** was *opened* on [Monday](https://courier.example/monday), a week `early`.
It stands.

## What next

- Canals first
- then _fields_

> Water is for everybody.

**Chair of the Council Asel Sample:** I am glad to see you.
"""


def source(text: str) -> Source:
    return read(text.encode(), "file.md")


def values(found: Source, field: str) -> list[str]:
    return [candidate.value for candidate in found.candidates if candidate.field == field]


def test_front_matter_becomes_candidates() -> None:
    found = source(DIGEST)
    assert values(found, "title")[0] == "The dam opens early"
    assert values(found, "published") == ["2019-05-13"]
    assert values(found, "estimated") == ["true"]
    assert values(found, "reason") == ["the text names a Monday"]
    assert values(found, "place") == ["Naryn"]
    assert values(found, "kind") == ["article"]
    assert values(found, "url") == ["https://courier.example/dam"]
    assert values(found, "publisher") == ["Valley Courier", "somebody else"]
    assert not found.warnings


def test_markup_is_stripped_and_offsets_fit() -> None:
    found = source(DIGEST)
    assert found.text == (
        "The dam was opened on Monday, a week early. It stands.\n\nWhat next\n\n• Canals first\n\n• then fields\n\n"
        "Water is for everybody.\n\nChair of the Council Asel Sample: I am glad to see you."
    )
    assert [(found.text[h.start : h.end], h.label) for h in found.headings] == [("What next", "2")]


def test_first_heading_is_the_title_where_nothing_else_says() -> None:
    found = source("# A dam\n\nIt stands in the valley.\n")
    assert values(found, "title") == ["A dam"]
    assert found.text == "It stands in the valley."
    assert source("# Only a heading\n").text == "Only a heading"


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("a \\*starred\\* word", "a *starred* word"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("**bold _and_ slanted**", "bold and slanted"),
        ("*a **b***, ***c***, a*b*c and __d__", "a b, c, abc and d"),
        ("unpaired * and **stars and _under", "unpaired * and **stars and _under"),
        ("==marked== and ~~struck~~", "marked and struck"),
        ("![a dam](dam.jpg) stands", "a dam stands"),
        ("[![badge](b.svg)](https://x.example) text", "badge text"),
        ("see <https://x.example/a>", "see https://x.example/a"),
        ("a [[Page|shown]] and [[Other]]", "a shown and Other"),
        ("AT&amp;T &mdash; 5 &lt; 6", "AT&T — 5 < 6"),
        ("text <b>bold</b><!-- gone --> end", "text bold end"),
        ("`code with * and _`", "code with * and _"),
        ("1. one\n2. two", "1. one\n\n2. two"),
        ("line one  \nline two", "line one\nline two"),
        ("Heading\n=======\n\ntext", "Heading\n\ntext"),
        ("```python\nx = 1 * 2\n```\n\nafter", "x = 1 * 2\n\nafter"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a | b\n1 | 2"),
        ("[id]: https://x.example\n\n[words][id]", "words"),
        ("a note[^1]\n\n[^1]: the *note*", "a note[1]\n\n[1] the note"),
        ("above\n\n* * *\n\nbelow", "above\n\n* * *\n\nbelow"),
        ("above\n\n---\n\nbelow", "above\n\nbelow"),
    ],
)
def test_inline_and_blocks(markdown: str, text: str) -> None:
    assert source("first\n\n" + markdown).text == "first\n\n" + text


@pytest.mark.parametrize(
    ("front", "line", "reason"),
    [
        ("title: [open\npublished: 2019", 3, ""),
        ("title: a\ntitle: b", 3, "twice"),
        ("a: &x [1, 2]\nb: [*x, *x]", 2, "anchors"),
        ("title: !!python/object:os.system x", 2, "tags"),
        ("title: x\npublished: 2021-13-45", 3, "month"),
        ("deep: " + "[" * 40 + "]" * 40, 2, "deep"),
    ],
)
def test_broken_front_matter_is_a_warning_with_its_line(front: str, line: int, reason: str) -> None:
    found = source(f"---\n{front}\n---\nThe text is still read.\n")
    assert found.text == "The text is still read."
    assert not found.candidates
    assert f"line {line}:" in found.warnings[0]
    assert reason in found.warnings[0]


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    assert source("---\nJust a paragraph of prose here\n---\nand more").text.startswith("Just a paragraph")
    assert source("---\nnever closed").text == "never closed"


def test_other_programs_keys_are_understood() -> None:
    found = source("---\ndate: 2020-01-02 10:00:00\nauthor: [Aida Example, Tom Sample]\nlang: ru\n---\nText.\n")
    assert values(found, "published") == ["2020-01-02"]
    assert values(found, "author") == ["Aida Example", "Tom Sample"]
    assert values(found, "language") == ["ru"]


@pytest.mark.parametrize("piece", ["*a ", "**a ", "_a ", "[", "[[a", "`a``", "<a ", "> "])
def test_a_line_of_delimiters_takes_linear_time(piece: str) -> None:
    assert growth(lambda size: read((piece * (size // len(piece))).encode(), "file.md"), 20_000, 200_000) < 40


def test_front_matter_in_toml_and_authors_that_are_more_than_a_name() -> None:
    front = '+++\ntitle = "Talks: the end"\ndate = 2021-05-24\nauthors = ["A. Bekova"]\n+++\n'
    toml = read(f"{front}\nText.[^1]\n\n[^1]: Note.\n".encode(), "a.md")
    assert describe(toml, path="a.md").published == "2021-05-24"
    assert (describe(toml, path="a.md").title, toml.text) == ("Talks: the end", "Text.[1]\n\n[1] Note.")
    named = "---\nauthor:\n- name: Jane Doe\n  email: x\n- given: Oleg\n  family: Tashiev\n---\nText.\n"
    assert describe(read(named.encode(), "a.md"), path="a.md").authors == ("Jane Doe", "Oleg Tashiev")
    assert "not read" in read(b"+++\ntitle = Talks\n+++\nText.\n", "a.md").warnings[0]
