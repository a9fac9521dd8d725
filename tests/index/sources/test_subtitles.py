"""Subtitles: cues to paragraphs, voices to turns, times to places."""

from __future__ import annotations

import pytest

from index.annotators.turns import find_turns
from index.sources import subtitles


def cue(start: str, end: str, words: str) -> str:
    return f"1\n{start} --> {end}\n{words}\n\n"


def read(*cues: str) -> list[tuple[str, str]]:
    found = subtitles.read("".join(cues).encode(), "a.srt")
    return [(page.label, found.text[page.start : page.end].strip()) for page in found.pages]


def test_a_sentence_goes_on_over_cues_and_ends_at_a_pause() -> None:
    assert read(
        cue("00:00:01,000", "00:00:03,000", "The dam will be built"),
        cue("00:00:03,100", "00:00:05,000", "above the bridge."),
        cue("00:00:05,200", "00:00:06,000", "In May."),
        cue("01:00:09,000", "01:00:10,000", "Later <i>it</i> rained{\\an8}."),
    ) == [("0:00:01", "The dam will be built above the bridge. In May."), ("1:00:09", "Later it rained.")]


def test_lines_that_roll_are_said_once() -> None:
    assert read(
        cue("00:00:01,000", "00:00:02,000", "the dam will"),
        cue("00:00:02,000", "00:00:03,000", "the dam will\nbe built"),
        cue("00:00:03,000", "00:00:04,000", "be built\nin May"),
    ) == [("0:00:01", "the dam will be built in May")]


def test_speakers_by_chevron_label_and_dash() -> None:
    said = read(
        cue("00:00:01,000", "00:00:02,000", ">> ANNA WOLF: It stands."),
        cue("00:00:02,000", "00:00:03,000", ">> It fell."),
        cue("00:00:03,000", "00:00:04,000", "- Did it?\n- It did."),
    )
    assert [words for _, words in said] == ["ANNA WOLF: It stands.", "It fell.", "– Did it?", "– It did."]


def test_a_clock_or_a_sentence_is_no_speaker() -> None:
    words = read(
        cue("00:00:01,000", "00:00:02,000", "It began at 10:30 and so on"),
        cue("00:00:02,000", "00:00:03,000", "he said: wait."),
    )
    assert [text for _, text in words] == ["It began at 10:30 and so on he said: wait."]


def test_voices_come_back_as_turns_and_notes_do_not() -> None:
    text = (
        "WEBVTT\n\nNOTE nothing\nto see\n\nSTYLE\n::cue{}\n\nintro\n00:01.000 --> 00:02.000\n<v Anna Wolf>One.</v>\n\n"
        "NOTE more\n\n00:02.000 --> 00:03.000\n<v Ben Hart>Two &lt;three&gt;.</v>\n\n00:03.000 --> 00:04.000\n"
        "<v Anna Wolf>Four.</v>\n"
    )
    found = subtitles.read(text.encode("utf-16"), "a.vtt")
    assert found.text == "Anna Wolf: One.\n\nBen Hart: Two <three>.\n\nAnna Wolf: Four."
    assert [turn.speaker for turn in find_turns(found.text)] == ["Anna Wolf", "Ben Hart", "Anna Wolf"]


def test_cues_without_empty_lines_and_numbers_alone() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nIn 1931\n2\n00:00:02,000 --> 00:00:03,000\nit fell.\n"
    assert subtitles.read(text.encode(), "a.srt").text == "In 1931 it fell."


@pytest.mark.parametrize("rest", ["2", "2\n00:00:04", "2\n00:00:04,000 --", "2\n00:00:04,000 --> 00:00"])
def test_a_cue_that_breaks_off_is_no_words_of_the_one_before(rest: str) -> None:
    source = subtitles.read(f"1\n00:00:01,000 --> 00:00:03,000\nIt stands.\n\n{rest}".encode(), "a.srt")
    assert source.text == "It stands."
    assert "ends in the middle" in source.warnings[0]
