"""The Word file as a package: parts, content types, relationships, and a ZIP that is the same every time."""

import io
import zipfile
from dataclasses import dataclass, field
from datetime import date

from akuntabel.documents.writers.docx_xml import DECLARATION, text

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)

_MAIN_PARTS = {
    "styles": f"{_WORD}.styles+xml",
    "numbering": f"{_WORD}.numbering+xml",
    "settings": f"{_WORD}.settings+xml",
    "fontTable": f"{_WORD}.fontTable+xml",
    "theme": "application/vnd.openxmlformats-officedocument.theme+xml",
}


@dataclass
class WordPackage:
    """Gathers the parts of a Word file; ``relate`` and ``add_picture`` give relationship ids."""

    parts: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    relations: list[tuple[str, str]] = field(default_factory=list)

    def add_part(self, name: str, xml: str, content_type: str) -> None:
        """A part under word/, with its content type."""
        self.parts[f"word/{name}"] = xml.encode("utf-8")
        self.types[f"/word/{name}"] = content_type

    def relate(self, kind: str, target: str) -> str:
        """Relationship id of a target part, made once."""
        if (kind, target) not in self.relations:
            self.relations.append((kind, target))
        return f"rId{self.relations.index((kind, target)) + 1}"

    def add_main(self, name: str, xml: str) -> None:
        """Styles, numbering, settings, font table or theme."""
        path = "theme/theme1.xml" if name == "theme" else f"{name}.xml"
        self.add_part(path, xml, _MAIN_PARTS[name])
        self.relate(name, path)

    def add_edge(self, kind: str, name: str, xml: str) -> str:
        """A header or footer; ``kind`` is "header" or "footer". Returns the relationship id."""
        self.add_part(f"{name}.xml", xml, f"{_WORD}.{kind}+xml")
        return self.relate(kind, f"{name}.xml")

    def add_picture(self, png: bytes) -> str:
        """A PNG; the same picture is stored once. Returns the relationship id."""
        for name, data in self.parts.items():
            if name.startswith("word/media/") and data == png:
                return self.relate("image", name.removeprefix("word/"))
        name = f"media/image{sum(key.startswith('word/media/') for key in self.parts) + 1}.png"
        self.parts[f"word/{name}"] = png
        return self.relate("image", name)

    def to_bytes(self, document_xml: str, title: str, author: str, language: str, created: date) -> bytes:
        """The finished file; parts in the order of their names, without the time of day."""
        self.add_part("document.xml", document_xml, f"{_WORD}.document.main+xml")
        files = dict(self.parts)
        files["word/_rels/document.xml.rels"] = self._relations_xml().encode()
        files["_rels/.rels"] = _ROOT_RELATIONS.encode()
        files["docProps/core.xml"] = _core_xml(title, author, language, created).encode()
        files["docProps/app.xml"] = _APP.encode()
        files["[Content_Types].xml"] = self._types_xml().encode()
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in sorted(files):
                entry = zipfile.ZipInfo(name, _FIXED_TIME)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.create_system = 0
                archive.writestr(entry, files[name])
        return buffer.getvalue()

    def _relations_xml(self) -> str:
        inner = "".join(
            f'<Relationship Id="rId{index}" Type="{_OFFICE}/relationships/{kind}" Target="{target}"/>'
            for index, (kind, target) in enumerate(self.relations, 1)
        )
        return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'

    def _types_xml(self) -> str:
        types = {
            **self.types,
            "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
            "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        }
        inner = "".join(
            f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in sorted(types.items())
        )
        return (
            f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Default Extension="png" ContentType="image/png"/>{inner}</Types>'
        )


_ROOT_RELATIONS = (
    f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/relationships/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" '
    'Target="docProps/core.xml"/>'
    f'<Relationship Id="rId3" Type="{_OFFICE}/relationships/extended-properties" Target="docProps/app.xml"/>'
    "</Relationships>"
)
_APP = (
    f'{DECLARATION}<Properties xmlns="{_OFFICE}/extended-properties">'
    "<Application>Akuntabel</Application></Properties>"
)


def _core_xml(title: str, author: str, language: str, created: date) -> str:
    moment = f"{created.isoformat()}T00:00:00Z"
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{text(title)}</dc:title><dc:creator>{text(author)}</dc:creator>"
        f"<dc:language>{language}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified></cp:coreProperties>'
    )
