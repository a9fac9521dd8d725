"""References in citation styles, and Markdown with footnotes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

from index.errors import SettingsError
from index.export.cited import Cited, Name, Quote, line, name_of, of_document, passage_quote
from index.export.footnotes import block, escaped
from index.export.references import STYLES, Formatter, plain_line
from index.models import Document, Span, Turn
from index.settings import CITATION_STYLES
from tests.index.export import cited_sample
from tests.index.export.cited_sample import ALL, ARTICLE, BARE, PAGE, REPORT, UNDATED, written


def references(style: str) -> dict[str, str]:
    return {source.id: said for source, said in Formatter(style, italic=("_", "_")).references(ALL)}


def test_chicago_author_date() -> None:
    said = references("chicago")
    assert said["1"] == (
        "President of Russia. 2021. “Talks in Sochi.” Transcript. May 24. "
        "http://en.kremlin.ru/events/president/news/65649."
    )
    assert said["2"] == "Petrov, Ivan Sergeevich, and Мария Сидорова. ca. 2025. “Will trade grow?” _TASS_, November 27."
    assert said["3"] == (
        "Администрация Президента. n.d. “Без даты.” _Кремль_. Accessed November 28, 2025. http://kremlin.ru/a_b."
    )
    assert said["4"] == "“File only.” n.d."
    assert said["5"] == "United Nations. 2020. “Report.” May."


def test_chicago_notes() -> None:
    formatter = Formatter("chicago-notes", italic=("_", "_"))
    assert formatter.note(ARTICLE, ARTICLE.quotes[0]) == (
        "Ivan Sergeevich Petrov and Мария Сидорова, “Will trade grow?” _TASS_, ca. November 27, 2025, pp. iv–v."
    )
    assert formatter.note(PAGE, PAGE.quotes[0]) == (
        "“Talks in Sochi,” Transcript, _President of Russia_, May 24, 2021, turn 5, Vladimir Putin, "
        "http://en.kremlin.ru/events/president/news/65649."
    )
    assert formatter.note(BARE) == "“File only,” n.d."


def test_apa() -> None:
    said = references("apa")
    assert said["1"] == (
        "President of Russia. (2021, May 24). _Talks in Sochi_ [Transcript]. "
        "http://en.kremlin.ru/events/president/news/65649"
    )
    assert said["2"] == "Petrov, I. S., & Сидорова, М. (ca. 2025, November 27). Will trade grow? _TASS_."
    assert said["3"] == (
        "Администрация Президента. (n.d.). _Без даты_. Кремль. Retrieved November 28, 2025, from http://kremlin.ru/a_b"
    )
    assert said["4"] == "_File only_. (n.d.)."


def test_gost() -> None:
    said = references("gost")
    assert said["1"] == (
        "Talks in Sochi // President of Russia. 2021. 24 мая. "
        "URL: http://en.kremlin.ru/events/president/news/65649 (дата обращения: 28.11.2025)."
    )
    assert said["2"] == "Petrov I. S., Сидорова М. Will trade grow? // TASS. [2025?]. 27 ноября."
    assert said["3"] == (
        "Администрация Президента. Без даты // Кремль. [б. г.]. "
        "URL: http://kremlin.ru/a_b (дата обращения: 28.11.2025)."
    )
    assert said["5"] == "Report. United Nations, 2020."
    assert Formatter("gost").note(ARTICLE, ARTICLE.quotes[0]).endswith("27 ноября. С. iv–v.")


def test_a_plain_line_says_what_is_known() -> None:
    assert plain_line(REPORT) == "United Nations, “Report”, 2020-05, e.pdf"
    assert plain_line(UNDATED).endswith("“Без даты”, no date, http://kremlin.ru/a_b, retrieved 2025-11-28")
    assert "2025-11-27 (estimated), pp. iv-v" in plain_line(ARTICLE, ARTICLE.quotes[0])


@pytest.mark.parametrize("style", STYLES)
@settings(max_examples=20, deadline=None)
@given(source=cited_sample.sources())
def test_a_title_stands_in_a_reference_as_it_is(style: str, source: Cited) -> None:
    formatter = Formatter(style)
    ((_, said),) = formatter.references([source])
    # The processor joins neighbouring marks at its seams; within the title nothing is changed
    inner = source.title.strip(".,;:!? ")
    assert inner in said
    assert inner in formatter.note(source, Quote("words", "page", "12"))


def test_the_same_key_in_two_styles_and_nothing_to_say() -> None:
    assert Formatter("apa").references([]) == []
    twice = Formatter("apa").references([PAGE, PAGE])
    assert len(twice) == 2


def test_a_style_of_the_users_own(tmp_path: Path) -> None:
    style = tmp_path / "own.csl"
    style.write_text(
        '<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0" default-locale="en-US"><info/>'
        '<citation><layout suffix="."><text variable="title"/><text variable="locator" prefix=", "/></layout>'
        "</citation>"
        "</style>",
        encoding="utf-8",
    )
    formatter = Formatter(str(style))
    assert formatter.note(ARTICLE, ARTICLE.quotes[0]) == "Will trade grow? iv–v."
    assert [said for _, said in formatter.references([PAGE])] == ["Talks in Sochi."]


@pytest.mark.parametrize("content", ["", "<style", "<html/>", '<style xmlns="http://purl.org/net/xbiblio/csl"/>'])
def test_a_broken_style_is_told(tmp_path: Path, content: str) -> None:
    style = tmp_path / "broken.csl"
    style.write_text(content)
    with pytest.raises(SettingsError):
        Formatter(str(style)).note(PAGE)


def test_an_unknown_style_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no citation style"):
        Formatter("vancouver")
    with pytest.raises(SettingsError, match="cannot be read"):
        Formatter(str(tmp_path / "none.csl"))


def test_settings_know_the_styles() -> None:
    assert ("plain", *STYLES) == CITATION_STYLES


def test_markdown_has_a_footnote_for_each_quote() -> None:
    text = written("markdown", *ALL, style="chicago-notes")
    assert "## Trade\n\n> Trade grew.\n> By 13.6%.[^1]\n" in text
    assert "## Evidence\n\n> We agreed.[^2]\n\ncheck\n" in text
    assert "[^1]: Ivan Sergeevich Petrov and Мария Сидорова, “Will trade grow?” *TASS*, ca. November" in text
    assert "<http://en.kremlin.ru/events/president/news/65649>." in text


def test_markdown_without_quotes_is_a_list() -> None:
    assert written("markdown", BARE) == "# Talks\n\n- “File only”, no date, d.txt\n"


def test_markdown_obeys_no_title() -> None:
    assert escaped("<script>*a* [x](y) `b` a\\b") == r"\<script\>\*a\* \[x\](y) \`b\` a\\b"
    assert escaped("see https://x.org/a_b.") == "see <https://x.org/a_b>."
    assert [block(each) for each in ("# a", "1. b", "- c", "+ d", "> e", "==", "1917 f")] == [
        r"\# a", r"1\. b", r"\- c", r"\+ d", r"\> e", r"\==", "1917 f"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("shown", "family", "given"),
    [
        ("Velling, Marta", "Velling", "Marta"),
        ("J. Smith", "Smith", "J."),
        ("И. И. Иванов", "Иванов", "И. И."),
        ("Петров И. С.", "Петров", "И. С."),
        ("Иван Сергеевич Петров", "Петров", "Иван Сергеевич"),
        ("Петров Иван Сергеевич", "Петров", "Иван Сергеевич"),
        ("Alexander van der Berg", "van der Berg", "Alexander"),
        ("Администрация Президента", "Администрация Президента", ""),
        ("Associated Press", "Associated Press", ""),
        ("Reuters", "Reuters", ""),
        ("Sputnik, Moscow and others", "Sputnik, Moscow and others", ""),
        ("Xqzv Brzk", "Xqzv Brzk", ""),
    ],
)
def test_a_name_is_parted_where_its_form_shows_it(shown: str, family: str, given: str) -> None:
    assert name_of(shown) == Name(family, given)


@settings(max_examples=40, deadline=None)
@given(cited_sample.hostile)
def test_a_name_keeps_its_words(shown: str) -> None:
    name = name_of(shown)
    assert sorted(line(name.shown).replace(",", " ").split()) == sorted(line(shown).replace(",", " ").split())


def cite(document: Document, passage: Span | None = None) -> str:
    return plain_line(of_document(document), passage_quote(document, passage) if passage else None)


def test_a_citation_says_what_is_known_and_no_more() -> None:
    full = Document(
        "a", "a.txt", "", "Talks in Sochi", "2020-09-28", publisher="TASS", place="Sochi", url="https://x.org/1"
    )
    assert cite(full) == "TASS, “Talks in Sochi”, Sochi, 2020-09-28, https://x.org/1"
    bare = Document("b", "folder/b.txt", "", "Notes", "2017-06-21", estimated=True)
    assert cite(bare) == "“Notes”, 2017-06-21 (estimated), folder/b.txt"
    assert "no date" in cite(Document("c", "c.txt", "", "Undated"))


def test_a_citation_names_the_pages_of_a_passage() -> None:
    report = Document(
        "a", "a.pdf", "one two three", "Report", pages=(Span(0, 4, "iv"), Span(4, 8, "v"), Span(8, 13, "1"))
    )
    assert cite(report, Span(5, 7)) == "“Report”, no date, p. v, a.pdf"
    assert cite(report, Span(0, 9)) == "“Report”, no date, pp. iv-1, a.pdf"
    assert cite(report) == "“Report”, no date, a.pdf"
    film = Document("b", "b.vtt", "one two", "Film", pages=(Span(0, 4, "0:00:01"), Span(4, 7, "0:12:05")))
    assert cite(film, Span(5, 7)) == "“Film”, no date, 0:12:05, b.vtt"


def test_a_citation_names_the_turn_of_a_passage() -> None:
    turns = (Turn(3, 6, "A. Bek", 0, 2), Turn(9, 14, "C. Dan", 7, 8))
    talks = Document("a", "a.txt", "A: one\nC: two and", "Talks", "2021", turns=turns)
    assert cite(talks, Span(10, 13)) == "“Talks”, 2021, turn 2, C. Dan, a.txt"


@pytest.mark.parametrize(
    ("accessed", "published", "said"),
    [
        ("2025-11-28", "2021-05-24", "2025-11-28"),
        ("2021-05-24", "2021-05", "2021-05-24"),
        ("1970-01-01", None, ""),
        ("1980-01-01", None, ""),
        ("2020-01-01", "2021-05-24", ""),
    ],
)
def test_a_day_of_retrieval_that_cannot_be_is_none(accessed: str, published: str | None, said: str) -> None:
    page = Document("a", "a.html", "", "Talks", published, url="https://x.org/1")
    assert of_document(page, accessed).accessed == said


def test_an_archive_of_the_web_says_when_it_was_retrieved() -> None:
    origins = {"url": "WARC, retrieved 2024-02-03"}
    page = Document("a", "a.warc//1", "", "Talks", "2021", url="https://x.org/1", origins=origins)
    assert of_document(page).accessed == "2024-02-03"
    assert "estimated" not in cite(page)


def test_a_date_without_a_year_is_none() -> None:
    assert cite(Document("a", "a.txt", "", "Talks", "XXXX-05-24")) == "“Talks”, no date, a.txt"
