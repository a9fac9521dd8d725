"""Every format with a small real file, made by another tool than the one that reads it: what a reader must find in it.

A row is a file in `tests/fixtures/documents`, its title, the day it was published ("~" before it: an estimate), the
words its text begins and ends with, the number of speakers' turns, and the language. How each file was made stands in
`tests/fixtures/README.md`.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from index.annotators.turns import find_turns
from index.metadata import describe
from index.sources import read

DOCUMENTS = Path(__file__).parents[2] / "fixtures" / "documents"


class Row(NamedTuple):
    """What a file must give."""

    file: str
    title: str
    published: str
    begins: str
    ends: str
    turns: int = 0
    language: str = "en"


ROWS = [
    Row(
        "report.pdf",
        "The Second Dam at Orlovka",
        "2021-03-14",
        "Marta Velling\nOrlovka, 14 March 2021\n\nPreface\n\nThis report was written",
        "[1] The offer is valid until 30 June 2021.",
    ),
    Row(
        "columns.pdf",
        "Fishing on the upper lake",
        "~2021-03-15",
        "Jonas Ambrel\n\n1. The catch\n\nThe fishermen of the upper lake brought home 310 tonnes",
        "insist that a passage for migrating fish is included in the drawings.",
    ),
    Row(
        "readonly.pdf",
        "Fishing on the upper lake",
        "~2021-03-15",
        "Jonas Ambrel\n\n1. The catch\n\nThe fishermen",
        "is included in the drawings.",
    ),
    Row(
        "printed.pdf",
        "Ferry timetable is extended",
        "2021-04-02",
        "LESNOYE, April 2, 2021. The Saturday ferry",
        "only the northern steps can be used.",
    ),
    Row(
        "cyrillic.pdf",
        "Вторая плотина в Орловке",
        "~2021-03-15",
        "Совет долины решил 14 марта 2021 года построить вторую плотину выше старого моста.",
        "обещали предусмотреть его в чертежах до конца апреля.",
        language="ru",
    ),
    Row(
        "rows.pdf",
        "rows",
        "~2021-04-05",
        "The ferry was set up in February for merchants whose lorries could not pass the mountain road. It has carried",
        "may use it until the autumn without paying again for the crossing.",
    ),
    Row(
        "turned.pdf",
        "turned",
        "~2021-04-05",
        "The ferry was set up in February for merchants whose lorries",
        "if they are small enough to be carried on the arm of their owner.",
    ),
]


@pytest.mark.parametrize("row", ROWS, ids=[row.file for row in ROWS])
def test_a_file_gives_what_stands_in_it(row: Row) -> None:
    source = read(DOCUMENTS / row.file)
    turns = find_turns(source.text)
    said = describe(source, path=row.file, turns=len(turns))
    assert said.title == row.title
    assert ("~" if said.estimated else "") + (said.published or "") == row.published
    assert source.text.startswith(row.begins)
    assert source.text.endswith(row.ends)
    assert len(turns) == row.turns
    assert said.language == row.language
