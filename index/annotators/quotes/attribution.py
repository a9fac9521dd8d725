"""Who is said to say something, and with which words: "Putin stressed", "said Mr Peskov", "according to Xi Jinping".

A verb of speech has its subject before it ("Mr Putin, speaking in Sochi, also noted"), behind it ("said the
President"), or shares that of the sentence ("Vladimir Putin thanked his guests and noted"). The subject is a name,
a pronoun or a role; the last two mean the only person named before them in their paragraph, or who spoke last where it
names nobody (`carried`), a role moreover only one who is said to have it. Where there are more, nobody is named: a
wrong speaker is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.annotators.quotes.carried import Carried, Spoken
from index.annotators.quotes.lexicon import Lexicon
from index.annotators.quotes.marks import MARKS
from index.annotators.quotes.passages import MASK, Passage
from index.models import Annotation, Kind, Span
from index.names import Gazetteer

_SPEAKERS = frozenset({Kind.PERSON, Kind.NAME, Kind.ORGANISATION})
_PHRASE = re.compile(rf"[^.;:,()—{MARKS}{MASK}]{{0,100}}")
_WORD = re.compile(r"(?<![^ ])[\w’'&-]+\.? \Z")
LABELLED = re.compile(rf":\s(?=[{MARKS}])")
_LINKS = frozenset({"of", "the", "for", "and", "и", "по"})
_IN = re.compile(r"(?<!\w)[Ii]n (?:(?:the )?[A-Z][\w.]* ){0,3}\Z")  # "In Mr (Petrov's words)"
_OBJECT = 6  # words between a verb and its object's name: "the country's energy minister, "
_REACH = 90  # characters between a verb and a name behind it


@dataclass(frozen=True, slots=True)
class Who:
    """The subject of a verb of speech: its words, and the mention key of the person (or "")."""

    span: Span
    key: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """The words that say who: all of them, the verb alone, and whom they name. `sort` is "before" (subject, verb),
    "behind" (verb, subject), "shared" (a further verb of the sentence's subject), "cited" (the object of who quotes) or
    "according"."""

    span: Span
    verb: str
    who: Who
    sort: str


class Reader:
    """Attributions of one paragraph."""

    def __init__(
        self, passage: Passage, names: Sequence[Annotation], words: Lexicon, gazetteer: Gazetteer, carried: Carried
    ) -> None:
        """`names` are those of the paragraph, with offsets from its beginning, in order; `carried` hears who speaks."""
        self.passage = passage
        self.text = passage.masked
        self.names = [name for name in names if name.kind in _SPEAKERS and not self._quoted(name)]
        self.words = words
        self.gazetteer = gazetteer
        self.carried = carried

    def _quoted(self, name: Annotation) -> bool:
        return any(quote.start < name.start < quote.end for quote in self.passage.quotes)

    def attributions(self) -> Iterator[Attribution]:
        """Every attribution, in order."""
        found = [*self._verbs(), *self._citing(), *self._according(), *self._possessed(), *self._labels()]
        for each in sorted(found, key=lambda each: each.span.start):
            span = each.who.span
            said = self.text[span.start : span.end]
            if not self.passage.quotes and self._is_unnamed(said.casefold().split()):
                continue  # what a ministry says is a quote where it is quoted
            if each.who.key and any(name.start < span.end and span.start < name.end for name in self.names):
                self.carried.heard(Spoken(each.who.key, said, self.passage.start + span.end))
            yield each

    # --- verbs ---

    def _verbs(self) -> Iterator[Attribution]:
        latest: Attribution | None = None
        for match in self.words.verb.finditer(self.text):
            sentence = self.passage.sentence(match.start())
            behind_quote = self._after_mark(match.start())
            if latest and latest.span.start < sentence.start:
                latest = None
            if who := self._before(match, sentence):
                latest = Attribution(Span(who.span.start, match.end()), match[0], who, "before")
            elif match[0] in self.words.calling:
                continue
            elif (behind_quote or self.words.inverted_anywhere) and (who := self._inverted(match)):
                latest = Attribution(Span(match.start(), who.span.end), match[0], who, "behind")
            elif who := self._shared(match, sentence, latest.who if latest else None):
                latest = Attribution(Span(match.start(), match.end()), match[0], who, "shared")
            else:
                continue
            yield latest

    def _after_mark(self, at: int) -> bool:
        """Whether a quote, or a clause with its comma, ends right before an offset."""
        before = self.text[:at].rstrip(" —–-")
        return before.endswith((",", *MARKS))

    def _before(self, match: re.Match[str], sentence: Span) -> Who | None:
        for name in reversed(self.names):
            if name.start < sentence.start:
                break
            if name.end > match.start():
                continue
            office = self._office(name, sentence.start) if self.text.startswith(", ", name.end) else -1
            end = name.end + (office >= 0)
            if self.words.gap.fullmatch(self.text, end, match.start()):
                span = Span(office if office >= 0 else self._title(name.start, sentence.start), name.end)
                together = any(
                    span.start <= other.start < name.start and other.kind is Kind.PERSON for other in self.names
                )
                return Who(span, "" if together else self._key(name))
        clause = self.text[sentence.start : match.start()]
        noun = self.words.noun.search(clause)
        return self._meant(noun, sentence.start) if noun else None

    def _office(self, name: Annotation, floor: int) -> int:
        """Where an office begins that a name between commas explains: "the mayor of Tokmok, Ruslan Abdyldaev, told";
        -1 where there is none."""
        found = self.words.office.search(self.text, max(floor, name.start - _REACH), name.start)
        return found.start() if found else -1

    def _title(self, at: int, floor: int) -> int:
        """Where the titles before a name begin: "Russian President Vladimir Putin"."""
        start = here = at
        while word := _WORD.search(self.text, max(floor, here - 40), here):
            low = word[0].strip().casefold()
            if low in self.words.adverbs or not (word[0][0].isupper() or low in self.words.roles or low in _LINKS):
                break
            here = word.start()
            if low not in _LINKS or low == "the":
                start = here
        return start

    def _inverted(self, match: re.Match[str]) -> Who | None:
        """The subject behind a finite verb; a participle ("noting the President") has its object there, and a verb of
        addressing whom it is told."""
        turned = match[0].endswith("ing") or match[0] in self.words.addressing
        return None if turned else self._behind(match.end())

    def _behind(self, at: int) -> Who | None:
        noun = self.words.after.match(self.text, at)
        phrase = _PHRASE.match(self.text, at)
        end = phrase.end() if phrase else at
        for name in self.names:
            if name.start > at and name.start < min(end, at + _REACH):
                if name.kind is Kind.PERSON or not self._person_in(name.end, end):
                    return Who(Span(at + 1, name.end), self._key(name))
            elif name.start >= end:
                break
        return self._meant(noun, 0) if noun else None

    def _person_in(self, start: int, end: int) -> bool:
        return any(start <= name.start < end and name.kind is Kind.PERSON for name in self.names)

    def _shared(self, match: re.Match[str], sentence: Span, latest: Who | None) -> Who | None:
        """The subject of the verb of speech before in the sentence, or the one at its head, for a further verb."""
        if not self.words.coordinated.search(self.text[sentence.start : match.start()]):
            return None
        if not self.words.that.match(self.text, match.end()):
            return None
        if latest:
            return latest
        first = next((name for name in self.names if name.start >= sentence.start), None)
        if first is None or first.kind is not Kind.PERSON or first.end > match.start():
            return None
        return Who(Span(first.start, first.end), self._key(first)) if self._heads(first.start, sentence) else None

    def _heads(self, at: int, sentence: Span) -> bool:
        """Whether only titles stand before a name in its sentence."""
        before = self.text[sentence.start : at]
        return not before or (len(before) < 80 and all(w[:1].isupper() or len(w) < 4 for w in before.split()))

    # --- quoted by somebody else ---

    def _citing(self) -> Iterator[Attribution]:
        """ "The agency quoted Petrov as saying", "агентство приводит слова Петрова": the object speaks."""
        for match in self.words.citing.finditer(self.text):
            end = self.passage.sentence(match.start()).end
            near = (n for n in self.names if match.end() < n.start < min(end, match.end() + _REACH))
            for name in near:
                behind = self.words.citing_as.match(self.text, name.end)
                # Without "as saying" the paper may stand behind its verb as well: "цитирует ИА Regnum Петрова".
                spoken = name.kind is Kind.PERSON or (name.kind is Kind.NAME and behind and behind[0])
                if behind and spoken and self._is_object(match.end(), name):
                    span = Span(match.start(), behind.end())
                    who = Who(Span(name.start, name.end), self._key(name))
                    yield Attribution(span, behind[0] or match[0], who, "cited")
                    break

    def _is_object(self, at: int, name: Annotation) -> bool:
        """Whether only what a name's bearer is stands before it: "quoted the mayor, Anna Belova," """
        between = self.text[at : name.start]
        return len(between.split()) <= _OBJECT and not any(mark in between for mark in f".;:()—{MARKS}{MASK}")

    # --- in somebody's words ---

    def _possessed(self) -> Iterator[Attribution]:
        for name in self.names if self.words.possessed else ():
            assert self.words.possessed is not None
            behind = self.words.possessed.match(self.text, name.end)
            if behind is None or name.kind is Kind.ORGANISATION:
                continue
            own = _IN.search(self.text, max(0, name.start - _REACH), name.start)
            if own or not self.words.possessed_in:
                start = own.start() if own else self._title(name.start, self.passage.sentence(name.start).start)
                who = Who(Span(name.start, name.end), self._key(name))
                yield Attribution(Span(start, behind.end()), behind[0], who, "according")

    # --- according to ---

    def _according(self) -> Iterator[Attribution]:
        for match in self.words.according.finditer(self.text):
            who = self._behind(match.end())
            own = next((word for word in match[0].casefold().split() if word in self.words.their), "")
            if who is None and own:
                who = self._meant_by(Span(match.start(), match.end()), [self.words.their[own]])
            if who:
                yield Attribution(Span(match.start(), who.span.end), match[0], who, "according")

    # --- Name: "..." ---

    def _labels(self) -> Iterator[Attribution]:
        """A person with a colon and a quote, at the head of a sentence: "Ivan Petrov: “...”"."""
        for label in LABELLED.finditer(self.text):
            sentence = self.passage.sentence(label.start())
            name = next((name for name in self.names if name.end == label.start()), None)
            if name is not None and name.kind is Kind.PERSON and self._heads(name.start, sentence):
                who = Who(Span(self._title(name.start, sentence.start), name.end), self._key(name))
                yield Attribution(who.span, "", who, "before")

    # --- whom a word means ---

    def _key(self, name: Annotation) -> str:
        """The key of a name that may speak. What no rule could type may be a role: "the Russian leader"."""
        if name.kind is Kind.NAME and not self.words.roles.isdisjoint(name.text.casefold().split()):
            return ""
        return str(name.value or "") if name.kind in (Kind.PERSON, Kind.NAME) else ""

    def _meant(self, noun: re.Match[str], base: int) -> Who:
        """Whom a pronoun or a role means."""
        span = Span(base + noun.start("noun"), base + noun.end("noun"))
        words = noun["noun"].casefold().split()
        if self._is_unnamed(words):
            return Who(span, "")
        return self._meant_by(span, words)

    def _meant_by(self, span: Span, words: Sequence[str]) -> Who:
        """The only person named before in the paragraph, or who spoke last where it names nobody."""
        people = {str(name.value) for name in self.names if name.kind is Kind.PERSON and name.start < span.start}
        if not people:
            return Who(span, self.carried.meant(self.passage.start + span.start, words))
        key = people.pop() if len(people) == 1 else ""
        if key and not self.words.pronouns.intersection(words):
            roles = self.words.roles.intersection(words)
            key = key if any(self._has_role(key, role) for role in roles) else ""
        return Who(span, key)

    def _is_unnamed(self, words: Sequence[str]) -> bool:
        """Whether a subject is an office, or one of many: "the ministry", "a spokesman"."""
        return words[0] in self.words.indefinite or words[-1] in self.words.bodies

    def _has_role(self, key: str, role: str) -> bool:
        """Whether a person has a role: by the words before or in the mention, or by the offices of the gazetteer."""
        for name in self.names:
            if str(name.value) == key:
                said = self.text[max(0, name.start - 60) : name.end].casefold()
                if re.search(rf"(?<!\w){re.escape(role)}(?!\w)[^.,;]*\Z", said):
                    return True
        entity = self.gazetteer.resolve(key, Kind.PERSON)
        return entity is not None and any(role in tenure.title.casefold().split() for tenure in entity.offices)
