"""The query language as a table: what help and README print, and the names of the fields."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FieldHelp:
    """One line of the table of fields."""

    name: str
    example: str
    meaning: str
    aliases: tuple[str, ...] = ()


FIELDS: tuple[FieldHelp, ...] = (
    FieldHelp("title", "title:summit", "the word is in the title"),
    FieldHelp("person", 'person:"Vladimir Putin"', "mentions this person, by any of the names known for them"),
    FieldHelp("org", "org:ЕАЭС", "mentions this organisation", ("organisation", "organization")),
    FieldHelp("place", "place:Bishkek", "mentions this place"),
    FieldHelp("name", "name:Manas", "mentions a person, organisation or place of this name", ("entity",)),
    FieldHelp("speaker", "speaker:Putin trade", "this person speaks or is quoted; words beside it are their own"),
    FieldHelp("publisher", "publisher:tass", "the publisher's name contains this", ("source",)),
    FieldHelp("kind", "kind:transcript", "article or transcript", ("type",)),
    FieldHelp("lang", "lang:ru", "the language: en, ru, ky", ("language",)),
    FieldHelp(
        "date", "date:2020-09..2021-05", "published then; or date:2020, date:>=2021, date:..2019", ("published",)
    ),
    FieldHelp("author", "author:Petrov", "the name of an author contains this", ("by",)),
    FieldHelp("path", "path:2021/", "the file's path in the collection contains this", ("file",)),
    FieldHelp("in", "in:articles", "the collection's name contains this, where several are open", ("collection",)),
    FieldHelp("measure", "measure:trade", "a figure measures this, as far as the text says what it measures"),
    FieldHelp("percent", "percent:>10", "a percentage in this range; or percent:13.6, percent:5..10"),
    FieldHelp("amount", "amount:>1e9", 'a sum of money; or amount:"4 bn USD", amount:1e6..5e6, amount:RUB', ("money",)),
    FieldHelp("like", "like:3f2a9cq7xd", "the hundred documents most like the one of this id"),
    FieldHelp("tag", "tag:economy", "you gave it this tag"),
    FieldHelp("is", "is:starred", "also is:tagged, is:noted, is:quoted; is:hidden shows what you left out of results"),
    FieldHelp("is", "is:undated", "says no day, or none with a year; is:estimated: its date was worked out"),
    FieldHelp("mentions", "mentions:2024", "a date in the text lies in this time or overlaps it", ("mentioned",)),
)

DATINGS = ("undated", "estimated")
STATES = ("starred", "tagged", "noted", "quoted", "hidden", *DATINGS)
"""What `is:` may ask of a document: the notebook, or, of `DATINGS`, its date."""

LANGUAGE: tuple[tuple[str, str], ...] = (
    ("trade growth", "documents with all words, in any form; below a rule, those with some of them"),
    ('"military base"', "these words side by side, as a phrase"),
    ('"trade record"~5', "these words near each other, at most 5 others between them, in any order"),
    ("bilatral~", "the word also where a letter is missing, added, changed, or two have changed places"),
    ("bilat*", "every word that begins so; the last word you type is read so too"),
    ("Gazprom OR Yandex", "either; AND binds closer, ( ) group"),
    ("trade -oil", "not this word, phrase, group or field; also NOT oil"),
    ("*", "everything, as the empty query"),
    *((field.example, field.meaning) for field in FIELDS),
)
"""The whole query language, an example and its meaning a line: the table of README and help screen."""

NAMES = {name: field.name for field in FIELDS for name in (field.name, *field.aliases)}
"""Every name of a field, aliases included, to the name it has in a query tree."""
