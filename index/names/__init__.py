"""Surface form -> entity, applied when asking, never when indexing.

keys        surface -> mention key (what the index holds), ids of entities that no list holds
display     the form of a name to show, from those written or from its mention key
entities    the values: Entity, Office, Holder, Tenure
reading     names.yaml and the table of countries and capitals, checked
gazetteer   aliases to entities and back, offices by day
known       the names known of a collection
"""

from .display import display_name, prevailing, shown_name
from .entities import Entity, Holder, Office, Tenure
from .gazetteer import Gazetteer, bundled
from .keys import entity_id, fold, initials, normalise_key, parse_id
from .known import names_files, names_for

__all__ = [
    "Entity",
    "Gazetteer",
    "Holder",
    "Office",
    "Tenure",
    "bundled",
    "display_name",
    "entity_id",
    "fold",
    "initials",
    "names_files",
    "names_for",
    "normalise_key",
    "parse_id",
    "prevailing",
    "shown_name",
]
