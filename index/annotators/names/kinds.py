"""The kinds of names, each under a name of its own.

The rules ask for a kind some ten times until a name is typed. Up to Python 3.11 every `Kind.PERSON` goes through the
class of the enumeration, which has a `__getattr__`, and costs as much as a call: a fifteenth of all that names took.
"""

from __future__ import annotations

from ...models import Kind

PERSON, ORGANISATION, PLACE, NAME = Kind.PERSON, Kind.ORGANISATION, Kind.PLACE, Kind.NAME
