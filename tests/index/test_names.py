"""Mention keys, the gazetteer and its checks, offices by day."""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from index.errors import SettingsError
from index.folders import cache_folder
from index.models import Kind
from index.names import (
    Gazetteer,
    bundled,
    display_name,
    entity_id,
    fold,
    normalise_key,
    parse_id,
    prevailing,
    shown_name,
)
from index.names.keys import normalise_keys
from index.names.lines import entries


@pytest.mark.parametrize(
    ("surface", "key"),
    [
        ("Vladimir Putin", "vladimir putin"),
        ("  VLADIMIR\n PUTIN ", "vladimir putin"),
        ("Mr Overchuk", "overchuk"),
        ("Mr. Overchuk", "overchuk"),
        ("the Kyrgyz President", "kyrgyz president"),
        ("Kyrgyzstan’s", "kyrgyzstan"),
        ("United States'", "united states"),
        ("«Газпром»", "газпром"),
        ("господин Путин", "путин"),
        ("В.Путин", "в. путин"),
        ("Артём", "артем"),
        ("й", "й"),
        ("...", ""),
    ],
)
def test_key(surface: str, key: str) -> None:
    assert normalise_key(surface) == key


@pytest.mark.parametrize(
    "forms",
    [
        "Путин Путина Путину Путиным Путине",
        "Жапаров Жапарова Жапарову Жапаровым Жапарове",
        "Отунбаева Отунбаевой Отунбаеву",
        "Сергей Сергея Сергею Сергеем Сергее",
        "Дмитрий Дмитрия Дмитрию Дмитрием Дмитрии",
        "Алмазбек Алмазбека Алмазбеку Алмазбеком Алмазбеке",
        "Роза Розы Розе Розу Розой",
        "Россия России Россию Россией",
        "Москва Москвы Москве Москву Москвой",
        "Бишкек Бишкека Бишкеку Бишкеком Бишкеке",
        "Казань Казани Казанью",
        "Ош Оша Ошу Ошем Оше",
        "Толстой Толстого Толстому Толстым Толстом",
        "Достоевский Достоевского Достоевскому Достоевским Достоевском",
        "Министерство Министерства Министерству Министерством Министерстве",
    ],
)
def test_russian_case_forms_share_a_key(forms: str) -> None:
    assert len({normalise_key(form) for form in forms.split()}) == 1


def test_different_names_keep_different_keys() -> None:
    names = [
        "Путин",
        "Путилин",
        "Жапаров",
        "Жапар",
        "Сергей",
        "Сергеев",
        "Дмитрий",
        "Дмитриев",
        "Россия",
        "Росс",
        "Максим",
        "Макс",
        "США",
        "ОАЭ",
        "Ким",
        "Крым",
    ]
    assert len({normalise_key(name) for name in names}) == len(names)


@pytest.mark.parametrize(
    "form",
    ["Кыргызстандын", "Кыргызстанга", "Кыргызстанды", "Кыргызстанда", "Кыргызстандан", "Кыргызстандагы"],
)
def test_kyrgyz_case_forms_share_a_key(form: str) -> None:
    assert normalise_key(form, "ky") == "кыргызстан"


@given(st.text(max_size=60))
def test_keys_are_stable(text: str) -> None:
    key = normalise_key(text)
    assert key == key.strip()
    assert "  " not in key
    assert len(fold(text)) == len(text)


@given(st.lists(st.one_of(st.text(max_size=12), st.sampled_from(["Mr Roe", "В.Путина", "The Hague", "Straße"]))))
def test_many_keys_at_once_are_the_same(surfaces: list[str]) -> None:
    assert normalise_keys(surfaces) == [normalise_key(surface) for surface in surfaces]


@given(st.sampled_from([Kind.PERSON, Kind.NAME, Kind.PLACE]), st.text("abcя -", min_size=1, max_size=20))
def test_ids_lead_back_to_keys(kind: Kind, text: str) -> None:
    key = normalise_key(text)
    if key:
        assert parse_id(entity_id(kind, key)) == (kind, key)


def test_ids_of_the_gazetteer_are_no_keys() -> None:
    assert entity_id(Kind.PERSON, "alexei overchuk") == "person:alexei-overchuk"
    assert parse_id("vladimir-putin") is None
    assert parse_id("nonsense:x") is None


def test_display_name() -> None:
    assert display_name("alexei overchuk") == "Alexei Overchuk"
    assert display_name("ministry of trade") == "Ministry of Trade"
    assert display_name("jean-marc ayrault") == "Jean-Marc Ayrault"


