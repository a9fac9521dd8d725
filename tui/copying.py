"""To the clipboard through the terminal, which may be at the other end of an SSH line, and always into a file.

OSC 52 asks the terminal to take text into its clipboard. Nothing answers, so nobody can claim success. tmux and
GNU screen swallow the sequence unless it is wrapped; terminals drop it whole above a length (xterm, kitty and others
agree on about 100,000 bytes of sequence, of which 74,994 may be Base64).
"""

from __future__ import annotations

import base64
import os
from collections.abc import Mapping
from pathlib import Path

LONGEST = 74_994  # bytes of Base64
_SCREEN_CHUNK = 700  # GNU screen takes device control strings of at most 768 bytes


def clipboard_sequence(text: str, environment: Mapping[str, str] = os.environ) -> str | None:
    """What to send to the terminal, or None where the text is too long for it."""
    encoded = base64.b64encode(text.encode("utf-8", "replace")).decode("ascii")
    if len(encoded) > LONGEST:
        return None
    bare = f"\x1b]52;c;{encoded}\x07"
    if "TMUX" in environment:
        # tmux takes the bare form with `set-clipboard on`, the wrapped one with `allow-passthrough on`
        return bare + "\x1bPtmux;" + bare.replace("\x1b", "\x1b\x1b") + "\x1b\\"
    if "STY" in environment:
        chunks = [bare[i : i + _SCREEN_CHUNK] for i in range(0, len(bare), _SCREEN_CHUNK)]
        return "".join(f"\x1bP{chunk}\x1b\\" for chunk in chunks)
    return bare


def keep(text: str, folder: Path) -> Path:
    """Write the text to `copied.txt` in the state folder, readable by this user only. Raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / "copied.txt"
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text if text.endswith("\n") else text + "\n")
    return path
