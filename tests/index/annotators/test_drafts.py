"""What is made from a draft is the frozen dataclass itself."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, replace

import pytest

from index.annotators.drafts import annotation
from index.models import Annotation, Kind


def test_it_is_equal_to_what_the_class_makes_and_of_its_class() -> None:
    made = annotation(Kind.PERSON, 1, 6, "Putin", "putin", rule="run", basis="rule")
    same = Annotation(Kind.PERSON, 1, 6, "Putin", "putin", rule="run", basis="rule")
    assert type(made) is Annotation
    assert made == same
    assert hash(made) == hash(same)
    assert repr(made) == repr(same)
    assert pickle.loads(pickle.dumps(made)) == copy.deepcopy(made) == same
    assert replace(made, start=0) == replace(same, start=0)


def test_it_is_frozen_and_asks_for_what_the_class_asks_for() -> None:
    with pytest.raises(FrozenInstanceError):
        annotation(Kind.NAME, 0, 1, "x").start = 5  # type: ignore[misc]
    with pytest.raises(TypeError):
        annotation(Kind.NAME, 0)  # type: ignore[call-arg]
