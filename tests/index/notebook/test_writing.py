"""The notebook's YAML: read with lines, edited entry by entry."""

from __future__ import annotations

import difflib
from contextlib import suppress
from dataclasses import replace

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import SettingsError
from index.notebook import Change, DateJudgement, DocumentJudgement, NameJudgement, legible
from index.notebook.writing import HEADER, edited, read

BY_HAND = """\
# Mine, since 2024
notebook: 1
dates:
# about the talks
- path: talks.md   # in Sochi
  document: abc
  start: 12
  words: last year
  value: 2019      # not 2020: see the annex

- {path: talks.md, document: abc, start: 40, words: Sun, rejected: true}
# the end
"""
LATE = DateJudgement("talks.md", "abc", 99, "next year", value="2022", when="2026-01-01T00:00:00Z")
EARLY = DateJudgement("article.md", "def", 3, "May", value="2021-05")


def judgements(text: str) -> list[DateJudgement]:
    return list(read(text, "notebook.yaml").dates)


def edit(text: str, out: DateJudgement | None, into: DateJudgement | None) -> str:
    return edited(read(text, "n"), [Change(out, into)]).text


def test_read_by_hand_values_stay_as_written() -> None:
    first, second = judgements(BY_HAND)
    assert first == DateJudgement("talks.md", "abc", 12, "last year", value="2019")
    assert second == DateJudgement("talks.md", "abc", 40, "Sun", rejected=True)


@pytest.mark.parametrize("text", ["", "# nothing\n", "notebook: 1\n", "dates:\n", "dates: []\n", "dates: null", HEADER])
def test_an_empty_notebook_takes_entries(text: str) -> None:
    assert judgements(text) == []
    once = edit(text, None, LATE)
    assert judgements(once) == [LATE]
    assert judgements(edit(once, None, EARLY)) == [EARLY, LATE]
    emptied = edit(once, LATE, None)
    assert judgements(emptied) == []
    assert judgements(edit(emptied, None, EARLY)) == [EARLY]
    assert text.strip() in once or "dates" in text


def test_an_edit_touches_the_lines_of_its_entry_alone() -> None:
    first, second = judgements(BY_HAND)
    for out, into in [(None, LATE), (None, EARLY), (first, LATE), (second, LATE), (first, None), (second, None)]:
        before, after = BY_HAND.splitlines(), edit(BY_HAND, out, into).splitlines()
        gone = [line for line in difflib.ndiff(before, after) if line.startswith("- ")]
        assert len(gone) <= (5 if out == first else 1 if out == second else 0), gone
        assert "# about the talks" in after
        assert "# the end" in after


def test_entries_stand_by_file_and_offset_below_their_comments() -> None:
    text = edit(BY_HAND, None, EARLY)
    assert judgements(text)[0] == EARLY
    assert text.index("article.md") < text.index("# about the talks") < text.index("path: talks.md")


def test_entries_that_share_lines_are_written_anew_with_every_comment() -> None:
    text = "# mine\ndates: [{path: a, document: b, start: 1, words: c, value: 2019}, # why\n {path: a, document: b,\n"
    text += "  start: 2, words: c, rejected: true}]\n# last\n"
    after = edit(text, None, LATE)
    assert len(judgements(after)) == 3
    assert "# mine" in after
    assert "# last" in after


def test_windows_line_ends_stay_readable() -> None:
    after = edit(BY_HAND.replace("\n", "\r\n"), None, LATE)
    assert judgements(after) == [*judgements(BY_HAND), LATE]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("dates: [", 1, ""),
        ("- a\n- b\n", 1, "keys and values belong here"),
        ("notebook: 1\ndatse:\n", 2, "'datse' is not a key here (did you mean dates?)"),
        ("notebook: 2\n", 1, "a newer Dossier"),
        ("dates: soon\n", 1, "must be a list"),
        ("dates: {a: b}\n", 1, "must be a list"),
        (BY_HAND.replace("value", "valeu"), 9, "did you mean value"),
        (BY_HAND.replace("2019", "2019-13"), 9, "'2019-13' is not a date"),
        (BY_HAND.replace("start: 12", "start: -3"), 7, "not an offset"),
        (BY_HAND.replace("start: 12", "start: 0x1"), 7, "not an offset"),
        (BY_HAND.replace("  words: last year\n", ""), 5, "needs its 'words'"),
        (BY_HAND.replace("  value: 2019", "  note: 2019"), 5, "either a 'value' or"),
        (BY_HAND.replace("rejected: true", "rejected: true, value: 2019"), 11, "either a 'value' or"),
        (BY_HAND.replace("rejected: true", "rejected: maybe"), 11, "true or false"),
        (BY_HAND.replace("  start: 12", "  start: 12\n  start: 13"), 8, "said twice (first in line 7)"),
        (BY_HAND.replace("words: last year", "words: [last, year]"), 8, "a text or a number"),
        ("notebook: 1\n<<<<<<< HEAD\ndates:\n=======\n", 2, ""),
        ("notebook: 1\ndates:\n  - \x00\n", 1, ""),
        ("[" * 5000, 1, ""),
    ],
)
def test_a_malformed_notebook_is_said_to_be_so(text: str, line: int, message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read(text, "notebook.yaml")
    assert message in str(caught.value)
    assert caught.value.message.startswith("notebook.yaml, line ")
    if message:
        assert caught.value.message.startswith(f"notebook.yaml, line {line}:")


WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
JUDGEMENTS = st.builds(
    DateJudgement,
    path=WORDS,
    document=WORDS,
    start=st.integers(0, 10**9),
    words=WORDS,
    sentence=st.one_of(st.just(""), WORDS),
    was=st.sampled_from(["", "2020", "P3M"]),
    value=st.sampled_from(["2021-05-24", "2019", "XXXX-11-27", "P3M"]),
    note=st.one_of(st.just(""), WORDS),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(JUDGEMENTS, min_size=1, max_size=4))
def test_what_is_written_is_read_back(entries: list[DateJudgement]) -> None:
    text = ""
    for entry in entries:
        text = edit(text, None, entry)
    assert sorted(map(str, judgements(text))) == sorted(map(str, entries))
    assert len(yaml.safe_load(text)["dates"]) == len(entries)
    for entry in entries:
        text = edit(text, entry, None)
    assert judgements(text) == []


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=40), st.text("dates: []{}-#'\"\n&*!|>?%@`notebk1", max_size=40)))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(SettingsError):
        assert all(each.words for each in read(text, "n").dates)


