"""The words that make figures in one language, compiled from its YAML file the first time they are asked for.

A table of the YAML file lists forms under a key ("USD": [dollar, dollars]); here it becomes `Phrases`. A word that ends
in `*` takes any of the language's `endings` (Russian and Kyrgyz case forms). Values are read as strings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from index import rule_files
from index.annotators.figures.phrases import Behind, Phrases, any_of, by_initial
from index.annotators.figures.symbols import SCALED_CODES, Before
from index.annotators.openings import Openers, openers

FILES = {"en": "english.yaml", "ru": "russian.yaml", "ky": "kyrgyz.yaml"}
WORDS = (
    "not_plural",
    "plural_nouns",
    "time_nouns",
    "stop",
    "definite",
    "year_nouns",
    "auxiliaries",
    "share_after",
    "share_before",
    "no_share_before",
    "times_before",
    "present",
    "change_links",
    "pronouns",
    "future",
    "aims",
    "lasting",
    "not_counted",
    "between",
    "range_and",
    "trend_between",
    "trend_after",
    "trend_doubt",
    "change_by",
    "change_rate",
    "obtains",
    "no_head",
    "outcome",
    "from",
    "share_in",
    "adverbs",
    "growth",
    "each",
    "earlier",
    "likened",
    "listing",
    "measure_verbs",
    "particle_verbs",
    "brought",
    "beside",
    "short_verbs",
    "reached",
    "clause_joiners",
)
_AGAINST = ("compared", "from", "outcome", "set_against")
SPACES = "\u00a0\u202f\u2009"  # the spaces that group digits without ending a number


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything one language's file says, ready to match. `numbers` and `scales` map a folded word to its number;
    `trigger` fits where a figure may begin: at digits, at a word of `openers`, at an article before one of
    `behind_article`."""

    language: str
    numbers: Mapping[str, float]
    scales: Mapping[str, float]
    letters: Mapping[str, float]
    fractions: Mapping[str, float]
    halves: Mapping[str, float]
    vague: Mapping[str, tuple[float, float]]
    articles: frozenset[str]
    joiners: frozenset[str]
    point: frozenset[str]
    bare_scales: frozenset[str]
    change_times: bool
    digits: re.Pattern[str]
    decimal_comma: bool
    trigger: re.Pattern[str]
    openers: Openers
    behind_article: Openers
    range_to: re.Pattern[str]
    minor_gap: re.Pattern[str]
    number_suffix: re.Pattern[str] | None
    range_suffix: re.Pattern[str] | None
    percent: Phrases
    percent_of: Phrases
    part_points: Phrases
    portions: Phrases
    multiples: Phrases
    times: Phrases
    money: Phrases
    codes: Phrases
    before: Before
    subunits: Phrases
    units: Phrases
    behind_number: Behind  # which of `percent`, `times`, `money`, `codes`, `subunits`, `units` a number may have
    letter_unit: re.Pattern[str] | None
    factors: Mapping[str, tuple[str, float]]
    hedges: Phrases
    hedges_after: Phrases
    approximate: re.Pattern[str] | None
    from_suffix: re.Pattern[str] | None
    behind: re.Pattern[str]
    outcome: re.Pattern[str]
    attribute: re.Pattern[str] | None
    skipped: Phrases
    rise: Phrases
    rise_after: Phrases
    measures: Phrases
    relative: re.Pattern[str]
    words: Mapping[str, frozenset[str]]
    labels: re.Pattern[str]
    minus: re.Pattern[str]
    plural: re.Pattern[str]
    modifier: re.Pattern[str] | None
    inhabited: re.Pattern[str]
    inhabitants: str
    compared: re.Pattern[str]
    against: re.Pattern[str]
    gapped: re.Pattern[str] | None
    reworded: re.Pattern[str]
    compared_behind: re.Pattern[str]
    change_since: re.Pattern[str]
    reaching: re.Pattern[str]
    reached_behind: re.Pattern[str]
    trends: re.Pattern[str]
    trend: Phrases
    subjects: Phrases
    trend_free: bool


_DOT = (
    rf"\d{{1,3}}(?:,\d{{2,3}}){{0,6}},\d{{3}}(?:\.\d+)?(?!\d)|\d{{1,3}}(?:[{SPACES}]\d{{3}}){{1,6}}(?:\.\d+)?(?!\d)"
    r"|\d+,\d{1,2}(?=[\s-]?(?:mil|bil|tril|mln|bln|bn|%|per|млн|млрд|тыс))|\d+(?:\.\d+)?"
)
_COMMA = (
    rf"\d{{1,3}}(?:[ {SPACES}]\d{{3}}){{1,6}}(?!\d)(?:[.,]\d+)?|\d{{1,3}}(?:\.\d{{3}}){{2,6}}(?!\d)"
    r"|\d{1,3}(?:,\d{3}){2,6}(?!\d)|\d+(?:[.,]\d+)?"
)


