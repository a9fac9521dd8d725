"""Figures: what is found, what is not, and what the sentence says of it."""

from __future__ import annotations

import math
from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import rule_files
from index.annotators.figures import find_figures
from index.annotators.figures.lexicon import FILES, lexicon
from index.models import FIGURES, Annotation, Kind
from tests.growth import growth


def only(text: str, language: str = "en") -> Annotation:
    """The one figure of a text without dates."""
    (figure,) = find_figures(text, language, dates=())
    assert text[figure.start : figure.end] == figure.text
    return figure


@pytest.mark.parametrize("language", ["en", "ru", "ky"])
def test_every_form_of_a_table_is_found(language: str) -> None:
    """A table remembers of each word whether a form begins with it, and asks for none where none does."""
    data = rule_files.load("index.annotators.figures", FILES[language], as_text=True)
    words = lexicon(language)
    for name, table in (("rise", words.rise), ("measures", words.measures), ("money", words.money)):
        listed = {"rise": data["rise"], "money": data["currencies"], "measures": data["measures"]}[name]
        forms = listed if isinstance(listed, list) else [form for several in listed.values() for form in several]
        for form in forms:
            said = form.replace("*", "")
            for text in (said, said.capitalize(), said.upper()):
                assert (hit := table.at(text, 0)) is not None, (name, form)
                assert hit.end == len(text)
            assert table.at(f"x{said}", 0) is None


@pytest.mark.parametrize(
    ("text", "span", "value", "unit"),
    [
        ("a record $4.1 billion", "$4.1 billion", 4.1e9, "USD"),
        ("costs $94,000 today", "$94,000", 94_000, "USD"),
        ("US$ 150 million", "US$ 150 million", 1.5e8, "USD"),
        ("c $ 1.34 a share", "c $ 1.34", 1.34, "CAD"),
        ("£50m was paid", "£50m", 5e7, "GBP"),
        ("€2k a month", "€2k", 2e3, "EUR"),
        ("half a million dollars", "half a million dollars", 5e5, "USD"),
        ("a quarter million us dollars", "a quarter million us dollars", 2.5e5, "USD"),
        ("three quarters billion us dollars", "three quarters billion us dollars", 7.5e8, "USD"),
        ("two and a half million euros", "two and a half million euros", 2.5e6, "EUR"),
        ("five million yen", "five million yen", 5e6, "JPY"),
        (
            "one hundred and twenty-five thousand roubles",
            "one hundred and twenty-five thousand roubles",
            125_000,
            "RUB",
        ),
        ("10 billion som", "10 billion som", 1e10, "KGS"),
        ("10,000 swiss francs", "10,000 swiss francs", 1e4, "CHF"),
        ("35 lakh rupees", "35 lakh rupees", 3.5e6, "INR"),
        ("12,34,567.89 rupees", "12,34,567.89 rupees", 1234567.89, "INR"),
        ("528 million francs", "528 million francs", 5.28e8, "franc"),
        ("50 cents more", "50 cents", 50, "cent"),
        ("3 dollars 50 cents.", "3 dollars 50 cents", 3.5, "USD"),
        ("15 dollars 50.", "15 dollars 50", 15.5, "USD"),
        ("75 USD million", "75 USD million", 7.5e7, "USD"),
        ("30 MUSD were lost", "30 MUSD", 3e7, "USD"),
        ("about MAUD 60", "MAUD 60", 6e7, "AUD"),
        ("USD115.5", "USD115.5", 115.5, "USD"),
        ("115.5USD", "115.5USD", 115.5, "USD"),
        ("a 12-cent dividend", "12-cent", 12, "cent"),
        ("100元", "100元", 100, "CNY"),
        ("4,1 млрд долл.", "4,1 млрд долл.", 4.1e9, "USD"),
    ],
)
def test_money(text: str, span: str, value: float, unit: str) -> None:
    figure = only(text)
    assert (figure.kind, figure.text, figure.value, figure.unit) == (Kind.MONEY, span, value, unit)


