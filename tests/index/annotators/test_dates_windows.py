"""Where dates are looked for: as far around a trigger as an expression may reach, and no further."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from index.annotators.dates import reader
from index.annotators.dates.language import language
from index.annotators.dates.rules import Language
from index.annotators.dates.windows import windows
from index.models import Annotation
from tests.index.annotators.test_dates_properties import PIECES

GOLD = Path(__file__).parents[2] / "gold"


def _wide(text: str, chosen: Language) -> Iterator[tuple[int, int]]:
    """The whole text as one window, where there is a trigger at all."""
    if any(True for _ in windows(text, chosen)):
        yield 0, len(text)


def _spans(text: str, chosen: Language) -> list[tuple[int, int, str]]:
    """The expressions of a text that have a trigger: others are found only by standing near one."""
    found: list[Annotation] = reader.read(text, chosen, None, "past", False)
    return [(a.start, a.end, a.rule) for a in found if _triggered(text, a, chosen)]


def _triggered(text: str, found: Annotation, chosen: Language) -> bool:
    return any(chosen.trigger.match(text, at) for at in range(found.start, found.end))


def _same(text: str, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = language(code)
    narrow = _spans(text, chosen)
    with monkeypatch.context() as patched:
        patched.setattr(reader, "windows", _wide)
        assert narrow == _spans(text, chosen), text


@pytest.mark.parametrize("code", ["ru", "ky"])
def test_the_whole_text_tells_no_more_than_its_windows(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for entry in yaml.safe_load((GOLD / f"dates_{code}.yaml").read_text("utf-8")):
        _same(entry["text"], code, monkeypatch)


@given(st.lists(PIECES, min_size=1, max_size=14))
@settings(max_examples=150, deadline=None)
def test_nor_does_that_of_any_words(pieces: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        _same(" ".join(pieces), "en", patch)


def test_an_expression_is_read_whole_and_what_cannot_be_of_one_is_not_read() -> None:
    text = "The agreement of the parties was signed in the first week of March 2021 by nobody whom the clerks knew."
    ((start, end),) = windows(text, language("en"))
    assert "the first week of March 2021" in text[start:end]
    assert "agreement" not in text[start:end]
    assert "clerks" not in text[start:end]


def test_an_expression_longer_than_what_stands_near_its_trigger_is_read_whole() -> None:
    text = "Сүйлөшүү 2021-жылдын  24-майында болду."
    assert [a.value for a in reader.read(text, language("ky"), None, "past", True)] == ["2021-05-24"]


@pytest.mark.parametrize(
    ("text", "code"), [("We thank the past.", "en"), ("At this point nobody knows.", "en"), ("Ранее он молчал.", "ru")]
)
def test_what_has_no_date_beside_it_is_found_as_well(text: str, code: str) -> None:
    assert len(reader.read(text, language(code), None, "past", True)) == 1
