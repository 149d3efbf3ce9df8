"""The report's own sentences: `texts/lapkin.yaml` read once, their `{marks}` filled with spans.

Sentences live in a data file so that a planner can read and correct it. A key with several sentences
offers variants; `pick` chooses one, so that thirty indicators do not sound alike.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any

import yaml

from akuntabel.core.number_format import NO_BREAK_SPACE
from akuntabel.documents.content import LineBreak, Span, Spans, Text

Filling = str | Span | Spans

_PERCENT = re.compile(r" (?=%(?![\w(]))")
_TOGETHER = re.compile(r"\b(Triwulan|TW|Bab|Tabel|Lampiran|Nomor|Tahun|IKU|Pasal) (?=[IVX\d])")


class TextMissing(LookupError):
    """A sentence's key is not in the data file; carries the key."""


@cache
def _sentences() -> Mapping[str, Any]:
    text = files("akuntabel.reporting").joinpath("texts", "lapkin.yaml").read_text(encoding="utf-8")
    loaded: Mapping[str, Any] = yaml.safe_load(text)
    return loaded


def template(key: str, pick: int = 0) -> str:
    """The raw sentence of a dotted key; of several variants the one `pick` points at. Raises TextMissing."""
    found: Any = _sentences()
    for part in key.split("."):
        if not isinstance(found, Mapping) or part not in found:
            raise TextMissing(f"lapkin.yaml has no sentence {key}: add it.")
        found = found[part]
    if isinstance(found, list):
        found = found[pick % len(found)]
    if not isinstance(found, str):
        raise TextMissing(f"lapkin.yaml: {key} is not a sentence but a group.")
    return found


def paragraphs(key: str) -> list[str]:
    """Keys of a group's entries, in the file's order: `paragraphs("bab1.background")`."""
    found: Any = _sentences()
    for part in key.split("."):
        found = found[part]
    return [f"{key}.{name}" for name in found]


def lines(key: str, /, **values: str) -> list[str]:
    """All sentences of a key that holds a list, as plain text."""
    found: Any = _sentences()
    for part in key.split("."):
        found = found[part]
    return [together(line.format(**values)) for line in found]


def say(key: str, pick: int = 0, /, **values: Filling) -> Spans:
    """The sentence of a key with its marks filled. Raises TextMissing, or KeyError for a mark without value."""
    return fill(template(key, pick), **values)


def words(key: str, pick: int = 0, /, **values: str) -> str:
    """A sentence as plain text, for headings, captions and column heads."""
    return "".join(span.text for span in say(key, pick, **values) if isinstance(span, Text))


def on_screen(key: str, /, **values: str) -> str:
    """A sentence for a screen, with ordinary spaces."""
    return template(key).format(**values)


def fill(sentence: str, /, **values: Filling) -> Spans:
    """A sentence with `{marks}` as spans."""
    spans: list[Span] = []
    for literal, mark, _, _ in Formatter().parse(sentence):
        if literal:
            spans.append(Text(literal))
        if mark is not None:
            value = values[mark]
            if isinstance(value, str):
                spans.append(Text(value))
            elif isinstance(value, tuple):
                spans.extend(value)
            else:
                spans.append(value)
    return tidy(tuple(spans))


def tidy(spans: Spans) -> Spans:
    """No-break spaces where Indonesian typesetting wants them, and one Text where several touch."""
    joined: list[Span] = []
    for span in spans:
        last = joined[-1] if joined else None
        if (
            isinstance(span, Text)
            and isinstance(last, Text)
            and (last.bold, last.italic) == (span.bold, span.italic)
        ):
            joined[-1] = Text(last.text + span.text, last.bold, last.italic)
        else:
            joined.append(span)
    return tuple(_kept_together(span) if isinstance(span, Text) else span for span in joined if not _is_empty(span))


def _is_empty(span: Span) -> bool:
    return isinstance(span, Text) and not span.text


def _kept_together(span: Text) -> Text:
    return Text(together(span.text), span.bold, span.italic)


def together(text: str) -> str:
    """Text with no-break spaces before a percent sign and inside "Triwulan II", "Nomor 5", "Tahun 2023"."""
    text = _PERCENT.sub(NO_BREAK_SPACE, text)
    return _TOGETHER.sub(lambda match: match[0][:-1] + NO_BREAK_SPACE, text)


def plain(text: str, *, bold: bool = False, italic: bool = False) -> Spans:
    """Data text as spans, kept together."""
    return (Text(together(text), bold, italic),) if text else ()


def sentence_case(text: str) -> str:
    """The first letter as a capital; the rest as it is."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """The first letter small, unless the first word is an abbreviation or one letter."""
    first = text.split(" ", 1)[0]
    return text if len(first) < 2 or first.isupper() or first[1:2].isupper() else text[:1].lower() + text[1:]


def listed(parts: list[Spans], *, last: str = "dan") -> Spans:
    """ "a, b, dan c" of spans; two are joined without a comma."""
    spans: list[Span] = []
    for position, part in enumerate(parts):
        if position:
            is_last = position == len(parts) - 1
            spans.append(Text(f" {last} " if len(parts) == 2 else f", {last} " if is_last else ", "))
        spans.extend(part)
    return tidy(tuple(spans))


def ended(text: str) -> str:
    """The text with exactly one full stop at its end (or the mark it already has)."""
    text = text.strip()
    return text if not text or text[-1] in ".!?:" else f"{text}."


LINE_BREAK = LineBreak()