@pytest.mark.parametrize(
    ("text", "span", "value", "unit"),
    [
        ("grew 13.6% last year", "13.6%", 13.6, "%"),
        ("nine percent of them", "nine percent", 9, "%"),
        ("fell by 7 per cent", "7 per cent", 7, "%"),
        ("2.5 percentage points", "2.5 percentage points", 2.5, "pp"),
        ("25 basis points", "25 basis points", 0.25, "pp"),
        ("7 3/4 % bonds", "7 3/4 %", 7.75, "%"),
        ("minus five percent", "minus five percent", -5, "%"),
        ("a rate of -0.5% was set", "-0.5%", -0.5, "%"),
        ("two-thirds of voters", "two-thirds", 66.6667, "%"),
        ("prices fell by a third", "a third", 33.3333, "%"),
        ("a quarter of the people", "a quarter", 25, "%"),
        ("trade tripled", "tripled", 200, "%"),
        ("sales halved", "halved", 50, "%"),
        ("per cent of 210", "per cent of 210", 210, "%"),
    ],
)
def test_percent(text: str, span: str, value: float, unit: str) -> None:
    figure = only(text)
    assert (figure.kind, figure.text, figure.value, figure.unit) == (Kind.PERCENT, span, value, unit)


@pytest.mark.parametrize(
    ("text", "span", "value", "unit", "hedge"),
    [
        ("about 1,800 companies in the country", "1,800 companies", 1800, "companies", "about"),
        ("over 200 events, including exchanges", "200 events", 200, "events", "over"),
        ("half a million people", "half a million people", 5e5, "people", ""),
        (
            "more than 500 Russian-Austrian joint ventures",
            "500 Russian-Austrian joint ventures",
            500,
            "ventures",
            "over",
        ),
        ("at least 73 passengers", "73 passengers", 73, "passengers", "at least"),
        ("another 11,000 people study", "11,000 people", 11_000, "people", ""),
        ("some 2000 people came", "2000 people", 2000, "people", "about"),
    ],
)
def test_counts_say_what_they_count(text: str, span: str, value: float, unit: str, hedge: str) -> None:
    figure = only(text)
    assert (figure.kind, figure.text, figure.value) == (Kind.COUNT, span, value)
    assert (figure.unit, figure.measure, figure.hedge) == (unit, unit, hedge)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("100 km of road", 100, "km"),
        ("three million tonnes", 3e6, "t"),
        ("55 billion cubic metres", 5.5e10, "m3"),
        ("3.5 bcm of gas", 3.5e9, "m3"),
        ("1,200 MW", 1200, "MW"),
        ("40,000 barrels a day", 40_000, "[bbl_us]"),
        ("12 square kilometres", 12, "km2"),
    ],
)
def test_quantities(text: str, value: float, unit: str) -> None:
    figure = only(text)
    assert (figure.kind, figure.value, figure.unit) == (Kind.QUANTITY, value, unit)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("$5-7 billion", 5e9, 7e9, "USD"),
        ("$5–7 billion", 5e9, 7e9, "USD"),
        ("$5 to $7 billion", 5e9, 7e9, "USD"),
        ("between 5 and 7 percent", 5, 7, "%"),
        ("20 to 30 percent", 20, 30, "%"),
        ("500–600 grammes", 500, 600, "g"),
        ("30-40 people", 30, 40, "people"),
        ("three or four rubles", 3, 4, "RUB"),
    ],
)
def test_a_range_has_two_ends_and_its_low_end_for_value(text: str, low: float, high: float, unit: str) -> None:
    figure = only(text)
    assert (figure.value, figure.low, figure.high, figure.unit) == (low, low, high, unit)


@pytest.mark.parametrize(
    "text",
    [
        "in 2019 and 2020",
        "the 22nd meeting",
        "its 30th anniversary",
        "at 14:15 in Sochi",
        "page 12, Article 5, No. 7",
        "they won 3-1",
        "call +1-222-2222/2222",
        "flight MH-17 and COVID-19",
        "version 3.1.2",
        "exercises 22,24,26,31.",
        "the two presidents met",
        "our two countries",
        "a third party",
        "the third quarter of the year",
        "the second half of the year",
        "three years ago",
        "the 2020 Olympics",
        "All 70 of us.",
        "USD 84.80\nEUR 98.41\nRUB 1.19\n",
        "https://www.test.com/search?q=30%25%2020%",
        "I counted the dollars",
        "one of the best",
    ],
)
def test_no_figures(text: str) -> None:
    assert find_figures(text, dates=()) == []


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("nearly $2 billion", "nearly"),
        ("up to $2 billion", "up to"),
        ("more than $2 billion", "over"),
        ("as much as $2 billion", "up to"),
        ("by over another $2 billion", "over"),
        ("$2 billion or so", "about"),
        ("$2 billion or more", "over"),
        ("$2 billion", ""),
    ],
)
def test_hedges_are_said_and_not_spanned(text: str, hedge: str) -> None:
    figure = only(text)
    assert (figure.text, figure.hedge) == ("$2 billion", hedge)


