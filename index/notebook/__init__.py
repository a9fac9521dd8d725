"""The notebook: what the researcher judged of a collection. Never derived, never lost, one YAML file per collection.

judgements   a judgement, and where in a text its words stand now
writing      the YAML text: read with line numbers, edited entry by entry, so that a person's own lines stay
notebook     the file: read again when it changes, written whole under a lock, undo
"""

from index.notebook.judgements import (
    Change,
    DateJudgement,
    DocumentJudgement,
    Judgement,
    NameJudgement,
    NotebookText,
    legible,
    place,
)
from index.notebook.notebook import Notebook, notebook_file, now

__all__ = [
    "Change",
    "DateJudgement",
    "DocumentJudgement",
    "Judgement",
    "NameJudgement",
    "Notebook",
    "NotebookText",
    "legible",
    "notebook_file",
    "now",
    "place",
]
