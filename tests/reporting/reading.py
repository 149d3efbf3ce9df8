"""Reading a composed document as text, for the tests."""

from __future__ import annotations

from akuntabel.documents.content import Heading, plain
from akuntabel.documents.numbering import block_spans

NO_BREAK = "\N{NO-BREAK SPACE}"


def texts(document):
    """Every run of text of a document in order, with ordinary spaces."""
    for block in document.blocks:
        if isinstance(block, Heading):
            yield block.text.replace(NO_BREAK, " ")
        for spans in block_spans(block):
            yield plain(spans).replace(NO_BREAK, " ")


def whole(document):
    return "\n".join(texts(document))
