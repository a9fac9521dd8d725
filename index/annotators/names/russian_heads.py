"""Russian organisations and places whose capital begins only the first word: "Министерство обороны Великобритании".

Russian writes the rest of such a name small, so a capitalised run holds only its beginning. Two rules take the rest:
a head word draws the genitives that follow it ("Совет по недвижимости", "Бюро переписи населения"), and a capitalised
adjective draws its noun ("Республиканская партия", "Карибское море"). An adjective before any other noun names nobody
("Парижские соглашения"). Endings after Грамматика-80, §§ 1157-1220.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...models import Kind
from ...names.keys import stem, words
from ...remembered import Remembered
from .kinds import ORGANISATION, PLACE
from .lexicon import Lexicon
from .runs import UPPER, Token

_ADJECTIVE = re.compile(
    r"(?:ск|цк|[^аеёиоуыэюя]н|[ое]в|льн)(?:ий|ый|ой|ая|яя|ое|ее|ого|его|ому|ему|ую|юю|ом|ем|ым|им|ые|ие|ых|их|ыми|ими)$"
)
_WORD = re.compile(r" ([а-яё-]{1,40})(?![\w-])")
_GENITIVE = re.compile(r"(?:ых|их|ого|его|ой|ей|ий|ия|ии|ов|ев|ам|ям|[ыиаяую])$")
_VERB = re.compile(
    r"(?:л|ла|ло|ли|ть|ться|ется|[ие]т|[аяую]т|лся|лась|лись)$|^(?:же|бы)$|^(?:должн|готов|нужн|способн|намерен)[аоы]?$"
)
_PEOPLE = re.compile(r"(?:ники|тели|исты|цы|ане|оры)$")  # nominatives in the plural: "сторонники ждут"
NOMINATIVE = re.compile(r"[^аеёиоуыэюя]$")  # of a given name, whose genitive ends in a vowel
_NAMED = frozenset(  # stems of what is called after somebody
    stem(word, "ru")
    for word in words(
        "фонд музей театр институт университет школа библиотека центр завод клуб академия дом колледж лицей"
    )
)
_DOINGS = frozenset(  # stems of what also says that something is done
    stem(word, "ru") for word in words("организация управление движение объединение собрание служба инициатива миссия")
)
_WHAT_ONE_IS = re.compile(
    r"(?:ист|ор|[её]р|ик|арь|тель|ант|ент|лог|граф|ат|вед|ач|[ое]л|ец|ан[ие]н|янин|ок|инг|изм|ус|ум|лей)$"
)
_INDECLINABLE = re.compile(r"(?:дзе|швили|ко|ых|их|иа|уа|ри|ли|ле)$")
_LINKS = frozenset({"по", "и", "при", "для"})
_PROPER = re.compile(f" [{UPPER}][\\w-]+(?: [{UPPER}][\\w-]+)?")
_COUNTRY = re.compile(r" (?:РФ|РК|РБ|РТ|РУз|КР|США|СССР|КНР|КНДР|ОАЭ|ФРГ|УССР|РСФСР)(?![\w-])")
_NAME_FOLLOWS = re.compile(f' (?:[«"“„]|[{UPPER}]{{2,}})')
_LONGEST = 6
_ADJECTIVES = 2  # small ones between a capitalised adjective and its noun
_KEPT = 4096  # words of texts of which is remembered whether they are adjectives


class _Adjectives(Remembered[bool]):
    def find(self, key: str) -> bool:
        return _ADJECTIVE.search(key.lower()) is not None


_adjectives = _Adjectives(_KEPT)


def adjective(surface: str) -> bool:
    """Whether a word is an adjective by its ending; surnames in -ский are adjectives as well."""
    return _adjectives[surface]


def verb(word: str) -> bool:
    """Whether a small word is shaped like a finite verb or an infinitive."""
    return _VERB.search(word) is not None


def following(text: str, position: int) -> str:
    """The small word right after `position`, or ""."""
    match = _WORD.match(text, position)
    return match[1] if match else ""


def head(text: str, tokens: Sequence[Token], initial: bool, lexicon: Lexicon) -> tuple[int, Kind] | None:
    """End and type of the name that a segment begins, where its head word says so; None where it has none."""
    last = tokens[-1]
    word = following(text, last.end)
    if word and adjective(last.text):
        low = lexicon.word(word)
        end = last.end + 1 + len(word)
        head, reach = low, end
        for _ in range(_ADJECTIVES):  # "Кущевский районный суд"
            if not adjective(word) or not (word := following(text, reach)):
                break
            head, reach = lexicon.word(word), reach + 1 + len(word)
        if head in lexicon.organisation_prefixes and _NAME_FOLLOWS.match(text, reach):
            return None  # "Московский футбольный клуб ЦСКА": what it is, before its own name
        if head in lexicon.organisation_prefixes:
            return _genitives(text, reach, lexicon, head in _NAMED), ORGANISATION
        if low in lexicon.place_suffixes or low in lexicon.place_prefixes:
            return end, PLACE
        return None
    heads = [t for t in tokens if t.low in lexicon.organisation_prefixes]
    if heads and all(adjective(t.text) for t in tokens[: tokens.index(heads[0])]):
        if initial and len(tokens) == 1 and heads[0].low in _DOINGS:
            return None  # "Организация встречи", "Управление рисками"
        end = _genitives(text, last.end, lexicon, heads[0].low in _NAMED)
        if end > last.end or len(tokens) > 1 or not initial:
            return end, ORGANISATION
    if not initial and len(tokens) == 1 and last.low in lexicon.place_prefixes:  # "Дворец независимости"
        end = _genitives(text, last.end, lexicon, True)
        return (end, PLACE) if end > last.end else None
    return None


def governed(tokens: Sequence[Token], initial: bool, place: bool, lexicon: Lexicon) -> bool:
    """Whether the first of two words governs the name that the second begins, or is a name to itself: "Доклад Северного
    агентства", "Чек-Абада Араванского района"."""
    if len(tokens) != 2 or adjective(tokens[0].text) or not adjective(tokens[1].text) or tokens[0].text.isupper():
        return False
    low = tokens[0].low
    if low in lexicon.organisation_prefixes:
        return False
    return initial or low in lexicon.titles or place


