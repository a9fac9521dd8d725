"""Spellings one slip of the finger away: a letter left out, put in, changed, or two that changed places.

Four of five misspellings are one such edit (F. J. Damerau, "A technique for computer detection and correction of
spelling errors", CACM 7:3, 1964). They are written out, some sixty for each letter of the word, and looked up one by
one: how much that is depends on the word alone, whatever the index holds.
"""

from __future__ import annotations

from index.analysis import fold

LONGEST = 30
"""Letters of a word; of a longer one no other spellings are tried."""

_LATIN = "abcdefghijklmnopqrstuvwxyz"
_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюяңөү"


def near(word: str) -> set[str]:
    """Every string that is one edit away from a word, folded; none of a word of one letter, of a number, or of one in
    another script than Latin and Cyrillic."""
    word = fold(word)
    if not 2 <= len(word) <= LONGEST or not word.isalpha():
        return set()
    letters = _CYRILLIC if any(letter in _CYRILLIC for letter in word) else _LATIN
    if not set(letters).intersection(word):
        return set()
    parts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    found = {before + after[1:] for before, after in parts if after}
    found.update(before + after[1] + after[0] + after[2:] for before, after in parts if len(after) > 1)
    for letter in letters:
        found.update(before + letter + after[1:] for before, after in parts if after)
        found.update(before + letter + after for before, after in parts)
    return found - {word, ""}
