from __future__ import annotations

import pytest

from index.cli import COMMANDS, commands
from index.cli.parser import build, first_word, settled

ISSUED = {
    "why",
    "search",
    "show",
    "timeline",
    "entities",
    "figures",
    "turns",
    "find",
    "export",
    "notes",
    "searches",
    "trail",
    "refresh",
    "set",
    "problems",
    "check",
    "annotate",
    "forget",
    "settings",
    "completion",
}


def test_every_command_is_in_the_table_once() -> None:
    names = [name for name, _ in commands()]
    assert set(names) == ISSUED
    assert len(names) == len(ISSUED)
    assert all(help for _, help in commands())


def test_shared_options_may_stand_before_or_after_the_command() -> None:
    parser = build(COMMANDS, "dossier")
    before = parser.parse_args(["-C", "a", "--debug", "search", "trade", "oil"])
    after = parser.parse_args(["search", "-C", "a", "--debug", "trade", "oil"])
    for options in (before, after):
        assert (str(options.collection), options.debug, options.query) == ("a", True, ["trade", "oil"])
    neither = parser.parse_args(["search"])
    assert (neither.collection, neither.debug, neither.index) == (None, False, None)


def test_a_query_that_begins_with_a_minus_sign() -> None:
    parser = build(COMMANDS, "dossier")
    assert parser.parse_args(["search", "--", "-oil", "trade"]).query == ["-oil", "trade"]
    assert parser.parse_args(["search", "-oil trade"]).query == ["-oil trade"]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_help_shows_examples_that_parse_before_the_options(command: object, capsys: pytest.CaptureFixture[str]) -> None:
    import shlex

    parser = build(COMMANDS, "dossier")
    assert command in COMMANDS
    for each in (each for each in COMMANDS if each is command):
        with pytest.raises(SystemExit) as left:
            parser.parse_args([each.name, "-h"])
        assert left.value.code == 0
        text = capsys.readouterr().out
        assert 0 < text.index(f"dossier {each.examples[0]}") < text.index("options:")
        for example in each.examples:
            words = shlex.split(example.partition(" | ")[0].partition(" > ")[0].partition(" < ")[0])
            assert parser.parse_args(words).command == each.name


@pytest.mark.parametrize(
    "arguments",
    [["search", "--limit", "-1"], ["search", "--order", "best"], ["seek", "x"], [], ["annotate", "--date", "x"]],
)
def test_wrong_usage_is_an_error(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        build(COMMANDS, "dossier").parse_args(arguments)
    assert left.value.code == 2
    assert "usage: dossier" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        ([], None),
        (["search", "x"], "search"),
        (["-C", "search", "show"], "show"),
        (["--index", "d", "--debug", "refresh"], "refresh"),
        (["--index=d", "refresh"], "refresh"),
        (["-C"], None),
        (["--", "search"], None),
        (["./search"], "./search"),
    ],
)
def test_the_first_word(arguments: list[str], word: str | None) -> None:
    assert first_word(arguments) == word


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("search trade -oil", ["trade", "-oil"]),
        ("search -oil trade", ["-oil", "trade"]),
        ("search trade -Crimea", ["trade", "-Crimea"]),
        ("search trade --limit 5 oil --json", ["trade", "oil"]),
        ("search --limit 5 -- --json", ["--json"]),
        ("search search", ["search"]),
        ("-C a --debug search trade -C b -hello", ["trade", "-hello"]),
        ("timeline -person:putin OR trade", ["-person:putin", "OR", "trade"]),
        ("entities", []),
    ],
)
def test_the_words_of_a_query_may_stand_anywhere(typed: str, query: list[str]) -> None:
    parser = build(COMMANDS, "dossier")
    options = parser.parse_args(settled(parser, typed.split()))
    assert options.query == query
    assert "--limit" not in typed or options.limit == 5


@pytest.mark.parametrize(
    "typed", ["show 3f2a --json", "annotate - --date 2021-01-01", "refresh", "", "--version", "nothing -x"]
)
def test_other_arguments_stay_as_they_are(typed: str) -> None:
    assert settled(build(COMMANDS, "dossier"), typed.split()) == typed.split()
