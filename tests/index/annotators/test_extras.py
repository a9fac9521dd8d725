"""Optional extras: chosen by settings and by what is installed, loaded late, woven in as a source of their own.

Neither library is needed: stand-ins with their interfaces are put on the path, so that our loading code runs. The two
tests at the end run the real ones where they are installed.
"""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from index.annotators.extras import Named, choose, key
from index.annotators.names import mentions
from index.errors import SettingsError
from index.library import Library
from index.library.recognizers import active, versions
from index.models import Kind
from index.refresh import refresh
from index.settings import settings_file

NAVEC = """
class Navec:
    @classmethod
    def load(cls, path):
        open(path).close()
        return cls()
"""
SLOVNET = """
import re
from types import SimpleNamespace as Made

class NER:
    @classmethod
    def load(cls, path):
        open(path).close()
        return cls()

    def navec(self, embedding):
        assert type(embedding).__name__ == "Navec"
        self.ready = True

    def __call__(self, text):
        assert self.ready
        if not re.search(r"\\w", text):
            raise IndexError("no tokens")
        words = {"Ысык-Мода": "ORG", "Кубатом Осмоновым": "PER", "Путин": "LOC"}
        spans = [Made(start=m.start(), stop=m.end(), type=kind) for word, kind in words.items()
                 for m in re.finditer(word, text)]
        return Made(text=text, spans=sorted(spans, key=lambda span: span.start))
"""
SPACY = """
import re
from types import SimpleNamespace as Made

def load(name, exclude=()):
    assert "ner" not in exclude
    def read(text):
        words = {"Frobnitz Holding": "ORG", "May": "DATE"}
        return Made(ents=[Made(start_char=m.start(), end_char=m.end(), label_=label) for word, label in words.items()
                          for m in re.finditer(word, text)])
    return read
"""
RUSSIAN = "Фабрика Ысык-Мода открылась в Оше. Её показали вместе с Кубатом Осмоновым, сказал Путин."


@pytest.fixture
def stand_ins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder on the path with natasha's model, its two libraries, spaCy and a pipeline, as our code sees them."""
    site = tmp_path / "site"
    for name in ("data/emb/navec_news_v1_1B_250K_300d_100q.tar", "data/model/slovnet_ner_news_v1.tar"):
        file = site / "natasha" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    (site / "natasha" / "__init__.py").write_text("raise AssertionError('never imported')")
    pipeline = site / "en_frob_sm"
    pipeline.mkdir()
    (pipeline / "__init__.py").write_text("")
    (pipeline / "meta.json").write_text(json.dumps({"lang": "en", "name": "frob_sm", "version": "1.2"}))
    for name, text in (("navec", NAVEC), ("slovnet", SLOVNET), ("spacy", SPACY)):
        (site / f"{name}.py").write_text(text)
    monkeypatch.syspath_prepend(str(site))
    importlib.invalidate_caches()
    mine = ("natasha", "navec", "slovnet", "spacy", "en_frob_sm")
    before = {name: sys.modules.pop(name) for name in mine if name in sys.modules}
    yield site
    for name in mine:
        sys.modules.pop(name, None)
    sys.modules.update(before)


def _settings(text: str) -> None:
    settings_file().parent.mkdir(parents=True, exist_ok=True)
    settings_file().write_text(text, "utf-8")


@pytest.mark.usefixtures("stand_ins")
def test_natasha_is_another_source_under_its_own_name() -> None:
    (extra,) = choose()
    assert (extra.language, extra.release[:7]) == ("ru", "natasha")
    assert not {"natasha", "navec", "slovnet"} & set(sys.modules)
    found = {a.text: (a.kind, a.basis) for a in mentions(RUSSIAN, "ru", extras=(extra,))}
    assert found["Ысык-Мода"] == (Kind.ORGANISATION, "natasha")
    assert found["Кубатом Осмоновым"] == (Kind.PERSON, "natasha")
    assert found["Путин"] == (Kind.PERSON, "gazetteer")  # what is curated stays
    assert "natasha" not in sys.modules
    assert mentions("Frobnitz said so.", "en", extras=(extra,)) == mentions("Frobnitz said so.", "en")
    assert extra.find(" … \n") == []


