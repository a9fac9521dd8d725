"""A collection and its engine, answering questions: `Library`. It answers; `index.refresh` fills.

library      search, rows, snippets, counts, timeline, read
naming       mention keys to entities, typed names to mention keys
counting     names over documents
chronology   bars and entries of the timeline
completion   what Tab offers
passages     the sentence around a date or a figure
judged       the notebook's judgements, applied when asking (judging: kept up to date)
several      several collections as one: what spans them, what each keeps (joint: their notebooks)
store        where the index lies, and which build answers
ledger       which file was read in which state
copies       which documents are nearly the same (sharing: which of them are worth comparing)

Loaded when it is asked for: the worker processes of a refresh import `recognizers` from here, and nothing else.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.library.library import VERSIONS, Library, OvertakenError, check_collection


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("index.library.library"), name)


__all__ = ["VERSIONS", "Library", "OvertakenError", "check_collection"]
