"""Which origin wins, what is never invented, and how languages and dates are told."""

from __future__ import annotations

import pytest

from index.metadata import describe, detect_language, iso_date
from index.sources.base import Candidate, Source


def source(
    *candidates: tuple[str, str, str], text: str = "The dam of the valley was opened and it is in use."
) -> Source:
    return Source(text, candidates=tuple(Candidate(field, value, origin) for field, value, origin in candidates))


def test_rank_of_origins() -> None:
    offers = [
        ("title", "by text", "text"),
        ("title", "by markup", "page markup"),
        ("title", "by front matter", "front matter"),
    ]
    assert describe(source(*offers), path="a.md").title == "by front matter"
    assert describe(source(*offers[:2]), path="a.md").title == "by markup"
    said = describe(source(*offers), path="a.md", overrides={"title": "by hand"})
    assert (said.title, said.origins["title"]) == ("by hand", "dossier.yaml")


def test_title_falls_back_to_the_file_name() -> None:
    said = describe(source(), path="reports/dam_report 2019.txt")
    assert (said.title, said.origins["title"]) == ("dam report 2019", "file name")
    assert describe(source(), path=".txt").title == ".txt"


def test_nothing_is_invented() -> None:
    said = describe(source(), path="2019-05 report 12345678.txt")
    assert (said.published, said.publisher, said.place, said.url, said.authors) == (None, "", "", "", ())
    assert not said.estimated
    assert "published" not in said.origins


@pytest.mark.parametrize(
    ("path", "published", "title"),
    [
        ("2021-05-24-talks.txt", "2021-05-24", "talks"),
        ("notes/20210524_talks in Sochi.txt", "2021-05-24", "talks in Sochi"),
        ("talks 2021.05.24.txt", "2021-05-24", "talks"),
        ("24.05.2021 - Переговоры.txt", "2021-05-24", "Переговоры"),
        ("site/2021/05/24/talks.html", "2021-05-24", "talks"),
        ("box.zip//2021-05-24 talks.txt", "2021-05-24", "talks"),
        ("2021-05-24.txt", "2021-05-24", "2021-05-24"),
        ("2021-13-24 talks.txt", None, "2021-13-24 talks"),
        ("202105241 talks.txt", None, "202105241 talks"),
        ("05-24-2021 talks.txt", None, "05-24-2021 talks"),
        ("2011-12 budget.txt", None, "2011-12 budget"),
        ("site/2021/05/talks.html", None, "talks"),
    ],
)
def test_a_day_in_the_name_of_the_file_is_an_estimate(path: str, published: str | None, title: str) -> None:
    said = describe(source(), path=path)
    assert (said.published, said.title) == (published, title)
    assert said.estimated is bool(published)
    assert said.origins.get("published") == ("file name" if published else None)


def test_what_the_text_says_stands_before_the_name_of_the_file() -> None:
    said = describe(source(("published", "November 27, 2025", "text")), path="2026-01-02 saved.txt")
    assert (said.published, said.estimated) == ("2025-11-27", False)
    yearless = describe(source(("published", "November 27", "dateline")), path="2025-11-27 talks.txt")
    assert (yearless.published, yearless.estimated) == ("2025-11-27", True)


def test_what_is_said_of_a_folder_holds_where_the_file_says_nothing() -> None:
    defaults = {"publisher": "Courier", "language": "en", "place": None, "kind": "transcript"}
    said = describe(source(("place", "Valley", "dateline")), path="a.txt", defaults=defaults)
    assert (said.publisher, said.place, said.kind) == ("Courier", "Valley", "transcript")
    assert said.origins["publisher"] == said.origins["kind"] == "folder default"
    page = describe(source(("publisher", "Gazette", "page markup"), text=RUSSIAN), path="a.html", defaults=defaults)
    assert (page.publisher, page.language) == ("Gazette", "ru")
    assert describe(source(), path="a.txt", defaults=defaults, overrides={"publisher": "Own"}).publisher == "Own"


def test_a_word_of_both_languages_speaks_for_neither() -> None:
    assert detect_language("«Новости» — “да” № 5…") == "ru"
    assert detect_language("Ал да өлкөнүн бюджети") == "ky"
    assert detect_language("Бүгүн да түшүндүрдү") == "ky"


def test_estimate_only_by_user_or_front_matter() -> None:
    marked = source(("published", "2019-05-13", "front matter"), ("estimated", "true", "front matter"))
    assert describe(marked, path="a.md").estimated
    assert not describe(marked, path="a.md", overrides={"published": "2019-05-12"}).estimated
    said = describe(source(), path="a.txt", overrides={"published": "2019-05-12", "estimated": True})
    assert (said.published, said.estimated, said.origins["published"]) == ("2019-05-12", True, "dossier.yaml")
    assert describe(
        source(("published", "2019-05-13", "page markup")), path="a", overrides={"estimated": True}
    ).estimated
    assert not describe(source(), path="2019-05-13 a.txt", overrides={"estimated": False}).estimated
    page = source(("published", "2019-05-13", "page markup"), ("estimated", "true", "page markup"))
    assert not describe(page, path="a.html").estimated
    assert not describe(source(("estimated", "true", "front matter")), path="a.md").estimated


