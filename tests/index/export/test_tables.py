"""CSV and JSON: every cell as it was said, and nothing that a spreadsheet runs."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.cli.records import entry as record_of_timeline
from index.export.comma_separated import COLUMNS
from tests.index.export.sample import ROW, item, published, written


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_one_line_per_entry_below_the_names_of_the_columns() -> None:
    text = written("csv", item(), published())
    assert text.count("\r\n") == text.count("\n") == 3
    assert text.startswith("first,last,value,")
    said, issued = table(text)
    assert (said["first"], said["last"], said["value"], said["grain"]) == ("2020-01-01", "2020-12-31", "2020", "year")
    assert (said["text"], said["sentence"]) == ("last year", "Trade grew last year.")
    assert (said["title"], said["publisher"], said["path"]) == ("Talks in Sochi", "Kremlin", "talks/2021.md")
    assert (said["estimated"], said["basis"], said["rule"]) == ("false", "document", "deictic unit")
    assert (issued["kind"], issued["value"]) == ("published", "2021-05-24")


@pytest.mark.parametrize(
    "evil", ["=HYPERLINK(A1)", "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "=cmd|' /C calc'!A0"]
)
def test_no_cell_is_a_formula(evil: str) -> None:
    row = replace(ROW, title=evil, publisher=evil, path=evil)
    for cell in table(written("csv", item(evil, before="", after=" said", row=row)))[0].values():
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝"))
    assert table(written("csv", item(row=row)))[0]["title"] == "'" + evil


def test_commas_quotes_and_line_breaks_stay_in_their_cell() -> None:
    said = 'a "quote", a comma;\nand a line'
    (row,) = table(written("csv", item(before=said)))
    assert row["sentence"] == said + "last year."


@settings(deadline=None)
@given(st.text(), st.text())
def test_any_text_is_one_row(before: str, title: str) -> None:
    rows = table(written("csv", item(before=before, row=replace(ROW, title=title))))
    assert len(rows) == 1
    assert set(rows[0]) == set(COLUMNS)
    assert rows[0]["document"] == ROW.id
    assert not any(
        ord(character) < 32 and character not in "\t\r\n" for character in written("csv", item(before=before))
    )


def test_json_has_the_keys_of_the_timeline_and_more() -> None:
    (line,) = written("json", item()).splitlines()
    read = json.loads(line)
    base = record_of_timeline(item().entry, item().passage.text, ROW.id)
    assert list(read)[: len(base)] == list(base)
    assert {key: read[key] for key in base} == base
    assert (read["title"], read["publisher"], read["rule"]) == ("Talks in Sochi", "Kremlin", "deictic unit")


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_json_gives_texts_back_exactly_on_one_line(before: str) -> None:
    text = written("json", item(before=before))
    assert len(text.splitlines()) == 1
    assert not any(ord(character) < 32 or 0x7F <= ord(character) < 0xA0 for character in text[:-1])
    assert json.loads(text)["sentence"] == before + "last year."
