"""The document's original and its file, opened by programs of the user's choice. Never through a shell."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from index.folders import located
from index.models import IN_FILE, Document

_IN_TERMINAL = frozenset({"w3m", "lynx", "links", "links2", "elinks", "browsh", "carbonyl", "chawan", "cha", "less"})


@dataclass(frozen=True, slots=True)
class Program:
    """A command line, and whether it needs the terminal for itself."""

    arguments: tuple[str, ...]
    takes_terminal: bool


def file_of(document: Document, collection: Path) -> Path:
    """The file a document was read from; for a member of an archive, the archive."""
    return located(collection, document.path.partition(IN_FILE)[0])


def original_of(document: Document, collection: Path) -> str:
    """The address of the original: its URL if it is a web address, else the file's path."""
    if document.url.startswith(("http://", "https://")):
        return document.url
    return str(file_of(document, collection))


def browser_for(address: str, environment: Mapping[str, str] = os.environ) -> Program | None:
    """The program that shows an address: $BROWSER, else the desktop's. None over SSH or without a display."""
    for browser in filter(None, environment.get("BROWSER", "").split(os.pathsep)):
        words = _words(browser)
        if words and shutil.which(words[0]):
            placed = [word.replace("%s", address) for word in words]
            arguments = placed if placed != words else [*words, address]
            return Program(tuple(arguments), Path(words[0]).name in _IN_TERMINAL)
    if environment.get("SSH_CONNECTION") or environment.get("SSH_TTY"):
        return None
    if sys.platform == "darwin":
        return Program(("open", address), False)
    opener = shutil.which("xdg-open")
    if opener and (environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")):
        return Program((opener, address), False)
    return None


def editor_for(path: Path, environment: Mapping[str, str] = os.environ) -> Program | None:
    """The program that edits a file: $VISUAL, else $EDITOR, else vi or nano. None where there is none."""
    for editor in (environment.get("VISUAL", ""), environment.get("EDITOR", ""), "vi", "nano"):
        words = _words(editor)
        if words and shutil.which(words[0]):
            return Program((*words, str(path)), True)
    return None


def pager_for(environment: Mapping[str, str] = os.environ) -> Program | None:
    """The program that shows what it is given: $PAGER, else less or more. None where there is none."""
    for pager in (environment.get("PAGER", ""), "less", "more"):
        words = _words(pager)
        if words and shutil.which(words[0]):
            return Program(tuple(words), True)
    return None


def _words(command: str) -> list[str]:
    """A command line's words; an unbalanced quote makes it one word."""
    try:
        return shlex.split(command)
    except ValueError:
        return [command]
