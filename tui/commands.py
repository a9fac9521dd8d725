"""The one table of actions. Bindings, footer, help, palette and the README's key table are made from it.

A command is declared once: a stable id, its keys, a short label for the footer, one sentence of help and where it
applies. `where` is "everywhere" or a pane's id; a pane implements it as `action_<id>`. No key means two things in one
place: a test checks it. Some places are no panes: "find" is the input of the search inside a text, "dialog" a text
shown over the screen, "dates" and "names" such texts about dates and names, "figures" the figures view,
"notebook", "searches" and "trail" screens of their own, "compare" two texts against each other. Letters and
`[ ] / ?` also answer to their keys on the Russian ЙЦУКЕН layout, because with it switched on a terminal sends Cyrillic
letters. The file is as long as the table, which has a row for each action.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from textual.binding import Binding
from textual.keys import REPLACED_KEYS

EVERYWHERE = "everywhere"
PANES = ("search", "documents", "passages", "reader", "entities", "timeline")
DIALOG = "dialog"
DATES = "dates"
NAMES = "names"
MEASURES = "figures"
NOTEBOOK = "notebook"
SEARCHES = "searches"
TRAIL = "trail"
FORM = "form"
COMPARING = "compare"
PROBLEMS = "problems"
COLLECTIONS = "collections"
EXPORTING = "exporting"
PLACES = {
    EVERYWHERE: "Everywhere",
    "search": "Search box",
    "documents": "Document list",
    "passages": "Passages",
    "reader": "Reader",
    "entities": "Entities",
    "timeline": "Timeline",
    "find": "Words to find in a text",
    MEASURES: "Figures view",
    NOTEBOOK: "Notebook",
    SEARCHES: "Saved searches",
    TRAIL: "Trail",
    COMPARING: "Two texts compared",
    DATES: "On dates shown over the screen",
    NAMES: "On names shown over the screen",
    FORM: "Metadata form",
    PROBLEMS: "List of problems",
    COLLECTIONS: "List of collections",
    EXPORTING: "Formats of an export",
    DIALOG: "In texts shown over the screen",
}
"""Every place with its title, in the order in which help and cheat sheet have them."""
OVER = frozenset(PLACES) - {EVERYWHERE, *PANES, "find", FORM, DIALOG}
"""Lists shown over the screen: they have a dialog's keys too."""


@dataclass(frozen=True, slots=True)
class Command:
    """One action: `keys` in Textual's names, the first is the one shown."""

    id: str
    keys: tuple[str, ...]
    label: str
    help: str
    where: str = EVERYWHERE
    footer: bool = False  # shown in the footer where it applies

    @property
    def name(self) -> str:
        """The id that is unique among all places, by which the settings give a command other keys."""
        return f"{self.where}.{self.id}"


def _c(where: str, id: str, keys: str, label: str, help: str, footer: bool = False) -> Command:
    return Command(id, tuple(keys.split()), label, help, where, footer)


