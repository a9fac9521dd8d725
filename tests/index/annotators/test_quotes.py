"""Quotes in running text, and who says them. Sentences are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.annotators import annotate
from index.annotators.quotes import _tidy, find_quotes
from index.annotators.turns import find_turns
from index.models import Document, Turn
from index.names import bundled


def said(text: str, language: str = "en") -> list[tuple[str, str]]:
    """Key and words of each quote."""
    quotes = find_quotes(text, language)
    for quote in quotes:
        assert quote.quoted
        assert quote.speaker in text
    return [(quote.key, text[quote.start : quote.end]) for quote in quotes]


PUTIN, JAPAROV, PESKOV, SMITH = "putin", "sadyr japarov", "dmitry peskov", "john smith"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Trade grew,” Putin said.", [(PUTIN, "Trade grew")]),
        ('"Trade grew," Putin said.', [(PUTIN, "Trade grew")]),
        ("“Trade grew,” said President of the valley John Smith.", [(SMITH, "Trade grew")]),
        ("“Trade grew,” Mr Putin told reporters in Sochi.", [(PUTIN, "Trade grew")]),
        ("“Did trade grow?” Putin asked. “No!”", [(PUTIN, "Did trade grow?"), (PUTIN, "No!")]),
        ("“We will,” Putin said, “go on.”", [(PUTIN, "We will"), (PUTIN, "go on.")]),
        ("“Trade grew. It will,” Putin said. “It must.”", [(PUTIN, "Trade grew. It will"), (PUTIN, "It must.")]),
        ("“Trade grew,” Governor of the Lake Region John Smith said.", [(SMITH, "Trade grew")]),
        ("“We are ready,” team member John Smith told the press.", [(SMITH, "We are ready")]),
        ("“We are ready,” John Smith, head of the bank, said.", [(SMITH, "We are ready")]),
        ("Putin stressed: “Trade grew. It must.”", [(PUTIN, "Trade grew. It must.")]),
        ("Putin told reporters in Sochi on Monday, “We are ready.”", [(PUTIN, "We are ready.")]),
        ("Putin told “Voice of the Valley”: “We are ready.”", [(PUTIN, "We are ready.")]),
        ("Putin noted that trade had grown.", [(PUTIN, "trade had grown.")]),
        ("Putin noted that trade was “at a record”.", [(PUTIN, "trade was “at a record”.")]),
        ("Putin said trade had grown.", [(PUTIN, "trade had grown.")]),
        ("Putin said in an interview with the BBC that he would not run.", [(PUTIN, "he would not run.")]),
        ("Spokesman Dmitry Peskov also pointed out that talks went on.", [(PESKOV, "talks went on.")]),
        ("Sadyr Japarov, speaking alongside Putin, said the base would stay.", [(JAPAROV, "the base would stay.")]),
        ("Sadyr Japarov thanked his guests and noted that trade grew.", [(JAPAROV, "trade grew.")]),
        ("Putin said trade grew, adding that it must.", [(PUTIN, "trade grew"), (PUTIN, "it must.")]),
        ("Trade turnover grew by 5%, Putin said.", [(PUTIN, "Trade turnover grew by 5%")]),
        ("Trade turnover grew by 5%, Putin said on May 20 in Sochi.", [(PUTIN, "Trade turnover grew by 5%")]),
        ("Trade, Putin said, has grown.", [(PUTIN, "Trade"), (PUTIN, "has grown.")]),
        ("As Putin noted, trade has grown.", [(PUTIN, "trade has grown.")]),
        ("According to Sadyr Japarov, trade grew by 5%.", [(JAPAROV, "trade grew by 5%.")]),
        ("Trade grew by 5%, according to Sadyr Japarov.", [(JAPAROV, "Trade grew by 5%")]),
        (
            "Putin said that trade grew, while Sadyr Japarov noted that prices fell.",
            [(PUTIN, "trade grew"), (JAPAROV, "prices fell.")],
        ),
        ("“Yes,” Putin said. Sadyr Japarov replied: “No.”", [(PUTIN, "Yes"), (JAPAROV, "No.")]),
        ("The Ministry of Economy reported that growth slowed.", [("", "growth slowed.")]),
    ],
)
def test_english(text: str, expected: list[tuple[str, str]]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("«Торговля растёт», — сказал президент России Владимир Путин.", [("владимир путин", "Торговля растёт")]),
        ('"Торговля растёт", - сказал Путин.', [("путин", "Торговля растёт")]),
        (
            "«Торговля растёт, — отметил Путин. — Так и будет».",
            [("путин", "Торговля растёт"), ("путин", "Так и будет")],
        ),
        ("Путин подчеркнул: «Торговля растёт».", [("путин", "Торговля растёт")]),
        ("Жапаров заявил, что рад встрече.", [("жапаров", "рад встрече.")]),
        ("Жапаров поблагодарил гостей и отметил, что торговля растёт.", [("жапаров", "торговля растёт.")]),
        ("По словам Путина, торговля растёт.", [("путин", "торговля растёт.")]),
        ("Торговля растёт, по словам Путина.", []),
        ("Торговля с соседями растёт, сообщил Путин.", [("путин", "Торговля с соседями растёт")]),
        ("Как отметил Садыр Жапаров, торговля растёт.", [("садыр жапаров", "торговля растёт.")]),
        ("Владимир Путин приехал в Бишкек. Он отметил, что рад.", [("владимир путин", "рад.")]),
    ],
)
def test_russian(text: str, expected: list[tuple[str, str]]) -> None:
    assert said(text, "ru") == expected


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("“Trade grew,” he said.", ""),
        ("Sadyr Japarov spoke. “Trade grew,” he said.", JAPAROV),
        ("Sadyr Japarov met John Smith. “Trade grew,” he said.", ""),
        ("Sadyr Japarov spoke.\n\n“Trade grew,” he said.", JAPAROV),
        ("Sadyr Japarov met John Smith.\n\n“Trade grew,” he said.", ""),
        ("“Trade grew,” he said. Sadyr Japarov left.", ""),
        ("Minister John Smith spoke. “Trade grew,” the minister said.", SMITH),
        ("Dmitry Peskov came. “Trade grew,” the minister said.", ""),
        ("Vladimir Putin came. “Trade grew,” the President said.", "vladimir putin"),
    ],
)
def test_a_pronoun_or_a_role_means_the_only_person_named(text: str, key: str) -> None:
    assert said(text) == [(key, "Trade grew")]


@pytest.mark.parametrize(
    "text",
    [
        "He saw the film “Sobibor” and the exhibition “Art of the Valley”.",
        "Putin’s “friend” left.",
        "“Art” was what John Smith, noting the touches of Putin, liked.",
        "The talks, it was said, went well.",
        "Putin told “Voice of the Valley” of it.",
        "In an interview with “Voice of the Valley” chairman John Smith spoke and said no more.",
        "After the first of the talks, Putin replied to questions.",
        "According to the agreement, trade grows.",
        "Putin met Sadyr Japarov.",
        "The bridge that Putin noted is old.",
        "",
    ],
)
def test_no_quotes(text: str) -> None:
    assert said(text) == []


def test_a_quote_of_several_paragraphs() -> None:
    text = "Putin said: “Trade grew.\n\n“It will grow.\n\n“It must.”\n\n“Art” is a film."
    assert said(text) == [(PUTIN, "Trade grew."), (PUTIN, "It will grow."), (PUTIN, "It must.")]


def test_a_colon_leads_to_the_next_paragraph() -> None:
    assert said("Putin wrote on his page:\n\n“Trade grew.”\n\n“Art” is a film.") == [(PUTIN, "Trade grew.")]
    assert said("The letter reads, in part:\n\n“Trade grew.”") == []


def test_a_sentence_in_marks_is_of_the_speaker_before_it() -> None:
    assert said("Putin noted that trade grew. “It will grow.”")[-1] == (PUTIN, "It will grow.")
    assert said("Putin noted that trade grew. He saw “Art of the valley”.") == [(PUTIN, "trade grew.")]
    text = "Putin noted that trade grew. Sadyr Japarov said prices fell. “It will grow.”"
    assert said(text)[-1] == (JAPAROV, "prices fell.")


def test_quotes_stand_beside_turns_not_in_them() -> None:
    text = "Vladimir Putin said talks were long.\n\nVladimir Putin: Mr Xi said that trade grew.\n\nSadyr Japarov: Yes."
    made = annotate(Document("a", "a", text, "", turns=tuple(find_turns(text)), language="en"), bundled())
    assert [(turn.key, turn.quoted, text[turn.start : turn.end]) for turn in made.turns] == [
        ("vladimir putin", True, "talks were long."),
        ("vladimir putin", False, "Mr Xi said that trade grew."),
        ("sadyr japarov", False, "Yes."),
    ]


def test_two_who_speak_together_are_nobody() -> None:
    assert said("Vladimir Putin and Sadyr Japarov noted that trade grew.") == [("", "trade grew.")]


def test_a_language_without_words_has_no_quotes() -> None:
    assert find_quotes("“Trade grew,” Putin said.", "de") == []


@pytest.mark.parametrize(
    ("between", "pronoun", "key"),
    [
        ("", "he", "anton petrov"),
        ("Nobody was hurt.\n\n", "he", "anton petrov"),
        ("Nobody was hurt.\n\n", "she", ""),
        ("Nobody knew Maria Keller.\n\n", "he", ""),
        ("“Ask Maria Keller.”\n\n", "he", "anton petrov"),
        ("Nobody was hurt. " * 100 + "\n\n", "he", ""),
        ("", "the minister", "anton petrov"),
        ("", "the ambassador", ""),
        ("", "the ministry", ""),
    ],
)
def test_who_spoke_last_goes_on(between: str, pronoun: str, key: str) -> None:
    text = f"“It held,” Minister Anton Petrov said.\n\n{between}“It will hold again,” {pronoun} said."
    assert said(text)[-1] == (key, "It will hold again")


PIECES = st.sampled_from(
    ["“", "”", "«", "»", '"', "Putin", "said", "he", ", ", ". ", "that", "according to", "—", "\n\n", "trade", "сказал",
     "Путин", "что", "по словам", ":", "?", "As", "and"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=25).map(" ".join)), st.sampled_from(["en", "ru"]))
def test_any_text(text: str, language: str) -> None:
    end = 0
    for quote in find_quotes(text, language):
        assert 0 <= quote.label_start < quote.label_end <= len(text)
        assert end <= quote.end
        assert 0 <= quote.start < quote.end <= len(text)
        end = quote.end


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The decision was criticised, with Caitlin Boswell stating: “People clearly need this.”", "Caitlin Boswell"),
        ("As Sadyr Japarov put it, “we are allies.”", "Sadyr Japarov"),
        ("“We'll see what happens,” Vladimir Putin was quoted as saying.", "Vladimir Putin"),
    ],
)
def test_participles_and_sayings_attribute(text: str, speaker: str) -> None:
    assert [quote.speaker for quote in find_quotes(text)] == [speaker]


def test_who_is_told_does_not_speak() -> None:
    text = "The man in grey, a spokesman, told TASS that the talks would last two days."
    assert "TASS" not in [quote.speaker for quote in find_quotes(text)]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Minister John Smith was quoted by TASS as saying the plant would close.", "en", "the plant would close."),
        ("John Smith was cited by Reuters as saying that trade grew.", "en", "trade grew."),
        ("“Trade grew,” John Smith was quoted by TASS as saying.", "en", "Trade grew"),
        ("John Smith: “Trade grew in May.”", "en", "Trade grew in May."),
        ("Министр Иван Петров: «Завод закроется».", "ru", "Завод закроется"),
    ],
)
def test_quoted_by_others_and_labelled(text: str, language: str, expected: str) -> None:
    ((key, words),) = said(text, language)
    assert key in (SMITH, "иван петров")
    assert words == expected


@pytest.mark.parametrize("text", ["He named John Smith: “The plant will close.”", "The book by John Smith: “Roads”."])
def test_a_colon_that_opens_no_speech(text: str) -> None:
    assert said(text) == []


def test_of_two_ways_to_say_who_the_first_found_stands_in_every_process() -> None:
    complained, saying = (Turn(271, 354, "Smith", 175, end, "john smith", quoted=True) for end in (257, 265))
    assert _tidy([complained, saying, complained]) == [complained]
    assert _tidy([saying, complained]) == [saying]
