"""The Library answering about the bundled collection."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from index.errors import CollectionError, NotFoundError
from index.folders import bundled_collection
from index.library import Library, OvertakenError
from index.models import DATES, Order, Page, Row
from index.refresh import refresh


def ids(library: Library, query: str, order: Order = Order.RELEVANCE) -> list[str]:
    """The complete matches, by file name."""
    page = library.search(query, order)
    return [row.path for row in library.rows(page.numbers[: page.complete])]


def only(library: Library, path: str) -> str:
    """The id of the one document whose path contains `path`."""
    (row,) = [row for row in library.rows(library.search("*").numbers) if path in row.path]
    return row.id


def test_the_empty_query_is_everything_newest_first(bundled_library: Library) -> None:
    assert [path[:10] for path in ids(bundled_library, "")] == [
        "2025-11-27",
        "2025-11-26",
        "2021-05-24",
        "2020-09-28",
        "2017-06-21",
    ]
    assert ids(bundled_library, "*", Order.OLDEST) == ids(bundled_library, "")[::-1]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("date:2020-09-28", ["2020"]),
        ("date:>=2021 date:<2025", ["2021"]),
        ("person:Overchuk", ["2020"]),
        ("97%", ["2025-11-26"]),
        ("1,800", ["2025-11-26"]),
        ("1800", ["2025-11-26"]),
        ('"Sputnik V"', ["2021"]),
        ("kind:transcript", ["2020", "2021"]),
        ("speaker:Jeenbekov", ["2020"]),
        ("mentions:2022", ["2021"]),
        ("Gazprom OR Yandex", ["2020", "2025-11-27"]),
        ("person:Japarov -Nomad", ["2021", "2025-11-26"]),
        ("place:Sochi kind:transcript", ["2020", "2021"]),
    ],
)
def test_a_query_finds_its_documents(bundled_library: Library, query: str, found: list[str]) -> None:
    got = sorted(ids(bundled_library, query))
    assert len(got) == len(found), got
    assert all(path.startswith(start) for path, start in zip(got, found, strict=True)), got


def test_one_person_in_two_scripts_and_three_spellings(bundled_library: Library) -> None:
    answers = [ids(bundled_library, f"person:{name}") for name in ("путин", "Putin", '"Vladimir Putin"', "Путина")]
    assert len(answers[0]) == 5
    assert all(answer == answers[0] for answer in answers)


def test_one_organisation_under_old_and_new_names(bundled_library: Library) -> None:
    assert len(ids(bundled_library, "org:ЕАЭС")) == 3
    assert ids(bundled_library, "org:ЕАЭС") == ids(bundled_library, "org:EAEU") == ids(bundled_library, "org:EEU")


def test_an_office_is_the_person_who_held_it(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for day in ("2020-09-28", "2020-10-20", "2021-05-24"):
        text = f"---\npublished: {day}\n---\n\nThe Kyrgyz President said that trade would grow.\n"
        (folder / f"{day}.md").write_text(text, encoding="utf-8")
    refresh(folder, index=tmp_path / "index")
    library = Library.open(folder, index=tmp_path / "index")
    assert ids(library, "person:Jeenbekov") == ["2020-09-28.md"]
    assert sorted(ids(library, "person:Japarov")) == ["2020-10-20.md", "2021-05-24.md"]
    assert {count.value for count in library.entities(library.search("*"))} == {"sooronbay-jeenbekov", "sadyr-japarov"}
    library.close()


def test_the_last_word_is_a_prefix_while_typing(bundled_library: Library) -> None:
    typed = bundled_library.parse("bilatera", typing=True)
    assert bundled_library.search(typed).complete > 0
    assert bundled_library.search("bilatera").complete == 0


def test_some_words_follow_all_words(bundled_library: Library) -> None:
    page = bundled_library.search("Gazprom Yandex Overchuk")
    assert page.complete == 0
    assert len(page.numbers) == 2
    page = bundled_library.search("Gazprom Overchuk Yandex Sochi".replace("Yandex ", ""))
    assert page.complete == 1
    assert len(page.numbers) > 1


def test_offsets_fit_and_values_resolve(bundled_library: Library) -> None:
    for row in bundled_library.rows(bundled_library.search("*").numbers):
        document = bundled_library.read(row.id)
        assert document.annotations
        for annotation in document.annotations:
            assert document.text[annotation.start : annotation.end] == annotation.text
            if annotation.kind in DATES and annotation.first:
                assert annotation.last
                assert annotation.first <= annotation.last


def test_relative_dates_are_read_against_the_document(bundled_library: Library) -> None:
    document = bundled_library.read(only(bundled_library, "2021-05-24"))
    values = {a.text.casefold(): a.value for a in document.annotations if a.kind in DATES}
    assert values["last year"] == "2020"
    assert values["next year"] == "2022"
    assert values["the first quarter of 2021"] == "2021-Q1"


def test_counts_are_merged_by_entity(bundled_library: Library) -> None:
    counts = bundled_library.entities(bundled_library.search("*"))
    by_id = {count.value: count for count in counts}
    assert len(by_id) == len(counts)
    assert by_id["vladimir-putin"].documents == 5
    assert by_id["vladimir-putin"].mentions > 5
    assert counts == sorted(counts, key=lambda count: -count.documents)
    narrowed = bundled_library.entities(bundled_library.search("Overchuk"))
    assert {count.documents for count in narrowed} == {1}


def test_the_sidebar_of_one_document(bundled_library: Library) -> None:
    id = only(bundled_library, "2025-11-26")
    counts = bundled_library.document_entities(id)
    assert counts[0].mentions >= counts[-1].mentions
    assert any("1,800" in figure.text for figure in bundled_library.document_figures(id))


def test_bars_and_entries(bundled_library: Library) -> None:
    page = bundled_library.search("*")
    bars = {bar.value: bar for bar in bundled_library.bars(page)}
    assert bars["2025"].published == 2
    assert bars["2021"].published == 1
    entries = bundled_library.entries(page)
    assert [entry.first for entry in entries] == sorted(entry.first for entry in entries if entry.first)
    assert {entry.kind for entry in entries} == {"published", "mentioned"}
    sentences = bundled_library.sentences(entries)
    for entry, sentence in zip(entries, sentences, strict=True):
        assert entry.text in sentence


def test_hits_and_snippets_use_the_analyzer_of_the_search(bundled_library: Library) -> None:
    parsed = bundled_library.parse("trading")
    page = bundled_library.search(parsed)
    assert page.complete
    for number, snippet in zip(page.numbers, bundled_library.snippets(page.numbers, parsed), strict=True):
        assert snippet.hits
        (row,) = bundled_library.rows([number])
        document = bundled_library.read(row.id)
        words = {document.text[hit.start : hit.end].casefold() for hit in bundled_library.hits(document, parsed)}
        assert words <= {"trade", "trades", "trading", "traded"}


def test_an_unknown_name_is_complained_about_and_matches_nothing(bundled_library: Library) -> None:
    parsed = bundled_library.parse("trade person:Overchuck")
    (complaint,) = parsed.complaints
    assert "trade person:Overchuck"[complaint.start : complaint.end] == "Overchuck"
    assert "Overchuk" in complaint.hint
    assert bundled_library.search(parsed).numbers == () or not len(bundled_library.search(parsed).numbers)


def test_completion_offers_fields_names_and_words(bundled_library: Library) -> None:
    assert "person:" in bundled_library.complete("per", 3)
    assert 'trade person:"Vladimir Putin"' in bundled_library.complete("trade person:pu", 15)
    assert any(each.startswith("bilateral") for each in bundled_library.complete("bilat", 5))
    assert bundled_library.complete("", 0) == []


def test_words_that_are_no_words_of_a_text_are_offered_as_a_name(bundled_library: Library) -> None:
    assert bundled_library.as_name("Садыр  Жапаров") == ('name:"Садыр Жапаров"', 3)
    assert bundled_library.complete("Жапаров", 7) == ["name:Жапаров"]
    for typed in ("trade", "zzzz", "person:Жапаров", "", '"Жапаров"'):
        assert not bundled_library.as_name(typed)[1]


def test_names_and_figures_asked_for_are_hits_and_passages(bundled_library: Library) -> None:
    for typed, words in (("person:Overchuk", "Overchuk"), ("percent:97", "97%"), ("mentions:2022", "Next year")):
        parsed = bundled_library.parse(typed)
        (number,) = bundled_library.search(parsed).numbers
        document = bundled_library.read(bundled_library.rows([number])[0].id)
        assert words in {document.text[hit.start : hit.end] for hit in bundled_library.hits(document, parsed)}
        (found,) = bundled_library.snippets([number], parsed)
        assert words in {found.text[hit.start : hit.end] for hit in found.hits}
        assert found.opens == bundled_library.hits(document, parsed)[0].start


def test_turns_name_their_speakers(bundled_library: Library) -> None:
    speakers = {turn.key for _, turn in bundled_library.turns(bundled_library.search("kind:transcript"))}
    assert speakers == {"vladimir-putin", "sadyr-japarov", "sooronbay-jeenbekov"}


def test_an_overtaken_answer_is_given_up(bundled_library: Library) -> None:
    bundled_library.overtaken = lambda: True
    with pytest.raises(OvertakenError):
        bundled_library.entities(bundled_library.search("*"))


def test_what_is_not_there_is_said(bundled_library: Library, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        bundled_library.read("nothing")
    with pytest.raises(CollectionError, match="no folder"):
        Library.open(tmp_path / "nowhere")
    (tmp_path / "file").write_text("x")
    with pytest.raises(CollectionError, match="is a file"):
        Library.open(tmp_path / "file")


def test_an_empty_page_has_no_counts(bundled_library: Library) -> None:
    assert bundled_library.entities(Page()) == []
    assert bundled_library.bars(Page()) == []
    assert bundled_library.entries(Page()) == []


def test_the_bundled_collection_opens_without_an_index(tmp_path: Path) -> None:
    library = Library.open(bundled_collection(), index=tmp_path / "none")
    assert (library.count(), library.indexed, library.problems()) == (0, False, [])
    assert len(library.search("trade").numbers) == 0
    library.close()


def test_a_chronicle_is_entries_and_what_has_no_place(bundled_library: Library) -> None:
    page = bundled_library.search("*")
    placed, unplaced = bundled_library.chronicle(page)
    assert list(placed) == bundled_library.entries(page)
    assert sum(entry.kind == "mentioned" for entry in unplaced) == bundled_library.unresolved(page)
    assert all(entry.first is None and entry.basis.partition(":")[2] for entry in unplaced)
    for grain in ("decade", "year", "quarter", "month", "day"):
        assert bundled_library.entry_bars(placed, grain) == bundled_library.bars(page, grain)


def test_coverage_is_of_the_collection_not_of_what_is_searched(bundled_library: Library) -> None:
    years = {day.year for day in bundled_library.coverage("year")}
    assert years == {int(row.published[:4]) for row in bundled_library.rows(range(5)) if row.published}
    assert bundled_library.coverage("day")[0] == min(bundled_library.coverage("day"))


def test_a_query_that_cannot_be_read_finds_nothing(bundled_library: Library) -> None:
    assert not len(bundled_library.search("date:2020-13").numbers)


def test_a_closed_quotation_is_complete(bundled_library: Library) -> None:
    typed = 'person:"Alexei Overchuk"'
    assert bundled_library.complete(typed, len(typed)) == []
    assert bundled_library.complete('person:"Alexei Ov', 17) == [typed]


def test_an_index_knows_its_collection(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    refresh(tmp_path / "one", index=tmp_path / "index")
    with pytest.raises(CollectionError, match="another collection"):
        Library.open(tmp_path / "two", index=tmp_path / "index")
    with pytest.raises(CollectionError, match="another collection"):
        refresh(tmp_path / "two", index=tmp_path / "index")


@pytest.mark.parametrize("inside", [".", "cache/index"])
def test_an_index_never_lies_in_its_collection(tmp_path: Path, inside: str) -> None:
    with pytest.raises(CollectionError, match="may not lie in"):
        refresh(tmp_path, index=tmp_path / inside)


def test_a_publisher_is_one_in_every_script(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, publisher in (("en.md", "TASS"), ("ru.md", "ТАСС"), ("site.md", "tass.ru"), ("ap.md", "AP")):
        (folder / name).write_text(f"---\npublisher: {publisher}\n---\n\nTrade grew in May.\n", encoding="utf-8")
    (folder / "ky.txt").write_text("БИШКЕК, 24-май 2021-жыл. /Кабар/. Эки шаар соода боюнча келишимге кол койду.\n")
    refresh(folder, index=tmp_path / "index")
    library = Library.open(folder, index=tmp_path / "index")
    for typed in ("TASS", "тасс", '"TASS news agency"'):
        assert {"en.md", "ru.md"} <= set(ids(library, f"publisher:{typed}")) <= {"en.md", "ru.md", "site.md"}
    assert sorted(ids(library, "trade -publisher:tass")) == ["ap.md"]
    assert ids(library, "publisher:ap") == ["ap.md"]
    [row] = library.rows(library.search("publisher:кабар").numbers)
    assert (row.path, row.published, row.place) == ("ky.txt", "2021-05-24", "Бишкек")
    library.close()


def test_the_card_of_a_name(bundled_library: Library) -> None:
    card = bundled_library.card("vladimir-putin")
    assert (card.name, card.kind, card.listed, card.documents) == ("Vladimir Putin", "person", True, 5)
    assert card.mentions == sum(times for _, times in card.years)
    assert [year for year, _ in card.years] == list(range(2017, 2026))
    assert dict(card.years)[2019] == 0
    assert card.first is not None
    assert card.last is not None
    assert (card.first.published, card.last.published) == ("2017-06-21", "2025-11-27")
    assert card.forms[0][0].endswith("Putin")
    assert any(tenure.title == "President of Russia" for tenure in card.offices)
    assert card.beside[0].documents == 5
    assert "vladimir-putin" not in {each.id for each in card.beside}
    assert len(card.sentences) == 5
    for place in card.sentences:
        (hit, *_) = place.snippet.hits
        text = bundled_library.read(place.row.id).text
        assert place.snippet.text[hit.start : hit.end] == text[place.start : place.end]


def test_what_joins_two_names(bundled_library: Library) -> None:
    joined = bundled_library.joined("vladimir-putin", "sadyr-japarov")
    assert (joined.names, joined.documents) == (("Vladimir Putin", "Sadyr Japarov"), 3)
    assert joined.sentences
    assert all(len(place.snippet.hits) > 1 for place in joined.sentences)
    assert bundled_library.joined("vladimir-putin", "person:nobody").documents == 0
    assert bundled_library.card("person:nobody").documents == 0


@pytest.mark.parametrize(
    "typed", ["person:jeen", "person:жээнб", 'person:"sooronbay jeenb', 'person:"sooronbay j', "name:jeen"]
)
def test_a_name_is_a_prefix_while_it_is_typed(bundled_library: Library, typed: str) -> None:
    parsed = bundled_library.parse(typed, typing=True)
    whole = bundled_library.search("person:Jeenbekov").numbers
    assert set(bundled_library.search(parsed).numbers) == set(whole) != set()
    assert not any("called" in complaint.message for complaint in parsed.complaints)


def test_a_finished_name_is_none(bundled_library: Library) -> None:
    for typed, typing in (("person:jeen", False), ('person:"jeen"', True), ("person:jeen trade", True)):
        assert "No person called" in bundled_library.parse(typed, typing=typing).complaints[0].message
    assert bundled_library.parse("person:j", typing=True).complaints == ()


def test_what_no_figure_measures_is_told(bundled_library: Library) -> None:
    (complaint,) = bundled_library.parse("putin measure:qwerty").complaints
    assert (complaint.start, complaint.end) == (14, 20)
    assert complaint.message == "No figure measures “qwerty”"
    assert bundled_library.parse("measure:trade").complaints == ()
    assert bundled_library.parse("measure:tra", typing=True).complaints == ()


def test_a_collection_is_called_what_dossier_yaml_says(bundled_library: Library, tmp_path: Path) -> None:
    assert bundled_library.name == "Russia and Kyrgyzstan, 2017 to 2025"
    (tmp_path / "notes").mkdir()
    library = Library.open(tmp_path / "notes", index=tmp_path / "index")
    assert library.name == "notes"
    library.close()


def test_an_overtaken_count_reads_no_further(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(150):
        (folder / f"{number}.txt").write_text(f"Text {number}\n\nVladimir Putin spoke in May 2021.\n", "utf-8")
    refresh(folder, index=tmp_path / "index")
    library = Library.open(folder, index=tmp_path / "index")
    page = library.search("*")
    read: list[int] = []
    rows = library._engine.rows

    def counted(numbers: Sequence[int]) -> list[Row]:
        read.extend(numbers)
        return rows(numbers)

    monkeypatch.setattr(library._engine, "rows", counted)
    looks = iter([False, True, False, True])
    library.overtaken = lambda: next(looks)
    for answer in (library.entities, library.chronicle):
        read.clear()
        with pytest.raises(OvertakenError):
            answer(page)
        assert len(read) == 64
    library.close()
