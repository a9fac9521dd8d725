"""The bundled collection: five digests with their front matter, every fact of the originals, and the names."""

from __future__ import annotations

import re
from datetime import date
from importlib.resources import files
from itertools import pairwise
from typing import Any

import pytest
import yaml

DIGESTS = {
    "2017-06-21-military-cooperation.md": """
        the day before | this year | Vladimir Putin | Almazbek Atambayev | Almazbek Sharshenovich | President
        of Kyrgyzstan | CIS | CSTO | Shanghai Cooperation Organization | SCO | United Nations | EEU | Chair of
        the Eurasian Economic Union | military base | Central Asia | Eurasian space | terrorism | extremist |
        technical and administrative | defense capacity | military-technical | Russian language | humanitarian
        | agreement | medium term | long term | high office | journalists""",
    "2020-09-28-putin-jeenbekov-sochi.md": """
        September 28, 2020 | Sochi | President of Russia Vladimir Putin: | President of Kyrgyzstan Sooronbay
        Jeenbekov: | Vladimir Putin: | Sooronbay Jeenbekov: | last year | yesterday | in September | over 25
        percent | imports | exports | wheat | $100 million | largest loan | Eurasian Fund for Stabilisation
        and Development | Gazprom | Kyrgyz-Russian Foundation | 22nd meeting | Overchuk | Alexei Overchuk |
        co-chair | Bishkek | Intergovernmental Commission on Trade and Economic Cooperation | coronavirus
        vaccine | first | checkpoints | tax inspection information system | marked and tracked | parliamentary
        election | sovereignty | working lunch | European countries | working visit | Kyrgyz Republic |
        strategic partner | pandemic | citizens in Russia | small and medium | internal affairs | political
        forces""",
    "2021-05-24-putin-japarov-sochi.md": """
        May 24, 2021 | 14:15 | Sochi | Bocharov Ruchei | President of Russia Vladimir Putin: | President of
        the Kyrgyz Republic Sadyr Japarov: | next year | 30th anniversary | last year | the first quarter of
        2021 | 6 percent increase | declined | pandemic | intergovernmental commission | test systems |
        antiviral drugs | vaccines | Sputnik V | Year of Russia in Kyrgyzstan | Year of Kyrgyzstan in Russia |
        over 200 events | youth exchanges | universities | EAEU | CSTO | United Nations | Tajik-Kyrgyz border
        | Kyrgyz-Tajik border | President of Tajikistan | Tajikistan | three months ago exactly | Moscow |
        working visit | Eurasian space | friendship and cooperation | ally""",
    "2025-11-26-japarov-putin-talks.md": """
        Sadyr Japarov | Putin | Bishkek | joint policy statement | strategic partnership | CSTO | Collective
        Security Treaty Organization | Collective Security Council | roughly 97% | mutual settlements | 13.6%
        last year | record $4.1 billion | first nine months of the current year | 17% | nearly $2 billion |
        about 1,800 companies | on Tuesday | Nov. 27 | Armenia | Belarus | Kazakhstan | Kyrgyzstan | Russia |
        Tajikistan | Moscow | military-technical | investment | cultural exchanges | regional security |
        national currencies | humanitarian | key objectives""",
    "2025-11-27-putin-nomad-tv.md": """
        BISHKEK, November 27 | TASS | Nomad TV | Russian-Kyrgyz television | Vladimir Putin | CSTO | EAEU |
        Soviet Union | official language | Yandex | artificial intelligence | groceries | taxis | post-Soviet
        space | oil | gas | universities | schools | teachers | sanctions | Moscow | Bishkek | president of
        Kyrgyzstan | utilities | agriculture | industry | humanitarian | culture | energy""",
}
ESTIMATED = {"2017-06-21-military-cooperation.md", "2025-11-26-japarov-putin-talks.md", "2025-11-27-putin-nomad-tv.md"}


def digest(name: str) -> tuple[dict[str, Any], str]:
    """Front matter and body of one digest."""
    _, front, body = files("seeds").joinpath(name).read_text("utf-8").split("---\n", 2)
    return yaml.safe_load(front), body


def test_there_are_five_digests() -> None:
    assert {p.name for p in files("seeds").iterdir() if p.name.endswith(".md")} == set(DIGESTS)


@pytest.mark.parametrize("name", DIGESTS)
def test_front_matter_is_complete(name: str) -> None:
    front, _ = digest(name)
    assert {"title", "publisher", "published", "place", "kind", "language", "source"} <= front.keys()
    assert isinstance(front["published"], date)
    assert name.startswith(front["published"].isoformat())
    assert front["kind"] in {"article", "transcript"}
    assert front["language"] == "en"
    assert front["place"] in {"Bishkek", "Moscow", "Sochi"}
    assert front["source"]["title"]
    assert {"title", "publisher", "published", "format"} <= front["source"].keys()