@pytest.mark.parametrize(
    ("text", "measure", "direction"),
    [
        ("Bilateral trade grew 13.6%.", "trade", "rise"),
        ("There is a 6 percent increase in trade.", "trade", "rise"),
        ("Kyrgyzstan’s imports, which are, respectively, our exports, went up by over 25 percent.", "imports", "rise"),
        ("Kyrgyzstan's imports, that is our exports, rose by over 25 percent.", "imports", "rise"),
        ("Russian investment has climbed to nearly $2 billion.", "investment", "rise"),
        ("Roughly 97% of payments are made so.", "payments", ""),
        ("The bank gave the largest loan, $100 million.", "loan", ""),
        ("It is a $100 million loan.", "loan", ""),
        ("The kumquat harvest fell by 5%.", "harvest", "fall"),
        ("Last year traffic dropped 5%.", "traffic", "fall"),
        ("He paid up to $5.", "", ""),
        ("Inflation was 5%, down 2 percentage points.", "", ""),
    ],
)
def test_measure_and_direction(text: str, measure: str, direction: str) -> None:
    figures = find_figures(text, dates=())
    if len(figures) == 2:
        assert [(f.measure, f.direction) for f in figures] == [("inflation", ""), ("inflation", "fall")]
    else:
        assert [(f.measure, f.direction) for f in figures] == [(measure, direction)]


def test_figures_of_one_sentence_take_their_own_dates() -> None:
    text = (
        "Bilateral trade grew 13.6% last year, hitting a record $4.1 billion, and rose a further 17% during the first "
        "nine months of the current year. He added that Russian investment has climbed to nearly $2 billion."
    )
    found = find_figures(text, reference=date(2025, 11, 26))
    assert [(f.measure, f.value, f.direction, f.period) for f in found] == [
        ("trade", 13.6, "rise", "2024"),
        ("trade", 4.1e9, "", "2024"),
        ("trade", 17, "rise", "2025-01/2025-09"),
        ("investment", 2e9, "rise", ""),
    ]


def test_a_change_goes_on_with_the_period_of_the_sentence_before() -> None:
    text = "Last year trade grew considerably. Kyrgyzstan's imports rose by over 25 percent."
    (figure,) = find_figures(text, reference=date(2020, 9, 28))
    assert (figure.measure, figure.period, figure.hedge) == ("imports", "2019", "over")


@pytest.mark.parametrize(
    ("text", "language", "period"),
    [
        ("Trade, which had dropped by 25% compared with 2000, is growing.", "en", ""),
        ("Exports rose 5% against 2019.", "en", ""),
        ("Trade was up 5% on 2019.", "en", ""),
        ("Freight turnover increased by 0.3 percent and reached the highest level since 1991.", "en", ""),
        ("Transfers have grown 18.5 percent since 2015.", "en", ""),
        ("Industry grew by over four percent over last year.", "en", ""),
        ("In 2020 exports rose 7% compared to the same period in 2019.", "en", "2020"),
        ("Trade grew 5% in 2020 over 2019.", "en", "2020"),
        ("Trade grew by 80 percent over the first two months of 2019.", "en", "2019-01/2019-02"),
        ("Trade grew by 12 percent over the past year.", "en", "2020"),
        ("Inflation was 5% over last year.", "en", "2020"),
        ("Товарооборот вырос на 7% к 2019 году.", "ru", ""),
        ("Товарооборот вырос на 7% по отношению к 2019 году.", "ru", ""),
        ("Товарооборот вырастет до 22 млрд рублей к 2030 году.", "ru", "2030"),
        ("Соода 2019-жылга салыштырмалуу 5% өстү.", "ky", ""),
    ],
)
def test_what_a_change_is_measured_from_is_no_period(text: str, language: str, period: str) -> None:
    (figure,) = find_figures(text, language, reference=date(2021, 6, 1))
    assert figure.period == period


def test_an_amount_that_a_change_led_to_shares_its_measure_and_period() -> None:
    text = (
        "Last year, trade went up. It increased by 17 percent, reaching almost two billion dollars. "
        "This January it grew by another 25 percent."
    )
    assert [(f.text, f.direction, f.measure, f.period) for f in find_figures(text, reference=date(2019, 3, 28))] == [
        ("17 percent", "rise", "trade", "2018"),
        ("two billion dollars", "", "trade", "2018"),
        ("25 percent", "rise", "trade", "2019-01"),
    ]
    text = "Товарооборот растёт. Он вырос на 17% в 2018 году и достиг 2 млрд долларов."
    assert [(f.measure, f.period) for f in find_figures(text, "ru")] == [("trade", "2018")] * 2


