"""Clubs that are called by the name of their town: "Barcelona beat Girona 2-0", "Liverpool coach Jürgen Klopp".

Where a document of sport once says of a town what is said of clubs alone (it has a coach and players, beats another,
wins by a score), that name is the club's all through it, but behind a preposition of place and in a dateline. What such
a club meets ("a victory over Juventus") is a club too, where nothing else says what it is. A country that plays stays a
place: its team has no name of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ... import rule_files
from ...names.keys import fold
from ..openings import vocabulary
from .curated import Candidate
from .kinds import NAME, ORGANISATION, PLACE
from .lexicon import latin

_PLAYERS = (
    r"(?:head )?coach|manager|boss|captain|midfielder|striker|forward|winger|(?:right|left|full|centre|center)-?back"
    r"|defender|goalkeeper|keeper|quarterback|pitcher|fans|supporters|players?|teammates?|playmaker|skipper"
)
_BEATS = (
    r"(?:(?:have|has|had) )?(?:beat|beaten|defeated|thrashed|edged|hosts?|hosted|routed|trounced|downed|stunned)"
    r" (?:the |[A-Z])"
)
_SCORE = r"\d{1,3}[-–]\d{1,3}\b"
_AFTER = re.compile(
    rf"(?:[’']s)? (?:(?:interim|assistant|former|new|star|veteran|rookie|backup|first-year|head) )*(?:{_PLAYERS})\b"
    rf"| {_BEATS}| (?:won|lost|drew|win|lose|draw) (?:{_SCORE}|at home|away)| {_SCORE}"
)
_AGAINST = re.compile(
    r"\b(?:beat|beating|defeated|defeating|thrashed|edged|over|against|past|facing|hosting|hosts?|visits?) (?:the )?\Z"
)
_PLACED = re.compile(r"\b(?:in|from|near|across|around|outside|leave|left|of) (?:the )?\Z")
_PARTICIPLE = re.compile(r"(?:ed|ing|ly)\Z")  # "Undrafted rookie quarterback ..."
_DEMONYM = re.compile(r"(?:[iea]an|ese|ish)\Z")  # "Panamanian players"
_OPENING, _CLOSING = frozenset('«"“„'), frozenset('»"”“')
_SURE = 2  # Russian words of sport that a text must have: some of them have other meanings
_REACH = 24


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    """Words that only reports of sport have, and keys of countries and parts of the world."""
    data: dict[str, str] = rule_files.load("index.annotators.names", "teams.yaml")
    nations = frozenset(name.strip() for name in fold(data["nations"]).split(","))
    return frozenset(fold(data["sport"]).split()), nations


def _enclosed(text: str, found: Sequence[Candidate]) -> None:
    """Russian clubs stand in quotation marks: «Спартак» обыграл «Зенит»; in a report of sport they do so alone."""
    if len(vocabulary(text).words & _russian()) < _SURE:
        return
    for c in found:
        alone = text[c.start - 1 : c.start] in _OPENING and text[c.end : c.end + 1] in _CLOSING
        if alone and c.kind is not ORGANISATION and c.basis != "gazetteer" and " " not in c.key:
            c.kind, c.rule = ORGANISATION, "team"
    clubs = {c.key for c in found if c.rule == "team"}
    for c in found:
        if c.kind is NAME and c.key in clubs:
            c.kind, c.rule = ORGANISATION, "team"


@cache
def _russian() -> frozenset[str]:
    data: dict[str, str] = rule_files.load("index.annotators.names", "teams.yaml")
    return frozenset(fold(data["russian"]).split())


def teams(text: str, found: Sequence[Candidate], language: str) -> None:
    """Make organisations of the towns that play."""
    if language in ("ru", "ky"):
        _enclosed(text, found)
        return
    sport, nations = _words()
    if sport.isdisjoint(vocabulary(text).words):
        return
    clubs = {
        c.key
        for c in found
        if c.kind in (PLACE, NAME, ORGANISATION)
        and not (c.rule == "initial" and _PARTICIPLE.search(c.key))
        and c.key not in nations
        and not (c.kind is NAME and _DEMONYM.search(c.key))
        and _AFTER.match(text, c.end)
    }
    named = [c.key for c in found if c.kind is ORGANISATION and c.key.rpartition(" ")[2] in latin().team_names]
    clubs |= {c.key for c in found if c.kind is PLACE and any(key.startswith(f"{c.key} ") for key in named)}
    if not clubs:
        return
    for c in found:
        if c.kind not in (PLACE, NAME) or c.key in nations:
            continue
        if c.key in clubs:
            capitals = text[c.start : c.end].isupper() and c.end - c.start > 3
            if not capitals and not _PLACED.search(text, max(0, c.start - _REACH), c.start):
                c.kind, c.rule = ORGANISATION, "team"
        elif c.kind is NAME and c.rule == "run" and _AGAINST.search(text, max(0, c.start - _REACH), c.start):
            c.kind, c.rule = ORGANISATION, "team"
