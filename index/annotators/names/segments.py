"""Where one name of a capitalised run ends and the next begins, and which head words give a name its type."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ...models import Kind
from ...names.keys import HONORIFICS, words
from .kinds import ORGANISATION, PLACE
from .lexicon import Lexicon
from .runs import Token
from .russian_heads import NOMINATIVE

_PERSON_JOINTS = words(
    "de del della di da dos do du von van der den ter bin ibn al el la le фон ван дер ибн бен де ла аль zu"
)
_PERSON_JOINTS |= {"de la", "de los", "de las", "von der", "van der", "van den"}
HYPHENED = words("museum institute university centre center bank theatre club")  # "House-Museum"
INITIAL = re.compile(r"^(?:\w\.)+$|^\w$")
PATRONYMIC = re.compile(
    r"(?:[оеё]вич|[оеё]вн|ичн|ильич|кызы|уулу)$|(?:ovich|evich|ovna|evna|(?:[iy]ly|kit|kuzm|fom|luk|sav)ich)$"
)
# Offices and state firms as Russian shortens them, of the first syllables of their words: "Минздрав", "Рособрнадзор".
SYLLABIC = re.compile(
    r"(?:Мин|Рос|Гос|Глав|Нац|Центр|Сов|Мос|Обл|Гор|Ген|Кыргыз|Каз|Узбек|Тат|Баш)(?:авиа|алкоголь|арх|атом|банк|без|выш|гвард"
    r"|дум|деп|догов|долг|дор|застав|здрав|зем|имуще|инспек|избир|картогр|ком[нси]|космос|культ|лес|молод|морреч|наг|надзор"
    r"|наук|недр|нефт|обр|обор|патент|печат|потреб|природ|прокур|пром|развит|резерв|реестр|рыб|связ|сельхоз|спорт|стандарт"
    r"|стат|строй|суд|телеком|техн|транс|труд|тур|фед|фин|фонд|хим|штаб|эконом|экол|энерг|юст|цифр|нац|вод|архив)[а-яё]*$"
)
_OF = frozenset({"of", "of the"})
_FOR = frozenset({"for", "for the", "on", "on the", "по", "при"})
_ADVERBIAL = frozenset({"occasion", "eve", "anniversary", "basis", "results", "initiative", "invitation"})
_AND = frozenset({"and", "and the", "&", "и"})
_ACRONYM = re.compile(r"[А-ЯЁ]{2,}(?:а|у|ом|е|ы|ов)?$")  # also with its ending: "МИДа"
# With its Kyrgyz case: "УКМКнын", "ТМУда".
DECLINED_ACRONYM = re.compile(r"[А-ЯЁӨҮҢ]{3,6}(?:[ндт][ыиуү]н?|[гк][аеоө]|[дт][аеоө](?:н|г[ыиуү])?)?$")
_THERE = re.compile(r"[дт][аеоө]г[ыиуү]$")  # in Kyrgyz what is in a place: "(Азамат Токоев) Кой-Таштагы"
_SURNAME = re.compile(r"[оеё]ва?$")
_FORMS = words("ооо оао зао пао ао ип гуп фгуп мп тоо нко ано сп фк хк бк вк пфк мфк гк ск тк трк ик ип иа риа")
_ABSTRACT = re.compile(r"(?:logy|ics|ture|tion|ment|ity|phy|nomy|ance|ence|ism|ing)$")
_GENITIVE = re.compile(r"[аяыи]$")
_OBLIQUE = re.compile(r"(?:ой|ого|его|ому|ему|ую|ым|ыми|ых)$")


def segments(tokens: list[Token], lexicon: Lexicon) -> list[list[Token]]:
    """Cut a run where its connecting words join two names rather than the parts of one."""
    parts: list[list[Token]] = []
    current: list[Token] = [tokens[0]]
    for token in tokens[1:]:
        # "in the U.S. The President": the abbreviation's point ended a sentence.
        ended = current[-1].text.endswith(".") and current[-1].low not in lexicon.titles  # but "Mr. Will Young"
        broken = ended and token.low in lexicon.function_words
        joined = not token.joint or token.joint in _PERSON_JOINTS or _joins(current, token, lexicon)
        if not broken and (joined or _of_two_fields(current, token, tokens[-1], lexicon)):
            current.append(token)
        else:
            parts.append(current)
            current = [token]
    parts.append(current)
    return [piece for part in parts for piece in _persons(part, lexicon)]


def _persons(tokens: list[Token], lexicon: Lexicon) -> list[list[Token]]:
    """ "Federation Council Speaker Valentina Matviyenko": a title or a head word inside, or a given name after words
    that are no name, begins another name."""
    for i in reversed(range(1, len(tokens))):
        low, before = tokens[i].low, tokens[i - 1].low
        if tokens[i].joint:
            continue
        rest = len(tokens) - i
        if title_word(low, lexicon) and low not in lexicon.first_names and 2 <= rest <= 5 and not tokens[i + 1].joint:
            surnamed = rest == 3 and {tokens[-1].low} <= lexicon.surname_heads & lexicon.place_suffixes  # "Jay Town"
            if (surnamed or by_cue(tokens[i + 1 :], lexicon)[0] is None) and tokens[i + 1].low not in lexicon.titles:
                while i > 0 and tokens[i - 1].low in lexicon.modifiers:
                    i -= 1
                return [p for p in (tokens[:i], tokens[i:]) if p]
        elif lexicon.language == "ky" and (
            DECLINED_ACRONYM.match(tokens[i].text) or (_THERE.search(tokens[i].text) and _SURNAME.search(before))
        ):
            return [*_persons(tokens[:i], lexicon), tokens[i:]]  # "Сапар Исаков УКМКнын"
        elif lexicon.cyrillic and (apart := _institution(tokens, i, lexicon) or _disagreeing(tokens, i, lexicon)):
            return apart
        elif rest == 1 and i > 1 and low in lexicon.organisations and before in lexicon.organisation_suffixes:
            return [tokens[:i], tokens[i:]]  # "a Korean Airlines Boeing 777"
        elif rest == 2 and _portfolio(tokens, i, lexicon):
            return [tokens[:i], tokens[i:]]
        elif 2 <= rest <= 4 and low in lexicon.first_names and low not in lexicon.ambiguous_first_names:
            # "МИД Киргизии Жээнбек Кулубаев", but not "Фонд Сергея Бондарчука"
            # "Republic of Azerbaijan Ilham Aliyev": what stands after "President of the"
            headed = i > 1 and (
                tokens[0].low in lexicon.organisation_prefixes
                if lexicon.cyrillic
                else tokens[i - 1].joint in _OF and before not in lexicon.first_names
            )
            ended = headed or before in lexicon.organisation_suffixes or before in lexicon.place_suffixes
            if (ended or (lexicon.is_common(before) and before not in lexicon.titles)) and tokens[
                -1
            ].low not in lexicon.suffixes:
                return [tokens[:i], tokens[i:]]
    return [tokens]


def _institution(tokens: list[Token], i: int, lexicon: Lexicon) -> list[list[Token]] | None:
    """ "Глава Росавиации Дмитрий Ястребов", "ЦИК Георгий Каландаришвили", "Альфа-банка Н. В. Сорокина": what somebody
    stands for right before his name, without the title before that; None where token `i` begins no such name. Russian
    has a name of three as given name, patronymic, surname, or the surname first ("Шойгу Сергей Кужугетович", "Сорокина
    Н. В."), so that "Кремля Дмитрий Песков" is two names, unless a head word rules them: "Фонд Сергея Бондарчука"."""
    before, last = tokens[i - 1], tokens[-1]
    if before.low in lexicon.first_names or before.joint or title_word(before.low, lexicon):
        return None
    if INITIAL.match(tokens[i].text):
        if INITIAL.match(before.text) or INITIAL.match(last.text) or len(last.text) < 3:
            return None
        return [tokens[:i], tokens[i:]]
    if tokens[i].low not in lexicon.first_names or not 2 <= len(tokens) - i <= 3 or PATRONYMIC.search(last.low):
        return None
    if before.text.isupper() and len(before.text) > 1:
        return [tokens[:i], tokens[i:]]
    if i == 2 and title_word(tokens[0].low, lexicon):
        return [tokens[1:i], tokens[i:]]
    if i > 1 and tokens[0].low in lexicon.place_prefixes and NOMINATIVE.search(tokens[i].text):
        return [tokens[:i], tokens[i:]]  # "Республики Беларусь Александр Турчин"
    rulers = lexicon.organisation_prefixes, lexicon.place_prefixes, lexicon.first_names
    if any(token.joint or any(token.low in words for words in rulers) for token in tokens[:i]):
        return None
    return [tokens[:i], tokens[i:]]


def _portfolio(tokens: list[Token], i: int, lexicon: Lexicon) -> bool:
    """Whether what an office is for ends right before token `i`: "(Minister of) Foreign Affairs Jeenbek Kulubaev"."""
    if lexicon.cyrillic or tokens[0].joint not in _OF:
        return False
    return all(lexicon.is_common(t.low) for t in tokens[:i]) and not any(lexicon.is_common(t.low) for t in tokens[i:])


def _disagreeing(tokens: list[Token], i: int, lexicon: Lexicon) -> list[list[Token]] | None:
    """Two names by their cases, whose words are in no list: "ФИФА Зепп Блаттер", "Арсенала Киран Гиббс", "Роман
    Коноплёв Русской (службе)". The parts of one name agree in case (Грамматика-80, § 1757)."""
    before, rest = tokens[i - 1], tokens[i:]
    if any(token.joint or not token.text[1:].islower() for token in rest):
        return None
    if len(rest) == 1 and i >= 2 and _OBLIQUE.search(tokens[i].text):
        whole = tokens[i - 2].low in lexicon.first_names and not PATRONYMIC.search(before.low)
        return [tokens[:i], rest] if whole and NOMINATIVE.search(before.text) else None
    if len(rest) != 2 or i > 2:
        return None
    acronym = _ACRONYM.match(before.text) and before.text.lower() not in _FORMS
    ruled = _GENITIVE.search(before.text) and all(NOMINATIVE.search(token.text) for token in rest)
    known = before.low in lexicon.first_names or before.low in lexicon.place_prefixes
    return [tokens[:i], rest] if acronym or (ruled and not known and i == 1) else None


def _joins(current: Sequence[Token], token: Token, lexicon: Lexicon) -> bool:
    heads = {current[0].low, current[-1].low}
    organisation = any(t.low in lexicon.organisation_prefixes for t in current)
    if token.joint in _OF:
        if organisation or heads & lexicon.place_prefixes:
            return True
        first = current[-1]
        return len(current) == 1 and first.low in lexicon.first_names and first.low not in lexicon.titles
    if token.joint in _FOR:
        return organisation and (lexicon.cyrillic or lexicon.is_common(token.low)) and token.low not in _ADVERBIAL
    if token.joint in _AND:
        if token.joint == "&":
            return True
        # "Ministry of Trade and Industry": both sides are what the office is for.
        inner = any(t.joint in _OF or t.joint in _FOR for t in current)
        return organisation and inner and _is_field(token, lexicon) and _is_field(current[-1], lexicon)
    return False


def _of_two_fields(current: Sequence[Token], token: Token, last: Token, lexicon: Lexicon) -> bool:
    """Whether "and" joins what the head of an English name that closes the run is for: "Oil and Gas Association"."""
    if token.joint != "and" or lexicon.cyrillic or last is token or last.low not in lexicon.organisation_suffixes:
        return False
    return last.joint == "" and _is_field(token, lexicon) and _is_field(current[-1], lexicon)


def _is_field(token: Token, lexicon: Lexicon) -> bool:
    """Whether a word says what an office or institute is for: "Trade", "Volcanology"."""
    if token.low in lexicon.organisation_prefixes:
        return False
    return lexicon.is_common(token.low) or (not lexicon.cyrillic and _ABSTRACT.search(token.low) is not None)


def title_word(low: str, lexicon: Lexicon) -> bool:
    """A title, also in the plural and as part of a compound: "Presidents", "Prime-Minister"."""
    return lexicon.facts[low].title


def not_name(token: Token, lexicon: Lexicon) -> bool:
    """A nationality, language, month and the like, also joined: "Russian-Kyrgyz"."""
    return lexicon.facts[token.low].not_name


def by_cue(tokens: Sequence[Token], lexicon: Lexicon) -> tuple[Kind | None, str]:
    """Organisation or place by a head word."""
    if len(tokens) == 1:
        if lexicon.cyrillic and SYLLABIC.match(tokens[0].text):
            return ORGANISATION, "cue"
        low = tokens[0].low
        listed = low in lexicon.organisations or ("-" in low and low.rpartition("-")[2] in lexicon.organisations)
        return (ORGANISATION, "list") if listed else (None, "")
    last, first = tokens[-1].low, tokens[0].low
    for token, following in pairwise(tokens):
        if following.joint in _OF or following.joint in _FOR:
            if token.low in lexicon.place_prefixes and token.low not in lexicon.organisation_prefixes:
                return PLACE, "cue"
            if token.low in lexicon.organisation_prefixes:
                return ORGANISATION, "cue"
    if last in lexicon.organisation_suffixes or last.rpartition("-")[2] in HYPHENED:
        if not is_title(tokens, lexicon) or _bears_title(tokens, lexicon):
            return ORGANISATION, "cue"
    elif last in lexicon.organisations and len(tokens) < 4 and _of_firm(tokens, lexicon):
        return ORGANISATION, "cue"
    if not_name(tokens[-1], lexicon) or last in lexicon.event_words:
        return None, ""
    if first in lexicon.place_first and not_name(tokens[1], lexicon):
        return None, ""  # "Central Asian States"
    if last in lexicon.place_suffixes and not (last in lexicon.surname_heads and _titled(tokens, lexicon)):
        return PLACE, "cue"
    follows = lexicon.cyrillic or not lexicon.is_common(tokens[1].low)
    if first in lexicon.organisation_first and first not in lexicon.first_names and follows:
        return ORGANISATION, "cue"
    if first == "new" and all(lexicon.is_common(t.low) for t in tokens[1:]):
        return None, ""  # "New Horizons"
    if first in lexicon.place_first and first not in lexicon.first_names and not title_word(last, lexicon):
        return PLACE, "cue"
    if lexicon.cyrillic and first in lexicon.organisation_prefixes:
        return ORGANISATION, "cue"
    return None, ""


def _of_firm(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a well-known firm that is the last word of a name makes it a firm's: "Royal Dutch Shell", "Thomson
    Reuters", but not "Harrison Ford"."""
    first, last = tokens[0].low, tokens[-1].low
    if lexicon.cyrillic or last in lexicon.founders or first in lexicon.first_names:
        return False
    return not is_title(tokens, lexicon)


def _bears_title(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a title and a head of organisations make a name of one: "Metropolitan Police", "Lady Reading Hospital",
    but not "Mr Church" and "Captain Steel"."""
    somebody = tokens[0].low in HONORIFICS or tokens[0].text.endswith(".")
    if lexicon.cyrillic or (somebody and len(tokens) < 3):
        return False
    return tokens[-1].low not in lexicon.surname_heads


def _titled(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a title and one more word, which may be a surname, are all there is: "President Park"."""
    return not lexicon.cyrillic and len(tokens) == 2 and title_word(tokens[0].low, lexicon)


def is_title(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    first = tokens[0].low
    if title_word(first, lexicon):
        return True
    return first in lexicon.modifiers and any(title_word(t.low, lexicon) for t in tokens[1:3])
