"""RTF's control words by what they mean to a reader of texts, and its code pages."""

from __future__ import annotations

import codecs
import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "cp950", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
    254: "cp437", 255: "cp850", 89: "mac_cyrillic",
}  # fmt: skip
PAGES = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
SIGNS = {
    "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
    "emspace": " ", "enspace": " ", "qmspace": " ", "tab": "\t", "line": "\n", "lbr": "\n", "softline": "\n",
    "zwj": "\u200d", "zwnj": "\u200c", "ltrmark": "\u200e", "rtlmark": "\u200f",
}  # fmt: skip
SKIPPED = _words(
    "colortbl pict object objdata header headerl headerr headerf footer footerl footerr footerf fldinst annotation"
    " atnid atnauthor listtable listoverridetable revtbl rsidtbl xe tc rxe txe filetbl sp shprslt nonesttables"
    " themedata colorschememapping datastore latentstyles xmlnstbl ftnsep ftnsepc aftnsep aftnsepc generator"
    " stylerestrictions pnseclvl template bkmkstart bkmkend"
)
KNOWN_STARRED = frozenset({"shpinst", "footnote", "annotation", "fldinst", "shppict", "do", "txbxtext", "dptxbxtext"})
FLOWING = frozenset({"text", "note", "box"})
INFO = frozenset({"title", "author", "operator", "creatim", "revtim"})
HEADING = re.compile(r"(?:heading|заголовок)\s*([1-9])", re.IGNORECASE)


def codec(page: int) -> str:
    """The codec of a Windows code page; "" where Python has none."""
    special = {65001: "utf-8", 10000: "mac_roman", 10007: "mac_cyrillic", 936: "gbk", 20866: "koi8-r", 21866: "koi8-u"}
    name = special.get(page, f"cp{page}")
    try:
        codecs.lookup(name)  # b"".decode() asks for none
    except LookupError:
        return ""
    return name
