from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import asked, fold, is_stop, settled, stem, terms, tokens
from index.stopwords import STOP_WORDS
from tests.growth import growth
from tests.index.surname_forms import surnames


def indexed(text: str) -> set[str]:
    return {term for token in tokens(text) for term in token.terms}


def finds(typed: str, text: str) -> bool:
    return not indexed(text).isdisjoint(terms(typed))


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("1,800", "about 1800 people"),
        ("1800", "about 1,800 people"),
        ("1800", "около 1 800 человек"),
        ("1800", "около 1\u00a0800 человек"),
        ("1800000", "1.800.000"),
        ("4.1", "by 4.1 percent"),
        ("4.1", "на 4,1 процента"),
        ("4,1", "by 4.1 percent"),
        ("13.6", "13.6% more"),
        ("13.6%", "13.6% more"),
        ("97%", "97 percent"),
        ("97%", "97 per cent"),
        ("97%", "97 процентов"),
        ("97%", "97 %"),
        ("$26.2", "26.2 billion"),
        ("26.2", "$26.2bn"),
        ("R&D", "the R&D budget"),
        ("r&d", "the R&D budget"),
        ("U.S.", "in the U.S. Senate"),
        ("US", "in the U.S. Senate"),
        ("u.s.", "in the US Senate"),
        ("WHO", "the WHO said"),
        ("kyrgyz", "the Kyrgyz-Tajik border"),
        ("tajik", "the Kyrgyz-Tajik border"),
        ("kyrgyzstan", "Kyrgyzstan’s trade"),
        ("Kyrgyzstan's", "in Kyrgyzstan"),
        ("o'brien", "Mr O’Brien"),
        ("2020", "on 2020-09-28"),
        ("28", "28.09.2020"),
        ("2020", "28.09.2020"),
        ("2", "1,2,3"),
        ("йод", normalize("NFD", "йод")),
        ("жапаров", "Садыр Жапа\u0301ров"),
        ("ёлка", "елка"),
        ("елка", "ёлка"),
        ("agreements", "an agreement"),
        ("соглашения", "соглашению"),
        ("snake", "a snake_case name"),
        ("столов", "за столом"),
        ("стол", "десять столов"),
        ("рынков", "на рынке"),
        ("рынок", "много рынков"),
        ("Столы", "десять столов"),
        ("стол", "Стол был накрыт."),
        ("Причины", "назвал причину"),
        ("причина", "Причины ясны."),
        ("соединенные", "из Соединённых Штатов"),
        ("штаты", "из Соединённых Штатов"),
        ("министерство", "в Министерстве обороны"),
        ("республика", "Кыргызской Республики"),
        ("кыргызская", "Кыргызской Республики"),
        ("бишкек", "в Бишкеке"),
        ("москва", "под Москвой"),
        ("казань", "из Казани"),
        ("россия", "в России"),
        ("ислам", "речь Ислама Каримова"),
        ("садыр", "с Садыром Жапаровым"),
    ],
)
def test_finds(typed: str, text: str) -> None:
    assert finds(typed, text)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("800", "1,800"),
        ("97%", "97 people"),
        ("us", "in the US Senate"),
        ("the", "the"),
        ("14", "14.5 points"),
        ("стол", "Олег Столов приехал"),
        ("Столов", "десять столов"),
        ("жапар", "Садыр Жапаров"),
        ("жапаров", "Жапар приехал. Жапар уехал."),
        ("Иванов", "Иван сказал"),
        ("иванов", "Иван сказал"),
        ("Иванин", "Пришёл Иванов"),
        ("поп", "Пётр Попов"),
    ],
)
def test_does_not_find(typed: str, text: str) -> None:
    assert not finds(typed, text)


SURNAMES = surnames()


def test_there_are_at_least_a_hundred_surnames() -> None:
    assert len(SURNAMES) >= 100


@pytest.mark.parametrize("surname", SURNAMES)
def test_every_case_form_of_a_surname_finds_every_other(surname: str) -> None:
    forms = SURNAMES[surname]
    contexts = ("Вчера {} был здесь.", "{} был здесь.", "– А. {}:", "{}")
    said = {context.format(form): indexed(context.format(form)) for form in forms for context in contexts}
    for form in forms:
        for typed in (form, form.lower(), form.upper()):
            wanted = set(terms(typed))
            missed = [text for text, known in said.items() if known.isdisjoint(wanted)]
            assert missed == [], typed


