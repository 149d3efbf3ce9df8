"""Documents as canonical JSON, and back.

One document has one JSON text: keys sorted, fields that hold their default left out, SVG as text. A stored
document therefore keeps its bytes when a later version adds an optional field.
"""

import json
from dataclasses import MISSING, fields
from datetime import date
from typing import Any

from akuntabel.documents import content
from akuntabel.documents.content import Document

_NAMES = (
    *("Document", "Cover", "Heading", "Paragraph", "ListItem", "BulletList", "NumberedList", "Callout"),
    *("KeyValueRow", "KeyValueRows", "Signature", "SignatureBlock", "Column", "Cell", "Table", "Picture"),
    *("PageBreak", "SectionBreak", "TableOfContents", "ListOfTables", "ListOfFigures"),
    *("Text", "Bound", "CrossReference", "LineBreak"),
)
_CLASSES: dict[str, type] = {name: getattr(content, name) for name in _NAMES}
_BYTES_FIELDS = frozenset({"svg", "logo", "mark"})
_DATE_FIELDS = frozenset({"created"})


class SerialisationError(ValueError):
    """The JSON does not describe a document; the message names the path to the wrong part."""


def to_json(document: Document) -> str:
    """Canonical JSON text of a document; equal documents give equal text."""
    return json.dumps(_encode(document), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(text: str) -> Document:
    """The document a JSON text describes; raises SerialisationError, or ContentError for a wrong block."""
    try:
        raw = json.loads(text)
    except json.JSONDecodeError as error:
        raise SerialisationError(f"Not JSON at line {error.lineno}, column {error.colno}: {error.msg}.") from error
    decoded = _decode(raw, "document")
    if not isinstance(decoded, Document):
        raise SerialisationError(f'document is of type {type(decoded).__name__}: "type" must be "Document".')
    return decoded


def _encode(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.decode("utf-8")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_encode(item) for item in value]
    if type(value).__name__ in _CLASSES:
        written = {
            field.name: _encode(getattr(value, field.name))
            for field in fields(value)
            if field.default is MISSING or getattr(value, field.name) != field.default
        }
        return {"type": type(value).__name__, **written}
    return value


def _decode(raw: Any, path: str) -> Any:
    if isinstance(raw, list):
        return tuple(_decode(item, f"{path}[{index}]") for index, item in enumerate(raw))
    if not isinstance(raw, dict):
        return raw
    name = raw.get("type")
    if name not in _CLASSES:
        raise SerialisationError(f"{path} has type {name!r}: use one of {', '.join(sorted(_CLASSES))}.")
    known = {field.name for field in fields(_CLASSES[name])}
    arguments = {}
    for key, value in raw.items():
        if key == "type":
            continue
        if key not in known:
            raise SerialisationError(f"{path} ({name}) has no field {key!r}: use {', '.join(sorted(known))}.")
        arguments[key] = _decode_field(key, value, f"{path}.{key}")
    try:
        return _CLASSES[name](**arguments)
    except TypeError as error:
        raise SerialisationError(f"{path} ({name}) is incomplete: {error}.") from error


def _decode_field(key: str, value: Any, path: str) -> Any:
    if key in _BYTES_FIELDS and isinstance(value, str):
        return value.encode("utf-8")
    if key in _DATE_FIELDS and isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise SerialisationError(f"{path} is {value!r}: write a date as 2023-07-31.") from error
    return _decode(value, path)
