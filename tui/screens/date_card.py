"""The card of one date: the words, what they are held to mean and why, and the keys that judge it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Input

from index.models import Entry
from index.timex import interval, is_value
from tui.commands import DATES, DIALOG, bindings_for, key_for
from tui.screens.date_questions import Case, Ruling, of_document
from tui.screens.dialog import KEY, Line, Lines
from tui.widgets.cells import wrapped
from tui.widgets.grouping import identity
from tui.widgets.inert import inert
from tui.widgets.ink import SNIPPET_HIT, Piece

Then = Callable[[Ruling], None]
_LABEL = 12  # cells of the labels


class ValueBox(Input):
    """What the date means, as somebody types it; it shows only while it is in use."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]
    DEFAULT_CSS = """
    ValueBox, ValueBox:focus, ValueBox:ansi {
        dock: bottom; border: none; height: 1; padding: 0; background: $background;
    }
    """

    def __init__(self) -> None:
        super().__init__(
            placeholder="2021-05-24, 2021-05, 2021, 2021-Q1, 2011/2017, or words; Enter keeps it", compact=True
        )
        self.cursor_blink = False
        self.display = False

    def action_leave(self) -> None:
        """Correct nothing."""
        self.display = False
        self.screen.query_one(Lines).focus()


def _title() -> str:
    does = (("correct", "corrects"), ("reject", "rejects"), ("undo", "undoes"), ("open", "reads it"))
    keys = ", ".join(f"{key_for(f'{DATES}.{id}')} {word}" for id, word in does)
    return f"Why this date · {keys}, Esc closes"


