"""How a quote is said beside its source, in words: its place, and the quote in one line."""

from __future__ import annotations

from index.export.cited import Quote, line

_TURNS = {"ru": "реплика"}
_PAGES = {"ru": "с."}


def place_of(quote: Quote, language: str = "") -> str:
    """Where in its source a quote stands: "p. 12", "pp. iv-v", "0:12:05", "turn 5, Vladimir Putin"; "" where that is
    not known."""
    if quote.label == "page":
        several = "pp." if "-" in quote.locator else "p."
        return f"{_PAGES.get(language, several)} {quote.locator}"
    return place_in_speech(quote, language) or quote.locator


def place_in_speech(quote: Quote, language: str = "") -> str:
    """The time at which a quote is said, or the turn and its speaker; "" of a quote on a page."""
    if quote.label != "turn":
        return quote.locator if quote.label == "timestamp" else ""
    turn = f"{_TURNS.get(language, 'turn')} {quote.locator}" if quote.locator else ""
    return ", ".join(part for part in (turn, quote.speaker) if part)


def noted(quote: Quote) -> str:
    """A quote, its place and the note on it, in one line."""
    place = place_of(quote)
    where = f" ({place})" if place else ""
    return f"“{line(quote.words)}”{where}{'. ' + line(quote.note) if quote.note else ''}"
