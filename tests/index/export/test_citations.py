"""References in the formats of other programs: what they say is read back, by our own reader and by others."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pybtex.database import parse_string

from index.export.citations import FORMATS
from index.export.cited import Cited, Name, Quote, line
from index.export.csl_json import item
from index.sources.references import Reference, read_export
from tests.index.export import cited_sample
from tests.index.export.cited_sample import (
    ALL,
    ARTICLE,
    BARE,
    PAGE,
    REPORT,
    UNDATED,
    written,
    zotero_bibtex,
    zotero_ris,
)


def read_back(text: str, ending: str) -> list[Reference]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"export.{ending}"
        path.write_text(text, encoding="utf-8", newline="")
        found, problem = read_export(path, path.name)
    assert not problem
    return found


def said(source: Cited, *, kind: str) -> dict[str, tuple[str, ...]]:
    """A source as the reader of exports has it."""
    values = {
        "title": source.title,
        "publisher": source.issuer,
        "url": source.url,
        "published": source.issued,
        "language": source.language,
        "estimated": "true" if source.estimated else "",
        "kind": kind,
    }
    people = tuple(each.shown for each in source.authors)
    return {key: (value,) for key, value in values.items() if value} | ({"author": people} if people else {})


KINDS = {"webpage": "article", "article-newspaper": "article", "report": "", "document": ""}


@pytest.mark.parametrize(("format", "ending"), [("bibtex", "bib"), ("csl", "json")])
def test_what_an_export_says_is_read_back(format: str, ending: str) -> None:
    found = read_back(written(format), ending)
    assert [each.key for each in found] == [each.key for each in ALL]
    for reference, source in zip(found, ALL, strict=True):
        kind = "transcript" if source.genre else KINDS[source.type]
        assert reference.fields == said(source, kind=kind)


@settings(max_examples=50, deadline=None)
@given(cited_sample.sources())
@example(Cited("1", "k", "document", r"\{\vphantom{\}} 100% $x_1$ -- ``a'' ,, ~", "a", authors=(Name("A and {B}, C"),)))
def test_a_hostile_source_survives_bibtex(source: Cited) -> None:
    (found,) = read_back(written("bibtex", source), "bib")
    assert found.fields == said(source, kind=KINDS[source.type])


@settings(max_examples=20, deadline=None)
@given(cited_sample.sources())
def test_a_hostile_source_survives_csl_json(source: Cited) -> None:
    text = written("csl", source)
    assert json.loads(text) == [item(source)]
    (found,) = read_back(text, "json")
    assert found.fields == said(source, kind=KINDS[source.type])


@settings(max_examples=20, deadline=None)
@given(st.lists(cited_sample.sources(), min_size=1, max_size=3))
def test_bibtex_holds_together_for_another_reader(sources: list[Cited]) -> None:
    keyed = [Cited(**{n: getattr(s, n) for n in s.__slots__} | {"key": f"key{i}"}) for i, s in enumerate(sources)]
    entries = parse_string(written("bibtex", *keyed), "bibtex").entries
    assert list(entries) == [each.key for each in keyed]
    for entry, source in zip(entries.values(), keyed, strict=True):
        assert entry.fields.get("url", "") == source.url
        assert entry.fields["title"]
        people = entry.persons.get("author", [])
        assert len(people) == len(source.authors)
        for person, name in zip(people, source.authors, strict=True):
            assert bool(person.first_names) == bool(name.given)


def test_bibtex_as_another_reader_has_it() -> None:
    entries = parse_string(written("bibtex"), "bibtex").entries
    page, article = entries["kremlin_2021"], entries["petrov_2025"]
    assert page.type == "online"
    assert page.fields["organization"] == "President of Russia"
    assert page.fields["urldate"] == "2025-11-28"
    assert article.fields["date"] == "2025-11-27~"
    assert [str(each) for each in article.persons["author"]] == ["Petrov, Ivan Sergeevich", "Сидорова, Мария"]
    assert "date" not in entries["admin_nd"].fields


@settings(max_examples=20, deadline=None)
@given(cited_sample.sources(), st.text(max_size=30))
def test_a_ris_record_has_only_its_own_lines(source: Cited, words: str) -> None:
    quoted = Cited(**{n: getattr(source, n) for n in source.__slots__} | {"quotes": (Quote(words),)})
    lines = written("ris", quoted).split("\r\n")
    assert lines[0].startswith("TY  - ")
    assert lines[-3:] == ["ER  - ", "", ""]
    assert [each[:6] for each in lines].count("TY  - ") == 1
    assert all(each[2:6] == "  - " for each in lines[:-2])
    assert len("".join(lines).splitlines()) == 1
    (found,) = zotero_ris("\r\n".join(lines))
    assert found["title"] == source.title


def test_zotero_loses_nothing_of_ris() -> None:
    page, article, undated, bare, report = zotero_ris(written("ris"))
    assert page == {
        "itemType": "webpage", "title": PAGE.title, "websiteTitle": "President of Russia", "websiteType": "Transcript",
        "date": "2021-05-24", "url": PAGE.url, "accessDate": "2025-11-28", "language": "en", "creators": [],
    }  # fmt: skip
    assert article["publicationTitle"] == "TASS"
    assert article["creators"] == ["Petrov, Ivan Sergeevich", "Сидорова, Мария"]
    assert "DA  - 2025/11/27/estimated" in written("ris", ARTICLE)
    assert undated["creators"] == ["Администрация Президента"]
    assert "date" not in undated
    assert bare == {"itemType": "journalArticle", "title": "File only", "creators": []}
    assert (report["institution"], report["date"]) == ("United Nations", "2020-05")


def test_zotero_loses_nothing_of_bibtex() -> None:
    entries = parse_string(written("bibtex"), "bibtex").entries
    page = zotero_bibtex(dict(entries["kremlin_2021"].fields), entries["kremlin_2021"].type)
    assert page == {
        "itemType": "webpage", "title": PAGE.title, "publicationTitle": "President of Russia", "type": "Transcript",
        "date": "2021-05-24", "url": PAGE.url, "accessDate": "2025-11-28", "language": "en",
    }  # fmt: skip
    report = zotero_bibtex(dict(entries["un_2020"].fields), entries["un_2020"].type)
    assert (report["publisher"], report["date"]) == ("United Nations", "2020-05")


def test_an_estimate_is_circa_and_no_date_is_none() -> None:
    assert item(ARTICLE)["issued"] == {"date-parts": [[2025, 11, 27]], "circa": True}
    assert "issued" not in item(UNDATED)
    assert "accessed" not in item(REPORT)
    assert item(BARE) == {"id": "file_nd", "type": "document", "title": "File only"}


def test_a_table_of_quotes_in_their_order() -> None:
    rows = list(csv.DictReader(io.StringIO(written("csv"), newline="")))
    assert [row["quote"] for row in rows] == [
        "Trade grew.\nBy 13.6%.", "We agreed.", *[""] * 3
    ]  # fmt: skip
    assert (rows[0]["locator"], rows[0]["heading"], rows[0]["estimated"]) == ("pp. iv-v", "Trade", "true")
    assert (rows[1]["locator"], rows[1]["publisher"]) == ("turn 5, Vladimir Putin", "President of Russia")


@settings(max_examples=40, deadline=None)
@given(cited_sample.hostile)
def test_no_cell_is_a_formula(title: str) -> None:
    text = written("csv", Cited("1", "k", "document", title, "a.txt"))
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert row["title"].lstrip("'") == line(title).lstrip("'")
    assert not row["title"].startswith(("=", "+", "-", "@"))


def test_every_format_writes_something() -> None:
    for name in FORMATS:
        assert "Talks in Sochi" in written(name)
