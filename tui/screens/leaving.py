"""What leaves the screen: the original in a browser, the file in an editor, a passage on its way to the clipboard."""

from __future__ import annotations

import logging
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from index.models import Span
from tui import copying, opening
from tui.commands import key_for
from tui.engine_thread import Priority
from tui.screens import citing
from tui.widgets.inert import inert
from tui.widgets.titles import short

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.models import Entry
    from tui.screens.browse import Browse
    from tui.screens.conductor import Conductor
    from tui.screens.noting import Noting
    from tui.widgets.entry_lines import Context

log = logging.getLogger(__name__)


def open_original(screen: Browse) -> None:
    """Show the document's original in $BROWSER; where nothing can show it, say where it is."""
    if screen.opened is None or _unread(screen):
        screen.status.say(_not_open())
        return
    address = opening.original_of(screen.opened.document, screen.folder_of(screen.opened.document.id))
    program = opening.browser_for(address)
    if program is None:
        screen.status.say(f"Original: {address}")
    elif _run(screen, program) is not None:
        screen.status.say(f"Opened {address}")


def edit(screen: Browse) -> bool:
    """Open the document's file in an editor; True if one was there and has ended."""
    if screen.opened is None or _unread(screen):
        screen.status.say(_not_open())
        return False
    said = edit_path(screen, opening.file_of(screen.opened.document, screen.folder_of(screen.opened.document.id)))
    if said:
        screen.status.say(said, "warning")
    return not said


def _unread(screen: Browse) -> bool:
    """Whether the cursor is on another document than the one open: in `lofi` the reader does not follow."""
    row, opened = screen.documents.current, screen.opened
    if row is None or not (screen.lofi and screen.documents.has_focus):
        return False
    return opened is None or opened.document.id != row.id


def _not_open() -> str:
    return f"No document is open; {key_for('documents.open')} opens one"


def edit_path(screen: Conductor, path: Path) -> str:
    """Open a file in an editor; "" where one was there and has ended, else why not."""
    program = opening.editor_for(path)
    if program is None:
        return f"No $VISUAL or $EDITOR here; the file is {short(path)}"
    return "" if _run(screen, program) is not None else screen.status.message


def open_path(screen: Conductor, path: Path) -> str:
    """Show a file in $BROWSER or the program of the desktop; what came of it."""
    program = opening.browser_for(str(path))
    if program is None:
        return f"Nothing here can show it; the file is {short(path)}"
    return f"Opened {short(path)}" if _run(screen, program) is not None else screen.status.message


def write(screen: Noting, name: str, text: str) -> str | None:
    """Let a text be written in an editor and return it; None where nothing can be, which is said, or nothing was.

    What is being written lies in the state folder under `name` until it has been returned: where the program is killed
    meanwhile, the editor begins with it the next time.
    """
    from index.durable import replace_text
    from index.folders import state_folder

    path = state_folder() / "drafts" / f"{name}.md"
    program = opening.editor_for(path)
    if program is None:
        screen.status.say("No $VISUAL or $EDITOR here; a short note is written with a", "warning")
        return None
    try:
        if not path.exists():
            replace_text(path, text + "\n" if text else "")
        status = _run(screen, program)
        if status:
            screen.status.say(f"{program.arguments[0]} ended with an error; nothing is noted", "warning")
        if status is None or status:
            return None
        written = path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n").strip()
        path.unlink(missing_ok=True)
    except OSError as error:
        screen.status.say(f"The note cannot be written: {error.strerror or error}", "error")
        return None
    return written


def copy(screen: Browse) -> None:
    """Send what is selected, else what is under the cursor of the focused pane, to the clipboard and into a file: a
    row's reference (those of all rows selected), a name, the sentence of a date, the passage chosen in the reader, else
    the paragraph read; passages with their reference."""
    opened, name, entry = screen.opened, screen.entities.current, screen.timeline.current
    style = screen.citation_style
    selected = screen.get_selected_text()
    if not selected and screen.timeline.has_focus:
        if entry is None:
            screen.status.say("Go down to an entry to copy it")
        else:
            screen.ask_contexts([entry], lambda found: _send_sentence(screen, found[0][1], entry), screen.say_changed)
    elif not selected and screen.entities.has_focus:
        if name is None:
            screen.status.say("There is no name here")
        else:
            send(screen, name[1] + "\n")
    elif not selected and screen.documents.has_focus and screen.documents.picked:
        screen.with_ids(lambda: screen.documents.picked, lambda ids: _send_references(screen, ids))
    elif opened is None or _unread(screen):
        screen.status.say(_not_open())
    else:
        document, words, passage = opened.document, selected, screen.reader.selected_span()
        if not words:
            passage = screen.reader.chosen or screen.reader.current_paragraph()
            words = document.text[passage.start : passage.end] if passage else document.title
        screen.engine.ask(
            "",
            lambda _: citing.reference(document, passage, screen.folder_of(document.id), style),
            lambda said: send(screen, f"{words.strip()}\n\n{said}\n"),
            Priority.HITS,
        )


