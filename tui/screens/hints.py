"""The words of the status line: which keys work here, what was found, what is wrong with a query."""

from __future__ import annotations

from index.models import Parsed, plural
from tui.commands import EVERYWHERE, Command, commands_for, key_for, shown
from tui.screens import filtering
from tui.screens.questions import Found


def keys(place: str, *, indexing: bool, filters: bool, over: bool, finding: bool) -> list[tuple[str, str]]:
    """Key and label of what works in a pane or input now, what is special to this moment first."""
    found: list[tuple[str, str]] = []
    typing = place in ("search", "find")
    if typing:
        found.append(("Esc", "Leave"))
    elif finding:
        found.append(("Esc", "End the search in the text"))
    elif over:
        found.append(("Esc", "Back"))
    elif filters:
        found.append(("Esc", "Drop a filter"))
    if indexing and not typing:
        found.append((key_for("everywhere.stop_indexing"), "Stop indexing"))
    found += [_pair(command) for command in commands_for(place) if command.footer]
    if not typing:
        found += [_pair(command) for command in commands_for(EVERYWHERE) if command.footer]
    return found


def _pair(command: Command) -> tuple[str, str]:
    return shown(command.keys[0]), command.label


def counts(found: Found | None, hit: tuple[int, int], place: int) -> str:
    """How many documents were found of how many; or which hit, from 0, of how many in the document at which place,
    from 1. Documents that match every word are counted apart from those that match some."""
    if found is None:
        return ""
    complete, all_found = found.page.complete, len(found.page.numbers)
    if hit[1] and hit[0] >= 0 and place:
        of = complete if place <= complete else all_found
        return f"hit {hit[0] + 1:,} of {hit[1]:,}, document {place:,} of {of:,}"
    if complete == all_found == found.total:
        return f"{found.total:,} {plural(found.total, 'document')}"
    some = f" + {all_found - complete:,}" if all_found > complete else ""
    return f"{complete:,}{some} of {found.total:,}"


def complaint(parsed: Parsed) -> str:
    """What the parser says of a query, "" if it has nothing to say. The place is underlined in the search box."""
    if not parsed.complaints:
        return ""
    first = parsed.complaints[0]
    return f"{first.message} ({first.hint})" if first.hint else first.message


def nothing(found: Found, *, indexing: bool) -> str:
    """What an empty list says instead of rows."""
    if found.total:
        help_ = f"{key_for('everywhere.help')} explains the query language."
        query, many = found.name
        if many:
            way = f"{key_for('everywhere.search')} and {key_for('search.complete')}"
            finds = f"{many:,} {plural(many, 'document')}"
            return f"No document has these words.\nAs a name they are in {finds}: {way} for {query}\n{help_}"
        drops = "Esc drops the last filter; " if filtering.spans(found.parsed.text) else ""
        return f"No document matches.\n{drops}{help_}"
    if indexing:
        return (
            f"Reading the folder.\nDocuments appear here as they are read; {key_for('everywhere.stop_indexing')} stops."
        )
    return (
        "There is no document here that can be read.\n"
        f"{key_for('everywhere.problems')} lists problems; {key_for('everywhere.refresh')} looks again."
    )
