"""PDF: the text layer page by page, what the file says about itself, and scans by way of `ocr`.

The only file that imports pypdfium2 (PDFium, the engine of Chrome), when the first PDF is read. It was chosen over
pypdf, which is pure Python: on the fixtures it finds the spaces between words that pypdf tears or glues ("lar gest",
"Repairingthefirst") and takes a fifth of the time. PDFium gives characters with boxes in the order they are drawn;
lines, columns, running heads and paragraphs are made of them in `pdf_layout`.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from time import monotonic
from typing import Any

from index.errors import SourceError
from index.sources import ocr, pdf_layout, properties
from index.sources.base import (
    PAGE_MARK,
    PDF_INFO,
    TEXT,
    Block,
    Candidate,
    Source,
    lay_out_pages,
    one_line,
)
from index.sources.dateline import stated
from index.sources.pdf_layout import Sheet
from index.sources.pdf_lines import Line, Word, runs, stitched

_MOST_PAGES = 5_000
_SECONDS = 120.0  # for the text of one file; a page in work is finished
_SCAN_SECONDS = 300.0  # for its pictures after that
_LEAST = 16  # letters on a page with a picture, below which the picture is the page
_SIDEWAYS = 0.1  # share of a page's letters below which text of another direction is a stamp in the margin
_HYPHEN = "\ufffe"  # PDFium's sign for a hyphen at the end of a line


def read(data: bytes, name: str) -> Source:
    """A PDF with its pages. Raises `SourceError` for damaged and protected files, and for scans that cannot be read."""
    file = _open(data, name)
    try:
        cut = () if b"%%EOF" in data[-2048:] else ("it ends in the middle; what was there is read",)
        return _read(file, name, list(cut))
    finally:
        file.close()


def _open(data: bytes, name: str) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)  # tries the empty password, with which most protected files open
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise SourceError(f"{name} is protected by a password", "save a copy of it without one") from error
        if not data.lstrip()[:1024].count(b"%PDF-"):
            raise SourceError(f"{name} is not a PDF file", "rename it with its true suffix") from error
        hint = "open it in a PDF viewer and save it again, or fetch it anew"
        raise SourceError(f"{name} is damaged: it cannot be opened as a PDF", hint) from error


def _read(file: Any, name: str, warnings: list[str]) -> Source:
    end = monotonic() + _SECONDS
    count = min(len(file), _MOST_PAGES)
    if len(file) > count:
        warnings.append(f"only the first {count} of {len(file)} pages were read")
    sheets: list[Sheet] = []
    broken, pictures = [], []
    for number in range(count):
        if monotonic() > end:
            warnings.append(f"only the first {number} of {len(file)} pages were read in {_SECONDS:.0f} seconds")
            break
        sheet, pictured = _sheet(file, number)
        if sheet is None:
            broken.append(number + 1)
        elif pictured:
            pictures.append(number)
        sheets.append(sheet or Sheet(0, 0, ()))
    if broken and len(broken) == len(sheets):
        raise SourceError(f"{name} is damaged: none of its pages can be read", "open it in a PDF viewer, save it again")
    if not sheets:
        raise SourceError(f"{name} holds no pages", "open it in a PDF viewer and save it again")
    if broken:
        warnings.append(_pages(broken, "damaged and left out"))
    sheets, respelt = _respelt(sheets)
    if respelt:
        warnings.append("its fonts do not say which letters they hold; they were read as Cyrillic (CP1251)")
    scanned = _recognise(file, pictures, warnings) if pictures else {}
    title = properties.title(_said(file, "Title"))
    made = pdf_layout.pages(sheets, _labels(file, len(sheets)), title)
    blocks = _with_scans(made.blocks, scanned)
    text, headings, pages = lay_out_pages(blocks, made.labels)
    if not text:
        if pictures:
            raise SourceError(f"{name} is a scan: its pages are pictures without text", ocr.hint())
        raise SourceError(f"{name} holds no text", "its letters may be drawn as lines; save it from its source")
    candidates = [*_candidates(file, title), *_text_candidates(text, made.title if not title else "")]
    return Source(text, headings, tuple(candidates), "pdf", tuple(warnings), pages)


# --- Pages -------------------------------------------------------------------------------------------------


def _sheet(file: Any, number: int) -> tuple[Sheet | None, bool]:
    """A page's lines in the order drawn, and whether it is a picture of a page; None for a page that is broken."""
    import pypdfium2

    try:
        page = file[number]
        text = page.get_textpage()
    except pypdfium2.PdfiumError:
        return None, False
    try:
        paper = page.get_cropbox()
        sheet = _upright(list(_lines(text.raw, paper)), paper[2] - paper[0], paper[3] - paper[1])
        letters = sum(sum(map(str.isalnum, line.text)) for line in sheet.lines)
        return sheet, letters < _LEAST and _has_picture(page)
    finally:
        text.close()
        page.close()


