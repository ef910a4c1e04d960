"""The characters of a page as the library draws them, without the objects it would make of each.

Of a character only its text, place and size are asked; the library would say two dozen things of it, colours and marks
among them, and work out its width and meaning each time it is drawn. Does not belong here: what is no character
(lines, pictures), which the library keeps; what the characters mean (pdf_page.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFContentParser, PDFGraphicState, PDFPageInterpreter
from pdfminer.pdftypes import PDFStream, stream_value
from pdfminer.psexceptions import PSEOF
from pdfminer.psparser import PSKeyword, keyword_name
from pdfminer.utils import Matrix, Point
from pdfplumber.page import Page as PdfPage
from pdfplumber.page import PDFPageAggregatorWithMarkedContent
from pdfplumber.utils.exceptions import PdfminerException

# The rest of a text in brackets that is whole in what is at hand and has no brackets or line ends to be counted.
_WHOLE_TEXT = re.compile(rb"([^()\\]*+(?:\\(?:[0-3][0-7]{2}|[btnfr()\\])[^()\\]*+)*+)\)")
_ESCAPED = re.compile(rb"\\([0-7]{3}|.)", re.DOTALL)
_ESCAPES = {b"b": b"\b", b"t": b"\t", b"n": b"\n", b"f": b"\f", b"r": b"\r"}


class Drawn(NamedTuple):
    """A character: left and right end and lower edge as the page counts them, from below; its matrix and size."""

    text: str
    x0: float
    x1: float
    y0: float
    matrix: Matrix
    size: float


class Shape(NamedTuple):
    """What a font says of a character."""

    text: str
    width: float
    displacement: Any  # a pair where the font is written downwards


Shapes = dict[PDFFont, dict[int, Shape]]


def drawn_on(page: PdfPage, shapes: Shapes) -> list[Drawn]:
    """The characters in the order in which they are drawn; ``page`` then knows everything else that stands on it.

    ``shapes`` are those of the file, filled as they are met. Raises PdfminerException.
    """
    device = _Device(page, shapes)
    interpreter = _Interpreter(page.pdf.rsrcmgr, device)
    try:
        interpreter.process_page(page.page_obj)
    except Exception as error:
        raise PdfminerException(error) from error
    page._layout = device.get_result()
    return device.drawn


class _Device(PDFPageAggregatorWithMarkedContent):
    """The library's device, which hands what is no character to the page."""

    def __init__(self, page: PdfPage, shapes: Shapes) -> None:
        super().__init__(page.pdf.rsrcmgr, pageno=page.page_number, laparams=page.pdf.laparams)
        self.drawn: list[Drawn] = []
        self._shapes = shapes

    def render_string_horizontal(
        self,
        seq: Any,
        matrix: Matrix,
        pos: Point,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        charspace: float,
        wordspace: float,
        rise: float,
        dxscale: float,
        ncs: PDFColorSpace,
        graphicstate: PDFGraphicState,
    ) -> Point:
        """Draw the characters of ``seq``, which moves between them; the library tells of what it cannot draw."""
        if not all(isinstance(part, (int, float, bytes)) for part in seq):
            return super().render_string_horizontal(
                seq, matrix, pos, font, fontsize, scaling, charspace, wordspace, rise, dxscale, ncs, graphicstate
            )
        a, b, c, d, e, f = matrix
        shapes, below = self._shapes_of(font), font.get_descent() * fontsize + rise
        x, y = pos
        between = False
        for part in seq:
            if not isinstance(part, bytes):
                x -= part * dxscale
                between = True
                continue
            for cid in font.decode(part):
                if between:
                    x += charspace
                text, width, _ = shapes.get(cid) or self._shape(font, cid)
                advance = width * fontsize * scaling
                here = (a, b, c, d, x * a + y * c + e, x * b + y * d + f)
                self._draw(text, here, (0, below, advance, below + fontsize), False)
                x += advance
                if cid == 32 and wordspace:
                    x += wordspace
                between = True
        return x, y

    def render_char(
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: PDFColorSpace,
        graphicstate: PDFGraphicState,
    ) -> float:
        """Draw one character; returns how far it moves the next."""
        shape = self._shapes_of(font).get(cid) or self._shape(font, cid)
        advance = shape.width * fontsize * scaling
        if font.is_vertical():
            across, down = shape.displacement
            left = -(fontsize * 0.5 if across is None else across * fontsize * 0.001)
            upper = (1000 - down) * fontsize * 0.001 + rise
            self._draw(shape.text, matrix, (left, upper + advance, left + fontsize, upper), True)
        else:
            below = font.get_descent() * fontsize + rise
            self._draw(shape.text, matrix, (0, below, advance, below + fontsize), False)
        return advance

    def _draw(self, text: str, matrix: Matrix, box: tuple[float, float, float, float], downwards: bool) -> None:
        """A character in a box that the matrix moves and turns."""
        a, b, c, d, e, f = matrix
        left, lower, right, upper = box
        if b == 0 == c:
            x0, x1, y0, y1 = a * left + e, a * right + e, d * lower + f, d * upper + f
            if x1 < x0:
                x0, x1 = x1, x0
            if y1 < y0:
                y0, y1 = y1, y0
        else:
            across = [a * x + c * y + e for x in (left, right) for y in (lower, upper)]
            upwards = [b * x + d * y + f for x in (left, right) for y in (lower, upper)]
            x0, x1, y0, y1 = min(across), max(across), min(upwards), max(upwards)
        self.drawn.append(Drawn(text, x0, x1, y0, matrix, x1 - x0 if downwards else y1 - y0))

    def _shapes_of(self, font: PDFFont) -> dict[int, Shape]:
        return self._shapes.setdefault(font, {})

    def _shape(self, font: PDFFont, cid: int) -> Shape:
        try:
            text = font.to_unichr(cid)
            assert isinstance(text, str), str(type(text))
        except PDFUnicodeNotDefined:
            text = self.handle_undefined_char(font, cid)
        shape = self._shapes[font][cid] = Shape(text, font.char_width(cid), font.char_disp(cid))
        return shape


