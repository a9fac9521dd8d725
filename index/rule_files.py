"""The program's own YAML files: word lists and rules that lie beside the code they are for.

They are trusted, and read once, when first needed; a collection's or a user's YAML is another matter (`strict_yaml`,
`names.reading`). YAML is imported late: start-up goes without.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any


def load(package: str, name: str, *, as_text: bool = False) -> Any:
    """The YAML file `name` of a package, read by the safe loader in C where there is one.

    The words on, off, yes and no are words, as they are to a linguist; only true and false are truth values. With
    `as_text` every scalar is a string, also numbers.
    """
    import yaml

    source = files(package).joinpath(name).read_text("utf-8")
    if as_text:
        return yaml.load(source, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # noqa: S506 - strings only
    return yaml.load(source, Loader=_loader())  # noqa: S506 - a safe loader


@cache
def _loader() -> Any:
    import yaml

    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    resolvers = {
        first: [(tag, regex) for tag, regex in found if not (tag.endswith(":bool") and first in "yYnNoO")]
        for first, found in base.yaml_implicit_resolvers.items()
    }
    return type("RuleLoader", (base,), {"yaml_implicit_resolvers": resolvers})
