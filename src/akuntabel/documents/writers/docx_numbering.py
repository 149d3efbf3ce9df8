"""Numbers of headings and lists in Word: one abstract numbering for each kind, one number for each list."""

from akuntabel.documents.numbering import Words
from akuntabel.documents.writers.docx_xml import part, text

HEADING_NUMBERS = 1
APPENDIX_NUMBERS = 2
BULLETS = 3
FIRST_FREE_NUMBER = 4
_ABSTRACT_LIST = 4
_ABSTRACT_LOOSE = 5

_HEADING_FORMATS = ("upperRoman", "upperLetter", "decimal", "lowerLetter")
_STEP = 425
"""Indent of one level, in twips."""


def numbering_xml(words: Words, lists: list[tuple[int, str]]) -> str:
    """The part word/numbering.xml.

    ``lists`` holds, from number ``FIRST_FREE_NUMBER`` on, the level at which each list starts again and its
    kind: "list" for a numbered list, "loose" for headings under a chapter without number.
    """
    abstracts = (
        _abstract(HEADING_NUMBERS, [_chapter("upperRoman", words.chapter, "Heading1"), *_headings(bound=True)])
        + _abstract(APPENDIX_NUMBERS, [_chapter("decimal", words.appendix, "HeadingAppendix"), *_headings()])
        + _abstract(BULLETS, [_level(n, "bullet", "•–•–"[n], _indent(n)) for n in range(4)])
        + _abstract(_ABSTRACT_LIST, [_count(n) for n in range(4)])
        + _abstract(_ABSTRACT_LOOSE, [_level(0, "none", "", (0, 0), suffix="nothing"), *_headings()])
    )
    numbers = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
        for number in (HEADING_NUMBERS, APPENDIX_NUMBERS, BULLETS)
    )
    for index, (level, kind) in enumerate(lists):
        abstract = _ABSTRACT_LIST if kind == "list" else _ABSTRACT_LOOSE
        numbers += (
            f'<w:num w:numId="{FIRST_FREE_NUMBER + index}"><w:abstractNumId w:val="{abstract}"/>'
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        )
    return part("numbering", abstracts + numbers)


def _chapter(number_format: str, word: str, style: str) -> str:
    return _level(0, number_format, f"{word} %1", (0, 0), style=style, suffix="nothing")


def _headings(*, bound: bool = False) -> list[str]:
    """Levels A., 1. and a.; bound to the heading styles in one numbering only, as Word asks."""
    return [
        _level(n, _HEADING_FORMATS[n], f"%{n + 1}.", (_STEP, _STEP), style=f"Heading{n + 1}" if bound else "")
        for n in (1, 2, 3)
    ]


def _count(level: int) -> str:
    if level == 0:
        return _level(0, "decimal", "%1.", _indent(0))
    return _level(level, "lowerLetter", f"%{level + 1})", _indent(level))


def _indent(level: int) -> tuple[int, int]:
    return _STEP * (level + 1), _STEP


def _level(
    level: int, number_format: str, shown: str, indent: tuple[int, int], *, style: str = "", suffix: str = ""
) -> str:
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>'
        + (f'<w:pStyle w:val="{style}"/>' if style else "")
        + (f'<w:suff w:val="{suffix}"/>' if suffix else "")
        + f'<w:lvlText w:val="{text(shown)}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{indent[0]}" w:hanging="{indent[1]}"/></w:pPr></w:lvl>'
    )


def _abstract(number: int, levels: list[str]) -> str:
    inner = '<w:multiLevelType w:val="multilevel"/>' + "".join(levels)
    return f'<w:abstractNum w:abstractNumId="{number}">{inner}</w:abstractNum>'
