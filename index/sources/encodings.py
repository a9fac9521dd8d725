"""Which encoding bytes are in, and text that was read in a wrong one before it came here.

Unicode needs no guess: a mark, the NUL bytes of UTF-16, or the strict form of UTF-8 tell it. What is left are the code
pages of one byte that Russian, Kyrgyz and English files came in. Each is tried on the words with letters beyond ASCII,
and judged by what holds of words in any Cyrillic or Latin text: the letters are as frequent as in Russian (which
Kyrgyz, with the same letters, is near enough to), capitals begin words or make up whole ones, a word is in one
script, and there are no control characters or frames inside it. Frequencies: S. A. Sharoff's, of the Russian National
Corpus.

Mojibake is only reported: which of several wrong turns a text took cannot always be told, and a silent repair would
change what the file says.
"""

from __future__ import annotations

import codecs
import math
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cache

from index.models import plural

_SAMPLE = 200_000
_SURE = 12.0  # how much likelier, as a natural logarithm, the best must make the text than the next to be certain

CODE_PAGES = ("cp1251", "koi8_r", "cp866", "cp1252", "mac_cyrillic", "iso8859_5")
_SELDOM = {"mac_cyrillic": -5.0, "iso8859_5": -5.0}  # logarithms of how seldom these were used, against the others
_POOR, _POOR_LATIN = -4.5, -5.5  # per letter, below which a text is none in Russian (-3.2), or with accents (-4.6)
_UNFIT = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}

_PER_THOUSAND = (
    "о110 е85 а80 и74 н67 т63 с55 р47 в45 л44 к35 м32 д30 п28 у26 я20 ы19 ь17 г17 з16 б16 ч14 й12 х10 ж9 ш7 ю6 ц5 щ4 "
    "э3 ф3 ъ1 ё1"
)
_LOGS = {entry[0]: math.log(int(entry[1:]) / 1000) for entry in _PER_THOUSAND.split()}
_RARE = math.log(0.0002)
_ACCENTED = math.log(0.01)  # a letter such as "é" in a word otherwise of ASCII letters
_SIGN = math.log(0.02)  # a quotation mark, a dash, a currency sign
_ODD = math.log(0.00001)
_SIGNS = frozenset("«»„“”‘’‚–—…№§°•©®™€£±·\u00a0")
_WORD = re.compile(rb"[A-Za-z\x80-\xff]*[\x80-\xff][A-Za-z\x80-\xff]*")
_ASCII = re.compile(rb"[A-Za-z]")


