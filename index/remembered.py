"""What texts ask again and again, word by word, worked out once: a dictionary in bounded memory.

Half of the words met in a collection are met once, and their number rises without end (Heaps' law); a dictionary that
is emptied when it is full forgets the common ones with them. So there are two generations: when the young one has grown
to half of what there may be, it becomes the old one, which is forgotten; what is asked for of the old one is young
again. What is met all the time stays for good, and a hit costs no more than one of any dictionary.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import TypeVar

Value = TypeVar("Value")


class Remembered(dict[str, Value]):
    """Values by key, the young ones; `[key]` finds any."""

    def __init__(self, most: int) -> None:
        """`most` values at most are kept, about."""
        super().__init__()
        self._half = most // 2
        self._old: dict[str, Value] = {}

    @abstractmethod
    def find(self, key: str) -> Value:
        """What is not remembered."""

    def __missing__(self, key: str) -> Value:
        old = self._old.get(key)
        found = self.find(key) if old is None else old
        if len(self) >= self._half:
            self._old = dict(self)
            self.clear()
        self[key] = found
        return found