def test_no_surname_finds_another() -> None:
    owners: dict[str, set[str]] = {}
    for surname, forms in SURNAMES.items():
        for form in forms:
            owners.setdefault(form.casefold(), set()).add(surname)
    texts = {
        context.format(form.capitalize()): form
        for form in owners
        for context in ("Вчера {} был здесь.", "{} был здесь.")
    }
    known = {text: indexed(text) for text in texts}
    merged = []
    for surname in SURNAMES:
        for query in (surname, surname.lower()):
            wanted = set(terms(query))
            others = (text for text, form in texts.items() if surname not in owners[form])
            merged += [(query, text) for text in others if not known[text].isdisjoint(wanted)]
    assert merged == []


def test_ё_is_е_in_surnames() -> None:
    assert finds("Королев", "видел Королёва")
    assert finds("Королёвым", "видел Королева")


def test_offsets_and_positions() -> None:
    text = "The R&D of Kyrgyzstan’s 1,800 Kyrgyz-Tajik firms"
    made = list(tokens(text))
    assert [text[token.start : token.end] for token in made] == [
        "The", "R&D", "of", "Kyrgyzstan", "1,800", "Kyrgyz", "Tajik", "firms",
    ]  # fmt: skip
    assert [token.position for token in made] == list(range(8))
    assert made[0].terms == () == made[2].terms
    assert made[3].surface == "kyrgyzstan"


def test_surface_is_folded() -> None:
    assert [token.surface for token in tokens("Ёлка STRASSE Straße 1,800")] == ["елка", "strasse", "strasse", "1,800"]


def test_stemmers_by_script() -> None:
    assert stem("agreements") == "agreement"
    assert stem("соглашения") == stem("соглашению")
    assert stem("covid19") == "covid19"


def test_stop_words() -> None:
    assert is_stop("The")
    assert is_stop("чтобы")
    assert is_stop("us")
    assert not is_stop("US")
    assert not is_stop("trade")
    latin = [word for word in STOP_WORDS if word.isascii()]
    assert 150 <= len(latin) <= 190
    assert all(word == fold(word) for word in STOP_WORDS)


def test_words_joined_by_a_hyphen_are_asked_in_order() -> None:
    assert [(token.terms, token.position) for token in asked("COVID-19")] == [(("covid",), 0), (("19",), 1)]


@given(st.text())
def test_any_text_has_rising_offsets_within_it(text: str) -> None:
    last = 0
    for number, token in enumerate(tokens(text)):
        assert last <= token.start < token.end <= len(text)
        assert token.position == number
        last = token.end


@given(st.text(st.characters(codec="utf-8"), max_size=30))
def test_fold_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="abжапров 1,.'’-&%_", max_size=20))
def test_what_stands_in_a_text_is_found_by_typing_it(text: str) -> None:
    made = indexed(text)
    for token in tokens(text):
        typed = text[token.start : token.end]
        if token.terms and not typed[0].isdigit():
            assert not made.isdisjoint(terms(typed))


def test_a_long_text_takes_linear_time() -> None:
    def cut(size: int) -> None:
        assert sum(1 for _ in tokens("1.1.1,1'a_a-U.S.a&b" * size)) > size

    assert growth(cut, 500, 5000) < 40


@pytest.mark.parametrize(
    "forms",
    [
        "кредит кредита кредитов кредитами",
        "остров острова островов островами",
        "основа основы основ основами",
        "музей музея музеев музеями",
        "голова головы голов головами",
        "рынок рынка рынков рынками",
        "договор договора договоров договорам",
    ],
)
def test_all_cases_of_a_common_noun_meet(forms: str) -> None:
    for form in forms.split():
        for other in forms.split():
            indexed = {term for token in tokens("и " + other) for term in token.terms}
            assert indexed & set(terms(form)), (form, other)


def test_a_word_longer_than_any_is_not_stripped_ending_by_ending() -> None:
    """Stems are taken again and again until nothing is left to strip: of 200,000 letters that was minutes."""
    assert stem("а" * 200_000) == "а" * 200_000


STEMS = st.sampled_from(["кредит", "остров", "рынок", "столов", "bank", "trad", "в", "the", "US", "us", "Иванов", "жё"])
ENDINGS = st.sampled_from(
    ["", "ок", "ов", "а", "ами", "ец", "ий", "ного", "s", "ing", "ied", "'s", "_a", "²", "к" * 1000]
)


@given(st.lists(st.tuples(STEMS, ENDINGS).map("".join), max_size=6))
def test_words_looked_at_together_are_what_they_are_alone(words: list[str]) -> None:
    for word, entry in zip(words, settled(words), strict=True):
        places = [[(token.surface, token.terms) for token in tokens(before + word)][-1:] for before in ("", "x ", ". ")]
        assert entry is None or places == [[entry]] * 3
        assert entry is not None or "_" in word or word[0].isupper()
