"""Spans in Word, and what must be counted over a whole file: bookmarks, content controls, lists, drawings."""

import hashlib
from dataclasses import dataclass, field

from akuntabel.documents import content
from akuntabel.documents.content import Spans
from akuntabel.documents.numbering import Numbered, NumberedDocument
from akuntabel.documents.writers import docx_numbering, docx_xml
from akuntabel.documents.writers.docx_package import WordPackage

_LONGEST_TAG = 64
"""Word's limit for the tag of a content control, in characters."""


@dataclass
class WordState:
    """What is being written: the document, the package, and the counters of ids."""

    numbered: NumberedDocument
    package: WordPackage
    ids: int = 0
    lists: list[tuple[int, str]] = field(default_factory=list)
    variables: dict[str, str] = field(default_factory=dict)

    def next_id(self) -> int:
        """A number used once in the file."""
        self.ids += 1
        return self.ids

    def new_list(self, level: int, kind: str) -> int:
        """Number id of a list that starts again at ``level``; kind "list" or "loose"."""
        self.lists.append((level, kind))
        return docx_numbering.FIRST_FREE_NUMBER + len(self.lists) - 1

    def tag(self, reference: str) -> str:
        """Tag of a figure's content control: its reference, or a key to a document variable if too long."""
        if len(reference) <= _LONGEST_TAG:
            return reference
        key = "ref-" + hashlib.sha256(reference.encode()).hexdigest()[:40]
        self.variables[key] = reference
        return key


def bookmark_name(item: Numbered, prefix: str = "_Ref") -> str:
    """Bookmark of a numbered block; from its place, since Word allows 40 characters and few signs."""
    return f"{prefix}{item.position:06d}"


def spans(state: WordState, parts: Spans, bold: bool = False, colour: str = "", size: int = 0) -> str:
    """Runs of spans; ``bold``, ``colour`` and ``size`` (half points) hold for all of them."""
    return "".join(_span(state, part, bold, colour, size) for part in parts)


def _span(state: WordState, part: content.Span, bold: bool, colour: str, size: int) -> str:
    match part:
        case content.LineBreak():
            return docx_xml.BREAK
        case content.CrossReference():
            properties = docx_xml.run_properties(bold, False, colour, size)
            return _reference(state, part.target_id, properties)
        case content.Bound():
            properties = docx_xml.run_properties(bold or part.bold, part.italic, colour, size)
            return (
                f'<w:sdt><w:sdtPr><w:tag w:val="{docx_xml.text(state.tag(part.reference))}"/>'
                f'<w:id w:val="{state.next_id()}"/></w:sdtPr>'
                f"<w:sdtContent>{docx_xml.run(part.text, properties)}</w:sdtContent></w:sdt>"
            )
        case content.Text():
            properties = docx_xml.run_properties(bold or part.bold, part.italic, colour, size)
            return docx_xml.run(part.text, properties)


def _reference(state: WordState, target_id: str, properties: str) -> str:
    """A REF field to a caption number; a link to a heading, whose number Word would spell otherwise."""
    target = state.numbered.targets[target_id]
    name = bookmark_name(target)
    if target.kind == "heading":
        return docx_xml.link(name, docx_xml.run(target.reference, properties))
    return docx_xml.field(rf"REF {name} \h", target.reference, properties)


def caption(state: WordState, item: Numbered, keep_next: bool) -> str:
    """Caption with a SEQ field; the number has a bookmark for REF, the whole one for the list of tables.

    The first of a chapter sets its sequence back (``\\r 1``); the count holds whatever heading precedes it.
    """
    word = item.label.partition(" ")[0]
    reset = r" \r 1" if item.count == 1 else ""
    label = docx_xml.run(f"{word} {item.prefix}") + docx_xml.field(rf"SEQ {word} \* ARABIC{reset}", str(item.count))
    label = docx_xml.bookmark(bookmark_name(item), state.next_id(), label)
    whole = label + docx_xml.run(f". {item.text}")
    whole = docx_xml.bookmark(bookmark_name(item, "_Toc"), state.next_id(), whole)
    return docx_xml.paragraph("Caption", whole, keep_next=keep_next)
