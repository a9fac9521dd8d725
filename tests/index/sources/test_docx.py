"""Word documents: what Word writes that the programs of the matrix do not."""

from __future__ import annotations

from index.metadata import describe
from index.sources import docx
from index.sources.base import Source
from tests.index.sources.packed import W, word


def text(body: str, **parts: str) -> str:
    return docx.read(word(body, **parts), "a.docx").text


def paragraph(words: str, settings: str = "") -> str:
    return f"<w:p><w:pPr>{settings}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


NUMBERING = (
    f'<w:numbering {W}><w:abstractNum w:abstractNumId="7">'
    '<w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1.%2)"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="x"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
)
STYLES = (
    f'<w:styles {W}><w:style w:styleId="a1"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:styleId="b"><w:name w:val="My head"/><w:basedOn w:val="a1"/></w:style>'
    '<w:style w:styleId="c"><w:name w:val="Loop"/><w:basedOn w:val="c"/></w:style>'
    '<w:style w:styleId="t"><w:name w:val="Title"/></w:style></w:styles>'
)


def test_lists_are_numbered_as_they_are_printed() -> None:
    def item(words: str, level: int) -> str:
        return paragraph(words, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>')

    items = item("a", 0) + item("b", 1) + item("c", 1) + item("d", 2) + item("e", 0) + item("f", 1)
    assert text(items, numbering=NUMBERING).split("\n\n") == ["4. a", "4.I) b", "4.II) c", "• d", "5. e", "5.I) f"]


def test_headings_come_from_styles_and_what_they_are_based_on() -> None:
    body = paragraph("Report", '<w:pStyle w:val="t"/>') + paragraph("Dam", '<w:pStyle w:val="b"/>')
    read = docx.read(word(body + paragraph("It stands.", '<w:pStyle w:val="c"/>'), styles=STYLES), "a.docx")
    assert read.text == "Dam\n\nIt stands."
    assert [(h.label, read.text[h.start : h.end]) for h in read.headings] == [("2", "Dam")]
    assert [c.value for c in read.candidates if c.field == "title"] == ["Report"]


def test_changes_are_accepted_and_hidden_text_is_left_out() -> None:
    body = (
        "<w:p><w:r><w:t>The dam </w:t></w:r><w:del><w:r><w:delText>fell</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>stands</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t> secretly</w:t></w:r>"
        '<w:moveFrom><w:r><w:t>!</w:t></w:r></w:moveFrom><w:r><w:noBreakHyphen/><w:t xml:space="preserve">by</w:t>'
        "<w:softHyphen/><w:t>pass</w:t><w:br/><w:t>now</w:t></w:r></w:p>"
    )
    assert text(body) == "The dam stands-bypass\nnow"


def test_fields_links_and_controls() -> None:
    body = (
        "<w:sdt><w:sdtContent><w:p><w:hyperlink><w:r><w:t>A link</w:t></w:r></w:hyperlink></w:p></w:sdtContent></w:sdt>"
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        "<w:r><w:t>12</w:t></w:r></w:p>"
        "<w:p><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>Box</w:t></w:r></w:p></w:txbxContent>"
        "</mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>Box</w:t></w:r></w:p></w:txbxContent></mc:Fallback>"
        "</mc:AlternateContent><w:r><w:t>Around</w:t></w:r></w:p>"
    )
    assert text(body) == "A link\n\n12\n\nAround\n\nBox"


def test_a_layout_table_is_read_as_text() -> None:
    row = "<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    table = row.format(paragraph("a"), paragraph("b")) + row.format(paragraph("c") + paragraph("d"), paragraph(""))
    assert text(f"<w:tbl>{table}</w:tbl>") == "a | b\n\nc\n\nd"


def test_the_strict_form_and_a_missing_note_are_read() -> None:
    strict = word(paragraph("Dam") + '<w:p><w:r><w:t>More</w:t><w:footnoteReference w:id="9"/></w:r></w:p>')
    assert docx.read(strict, "a.docx").text == "Dam\n\nMore[1]"


def test_properties_that_a_program_filled_in_say_nothing() -> None:
    core = (
        '<p xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:t="http://purl.org/dc/terms/"><dc:title>Document1</dc:title>'
        "<dc:creator>User</dc:creator><t:created>2013-12-23T23:15:00Z</t:created></p>"
    )
    read: Source = docx.read(_with_core(core), "a.docx")
    assert not [c for c in read.candidates if c.origin == "properties"]


def _with_core(core: str) -> bytes:
    from tests.index.sources.packed import package

    document = f"<w:document {W}><w:body>{paragraph('Dam')}</w:body></w:document>"
    return package({"word/document.xml": document, "docProps/core.xml": core})


def _bold(words: str) -> str:
    return f"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{words}</w:t></w:r></w:p>"


def test_a_bold_first_paragraph_is_the_title_where_nothing_else_says_one() -> None:
    plain = "<w:p><w:r><w:t>The parties agreed on the share of the river.</w:t></w:r></w:p>"
    source = docx.read(word(_bold("Protocol on water") + plain), "a.docx")
    assert (describe(source, path="a.docx").title, source.text) == (
        "Protocol on water",
        "The parties agreed on the share of the river.",
    )
    for head in (_bold("The Council") + _bold("of the Valley"), _bold("Dear neighbours,"), plain):
        assert describe(docx.read(word(head + plain), "a.docx"), path="a.docx").title == "a"
