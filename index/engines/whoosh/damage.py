"""What a damaged index makes reading raise, told as such."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from index.errors import IndexDamagedError

HINT = "refresh with --rebuild: it is made anew from your files"

_DAMAGE = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, MemoryError, RecursionError)


@contextmanager
def damage_reported(reading: bool = True) -> Iterator[None]:
    """Turn what a damaged file makes reading raise into IndexDamagedError. Checksums find nearly all of it; the rest
    are files that were made to mislead. While writing, errors of the system (a full disk) are not damage."""
    try:
        yield
    except (*_DAMAGE, zlib.error, struct.error) as error:
        raise IndexDamagedError(f"The index cannot be read ({type(error).__name__}: {error}).", HINT) from error
    except OSError as error:
        if not reading:
            raise
        raise IndexDamagedError(f"The index cannot be read ({error}).", HINT) from error