def _send_references(screen: Browse, ids: Sequence[str]) -> None:
    style = screen.citation_style
    screen.engine.ask(
        "",
        lambda library: citing.references(library, [library.number(id) for id in ids], style),
        lambda text: send(screen, text),
    )


def _send_sentence(screen: Browse, context: Context, entry: Entry) -> None:
    passage, style = Span(entry.start, entry.end), screen.citation_style
    screen.engine.ask(
        "",
        lambda library: citing.reference_at(library, context.row.id, passage, style),
        lambda said: send(screen, f"{context.sentence.strip()}\n\n{said}\n"),
        Priority.HITS,
    )


def pipe(screen: Browse) -> None:
    """Give the passage chosen, else the document that is read, with its reference to $PAGER, which takes the terminal
    until it ends. What a terminal would obey in the text is shown as a sign."""
    opened = screen.opened
    if opened is None or _unread(screen):
        screen.status.say(_not_open())
        return
    document, passage = opened.document, screen.reader.selected_span() or screen.reader.chosen
    words = document.text[passage.start : passage.end] if passage else document.text

    def send_it(said: str) -> None:
        program = opening.pager_for()
        if program is None:
            screen.status.say("No $PAGER here, and no less or more", "warning")
            return
        status = _run(screen, program, "\n".join(map(inert, f"{said}\n\n{words}".split("\n"))) + "\n")
        if status:
            screen.status.say(f"{program.arguments[0]} ended with an error", "warning")

    style = screen.citation_style
    screen.engine.ask(
        "", lambda _: citing.reference(document, passage, screen.folder_of(document.id), style), send_it, Priority.HITS
    )


def send(screen: Conductor, text: str) -> None:
    """Copy a text and say honestly where it has gone."""
    from index.folders import state_folder

    sequence = copying.clipboard_sequence(text)
    if sequence is not None:
        screen.app.send_to_terminal(sequence)  # type: ignore[attr-defined]
    try:
        kept = f"saved in {short(copying.keep(text, state_folder()))}"
    except OSError as error:
        log.warning("cannot keep what was copied: %s", error)
        kept = f"not saved ({error.strerror})"
    sent = "Copied (if the terminal allows) and" if sequence else "Too long for the clipboard, but"
    screen.status.say(f"{sent} {kept}")


def save_export(name: str, text: str) -> str:
    """Write a text into the folder of exports, readable by this user only, under a name that is free, and tell where
    it is or why it is not there."""
    from index.durable import replace_text
    from index.folders import state_folder

    path = state_folder() / "exports" / name
    number = 2
    while path.exists():
        stem, _, ending = name.rpartition(".")
        path, number = path.with_name(f"{stem}-{number}.{ending}"), number + 1
    try:
        replace_text(path, text.encode("utf-8", "backslashreplace").decode("utf-8"))
    except OSError as error:
        return f"Not saved: {error.strerror or error}"
    return f"Saved in {short(path)}"


def _run(screen: Conductor, program: opening.Program, text: str | None = None) -> int | None:
    """Run a program, giving it the terminal if it needs it, and a `text` as its standard input. Its exit status, 0 for
    one left running, None if it could not be started."""
    try:
        if not program.takes_terminal:
            subprocess.Popen(
                program.arguments,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            return 0
        status: int | None = screen.app.lend_terminal(program.arguments, text)  # type: ignore[attr-defined]
        return status
    except SuspendNotSupported:
        screen.status.say(f"{program.arguments[0]} needs a terminal of its own, and there is none here", "warning")
    except OSError as error:
        screen.status.say(f"{program.arguments[0]} cannot be started: {error.strerror}", "error")
    return None
