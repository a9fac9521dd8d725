"""Folder -> index: `refresh` fills what `Library` answers from.

refresh    the run: plan, batches, commits
walk       which files there are
reading    one file to one document
recalling  renamed files to the documents they were
readers    two worker processes
readiness  what the next change will need, loaded while nothing happens
events     what a run says, and its summary

The run is loaded when it is asked for: the worker processes import `readers` from here, and would load the engine, the
ledger and the library with it, of which they use nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from index.refresh.events import Event, Listener, Summary

if TYPE_CHECKING:
    from index.refresh.run import refresh


def __getattr__(name: str) -> Any:
    if name != "refresh":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return import_module("index.refresh.run").refresh


__all__ = ["Event", "Listener", "Summary", "refresh"]