def _genitives(text: str, end: int, lexicon: Lexicon, named: bool) -> int:
    """Where the genitives after a head word end, with a proper name that closes them: "Фонд Сергея Бондарчука", but
    "(глава) МИД Сергей Лавров", whose surname alone looks like a genitive, and "(астронавта) Космического агентства
    Томаса Райтера": agencies are not named after people (`named`)."""
    position = end
    plural = False
    for _ in range(_LONGEST):
        match = _WORD.match(text, position)
        if match is None:
            break
        word = match[1]
        if word in _LINKS:
            position = match.end()
            continue
        # "внутренних дел": the noun after such an adjective may have no ending at all.
        noun = plural and len(word) > 2
        if not noun and (not _GENITIVE.search(word) or verb(word) or _PEOPLE.search(word)):
            break
        if not noun and lexicon.word(word) in lexicon.function_words:
            break
        plural = word.endswith(("ых", "их"))
        position = end = match.end()
    proper = _PROPER.match(text, end)
    if proper is not None and end == position and (country := _COUNTRY.match(proper[0])):
        return end + country.end()  # "Министерства экономики РФ Алексей (Михайлов)"
    if proper is None or end < position or not _GENITIVE.search(proper[0]):
        return end
    given = proper[0].split()[0]
    if lexicon.word(given) in lexicon.first_names and (NOMINATIVE.search(given) or not named):
        return end
    region = following(text, proper.end())  # "Счётная палата Челябинской области"
    if region and adjective(proper[0]) and lexicon.word(region) in lexicon.place_suffixes:
        return proper.end() + 1 + len(region)
    return proper.end()


def agreeing(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether two capitalised words at the head of a Russian sentence are one name: both are nominatives ("Леван
    Гачечиладзе", but "Победа Трампа"), and the first is no noun for what somebody is ("Экономист Петров")."""
    if len(tokens) != 2 or any(token.joint or not token.text[1:].islower() for token in tokens):
        return False
    first, last = tokens
    if not NOMINATIVE.search(first.text) or _WHAT_ONE_IS.search(first.text) or lexicon.facts[first.low].listed:
        return False
    if last.low in lexicon.first_names or any(adjective(token.text) for token in tokens):
        return False
    return bool(NOMINATIVE.search(last.text) or _INDECLINABLE.search(last.text))