MERGED = NameJudgement("person:overchuk", "Overchuk", into="alexei-overchuk", when="2026-01-01T00:00:00Z")
HIDDEN = NameJudgement("name:home", "Home", hidden=True)


def test_decisions_about_names_stand_beside_the_dates() -> None:
    text = edited(read(edit("", None, EARLY), "n"), [Change(None, MERGED)]).text
    text = edited(read(text, "n"), [Change(None, HIDDEN)]).text
    assert text.endswith(
        """names:
  - entity: name:home
    known: Home
    hidden: true
  - entity: person:overchuk
    known: Overchuk
    into: alexei-overchuk
    when: '2026-01-01T00:00:00Z'
"""
    )
    content = read(text, "n")
    assert (content.dates, content.names) == ((EARLY,), (HIDDEN, MERGED))
    text = edited(content, [Change(EARLY, None)]).text
    assert read(edited(read(text, "n"), [Change(None, LATE)]).text, "n").judgements == (LATE, HIDDEN, MERGED)
    assert read(edited(read(text, "n"), [Change(HIDDEN, None)]).text, "n").names == (MERGED,)


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("{entity: x}", "line 1: an entry needs one of"),
        ("{known: x, hidden: true}", "line 1: an entry needs its 'entity'"),
        ("{entity: x, kind: human}", "line 1: 'human' is no kind"),
        ("{entity: x, into: x}", "line 1: a name cannot be part of itself"),
        ("{entity: x, hiden: true}", "line 1: 'hiden' is not a key here"),
        ("{entity: x, hidden: yes}", "line 1: 'hidden' must be true or false"),
    ],
)
def test_what_is_wrong_with_a_decision_is_told_with_its_line(entry: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        read(f"names: [{entry}]", "n")


def test_many_entries_change_at_once_and_touch_no_other_line() -> None:
    judged = [DocumentJudgement(f"file{i}.txt", f"id{i}", f"Title {i}", starred=True) for i in range(6)]
    text = edited(read(BY_HAND, "n"), [Change(None, each) for each in (judged[4], judged[0], judged[2])]).text
    assert text.startswith(BY_HAND)
    assert [each.path for each in read(text, "n").documents] == ["file0.txt", "file2.txt", "file4.txt"]
    noted = replace(judged[2], note="several\n\n  lines: # all kept\n- as they are")
    changes = [Change(judged[0], None), Change(judged[2], noted), Change(None, judged[3]), Change(None, judged[5])]
    text = edited(read(text, "n"), changes).text
    assert read(text, "n").documents == (noted, judged[3], judged[4], judged[5])
    assert BY_HAND in text
    back = edited(read(text, "n"), [Change(each.after, each.before) for each in changes]).text
    assert read(back, "n").documents == (judged[0], judged[2], judged[4])


@settings(max_examples=100, deadline=None)
@given(st.text(min_size=1, max_size=60), st.lists(st.text(min_size=1, max_size=10), max_size=3))
def test_any_note_and_tag_reads_back_as_it_was(note: str, tags: list[str]) -> None:
    kept = tuple(dict.fromkeys(tag for each in tags if (tag := " ".join(legible(each).replace(",", " ").split()))))
    one = DocumentJudgement("a.txt", "id", legible("T" + note), tags=kept, note=legible(note).strip() or "x")
    text = edited(read(BY_HAND, "n"), [Change(None, one)]).text
    assert read(text, "n").documents == (one,)
    assert yaml.safe_load(text)["documents"][0]["note"] == one.note


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("{path: a, document: b}", "line 1: an entry needs 'tags'"),
        ("{path: a, starred: true}", "line 1: an entry needs its 'document'"),
        ("{path: a, document: b, starred: 1}", "line 1: 'starred' must be true or false"),
        ("{path: a, document: b, tag: x}", "line 1: 'tag' is not a key here"),
    ],
)
def test_what_is_wrong_with_a_document_is_told_with_its_line(entry: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        read(f"documents: [{entry}]", "n")
