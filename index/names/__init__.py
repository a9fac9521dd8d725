"""Surface form -> entity, applied when asking, never when indexing.

keys        surface -> mention key (what the index holds), ids of entities that no list holds
gazetteer   names.yaml and the table of countries and capitals: aliases, kinds, offices by day
"""

from .gazetteer import Entity, Gazetteer, Holder, Office, Tenure, bundled
from .keys import display_name, entity_id, fold, normalise_key, parse_id

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
    "normalise_key",
    "parse_id",
]
