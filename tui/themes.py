"""The colours: by default the terminal's own sixteen on its own background, else a dark or a light set of our own.

The terminal's own suit light and dark terminals alike and cost half the bytes of a truecolor theme.
"""

from __future__ import annotations

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
)


def known_theme(name: str) -> str:
    """The name of a theme as the settings give it; "" leaves the choice to us. Raises SettingsError for an unknown
    one."""
    names = [theme.name for theme in THEMES] + sorted(BUILTIN_THEMES)
    if name and name not in names:
        raise SettingsError(f'there is no theme "{name}" (in the settings)', "themes: " + ", ".join(names))
    return name