def _has_picture(page: Any) -> bool:
    """Whether a picture covers a third of the page at least."""
    from pypdfium2 import raw

    width, height = page.get_size()
    covered = 0.0
    for thing in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3):
        left, bottom, right, top = thing.get_bounds()
        covered += abs((right - left) * (top - bottom))
    return bool(covered >= width * height / 3)


def _lines(page: Any, paper: tuple[float, float, float, float]) -> Iterator[tuple[int, Line]]:
    """Runs of words on one baseline, in the order drawn, with their direction in quarter turns."""
    from pypdfium2 import raw

    text = _characters(page)
    box, bold = raw.FS_RECTF(), False

    def place(at: int) -> tuple[float, float, float, float]:
        raw.FPDFText_GetLooseCharBox(page, at, box)
        return box.left, box.bottom, box.right, box.top

    for match in re.finditer(r"[^\r\n\ufffe]+\ufffe?", text):
        words: list[Word] = []
        turn = round(raw.FPDFText_GetCharAngle(page, match.start()) / (math.pi / 2)) % 4
        bold = _is_bold(page, match.start() + len(match[0]) - len(match[0].lstrip()))
        for word in re.finditer(r"\S+", match[0]):
            start, end, shown = match.start() + word.start(), match.start() + word.end() - 1, word[0]
            first = place(start)
            last = place(end) if end > start else first
            if (note := _NOTE_AFTER.fullmatch(shown)) and _is_raised(last, first):
                shown, last = f"{note[1]}[{note[2]}]", place(start + len(note[1]) - 1)
            elif (note := _NOTE_BEFORE.fullmatch(shown)) and _is_raised(first, last):
                shown, first = f"[{note[1]}] {note[2]}", place(start + len(note[1]))
            words.append(Word(shown, *_turned(first, last, turn, paper)))
        for run in runs(words):
            yield turn, Line.of(run, bold)


_NOTE_AFTER = re.compile(r"(\S*[^\W\d]\S*?|\d+[.,;:)]+)(\d{1,3})")
_NOTE_BEFORE = re.compile(r"(\d{1,3})([^\W\d]\S*)")


def _is_raised(note: tuple[float, ...], word: tuple[float, ...]) -> bool:
    """Whether a number at a word is that of a footnote: in a smaller font, on a higher line."""
    return note[3] - note[1] < 0.85 * (word[3] - word[1]) and note[1] > word[1] + 0.1 * (word[3] - word[1])


def _characters(page: Any) -> str:
    """One character for each of PDFium's, so that places in the text are numbers of characters."""
    from pypdfium2 import raw

    count = raw.FPDFText_CountChars(page)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    raw.FPDFText_GetText(page, 0, count, buffer)
    text = bytes(buffer)[: 2 * count].decode("utf-16-le", "replace").split("\0")[0]
    if len(text) != count:  # characters beyond the first plane, or that stand for nothing
        codes = (raw.FPDFText_GetUnicode(page, at) for at in range(count))
        text = "".join(_HYPHEN if code == 2 else chr(code) if 0 < code < 0x110000 else " " for code in codes)
    return text.replace("\x02", _HYPHEN).replace(PAGE_MARK, " ")


def _turned(
    first: tuple[float, float, float, float],
    last: tuple[float, float, float, float],
    turn: int,
    page: tuple[float, float, float, float],
) -> tuple[float, float, float, float]:
    """Left, right, bottom and top of a word on its page, turned so that its line runs from left to right."""
    left, right = min(first[0], last[0]) - page[0], max(first[2], last[2]) - page[0]
    bottom, top = min(first[1], last[1]) - page[1], max(first[3], last[3]) - page[1]
    width, height = page[2] - page[0], page[3] - page[1]
    if turn == 1:  # reads downwards
        return height - top, height - bottom, left, right
    if turn == 2:
        return width - right, width - left, height - top, height - bottom
    if turn == 3:  # reads upwards
        return bottom, top, width - right, width - left
    return left, right, first[1] - page[1], first[3] - page[1]


def _is_bold(page: Any, at: int) -> bool:
    from pypdfium2 import raw

    if int(raw.FPDFText_GetFontWeight(page, at)) >= 600:
        return True
    name, flags = ctypes.create_string_buffer(80), ctypes.c_int()
    raw.FPDFText_GetFontInfo(page, at, name, 80, flags)
    return re.search(rb"bold|black|heavy|semib|(?:^|\+)(?:CMBX|SFBX)", name.value, re.IGNORECASE) is not None


def _upright(lines: list[tuple[int, Line]], width: float, height: float) -> Sheet:
    """The page turned to its main direction. Lines of other directions follow where there is much in them: a stamp in
    the margin goes."""
    letters: dict[int, int] = {}
    for turn, line in lines:
        letters[turn] = letters.get(turn, 0) + len(line.text)
    least = _SIDEWAYS * sum(letters.values())
    turns = sorted((turn for turn in letters if letters[turn] >= least), key=lambda turn: -letters[turn])
    if turns and turns[0] % 2:
        width, height = height, width
    kept = [line for turn in turns for line in stitched([line for each, line in lines if each == turn])]
    return Sheet(width, height, tuple(kept))


