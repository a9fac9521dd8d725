"""The words of attribution in one language, compiled from its YAML file the first time they are asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from index import rule_files

FILES = {"en": "english.yaml", "ru": "russian.yaml", "ky": "kyrgyz.yaml"}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What tells who said something. Patterns are asked of a sentence whose quotes are masked.

    `verb` finds every verb of speech, `cited` those that leave it to a paper ("was quoted by X as saying"), `citing`
    the paper's verb, of which the object speaks ("quoted Y", then `citing_as`: "as saying"), `possessed` what a name
    has before its words ("in Y's words", with `possessed_in` behind an "in"), `gap` what may stand between a subject
    and its verb, `noun` a pronoun or "the minister" at the end of what stands before it, `after` the same at the
    beginning of what stands behind it, `aside` what is said of somebody between commas ("..., who advises the
    ministry,"); `bodies` are offices that speak, `their` pronouns of who has said something with the plain ones
    ("его": "он").
    """

    verb: re.Pattern[str]
    cited: re.Pattern[str] | None
    citing: re.Pattern[str]
    citing_as: re.Pattern[str]
    possessed: re.Pattern[str] | None
    possessed_in: bool
    gap: re.Pattern[str]
    noun: re.Pattern[str]
    after: re.Pattern[str]
    coordinated: re.Pattern[str]
    that: re.Pattern[str]
    according: re.Pattern[str]
    as_: re.Pattern[str]
    bare: frozenset[str]
    not_bare: frozenset[str]
    answering: frozenset[str]
    addressing: frozenset[str]
    calling: frozenset[str]
    aside: re.Pattern[str]
    office: re.Pattern[str]
    pronouns: frozenset[str]
    feminine: frozenset[str]
    their: Mapping[str, str]
    bodies: frozenset[str]
    indefinite: frozenset[str]
    roles: frozenset[str]
    adverbs: frozenset[str]
    inverted_anywhere: bool

    def is_cited(self, verb: str) -> bool:
        """Whether a verb leaves it to a paper who said so."""
        return self.cited is not None and self.cited.fullmatch(verb) is not None


@cache
def lexicon(language: str) -> Lexicon | None:
    """The words of a language; None for one that has no file."""
    name = FILES.get(language)
    if name is None:
        return None
    return _compiled(rule_files.load("index.annotators.quotes", name))


def _compiled(data: dict[str, Any]) -> Lexicon:
    adverbs = rf"(?: (?:{_any(data['adverbs'].split())}|\w+ly))*"
    gap = rf"(?:, [^.;:“”«»\ue000]{{1,120}},)?{adverbs} "
    articles = [*data["definite"].split(), *data["indefinite"].split()]
    definite = f"(?i:{_any(articles)}) " if articles else ""
    speakers = _any([*data["roles"].split(), *data["bodies"].split()])
    role = rf"{definite}(?:[\w-]+ ){{0,2}}?(?i:{speakers})(?: (?:{_role_after(data['role_after'])}))?"
    aside = _any(data["relative"].split())
    title = rf"(?:[\w-]+ ){{0,3}}(?:{_any(data['roles'].split())})"
    noun = rf"(?<![\w-])(?P<noun>(?i:{_any(data['pronouns'].split())})|{role})"
    cited = f"{data['cited']}|" if data["cited"] else ""
    not_ = "(?<! but)(?<! and)(?<! all)(?<! is)"  # "the President said, but that was not the main thing"
    verbs = _any([*data["phrases"], *data["verbs"].split(), *data["calling"].split()])
    return Lexicon(
        verb=re.compile(rf"(?<![\w-])(?:{cited}{verbs})(?![\w-])"),
        cited=re.compile(data["cited"]) if data["cited"] else None,
        citing=re.compile(rf"(?<![\w-])(?:{data['citing']})(?= )"),
        citing_as=re.compile(data["citing_as"]),
        possessed=re.compile(rf"(?:{data['possessive']}) (?:{data['possessed']})(?!\w)") if data["possessed"] else None,
        possessed_in=data["possessed_in"],
        gap=re.compile(gap),
        noun=re.compile(rf"{noun}(?={gap}\Z)"),
        after=re.compile(rf" {noun}(?![\w-])"),
        coordinated=re.compile(rf"(?:,| and| и| а){adverbs} \Z"),
        that=re.compile(rf"(?P<object>[^.;:“”«»\ue000]{{0,120}}?){not_},? {data['that']}(?=[ ,])"),
        according=re.compile(rf"(?<![\w-])(?i:{_any(data['according'])})(?![\w-])"),
        as_=re.compile(rf"(?<![\w-])(?i:{data['as']})(?: (?:{_any(data['adverbs'].split())}))* \Z"),
        bare=frozenset(data["bare"].split()),
        not_bare=frozenset(data["not_bare"].split()),
        answering=frozenset(data["answering"].split()),
        addressing=frozenset(data["addressing"].split()),
        calling=frozenset(data["calling"].split()),
        aside=re.compile(rf", (?:{aside}|{title})(?![\w-])[^,.;:“”«»\ue000]{{0,90}},"),
        office=re.compile(rf"(?<![\w-]){definite}{title}(?![\w-])[^,.;:“”«»\ue000]{{0,60}}, \Z"),
        pronouns=frozenset(data["pronouns"].split()),
        feminine=frozenset(data["feminine"].split()),
        their=data["their"],
        bodies=frozenset(data["bodies"].split()),
        indefinite=frozenset(data["indefinite"].split()),
        roles=frozenset(data["roles"].split()),
        adverbs=frozenset([*data["adverbs"].split(), *data["as"].split(), *data["that"].split()]),
        inverted_anywhere=data["inverted_anywhere"],
    )


def _any(words: Iterable[str]) -> str:
    """Words as alternatives, the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


def _role_after(text: str) -> str:
    words = text.split()
    pairs = [f"of {word}" for word in words if word != "of"] if "of" in words else []
    return _any([*pairs, *(word for word in words if word != "of")])
