"""The workbook through XlsxWriter: live formulas with cached engine values, the same bytes every time."""

import io
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import xlsxwriter

from akuntabel.documents import metrics, palette
from akuntabel.documents.characters import printable
from akuntabel.documents.workbook import (
    Area,
    CellStyle,
    DateValue,
    FormulaValue,
    Number,
    NumberValue,
    Sheet,
    SheetCell,
    TextValue,
    Workbook,
    address,
)

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_FONT = {"font_name": "Arial", "font_scheme": ""}
_A4 = 9
_LONGEST_TEXT = 32767
_DEFAULT_WIDTH = 8
_CHARACTER = 105
"""Width of a character of column width: 7 pixels, in twips."""
_CELL_MARGIN = 60


class WorkbookError(ValueError):
    """XlsxWriter refused a cell, range or name; the message says which."""


def write_xlsx(workbook: Workbook) -> bytes:
    """The workbook as XLSX; raises WorkbookError naming what cannot be written."""
    buffer = io.BytesIO()
    options = {**_OPTIONS, "default_format_properties": {**_FONT, "font_size": 10}}  # XlsxWriter changes them
    file = xlsxwriter.Workbook(buffer, options)
    created = datetime(workbook.created.year, workbook.created.month, workbook.created.day, tzinfo=UTC)
    file.set_properties({"title": workbook.title, "author": workbook.author, "created": created})
    file.set_calc_mode("auto")
    formats = _Formats(file)
    for sheet in workbook.sheets:
        _write_sheet(file, formats, sheet)
    for name in workbook.names:
        _accepted(file.define_name(name.name, name.refers_to), f"name {name.name!r} for {name.refers_to!r}")
    file.close()
    return buffer.getvalue()


def _as_float(number: Number) -> float:
    """The nearest floating point number: the file format knows no other. Only here."""
    return float(number)


@dataclass
class _Formats:
    """XlsxWriter formats, one for each look."""

    file: Any
    made: dict[tuple[CellStyle, str], Any] = field(default_factory=dict)

    def of(self, style: CellStyle, number_format: str = "") -> Any:
        if (style, number_format) not in self.made:
            self.made[style, number_format] = self.file.add_format(_properties(style, number_format))
        return self.made[style, number_format]


def _properties(style: CellStyle, number_format: str) -> dict[str, Any]:
    properties: dict[str, Any] = {**_FONT, "font_size": style.size, "valign": "top"}
    properties |= {"bold": style.bold, "italic": style.italic, "text_wrap": style.wrap}
    if style.align:
        properties["align"] = style.align
    if style.tone:
        properties |= _tone(style.tone)
    if style.border:
        properties |= {"border": 1, "border_color": f"#{palette.RULE}"}
    if number_format:
        properties["num_format"] = number_format
    return properties


def _tone(name: str) -> dict[str, str]:
    tone = palette.tone_of(name)
    return {"bg_color": f"#{tone.fill}", "font_color": f"#{tone.foreground}"}


def _write_sheet(file: Any, formats: _Formats, sheet: Sheet) -> None:
    target = file.add_worksheet(sheet.name)
    for column, width in enumerate(sheet.widths):
        target.set_column(column, column, width)
    for row, height in _heights(sheet).items():
        target.set_row(row, height)
    for cell in sheet.cells:
        _write_cell(target, formats, sheet, cell)
    for condition in sheet.conditional_formats:
        options = {
            "type": "formula",
            "criteria": condition.formula,
            "format": file.add_format(_tone(condition.tone)),
        }
        result = target.conditional_format(*_corners(condition.area), options)
        _accepted(result, f"sheet {sheet.name!r}, conditional format {condition.formula!r}")
    if sheet.freeze:
        target.freeze_panes(*sheet.freeze)
    if sheet.repeat_rows:
        target.repeat_rows(*sheet.repeat_rows)
    if sheet.print_area:
        target.print_area(*_corners(sheet.print_area))
    if sheet.landscape:
        target.set_landscape()
    target.set_paper(_A4)
    target.fit_to_pages(1, 0)
    target.set_footer("&L&A&R&P / &N")


def _heights(sheet: Sheet) -> dict[int, int]:
    """Height in points of each row whose text wraps; some programs do not find it out themselves."""
    lines: dict[int, int] = {}
    sizes: dict[int, int] = {}
    for cell in sheet.cells:
        text = cell.value.text if isinstance(cell.value, TextValue) else getattr(cell.value, "cached", "")
        if cell.style.wrap and cell.rowspan == 1 and isinstance(text, str):
            columns = sheet.widths[cell.column : cell.column + cell.colspan] or (_DEFAULT_WIDTH,)
            room = sum(columns) * _CHARACTER - _CELL_MARGIN
            count = metrics.wrapped_lines(printable(text), room, cell.style.size * 20, cell.style.bold)
            lines[cell.row] = max(lines.get(cell.row, 1), count)
            sizes[cell.row] = max(sizes.get(cell.row, 0), cell.style.size)
    return {row: count * (sizes[row] + 3) + 2 for row, count in lines.items() if count > 1}


def _write_cell(target: Any, formats: _Formats, sheet: Sheet, cell: SheetCell) -> None:
    value = cell.value
    look = formats.of(cell.style, "" if isinstance(value, TextValue) else value.format)
    at = (cell.row, cell.column)
    where = f"sheet {sheet.name!r}, {address(*at)}"
    if cell.rowspan > 1 or cell.colspan > 1:
        corners = (*at, cell.row + cell.rowspan - 1, cell.column + cell.colspan - 1)
        _accepted(target.merge_range(*corners, "", look), where)
    match value:
        case TextValue():
            text = printable(value.text)
            if len(text) > _LONGEST_TEXT:
                raise WorkbookError(f"{where} holds {len(text)} characters: a cell takes {_LONGEST_TEXT}.")
            result = target.write_string(*at, text, look)
        case NumberValue():
            result = target.write_number(*at, _as_float(value.number), look)
        case FormulaValue():
            cached = value.cached
            shown = "" if cached is None else cached if isinstance(cached, str) else _as_float(cached)
            result = target.write_formula(*at, value.formula, look, shown)
        case DateValue():
            result = target.write_datetime(*at, value.day, look)
    _accepted(result, where)


def _corners(area: Area) -> tuple[int, int, int, int]:
    return area.first_row, area.first_column, area.last_row, area.last_column


def _accepted(result: Any, where: str) -> None:
    """XlsxWriter answers a refusal with a negative number or error code, not with an exception."""
    if result:
        raise WorkbookError(f"Workbook, {where}: XlsxWriter refuses it (code {result}).")
