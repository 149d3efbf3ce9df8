"""One door to all writers: ``write(document, "pdf")``.

The writers are imported when they are used: HTML needs no other package, PDF and Word need Typst.
"""

from typing import Literal

from akuntabel.documents.content import Document
from akuntabel.documents.numbering import NumberedDocument, number

Format = Literal["pdf", "docx", "html"]


def write(document: Document | NumberedDocument, file_format: Format) -> bytes:
    """The document in one format; equal documents give equal bytes.

    Give a NumberedDocument (``numbering.number(document)``) to write several formats from one numbering.
    Raises NumberingError for faults of the document, ValueError for an unknown format.
    """
    match file_format:
        case "pdf":
            from akuntabel.documents.writers.pdf import write_pdf

            return write_pdf(document)
        case "docx":
            from akuntabel.documents.writers.docx import write_docx
            from akuntabel.documents.writers.pdf import page_numbers

            numbered = document if isinstance(document, NumberedDocument) else number(document)
            return write_docx(numbered, page_numbers(numbered))
        case "html":
            from akuntabel.documents.writers.html import write_page

            return write_page(document)
    raise ValueError(f"Format {file_format!r} is unknown: use pdf, docx or html (a workbook: writers.xlsx).")
