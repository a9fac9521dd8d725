"""Names of one state of an index, made from those of the state before."""

from __future__ import annotations

from index.library.naming import Naming
from index.names import bundled


def test_what_occurs_after_a_change() -> None:
    gazetteer = bundled()
    first = Naming(gazetteer, {"person\tann", "person\tbob", "place\tosh"})
    second = Naming(gazetteer, {"person\tann", "person\tcy", "name\tosh"}, before=first)
    third = Naming(gazetteer, set(), before=second)
    fresh = Naming(gazetteer, {"person\tann", "person\tcy", "name\tosh"})
    for kind in ("person", "place", "organisation", "name"):
        assert set(second.surfaces(kind)) == set(fresh.surfaces(kind))
        assert not third.surfaces(kind)
    assert set(first.surfaces("person")) == {"ann", "bob"}
    assert sorted(second.known(None)) == ["ann", "cy", "osh"]
