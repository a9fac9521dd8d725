"""Which encoding bytes are in, and what looks as if it had been read in a wrong one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sources.encodings import decode, encoding_of, mojibake
from tests.accuracy.encodings import CYRILLIC, WRONG, texts, writable

RUSSIAN = "Глава совета долины сказал, что зимой было трудно починить плотину и мост у реки. " * 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [RUSSIAN, "The head of the council said that it was not easy. " * 3])
def test_unicode_needs_no_guess(encoding: str, text: str) -> None:
    decoded, _, warning = decode(text.encode(encoding))
    assert decoded.removeprefix("\ufeff") == text
    assert not warning


@pytest.mark.parametrize("encoding", CYRILLIC)
@pytest.mark.parametrize("language", ["Russian", "Kyrgyz"])
def test_cyrillic_code_pages_are_told(encoding: str, language: str) -> None:
    for text in texts(language, 600, 8):
        said = writable(text, encoding)
        assert decode(said.encode(encoding))[0] == said


def test_few_letters_are_a_guess_and_said_to_be_one() -> None:
    text, encoding, warning = decode("Да, это он.".encode("cp1251"))
    assert (text, encoding) == ("Да, это он.", "cp1251")
    assert "guessed: cp1251" in warning
    assert decode(RUSSIAN.encode("cp1251") * 3)[2] == ""


def test_declared_encoding_is_used_where_it_is_one() -> None:
    assert decode(RUSSIAN.encode("cp1251"), declared="windows-1251") == (RUSSIAN, "cp1251", "")
    assert decode("café".encode("latin-1") * 9, declared="hex")[0]
    assert decode("café".encode("latin-1") * 9, declared="no-such-thing")[0]
    assert decode("плотина".encode(), declared="windows-1251")[0] == "плотина"


def test_a_sample_may_end_inside_a_letter() -> None:
    data = RUSSIAN.encode()[:101]
    assert encoding_of(data, whole=False) == ("utf-8", "")


def test_one_odd_byte_is_damage() -> None:
    text, encoding, warning = decode(RUSSIAN.encode()[:60] + b"\xff" + RUSSIAN.encode()[60:])
    assert (encoding, text.count("\ufffd")) == ("utf-8", 1)
    assert "U+FFFD" in warning


@pytest.mark.parametrize(("written", "read"), WRONG)
def test_mojibake_is_told(written: str, read: str) -> None:
    assert mojibake(RUSSIAN.encode(written).decode(read, "replace"))


@pytest.mark.parametrize(
    "text",
    [
        RUSSIAN,
        RUSSIAN.upper(),
        "L'été dernier à Noël, où était l'élève? Ça déçoit, naïvement. «Très bien»",
        "Ñandú, señor? ÀÉÎÕÜ. Žluťoučký kůň. Þingvellir, Ærø",
        "А что??? Ну???",
        'They saw "Ð" and "Ñ" on the screen.',
    ],
)
def test_sound_texts_are_left_alone(text: str) -> None:
    assert mojibake(text) == ""


def test_lost_letters_are_told() -> None:
    assert "2 characters" in mojibake("a\ufffdb\ufffd")
    assert "question marks" in mojibake("?????? ??? ????. ????? ???, ??????? ??")
    assert "â€™" not in mojibake("donâ€™t, wonâ€™t, canâ€™t")
    assert "Latin" in mojibake("donâ€™t, wonâ€™t, canâ€™t")


@given(st.binary(max_size=300))
def test_any_bytes_are_some_text(data: bytes) -> None:
    text, encoding, _ = decode(data)
    assert data.decode(encoding, "replace") == text
    mojibake(text)


def test_a_rare_code_page_needs_a_reason() -> None:
    """In that of the Macintosh the capital is a quotation mark, and every other letter the same."""
    assert decode("Заметка о золоте.".encode("cp1251"))[:2] == ("Заметка о золоте.", "cp1251")


def test_what_is_likely_in_no_code_page_is_a_guess() -> None:
    assert "guessed" in decode("昨天在北京举行了会谈。贸易额增长了百分之五。".encode("gb18030"))[2]
    assert "guessed" in decode(RUSSIAN.encode() + RUSSIAN.encode("cp1251"))[2]
