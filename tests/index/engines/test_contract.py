"""What every engine must answer, and that the default one answers as the reference does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.engine import Engine
from index.engines.memory import MemoryEngine
from index.engines.whoosh import open_engine
from index.errors import IndexBusyError, NotFoundError
from index.models import (
    Among,
    And,
    Annotation,
    Bag,
    Dated,
    Document,
    Everything,
    Facet,
    Kind,
    Mention,
    Mentioned,
    Not,
    Or,
    Order,
    Phrase,
    Query,
    Said,
    Span,
    Turn,
    Word,
)
from index.query import parse
from tests.index.engines.spread import SpreadEngine


def document(id: str, text: str, title: str = "", published: str | None = None, **more: object) -> Document:
    return Document(id, f"folder/{id}.md", text, title, published, **more)  # type: ignore[arg-type]


def person(key: str, start: int = 0) -> Annotation:
    return Annotation(Kind.PERSON, start, start + len(key), key, key, rule="test", basis="rule")


def said(value: str, first: date | None, last: date | None) -> Annotation:
    return Annotation(Kind.DATE, 0, 4, "then", value, first, last)


SUMMIT = document(
    "summit",
    "President Jeenbekov met Putin in Sochi.\n\nBilateral trade reached $2.5 billion, up 13.6%.",
    "Jeenbekov and Putin talk trade",
    "2020-09-28",
    publisher="kremlin.ru",
    place="Sochi",
    kind="transcript",
    language="en",
    url="http://kremlin.ru/1",
    authors=("A. Author",),
    origins={"title": "page markup"},
    annotations=(
        person("sooronbay jeenbekov", 10),
        person("vladimir putin", 24),
        person("vladimir putin", 30),
        said("2019", date(2019, 1, 1), date(2019, 12, 31)),
        Annotation(Kind.MONEY, 60, 72, "$2.5 billion", 2.5e9, None, None, "USD", 2.5e9, 2.6e9, "about", "rise", "trade",
                   "2020", "money-1", "text"),
        Annotation(Kind.PERCENT, 77, 82, "13.6%", 13.6, unit="%"),
    ),
    turns=(Turn(0, 20, "President of Russia", 0, 5, "vladimir putin"), Turn(41, 88, "he said", 0, 0, "", quoted=True)),
    headings=(Span(0, 9, "2"),),
    pages=(Span(0, 41, "iv"), Span(41, 41, "v"), Span(41, 88, "1")),
)  # fmt: skip
BORDER = document(
    "border",
    "Садыр Жапаров обсудил торговлю с соседями. Граница открыта. Prices of the trade of goods rose.",
    "Граница",
    "2021-05",
    estimated=True,
    reason="Its number is that of May",
    publisher="24.kg",
    place="Бишкек",
    kind="article",
    language="ru",
    annotations=(
        person("садыр жапаров"),
        said("2021-05-24", date(2021, 5, 24), date(2021, 5, 24)),
        Annotation(Kind.TREND, 89, 93, "rose", measure="export of goods sold"),
    ),
)
STORY = document(
    "story", "Trade. Goods, trade and bilaterally agreed prices trade.", "A story", "2019-03-01", publisher="TASS"
)
UNDATED = document(
    "undated",
    "An old note about Sochi.",
    "Zebra",
    "XXXX-11-27",
    annotations=(
        said("XXXX-11-27", None, None),
        said("17", date(1700, 1, 1), date(1799, 12, 31)),
    ),
)
ALL = (SUMMIT, BORDER, STORY, UNDATED)

Opener = Callable[[], Engine]
ON_DISK: dict[str, Callable[[Path], Engine]] = {
    "whoosh": lambda folder: open_engine(folder, create=True),
    "spanning": SpreadEngine,
}


@pytest.fixture(params=["memory", "whoosh", "spanning"])
def opener(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opener]:
    """Opens the engine of one index; each call a further instance of it, as another process would."""
    opened: list[Engine] = []
    memory = MemoryEngine()

    def make() -> Engine:
        opened.append(memory if request.param == "memory" else ON_DISK[request.param](tmp_path / "index"))
        return opened[-1]

    yield make
    for engine in opened:
        engine.close()


def fill(engine: Engine, *documents: Document) -> Engine:
    with engine.batch() as batch:
        for one in documents:
            batch.put(one)
    engine.refresh()
    return engine


@pytest.fixture
def engine(opener: Opener) -> Engine:
    """Four documents in two segments."""
    return fill(fill(opener(), *ALL[:2]), *ALL[2:])


def ids(engine: Engine, query: Query | str, order: Order = Order.RELEVANCE) -> tuple[list[str], list[str]]:
    """Ids of the complete and of the partial answers, in order."""
    page = engine.search(parse(query).query if isinstance(query, str) else query, order)
    assert len(page.scores) == len(page.numbers)
    assert page.generation == engine.generation
    found = [row.id for row in engine.rows(page.numbers)]
    return found[: page.complete], found[page.complete :]


def occurring(engine: Engine) -> dict[tuple[str, str], int]:
    """How often each document, by id, has each form of a name and each figure, by what is kept for counting."""
    live = [row.id for row in engine.rows(engine.search(Everything()).numbers)]
    ids = {engine.number(id): id for id in live}
    found = {}
    for of in ("written", "said"):
        segments = engine.occurrences(of)
        assert segments is not None
        for segment in segments:
            kept = segment.occurrences()
            assert len(set(kept.terms)) == len(kept.terms)
            terms = [term for term, having in zip(kept.terms, kept.having, strict=True) for _ in range(having)]
            for term, number, times in zip(terms, kept.documents, kept.times, strict=True):
                assert number < segment.size
                if (id := ids.get(segment.first + int(number))) is not None:
                    assert (id, term) not in found
                    found[id, term] = int(times)
    return found


def complete(engine: Engine, query: Query | str) -> set[str]:
    whole, partial = ids(engine, query)
    assert partial == []
    return set(whole)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"summit", "border", "story", "undated"}),
        ("the of", {"summit", "border", "story", "undated"}),
        ("trade", {"summit", "border", "story"}),
        ("trading", {"summit", "border", "story"}),
        ("nothing", set()),
        ("торговля", {"border"}),
        ("жапаровым", {"border"}),
        ("Жапаров", {"border"}),
        ("жапар", set()),
        ("13.6", {"summit"}),
        ("13.6%", {"summit"}),
        ("bilatera*", {"summit", "story"}),
        ("bilaterall*", {"story"}),
        ("трог* OR торг*", {"border"}),
        ('"Jeenbekov met Putin"', {"summit"}),
        ('"Putin met Jeenbekov"', set()),
        ('"Putin Jeenbekov"~1', {"summit"}),
        ('"Jeenbekov Sochi"~1', set()),
        ('"Jeenbekov Sochi"~3', {"summit"}),
        ('"trade of goods"', {"border"}),
        ('"trade goods"', {"story"}),
        ('"talk trade President"', set()),
        ('"goods trade"~5', {"border", "story"}),
        ("title:trade", {"summit"}),
        ("title:trad*", {"summit"}),
        ('title:"talk trade"', {"summit"}),
        ("title:billion", set()),
        ("-trade", {"undated"}),
        ("NOT (trade OR note)", set()),
        ("trade -putin", {"border", "story"}),
        ("-trade -note", set()),
        ("trade AND (putin OR goods)", {"summit", "border", "story"}),
        ("trade AND NOT goods", {"summit"}),
        ("(putin sochi) OR goods", {"summit", "border", "story"}),
        ("publisher:KREMLIN", {"summit"}),
        ("kind:article", {"border"}),
        ("kind:art", set()),
        ("lang:en", {"summit"}),
        ("-lang:en", {"border", "story", "undated"}),
        ("date:2020", {"summit"}),
        ("date:2021-05-24", {"border"}),
        ("date:2019..2020", {"summit", "story"}),
        ("date:>=2020-09-28", {"summit", "border"}),
        ("date:<2020", {"story"}),
        ("-date:<2020", {"summit", "border", "undated"}),
        ("mentions:2019-07", {"summit"}),
        ("mentions:2021", {"border"}),
        ("mentions:>=2019", {"summit", "border"}),
        ("mentions:2018", set()),
        ("mentions:1712", set()),  # "the 18th century" tells of no year of it
        ("mentions:1701..1800", {"undated"}),
        ("mentions:1600..1900", {"undated"}),
        ("author:author", {"summit"}),
        ("author:nobody", set()),
        ("path:folder/b", {"border"}),
        ("measure:trading", {"summit"}),
        ("measure:oil", set()),
        ("measure:exports", {"border"}),
        ("amount:>2.5e9", {"summit"}),
        ("amount:>2.6e9", set()),
        ('amount:"2.55 bn USD"', {"summit"}),
        ("amount:EUR", set()),
        ("amount:usd", {"summit"}),
        ("amount:<1e9", set()),
        ("percent:13.6%", {"summit"}),
        ("percent:10..14", {"summit"}),
        ("percent:>13.6", set()),
        ("-percent:>1", {"border", "story", "undated"}),
        ("trade date:>=2020", {"summit", "border"}),
    ],
)
def test_finds(engine: Engine, query: str, expected: set[str]) -> None:
    assert complete(engine, query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (Mentioned(frozenset({"person\tvladimir putin"})), {"summit"}),
        (Mentioned(frozenset({"person\tvladimir putin", "person\tсадыр жапаров"})), {"summit", "border"}),
        (Mentioned(frozenset({"person\tnobody"})), set()),
        (Mentioned(frozenset()), set()),
        (Mentioned(frozenset({"person\tvladimir putin"}), spoken=True), {"summit"}),
        (Mentioned(frozenset({"person\tsooronbay jeenbekov"}), spoken=True), set()),
        (Mentioned(frozenset({"person\tvladimir putin"}), first=date(2020, 1, 1)), {"summit"}),
        (Mentioned(frozenset({"person\tvladimir putin"}), last=date(2020, 1, 1)), set()),
        (Facet("path", "folder/s"), {"summit", "story"}),
        (Facet("place", "биш"), {"border"}),
        (Facet("id", "SUMMIT"), {"summit"}),
        (Facet("dating", "undated"), {"undated"}),
        (Facet("dating", "estimated"), {"border"}),
        (Facet("dating", "dated"), {"summit", "story"}),
        (Among(frozenset({"summit", "story", "gone"})), {"summit", "story"}),
        (Among(frozenset()), set()),
        (Not(Among(frozenset({"summit", "gone"}))), {"border", "story", "undated"}),
        (Bag((Word("sochi"), Not(Among(frozenset({"summit"}))))), {"undated"}),
        (Not(Everything()), set()),
        (Not(Not(Word("sochi"))), {"summit", "undated"}),
        (And((Everything(), Word("sochi"))), {"summit", "undated"}),
        (Or((Everything(), Word("sochi"))), {"summit", "border", "story", "undated"}),
        (And((Word("the"), Word("sochi"))), {"summit", "undated"}),
        (Dated("published"), {"summit", "border", "story"}),
        (Dated("mentioned", last=date(2019, 1, 1)), {"summit", "undated"}),
        (Word("bilateral", prefix=True, stem=True), {"summit", "story"}),
        (Word("trades", prefix=True, stem=True), {"summit", "border", "story"}),
        (Word("trades", prefix=True), set()),
        (Phrase(("Kyrgyz-Tajik", "border")), set()),
    ],
)
def test_nodes(engine: Engine, query: Query, expected: set[str]) -> None:
    assert complete(engine, query) == expected


PUTIN = Mentioned(frozenset({"person\tputin"}), spoken=True)
XI = Mentioned(frozenset({"person\txi"}), spoken=True)
CHAIR = Mentioned(frozenset({"person\tputin"}), spoken=True, first=date(2020, 1, 1), last=date(2020, 12, 31))
TALK = (
    "Putin: Trade grew. More oil.\n\nXi: Growing trade in goods.\n\nHe said “gas bilaterally” and left for the market."
)


def talk(id: str, published: str | None = None) -> Document:
    """Putin speaks of trade and oil, Xi of growing trade in goods, somebody of gas."""
    turns = tuple(
        Turn(TALK.index(said), TALK.index(said) + len(said), key, 0, 0, key, quoted)
        for key, said, quoted in [
            ("putin", "Trade grew. More oil.", False),
            ("xi", "Growing trade in goods.", False),
            ("putin", "gas bilaterally", True),
            ("", "for the market", True),
            ("silent", "", False),
        ]
    )
    return document(id, TALK, "Market of oil", published, turns=turns)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (Said(Word("trade"), (PUTIN,)), True),
        (Said(Word("trading"), (PUTIN,)), True),
        (Said(Word("goods"), (PUTIN,)), False),
        (Said(Word("goods"), (XI,)), True),
        (Said(Word("goods"), (PUTIN, XI)), True),
        (Said(Word("market"), (PUTIN, XI)), False),
        (Said(Word("putin"), (PUTIN,)), False),
        (Said(Word("gas"), (PUTIN,)), True),
        (Said(Word("goo", prefix=True), (PUTIN,)), False),
        (Said(Word("goo", prefix=True), (XI,)), True),
        (Said(Word("trade", prefix=True, stem=True), (PUTIN,)), True),
        (Said(Word("goods", prefix=True, stem=True), (PUTIN,)), False),
        (Said(Word("R&D", prefix=True), (PUTIN,)), False),
        (Said(Phrase(("trade", "grew")), (PUTIN,)), True),
        (Said(Phrase(("trade", "in", "goods")), (XI,)), True),
        (Said(Phrase(("trade", "in", "goods")), (PUTIN,)), False),
        (Said(Phrase(("oil", "Xi", "growing")), (PUTIN, XI)), False),
        (Said(Phrase(("oil", "growing"), 3), (PUTIN, XI)), False),
        (Phrase(("oil", "growing"), 3), True),
        (Said(Phrase(("oil", "gas"), 9), (PUTIN,)), False),
        (Not(Said(Word("goods"), (PUTIN,))), True),
        (Said(Word("the"), (PUTIN,)), True),
        (Said(Word("trade"), (Mentioned(frozenset(), spoken=True),)), False),
        (Mentioned(frozenset({"person\tsilent"}), spoken=True), True),
        (Said(Word("trade"), (Mentioned(frozenset({"person\tsilent"}), spoken=True),)), False),
    ],
)
def test_what_a_speaker_says(opener: Opener, query: Query, expected: bool) -> None:
    engine = fill(opener(), talk("talk"), document("other", "nothing", "nothing"))
    assert ("talk" in complete(engine, query)) is expected
    assert engine.fetch("talk") == talk("talk")


def test_a_speaker_by_office_speaks_in_their_time(opener: Opener) -> None:
    engine = fill(opener(), talk("before", "2019"), talk("during", "2020-05-01"), talk("undated"))
    assert complete(engine, Said(Word("trade"), (CHAIR,))) == {"during"}
    assert complete(engine, Said(Word("tra", prefix=True), (CHAIR,))) == {"during"}
    assert complete(engine, Said(Word("goods"), (CHAIR, XI))) == {"before", "during", "undated"}


def test_words_of_a_speaker_may_match_in_part(opener: Opener) -> None:
    engine = fill(opener(), talk("talk"), document("other", "trade goods"))
    asked = Bag((PUTIN, Said(Word("trade"), (PUTIN,)), Said(Word("goods"), (PUTIN,))))
    assert ids(engine, asked) == ([], ["talk"])
    assert ids(engine, Bag((PUTIN, Said(Word("trade"), (PUTIN,)), Said(Word("oil"), (PUTIN,))))) == (["talk"], [])


def test_complete_answers_come_before_partial_ones(engine: Engine) -> None:
    assert ids(engine, "trade sochi") == (["summit"], ["undated", "story", "border"])
    assert ids(engine, "trade sochi nothing") == ([], ["summit", "undated", "story", "border"])
    assert ids(engine, "trade sochi -putin") == ([], ["undated", "story", "border"])
    assert ids(engine, "trade sochi date:2019") == ([], ["story"])
    assert ids(engine, "trade the of") == (["story", "summit", "border"], [])
    page = engine.search(parse("trade sochi").query)
    assert list(page.scope) == list(page.numbers[:1])


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Order.NEWEST, ["border", "summit", "story", "undated"]),
        (Order.OLDEST, ["story", "summit", "border", "undated"]),
        (Order.TITLE, ["story", "summit", "undated", "border"]),
        (Order.PUBLISHER, ["border", "summit", "story", "undated"]),
        (Order.RELEVANCE, ["border", "summit", "story", "undated"]),
    ],
)
def test_orders(engine: Engine, order: Order, expected: list[str]) -> None:
    assert ids(engine, Everything(), order)[0] == expected


def test_each_part_is_ordered_by_itself(engine: Engine) -> None:
    assert ids(engine, "trade sochi", Order.OLDEST) == (["summit"], ["story", "border", "undated"])


def test_ties_by_newest_then_id(opener: Opener) -> None:
    engine = fill(opener(), *(document(id, "same words", "t", day) for id, day in
                              [("c", None), ("b", "2020"), ("a", None), ("d", "2021")]))  # fmt: skip
    assert ids(engine, "words")[0] == ["d", "b", "a", "c"]


def test_a_title_word_weighs_more(opener: Opener) -> None:
    engine = fill(opener(), document("body", "x gas y z", "other w"), document("title", "x y z other", "gas w"))
    assert ids(engine, "gas")[0] == ["title", "body"]


def test_fetch_gives_back_the_whole_document(engine: Engine) -> None:
    for one in ALL:
        assert engine.fetch(one.id) == one
    with pytest.raises(NotFoundError):
        engine.fetch("nobody")
    with pytest.raises(NotFoundError):
        engine.number("nobody")


def test_rows_and_texts_by_number(engine: Engine) -> None:
    numbers = [engine.number(id) for id in ("undated", "summit")]
    assert engine.rows(numbers) == [UNDATED.row(numbers[0]), SUMMIT.row(numbers[1])]
    assert engine.texts(numbers) == [UNDATED.text, SUMMIT.text]
    assert engine.rows([]) == []
    assert engine.texts([]) == []


def test_mentions_annotations_and_turns(engine: Engine) -> None:
    numbers = [engine.number(one.id) for one in ALL]
    counted = {number: dict(counts) for number, counts in engine.mentions(numbers) if counts}
    assert counted == {
        numbers[0]: {
            "person\tsooronbay jeenbekov": Mention(1, "sooronbay jeenbekov"),
            "person\tvladimir putin": Mention(2, "vladimir putin"),
        },
        numbers[1]: {"person\tсадыр жапаров": Mention(1, "садыр жапаров")},
    }
    assert set(engine.mention_keys()) == {key for counts in counted.values() for key in counts}
    figures = list(engine.annotations(numbers, {Kind.MONEY, Kind.PERCENT}))
    assert figures == [(numbers[0], list(SUMMIT.annotations[4:]))]
    percent = list(engine.annotations(numbers, {Kind.PERCENT}))
    assert percent == [(numbers[0], [SUMMIT.annotations[5]])]
    mixed = dict(engine.annotations(numbers, {Kind.PERSON, Kind.DATE}))
    assert [note.start for note in mixed[numbers[0]]] == [0, 10, 24, 30]
    assert list(engine.turns(numbers)) == [(numbers[0], SUMMIT.turns)]


def test_names_and_figures_are_kept_for_counting(engine: Engine) -> None:
    assert occurring(engine) == {
        ("summit", "person\tsooronbay jeenbekov\tsooronbay jeenbekov"): 1,
        ("summit", "person\tvladimir putin\tvladimir putin"): 2,
        ("summit", "money\t$2.5 billion"): 1,
        ("summit", "percent\t13.6%"): 1,
        ("border", "person\tсадыр жапаров\tсадыр жапаров"): 1,
    }
    numbers = [engine.number("border"), engine.number("story")]
    assert [number for number, there in enumerate(engine.among(numbers)) if there] == sorted(numbers)
    page = engine.search(parse("trade").query)
    assert sum(engine.among(page.scope)) == len(page.scope)


def test_documents_that_have_a_term(engine: Engine) -> None:
    assert engine.having(("trade", "nothing", "bilater")) == {"trade": 3, "bilater": 2}
    assert engine.having(("trade", "bilateral", "bilater"), surface=True) == {"trade": 3, "bilateral": 1}
    with engine.batch() as batch:
        batch.remove("summit")
    engine.refresh()
    assert engine.having(("trade", "jeenbekov")) == {"trade": 2}


def test_words_for_completion(engine: Engine) -> None:
    assert engine.words("trad") == [("trade", 3)]
    assert engine.words("bila") == [("bilateral", 1), ("bilaterally", 1)]
    assert engine.words("bila", 1) == [("bilateral", 1)]
    assert engine.words("соч") == []


def test_days_of_publication_are_counted(engine: Engine) -> None:
    whole = engine.search(Everything())
    may = (date(2021, 5, 1), date(2021, 5, 31))
    days = {(day, day): 1 for day in (date(2020, 9, 28), date(2019, 3, 1))}
    assert engine.published(whole.numbers) == {**days, may: 1}
    assert engine.published(whole.scope) == {**days, may: 1}
    assert engine.published([number for number in whole.numbers if engine.rows([number])[0].id == "border"]) == {may: 1}
    assert engine.published([]) == {}


def test_a_document_put_again_replaces(opener: Opener) -> None:
    engine = fill(opener(), SUMMIT, BORDER)
    fill(engine, document("summit", "something else", "New"))
    assert engine.count() == 2
    assert complete(engine, "putin") == set()
    assert complete(engine, "else") == {"summit"}
    with engine.batch() as batch:
        batch.put(document("x", "first version"))
        batch.put(document("x", "second version"))
        batch.put(document("y", "fleeting"))
        batch.remove("y")
    engine.refresh()
    assert engine.count() == 3
    assert complete(engine, "first") == complete(engine, "fleeting") == set()
    assert complete(engine, "second version") == {"x"}


def test_the_removed_never_shows(engine: Engine) -> None:
    with engine.batch() as batch:
        batch.remove("summit")
        batch.remove("nobody")
    assert engine.refresh()
    assert engine.count() == 3
    assert complete(engine, "") == {"border", "story", "undated"}
    assert complete(engine, "putin") == complete(engine, "date:2020") == complete(engine, "mentions:2019") == set()
    assert complete(engine, "-story") == {"border", "undated"}
    assert complete(engine, "kind:transcript") == complete(engine, '"bilateral trade"') == set()
    assert set(engine.mention_keys()) == {"person\tсадыр жапаров"}
    assert engine.words("bila") == [("bilaterally", 1)]
    assert engine.words("jeen") == []
    with pytest.raises(NotFoundError):
        engine.fetch("summit")
    fill(engine, SUMMIT)
    assert engine.fetch("summit") == SUMMIT
    assert engine.count() == 4


def test_many_batches_and_removals(opener: Opener) -> None:
    engine = opener()
    for number in range(60):
        names = (person(f"name {number % 7}"), person(f"name {number % 7}"), person(f"only {number}"))
        text = f"word{number} common text"
        fill(engine, document(f"d{number % 40}", text, f"Title {number}", f"{1980 + number}", annotations=names))
    assert engine.count() == 40
    assert complete(engine, "common") == {f"d{number}" for number in range(40)}
    assert complete(engine, "word59") == {"d19"}
    assert complete(engine, "word19") == set()
    assert engine.fetch("d19").title == "Title 59"
    assert complete(engine, '"word59 common"') == {"d19"}
    assert complete(engine, "date:2039") == {"d19"}
    counted = occurring(engine)
    assert len(counted) == 80
    for number in range(20, 60):
        id, common, own = f"d{number % 40}", f"name {number % 7}", f"only {number}"
        assert (counted[id, f"person\t{common}\t{common}"], counted[id, f"person\t{own}\t{own}"]) == (2, 1)


def test_a_failed_batch_leaves_nothing(engine: Engine) -> None:
    before = engine.generation

    def fail() -> None:
        with engine.batch() as batch:
            batch.put(document("half", "half done"))
            batch.remove("summit")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert not engine.refresh()
    assert engine.generation == before
    assert engine.count() == 4
    fill(engine, document("next", "the lock is free"))
    assert engine.count() == 5
    assert engine.fetch("summit") == SUMMIT


def test_an_empty_batch_changes_nothing_to_see(engine: Engine) -> None:
    with engine.batch():
        pass
    assert engine.count() == 4
    assert complete(engine, "putin") == {"summit"}


def test_a_second_writer_is_told_so(opener: Opener) -> None:
    engine = opener()
    with engine.batch() as batch:
        batch.put(SUMMIT)
        with pytest.raises(IndexBusyError), opener().batch():
            pass
    engine.refresh()
    assert engine.count() == 1


def test_an_empty_index_answers(opener: Opener) -> None:
    engine = opener()
    assert engine.count() == 0
    for query in ("", "gas", "-gas", "date:2020", '"a gas"', "gas*", "kind:x"):
        for order in Order:
            page = engine.search(parse(query).query, order)
            assert list(page.numbers) == []
            assert page.complete == 0
    assert list(engine.mention_keys()) == []
    assert engine.words("a") == []


def test_odd_texts_survive(opener: Opener) -> None:
    odd = document(
        "odd\x00 id", "\x1b[31m red \ud800 \u2028 [b]markup[/b]\n\n" + "x" * 70_000, "\t", None, publisher="a\tb\nc"
    )
    engine = fill(opener(), odd, document("empty", "", ""))
    assert engine.fetch("odd\x00 id") == odd
    assert engine.fetch("empty").text == ""
    assert complete(engine, "markup") == {odd.id}
    assert complete(engine, Facet("publisher", "B\nC")) == {odd.id}


# --- the default engine against the reference -------------------------------------------------------------------

WORDS = ["gas", "oil", "Попов", "попова", "Поп", "стол", "столов", "the", "1,800", "13%", "R&D", "trades", "trading"]
KEYS = ["gas", "putin", "попов"]
DAYS = [None, "2020", "2020-05", "2020-05-17", "XXXX-11-27", "2021-01-01"]
TEXTS = st.lists(st.sampled_from([*WORDS, ". ", "\n\n"]), max_size=14).map(" ".join)
DOCUMENTS = st.builds(
    lambda id, text, title, day, publisher, keys, interval, turns: document(
        id, text, title, day, publisher=publisher,
        annotations=(*map(person, keys), said("", *interval)),
        turns=tuple(Turn(at, at + 9 * size, key, 0, 0, key, quoted=at > 9) for at, size, key in turns),
    ),
    st.sampled_from("abcdefgh"), TEXTS, TEXTS, st.sampled_from(DAYS), st.sampled_from(["", "TASS", "24.kg"]),
    st.lists(st.sampled_from(KEYS), max_size=3),
    st.sampled_from([(None, None), (date(2020, 1, 1), date(2020, 12, 31)), (date(2021, 5, 1), date(2021, 5, 1))]),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 4), st.sampled_from([*KEYS, ""])), max_size=3),
)  # fmt: skip
CHANGES = st.lists(st.lists(st.one_of(DOCUMENTS, st.sampled_from("abcdefgh")), max_size=5), min_size=1, max_size=3)
FIELD = st.sampled_from(["", "title"])
PREFIX = st.sampled_from([*WORDS, "g", "tra", "поп", "18"])
SPEAKERS = st.lists(
    st.builds(
        lambda keys, first, last: Mentioned(frozenset(f"person\t{key}" for key in keys), True, first, last),
        st.lists(st.sampled_from(KEYS), max_size=2), st.sampled_from([None, date(2020, 6, 1)]),
        st.sampled_from([None, date(2020, 12, 1)]),
    ),
    min_size=1, max_size=2,
).map(tuple)  # fmt: skip
SAID = st.one_of(
    st.builds(Word, PREFIX, st.booleans(), st.just(""), st.booleans()),
    st.builds(Phrase, st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(tuple), st.integers(0, 4)),
)
LEAVES = st.one_of(
    st.builds(Word, PREFIX, st.booleans(), FIELD, st.booleans()),
    st.builds(Said, SAID, SPEAKERS),
    st.builds(Phrase, st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(tuple), st.integers(0, 4), FIELD),
    st.builds(
        lambda keys, spoken, first: Mentioned(frozenset(f"person\t{key}" for key in keys), spoken, first),
        st.lists(st.sampled_from(KEYS), max_size=2), st.booleans(), st.sampled_from([None, date(2020, 6, 1)]),
    ),
    st.builds(Facet, st.just("publisher"), st.sampled_from(["", "tass", "k"])),
    st.builds(Among, st.frozensets(st.sampled_from("abcdefgh"), max_size=4)),
    st.builds(Dated, st.sampled_from(["published", "mentioned"]), st.sampled_from([None, date(2020, 5, 17)]),
              st.sampled_from([None, date(2020, 12, 31)])),
    st.just(Everything()),
)  # fmt: skip
QUERIES: st.SearchStrategy[Query] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(And, st.lists(inner, max_size=3).map(tuple)),
        st.builds(Or, st.lists(inner, max_size=3).map(tuple)),
    ),
    max_leaves=6,
)
TOPS = st.one_of(QUERIES, st.builds(Bag, st.lists(QUERIES, max_size=4).map(tuple)))


@pytest.mark.parametrize("kind", ON_DISK)
@settings(max_examples=30, deadline=None)
@given(changes=CHANGES, queries=st.lists(TOPS, min_size=3, max_size=10), order=st.sampled_from(Order))
def test_engines_agree(
    kind: str,
    tmp_path_factory: pytest.TempPathFactory,
    changes: list[list[Document | str]],
    queries: list[Query],
    order: Order,
) -> None:
    reference = MemoryEngine()
    engine = ON_DISK[kind](tmp_path_factory.mktemp("random") / "index")
    for change in changes:
        for either in (reference, engine):
            with either.batch() as batch:
                for one in change:
                    batch.remove(one) if isinstance(one, str) else batch.put(one)
            either.refresh()
    assert engine.count() == reference.count()
    assert set(engine.mention_keys()) == set(reference.mention_keys())
    assert engine.words("") == reference.words("")
    assert occurring(engine) == occurring(reference)
    for query in queries:
        expected, page = reference.search(query, order), engine.search(query, order)
        assert [row.id for row in engine.rows(page.numbers)] == [row.id for row in reference.rows(expected.numbers)]
        assert page.complete == expected.complete
        assert page.scores == pytest.approx(expected.scores, abs=1e-6)
    engine.close()
