"""The word lists of the name rules, one `Lexicon` for each script and language, read when first needed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from ... import rule_files
from ...names.display import given_names
from ...names.keys import fold, stem

Words = frozenset[str]


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
    bearers: Words
    organisation_adjectives: Words
    organisations: Words
    common_organisations: Words
    place_suffixes: Words
    place_prefixes: Words
    place_first: Words
    locative: Words
    place_nouns: Words
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

    def word(self, surface: str) -> str:
        """A word of the text as these lists hold it."""
        return _stemmed(surface, self.language) if self.cyrillic else _folded(surface)

    def is_common(self, low: str) -> bool:
        """Whether a folded English word is one that is usually written small, in any regular form."""
        return bool(self.common) and _is_common(low, self.common)


@lru_cache(maxsize=65536)
def _is_common(low: str, common: Words) -> bool:
    low = low.rpartition("-")[2]
    if low in common:
        return True
    for suffix, endings in _REGULAR:
        if low.endswith(suffix):
            base = low[: -len(suffix)]
            if len(base) >= 3 and any(base + e in common for e in endings):
                return True
    return False


@lru_cache(maxsize=65536)
def _folded(surface: str) -> str:
    return fold(surface)


@lru_cache(maxsize=65536)
def _stemmed(surface: str, language: str) -> str:
    return stem(fold(surface), language)


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
        organisation_suffixes=words("organisation_suffixes"),
        organisation_prefixes=words("organisation_prefixes"),
        organisation_first=words("organisation_first"),
        organisation_roles=words("organisation_roles"),
        bearers=words("bearers"),
        organisation_adjectives=words("organisation_adjectives"),
        organisations=words("organisations"),
        common_organisations=words("common_organisations"),
        place_suffixes=words("place_suffixes"),
        place_prefixes=words("place_prefixes"),
        place_first=words("place_first"),
        locative=words("locative"),
        place_nouns=words("place_nouns"),
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

    return Lexicon(
        titles=words("titles"),
        modifiers=frozenset(),
        roles=words("titles"),
        speech=frozenset(w for s in sources for w in fold(s.get("speech", "")).split()),
        organisation_suffixes=words("organisation_suffixes"),
        organisation_prefixes=words("organisation_prefixes"),
        organisation_first=words("organisation_first"),
        organisation_roles=words("organisation_roles"),
        bearers=words("bearers"),
        organisation_adjectives=words("organisation_adjectives"),
        organisations=words("organisations"),
        common_organisations=words("common_organisations"),
        place_suffixes=words("place_suffixes"),
        place_prefixes=words("place_prefixes"),
        place_first=words("place_prefixes"),
        locative=words("locative"),
        place_nouns=words("place_nouns"),
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
