"""What the words around a name say of it: a role, a verb of speech, what an organisation is, where and whereto.

Small words right beside a name are evidence of its type where the name itself has none (the contexts of news style:
"spokeswoman Marie Harf", "the Nikkei business daily", "the town of Wabag", "was flown to Hokkaido").
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from ...models import Kind
from ...names.keys import words
from .kinds import NAME, ORGANISATION, PERSON, PLACE
from .lexicon import Lexicon
from .runs import Token

if TYPE_CHECKING:
    from .curated import Candidate

_BEFORE = re.compile(r"([^\W\d_][\w.-]*)[ ,]{1,2}(?:the )?$")
_AFTER = re.compile(r"[ ,”\"»]{1,3}(?:has |had |also |later |then |had )?([a-zа-яё]+)")
_OF = re.compile(r"([a-z]+) of (?:the )?$")
_WHERETO = re.compile(r"([a-z]+)(?: back| home| on)? (?:to|from|over|into|via) (?:the )?$")
_PRESS = re.compile(
    r" (?:business |news |state |evening |morning )?(?:newspaper|daily|weekly|magazine|agency)\b(?!,? who)"
)
_OWNED = re.compile(  # what papers, parties, clubs and airlines have behind their names
    rf"{_PRESS.pattern}"
    r"| (?:party|movement|militia|militants|rebels|insurgents|cartel|coalition|faction|carmaker|airline|broadcaster)\b"
    r"| (?:striker|midfielder|defender|goalkeeper|winger|playmaker|full-?back|quarterback|linebacker)\b"
    r"| (?:reports|reported|informs)\b(?! (?:to|for|a|an|the|that he|that she)\b)"
    r"| [Ff]light [A-Z]{0,3} ?\d"
)
_MONTH = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|янв|фев|мар|апр|мая|июн|июл|авг|сен|окт|ноя|дек"
_DATELINE = re.compile(
    rf"(?:, (?:[A-Z][a-z.]+(?: [A-Z][a-z]+)?|(?:[A-Z]\.){{2,3}}))? \([A-Z][A-Za-z]{{1,14}}\)"
    rf"|(?:, [A-Z][a-z.]+)?, (?:\d{{1,2}}[ -]?)?(?:{_MONTH})|, [A-Z][a-z]{{1,4}}\. [-–—]|, [A-Z]{{3,}}:"
)
# States as news agencies shorten them behind a town: "KISSIMMEE, Fla. (AP)".
STATES = words(
    "Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Mass Md Mich Minn Mo Mont Neb Nev Okla Ore Pa Tenn Tex"
    " Va Vt Wash Wis Wyo Ont Que"
)
_STATE = re.compile(rf", (?:{'|'.join(sorted(STATES))}|N\.[YJCMDH]|S\.[CD]|W\.Va|R\.I|D\.C|B\.C)\.(?![A-Za-z])")
_AGENCY = re.compile(r"[A-ZА-ЯЁӨҮҢ][^\n]{2,24}\d[^\n]{0,24}\Z")  # what stands before an agency: the place and the day
_HAS = re.compile(
    r"[’']s (?:[a-z]+ ){0,2}(?:capital|parliament|borders?|airspace|coast|constitution|king|army|military|government"
    r"|ministry|minister|ambassador|embassy|economy|central bank|exports|imports|currency|population)\b"
)
# What only firms have (news of markets): shares, holders of them, analysts, a chief executive.
_FIRM_BEFORE = re.compile(
    r"(?<!\w)(?:[Ss]hares (?:of|in)|[Ss]hareholders (?:of|in)|[Ss]takes? in"
    r"|(?:[Aa]nalyst|[Ee]conomist|[Ss]trategist|[Tt]rader|[Bb]anker|[Bb]roker|[Ff]und manager)s? (?:at|with)) \Z"
)
_RESULT = "profits?|earnings|revenues?|sales|income|loss"
_FIRM_AFTER = re.compile(
    r"[’']s? (?:(?:[a-z-]+ ){0,2}(?:chief executive|chief financial officer|chief economist|shareholders|share price"
    r"|subsidiar(?:y|ies)|quarterly (?:profit|loss|revenue))|CEO|CFO)\b"
    r"| (?:analyst|economist|strategist)s? (?:[A-Z]|said|wrote|expect)"
    r"| (?:CEO|CFO|[Cc]hief [Ee]xecutive|[Cc]hief [Ff]inancial [Oo]fficer)\b"
    rf"| (?:shares|stock|(?:(?:net|operating|pre-?tax|quarterly|annual) )?(?:{_RESULT})|net)"
    r" (?:rose|fell|gained|lost|jumped|dropped|slid|tumbled|climbed|plunged|surged|soared|slipped|sank|declined|doubled"
    r"|grew|beat|missed|topped|for the (?:year|quarter|first|second|third|fourth|period)|closed|traded|were|was|have"
    r"|has|had)\b"
    rf"| (?:posted|reported|booked) (?:[\w.%-]+ ){{0,6}}?(?:{_RESULT}|results)\b"
)
_IS_FIRM = re.compile(
    r", (?:the|an?|one of the|[A-Z]\w+[’']s?)"
    r"(?: (?!(?:of|at|in|for|from|who|whose|and|to|on|by|with)\b)[\w’'-]+){0,4}? "
    r"(?:bank|company|firm|carmaker|automaker|chipmaker|drugmaker|planemaker|lender|insurer|retailer|airline|brokerage"
    r"|conglomerate|manufacturer|utility|start-?up|brewer|steelmaker|miner|hedge fund|supermarket|broadcaster)"
    r"(?=[,.;)]| (?:that|which|based|behind|founded|owned)\b)"
)
_FIRM_LINKS = (" of ", " in ", " at ", " with ")  # what `_FIRM_BEFORE` ends in
_FIRM_WORDS = words(  # and what `_FIRM_AFTER` begins with, behind a space
    "CEO CFO Chief chief shares stock profit profits earnings revenue revenues sales income loss net operating pre-tax"
    " pretax quarterly annual posted reported booked analyst analysts economist economists strategist strategists"
)
_LONGEST = 10  # letters of them
_NAMED_LAND = re.compile(r"(?:ой|ого|ому|ом|ий|ый|ая|ую|ое|их|ых) [а-яё]+ \Z")  # "акиму Мангистауской области ..."
THERE = re.compile(r"(?<!ов)(?<!ев)(?<!ин)[дт][аеоө](?:г[ыиуү])?\Z")  # the Kyrgyz locative: "Бээжиндеги"
_NAMED = frozenset({"called", "named", "as"})
_CALLED = re.compile(
    r"(?:(?:man|woman|boy|girl|child|driver|soldier|victim|suspect|gunman|attacker|student|teenager) (?:called|named)"
    r"|identified(?: only| by \w+)? as) \Z"
)
_PLACED = words("nearby neighbouring neighboring downtown suburban rural outlying")
_COMPASS = words("northern southern eastern western central northeastern northwestern southeastern southwestern")
_DEMONYM = re.compile(r"(?:ite|ian|ean|ese|ish|s)\Z")
_A_PLACE = re.compile(
    r" (?:city|town|village|province|district|county|region|oblast|prefecture|municipality|township|neighbou?rhood"
    r"|locality|suburb|airport|peninsula|valley|island|resident|residents|native)\b"
    r"| (?:Mayor|Governor|Gov\.|Sheriff|Police Chief|Fire Chief) [A-Z]"
)
_LISTED = re.compile(r"\s?(?:[,.;:)]|$|\n)")
_JOINT = 6  # characters at most between two names that "and" or a comma joins
_BOTH = frozenset({" and ", " и ", ", and ", " or ", " или "})
_POSSESSOR = re.compile(r"\b([A-Z][\w-]+)(?:(?<=s)[’']|[’']s) $")
# "Yavapai County Sheriff's Office": whose institution it is, with what stands before it.
_OFFICE = re.compile(
    r"\b(?:(?:The|A|An|At|In|From|By|For|But) )?((?:(?:[A-Z][\w-]*|(?:[A-Z]\.)+) )+[A-Z][\w-]+)[’']s $"
)
_WHOSE = re.compile(r"(?<![\w.])(?:[A-Z]{2,4}|(?:[A-Z]\.){2}) \Z")
_OF_ENDS = (" of ", " of the ")  # what `_OF` ends in
_WHERETO_ENDS = tuple(f" {word} {the}" for word in ("to", "from", "over", "into", "via") for the in ("", "the "))
_GENITIVE = ("s ", "' ", "’ ")
_MANY = frozenset({"people", "peoples", "women", "children", "men", "workers"})
_NEAR = 24  # characters before a name that hold one word
_REACH = 32  # characters before a name that are looked at


def is_state(text: str, start: int, end: int) -> bool:
    """Whether the short name of a state stands behind its town: "Magnolia, Ark.,"."""
    return text.startswith(".", end) and text.endswith(", ", 0, start)


def in_dateline(text: str, start: int, end: int) -> bool:
    """Whether capitals that begin a line are those of the place from which a report comes: "GIRONA, Spain (AP)"."""
    return (start == 0 or text[start - 1] == "\n") and _DATELINE.match(text, end) is not None


def speaks(text: str, end: int, lexicon: Lexicon) -> bool:
    """Whether a verb of speech or will follows."""
    after = _AFTER.match(text, end)
    return after is not None and after[1] in lexicon.speech


def is_press(text: str, end: int) -> bool:
    """Whether the word for a paper or an agency follows: "The Guardian newspaper"."""
    return _PRESS.match(text, end) is not None


def possessor(text: str, start: int, lexicon: Lexicon) -> int:
    """Where the common noun in the genitive begins with which a name begins: "Workers' Party", "People's Bank of
    China"; `start` where none stands before it."""
    if lexicon.cyrillic or text[start - 2 : start] not in _GENITIVE:
        return start
    match = _POSSESSOR.search(text, max(0, start - _REACH), start)
    if match is None:
        return start
    low = lexicon.word(match[1])
    if lexicon.facts[low].title and (office := _OFFICE.search(text, max(0, start - 2 * _REACH), start)):
        return office.start(1)
    if low not in _MANY and not lexicon.is_common(low):
        return start
    before = _WHOSE.search(text, max(0, match.start() - _NEAR), match.start())  # "UN Children's Fund"
    return before.start() if before else match.start()