def test_a_sum_is_no_measure_and_a_comma_parts_a_noun_from_a_change() -> None:
    (sum_of_something,) = find_figures("This sum will increase to nine trillion rubles.")
    assert sum_of_something.measure == ""
    (bought,) = find_figures("He left the company, raising prices from its base by 30 percent.")
    assert bought.measure != "company"


def test_another_subject_does_not_take_the_measure_of_the_sentence_before_it() -> None:
    text = "Trade went up. It increased by 17 percent. Last January prices grew by 5 percent."
    assert [f.measure for f in find_figures(text, reference=date(2019, 3, 28))] == ["trade", "prices"]
    text = "Trade went up. It increased by 17 percent. Last January the minister reported 5 percent."
    assert find_figures(text, reference=date(2019, 3, 28))[-1].measure == ""


@pytest.mark.parametrize(
    ("text", "language", "periods"),
    [
        ("The talks will begin next month. Trade rose by a third, tripled since 2019.", "en", ["", ""]),
        ("Переговоры будут в апреле. Экспорт вырос на 5%.", "ru", [""]),
        ("Talks were held last year. Exports grew by 5%.", "en", ["2022"]),
    ],
)
def test_what_rose_takes_no_period_that_is_to_come(text: str, language: str, periods: list[str]) -> None:
    assert [f.period for f in find_figures(text, language, reference=date(2023, 3, 3))] == periods


def test_no_period_without_a_reference() -> None:
    (figure,) = find_figures("Trade grew 5% last year.")
    assert figure.period == ""


@pytest.mark.parametrize(
    ("text", "kind", "span", "value", "unit"),
    [
        ("объём достиг 4,1 млрд долларов США", Kind.MONEY, "4,1 млрд долларов США", 4.1e9, "USD"),
        ("около 3,5 млрд руб.", Kind.MONEY, "3,5 млрд руб.", 3.5e9, "RUB"),
        ("полтора миллиона сомов", Kind.MONEY, "полтора миллиона сомов", 1.5e6, "KGS"),
        ("2 с половиной миллиона сомов", Kind.MONEY, "2 с половиной миллиона сомов", 2.5e6, "KGS"),
        ("15 рублей 50 копеек", Kind.MONEY, "15 рублей 50 копеек", 15.5, "RUB"),
        ("1 200 500 рублей", Kind.MONEY, "1 200 500 рублей", 1_200_500, "RUB"),
        ("двадцать пять процентов", Kind.PERCENT, "двадцать пять процентов", 25, "%"),
        ("на 0,5 процентного пункта", Kind.PERCENT, "0,5 процентного пункта", 0.5, "pp"),
        ("две трети граждан", Kind.PERCENT, "две трети", 66.6667, "%"),
        ("в 2,5 раза больше", Kind.PERCENT, "2,5 раза", 150, "%"),
        ("свыше 200 мероприятий", Kind.COUNT, "200 мероприятий", 200, "мероприятий"),
        ("200 новых школ открыто", Kind.COUNT, "200 новых школ", 200, "школ"),
        ("100 км дорог", Kind.QUANTITY, "100 км", 100, "km"),
        ("1,8 процента и ещё", Kind.PERCENT, "1,8 процента", 1.8, "%"),
        ("миллионы людей и 3 млрд. рублей", Kind.MONEY, "3 млрд. рублей", 3e9, "RUB"),
    ],
)
def test_russian(text: str, kind: Kind, span: str, value: float, unit: str) -> None:
    figure = only(text, "ru")
    assert (figure.kind, figure.text, figure.value, figure.unit) == (kind, span, value, unit)


