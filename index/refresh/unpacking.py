"""What is to be read, in order: whole files, and the documents in files that hold several.

A file that holds several documents is gone through in the refreshing process, as a stream: its documents go to the
workers one by one, so that neither the file nor its documents are in memory as a whole, a stop is heard between two
of them, and what was committed before a stop or a kill is known again by name and digest when the file is next gone
through. Members that are as they were are not read.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Collection, Generator, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from index.collection_file import CollectionFile, context_of
from index.library.ledger import Ledger
from index.models import IN_FILE, Problem
from index.refresh import limits
from index.refresh.reading import Closed, Job, Kept, Reading, Task, digest_of, document_id, problem_of, unreadable
from index.refresh.walk import Found
from index.sources import holds
from index.sources.members import Member, Unread, members

_NAMED_KINDS = 4
_TOLD = 1000  # documents of one file that cannot be read, told one by one; further ones are counted


class Unpacking:
    """The jobs of one refresh. Gives every document in a file its id, for it sees them in order."""

    def __init__(
        self,
        ledger: Ledger,
        said: CollectionFile,
        taken: Callable[[str], bool],
        gone: Collection[str],
        unsettled: Collection[str] = (),
        recall: Callable[[Found], Reading | None] = lambda file: None,
    ) -> None:
        """`taken` says whether a whole file's document has an id, `gone` are the files whose members' ids are free, and
        `unsettled` the ids of which the index may hold another document than the ledger says. `recall` gives the
        reading of a file that needs none."""
        self._ledger = ledger
        self._said = said
        self._taken = taken
        self._gone = gone
        self._unsettled = unsettled
        self._recall = recall
        self._claimed: set[str] = set()  # ids of members, given or kept in this refresh
        self._stream: BinaryIO | None = None  # the file that is gone through
        self._copies: dict[str, int] = {}  # id of a digest met before -> the last number given behind it

    def jobs(self, plan: Sequence[Found]) -> Generator[Job, None, None]:
        """What is to be done for each of these files, in their order."""
        for file in plan:
            task = Task(file.location, file.path, self._said.overrides(file.path), size=file.size)
            if holds(task.location):
                yield from self._within(task)
            else:
                yield self._recall(file) or task

    def position(self) -> int:
        """How many bytes of the file that is gone through have been read, about; 0 between two files."""
        return self._stream.tell() if self._stream is not None else 0

    def _within(self, task: Task) -> Iterator[Job]:
        """The documents of one file, and its end."""
        kinds: Counter[str] = Counter()
        faults: list[Unread] = []
        told, more = 0, Counter[tuple[str, str]]()
        try:
            digest = digest_of(task.location)
            with open(task.location, "rb") as stream:
                self._stream = stream
                for part in self._parts(stream, task):
                    path = f"{task.path}{IN_FILE}{part.path}" if part.path else task.path
                    if part.path and not self._said.includes_member(path):
                        continue
                    if isinstance(part, Member):
                        yield self._member(task, part, path)
                    elif part.kind:
                        kinds[part.kind] += 1
                    elif part.path and told == _TOLD:
                        more[part.message, part.hint] += 1
                    elif part.path:
                        told += 1
                        yield Reading(path, "", None, problem_of(path, part.message, part.hint))
                    else:
                        faults.append(part)
        except limits.OvertimeError:
            faults.append(limits.rest_too_long())
        except MemoryError:
            faults.append(limits.rest_too_large())
        except OSError as error:
            yield Closed(task.path, "", unreadable(task.path, error))
            return
        finally:
            self._stream = None
        faults += [Unread("", f"{count} more of its files: {said}", hint) for (said, hint), count in more.most_common()]
        yield Closed(task.path, digest, _problem(task.path, faults, kinds))

    def _parts(self, stream: BinaryIO, task: Task) -> Iterator[Member | Unread]:
        def columns(path: str) -> dict[str, object] | None:
            return self._said.columns(f"{task.path}{IN_FILE}{path}" if path else task.path)

        name = "/".join(Path(task.location).parts[-2:])
        size = os.fstat(stream.fileno()).st_size
        return limits.taken_within_limits(members(stream, name, size, columns), size)

    def _member(self, task: Task, member: Member, path: str) -> Job:
        overrides = self._said.overrides(path)
        before = self._ledger.member(task.path, member.path)
        if before and before.digest == member.digest and before.id not in self._claimed:
            if before.context == context_of(overrides) and before.id not in self._unsettled:
                if before.id:
                    self._claimed.add(before.id)
                return Kept(path, before.id)
            id = before.id or self._id(task.path, member.digest)
        else:
            id = self._id(task.path, member.digest)
        self._claimed.add(id)
        return Task(task.location, path, overrides, member, id)

    def _id(self, file: str, digest: str) -> str:
        """The id of a member: what the same content had in this file before, else that of the digest."""
        for same in self._ledger.members_of_digest(file, digest):
            if same.id and same.id not in self._claimed:
                return same.id
        id = document_id(digest)
        copy = self._copies.get(id, 0)
        unique = f"{id}-{copy}" if copy else id
        while unique in self._claimed or self._taken(unique) or self._elsewhere(unique, file):
            copy = max(copy, 1) + 1
            unique = f"{id}-{copy}"
        if copy:
            self._copies[id] = copy
        return unique

    def _elsewhere(self, id: str, file: str) -> bool:
        return any(owner != file and owner not in self._gone for owner in self._ledger.owners(id))


def _problem(path: str, faults: Sequence[Unread], kinds: Counter[str]) -> Problem | None:
    """What is wrong with a file as a whole; what has no reader is counted by kind."""
    messages = [problem_of(path, fault.message, fault.hint).message for fault in faults]
    hints = [fault.hint for fault in faults if fault.hint]
    if kinds:
        named = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common(_NAMED_KINDS))
        more = ", and others" if len(kinds) > _NAMED_KINDS else ""
        total = sum(kinds.values())
        messages.append(
            f"{total} of its files {'is' if total == 1 else 'are'} of kinds without a reader ({named}{more})"
        )
        hints.append("exclude them in dossier.yaml, or save them as text, Markdown or web pages")
    return Problem(path, "; ".join(messages), "; ".join(dict.fromkeys(hints))) if messages else None
