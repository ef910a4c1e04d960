"""Text to blocks: which lines are title, metadata, page furniture, heading, paragraph or signature.

Blocks cover every character that is not blank, in text order, without overlap. One line is one block, except that a
heading run into the end of a paragraph (…复工复产。二、存在的不足) becomes a block of its own.

Does not belong here: what the lines say of the report (agency.py, years.py …); sentences and sections (extraction).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from orchestration.document import Block, BlockKind
from orchestration.reading.bodies import is_body_name
from orchestration.reading.decoded import Hint, Piece
from orchestration.reading.labels import begins_with_label, closed_up, labels_in
from orchestration.reading.titles import is_report_title, mark_title

_LINE = re.compile(r"[^\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_FURNITURE = re.compile(
    r"您?(?:现在|当前|所在)的?位置|您的位置|^今天是|^[>»›]|^首页\s*[>»›]|返回(?:顶部|首页|列表)|关闭(?:窗口|本页)|打印(?:本页)?\s*$|^【?打印|字体\s*[:【\[]|"
    r"浏览(?:次数|量)|访问(?:次数|量)|点击(?:数|率|次数)|分享到|扫一扫|版权所有|ICP备|公网安备|网站(?:地图|标识码|声明)|无障碍|"
    r"适老|关怀版|长者|简体\s*\|?\s*繁体|星期[一二三四五六日天](?:\s|$)|^[上下]一[篇条]\s*:|^相关(?:阅读|链接|新闻|推荐|信息)\s*:?\s*$|^(?:推荐|延伸)阅读\s*:?|^下一篇|责任编辑|IPv6|主办单位\s*:|承办单位\s*:"
)
_DOCUMENT_NUMBER = re.compile(r"[一-龥()]{1,16}[〔\[【(]\d{4}[〕\]】)]\s*第?\d+号")
_DATE = re.compile(
    r"[(\[]?\s*(?:\d{4}\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*日?|"
    r"[二〇○零一三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)"
    r"\s*[)\]]?"
)
_RULE = re.compile(r"\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?\s*)?")
_STAMP = re.compile(r"20\d{2}-\d{1,2}-\d{1,2}\s+\d{1,2}:\d{2}")  # with the hour: when a page was put up
_NUMBERED = re.compile(
    r"(?:第[一二三四五六七八九十]{1,3}[章节部]分?|[一二三四五六七八九十]{1,3}[、.]|"
    r"\([一二三四五六七八九十]{1,3}\)|\d{1,2}[、.](?!\d))"
)
_RUN_IN_HEADING = re.compile(r"[。!?;]\s*(?P<heading>[一二三四五六七八九十]{1,3}、[^。;,!]{2,40})$")
_ANNEX = re.compile(r"附件\s*\d{0,2}\s*:?")  # alone on its line above what is annexed
_LABEL_OF_TITLE = re.compile(r"标\s*题|名\s*称|题\s*名")
_SENTENCE_MARK = re.compile(r"[。;!]")
_ANNOUNCES = re.compile(r"(?:如下|汇报)[:,]?$")
# The site speaks to who reads it, in sentences of its own.
_TO_VISITORS = re.compile(
    r"(?:升级|更换|使用)[^。;]{0,8}浏览器|浏览器版本|IE版本|切换[^。;]{0,4}极速模式|^欢迎您?(?:访问|光临|来到|浏览|进入)|^中文域名"
)
_MAX_HEADING, _MAX_TITLE, _MAX_FURNITURE, _MAX_METADATA, _MAX_SIGNATURE = 60, 80, 120, 300, 60
# The signature stands at the end, but an annex line or page furniture may follow it.
_SIGNATURE_WINDOW = 6
_BELOW_REPORT = 60  # blocks below a report among which its signature is looked for


def blocks(text: str, pieces: Sequence[Piece] = ()) -> tuple[Block, ...]:
    """The blocks of ``text`` (folded, see folding.py); every character that is not blank lies in exactly one block.

    ``pieces``, where the format knows them, say where a stretch stands and what the file marks it as; a hint decides,
    except that a line of metadata is one wherever it stands.
    """
    found: list[Block] = []
    in_body = False
    for piece in pieces or (Piece(0, len(text)),):
        for start, end in _lines(text, piece):
            kind = _hinted(text[start:end], piece.hint) or _kind(text[start:end], in_body)
            if found and _is_value_of(text[found[-1].start : found[-1].end], found[-1].kind, text[start:end]):
                kind = "metadata"
            in_body = in_body or kind in ("heading", "paragraph")
            block = Block(kind, start, end, piece.page, piece.box, piece.path)
            found += _split_run_in_heading(text, block) if kind == "paragraph" else [block]
    return tuple(_mark_signature(text, mark_title(text, found)))


def _lines(text: str, piece: Piece) -> Iterator[tuple[int, int]]:
    for line in _LINE.finditer(text, piece.start, piece.end):
        content = line.group().strip()
        if content:
            start = line.start() + line.group().index(content)
            yield start, start + len(content)


def _hinted(line: str, hint: Hint | None) -> BlockKind | None:
    if hint is None or (hint == "heading" and _is_metadata(line, in_body=True)):
        return None
    if hint == "cell":
        return "table_cell"
    return "metadata" if hint == "furniture" and _is_metadata(line, in_body=True) else hint


def _kind(line: str, in_body: bool) -> BlockKind:
    # Sites put the date, the source and their buttons into one line: what it tells outweighs what it decorates.
    if _is_metadata(line, in_body):
        return "metadata"
    if len(line) <= _MAX_FURNITURE and _is_furniture(line, in_body):
        return "furniture"
    if _NUMBERED.match(line) and len(line) <= _MAX_HEADING and not re.search(r"[。;]|[,:]$", line):
        return "heading"
    if not in_body and _is_title(line):
        return "title"
    return "paragraph"


def _is_furniture(line: str, in_body: bool) -> bool:
    if _RULE.fullmatch(line):
        return True  # |---|---| of a table in plain text
    if not in_body and _TO_VISITORS.search(line):
        return True
    return bool(_FURNITURE.search(line)) and not _SENTENCE_MARK.search(line)


def _is_metadata(line: str, in_body: bool) -> bool:
    if len(line) > _MAX_METADATA or "。" in line:
        return False
    told = closed_up(line)
    if begins_with_label(told) or labels_in(told) >= 2:
        return True
    return not in_body and bool(_DOCUMENT_NUMBER.fullmatch(line) or _DATE.fullmatch(line) or _STAMP.match(line))


def _is_value_of(label: str, kind: BlockKind, line: str) -> bool:
    """Tables of metadata come flattened: the label on one line, its value on the next."""
    if kind != "metadata" or not label.endswith(":") or len(line) > _MAX_SIGNATURE or begins_with_label(line):
        return False
    # 视力保护色: and 点击率: are of the page; the short sentence or heading below them begins the report.
    if _SENTENCE_MARK.search(line) or _NUMBERED.match(line) or _ANNOUNCES.search(line):
        return False
    # An empty 时效: above the title is no label of it.
    return not is_report_title(line) or bool(_LABEL_OF_TITLE.search(label))


def _is_title(line: str) -> bool:
    if len(line) > _MAX_TITLE or not re.search(r"\w", line) or re.search(r"[。;!]|[,:、]$", line):
        return False
    return "," not in line or line.endswith("报告")


def _split_run_in_heading(text: str, paragraph: Block) -> list[Block]:
    run_in = _RUN_IN_HEADING.search(text[paragraph.start : paragraph.end])
    if not run_in:
        return [paragraph]
    at = paragraph.start + run_in.start("heading")
    before = text[paragraph.start : at].rstrip()
    return [
        replace(paragraph, end=paragraph.start + len(before)),
        replace(paragraph, kind="heading", start=at),
    ]


def _mark_signature(text: str, found: list[Block]) -> list[Block]:
    """Turn the closing lines that are a body's name, a date or both into signature blocks."""
    # A page goes on below the report with any number of lines that are not the report's.
    own = [i for i, block in enumerate(found) if block.kind not in ("furniture", "table_cell")]
    last_paragraph = max((i for i in own if len(text[found[i].start : found[i].end]) > _MAX_SIGNATURE), default=-1)
    closing = [i for i in own[-_BELOW_REPORT:] if i > max(last_paragraph, 0)]
    lines = {i: text[found[i].start : found[i].end] for i in closing}
    near_a_date = {i + step for i in closing if _DATE.fullmatch(lines[i]) for step in (-1, 0, 1)}
    for i in closing:
        at_the_end = i in own[-_SIGNATURE_WINDOW:] or i in near_a_date
        above_title = i + 1 < len(found) and found[i + 1].kind == "title"  # it says whose report the text is
        if at_the_end and not above_title and found[i].kind in ("paragraph", "title") and _is_signature(lines[i]):
            found[i] = replace(found[i], kind="signature")
    _mark_signature_of_letter(text, found, own)
    return found


