"""What an index holds, by name: shared by its writer and its reader, which needs nothing of Whoosh.

body, title                  terms with positions           title_surface            words as written
surface                      words as written, with the positions of those inside turns
speaker                      who speaks, with the positions at which each turn begins and ends
mention, facet, id           exact terms                    numbers                  columns of integers
written, said                forms of names, words of figures, and how often
row, rest, text, mentions,
days, amounts, names, dates, figures,
turns, headings, pages       columns of bytes, one value per document, read one without the others
"""

from __future__ import annotations

SCHEMA_VERSION = 9
"""Rises with every change to the fields below or to what `records` writes; an index of another version is rebuilt."""

POSITIONS = ("body", "title", "surface", "speaker")
EXACT = ("title_surface", "mention", "facet", "id")
COUNTED = ("written", "said")
"""Terms with how often they stand in a document, without where: what the counts beside a list are made of."""

SCORED = ("body", "title")
"""Those of which it counts how often a document has a term."""

WORDS = ("body", "title", "surface", "title_surface")
"""Made of the words of title and text (`wording`)."""

BEGINNINGS = "begin"
"""Beginnings of surface words; made from them, so that no document has the field."""

LONGEST_BEGINNING = 3
NUMBERS = ("first", "last", "length", "title_length")
BLOBS = (
    "row",
    "rest",
    "text",
    "mentions",
    "days",
    "amounts",
    "names",
    "dates",
    "figures",
    "turns",
    "headings",
    "pages",
)
UNCOMPRESSED = ("row", "days", "amounts")
"""Those of which all documents' values are asked for at once."""
