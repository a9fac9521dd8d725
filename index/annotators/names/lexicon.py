"""The word lists of the name rules, one `Lexicon` for each script and language, read when first needed."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from functools import cache

from ... import rule_files
from ...models import Kind
from ...names.display import given_names
from ...names.keys import fold, stem
from ...remembered import Remembered
from .kinds import ORGANISATION, PLACE

Words = frozenset[str]
_KEPT = 4096  # words of texts of which is remembered what the lists say


@dataclass(slots=True)
class Facts:
    """What the lists say of a word; `listed` where any of them says anything, be it of a part of the word or of the
    word in another form."""

    title: bool
    not_name: bool
    common: bool
    listed: bool


class _Known(Remembered[Facts]):
    """The facts of the words met, worked out when first asked."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__(_KEPT)
        self._lexicon = lexicon
        self._lists = [getattr(lexicon, each.name) for each in fields(lexicon) if each.type == "Words" and each.init]

    def find(self, key: str) -> Facts:
        """Look a word up in all lists."""
        lexicon = self._lexicon
        title, not_name, common = _is_title(key, lexicon), _is_no_name(key, lexicon), _is_common(key, lexicon.common)
        forms = {key, key.partition("'")[0], *key.split("-")}
        listed = title or not_name or common or any(not words.isdisjoint(forms) for words in self._lists)
        return Facts(title, not_name, common, listed)


