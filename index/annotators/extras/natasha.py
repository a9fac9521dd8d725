"""Russian names by natasha's news model (Slovnet NER over Navec embeddings, MIT), the extra `[russian]`.

The two libraries that run the model are used as natasha itself uses them (`natasha.ner.NewsNERTagger`), and the model
is read from natasha's package without importing it: that would bring pymorphy2, which names do not need, and which
asks for setuptools on Python 3.12 and later. Loading takes about a second, reading about 50,000 characters a second.
"""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from index.annotators.extras import Named
from index.errors import SettingsError
from index.models import Kind

_KINDS = {"PER": Kind.PERSON, "LOC": Kind.PLACE, "ORG": Kind.ORGANISATION}
_EMBEDDING = "data/emb/navec_news_v1_1B_250K_300d_100q.tar"
_MODEL = "data/model/slovnet_ner_news_v1.tar"
_PARTS = ("natasha", "slovnet", "navec")
_HINT = "pip install 'dossier-browser[russian]', or take the line out of settings.yaml"


class Natasha:
    """The news model, loaded when the first text is read."""

    basis = "natasha"
    language = "ru"

    def __init__(self, folder: Path, release: str) -> None:
        self.release = release
        self._folder = folder
        self._tag: Any = None

    def find(self, text: str) -> list[Named]:
        """See `Recognizer.find`. A text without a letter has no names (the model fails on one without tokens)."""
        if not any(map(str.isalpha, text)):
            return []
        if self._tag is None:
            self._tag = self._load()
        return [Named(s.start, s.stop, _KINDS[s.type]) for s in self._tag(text).spans if s.type in _KINDS]

    def _load(self) -> Any:
        try:
            from navec import Navec
            from slovnet import NER

            tagger = NER.load(self._folder / _MODEL)
            tagger.navec(Navec.load(self._folder / _EMBEDDING))
        except (ImportError, OSError, ValueError, KeyError) as error:
            hint = "install it anew, or set natasha: false"
            raise SettingsError(f"natasha cannot be loaded: {error}", hint) from error
        return tagger


def installed(*, required: bool = False) -> Natasha | None:
    """Natasha, where it is installed. Raises SettingsError where it is not and `required`."""
    missing = [part for part in _PARTS if find_spec(part) is None]
    if missing:
        if required:
            raise SettingsError(f"settings ask for natasha, but {' and '.join(missing)} cannot be found", _HINT)
        return None
    spec = find_spec("natasha")
    places = list(spec.submodule_search_locations or ()) if spec else []
    try:
        release = f"natasha {version('natasha')}"
    except PackageNotFoundError:
        release = "natasha"
    return Natasha(Path(places[0]), release) if places else None
