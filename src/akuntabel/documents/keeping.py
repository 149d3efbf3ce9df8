"""What must not be parted by a page break; Word and PDF ask here, so that they agree.

A block is kept with the one that follows it where a reader would otherwise lose the thread:

- a heading, and a list item with a list nested under it, always (the writers do that themselves);
- a paragraph that asks for it, ends with a colon, is a centred title, or is all bold (a lead to a list);
- a paragraph before a table without caption, which has no other name than the text above it;
- whatever stands before a signature block, so that no page holds signatures alone; where that is only some lines
  of key and value, the table above them too, so that a signature stands on a page with part of what it signs.
"""

from akuntabel.documents import content
from akuntabel.documents.content import Block, Document, Paragraph
from akuntabel.documents.numbering import block_spans

LONGEST_KEPT = 1200
"""A text with more characters than this is not moved to the next page as a whole."""

_BREAKS = (content.Heading, content.PageBreak, content.SectionBreak, content.Cover)


def keeps_with_next(document: Document, position: int) -> bool:
    """Whether the block at ``position`` belongs on the page on which the next one begins."""
    block = document.blocks[position]
    following = document.blocks[position + 1] if position + 1 < len(document.blocks) else None
    if following is None or isinstance(following, _BREAKS) or isinstance(block, _BREAKS):
        return False
    if isinstance(following, content.SignatureBlock) or _signs_in_a_few_lines(document, block, position + 1):
        return True
    if not isinstance(block, Paragraph):
        return False
    if isinstance(following, content.Table) and not following.caption:
        return True
    return block.keep_with_next or block.style == "centered-title" or _leads(block)


def _signs_in_a_few_lines(document: Document, block: Block, position: int) -> bool:
    """Whether a table is followed by a few lines of key and value and then by signatures."""
    following, last = document.blocks[position], document.blocks[position + 1 : position + 2]
    return (
        isinstance(block, content.Table)
        and isinstance(following, content.KeyValueRows)
        and is_short(following)
        and bool(last)
        and isinstance(last[0], content.SignatureBlock)
    )


def is_short(block: Block) -> bool:
    """Whether the text of a block is short enough to be moved to the next page as a whole."""
    return sum(len(content.plain(spans)) for spans in block_spans(block)) <= LONGEST_KEPT


def _leads(block: Paragraph) -> bool:
    """Whether a paragraph announces what follows: it ends with a colon, or is nothing but a bold lead."""
    if content.plain(block.spans).rstrip().endswith(":"):
        return True
    texts = [span for span in block.spans if isinstance(span, content.Text) and span.text.strip()]
    return (
        bool(texts)
        and all(isinstance(span, content.Text) for span in block.spans)
        and all(span.bold for span in texts)
    )
