from __future__ import annotations

from datetime import date
from math import inf, nextafter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.models import And, Bag, Dated, Everything, Facet, Figured, Kind, Named, Not, Noted, Or, Phrase, Query, Word
from index.query import FIELDS, NOTHING, add_filter, drop_filter, filters, parse

TODAY = date(2026, 11, 21)


def words(*texts: str) -> tuple[Word, ...]:
    return tuple(Word(text) for text in texts)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("", Everything()),
        ("  ", Everything()),
        ("*", Everything()),
        ("jeenbekov trade", Bag(words("jeenbekov", "trade"))),
        ('"Jeenbekov trade"', Bag((Phrase(("Jeenbekov", "trade")),))),
        ("“Jeenbekov trade”", Bag((Phrase(("Jeenbekov", "trade")),))),
        ("«цены на газ»", Bag((Phrase(("цены", "на", "газ")),))),
        ('"Jeenbekov trade"~5', Bag((Phrase(("Jeenbekov", "trade"), 5),))),
        ("bilat*", Bag((Word("bilat", prefix=True),))),
        ("trdae~", Bag((Word("trdae", near=()),))),
        ("title:trdae~ gas", Bag((Word("trdae", field="title", near=()), Word("gas")))),
        ("trade -gas", Bag((Word("trade"), Not(Word("gas"))))),
        ("trade NOT gas", Bag((Word("trade"), Not(Word("gas"))))),
        ('-"natural gas"', Bag((Not(Phrase(("natural", "gas"))),))),
        ("NOT NOT gas", Bag(words("gas"))),
        ("gas OR oil", Bag((Or(words("gas", "oil")),))),
        ("газ ИЛИ нефть", Bag((Or(words("газ", "нефть")),))),
        ("gas AND oil OR coal", Bag((Or((And(words("gas", "oil")), Word("coal"))),))),
        ("price gas OR oil", Bag((Word("price"), Or(words("gas", "oil"))))),
        ("price (gas oil)", Bag((Word("price"), And(words("gas", "oil"))))),
        ("(gas OR oil) AND price", Bag((And((Or(words("gas", "oil")), Word("price"))),))),
        ("and or not gas", Bag(words("and", "or", "not", "gas"))),
        ("title:summit", Bag((Word("summit", field="title"),))),
        ('title:"trade summit"', Bag((Phrase(("trade", "summit"), 0, "title"),))),
        ("person:Putin", Bag((Named("Putin", Kind.PERSON),))),
        ('person:"Vladimir Putin"', Bag((Named("Vladimir Putin", Kind.PERSON),))),
        ("person: Putin", Bag((Named("Putin", Kind.PERSON),))),
        ("PERSON:Putin", Bag((Named("Putin", Kind.PERSON),))),
        ("org:ЕАЭС", Bag((Named("ЕАЭС", Kind.ORGANISATION),))),
        ("organisation:ЕАЭС", Bag((Named("ЕАЭС", Kind.ORGANISATION),))),
        ("place:Bishkek", Bag((Named("Bishkek", Kind.PLACE),))),
        ("name:Manas", Bag((Named("Manas"),))),
        ("speaker:Putin", Bag((Named("Putin", Kind.PERSON, True),))),
        ("-person:Putin", Bag((Not(Named("Putin", Kind.PERSON)),))),
        ("person:(Putin OR Zhaparov)", Bag((Or((Named("Putin", Kind.PERSON), Named("Zhaparov", Kind.PERSON))),))),
        ("publisher:tass kind:article", Bag((Facet("publisher", "tass"), Facet("kind", "article")))),
        ("lang:ru", Bag((Facet("language", "ru"),))),
        ("language:Russian", Bag((Facet("language", "ru"),))),
        ("date:2020", Bag((Dated("published", date(2020, 1, 1), date(2020, 12, 31)),))),
        ("date:2020-09", Bag((Dated("published", date(2020, 9, 1), date(2020, 9, 30)),))),
        ("date:2020-09-28", Bag((Dated("published", date(2020, 9, 28), date(2020, 9, 28)),))),
        ("date:28.09.2020", Bag((Dated("published", date(2020, 9, 28), date(2020, 9, 28)),))),
        ("date:2020-Q3", Bag((Dated("published", date(2020, 7, 1), date(2020, 9, 30)),))),
        ("date:2020-09..2021-05", Bag((Dated("published", date(2020, 9, 1), date(2021, 5, 31)),))),
        ("date:..2019", Bag((Dated("published", None, date(2019, 12, 31)),))),
        ("date:2019..", Bag((Dated("published", date(2019, 1, 1), None),))),
        ("date:>=2021", Bag((Dated("published", date(2021, 1, 1), None),))),
        ("date:>2021", Bag((Dated("published", date(2022, 1, 1), None),))),
        ("date:<=2021-05", Bag((Dated("published", None, date(2021, 5, 31)),))),
        ("date:<2021", Bag((Dated("published", None, date(2020, 12, 31)),))),
        ('date:"2020-09 .. 2021"', Bag((Dated("published", date(2020, 9, 1), date(2021, 12, 31)),))),
        ("date:today", Bag((Dated("published", TODAY, TODAY),))),
        ("mentions:2024", Bag((Dated("mentioned", date(2024, 1, 1), date(2024, 12, 31)),))),
        ("author:Petrov", Bag((Facet("author", "Petrov"),))),
        ("path:2021/", Bag((Facet("path", "2021/"),))),
        ('measure:"foreign trade"', Bag((Facet("measure", "foreign trade"),))),
        ("percent:13.6%", Bag((Figured(Kind.PERCENT, 13.6, 13.6),))),
        ("percent:5..10", Bag((Figured(Kind.PERCENT, 5, 10),))),
        ("amount:>=1e9", Bag((Figured(Kind.MONEY, 1e9),))),
        ("amount:<=1,800", Bag((Figured(Kind.MONEY, None, 1800),))),
        ('amount:"5..7 bn USD"', Bag((Figured(Kind.MONEY, 5e9, 7e9, "USD"),))),
        ("amount:$4.1bn", Bag((Figured(Kind.MONEY, 4.1e9, 4.1e9, "USD"),))),
        ('amount:"> 2 млрд RUB"', Bag((Figured(Kind.MONEY, nextafter(2e9, inf), None, "RUB"),))),
        ('tag:"central  asia"', Bag((Noted("tag", "central asia"),))),
        ("-is:star", Bag((Not(Noted("is", "starred")),))),
        ("is:estimated", Bag((Facet("dating", "estimated"),))),
        ("amount:KGS", Bag((Figured(Kind.MONEY, unit="KGS"),))),
        ("14:15", Bag(words("14:15"))),
        ("http://kremlin.ru/x", Bag(words("http://kremlin.ru/x"))),
        ("Note: gas", Bag(words("Note", "gas"))),
        ("C:\\data", Bag(words("C:\\data"))),
        ("1 800 firms", Bag(words("1 800", "firms"))),
        ("R&D U.S.", Bag(words("R&D", "U.S."))),
        ("Kyrgyz-Tajik", Bag(words("Kyrgyz-Tajik"))),
    ],
)
def test_reads(text: str, query: Query) -> None:
    parsed = parse(text, today=TODAY)
    assert parsed.query == query
    assert parsed.complaints == ()


