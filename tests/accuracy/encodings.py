"""How often the encoding of a file is told right: `python -m tests.accuracy.encodings`.

Files are made up from the sentences of `tests/gold/` in Russian, Kyrgyz and English, 100 to 10,000 characters long, in
every encoding that holds their letters (the Kyrgyz letters of their own are in no code page; people wrote the Russian
ones next to them). Right is a file whose text comes back letter by letter. Prints, by encoding and length, how many are
right, how many are said to be guessed, and how many right ones look like mojibake; then how many texts that went
through a wrong encoding are told. Exit 1 where fewer than 99 % are right, or mojibake is missed or seen where none is.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from pathlib import Path

import yaml

from index.sources.encodings import decode, mojibake

GOLD = Path(__file__).parent.parent / "gold"
LENGTHS = (100, 300, 1_000, 3_000, 10_000)
UNICODE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")
CYRILLIC = ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac_cyrillic")
ENCODINGS = {
    "Russian": UNICODE + CYRILLIC,
    "Kyrgyz": UNICODE + CYRILLIC,
    "English": (*UNICODE, "latin-1", "cp1252"),
}
WRONG = (("utf-8", "cp1252"), ("utf-8", "latin-1"), ("utf-8", "cp1251"), ("cp1251", "latin-1"), ("koi8-r", "cp1251"))
_FILES = {"Russian": "_ru.yaml", "Kyrgyz": "_ky.yaml", "English": "_en.yaml"}
_SAID = re.compile(r"^\s*(?:- )?(?:text|sentence): (.+)$", re.MULTILINE)
_ROUND = 20  # texts of each length


def sentences(language: str) -> list[str]:
    """The sentences of a language in the gold files."""
    found: list[str] = []
    for path in sorted(GOLD.glob(f"*{_FILES[language]}")):
        _collect(yaml.safe_load(path.read_text("utf-8")), found)
    return sorted({text for text in found if len(text.split()) >= 5})


def _collect(value: object, found: list[str]) -> None:
    if isinstance(value, str):
        found.append(value)
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            _collect(each, found)


def texts(language: str, length: int, rounds: int = _ROUND) -> list[str]:
    """Texts of that many characters, the same in every run."""
    chance = random.Random(length)
    made = []
    said = sentences(language)
    for _ in range(rounds):
        text = ""
        while len(text) < length:
            text += chance.choice(said) + chance.choice((" ", " ", "\n\n"))
        if language == "English":  # what makes an English file other than ASCII
            text = text.replace(". ", ". “Café” – £5. ", 3)
        made.append(text[:length])
    return made


def writable(text: str, encoding: str) -> str:
    """The text with what the encoding lacks written as people did."""
    if encoding.startswith("utf"):
        return text
    letters = str.maketrans("ңөүҢӨҮ–—“”«»’…№ё", 'ноуНОУ--""""\'.Nе')
    text = text if encoding in ("cp1252", "cp1251") and text.isascii() else text.translate(letters)
    return text.encode(encoding, "ignore").decode(encoding)


def main() -> int:
    """Print the table; 0 where the stated accuracy is reached."""
    right: Counter[tuple[str, str]] = Counter()
    total: Counter[tuple[str, str]] = Counter()
    guessed = seen = 0
    by_length: dict[int, list[int]] = {length: [0, 0] for length in LENGTHS}
    for language, encodings in ENCODINGS.items():
        for length in LENGTHS:
            for text in texts(language, length):
                for encoding in encodings:
                    said = writable(text, encoding)
                    found, _, warning = decode(said.encode(encoding))
                    good = found.removeprefix("\ufeff") == said
                    total[language, encoding] += 1
                    right[language, encoding] += good
                    by_length[length][0] += good
                    by_length[length][1] += 1
                    guessed += bool(warning)
                    seen += bool(good and mojibake(found))
    for (language, encoding), count in total.items():
        print(f"{language:8} {encoding:13} {right[language, encoding]:4} of {count}")
    for length, (well, count) in by_length.items():
        print(f"{length:6} characters {well:5} of {count}  {well / count:.1%}")
    print(f"{guessed} of {total.total()} said to be guessed; mojibake seen in {seen} sound texts")
    told = tried = 0
    for length in LENGTHS:
        for text in texts("Russian", length):
            for written, read in WRONG:
                tried += 1
                told += bool(mojibake(text.encode(written, "ignore").decode(read, "replace")))
    print(f"mojibake told in {told} of {tried} Russian texts that went through a wrong encoding")
    return 0 if right.total() >= 0.99 * total.total() and not seen and told >= 0.99 * tried else 1


if __name__ == "__main__":
    sys.exit(main())
