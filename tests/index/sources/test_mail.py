"""Messages and mailboxes: the words of a person, the header of a mailer, and what is attached."""

from __future__ import annotations

import contextlib
import io
from base64 import b64encode
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import SourceError
from index.metadata import describe
from index.sources import mail, text
from index.sources.base import Source
from index.sources.members import Member, Unread, members

PLAIN = b"""\
From: =?koi8-r?B?6dfBzs/XIPDF1NE=?= <petya@example.org>
To: council@example.org
Subject: =?utf-8?B?UmU6INCR0Y7QtNC2?=
 =?utf-8?B?0LXRgiDQvdCwINC00L7RgNC+0LPQuA==?=
Date: Mon, 24 May 2021 23:30:00 +0600
Content-Type: text/plain; charset=windows-1251
Content-Transfer-Encoding: 8bit

""" + "Глава совета согласен.\n\n> Когда починят дорогу\n> в долину?\n>> Давно пора.\n".encode("cp1251")


def candidates(source: Source) -> dict[str, str]:
    return {candidate.field: candidate.value for candidate in reversed(source.candidates)}


def inside(data: bytes, name: str = "box.mbox") -> list[Member | Unread]:
    return list(members(io.BytesIO(data), name, len(data)))


def test_header_words_and_old_charsets() -> None:
    source = mail.read(PLAIN, "a.eml")
    assert candidates(source) == {
        "title": "Бюджет на дороги",
        "author": "Иванов Петя",
        "published": "2021-05-24",
        "kind": "article",
    }
    assert {candidate.origin for candidate in source.candidates} == {"e-mail header"}
    assert source.text == "Глава совета согласен.\n\n> Когда починят дорогу\n> в долину?\n\n> > Давно пора."
    assert source.warnings == ()


def test_bare_letters_in_a_header() -> None:
    data = b"From: a@b.c\nSubject: " + "Дорога в долину открыта".encode("cp1251") + b"\n\nYes.\n"
    assert candidates(mail.read(data, "a.eml"))["title"] == "Дорога в долину открыта"


@pytest.mark.parametrize(
    ("subject", "title"),
    [("RE: Fwd: Road", "Road"), ("Re[2]: Road", "Road"), ("Отв: Дорога", "Дорога"), ("Re:", "Re:"), ("Reply", "Reply")],
)
def test_the_thread_is_the_title(subject: str, title: str) -> None:
    data = f"From: a@b.c\nSubject: {subject}\n\nYes.\n".encode()
    assert candidates(mail.read(data, "a.eml"))["title"] == title


def test_flowed_paragraphs_are_put_together() -> None:
    data = (
        b"From: a@b.c\nContent-Type: text/plain; format=flowed\n\nThe road is \nlong and \nnarrow.\n"
        b"> And it \n> is closed.\n-- \nIvan\n"
    )
    assert mail.read(data, "a.eml").text == "The road is long and narrow.\n\n> And it is closed.\n\n--\nIvan"


def test_plain_text_before_the_page_and_the_page_where_it_is_alone() -> None:
    message = EmailMessage()
    message["Subject"] = "Road"
    message.set_content("The plain words.")
    message.add_alternative("<html><body><p>The page's words.</p></body></html>", subtype="html")
    assert mail.read(message.as_bytes(), "a.eml").text == "The plain words."
    message = EmailMessage()
    message["Subject"] = "Road"
    message.set_content("<p>Only the page's words.</p>", subtype="html")
    assert mail.read(message.as_bytes(), "a.eml").text == "Only the page's words."


def attached() -> EmailMessage:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@b.c", "With papers"
    message.set_content("See the papers.")
    message.add_attachment("Отчёт о дороге.\n".encode(), maintype="text", subtype="plain", filename="отчёт.txt")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="../../photo.png")
    forwarded = EmailMessage()
    forwarded["From"], forwarded["Subject"] = "x@y.z", "An older letter"
    forwarded.set_content("The older words.")
    message.add_attachment(forwarded)
    return message


def test_attachments_are_members_of_the_message() -> None:
    found = inside(attached().as_bytes(), "a.eml")
    assert [part.path for part in found] == ["", "отчёт.txt", "photo.png", "An older letter.eml"]
    assert isinstance(found[2], Unread)
    assert found[2].kind == ".png"


