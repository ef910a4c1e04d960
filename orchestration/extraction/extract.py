"""From a document to its mentions: scanning, sections, sentences and their facts put together. Pure.

Does not belong here: any rule; each layer has its own module and its own tests.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from operator import attrgetter

from orchestration.document import Block, Document
from orchestration.extraction.as_published import as_published
from orchestration.extraction.cell_agreement import agreed
from orchestration.extraction.cell_units import cell_units
from orchestration.extraction.cells import Cell, table_cells
from orchestration.extraction.completion import completed
from orchestration.extraction.confidence import confidence_of
from orchestration.extraction.indicator_features import alike
from orchestration.extraction.indicators import dictionary_hash
from orchestration.extraction.mention import Kind, Mention, Span, with_surface
from orchestration.extraction.normalise import with_cells_as_clauses, with_narrow_figures
from orchestration.extraction.proofs import prove
from orchestration.extraction.quantities import parse_surface
from orchestration.extraction.quantities_apart import widened
from orchestration.extraction.result import Extraction, Sentence
from orchestration.extraction.scan import scan
from orchestration.extraction.segment import Segmentation, segment
from orchestration.extraction.sentence_facts import State, close_run, read_sentence
from orchestration.extraction.trace import Trace
from orchestration.extraction.vocabulary import words
from orchestration.unseen import shown_document, shown_of

__all__ = ["EXTRACTOR_VERSION", "dictionary_hash", "extract", "prove"]

EXTRACTOR_VERSION = "0.16.0"

_SECTOR = re.compile(
    r"^(?:[一二三四五六七八九十]{1,2}(?:是|要)|[（(]?[一二三四五六七八九十\d]{1,3}[)）]?[、.．]?)?(?:在)?"
    r"(?P<sector>[^，,。；;：:“”（）()、\d]{2,10}?)(?:方面|领域|行业)[。：:，,]?$"
)
_LEAD_IN_MAX = 16
_PAGE_NUMBER = "page_number"
_ASIDES: Mapping[str, Kind] = {"row_number": "numbering", "row_rank": "ordinal"}
_place = attrgetter("start", "end")
_GOES_ON = ("；", ";")
_TAKES_UP = re.compile(
    r"\s*(?:其中|(?:上述|以上|这些)[^，,。；;\d]{2,8}中[，,]|按[^，,。；;]{1,12}(?:分|划分|统计|来看)[，,]|从[^，,。；;]{1,12}(?:看|分析)[，,]"
    r"|(?:行政)?(?:处罚|许可|复议|诉讼|强制|信访|投诉|调解)?(?:决定|案件|案|申请|事项|纠纷|投诉|隐患|问题)(?:数量?)?[按从][^，,。；;\d]{1,12}(?:分|划分|统计|看)[，,]"
    r"|行政(?:处罚|许可|强制)(?:决定|案件)?中[，,]|(?:行政)?(?:复议|诉讼|应诉|一审|二审|信访|调解|仲裁|执行)(?:案件|申请|事项)中[，,]"
    r"|(?:依法|目前|现|均|全部)*(?:已经?|依法)(?:全部|依法)*(?:受理|不予受理|审结|办结|结案)(?:案件)?(?=\d)"
    r"|(?:共|全年|年内)*审结(?:案件)?(?=\d)|[省市县区州旗]?(?:厅|局|委)?本级(?=[\u4e00-\u9fff]{2})"
    r"|[\u4e00-\u9fff]{2,4}率[为达]?(?=\d)"
    r"|(?:上述|以上)?(?:行政)?(?:处罚|执法|许可)?(?:决定|案件|文件|合同)(?:全部|均|都|一律)(?:经|已|通过|进行|履行)[^，,。；;\d]{2,12}[，,]其中"
    r"|(?:经过[^，,。；;\d]{2,6}[，,])?(?:(?:不予受理|[胜败]诉|撤诉)(?=\d)|维持(?=\d|原|(?:具体)?行政行为))"
    r"|经过?(?:审查|审理|核查|审核)|受理的?案件[中已]|(?:连同|加上|加之|算上)[^，,。；;]{0,8}(?:结转|遗留|旧存|积存)"
    r"|(?:已|所)?(?:受理|查处|审结|办结|立案|结案|查办|发现|排查|处罚|调解|收到|审理|抽检|接收|反馈|检查)的?"
    r"(?:行政)?(?:处罚|复议|诉讼|应诉|纠纷|投诉|信访)?(?:案件|事项|问题|隐患|纠纷|企业|申请|件)中[，,]"
    r"|(?:投诉|举报|信访|诉求|案件|热点|问题)[^，,。；;\d]{0,8}集中在|[省市县区州]?(?:局|厅|委|支队|政府)?本级(?!财政)|(?:直接|综合|案件)?纠错率|(?:总体|综合|抽检|检测|监测|样品|产品)?(?:不?合格率|检出率|问题发现率)|(?:按时|按期|及时|限时)?(?:办结|答复|回复|办复|处置|整改|核查|查处|结案|调解成功)率"
    r"|(?:案件|立案|办案|处罚|受理|投诉|举报)(?:案件|件|起|宗)?(?:数量?|总量)[^，,。；;\d]{0,2}(?:[比较]上?[一]?年|[比较]去年|同比)|[一-鿿]{2,6}(?:类|领域)(?:案件)?占|移送(?:公安|司法|纪检|检察)|(?:办事)?(?:群众|企业|服务对象)满意[率度])"
)
# 完成税收收入9.47亿元。受退税影响,税收收入|同比下降6.8%
_COMPARED_AGAIN = re.compile(
    r"\s*(?:受[^，,。；;]{2,16}影响[，,])?(?P<what>[一-鿿]{4,14}?)(?:同比|[比较]上年|[比较]去年|[与和](?:上年|去年)(?:同期)?相比)"
)
_FIGURES_TOGETHER = 40  # figures of a sentence read against one another


def extract(document: Document, trace: Trace | None = None, *, completing: bool = True) -> Extraction:
    """Return all mentions of a document with their sections, sentences and the account of its numerals.

    Marks that no reader sees are no part of a figure or word; offsets and surfaces are of the text as published.
    ``trace`` takes a note of every fact for explain.py; what is returned does not depend on it. ``completing`` tells
    whether names are completed after the rules (completion.py); without it they are what the rules say.
    """
    shown = shown_of(document.text)
    if shown is None:
        return _extract(document, trace, completing)
    return as_published(_extract(shown_document(document, shown), trace, completing), shown, document.text)


def _extract(document: Document, trace: Trace | None, completing: bool) -> Extraction:
    published, text = document.text, with_narrow_figures(document.text)
    cut = segment(published, document.blocks, document.metadata.year)
    scanned = scan(text)
    cells = table_cells(text, document.tables)
    text = with_cells_as_clauses(text)
    document = replace(document, text=text)
    spans = _as_tables_tell(cells, _of_the_report(document.blocks, scanned.spans, cells))
    mentions = _facts(document, spans, cut, State(alike(text), cells=cells, trace=trace))
    mentions = agreed(cells, mentions) if cells else mentions
    if completing:
        mentions = completed(text, cut.sentences, mentions)
    mentions += [_plain(span) for span in spans if span.kind != "fact"]
    mentions = widened(text, mentions, scanned.spans)
    mentions.sort(key=_place)
    if text != published:
        mentions = [_as_published(one, published[one.start : one.end]) for one in mentions]
    return Extraction(
        tuple(mentions),
        tuple(_sentence_of(cut.sentences, mentions)),
        cut.sections,
        cut.sentences,
        scanned.lexical,
        scanned.ledger,
        cell_units(cells, mentions),
    )


def _of_the_report(blocks: Sequence[Block], spans: Sequence[Span], cells: Container[int]) -> Sequence[Span]:
    """The spans, those that the page and not the report says (上一篇:全市办理案件500件) as no facts. The short lines of
    a table above the text look like a page's lines, too; its ``cells`` are facts."""
    outside = [(block.start, block.end) for block in blocks if block.kind in ("furniture", "metadata")]
    if not outside:
        return spans
    kept: list[Span] = []
    for span in spans:
        at = bisect_right(outside, (span.start, sys.maxsize)) - 1
        is_outside = span.kind == "fact" and at >= 0 and span.start < outside[at][1] and span.start not in cells
        kept.append(replace(span, kind="other", rule_id="page_line") if is_outside else span)
    return kept


