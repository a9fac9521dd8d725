"""The sentence around a date or a figure, with its words marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from index.marking import sentence_at
from index.models import Annotation, Entry, Snippet, Span


def passages(
    spans: Sequence[Entry] | Sequence[tuple[int, Annotation]], texts: Callable[[Sequence[int]], list[str]]
) -> list[Snippet]:
    """The sentence of each entry, or of each (document number, annotation), its words as the one hit.

    The entry of a day of publication has the title and no hit. `texts` gives the texts of documents by number; each
    document is asked for once.
    """
    places = [(s.number, s.start, s.end) if isinstance(s, Entry) else (s[0], s[1].start, s[1].end) for s in spans]
    numbers = list(dict.fromkeys(number for number, _, _ in places))
    by_number = dict(zip(numbers, texts(numbers), strict=True))
    found = []
    for (number, start, end), span in zip(places, spans, strict=True):
        if isinstance(span, Entry) and span.kind == "published":
            found.append(Snippet(span.text))
            continue
        text = by_number[number]
        around = sentence_at(text, start, end)
        hit = Span(start - around.start, end - around.start)
        found.append(Snippet(text[around.start : around.end], (hit,), around.start))
    return found
