"""Figures against sentences written before the rules were run over them (tests/gold/README.md)."""

from __future__ import annotations

import pytest

from tests.accuracy.figure_gold import measure


@pytest.mark.parametrize(
    ("name", "figures", "f1", "whole"),
    [
        ("figures_en", 90, 97, 0.92),
        ("figures_ru", 50, 97, 0.95),
        ("figures_ky", 20, 95, 0.9),
        ("figures_economy_en", 45, 97, 0.92),
        ("figures_economy_ru", 25, 97, 0.92),
        ("figures_economy_ky", 12, 95, 0.9),
        ("figures_reports_en", 48, 97, 0.95),
        ("figures_reports_ru", 27, 97, 0.9),
        ("figures_reports_ky", 15, 97, 0.9),
    ],
)
def test_figures_are_found_and_read(name: str, figures: int, f1: float, whole: float) -> None:
    score = measure(name)
    assert score.gold >= figures
    assert score.f1 >= f1, "\n".join(score.errors)
    assert score.whole >= whole * score.gold, "\n".join(score.errors)