COMMANDS: tuple[Command, ...] = (
    _c(EVERYWHERE, "search", "slash", "Search", "Type a query; the list follows every letter.", True),
    _c(EVERYWHERE, "next_pane", "tab", "Next pane", "Move to the next pane."),
    _c(EVERYWHERE, "previous_pane", "shift+tab", "Previous pane", "Move to the previous pane."),
    _c(EVERYWHERE, "show_documents", "1", "Documents", "Go to the document list."),
    _c(EVERYWHERE, "show_reader", "2", "Reader", "Go to the reader."),
    _c(EVERYWHERE, "show_entities", "3", "Entities", "Go to people, organisations, places and figures."),
    _c(EVERYWHERE, "show_timeline", "4", "Timeline", "Go to the timeline."),
    _c(EVERYWHERE, "show_figures", "5", "Figures", "Figures of the documents found, by what they measure."),
    _c(EVERYWHERE, "show_notebook", "6", "Notebook", "All that was noted, marked and kept, and the evidence tray."),
    _c(
        EVERYWHERE,
        "show_passages",
        "7",
        "Passages",
        "Every matching sentence in place of the documents; or these again.",
    ),
    _c(EVERYWHERE, "show_searches", "8", "Saved searches", "The searches saved, with what of each is new."),
    _c(EVERYWHERE, "show_trail", "9", "Trail", "What was asked, opened and kept; Enter goes there again."),
    _c(EVERYWHERE, "save_search", "S", "Save search", "Save this search, with its order and pane, under a name."),
    _c(EVERYWHERE, "split", "B", "Beside", "A second reader beside the first, pinned to what is read; or one again."),
    _c(EVERYWHERE, "pin", "L", "Pin", "The reader stays as it is and follows nothing; or follows again."),
    _c(EVERYWHERE, "next_hit", "n", "Next hit", "Go to the next hit, and on into the next document."),
    _c(EVERYWHERE, "previous_hit", "N", "Previous hit", "Go to the previous hit, back into the document before."),
    _c(
        EVERYWHERE, "next_unseen", "M", "Next unseen", "The next matching passage that has not stood in the reader yet."
    ),
    _c(EVERYWHERE, "back", "left_square_bracket", "Back", "Go back through searches and documents opened."),
    _c(EVERYWHERE, "forward", "right_square_bracket", "Forward", "Go forward again."),
    _c(EVERYWHERE, "open_original", "o", "Original", "Open the document's original in $BROWSER."),
    _c(EVERYWHERE, "edit", "e", "Edit", "Open the document's file in $VISUAL or $EDITOR."),
    _c(EVERYWHERE, "metadata", "E", "Metadata", "Edit title, date, publisher and the rest; written into dossier.yaml."),
    _c(EVERYWHERE, "undo_metadata", "U", "Undo metadata", "Take back the last change of metadata in dossier.yaml."),
    _c(EVERYWHERE, "copy", "y", "Copy", "Copy what is selected, or the line under the cursor, with its source."),
    _c(EVERYWHERE, "pipe", "vertical_line", "Pager", "Give the passage chosen, else the document, to $PAGER."),
    _c(EVERYWHERE, "refresh", "R", "Refresh", "Index new, changed and removed files."),
    _c(EVERYWHERE, "follow", "W", "Follow", "Index what changes in the folder at once; or no longer."),
    _c(EVERYWHERE, "stop_indexing", "X", "Stop indexing", "Stop the indexing; what is done stays."),
    _c(EVERYWHERE, "problems", "P", "Problems", "List the files that could not be read, and why."),
    _c(EVERYWHERE, "collections", "C", "Collections", "Go over to another collection; this one is kept as it is."),
    _c(EVERYWHERE, "help", "question_mark f1", "Help", "Keys of the focused pane and the query language.", True),
    _c(EVERYWHERE, "palette", "ctrl+p colon", "Palette", "Find any action by name."),
    _c(EVERYWHERE, "redraw", "ctrl+l", "Redraw", "Draw the whole screen again."),
    _c(EVERYWHERE, "escape", "escape", "Undo", "Close, leave, or drop the last filter; never quits."),
    _c(EVERYWHERE, "suspend", "ctrl+z", "Suspend", "Back to the shell; its command fg goes on here."),
    _c(EVERYWHERE, "quit", "q ctrl+q", "Quit", "Leave Dossier.", True),
    _c("search", "submit", "enter", "To the list", "Keep the query and go to the document list.", True),
    _c("search", "older_query", "up", "Older", "Recall the query before.", True),
    _c("search", "newer_query", "down", "Newer", "Recall the query after."),
    _c(
        "search",
        "complete",
        "tab",
        "Complete",
        "Complete a field or a name; at the end of nothing, the next pane.",
        True,
    ),
    _c("search", "clear", "ctrl+u", "Clear", "Empty the search box."),
    _c("documents", "down", "j down", "Down", "One row down."),
    _c("documents", "up", "k up", "Up", "One row up."),
    _c("documents", "first", "g home", "First", "The first row."),
    _c("documents", "last", "G end", "Last", "The last row."),
    _c("documents", "page_down", "space pagedown ctrl+d", "Page down", "One page down."),
    _c("documents", "page_up", "b pageup ctrl+u", "Page up", "One page up."),
    _c("documents", "open", "enter", "Read", "Read the document; of +7 copies show the rows first.", True),
    _c("documents", "unfold", "plus right", "Copies", "Show the copies that stand as one row."),
    _c("documents", "fold", "minus left", "Fold copies", "One row for all copies of a text again."),
    _c(
        "documents",
        "compare",
        "equals_sign",
        "Compare",
        "What is new in a copy against what it stands under; or select a document, and = on another.",
    ),
    _c("documents", "timeline", "t", "Timeline", "The timeline at the day this document was published."),
    _c("documents", "order", "s", "Order", "Next order: relevance, newest, oldest, title, publisher.", True),
    _c("documents", "pick", "v", "Select", "Select the document, or no longer, and go one down."),
    _c("documents", "pick_all", "V", "Select all", "Select every document listed, or none."),
    _c("documents", "star", "asterisk", "Star", "A star for what is selected, or none; kept in the notebook."),
    _c("documents", "tag", "T", "Tags", "Give tags for what is selected, or take them away; kept in the notebook."),
    _c("documents", "note", "a", "Note", "Write a note on the document; kept in the notebook."),
    _c("documents", "long_note", "A", "Long note", "Write the note in $VISUAL or $EDITOR."),
    _c("documents", "undo", "u", "Undo", "Take back what the notebook was last told."),
    _c("documents", "hide", "h", "Hide", "Leave what is selected out of results (is:hidden shows it), or no longer."),
    _c("passages", "down", "j down", "Down", "One sentence down; the reader follows."),
    _c("passages", "up", "k up", "Up", "One sentence up."),
    _c("passages", "first", "g home", "First", "The first sentence."),
    _c("passages", "last", "G end", "Last", "The last sentence."),
    _c("passages", "page_down", "space pagedown ctrl+d", "Page down", "One page down."),
    _c("passages", "page_up", "b pageup ctrl+u", "Page up", "One page up."),
    _c("passages", "open", "enter", "Read", "Read the document at this sentence.", True),
    _c("passages", "context", "c", "In context", "Hits in one column, who says them before; or sentences again.", True),
    _c("passages", "order", "s", "Order", "Next order: relevance, newest, oldest, title, publisher.", True),
    _c(
        "documents",
        "like",
        "l",
        "More like this",
        "The documents most like the one under the cursor: like: in the query.",
    ),
    _c("documents", "why", "i", "Why", "Why it matches: the terms, in which forms and fields, and what each adds."),
    _c("documents", "export", "x", "Export", "References of what is selected, as BibTeX, RIS, in a citation style ..."),
    _c("reader", "down", "j down", "Down", "One line down."),
    _c("reader", "up", "k up", "Up", "One line up."),
    _c("reader", "first", "g home", "Top", "The beginning."),
    _c("reader", "last", "G end", "Bottom", "The end."),
    _c("reader", "page_down", "space pagedown ctrl+d", "Page down", "One page down.", True),
    _c("reader", "page_up", "b pageup ctrl+u", "Page up", "One page up."),
    _c("reader", "find", "f", "Find", "Search inside this text; n and N then step through what was found.", True),
    _c("reader", "timeline", "t", "Timeline", "The timeline at the date by the hit, or the first one in sight.", True),
    _c("reader", "next_part", "right_curly_bracket", "Next part", "The next heading or speaker."),
    _c("reader", "previous_part", "left_curly_bracket", "Part before", "The heading or speaker before."),
    _c("reader", "next_same", "right_parenthesis", "Next of speaker", "The next turn of the speaker on screen."),
    _c("reader", "previous_same", "left_parenthesis", "Speaker before", "The turn before of the speaker on screen."),
    _c("reader", "fold", "z", "Fold", "Fold the turn marked, or at the top, to its first words; or unfold it."),
    _c("reader", "fold_all", "Z", "Fold all", "Fold all turns to their first words, or unfold them all."),
    _c("reader", "next_sentence", "J", "Sentence", "Choose the sentence at the hit or the top, then the one after it."),
    _c("reader", "previous_sentence", "K", "Sentence before", "Choose the sentence before."),
    _c("reader", "wider", "v", "Wider", "Choose the paragraph, then the turn, then the sentence again."),
    _c("reader", "keep", "c", "Keep", "Keep the passage chosen, or the sentence at the hit or the top, as a quote."),
    _c("reader", "mark", "m", "Mark", "Mark the passage chosen, or the sentence, or no longer."),
    _c("reader", "forget", "d", "Forget", "Take the mark, note or quote that is here out of the notebook."),
    _c("reader", "next_passage", "apostrophe", "Next mark", "The next passage marked, noted on or kept."),
    _c("reader", "star", "asterisk", "Star", "A star, or none; kept in the notebook."),
    _c("reader", "tag", "T", "Tags", "Give tags, or take them away; kept in the notebook."),
    _c("reader", "note", "a", "Note", "Write a note on the passage chosen, else on the document."),
    _c("reader", "long_note", "A", "Long note", "Write the note in $VISUAL or $EDITOR."),
    _c("reader", "undo", "u", "Undo", "Take back what the notebook was last told."),
    _c("reader", "like", "l", "More like this", "The documents most like this one."),
    _c("reader", "why", "i", "Why", "Why the document matches: the terms, in which forms and fields."),
    _c("reader", "export", "x", "Export", "The document's reference, as BibTeX, RIS, in a citation style ..."),
    _c("entities", "down", "j down", "Down", "One row down."),
    _c("entities", "up", "k up", "Up", "One row up."),
    _c("entities", "first", "g home", "First", "The first row."),
    _c("entities", "last", "G end", "Last", "The last row."),
    _c("entities", "page_down", "space pagedown ctrl+d", "Page down", "One page down."),
    _c("entities", "page_up", "b pageup ctrl+u", "Page up", "One page up."),
    _c("entities", "open", "enter", "Filter", "Only documents with this name or figure.", True),
    _c("entities", "exclude", "x", "Exclude", "Only documents without it.", True),
    _c("entities", "scope", "d", "Document / all", "Counts of this document, or of all hits.", True),
    _c("entities", "figures", "v", "By measure", "Figures by what they measure, in order of period.", True),
    _c("entities", "card", "i", "Card", "What is known of a name; after m, what joins the two.", True),
    _c("entities", "merge", "m", "Merge", "Mark a name; m on another makes the marked one part of it.", True),
    _c("entities", "split", "s", "Split", "What was merged into a name stands alone again."),
    _c("entities", "rename", "r", "Rename", "Call a name otherwise; kept in the notebook."),
    _c("entities", "retype", "t", "Kind", "Say that a name is a person, an organisation, a place."),
    _c("entities", "hide", "h", "Hide", "Leave a name out of lists and marks."),
    _c("entities", "hidden", "H", "Hidden names", "The names that were hidden; each can be shown again there."),
    _c("entities", "undo", "u", "Undo", "Take back the last decision."),
    _c("entities", "review", "w", "Which are one?", "Go through names that may be one."),
    _c("entities", "scripts", "c", "Scripts", "Find names across Latin and Cyrillic, or as typed."),
    _c("timeline", "down", "j down", "Down", "One entry down, or from the bars into the entries."),
    _c("timeline", "up", "k up", "Up", "One entry up, or back to the bars."),
    _c("timeline", "earlier", "h left", "Earlier", "The bar before."),
    _c("timeline", "later", "l right", "Later", "The bar after."),
    _c("timeline", "first", "g home", "First", "The first bar or entry."),
    _c("timeline", "last", "G end", "Last", "The last bar or entry."),
    _c("timeline", "page_down", "space pagedown ctrl+d", "Page down", "One page down."),
    _c("timeline", "page_up", "b pageup ctrl+u", "Page up", "One page up."),
    _c("timeline", "open", "enter", "Filter / open", "Filter by a bar or range; open an entry; fold a group.", True),
    _c("timeline", "why", "i", "Why", "Why a date was read so; correct or reject it there.", True),
    _c("timeline", "zoom_in", "z plus", "Zoom in", "Finer steps: decade, year, quarter, month, day.", True),
    _c("timeline", "zoom_out", "Z minus", "Zoom out", "Coarser steps."),
    _c("timeline", "range", "v", "Range", "Begin a range; moving extends it, Enter filters by it, Esc ends it.", True),
    _c("timeline", "flip", "p", "Published / happened", "By when it happened, or by when it was published.", True),
    _c("timeline", "correct", "c", "Correct", "Say what a date means; kept in the notebook."),
    _c("timeline", "reject", "r", "Reject", "Say that a date is none; kept in the notebook."),
    _c("timeline", "undo", "u", "Undo", "Take back the last correction or rejection."),
    _c("timeline", "unplaced", "w", "Without a place", "What has no place in time, and why."),
    _c(DATES, "open", "enter", "Read", "Read the date in its document.", True),
    _c(DATES, "why", "i", "Why", "Why the date was read so."),
    _c(DATES, "correct", "c", "Correct", "Say what the date means; kept in the notebook.", True),
    _c(DATES, "reject", "r", "Reject", "Say that it is no date; kept in the notebook.", True),
    _c(DATES, "undo", "u", "Undo", "Take back a correction or rejection.", True),
    _c(NOTEBOOK, "open", "enter", "Read", "Read the entry where it stands.", True),
    _c(NOTEBOOK, "tray", "t", "Tray", "The quotes under their headings, or everything by document.", True),
    _c(NOTEBOOK, "find", "slash", "Find", "Only entries with some words.", True),
    _c(NOTEBOOK, "note", "a", "Note", "Write the note of the entry.", True),
    _c(NOTEBOOK, "heading", "r", "Heading", "Put the quote under a heading.", True),
    _c(NOTEBOOK, "quote_down", "J", "Move down", "Move the quote one down in the tray."),
    _c(NOTEBOOK, "quote_up", "K", "Move up", "Move the quote one up in the tray."),
    _c(NOTEBOOK, "delete", "d", "Delete", "Take the entry out of the notebook.", True),
    _c(NOTEBOOK, "undo", "u", "Undo", "Take back the last change.", True),
    _c(SEARCHES, "open", "enter", "Search", "Search for it again; what it finds is seen then.", True),
    _c(SEARCHES, "delete", "d", "Delete", "Take the search out of the notebook.", True),
    _c(SEARCHES, "undo", "u", "Undo", "Take back the last change.", True),
    _c(NOTEBOOK, "export", "x", "Export", "All of it as Markdown, or the tray with references.", True),
    _c(TRAIL, "open", "enter", "Go there", "Search again, or read the document at the place.", True),
    _c(TRAIL, "export", "x", "Export", "Write the trail into a Markdown file.", True),
    _c(MEASURES, "open", "enter", "Read", "Read the statement in its document.", True),
    _c(MEASURES, "contested", "c", "Next ≠", "The next statement that another document contradicts.", True),
    _c(MEASURES, "export", "x", "Export CSV", "Write the statements shown into a CSV file.", True),
    _c(
        NAMES,
        "open",
        "enter",
        "Open",
        "A sentence, the documents, what joins two names; a hidden name is shown.",
        True,
    ),
    _c(NAMES, "card", "i", "Card", "The card of the name under the cursor."),
    _c(NAMES, "same", "y", "One", "The two names are one.", True),
    _c(NAMES, "different", "n", "Two", "The two names are two; never ask again.", True),
    _c(NAMES, "skip", "s", "Skip", "Ask about these two later.", True),
    _c(NAMES, "unhide", "h", "Show again", "The hidden name under the cursor is shown in lists and marks again.", True),
    _c(NAMES, "undo", "u", "Undo", "Take the last answer back.", True),
    _c(COLLECTIONS, "open", "enter", "Open", "Go over to the collection.", True),
    _c(COLLECTIONS, "pick", "v", "Choose", "Choose a collection, or no longer; Enter opens all chosen as one.", True),
    _c(COLLECTIONS, "another", "a", "Another", "Name a folder that is not in the list.", True),
    _c(EXPORTING, "open", "enter", "Save", "Write it into a file.", True),
    _c(EXPORTING, "copy", "y", "Copy", "Copy it to the clipboard, and into a file.", True),
    _c(PROBLEMS, "open", "enter o", "Open", "Show the file in the program of the desktop.", True),
    _c(PROBLEMS, "edit", "e", "Edit", "Open the file in $VISUAL or $EDITOR."),
    _c(PROBLEMS, "retry", "r", "Retry", "Read the file again now.", True),
    _c(PROBLEMS, "exclude", "x", "Leave out", "Exclude the file in dossier.yaml.", True),
    _c(PROBLEMS, "undo", "u U", "Undo", "Take back what dossier.yaml was last told.", True),
    _c(PROBLEMS, "filter", "slash", "Filter", "Only files whose path or problem holds these words.", True),
    _c(PROBLEMS, "copy", "y", "Copy", "Copy the list as shown."),
    _c(FORM, "save", "ctrl+s", "Save", "Write what was changed; so does Enter.", True),
    _c(FORM, "as_file", "ctrl+r", "As the file says", "Let the file itself speak of this field again.", True),
    _c(FORM, "close", "escape", "Leave", "Change nothing.", True),
    _c(COMPARING, "next_change", "n", "Next", "The next passage that differs.", True),
    _c(COMPARING, "previous_change", "N", "Before", "The passage before that differs.", True),
    _c(COMPARING, "swap", "x", "Swap", "What is new in the other text against this one.", True),
    _c(COMPARING, "next_copy", "equals_sign", "Next copy", "The next copy of the same text.", True),
    _c(COMPARING, "open", "enter", "Read", "Read the second text there.", True),
    _c("find", "submit", "enter", "To the text", "Go to what was found; n and N step through it.", True),
    _c(DIALOG, "down", "j down", "Down", "One line down."),
    _c(DIALOG, "up", "k up", "Up", "One line up."),
    _c(DIALOG, "first", "g home", "First", "The beginning."),
    _c(DIALOG, "last", "G end", "Last", "The end."),
    _c(DIALOG, "page_down", "space pagedown ctrl+d", "Page down", "One page down.", True),
    _c(DIALOG, "page_up", "b pageup ctrl+u", "Page up", "One page up."),
    _c(DIALOG, "close", "escape q", "Close", "Back to the screen below.", True),
)

