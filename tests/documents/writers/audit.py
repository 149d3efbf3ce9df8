"""The audit of Office files that tests share."""

from pathlib import Path

from openxml_audit import OpenXmlValidator


def faults(path: Path) -> list[str]:
    """What openxml-audit finds wrong in a Word or Excel file."""
    return [str(error) for error in OpenXmlValidator().validate(str(path)).errors]
