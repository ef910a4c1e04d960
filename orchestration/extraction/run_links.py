"""What the figures of one sentence run say of one another: links, arithmetic, and the indicators that follow from them.

A figure no pattern names takes the indicator of the whole it divides or of the level it compares; what the patterns say
is weighed against what a figure is most like. Does not belong here: naming and mapping of a single figure
(sentence_facts.py), and how links are found (structure.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from orchestration.extraction.arithmetic import remarks
from orchestration.extraction.drafts import Draft
from orchestration.extraction.indicator_features import Surroundings
from orchestration.extraction.indicator_likeness import weighed_indicator
from orchestration.extraction.indicator_patterns import later_stocks
from orchestration.extraction.indicators import acted_on, carved_out, covered_by_none
from orchestration.extraction.mention import UNMAPPED, Mention, with_link
from orchestration.extraction.structure import Link, link
from orchestration.extraction.vocabulary import words_of

_DIVIDES = ("component", "subset")
_CELL = "m.table_cell"
# 抽查任务164家,完成158家,关闭6家: these were not checked
_APART = re.compile("其余|(?:关闭|终止|中止|注销|撤回|取消|作废)$")
_FINES = {
    "accident_investigated_cnt": "penalty_amt_accident",
    "penalty_accident_cnt": "penalty_amt_accident",
    "penalty_preaccident_cnt": "penalty_amt_preaccident",
}
_BARE_FINES = frozenset({"罚款", "罚款金额", "处罚金额", "罚没款", "罚没款金额", "罚没金额", "处罚款", "金额"})
_ACCIDENTS = re.compile("属于?(?:生产安全|安全生产)?事故(?:类|类案件|案件)?的?$")
_SUM = re.compile(r"[。；;\n][^，,、]*$|(?:共|合计|总|累计|全部|全年|均)[^，,、0-9]*$")
_CASE = "case_filed_cnt"
_OFFENCE = re.compile("^(?:擅自|违规|违法)?未[^-]{3,}(?<!档)案(?:件)?$")
_FILED = re.compile("立案|查处|查办|新增")
# 公开信息290条,包括政策问答29条、环境影响评价9条: items of what was disclosed, neither answers nor assessments
_DISCLOSED, _ITEM, _ITEMS = "info_disclosed_cnt", "条", ("条", "件")
_OWN_ROW = re.compile(
    "^(?:info_(?!penalty)|policy_|weibo_|wechat_|douyin_|toutiao_|media_|sms_|warning_)"
    "|^info_penalty.*-.*(?:许可|处罚|执法|强制|检查)"
)  # where it was posted has rows of its own
Run = Sequence[tuple[Draft, Mention]]


def linked(run: Run, around: Sequence[Surroundings | None]) -> list[Mention]:
    """Return the mentions of a run with their links; ``around`` are the words around each figure whose indicator is
    weighed, None for the others."""
    drafts = [draft for draft, _ in run]
    links = link(drafts) if len(run) > 1 else [None]
    said = remarks(drafts, [(found.parent, found.relation) if found else None for found in links])
    indicators = _indicators(run, links, around)
    return [
        _with_link(mention, found, run, remark, indicator)
        for (_, mention), found, remark, indicator in zip(run, links, said, indicators, strict=True)
    ]


def _with_link(mention: Mention, found: Link | None, run: Run, remark: str, indicator: str) -> Mention:
    if found is not None:
        return with_link(mention, indicator, run[found.parent][1].start, found.relation, remark)
    if remark or indicator != mention.indicator_id:
        return with_link(mention, indicator, mention.parent_start, mention.relation, remark or mention.arithmetic)
    return mention


def _indicators(run: Run, links: Sequence[Link | None], around: Sequence[Surroundings | None]) -> list[str]:
    """The indicators of a run: what the patterns say, weighed; then those of wholes and of levels compared, weighed in
    their turn."""
    found = [mention.indicator_id for _, mention in run]
    for place, of in enumerate(links):
        if of is not None and found[place] == _CASE and _is_sort_of_cases(run[place][1], run[of.parent][1], of):
            found[place] = found[of.parent]
    follows = [
        _followed(run, place, links[place]) if found[place] == UNMAPPED and not _ruled_out(run[place]) else None
        for place in range(len(run))
    ]
    kept = [_as_whole(found, place, links[place]) for place in range(len(run))]
    for place, source in enumerate(follows):
        if source is None and not kept[place]:
            found[place] = _weighed(run[place], found[place], around[place])
    for place, source in enumerate(follows):
        if source is not None and _is_bracketed_sort(run[place], run[source], links[place]):
            found[place] = found[source]
        elif source is not None:
            found[place] = _weighed(run[place], found[source], around[place])
    for place in range(1, len(run)):
        of = links[place] if kept[place] else None
        if of is not None and found[of.parent] != UNMAPPED:
            found[place] = found[of.parent]  # what the whole was weighed to be
        if _DISCLOSED in found and (
            _is_item(found, place, run[place][1], links[place]) or _is_next_item(found, place, run, links[place])
        ):
            found[place] = _DISCLOSED
        found[place] = _fine_of(
            run[place], _of_accidents(run[place - 1], found[place - 1]), found[place], around[place]
        )
    return found


def _of_accidents(figure: tuple[Draft, Mention], indicator: str) -> str:
    """一般程序26起;属事故类的5起,罚款96万元: told as a sort, they are penalties of accidents."""
    return "penalty_accident_cnt" if _ACCIDENTS.search(figure[0].measure) else indicator


def _fine_of(figure: tuple[Draft, Mention], before: str, said: str, around: Surroundings | None) -> str:
    """事故类处罚19件、罚款402万元: a bare fine is that of the penalties told right before it, unless it sums up."""
    told = _FINES.get(before) if said == "penalty_amt" and around is not None else None
    if told is None or around is None or figure[1].measure not in _BARE_FINES:
        return said
    return said if _SUM.search(around.before) else told


def _is_sort_of_cases(part: Mention, whole: Mention, of: Link) -> bool:
    """行政处罚案件301件,路政案件125件、运输案件176件: cases that add up to what they are sorts of."""
    return of.relation == "component" and part.unit == whole.unit and not _FILED.search(part.measure)


def _is_item(found: Sequence[str], place: int, part: Mention, of: Link | None) -> bool:
    """Whether a part of what was disclosed is an item of it, whatever else a name like its own counts."""
    if of is None or part.unit not in _ITEMS or of.relation not in _DIVIDES or found[of.parent] != _DISCLOSED:
        return False
    return _OWN_ROW.search(f"{found[place]}-{part.measure}") is None


def _is_next_item(found: Sequence[str], place: int, run: Run, of: Link | None) -> bool:
    """公开发布工作动态52条,公告公示7条,政策解答2条: nouns alone, right after an item that was disclosed."""
    (before, item), (draft, mention) = run[place - 1], run[place]
    if of is not None or found[place] != UNMAPPED or found[place - 1] != _DISCLOSED or draft.verb or draft.change:
        return False
    follows = 0 <= draft.site.clause.start - before.site.span.end <= 1 or draft.site.joined
    return follows and mention.unit == item.unit == _ITEM


def _is_bracketed_sort(part: tuple[Draft, Mention], whole: tuple[Draft, Mention], of: Link | None) -> bool:
    """立案查处违法案件74宗（土地52宗、矿产22宗）: nouns in a bracket that add up to the cases filed are sorts of them,
    whatever else a name like theirs counts."""
    draft, mention = part
    if draft.whole is not None and draft.host is None and _OFFENCE.search(mention.measure):
        return whole[1].unit == mention.unit  # 立案36件,其中未按规定建立台账案2件: cases called by what was done
    adds_up = of is not None and of.relation == "component" and draft.host is not None and not draft.verb
    return adds_up and whole[1].unit == mention.unit and bool(_FILED.search(whole[1].measure))


def _ruled_out(figure: tuple[Draft, Mention]) -> bool:
    """Whether a row of the dictionary says that none counts a figure: then neither does that of its whole."""
    draft, mention = figure
    return draft.compared is None and covered_by_none(draft.measure, mention.unit, draft.family)


def _as_whole(found: Sequence[str], place: int, of: Link | None) -> bool:
    """Whether a part is told to state what its whole states (一审案件34件,其中工伤认定类31件): its own words are like
    another row, but it divides the whole."""
    return of is not None and of.relation in _DIVIDES and found[place] == found[of.parent] != UNMAPPED


@lru_cache(maxsize=1)
def _not_done() -> re.Pattern[str]:
    """Words that say of something it was not done: whatever a figure is like with them, it does not count it."""
    words = words_of("indicator_barriers", "term", "rows", "")
    return re.compile("|".join(re.escape(word) for word in words if word.startswith("未")))


def _weighed(figure: tuple[Draft, Mention], said: str, around: Surroundings | None) -> str:
    draft, mention = figure
    if around is None or _not_done().search(mention.measure):
        return said
    if (said != UNMAPPED and draft.rule_id == _CELL) or carved_out(said, mention.measure, mention.unit, draft.family):
        return said
    found = weighed_indicator(said, mention.measure, mention.unit, draft.family, around)
    return said if found in later_stocks() and acted_on(around.before, mention.measure) else found


def _followed(run: Run, place: int, found: Link | None) -> int | None:
    """The figure whose indicator an unmapped one states: the level it compares, or the whole it divides: a part told
    after 其中 or in a bracket, counted like it (审核文件87件,其中规范性文件2件). A later stage follows none."""
    draft, mention = run[place]
    if draft.compared is not None:
        return draft.compared if draft.compared < len(run) else None
    sort = found is not None and found.relation == "component" and _APART.search(mention.measure) is None
    told = draft.host is not None or draft.whole is not None or sort
    if found is None or not told or found.relation not in _DIVIDES:
        return None
    return found.parent if mention.unit == run[found.parent][1].unit else None
