"""A folder in which everything that can hold text tries to command the terminal: nothing that is shown is obeyed.

Controls (CSI, OSC 0, 8 and 52, DCS, C1 in both forms), bidirectional overrides, zero-width characters and markup stand
in texts, titles, file names, members of archives, subjects, records, dossier.yaml, names.yaml and the notebook. What
the commands and the browser send to a real terminal is looked through byte by byte.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from index.folders import data_folder
from tests.terminal import Terminal

ROOT = Path(__file__).parents[1]
MARK = "PWNED"
HOSTILE = (
    f"\x1b[7;66m{MARK}\x1b[0m\x1b]0;{MARK}\x07\x1b]52;c;{MARK}\x07\x1b]8;;http://{MARK}.example\x1b\\link\x1b]8;;\x1b\\"
    f"\x1bP{MARK}\x1b\\\x9b7;66m{MARK}\x9d0;{MARK}\x9c\x90{MARK}\x9c\u202e{MARK}\u2066\u200b\u2060\ufeff\x00\x7f"
    f"[@click=app.quit]{MARK}[/] [bold]{MARK}[/bold] [link=http://{MARK}.example]x[/link]"
)
QUOTED = json.dumps(HOSTILE)  # a double-quoted text of YAML, too
DAY = "2021-05-24"

# What must never reach a terminal: controls of both forms, marks that turn or hide what is read
_C1 = rb"\xc2[\x80-\x9f]"
_TURNED = rb"\xe2\x80[\x8b\x8e\x8f\xaa-\xae]|\xe2\x81[\xa0\xa6-\xa9]|\xef\xbb\xbf"
_OURS = rb"\x1b\[7;66m|\x1b[\]P^_X][^\x1b\x07]*PWNED|\x1b[\]P^_X][^\x1b\x07]*example"
FORBIDDEN = re.compile(b"|".join((_C1, _TURNED, _OURS)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder, and in the user's data folder the notebook of it."""
    made = tmp_path / "papers"
    made.mkdir()
    (made / "page.html").write_text(
        f"<html><head><title>{HOSTILE}</title><meta name=author content='{HOSTILE}'></head><body><h1>{HOSTILE}</h1>"
        f"<p>Trade with Bishkek grew by 13.6% last year, {HOSTILE} said.</p></body></html>",
        encoding="utf-8",
    )
    (made / "note.md").write_text(
        f"---\ntitle: {QUOTED}\npublisher: {QUOTED}\npublished: {DAY}\nauthors: [{QUOTED}]\nurl: {QUOTED}\n---\n"
        f"Vladimir {HOSTILE} Petrov: Trade grew yesterday {HOSTILE}.\n\nAnna Orlova: {HOSTILE} trade fell.\n",
        encoding="utf-8",
    )
    (made / "talk.txt").write_bytes(
        b"Trade \x9b7;66m \xff\xfe " + HOSTILE.replace("\0", "").encode() + b"\n\nTrade and growth.\n"
    )
    record = {"title": HOSTILE, "text": f"Trade {HOSTILE}", "publisher": HOSTILE, "url": f"http://{HOSTILE}/"}
    (made / "rows.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    with zipfile.ZipFile(made / "box.zip", "w") as archive:
        archive.writestr(f"{HOSTILE.replace(chr(0), '')}.txt", f"Trade in a box. {HOSTILE}")
        archive.writestr("../../../outside.txt", "Trade outside.")
    subject = f"Subject: =?utf-8?B?{__import__('base64').b64encode(HOSTILE.encode()).decode()}?=\n"
    (made / "letter.eml").write_text(f"From: x <x@y.example>\n{subject}\nTrade in a letter.\n", encoding="utf-8")
    odd = HOSTILE.replace("\x00", "").replace("/", "|").encode()[:200]
    for name in (
        odd + b".txt",
        b"two\nlines.txt",
        b"broken " + odd[:100] + b".pdf",
        b"\xff\xfe\x1b[7;66m.txt",
        b"x" * 251 + b".txt",
    ):
        Path(os.fsdecode(os.fsencode(made) + b"/" + name)).write_text("Trade under an odd name.", encoding="utf-8")
    (made / "dossier.yaml").write_text(
        f"name: {QUOTED}\ndocuments:\n  talk.txt: {{title: {QUOTED}, place: {QUOTED}, published: {DAY}}}\n"
        f"  {QUOTED}: {{title: x}}\n",
        encoding="utf-8",
    )
    (made / "names.yaml").write_text(
        f"entities:\n  - id: anna-orlova\n    name: {QUOTED}\n    kind: person\n    aliases: {{en: [Anna Orlova]}}\n",
        encoding="utf-8",
    )
    notebook = data_folder(made) / "notebook.yaml"
    notebook.parent.mkdir(parents=True, mode=0o700)
    notebook.write_text(
        f"notebook: 1\ndocuments:\n- path: talk.txt\n  document: abc\n  tags: {QUOTED}\n  note: {QUOTED}\n"
        f"searches:\n- name: {QUOTED}\n  query: trade\n- name: b\n  query: {QUOTED}\n",
        encoding="utf-8",
    )
    return made


def _run(lines: list[list[str]]) -> list[str]:
    program = f"""
from contextlib import suppress
from index.cli import main
for line in {lines!r}:
    with suppress(SystemExit):  # how argparse ends
        main(line)
print("All has been said.")
"""
    return [sys.executable, "-c", program]


def test_no_command_obeys_what_it_prints(folder: Path) -> None:
    here = ["-C", str(folder)]
    lines = [
        ["refresh", *here], ["problems", *here], ["search", "trade", *here], ["search", HOSTILE.replace("\x00", ""),
        *here],
        ["search", "person:anna", "--passages", *here], ["find", "trade grew", *here], ["timeline", *here],
        ["entities", *here], ["figures", *here], ["turns", "--quotes", *here], ["notes", *here], ["searches", *here],
        ["show", "nobody\x1b[7;66m", *here], ["check", *here], ["search", "trade", "--json", *here],
        ["export", "documents", "--format", "chicago", *here], ["search", "trade", "-C", f"{folder}\x1b[7;66m"],
        ["annotate", f"{folder}/\x1b[7;66m.txt"], [HOSTILE.replace("\x00", "")], ["trail", *here],
        ["search", "--\x1b[7;66m"], ["show"], ["export", "timeline", "--format", "\x1b[7;66m"],
        ["refresh", "a", "\x1b[7;66m"],
    ]  # fmt: skip
    with Terminal(_run(lines), lines=200, columns=200, env={"PYTHONPATH": str(ROOT), "NO_COLOR": "1"}) as terminal:
        terminal.wait_for("All has been said.", limit=120)
        sent = bytes(terminal.raw)
    assert sent.count(MARK.encode()) > 50, "the names and texts are there"
    assert not (found := FORBIDDEN.search(sent)), sent[max(found.start() - 200, 0) : found.end() + 50]
    assert not re.search(rb"[\x00-\x06\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f]", sent)


def test_no_export_holds_a_command(folder: Path, tmp_path: Path) -> None:
    """Files too are printed by cat; JSON may have escapes, which are letters."""
    here = ["-C", str(folder)]
    kinds = ["bibtex", "ris", "csl", "markdown", "csv", "chicago", "gost"]
    lines = [["refresh", *here]]
    lines += [
        ["export", "documents", "--format", kind, "--output", str(tmp_path / f"out.{kind}"), *here] for kind in kinds
    ]
    lines += [
        ["export", "timeline", "--format", kind, "--output", str(tmp_path / f"time.{kind}"), *here]
        for kind in ("csv", "json", "ics", "html")
    ]
    done = subprocess.run(_run(lines), capture_output=True, text=True, check=False, cwd=ROOT)
    assert "All has been said." in done.stdout, done.stderr
    written = sorted([*tmp_path.glob("out.*"), *tmp_path.glob("time.*")])
    assert len(written) == len(lines) - 1, done.stderr
    for path in written:
        data = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
        assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|" + _C1, data), path.name


SCREENS = {
    "list and reader": "enter j space 2 } B B z",
    "sidebar and cards": "3 j i escape escape 4 v escape",
    "figures and notebook": "5 escape 6 t escape 8 escape",
    "passages and trail": "7 j c 7 9 escape",
    "problems": "P j j escape",
    "form and exports": "1 E escape x escape T escape",
    "collections and help": "C escape ? escape ctrl+p escape",
}


def test_no_pane_obeys_what_it_shows(folder: Path) -> None:
    command = [sys.executable, "-m", "tui", str(folder)]
    with Terminal(command, columns=120, lines=40, env={"PYTHONPATH": str(ROOT)}) as terminal:
        terminal.wait_for(MARK, limit=120)
        terminal.settle(1.0)
        for key in "/trade":
            terminal.send(key)
        terminal.settle(1.0)
        terminal.press("enter")
        for where, keys in SCREENS.items():
            for key in keys.split():
                terminal.press(key)
            found = FORBIDDEN.search(terminal.raw)
            assert not found, f"{where}: {bytes(terminal.raw[max(found.start() - 100, 0) : found.end() + 50])!r}"
        for number in range(6):  # every document in the reader
            terminal.press("1" if not number else "j")
        assert not FORBIDDEN.search(terminal.raw)
        titles = re.findall(rb"\x1b\][012];([^\x07\x1b]*)", bytes(terminal.raw))
        assert not any(MARK.encode() in title for title in titles)
        terminal.press("escape")
        terminal.send("q")
        assert terminal.ended(20), terminal.text