def test_yearless_dateline_yields_to_the_full_date_of_the_same_day() -> None:
    dateline = ("published", "November 27", "dateline")
    assert describe(source(dateline), path="a.txt").published == "XXXX-11-27"
    same = describe(source(dateline, ("published", "November 27, 2025", "text")), path="a.txt")
    assert (same.published, same.origins["published"]) == ("2025-11-27", "text")
    other = describe(source(dateline, ("published", "December 1, 2025", "text")), path="a.txt")
    assert (other.published, other.origins["published"]) == ("XXXX-11-27", "dateline")


def test_only_web_addresses_are_urls() -> None:
    offers = (("url", "javascript:alert(1)", "front matter"), ("url", "file:///etc/passwd", "page markup"))
    assert describe(source(*offers), path="a.md").url == ""
    web = describe(source(*offers, ("url", "https://courier.example/dam", "text")), path="a.md")
    assert (web.url, web.origins["url"]) == ("https://courier.example/dam", "text")


def test_null_says_that_there_is_none() -> None:
    offers = (("published", "2019-05-13", "page markup"), ("publisher", "Courier", "page markup"))
    said = describe(source(*offers), path="a.html", overrides={"published": None, "publisher": None})
    assert (said.published, said.publisher) == (None, "")


@pytest.mark.parametrize(("turns", "kind"), [(0, "article"), (1, "article"), (2, "transcript")])
def test_two_turns_make_a_transcript(turns: int, kind: str) -> None:
    assert describe(source(), path="a.txt", turns=turns).kind == kind
    assert describe(source(("kind", "Article", "front matter")), path="a.md", turns=turns).kind == "article"


def test_authors_of_the_best_origin_each_once() -> None:
    offers = [("author", name, "page markup") for name in ("Aida", "Tom", "Aida")] + [("author", "Desk", "text")]
    assert describe(source(*offers), path="a.html").authors == ("Aida", "Tom")
    assert describe(source(*offers), path="a.html", overrides={"authors": ["Ivan", "Asel"]}).authors == ("Ivan", "Asel")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("2021-05-24", "2021-05-24"),
        ("2021-05-24T14:15:00+03:00", "2021-05-24"),
        ("20210524", "2021-05-24"),
        ("2021/05/24", "2021-05-24"),
        ("2021-05", "2021-05"),
        ("2021", "2021"),
        ("XXXX-11-27", "XXXX-11-27"),
        ("May 24, 2021", "2021-05-24"),
        ("May 24, 2021, 14:15", "2021-05-24"),
        ("3rd May 2019", "2019-05-03"),
        ("Mon, 24 May 2021 10:00:00 GMT", "2021-05-24"),
        ("November 27", "XXXX-11-27"),
        ("2021-02-30", None),
        ("25/05/2021", "2021-05-25"),
        ("05/06/2021", None),
        ("yesterday", None),
        ("soon", None),
        ("", None),
        ("2021-13", None),
    ],
)
def test_dates_as_found(words: str, value: str | None) -> None:
    assert iso_date(words) == value


def test_dates_in_russian() -> None:
    assert iso_date("24 мая 2021 года", "ru") == "2021-05-24"
    assert iso_date("27 ноября", "ru") == "XXXX-11-27"


ENGLISH = "The head of the valley council said that it was not easy to mend the dam in the winter."
RUSSIAN = "Глава совета долины сказал, что зимой было трудно починить плотину, но за весну они это сделают."
KYRGYZ = (
    "Өрөөндүн башчысы кыш мезгилинде тосмону оңдоо кыйын болгон деп айтты, бирок жазда бул иш бүтөт жана суу келет."
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH, "en"),
        (RUSSIAN, "ru"),
        (KYRGYZ, "ky"),
        (RUSSIAN + " Valley Council Example Press " * 2, "ru"),
        ("Der Rat des Tales hat gesagt, dass der Damm im Winter nicht leicht zu reparieren war.", ""),
        ("12345 67 89", ""),
        ("", ""),
    ],
)
def test_language_by_script_and_function_words(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_language_of_a_template_yields_to_the_text() -> None:
    page = source(("language", "en-US", "page markup"), text=RUSSIAN)
    assert describe(page, path="a.html").language == "ru"
    assert describe(page, path="a.html").origins["language"] == "text"
    short = source(("language", "de", "page markup"), text="Guten Tag")
    assert describe(short, path="a.html").language == "de"
    assert describe(source(("language", "ru", "front matter"), text=ENGLISH), path="a.md").language == "ru"


def test_the_reason_of_an_estimate_is_that_of_who_estimated() -> None:
    why = ("reason", "the summit was\nthat of 2019", "front matter")
    marked = (("published", "2019-05-13", "front matter"), ("estimated", "true", "front matter"))
    said = describe(source(*marked, why), path="a.md")
    assert (said.reason, said.origins["reason"]) == ("the summit was that of 2019", "front matter")
    own = describe(source(*marked, why), path="a.md", overrides={"estimated": True, "reason": "my diary"})
    assert own.reason == "my diary"
    assert describe(source(marked[0], why), path="a.md").reason == ""
    other = describe(source(*marked, why), path="a.md", overrides={"published": "2019-05-12", "estimated": True})
    assert (other.published, other.reason) == ("2019-05-12", "")
