"""Dossier's core: everything without a screen. `python -m index COMMAND` runs it from a shell.

errors, timex, models      plain values: errors with hints, TIMEX3 intervals, documents, annotations, queries
analysis, query            text -> terms; typed words -> query tree with complaints
sources/, metadata         file -> text and candidates -> title, date, place, each with its origin
annotators/                text -> dates, names, figures, turns
names                      surface form -> entity, by names.yaml and offices by day
engine, engines/           the Engine protocol; memory (reference) and whoosh (default)
refresh/                   folder -> index, in batches, resumable
library                    a collection and its engine: search, counts, snippets, timeline, read
notebook/                  what the researcher judged, kept as YAML
export/                    answers as files: a timeline as CSV, JSON, iCalendar, HTML
settings, state            read-only settings of the user; the program's own memory
cli/                       the data commands
"""

__version__ = "0.1.0"
