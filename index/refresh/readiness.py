"""What the next change will need, loaded while nothing happens.

A process that follows a folder waits for hours, and then somebody waits for it: rules, names and the writer of the
index take six times as long to load as one changed document takes to read, commit and find.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from index.annotators import annotate
from index.engines.whoosh import load_writer
from index.errors import SettingsError
from index.library.recognizers import active
from index.models import Document
from index.names import names_for

_SAID = {
    "en": '"Trade rose by 5 percent last year," Anna Karenina, the president of Kyrgyzstan, said on May 5, 2021.',
    "ru": "«В прошлом году торговля выросла на 5 процентов», — сказала 5 мая 2021 года министр Анна Каренина.",
}
"""A sentence in which every annotator finds something."""


def make_ready(collection: Path) -> None:
    """Load what reading a document of a collection and committing it needs. What cannot be loaded is for the next
    refresh to tell."""
    load_writer()
    import_module("index.library.sharing")
    try:
        gazetteer, extras = names_for(collection), active()
        for language, text in _SAID.items():
            annotate(Document("", "", text, "", "2021-05-06", language=language), gazetteer, extras)
    except SettingsError:
        return
