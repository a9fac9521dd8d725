"""Who is asked for and what they said: the words beside `speaker:` in a query, and where a document has their words.

`speaker:putin trade` asks for what Putin himself said. The words that stand in one group with `speaker:`, and those of
brackets in it, become `Said`: engines and hit marking look for them in his turns and quotes only. Several speakers of
one group are a conversation: any of them may say the words. `speaker:putin OR trade` asks for either, so it binds
nothing, and `-speaker:putin trade` excludes documents and binds nothing. `speaker:putin -oil` leaves out documents in
which he speaks of oil.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from index import timex
from index.models import And, Bag, Mentioned, Not, Or, Phrase, Query, Said, Turn, Word


def speaker_key(key: str) -> str:
    """A mention key without its kind: a speaker is a person whatever the gazetteer took the name for."""
    return key.rpartition("\t")[2]


def bound(query: Query) -> Query:
    """A resolved query with the words beside a speaker bound to them."""
    match query:
        case Bag(parts):
            return Bag(_group(parts))
        case And(parts):
            return And(_group(parts))
        case Or(parts):
            return Or(tuple(map(bound, parts)))
        case Not(part):
            return Not(bound(part))
    return query


def _group(parts: Sequence[Query]) -> tuple[Query, ...]:
    parts = tuple(map(bound, parts))
    speakers = tuple(dict.fromkeys(speaker for part in parts for speaker in _speakers(part)))
    return tuple(_bind(part, speakers) for part in parts) if speakers else parts


def _speakers(part: Query) -> tuple[Mentioned, ...]:
    """The speakers that a part of a group is about: one, or alternatives that are all speakers."""
    match part:
        case Mentioned(spoken=True):
            return (part,)
        case Or(parts):
            each = [_speakers(part) for part in parts]
            return tuple(speaker for found in each for speaker in found) if all(each) else ()
    return ()


def _bind(part: Query, speakers: tuple[Mentioned, ...]) -> Query:
    match part:
        case Word() | Phrase():
            return part if part.field else Said(part, speakers)
        case And(parts):
            return And(tuple(_bind(each, speakers) for each in parts))
        case Or(parts):
            return Or(tuple(_bind(each, speakers) for each in parts))
        case Not(inner):
            return Not(_bind(inner, speakers))
    return part


def binds(query: Query) -> bool:
    """Whether any word of a query is bound to a speaker."""
    match query:
        case Said():
            return True
        case Bag(parts) | And(parts) | Or(parts):
            return any(map(binds, parts))
        case Not(part):
            return binds(part)
    return False


def speeches(turns: Iterable[Turn], speakers: Iterable[Mentioned], published: str | None) -> list[tuple[int, int]]:
    """Where these speakers speak in a document: first and last offset of each turn, sorted, joined where they overlap.

    `turns` have keys as indexed. A speaker who is meant on some days only (an office) needs a day of publication.
    """
    days = timex.interval(published)
    keys = {speaker_key(key) for speaker in speakers if meant_on(speaker, days) for key in speaker.keys}
    return joined((turn.start, turn.end) for turn in turns if turn.key and speaker_key(turn.key) in keys)


def meant_on(speaker: Mentioned, days: timex.Interval | None) -> bool:
    """Whether somebody asked for (an office, held on some days only) is meant in a document published on these days."""
    if speaker.first is None and speaker.last is None:
        return True
    if days is None:
        return False
    return not (speaker.last and days[0] > speaker.last) and not (speaker.first and days[1] < speaker.first)


def joined(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Half-open ranges sorted, without empty ones, those that overlap made one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if start >= end:
            continue
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