@pytest.mark.parametrize(
    ("text", "kind", "span", "value", "unit"),
    [
        ("миллиард сом бөлүндү", Kind.MONEY, "миллиард сом", 1e9, "KGS"),
        ("4.1 млрд доллар", Kind.MONEY, "4.1 млрд доллар", 4.1e9, "USD"),
        ("эки жүз миң сомго", Kind.MONEY, "эки жүз миң сомго", 2e5, "KGS"),
        ("беш жарым миллион сомду", Kind.MONEY, "беш жарым миллион сомду", 5.5e6, "KGS"),
        ("13,6 пайызга өстү", Kind.PERCENT, "13,6 пайызга", 13.6, "%"),
        ("жыйырма беш процент", Kind.PERCENT, "жыйырма беш процент", 25, "%"),
        ("жарым миллион адам", Kind.COUNT, "жарым миллион адам", 5e5, "адам"),
        ("30 чакырым жол", Kind.QUANTITY, "30 чакырым", 30, "km"),
    ],
)
def test_kyrgyz(text: str, kind: Kind, span: str, value: float, unit: str) -> None:
    figure = only(text, "ky")
    assert (figure.kind, figure.text, figure.value, figure.unit) == (kind, span, value, unit)


def test_russian_and_kyrgyz_measures_are_the_same_words() -> None:
    russian = only("Товарооборот вырос на 13,6%.", "ru")
    kyrgyz = only("Соода жүгүртүү 13,6 пайызга өстү.", "ky")
    assert (russian.measure, russian.direction) == (kyrgyz.measure, kyrgyz.direction) == ("trade", "rise")


DIGESTS = {
    "2017-06-21-military-cooperation.md": [],
    "2020-09-28-putin-jeenbekov-sochi.md": [("25 percent", "imports", "2019"), ("$100 million", "loan", "")],
    "2021-05-24-putin-japarov-sochi.md": [("6 percent", "trade", "2021-Q1"), ("200 events", "events", "2020")],
    "2025-11-26-japarov-putin-talks.md": [
        ("97%", "payments", ""),
        ("13.6%", "trade", "2024"),
        ("$4.1 billion", "trade", "2024"),
        ("17%", "trade", "2025-01/2025-09"),
        ("$2 billion", "investment", ""),
        ("1,800 companies", "companies", ""),
        ("Six member states", "states", ""),
    ],
    "2025-11-27-putin-nomad-tv.md": [],
}


@pytest.mark.parametrize(("name", "expected"), DIGESTS.items())
def test_every_figure_of_the_bundled_collection(name: str, expected: list[tuple[str, str, str]]) -> None:
    body = files("seeds").joinpath(name).read_text("utf-8").split("---\n", 2)[2]
    found = find_figures(body, reference=date.fromisoformat(name[:10]))
    assert [(f.text, f.measure, f.period) for f in found] == expected


READ = {
    "A ticket costs €2m-€3m.": [("€2m-€3m", 2e6, 3e6, "EUR")],
    "They hold 5%-7% of it, or US$1.5 million to US$2 million.": [
        ("5%-7%", 5, 7, "%"),
        ("US$1.5 million to US$2 million", 1.5e6, 2e6, "USD"),
    ],
    "It rose from 5% to 7%.": [("5%", 5, None, "%"), ("7%", 7, None, "%")],
    "Rates went up a quarter of a percentage point, or half a percent.": [
        ("a quarter of a percentage point", 0.25, None, "pp"),
        ("half a percent", 0.5, None, "%"),
    ],
    "One in five agreed, 12 of 15 deputies did not.": [
        ("One in five", 20, None, "%"),
        ("12 of 15 deputies", 12, None, "deputies"),
    ],
    "Tens of millions of euros and a few thousand soms.": [
        ("Tens of millions of euros", 1e7, 1e8, "EUR"),
        ("a few thousand soms", 3e3, 1e4, "KGS"),
    ],
    "Output fell threefold, imports rose 12-fold.": [("threefold", 66.6667, None, "%"), ("12-fold", 1100, None, "%")],
    "Profit shrank by almost a fifth.": [("a fifth", 20, None, "%")],
    "It cost Rs.45,000 or Rs500.": [("Rs.45,000", 45e3, None, "INR"), ("Rs500", 500, None, "INR")],
    "Within plus or minus 3 percent.": [("3 percent", 3, None, "%")],
    "They gave $10 or $20 each.": [("$10", 10, None, "USD"), ("$20", 20, None, "USD")],
    "It pays 1/2 percent.": [("1/2 percent", 0.5, None, "%")],
}


@pytest.mark.parametrize(("text", "expected"), READ.items())
def test_ranges_parts_and_sizes(text: str, expected: list[tuple[str, float, float | None, str]]) -> None:
    found = find_figures(text, dates=())
    assert [(f.text, f.value, f.high, f.unit) for f in found] == expected