def _values(table: Mapping[str, Iterable[str]]) -> dict[str, float]:
    return {form: float(number) for number, forms in table.items() for form in forms}


def _words_at(forms: list[str], endings: str) -> re.Pattern[str]:
    """One of the forms as a whole, after a space."""
    return re.compile(rf"\s{any_of(forms, endings)}(?!\w)", re.IGNORECASE)


def _codes_after(shared: Mapping[str, Any]) -> Phrases:
    """Symbols and codes after a number: "10 $", "115USD", "30 MUSD". A symbol that a digit follows at once after a
    space belongs to that digit ("1 $10 bill"), which the caller checks."""
    table: dict[str, list[str]] = {key: list(forms) for key, forms in shared["symbols"].items()}
    for code in f"{shared['codes']} {shared['word_codes']}".split():
        table.setdefault(code, []).append(code)
    for code in shared["small_codes"].split():
        table[code.upper()].append(code)
    for alias, code in shared["aliases"].items():
        table.setdefault(code, []).append(alias)
    for scale, factor in shared["scaled"].items():
        for code in SCALED_CODES:
            table[f"{code}*{factor}"] = [*table.get(f"{code}*{factor}", ()), f"{scale}{code}"]
    return Phrases(table, "", lead=" -", exact=True)


def _ends_of(said: str) -> tuple[float, float]:
    """ "10 to 100"."""
    low, _, high = said.partition(" to ")
    return float(low), float(high)


def _fillers(data: Mapping[str, Any], endings: str) -> str:
    """What may stand before a figure and belongs to it: hedges, "another", "a record"."""
    return any_of([*data["between_before"], *(form for forms in data["hedges"].values() for form in forms)], endings)


