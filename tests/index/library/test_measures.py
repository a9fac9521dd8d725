"""Figures by measure: what stands together, in which order, what may be one line, and which statements conflict."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from index.annotators.figures import find_figures
from index.folders import bundled_collection
from index.library import Library
from index.library.measures import Aspect, Length, Measure, amount, bounds, line_of, measures
from index.library.parties import partners
from index.models import Annotation, Kind
from index.refresh import refresh


def said(*texts: str) -> list[tuple[int, Annotation]]:
    """The figures of texts, each of a document of its own."""
    return [(number, figure) for number, text in enumerate(texts) for figure in find_figures(text)]


def only(*texts: str) -> Measure:
    (found,) = measures(said(*texts))
    return found


def contested(*texts: str) -> bool:
    """Whether any of the statements conflict; then those of two documents do."""
    marks = [each.conflict for series in only(*texts).series for each in series.statements]
    assert sum(marks) != 1
    return any(marks)


def test_amounts_growth_changes_shares_and_parts_of_years_have_series_of_their_own() -> None:
    found = only(
        "Trade rose to $4.1 billion in 2024.",
        "Trade grew 13.6% in 2024.",
        "Trade grew 17% in the first quarter of 2025.",
        "Trade rose by $500 million in 2024.",
        "Trade came to 3 billion roubles in 2024.",
        "Trade stood at 20% in 2024.",
    )
    assert [(each.aspect, each.unit, each.length) for each in found.series] == [
        (Aspect.AMOUNT, "RUB", Length.YEARS),
        (Aspect.AMOUNT, "USD", Length.YEARS),
        (Aspect.GROWTH, "%", Length.YEARS),
        (Aspect.GROWTH, "%", Length.PART),
        (Aspect.CHANGE, "USD", Length.YEARS),
        (Aspect.SHARE, "%", Length.YEARS),
    ]


def test_statements_stand_in_order_of_period_and_those_without_one_apart() -> None:
    found = only(
        "Trade grew 3% in 2023.", "Trade grew 1% in 2019.", "Trade grew 9%.", "Trade grew 2% in 2021.",
        "Trade grew 5% last year.",
    )  # fmt: skip
    years, none = found.series
    assert [each.figure.period for each in years.statements] == ["2019", "2021", "2023"]
    assert [(each.figure.text, each.unresolved) for each in none.statements] == [("9%", False), ("5%", True)]
    assert all(each.first is None for each in none.statements)


def test_trade_and_its_parts_come_together_then_the_most_stated_then_counts_then_the_nameless() -> None:
    found = measures(
        said(
            "Inflation was 5% in 2020. Inflation was 6% in 2021.",
            "Imports grew 25% in 2019. Trade grew 3% in 2019. Exports grew 2% in 2019.",
            "There are 1,800 companies. There are 700 companies. There are 20 companies. There are 9 companies.",
            "He gave $5 to her.",
        )
    )
    assert [each.name for each in found] == ["trade", "exports", "imports", "inflation", "companies", ""]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Trade was $4.1 billion in 2024.", "Trade was $3.5 billion in 2024."),
        ("Trade was $4.1 billion in 2024.", "Trade was $4.2 billion in 2024."),
        ("Trade grew 13.6% in 2024.", "Trade grew 13.1% in 2024."),
        ("Trade grew 5% in 2024.", "Trade fell 5% in 2024."),
        ("Trade grew by over 25 percent in 2019.", "Trade grew 24% in 2019."),
        ("Trade was about $4 billion in 2024.", "Trade was $5 billion in 2024."),
        ("Trade was $5-7 billion in 2024.", "Trade was $8 billion in 2024."),
        ("There were 1,800 companies in 2024.", "There were 500 companies in 2024."),
    ],
)
def test_values_that_cannot_both_be_right_are_marked_in_both(one: str, other: str) -> None:
    assert contested(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Trade was $4.1 billion in 2024.", "Trade was $4,100,000,000 in 2024."),  # the same
        ("Trade was $4.1 billion in 2024.", "Trade was $4.13 billion in 2024."),  # rounded
        ("Trade grew 13.6% in 2024.", "Trade grew 14% in 2024."),
        ("Trade grew by over 25 percent in 2019.", "Trade grew 25.4% in 2019."),  # hedged
        ("Trade was about $4 billion in 2024.", "Trade was $4.2 billion in 2024."),
        ("Trade was nearly $2 billion in 2024.", "Trade was $1.9 billion in 2024."),
        ("Trade was $5-7 billion in 2024.", "Trade was $6.5 billion in 2024."),
        ("Trade was $4.1 billion in 2024.", "Trade was $3.5 billion in 2023."),  # another time
        ("Trade was $4.1 billion in 2024.", "Trade was 350 billion roubles in 2024."),  # another unit
        ("Trade rose to $4.1 billion in 2024.", "Trade rose by $500 million in 2024."),  # another thing
        ("In 2020 there were 90 people.", "In 2020 there were 40 million people."),
        ("Trade was $4.1 billion.", "Trade was $3.5 billion."),  # no period
        ("Trade was $4.1 billion in 2024. Trade was $3.5 billion in 2024.", "He spoke."),  # one document
    ],
)
def test_what_agrees_or_speaks_of_something_else_is_not_marked(one: str, other: str) -> None:
    assert not contested(one, other)


def test_a_fall_without_a_figure_conflicts_with_a_growth() -> None:
    fall = Annotation(Kind.TREND, 0, 8, "declined", direction="fall", measure="trade", period="2020", rule="trend")
    grown = said("Trade grew 5% in 2020.")[0][1]
    fell = said("Trade fell 5% in 2020.")[0][1]
    (found,) = measures([(1, fall), (2, grown)])
    assert [each.conflict for each in found.series[0].statements] == [True, True]
    (found,) = measures([(1, fall), (2, fell)])
    assert [each.conflict for each in found.series[0].statements] == [False, False]
    assert amount(fall) is None


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("13.6%", 13.55, 13.65),
        ("17%", 16.5, 17.5),
        ("$4.1 billion", 4.05e9, 4.15e9),
        ("4,1 млрд долл.", 4.05e9, 4.15e9),
        ("$94,000", 93_500, 94_500),
        ("1,843 companies", 1842.5, 1843.5),
        ("1,800 companies", 1750, 1850),
        ("nine percent", 8.5, 9.5),
    ],
)
def test_a_number_is_as_exact_as_it_is_written(text: str, least: float, most: float) -> None:
    (figure,) = find_figures(text, "ru" if "млрд" in text else "en")
    assert bounds(figure) == pytest.approx((least, most))


def test_only_like_periods_that_documents_agree_on_make_a_line() -> None:
    three = only("Trade grew 1% in 2019. Trade grew 2% in 2020. Trade grew 3% in 2021.")
    assert [value for _, value in line_of(three.series[0])] == [1, 2, 3]
    two = only("Trade grew 1% in 2019. Trade grew 2% in 2020.")
    assert line_of(two.series[0]) == []
    mixed = only("Trade grew 1% in May 2019. Trade grew 2% in the first quarter of 2020. Trade grew 3% in May 2021.")
    assert line_of(mixed.series[0]) == []
    argued = only(
        "Trade grew 1% in 2018. Trade grew 2% in 2019. Trade grew 3% in 2020. Trade grew 4% in 2021.",
        "Trade fell 3% in 2020.",
    )
    assert [value for _, value in line_of(argued.series[0])] == [1, 2, None, 4]


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    index = tmp_path_factory.mktemp("bundled") / "index"
    refresh(bundled_collection(), index=index)
    library = Library.open(bundled_collection(), index=index)
    yield library
    library.close()


def test_trade_of_russia_and_kyrgyzstan(bundled: Library) -> None:
    every = {
        (series.measure, series.aspect, each.figure.period, each.figure.value, each.figure.direction, each.figure.hedge)
        for measure in bundled.measures(bundled.search(""))
        for series in measure.series
        for each in series.statements
    }
    assert every >= {
        ("imports", Aspect.GROWTH, "2019", 25.0, "rise", "over"),
        ("trade", Aspect.GROWTH, "2020", None, "fall", ""),
        ("trade", Aspect.GROWTH, "2021-Q1", 6.0, "rise", ""),
        ("trade", Aspect.GROWTH, "2024", 13.6, "rise", ""),
        ("trade", Aspect.GROWTH, "2025-01/2025-09", 17.0, "rise", ""),
        ("trade", Aspect.AMOUNT, "2024", 4.1e9, "", ""),
    }
    assert {each[0] for each in every} <= {
        "trade", "imports", "investment", "loan", "payments", "companies", "events", "states",
    }  # fmt: skip


def test_a_statement_comes_with_its_sentence_its_document_and_who_says_it(bundled: Library) -> None:
    found = bundled.measures(bundled.search("pandemic"))
    statements = [each for measure in found for series in measure.series for each in series.statements]
    by_period = {each.statement.figure.period: each for each in bundled.sources(statements) if each.speaker}
    fall = by_period["2020"]
    assert (fall.speaker, fall.row.published) == ("Vladimir Putin", "2021-05-24")
    assert by_period["2021-Q1"].passage.text.startswith("In the first quarter of 2021")
    assert not fall.estimated
    (growth,) = [
        each
        for each in bundled.sources(
            [s for m in bundled.measures(bundled.search("record")) for r in m.series for s in r.statements]
        )
        if each.statement.figure.value == 13.6
    ]
    assert growth.estimated  # its document's date is


def test_a_corrected_date_moves_the_statement(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "a.txt").write_text("Trade grew 5% last year, it is said.\n")
    refresh(folder, index=tmp_path / "index")
    library = Library.open(folder, index=tmp_path / "index")

    def period() -> date | None:
        (measure,) = library.measures(library.search(""))
        return measure.series[0].statements[0].first

    assert period() is None
    (row,) = library.rows(library.search("").numbers)
    library.correct_date(row.id, library.read(row.id).text.index("last year"), "2011")
    library.refresh()
    assert period() == date(2011, 1, 1)
    library.close()


def test_documents_about_other_parties_contradict_nobody() -> None:
    figures = said("Bilateral trade grew by 4 percent in 2016.", "Bilateral trade fell by 11 percent in 2016.")
    greece, germany = frozenset({"russia", "greece"}), frozenset({"russia", "germany"})
    (apart,) = measures(figures, lambda number, _: (greece, germany)[number])
    (together,) = measures(figures, lambda number, _: greece)
    assert [each.conflict for series in apart.series for each in series.statements] == [False, False]
    assert [each.conflict for series in together.series for each in series.statements] == [True, True]


def test_a_sentence_that_names_its_parties_goes_before_its_document(tmp_path: Path) -> None:
    """Both documents name Russia and Kyrgyzstan most; two say what trade with others did."""
    folder = tmp_path / "papers"
    folder.mkdir()
    about = "Russia and Kyrgyzstan met. Russia and Kyrgyzstan agreed.\n\n"
    for name, said_there in (
        ("a", "Trade grew by 4 percent in 2016."),
        ("b", "Trade between China and Kyrgyzstan grew by 30 percent in 2016."),
        ("c", "Trade with Germany grew by 40 percent in 2016."),
        ("d", "Trade grew by 9 percent in 2016."),
    ):
        (folder / f"{name}.md").write_text(f"---\npublished: 2017-05-24\n---\n{about}{said_there}\n")
    refresh(folder, index=tmp_path / "index")
    library = Library.open(folder, index=tmp_path / "index")
    (trade,) = [each for each in library.measures(library.search("")) if each.name == "trade"]
    (series,) = trade.series
    conflicts = {each.figure.text: each.conflict for each in series.statements}
    assert conflicts == {"4 percent": True, "9 percent": True, "30 percent": False, "40 percent": False}
    library.close()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trade between China and Kyrgyzstan grew, said Russia.", ["China", "Kyrgyzstan"]),
        ("Kyrgyzstan's trade with Uzbekistan grew.", ["Uzbekistan", "Kyrgyzstan"]),
        ("Exports of wheat to Iran grew.", ["Iran", "Russia"]),
        ("Экспорт нефти в Китай вырос.", ["Китай", "Russia"]),
        ("Trade grew, he said in Bishkek.", []),
    ],
)
def test_parties_of_a_sentence(text: str, expected: list[str]) -> None:
    names = ("China", "Kyrgyzstan", "Russia", "Uzbekistan", "Iran", "Китай", "Bishkek")
    places = sorted(
        (
            Annotation(Kind.PLACE, text.index(name), text.index(name) + len(name), name)
            for name in names
            if name in text
        ),
        key=lambda place: place.start,
    )
    assert partners(text, places, lambda place: place.text, ["Russia", "Kyrgyzstan"]) == expected
