"""The colours: by default the terminal's own sixteen on its own background, else a set of our own.

The terminal's own suit light and dark terminals alike and cost half the bytes of a truecolor theme. No difference is
one of colour alone (see `tui.widgets.ink`), so that `dossier-mono`, which sends no colour at all, says the same; it is
chosen by NO_COLOR, too. A test measures the contrast of every set by the formula of WCAG 2.2: text 7:1 and names
4.5:1, in `dossier-contrast` 15:1 and 7:1.
"""

from __future__ import annotations

from collections.abc import Mapping

from rich.terminal_theme import TerminalTheme
from textual.theme import BUILTIN_THEMES, Theme

from index.errors import SettingsError

_TERMINAL = {
    "ansi-background": "ansi_default",
    "ansi-foreground": "ansi_default",
    "border-blurred": "ansi_default",
    "input-selection-background": "ansi_blue",
    "input-selection-foreground": "ansi_white",
    "screen-selection-background": "ansi_blue",
    "screen-selection-foreground": "ansi_white",
    "block-cursor-foreground": "ansi_default",
    "block-cursor-background": "ansi_default",
    "block-cursor-text-style": "reverse",
    "input-cursor-text-style": "none",
}
THEMES = (
    Theme(
        name="dossier",
        ansi=True,
        primary="ansi_blue",
        secondary="ansi_cyan",
        accent="ansi_magenta",
        warning="ansi_yellow",
        error="ansi_red",
        success="ansi_green",
        foreground="ansi_default",
        background="ansi_default",
        surface="ansi_default",
        panel="ansi_default",
        boost="ansi_default",
        variables=_TERMINAL,
    ),
    Theme(name="dossier-dark", primary="#7aa2d0", background="#15181c", surface="#15181c", foreground="#d7dadf"),
    Theme(
        name="dossier-light",
        primary="#1f5c99",
        background="#fbfaf7",
        surface="#fbfaf7",
        foreground="#22252a",
        dark=False,
    ),
    Theme(name="dossier-contrast", primary="#ffff00", background="#000000", surface="#000000", foreground="#ffffff"),
    Theme(
        name="dossier-mono",
        ansi=True,
        primary="ansi_default",
        foreground="ansi_default",
        background="ansi_default",
        surface="ansi_default",
        panel="ansi_default",
        boost="ansi_default",
        variables=_TERMINAL
        | {"input-selection-background": "ansi_default", "screen-selection-background": "ansi_default"},
    ),
)
MONO = "dossier-mono"
CONTRAST = "dossier-contrast"


def _sixteen(background: str, foreground: str, named: Mapping[str, str]) -> TerminalTheme:
    """What the colours of `ink` look like in a theme with colours of its own; the names no pane uses are plain."""
    order = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
    colours = [_triplet(named.get(name, foreground)) for name in order]
    return TerminalTheme(_triplet(background), _triplet(foreground), colours)


def _triplet(colour: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(colour[1:])
    return red, green, blue


ON_DARK = _sixteen(
    "#15181c", "#d7dadf", {"magenta": "#d9a5e6", "cyan": "#7fd0d6", "green": "#9fce7a", "blue": "#8fb8f0"}
)
ON_LIGHT = _sixteen(
    "#fbfaf7", "#22252a", {"magenta": "#8a2f9c", "cyan": "#0b6470", "green": "#2f6b16", "blue": "#1f4f9c"}
)
ON_BLACK = _sixteen(
    "#000000", "#ffffff", {"magenta": "#ffa6ff", "cyan": "#80ffff", "green": "#a0ffa0", "blue": "#a8ceff"}
)


def known_theme(name: str) -> str:
    """The name of a theme as the settings give it; "" leaves the choice to us. Raises SettingsError for an unknown
    one."""
    names = [theme.name for theme in THEMES] + sorted(BUILTIN_THEMES)
    if name and name not in names:
        raise SettingsError(f'there is no theme "{name}" (in the settings)', "themes: " + ", ".join(names))
    return name
