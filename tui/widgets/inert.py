"""Text of documents made harmless for a terminal: nothing in it can move the cursor, reorder or hide what is read.

Every character maps to exactly one character, so offsets into the text stay offsets into what is shown. Shown instead
of themselves are: controls (C0 as Unicode's control pictures, C1 and lone surrogates as U+FFFD), bidirectional marks
and overrides (Unicode Standard Annex 9: category Cf), zero-width and other invisible characters (the
Default_Ignorable_Code_Point property of the Unicode Character Database), line and paragraph separators. The result is
data: it is drawn as segments and never parsed as markup.
"""

from __future__ import annotations

import re
import unicodedata

HIDDEN = "·"  # stands for a character that would not be seen
TURNED = "⇄"  # stands for a mark that would reorder what is read
BROKEN = "\ufffd"

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Invisible although Python calls them printable: grapheme joiner, Hangul and Khmer fillers, variation selectors.
_UNSEEN = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def _shown(char: str) -> str:
    if char in "\t\n":
        return " "
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    if char in _BIDI:
        return TURNED
    if _UNSEEN.match(char):
        return HIDDEN
    category = unicodedata.category(char)
    if category in ("Cc", "Cs"):
        return "↵" if char == "\x85" else BROKEN
    if category in ("Zl", "Zp"):
        return "↵"
    if category == "Zs":
        return char if char == "\u3000" else " "  # the ideographic space is two cells wide
    if category == "Cf":
        return "¬" if char == "\xad" else HIDDEN
    return char


class _Table(dict[int, str]):
    """A translation table that fills itself, one code point at a time."""

    def __missing__(self, code: int) -> str:
        shown = self[code] = _shown(chr(code))
        return shown


_TABLE = _Table()


def inert(text: str) -> str:
    """`text` with every dangerous or invisible character shown as a visible one; the same length as `text`."""
    if text.isprintable() and not _UNSEEN.search(text):
        return text
    return text.translate(_TABLE)
