"""Sound inputs to begin with: small fixtures of every format, sentences of the gold sets, and files written here for
what has no fixture."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from tests.index.sources.packed import book, word

FIXTURES = Path(__file__).parents[1] / "fixtures"
_GOLD = Path(__file__).parents[1] / "gold"
_LARGEST = 40 << 10
_A_TEXT = 700  # characters: a few paragraphs
_SAID = re.compile(r'text: "((?:[^"\\]|\\.)*)"|text: ([^"\n{}]+)$', re.MULTILINE)


@cache
def files(*suffixes: str) -> tuple[bytes, ...]:
    """The fixtures with these suffixes, but for large ones."""
    found = [path for path in sorted(FIXTURES.rglob("*")) if path.name.endswith(suffixes)]
    return tuple(path.read_bytes() for path in found if path.stat().st_size <= _LARGEST)


@cache
def sentences(*names: str) -> tuple[str, ...]:
    """The sentences of these gold sets, a few together."""
    found: list[str] = []
    for name in names:
        text = (_GOLD / name).read_text("utf-8")
        said = [quoted or plain for quoted, plain in _SAID.findall(text)]
        said = said or [line.strip("- \"'") for line in text.splitlines() if line.startswith("- ")]
        found += [" ".join(said[at : at + 3]) for at in range(0, len(said), 3)]
    return tuple(found)


@cache
def texts() -> tuple[str, ...]:
    """Stretches of the plain texts, transcripts among them."""
    found = []
    for data in files(".txt"):
        text = data.decode("utf-8", "replace")
        found += [text[at : at + _A_TEXT] for at in range(0, len(text), _A_TEXT)]
    return tuple(found)


TABLE = ('name,text,date\nRoad,The road is open.,2021-05-24\n"Ferry, old","It said ""no"".",24.05.2021\n',)
JSON_LINES = (
    '{"title": "A", "text": "The dam stands.", "date": "2021-05-24", "n": {"x": [1, null]}}\n{"text": "B"}\n',
)
WORD = word(
    '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Opening</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p>'
    "<w:r><w:t>Dam</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p><w:ins><w:r><w:t>new</w:t></w:r></w:ins></w:p>"
)
BOOK = book({"a.xhtml": "<h1>One</h1><p>The dam.</p>"}, "<dc:title>T</dc:title><dc:date>2021</dc:date>")
RICH = (
    rb"{\rtf1\ansi\ansicpg1251{\fonttbl{\f0 Arial;}}{\info{\title T}}\pard\b One\b0\par \'ef\u1078?{\footnote x}\par}"
)
MESSAGE = (
    b"From: A <a@example.org>\r\nSubject: =?utf-8?B?0JTQsA==?=\r\nDate: Mon, 24 May 2021 18:30:00 +0600\r\n"
    b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: multipart/alternative;"
    b" boundary=c\r\n\r\n--c\r\nContent-Type: text/plain; charset=koi8-r\r\nContent-Transfer-Encoding: quoted-printable"
    b"\r\n\r\n=F0=D2\r\n--c\r\nContent-Type: text/html\r\n\r\n<p>x</p>\r\n--c--\r\n--b\r\nContent-Type: message/rfc822"
    b"\r\n\r\nSubject: inner\r\n\r\nbody\r\n--b\r\nContent-Type: text/plain; name*=utf-8''%D0%B0.txt\r\n"
    b"Content-Disposition: attachment; filename=a.txt\r\nContent-Transfer-Encoding: base64\r\n\r\naGVsbG8=\r\n--b--\r\n"
)
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Resources<</Font<</F 4 0 R>>>>/Contents 5 0 R>>endobj\n"
    b"4 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n5 0 obj<</Length 84>>stream\n"
    b"BT /F 12 Tf 20 150 Td (The dam stands by the river.) Tj 0 -20 Td (It is old.) Tj ET\n"
    b"endstream endobj\ntrailer<</Root 1 0 R/Info<</Title(Dam)/CreationDate(D:20210524)>>>>\n%%EOF\n"
)
CALENDARED = "WEBVTT\n\nNOTE x\n\n1\n00:00:01.000 --> 00:00:04.000 align:left\n<v Ivan>The <i>dam</i> &amp; ferry.\n"
BIBTEX = (
    '@article{a, title = {The {Dam} \\"o \\textit{x}}, author = {Velling, Marta and Jonas Ambrel}, year = 2021,\n'
    " month = may, file = {Full Text:a.pdf:application/pdf;b\\:c.html:b.html:text/html}, url = {http://x.example}}\n"
    "@string{s = {x}}\n@comment{y}\n@online{b, title = s # { z}, date = {2021-05~/2022}, langid = {russian}}\n",
)
CSL = (
    '[{"id": "a", "type": "webpage", "title": "T", "author": [{"family": "Velling", "given": "Marta"}, '
    '{"literal": "UN"}], "issued": {"date-parts": [[2021, 5, 24]], "circa": true}, "URL": "http://x.example"}]',
    '{"items": [{"itemType": "webpage", "title": "T", "date": "2021-05", "creators": [{"firstName": "M", "lastName": '
    '"V"}], "attachments": [{"path": "files/1/a.html"}], "citationKey": "v21", "language": "ru"}]}',
)
QUERIES = (
    'trade growth', '"military base" OR "trade record"~5', 'bilat* -oil', 'person:"Vladimir Putin" (gas OR oil) NOT x',
    "date:2020-09..2021-05 lang:ru", "percent:>10 amount:1e6..5e6", 'amount:"4 bn USD"', "mentions:2024-Q1 is:starred",
    "speaker:Putin trade", "title:summit in:articles path:2021/ kind:transcript", "date:>=2021 percent:13,6 *",
    "автор:Петров И (слово ИЛИ НЕ дело)", 'measure:"trade turnover" tag:economy', 'a AND (b OR (c -"d e"~3))',
)  # fmt: skip
FRONT_MATTER = (
    "---\ntitle: The dam\npublished: 2021-05-24\nauthors: [A, B]\npublisher: X\nestimated: true\nlanguage: en\n---\n"
    "# T\n",
    "---\ntitle: 'It''s'\ndate: 24 May 2021\nkeywords:\n  - a\n  - b\nplace: >\n  Orlovka\n  valley\n---\n\n"
    "The text.\n",
)
COLLECTION = (
    'name: Notes\nexclude: ["drafts/**"]\nfolders:\n  minutes: {kind: transcript, language: en}\ndocuments:\n'
    '  "a.txt": {published: 2025-11-27, estimated: true}\n  "saved/*.html":\n    publisher: X\n    authors: [A, B]\n'
    'records:\n  "s.jsonl": {text: speech, title: [country, session], authors: speaker.name}\n',
    "# a comment\ninclude:\n- '*.txt'\n- pages/[a-c]*/**\ndocuments:\n  b.txt: {published: null, title: \"Q\"}\n",
)
NOTEBOOK = (
    "notebook: 1\nnames:\n- entity: person:ivan-petrov\n  known: Ivan Petrov\n  into: person:ivan-petrovsky\n"
    "dates:\n- path: a.md\n  document: abc\n  start: 12\n  words: last year\n  value: 2019  # see\n"
    "documents:\n- path: 2021/talks.md\n  document: 3f2a9cq7xd\n  starred: true\n  tags: economy, asia\n"
    "passages:\n- path: a.md\n  document: abc\n  start: 1\n  words: Trade grew.\n  before: 'met. '\n  after: ' E'\n"
    "  kept: true\n  group: Trade\n  place: 10\nsearches:\n- name: s\n  query: trade -oil\n  sort: newest\n",
    "# Mine\nnotebook: 1\ndates:\n- {path: t.md, document: abc, start: 40, words: Sun, rejected: true}\n# the end\n",
)
SETTINGS = (
    "theme: dossier-dark\nmouse: false\norder: newest\nlimit: 20\nduplicates: 0.65\nindex_folder: ~/x\nwatch: poll\n"
    "citation_style: apa\nkeymap: arrows\nnatasha: auto\nspacy: installed\nkeys:\n  reader.find: [f, ctrl+f]\n"
    "  quit: q\n",
)
NAMED = (
    "entities:\n- id: ivan-petrov\n  name: Ivan Petrov\n  kind: person\n  aliases:\n    en: [Petrov, 'I. Petrov']\n"
    "    ru: [Иван Петров]\n- {id: council, name: The Council, kind: organisation}\noffices:\n- id: mayor\n"
    "  title: Mayor\n  aliases: {en: [mayor of Orlovka]}\n  holders:\n"
    "  - {person: ivan-petrov, from: 2019-01-01, to: 2021-05-24, acting: true}\n",
    "entities:\n  - {id: a-b, name: A B, kind: person, aliases: {en: [A, B], ru: [А]}}\n  - id: c\n    name: C\n"
    "    kind: place\n    aliases:\n      en: [Cee]\n",
)
