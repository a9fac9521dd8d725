"""Who is said to say something, and with which words: "Putin stressed", "said Mr Peskov", "according to Xi Jinping".

A verb of speech has its subject before it ("Mr Putin, speaking in Sochi, also noted"), behind it ("said the
President"), or shares that of the sentence ("Vladimir Putin thanked his guests and noted"). The subject is a name,
a pronoun or a role; the last two mean the only person named before them in their paragraph, or who spoke last where it
names nobody (`carried`), a role moreover only one who is said to have it. Where there are more, nobody is named: a
wrong speaker is worse than none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.annotators.quotes.carried import Carried, Spoken, is_same
from index.annotators.quotes.lexicon import Lexicon
from index.annotators.quotes.marks import MARKS
from index.annotators.quotes.meant import Meant, Who
from index.annotators.quotes.passages import MASK, Passage
from index.annotators.quotes.titles import Titles
from index.models import Annotation, Kind, Span
from index.names import Gazetteer

_SPEAKERS = frozenset({Kind.PERSON, Kind.NAME, Kind.ORGANISATION})
_PHRASE = re.compile(rf"[^.;:,()—{MARKS}{MASK}]{{0,160}}")
_PARTED = re.compile(r"[,.]? ?(?:[—–-] )?(?=\w)")  # between a quote and the name of who said it
APPOSED = re.compile(rf",[{MARKS}] (?=\w)|[{MARKS}],? [—–-] (?=\w)")
LABELLED = re.compile(rf":\s(?=[{MARKS}])")
_IN = re.compile(r"(?<!\w)[Ii]n (?:(?:the )?[A-Z][\w.]* ){0,3}\Z")  # "In Mr (Petrov's words)"
_NAMED = re.compile(r"[A-ZА-ЯЁӨҮҢ][\w’'-]+(?: [A-ZА-ЯЁӨҮҢ][\w’'-]+){1,3}(?=, )")
_OBLIQUE = re.compile(r"(?:[нтд][ыиуү]н?|[гк][аеоө]|[дт][аеоө]н?)\Z")  # Kyrgyz: genitive, accusative, dative ...
_TOLD = re.compile(rf" [“„«\"]{MASK}{{2,30}}[”“»\"](?= )")  # whom a paper in marks is told: сказал «Интерфаксу» Петров
_SUBJECT = re.compile(r" (?:(?:he|she|it|they|there|we|the|his|her|their|its|this|these|no) |[A-Z][\w.-]+ )")
_MEMBER = re.compile(r"(?: \([^()]{1,40}\))? (?:of|from|at|with) (?:[\w’'-]+ ){0,4}")
_PARTY = re.compile(rf" [«“\"]{MASK}{{2,60}}[»”\"] ")
_AND = re.compile(r" (?:and|и|жана|менен) \Z")
_CLAUSE = 400  # characters before a verb within which its subject begins
_NEAR = 80  # characters before a verb that are looked at for a comma, a conjunction or a participle
_WORDS = re.compile(r"[\w-]+")
_OBJECT = 6  # words between a verb and its object's name: "the country's energy minister, "
_REACH = 90  # characters between a verb and a name behind it


@dataclass(frozen=True, slots=True)
class Attribution:
    """The words that say who: all of them, the verb alone, and whom they name. `sort` is "before" (subject, verb),
    "behind" (verb, subject), "shared" (a further verb of the sentence's subject), "object" (subject, clause, verb),
    "cited" (the object of who quotes) or "according"."""

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
        self.meant = Meant(passage, self.names, words, gazetteer, carried)
        self.titles = Titles(self.text, self.names, words)
        self.carried = carried

    def _quoted(self, name: Annotation) -> bool:
        return any(quote.start < name.start < quote.end for quote in self.passage.quotes)

    def attributions(self) -> Iterator[Attribution]:
        """Every attribution, in order."""
        found = [*self._verbs(), *self._citing(), *self._according(), *self._possessed(), *self._labels()]
        found += self._apposed(found)
        for each in sorted(found, key=lambda each: each.span.start):
            if each.sort in ("cited", "according") or not each.verb:
                self._hear(each.who)
            yield each

    def _hear(self, who: Who) -> None:
        """Tells that somebody spoke; an institution is nobody whom "he" may mean, and a head whom nobody is known to be
        may be who spoke before."""
        said = self.text[who.span.start : who.span.end]
        if who.key or not (self.words.is_body(said) or self.words.titles(said) & self.words.heads):
            self.carried.heard(Spoken(who.key, said, self.passage.start + who.span.end))

    # --- verbs ---

    def _verbs(self) -> Iterator[Attribution]:
        latest: Attribution | None = None
        for match in self.words.verb.finditer(self.text):
            sentence = self.passage.sentence(match.start())
            behind_quote = self._after_mark(match.start())
            if latest and latest.span.start < sentence.start:
                latest = None
            if who := self._of_clause(match, sentence) or self._of_anaphor(match, sentence):
                latest = Attribution(Span(who.span.start, match.end()), match[0], who, "object")
            elif who := self._before(match, sentence):
                latest = Attribution(Span(who.span.start, match.end()), match[0], who, "before")
            elif match[0] in self.words.calling:
                continue
            elif (behind_quote or self.words.inverted_anywhere) and (who := self._inverted(match)):
                latest = Attribution(Span(match.start(), who.span.end), match[0], who, "behind")
            elif who := self._shared(match, sentence, latest.who if latest else None):
                latest = Attribution(Span(match.start(), match.end()), match[0], who, "shared")
            else:
                continue
            self._hear(latest.who)
            yield latest

    def _after_mark(self, at: int) -> bool:
        """Whether a quote, or a clause with its comma, ends right before an offset."""
        before = self.text[max(0, at - _NEAR) : at].rstrip(" —–-")
        return before.endswith((",", *MARKS))

    def _of_clause(self, match: re.Match[str], sentence: Span) -> Who | None:
        """The subject at the head of a sentence, of which a whole clause is the object: "Ал ... өскөнүн айтты"."""
        clause = self.words.object_clause
        if clause is None or not clause.search(self.text, max(sentence.start, match.start() - _NEAR), match.start()):
            return None
        pronoun, subject = self.words.leading
        if noun := pronoun.match(self.text, sentence.start, match.start()):
            return self.meant.of(noun, 0)
        first = self._first_person(match, sentence)
        if first is None:
            noun = subject.match(self.text, sentence.start, match.start())
            return self.meant.of(noun, 0) if noun else None
        if any(mark in self.text[sentence.start : first.start] for mark in ";:()—"):
            return None
        return Who(Span(self.titles.begin(first.start, sentence.start), first.end), self.meant.key(first))

    def _of_anaphor(self, match: re.Match[str], sentence: Span) -> Who | None:
        """The first person of a sentence that says who said the one before and has its verb last: "Бул тууралуу мэр
        Асанов шаардык кеңеште билдирди"."""
        opening = self.words.anaphoric.match(self.text, sentence.start) if self.words.object_clause else None
        if opening is None:
            return None
        first = self._first_person(match, sentence)
        if first is None:
            return None
        return Who(Span(self.titles.begin(first.start, opening.end()), first.end), self.meant.key(first))

    def _first_person(self, match: re.Match[str], sentence: Span) -> Annotation | None:
        """The first person of a sentence before a verb whom no case marks as an object."""
        for name in self.names[bisect_left(self.names, sentence.start, key=lambda name: name.start) :]:
            if name.end > match.start():
                break
            word = self.text[name.start : name.end].split()[-1].casefold()
            oblique = word != str(name.value).split()[-1] and _OBLIQUE.search(word)
            if name.kind is Kind.PERSON and not oblique:
                return name
        return None

    def _before(self, match: re.Match[str], sentence: Span) -> Who | None:
        floor = max(sentence.start, match.start() - _CLAUSE)
        clause = self.text[floor : match.start()]
        noun = self._subject(clause)
        for name in reversed(self.names):
            if name.start < floor:
                break
            if name.end > match.start():
                continue
            office = self.titles.office(name, sentence.start) if self.text.startswith(", ", name.end) else -1
            apart = self.text.startswith(", ", name.end) and self.text.endswith(", ", 0, name.start)
            full = name.kind is Kind.PERSON and " " in self.text[name.start : name.end]
            end = name.end + (office >= 0 or (apart and full))  # "Petrov's brother, Ivan Petrov, wrote"
            if self.words.gap.fullmatch(self.text, end, match.start()):
                if person := self._member(name, sentence.start):
                    return Who(Span(self.titles.begin(person.start, sentence.start), name.end), self.meant.key(person))
                covered = noun and floor + noun.start() <= name.start and name.kind is not Kind.PERSON
                if noun and covered:  # "the governor of the National Bank said"
                    break
                if match[0] in self.words.reporting and name.kind is not Kind.PERSON:
                    return None
                span = Span(office if office >= 0 else self.titles.begin(name.start, sentence.start), name.end)
                return Who(span, "" if self._is_together(span.start) else self.meant.key(name))
        if noun is None:
            return None
        if person := self._explained(floor + noun.end()):
            return Who(Span(floor + noun.start(), person.end), self.meant.key(person))
        return self._unlike_object(self.meant.of(noun, floor), match.end())

    def _explained(self, at: int) -> Annotation | None:
        """The person whom a comma, or a party in marks, joins to an office that ends here: "the coach, Ivan Petrov, who
        ...,", "депутат фракции «Заря» Иван Петров"."""
        name = next((name for name in self.names if name.start == at + 2), None)
        if name is not None and name.kind is Kind.PERSON and self.text.startswith(", ", at):
            return name
        party = _PARTY.match(self.text, at)
        name = next((name for name in self.names if party and name.start == party.end()), None)
        return name if name is not None and name.kind is Kind.PERSON else None

    def _subject(self, clause: str) -> re.Match[str] | None:
        """A pronoun or an office before a verb, the nearest first."""
        near, office, far = self.words.nouns
        if found := near.search(clause, max(0, len(clause) - _NEAR)):
            return found
        if not self.words.speaking.isdisjoint(_WORDS.findall(clause.casefold())):  # what follows costs more
            found = office.search(clause)
            if found and not self._is_governed(found, clause):
                return found
        return far.search(clause, max(0, len(clause) - _REACH - _NEAR))

    def _is_governed(self, noun: re.Match[str], clause: str) -> bool:
        """Whether a preposition stands before an office: "bureaucrats of the government complained"."""
        return self.words.governing.search(clause, 0, noun.start()) is not None

    def _member(self, name: Annotation, floor: int) -> Annotation | None:
        """The person whose institution stands behind him: "Martin Hoerling of the weather service said"."""
        if name.kind is Kind.PERSON:
            return None
        before = [each for each in self.names if floor <= each.start and each.end <= name.start]
        if not before or before[-1].kind is not Kind.PERSON:
            return None
        return before[-1] if _MEMBER.fullmatch(self.text, before[-1].end, name.start) else None

    def _unlike_object(self, who: Who, at: int) -> Who:
        """A pronoun is not who stands as object of its verb: "He told Petrov that" (principle C of binding theory)."""
        told = next((name for name in self.names if name.start == at + 1), None)
        return Who(who.span, "") if told and who.key and is_same(str(told.value), who.key) else who

    def _is_together(self, at: int) -> bool:
        """Whether a subject that begins here is the second of two: "Vladimir Putin and Sadyr Japarov noted"."""
        and_ = _AND.search(self.text, max(0, at - 12), at)
        return and_ is not None and any(n.end == and_.start() and n.kind is Kind.PERSON for n in self.names)

    def _inverted(self, match: re.Match[str]) -> Who | None:
        """The subject behind a finite verb; a participle ("noting the President") has its object there, and a verb of
        addressing whom it is told."""
        verb = match[0]
        turned = verb.endswith("ing") or verb in self.words.addressing or verb in self.words.participles
        return None if turned else self._behind(match.end(), verb)

    def _behind(self, at: int, verb: str = "") -> Who | None:
        """A subject that stands behind its verb. Who a preposition governs is no subject: "said at a meeting with"."""
        if told := _TOLD.match(self.text, at):
            at = told.end()
        pronoun, subject = self.words.afters
        if noun := pronoun.match(self.text, at):
            return self.meant.of(noun, 0)
        phrase = _PHRASE.match(self.text, at)
        end = phrase.end() if phrase else at
        near = [name for name in self.names if at < name.start < end]
        near = [name for name in near if not self.words.governing.search(self.text, at, name.start)]
        people = [name for name in near if name.kind is Kind.PERSON]
        paper = next((name.end for name in near if name.start == at + 1 and name.kind is not Kind.PERSON), at)
        noun = subject.match(self.text, at) or subject.match(self.text, paper)  # "сообщили ТАСС в пресс-службе"
        if people and not self._is_of_body(noun, people[0].start):
            name = people[0]
            for other in people[1:]:  # "представитель Путина Дмитрий Песков"
                name = other if self.text[name.end : other.start] == " " else name
            return Who(Span(at + 1, name.end), self.meant.key(name))
        if noun:
            person = self._explained(noun.end())
            return Who(Span(at + 1, person.end), self.meant.key(person)) if person else self.meant.of(noun, 0)
        for name in near:
            if name.kind is not Kind.PERSON:
                return None if verb in self.words.reporting else Who(Span(at + 1, name.end), self.meant.key(name))
        return None

    def _is_of_body(self, noun: re.Match[str] | None, name: int) -> bool:
        """Whether a name is only whose institution speaks: "сообщили в пресс-службе президента Ивана Петрова"."""
        if noun is None or (noun["head"] or noun["many"]).casefold() not in self.words.bodies:
            return False
        end = noun.end("head") if noun["head"] else noun.end("many")
        return bool(self.words.body_first) and end <= name

    def _shared(self, match: re.Match[str], sentence: Span, latest: Who | None) -> Who | None:
        """The subject of the verb of speech before in the sentence, or the one at its head, for a further verb."""
        if not self.words.coordinated.search(self.text, max(sentence.start, match.start() - _NEAR), match.start()):
            return None
        bare = match[0] in self.words.bare and _SUBJECT.match(self.text, match.end())
        if not bare and not self.words.that.match(self.text, match.end()):
            return None
        if latest:
            return latest
        first = next((name for name in self.names if name.start >= sentence.start), None)
        if first is None or first.kind is not Kind.PERSON or first.end > match.start():
            return None
        return (
            Who(Span(first.start, first.end), self.meant.key(first))
            if self.titles.head(first.start, sentence)
            else None
        )

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
                    who = Who(Span(name.start, name.end), self.meant.key(name))
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
                start = own.start() if own else self.titles.begin(name.start, self.passage.sentence(name.start).start)
                who = Who(Span(name.start, name.end), self.meant.key(name))
                yield Attribution(Span(start, behind.end()), behind[0], who, "according")
        for match in self.words.possessor.finditer(self.text) if self.words.possessor else ():
            who = self.meant.of(match, 0)
            yield Attribution(Span(match.start(), match.end()), match[0], who, "according")

    # --- according to ---

    def _according(self) -> Iterator[Attribution]:
        for match in self.words.according.finditer(self.text):
            who = self._behind(match.end())
            own = next((word for word in match[0].casefold().split() if word in self.words.their), "")
            if who is None and own:
                who = self.meant.by(Span(match.start(), match.end()), [self.words.their[own]])
            if who:
                yield Attribution(Span(match.start(), who.span.end), match[0], who, "according")

    # --- Name: "..." and "...," Name ---

    def _labels(self) -> Iterator[Attribution]:
        """A person with a colon and a quote, at the head of a sentence: "Ivan Petrov: “...”"."""
        for label in LABELLED.finditer(self.text):
            sentence = self.passage.sentence(label.start())
            name = next((name for name in self.names if name.end == label.start()), None)
            if name is not None and name.kind is Kind.PERSON and self.titles.head(name.start, sentence):
                who = Who(Span(self.titles.begin(name.start, sentence.start), name.end), self.meant.key(name))
                yield Attribution(who.span, "", who, "before")

    def _apposed(self, found: Sequence[Attribution]) -> Iterator[Attribution]:
        """A person right behind a quote, with his office and no verb: "“...,” Anna Roth, spokeswoman for the bank."."""
        for quote in self.passage.quotes:
            parted = _PARTED.match(self.text, quote.end) if quote.closed else None
            if parted is None or (not parted[0].strip() and self.text[quote.inside.end - 1] != ","):
                continue
            at = parted.end()
            sentence = self.passage.sentence(at)
            name = next((name for name in self.names if name.start >= at), None)
            if name is None or name.kind is not Kind.PERSON or self.titles.begin(name.start, at) > at + 1:
                shape = _NAMED.match(self.text, at, sentence.end)  # of nobody whom the rules for names know
                span, key = Span(at, shape.end() if shape else at), ""
            else:
                span, key = Span(at, name.end), self.meant.key(name)
            if span.end == at or any(e.span.start < sentence.end and at < e.span.end for e in found):
                continue
            behind = self.words.apposed.match(self.text, span.end, sentence.end)
            if behind and (key or "," in behind[0]):
                who = Who(span, key)
                yield Attribution(span, "", who, "behind")
