"""A folder of documents that changes: texts, an archive, a mailbox and records, filled and then edited by a seed.

Of every hundred documents about sixty are files of their own, fifteen lie in a zip archive, fifteen in a mailbox and
ten in a file of JSON lines, so that a refresh spends a good part of its time in the middle of one large file. One in
twenty is an edited copy of another, one in forty the same bytes under another name.
"""

from __future__ import annotations

import json
import random
import zipfile
from collections.abc import Iterable
from pathlib import Path

from tests.benchmarks.folders import as_text
from tests.benchmarks.speeches import Section

_A_FOLDER = 500
_KINDS = ["text"] * 60 + ["zip"] * 15 + ["mbox"] * 15 + ["jsonl"] * 10


class Changing:
    """The folder and what is in it, by kind and name."""

    def __init__(self, folder: Path, sections: Iterable[Section], seed: int = 0) -> None:
        self.folder = folder
        self._chance = random.Random(seed)
        self._documents: dict[str, dict[str, Section]] = {"text": {}, "zip": {}, "mbox": {}, "jsonl": {}}
        self._dirty: set[str] = set()  # texts to be written
        self._edits = 0
        for section in sections:
            self._add(section)
        self._write()

    def change(self) -> None:
        """Edit, remove, rename and add: about one document in eight; dossier.yaml says something new."""
        self._edits += 1
        for kind, documents in self._documents.items():
            for name, section in list(documents.items()):
                fate = self._chance.random()
                if fate < 0.04:
                    text = f"{section.text}\n\nAmended on {1 + self._edits} May 2021 in Bishkek."
                    documents[name] = section._replace(text=text)
                elif fate < 0.08:
                    del documents[name]
                    if kind == "text":
                        (self.folder / name).unlink()
                elif fate < 0.11:
                    documents[f"{name.rpartition('.')[0]}-renamed{self._edits}.txt"] = documents.pop(name)
                    if kind == "text":
                        (self.folder / name).unlink()
                elif fate < 0.13:
                    self._add(section._replace(id=f"{section.id}-again{self._edits}"))
                    continue
                else:
                    continue
                self._dirty.update(documents.keys() & {name} or [next(reversed(documents))] if documents else ())
        said = {"text": "speeches-000/*", "zip": "archive.zip//*"}[self._chance.choice(["text", "zip"])]
        (self.folder / "dossier.yaml").write_text(
            f'documents:\n  "{said}": {{publisher: "Edition {self._edits}"}}\n', encoding="utf-8"
        )
        self._write()

    def _add(self, section: Section) -> None:
        kind = self._chance.choice(_KINDS)
        documents = self._documents[kind]
        name = f"{section.id}.txt"
        if kind == "text":
            name = f"speeches-{len(documents) // _A_FOLDER:03}/{name}"
        fate = self._chance.random()
        if documents and fate < 0.075:
            other = self._chance.choice(list(documents.values())[-50:])
            cut = other.text.rpartition("\n\n")[0] or other.text
            section = other._replace(id=section.id) if fate < 0.025 else section._replace(text=f"{cut}\n\nCopied here.")
        documents[name] = section
        self._dirty.add(name)

    def _write(self) -> None:
        texts = self._documents["text"]
        for name in sorted(self._dirty & texts.keys()):
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(as_text(texts[name]), encoding="utf-8")
        self._dirty.clear()
        with zipfile.ZipFile(self.folder / "archive.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for name, section in sorted(self._documents["zip"].items()):
                archive.writestr(zipfile.ZipInfo(name), as_text(section))
        with (self.folder / "mail.mbox").open("w", encoding="utf-8") as box:
            box.writelines(_message(section) for section in self._documents["mbox"].values())
        with (self.folder / "records.jsonl").open("w", encoding="utf-8") as lines:
            for section in self._documents["jsonl"].values():
                lines.write(json.dumps(section._asdict(), ensure_ascii=False) + "\n")


def _message(section: Section) -> str:
    text = "\n".join(f">{line}" if line.startswith("From ") else line for line in section.text.splitlines())
    return (
        f"From a@example.org Mon May 24 18:30:00 2021\nFrom: Anna <a@example.org>\nSubject: {section.title}\n"
        f"Message-ID: <{section.id}@example.org>\nDate: Mon, 24 May 2021 18:30:00 +0600\n"
        f"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{text}\n\n"
    )
