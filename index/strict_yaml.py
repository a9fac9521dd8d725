"""YAML of unknown origin: front matter and dossier.yaml, within limits and with line numbers.

Plain data only. Tags, aliases and anchors are refused (an alias can blow ten lines up to gigabytes, a tag can name a
class), and so are deep nesting, many values and duplicate keys. The limits are checked on the parser's event stream,
before anything is built: PyYAML builds by recursion, and below enough brackets its part in C ends the process. The
library is imported when there is something to read.

`load` is for what is read so; `check` for files with a reader of their own (names.yaml, the notebook, the settings).
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import yaml

MAX_CHARACTERS = 256 * 1024
_MAX_DEPTH = 12
_MAX_EVENTS = 50_000


class Loaded(NamedTuple):
    """A mapping read from YAML, and the line (from 1) of every key by its path: `lines[("documents", "a.txt")]`."""

    data: Mapping[str, Any]
    lines: Mapping[tuple[str, ...], int]


class YamlError(Exception):
    """Why a YAML text was refused, and the line (from 1) it is about."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


def load(text: str, *, max_characters: int = MAX_CHARACTERS) -> Loaded:
    """The mapping in `text` (an empty text is an empty mapping). Raises `YamlError` and nothing else."""
    import yaml

    if len(text) > max_characters:
        raise YamlError(f"longer than {max_characters >> 10} kB", 1)
    try:
        _check(text, yaml.SafeLoader, _MAX_EVENTS, False)
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        if node is None or node.tag == "tag:yaml.org,2002:null":
            return Loaded({}, {})
        if not isinstance(node, yaml.MappingNode):
            raise YamlError("not a list of keys and values", node.start_mark.line + 1)
        lines: dict[tuple[str, ...], int] = {}
        _keys(node, (), lines)
        data = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlError(_said(error.problem), mark.line + 1 if mark else 1) from error
    except yaml.YAMLError as error:  # a control character the reader refuses
        raise YamlError(" ".join(str(error).split()), 1) from error
    except (ValueError, OverflowError, TypeError) as error:  # a date such as 2021-13-45, an unhashable key
        raise YamlError(f"{error}", _line_of_bad_value(text)) from error
    return Loaded(data, lines)


def _said(problem: str | None) -> str:
    """What the parser says is wrong; of the commonest mistake, what to do."""
    if problem and problem.startswith("mapping values are not allowed"):  # "here", or in libyaml "in this context"
        return "a second colon: put the value in quotes"
    return problem or "not YAML"


def text_of(path: Path, most: int = 4 * MAX_CHARACTERS) -> str:
    """The text of a regular file of at most `most` bytes. Raises OSError, UnicodeDecodeError and, for a pipe, a device
    or more bytes, `YamlError`; never waits."""
    with open(path, "rb", opener=_without_waiting) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise YamlError("not a regular file", 1)
        data = file.read(most + 1)
    if len(data) > most:
        raise YamlError(f"longer than {most >> 10} kB", 1)
    return data.decode("utf-8-sig")


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def check(text: str, *, most: int | None = _MAX_EVENTS, aliases: bool = False) -> None:
    """Raises `YamlError` for a text that is no YAML, says more than `most` values or is nested too deeply, for tags
    and, unless `aliases` are allowed, for those."""
    import yaml

    try:
        _check(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader), most, aliases)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlError(_said(error.problem), mark.line + 1 if mark else 1) from error
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        raise YamlError(" ".join(str(error).split()), 1) from error


def _check(text: str, loader: Any, most: int | None, aliases: bool) -> None:
    import yaml

    depth = 0
    for count, event in enumerate(yaml.parse(text, Loader=loader)):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if not aliases and (isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None)):
            raise YamlError("anchors and aliases (& and *) are not allowed; quote a text that begins so", line)
        if getattr(event, "tag", None) not in (None, "!"):
            raise YamlError("tags (!) are not allowed; quote a text that begins so", line)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _MAX_DEPTH:
            raise YamlError(f"nested more than {_MAX_DEPTH} deep", line)
        if most is not None and count > most:
            raise YamlError(f"more than {most:,} values", line)


def _keys(node: yaml.MappingNode, path: tuple[str, ...], lines: dict[tuple[str, ...], int]) -> None:
    import yaml

    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise YamlError("a key must be a word, not a list", key.start_mark.line + 1)
        here = (*path, str(key.value))
        if here in lines:
            raise YamlError(f"'{key.value}' is said twice (first in line {lines[here]})", key.start_mark.line + 1)
        lines[here] = key.start_mark.line + 1
        if isinstance(value, yaml.MappingNode):
            _keys(value, here, lines)


def _line_of_bad_value(text: str) -> int:
    """The first line whose value alone fails as well: constructors do not say where they are."""
    import yaml

    for number, line in enumerate(text.split("\n"), 1):
        try:
            yaml.safe_load(line.partition(":")[2])
        except (ValueError, OverflowError, TypeError):
            return number
        except yaml.YAMLError:
            continue
    return 1