class _Interpreter(PDFPageInterpreter):
    """The library's interpreter with a parser that reads texts at once."""

    def execute(self, streams: Sequence[object]) -> None:
        """Do what the streams say. What a form says is not done again inside of itself."""
        self.stream_ids.clear()
        due: list[PDFStream] = []
        for stream in map(stream_value, streams):
            if stream.objid is not None and stream.objid not in self.parent_stream_ids:
                due.append(stream)
                self.stream_ids.add(stream.objid)
        try:
            parser = _Parser(due)
        except PSEOF:  # an empty page
            return
        while True:
            try:
                _, said = parser.nextobject()
            except PSEOF:
                return
            if isinstance(said, PSKeyword):
                self._do(keyword_name(said))
            else:
                self.push(said)

    def _do(self, name: str) -> None:
        """Do an operation with the arguments it takes; one with too few, or of another name, is left out."""
        method = name.replace("*", "_a").replace('"', "_w").replace("'", "_q")
        operation = getattr(self, f"do_{method}", None)
        if operation is None:
            return
        wanted = operation.__code__.co_argcount - 1
        arguments = self.pop(wanted) if wanted else []
        if len(arguments) == wanted:
            operation(*arguments)


class _Parser(PDFContentParser):
    """The library's parser, which goes through a text in brackets escape by escape, a call for each digit."""

    def _parse_string(self, s: bytes, i: int) -> int:
        found = _WHOLE_TEXT.match(s, i) if self.paren == 1 and not self._curtoken else None
        if found is None:
            return super()._parse_string(s, i)
        self._add_token(_ESCAPED.sub(_unescaped, found[1]) if b"\\" in found[1] else found[1])
        self._parse1 = self._parse_main
        return found.end()


def _unescaped(escaped: re.Match[bytes]) -> bytes:
    code = escaped[1]
    return bytes((int(code, 8),)) if len(code) == 3 else _ESCAPES.get(code, code)
