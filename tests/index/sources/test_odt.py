"""OpenDocument texts: what LibreOffice writes that the files of the matrix do not hold."""

from __future__ import annotations

import pytest

from index.metadata import describe
from index.sources import odt

HEAD = (
    '<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
    ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:automatic-styles>'
    '<style:style style:name="P1"><style:text-properties fo:font-weight="bold"/></style:style>'
    "</office:automatic-styles><office:body><office:text>"
)
TAIL = "<text:p>The parties agreed.</text:p><text:p>And left.</text:p></office:text></office:body></office:document>"


@pytest.mark.parametrize(
    ("first", "title"),
    [
        ('<text:p text:style-name="P1">Protocol on water</text:p>', "Protocol on water"),
        ('<text:p><text:span text:style-name="P1">Protocol on water</text:span></text:p>', "Protocol on water"),
        ('<text:p><text:span text:style-name="P1">Protocol</text:span> on water</text:p>', "a"),
        ('<text:p text:style-name="P1">The Council</text:p><text:p text:style-name="P1">of the Valley</text:p>', "a"),
    ],
)
def test_a_bold_first_paragraph_is_the_title_where_nothing_else_says_one(first: str, title: str) -> None:
    source = odt.read(f"{HEAD}{first}{TAIL}".encode(), "a.fodt")
    assert describe(source, path="a.fodt").title == title
    assert source.text.endswith("The parties agreed.\n\nAnd left.")
