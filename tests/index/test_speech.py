"""Words beside `speaker:` are bound to the speaker, and marked only where they say them."""

from __future__ import annotations

import pytest

from index.marking import hits, snippet
from index.models import And, Bag, Facet, Mentioned, Not, Or, Phrase, Query, Said, Turn, Word
from index.speech import binds, bound, joined, speeches

PUTIN = Mentioned(frozenset({"person\tputin"}), spoken=True)
XI = Mentioned(frozenset({"person\txi"}), spoken=True)
TRADE, OIL, TITLE = Word("trade"), Word("oil"), Word("summit", field="title")
RECORD = Phrase(("trade", "record"))


def said(part: Word | Phrase, *speakers: Mentioned) -> Said:
    return Said(part, speakers or (PUTIN,))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (Bag((PUTIN,)), Bag((PUTIN,))),
        (Bag((TRADE,)), Bag((TRADE,))),
        (TRADE, TRADE),
        (Bag((PUTIN, TRADE)), Bag((PUTIN, said(TRADE)))),
        (Bag((TRADE, PUTIN, RECORD)), Bag((said(TRADE), PUTIN, said(RECORD)))),
        (Bag((PUTIN, TITLE, Facet("kind", "article"))), Bag((PUTIN, TITLE, Facet("kind", "article")))),
        (Bag((PUTIN, Not(OIL))), Bag((PUTIN, Not(said(OIL))))),
        (Bag((Not(PUTIN), TRADE)), Bag((Not(PUTIN), TRADE))),
        (Bag((PUTIN, XI, TRADE)), Bag((PUTIN, XI, said(TRADE, PUTIN, XI)))),
        (Bag((Or((PUTIN, XI)), TRADE)), Bag((Or((PUTIN, XI)), said(TRADE, PUTIN, XI)))),
        (Bag((Or((PUTIN, OIL)), TRADE)), Bag((Or((PUTIN, OIL)), TRADE))),
        (Bag((PUTIN, Or((TRADE, OIL)))), Bag((PUTIN, Or((said(TRADE), said(OIL)))))),
        (Bag((And((PUTIN, TRADE)), OIL)), Bag((And((PUTIN, said(TRADE))), OIL))),
        (Bag((XI, And((PUTIN, TRADE)))), Bag((XI, And((PUTIN, said(TRADE)))))),
        (Or((And((PUTIN, TRADE)), OIL)), Or((And((PUTIN, said(TRADE))), OIL))),
        (Not(And((PUTIN, TRADE))), Not(And((PUTIN, said(TRADE))))),
    ],
)
def test_bound(query: Query, expected: Query) -> None:
    assert bound(query) == expected
    assert binds(expected) == ("Said" in repr(expected))
    assert bound(expected) == expected


TEXT = (
    "On trade.\n\nPutin: Trade grew. Oil too.\n\nXi: Trade record, oil.\n\nPutin: Record oil; trade, he said, record."
)
SPEECHES = [
    ("putin", "Trade grew. Oil too."),
    ("xi", "Trade record, oil."),
    ("putin", "Record oil; trade, he said, record."),
]
TURNS = tuple(Turn(TEXT.index(it), TEXT.index(it) + len(it), who, 0, 0, who) for who, it in SPEECHES)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (Bag((PUTIN, said(TRADE))), ["Trade", "trade"]),
        (Bag((XI, said(TRADE, XI))), ["Trade"]),
        (Bag((PUTIN, said(TRADE), OIL)), ["Trade", "Oil", "oil", "oil", "trade"]),
        (said(RECORD), []),
        (said(RECORD, XI), ["Trade record"]),
        (said(Phrase(("trade", "grew", "oil"), 3)), ["Trade", "grew", "Oil"]),
        (said(Word("rec", prefix=True)), ["Record", "record"]),
        (said(TRADE, PUTIN, XI), ["Trade", "Trade", "trade"]),
        (Not(said(OIL)), []),
    ],
)
def test_marked_only_where_they_say_it(query: Query, expected: list[str]) -> None:
    spans = hits(TEXT, query, turns=TURNS)
    assert [TEXT[span.start : span.end] for span in spans] == expected
    made = snippet(TEXT, query, 40, turns=TURNS)
    inside = {(span.start + made.start, span.end + made.start) for span in made.hits}
    assert inside <= {(span.start, span.end) for span in spans}
    assert bool(inside) == bool(expected)


def test_without_turns_nobody_speaks() -> None:
    assert hits(TEXT, said(TRADE)) == []


def test_an_office_speaks_in_its_time() -> None:
    from datetime import date

    chair = Mentioned(frozenset({"person\tputin"}), spoken=True, first=date(2020, 1, 1), last=date(2020, 12, 31))
    whole = [(turn.start, turn.end) for turn in TURNS[::2]]
    assert speeches(TURNS, (chair,), "2020-05") == speeches(TURNS, (chair,), "2020") == whole
    assert speeches(TURNS, (chair,), "2021-01-01") == speeches(TURNS, (chair,), "2019") == []
    assert speeches(TURNS, (chair,), None) == []


def test_joined() -> None:
    assert joined([(5, 9), (1, 3), (3, 4), (6, 12), (2, 2)]) == [(1, 3), (3, 4), (5, 12)]
