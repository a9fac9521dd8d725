"""Short questions and the sentences that answer them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from index.library import Library
from index.refresh import refresh


@pytest.mark.parametrize(
    ("question", "answer", "figure", "speaker"),
    [
        ("trade growth 2024", "Bilateral trade grew 13.6% last year", "13.6%", ""),
        (
            "trade first quarter of 2021",
            "In the first quarter of 2021, though, it shows",
            "6 percent",
            "Vladimir Putin",
        ),
        ("trade first nine months of 2025", "In the first nine months of the current year it rose", "17%", ""),
        ("trade 2020", "Sadly, mutual trade declined last year", "declined", "Vladimir Putin"),
        ("share of payments in national currencies", "Reports say", "97%", ""),
        ("Russian investment", "Russian investment has grown", "$2 billion", ""),
        ("co-chair of the commission", "Yesterday the Intergovernmental Commission", "", "Sooronbay Jeenbekov"),
    ],
)
def test_the_best_sentence_answers(
    bundled_library: Library, question: str, answer: str, figure: str, speaker: str
) -> None:
    best = bundled_library.answers(question, today=date(2026, 1, 1))[0]
    assert best.match.text.startswith(answer)
    assert best.match.speaker == speaker
    assert figure in (best.figure.text if best.figure is not None else "")
    assert best.match.text == bundled_library.text(best.match.number)[best.match.start : best.match.end]


def test_what_nobody_says_has_no_answer(bundled_library: Library) -> None:
    assert bundled_library.answers("zeppelin") == []
    assert bundled_library.answers("") == []


def test_a_filter_is_a_condition(bundled_library: Library) -> None:
    found = bundled_library.answers("trade publisher:EIN", 0)
    assert {each.row.publisher for each in found} == {"EIN Presswire"}


def test_what_several_say_is_told_once(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    said = "Trade turnover between the two countries reached a record $4.1 billion in 2024"
    for name, end in (("a", "."), ("b", ", he said."), ("c", " after a good year.")):
        (folder / f"{name}.md").write_text(f"---\ntitle: {name}\npublished: 2025-02-01\n---\n\n{said}{end}\n", "utf-8")
    (folder / "d.md").write_text(
        f"---\ntitle: d\npublished: 2025-02-01\n---\n\n{said.replace('4.1', '3.6')}.\n", "utf-8"
    )
    refresh(folder)
    library = Library.open(folder)
    try:
        found = library.answers("trade turnover 2024")
        assert [len(each.same) for each in found] == [2, 0]
        assert [each.figure.value for each in found if each.figure] == [4.1e9, 3.6e9]
    finally:
        library.close()
