"""Names by models that are not part of Dossier: optional extras, absent by default, each in a file of its own.

natasha      Russian, `[russian]`: used where it is installed
pipelines    any spaCy pipeline, `[spacy]`: used where the settings name it

An extra is another source of names beside gazetteer, rules and document (`names.weaving` says how they join); what it
alone found bears its name as `basis`. Neither library is imported before a text is read with it. `choose` says which
are active; `key` is part of the versions of an index, so that one made with other extras is made anew.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from index.models import Kind

__all__ = ["Named", "Recognizer", "choose", "key"]


class Named(NamedTuple):
    """A name as a model marks it: a person, an organisation or a place from `start` up to `end`."""

    start: int
    end: int
    kind: Kind


class Recognizer(Protocol):
    """One active extra. `basis` marks what it found, `release` says what it is ("natasha 1.6.0"), `language` is the
    ISO 639-1 code of the texts it reads."""

    basis: str
    release: str
    language: str

    def find(self, text: str) -> list[Named]:
        """The names of a text in order, none overlapping another. Loads the model the first time; raises
        SettingsError where that fails."""
        ...


def choose(*, natasha: bool | None = None, spacy: str = "") -> tuple[Recognizer, ...]:
    """The extras that settings ask for, at most one of a language: a pipeline that is named goes before natasha.

    `natasha`: True needs it, False leaves it, None takes it where it is installed. `spacy`: names of pipelines, or
    folders that hold one, between spaces; "installed" takes the first of each language. Raises SettingsError where
    something asked for is not there.
    """
    from index.annotators.extras import natasha as russian
    from index.annotators.extras import pipelines

    found: dict[str, Recognizer] = {}
    for pipeline in pipelines.named(spacy):
        found.setdefault(pipeline.language, pipeline)
    if natasha is not False and (own := russian.installed(required=natasha is True)) is not None:
        found.setdefault(own.language, own)
    return tuple(found[language] for language in sorted(found))


def key(recognizers: Sequence[Recognizer]) -> int:
    """A number that stands for these extras in their releases; 0 for none."""
    return zlib.crc32("\n".join(each.release for each in recognizers).encode()) if recognizers else 0
