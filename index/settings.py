"""The user's settings: one YAML file in the config folder, read at the start and never written. `settings_sample.yaml`
beside this file has every key with what it means.

An unknown key, a key written twice or a value of the wrong type is refused with file, line and the nearest spelling:
a setting that is silently ignored costs its user an afternoon.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from index import strict_yaml
from index.errors import SettingsError
from index.folders import config_folder

FILE = "settings.yaml"
KEYS = "keys"
KEYMAPS = ("vim", "arrows")
CITATION_STYLES = ("plain", "chicago", "chicago-notes", "apa", "gost")
RANKING = ("title", "exact", "proximity", "feedback")
"""What orders by relevance beyond BM25 of the text, each of them: words of the title count a little more, so do words
in the form in which they were typed, and neighbouring words that stand near each other; "more like this" also asks for
what the first found have in common."""

ORDERS = ("relevance", "newest", "oldest", "title", "publisher")


@dataclass(frozen=True, slots=True)
class Rebinding:
    """Other keys for a command of the browser, named as in its table ("reader.find"), and the place in the settings
    ("settings.yaml, line 4"). Whether command and keys exist is known to the browser alone."""

    command: str
    keys: tuple[str, ...]
    place: str


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user may set, with the values that hold when nothing is set."""

    theme: str = ""  # "" leaves the choice to the browser
    mouse: bool = True
    order: str = "relevance"
    limit: int = 20
    duplicates: float = 0.65
    index_folder: Path | None = None
    watch: str = ""  # "auto" or "poll" follows the folder in the browser, "" does not
    keymap: str = "vim"
    lofi: bool = False  # for the worst lines
    citation_style: str = "plain"  # or one of `CITATION_STYLES`, or the full path of a .csl file
    natasha: bool | None = None  # None takes the extra where it is installed
    spacy: str = ""
    ranking: tuple[str, ...] = RANKING
    keys: tuple[Rebinding, ...] = ()


def settings_file() -> Path:
    """The path of the settings file; it need not exist."""
    return config_folder() / FILE


def sample() -> str:
    """A settings file with every key commented."""
    from importlib.resources import files

    return files(__package__).joinpath("settings_sample.yaml").read_text("utf-8")


def load(path: Path | None = None) -> Settings:
    """Read the settings file; a missing or empty one gives the defaults.

    Raises SettingsError with file and line when it cannot be read or does not say what it should.
    """
    path = settings_file() if path is None else path
    try:
        text = strict_yaml.text_of(path)
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError, strict_yaml.YamlError) as error:
        raise SettingsError(f"cannot read {path}: {error}", "make it readable UTF-8 text, or move it away") from error
    return _parse(text, path)


def _parse(text: str, path: Path) -> Settings:
    import yaml

    try:
        strict_yaml.check(text)
        loader = yaml.SafeLoader(text)
        root = loader.get_single_node()
        if root is None:
            return Settings()
        if not isinstance(root, yaml.MappingNode):
            raise SettingsError(f"{path}: settings are lines of the form name: value", "for example  mouse: false")
        values: dict[str, Any] = {}
        for key, node in root.value:
            where = f"{path}, line {key.start_mark.line + 1}"
            name = str(key.value)
            if name not in _READERS and name != KEYS:
                raise SettingsError(f'{where}: unknown setting "{name}"', _suggestion(name))
            if name in values:
                raise SettingsError(f'{where}: "{name}" is set twice', "keep one of the two lines")
            if name == KEYS:
                values[name] = _rebindings(loader, node, path)
                continue
            if not isinstance(node, yaml.ScalarNode):
                raise SettingsError(f"{where}: {name} takes one value")
            try:
                values[name] = _READERS[name](loader.construct_object(node))
            except ValueError as error:
                raise SettingsError(f"{where}: {name} {error}") from error
    except strict_yaml.YamlError as error:
        place = f"{path}, line {error.line}"
        raise SettingsError(f"{place}: {error.message}", "each line is a name, a colon and a value") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark is not None else ""
        reason = getattr(error, "problem", None) or "not valid YAML"
        raise SettingsError(f"{path}{line}: {reason}", "each line is a name, a colon and a value") from error
    return Settings(**values)


