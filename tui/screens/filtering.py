"""Filters in the typed query, loaded when the first is needed: the parser is the engine thread's to load at start."""

from __future__ import annotations

from collections.abc import Sequence

from index.models import Span


def spans(text: str) -> Sequence[Span]:
    """Where the filters stand in a query: `person:"X"` and its like."""
    if ":" not in text:
        return ()
    from index.query import filters

    return filters(text)


def added(text: str, field: str, value: str, exclude: bool) -> str:
    """The query with one filter more. Without a field (a figure) it is the words themselves, as a phrase."""
    from index.query import add_filter

    if field:
        return add_filter(text, field, value, exclude)
    phrase = ("-" if exclude else "") + '"' + value.replace('"', " ") + '"'
    base = "" if text.strip() == "*" else text.rstrip()
    return base if phrase in base.split('" ') else f"{base} {phrase}".lstrip()


def dropped(text: str) -> str:
    """The query without its last filter; the same text where it has none."""
    if ":" not in text:
        return text
    from index.query import drop_filter

    return drop_filter(text)