def test_neighbours_of_one_clause_share_direction_and_period() -> None:
    def read(text: str) -> list[tuple[str, str, str, str]]:
        found = find_figures(text, reference=date(2024, 3, 15))
        return [(f.text, f.direction, f.period, f.rule) for f in found]

    assert read("Profit fell 12% to 3 billion rubles in 2023.") == [
        ("12%", "fall", "2023", "percent"),
        ("3 billion rubles", "fall", "2023", "money"),
    ]
    assert read("Its share rose from 58 percent in 2020 to over 90 percent.")[1:] == [
        ("90 percent", "rise", "", "percent-level")
    ]
    assert read("The wage reached 38,500 soms ($430) in 2023.") == [
        ("38,500 soms", "", "2023", "money"),
        ("$430", "", "2023", "money"),
    ]
    assert read("Growth of exports slowed to 3% in 2023.") == [("3%", "rise", "2023", "percent")]
    assert read("GDP expanded at a 3% pace in 2023.") == [("3%", "rise", "2023", "percent")]
    assert read("The miner raised $45 million.") == [("$45 million", "", "", "money")]


def test_a_paragraph_is_read_by_its_own_language() -> None:
    english = "Trade grew 13.6% in 2024.\n\n"
    russian = "Экспорт вырос на 17% и составил 4,1 млрд долларов в 2025 году.\n\n"
    for text, language in ((english + russian, "en"), (russian + english, "ru")):
        found = {f.text: (f.value, f.measure, f.period) for f in find_figures(text, language)}
        assert found == {
            "13.6%": (13.6, "trade", "2024"),
            "17%": (17.0, "exports", "2025"),
            "4,1 млрд долларов": (4.1e9, "exports", "2025"),
        }
        assert all(text[f.start : f.end] == f.text for f in find_figures(text, language))


WORDS = """$ € 5 7 1,800 4.1 4,1 0 -5 % percent per cent of million billion half a third quarter dozen and to - – / .
, ; about over rose fell trade companies km USD MUSD dollars cents twenty five hundred doubled the in 2019 млрд руб.
процентов треть на сом миллиард пайыз жарым беш эки 22nd 14:15 http://a.b/5% [b] 九"""
PIECES = st.sampled_from([*WORDS.split(), "\n", "\n\n", "\x1b", ""])


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.text(max_size=80), st.lists(PIECES, max_size=25).map(" ".join), st.lists(PIECES, max_size=12).map("".join)
    ),
    st.sampled_from(["en", "ru", "ky", "xx", ""]),
)
def test_any_text_gives_ordered_spans_that_fit(text: str, language: str) -> None:
    found = find_figures(text, language, dates=())
    end = 0
    for figure in found:
        assert end <= figure.start < figure.end <= len(text)
        assert text[figure.start : figure.end] == figure.text
        assert figure.kind in FIGURES
        assert isinstance(figure.value, float)
        assert math.isfinite(figure.value)
        assert figure.low is None or (figure.high is not None and figure.low <= figure.high)
        end = figure.end


@pytest.mark.parametrize(
    "piece",
    [
        "9",
        "9,",
        "$",
        "-",
        "million ",
        "millions ",
        "one ",
        "a half ",
        "1.",
        "5-",
        "rose by ",
        "USD",
        " ",
        "5% to ",
        "$5 (",
    ],
)
def test_time_grows_with_length_and_no_faster(piece: str) -> None:
    """A long run of anything that begins a figure is read in one pass."""
    assert growth(lambda times: find_figures(piece * times, dates=()), 2_000, 20_000, tries=2) < 40


@pytest.mark.parametrize(
    "text", ["Unemployment fell in 2020 to 90 percent of that.", "It fell in 2020 to 3 million tonnes."]
)
def test_a_year_before_to_and_an_amount_is_the_period(text: str) -> None:
    assert [f.period for f in find_figures(text, "en")] == ["2020"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The dam is 320 m long.", [("320 m", 320.0, "m")]),
        ("She won the 100 m final.", [("100 m", 100.0, "m")]),
        (
            "Some 17 miners died and 23 others were hurt.",
            [("17 miners", 17.0, "miners"), ("23 others", 23.0, "others")],
        ),
        ("It reached $320 m in all.", [("$320 m", 3.2e8, "USD")]),
    ],
)
def test_letters_and_others(text: str, found: list[tuple[str, float, str]]) -> None:
    assert [(f.text.removeprefix("Some "), f.value, f.unit) for f in find_figures(text, "en")] == found


def test_a_flight_number_is_no_period() -> None:
    assert [f.period for f in find_figures("Flight SU 1880 left with 158 passengers.", "en")] == [""]
