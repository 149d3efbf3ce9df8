"""What must not be parted by a page break; Word and PDF ask here, so that they agree.

A block is kept with the one that follows it where a reader would otherwise lose the thread:

- a heading, and a list item with a list nested under it, always (the writers do that themselves);
- a paragraph that asks for it, ends with a colon, or is a centred title;
- whatever stands before a signature block, so that no page holds signatures alone.
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
    if isinstance(following, content.SignatureBlock):
        return True
    if not isinstance(block, Paragraph):
        return False
    return block.keep_with_next or block.style == "centered-title" or _ends_with_colon(block)


def is_short(block: Block) -> bool:
    """Whether the text of a block is short enough to be moved to the next page as a whole."""
    return sum(len(content.plain(spans)) for spans in block_spans(block)) <= LONGEST_KEPT


def _ends_with_colon(block: Paragraph) -> bool:
    return content.plain(block.spans).rstrip().endswith(":")
