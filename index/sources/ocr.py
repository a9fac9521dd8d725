"""Letters from pictures by Tesseract, where it is installed: a program of its own, started without a shell.

Read in English, Russian and Kyrgyz as far as Tesseract has them. A page is handed over in grey and without a file.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from functools import cache

MOST_PAGES = 200
DOTS = 300  # to the inch, for which Tesseract is trained
LONGEST = 5_000  # pixels of a page's longer side
_WANTED = ("eng", "rus", "kir")
_SECONDS = 60.0  # for one page


@cache
def languages() -> str:
    """What Tesseract is asked to read, "eng+rus"; "" where it is not installed or knows none of them."""
    program = shutil.which("tesseract")
    if program is None:
        return ""
    try:
        listed = subprocess.run([program, "--list-langs"], capture_output=True, timeout=10, check=False).stdout
    except (OSError, subprocess.SubprocessError):
        return ""
    known = listed.decode("utf-8", "replace").split()
    return "+".join(language for language in _WANTED if language in known)


def hint() -> str:
    """What to do about a scan."""
    if languages():
        return "Tesseract found no letters in it; look whether it is upright and sharp"
    if shutil.which("tesseract"):
        return "install Tesseract's languages (tesseract-ocr-eng, -rus, -kir) and refresh again"
    return "install Tesseract (tesseract-ocr) with its languages and refresh again, or save it with a text layer"


def _one_thread() -> dict[str, str]:
    """The environment for Tesseract: a refresh has a process for each core already."""
    return {**os.environ, "OMP_THREAD_LIMIT": "1"}


def recognise(grey: bytes, width: int, height: int, seconds: float = _SECONDS) -> list[str] | None:
    """The paragraphs in a picture of `width` times `height` bytes; None where Tesseract fails or takes too long."""
    program = shutil.which("tesseract")
    if program is None or not languages():
        return None
    image = b"P5 %d %d 255\n" % (width, height) + grey
    arguments = [program, "stdin", "stdout", "-l", languages(), "--psm", "3"]
    limit = min(seconds, _SECONDS)
    try:
        done = subprocess.run(arguments, input=image, capture_output=True, timeout=limit, check=True, env=_one_thread())
    except (OSError, subprocess.SubprocessError):
        return None
    text = re.sub(r"(\w)-\n(?=[^\W\d_])", r"\1", done.stdout.decode("utf-8", "replace"))
    paragraphs = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text.replace("\f", "\n\n")))
    return [each for each in paragraphs if sum(map(str.isalnum, each)) > 1]
