"""The command table: one meaning per key and place, every command done by somebody, both keyboard layouts."""

from __future__ import annotations

from collections import Counter

import pytest
from textual.keys import _character_to_key

from tui.commands import (
    COLLECTIONS,
    COMMANDS,
    COMPARING,
    DATES,
    DIALOG,
    EVERYWHERE,
    EXPORTING,
    FORM,
    MEASURES,
    NAMES,
    NOTEBOOK,
    OVER,
    PANES,
    PROBLEMS,
    SEARCHES,
    TRAIL,
    bindings_for,
    commands_for,
    shown,
    with_layout_twins,
)
from tui.panes.document_list import DocumentList
from tui.panes.entity_sidebar import EntitySidebar
from tui.panes.find_box import FindBox
from tui.panes.passages import PassageList
from tui.panes.reader import Reader
from tui.panes.search_box import SearchBox
from tui.panes.timeline import Timeline
from tui.screens.browse import Browse
from tui.screens.collections import CollectionList
from tui.screens.compare import Differences
from tui.screens.date_card import DateCard
from tui.screens.dialog import Dialog, Lines
from tui.screens.exporting import FormatList
from tui.screens.figures import FigureList
from tui.screens.hidden import HiddenList
from tui.screens.metadata_form import MetadataForm
from tui.screens.name_card import NameCard, Rows
from tui.screens.notebook_view import NotebookList
from tui.screens.problems import ProblemList
from tui.screens.review import Review
from tui.screens.searches import SearchList
from tui.screens.trail_view import StepList
from tui.screens.unplaced import UnplacedList

DONE_BY: dict[str, tuple[type, ...]] = {
    EVERYWHERE: (Browse,),
    "search": (SearchBox,),
    "documents": (DocumentList,),
    "passages": (PassageList,),
    "reader": (Reader,),
    "entities": (EntitySidebar,),
    "timeline": (Timeline,),
    "find": (FindBox,),
    DATES: (DateCard, UnplacedList),
    NAMES: (Rows, NameCard, Review, HiddenList),
    MEASURES: (FigureList,),
    NOTEBOOK: (NotebookList,),
    SEARCHES: (SearchList,),
    TRAIL: (StepList,),
    FORM: (MetadataForm,),
    COMPARING: (Differences,),
    PROBLEMS: (ProblemList,),
    COLLECTIONS: (CollectionList,),
    EXPORTING: (FormatList,),
    DIALOG: (Lines, Dialog),
}
INPUTS = {"search", "find", FORM}  # letters are typed there: only its own keys apply, and Tab has its own meaning


def _keys(*places: str) -> Counter[str]:
    return Counter(key for place in places for each in commands_for(place) for key in with_layout_twins(each.keys))


@pytest.mark.parametrize("place", sorted({command.where for command in COMMANDS}))
def test_no_key_means_two_things_in_one_place(place: str) -> None:
    places = (
        (place,)
        if place in INPUTS | {DIALOG, EVERYWHERE}
        else (place, DIALOG)
        if place in OVER
        else (place, EVERYWHERE)
    )
    assert [key for key, times in _keys(*places).items() if times > 1] == []


def test_every_place_is_known_and_every_id_is_unique_in_it() -> None:
    assert {command.where for command in COMMANDS} == set(DONE_BY)
    assert set(PANES) <= set(DONE_BY)
    times = Counter((command.where, command.id) for command in COMMANDS)
    assert max(times.values()) == 1


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: f"{command.where}-{command.id}")
def test_every_command_is_done_by_its_place(command: object) -> None:
    assert hasattr(command, "where")
    assert any(callable(getattr(each, f"action_{command.id}", None)) for each in DONE_BY[command.where])  # type: ignore[attr-defined]


@pytest.mark.parametrize("where", sorted(DONE_BY))
def test_the_place_binds_the_keys_of_its_commands(where: str) -> None:
    bound = {binding.key for each in DONE_BY[where] for binding in each.BINDINGS}  # type: ignore[attr-defined]
    assert {binding.key for binding in bindings_for(where)} <= bound


def test_each_letter_has_its_neighbour_on_the_russian_keyboard() -> None:
    twins = dict(zip("jkgGnN", "олпПтТ", strict=True))
    for latin, cyrillic in twins.items():
        assert with_layout_twins((latin,)) == (latin, cyrillic)
    for place in DONE_BY:
        for command in commands_for(place):
            for key in command.keys:
                if len(key) == 1 and key.isalpha():
                    assert len(with_layout_twins((key,))) == 2, key


@pytest.mark.parametrize(("latin", "typed"), [("slash", "."), ("question_mark", ","), ("left_square_bracket", "х"),
                                              ("right_square_bracket", "ъ")])  # fmt: skip
def test_punctuation_has_its_neighbour_by_the_name_textual_gives_it(latin: str, typed: str) -> None:
    assert with_layout_twins((latin,)) == (latin, _character_to_key(typed))


def test_keys_are_named_as_textual_names_them() -> None:
    for character in "/?:[]{}()+-":
        name = _character_to_key(character)
        assert shown(name) == character


def test_keys_are_shown_as_people_read_them() -> None:
    assert [shown(key) for key in ("slash", "ctrl+p", "shift+tab", "j", "escape")] == [
        "/",
        "Ctrl-P",
        "Shift-Tab",
        "j",
        "Esc",
    ]


def test_footer_keys_are_shown_once_and_twins_never() -> None:
    for place in DONE_BY:
        visible = [binding.action for binding in bindings_for(place) if binding.show]
        assert visible == [command.id for command in commands_for(place) if command.footer]
