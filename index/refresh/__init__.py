"""Folder -> index: `refresh` fills what `Library` answers from.

refresh    the run: plan, batches, commits
walk       which files there are
reading    one file to one document
recalling  renamed files to the documents they were
readers    two worker processes
readiness  what the next change will need, loaded while nothing happens
events     what a run says, and its summary
"""

from index.refresh.events import Event, Listener, Summary
from index.refresh.run import refresh

__all__ = ["Event", "Listener", "Summary", "refresh"]
