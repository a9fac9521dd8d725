"""Russian and Kyrgyz dates against a gold that was written without knowing the rules (tests/gold/README.md)."""

from __future__ import annotations

import pytest

from tests.accuracy.phrases import measure


@pytest.mark.parametrize(("language", "phrases", "share"), [("ru", 200, 0.85), ("ky", 60, 0.85)])
def test_values_are_right(language: str, phrases: int, share: float) -> None:
    score = measure(language)
    assert score.phrases >= phrases
    assert score.share >= share, "\n".join(score.errors)
    assert score.spurious <= score.phrases // 20
