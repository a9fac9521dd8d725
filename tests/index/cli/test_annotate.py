from __future__ import annotations

import io
from pathlib import Path

import pytest

from tests.index.cli.conftest import Run

TEXT = "Vladimir Putin said on Monday that trade grew by 13.6% last year."


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "speech.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_annotations_of_a_file(run: Run, file: Path) -> None:
    found = run("annotate", file, "--date", "2021-05-26", "--json")
    assert (found.code, found.err) == (0, "")
    records = found.records()
    for each in records:
        assert list(each) == [
            "kind", "start", "end", "text", "value", "first", "last",
            "unit", "low", "high", "hedge", "direction", "measure", "period", "rule", "basis",
        ]  # fmt: skip
        assert TEXT[each["start"] : each["end"]] == each["text"]
    assert [each["start"] for each in records] == sorted(each["start"] for each in records)
    by_text = {each["text"]: each for each in records}
    assert by_text["Vladimir Putin"]["kind"] == "person"
    assert by_text["13.6%"]["value"] == 13.6
    assert (by_text["last year"]["first"], by_text["last year"]["last"]) == ("2020-01-01", "2020-12-31")


def test_without_a_date_nothing_is_invented(run: Run, file: Path) -> None:
    records = run("annotate", file, "--json").records()
    assert [each["first"] for each in records if each["text"] == "last year"] == [None]


def test_standard_input_and_the_form_for_reading(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode()), encoding="ascii"))
    found = run("annotate", "--date", "2021-05-26")
    assert found.code == 0
    assert "55-64  date  last year  2020  2020-01-01 to 2020-12-31" in found.out.splitlines()


def test_other_encodings_are_read_as_a_refresh_reads_them(run: Run, tmp_path: Path) -> None:
    said = "Президент Владимир Путин заявил 20 мая 2021 года, что торговля с Киргизией выросла на 13,6%. " * 5
    (tmp_path / "old.txt").write_bytes(said.encode("cp1251"))
    found = run("annotate", tmp_path / "old.txt", "--json")
    assert found.code == 0
    assert {"Владимир Путин", "20 мая 2021 года"} <= {each["text"] for each in found.records()}
    assert all(said[each["start"] : each["end"]] == each["text"] for each in found.records())


def test_nothing_in_it(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    assert run("annotate", tmp_path / "empty.txt")[:2] == (1, "")


def test_what_cannot_be_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "odd.txt").write_bytes(b"\x7fELF\x02\x01\x01\x00" + bytes(range(256)) * 4)
    assert run("annotate", tmp_path / "odd.txt").code == 2
    missing = run("annotate", tmp_path / "none.txt")
    assert missing.code == 2
    assert "No such file" in missing.err