@pytest.mark.parametrize(
    ("text", "query", "place", "hint"),
    [
        ('gas "open phrase', Bag((Word("gas"), Phrase(("open", "phrase")))), '"open phrase', 'add a "'),
        ("gas (oil", Bag(words("gas", "oil")), "(", "add )"),
        ("gas) oil", Bag(words("gas", "oil")), ")", "remove it"),
        ("persn:putin", Bag(words("putin")), "persn:", "did you mean person:"),
        ("xyzzy:putin", Bag(words("putin")), "xyzzy:", "fields: title:"),
        ("gas date:2020-13", Bag(words("gas")), "2020-13", "write 2020"),
        ("gas date:soon", Bag(words("gas")), "soon", "write 2020"),
        ("date:2020-2021", NOTHING, "2020-2021", "did you mean 2020..2021"),
        ("date:2021..2020", NOTHING, "2021..2020", "did you mean 2020..2021"),
        ("gas amount:much", Bag(words("gas")), "much", "write >1e9"),
        ("gas amount:7..5", Bag(words("gas")), "7..5", "write the smaller number first"),
        ("gas amount:EUO", Bag(words("gas")), "EUO", "did you mean EUR"),
        ('gas amount:"5 bn QQQ"', Bag(words("gas")), '"5 bn QQQ"', "write a code of three letters: USD"),
        ("gas percent:$5", Bag(words("gas")), "$5", "write >10"),
        ("gas is:red", Bag(words("gas")), "red", "write is:starred"),
        ("gas OR", Bag(words("gas")), "OR", "remove it"),
        ("AND gas", Bag(words("gas")), "AND", "remove it"),
        ("gas NOT", Bag(words("gas")), "NOT", "remove it"),
        ("the of", Bag(words("the", "of")), "the of", "add another word"),
        ('gas "of the"', Bag(words("gas")), '"of the"', "add another word"),
        ("gas -", Bag(words("gas")), "-", "write -word"),
        ("gas person:", Bag(words("gas")), "person:", 'for example person:"Vladimir Putin"'),
        ('gas person:""', Bag(words("gas")), '""', "add a value"),
        ('person:"Putin', Bag((Named("Putin", Kind.PERSON),)), '"Putin', 'add a "'),
    ],
)
def test_complains_and_reads_the_rest(text: str, query: Query, place: str, hint: str) -> None:
    parsed = parse(text)
    assert parsed.query == query
    (complaint,) = parsed.complaints
    assert text[complaint.start : complaint.end] == place
    assert complaint.message
    assert complaint.hint.startswith(hint)