def _outcome(data: Mapping[str, Any], endings: str) -> re.Pattern[str]:
    """What stands between a change, or where it began, and where it led: "(rose 5%) year-on-year to nearly (2 bn)"."""
    skipped, between = any_of(data["outcome_skip"], endings), _fillers(data, endings)
    return re.compile(
        rf"(?:\s{skipped})?,?\s{any_of(data['outcome'], '')}\s(?:{between}\s)*[A-Z]{{0,3}}[$€£¥₽]?\s?", re.IGNORECASE
    )


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of an ISO 639-1 language; English for one we have no words for."""
    data, shared = (
        rule_files.load("index.annotators.figures", name, as_text=True)
        for name in (FILES.get(language, FILES["en"]), "currencies.yaml")
    )
    endings = data["endings"]
    gap = " -"
    numbers = {word: float(value) for word, value in data["numbers"].items()}
    scales, halves = _values(data["scales"]), {k: float(v) for k, v in data["half"].items()}
    fractions = {word: float(value) for word, value in data["fractions"].items()}
    articles = frozenset(data["articles"])
    units = {code: list(forms) for code, forms in data["units"].items()}
    factors: dict[str, tuple[str, float]] = {}
    for code, scaled in data["scaled_units"].items():
        for factor, forms in scaled.items():
            factors[f"{code}*{factor}"] = (code, float(factor))
            units[f"{code}*{factor}"] = list(forms)
    trigger_words = [*numbers, *halves, *data["bare_scales"]]
    trigger_words += [] if articles else fractions
    multiples = data["multiples"]
    portions = [form for forms in data["portions"].values() for form in forms]
    after_article = by_initial([*scales, *halves, *fractions])
    codes = "|".join([*shared["codes"].split(), *shared["aliases"], *shared["small_codes"].split()])
    scaled_codes = f"(?:{'|'.join(shared['scaled'])})(?:{'|'.join(SCALED_CODES)})"
    spelled = [*trigger_words, *articles, *data["percent_of"], *portions, *data["vague"]]
    spelled += [form for forms in multiples.values() for form in forms]
    trigger = re.compile(
        rf"(?<!\w)(?:(?P<digit>\d)|(?P<code>(?:{codes}|{scaled_codes})(?=\d))"
        rf"|(?P<multiple>{by_initial(form for forms in multiples.values() for form in forms)})"
        rf"|(?P<share>{by_initial(data['percent_of'])})|(?P<portion>{by_initial(portions)})"
        rf"|(?P<vague>{by_initial(data['vague'])})"
        rf"|(?P<word>{by_initial(trigger_words)}|{by_initial(articles)}(?=[\s-]{after_article})))"
    )
    percent = {"%": data["percent"] + data["percent_word"], "pp": data["points"], "bp": data["basis_points"]}
    tables = {
        "percent": Phrases(percent, endings, lead=gap),
        "times": Phrases({"times": data["times"]}, endings, lead=gap),
        "money": Phrases(data["currencies"], endings, lead=gap),
        "codes": _codes_after(shared),
        "subunits": Phrases(data["subunits"], endings, lead=gap),
        "units": Phrases(units, endings, lead=gap),
    }
    return Lexicon(
        language=language,
        numbers=numbers,
        scales=scales,
        letters=_values(data["letters"]),
        fractions=fractions,
        halves=halves,
        vague={word: _ends_of(said) for word, said in data["vague"].items()},
        articles=articles,
        joiners=frozenset(data["joiners"]),
        point=frozenset(data["point"]),
        bare_scales=frozenset(data["bare_scales"]),
        change_times=data["change_times"] == "true",
        digits=re.compile(_COMMA if data["decimal"] == "comma" else _DOT),
        decimal_comma=data["decimal"] == "comma",
        trigger=trigger,
        openers=openers(form for form in spelled if form.split()[0] not in articles),
        behind_article=openers(
            [*scales, *halves, *fractions, *(form.partition(" ")[2] for form in spelled if form.split()[0] in articles)]
        ),
        range_to=re.compile(rf"\s?(?:[-–—]|(?<=\s){any_of(data['range_to'], '')})\s?", re.IGNORECASE),
        minor_gap=re.compile(rf"\s(?:{any_of(data['joiners'], '')}\s)?", re.IGNORECASE),
        number_suffix=re.compile(data["number_suffix"]) if data["number_suffix"] else None,
        range_suffix=re.compile(data["range_suffix"]) if data["range_suffix"] else None,
        percent=tables["percent"],
        percent_of=Phrases({"%": data["percent_of"]}, endings),
        part_points=Phrases({"pp": data["part_points"]}, endings, lead="-"),
        portions=Phrases(data["portions"], endings),
        multiples=Phrases(multiples, endings),
        times=tables["times"],
        money=tables["money"],
        codes=tables["codes"],
        before=Before(shared, data["prefixes"]),
        subunits=tables["subunits"],
        units=tables["units"],
        behind_number=Behind(tables),
        letter_unit=re.compile(data["letter_unit"]) if data["letter_unit"] else None,
        factors=factors,
        hedges=Phrases(data["hedges"], endings),
        hedges_after=Phrases(data["hedges_after"], endings, lead=" "),
        approximate=re.compile(rf"(?:{data['approximate']})(?!\w)") if data["approximate"] else None,
        from_suffix=re.compile(rf"(?:{data['from_suffix']})\Z") if data["from_suffix"] else None,
        behind=re.compile(rf"(?:\s{any_of(data['behind'], '')})?", re.IGNORECASE),
        outcome=_outcome(data, endings),
        attribute=re.compile(data["attribute"], re.IGNORECASE) if data["attribute"] else None,
        skipped=Phrases({"skip": data["between_before"]}, endings),
        rise=Phrases({"rise": data["rise"], "fall": data["fall"]}, endings),
        rise_after=Phrases({"rise": data["rise_after"], "fall": data["fall_after"]}, endings, lead=" "),
        measures=Phrases(data["measures"], endings),
        relative=re.compile(rf",\s*{any_of(data['relative'], endings)}", re.IGNORECASE),
        words={name: frozenset(data[name]) for name in WORDS},
        labels=re.compile(rf"(?<!\w){any_of(data['labels'], endings)}\.?\s*\Z", re.IGNORECASE),
        minus=re.compile(
            rf"(?:(?:\A|(?<=[\s(\[]))[-−]|(?<!\w)(?<!or )(?<!или ){any_of(data['minus'], '')}\s)\Z", re.IGNORECASE
        ),
        plural=re.compile(rf"(?:{data['plural']})\Z"),
        modifier=re.compile(rf"{data['modifier']}\Z") if data["modifier"] else None,
        inhabited=re.compile(rf"(?<!\w){any_of(data['inhabited'], endings)}\s(?:\w+\s){{0,2}}\Z", re.IGNORECASE),
        inhabitants=data["inhabitants"],
        against=re.compile(
            rf"\s{any_of([*(form for key in _AGAINST for form in data[key])], endings)}\s", re.IGNORECASE
        ),
        reworded=re.compile(
            rf",\s{any_of(data['reworded'], '')}\s(?:{_fillers(data, endings)}\s)*[A-Z]{{0,3}}[$€£¥₽]?", re.IGNORECASE
        ),
        gapped=re.compile(data["gapped"]) if data["gapped"] else None,
        compared=re.compile(
            rf"(?<!\w){any_of(data['compared'], endings)}\s(?:{any_of(data['compared_in'], endings)}\s)*\Z",
            re.IGNORECASE,
        ),
        compared_behind=_words_at(data["compared_behind"], endings),
        change_since=_words_at(data["change_since"], ""),
        reaching=re.compile(rf",?\s{any_of(data['reaching'], '')}(?!\w)[^.,;:!?\n]*\Z", re.IGNORECASE),
        reached_behind=_words_at(data["reached_behind"], endings),
        trends=re.compile(rf"(?<![\w-]){by_initial(form for forms in data['trend'].values() for form in forms)}"),
        trend=Phrases(data["trend"], ""),
        subjects=Phrases(data["trend_subjects"], ""),
        trend_free=data["trend_free"] == "true",
    )