@pytest.mark.parametrize(
    "name",
    [
        "Сергей Лавров",
        "Эльвира Набиуллина",
        "Роза Отунбаева",
        "Никита Михалков",
        "Дмитрий Рогозинский",
        "Мария Сергеевна Захарова",
        "Хакасия",
        "Газпром",
    ],
)
def test_russian_names_are_shown_in_the_nominative(name: str) -> None:
    assert display_name(normalise_key(name)) == name


# --- The bundled gazetteer ---------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["путин", "Putin", "Vladimir Putin", "Путина", "владимиром путиным", "vladimir"])
def test_one_person_in_every_spelling(typed: str) -> None:
    assert [e.id for e in bundled().lookup(typed, Kind.PERSON)][:1] == ["vladimir-putin"]


@pytest.mark.parametrize(
    ("typed", "id"),
    [
        ("ЕАЭС", "eaeu"),
        ("EEU", "eaeu"),
        ("Eurasian Economic Union", "eaeu"),
        ("Кыргызстандын", "kyrgyzstan"),
        ("Кошмо Штаттардын", "united-states"),
        ("Kyrgyz Republic", "kyrgyzstan"),
        ("Киргизии", "kyrgyzstan"),
        ("UK", "united-kingdom"),
        ("Соединенных Штатов Америки", "united-states"),
        ("Türkiye", "türkiye"),
    ],
)
def test_lookup(typed: str, id: str) -> None:
    assert id in [e.id for e in bundled().lookup(typed)]


def test_lookup_by_kind_and_of_nothing() -> None:
    assert bundled().lookup("Putin", Kind.PLACE) == []
    assert bundled().lookup("") == []
    assert bundled().lookup("Nobody Whatsoever") == []


def test_keys_hold_names_always_and_offices_for_their_days() -> None:
    keys = bundled().keys("almazbek-atambayev")
    assert ("almazbek atambayev", None, None) in keys
    assert ("kyrgyz president", date(2011, 12, 1), date(2017, 11, 23)) in keys
    assert bundled().keys("person:alexei-petrov") == [("alexei petrov", None, None)]
    assert bundled().keys("nobody") == []


KYRGYZ_PRESIDENTS = [
    ("2011-11-30", "roza-otunbayeva", False),
    ("2011-12-01", "almazbek-atambayev", False),
    ("2017-11-23", "almazbek-atambayev", False),
    ("2017-11-24", "sooronbay-jeenbekov", False),
    ("2020-10-14", "sooronbay-jeenbekov", False),
    ("2020-10-16", "sadyr-japarov", True),
    ("2020-11-13", "sadyr-japarov", True),
    ("2020-11-14", "talant-mamytov", True),
    ("2021-01-27", "talant-mamytov", True),
    ("2021-01-28", "sadyr-japarov", False),
    ("2025-11-27", "sadyr-japarov", False),
]
RUSSIAN_PRESIDENTS = [
    ("2008-05-06", "vladimir-putin", False),
    ("2008-05-07", "dmitry-medvedev", False),
    ("2012-05-06", "dmitry-medvedev", False),
    ("2012-05-07", "vladimir-putin", False),
    ("2025-11-27", "vladimir-putin", False),
]


@pytest.mark.parametrize(
    ("office", "key", "day", "person", "acting"),
    [("president-of-kyrgyzstan", "kyrgyz president", *row) for row in KYRGYZ_PRESIDENTS]
    + [("president-of-russia", "president of russia", *row) for row in RUSSIAN_PRESIDENTS],
)
def test_offices_by_day(office: str, key: str, day: str, person: str, acting: bool) -> None:
    when = date.fromisoformat(day)
    entity = bundled().resolve(key, Kind.PERSON, when)
    assert entity is not None
    assert entity.id == person
    held = [t for t in entity.offices if t.office == office and (t.first or when) <= when <= (t.last or when)]
    assert [t.acting for t in held] == [acting]


def test_the_same_words_are_two_people_on_two_days() -> None:
    then, later = (
        bundled().resolve(normalise_key("the Kyrgyz President"), Kind.PERSON, date(2020, 9, 28)),
        bundled().resolve(normalise_key("the Kyrgyz President"), Kind.PERSON, date(2021, 5, 24)),
    )
    assert (then and then.id, later and later.id) == ("sooronbay-jeenbekov", "sadyr-japarov")


def test_an_office_without_a_day_is_nobody() -> None:
    assert bundled().resolve("kyrgyz president", Kind.PERSON, None) is None
    assert bundled().resolve("kyrgyz president", Kind.PERSON, date(1950, 1, 1)) is None


# --- Files -------------------------------------------------------------------------------------------------


def load(tmp_path: Path, text: str) -> Gazetteer:
    path = tmp_path / "names.yaml"
    path.write_text(text, "utf-8")
    return Gazetteer.load(path)


