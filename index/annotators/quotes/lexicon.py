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

    verb            every verb of speech; `calling`: only says what somebody calls something
    cited           verbs that leave it to a paper: "was quoted by X as saying"
    citing          the paper's verb, of which the object speaks: "quoted Y", then `citing_as`: "as saying"
    reporting       verbs of a paper that hands on what others said; `handed_on`: the end of a sentence that says so
    telling         verbs of a sentence that says who said the one before, then `occasion`: "told at a briefing"
    anaphoric       the beginning of such a sentence: "Об этом сообщил ..."
    possessed       what a name has before its words: "Y's words"; with `possessed_in` behind an "in"
    possessor       an office that has them
    their           pronouns of who has said something, with the plain ones: "его": "он"
    gap             what may stand between a subject and its verb
    nouns, afters   a pronoun or an office at the end of what stands before a verb, at the beginning of what is behind
    speaking        the nouns that head any of those
    leading         the same at the head of a sentence
    told            what stands between "told" and a clause without "that"
    object_clause   the end of a clause that is the object of a verb behind it
    aside           what is said of somebody between commas: "..., who advises the ministry,"
    apposed         what may follow the name of who is quoted where no verb says so
    governing       a preposition before a name that is no subject
    leads           words that begin a clause which only leads to what is said
    bodies          institutions that speak, and people of a sort: "police"
    roles           offices of one person; `short`: cut short; `offices`: as the gazetteer has them; `generic`: may be
                    anybody's ("the official"); `heads`: mean the one person named so far
    lower_titles    how many words without a capital may stand within a title
    body_first      whether a name behind an institution is only in its genitive
    """

    verb: re.Pattern[str]
    cited: re.Pattern[str] | None
    citing: re.Pattern[str]
    citing_as: re.Pattern[str]
    possessed: re.Pattern[str] | None
    possessed_in: bool
    possessor: re.Pattern[str] | None
    gap: re.Pattern[str]
    nouns: tuple[re.Pattern[str], ...]
    afters: tuple[re.Pattern[str], ...]
    coordinated: re.Pattern[str]
    that: re.Pattern[str]
    told: re.Pattern[str] | None
    anaphoric: re.Pattern[str]
    telling: frozenset[str]
    occasion: re.Pattern[str] | None
    object_clause: re.Pattern[str] | None
    according: re.Pattern[str]
    as_: re.Pattern[str]
    bare: frozenset[str]
    not_bare: frozenset[str]
    answering: frozenset[str]
    addressing: frozenset[str]
    participles: frozenset[str]
    calling: frozenset[str]
    aside: re.Pattern[str]
    office: re.Pattern[str]
    apposed: re.Pattern[str]
    pronouns: frozenset[str]
    feminine: frozenset[str]
    their: Mapping[str, str]
    bodies: frozenset[str]
    indefinite: frozenset[str]
    roles: frozenset[str]
    leads: frozenset[str]
    short: Mapping[str, str]
    offices: Mapping[str, str]
    generic: frozenset[str]
    heads: frozenset[str]
    reporting: frozenset[str]
    handed_on: re.Pattern[str]
    governing: re.Pattern[str]
    speaking: frozenset[str]
    leading: tuple[re.Pattern[str], ...]
    adverbs: frozenset[str]
    lower_titles: int
    inverted_anywhere: bool
    body_first: bool

    def is_cited(self, verb: str) -> bool:
        """Whether a verb leaves it to a paper who said so."""
        return self.cited is not None and self.cited.fullmatch(verb) is not None

    def agree(self, roles: frozenset[str], titles: frozenset[str]) -> bool:
        """Whether who is called by `roles` may be who has `titles`: "the minister" is the head of the ministry."""
        return bool(roles & titles or (titles and roles & self.generic) or (roles and titles & self.generic))

    def is_body(self, text: str) -> bool:
        """Whether some words name an institution, or people of a sort, and no single person."""
        words = {word.strip(".,").casefold() for word in text.split()}
        return bool(words & self.bodies) and not words & self.roles

    def titles(self, text: str) -> frozenset[str]:
        """The roles that some words say, also cut short: "California Gov. Anna Roth" says "governor"."""
        words = (word.strip(".,:;()").casefold() for word in text.split())
        return self.roles.intersection(self.short.get(word, word) for word in words)


@cache
def lexicon(language: str) -> Lexicon | None:
    """The words of a language; None for one that has no file."""
    name = FILES.get(language)
    if name is None:
        return None
    return _compiled(rule_files.load("index.annotators.quotes", name))


def _compiled(data: dict[str, Any]) -> Lexicon:
    adverbs = rf"(?: (?:{_any(data['adverbs'].split())}|\w+ly))*"
    gap = rf"(?: \([^()]{{1,40}}\))?(?:, [^.;:“”«»\ue000]{{1,120}},)?{adverbs} "
    subject = _subject(data)
    speakers = _any([*data["roles"].split(), *data["bodies"].split()])
    aside = _any(data["relative"].split())
    title = rf"(?:[\w-]+ ){{0,3}}(?i:{_any(data['roles'].split())})"
    definite = f"(?i:{_any([*data['definite'].split(), *data['indefinite'].split()])}) " if data["definite"] else ""
    single, every = data["pronouns"].split(), [*data["pronouns"].split(), *data["plural_pronouns"].split()]
    pronoun, anyone = (rf"(?<![\w-])(?P<noun>(?P<head>(?i:{_any(words)})))" for words in (single, every))
    before = rf"{subject}(?:{data['complement']})??"
    cited = f"{data['cited']}|" if data["cited"] else ""
    not_ = "(?<! but)(?<! and)(?<! all)(?<! is)"  # "the President said, but that was not the main thing"
    verbs = _any([*data["phrases"], *data["verbs"].split(), *data["calling"].split()])
    genitive = rf"(?P<head>{_any(data['roles'].split())}){data['genitive']}"
    return Lexicon(
        verb=re.compile(rf"(?<![\w-])(?:{cited}{verbs})(?![\w-])"),
        cited=re.compile(data["cited"]) if data["cited"] else None,
        citing=re.compile(rf"(?<![\w-])(?:{data['citing']})(?= )"),
        citing_as=re.compile(data["citing_as"]),
        possessed=re.compile(rf"(?:{data['possessive']}) (?:{data['possessed']})(?!\w)") if data["possessed"] else None,
        possessed_in=data["possessed_in"],
        possessor=re.compile(rf"(?<![\w-])(?P<noun>(?:[\w-]+ )??(?i:{genitive})) (?:{data['possessed']})(?!\w)")
        if data["genitive"]
        else None,
        gap=re.compile(gap),
        nouns=(
            re.compile(rf"{anyone}(?={adverbs} \Z)"),
            re.compile(rf"(?<![\w-])(?P<noun>{before})(?={gap}\Z)"),
            re.compile(rf"{anyone}(?={gap}\Z)"),
        ),
        afters=(
            re.compile(rf" {pronoun}(?![\w-])"),
            re.compile(rf" (?P<noun>{subject}(?![\w-])(?: (?:{speakers})(?![\w-]))*(?:{data['complement_behind']})?)"),
        ),
        coordinated=re.compile(rf"(?:,| and| и| а){adverbs} \Z"),
        that=re.compile(rf"(?P<object>[^.;:“”«»\ue000]{{0,120}}?){not_},? {data['that']}(?=[ ,])"),
        told=re.compile(data["told"]) if data["told"] else None,
        anaphoric=re.compile(data["anaphoric"]),
        telling=frozenset(data["telling"].split()),
        occasion=re.compile(data["occasion"]) if data["occasion"] else None,
        object_clause=re.compile(data["object_clause"]) if data["object_clause"] else None,
        according=re.compile(rf"(?<![\w-])(?i:{_any(data['according'])})(?![\w-])"),
        as_=re.compile(rf"(?<![\w-])(?i:{data['as']})(?: (?:{_any(data['adverbs'].split())}))* \Z"),
        bare=frozenset(data["bare"].split()),
        not_bare=frozenset(data["not_bare"].split()),
        answering=frozenset(data["answering"].split()),
        addressing=frozenset(data["addressing"].split()),
        participles=frozenset(data["participles"].split()),
        calling=frozenset(data["calling"].split()),
        aside=re.compile(rf", (?:{aside}|{title.replace('(?i:', '(?:')})(?![\w-])[^,.;:“”«»\ue000]{{0,90}},"),
        office=re.compile(rf"(?<![\w-]){definite}{title}(?![\w-])[^,.;:“”«»\ue000]{{0,60}}, \Z"),
        apposed=re.compile(
            rf"(?:, {f'(?:{definite})?' if definite else ''}(?:[\w’'-]+ ){{0,4}}?"
            rf"(?:{_any(data['roles'].split())})(?![\w-])[^.;:“”«»\ue000]{{0,120}})?[.\ue000 ]*\Z"
        ),
        pronouns=frozenset(data["pronouns"].split()),
        feminine=frozenset(data["feminine"].split()),
        their=data["their"],
        bodies=frozenset(f"{data['bodies']} {data['plurals']} {data['plural_pronouns']}".split()),
        indefinite=frozenset(data["indefinite"].split()),
        roles=frozenset(data["roles"].split()),
        leads=frozenset(data["leads"].split()),
        short=data["short"],
        offices=data["offices"],
        generic=frozenset(data["generic"].split()),
        heads=frozenset(data["heads"].split()),
        reporting=frozenset(data["reporting"].split()),
        handed_on=re.compile(rf", (?:{_any(data['reporting'].split())}) [^,;:]{{2,60}}\Z"),
        governing=re.compile(rf"(?<![\w-])(?:{_any(data['governing'].split())}) \Z"),
        speaking=frozenset(f"{data['roles']} {data['bodies']} {data['plurals']}".split()),
        leading=(
            re.compile(rf"(?:[^,.;:“”«»\ue000]{{1,60}}, )?{pronoun}(?![\w-])"),
            re.compile(rf"(?P<noun>{subject}(?: (?:{_any(data['generic'].split())})(?![\w-]))*)(?= )"),
        ),
        adverbs=frozenset([*data["adverbs"].split(), *data["as"].split(), *data["that"].split()]),
        lower_titles=data["lower_titles"],
        inverted_anywhere=data["inverted_anywhere"],
        body_first=data["body_first"],
    )


def _subject(data: dict[str, Any]) -> str:
    """A human office, an institution that speaks, or people of a sort: "the former energy minister", "its press
    office", "Kazakhstan's foreign ministry", "police", "two senior officials"."""
    words = _any([*data["definite"].split(), *data["indefinite"].split()])
    determined = rf"(?:(?i:{words})|[\w.-]+(?:['’]s|s['’])) |(?<=[”\"»] )" if data["definite"] else ""
    modifier = data["modifier"]
    single = _any([*data["roles"].split(), *data["bodies"].split()])
    plural = _any(data["plurals"].split())
    heads = rf"(?:{determined}){modifier}{{0,6}}?(?P<head>(?i:{single}))"
    return rf"(?:{heads}|{modifier}{{0,2}}?(?P<many>(?i:{plural}))(?![\w-]))" if plural else heads


def _any(words: Iterable[str]) -> str:
    """Words as alternatives, the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))
