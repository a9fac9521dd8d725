"""The entries of a names.yaml in their two usual forms, read without YAML, which takes fifty times as long.

    entities:
      - {id: vladimir-putin, name: Vladimir Putin, kind: person, aliases: {en: [Putin], ru: [Путин]}}
      - id: dmitry-medvedev
        name: Dmitry Medvedev
        kind: person
        aliases:
          en: [Medvedev]

Only these, in this order of keys, with words that YAML takes as they are, and only if every entry is so: `entries` says
nothing about any other file, which YAML then reads whole, with its own complaints. What follows the list (offices) is
YAML's in any case.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

_SLUG = r"[^\W\d_][\w-]*"
# A plain scalar that begins with a letter, or a quoted one without escapes.
_TEXT = r"(?:[^\W\d_][\w.'’«»()&/-]*(?: [\w.'’«»()&/-]+)*|\"[\w .,:;#&'’()/!?+-]*\")"
_LIST = rf"[a-z]{{2}}: \[(?:{_TEXT}(?:,(?: |\n +){_TEXT})*)?\]"
_KIND = "(person|organisation|place)"
_ENTRY = re.compile(
    rf"( *)- \{{id: ({_SLUG}), name: ({_TEXT}), kind: {_KIND}"
    rf"(?:, aliases: \{{((?:{_LIST}(?:, {_LIST})*)?)\}})?\}} *(?:\n|\Z)"
)
_BLOCK = re.compile(
    rf"( *)- id: ({_SLUG})\n\1  name: ({_TEXT})\n\1  kind: {_KIND}(?:\n\1  aliases:((?:\n\1    {_LIST})+))? *(?:\n|\Z)"
)
_HEAD = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*entities: *\n")
_ASIDE = re.compile(r" *(?:#[^\n]*)?(?:\n|\Z)")
_TOKEN = re.compile(rf"([a-z]{{2}}): \[|({_TEXT})")
_OTHER_WHITE = re.compile("[\r\x85\u2028\u2029\ufeff]")  # ends of lines to YAML, a mark that it skips
# What YAML 1.1 takes for a truth value or nothing at all.
_WORDS = frozenset(["y", "n", "yes", "no", "true", "false", "on", "off", "null"])


def entries(text: str, rest: Callable[[str], Any]) -> dict[str, Any] | None:
    """A names.yaml as the mapping that YAML makes of it, or None where that is YAML's to say. `rest` reads what follows
    the list of entities."""
    head = _HEAD.match(text)
    if head is None:
        return None
    found: list[dict[str, Any]] = []
    indent: str | None = None
    at = head.end()
    while at < len(text):
        match = _ENTRY.match(text, at) or _BLOCK.match(text, at)
        if match is None:
            aside = _ASIDE.match(text, at)
            if aside is not None and aside.end() > at:
                at = aside.end()
                continue
            if text[at] in " -\t":
                return None
            break
        if indent is None:
            indent = match[1]
        if match[1] != indent or (entry := _entry(match)) is None:
            return None
        found.append(entry)
        at = match.end()
    if _OTHER_WHITE.search(text):
        return None
    data: Any = rest(text[at:]) if at < len(text) else {}
    if not found or not isinstance(data, dict) or "entities" in data:
        return None
    return {"entities": found, **data}


def _entry(match: re.Match[str]) -> dict[str, Any] | None:
    _, id, name, kind, listed = match.groups()
    if id.casefold() in _WORDS or name.casefold() in _WORDS:
        return None
    entry: dict[str, Any] = {"id": id, "name": _bare(name), "kind": kind}
    if listed is None:
        return entry
    aliases: dict[str, list[str]] = {}
    language = ""
    for token in _TOKEN.finditer(listed):
        if token[1]:
            language = token[1]
            if language in aliases or language in _WORDS:  # "no", Norwegian, is false in YAML
                return None
            aliases[language] = []
        elif token[2].casefold() in _WORDS:
            return None
        else:
            aliases[language].append(_bare(token[2]))
    entry["aliases"] = aliases
    return entry


def _bare(text: str) -> str:
    return text[1:-1] if text[0] == '"' else text
