"""The files that `crafted` refreshes over: for each kind of harm what writes it, in a small size and in its worst."""

from __future__ import annotations

import io
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.index.sources.packed import book, package, word

_SENTENCE = b"The dam stands by the river, and trade grew by 5% last year. "
_MB = 1 << 20


@dataclass(frozen=True, slots=True)
class Craft:
    """One crafted file: its name, and what writes it at a path, in full or small. `told`, a regular expression, is part
    of what the problems list has to say of it; "" where it is read. What is `long` takes a minute in any size."""

    name: str
    write: Callable[[Path, bool], None]
    told: str = ""
    long: bool = False


def _bytes(make: Callable[[bool], bytes]) -> Callable[[Path, bool], None]:
    def write(path: Path, full: bool) -> None:
        path.write_bytes(make(full))

    return write


# --- Length ---------------------------------------------------------------------------------------------------


def _line(path: Path, full: bool) -> None:
    """A line of 100 MB, in full."""
    path.write_bytes(_SENTENCE * ((100 * _MB if full else _MB // 8) // len(_SENTENCE)))


def _most_of_a_line(path: Path, full: bool) -> None:
    """A line of nearly as much as is read."""
    path.write_bytes(_SENTENCE * ((60 if full else 1) * _MB // len(_SENTENCE)))


def _sparse(path: Path, full: bool) -> None:
    """A gigabyte of null bytes that takes no place on the disk."""
    with open(path, "wb") as file:
        file.truncate(1 << 30)


def _sparse_text(path: Path, full: bool) -> None:
    """A text with a gigabyte of nothing behind it."""
    with open(path, "wb") as file:
        file.write(_SENTENCE)
        file.truncate(1 << 30)


def _gigabyte(path: Path, full: bool) -> None:
    """A gigabyte of text in lines; in small 65 MB of it, which is too much as well."""
    with open(path, "wb") as file:
        for _ in range(1024 if full else 65):
            file.write((_SENTENCE + b"\n") * (_MB // (len(_SENTENCE) + 1) + 1))


# --- Packed ---------------------------------------------------------------------------------------------------


def _zipped(parts: dict[str, bytes]) -> bytes:
    return package(dict(parts))


def _zeros(size: int, wbits: int) -> bytes:
    """`size` null bytes, packed, without ever having them all."""
    packer = zlib.compressobj(9, zlib.DEFLATED, wbits)
    block = bytes(_MB)
    return b"".join(packer.compress(block) for _ in range(size // _MB)) + packer.flush()


def _zip_of_zips(full: bool) -> bytes:
    """Archives in archives, as 42.zip has them: each of ten holds the same ten."""
    inner = _zipped({"0.txt": bytes(64 * _MB)})
    for _ in range(5 if full else 3):
        inner = _zipped({f"{number}.zip": inner for number in range(10)})
    return inner


def _zip_of_itself(full: bool) -> bytes:
    """Deeper than archives are followed."""
    data = _zipped({"in.txt": _SENTENCE})
    for _ in range(1000 if full else 12):
        data = _zipped({"in.zip": data})
    return data


def _zip_overlapping(full: bool) -> bytes:
    """Many entries that are all the same stretch of the file (Fifield's bomb, without his quoting)."""
    number = 30_000 if full else 30
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("0.txt", _SENTENCE * (2000 if full else 200))
        first = archive.infolist()[0]
        for at in range(1, number):
            again = zipfile.ZipInfo(f"{at}.txt")
            for name in ("header_offset", "CRC", "compress_size", "file_size", "compress_type"):
                setattr(again, name, getattr(first, name))
            archive.filelist.append(again)
        archive._didModify = True  # type: ignore[attr-defined]
    return made.getvalue()


def _gz(full: bool) -> bytes:
    return _zeros((10_240 if full else 80) * _MB, 31)


def _tar_of_zeros(full: bool) -> bytes:
    """A packed tape of one text of gigabytes, with an honest one behind it."""
    size = (8192 if full else 264) * _MB
    entry, after = tarfile.TarInfo("zeros.txt"), tarfile.TarInfo("late.txt")
    entry.size, after.size = size, len(_SENTENCE)
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    packed = [packer.compress(entry.tobuf())]
    packed += [packer.compress(bytes(_MB)) for _ in range(size // _MB)]
    packed += [packer.compress(after.tobuf() + _SENTENCE + bytes(2048)), packer.flush()]
    return b"".join(packed)


def _tar_of_folders(full: bool) -> bytes:
    """Millions of folders, of which a list would fill the memory."""
    entry = tarfile.TarInfo("a")
    entry.type = tarfile.DIRTYPE
    block = entry.tobuf() * 2048
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    packed = [packer.compress(block) for _ in range(2000 if full else 20)]
    note = tarfile.TarInfo("note.txt")
    note.size = len(_SENTENCE)
    packed.append(packer.compress(note.tobuf() + _SENTENCE.ljust(512, b"\0") + bytes(1024)))
    return b"".join(packed) + packer.flush()


def _tar_outside(full: bool) -> bytes:
    """Links, devices and paths that lead out, and one honest text."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as archive:
        kinds = {"link": tarfile.SYMTYPE, "hard": tarfile.LNKTYPE, "pipe": tarfile.FIFOTYPE, "tty": tarfile.CHRTYPE}
        for name, kind in kinds.items():
            entry = tarfile.TarInfo(f"{name}.txt")
            entry.type, entry.linkname = kind, "/etc/passwd"
            archive.addfile(entry)
        for name in _NAMES:
            entry = tarfile.TarInfo(name)
            entry.size = len(_SENTENCE)
            archive.addfile(entry, io.BytesIO(_SENTENCE))
    return made.getvalue()


_NAMES = (
    "../../../../out.txt", "/etc/out.txt", "C:\\\\out.txt", "two\nlines.txt", "\x1b[2J\x1b]0;x\x07.txt",
    "\u202etxt.exe.txt",
    "a" * 4000 + ".txt", "d/" * 500 + "deep.txt", "\udcff\udcfe.txt", "[@click=app.quit]x[/].txt", "con.txt", " .txt",
)  # fmt: skip


def _zip_outside(full: bool) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in _NAMES:
            entry = zipfile.ZipInfo()
            entry.filename = name.encode("utf-8", "replace").decode()
            archive.writestr(entry, _SENTENCE)
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return made.getvalue()


# --- Nested ---------------------------------------------------------------------------------------------------


def _mail_of_parts(full: bool) -> bytes:
    """A letter of ten thousand parts and more."""
    head = b"From: a@example.org\nSubject: Parts\nContent-Type: multipart/mixed; boundary=b\n\n"
    return head + b"--b\nContent-Type: text/plain\n\nThe dam.\n" * (50_000 if full else 10_500) + b"--b--\n"


def _mail_nested(full: bool) -> bytes:
    """Parts in parts without end."""
    levels = 10_000 if full else 2_000
    head = b"From: a@example.org\nSubject: Nested\n"
    opened = (b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (at, at) for at in range(levels))
    return head + b"".join(opened) + b"Content-Type: text/plain\n\nThe innermost.\n"


def _mail_forwarded(full: bool) -> bytes:
    """A letter in a letter in a letter."""
    head = b"From: a@example.org\nSubject: Forwarded\nContent-Type: message/rfc822\n\n"
    return head * (5_000 if full else 500) + b"From: b@example.org\nSubject: x\n\nThe innermost.\n"


def _html(full: bool) -> bytes:
    return b"<h1>Dam</h1><p>The dam stands.</p>" + b"<div><b>" * 100_000 + b"Deep."


def _table(full: bool) -> bytes:
    deep = 100_000 if full else 20_000
    return b"<h1>Dam</h1><p>The dam stands.</p>" + b"<table><tr><td>" * deep + b"Deep."


def _json(full: bool) -> bytes:
    return b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"


def _rtf(full: bool) -> bytes:
    return rb"{\rtf1 The dam. " + b"{" * 200_000 + b"}"


def _markdown(full: bool) -> bytes:
    return b"# Dam\n\n" + b"> " * 50_000 + b"The dam.\n\n" + b"[" * 50_000 + b"\n\n" + b"*_" * 50_000 + b"\n"


# --- Entities and aliases -------------------------------------------------------------------------------------

_LAUGHS = "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 10}">' for at in range(1, 10))
_DOCTYPE = f'<!DOCTYPE x [<!ENTITY e0 "ha">{_LAUGHS}<!ENTITY f SYSTEM "file:///etc/passwd">]>'


def _word(full: bool) -> bytes:
    document = word("<w:p><w:r><w:t>The dam &e9; &f; stands.</w:t></w:r></w:p>")
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        xml = archive.read("word/document.xml").decode()
    return package({"word/document.xml": _DOCTYPE + xml})


_ODT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>'
    "<text:p>The dam &e9; &f; stands.</text:p></office:text></office:body></office:document-content>"
)


def _odt(full: bool) -> bytes:
    return package({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": _DOCTYPE + _ODT})


def _fodt(full: bool) -> bytes:
    kind = 'office:mimetype="application/vnd.oasis.opendocument.text"'
    return (
        _DOCTYPE
        + _ODT.replace("document-content", "document").replace("<office:document ", f"<office:document {kind} ")
    ).encode()


def _epub(full: bool) -> bytes:
    return book({"a.xhtml": f"{_DOCTYPE}<p>The dam &e9; &f; stands.</p>"}, "<dc:title>T &amp; x</dc:title>")


def _front_matter(full: bool) -> bytes:
    lines = ["---", "a0: &a0 [x, x]"]
    lines += [f"a{at}: &a{at} [{', '.join([f'*a{at - 1}'] * 9)}]" for at in range(1, 30 if full else 12)]
    return "\n".join([*lines, "title: !!python/object/apply:os.system [exit]", "---", "# Dam", "", "The dam."]).encode()


# --- PDF ------------------------------------------------------------------------------------------------------


def _pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1, with a page tree in 2 and one sentence in 5 unless said otherwise."""
    numbered = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Resources<</Font<</F 4 0 R>>/XObject<</X 6 0 R>>>>"
        b"/Contents 5 0 R>>",
        4: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        5: _stream(b"", b"BT /F 12 Tf 20 150 Td (The dam stands by the river.) Tj ET /X Do"),
        **{int(each.partition(b" ")[0]): each.partition(b" ")[2] for each in objects},
    }
    body, places = b"%PDF-1.5\n", {}
    for number, content in numbered.items():
        places[number] = len(body)
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    size = max(numbered) + 1
    table = b"xref\n0 %d\n0000000000 65535 f \n" % size
    table += b"".join(
        b"%010d 00000 %c \n" % (places.get(at, 0), b"n"[0] if at in places else b"f"[0]) for at in range(1, size)
    )
    end = b"trailer\n<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        trailer.replace(b"HERE", b"%d" % len(body)),
        len(body),
    )
    return body + table + end


def _stream(keys: bytes, content: bytes) -> bytes:
    return b"<</Length %d%b>>stream\n%b\nendstream" % (len(content), keys, content)


def _pdf_pages(full: bool) -> bytes:
    """A page tree that is its own branch."""
    return _pdf(b"2 <</Type/Pages/Kids[2 0 R 3 0 R 2 0 R]/Count 99999>>")


def _pdf_form(full: bool) -> bytes:
    """A form that draws itself, twice."""
    keys = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>"
    return _pdf(b"6 " + _stream(keys, b"/X Do /X Do"))


def _pdf_forms(full: bool) -> bytes:
    """Forms that draw the next ten times: ten to the power of ten drawings."""
    keys = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>/Font<</F 4 0 R>>>>"
    many = 10 if full else 5
    forms = [b"%d " % at + _stream(keys % (at + 1), b"/X Do " * 10) for at in range(6, 6 + many)]
    return _pdf(*forms, b"%d " % (6 + many) + _stream(keys % 4, b"BT /F 9 Tf (x) Tj ET"))


def _pdf_tables(full: bool) -> bytes:
    """A table of objects that comes before itself, and an object stream that extends itself."""
    keys = b"/Type/ObjStm/N 1/First 4/Extends 6 0 R"
    return _pdf(b"6 " + _stream(keys, b"7 0 <</A 7 0 R>>"), trailer=b"/Prev HERE/XRefStm HERE/Info 7 0 R")


def _pdf_deep(full: bool) -> bytes:
    """Lists in lists."""
    return _pdf(b"6 " + b"[" * 100_000 + b"]" * 100_000)


def _pdf_flate(full: bool) -> bytes:
    """A page whose drawing unpacks to gigabytes of spaces."""
    packer = zlib.compressobj(9)
    packed = [packer.compress(b"BT /F 12 Tf 20 150 Td (The dam stands by the river.) Tj ET ")]
    packed += [packer.compress(b" " * _MB) for _ in range(4096 if full else 64)]
    content = b"".join(packed) + packer.flush()
    return _pdf(b"5 " + _stream(b"/Filter/FlateDecode", content))


CRAFTS = [
    Craft("line.txt", _line),
    Craft("long.txt", _most_of_a_line, long=True),
    Craft("null.txt", _sparse, "larger than 64 MB"),
    Craft("nothing.txt", _sparse_text, "larger than 64 MB"),
    Craft("giga.txt", _gigabyte, "larger than 64 MB"),
    Craft("42.zip", _bytes(_zip_of_zips), "far more than its size|files deep in files"),
    Craft("itself.zip", _bytes(_zip_of_itself), "files deep in files"),
    Craft("overlap.zip", _bytes(_zip_overlapping)),
    Craft("bomb.txt.gz", _bytes(_gz), "larger than 64 MB"),
    Craft("bomb.tar.gz", _bytes(_tar_of_zeros), "far more than its size"),
    Craft("folders.tar.gz", _bytes(_tar_of_folders)),
    Craft("outside.tar.gz", _bytes(_tar_outside)),
    Craft("outside.zip", _bytes(_zip_outside)),
    Craft("parts.eml", _bytes(_mail_of_parts), "more than 10,000 parts"),
    Craft("nested.eml", _bytes(_mail_nested), "nested"),
    Craft("forwarded.eml", _bytes(_mail_forwarded)),
    Craft("deep.html", _bytes(_html)),
    Craft("table.html", _bytes(_table)),
    Craft("deep.json", _bytes(_json), "nested"),
    Craft("deep.rtf", _bytes(_rtf), "nested"),
    Craft("deep.md", _bytes(_markdown)),
    Craft("laughs.docx", _bytes(_word), "damaged"),
    Craft("laughs.odt", _bytes(_odt), "damaged"),
    Craft("laughs.fodt", _bytes(_fodt), "damaged"),
    Craft("laughs.epub", _bytes(_epub)),
    Craft("aliases.md", _bytes(_front_matter), "front matter"),
    Craft("pages.pdf", _bytes(_pdf_pages)),
    Craft("form.pdf", _bytes(_pdf_form), "ended the reader", long=True),
    Craft("forms.pdf", _bytes(_pdf_forms)),
    Craft("tables.pdf", _bytes(_pdf_tables)),
    Craft("arrays.pdf", _bytes(_pdf_deep)),
    Craft("spaces.pdf", _bytes(_pdf_flate)),
]
"""Every kind."""
