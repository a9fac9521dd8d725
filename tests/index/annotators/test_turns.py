"""Turns of transcripts. Passages of kremlin.ru pages are quoted under CC BY 4.0 (President of Russia, kremlin.ru)."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.annotators.speakers import Speaker, speaker
from index.annotators.turns import find_turns
from index.names import bundled

# http://en.kremlin.ru/events/president/news/64091, shortened
MEETING = """\
Vladimir Putin met in Sochi with President of the Kyrgyz Republic Sooronbay Jeenbekov, who arrived in Russia.

* * *

President of Russia Vladimir Putin: Mr President, I am very glad to see you.

We had to postpone your visit due to the problems caused by the pandemic.

Once again, welcome. I am delighted to see you.

President of Kyrgyzstan Sooronbay Jeenbekov: Mr President,

I am pleased to meet with you. The Intergovernmental Commission held its 22nd meeting yesterday: a fruitful event.

Vladimir Putin: Mr President, as you know, Russia never interferes.

Sooronbay Jeenbekov: Thank you.

<…>

Published in sections: News, Transcripts

Publication date: September 28, 2020"""


def said(text: str) -> list[tuple[str, str, str]]:
    """Key, label and speech of each turn."""
    turns = find_turns(text)
    for turn in turns:
        assert text[turn.label_start : turn.label_end] == turn.speaker
    return [(t.key, t.speaker, text[t.start : t.end]) for t in turns]


def test_a_meeting() -> None:
    turns = said(MEETING)
    assert [key for key, _, _ in turns] == ["vladimir putin", "sooronbay jeenbekov"] * 2
    assert turns[0][1] == "President of Russia Vladimir Putin"
    assert turns[0][2].startswith("Mr President, I am very glad")
    assert turns[0][2].endswith("I am delighted to see you.")
    assert turns[1][2].startswith("Mr President,\n\nI am pleased")
    assert turns[1][2].endswith("a fruitful event.")
    assert turns[3] == ("sooronbay jeenbekov", "Sooronbay Jeenbekov", "Thank you.")


def test_nothing_is_lost_between_turns() -> None:
    body = MEETING[MEETING.index("President of Russia") : MEETING.index("\n\n<…>")]
    turns = find_turns(body)
    between = [body[a.end : b.label_start] for a, b in pairwise(turns)]
    assert all(not gap.strip() for gap in between)
    assert turns[-1].end == len(body)


@pytest.mark.parametrize(
    "text",
    [
        "President of the Kyrgyz Republic Sadyr Japarov\n: Thank you.",  # the colon on the next line
        "President of the Kyrgyz Republic Sadyr Japarov:\nThank you.",  # the label on a line of its own
        "President of the Kyrgyz Republic Sadyr Japarov:\n\nThank you.",
        "President of the\u00a0Kyrgyz Republic Sadyr\u00a0Japarov: Thank you.",
        "**Sadyr Japarov:** Thank you.",
        "Sadyr Japarov:Thank you.",  # a page lost the space
        "PresidentofKyrgyzstanSadyrJaparov (retranslated): Thank you.",
        "Sadyr Japarov (in Russian): Thank you.",
        "Sadyr Japarov, President of the Kyrgyz Republic: Thank you.",
    ],
)
def test_shapes_of_a_label(text: str) -> None:
    assert [(key, speech) for key, _, speech in said(text)] == [("sadyr japarov", "Thank you.")]


def test_bold_labels_are_of_no_speech() -> None:
    text = "**Vladimir Putin:** Good day.\n\n**Xi Jinping:** Thank you."
    assert [speech for _, _, speech in said(text)] == ["Good day.", "Thank you."]


def test_russian_labels() -> None:
    text = (
        "Президент России Владимир Путин: Добрый день!\n\nС.Жапаров: Спасибо.\n\n"
        "Президент Киргизии Садыр Жапаров: Рад встрече.\n\nВ.Путин: Прошу."
    )
    assert [key for key, _, _ in said(text)] == ["владимир путин", "садыр жапаров", "садыр жапаров", "владимир путин"]


def test_kyrgyz_labels() -> None:
    text = "Кыргызстандын Президенти Садыр Жапаров: Рахмат.\n\nСуроо: Качан?\n\nСадыр Жапаров: Эртең."
    assert [key for key, _, _ in said(text)] == ["садыр жапаров", "", "садыр жапаров"]


@pytest.mark.parametrize(("question", "answer"), [("Question", "Answer"), ("Вопрос", "Ответ"), ("Q", "A")])
def test_interviews(question: str, answer: str) -> None:
    text = f"{question}: When?\n\n{answer}: Now.\n\nMore of it.\n\n{question}: Where?\n\n{answer}: Here."
    assert [(label, speech) for _, label, speech in said(text)] == [
        (question, "When?"),
        (answer, "Now.\n\nMore of it."),
        (question, "Where?"),
        (answer, "Here."),
    ]
    assert {key for key, _, _ in said(text)} == {""}


def test_a_short_label_means_the_long_one() -> None:
    text = "Armin Wolf: Why?\n\nMr Wolf: Really?\n\nWolf: Well?"
    assert [key for key, _, _ in said(text)] == ["armin wolf"] * 3


INTERVIEW = """\
Interview with the chair of the valley council.