_LATIN = "qwertyuiopasdfghjklzxcvbnm"
_CYRILLIC = "йцукенгшщзфывапролдячсмить"
_TWINS = dict(zip(_LATIN + _LATIN.upper(), _CYRILLIC + _CYRILLIC.upper(), strict=True)) | {
    "left_square_bracket": "х",
    "right_square_bracket": "ъ",
    "slash": "full_stop",
    "question_mark": "comma",
    "left_curly_bracket": "Х",
    "right_curly_bracket": "Ъ",
    "apostrophe": "э",
}
_SHOWN = {
    "slash": "/", "question_mark": "?", "colon": ":", "left_square_bracket": "[", "right_square_bracket": "]",
    "left_curly_bracket": "{", "right_curly_bracket": "}", "left_parenthesis": "(", "right_parenthesis": ")",
    "vertical_line": "|", "plus": "+", "minus": "-", "asterisk": "*", "apostrophe": "'", "escape": "Esc",
    "enter": "Enter", "tab": "Tab", "shift+tab": "Shift-Tab", "up": "↑", "down": "↓", "left": "←", "right": "→",
    "space": "Space", "pagedown": "PgDn", "pageup": "PgUp", "home": "Home", "end": "End",
}  # fmt: skip


def with_layout_twins(keys: tuple[str, ...]) -> tuple[str, ...]:
    """Keys and what the same physical keys send with the Russian layout on."""
    return keys + tuple(_TWINS[key] for key in keys if key in _TWINS)


