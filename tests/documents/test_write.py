"""One door to the writers."""

import pytest

from akuntabel.documents.numbering import NumberingError, number
from akuntabel.documents.write import write
from documents import samples


@pytest.mark.parametrize(("format_", "begins"), [("pdf", b"%PDF-"), ("docx", b"PK"), ("html", b"<!DOCTYPE html>")])
def test_each_format_begins_as_its_kind_and_is_the_same_twice(format_, begins):
    numbered = number(samples.document())

    written = write(numbered, format_)

    assert written.startswith(begins)
    assert write(samples.document(), format_) == written


def test_an_unknown_format():
    with pytest.raises(ValueError, match="'odt'"):
        write(samples.document(), "odt")  # type: ignore[arg-type]


@pytest.mark.parametrize("format_", ["pdf", "docx", "html"])
def test_no_format_writes_a_faulty_document(format_):
    from akuntabel.documents.content import CrossReference, Paragraph

    with pytest.raises(NumberingError, match="'x'"):
        write(samples.document((Paragraph((CrossReference("x"),)),)), format_)
