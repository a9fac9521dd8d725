"""Names by spaCy pipelines, the extra `[spacy]`: any pipeline that is installed, or in a folder, with named entities.

Language and release are read from the pipeline's meta.json, so that spaCy itself is imported only to read a text.
Labels are those of OntoNotes (English), WikiNER and Nerus (Russian) and their like; others are no names here.
"""

from __future__ import annotations

import json
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from index.annotators.extras import Named
from index.errors import SettingsError
from index.models import Kind

INSTALLED = "installed"
_KINDS = {
    "PERSON": Kind.PERSON,
    "PER": Kind.PERSON,
    "ORG": Kind.ORGANISATION,
    "GPE": Kind.PLACE,
    "LOC": Kind.PLACE,
    "FAC": Kind.PLACE,
}
_PIECE = 100_000  # characters read at once: spaCy refuses more than a million, and its memory grows with them
_UNUSED = ("lemmatizer", "textcat", "textcat_multilabel")


class Pipeline:
    """One spaCy pipeline, loaded when the first text is read."""

    basis = "spacy"

    def __init__(self, name: str, language: str, release: str) -> None:
        self.language = language
        self.release = release
        self._name = name
        self._read: Any = None

    def find(self, text: str) -> list[Named]:
        """See `Recognizer.find`. A long text is read paragraph by paragraph, in pieces of 100,000 characters."""
        if self._read is None:
            self._read = self._load()
        found: list[Named] = []
        for start, end in _pieces(text):
            for entity in self._read(text[start:end]).ents:
                kind = _KINDS.get(entity.label_)
                if kind is not None:
                    found.append(Named(start + entity.start_char, start + entity.end_char, kind))
        return found

    def _load(self) -> Any:
        try:
            import spacy

            return spacy.load(self._name, exclude=list(_UNUSED))
        except (ImportError, OSError, ValueError) as error:
            hint = "python -m spacy validate says why"
            raise SettingsError(f"spaCy cannot load {self._name}: {error}", hint) from error


def named(setting: str) -> list[Pipeline]:
    """The pipelines a setting names, in its order. Raises SettingsError where one is not there."""
    names = setting.split()
    if not names:
        return []
    if find_spec("spacy") is None:
        raise SettingsError(
            "settings ask for spaCy, which is not installed",
            "pip install 'dossier-browser[spacy]', or take the line out of settings.yaml",
        )
    if INSTALLED in names:
        names = [*(name for name in names if name != INSTALLED), *_installed()]
        if not names:
            raise SettingsError(
                "settings ask for the spaCy pipelines installed, but there is none", "python -m spacy download NAME"
            )
    return [_pipeline(name) for name in names]


def _installed() -> list[str]:
    return sorted(entry.name for entry in entry_points(group="spacy_models"))


def _pipeline(name: str) -> Pipeline:
    """The pipeline of a name or a folder, by its meta.json."""
    folder = Path(name).expanduser()
    if not folder.is_dir():
        spec = find_spec(name) if name.isidentifier() else None
        places = list(spec.submodule_search_locations or ()) if spec else []
        if not places:
            raise SettingsError(
                f'settings ask for the spaCy pipeline "{name}", which is not installed',
                f"python -m spacy download {name}, or name another",
            )
        folder = Path(places[0])
    try:
        meta = json.loads((folder / "meta.json").read_text("utf-8"))
        language, release = str(meta["lang"]), f"spacy {meta['lang']}_{meta['name']} {meta['version']}"
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SettingsError(f"{folder} holds no spaCy pipeline: no readable meta.json ({error})") from error
    return Pipeline(str(folder) if Path(name).expanduser().is_dir() else name, language, release)


def _pieces(text: str) -> list[tuple[int, int]]:
    """Stretches of at most 100,000 characters, cut at line ends where there are some."""
    pieces, start = [], 0
    while len(text) - start > _PIECE:
        cut = text.rfind("\n", start, start + _PIECE) + 1
        end = cut if cut > start else start + _PIECE
        pieces.append((start, end))
        start = end
    return [*pieces, (start, len(text))]