def _mark_signature_of_letter(text: str, found: list[Block], own: list[int]) -> None:
    """A body's name above a date, each alone on its line: a letter ends there, and the report is annexed below."""
    for at, below in pairwise(own):
        name, day = (text[found[one].start : found[one].end] for one in (at, below))
        plain = {found[at].kind, found[below].kind} <= {"paragraph", "metadata"}
        if plain and _DATE.fullmatch(day) and is_body_name(name):
            found[at], found[below] = (replace(found[one], kind="signature") for one in (at, below))
            _mark_annexed_title(text, found, below + 1)


def _mark_annexed_title(text: str, found: list[Block], at: int) -> None:
    """Below a letter the title of the report that it sends; it is the text's own where there was none before."""
    if at < len(found) and _ANNEX.fullmatch(text[found[at].start : found[at].end]):
        at += 1
    line = text[found[at].start : found[at].end] if at < len(found) else ""
    untitled = all(block.kind != "title" for block in found)
    if untitled and is_report_title(line) and _is_title(line) and found[at].kind == "paragraph":
        found[at] = replace(found[at], kind="title")


def _is_signature(line: str) -> bool:
    dates = list(_DATE.finditer(line))
    name = (line[: dates[-1].start()] if dates and dates[-1].end() == len(line) else line).strip()
    return (not name and bool(dates)) or is_body_name(name)