def _rebindings(loader: Any, node: Any, path: Path) -> tuple[Rebinding, ...]:
    """The mapping from commands to keys. Raises SettingsError."""
    import yaml

    found: dict[str, Rebinding] = {}
    hint = "for example  reader.find: ctrl+f  or  reader.find: [f, ctrl+f]"
    if not isinstance(node, yaml.MappingNode):
        raise SettingsError(f"{path}, line {node.start_mark.line + 1}: {KEYS} names commands and their keys", hint)
    for key, value in node.value:
        place = f"{path}, line {key.start_mark.line + 1}"
        name = str(key.value)
        keys = value.value if isinstance(value, yaml.SequenceNode) else [value]
        if not keys or not all(isinstance(each, yaml.ScalarNode) and each.value for each in keys):
            raise SettingsError(f"{place}: {name} needs a key, or several in brackets", hint)
        if name in found:
            raise SettingsError(f'{place}: "{name}" is set twice', "write both keys in one line:  [f, ctrl+f]")
        found[name] = Rebinding(name, tuple(each.value for each in keys), place)
    return tuple(found.values())


def _suggestion(name: str) -> str:
    known = [*_READERS, KEYS]
    near = get_close_matches(name, known, n=1)
    return f'did you mean "{near[0]}"?' if near else "known settings: " + ", ".join(known)


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise ValueError("must be true or false")


def _watching(value: object) -> str:
    if isinstance(value, bool):
        return "auto" if value else ""
    if value == "poll":
        return "poll"
    raise ValueError("must be true, false or poll")


def _number(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    raise ValueError("must be a whole number, 0 or more")


def _likeness(value: object) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool) and (value == 0 or 0.5 <= value <= 1):
        return float(value)
    raise ValueError("must be a number from 0.5 to 1, or 0 for none")


def _word(value: object) -> str:
    if isinstance(value, str) and value:
        return value
    raise ValueError("must be a word")


def _pipelines(value: object) -> str:
    if isinstance(value, str):
        return value
    raise ValueError("must name pipelines, with spaces between them, or be the word installed")


def _keymap(value: object) -> str:
    if isinstance(value, str) and value in KEYMAPS:
        return value
    raise ValueError("must be one of " + ", ".join(KEYMAPS))


def _order(value: object) -> str:
    if isinstance(value, str) and value in ORDERS:
        return value
    raise ValueError("must be one of " + ", ".join(ORDERS))


def _style(value: object) -> str:
    if isinstance(value, str) and value in CITATION_STYLES:
        return value
    if isinstance(value, str) and value.endswith(".csl") and (path := _absolute(value)):
        return str(path)
    raise ValueError("must be one of " + ", ".join(CITATION_STYLES) + ", or the full path of a .csl file")


def _extra(value: object) -> bool | None:
    if value is None or isinstance(value, bool):
        return value
    if value == "auto":
        return None
    raise ValueError("must be true, false or auto")


def _path(value: object) -> Path:
    if isinstance(value, str) and (path := _absolute(value)):
        return path
    raise ValueError("must be a full path, such as ~/indexes or /srv/indexes")


def _absolute(value: str) -> Path | None:
    try:
        path = Path(value).expanduser()
    except RuntimeError:  # ~somebody whom the system does not know
        return None
    return path if path.is_absolute() else None


def _ranking(value: object) -> tuple[str, ...]:
    words = tuple(str(value).split()) if value not in (None, False, "none") else ()
    if not isinstance(value, str) and words:
        raise ValueError(f"must be words of {', '.join(RANKING)}, or none")
    for word in words:
        if word not in RANKING:
            raise ValueError(f'has no "{word}"; there are {", ".join(RANKING)}, and none')
    return words


_READERS: dict[str, Callable[[object], Any]] = {
    "theme": _word,
    "mouse": _flag,
    "lofi": _flag,
    "order": _order,
    "limit": _number,
    "duplicates": _likeness,
    "index_folder": _path,
    "watch": _watching,
    "keymap": _keymap,
    "citation_style": _style,
    "natasha": _extra,
    "spacy": _pipelines,
    "ranking": _ranking,
}

if {field.name for field in fields(Settings)} != {*_READERS, KEYS}:  # pragma: no cover - a slip in this file
    raise AssertionError("every setting needs its reader")