@pytest.mark.usefixtures("stand_ins")
def test_a_pipeline_is_named_by_package_or_folder(stand_ins: Path) -> None:
    for setting in ("en_frob_sm", str(stand_ins / "en_frob_sm")):
        (extra,) = choose(natasha=False, spacy=setting)
        assert (extra.language, extra.release) == ("en", "spacy en_frob_sm 1.2")
        assert "spacy" not in sys.modules
        text = "In May the " + "word " * 30_000 + "\nFrobnitz Holding came."
        at = text.index("Frobnitz")
        assert extra.find(text) == [Named(at, at + 16, Kind.ORGANISATION)]
        found = {a.text: a.basis for a in mentions("The Frobnitz Holding came to Bishkek.", extras=(extra,))}
        assert found == {"Frobnitz Holding": "spacy", "Bishkek": "gazetteer"}
        sys.modules.pop("spacy")


@pytest.mark.usefixtures("stand_ins")
def test_other_extras_are_another_version_and_annotate_anew(tmp_path: Path) -> None:
    folder, index = tmp_path / "docs", tmp_path / "index"
    folder.mkdir()
    (folder / "a.txt").write_text(RUSSIAN, "utf-8")
    _settings("natasha: false\n")
    assert active() == ()
    assert versions({"schema": 1}) == {"schema": 1}
    refresh(folder, index=index)
    library = Library.open(folder, index=index)
    before = library.outdated
    _settings("natasha: true\n# on\n")
    assert (before, library.outdated) == (False, True)
    assert versions({"schema": 1}) == {"schema": 1, "extras": key(active())}
    assert refresh(folder, index=index).added == 1
    library.refresh()
    assert not library.outdated
    (row,) = library.rows([0])
    assert {a.text: a.basis for a in library.read(row.id).annotations}["Ысык-Мода"] == "natasha"
    library.close()


def test_what_settings_ask_for_and_is_not_there_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = find_spec
    absent = {"natasha", "slovnet", "navec", "spacy"}
    for module in ("natasha", "pipelines"):
        monkeypatch.setattr(
            f"index.annotators.extras.{module}.find_spec", lambda name: None if name in absent else here(name)
        )
    assert choose() == ()
    with pytest.raises(SettingsError, match="natasha") as said:
        choose(natasha=True)
    assert "[russian]" in said.value.hint
    with pytest.raises(SettingsError, match="spaCy, which is not installed") as said:
        choose(spacy="en_core_web_sm")
    assert "[spacy]" in said.value.hint
    _settings("natasha: true\n")
    folder = tmp_path / "docs"
    folder.mkdir()
    with pytest.raises(SettingsError, match="natasha"):
        refresh(folder, index=tmp_path / "index")


@pytest.mark.usefixtures("stand_ins")
def test_a_pipeline_that_is_none_is_said(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="xx_none_sm"):
        choose(spacy="xx_none_sm")
    with pytest.raises(SettingsError, match=r"no readable meta\.json"):
        choose(spacy=str(tmp_path))


@pytest.mark.usefixtures("stand_ins")
def test_a_model_that_cannot_be_loaded_is_said(stand_ins: Path) -> None:
    (stand_ins / "natasha/data/model/slovnet_ner_news_v1.tar").unlink()
    (extra,) = choose()
    with pytest.raises(SettingsError, match="cannot be loaded"):
        mentions(RUSSIAN, "ru", extras=(extra,))


@pytest.mark.skipif(find_spec("natasha") is None, reason="the extra [russian] is not installed")
def test_the_real_natasha_finds_a_person_and_a_place() -> None:
    (extra,) = choose(natasha=True)
    found = {text[n.start : n.end]: n.kind for text in (RUSSIAN,) for n in extra.find(text)}
    assert found["Кубатом Осмоновым"] is Kind.PERSON


@pytest.mark.skipif(find_spec("spacy") is None, reason="the extra [spacy] is not installed")
def test_a_real_pipeline_is_loaded_from_a_folder(tmp_path: Path) -> None:
    import spacy

    pipeline = spacy.blank("en")
    pipeline.add_pipe("entity_ruler").add_patterns([{"label": "ORG", "pattern": "Frobnitz Holding"}])
    pipeline.to_disk(tmp_path / "frob")
    (extra,) = choose(natasha=False, spacy=str(tmp_path / "frob"))
    assert extra.find("The Frobnitz Holding came.") == [Named(4, 20, Kind.ORGANISATION)]
