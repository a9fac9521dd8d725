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
        "kyrgyz.pdf",
        "Протокол совета долины",
        "2021-04-17",
        "Лесное, 17 апреля 2021 года\nИван Петровский: Плотину нельзя оставить как есть.",
        "Кыргызча: өкүл үчүн чечим кабыл алынды.",
        turns=3,
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
    *(
        Row(
            file,
            "Minutes of the valley council",
            "2021-04-17",
            "Lesnoye, 17 April 2021\n\nOpening\n\nThe council met in the school.[1] Eleven",
            "Item | Crowns\n\nDam | 4.2 million\n\nFerry | 80,000\n\nThe next session is on the first of May."
            "\n\n[1] The hall was being painted.",
            turns=3,
        )
        for file in ("minutes.docx", "minutes.odt", "minutes.rtf")
    ),
    Row(
        "session.odt",
        "Minutes of the valley council",
        "2021-04-17",
        "Petra Olsen\n\nJan Brook\n\n17 April 2021\n\nLesnoye, 17 April 2021",
        "\n\n[1] The hall was being painted.",
        turns=3,
    ),
    *(
        Row(
            file,
            "Smoked fish of the village",
            "~2021-05-06",
            "Smoke\n\nThe fish is slowly smoked over alder.",
            "Open on Saturdays.\n\nIt is sold at the northern steps.",
        )
        for file in ("smoke.docx", "smoke.odt", "smoke.fodt", "smoke.rtf")
    ),
    Row(
        "tracked.docx",
        "Fishing rules for the upper lake",
        "~2021-03-15",
        "Jonas Ambrel\n\nNobody may fish before the first of May without a licence.[1]",
        "[1] A licence costs 30 crowns.\n\n[2] The rule was made in 1931.",
    ),
    Row(
        "sovet.rtf",
        "Протокол совета долины",
        "2021-04-17",
        "Лесное, 17 апреля 2021 года\n\nИван Петровский: Плотину нельзя",
        "Кыргызча: өкүл үчүн чечим кабыл алынды.",
        turns=3,
        language="ru",
    ),
    *(
        Row(
            file,
            "Minutes of the valley council",
            "2021-04-17",
            "Petra Olsen\n\nJan Brook\n\n17 April 2021\n\nLesnoye, 17 April 2021\n\nOpening\n\nThe council met",
            "Ferry | 80,000\n\nThe next session is on the first of May.",
            turns=3,
        )
        for file in ("book.epub", "book2.epub")
    ),
    *(
        Row(
            file,
            "talk",
            "",
            "IVAN PETROVSKY: The dam cannot wait. Water has washed out the footing, and every week",
            "\n\nIVAN PETROVSKY: Then let us vote on both.",
            turns=3,
        )
        for file in ("talk.srt", "talk.vtt")
    ),
    Row(
        "voices.vtt",
        "Session of the valley council",
        "",
        "Ivan Petrovsky: The dam cannot wait.",
        "Olga Brandt: I agree & wait, but the ferry must run until the road is safe."
        "\n\nIvan Petrovsky: Then let us vote on both.",
        turns=3,
    ),
    Row(
        "ferry.mhtml",
        "Ferry timetable is extended",
        "",
        "LESNOYE, April 2, 2021. The Saturday ferry will run",
        "only the northern steps can be used.",
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
