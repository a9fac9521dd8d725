"""The notebook: what the researcher judged of a collection. Never derived, never lost, one YAML file per collection.

judgements   a judgement, and where in a text its words stand now
anchors      a kept passage found again in a text that may have changed
writing      the YAML text: read with line numbers, edited entry by entry, so that a person's own lines stay
notebook     the file: read again when it changes, written whole under a lock, undo
"""

from index.notebook.anchors import CONTEXT, Anchor, State, find
from index.notebook.judgements import (
    Change,
    DateJudgement,
    DocumentJudgement,
    Judgement,
    NameJudgement,
    NotebookText,
    PassageJudgement,
    SearchJudgement,
    legible,
    place,
)
from index.notebook.notebook import Notebook, notebook_file, now

__all__ = [
    "CONTEXT",
    "Anchor",
    "Change",
    "DateJudgement",
    "DocumentJudgement",
    "Judgement",
    "NameJudgement",
    "Notebook",
    "NotebookText",
    "PassageJudgement",
    "SearchJudgement",
    "State",
    "find",
    "legible",
    "notebook_file",
    "now",
    "place",
]