class _Lows(Remembered[str]):
    """The words met, folded, and stemmed where a language is given."""

    def __init__(self, language: str) -> None:
        super().__init__(_KEPT)
        self._language = language

    def find(self, key: str) -> str:
        """A word as the lists hold it."""
        low = fold(key)
        return stem(low, self._language) if self._language else low


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Cue words, folded (and stemmed, in Cyrillic). The fields are those of the YAML files, explained there."""

    titles: Words
    modifiers: Words
    roles: Words
    speech: Words
    organisation_suffixes: Words
    organisation_prefixes: Words
    organisation_first: Words
    organisation_roles: Words
    surname_heads: Words
    surname_titles: Words
    founders: Words
    legal_forms: Words
    papers: Words
    governed_fields: Words
    team_names: Words
    bearers: Words
    organisation_adjectives: Words
    organisations: Words
    common_organisations: Words
    place_suffixes: Words
    place_prefixes: Words
    place_first: Words
    locative: Words
    place_nouns: Words
    sentence_nouns: Words
    possessive_heads: Words
    caseless: Words
    motion: Words
    not_names: Words
    event_words: Words
    appositive_heads: Words
    function_words: Words
    first_names: Words
    ambiguous_first_names: Words
    common: Words
    cyrillic: bool
    language: str
    lows: dict[str, str] = field(init=False, compare=False, repr=False)  # words of texts as these lists hold them
    facts: dict[str, Facts] = field(init=False, compare=False, repr=False)  # by word, as these lists hold it
    heads: dict[Kind, Words] = field(init=False, compare=False, repr=False)  # of organisations, and of places
    suffixes: Words = field(init=False, compare=False, repr=False)  # what names of organisations and places end in

    def __post_init__(self) -> None:
        organisations = self.organisation_prefixes | self.organisation_suffixes
        heads = {
            ORGANISATION: organisations,
            PLACE: self.place_prefixes | self.place_suffixes | organisations,
        }
        object.__setattr__(self, "heads", heads)
        object.__setattr__(self, "suffixes", self.organisation_suffixes | self.place_suffixes)
        object.__setattr__(self, "facts", _Known(self))
        object.__setattr__(self, "lows", _Lows(self.language if self.cyrillic else ""))

    def word(self, surface: str) -> str:
        """A word of the text as these lists hold it."""
        return self.lows[surface]

    def is_common(self, low: str) -> bool:
        """Whether a folded English word is one that is usually written small, in any regular form."""
        return self.facts[low].common


def _is_title(low: str, lexicon: Lexicon) -> bool:
    titles = lexicon.titles
    if low in titles or (low[-1:] == "s" and low[:-1] in titles):
        return True
    first, hyphen, last = low.partition("-")  # "Prime-Minister", "Secretary-General"
    return bool(hyphen) and last in titles and (first in titles or first in lexicon.modifiers)


def _is_no_name(low: str, lexicon: Lexicon) -> bool:
    none = lexicon.not_names
    if low in none or (low[-1:] == "s" and low[:-1] in none):
        return True
    return "-" in low and all(part in none or (part[-1:] == "s" and part[:-1] in none) for part in low.split("-"))


def _is_common(low: str, common: Words) -> bool:
    if not common:
        return False
    low = low.rpartition("-")[2]
    if low in common:
        return True
    for suffix, endings in _REGULAR:
        if low.endswith(suffix):
            base = low[: -len(suffix)]
            if len(base) >= 3 and any(base + e in common for e in endings):
                return True
    return False


_REGULAR = (
    ("s", ("",)), ("es", ("", "e")), ("ies", ("y",)), ("ed", ("", "e")), ("ied", ("y",)), ("ing", ("", "e")),
    ("ly", ("",)), ("ment", ("",)), ("ness", ("",)),
)  # fmt: skip


def _read(name: str) -> dict[str, str]:
    data: dict[str, str] = rule_files.load("index.annotators.names", name)
    return data


@cache
def latin() -> Lexicon:
    """Cues in Latin script: English."""
    rules, first = _read("english.yaml"), given_names()

    def words(field: str) -> Words:
        return frozenset(fold(rules.get(field, "")).split())

    both = frozenset(fold(first["both"]).split())
    return Lexicon(
        titles=words("titles"),
        modifiers=words("title_modifiers"),
        roles=words("roles"),
        speech=words("speech"),
        organisation_suffixes=words("organisation_suffixes") | words("team_names"),
        organisation_prefixes=words("organisation_prefixes"),
        organisation_first=words("organisation_first"),
        organisation_roles=words("organisation_roles"),
        surname_heads=words("surname_heads"),
        surname_titles=words("surname_titles"),
        founders=words("founders"),
        legal_forms=words("legal_forms"),
        papers=words("papers"),
        governed_fields=words("governed_fields"),
        team_names=words("team_names"),
        bearers=words("bearers"),
        organisation_adjectives=words("organisation_adjectives"),
        organisations=words("organisations"),
        common_organisations=words("common_organisations"),
        place_suffixes=words("place_suffixes"),
        place_prefixes=words("place_prefixes"),
        place_first=words("place_first"),
        locative=words("locative"),
        place_nouns=words("place_nouns"),
        sentence_nouns=frozenset(),
        possessive_heads=frozenset(),
        caseless=frozenset(),
        motion=words("motion"),
        not_names=words("not_names"),
        event_words=words("event_words"),
        appositive_heads=words("appositive_heads"),
        function_words=words("function_words"),
        first_names=frozenset(fold(first["latin"]).split()) | both,
        ambiguous_first_names=both,
        common=frozenset(fold(_read("common_words.yaml")["english"]).split()),
        cyrillic=False,
        language="en",
    )


@cache
def cyrillic(language: str = "ru") -> Lexicon:
    """Cues in Cyrillic script: Russian, and Kyrgyz as well where the document is in Kyrgyz."""
    language = "ky" if language == "ky" else "ru"
    sources = [_read("russian.yaml")]
    if language == "ky":
        sources.append(_read("kyrgyz.yaml"))
    first = given_names()

    def words(field: str) -> Words:
        return frozenset(stem(w, language) for s in sources for w in fold(s.get(field, "")).split())

    def plain(field: str) -> Words:
        return frozenset(w for s in sources for w in fold(s.get(field, "")).split())

    return Lexicon(
        titles=words("titles"),
        modifiers=frozenset(),
        roles=words("titles"),
        speech=plain("speech"),
        organisation_suffixes=words("organisation_suffixes"),
        organisation_prefixes=words("organisation_prefixes"),
        organisation_first=words("organisation_first"),
        organisation_roles=words("organisation_roles"),
        surname_heads=words("surname_heads"),
        surname_titles=words("surname_titles"),
        founders=words("founders"),
        legal_forms=words("legal_forms"),
        papers=words("papers"),
        governed_fields=words("governed_fields"),
        team_names=words("team_names"),
        bearers=words("bearers"),
        organisation_adjectives=words("organisation_adjectives"),
        organisations=words("organisations"),
        common_organisations=words("common_organisations"),
        place_suffixes=words("place_suffixes"),
        place_prefixes=words("place_prefixes"),
        place_first=words("place_prefixes"),
        locative=words("locative"),
        place_nouns=words("place_nouns"),
        sentence_nouns=words("sentence_nouns"),
        possessive_heads=plain("possessive_heads"),
        caseless=plain("caseless"),
        motion=words("motion"),
        not_names=words("not_names"),
        event_words=words("event_words"),
        appositive_heads=words("appositive_heads"),
        function_words=words("function_words"),
        first_names=frozenset(stem(w, language) for w in fold(first["cyrillic"]).split()),
        ambiguous_first_names=frozenset(),
        common=frozenset(),
        cyrillic=True,
        language=language,
    )
