"""Where documents answer a query, sentence by sentence."""

from __future__ import annotations

from index.library import Library
from index.models import Match, Span
from index.sentences import sentence_at, sentences_around


def found(library: Library, query: str) -> list[list[Match]]:
    parsed = library.parse(query)
    return library.matches(library.search(parsed).numbers, parsed.query)


def test_every_sentence_with_a_hit_is_there_once_in_the_order_of_the_text(bundled_library: Library) -> None:
    parsed = bundled_library.parse("trade")
    numbers = bundled_library.search(parsed).numbers
    for number, those in zip(numbers, bundled_library.matches(numbers, parsed.query), strict=True):
        text = bundled_library.text(number)
        assert [each.start for each in those] == sorted({each.start for each in those})
        assert all(each.text == text[each.start : each.end] for each in those)
        hits = [text[each.start + hit.start : each.start + hit.end] for each in those for hit in each.hits]
        document = bundled_library.read(bundled_library.rows([number])[0].id)
        assert hits == [text[hit.start : hit.end] for hit in bundled_library.hits(document, parsed)]


def test_words_of_a_speaker_are_looked_for_in_what_they_say(bundled_library: Library) -> None:
    said = [match for those in found(bundled_library, "speaker:Putin trade") for match in those if match.hits]
    assert said
    assert {match.speaker for match in said} == {"Vladimir Putin"}


def test_without_words_names_dates_and_figures_are_looked_for(bundled_library: Library) -> None:
    (those,) = found(bundled_library, "person:Overchuk")
    assert any("Overchuk" in match.text[hit.start : hit.end] for match in those for hit in match.hits)
    sentences = [match.text for those in found(bundled_library, "measure:trade amount:>1e9") for match in those]
    assert any("$4.1 billion" in sentence for sentence in sentences)
    assert all(match.hits for those in found(bundled_library, "mentions:2022") for match in those)


def test_a_speaker_alone_gives_the_first_sentence_of_each_turn(bundled_library: Library) -> None:
    (those,) = found(bundled_library, "speaker:Jeenbekov")
    document = bundled_library.read(bundled_library.rows(bundled_library.search("speaker:Jeenbekov").numbers)[0].id)
    turns = [turn for turn in document.turns if turn.speaker.endswith("Sooronbay Jeenbekov")]
    assert [match.start for match in those] == [turn.start for turn in turns]


def test_a_document_found_by_its_metadata_gives_its_beginning(bundled_library: Library) -> None:
    for (match,) in found(bundled_library, "kind:transcript"):
        assert match.hits == ()
        assert match.text == bundled_library.text(match.number)[match.start : match.end]
        assert match.text


def test_sentences_around_many_places_are_those_around_each() -> None:
    text = "One is here. Two, and two again. Three\nA line. And a second one, here and here.\n\nLast."
    spans = [Span(at, at + 3) for at in range(0, len(text) - 3, 3)]
    assert sentences_around(text, spans) == [sentence_at(text, span.start, span.end) for span in spans]
