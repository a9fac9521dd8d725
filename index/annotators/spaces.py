"""Spaces that look like plain ones: they separate words as these do, and rules are written with these alone."""

from __future__ import annotations


def plain_spaces(text: str) -> str:
    """Text with no-break and thin spaces as plain ones, of the same length."""
    for space in "\u00a0\u202f\u2009\u2007":
        if space in text:
            text = text.replace(space, " ")
    return text
