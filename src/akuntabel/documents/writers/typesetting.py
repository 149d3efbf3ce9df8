"""Typst, shut in: no network, no host fonts, no file outside this folder, and a warning is an error."""

from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files

import typst

from akuntabel.documents import metrics
from akuntabel.documents.svg import with_our_fonts

STANDARDS: "list[typst.PDFStandard]" = ["a-2a", "ua-1"]
_FOLDER = files("akuntabel.documents").joinpath("writers")
_PICTURE = (
    b"#set page(width: auto, height: auto, margin: 0pt, fill: white)\n"
    b'#image(bytes(sys.inputs.svg), format: "svg")\n'
)


class TypesettingError(RuntimeError):
    """Typst refused the document, or warned about it; the message holds what it said."""


def pdf_from(template_name: str, data: str, created: date) -> bytes:
    """PDF/A-2a and PDF/UA-1 from a template of this folder; ``data`` is its ``sys.inputs.document``."""
    compiler = _compiler(_FOLDER.joinpath(template_name).read_bytes(), {"document": data})
    moment = datetime(created.year, created.month, created.day, tzinfo=UTC)
    try:
        result = compiler.compile_with_warnings(format="pdf", pdf_standards=STANDARDS, timestamp=moment)
    except typst.TypstError as error:
        raise _failure("the document", error) from error
    return _only(*result)


def queried(template_name: str, data: str, label: str) -> str:
    """The value of the one labelled metadata of a template, as JSON; ``label`` is also a key of its inputs."""
    inputs = {"document": data, label: "yes"}
    try:
        return _compiler(_FOLDER.joinpath(template_name).read_bytes(), inputs).query(
            f"<{label}>", "value", one=True
        )
    except typst.TypstError as error:
        raise _failure("the document", error) from error


def png_from(svg: bytes, pixels_per_inch: int) -> bytes:
    """An SVG as PNG on white, text drawn with our fonts."""
    compiler = _compiler(_PICTURE, {"svg": with_our_fonts(svg)})
    try:
        result = compiler.compile_with_warnings(format="png", ppi=pixels_per_inch)
    except typst.TypstError as error:
        raise _failure("the picture", error) from error
    return _only(*result)


def _compiler(template: bytes, inputs: dict[str, str]) -> typst.Compiler:
    return typst.Compiler(input=template, root=str(_FOLDER), font_paths=_fonts(), sys_inputs=inputs)


@cache
def _fonts() -> typst.Fonts:
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(metrics.FONT_FOLDER)]
    )
    missing = {metrics.TEXT_FAMILY, metrics.TABLE_FAMILY} - set(fonts.families())
    if missing:
        raise TypesettingError(f"Font {', '.join(sorted(missing))} is missing from {metrics.FONT_FOLDER}.")
    return fonts


def _failure(what: str, error: typst.TypstError) -> TypesettingError:
    hints = " ".join(error.hints)
    return TypesettingError(f"Typst cannot write {what}: {error.message} {hints}\n{error.diagnostic}")


def _only(output: bytes | list[bytes] | None, warnings: list[typst.TypstWarning]) -> bytes:
    if warnings:
        raise TypesettingError("Typst warns: " + "; ".join(warning.message for warning in warnings))
    if not isinstance(output, bytes):
        raise TypesettingError("Typst gave several pages where one was expected.")
    return output
