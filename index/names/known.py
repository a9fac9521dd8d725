"""The names known of a collection: the bundled ones, and its own names.yaml over them."""

from __future__ import annotations

from pathlib import Path

from index.folders import bundled_collection

from .gazetteer import Gazetteer, bundled


def names_for(collection: Path) -> Gazetteer:
    """The bundled names and the collection's own names.yaml over them. Raises SettingsError where it is malformed."""
    own = names_files(collection)
    return Gazetteer.load(*own) if own else bundled()


def names_files(collection: Path) -> list[Path]:
    """The collection's own names.yaml, where it has one."""
    own = collection / "names.yaml"
    return [own] if own.is_file() and collection != bundled_collection().resolve() else []
