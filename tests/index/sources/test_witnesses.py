"""A page read without its heading, its time elements or its addresses says what they say."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.accuracy.witnesses import outcomes

PAGES = sorted((Path(__file__).parents[2] / "fixtures" / "kremlin").glob("*.html"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_each_witness_is_confirmed_by_the_others(page: Path) -> None:
    found = list(outcomes(page))
    assert [each for each in found if not each.agrees] == []
    assert sum(bool(each.said) for each in found) >= 3
