"""The words of the status line: which keys work here, what was found, what is wrong with a query."""

from __future__ import annotations

from index.models import Parsed
from tui.commands import EVERYWHERE, Command, commands_for, shown
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
        found.append(("X", "Stop indexing"))
    found += [_pair(command) for command in commands_for(place) if command.footer]
    if not typing:
        found += [_pair(command) for command in commands_for(EVERYWHERE) if command.footer]
    return found


def _pair(command: Command) -> tuple[str, str]:
    return shown(command.keys[0]), command.label


def counts(found: Found | None, hit: tuple[int, int], place: tuple[int, int]) -> str:
    """How many documents were found of how many; or, among hits, which hit in which document."""
    if found is None:
        return ""
    page = found.page
    if hit[1] and hit[0] >= 0:
        return f"hit {hit[0] + 1:,} of {hit[1]:,}, document {place[0]:,} of {place[1]:,}"
    if len(page.numbers) == found.total and page.complete == found.total:
        return f"{found.total:,} documents"
    some = len(page.numbers) - page.complete
    return f"{page.complete:,}{f' + {some:,}' if some else ''} of {found.total:,}"


def complaint(parsed: Parsed) -> str:
    """What the parser says of a query, "" if it has nothing to say. The place is underlined in the search box."""
    if not parsed.complaints:
        return ""
    first = parsed.complaints[0]
    return f"{first.message} ({first.hint})" if first.hint else first.message


def nothing(found: Found, *, indexing: bool) -> str:
    """What an empty list says instead of rows."""
    if found.total:
        return "No document matches.\nEsc drops the last filter; ? explains the query language."
    if indexing:
        return "Reading the folder.\nDocuments appear here as they are read; X stops."
    return "There is no document here that can be read.\nP lists problems; R looks again."
