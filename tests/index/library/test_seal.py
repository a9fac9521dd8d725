"""Checksums of the SQLite files of a build: what is not as it was written is told, what is being written is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import IndexDamagedError
from index.library import seal
from index.library.ledger import FileRecord, Ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.sqlite"
    with Ledger(path) as made:
        made.record([FileRecord(f"{at}.txt", 10, 20, f"digest {at}", f"id{at}") for at in range(200)])
    return path


def test_any_flipped_bit_is_told(ledger: Path) -> None:
    seal.refuse_damaged(ledger)  # without a seal nothing is known
    seal.seal(ledger.parent, [ledger.name])
    data = ledger.read_bytes()
    for place in range(0, len(data), len(data) // 50):
        ledger.write_bytes(data[:place] + bytes([data[place] ^ 16]) + data[place + 1 :])
        with pytest.raises(IndexDamagedError, match="not what was written"):
            seal.refuse_damaged(ledger)
    ledger.write_bytes(data)
    seal.refuse_damaged(ledger)


def test_what_is_written_after_the_seal_was_broken_is_no_damage(ledger: Path) -> None:
    seal.seal(ledger.parent, [ledger.name])
    seal.refuse_damaged(ledger)
    seal.unseal(ledger.parent)
    seal.unseal(ledger.parent)
    with Ledger(ledger) as made:
        made.forget(["3.txt"])
        seal.refuse_damaged(ledger)
    seal.seal(ledger.parent, [ledger.name])
    seal.refuse_damaged(ledger)


def test_a_damaged_seal_is_told(ledger: Path) -> None:
    seal.seal(ledger.parent, [ledger.name])
    path = ledger.parent / seal.NAME
    data = path.read_bytes()
    for place in range(len(data)):
        path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        with pytest.raises(IndexDamagedError):
            seal.refuse_damaged(ledger)


def test_sqlite_finds_a_page_that_is_no_page(ledger: Path) -> None:
    seal.refuse_malformed(ledger)
    data = ledger.read_bytes()
    ledger.write_bytes(data[:4096] + bytes(4096) + data[8192:])
    with pytest.raises(IndexDamagedError):
        seal.refuse_malformed(ledger)