@pytest.mark.parametrize("name", DIGESTS)
def test_estimated_dates_say_why(name: str) -> None:
    front, _ = digest(name)
    assert front.get("published_estimated", False) is (name in ESTIMATED)
    assert bool(front.get("published_reason")) is (name in ESTIMATED)


@pytest.mark.parametrize("name", DIGESTS)
def test_a_digest_is_200_to_450_words(name: str) -> None:
    assert 200 <= len(digest(name)[1].split()) <= 450


@pytest.mark.parametrize(("name", "facts"), DIGESTS.items())
def test_every_fact_of_the_original_is_there(name: str, facts: str) -> None:
    body = " ".join(digest(name)[1].split()).casefold()
    wanted = [" ".join(fact.split()) for fact in facts.split("|")]
    assert [fact for fact in wanted if fact.casefold() not in body] == []


@pytest.mark.parametrize(
    ("name", "speakers"),
    [
        (
            "2020-09-28-putin-jeenbekov-sochi.md",
            [
                "President of Russia Vladimir Putin",
                "President of Kyrgyzstan Sooronbay Jeenbekov",
                "Vladimir Putin",
                "Sooronbay Jeenbekov",
            ],
        ),
        (
            "2021-05-24-putin-japarov-sochi.md",
            ["President of Russia Vladimir Putin", "President of the Kyrgyz Republic Sadyr Japarov"],
        ),
    ],
)
def test_transcripts_keep_their_turns(name: str, speakers: list[str]) -> None:
    front, body = digest(name)
    assert front["kind"] == "transcript"
    assert re.findall(r"^([A-Z][\w ]+[a-z]): ", body, re.MULTILINE) == speakers


def names() -> dict[str, Any]:
    """The bundled names.yaml."""
    loaded: dict[str, Any] = yaml.safe_load(files("seeds").joinpath("names.yaml").read_text("utf-8"))
    return loaded


def test_ids_are_unique_slugs_and_kinds_are_known() -> None:
    entities = names()["entities"]
    ids = [entity["id"] for entity in entities] + [office["id"] for office in names()["offices"]]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", id_) for id_ in ids)
    assert {entity["kind"] for entity in entities} == {"person", "organisation", "place"}


def test_no_form_means_two_entities() -> None:
    seen: dict[str, str] = {}
    for entity in names()["entities"]:
        for form in {form.casefold() for forms in entity["aliases"].values() for form in forms}:
            assert seen.setdefault(form, entity["id"]) == entity["id"], form


def test_every_entity_of_the_sources_has_forms_in_cyrillic() -> None:
    for entity in names()["entities"]:
        if entity["id"] != "ein-presswire":  # a press release wire nobody writes in Cyrillic
            assert entity["aliases"]["ru"], entity["id"]
            assert entity["aliases"]["ky"], entity["id"]


def test_terms_of_office_follow_one_another_without_gap() -> None:
    people = {entity["id"] for entity in names()["entities"] if entity["kind"] == "person"}
    for office in names()["offices"]:
        terms = office["holders"]
        assert all(term["person"] in people for term in terms)
        assert all(a["to"] == b["from"] for a, b in pairwise(terms)), office["id"]
        assert "to" not in terms[-1]


@pytest.mark.parametrize(
    ("office", "day", "person", "acting"),
    [
        ("president-of-kyrgyzstan", "2011-11-30", "roza-otunbayeva", False),
        ("president-of-kyrgyzstan", "2011-12-01", "almazbek-atambayev", False),
        ("president-of-kyrgyzstan", "2017-11-23", "almazbek-atambayev", False),
        ("president-of-kyrgyzstan", "2017-11-24", "sooronbay-jeenbekov", False),
        ("president-of-kyrgyzstan", "2020-09-28", "sooronbay-jeenbekov", False),
        ("president-of-kyrgyzstan", "2020-10-15", "sadyr-japarov", True),
        ("president-of-kyrgyzstan", "2020-11-14", "talant-mamytov", True),
        ("president-of-kyrgyzstan", "2021-01-27", "talant-mamytov", True),
        ("president-of-kyrgyzstan", "2021-01-28", "sadyr-japarov", False),
        ("president-of-kyrgyzstan", "2021-05-24", "sadyr-japarov", False),
        ("president-of-kyrgyzstan", "2025-11-27", "sadyr-japarov", False),
        ("president-of-russia", "2008-05-06", "vladimir-putin", False),
        ("president-of-russia", "2008-05-07", "dmitry-medvedev", False),
        ("president-of-russia", "2012-05-06", "dmitry-medvedev", False),
        ("president-of-russia", "2012-05-07", "vladimir-putin", False),
        ("president-of-russia", "2025-11-27", "vladimir-putin", False),
    ],
)
def test_every_change_of_office(office: str, day: str, person: str, acting: bool) -> None:
    terms = next(entry["holders"] for entry in names()["offices"] if entry["id"] == office)
    on = date.fromisoformat(day)
    (term,) = [term for term in terms if term["from"] <= on < term.get("to", date.max)]
    assert (term["person"], term.get("acting", False)) == (person, acting)
