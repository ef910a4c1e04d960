"""An explanation for people: Chinese labels with the English names, the figure marked in its sentence.

Does not belong here: the reasons themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from orchestration.extraction.confidence import rule_descriptions
from orchestration.extraction.explain import DEFAULTS
from orchestration.extraction.indicators import dictionary_rows
from orchestration.extraction.mention import UNMAPPED
from orchestration.serving.formats import plain_text
from orchestration.serving.tables import shown

if TYPE_CHECKING:
    from orchestration.document import Document
    from orchestration.extraction.explain import Cue, Explanation, FactReasons
    from orchestration.extraction.mention import Mention

_SHOWN_INDICATORS = 8
_FILE_WIDTH = 200  # of a file or pipe, where folding would only hinder
_RARE = 10  # a rule that fired less often says so
_LABELS = {"status": "状态 status", "scope": "口径 scope", "period": "时期 period"}
_PARTS = {
    "pre": "前置限定",
    "number": "数字",
    "infix": "余数词",
    "scale": "倍数",
    "unit": "量词",
    "post": "后置限定",
    "from": "自",
    "to": "至",
    "share": "分数",
    "half": "半",
    "word": "定词",
    "minus": "负号",
    "tail": "尾词",
    "and_half": "半",
    "left": "前项",
    "right": "后项",
}
_LINKS = {
    "compared": "变化所比的数字",
    "bracket": "括号内的数字,属括号前的数字",
    "whole": "“其中”所分的整体",
    "counted": "率所对的计数",
    "wording": "两处措辞成对,如 受理…办结、立案…罚款",
}
_RELATIONS = {
    "component": "分项,合计等于上级",
    "subset": "其中之一部分",
    "rate": "比率",
    "amount": "金额",
    "change": "变化",
}
# Reasons come from the indicator layer in English, for --json as well; what follows the words is kept.
_REASONS = (
    (r"does not count in (.*)", r"不以此计量:\1"),
    (r"misses (.*)", r"缺词:\1"),
    (r"ruled out by (.*)", r"有排除词:\1"),
    (r"context lacks (.*)", r"上下文缺:\1"),
    (r"draw", "与他项同分,不取"),
    (r"weaker than (.*)", r"分低于 \1"),
)


def print_explanation(document: Document, one: Explanation) -> None:
    """Print one mention with everything that decided it."""
    console = Console()
    if not console.is_terminal:
        console.width = max(console.width, _FILE_WIDTH)
    mention = one.mention
    console.print(_marked(document.text, one.sentence.start, one.sentence.end, mention), soft_wrap=True)
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="bold", no_wrap=True)
    grid.add_column(overflow="fold")
    for label, value in _lines(document, one):
        grid.add_row(label, shown(value))
    console.print(grid)
    if one.reasons is not None:
        _print_indicators(console, one.reasons, mention)
    console.print()


def _marked(text: str, start: int, end: int, mention: Mention) -> Text:
    """The sentence with the figure between marks, so that it is seen in a file, too."""
    begin, stop = min(start, mention.start), max(end, mention.end)
    before, figure, after = (
        shown(" ".join(part.split("\n")))
        for part in (text[begin : mention.start], text[mention.start : mention.end], text[mention.end : stop])
    )
    figure.stylize("bold reverse")
    return Text.assemble(before, "【", figure, "】", after)


def _lines(document: Document, one: Explanation) -> Iterator[tuple[str, str]]:
    mention, reasons = one.mention, one.reasons
    kind_rule = reasons.traced.draft.site.span.rule_id if reasons else mention.rule_id
    if one.section is not None:
        yield "部分 section", f"{one.section.path or '(篇首)'}({one.section.role})"
    yield "种类 kind", f"{mention.kind}:{_rule(kind_rule)}"
    if mention.value is not None:
        yield "数值 value", _value(mention)
    if reasons is not None:
        yield from _fact_lines(document, mention, reasons)
    count, right = one.rule.count, one.rule.right
    rare = ";次数少,置信度已收缩(rare)" if count < _RARE else ""
    yield "置信度 confidence", f"{one.rule.confidence:.3f}(规则在标注语料上触发 {count} 次,对 {right} 次{rare})"


def _fact_lines(document: Document, mention: Mention, reasons: FactReasons) -> Iterator[tuple[str, str]]:
    draft = reasons.traced.draft
    clause = draft.site.clause
    if reasons.parts:
        parts = (f"{_PARTS.get(name, name)} {text}" for name, text in reasons.parts.items())
        yield "各部分 parts", " | ".join(parts)
    yield "分句 clause", document.text[clause.start : clause.end].strip() + ("(括号内)" if clause.depth else "")
    yield "左 left / 右 right", f"{draft.site.left.strip() or '–'} / {draft.site.right.strip() or '–'}"
    yield "动作 action", draft.verb or "–"
    yield "对象 object", draft.noun or "–"
    yield "量词类 unit family", draft.family or "–"
    completed = f"(由「{reasons.named}」补全 completed)" if reasons.named != mention.measure else ""
    yield "所量事项 measure", f"{mention.measure}{completed}:{_rule(mention.rule_id)}"
    if mention.value_kind == "change":
        yield "数值种类 value kind", "change 变化"
    for name, label in _LABELS.items():
        yield label, f"{getattr(mention, name)}:{_decided(name, reasons.cues[name])}"
    if mention.qualifier:
        yield "限定 qualifier", mention.qualifier
    if reasons.parent is not None:
        tie = f"{_RELATIONS.get(mention.relation or '', '')}({mention.relation});{_LINKS[reasons.link]}"
        yield "上级 parent", f"{reasons.parent.surface} {reasons.parent.measure}(--at {reasons.parent.start}):{tie}"
    else:
        yield "上级 parent", "无"
    if mention.arithmetic:
        yield "核算 arithmetic", mention.arithmetic


def _rule(rule_id: str) -> str:
    return f"{rule_descriptions().get(rule_id, '尚无说明')}({rule_id})"


def _value(mention: Mention) -> str:
    bounds = ""
    if mention.low is not None or mention.high is not None:
        low, high = (plain_text(side) if side is not None else "–" for side in (mention.low, mention.high))
        bounds = f",界限 {low} 至 {high}"
    return f"{plain_text(mention.value)} {mention.unit}({mention.comparator}{bounds})"


def _decided(name: str, cue: Cue | None) -> str:
    if cue is None:
        return "默认,无相反的词语(default)"
    if not cue.words:
        return "由数字自身的写法或多处词语决定(by the figure itself, or by several words)"
    place = f",偏移 {cue.start}" if cue.start >= 0 else ",机关名称"
    usual = "(默认)" if cue.otherwise == DEFAULTS[name] else ""
    return f"因“{cue.words}”{place};无之则为 {cue.otherwise}{usual}"


def _print_indicators(console: Console, reasons: FactReasons, mention: Mention) -> None:
    names = {row["indicator_id"]: row["name_zh"] for row in dictionary_rows()}
    chosen = names.get(mention.indicator_id, "未对应" if mention.indicator_id == UNMAPPED else "")
    console.print(shown(f"指标 indicator  {mention.indicator_id} {chosen}"), style="bold", soft_wrap=True)
    winner = next((one.indicator_id for one in reasons.indicators if not one.rejected), UNMAPPED)
    if winner != mention.indicator_id:
        console.print(
            shown(
                f"  词语所指为 {winner};按整体与部分、同比、否定或相似的规则改判(changed by whole, level or likeness)"
            )
        )
    for one in reasons.indicators[:_SHOWN_INDICATORS]:
        score = " ".join(f"{name}={value}" for name, value in one.score.items())
        outcome = f"落选,{_reason(one.rejected)}" if one.rejected else "胜出"
        line = f"  {one.indicator_id} {names.get(one.indicator_id, '')}:{'、'.join(one.matched)}({score}){outcome}"
        console.print(shown(line), soft_wrap=True)
    rest = len(reasons.indicators) - _SHOWN_INDICATORS
    if rest > 0:
        console.print(Text(f"  另有 {rest} 式,见 --json(more patterns)", style="dim"))
    if reasons.alike:
        alike = "、".join(f"{one} {names.get(one, '')}({score:.0f})" for one, score in reasons.alike)
        console.print(shown(f"  最相似 most alike:{alike}"), soft_wrap=True)
    if not reasons.indicators:
        console.print(Text("  没有一式的首要词语见于所量事项(no pattern begins to fit)", style="dim"))


def _reason(words: str) -> str:
    for pattern, chinese in _REASONS:
        if re.fullmatch(pattern, words):
            return re.sub(pattern, chinese, words)
    return words