def goes(text: str, start: int, lexicon: Lexicon) -> bool:
    """Whether a place is called for: "fly to", "deported from", "the town of"."""
    if text.endswith(_OF_ENDS, 0, start):
        of = _OF.search(text, max(0, start - _REACH), start)
        return of is not None and of[1] in lexicon.place_nouns
    if text.endswith(_WHERETO_ENDS, 0, start):
        whereto = _WHERETO.search(text, max(0, start - _REACH), start)
        return whereto is not None and whereto[1] in lexicon.motion
    return False


def word_before(text: str, start: int) -> str:
    """The word right before a name, with one space between; "" where none stands there."""
    if text[start - 1 : start] != " ":
        return ""
    return text[max(0, start - _REACH) : start - 1].rpartition(" ")[2]


def bears(before: str, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether these words are the name of a ship or a storm, with the word for it before or as their first."""
    return before in lexicon.bearers or (len(tokens) > 1 and tokens[0].low in lexicon.bearers)


def called(before: str, lexicon: Lexicon) -> bool:
    """Whether the word for what an organisation is stands right before its name: "the lender Julius Baer"."""
    return before in lexicon.organisation_roles


def trades(text: str, start: int, end: int) -> bool:
    """Whether the words around an English name are said of firms alone: "analysts at Nomura", "Nomura shares fell",
    "Nomura, the Japanese bank,"."""
    after = text[end : end + 1]
    if after == ",":
        behind = _IS_FIRM.match(text, end)
    elif after == " ":
        word = text[end + 1 : end + 2 + _LONGEST].partition(" ")[0]
        behind = _FIRM_AFTER.match(text, end) if word in _FIRM_WORDS else None
    else:
        behind = _FIRM_AFTER.match(text, end) if after in ("'", "’") else None
    if behind is not None:
        return True
    return text.endswith(_FIRM_LINKS, 0, start) and _FIRM_BEFORE.search(text, max(0, start - _REACH), start) is not None


def _before(text: str, start: int, reach: int) -> tuple[str, bool]:
    """The word right before a name, and whether a space alone stands between, no comma and no article; "" for none."""
    mark = text[start - 1 : start]
    if mark not in (" ", ","):
        return "", False
    low = max(0, start - reach)
    cut = text.rfind(" ", low, start - 2)
    if mark == " " and (word := text[max(low, cut + 1) : start - 1]).isalpha() and word != "the":
        return word, True
    if cut >= 0 and text[cut + 1 : start] == "the ":
        cut = text.rfind(" ", low, cut - 1)
    found = _BEFORE.search(text, max(low, cut + 1), start)
    return (found[1], found[0] == f"{found[1]} ") if found else ("", False)


def by_context(text: str, start: int, end: int, lexicon: Lexicon) -> tuple[Kind, str] | None:
    """Type and rule of a name that nothing in itself gives one; None where the words around do not tell."""
    if not lexicon.cyrillic and trades(text, start, end):
        return ORGANISATION, "business"
    before, beside = _before(text, start, _NEAR)
    word = lexicon.word(before) if before else ""
    if word in lexicon.roles:
        return PERSON, "role"
    if beside and before.lower() in lexicon.speech:
        return PERSON, "speech"
    if before in _NAMED and _CALLED.search(text, max(0, start - _REACH), start):
        return PERSON, "role"
    if _OWNED.match(text, end):
        return ORGANISATION, "appositive"
    if _is_agency(text, start, end):
        return ORGANISATION, "dateline"
    if speaks(text, end, lexicon):
        whose = _OF.search(text, max(0, start - _REACH), start)
        placed = text[end : end + 1] == "," and beside and before in ("from", "in", "at", "near", "из", "в")
        if placed and not lexicon.cyrillic:
            return PLACE, "locative"
        if not placed and not (whose and (whose[1] in lexicon.roles or whose[1] in lexicon.place_nouns)):
            return PERSON, "speech"  # but not "the mayor of Chernihiv, said", "an official from Bohol, told"
    if beside:
        if not lexicon.cyrillic and before in lexicon.organisation_roles:
            return ORGANISATION, "appositive"
        if word in lexicon.locative:
            return PLACE, "locative"
        if (
            lexicon.cyrillic
            and word in lexicon.place_prefixes
            and not _NAMED_LAND.search(text, max(0, start - 48), start)
        ):
            return PLACE, "appositive"  # "в микрорайоне Туран"
        if lexicon.language == "ky" and THERE.search(text, start, end) and " " not in text[start:end]:
            return PLACE, "locative"
    if not lexicon.cyrillic and (goes(text, start, lexicon) or _is_place(text, start, end, before)):
        return PLACE, "locative"
    return None


def _is_place(text: str, start: int, end: int, before: str) -> bool:
    """Whether what stands beside an English name is said of places: "nearby Malatya", "Bogo city", "Warrior, Ala."."""
    after = text[end : end + 1]
    if before in _PLACED or (before in _COMPASS and after in (",", ".", ";")):
        return True
    if after == " " and not _DEMONYM.search(text, start, end):
        return _A_PLACE.match(text, end) is not None
    return (after == "," and _STATE.match(text, end) is not None) or text.startswith("-based", end)


def _is_agency(text: str, start: int, end: int) -> bool:
    """Whether a name closes a dateline: "BISHKEK, 1 Apr - Sputnik.", "Бишкек, 12.03.19. /Кабар/."."""
    if text[end : end + 1] not in (".", "/") or text[start - 2 : start] not in ("- ", "– ", "— ", " /"):
        return False
    line = max(text.rfind("\n", 0, start) + 1, start - 60)
    return _AGENCY.match(text, line, start - 2) is not None


def has_land(text: str, end: int) -> bool:
    """Whether what follows belongs to countries alone: "'s capital", "'s central bank"."""
    return _HAS.match(text, end) is not None


def coordinated(text: str, found: Sequence[Candidate], ambiguous: Collection[str], lexicon: Lexicon) -> None:
    """What "and" or a comma joins to a place is one where nothing else says what it is: "in Augusta and Macon",
    "Georgia and Armenia", "Tbilisi, Georgia". A name that only capitals mark needs the preposition as well."""
    for left, right in pairwise(found):
        if right.start - left.end > _JOINT:
            continue
        between = text[left.end : right.start]
        if between in _BOTH:
            if left.kind is PLACE and right.kind is NAME:
                open_ = right.rule == "run" and _governed(text, left.start, lexicon)
                if (right.key in ambiguous or open_) and not speaks(text, right.end, lexicon):
                    right.kind, right.rule = PLACE, "locative"
            elif left.rule == "role" and right.rule == "run" and right.kind is NAME:
                right.kind, right.rule = left.kind, "role"  # "his sons Alaa and Gamal"
            elif right.kind is PLACE and right.basis == "gazetteer" and left.rule == "ambiguous":
                left.kind, left.rule = PLACE, "locative"
        elif between == ", " and right.kind is PLACE and left.rule == "run" and left.kind is NAME:
            # "from Zebul, Turkey,": a town and its country
            if right.basis == "gazetteer" and _LISTED.match(text, right.end) and _governed(text, left.start, lexicon):
                left.kind, left.rule = PLACE, "locative"
        elif between == ", " and left.kind is PLACE and right.rule == "ambiguous" and _LISTED.match(text, right.end):
            right.kind, right.rule = PLACE, "locative"


def _governed(text: str, start: int, lexicon: Lexicon) -> bool:
    before, _ = _before(text, start, _REACH)
    return bool(before) and lexicon.word(before) in lexicon.locative
