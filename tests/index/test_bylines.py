"""One line for all authors: where it is parted, and where not."""

from __future__ import annotations

import pytest

from index.bylines import names_in


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Aigul Bekova, Oleg Tashiev", ["Aigul Bekova", "Oleg Tashiev"]),
        ("А. Бекова; О. Ташиев", ["А. Бекова", "О. Ташиев"]),
        ("By Jane Doe and John Smith", ["Jane Doe", "John Smith"]),
        ("Jane Doe, John Smith, and Ann van der Berg", ["Jane Doe", "John Smith", "Ann van der Berg"]),
        ("Петров И.И., Сидоров П. П.", ["Петров И.И.", "Сидоров П. П."]),
        ("Иван Петров и Анна Сидорова", ["Иван Петров", "Анна Сидорова"]),
    ],
)
def test_names_of_people_are_parted(line: str, names: list[str]) -> None:
    assert names_in(line) == names


@pytest.mark.parametrize(
    "line",
    ["Bekova, Aigul", "John Smith, Jr.", "Smith, J. and Doe, A.", "Food and Agriculture Organization", "Reuters",
     "Ministry of Finance and Economy", "Ludwig van Beethoven", "Министерство экономики и финансов"],
)  # fmt: skip
def test_a_name_with_a_comma_or_an_and_is_one(line: str) -> None:
    assert names_in(line) == [line]


def test_nothing_is_nobody() -> None:
    assert names_in(" ; ") == []
