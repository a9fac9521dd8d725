"""Records: which field is what, one bad line among good ones, and what to say where nothing is known."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.metadata import Described, describe
from index.sources.members import Member, Unread, members
from index.sources.record import recognised

ROAD = {
    "headline": "Road opened",
    "body": "The road to the valley is open.\n\nIt was closed for two years.",
    "date": "2021-05-24T09:30:00Z",
    "author": {"name": "A. Petrov"},
    "source": "Herald",
    "link": "https://example.org/road",
    "lang": "en",
    "n": 7,
}


def inside(data: bytes, name: str, columns: Mapping[str, object] | None = None) -> list[Member | Unread]:
    return list(members(io.BytesIO(data), name, len(data), lambda path: columns))


def described(part: Member | Unread) -> Described:
    assert isinstance(part, Member)
    assert part.source is not None
    return describe(part.source, path=f"data.jsonl//{part.path}")


def text(part: Member | Unread) -> str:
    assert isinstance(part, Member)
    assert part.source is not None
    return part.source.text


def lines(*records: Any) -> bytes:
    return "\n".join(json.dumps(record, ensure_ascii=False) for record in records).encode()


def test_common_names_of_fields_need_no_mapping() -> None:
    (part,) = inside(lines(ROAD), "data.jsonl")
    said = described(part)
    assert part.path == "1"
    assert text(part) == "The road to the valley is open.\n\nIt was closed for two years."
    assert (said.title, said.published, said.publisher, said.authors, said.url, said.language) == (
        "Road opened", "2021-05-24", "Herald", ("A. Petrov",), "https://example.org/road", "en",
    )  # fmt: skip
    assert said.origins["published"] == "record"


def test_a_mapping_says_which_field_is_what() -> None:
    record = {"country": "Kenya", "session": 74, "speech": {"full": ["One.", "Two."]}, "year": 2019, "text": "no"}
    columns = {"text": "speech.full", "title": ["country", "session"], "published": "year"}
    (part,) = inside(lines(record), "data.ndjson", columns)
    assert text(part) == "One.\n\nTwo."
    assert (described(part).title, described(part).published) == ("Kenya, 74", "2019")


@pytest.mark.parametrize("when", [1621848600, "1621848600", 1621848600000, "24 May 2021", "2021-05-24"])
def test_days_as_they_come(when: object) -> None:
    (part,) = inside(lines({**ROAD, "date": when}), "data.jsonl")
    assert described(part).published == "2021-05-24"


def test_a_bad_line_is_named_and_the_others_are_read() -> None:
    data = lines(ROAD) + b'\n{"body": "cut of\n\n[1]\n' + lines({**ROAD, "body": "The bridge stands."})
    found = inside(data, "data.jsonl")
    assert [(part.path, isinstance(part, Unread)) for part in found] == [
        ("1", False), ("2", True), ("4", True), ("5", False),
    ]  # fmt: skip


def test_many_bad_lines_are_counted() -> None:
    found = inside(lines(ROAD) + b"\n{" * 100, "data.jsonl")
    assert len(found) == 22
    assert isinstance(found[-1], Unread)
    assert (found[-1].path, "80 more" in found[-1].message) == ("", True)


def test_without_a_text_the_mapping_to_write_is_said() -> None:
    record = {"id": 5, "remarks": "The road to the valley is open, they said.", "headline": "Road"}
    (part,) = inside(lines(record), "data.jsonl")
    assert isinstance(part, Unread)
    assert part.path == ""
    assert '{"data.jsonl": {text: remarks, title: headline}}' in part.hint
    (read,) = inside(lines(record), "data.jsonl", {"text": "remarks"})
    assert text(read) == record["remarks"]
    (wrong,) = inside(lines(record), "data.jsonl", {"text": "remark"})
    assert isinstance(wrong, Unread)
    assert "'remark'" in wrong.message


@pytest.mark.parametrize(
    "whole",
    [[ROAD, ROAD], {"articles": [ROAD, ROAD]}, {"status": "ok", "things": [ROAD, ROAD], "tags": ["a"]}],
)
def test_lists_in_a_json_file(whole: object) -> None:
    found = inside(json.dumps(whole).encode("utf-8-sig"), "data.json")
    assert [part.path for part in found] == ["1", "2"]
    assert {text(part) for part in found} == {"The road to the valley is open.\n\nIt was closed for two years."}


def test_items_in_a_json_file() -> None:
    data = json.dumps({"a": {"list": [ROAD]}, "b": [{"x": 1}], "c": [{"x": 1}]}).encode()
    assert text(inside(data, "data.json", {"items": "a.list"})[0]).startswith("The road")
    (wrong,) = inside(data, "data.json", {"items": "a.lists"})
    assert isinstance(wrong, Unread)
    assert "a.lists" in wrong.message


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_tables(delimiter: str, encoding: str) -> None:
    written = io.StringIO(newline="")
    table = csv.writer(written, delimiter=delimiter)
    said = 'Дорога в долину "открыта", сказал он; все рады.\n\nМост | стоит, и школа построена.'
    table.writerows([["Дата", "Заголовок", "Текст"], ["24.05.2021", "Дорога, и мост", said], ["", "", "Второй текст."]])
    found = inside(written.getvalue().encode(encoding), "data.csv")
    assert [text(part) for part in found] == [said, "Второй текст."]
    assert (described(found[0]).title, described(found[0]).published) == ("Дорога, и мост", "2021-05-24")
    assert described(found[1]).title == "data 2"


def test_rows_of_another_length_are_said_and_read() -> None:
    found = inside(b"title,text\nA,One two.\nB,Three, four,\nC,Five.\n", "data.csv")
    assert [text(part) for part in found if isinstance(part, Member)] == ["One two.", "Three", "Five."]
    assert isinstance(found[-1], Unread)
    assert "row 2" in found[-1].message


def test_markup_in_a_field_is_read_as_a_page() -> None:
    (part,) = inside(lines({"content": "<h2>Road</h2><p>It is <b>open</b>.</p><script>x()</script>"}), "data.jsonl")
    assert text(part) == "Road\n\nIt is open."


def test_the_same_record_keeps_its_digest_when_others_come_before_it() -> None:
    (alone,) = inside(lines(ROAD), "data.jsonl")
    second = inside(lines({"body": "Another."}, dict(reversed(ROAD.items()))), "data.jsonl")[1]
    assert isinstance(alone, Member)
    assert isinstance(second, Member)
    assert alone.digest == second.digest


def test_fields_are_known_in_any_case() -> None:
    assert recognised(["Full-Text", "Publication Date", "x"]) == {"text": "Full-Text", "published": "Publication Date"}


@pytest.mark.parametrize("name", ["data.jsonl", "data.json", "data.csv", "data.tsv"])
@given(noise=st.binary(max_size=40), at=st.integers(0, 200), cut=st.integers(0, 30))
@settings(max_examples=100, deadline=None)
def test_mutated_files_give_members_or_what_is_wrong(name: str, noise: bytes, at: int, cut: int) -> None:
    data = lines(ROAD, ROAD) if name.startswith("data.j") else b'title,text\n"A, b","One\ntwo."\nB,Three\n'
    data = data[:at] + noise + data[at + cut :]
    for part in inside(data, name):
        assert isinstance(part, Member) or part.message


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1251"])
def test_what_excel_is_told_of_a_table_is_no_row(encoding: str) -> None:
    table = 'sep=|\r\nЗаголовок|Текст\r\nДорога|"Мост, и школа; всё стоит."\r\n'
    found = inside(table.encode(encoding), "data.csv")
    assert [(text(part), described(part).title) for part in found] == [("Мост, и школа; всё стоит.", "Дорога")]


def test_a_list_further_down_in_a_json_file_is_named_in_the_hint() -> None:
    data = lines({"response": {"docs": [{"main": "The dam stands."}], "meta": {"hits": 1}}})
    (only,) = inside(data, "feed.json")
    assert isinstance(only, Unread)
    assert 'records: {"feed.json": {items: response.docs}}' in only.hint
    (said,) = inside(data, "feed.json", {"items": "response.docs", "text": "main"})
    assert text(said) == "The dam stands."
