"""What a person types for a field of a document's metadata, as dossier.yaml has it; the form and `set` read it here."""

from __future__ import annotations

import re
from difflib import get_close_matches

from index.collection_file import FIELDS
from index.errors import SettingsError
from index.metadata import iso_date

KINDS = ("article", "transcript")
LANGUAGES = {"en": "English", "ru": "Russian", "ky": "Kyrgyz", "kk": "Kazakh", "uz": "Uzbek", "tg": "Tajik",
             "tr": "Turkish", "uk": "Ukrainian", "de": "German", "fr": "French", "es": "Spanish", "zh": "Chinese",
             "ar": "Arabic", "fa": "Persian"}  # fmt: skip
"""Languages offered by name; any other two- or three-letter code of ISO 639 is taken as it is."""

_YES, _NO = ("yes", "true", "y", "1"), ("no", "false", "n", "0")


def field_name(typed: str) -> str:
    """A field's name. Raises SettingsError with the nearest one."""
    name = {"author": "authors", "date": "published", "lang": "language"}.get(typed.casefold(), typed.casefold())
    if name not in FIELDS:
        near = get_close_matches(name, FIELDS, 1, 0.6)
        hint = f"did you mean {near[0]}?" if near else f"fields are {', '.join(FIELDS)}"
        raise SettingsError(f"There is no field “{typed}”", hint)
    return name


def field_value(name: str, typed: str) -> object:
    """The value of a field as typed, None for nothing: a date whole or partial, in ISO form or in words; authors with
    semicolons between them; yes or no; a language by code or name. Raises SettingsError with what is right."""
    words = " ".join(typed.split())
    if not words or words == "null":
        return False if name == "estimated" else None
    if name == "published":
        return _day(words)
    if name == "estimated":
        if words.casefold() in (*_YES, *_NO):
            return words.casefold() in _YES
        raise SettingsError(f"“{words}” is neither yes nor no", "yes marks a date that you worked out")
    if name == "authors":
        return [each for each in (part.strip() for part in words.split(";")) if each]
    if name == "kind":
        return _kind(words)
    if name == "language":
        return _language(words)
    if name == "url" and not re.match(r"https?://[^\s/]+\S*$", words):
        raise SettingsError(f"“{words}” is no web address", "it begins with http:// or https://")
    return words


def shown_value(value: object) -> str:
    """A value as `field_value` reads it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return "; ".join(map(str, value))
    return str(value)


def _day(words: str) -> str:
    found = next((value for language in ("en", "ru", "ky") if (value := iso_date(words, language))), None)
    if found is None:
        raise SettingsError(f"“{words}” is not a date", "write 2021-05-24, 2021-05, 2021, XXXX-05-24 or 24 May 2021")
    return found


def _kind(words: str) -> str:
    near = get_close_matches(words.casefold(), KINDS, 1, 0.6)
    if words.casefold() not in KINDS:
        hint = f"did you mean {near[0]}?" if near else f"kinds are {' and '.join(KINDS)}"
        raise SettingsError(f"“{words}” is no kind of document", hint)
    return words.casefold()


def _language(words: str) -> str:
    code = words.casefold()
    named = {name.casefold(): key for key, name in LANGUAGES.items()}
    if code in named:
        return named[code]
    if not re.fullmatch(r"[a-z]{2,3}", code):
        near = get_close_matches(code, named, 1, 0.6)
        hint = f"did you mean {near[0].capitalize()}?" if near else "write a code such as en, ru, ky, or a name"
        raise SettingsError(f"“{words}” is no language", hint)
    return code