def test_a_mailbox_names_messages_by_day_and_subject() -> None:
    box = (
        b"From petya Mon May 24 23:30:00 2021\n" + PLAIN + b"\nFrom - Tue May 25 10:00:00 2021\n" + PLAIN
        + b"\nFrom x Tue May 25 10:00:00 +0000 2021\nSubject: Odd\n\nIt came.\n\nFrom here the road is bad.\n"
        b">From there too.\n\nFrom y Wed May 26 10:00:00 2021\n" + attached().as_bytes()
    )  # fmt: skip
    found = inside(box)
    assert [part.path for part in found] == [
        "2021-05-24 Бюджет на дороги",
        "2021-05-24 Бюджет на дороги (2)",
        "undated Odd",
        "undated With papers",
        "undated With papers//отчёт.txt",
        "undated With papers//photo.png",
        "undated With papers//An older letter.eml",
    ]
    odd = found[2]
    assert isinstance(odd, Member)
    assert mail.read(odd.data, "odd").text == "It came.\n\nFrom here the road is bad.\nFrom there too."


def test_damage_is_said_and_the_rest_is_read() -> None:
    data = attached().as_bytes()
    source = mail.read(data[: data.index(b"image/png")], "a.eml")
    assert source.text == "See the papers."
    assert source.warnings == ("the message breaks off",)
    head, *rest = inside(b"\x00garbage\n\nFrom petya Mon May 24 23:30:00 2021\n" + PLAIN)
    assert isinstance(head, Unread)
    assert len(rest) == 1
    with pytest.raises(SourceError, match="no header"):
        mail.read(b"\x00\x01 garbage", "a.eml")


@pytest.mark.parametrize("charset", [b'"a\x00"', b"idna", b"undefined", b"no-such", b"zip"])
@pytest.mark.parametrize("way", [b"8bit", b"quoted-printable"])
def test_an_odd_character_set_loses_no_text(charset: bytes, way: bytes) -> None:
    head = b"From: a@b\nContent-Type: text/plain; charset=" + charset + b"\nContent-Transfer-Encoding: " + way
    assert mail.read(head + "\n\nThe dam é stands.".encode(), "a.eml").text == "The dam é stands."
    parameter = b"From: a@b\nContent-Type: text/plain; charset*=a\x00b''utf-8%ff\n\nThe dam stands."
    assert mail.read(parameter, "a.eml").text == "The dam stands."


@given(st.binary(max_size=60), st.integers(0, 900), st.integers(0, 40))
@settings(max_examples=150, deadline=None)
def test_mutated_messages_give_a_source_or_a_source_error(noise: bytes, at: int, cut: int) -> None:
    data = attached().as_bytes()
    data = data[:at] + noise + data[at + cut :]
    with contextlib.suppress(SourceError):
        mail.read(data, "a.eml")
    for part in inside(b"From petya Mon May 24 23:30:00 2021\n" + data):
        assert part.path.startswith(("undated", "2"))


def test_an_attached_text_is_in_the_encoding_that_its_header_says() -> None:
    message = EmailMessage()
    message["Subject"] = "Papers"
    message.set_content("See below.")
    words = "Да, это он."  # too few letters to tell KOI8-R from its rivals for certain
    message.add_attachment(words.encode("koi8-r"), maintype="text", subtype="plain", filename="a.txt")
    message.get_payload(1).set_param("charset", "koi8-r")  # type: ignore[union-attr]
    found = inside(message.as_bytes(), "a.eml")
    assert isinstance(found[1], Member)
    source = text.read(found[1].data, "a.txt")
    assert (source.text, source.warnings) == (words, ())


@pytest.mark.parametrize("name", ["C:\\\\Users\\\\Anna\\\\a.txt", "../../etc/a.txt", "/home/anna/a.txt"])
def test_an_attachment_is_called_by_the_last_part_of_its_name(name: str) -> None:
    head = "Subject: x\nContent-Type: multipart/mixed; boundary=B\n\n"
    data = f'{head}--B\nContent-Type: text/plain; name="{name}"\n\nIt.\n--B--\n'
    assert [part.path for part in inside(data.encode(), "a.eml")] == ["", "a.txt"]


def test_an_attachment_that_breaks_off_gives_the_bytes_that_came() -> None:
    head = b"Subject: x\nContent-Type: multipart/mixed; boundary=B\n\n--B\nContent-Transfer-Encoding: base64\n"
    head += b'Content-Type: text/plain; name="a.txt"\n\n'
    found = inside(head + b64encode(b"The dam stands above the bridge.")[:21] + b"\n", "a.eml")
    assert isinstance(found[1], Member)
    assert found[1].data == b"The dam stands "


def test_a_day_without_a_time_is_the_day() -> None:
    source = mail.read(b"Subject: x\nDate: 27 May 2021\n\nIt came.\n", "a.eml")
    assert describe(source, path="a.eml").published == "2021-05-27"


def test_lines_of_a_flowed_text_end_where_they_are_meant_to() -> None:
    head = b"Subject: x\nContent-Type: text/plain; format=flowed\n\n"
    said = mail.read(head + b"It was softly \nwrapped by the mailer, once and again.\nA line of its own.\n", "a.eml")
    assert said.text == "It was softly wrapped by the mailer, once and again.\nA line of its own."