def test_the_word_being_typed_is_a_prefix() -> None:
    assert parse("trade bi", typing=True).query == Bag((Word("trade"), Word("bi", prefix=True, stem=True)))
    assert parse("trade b", typing=True).query == Bag(words("trade"))
    assert parse("trade bi ", typing=True).query == Bag(words("trade", "bi"))
    assert parse('"trade bi', typing=True).query == Bag((Phrase(("trade", "bi")),))
    assert parse("title:bi", typing=True).query == Bag((Word("bi", prefix=True, field="title", stem=True),))
    assert parse("trade -bi", typing=True).query == Bag((Word("trade"), Not(Word("bi"))))
    assert parse("person:put", typing=True).query == Bag((Named("put", Kind.PERSON, begun=True),))


@pytest.mark.parametrize("text", ["gas OR", "gas AND ", "gas -", "person:", "gas NOT"])
def test_what_is_still_being_typed_is_no_mistake(text: str) -> None:
    assert parse(text, typing=True).complaints == ()
    assert len(parse(text).complaints) == 1


def test_deep_brackets_are_refused_not_followed() -> None:
    parsed = parse("(" * 5000 + "gas" + ")" * 5000)
    assert any("deeply" in complaint.message for complaint in parsed.complaints)
    assert parse("-" * 3000 + "x" + " - -gas" * 1000 + " NOT" * 3000).complaints


def test_every_field_has_an_example_that_parses() -> None:
    for field in FIELDS:
        parsed = parse(field.example)
        assert parsed.complaints == (), field
        assert [span.label for span in filters(field.example)] == [field.name]


def test_filters_are_found_with_their_places() -> None:
    text = 'trade person:"Vladimir Putin" -org:ЕАЭС (date:2020 OR lang:ru) "person:no"'
    assert [(span.label, text[span.start : span.end]) for span in filters(text)] == [
        ("person", 'person:"Vladimir Putin"'),
        ("org", "-org:ЕАЭС"),
        ("date", "date:2020"),
        ("lang", "lang:ru"),
    ]


@pytest.mark.parametrize(
    ("text", "field", "value", "exclude", "result"),
    [
        ("", "person", "Putin", False, "person:Putin"),
        ("*", "person", "Putin", False, "person:Putin"),
        ("trade", "person", "Vladimir Putin", False, 'trade person:"Vladimir Putin"'),
        ("trade", "organisation", "ЕАЭС", True, "trade -org:ЕАЭС"),
        ("trade person:Putin", "person", "Putin", False, "trade person:Putin"),
        ("trade -person:Putin", "person", "Putin", False, "trade person:Putin"),
        ("trade person:Putin", "person", "Putin", True, "trade -person:Putin"),
        ('open "phrase', "date", "2020-09", False, 'open "phrase" date:2020-09'),
        ("gas OR", "person", "Putin", False, "gas person:Putin"),
        ("(gas", "person", "Putin", False, "(gas) person:Putin"),
        ("trade", "org", 'OOO "Gazprom"', False, 'trade org:"OOO Gazprom"'),
    ],
)
def test_add_filter(text: str, field: str, value: str, exclude: bool, result: str) -> None:
    assert add_filter(text, field, value, exclude) == result


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("trade", "trade"),
        ("trade person:Putin", "trade"),
        ("trade person:Putin gas", "trade gas"),
        ("person:Putin date:2020", "person:Putin"),
        ("trade AND person:Putin", "trade"),
        ("person:Putin OR trade", "trade"),
        ("trade -person:Putin", "trade"),
        ("trade (person:Putin)", "trade"),
        ("trade NOT person:Putin", "trade"),
    ],
)
def test_drop_filter(text: str, result: str) -> None:
    assert drop_filter(text) == result


