"""What is suggested to be one name, and what never is."""

from __future__ import annotations

import pytest

from index.library.decided import Decided
from index.library.naming import Naming
from index.library.suggestions import Suggestion, suggestions
from index.models import Kind
from index.names import Entity, Gazetteer, normalise_key
from index.notebook import NameJudgement
from tests.growth import growth

PUTIN = Entity("vladimir-putin", "Vladimir Putin", Kind.PERSON, ("Vladimir Putin",))
BANK = Entity("world-bank", "World Bank", Kind.ORGANISATION, ("World Bank",))


def suggested(*names: str, decided: Decided | None = None) -> list[Suggestion]:
    """Suggestions over names written as "kind Surface"; a surface in capitals is shown so."""
    keys, forms = [], {}
    for name in names:
        kind, _, surface = name.partition(" ")
        keys.append(f"{kind}\t{normalise_key(surface)}")
        forms[keys[-1]] = {surface: 1}
    naming = Naming(Gazetteer([PUTIN, BANK]), keys, lambda key: forms.get(key, {}), decided or Decided())
    return suggestions(naming)


@pytest.mark.parametrize(
    ("a", "b", "reason"),
    [
        ("name Lavrov", "person Lavrov", "the same in two kinds: not known and person"),
        ("person Сооронбай Жээнбеков", "person Sooronbai Zheenbekov", "the same in other letters"),
        ("person Иван Петровский", "person Ivan Petrovskiy", "the same in other letters"),
        ("place Чолпон-Ата", "place Cholpon-Ata", "the same in other letters"),
        ("organisation Жогорку Кеңеш", "organisation Jogorku Kenesh", "the same in other letters"),
        ("person Sergei Lavrov", "person Sergey Lavrov", "another spelling of it"),
        ("person Lavrov Sergey", "person Sergei Lavrov", "another spelling of it"),
        ("name Overchuk", "person Alexei Overchuk", "the only name with this word"),
        ("person Оверчук", "person Alexei Overchuk", "the only name with this word"),
        ("person Sadyr Japarov", "person Sadyr Nurgozhoevich Japarov", "the same with a middle name"),
        (
            "organisation Bolshoi Theatre",
            "organisation Bolshoi Theatre of Russia",
            "the only longer name that begins so",
        ),
        ("organisation WTO", "organisation World Trade Organization", "its first letters"),
        ("organisation ФСК", "organisation Фонд содействия культуре", "its first letters"),
    ],
)
def test_pairs_that_a_rule_explains(a: str, b: str, reason: str) -> None:
    (found,) = suggested(a, b)
    assert found.reason == reason
    assert len({found.a, found.b}) == 2


@pytest.mark.parametrize(
    "names",
    [
        ("person Alexander II", "person Alexander III"),
        ("person Seleznev", "person Seleznyova"),
        ("person Ivan Petrov", "place Ivan Petrov"),
        ("person Japarov", "person Sadyr Japarov", "person Akylbek Japarov"),
        ("organisation WTO", "organisation World Trade Organization", "organisation World Tourism Organization"),
        ("name Who", "organisation World Health Office"),
        ("organisation Ministry", "organisation Ministry of Trade"),
        ("person Li", "person Ли"),
    ],
)
def test_pairs_that_no_rule_explains(names: tuple[str, ...]) -> None:
    assert suggested(*names) == []


def test_the_lists_and_the_fuller_name_come_second() -> None:
    assert suggested("person Владимир Путин", "person Vladimir Putin") == [
        Suggestion("person:владимир-путин", "vladimir-putin", "the same in other letters")
    ]
    assert suggested("person Putin", "person Vladimir Putin")[0].b == "vladimir-putin"
    assert suggested("organisation WB", "organisation World Bank")[0].b == "world-bank"


def test_one_pair_at_a_time() -> None:
    found = suggested("person Ivan Petrov", "person Иван Петров", "name Petrov")
    assert {(each.a, each.b) for each in found} >= {("person:иван-петров", "person:ivan-petrov")}
    assert all({each.a, each.b} <= {"person:иван-петров", "person:ivan-petrov", "name:petrov"} for each in found)


def test_what_was_decided_is_not_suggested() -> None:
    names = ("person Ivan Petrov", "person Иван Петров")
    (found,) = suggested(*names)
    for judgement in (
        NameJudgement(found.a, into=found.b),
        NameJudgement(found.a, apart=(found.b,)),
        NameJudgement(found.b, apart=(found.a,)),
        NameJudgement(found.b, hidden=True),
    ):
        assert suggested(*names, decided=Decided([judgement])) == []


def test_the_work_is_bounded() -> None:
    def ask(size: int) -> None:
        many = range(size)
        found = suggested(*(f"person Ivan{i} Petrov" for i in many), "name Petrov", *(f"person Ivan{i}" for i in many))
        assert len(found) <= 500

    assert growth(ask, 300, 3000) < 40
