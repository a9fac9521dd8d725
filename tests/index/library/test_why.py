"""Why documents of the bundled collection match."""

from __future__ import annotations

import pytest

from index.library import Library
from index.query import parse
from index.query.writing import written
from tests.index.library.test_library import only


def test_each_part_says_its_terms_forms_fields_and_score(bundled_library: Library) -> None:
    query = 'trade "military base" person:Japarov date:2021 -oil zeppelin'
    id = only(bundled_library, "2021-05-24")
    trade, base, japarov, date, oil, zeppelin = bundled_library.why(id, query)
    assert (trade.asked, trade.matches, trade.needed, trade.terms) == ("trade", True, False, ("trade",))
    assert {(each.field, each.form.casefold()) for each in trade.stands} >= {("text", "trade")}
    assert trade.stands[0].times == max(each.times for each in trade.stands if each.field == trade.stands[0].field)
    assert (base.asked, base.terms, base.needed) == ('"military base"', ("militari", "base"), True)
    assert (japarov.asked, japarov.matches, japarov.score) == ("person:Japarov", True, 0.0)
    assert any("Japarov" in each.form for each in japarov.stands)
    assert date.stands[0].form == "2021-05-24"
    assert (oil.asked, oil.needed) == ("-oil", True)
    assert (zeppelin.matches, zeppelin.score, zeppelin.stands) == (False, 0.0, ())


@pytest.mark.parametrize("query", ["trade growth", "title:Putin trade", "vaccin* Sputnik", '"mutual trade"~3'])
def test_the_parts_scores_make_the_score_of_the_list(bundled_library: Library, query: str) -> None:
    page = bundled_library.search(query)
    for row, score in zip(bundled_library.rows(page.numbers), page.scores, strict=True):
        assert sum(each.score for each in bundled_library.why(row.id, query)) == pytest.approx(score, abs=1e-6)


def test_a_word_still_being_typed_is_explained_as_it_was_searched(bundled_library: Library) -> None:
    id = only(bundled_library, "2021-05-24")
    (reason,) = bundled_library.why(id, bundled_library.parse("vaccin", typing=True))
    assert (reason.matches, reason.terms) == (True, ("vaccin*", "vaccin"))


@pytest.mark.parametrize(
    "text",
    [
        "trdae~", "bilat*", '"military base"', '"trade record"~5', 'person:"Vladimir Putin"', "org:ЕАЭС",
        "title:summit", "speaker:Putin", "publisher:tass", "lang:ru", "date:2020-09-28", "mentions:..2024-12-31",
        "percent:10..", "amount:5..10", "tag:economy", "is:starred", "in:articles", "-oil", "-(gas coal)",
        "gas OR coal", "*",
    ],
)  # fmt: skip
def test_a_query_is_written_as_it_was_typed(text: str) -> None:
    assert written(parse(text).query) == text
