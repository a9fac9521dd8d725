"""The grammar of queries: recursive descent over the lexemes of one text (see the package for the grammar)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches

from index import amounts, timex
from index.analysis import asked, is_stop
from index.models import (
    And,
    Bag,
    Complaint,
    Dated,
    Everything,
    Facet,
    Figured,
    Kind,
    Like,
    Named,
    Not,
    Noted,
    Or,
    Parsed,
    Phrase,
    Query,
    Span,
    Word,
)
from index.query.fields import DATINGS, FIELDS, NAMES, STATES
from index.query.lexing import QUOTES, RUN, Lexeme, lex

_KINDS = {"person": Kind.PERSON, "org": Kind.ORGANISATION, "place": Kind.PLACE}
_LANGUAGES = {"english": "en", "russian": "ru", "kyrgyz": "ky", "английский": "en", "русский": "ru", "кыргызча": "ky"}
_CODE = re.compile(r"[a-z]{2,3}$", re.IGNORECASE)
_DOCUMENT_KINDS = {kind: kind for kind in ("article", "transcript")}
_STATES = {state: state for state in STATES} | {"star": "starred", "note": "noted", "quote": "quoted"}
_LISTED = {
    "kind": (_DOCUMENT_KINDS, "kind of document", "article or transcript"),
    "lang": (_LANGUAGES, "language", "write en, ru or ky"),
    "is": (_STATES, "state of a document", f"write is:{', is:'.join(STATES[:-1])} or is:{STATES[-1]}"),
}
_DEEPEST = 40
LONGEST = 2000
"""Characters of a query that are read: a whole page pasted by mistake would be thousands of words to look for."""

_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})$")
_ISO = re.compile(r"\d{4}(?:-(?:\d\d(?:-\d\d)?|Q[1-4]|H[12]|W\d\d|SP|SU|FA|WI))?$|\d{3}X$", re.IGNORECASE)


NOTHING = Not(Everything())
"""Matches no document."""


@dataclass(frozen=True, slots=True)
class _Unit:
    query: Query
    start: int
    end: int


def parse(text: str, *, typing: bool = False, today: date | None = None) -> Parsed:
    """Read a typed query. With `typing` the last word is still being written: it also stands for every word that
    begins so, once it has two letters, and a query of which nothing could be read yet is everything; a finished one
    matches nothing then. `today` is what date:today means."""
    parser = Parser(text, typing, today)
    parts = parser.whole()
    queries = tuple(part.query for part in parts if part.query != Everything())
    words = [query for query in queries if isinstance(query, Word) and not query.prefix]
    if words and len(words) == len(queries) and all(_says_nothing(word.text) for word in words):
        parser.complain(0, len(text), "These words are too common to search for.", "add another word")
    if text.strip() and not typing and not parts and not parser.complaints:
        parser.complain(0, len(text), "Nothing in this can be searched for.", "write a word")
    complaints = tuple(sorted(parser.complaints, key=lambda complaint: complaint.start))
    if complaints and not queries and not typing:
        return Parsed(text, NOTHING, complaints)  # nothing good is left: everything would be the wrong answer
    return Parsed(text, Bag(queries) if queries else Everything(), complaints)


def _says_nothing(text: str) -> bool:
    return is_stop(text) or not any(token.terms for token in asked(text))


class Parser:
    """Recursive descent over the lexemes of one text; collects complaints and the places of field filters."""

    def __init__(self, text: str, typing: bool, today: date | None) -> None:
        self.text = text
        self.typing = typing
        self.today = today
        self.lexemes = [lexeme for lexeme in lex(text[:LONGEST]) if lexeme.sort != "space"]
        self.at = 0
        self.complaints: list[Complaint] = []
        self.filters: list[Span] = []
        if len(text) > LONGEST:
            self.complain(LONGEST, len(text), f"Only {LONGEST:,} characters are searched for.", "ask for less")

    def complain(self, start: int, end: int, message: str, hint: str = "") -> None:
        self.complaints.append(Complaint(start, end, message, hint))

    def take(self) -> Lexeme:
        self.at += 1
        return self.lexemes[self.at - 1]

    def peek(self) -> str:
        return self.lexemes[self.at].sort if self.at < len(self.lexemes) else ""

    def unfinished(self, lexeme: Lexeme) -> bool:
        """Whether the writer has just typed this and goes on."""
        return self.typing and not self.text[lexeme.end :].strip()

    def whole(self) -> list[_Unit]:
        """All items of the text; a closing bracket that nothing opened is passed over."""
        items = self.sequence(0)
        while self.at < len(self.lexemes):
            stray = self.take()
            self.complain(stray.start, stray.end, "This bracket closes nothing.", "remove it")
            items += self.sequence(0)
        return items

    def sequence(self, depth: int, field: str = "") -> list[_Unit]:
        """Items side by side, up to a closing bracket or the end."""
        items: list[_Unit] = []
        while self.peek() not in {"", "close"}:
            if item := self.item(depth, field):
                items.append(item)
        return items

    def item(self, depth: int, field: str) -> _Unit | None:
        """Units joined by AND and OR: a list of alternatives, each a list of parts."""
        first = self.unit(depth, field)
        alternatives: list[list[_Unit]] = [[first] if first else []]
        while self.peek() in {"and", "or"}:
            operator = self.take()
            following = self.unit(depth, field) if self.peek() not in {"", "close", "and", "or"} else None
            if (following is None or not any(alternatives)) and not self.unfinished(operator):
                side = "after" if following is None else "before"
                self.complain(operator.start, operator.end, f"Nothing stands {side} {operator.text}.", "remove it")
            if following:
                if operator.sort == "or":
                    alternatives.append([following])
                else:
                    alternatives[-1].append(following)
        parts = [_join(And, units) for units in alternatives if units]
        return _join(Or, parts) if parts else None

    def unit(self, depth: int, field: str) -> _Unit | None:
        lexeme = self.take()
        match lexeme.sort:
            case "minus" | "not":
                return self.exclusion(lexeme, depth, field)
            case "and" | "or":
                self.at -= 1  # an operator without a left side: item() complains
                return None
            case "lone":
                if not self.unfinished(lexeme) and self.at > 0 and lexeme.text == "-":
                    self.complain(lexeme.start, lexeme.end, "A minus needs a word to exclude.", "write -word")
                return None
            case "open":
                return self.brackets(lexeme, depth, field)
            case "field":
                return self.field(lexeme, depth)
            case "quoted":
                if not lexeme.closed:
                    self.complain(lexeme.start, lexeme.end, "This quotation is not closed.", 'add a "')
                return self.quoted(lexeme, field)
            case _:
                return self.word(lexeme, field)

    def exclusion(self, sign: Lexeme, depth: int, field: str) -> _Unit | None:
        if self.peek() in {"", "close", "and", "or"}:
            if not self.unfinished(sign):
                self.complain(sign.start, sign.end, f"Nothing stands after {sign.text}.", "remove it")
            return None
        negative = 0
        while self.peek() in {"minus", "not"}:  # a loop, for "- - - -x" may be long
            self.take()
            negative += 1
        if self.peek() in {"", "close", "and", "or"}:
            return None
        known = len(self.filters)
        typing, self.typing = self.typing, False  # what is excluded is not a prefix: -tr would hide "trade"
        unit = self.unit(depth, field)
        self.typing = typing
        if unit is None:
            return None
        if sign.sort == "minus" and len(self.filters) == known + 1 and self.filters[known].start == sign.end:
            self.filters[known] = Span(sign.start, self.filters[known].end, self.filters[known].label)
        query = unit.query if negative % 2 else Not(unit.query)
        return _Unit(query, sign.start, unit.end)

    def brackets(self, opening: Lexeme, depth: int, field: str) -> _Unit | None:
        if depth >= _DEEPEST:
            self.complain(opening.start, opening.end, "These brackets are nested too deeply.", "use fewer")
            return None
        units = self.sequence(depth + 1, field)
        end = units[-1].end if units else opening.end
        if self.peek() == "close":
            end = self.take().end
        else:
            self.complain(opening.start, opening.end, "This bracket is not closed.", "add )")
        return _Unit(_join(And, units).query, opening.start, end) if units else None

    def word(self, lexeme: Lexeme, field: str) -> _Unit | None:
        text, start, end = lexeme.text, lexeme.start, lexeme.end
        bare = text.rstrip("*")
        if not bare:
            return _Unit(Everything(), start, end) if not field else None
        if field not in {"", "title"}:
            return self.value(field, text, start, end)
        if bare.endswith("~") and len(asked(bare)) == 1:
            return _Unit(Word(bare.rstrip("~"), field=field, near=()), start, end)
        if "*" in bare:
            self.complain(
                start, end, "A * stands only at the end of a word.", "write bilat* for every word that begins so"
            )
            bare = bare.strip("*")
        if text.endswith("*"):
            return _Unit(Word(bare, prefix=True, field=field), start, end)
        if not any(True for _ in asked(bare)):
            return None  # punctuation
        if self.typing and end == len(self.text):
            if len(bare) < 2:
                return None
            return _Unit(Word(bare, prefix=True, field=field, stem=True), start, end)
        return _Unit(Word(bare, field=field), start, end)

    def quoted(self, lexeme: Lexeme, field: str) -> _Unit | None:
        if lexeme.junk and not self.unfinished(lexeme):
            start = lexeme.end - len(lexeme.junk)
            message = "After ~ stands how many words may lie between, up to 999."
            self.complain(start, lexeme.end, message, 'for example "trade record"~5')
        if field not in {"", "title"}:
            return self.value(field, lexeme.text.strip(), lexeme.start, lexeme.end)
        words = tuple(lexeme.text.split())
        if not any(token.terms for token in asked(lexeme.text)):
            if words:
                self.complain(lexeme.start, lexeme.end, "This phrase has no word to search for.", "add another word")
            return None
        return _Unit(Phrase(words, lexeme.slop, field), lexeme.start, lexeme.end)

    def field(self, lexeme: Lexeme, depth: int) -> _Unit | None:
        name = NAMES.get(lexeme.text.casefold())
        if name is None:
            close = get_close_matches(lexeme.text.casefold(), NAMES, 1, 0.6)
            hint = f"did you mean {NAMES[close[0]]}:" if close else "fields: " + " ".join(f"{f.name}:" for f in FIELDS)
            self.complain(lexeme.start, lexeme.end, f'There is no field "{lexeme.text}".', hint)
            return None  # its value is read as the next unit
        if self.peek() not in {"quoted", "word", "open", "field", "minus", "lone"}:
            if not self.unfinished(lexeme):
                example = next(field.example for field in FIELDS if field.name == name)
                message = f"Nothing stands after {lexeme.text}:."
                self.complain(lexeme.start, lexeme.end, message, f"for example {example}")
            return None
        value = self.lexemes[self.at]
        if value.sort in {"field", "minus", "lone"}:  # person:a:b, person:-x: the run of characters is the value
            value = self.run(value.start)
        else:
            self.at += 1
        if value.sort == "open":
            unit = self.brackets(value, depth, name)
        elif value.sort == "quoted":
            if not value.closed:
                self.complain(value.start, value.end, "This quotation is not closed.", 'add a "')
            unit = self.quoted(value, name)
        else:
            unit = self.word(value, name)
        end = unit.end if unit else value.end
        self.filters.append(Span(lexeme.start, end, name))
        return _Unit(unit.query, lexeme.start, end) if unit else None

    def run(self, start: int) -> Lexeme:
        """The characters from `start` to the next space, bracket or quote as one word, whatever they look like."""
        match = RUN.match(self.text, start)
        assert match is not None
        while self.at < len(self.lexemes) and self.lexemes[self.at].start < match.end():
            self.at += 1
        return Lexeme("word", match[0], start, max(match.end(), self.lexemes[self.at - 1].end))

    def value(self, field: str, text: str, start: int, end: int) -> _Unit | None:
        """What a field says: a name to look up, metadata, or days."""
        if not text:
            self.complain(start, end, f"Nothing stands after {field}:.", "add a value")
            return None
        if field in {"date", "mentions"}:
            days = self.days(text, start, end)
            return _Unit(Dated("published" if field == "date" else "mentioned", *days), start, end) if days else None
        if field == "like":
            return _Unit(Like(text.casefold()), start, end)
        if field == "in":
            return _Unit(Facet("collection", text), start, end)
        if field in {"publisher", "author", "path", "measure"}:
            return _Unit(Facet(field, text), start, end)
        if field in {"percent", "amount"}:
            return self.amounts(field, text, start, end)
        if field in _LISTED:
            return self.listed(field, text, start, end)
        begun = self.typing and end == len(self.text) and self.text[-1] not in QUOTES
        if field == "tag":
            return _Unit(Noted(field, " ".join(text.split()), begun), start, end)
        if begun and len(text) < 2:
            return None
        kind = _KINDS.get(field, Kind.PERSON if field == "speaker" else None)
        return _Unit(Named(text, kind, field == "speaker", begun), start, end)

    def listed(self, field: str, text: str, start: int, end: int) -> _Unit | None:
        """One of a few words; one still being typed is left out until it is one."""
        known, what, named = _LISTED[field]
        value = known.get(text.casefold(), "")
        if not value and field == "lang" and _CODE.match(text):
            value = text  # a file may say that it is in another language than those detected
        if value in DATINGS:
            return _Unit(Facet("dating", value), start, end)
        if value and field == "is":
            return _Unit(Noted(field, value), start, end)
        if value:
            return _Unit(Facet("kind" if field == "kind" else "language", value), start, end)
        if not (self.typing and end == len(self.text) and any(word.startswith(text.casefold()) for word in known)):
            self.complain(start, end, f'"{text}" is no {what}.', named)
        return None

    def amounts(self, field: str, text: str, start: int, end: int) -> _Unit | None:
        """A percentage or a sum of money, or a range of them; one still being typed is left out until it is one."""
        read = amounts.read(text)
        low, high, unit = read or (None, None, "")
        if read is None or (field == "percent" and unit):
            if not (self.typing and end == len(self.text)):
                hint = "write >10, 13.6 or 5..10" if field == "percent" else 'write >1e9, 5..7bn or "4.1 bn USD"'
                self.complain(start, end, f'"{text}" is no {"percentage" if field == "percent" else "amount"}.', hint)
            return None
        if unit and unit not in amounts.currencies():
            if not (self.typing and end == len(self.text)):
                near = get_close_matches(unit, amounts.FREQUENT, n=1, cutoff=0.6)
                hint = f"did you mean {near[0]}?" if near else "write a code of three letters: USD, EUR, RUB, KGS"
                self.complain(start, end, f'"{unit}" is no currency.', hint)
            return None
        if low is not None and high is not None and low > high:
            self.complain(start, end, "This range ends before it begins.", "write the smaller number first")
            return None
        return _Unit(Figured(Kind.PERCENT if field == "percent" else Kind.MONEY, low, high, unit), start, end)

    def days(self, text: str, start: int, end: int) -> tuple[date | None, date | None] | None:
        """First and last day of a typed time; a complaint and None where it is none."""
        sign = re.match(r"[<>]=?|=", text)
        left, dots, right = text[sign.end() if sign else 0 :].strip().partition("..")
        left, right = left.strip(), right.strip()
        low, high = self.interval(left), self.interval(right) if dots else None
        hint = "write 2020, 2020-09, 2020-09-28, 2020..2021 or >=2020"
        if (left and not low) or (right and not high) or not (left or right) or (sign and dots):
            if re.match(r"\d{4}\s*[-–—]\s*\d{4}$", text):
                hint = f"did you mean {text[:4]}..{text[-4:]}"
            self.complain(start, end, f'"{text}" is not a date.', hint)
            return None
        if dots:
            if low and high and low[0] > high[1]:
                self.complain(start, end, "This time ends before it begins.", f"did you mean {right}..{left}")
                return None
            return (low[0] if low else None), (high[1] if high else None)
        assert low is not None
        match sign[0] if sign else "=":
            case ">=":
                return low[0], None
            case "<=":
                return None, low[1]
            case ">" if low[1] < date.max:
                return low[1] + timedelta(1), None
            case "<" if low[0] > date.min:
                return None, low[0] - timedelta(1)
            case "=":
                return low
        self.complain(start, end, "No day lies there.", hint)
        return None

    def interval(self, text: str) -> timex.Interval | None:
        if match := _DAY.match(text):
            text = f"{match[3]}-{match[2]:0>2}-{match[1]:0>2}"
        word = text.casefold()
        if word in {"today", "yesterday", "сегодня", "вчера"}:
            day = (self.today or date.today()) - timedelta(word in {"yesterday", "вчера"})
            return day, day
        return timex.interval(text.upper()) if text.isascii() and _ISO.match(text) else None


def _join(node: type[And] | type[Or], units: list[_Unit]) -> _Unit:
    if len(units) == 1:
        return units[0]
    return _Unit(node(tuple(unit.query for unit in units)), units[0].start, units[-1].end)
