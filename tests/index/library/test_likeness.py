"""More like this, asked of the bundled collection and of one made up."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.engines.whoosh.snapshot import Snapshot
from index.feedback import LOOKED_UP, READ_WORDS, TERMS, about
from index.library import Library
from index.refresh import refresh
from tests.index.library.test_library import ids, only

TOPICS = {
    "gas": "pipeline gas compressor supply transit price contract winter storage",
    "health": "vaccine hospital doctor patient clinic nurse dose trial virus",
    "border": "border guard treaty demarcation village crossing checkpoint map delimitation",
}


@pytest.fixture
def library(tmp_path: Path) -> Library:
    folder = tmp_path / "articles"
    folder.mkdir()
    for topic, words in TOPICS.items():
        for number in range(4):
            parts = words.split()
            text = " ".join(parts[number % 3 :] + parts[: 5 - number])
            text = f"{topic.title()} {number}\n\nThe talks were of {text}.\n"
            (folder / f"{topic}{number}.txt").write_text(text, "utf-8")
    refresh(folder, index=tmp_path / "index")
    return Library.open(folder, index=tmp_path / "index")


def test_the_most_alike_come_first(library: Library) -> None:
    for topic in TOPICS:
        id = only(library, f"{topic}0")
        found = ids(library, f"like:{id}")
        assert {path[: len(topic)] for path in found[:3]} == {topic}
        assert f"{topic}0.txt" not in found
    assert ids(library, f"like:{id} path:border2") == ["border2.txt"]
    library.close()


def test_feedback_can_be_switched_off(library: Library) -> None:
    id = only(library, "gas0")
    with_it = library.like(id)
    library.rank_by(("title",))
    without = library.like(id)
    assert with_it is not None
    assert without is not None
    assert len(without.terms) <= TERMS
    assert with_it != without
    assert without.terms[0][1] == 1.0
    library.close()


def test_an_unknown_id_is_told(bundled_library: Library) -> None:
    parsed = bundled_library.parse("like:nothing")
    assert parsed.complaints[0].message == "There is no document “nothing”"
    assert not bundled_library.search(parsed).numbers


def test_why_tells_the_terms(bundled_library: Library) -> None:
    id, other = only(bundled_library, "2021-05-24"), only(bundled_library, "2020-09-28")
    (reason,) = bundled_library.why(other, f"like:{id}")
    assert reason.matches
    assert reason.score > 0
    assert len(reason.terms) >= TERMS


def test_work_does_not_depend_on_the_collection(bundled_library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    postings = Snapshot.postings

    def counted(snapshot: Snapshot, field: str, term: str) -> object:
        asked.append(field)
        return postings(snapshot, field, term)

    monkeypatch.setattr(Snapshot, "postings", counted)
    bundled_library.search(f"like:{only(bundled_library, '2021-05-24')}")
    assert asked.count("body") <= 2 * (TERMS + 10)  # once for the first five, once with what they have in common


def test_of_a_long_text_the_beginning_is_read() -> None:
    looked_up: list[int] = []

    def having(terms: object) -> dict[str, int]:
        known = list(terms)  # type: ignore[call-overload]
        looked_up.append(len(known))
        return dict.fromkeys(known, 3)

    text = " ".join(f"word{'abcdefghij'[at % 10]}{'klmnopqrst'[at // 10 % 10]}{at}" for at in range(READ_WORDS + 500))
    found = about([text], having, 100)
    assert looked_up == [LOOKED_UP]
    assert len(found) == TERMS
    assert about([text + " zebra" * 500], having, 100) == found
