"""Quotation marks, datelines, quotes of several paragraphs. Sentences are invented."""

from __future__ import annotations

import pytest

from index.annotators.quotes import find_quotes
from index.annotators.quotes.dateline import behind_dateline
from index.annotators.quotes.marks import quotes, unmatched


@pytest.mark.parametrize(
    ("line", "inside"),
    [
        ('"The mine is open,” she said. "It will stay open,” she added.', ["The mine is open,", "It will stay open,"]),
        ('“The mine is open," she said. He called it “a hole”.', ["The mine is open,", "a hole"]),
        ("„The mine“ and „the hole”", ["The mine", "the hole"]),
        ('«Рудник открыт", - сказал он.', ["Рудник открыт"]),
        ('«Совет "Голос" работает», — сказал он.', ['Совет "Голос" работает']),
        ('Газете "Голос" он сказал: "Совет "Заря" работает".', ["Голос", 'Совет "Заря" работает']),
        ("«Мы купили завод «Заря», — сказал он. Это «Рассвет».", ["Мы купили завод «Заря", "Рассвет"]),
        ('"Кен ачык ", - деди ал.', ["Кен ачык "]),
        ('A 5" pipe and "a hole"', ["a hole"]),
        ('He said:"We dig" and left.', ["We dig"]),
        ('He asked, "...and then?"', ["...and then?"]),
        ('He said "we dig. The “Voice” was there.', ["Voice"]),
        ("“One. “Two” three", ["One. “Two” three"]),
        ("", []),
        ('"""', []),
    ],
)
def test_marks(line: str, inside: list[str]) -> None:
    assert [line[quote.inside.start : quote.inside.end] for quote in quotes(line)] == inside


def test_a_line_that_closes_what_another_opened() -> None:
    assert unmatched("рос весь год», — сказал он.")
    assert not unmatched("Совет «Голос» и газета «Заря» работают.")
    (rest, other) = quotes("рос «Голос» весь год», — сказал он в «Заре».", opened=True)
    assert (rest.inside.start, rest.inside.end, rest.closed) == (0, 20, True)
    assert other.closed


def test_a_thousand_marks_that_nothing_closes_are_read() -> None:
    assert len(quotes("a “" * 5000)) <= 1
    assert quotes("“b " * 5000)


@pytest.mark.parametrize(
    ("head", "rest"),
    [
        ("MOSCOW: ", "Trade grew"),
        ("MOSCOW, April 25 (Reuters) - ", "Trade grew"),
        ("LONDON (AP) — ", "Trade grew"),
        ("BISHKEK. Jan 31 (Interfax) - ", "Trade grew"),
        ("KIEV, Sept 27 ", "Trade grew"),
        ("TOKYO, Oct. 3, 2021 — ", "Trade grew"),
        ("ASTANA, Kazakhstan — ", "Trade grew"),
        ("Москва. 17 июля. INTERFAX.RU - ", "Торговля выросла"),
        ("МОСКВА, 22 дек – ПРАЙМ. ", "Торговля выросла"),
        ("МОСКВА, 13 марта. /ТАСС/. ", "Торговля выросла"),
        ("БИШКЕК, 19-мар. — Sputnik. ", "Соода өстү"),
        ("Бишкек, 12.03.19. /Кабар/. ", "Соода өстү"),
        ("", "US President - a man of trade"),
        ("", "On April 25 trade grew"),
        ("", "Президент России - Путин"),
    ],
)
def test_datelines(head: str, rest: str) -> None:
    assert behind_dateline(head + rest) == len(head)


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("«Рудник открыт.\n\nРабота идёт.\n\nТак и будет», — уточнил Иван Петров.", "ru",
         ["Рудник открыт.", "Работа идёт.", "Так и будет"]),
        ("«Рудник открыт, — сказал Иван Петров. — Работа идёт.\n\nТак и будет».", "ru",
         ["Рудник открыт", "Работа идёт.", "Так и будет"]),
        ('"The mine is open.\n\n"It will stay open," John Smith told the council.', "en",
         ["The mine is open.", "It will stay open"]),
        ('"The mine is open.\n\n"It will stay open."\n\nJohn Smith told the council nothing.', "en", []),
        ('"The mine is open.\n\nNobody was there.\n\nThe “Voice” wrote nothing.\n\nJohn Smith left.', "en", []),
    ],
)  # fmt: skip
def test_of_several_paragraphs_all_are_of_who_speaks(text: str, language: str, words: list[str]) -> None:
    found = find_quotes(text, language)
    assert [text[quote.start : quote.end] for quote in found] == words
    assert len({quote.key for quote in found}) <= 1


def test_hard_wrapped_prose_is_one_paragraph() -> None:
    text = (
        "Agriculture Minister John Smith told the council in\nSochi this month that exports of the valley were\n"
        "likely to rise.\nNobody asked him why."
    )
    (quote,) = find_quotes(text)
    assert text[quote.start : quote.end] == "exports of the valley were\nlikely to rise."


def test_a_paragraph_of_any_length() -> None:
    text = "“Trade grew,” John Smith said. " * 2000
    assert len(find_quotes(text)) == 2000
