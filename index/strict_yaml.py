"""YAML of unknown origin: front matter and dossier.yaml, within limits and with line numbers.

Plain data only. Tags, aliases and anchors are refused (an alias can blow ten lines up to gigabytes, a tag can name a
class), and so are deep nesting, many values and duplicate keys. The limits are checked on the parser's event stream,
before anything is built.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

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
    if len(text) > max_characters:
        raise YamlError(f"longer than {max_characters >> 10} kB", 1)
    try:
        _check(text)
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
        raise YamlError(error.problem or "not YAML", mark.line + 1 if mark else 1) from error
    except yaml.YAMLError as error:  # a control character the reader refuses
        raise YamlError(" ".join(str(error).split()), 1) from error
    except (ValueError, OverflowError, TypeError) as error:  # a date such as 2021-13-45, an unhashable key
        raise YamlError(f"{error}", _line_of_bad_value(text)) from error
    return Loaded(data, lines)


def _check(text: str) -> None:
    depth = 0
    for count, event in enumerate(yaml.parse(text, Loader=yaml.SafeLoader)):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise YamlError("anchors and aliases (& and *) are not allowed; quote a text that begins so", line)
        if getattr(event, "tag", None) not in (None, "!"):
            raise YamlError("tags (!) are not allowed; quote a text that begins so", line)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _MAX_DEPTH:
            raise YamlError(f"nested more than {_MAX_DEPTH} deep", line)
        if count > _MAX_EVENTS:
            raise YamlError(f"more than {_MAX_EVENTS:,} values", line)


def _keys(node: yaml.MappingNode, path: tuple[str, ...], lines: dict[tuple[str, ...], int]) -> None:
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
    for number, line in enumerate(text.split("\n"), 1):
        try:
            yaml.safe_load(line.partition(":")[2])
        except (ValueError, OverflowError, TypeError):
            return number
        except yaml.YAMLError:
            continue
    return 1
