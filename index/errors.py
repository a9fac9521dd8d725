"""One small error tree. Each error has a message for the user and a hint: what to do about it.

    DossierError
    ├── CollectionError   the folder is missing, unreadable or not a folder
    ├── SourceError       one file could not be read (the refresh goes on; it becomes a problem)
    ├── IndexUnsafeError  the index folder may have been written by somebody else
    ├── IndexBusyError    another process is writing this index
    ├── IndexDamagedError the index cannot be opened; it can be rebuilt from the files
    ├── StorageError      the system refuses to write or read the index: a full or failing disk, a permission lost
    ├── NotFoundError     no document with this id
    ├── NotebookError     a judgement cannot be kept: its value is no date, its words or its file have changed
    └── SettingsError     a settings file, names.yaml, dossier.yaml or notebook.yaml does not say what it should

Foreign exceptions are translated where they enter (a reader, the engine), never further in.
"""

from __future__ import annotations


class DossierError(Exception):
    """Base of everything a user may be shown: `message` is one sentence, `hint` what to do (may be empty)."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message


class CollectionError(DossierError):
    """The collection's folder is missing, unreadable or not a folder."""


class SourceError(DossierError):
    """One file could not be read."""


class IndexUnsafeError(DossierError):
    """The index folder is not owned by this user or root, or others may write to it."""


class IndexBusyError(DossierError):
    """Another process holds the index's write lock."""


class IndexDamagedError(DossierError):
    """The index exists but cannot be opened or read."""


class StorageError(DossierError):
    """The system refused to write or read the index's files."""


class NotFoundError(DossierError):
    """No document has the id asked for."""


class NotebookError(DossierError):
    """A judgement of the user cannot be kept or undone."""


class SettingsError(DossierError):
    """A YAML file written by a person (settings, names.yaml, dossier.yaml, notebook.yaml) is malformed."""
