"""Sources to export: ordinary ones, hostile ones, and what Zotero's import translators make of an export."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping

from hypothesis import strategies as st

from index.export.citations import write
from index.export.cited import Cited, Name, Quote, line

PAGE = Cited(
    "1", "kremlin_2021", "webpage", "Talks in Sochi", "a.html", container="President of Russia", issued="2021-05-24",
    accessed="2025-11-28", url="http://en.kremlin.ru/events/president/news/65649", language="en", genre="Transcript",
    quotes=(Quote("We agreed.", "turn", "5", "Vladimir Putin", "check", order=1),),
)  # fmt: skip
ARTICLE = Cited(
    "2", "petrov_2025", "article-newspaper", "Will trade grow?", "b.txt", container="TASS",
    authors=(Name("Petrov", "Ivan Sergeevich"), Name("Сидорова", "Мария")), issued="2025-11-27", estimated=True,
    quotes=(Quote("Trade grew.\nBy 13.6%.", "page", "iv-v", heading="Trade"),),
)  # fmt: skip
UNDATED = Cited(
    "3", "admin_nd", "webpage", "Без даты", "c.txt", container="Кремль", authors=(Name("Администрация Президента"),),
    accessed="2025-11-28", url="http://kremlin.ru/a_b", language="ru",
)  # fmt: skip
BARE = Cited("4", "file_nd", "document", "File only", "d.txt")
REPORT = Cited("5", "un_2020", "report", "Report", "e.pdf", publisher="United Nations", issued="2020-05")
ALL = (PAGE, ARTICLE, UNDATED, BARE, REPORT)


def written(format: str, *sources: Cited, style: str = "plain") -> str:
    """What the writer of a format writes."""
    out = io.StringIO(newline="")
    write(format, sources or ALL, out, title="Talks", style=style)
    return out.getvalue()


# What other people write, and what formats take for their own
_SIGNS = "{}\\$&%#_^~'`\"<>|@,;:=-*[]()!?/. "
_LONGER = ("--", "``", "''", " and ", "\r\nTY  - BOOK\r\n", "<b>", "</b>", "&amp;", "\\textbf{", "{\\", "\x1b[31m")
_WORDS = ("Путин", "Ө", "й", "trade", "é", "中文", "https://x.org/a_b", "@cmd", "=1+1")
hostile = (
    st.lists(st.sampled_from([*_SIGNS, *_LONGER, *_WORDS]), min_size=1, max_size=8)
    .map(lambda pieces: line("".join(pieces)))
    .filter(lambda text: any(map(str.isalnum, text)))
)
_words = st.text("abcdefgабвгдежзийКЛМNOPQ-'’", min_size=1, max_size=8).filter(lambda word: word[0].isalpha())
names = st.one_of(
    st.builds(Name, _words, _words),
    hostile.filter(lambda text: text.strip(", ") == text and text.casefold() not in ("and", "others")).map(Name),
)
days = st.sampled_from(["", "2021", "2021-05", "2021-05-24", "1999-12-31"])


@st.composite
def sources(draw: st.DrawFn) -> Cited:
    """A source with a title, names and a publisher that would like to be obeyed."""
    type = draw(st.sampled_from(["webpage", "article-newspaper", "report", "document"]))
    issuer = draw(hostile) if type != "document" else ""
    contained = type in ("webpage", "article-newspaper")
    issued = draw(days)
    return Cited(
        "1", "key_2021", type, draw(hostile), "a.txt", container=issuer if contained else "",
        publisher="" if contained else issuer, authors=tuple(draw(st.lists(names, max_size=3))), issued=issued,
        estimated=bool(issued) and draw(st.booleans()), accessed="2025-11-28" if type == "webpage" else "",
        url="https://x.org/a_b?c=1&d=%20#e~f" if type == "webpage" else "", language=draw(st.sampled_from(["", "ru"])),
    )  # fmt: skip


# --- Zotero's import ------------------------------------------------------------------------------------------

# Fields of Zotero's item types that matter here, and RIS tags and BibTeX fields by its translators RIS.js and BibTeX.js
_RIS_TYPES = {"ELEC": "webpage", "NEWS": "newspaperArticle", "RPRT": "report", "GEN": "journalArticle"}
_RIS_FIELDS = {"TI": "title", "UR": "url", "Y2": "accessDate", "DA": "date", "LA": "language"}
_T2 = {"webpage": "websiteTitle", "newspaperArticle": "publicationTitle"}
_PB = {"report": "institution"}
_M3 = {"webpage": "websiteType", "report": "reportType"}
_BIBTEX_TYPES = {"online": "webpage", "article": "journalArticle", "report": "report", "misc": "document"}
_BIBTEX_FIELDS = {
    "title": "title", "url": "url", "urldate": "accessDate", "date": "date", "language": "language",
    "journaltitle": "publicationTitle", "institution": "publisher", "type": "type",
}  # fmt: skip


def zotero_ris(text: str) -> list[dict[str, object]]:
    """The items that Zotero makes of RIS: tags by type, "2021/05/24/other" as a date, names parted at the comma."""
    found = []
    for record in text.split("ER  - \r\n"):
        tags = [(each[:2], each[6:]) for each in record.splitlines() if re.match(r"[A-Z][A-Z0-9]  - ", each)]
        if not tags:
            continue
        type = _RIS_TYPES[dict(tags)["TY"]]
        item: dict[str, object] = {"itemType": type}
        fields = {**_RIS_FIELDS, "T2": _T2.get(type), "PB": _PB.get(type), "M3": _M3.get(type)}
        for tag, value in tags:
            if field := fields.get(tag):
                item[field] = "-".join(part for part in value.split("/")[:3] if part) if tag in ("DA", "Y2") else value
        item["creators"] = [value for tag, value in tags if tag == "AU"]
        found.append(item)
    return found


def zotero_bibtex(fields: Mapping[str, str], type: str) -> Mapping[str, str]:
    """The fields of an entry as Zotero has them."""
    return {"itemType": _BIBTEX_TYPES[type]} | {
        field: fields[name] for name, field in _BIBTEX_FIELDS.items() if name in fields
    }