def marked(data: bytes) -> str | None:
    """The encoding that a byte-order mark says."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return encoding
    return None


def unmarked_utf16(head: bytes) -> str | None:
    """UTF-16 without a mark: one byte of most pairs is NUL (Latin) or a small number (0x04, Cyrillic)."""
    if len(head) < 4 or 0 not in head:
        return None
    pairs = len(head) // 2
    high, low = (sum(map(head[start::2].count, (0, 4, 0x20))) for start in (1, 0))
    if high >= 0.9 * pairs and head[1::2].count(0) and high > low:
        return "utf-16-le"
    if low >= 0.9 * pairs and head[0::2].count(0) and low > high:
        return "utf-16-be"
    return None


def decode(data: bytes, *, declared: str = "") -> tuple[str, str, str]:
    """`data` as text, the encoding used, and a warning ("" where the encoding is certain).

    Bytes that fit nowhere become U+FFFD.
    """
    if not marked(data) and not unmarked_utf16(data[:4096]):
        with suppress(UnicodeDecodeError):  # as nearly all are
            return data.decode("utf-8"), "utf-8", ""
    encoding, warning = encoding_of(data, declared=declared)
    return data.decode(encoding, "replace"), encoding, warning


def encoding_of(data: bytes, *, declared: str = "", whole: bool = True) -> tuple[str, str]:
    """The encoding of `data`, and a warning as in `decode`. Without `whole`, the data may end inside a letter.

    In order: byte-order mark, UTF-16 without a mark, UTF-8, the encoding a page declares, the likeliest code page.
    """
    known = marked(data) or unmarked_utf16(data[:4096])  # before UTF-8, which UTF-16 happens to be as well
    if known is not None:
        return known, ""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data, final=whole)
    except UnicodeDecodeError as error:
        broken = error
    else:
        return "utf-8", ""
    # One odd byte in a long UTF-8 text is damage, not another encoding: half of all multi-byte letters would break.
    repaired = data.decode("utf-8", "replace")
    bad = repaired.count("\ufffd")
    good = sum(1 for letter in repaired[:_SAMPLE] if letter > "\x7f") - bad
    if good > 4 * bad:
        return "utf-8", f"not UTF-8: {counted(bad, 'byte')} (the first at byte {broken.start}), shown as U+FFFD"
    said = _codec(declared)
    if said and said != "utf-8":
        return said, ""
    return _code_page(data[:_SAMPLE])


def counted(number: int, what: str) -> str:
    """ "1 byte", "2 bytes": a number with a noun."""
    return f"{number:,} {plural(number, what)}"


def _codec(name: str) -> str:
    """The text codec's own name, or "": `bytes.decode` would also accept "hex", and raise."""
    try:
        info = codecs.lookup(name.strip())
    except (LookupError, ValueError):
        return ""
    return info.name if getattr(info, "_is_text_encoding", True) and info.name not in _UNFIT else ""


def _code_page(data: bytes) -> tuple[str, str]:
    words = _WORD.findall(data)
    # Equal scores mean that all letters found are the same in both: the order of CODE_PAGES decides, and is right.
    scores = [(_score(words, page), page) for page in CODE_PAGES]
    best = max(score for score, _ in scores)
    page = next(page for score, page in scores if score == best)
    text = data.decode(page, "replace")
    rivals = [score for score, other in scores if other != page and data.decode(other, "replace") != text]
    letters = sum(map(len, words)) - sum(len(_ASCII.findall(word)) for word in words)
    sound = best >= letters * (_POOR_LATIN if page == "cp1252" else _POOR)
    sure = words and sound and all(best - score >= _SURE for score in rivals)
    return page, "" if sure else f"the encoding was guessed: {page}"


def code_page(names: Iterable[bytes], pages: Sequence[str]) -> str:
    """Which of `pages` names are in that came together, such as those of the files in an archive; the first of them
    where nothing tells."""
    words = [word for name in names for word in _WORD.findall(name)]
    return max(pages, key=lambda page: _score(words, page))


def _score(words: list[bytes], page: str) -> float:
    return sum(map(_likely, _words(words, page))) + _SELDOM.get(page, 0.0)


def _words(words: list[bytes], page: str) -> list[str]:
    return [word.decode(page, "replace") for word in words]


def _likely(word: str) -> float:
    """The logarithm of how likely the letters beyond ASCII of a word are, as a word."""
    likely = 0.0
    latin = any("a" <= letter <= "z" or "A" <= letter <= "Z" for letter in word)
    before = ""
    for letter in word:
        if letter <= "\x7f":
            before = letter
            continue
        small = letter.lower()
        if small in _LOGS:
            likely += _ODD if latin else _LOGS[small]
        elif letter.isalpha():
            likely += _ACCENTED if latin and letter < "\u0250" else _RARE
        else:
            likely += _SIGN if letter in _SIGNS else _ODD
        if before.islower() and letter.isupper():
            likely += _ODD / 2
        before = letter
    return likely


# --- Mojibake -------------------------------------------------------------------------------------------------