def _as_published(mention: Mention, surface: str) -> Mention:
    return mention if surface == mention.surface else with_surface(mention, surface)


def _as_tables_tell(cells: Mapping[int, Cell], spans: Sequence[Span]) -> Sequence[Span]:
    """The spans, with the numbers of table rows (序号) and ranks (排名) as such, and a cell alone in its line as a
    fact: only their table tells them from counts and from the number of a page."""
    if not cells:
        return spans
    return [_as_table_tells(cells[span.start], span) if span.start in cells else span for span in spans]


def _as_table_tells(cell: Cell, span: Span) -> Span:
    if cell.aside and span.kind == "fact":
        return replace(span, kind=_ASIDES[cell.aside], rule_id=cell.aside)
    if not cell.aside and span.rule_id == _PAGE_NUMBER:
        return replace(span, kind="fact", rule_id="cell", quantity=parse_surface(span.surface))
    return span


def _sentence_of(sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> list[int]:
    starts = [sentence.start for sentence in sentences]
    return [(bisect_right(starts, mention.start) or 1) - 1 for mention in mentions]


def _plain(span: Span) -> Mention:
    quantity, confidence = span.quantity, confidence_of(span.rule_id)
    if quantity is None:
        return Mention(span.start, span.end, span.surface, span.kind, confidence=confidence, rule_id=span.rule_id)
    return Mention(
        span.start,
        span.end,
        span.surface,
        span.kind,
        quantity.value,
        quantity.low,
        quantity.high,
        quantity.comparator,
        quantity.unit,
        confidence=confidence,
        rule_id=span.rule_id,
    )


def _facts(document: Document, spans: Sequence[Span], cut: Segmentation, state: State) -> list[Mention]:
    """Walk the sentences in order, with the figures of each."""
    found: list[Mention] = []
    text, figures = document.text, [span for span in spans if span.kind == "fact"]
    sentences, size = cut.sentences, len(figures)
    begin = 0
    while begin < size and sentences and figures[begin].start < sentences[0].start:
        begin += 1
    nexts = [sentence.start for sentence in sentences[1:]] + [len(text) + 1]
    for sentence, following in zip(sentences, nexts, strict=False):
        if sentence.section != state.section:
            state.memory.sector, state.section = "", sentence.section  # a new section forgets the sector
        if sentence.end - sentence.start <= _LEAD_IN_MAX:
            _lead_in(text, sentence, state)
        end = begin
        while end < size and figures[end].start < following:
            end += 1
        if end > begin:
            here = figures[begin:end]
            for piece, part in _pieces(sentence, here):
                if part is not here and state.run:
                    found.extend(close_run(state))
                read_sentence(document, piece, cut.sections[sentence.section], part, state)
            begin = end
        # Most sentences hold no figure, and most runs are one sentence long: only an open run asks where it ends.
        if state.run and (len(state.run) > _FIGURES_TOGETHER or not _goes_on(text, sentence, following)):
            found.extend(close_run(state))
    found.extend(close_run(state))
    return found


def _goes_on(text: str, sentence: Sentence, following: int) -> bool:
    """Whether the next sentence speaks of the same figures: after ；, or when it opens with 其中 or 按类别分."""
    if text.startswith(_GOES_ON, sentence.end - 1, sentence.end) or _TAKES_UP.match(text, following) is not None:
        return True
    again = _COMPARED_AGAIN.match(text, following)
    return again is not None and text.find(again["what"], sentence.start, sentence.end) >= 0


def _pieces(sentence: Sentence, figures: Sequence[Span]) -> Iterator[tuple[Sentence, Sequence[Span]]]:
    """Cut a sentence with very many figures (a table run into one line): the work stays linear in its length."""
    if len(figures) <= _FIGURES_TOGETHER:
        yield sentence, figures
        return
    start = sentence.start
    for at in range(0, len(figures), _FIGURES_TOGETHER):
        part = figures[at : at + _FIGURES_TOGETHER]
        last = at + _FIGURES_TOGETHER >= len(figures)
        end = sentence.end if last else max(part[-1].end, figures[at + _FIGURES_TOGETHER].start)
        yield Sentence(start, end, sentence.section), part
        start = part[-1].end


@lru_cache(maxsize=1)
def _no_sectors() -> frozenset[str]:
    """Lead-ins that name a side of the work and no branch of the economy (队伍方面): they tell nothing of a figure."""
    return frozenset(words("sector_generic", "word"))


def _lead_in(text: str, sentence: Sentence, state: State) -> None:
    """Take up a lead-in such as 「危化方面。」."""
    words_here = text[sentence.start : sentence.end].strip()
    sides = "方面" in words_here or "领域" in words_here or "行业" in words_here
    lead_in = _SECTOR.match(words_here) if sides else None
    if lead_in:
        sector = lead_in.group("sector")
        state.memory.sector = "" if sector in _no_sectors() else sector