# CP1251 read as Latin-1: what TeX's Cyrillic fonts and old printer drivers leave without a table of letters.
_LATIN = re.compile(r"[À-ÿ]")


def _respelt(sheets: list[Sheet]) -> tuple[list[Sheet], bool]:
    """The pages with Cyrillic letters where most letters stand in the upper half of Latin-1, as in no language."""
    sample = "".join(line.text for sheet in sheets[:10] for line in sheet.lines)
    letters = sum(map(str.isalpha, sample))
    if letters < 40 or len(_LATIN.findall(sample)) < 0.7 * letters:
        return sheets, False
    table = {code: bytes([code]).decode("cp1251", "replace") for code in range(0xA0, 0x100)}
    if "\xb8" not in sample:  # where TeX's T2A has ё, CP1251 has a letter of Serbian
        table[0xBC] = "ё"
    return [
        sheet._replace(lines=tuple(line._replace(text=line.text.translate(table)) for line in sheet.lines))
        for sheet in sheets
    ], True


def _labels(file: Any, count: int) -> list[str]:
    """Page labels where the file has them, else ""."""
    labels = [one_line(file.get_page_label(number) or "") for number in range(count)]
    return labels if any(labels) else [""] * count


def _pages(numbers: list[int], what: str, many: str = "") -> str:
    """ "page 3 is damaged", "pages 3, 4, 9 are damaged"."""
    shown = ", ".join(map(str, numbers[:5])) + (" and others" if len(numbers) > 5 else "")
    return f"page {shown} is {what}" if len(numbers) == 1 else f"pages {shown} are {many or what}"


# --- Scans -------------------------------------------------------------------------------------------------


def _recognise(file: Any, pictures: list[int], warnings: list[str]) -> dict[int, list[str]]:
    """The paragraphs that Tesseract reads on pages that are pictures; what was and was not read goes into
    `warnings`."""
    numbers = [number + 1 for number in pictures]
    if not ocr.languages():
        warnings.append(f"{_pages(numbers, 'a picture', 'pictures')} without text: {ocr.hint()}")
        return {}
    found: dict[int, list[str]] = {}
    end = monotonic() + _SCAN_SECONDS
    for number in pictures[: ocr.MOST_PAGES]:
        if monotonic() > end:
            break
        page = file[number]
        width, height = page.get_size()
        scale = min(ocr.DOTS / 72, ocr.LONGEST / max(width, height, 1))
        bitmap = page.render(scale=scale, grayscale=True)
        rows = bytes(bitmap.buffer)
        image = b"".join(rows[y * bitmap.stride : y * bitmap.stride + bitmap.width] for y in range(bitmap.height))
        read = ocr.recognise(image, bitmap.width, bitmap.height, max(end - monotonic(), 1.0))
        bitmap.close()
        page.close()
        if read is not None:
            found[number] = [paragraph for paragraph in read if not pdf_layout.is_printed(paragraph)]
    if found:
        numbers = [number + 1 for number in found]
        warnings.append(f"{_pages(numbers, 'recognised from a picture')}: expect misread letters")
    left = [number for number in pictures if number not in found]
    if left:
        numbers = [number + 1 for number in left]
        warnings.append(f"{_pages(numbers, 'a picture that was not read', 'pictures that were not read')}")
    return found


def _with_scans(blocks: list[Block], scanned: dict[int, list[str]]) -> list[Block]:
    """The blocks with the paragraphs of recognised pages put behind the marks of their pages, which are empty."""
    if not scanned:
        return blocks
    made: list[Block] = []
    number = -1
    for block in blocks:
        pieces = re.split(f"({PAGE_MARK})", block.text)
        kept = ""
        for piece in pieces:
            kept += piece
            if piece != PAGE_MARK:
                continue
            number += 1
            if number in scanned:
                paragraphs = scanned[number]
                made += [Block(kept + paragraphs[0]), *map(Block, paragraphs[1:])] if paragraphs else []
                kept = "" if paragraphs else kept
        if kept:
            made.append(Block(kept, block.level))
    return made


# --- What the file says about itself -----------------------------------------------------------------------


def _said(file: Any, key: str) -> str:
    return one_line(file.get_metadata_value(key))[:500].rstrip()


def _candidates(file: Any, title: str) -> Iterator[Candidate]:
    made = [_said(file, key).removeprefix("D:") for key in ("CreationDate", "ModDate")]
    return properties.candidates(PDF_INFO, title=title, authors=[_said(file, "Author")], made=made)


def _text_candidates(text: str, title: str) -> Iterator[Candidate]:
    if title:
        yield Candidate("title", one_line(title), TEXT, "largest words of the first page")
    yield from stated(text)