PIECES = ["a", "gas", '"', "“", "(", ")", "-", "--", "AND", "OR", "NOT", "НЕ", "person:", "date:", "xx:", "2020", "..",
          ">=", "*", "~5", " ", "\n", "\u00a0", "the", ":", "//", "«", "1 800"]  # fmt: skip
TYPED = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=25).map("".join))


@given(TYPED, st.booleans())
def test_any_text_parses_and_complaints_lie_within_it(text: str, typing: bool) -> None:
    parsed = parse(text, typing=typing)
    for complaint in parsed.complaints:
        assert 0 <= complaint.start <= complaint.end <= len(text)
    for span in filters(text):
        assert 0 <= span.start < span.end <= len(text)


VALUES = {"date", "mentions", "title", "lang", "kind", "amount", "percent", "is"}  # fields that not every text fits


@given(TYPED, st.sampled_from([f.name for f in FIELDS if f.name not in VALUES]),
       st.text(min_size=1, max_size=20).filter(lambda text: any(c.isalnum() for c in text)), st.booleans())  # fmt: skip
def test_an_added_filter_reads_back(text: str, field: str, value: str, exclude: bool) -> None:
    made = add_filter(text, field, value, exclude)
    alone = parse(add_filter("", field, value, exclude)).query
    assert isinstance(alone, Bag)
    query = parse(made).query
    assert isinstance(query, Bag)
    assert alone.parts[0] in query.parts
    assert len(filters(made)) >= 1
    assert add_filter(made, field, value, exclude) == made


@given(TYPED)
def test_filters_can_be_dropped_one_by_one(text: str) -> None:
    for _ in range(len(filters(text))):
        fewer = drop_filter(text)
        assert len(filters(fewer)) < len(filters(text))
        text = fewer


@pytest.mark.parametrize("text", ["date:2020-13", "mentions:2024-13-45", "date:2021..2020", "😀", "— … !", "()"])
def test_a_finished_query_of_which_nothing_is_left_matches_nothing(text: str) -> None:
    parsed = parse(text)
    assert parsed.complaints
    assert parsed.query == NOTHING
    assert parse(text, typing=True).query == Everything()
    assert parse("trade " + text).query == Bag((Word("trade"),))


@pytest.mark.parametrize(
    ("text", "place", "hint"),
    [
        ("kind:book", (5, 9), "article or transcript"),
        ("lang:klingon", (5, 12), "write en, ru or ky"),
        ('"trade growth"~', (14, 15), 'for example "trade record"~5'),
        ('"trade growth"~x oil', (14, 16), 'for example "trade record"~5'),
        ('"trade growth"~5000', (14, 19), 'for example "trade record"~5'),
        ("*foo", (0, 4), "write bilat* for every word that begins so"),
        ("title:*foo*", (6, 11), "write bilat* for every word that begins so"),
    ],
)
def test_what_cannot_be_meant_is_complained_of_where_it_stands(text: str, place: tuple[int, int], hint: str) -> None:
    [complaint] = parse(text).complaints
    assert ((complaint.start, complaint.end), complaint.hint) == (place, hint)


def test_the_good_part_of_it_still_searches() -> None:
    assert parse('"trade growth"~x').query == Bag((Phrase(("trade", "growth")),))
    assert parse("*foo").query == Bag(words("foo"))
    assert parse("trade kind:book").query == Bag(words("trade"))
    assert parse("kind:Article lang:FR").query == Bag((Facet("kind", "article"), Facet("language", "FR")))
    assert parse('"trade growth"~05').query == Bag((Phrase(("trade", "growth"), 5),))


@pytest.mark.parametrize("text", ["kind:tr", "lang:rus", '"trade growth"~'])
def test_what_is_still_being_typed_is_not_complained_of(text: str) -> None:
    assert parse(text, typing=True).complaints == ()