def test_a_collection_adds_to_the_bundled_names(tmp_path: Path) -> None:
    names = load(
        tmp_path,
        """
        entities:
          - {id: vladimir-putin, name: V. V. Putin, kind: person, aliases: {en: [VVP]}}
          - {id: jane-roe, name: Jane Roe, kind: person, aliases: [Roe]}
        """,
    )
    assert [e.name for e in names.lookup("VVP")] == ["V. V. Putin"]
    assert [e.id for e in names.lookup("Путин")] == ["vladimir-putin"]
    assert [e.id for e in names.lookup("Roe")] == ["jane-roe"]


def test_a_shared_spelling_means_nobody(tmp_path: Path) -> None:
    names = load(
        tmp_path,
        """
        entities:
          - {id: jane-roe, name: Jane Roe, kind: person, aliases: [Roe]}
          - {id: john-roe, name: John Roe, kind: person, aliases: [Roe]}
        """,
    )
    assert names.resolve("roe", Kind.PERSON) is None
    assert {e.id for e in names.lookup("Roe")} == {"jane-roe", "john-roe"}


ENTITY = "entities:\n  - {id: jane-roe, name: Jane Roe, kind: person}\n"


@pytest.mark.parametrize(
    ("text", "says", "hint"),
    [
        ("entities: [", "not valid YAML in line", ""),
        ("entities: 3", "should be a list", ""),
        ("- a", "the file should be a mapping", ""),
        ("entitys: []", "unknown key 'entitys'", "entities"),
        ("entities: [{id: x, name: X, kind: persn}]", "kind 'persn' of x is unknown", "person"),
        ("entities: [{id: x, name: X}]", "entity 1 lacks 'kind'", ""),
        ("entities: [{id: a b, name: X, kind: person}]", "not a slug", ""),
        ("entities: [{id: x, name: X, kind: place, aliases: {en: Y}}]", "should be a list", ""),
        ("entities: [{id: x, name: X, kind: place, aliases: {en: [1]}}]", "alias 1 of x is not text", "quotes"),
        ("entities: [{id: x, name: X, kind: place}, {id: x, name: Y, kind: place}]", "two entities have the id", ""),
        (ENTITY + "offices: [{id: o, title: O, holders: [{person: jane-row}]}]", "no entity", "jane-roe"),
        (ENTITY + "offices: [{id: o, title: O, holders: [{person: jane-roe, from: May}]}]", "not a day", ""),
        (ENTITY + "offices: [{id: o, title: O, holders: [{person: jane-roe, from: 2021-02-30}]}]", "not", ""),
        (
            ENTITY + "offices: [{id: o, title: O, holders: [{person: jane-roe, from: 2021-02-02, to: 2021-02-01}]}]",
            "before beginning",
            "exclusive",
        ),
        (
            ENTITY + "offices: [{id: o, title: O, holders: [{person: jane-roe, from: 2020-01-01}, "
            "{person: jane-roe, from: 2021-01-01}]}]",
            "on the same day",
            "successor",
        ),
    ],
)
def test_a_fault_is_told_with_file_and_hint(tmp_path: Path, text: str, says: str, hint: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load(tmp_path, text)
    assert "names.yaml" in caught.value.message
    assert says in caught.value.message
    assert hint in caught.value.hint


def test_a_missing_file_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        Gazetteer.load(tmp_path / "none.yaml")


pieces = st.sampled_from(
    [
        "Jane",
        "Roe",
        " ",
        "  ",
        "No",
        "null",
        "1e3",
        '"A, B"',
        '"q: #"',
        "O'Neil",
        "’",
        "Путин",
        "-",
        ".",
        ": ",
        " #",
        "1",
        "&",
        "*x",
        "ё",
        '"',
        "\\\\",
    ]
)
texts = st.lists(pieces, min_size=1, max_size=4).map("".join)


@given(
    st.lists(st.tuples(texts, st.sampled_from(["person", "place", "who"]), st.lists(texts, max_size=3)), max_size=3),
    st.booleans(),
    st.booleans(),
)
def test_lines_are_read_as_yaml_reads_them(rows: list[tuple[str, str, list[str]]], offices: bool, block: bool) -> None:
    text = "# names\nentities:\n"
    for n, (name, kind, aliases) in enumerate(rows):
        text += f"  - {{id: x{n}, name: {name}, kind: {kind}, aliases: {{en: [{', '.join(aliases)}], ru: []}}}}\n"
    if block:
        text = text.replace("{id", "id").replace(", name", "\n    name").replace(", kind", "\n    kind")
        text = text.replace(", aliases: {en", "\n    aliases:\n      en").replace(", ru: []}}", "\n      ru: []")
    text += "offices: []\n" if offices else ""
    try:
        expected = yaml.safe_load(text)
    except yaml.YAMLError:
        expected = None
    read = entries(text, yaml.safe_load)
    assert read is None or read == expected


def test_the_usual_line_is_read_without_yaml() -> None:
    text = (files("seeds") / "names.yaml").read_text("utf-8")
    read = entries(text, yaml.safe_load)
    assert read == yaml.safe_load(text)
    for odd in (
        "entities: []\n",
        "- a\n",
        "entities:\n  - {id: a}\n",
        "",
        ENTITY + "    - {id: x, name: X, kind: place}\n",
    ):
        assert entries(odd, yaml.safe_load) is None


def everything(names: Gazetteer) -> object:
    return list(names.entities()), names.offices, names.ambiguous, names.spellings


def test_a_gazetteer_is_kept_as_it_was_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = 'entities: [{id: roe, name: "J. Roe", kind: person, aliases: {en: [The Roe], ru: [Роу]}}]'
    text += "\noffices: [{id: o, title: Head, holders: [{person: roe, from: 2020-01-02, acting: true}]}]"
    first = load(tmp_path, text)
    with monkeypatch.context() as patch:
        patch.setattr("index.names.gazetteer.parse", None)  # it is not read again
        again = load(tmp_path, text)
    assert everything(again) == everything(first)
    tenure = next(e for e in again.entities() if e.id == "roe").offices[0]
    assert (tenure.office, tenure.first, tenure.last, tenure.acting) == ("o", date(2020, 1, 2), None, True)
    assert [e.id for e in load(tmp_path, text.replace("Роу", "Рой")).lookup("Рой")] == ["roe"]


@pytest.mark.parametrize("damage", ["", "{}", "[]", '{"entities": ["a", "b"]}', "half"])
def test_a_damaged_copy_is_passed_over(tmp_path: Path, damage: str) -> None:
    first = load(tmp_path, ENTITY)
    (kept,) = (cache_folder() / "names").glob("*.json")
    kept.write_text(damage if damage != "half" else kept.read_text("utf-8")[:2000], "utf-8")
    assert everything(load(tmp_path, ENTITY)) == everything(first)
    kept.write_text(kept.read_text("utf-8").replace("person", "persn"), "utf-8")
    assert everything(load(tmp_path, ENTITY)) == everything(first)


def test_where_nothing_can_be_kept_the_names_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setattr("index.names.compiled.cache_folder", lambda: tmp_path / "file")
    assert load(tmp_path, ENTITY).entity("jane-roe")


def test_old_copies_are_removed(tmp_path: Path) -> None:
    for n in range(12):
        load(tmp_path, ENTITY.replace("Jane", f"Jane{n}"))
    assert len(list((cache_folder() / "names").glob("*.json"))) == 8


def test_names_with_control_characters_are_read_each_time(tmp_path: Path) -> None:
    text = 'entities: [{id: x, name: "A\\x1fB", kind: place}, {id: y, name: "C\\0D", kind: place}]'
    for _ in range(2):
        assert [load(tmp_path, text).entity(id).name for id in "xy"] == ["A\x1fB", "C\0D"]  # type: ignore[union-attr]


def test_an_empty_file_adds_nothing(tmp_path: Path) -> None:
    assert len(list(load(tmp_path, "").entities())) == len(list(bundled().entities()))


@pytest.mark.parametrize(
    ("forms", "shown"),
    [
        ({"WTO": 3, "Wto": 1}, "WTO"),
        ({"Petrov": 2, "PETROV": 2}, "Petrov"),
        ({"Kumtor's": 1}, "Kumtor"),
        ({"Путина": 9, "Путин": 1, "Путиным": 2}, "Путин"),
        ({"Министерства обороны": 9, "Министерство обороны": 1, "Министерству обороны": 4}, "Министерство обороны"),
        ({"Российской газеты": 2, "Российская газета": 1, "Российскую газету": 1}, "Российская газета"),
        ({"Российских железных дорог": 5, "Российские железные дороги": 1}, "Российские железные дороги"),
        ({"Кумтора": 1, "Kumtor": 1}, "Kumtor"),
        ({}, ""),
    ],
)
def test_the_prevailing_form(forms: dict[str, int], shown: str) -> None:
    assert prevailing(forms) == shown
    assert prevailing(dict(reversed(forms.items()))) == shown


def test_a_russian_name_met_in_other_cases_alone_is_shown_in_the_nominative() -> None:
    assert shown_name(normalise_key("Розы Отунбаевой"), {"Розы Отунбаевой": 2}) == "Роза Отунбаева"
    assert shown_name(normalise_key("RTL"), {"RTL": 2}) == "RTL"
    assert shown_name("sputnik", {}) == "Sputnik"