def shown(key: str) -> str:
    """A key as a person reads it: "slash" is "/", "ctrl+p" is "Ctrl-P", "f7" is "F7"."""
    if key.startswith("ctrl+"):
        rest = shown(key[5:])
        return "Ctrl-" + (rest.upper() if len(rest) == 1 else rest)
    if len(key) > 1 and key[0] == "f" and key[1:].isdigit():
        return key.upper()
    return _SHOWN.get(key) or character(key) or key


def character(key: str) -> str:
    """The character a key of that name types ("slash" types "/"), "" for keys that type none."""
    if len(key) == 1:
        return key
    try:
        return unicodedata.lookup(REPLACED_KEYS.get(key, key).replace("_", " "))
    except KeyError:
        return ""


_chosen: dict[str, tuple[str, ...]] = {}


def choose_keys(chosen: Mapping[str, tuple[str, ...]]) -> None:
    """From now on these commands, by name, are shown with these keys; who binds them is `tui.keymap`."""
    _chosen.clear()
    _chosen.update(chosen)


def all_commands() -> Iterator[Command]:
    """Every command with the keys it has for this user, in table order."""
    return (replace(each, keys=_chosen[each.name]) if each.name in _chosen else each for each in COMMANDS)


def commands_for(where: str) -> Iterator[Command]:
    """The commands of one place with the keys they have for this user, in table order."""
    return (command for command in all_commands() if command.where == where)


def key_for(name: str) -> str:
    """The first key of a command as a person reads it. Raises KeyError for an unknown name."""
    for command in all_commands():
        if command.name == name:
            return shown(command.keys[0])
    raise KeyError(name)


def bindings_for(where: str) -> list[Binding]:
    """Textual bindings of one place, layout twins included; the twins are never shown. Their id is the command's name,
    by which an application's keymap replaces the keys."""
    found = []
    for command in commands_for(where):
        keys = with_layout_twins(command.keys)
        for i, key in enumerate(keys):
            visible = command.footer and i == 0
            display = shown(keys[0])
            found.append(Binding(key, command.id, command.label, show=visible, key_display=display, id=command.name))
    return found
