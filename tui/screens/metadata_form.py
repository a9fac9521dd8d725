"""A document's metadata as a form: each field with its value and where that comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen
from textual.strip import Strip
from textual.suggester import SuggestFromList
from textual.widget import Widget
from textual.widgets import Input

from index.collection_edit import ABSENT, Fields
from index.errors import SettingsError
from index.field_values import KINDS, LANGUAGES, field_value, shown_value
from index.timex import interval
from tui.commands import FORM, bindings_for
from tui.screens.metadata_questions import FIELDS, Sheet
from tui.widgets.ink import FAINT, SECTION, head_line, line
from tui.widgets.titles import short

_LABELS = {"url": "Address"}
_HINTS = {
    "authors": "A. Bekova; O. Tashiev",
    "published": "2021-05-24, 2021-05, 2021, XXXX-05-24, or 24 May 2021",
    "estimated": "yes or no: a date that you worked out",
    "reason": "what you worked it out from",
    "language": "en, ru, ky, another code, or a name",
    "url": "https://…",
    "kind": " or ".join(KINDS),
}
AS_FILE = "as the file says"


class FieldBox(Input):
    """One field."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    def __init__(self, name: str, value: str, hint: str) -> None:
        offered = {"language": [*LANGUAGES, *LANGUAGES.values()], "kind": list(KINDS), "estimated": ["yes", "no"]}
        suggester = SuggestFromList(offered[name], case_sensitive=False) if name in offered else None
        super().__init__(
            value, placeholder=hint, compact=True, select_on_focus=False, suggester=suggester, id=f"field-{name}"
        )
        self.field = name
        self.cursor_blink = False
        self.given = value
        self.reset = False  # whether the file itself is to speak again


class Words(Widget):
    """Lines of plain text that are set anew; never takes the focus."""

    can_focus = False

    def __init__(self, make: Callable[[int], Sequence[Strip]], *, id: str | None = None, classes: str = "") -> None:
        super().__init__(id=id, classes=classes)
        self._make = make

    def render_line(self, y: int) -> Strip:
        """One line."""
        strips = self._make(self.size.width)
        return strips[y] if y < len(strips) else Strip.blank(self.size.width)


class MetadataForm(Screen[Fields | None]):
    """Opened by `E`; answers with the fields that were changed, None where it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for(FORM)]
    DEFAULT_CSS = """
    MetadataForm { layout: vertical; }
    MetadataForm #head { height: 2; }
    MetadataForm #foot { height: 4; dock: bottom; }
    MetadataForm Horizontal { height: 1; }
    MetadataForm VerticalScroll { scrollbar-size: 0 0; }
    MetadataForm.-short #head { height: 1; }
    MetadataForm.-short #foot { height: 2; }
    MetadataForm.-narrow .origin { display: none; }
    MetadataForm .label { width: 11; height: 1; }
    MetadataForm .origin { width: 19; height: 1; }
    MetadataForm Input, MetadataForm Input:focus, MetadataForm Input:ansi {
        border: none; height: 1; padding: 0; width: 1fr; background: $background;
    }
    """
    AUTO_FOCUS = "#field-title"

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-wide")]
        self.VERTICAL_BREAKPOINTS = [(0, "-short"), (16, "-tall")]
        self._sheet = sheet
        self._complaint = ""
        self.boxes = {name: FieldBox(name, sheet.values[name], self._hint(name)) for name in FIELDS}

    def _hint(self, name: str) -> str:
        if name in self._sheet.several:
            return "(several)"
        if name == "published" and self._sheet.file_day:
            return f"not said; the file's time is {self._sheet.file_day}, which a copy changes"
        return _HINTS.get(name, "")

    def compose(self) -> ComposeResult:
        """Head, one line for each field, foot."""
        yield Words(self._head, id="head")
        with VerticalScroll(can_focus=False):
            for name, box in self.boxes.items():
                with Horizontal():
                    yield Words(partial(self._label, name), classes="label")
                    yield box
                    yield Words(partial(self._origin, name), classes="origin", id=f"origin-{name}")
        yield Words(self._foot, id="foot")

    def _head(self, width: int) -> list[Strip]:
        return [head_line(f"Metadata · {self._sheet.title}", width, focused=True)]

    def _label(self, name: str, width: int) -> list[Strip]:
        marked = self.boxes[name].has_focus
        return [line([(" " + _LABELS.get(name, name.capitalize()), SECTION if marked else None)], width)]

    def _origin(self, name: str, width: int) -> list[Strip]:
        box = self.boxes[name]
        said = AS_FILE if box.reset else "changed" if box.value != box.given else self._sheet.origins.get(name, "")
        return [line([(f" {said}", SECTION if said in (AS_FILE, "changed") else FAINT)], width)]

    def _foot(self, width: int) -> list[Strip]:
        where = "your own file, for the folder cannot be written" if self._sheet.overlay else "dossier.yaml"
        keys = "Enter saves, Tab goes on, Ctrl-R as the file says, Esc leaves"
        said = self._complaint or self._meaning()
        return [
            line([(" " + said, SECTION if self._complaint else None)], width),
            line([(f" {keys}", FAINT)], width),
            line([(f" Written into {where}: {short(self._sheet.file)}", FAINT)], width),
        ]

    def _meaning(self) -> str:
        """What the date typed means, where one is."""
        box = self.focused
        if not isinstance(box, FieldBox) or box.reset or not box.value.strip():
            return ""
        try:
            value = field_value(box.field, box.value)
        except SettingsError as error:
            return str(error)
        if box.field != "published":
            return "" if shown_value(value) == box.value.strip() else f"Means {shown_value(value)}"
        days = interval(str(value))
        if days is None:
            return f"Means {value}: a day of a year that is not known"
        first, last = days
        return f"Means {first:%A} {first.day} {first:%B %Y}" if first == last else f"Means {first} to {last}"

    # --- What is done -------------------------------------------------------------------------------------

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what it means, or what is wrong with it."""
        box = event.input
        if isinstance(box, FieldBox):
            if box.value != box.given or not box.reset:
                box.reset = False
            self._complaint = ""
            self._redraw(box.field)

    def on_descendant_focus(self) -> None:
        """Say what the field means that one comes to."""
        self._complaint = ""
        for each in self.query(Words):
            each.refresh()

    def _redraw(self, name: str) -> None:
        self.query_one(f"#origin-{name}", Words).refresh()
        self.query_one("#foot", Words).refresh()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter saves."""
        event.stop()
        self.action_save()

    def action_save(self) -> None:
        """Answer with what was changed; a complaint leaves the form open, at its field."""
        said: dict[str, object] = {}
        try:
            for name, value in self._changed():
                said[name] = value
        except SettingsError as error:
            self._complaint = str(error)
            self.query_one("#foot", Words).refresh()
            return
        self.dismiss(said or None)

    def _changed(self) -> Iterator[tuple[str, object]]:
        for name, box in self.boxes.items():
            if box.reset:
                yield name, ABSENT
            elif box.value.strip() != box.given:
                try:
                    yield name, field_value(name, box.value)
                except SettingsError:
                    box.focus()
                    raise

    def action_as_file(self) -> None:
        """Let the file itself speak of the field again."""
        box = self.focused
        if isinstance(box, FieldBox):
            box.reset = not box.reset
            box.value = box.given
            self._redraw(box.field)

    def action_close(self) -> None:
        """Change nothing."""
        self.dismiss(None)
