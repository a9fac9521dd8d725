"""`python -m tests.benchmarks.unannotated FOLDER INDEX`: a refresh whose documents get no dates, names, figures and
quotes, to tell what reading and indexing take alone. Prints the events as `refresh --progress json` does."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from index.annotators.extras import Recognizer
from index.models import Document
from index.names import Gazetteer
from index.refresh import Event, readers, reading

_prepare_as_shipped = readers._prepare


def _bare(document: Document, gazetteer: Gazetteer, extras: Sequence[Recognizer] = ()) -> Document:
    return document


def prepare(collection: str) -> None:
    """Make a worker process ready, without annotators."""
    vars(reading).update(annotate=_bare)
    _prepare_as_shipped(collection)


def _tell(event: Event) -> None:
    print(json.dumps(event), flush=True)


if __name__ == "__main__":
    from index.refresh import refresh
    from tests.benchmarks import unannotated  # by its name, under which workers find it

    vars(reading).update(annotate=_bare)
    readers._prepare = unannotated.prepare
    refresh(Path(sys.argv[1]), index=Path(sys.argv[2]), progress=_tell)
