"""The commands that ask: search, show, timeline, entities, figures, turns, over a tiny collection."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.notebook import notebook_file
from tests.index.cli.conftest import FILES, Run, write

HIT = ["id", "collection", "title", "published", "estimated", "publisher", "place", "kind", "language", "path"]
HIT += ["score", "snippet"]


def test_search(ask: Run, collection: Path) -> None:
    found = ask("search", "subsidies", "--json")
    assert (found.code, found.err) == (0, "")
    [record] = found.records()
    assert list(record) == HIT
    assert record["collection"] == str(collection)
    assert record["path"] == "trade.md"
    assert record["title"] == "Trade with Kyrgyzstan grows"
    assert (record["published"], record["estimated"], record["language"]) == ("2021-05-24", False, "en")
    assert record["score"] > 0
    assert "subsidies" in record["snippet"]


def test_search_for_reading(ask: Run) -> None:
    found = ask("search", "trade", "subsidies")
    assert found.code == 0
    lines = found.out.splitlines()
    assert lines[0] == "2021-05-24  TASS: Trade with Kyrgyzstan grows"
    assert "subsidies" in lines[1]
    assert lines[2].strip().endswith("trade.md")
    assert lines[3] == "--- 1 more match some of the words ---"
    assert lines[4].startswith("2021-02-24  Kremlin: Talks in Sochi")


def test_order_and_limit(ask: Run) -> None:
    titles = [each["title"] for each in ask("search", "--json", "--order", "oldest").records()]
    assert titles[:2] == ["Talks in Sochi", "Trade with Kyrgyzstan grows"]
    assert len(titles) == 3
    limited = ask("search", "--order", "newest", "--limit", "1")
    assert "1 of 3 documents" in limited.err
    assert len(limited.out.splitlines()) == 3
    assert len(ask("search", "--limit", "0", "--json").records()) == 3


def test_several_words_are_one_query(ask: Run) -> None:
    assert ask("search", "free", "market", "--json").out == ask("search", "free market", "--json").out


def test_a_name_in_the_other_script(ask: Run) -> None:
    paths = {each["path"] for each in ask("search", "person:Japarov", "--json").records()}
    assert paths == {"talks.md", "sub/note.txt"}


def test_nothing_found(ask: Run, collection: Path) -> None:
    found = ask("search", "zeppelin")
    assert (found.code, found.out, found.err) == (1, "", f"nothing found in {collection}\n")
    for command in ("search", "timeline", "entities", "figures", "turns"):
        assert ask(command, "zeppelin", "--json")[:2] == (1, "")


def test_a_complaint_shows_its_place_and_the_good_part_searches(ask: Run) -> None:
    found = ask("search", "trade", "persn:putin", "--json")
    assert found.code == 0
    assert found.records()
    lines = found.err.splitlines()
    place = lines.index("  trade persn:putin")
    assert lines[place + 1].lstrip(" ").startswith("^")
    assert lines[place + 1].index("^") == lines[place].index("persn")
    assert "person:" in found.err


def test_show(ask: Run, collection: Path) -> None:
    id = ask("search", "subsidies", "--json").records()[0]["id"]
    [record] = ask("show", id, "--json").records()
    assert list(record) == [*HIT, "text", "annotations", "turns"]
    assert (record["score"], record["snippet"]) == (None, "")
    assert record["text"].startswith("Trade turnover")
    for each in record["annotations"]:
        assert list(each)[:7] == ["kind", "start", "end", "text", "value", "first", "last"]
        assert record["text"][each["start"] : each["end"]] == each["text"]
    found = {(each["kind"], each["text"]): each for each in record["annotations"]}
    assert found["percent", "13.6%"]["value"] == 13.6
    assert found["money", "$2.5 billion"]["value"] == 2.5e9
    assert found["date", "2020"]["first"] == "2020-01-01"


def test_show_for_reading_by_the_beginning_of_an_id(ask: Run) -> None:
    ids = [each["id"] for each in ask("search", "--json").records()]
    id = next(each for each in ids if sum(other.startswith(each[:4]) for other in ids) == 1)
    found = ask("show", id[:4])
    assert found.code == 0
    assert f"Id: {id}" in found.out
    title, _, origin = found.out.splitlines()[0].partition("  ")
    assert origin == "[front matter]"
    assert title in {"Talks in Sochi", "Trade with Kyrgyzstan grows", "Торговля с Киргизией"}


def test_show_says_where_a_title_comes_from_and_what_the_file_time_is(run: Run, tmp_path: Path) -> None:
    folder = write(tmp_path / "notes", {"undated.txt": "Trade fell last year, and will fall again.\n"})
    [record] = run("search", "--json", "-C", folder).records()
    lines = run("show", record["id"], "-C", folder).out.splitlines()
    assert lines[0] == "undated  [file name]"
    assert lines[1].startswith("Published: not known; its file's time, which a copy changes, is 20")


@pytest.mark.parametrize("id", ["", "no such id"])
def test_show_of_an_unknown_id(ask: Run, id: str) -> None:
    found = ask("show", id)
    assert (found.code, found.out) == (2, "")
    assert found.err.startswith("dossier: ")


def test_timeline(ask: Run) -> None:
    found = ask("timeline", "Kyrgyzstan", "--json").records()
    assert found
    for each in found:
        assert list(each) == [
            "first", "last", "value", "grain", "text", "sentence", "document", "start", "end", "kind", "estimated",
        ]  # fmt: skip
    assert [each["first"] for each in found] == sorted(each["first"] for each in found)
    said = next(each for each in found if each["text"] == "2020")
    assert (said["first"], said["last"], said["grain"], said["kind"]) == (
        "2020-01-01",
        "2020-12-31",
        "year",
        "mentioned",
    )
    assert said["sentence"].startswith("Trade turnover")
    published = ask("timeline", "--kind", "published", "--json").records()
    assert [each["value"] for each in published] == ["2021-02-24", "2021-05-24"]


def test_timeline_for_reading(ask: Run) -> None:
    lines = ask("timeline", "--limit", "2").out.splitlines()
    assert len(lines) == 2
    assert all(line.startswith("2020") for line in lines)


def test_timeline_says_what_it_leaves_out(run: Run, tmp_path: Path) -> None:
    undated = "Talks were held last year and on Tuesday. Recently they spoke of 2019.\n"
    files = {"one.txt": undated, "two.md": "---\npublished: 2021-05-24\n---\nTrade fell last year.\n"}
    folder = write(tmp_path / "notes", files)
    run("refresh", folder)
    done = run("timeline", "-C", folder)
    assert done.code == 0
    assert done.err == (
        "without a place in time: 2 dates in 1 document, 1 document without a date; --unresolved lists them\n"
    )
    assert run("export", "timeline", "", "-C", folder).err == done.err.replace("--un", "timeline --un")
    listed = run("timeline", "--unresolved", "-C", folder, "--kind", "mentioned", "--json")
    records = listed.records()
    assert (listed.code, listed.err) == (0, "")
    assert [each["text"] for each in records] == ["last year", "Tuesday", "Recently"]
    assert [(each["first"], each["last"]) for each in records] == [(None, None)] * 3
    assert records[0]["reason"] == "the document has no date"
    assert records[0]["sentence"] == "Talks were held last year and on Tuesday."
    lines = run("timeline", "--unresolved", "-C", folder).out.splitlines()
    assert "does not say its date" in lines[0]
    assert "“last year”: the document has no date: Talks were held" in lines[1]
    assert run("timeline", "--unresolved", "path:two", "-C", folder)[:2] == (1, "")
    assert run("timeline", "path:two", "-C", folder).err == ""


def test_a_notebook_with_a_bad_entry_is_said_to_be_so(run: Run, tmp_path: Path) -> None:
    folder = write(tmp_path / "notes", {"two.md": "---\npublished: 2021-05-24\n---\nTrade fell last year.\n"})
    run("refresh", folder)
    [entry] = run("timeline", "--kind", "mentioned", "-C", folder, "--json").records()
    file = notebook_file(folder)
    file.parent.mkdir(parents=True)
    good = (
        f"  - {{path: two.md, document: {entry['document']}, start: {entry['start']}, words: last year, value: 1999}}"
    )
    file.write_text(f"dates:\n{good}\n{good.replace('1999', 'last thursday').replace('two', 'one')}\n")
    done = run("timeline", "--kind", "mentioned", "-C", folder, "--json")
    assert [each["value"] for each in done.records()] == ["1999"]
    assert done.err.startswith("dossier: notebook.yaml, line 3: 'last thursday' is not a date")
    for command in (["search"], ["entities"], ["export", "timeline", ""]):
        assert "line 3" in run(*command, "-C", folder).err


def test_entities(ask: Run) -> None:
    found = ask("entities", "--json").records()
    assert all(list(each) == ["id", "name", "kind", "aliases", "documents", "mentions"] for each in found)
    putin = next(each for each in found if each["name"] == "Vladimir Putin")
    assert (putin["kind"], putin["documents"]) == ("person", 2)
    assert "Путин" in " ".join(putin["aliases"])
    people = ask("entities", "--kind", "person", "--limit", "1", "--json").records()
    assert [each["kind"] for each in people] == ["person"]


def test_entities_for_reading(ask: Run) -> None:
    lines = ask("entities", "--kind", "person").out.splitlines()
    assert lines[0].split() == ["documents", "mentions", "kind", "name", "also"]
    assert any("Vladimir Putin" in line for line in lines[1:])


def test_figures(ask: Run) -> None:
    found = ask("figures", "Kyrgyzstan", "--json").records()
    for each in found:
        assert list(each) == [
            "value", "unit", "text", "measure", "period", "sentence", "document", "start", "end",
            "kind", "low", "high", "hedge", "direction", "basis",
        ]  # fmt: skip
        assert each["text"] in each["sentence"]
    assert {(each["value"], each["unit"]) for each in found} >= {(13.6, "%"), (2.5e9, "USD")}
    assert "13.6%" in ask("figures", "Kyrgyzstan").out


def test_turns(ask: Run) -> None:
    found = ask("turns", "--json").records()
    assert [list(each) for each in found] == [["speaker", "entity", "text", "document", "start", "end"]] * 2
    quotes = [each for each in ask("turns", "--quotes", "--json").records() if each.pop("quoted")]
    assert len(ask("turns", "--quotes", "--json").records()) == 4
    assert [each["speaker"] for each in found] == ["Vladimir Putin", "Sadyr Japarov"]
    assert found[1]["text"].startswith("Thank you.")
    assert [each["speaker"] for each in quotes] == ["Vladimir Putin", "he"]
    assert quotes[0]["text"] == "Trade turnover with Kyrgyzstan grew by 13.6% in 2020, to $2.5 billion"
    assert [each["entity"] for each in quotes] == [found[0]["entity"]] * 2
    people = {each["name"]: each["id"] for each in ask("entities", "--json").records()}
    assert [each["entity"] for each in found] == [people["Vladimir Putin"], people["Sadyr Japarov"]]


def test_what_a_speaker_says(ask: Run) -> None:
    def paths(query: str) -> list[str]:
        return [each["path"] for each in ask("search", query, "--json").records()]

    assert paths("speaker:japarov trade") == ["talks.md"]
    assert paths("speaker:japarov first") == []
    assert paths("speaker:putin first") == ["talks.md"]
    assert paths("speaker:putin billion") == ["trade.md"]
    assert paths("speaker:putin subsidies") == ["trade.md"]  # "he added"
    assert paths('speaker:putin "fell by"') == []
    assert sorted(paths("speaker:putin trade")) == ["talks.md", "trade.md"]
    assert paths("speaker:putin -thing") == ["trade.md"]
    assert paths("-speaker:putin торговля") == ["sub/note.txt"]
    [record] = ask("search", "speaker:japarov trade", "--json").records()
    assert "Our trade fell" in record["snippet"]


def test_turns_of_one_speaker(ask: Run) -> None:
    for name in ("Putin", "путин"):
        found = ask("turns", f"speaker:{name}", "--quotes", "--json").records()
        assert [(each["speaker"], each["quoted"]) for each in found] == [
            ("Vladimir Putin", True),
            ("he", True),
            ("Vladimir Putin", False),
        ]
    assert [each["speaker"] for each in ask("turns", "-speaker:putin", "--json").records()] == []
    assert "Vladimir Putin: (quoted)\n    Trade turnover" in ask("turns", "speaker:putin", "--quotes").out
    assert "Sadyr Japarov:\n    Thank you." in ask("turns", "speaker:japarov").out


def test_passages_are_every_sentence_that_answers(ask: Run) -> None:
    records = ask("search", "--passages", "--json", "--order", "oldest", "trade").records()
    assert [(each["path"], each["text"], each["speaker"]) for each in records] == [
        ("talks.md", "Mr President, trade is the first thing to speak of.", "Vladimir Putin"),
        ("talks.md", "Our trade fell by 17% in 2020.", "Sadyr Japarov"),
        ("trade.md", FILES["trade.md"].splitlines()[8], "Vladimir Putin"),
    ]
    assert [records[1]["text"][start:end] for start, end in records[1]["hits"]] == ["trade"]
    shown = ask("search", "--passages", "--limit", "1", "--order", "oldest", "trade")
    assert shown.out.splitlines()[1] == "    Vladimir Putin: Mr President, trade is the first thing to speak of."
    assert "1 passages; --limit 0 prints all" in shown.err
    assert ask("search", "--passages", "zeppelin").code == 1


def test_find_prints_figure_date_speaker_and_source(ask: Run) -> None:
    found = ask("find", "trade 2020", "--limit", "1", "--json")
    (record,) = found.records()
    assert found.code == 0
    assert record["figure"]["value"] in (13.6, 17.0)
    assert record["figure"]["period"] == "2020"
    assert record["published"]
    shown = ask("find", "our", "trade", "2020")
    assert "17% (trade, fall, 2020)" in shown.out
    assert "Sadyr Japarov: Our trade fell by 17% in 2020." in shown.out
    assert "Kremlin: Talks in Sochi" in shown.out
    assert ask("find", "zeppelin").code == 1
    assert ask("find").code == 2


def test_did_you_mean(ask: Run) -> None:
    found = ask("search", "subsides")
    assert found.code == 1
    assert "No document has “subsides”" in found.err
    assert "did you mean subsidies?" in found.err
    assert ask("search", "subsides~").code == 0


def test_why(ask: Run) -> None:
    [record] = ask("search", "trade", "subsidies", "--json").records()[:1]
    found = ask("why", record["id"][:6], "subsidies", "-zeppelin", "--json")
    assert found.code == 0
    subsidies, zeppelin = found.records()
    assert list(subsidies) == ["asked", "matches", "needed", "score", "terms", "stands"]
    assert (subsidies["asked"], subsidies["terms"]) == ("subsidies", ["subsidi"])
    assert {"field": "text", "form": "subsidies", "times": 1} in subsidies["stands"]
    assert (zeppelin["asked"], zeppelin["matches"], zeppelin["score"]) == ("-zeppelin", True, 0)
    shown = ask("why", record["id"], "subsidies", "zeppelin")
    assert shown.code == 1
    assert "looked up as subsidi" in shown.out
    assert "zeppelin  not in it" in shown.out
