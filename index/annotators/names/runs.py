"""Capitalised runs: the stretches of a text in which a name may lie, cut into tokens.

A run is one or more words with a capital letter, joined by single spaces or by small connecting words ("of the", "de",
"and"). Only runs are looked at word by word; the rest of the text costs one regular expression.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ...names.keys import words
from ...remembered import Remembered
from .lexicon import Lexicon

_RANGES = ((0x41, 0x5B), (0xC0, 0x250), (0x386, 0x3AB), (0x400, 0x530), (0x1E00, 0x1F00))
UPPER = re.escape("".join(chr(c) for low, high in _RANGES for c in range(low, high) if chr(c).isupper()))
_ABBREVIATIONS = tuple(
    sorted(words("Mr Mrs Ms Dr St Mt Sen Gen Gov Rep Lt Col Capt Sgt Adm Maj Prof Rev Hon Jr Sr Inc Corp Ltd Co"))
)
_ABBREVIATION = f"(?:{'|'.join(_ABBREVIATIONS)}|им)\\."
_WORD = "\\w*(?:(?:[’'](?!s\\b)|-|&)\\w+)*"
# Initials ("J.", "U.S.", "В.В."), abbreviations, words; an apostrophe or hyphen may join letters, but "'s" ends a word.
_TOKEN = (
    f"(?:(?:[{UPPER}]\\.){{1,4}}(?:[{UPPER}](?![\\w]))?|{_ABBREVIATION}"
    f"|(?:(?:al|el|ul|аль|эль|ас|ад)-)?[{UPPER}]{_WORD})"
)
_CONNECTOR = (
    "of the|of|for the|for|on the|on|and the|and|&|de la|de los|de las|de|del|della|di|da|dos|do|du|von der|von"
    "|van der|van den|van|der|den|ter|bin|ibn|al|el|la|le|the|y|zu|и|по|при|де|фон|ван|дер|ибн|бен|ла|аль"
)
_SHORTENED = "|".join(f"(?<={word[0]}){word[1:]}" for word in _ABBREVIATIONS)
# The first capital comes first, and what must not stand before it after that: an expression that begins with a set of
# letters skips all others at once. What a run may have before its first capital is added by `_PREFIX`.
_RUN = re.compile(
    f"[{UPPER}](?<!\\w.)(?:\\.(?:[{UPPER}]\\.){{0,3}}(?:[{UPPER}](?![\\w]))?|(?:{_SHORTENED})\\.|{_WORD})"
    f"(?:(?: (?:(?:{_CONNECTOR}) )?|(?<=\\.)){_TOKEN})*"
)
_PREFIX = re.compile(r"(?<!\w)(?:(?:de|von|van|фон|де|ван) )?(?:им\. )?(?:(?:al|el|ul|аль|эль|ас|ад)-)?\Z")
_PREFIX_ENDS = frozenset({"de ", "on ", "an ", "он ", "де ", "ан ", "м. ", "al-", "el-", "ul-", "ль-", "ас-", "ад-"})
_PIECE = re.compile(f"({_TOKEN})|({_CONNECTOR}|al|el)(?=[ -])")
_SENTENCE_END = re.compile(r"(?:^|[.!?…:;]['\"»”’)\]]*|[\n•*#>]|[«“\"„‘(\[]|(?:^|\n|\s)[—–-])\s*$")
_LONGEST = 60  # tokens; no name is as long, and a page in capitals must not cost the square of its length
_KEPT = 2048  # words of which it is remembered how they are written
_ROMAN = re.compile(r"[IVX]+$")
# What a name is made an adjective with: "San Diego-based", "Mubarak-era", "Houthi-controlled".
_ADJECTIVAL = re.compile(
    r"\w[\w’'-]*?[^\W\d_](?=-(?:based|led|era|run|owned|born|backed|style|wide|area|listed|made|held|controlled|occupied|funded"
    r"|sponsored|brokered|linked|affiliated|appointed|supported|aligned|friendly|bound|educated|trained|mediated|ruled"
    r"|[a-z]{2,}ed|registered|headquartered|built|type|inspired|bashing|only|related|wide)$)"
)
_CYRILLIC = re.compile(r"[\u0400-\u052f]")


@dataclass(slots=True)
class Token:
    """One capitalised word of a run; `low` as the lexicon holds it, `joint` the connecting words before it.

    A class with slots, as all that the rules here ask again and again: reading one costs a third of what reading a
    field of a named tuple does."""

    start: int
    end: int
    text: str
    low: str
    joint: str


Run = tuple[list[Token], bool, bool]
"""A capitalised run: its tokens, whether its first capital may be that of a sentence, whether it is Cyrillic."""


def is_cyrillic(text: str) -> bool:
    """Whether a word holds a Cyrillic letter."""
    return not text.isascii() and _CYRILLIC.search(text) is not None


class _Shapes(Remembered[tuple[bool, bool, bool, int]]):
    """How the words met in runs are written: whether a word is a connecting one, Cyrillic, a Roman numeral; and how
    many letters at its end make an adjective of it."""

    def find(self, key: str) -> tuple[bool, bool, bool, int]:
        """Look at a word."""
        connecting = not key[0].isupper() and "-" not in key and key[-1] != "."  # "им." begins a name
        name = _ADJECTIVAL.match(key) if "-" in key else None
        return connecting, is_cyrillic(key), _ROMAN.match(key) is not None, len(key) - name.end() if name else 0


_shapes = _Shapes(_KEPT)


def _pieces(text: str, whole: str, start: int, end: int) -> list[tuple[int, str]]:
    """Offset and text of each word, or words that connect, of a run."""
    if "." in whole:
        return [(piece.start(), piece[0]) for piece in _PIECE.finditer(text, start, end)]
    found: list[tuple[int, str]] = []
    for word in whole.split(" "):  # without points, every space is between two pieces
        found.append((start, word))
        start += len(word) + 1
    return found


def _begins_sentence(text: str, begin: int) -> bool:
    """Whether a capital may be that of a sentence, by what stands before it. Before most is one space, and before that
    a letter, a comma or a full stop, which need no expression."""
    if text[begin - 1 : begin] == " ":
        mark = text[begin - 2 : begin - 1]
        if mark.isalnum() or mark == ",":
            return False
        if mark == ".":
            return True
    return _SENTENCE_END.search(text, max(0, begin - 8), begin) is not None


def find_runs(
    text: str, latin: Lexicon, cyrillic: Lexicon, nothing: Mapping[str, bool], spelled: Callable[[int, int], bool]
) -> Iterator[Run]:
    """All capitalised runs of `text`, in order. A run does not mix scripts. A single word that is `nothing` is left
    out, unless it stands where something is `spelled`."""
    for match in _RUN.finditer(text):
        begin, end = match.span()
        whole = match[0]
        if text[begin - 3 : begin] in _PREFIX_ENDS and (prefix := _PREFIX.search(text, max(0, begin - 16), begin)):
            begin = prefix.start()
            whole = text[begin:end]
        single = " " not in whole and "." not in whole
        if single and "-" in whole and (adjectival := _shapes[whole][3]):
            whole, end = whole[:-adjectival], end - adjectival
        if single and nothing[whole] and not spelled(begin, end):
            continue
        initial = _begins_sentence(text, begin)
        if single:
            own = _shapes[whole][1]
            low = cyrillic.lows[whole] if own else latin.lows[whole]
            yield [Token(begin, end, whole, low, "")], initial, own
            continue
        tokens: list[Token] = []
        joint = ""
        script: bool | None = None
        for start, word in _pieces(text, whole, begin, end):
            connecting, own, roman, adjectival = _shapes[word]
            if connecting:
                joint = f"{joint} {word}" if joint else word
                continue
            own = own or (roman and script is True)
            if (script is not None and own != script) or len(tokens) == _LONGEST:
                yield tokens, initial, bool(script)
                tokens, joint, initial = [], "", False
            script = own
            if adjectival:
                word = word[:-adjectival]
            bare = word.rstrip(".") if "." in word and len(word) > 2 and word.count(".") == 1 else word
            low = cyrillic.lows[bare] if own else latin.lows[bare]
            tokens.append(Token(start, start + len(word), word, low, joint if tokens else ""))
            joint = ""
            if adjectival:
                yield tokens, initial, own
                tokens, initial, script = [], False, None
        if tokens and script is not None:
            yield tokens, initial, script