class DateCard(Screen[Entry | None]):
    """Opened by `i` on an entry; answers with the entry where its document is to be read."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(each for each in bindings_for(DATES) if each.action != "why"),
        *(each for each in bindings_for(DIALOG) if each.action == "close"),
    ]
    AUTO_FOCUS = "#lines"

    def __init__(
        self,
        entry: Entry,
        judge: Callable[[Entry, str | None, Then], None],
        restore: Callable[[Entry, Then], None],
        *,
        correct: bool = False,
    ) -> None:
        """`judge` and `restore` ask the library; what is known of the entry is given to `show` when it comes."""
        super().__init__()
        self._entry = entry
        self._case: Case | None = None
        self._judge = judge
        self._restore = restore
        self._said = ""
        self._lines = Lines(_title(), self._make)
        self._box = ValueBox()
        self._correct_first = correct

    def compose(self) -> ComposeResult:
        """The card, and below it the input."""
        yield self._lines
        yield self._box

    def on_mount(self) -> None:
        """Ask at once, where that is what was wanted."""
        if self._correct_first:
            self.action_correct()

    def show(self, case: Case) -> None:
        """Show what is known of the date."""
        self._case, self._entry = case, case.entry
        self._lines.renew()

    def complain(self, said: str) -> None:
        """Say why nothing is known of it."""
        self._say(said)

    def _make(self, width: int) -> list[Line]:
        typed = self._box.value.strip() if self._box.display else ""
        if self._case is None:
            return [[(" " + part, KEY)] for part in wrapped(self._said, width - 2)]
        return card_lines(self._case, width, said=self._said, typed=typed)

    def _say(self, text: str) -> None:
        self._said = text
        self._lines.renew()

    def action_open(self) -> None:
        """Read it in its document."""
        self.dismiss(self._entry)

    def action_correct(self) -> None:
        """Ask what the date means."""
        if self._entry.kind == "published":
            self._say(of_document())
            return
        self._box.display = True
        self._box.value = self._entry.value
        self._box.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what the value would mean."""
        self._say("")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep it; a complaint leaves the input open."""
        event.stop()
        if event.value.strip():
            self._judge(self._entry, event.value.strip(), self._ruled)

    def action_reject(self) -> None:
        """It is no date."""
        self._judge(self._entry, None, self._ruled)

    def action_undo(self) -> None:
        """Take back what was judged of it, whenever that was."""
        self._restore(self._entry, self._ruled)

    def _ruled(self, ruling: Ruling) -> None:
        if not self.is_mounted:
            return
        if not ruling.complaint:
            if ruling.case is not None and identity(ruling.case.entry) == identity(self._entry):
                self.show(ruling.case)
            if self._box.display:
                self._box.action_leave()
        self._say(ruling.said)

    def action_close(self) -> None:
        """Back to the screen below."""
        self.dismiss(None)


def card_lines(case: Case, width: int, *, said: str = "", typed: str = "") -> list[Line]:
    """The card for a width; `typed` is what stands in the input, `said` the last complaint or success."""
    entry, row, judgement = case.entry, case.context.row, case.judgement
    facts: list[tuple[str, str]] = []
    if entry.kind == "published":
        facts += [("Document", row.title), ("Published", f"{entry.value or 'not said'}{_spelled(entry)}")]
        if case.origin:
            facts.append(("Read from", case.origin))
        if reason := case.reason or entry.basis.partition(": ")[2]:
            facts.append(("Because", reason))
    else:
        facts.append(("Words", f"“{' '.join(entry.text.split())}”"))
        rejected = judgement is not None and judgement.rejected
        facts.append(("Means", "no date: you rejected it" if rejected else f"{entry.value}{_spelled(entry)}"))
        facts.append(("Because", _because(case)))
        if judgement is not None:
            facts.append(("By rule", judgement.was or "nothing was read"))
            facts.append(("You said so", judgement.when.replace("T", " ").replace("Z", " UTC")))
        elif entry.rule:
            facts.append(("Rule", entry.rule))
        dated = f"{'about ' if row.estimated else ''}{row.published}" if row.published else "undated"
        facts.append(("Document", ", ".join(filter(None, (row.title, row.publisher, dated)))))
    lines: list[Line] = []
    for label, text in facts:
        lines += _fact(label, [(part, None) for part in wrapped(text, width - _LABEL - 2)])
    if entry.kind != "published":
        lines.append([("", None)])
        lines += _sentence(entry.text, case.context.sentence, width)
    if typed:
        lines += [[("", None)], [(" Would mean".ljust(_LABEL + 1), KEY), (meaning(typed), None)]]
    if said:
        lines.append([("", None)])
        lines += [[(" " + part, KEY)] for part in wrapped(said, width - 2)]
    return lines


def _fact(label: str, parts: list[Piece]) -> list[Line]:
    first, *rest = parts
    return [[(f" {label}".ljust(_LABEL + 1), KEY), first], *([(" " * (_LABEL + 1), None), part] for part in rest)]


def _sentence(words: str, sentence: str, width: int) -> list[Line]:
    """The sentence wrapped, the words in it set apart."""
    shown, sought = " ".join(inert(sentence).split()), " ".join(inert(words).split())
    start = shown.find(sought)
    lines: list[Line] = []
    at = 0
    for part in wrapped(shown, width - 2):
        at = shown.find(part, at)
        first, last = max(start - at, 0), min(start + len(sought) - at, len(part))
        if start < 0 or first >= last:
            lines.append([(" " + part, None)])
        else:
            lines.append([(" " + part[:first], None), (part[first:last], SNIPPET_HIT), (part[last:], None)])
        at += len(part)
    return lines


def _spelled(entry: Entry) -> str:
    """First and last day, as people say them."""
    if entry.first is None or entry.last is None:
        return ", which names no days" if entry.value else ""
    if entry.first == entry.last:
        return f", {_day(entry.first)}"
    return f", {_day(entry.first)} to {_day(entry.last)}"


def _day(day: date) -> str:
    return f"{day.strftime('%A')} {day.day} {day.strftime('%B')} {day.year}"


def _because(case: Case) -> str:
    """What the reading rests on."""
    entry, row = case.entry, case.context.row
    kind, _, reason = entry.basis.partition(": ")
    if case.judgement is not None:
        return "you said so"
    match kind:
        case "text":
            return "the words say it themselves"
        case "document":
            estimated = ", which is an estimate" if row.estimated else ""
            return f"it is counted from the document's date, {row.published}{estimated}"
        case "anchor":
            return "it is counted from a date said before it in the text"
        case "unresolved" | "vague":
            return reason
    return entry.basis or "not known"


def meaning(typed: str) -> str:
    """What a typed value would mean, before it is kept."""
    if days := interval(typed):
        return _day(days[0]) if days[0] == days[1] else f"{_day(days[0])} to {_day(days[1])}"
    if is_value(typed):
        return "a value without days"
    return "what these words say, if they are a date; else TIMEX3: 2021-05-24, 2021-05, 2021-Q1, 2011/2017"