{0}

Why now?

{1}

Because it is time.

And there is more.

{0}

Thank you.
"""


@pytest.mark.parametrize("form", ["{}", "**{}**", "### {}"])
def test_names_alone_on_their_lines(form: str) -> None:
    text = INTERVIEW.format(form.format("Armin Wolf"), form.format("Vladimir Putin"))
    assert said(text) == [
        ("armin wolf", "Armin Wolf", "Why now?"),
        ("vladimir putin", "Vladimir Putin", "Because it is time.\n\nAnd there is more."),
        ("armin wolf", "Armin Wolf", "Thank you."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Vladimir Putin\n\nXi Jinping\n\nVladimir Putin\n\nXi Jinping",  # a list
        "Vladimir Putin\n\nHe spoke.\n\nXi Jinping\n\nHe spoke.",  # headings: nobody comes back
        "Vladimir Putin\n\nHe spoke.\n\nVladimir Putin\n\nHe spoke again.",
        "Vladimir Putin\nPresident\n\nXi Jinping\nPresident\n\nVladimir Putin\nChair",
    ],
)
def test_names_alone_on_their_lines_may_be_no_labels(text: str) -> None:
    assert find_turns(text) == []


@pytest.mark.parametrize(
    ("tail", "kept"),
    [
        ("\n\nThe award ceremony.\n\n<…>", ""),
        ("\n\nAward ceremony.\n\n<…>", ""),
        ("\n\nThe anthem of the valley is played.\n\n<…>", ""),
        ("\n\n(Applause.)\n\n<…>", ""),
        ("\n\n(Mr Sokolov went on to speak of trains. There were many.)\n\n<…>", ""),
        ("\n\nThe ceremony is over.", "\n\nThe ceremony is over."),
        ("\n\nTo be continued.", ""),
        ("\n\n“We built the long bridge in one year.”\n\n<…>", ""),  # a pull quote
        ("\n\n“Nobody has said this sentence before.”\n\n<…>", "\n\n“Nobody has said this sentence before.”"),
        ("\n\nEnjoy the performance.", "\n\nEnjoy the performance."),
    ],
)
def test_what_stands_behind_a_turn(tail: str, kept: str) -> None:
    speech = "Good day. We built the long bridge in one year."
    assert said(f"Vladimir Putin: {speech}{tail}")[0][2] == speech + kept


def test_russian_and_repeated_labels_of_roles() -> None:
    text = "Вопрос: Когда?\n\nВ.Путин: Скоро.\n\nД.Песков: Спасибо.\n\nРЕПЛИКА: Ура!\n\nВопрос (как переведено): Где?"
    assert [(key, label) for key, label, _ in said(text)] == [
        ("", "Вопрос"),
        ("в. путин", "В.Путин"),
        ("д. песков", "Д.Песков"),
        ("", "РЕПЛИКА"),
        ("", "Вопрос (как переведено)"),
    ]


def test_an_unknown_word_must_come_back() -> None:
    assert said("Hollqvist: once.\n\nVladimir Putin: yes.")[0][0] == "vladimir putin"
    text = "Hollqvist: one.\n\nVladimir Putin: yes.\n\nHollqvist: two."
    assert [key for key, _, _ in said(text)] == ["hollqvist", "vladimir putin", "hollqvist"]


def test_a_date_line_closes_the_page() -> None:
    assert said("Vladimir Putin: Thank you.\n\n\nSeptember 28, 2020, Sochi") == [
        ("vladimir putin", "Vladimir Putin", "Thank you.")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "He said: go on.",
        "Here are the facts: one, two.",
        "The message reads, in part:\n\nDear friends",
        "Vladimir Putin said: go on.",
        "Vladimir Putin and Benjamin Netanyahu toured the exhibition, Sobibor: a museum",
        "In Moscow: rain.",
        "Font size:\nSite colours:",
        "Publication date: May 24, 2021, 14:15",
        "Legal Disclaimer:\nEIN Presswire provides this",
        "Contact telephone numbers: 12",
        "Note: this is it.",
        "I would like to say to Mr Uyba and Mr Mutko: well done",
        "Putin: 20 Years is an album.",
        "Он сказал: да.",
        "Вот факты: раз.",
        "It is 14:15.",
        "",
    ],
)
def test_prose_has_no_turns(text: str) -> None:
    assert find_turns(text) == []


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("First Deputy Prime Minister Igor Shuvalov", "igor shuvalov"),
        ("Minister of Construction, Housing and Utilities Mikhail Men", "mikhail men"),
        ("President of Syria Bashar al-Assad (re-translated)", "bashar al-assad"),
        ("President of South Korea Moon Jae-in (retranslated)", "moon jae-in"),
        ("Emir of Qatar Sheikh Tamim bin Hamad Al Thani", "tamim bin hamad al thani"),
        ("CNBC TV anchor Geoff Cutmore, moderator of the plenary session", "geoff cutmore"),
        ("Direct line programme host Kirill Kleymenov", "kirill kleymenov"),
        ("President of Transneft Nikolai Tokarev", "nikolai tokarev"),
        ("Regional DEVELOPMENT MINISTER VIKTOR BASARGIN", "viktor basargin"),
        (
            "Director of the Nikita Botanical Garden — National Research Centre of the Russian Academy of Sciences "
            "Yury Plugatar",
            "yury plugatar",
        ),
        ("MR. SMITH", "smith"),
        ("Председатель Центрального банка Эльвира Набиуллина", "эльвир набиуллин"),
    ],
)
def test_the_name_in_a_label(label: str, key: str) -> None:
    assert speaker(label, bundled()) == Speaker(key, 2)


def test_an_office_alone_needs_company() -> None:
    assert find_turns("Minister of Finance: yes.") == []
    text = "Vladimir Putin: well?\n\nMinister of Finance: yes."
    assert [key for key, _, _ in said(text)] == ["vladimir putin", "minister of finance"]


LINES = st.sampled_from(
    [
        "Vladimir Putin:",
        "Putin: yes",
        "President of Russia\n: x",
        "Question:",
        "* * *",
        "<…>",
        "text",
        ": ",
        "Mr",
        "В.Путин: да",
        "A:b",
        "\u00a0",
        "(x):",
    ]
)


@given(st.one_of(st.text(max_size=120), st.lists(LINES, max_size=12).map("\n".join)))
def test_any_text(text: str) -> None:
    end = 0
    for turn in find_turns(text):
        assert end <= turn.label_start < turn.label_end <= turn.start <= turn.end <= len(text)
        assert text[turn.label_start : turn.label_end] == turn.speaker
        end = turn.end
