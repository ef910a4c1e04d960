"""Lines to paragraphs: which line goes on with the one before, which is a heading or the title by its larger type.

Does not belong here: how two lines are put together (joining.py), numbered headings (blocks.py knows them in any text).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from orchestration.document import Box, Recognised
from orchestration.reading.decoded import Hint
from orchestration.reading.folding import fold
from orchestration.reading.pages.joining import joined
from orchestration.reading.pages.lines import Line, joined_at

_LARGER = 1.12  # times the size of the text
_INDENT, _DEEPEST_INDENT = 0.8, 4.0  # em
_LEADING = 1.45  # times the usual distance of two lines; a wider one parts paragraphs
_LONG = 40  # characters; the first line as long is the text, no title
_LONGEST_HEADING = 60
_SENTENCE_END = re.compile(r"[。；;！!？?：:][”’」』）)]?$")
_WITHIN_SENTENCE = re.compile(r"[，,、。；;]")
_NUMBERED = re.compile(
    r"第[一二三四五六七八九十]{1,3}[章节部]|[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)]|"
    r"\d{1,2}[、.．](?!\d)"
)
# A report's own name on a line alone; 现将…情况报告 goes on (如下).
_REPORT = re.compile(r"(?!现)[^,。;:!?]*(?:法治|依法)[^,。;:!?]*(?:报告|总结)")
_DATE = re.compile(r"[（(]?[\d二〇○零一三四五六七八九]{4}\s*年.{1,4}月.{1,4}日[）)]?")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that are one; page and box are those of the page on which it begins."""

    text: str
    page: int
    box: Box
    hint: Hint | None = None
    recognised: tuple[Recognised, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """What is usual in a document: the size of its text, the edges of each column, the distance of its lines; and
    where the middle of each page is."""

    size: float
    edges: dict[int, tuple[float, float]]
    leading: float
    middles: Mapping[int, float]


def measure_of(lines: Sequence[Line], middles: Mapping[int, float]) -> Measure:
    """What is usual among the lines of a document, each counting with its length."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    size = max(sizes, key=lambda found: (sizes[found], found), default=0.0)
    own = [line for line in lines if abs(line.size - size) <= 0.05 * size]
    edges = {column: _edges([line for line in own if line.column == column], size) for column in (0, 1, 2)}
    steps = [
        after.box[3] - before.box[3]
        for before, after in pairwise(own)
        if before.page == after.page and before.column == after.column and after.box[3] > before.box[3]
    ]
    return Measure(size, edges, min(median(steps), 2 * size) if steps else 2 * size, middles)


def _edges(lines: Sequence[Line], size: float) -> tuple[float, float]:
    """Where lines begin and end: the left edge of those that go on, the usual right edge of those that are full."""
    if not lines:
        return 0.0, 0.0
    rightmost = max(line.box[2] for line in lines)
    full = [line for line in lines if line.box[2] >= rightmost - 5 * size]
    starts = Counter(round(line.box[0]) for line in full)
    often = [start for start, count in starts.items() if count >= max(2, len(full) / 10)]
    left = min(often, default=min(line.box[0] for line in full))
    return float(left), median(line.box[2] for line in full)


def paragraphs(lines: Sequence[Line], measure: Measure, in_body: bool = False) -> list[Paragraph]:
    """The paragraphs of lines in reading order with nothing between them. ``in_body``: the text has begun before."""
    groups: list[list[Line]] = []
    begun = in_body
    for line in lines:
        is_below_title = bool(groups) and not begun and _is_title(groups[-1], line, measure)
        if groups and not is_below_title and _goes_on(groups[-1], line, measure):
            groups[-1].append(line)
        else:
            groups.append([line])
        begun = begun or (len(line.text) > _LONG / 2 and bool(_WITHIN_SENTENCE.search(line.text)))
    found = []
    for group in groups:
        paragraph = _paragraph(group)
        in_body = in_body or (is_body(paragraph) and not _is_larger(group[0], measure))
        found.append(replace(paragraph, hint=_hint(paragraph.text, group[0], measure, in_body)))
    return found


def is_body(paragraph: Paragraph) -> bool:
    """Whether the text has begun: the first paragraph that is too long for a title."""
    return len(paragraph.text) > _LONG and paragraph.hint is None


def _paragraph(group: Sequence[Line]) -> Paragraph:
    text, recognised = group[0].text, group[0].recognised
    for line in group[1:]:
        text = joined(text, line.text)
        recognised = joined_at(recognised, line.recognised, len(text) - len(line.text))
    boxes = [line.box for line in group if (line.page, line.column) == (group[0].page, group[0].column)]
    box = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    return Paragraph(text, group[0].page, box, recognised=recognised)


def _is_larger(line: Line, measure: Measure) -> bool:
    return line.size >= _LARGER * measure.size


def _hint(text: str, first: Line, measure: Measure, in_body: bool) -> Hint | None:
    """Larger type is a title above the text and a heading within it, unless it is a sentence."""
    if not _is_larger(first, measure) or len(text) > _LONGEST_HEADING or _SENTENCE_END.search(text):
        return None
    if in_body:
        return "heading"
    return None if _NUMBERED.match(text) or _DATE.fullmatch(text) else "title"


def _goes_on(group: Sequence[Line], line: Line, measure: Measure) -> bool:
    last = group[-1]
    em = max(line.size, 1.0)
    if abs(last.size - line.size) > 0.1 * em or _DATE.fullmatch(line.text) or _is_far(last, line, measure):
        return False
    if last.page == line.page and last.column != line.column and 0 in (last.column, line.column):
        return False
    if _is_larger(line, measure) and _is_centred(last, line, measure):
        return not _NUMBERED.match(line.text) and not _SENTENCE_END.search(last.text)
    right = measure.edges[last.column][1]
    if right - last.box[2] > line.lead + em:
        return False  # what follows would have had room: the line was ended on purpose
    indent = (line.box[0] - measure.edges[line.column][0]) / em
    if indent > _INDENT:
        same = abs(line.box[0] - last.box[0]) <= 0.3 * em and indent <= _DEEPEST_INDENT
        numbered = _NUMBERED.match(line.text) or _NUMBERED.match(group[0].text)
        running = len(group) > 1 or _WITHIN_SENTENCE.search(last.text)  # a title that fills its line has no commas
        return bool(same and running and not numbered and not _SENTENCE_END.search(last.text))
    return not (_NUMBERED.match(line.text) and _SENTENCE_END.search(last.text))


_TITLE_LINES = 4


def _is_title(group: Sequence[Line], line: Line, measure: Measure) -> bool:
    """A report's name, each line in the middle of the page, with a line below that is not of it.

    In type of the size of the text and on a page of few lines nothing but its place tells it from the text.
    """
    if len(group) > _TITLE_LINES or not all(_is_in_the_middle(one, measure) for one in group):
        return False
    is_name = _REPORT.fullmatch(fold("".join(one.text for one in group))) is not None
    more = (
        _is_in_the_middle(line, measure) and not _NUMBERED.match(line.text) and not _WITHIN_SENTENCE.search(line.text)
    )
    return is_name and not more


def _is_in_the_middle(line: Line, measure: Measure) -> bool:
    middle = measure.middles.get(line.page)
    return middle is not None and line.column == 0 and abs((line.box[0] + line.box[2]) / 2 - middle) <= line.size / 2


def _is_far(last: Line, line: Line, measure: Measure) -> bool:
    """Whether more than the usual distance of two lines lies between; over a page or column end nothing is said."""
    if (last.page, last.column) != (line.page, line.column):
        return False
    return line.box[3] - last.box[3] > _LEADING * max(measure.leading, 1.2 * line.size)


def _is_centred(last: Line, line: Line, measure: Measure) -> bool:
    """Both lines about the middle of the column, not at its left edge."""
    left, right = measure.edges[line.column]
    middle = (left + right) / 2
    return last.page == line.page and all(
        abs((one.box[0] + one.box[2]) / 2 - middle) <= 2 * one.size for one in (last, line)
    )