_HIGH = "".join(bytes([byte]).decode("cp1252", "ignore") for byte in range(0x80, 0xC0))
_HIGH_1251 = "".join(bytes([byte]).decode("cp1251", "ignore") for byte in range(0x80, 0xC0))
_PLAIN = "’“”–‘—…"  # besides ASCII, none of which begins mojibake; the most frequent first
_SWAPPED = (("cp1251", "koi8_r"), ("koi8_r", "cp1251"), ("cp866", "cp1251"), ("cp1251", "cp866"))
_CYRILLIC = re.compile(r"[А-яЁё]+")
_LOST = re.compile(r"\?\?\?+(?:[ -]\?{2,})+")
_LOST_WORDS = "words are lost: only question marks are left of them"
_FEW = 3  # such places, or
_LONG = 24  # such letters, below which it may be a quotation of some


@cache
def _twice() -> tuple[tuple[re.Pattern[str], str], ...]:
    """What looks like a wrong turn, and which; made when first asked, for few programs read files. Each begins with
    the letters that it cannot do without, which is what is looked for fast."""
    return (
        (_three_or_more(f"[ÐÑ][{re.escape(_HIGH)}\x80-\x9f] ?"), "UTF-8 that was read as Latin letters"),
        (_three_or_more(f"[РС][{re.escape(_HIGH_1251)}] ?"), "UTF-8 that was read as Windows-1251"),
        (re.compile(r"â€[™œž\x9d“”˜¦]|Ã[©¨¼¶¤±ŸŽ\xad¡³]|Â[ «»°§\u00a0]"), "UTF-8 that was read as Latin letters"),
        (
            re.compile(r"[À-ÖØ-öø-ÿ](?<![A-Za-z].)[À-ÖØ-öø-ÿ]{3,}(?![A-Za-z])(?=[^A-Za-z])"),
            "Russian that was read as Latin letters",
        ),
    )


def _three_or_more(pair: str) -> re.Pattern[str]:
    return re.compile(f"{pair}(?:{pair}){{2,}}")


def mojibake(text: str) -> str:
    """A sentence that says that letters of a text are lost or were read in a wrong encoding, "" where none are."""
    if text.isascii():
        return _LOST_WORDS if _is_lost(text) else ""
    said = []
    plain = _is_plain(text)
    if lost := text.count("\ufffd"):
        said.append(f"unreadable: {counted(lost, 'character')}, shown as U+FFFD")
    for pattern, what in () if plain else _twice():
        lengths = [len(place[0]) for place in pattern.finditer(text)]
        if len(lengths) >= _FEW or sum(lengths) >= _LONG:
            said.append(f"it holds {what} (in {len(lengths)} {'place' if len(lengths) == 1 else 'places'})")
            break
    if not said and not plain and (pages := _swapped(text[:_SAMPLE])):
        said.append(f"its letters are those of {pages[1]} that was read as {pages[0]}")
    if _is_lost(text):
        said.append(_LOST_WORDS)
    return "; ".join(said)


def _is_lost(text: str) -> bool:
    """Whether words of a text are only question marks."""
    return "?" in text and len(_LOST.findall(text)) >= _FEW


def _is_plain(text: str) -> bool:
    """Whether a text has no signs but ASCII and `_PLAIN`: taking these away is faster than looking at each sign."""
    for sign in _PLAIN:
        text = text.replace(sign, "")
        if text.isascii():
            return True
    return False


def _swapped(text: str) -> tuple[str, str] | None:
    """Two Cyrillic code pages, read and true, where the text is far likelier Russian in the second."""
    letters = "".join(_CYRILLIC.findall(text))
    if len(letters) < _LONG or sum(map(str.isupper, letters)) * 2 < len(letters):  # KOI8-R has the cases reversed
        return None
    words = _CYRILLIC.findall(text)
    as_is = sum(map(_likely, words))
    for read, true in _SWAPPED:
        try:
            turned = " ".join(words).encode(read).decode(true).split()
        except UnicodeError:
            continue
        if sum(map(_likely, turned)) - as_is >= _SURE:
            return read, true
    return None
