"""Built reports kept in memory: a file is made again only when something of the unit was changed.

The key is the head of the unit's audit chain and the fingerprint of its definitions: every change of data
goes through the first, every change of a rule through the second, and equal data and rules give equal bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from akuntabel.audit.queries import chain_head
from akuntabel.core.periods import Period
from akuntabel.documents.content import Heading
from akuntabel.documents.numbering import number
from akuntabel.documents.writers.html import write_fragment
from akuntabel.organisation.models import Unit
from akuntabel.organisation.queries import definitions_for
from akuntabel.reporting.performance_report import performance_report
from akuntabel.reporting.services import build_files

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
}


@dataclass(frozen=True)
class BuiltFile:
    name: str
    content: bytes


@dataclass(frozen=True)
class ContentsLine:
    level: int
    anchor: str
    label: str
    text: str


@dataclass(frozen=True)
class Preview:
    """The report as it will read, and its headings of the first two levels."""

    title: str
    fragment: str
    contents: tuple[ContentsLine, ...]


def report_file(unit: Unit, period: Period, form: str) -> BuiltFile:
    """The report in one format (a key of CONTENT_TYPES). Raises ReportIncomplete, or what the writers raise."""
    return _file(unit, period, _state(unit), form)


def report_preview(unit: Unit, period: Period) -> Preview:
    """The report as an HTML fragment. Raises ReportIncomplete, or what composing raises."""
    return _preview(unit, period, _state(unit))


State = tuple[str, int, str]


def _state(unit: Unit) -> State:
    return (*chain_head(unit.slug), definitions_for(unit).fingerprint)


@lru_cache(maxsize=32)
def _file(unit: Unit, period: Period, state: State, form: str) -> BuiltFile:  # noqa: ARG001  # the state is the key
    ((name, content),) = build_files(unit, period, [form]).items()
    return BuiltFile(name, content)


@lru_cache(maxsize=8)
def _preview(unit: Unit, period: Period, state: State) -> Preview:  # noqa: ARG001  # the state is the key
    numbered = number(performance_report(unit, period))
    blocks = numbered.document.blocks
    contents = tuple(
        ContentsLine(item.level, item.anchor, item.label, item.text)
        for position, item in numbered.numbers.items()
        if isinstance(block := blocks[position], Heading) and block.in_contents and item.level <= 2
    )
    return Preview(numbered.document.title, write_fragment(numbered), contents)
