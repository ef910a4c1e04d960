"""OFD files for tests, as converters of office files write them; no part of any real one.

Does not belong here: what reading makes of them.
"""

from __future__ import annotations

from xml.sax.saxutils import escape

from tests.unit.reading.office_example import archive

NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
SIZE, LEADING, LEFT, TOP = 5.0, 9.0, 28.0, 37.0
COLUMNS, ROWS = 28, 24


def text_object(text: str, x: float, y: float, more: str = "") -> str:
    """Characters from ``x``, their foot at ``y``, in millimetres, as converters of office files write them."""
    steps = f"g {len(text) - 1} {SIZE}" if len(text) > 1 else ""
    return (
        f'<ofd:TextObject ID="9" Boundary="{x} {y - SIZE} {SIZE * len(text)} {SIZE * 1.2}" Font="1" '
        f'Size="{SIZE}" {more}><ofd:TextCode X="0" Y="{SIZE}" DeltaX="{steps}">{escape(text)}</ofd:TextCode>'
        "</ofd:TextObject>"
    )


def path_object(data: str, x: float = 0, y: float = 0, more: str = "") -> str:
    """A path drawn in a box that begins at ``x`` and ``y``, in millimetres."""
    return (
        f'<ofd:PathObject ID="8" Boundary="{x} {y} 210 297" LineWidth="0.2" {more}>'
        f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def page(content: str, more: str = "") -> str:
    return f'<ofd:Page {NAMESPACE}>{more}<ofd:Content><ofd:Layer ID="2">{content}</ofd:Layer></ofd:Content></ofd:Page>'


def ofd(pages: list[str], info: str = "", common: str = "", after: str = "", **more: str) -> bytes:
    area = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
    places = "".join(f'<ofd:Page ID="{at}" BaseLoc="Pages/Page_{at}/Content.xml"/>' for at in range(len(pages)))
    return archive(
        {
            "OFD.xml": f'<ofd:OFD {NAMESPACE} Version="1.0" DocType="OFD"><ofd:DocBody>'
            f"<ofd:DocInfo>{info}</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
            "Doc_0/Document.xml": f"<ofd:Document {NAMESPACE}><ofd:CommonData>{area}{common}</ofd:CommonData>"
            f"<ofd:Pages>{places}</ofd:Pages>{after}</ofd:Document>",
            **{f"Doc_0/Pages/Page_{at}/Content.xml": content for at, content in enumerate(pages)},
            **{f"Doc_0/{name}.xml": content for name, content in more.items()},
        }
    )


def typeset(paragraphs: list[str]) -> list[str]:
    """Pages of indented paragraphs in full lines, with a line on top and a number below."""
    lines: list[tuple[str, int]] = []
    for paragraph in filter(None, (paragraph.strip() for paragraph in paragraphs)):
        first = paragraph[: COLUMNS - 2]
        lines.append((first, 2))
        rest = paragraph[len(first) :]
        lines += [(rest[at : at + COLUMNS], 0) for at in range(0, len(rest), COLUMNS)]
    pages = []
    for number, at in enumerate(range(0, len(lines), ROWS), 1):
        content = text_object("法治政府建设", 150, 15)
        for row, (line, indent) in enumerate(lines[at : at + ROWS]):
            content += text_object(line, LEFT + indent * SIZE, TOP + row * LEADING)
        pages.append(page(content + text_object(f"— {number} —", 100, 285)))
    return pages
