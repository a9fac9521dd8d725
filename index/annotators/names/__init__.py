"""People, organisations and places in a text.

matcher      the gazetteer's spellings, all in one pass                     basis "gazetteer"
curated      what such a spelling stands for: offices, titles, namesakes, ambiguous places
runs         capitalised stretches and their tokens
segments     where one name of a run ends and the next begins
kyrgyz_heads institutions and places of Kyrgyz, whose head stands last and small
quoted       Russian names in guillemets behind the word for what they name
surroundings what the words around a name say of it
people       which words are somebody's name by themselves
classify     which of them are names, and of what                           basis "rule"
recognise    both woven into one list
weaving      and the names of a model, where an extra is active            basis its name
consistency  what a document says once about a name holds all through it    basis "document"
bare_words   surnames and teams that are common words
teams        clubs that are called by the name of their town
short_forms  which longer name of the document a short one stands for      basis "document"
lexicon      the word lists (YAML beside this file)

`mentions` is what the index stores: values are mention keys, resolved when somebody asks. `find_names` resolves at
once, for use without an index.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from ...models import Annotation, Kind
from ...names import Gazetteer, bundled, entity_id
from ..drafts import annotation
from .consistency import settle
from .curated import Candidate
from .recognise import candidates
from .weaving import weave

if TYPE_CHECKING:
    from ..extras import Recognizer

__all__ = ["find_names", "mentions"]


def mentions(
    text: str, language: str = "en", *, gazetteer: Gazetteer | None = None, extras: Sequence[Recognizer] = ()
) -> list[Annotation]:
    """Names in `text`, sorted, none overlapping another; `value` is the mention key (`names.normalise_key`).

    Kinds are person, organisation, place, and `Kind.NAME` where nothing tells the type. `language` "ky" reads Cyrillic
    words by Kyrgyz endings, anything else by Russian ones; Latin words are read as English. `basis` is "gazetteer",
    "rule", "document" (a short form explained by a longer one) or the extra that alone found it, `rule` the rule's id.
    An office ("the Kyrgyz President") is a person with `rule` "office". Raises SettingsError where a model cannot be
    loaded, and nothing else.
    """
    return [_annotation(text, c, c.key) for c in _settled(text, language, gazetteer or bundled(), extras)]


def find_names(
    text: str,
    language: str = "en",
    *,
    gazetteer: Gazetteer | None = None,
    reference: date | None = None,
    extras: Sequence[Recognizer] = (),
) -> list[Annotation]:
    """Like `mentions`, but `value` is an entity's id: the gazetteer's, or "person:alexei-overchuk" for others.

    `reference` is the day the text speaks from; without it offices stay unresolved ("person:kyrgyz-president").
    """
    names = gazetteer or bundled()
    known: dict[tuple[str, Kind], str] = {}
    result: list[Annotation] = []
    for c in _settled(text, language, names, extras):
        id = known.get((c.key, c.kind))
        if id is None:
            entity = names.resolve(c.key, c.kind, reference)
            id = known[c.key, c.kind] = entity.id if entity else entity_id(c.kind, c.key)
        result.append(_annotation(text, c, id))
    return result


def _settled(text: str, language: str, gazetteer: Gazetteer, extras: Sequence[Recognizer]) -> list[Candidate]:
    found = candidates(text, language, gazetteer)
    for extra in extras:
        if extra.language == language:
            found = weave(text, found, extra.find(text), extra.basis, language)
    return settle(text, found, language, gazetteer)


def _annotation(text: str, c: Candidate, value: str) -> Annotation:
    return annotation(c.kind, c.start, c.end, text[c.start : c.end], value, rule=c.rule, basis=c.basis)
