"""Candidates for names: the gazetteer's spellings and the rules' findings, woven into one list without overlaps."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ...names import Gazetteer, normalise_key
from ..spaces import plain_spaces
from . import kyrgyz_heads
from .classify import classify, is_heading, is_shouted, nothing
from .curated import Candidate, by_match, is_namesake, settle_titles
from .kinds import NAME, ORGANISATION, PERSON, PLACE
from .lexicon import Lexicon, cyrillic, latin
from .matcher import Match, matcher
from .quoted import quoted
from .runs import Token, find_runs, is_cyrillic
from .segments import not_name, segments
from .surroundings import coordinated, speaks


def candidates(text: str, language: str, gazetteer: Gazetteer) -> list[Candidate]:
    """All names of a text by gazetteer and rules, in order, without overlaps."""
    english, russian = latin(), cyrillic(language)
    matches = matcher(gazetteer, language).find(text)
    starts = [match.start for match in matches]

    def spelled(begin: int, end: int) -> bool:
        before = bisect_left(starts, end)
        return before > 0 and matches[before - 1].end > begin

    found: list[Candidate] = []
    position = 0
    foreign = language in ("ru", "ky")
    for tokens, initial, in_cyrillic in find_runs(_unwrapped(text), english, russian, nothing, spelled):
        lexicon = russian if in_cyrillic else english
        begin, end = tokens[0].start, tokens[-1].end
        while position < len(matches) and matches[position].end <= begin:  # a spelling without a capital
            found += by_match(text, matches[position], lexicon, gazetteer)
            position += 1
        inside: list[Match] = []
        while position < len(matches) and matches[position].start < end:
            inside.append(matches[position])
            if matches[position].end > end + 1:  # it reaches into the next run, which must see it too
                break
            position += 1
        names = _in_run(text, tokens, initial, inside, lexicon, gazetteer)
        if foreign and not in_cyrillic:
            _foreign(names)
        found += names
    for match in matches[position:]:
        found += by_match(text, match, english, gazetteer)
    if foreign:
        found = _with_quoted(found, list(quoted(text, russian)))
        _enclosed(text, found, russian)
    if language == "ky":
        found = _with_quoted(
            _cut(text, found, institutions := list(kyrgyz_heads.institutions(text, russian))), institutions
        )
    kept = _without_overlaps(text, found, gazetteer)
    coordinated(text, kept, gazetteer.ambiguous, russian if foreign else english)
    _stood_for(text, kept)
    return kept


def _with_quoted(found: list[Candidate], names: Sequence[Candidate]) -> list[Candidate]:
    """Names in guillemets take the place of what was found inside the marks, unless a list has the same whole name."""
    kept: list[Candidate] = []
    rest = sorted(found, key=lambda c: c.start)
    position = 0
    for name in names:
        while position < len(rest) and rest[position].end <= name.start:
            kept.append(rest[position])
            position += 1
        inside = []
        while position < len(rest) and rest[position].start < name.end:
            inside.append(rest[position])
            position += 1
        listed = any(c.basis == "gazetteer" and c.start <= name.start and name.end <= c.end for c in inside)
        kept += inside if listed else [name]
    return kept + rest[position:]


_OPENING, _CLOSING = frozenset('«"“„'), frozenset('»"”“')


def _enclosed(text: str, found: Sequence[Candidate], lexicon: Lexicon) -> None:
    """What stands alone in guillemets is named after a place or somebody, and is neither: "«Азаттык» сообщил", but
    "аэропорт «Иссык-Куль»"."""
    for c in found:
        if text[c.start - 1 : c.start] in _OPENING and text[c.end : c.end + 1] in _CLOSING:
            head = text[max(0, c.start - 24) : max(0, c.start - 2)].rpartition(" ")[2]
            if lexicon.word(head) in lexicon.place_prefixes:
                c.kind = PLACE
            elif (c.kind is PLACE and c.rule != "cue") or (c.kind is PERSON and c.rule == "speech"):
                c.kind, c.rule = ORGANISATION, "appositive"
            elif c.kind is PERSON and c.basis == "rule" and " " not in c.key:
                c.kind, c.rule = NAME, "run"


def _cut(text: str, found: Sequence[Candidate], names: Sequence[Candidate]) -> list[Candidate]:
    """Candidates cut where a name of `names` begins, if they reached into it: "Айбек Маткеримов | Жогорку Кеңеш"."""
    starts = [name.start for name in names]
    kept: list[Candidate] = []
    for c in found:
        after = bisect_left(starts, c.start + 1)
        if after < len(starts) and starts[after] < c.end and c.basis == "rule":
            end = len(text[: starts[after]].rstrip())
            c = replace(c, end=end, key=normalise_key(text[c.start : end], "ky"))
        kept.append(c)
    return kept


def _stood_for(text: str, found: Sequence[Candidate]) -> None:
    """ "аналитик Альфа-банка Н. В. Сорокина": between a role and a name stands what the role is at, not a person."""
    for name, following in pairwise(found):
        if (
            name.rule in ("role", "title")
            and following.kind is PERSON
            and following.start == name.end + 1
            and text[name.end] == " "
            and is_cyrillic(text[name.start : name.end])
        ):
            name.kind, name.rule = ORGANISATION, "appositive"


_BY_CAPITALS = frozenset({"title", "role", "speech", "run", "initial"})  # which say nothing in a headline in capitals
_PATRONYM = re.compile(r" (?:уулу|кызы|uulu|kyzy|ogly|qizi)\b")
_PATRONYM_BEGINS = (" уу", " кы", " uu", " ky", " og", " qi")
_DOMAIN = re.compile(
    r"\.(?:ru|RU|Ru|ру|com|org|net|kg|kz|ua|by|eu|uk)\b(?![@/])"
)  # papers that are called by their address
_WRAP = re.compile(r"\n(?<=[^\n]{60}\n)(?=[^\W_])")


def _foreign(names: Sequence[Candidate]) -> None:
    """Latin letters in a Cyrillic text mark firms and works, not people: capitals alone make no person there."""
    for name in names:
        if name.rule == "run":
            name.kind = NAME


def _unwrapped(text: str) -> str:
    """Text with no-break spaces and the line ends of hard-wrapped prose as plain spaces, of the same length."""
    text = plain_spaces(text)
    return _WRAP.sub(" ", text) if "\n" in text else text


def _in_run(
    text: str,
    tokens: list[Token],
    initial: bool,
    matches: Sequence[Match],
    lexicon: Lexicon,
    gazetteer: Gazetteer,
) -> list[Candidate]:
    if not matches and len(tokens) == 1:
        low = tokens[0].low
        if initial and low in lexicon.function_words and low not in lexicon.first_names:  # "May said" may be hers
            return []
        return _rest(text, tokens, initial, lexicon)
    found: list[Candidate] = []
    if not matches:
        for segment in segments(tokens, lexicon):
            found += _rest(text, segment, initial and segment[0] is tokens[0], lexicon)
        return _unshouted(tokens, found)
    # A spelling may reach over connecting words that would cut the run: take such tokens out first.
    wide = [m for m in matches if _crosses(m, tokens)]
    pieces: list[list[Token]] = []
    current: list[Token] = []
    for token in tokens:
        if any(m.start < token.end and token.start < m.end for m in wide):
            if current:
                pieces.append(current)
            current = []
        else:
            current.append(token)
    if current:
        pieces.append(current)
    for match in wide:
        found += by_match(text, match, lexicon, gazetteer)
    for piece in pieces:
        for segment in segments(piece, lexicon):
            first = initial and segment[0] is tokens[0]
            found += _in_segment(text, segment, first, matches, lexicon, gazetteer)
    return _unshouted(tokens, found)


def _unshouted(tokens: Sequence[Token], found: list[Candidate]) -> list[Candidate]:
    """What was found in a run, without what only capitals told where it is all in capitals."""
    if not found or not is_shouted(tokens):
        return found
    return [c for c in found if c.basis != "rule" or c.rule not in _BY_CAPITALS]


def _crosses(match: Match, tokens: Sequence[Token]) -> bool:
    inner = [t for t in tokens if match.start < t.end and t.start < match.end]
    if match.forms[0].office or not inner or match.start < inner[0].start - 1 or match.end > inner[-1].end + 1:
        return True
    return any(t.joint for t in inner[1:])


def _in_segment(
    text: str, tokens: Sequence[Token], initial: bool, matches: Sequence[Match], lexicon: Lexicon, gazetteer: Gazetteer
) -> list[Candidate]:
    start, end = tokens[0].start, tokens[-1].end
    inside = [m for m in matches if start <= m.start and m.end <= end + 1]
    if len(tokens) > 1:  # "Denzel Washington": within a longer name an ambiguous one is not the place
        inside = [m for m in inside if m.forms[0].key not in gazetteer.ambiguous or m.end - m.start >= end - start - 1]
    inside = [m for m in inside if not is_namesake(text, m, tokens, initial, inside, lexicon)]
    if not inside:
        return _rest(text, tokens, initial, lexicon)
    if len(inside) > 1 and all(any(m.start < t.end and t.start < m.end for m in inside) for t in tokens):
        return [c for m in inside for c in by_match(text, m, lexicon, gazetteer)]
    whole = next((m for m in inside if m.start == start and m.end >= end - 1), None)
    if whole is not None:
        return by_match(text, whole, lexicon, gazetteer)
    if len(tokens) == 2 and _is_branch(text, tokens, inside, lexicon):
        key = normalise_key(text[start:end], lexicon.language)
        return [Candidate(start, end, ORGANISATION, key, "cue", "rule")]
    finding = classify(text, tokens, initial, lexicon)
    if finding is not None and any(m.start == finding.start and m.end >= finding.end - 1 for m in inside):
        finding = None
    if finding is not None and finding.rule in ("cue", "first-name"):
        longest = max(inside, key=lambda m: m.end - m.start)
        named = " " in text[longest.start : longest.end] and longest.forms[0].kind is PERSON
        at_start = longest.start == start and tokens[0].low not in lexicon.first_names
        at_end = inside[-1].forms[0].kind is not PERSON and inside[-1].end >= end - 1 and len(tokens) > 2
        overruled = named or (finding.rule == "first-name" and (at_start or at_end))
        if not overruled and not any(f.office for f in longest.forms):
            return [_with_key(text, finding, lexicon)]
    found: list[Candidate] = []
    rest: list[Token] = []
    for token in tokens:
        match = next((m for m in inside if m.start < token.end and token.start < m.end), None)
        if match is None:
            rest.append(token)
            continue
        if rest:
            found += _rest(text, rest, initial and rest[0] is tokens[0], lexicon)
            rest = []
        if match.start == token.start or token.start <= match.start < token.end:
            found += by_match(text, match, lexicon, gazetteer)
    if rest:
        found += _rest(text, rest, initial and rest[0] is tokens[0], lexicon)
    return found


def _is_branch(text: str, tokens: Sequence[Token], inside: Sequence[Match], lexicon: Lexicon) -> bool:
    """Whether an acronym and a place are the name of what an organisation has there ("TIM Brazil", "KPMG Kyrgyzstan"),
    or a sport or trade and a place that of what governs it there ("Cricket Australia"). Before a small word an acronym
    and a place stand for themselves ("IMF Ukraine loan"), unless it is a verb of speech."""
    letters, place = tokens[0].text, inside[-1]
    if place.start == tokens[1].start and place.forms[0].kind is PLACE and tokens[0].low in lexicon.governed_fields:
        return True
    if not (letters.isascii() and letters.isalpha() and letters.isupper() and 1 < len(letters) < 6) or len(inside) > 1:
        return False
    if place.start != tokens[1].start or place.forms[0].kind is not PLACE or not_name(tokens[0], lexicon):
        return False
    return not text[tokens[1].end : tokens[1].end + 2].lstrip(" ").islower() or speaks(text, tokens[1].end, lexicon)


def _rest(text: str, tokens: Sequence[Token], initial: bool, lexicon: Lexicon) -> list[Candidate]:
    finding = classify(text, tokens, initial, lexicon)
    if finding is None:
        return []
    if finding.kind is NAME and is_heading(text, tokens[0].start, tokens[-1].end):
        finding.rule = "initial"
    found = [_with_key(text, finding, lexicon)]
    if lexicon.cyrillic and finding.rule == "cue" and finding.start > tokens[0].end:  # "Чек-Абада Араванского района"
        before = [token for token in tokens if token.end < finding.start]
        return _rest(text, before, initial, lexicon) + found
    return found


def _with_key(text: str, finding: Candidate, lexicon: Lexicon) -> Candidate:
    if text.startswith(".", finding.end) and (domain := _DOMAIN.match(text, finding.end)):
        finding.end, finding.kind, finding.rule = domain.end(), ORGANISATION, "acronym"
    elif finding.rule == "acronym" and text.startswith("+", finding.end):  # "OPEC+"
        finding.end += 1
    elif (
        finding.kind in (PERSON, NAME)
        and text.startswith(_PATRONYM_BEGINS, finding.end)
        and (patronym := _PATRONYM.match(text, finding.end))
    ):
        finding.end, finding.kind = patronym.end(), PERSON  # "Айпери Медет кызы"
    finding.key = normalise_key(text[finding.start : finding.end], lexicon.language)
    return finding


def _without_overlaps(text: str, found: list[Candidate], gazetteer: Gazetteer) -> list[Candidate]:
    found.sort(key=lambda c: (c.start, -c.end))
    kept: list[Candidate] = []
    for candidate in found:
        if candidate.end <= candidate.start or not candidate.key:
            continue
        if kept and candidate.start < kept[-1].end:
            if candidate.end - candidate.start > kept[-1].end - kept[-1].start and kept[-1].basis == "rule":
                kept[-1] = candidate
            continue
        kept.append(candidate)
    return settle_titles(text, kept, gazetteer)
