"""Readings: the id of a document, and what becomes of one on its way from a worker."""

from __future__ import annotations

import base64
import pickle
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from index.models import Annotation, Document, Kind, Problem, Span, Turn
from index.refresh.reading import Reading, document_id


@given(st.binary(min_size=32, max_size=32))
def test_an_id_is_the_digest_in_base_32(digest: bytes) -> None:
    assert document_id(digest.hex()) == base64.b32encode(digest).decode("ascii").lower()[:10]


def test_a_reading_comes_out_of_a_worker_as_it_was() -> None:
    note = Annotation(Kind.MONEY, 3, 9, "$5 bn", 5e9, date(2021, 5, 24), unit="USD", hedge="over", rule="r")
    turns, spans = (Turn(0, 4, "Putin", 0, 1, "putin"),), (Span(0, 2, "iv"),)
    document = Document("id", "a.txt", "text \ud800", "T", annotations=(note, note), turns=turns, pages=spans)
    reading = Reading("a.txt", "digest", document, Problem("a.txt", "m", "h"), b"sketch")
    assert pickle.loads(pickle.dumps(reading, pickle.HIGHEST_PROTOCOL)) == reading
