"""The themes: contrast measured, and what is sent without colours."""

from __future__ import annotations

import os
import re

import pytest
from rich.color import Color as RichColor
from rich.color import ColorType
from rich.style import Style
from rich.terminal_theme import TerminalTheme

from index.errors import SettingsError
from tests.tui.running import NARROW, browsing
from tui.themes import CONTRAST, MONO, ON_BLACK, ON_DARK, ON_LIGHT, THEMES, known_theme
from tui.widgets import ink

INKS = [style for style in vars(ink).values() if isinstance(style, Style)]
OWN = {"dossier-dark": ON_DARK, "dossier-light": ON_LIGHT, CONTRAST: ON_BLACK}


def luminance(colour: str) -> float:
    """Relative luminance of a colour, WCAG 2.2."""
    parts = [value / 255 for value in bytes.fromhex(colour.removeprefix("#"))]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, WCAG 2.2: 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_formula() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", [each for each in THEMES if not each.ansi], ids=lambda theme: theme.name)
def test_text_and_names_stand_out(theme: object) -> None:
    name, background, foreground = (str(getattr(theme, each)) for each in ("name", "background", "foreground"))
    assert contrast(foreground, background) >= (15 if name == CONTRAST else 7)
    shown: TerminalTheme = OWN[name]
    assert shown.background_color.hex == background
    colours = [style.color for style in INKS if style.color is not None]
    assert colours
    for colour in colours:
        assert contrast(colour.get_truecolor(shown).hex, background) >= (7 if name == CONTRAST else 4.5), colour.name


def test_inks_use_the_sixteen_colours_and_never_colour_alone() -> None:
    for style in INKS:
        if style.color is not None:
            assert style.color.type is ColorType.STANDARD
            assert style.without_color != Style()
    assert RichColor.parse("cyan").type is ColorType.STANDARD


@pytest.mark.parametrize("theme", [each.name for each in THEMES])
async def test_every_theme_shows_the_same_text(theme: str) -> None:
    async with browsing(NARROW) as plain:
        expected = plain.text
    async with browsing(NARROW, theme=theme) as run:
        await run.until(lambda: run.text == expected, "the same text")
        strips = run.app.screen._compositor.render_strips(run.app.size)
        colours = {
            colour
            for strip in strips
            for segment in strip
            if segment.style is not None
            for colour in (segment.style.color, segment.style.bgcolor)
            if colour is not None and colour.type is not ColorType.DEFAULT
        }
        if theme == MONO:
            assert colours == set()
        if theme == "dossier":
            assert {colour.type for colour in colours} <= {ColorType.STANDARD}


def test_an_unknown_theme_is_refused_with_those_there_are() -> None:
    with pytest.raises(SettingsError) as caught:
        known_theme("drak")
    assert re.search(r"dossier-contrast.*dossier-mono|dossier-mono", caught.value.hint)


async def test_no_color_wins_over_a_theme(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with browsing(NARROW, theme="dossier-dark") as run:
        assert run.app.theme == MONO
        await run.shows("Documents")
    assert os.environ["NO_COLOR"] == "1"


async def test_an_empty_no_color_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "")
    async with browsing(NARROW) as run:
        assert run.app.theme == "dossier"
        await run.shows("Documents")
