"""The extras that are active here: what the settings ask for and what is installed, found once for each settings file.

`versions` are those an index is made with: one made with other extras is made anew, as for another release of Dossier.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from index.annotators.extras import Recognizer, choose, key
from index.settings import load, settings_file


def active() -> tuple[Recognizer, ...]:
    """The extras in use. Raises SettingsError where the settings ask for one that is not there, or are malformed."""
    file = settings_file()
    try:
        changed = file.stat().st_mtime_ns
    except OSError:
        changed = 0
    return _active(str(file), changed)


@lru_cache(maxsize=4)
def _active(file: str, changed: int) -> tuple[Recognizer, ...]:
    settings = load()
    return choose(natasha=settings.natasha, spacy=settings.spacy)


def versions(own: Mapping[str, int]) -> dict[str, int]:
    """The program's own versions and, where there are some, that of the active extras. Raises SettingsError."""
    number = key(active())
    return {**own, "extras": number} if number else dict(own)
