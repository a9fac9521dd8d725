"""Typed words to a query tree, with complaints about what could not be read and where.

    query   = item*                     side by side: a Bag, best matches first
    item    = unit ((AND | OR) unit)*   AND binds closer than OR
    unit    = (- | NOT) unit | ( item* ) | field:value | "phrase" | "near words"~5 | word | prefix* | *

Inside brackets neighbours are joined by AND. `parse` never raises: the good part searches, the rest is a `Complaint`
with its place and, where one is likely, a suggestion. `LANGUAGE` is the table that help and README print.

    fields     the table of the language, and the names of the fields
    lexing     text -> lexemes
    parser     lexemes -> query tree and complaints
    editing    filters of a typed query: found, added, dropped
"""

from index.query.editing import add_filter, drop_filter, filters
from index.query.fields import FIELDS, LANGUAGE, STATES, FieldHelp
from index.query.parser import NOTHING, parse

__all__ = ["FIELDS", "LANGUAGE", "NOTHING", "STATES", "FieldHelp", "add_filter", "drop_filter", "filters", "parse"]
