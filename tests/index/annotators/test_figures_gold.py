"""Figures against sentences written before the rules were run over them (tests/gold/README.md)."""

from __future__ import annotations

import pytest

from tests.accuracy.figure_gold import measure


@pytest.mark.parametrize(
    ("language", "figures", "f1", "whole"), [("en", 90, 97, 0.92), ("ru", 50, 97, 0.95), ("ky", 20, 95, 0.9)]
)
def test_figures_are_found_and_read(language: str, figures: int, f1: float, whole: float) -> None:
    score = measure(language)
    assert score.gold >= figures
    assert score.f1 >= f1, "\n".join(score.errors)
    assert score.whole >= whole * score.gold, "\n".join(score.errors)
