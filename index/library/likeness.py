"""More like this: `like:ID` in a query, the documents most like one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from index.engine import Engine
from index.errors import NotFoundError
from index.feedback import FEEDBACK_TEXTS, Weighted, about, texts_of, with_feedback
from index.models import Like


class _Asked(Protocol):
    _engine: Engine
    feedback: bool

    def about(self, number: int) -> Weighted: ...


class Likeness:
    """Base of `Library`."""

    def about(self: _Asked, number: int) -> Weighted:
        """The weighted terms that stand for a document; with `feedback` also of the documents found by them."""
        return _about(self._engine, (number,))

    def like(self: _Asked, id: str) -> Like | None:
        """The query for what is most like a document; None where there is none of this id."""
        try:
            number = self._engine.number(id)
        except NotFoundError:
            return None
        asked = Like(id, self.about(number))
        if self.feedback and asked.terms:
            nearest = self._engine.search(asked).numbers[:FEEDBACK_TEXTS]
            if nearest:
                return Like(id, with_feedback(asked.terms, _about(self._engine, nearest)))
        return asked


def _about(engine: Engine, numbers: Sequence[int]) -> Weighted:
    titles = [row.title for row in engine.rows(numbers)]
    texts = texts_of(titles, engine.texts(numbers))
    return about(texts, engine.having, engine.count())
