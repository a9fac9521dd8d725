"""Several users of one server, one collection and one index that root made and nobody else can write.

`python -m tests.faults.shared ROOT`, as root: makes both, then is one user after the other, in children. Each finds the
same, keeps notes in a notebook of its own that the other does not see, and is told in plain words that the index may
only be read. Where others could write the index it is refused. Prints what was wrong, and nothing else.
"""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path
from typing import Any

from index.errors import DossierError, IndexUnsafeError
from index.library import Library
from index.ownership import refuse_unsafe
from tests.faults.scene import Scene, answers, checked, made, told

USERS = (65534, 65533)


def main(root: Path) -> int:
    """See the module."""
    scene = Scene(root / "shared")
    os.environ.update(scene.env)
    right = made(scene)["now"]
    _of_all(scene, right, "root")  # what is imported only when it is needed is imported now, by who may read it
    for path in (root, *scene.root.rglob("*")):
        os.chmod(path, 0o755 if path.is_dir() else 0o644)
    before = {path: path.stat().st_mtime_ns for path in (scene.index, *scene.index.rglob("*"))}
    wrong = 0
    for user in USERS:
        home = root / f"home-{user}"
        home.mkdir()
        os.chown(home, user, user)
        wrong += _as(user, home, scene, right)
    for user, name in zip(USERS, ("one", "other"), strict=True):
        (notebook,) = (root / f"home-{user}").rglob("notebook.yaml")
        text = notebook.read_text("utf-8")
        if f"note of {user}" not in text or any(f"note of {other}" in text for other in USERS if other != user):
            print(f"the notebook of {name}:\n{text}")
            wrong = 1
    if before != {path: path.stat().st_mtime_ns for path in (scene.index, *scene.index.rglob("*"))}:
        print("the index has been changed")
        wrong = 1
    os.chmod(scene.index / "manifest.json", 0o666)
    try:
        refuse_unsafe(scene.index)
    except IndexUnsafeError:
        return wrong
    print("an index that others may write is not refused")
    return 1


def _as(user: int, home: Path, scene: Scene, right: dict[str, Any]) -> int:
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        for name in ("CONFIG", "CACHE", "STATE", "DATA"):
            os.environ[f"XDG_{name}_HOME"] = str(home / name.lower())
        os.setgroups([])
        os.setgid(user)
        os.setuid(user)
        _of_all(scene, right, str(user))
        code, _, said = told("refresh", scene.collection, "--index", scene.index, "--progress", "none")
        assert code == 2, "the refresh of somebody else's index is not refused"
        assert "may only be read here" in said, said
    except Exception:  # noqa: BLE001 - told, and counted by the parent
        traceback.print_exc(file=sys.stdout)
        sys.stdout.flush()
        os._exit(1)
    os._exit(0)


def _of_all(scene: Scene, right: dict[str, Any], user: str) -> None:
    """What each of them does."""
    assert answers(scene) == right, "it answers otherwise"
    _, found = checked(scene)
    assert found["index"] == ["ok"], found
    library = Library.open(scene.collection, index=scene.index)
    try:
        ids = [row.id for row in library.rows(library.search("").numbers)]
        library.note_document(ids[3], f"note of {user}")
        library.tag(ids[:1], add=["mine"])
        if user != "root":
            assert len(library.search("is:noted").numbers) == 1, "another's notes are seen"
    except DossierError as error:
        raise AssertionError(str(error)) from error
    finally:
        library.close()
    told("notes", "-C", scene.collection, "--index", scene.index)
    told("refresh", scene.collection, "--index", scene.root / "own", "--progress", "none")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
