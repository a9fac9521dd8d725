"""What the card of a date says."""

from __future__ import annotations

from datetime import date

import pytest

from index.models import Entry, Row
from index.notebook import DateJudgement
from tui.screens.date_card import card_lines, meaning
from tui.screens.date_questions import Case
from tui.widgets.cells import width
from tui.widgets.entry_lines import Context
from tui.widgets.ink import line

SENTENCE = "Trade declined last year because of the pandemic, and the Year of Russia\nin Kyrgyzstan was put off."
ROW = Row("d", "d.txt", "A talk", "2021-05-24", publisher="TASS")
LAST_YEAR = Entry(
    "2020", date(2020, 1, 1), date(2020, 12, 31), "mentioned", "last year", 15, 24, 3, False, "document", "last unit"
)


def text(case: Case, cells: int = 70, **more: str) -> str:
    return "\n".join(line(pieces, cells).text.rstrip() for pieces in card_lines(case, cells, **more))


def test_a_date_counted_from_the_day_of_its_document() -> None:
    assert text(Case(LAST_YEAR, Context(SENTENCE, ROW))).splitlines() == [
        " Words       “last year”",
        " Means       2020, Wednesday 1 January 2020 to Thursday 31 December",
        "             2020",
        " Because     it is counted from the document's date, 2021-05-24",
        " Rule        last unit",
        " Document    A talk, TASS, 2021-05-24",
        "",
        " Trade declined last year because of the pandemic, and the Year of",
        " Russia in Kyrgyzstan was put off.",
    ]


@pytest.mark.parametrize(
    ("basis", "because"),
    [
        ("text", "the words say it themselves"),
        ("anchor", "a date said before it"),
        ("unresolved: no date to count from", "no date to count from"),
        ("vague: the words name no day", "the words name no day"),
    ],
)
def test_what_a_reading_rests_on(basis: str, because: str) -> None:
    entry = Entry("XXXX", None, None, "mentioned", "last year", 15, 24, 3, basis=basis)
    shown = text(Case(entry, Context(SENTENCE, ROW)))
    assert because in shown
    assert "XXXX, which names no days" in shown


def test_what_was_judged() -> None:
    corrected = DateJudgement("d.txt", "d", 15, "last year", was="2020", value="2019", when="2026-11-22T00:17:03Z")
    shown = text(Case(LAST_YEAR, Context(SENTENCE, ROW), corrected))
    assert "By rule     2020" in shown
    assert "2026-11-22 00:17:03 UTC" in shown
    rejected = DateJudgement("d.txt", "d", 15, "last year", rejected=True)
    shown = text(Case(LAST_YEAR, Context(SENTENCE, ROW), rejected))
    assert "no date: you rejected it" in shown
    assert "nothing was read" in shown


def test_the_date_of_a_document() -> None:
    published = Entry("2021-05-24", date(2021, 5, 24), date(2021, 5, 24), "published", "A talk", 0, 0, 3)
    assert "Read from   front matter" in text(Case(published, Context("", ROW), origin="front matter"))
    undated = Entry("", None, None, "published", "A talk", 0, 0, 3, basis="unresolved: the document does not say it")
    assert "Because     the document does not say it" in text(Case(undated, Context("", ROW)))


@pytest.mark.parametrize("cells", [8, 24, 40, 120])
def test_it_fits_and_what_documents_say_is_harmless(cells: int) -> None:
    words = "last \x1b[2Jyear\u202e"
    entry = Entry("2020", date(2020, 1, 1), date(2020, 1, 1), "mentioned", words, 0, 5, 3, basis="text")
    row = Row("d", "d.txt", "A [bold]talk[/bold]\x1b[31m 会議", "2021")
    shown = card_lines(Case(entry, Context(f"Said {words} then.", row)), cells, said="No\x07", typed="2021")
    for pieces in shown:
        drawn = line(pieces, cells)
        assert width(drawn.text) == cells
        assert drawn.text.isprintable()
    styled = "".join(part for pieces in shown for part, style in pieces if style is not None and style.underline)
    assert styled.replace(" ", "") == "last␛[2Jyear⇄" or cells < 24


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("2021-05", "Saturday 1 May 2021 to Monday 31 May 2021"),
        ("2021-05-24", "Monday 24 May 2021"),
        ("P3M", "a value without days"),
        ("May 2021", "what these words say"),
        ("2021-13", "what these words say"),
    ],
)
def test_what_a_typed_value_would_mean(typed: str, says: str) -> None:
    assert meaning(typed).startswith(says)
