from __future__ import annotations

from datetime import date
from pathlib import Path

from index.cli import records
from index.models import Annotation, Count, Document, Entry, Kind, Row, Turn

TEXT = "Putin: Trade grew by 13.6% in 2021."
FIGURE = Annotation(Kind.PERCENT, 21, 26, "13.6%", 13.6, unit="%", measure="trade", period="2021")
DATE = Annotation(Kind.DATE, 30, 34, "2021", "2021", date(2021, 1, 1), date(2021, 12, 31))
TURN = Turn(7, 35, "Putin", 0, 5, "person:putin")
DOCUMENT = Document(
    "3f2a", "a/b.txt", TEXT, "Title", "2022-01-05", True, "TASS", "Bishkek", "transcript", "en",
    annotations=(FIGURE, DATE), turns=(TURN,),
)  # fmt: skip
HIT = {
    "id": "3f2a",
    "collection": "/c",
    "title": "Title",
    "published": "2022-01-05",
    "estimated": True,
    "publisher": "TASS",
    "place": "Bishkek",
    "kind": "transcript",
    "language": "en",
    "path": "a/b.txt",
    "score": None,
    "snippet": "",
}


def test_search() -> None:
    row = Row("3f2a", "a/b.txt", "Title", "2022-01-05", True, "TASS", "Bishkek", "transcript", "en", 7)
    assert records.hit(Path("/c"), row, 1.23456789, "trade") == HIT | {"score": 1.2346, "snippet": "trade"}


def test_show_has_the_keys_of_search_and_three_more() -> None:
    assert records.whole_document(Path("/c"), DOCUMENT) == HIT | {
        "text": TEXT,
        "annotations": [
            {
                "kind": "percent", "start": 21, "end": 26, "text": "13.6%", "value": 13.6, "first": None, "last": None,
                "unit": "%", "low": None, "high": None, "hedge": "", "direction": "", "measure": "trade",
                "period": "2021", "rule": "", "basis": "",
            },
            {
                "kind": "date", "start": 30, "end": 34, "text": "2021", "value": "2021",
                "first": "2021-01-01", "last": "2021-12-31",
                "unit": "", "low": None, "high": None, "hedge": "", "direction": "", "measure": "",
                "period": "", "rule": "", "basis": "",
            },
        ],
        "turns": [
            {"speaker": "Putin", "entity": "person:putin", "text": TEXT[7:], "start": 7, "end": 35}
        ],
    }  # fmt: skip


def test_timeline() -> None:
    entry = Entry("2021", date(2021, 1, 1), date(2021, 12, 31), "mentioned", "2021", 30, 34, 7, True, "text")
    assert records.entry(entry, TEXT, "3f2a") == {
        "first": "2021-01-01",
        "last": "2021-12-31",
        "value": "2021",
        "grain": "year",
        "text": "2021",
        "sentence": TEXT,
        "document": "3f2a",
        "start": 30,
        "end": 34,
        "kind": "mentioned",
        "estimated": True,
    }


def test_entities() -> None:
    assert records.entity(Count("putin", "Vladimir Putin", "person", 3, 9, ("Путин",))) == {
        "id": "putin",
        "name": "Vladimir Putin",
        "kind": "person",
        "aliases": ["Путин"],
        "documents": 3,
        "mentions": 9,
    }


def test_figures() -> None:
    assert records.figure(FIGURE, TEXT, "3f2a") == {
        "value": 13.6,
        "unit": "%",
        "text": "13.6%",
        "measure": "trade",
        "period": "2021",
        "sentence": TEXT,
        "document": "3f2a",
        "start": 21,
        "end": 26,
        "kind": "percent",
        "low": None,
        "high": None,
        "hedge": "",
        "direction": "",
        "basis": "",
    }


def test_turns() -> None:
    assert records.turn(TURN, TEXT, "3f2a") == {
        "speaker": "Putin",
        "entity": "person:putin",
        "text": "Trade grew by 13.6% in 2021.",
        "document": "3f2a",
        "start": 7,
        "end": 35,
    }
    assert records.quote_or_turn(TURN, TEXT, "3f2a") == records.turn(TURN, TEXT, "3f2a") | {"quoted": False}


def test_chunks() -> None:
    assert list(records.chunks(range(5), 2)) == [[0, 1], [2, 3], [4]]
    assert list(records.chunks([], 2)) == []
