"""Frozen dataclasses made at a sixth of the price.

A frozen dataclass sets each of its fields through `object.__setattr__`, which first looks up whom it is called for:
an `Annotation` of sixteen fields costs more so than to find the name that it is of. Here the fields are set on an
object of a class with the same slots that is not frozen, which becomes one of the frozen class when it is complete.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, field, fields, make_dataclass
from typing import Any, ParamSpec, TypeVar

from index.models import Annotation

Arguments = ParamSpec("Arguments")
Made = TypeVar("Made")


def drafted(frozen: Callable[Arguments, Made]) -> Callable[Arguments, Made]:
    """What makes objects of a frozen dataclass with slots, of the same arguments and to the same effect. Defaults must
    be plain values."""
    own: Any = frozen
    row = [(f.name, Any) if f.default is MISSING else (f.name, Any, field(default=f.default)) for f in fields(own)]

    def complete(draft: Any) -> None:
        draft.__class__ = own

    draft: Any = make_dataclass("Draft", row, namespace={"__post_init__": complete}, slots=True, eq=False, repr=False)
    made: Callable[Arguments, Made] = draft
    return made


annotation = drafted(Annotation)
