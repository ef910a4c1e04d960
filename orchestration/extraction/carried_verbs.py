"""Whether the verb of the figure named before also governs this one: 检查乡镇624家次,企业3931家次.

Does not belong here: the name that is made of it (naming_counts.py).
"""

from __future__ import annotations

import re

from orchestration.extraction.arithmetic import unit_of
from orchestration.extraction.drafts import Draft
from orchestration.extraction.frames import Frame
from orchestration.extraction.verbs import Phrase, has_verb, is_act, is_light, is_nominal

_HAS = re.compile(r"现有|实有|在岗|在编|在册|实配|共有|拥有|另有|设有|有$|达$|为$|总[量数]|新增")
_NOT_CARRIED = ("完成", "实现", "涉及", "现行有效", "继续有效", "失效", "有效")
# 检查水产市场15余次|,渔具店15家|,流动摊位21家: places looked into one after the other, each in its own unit.
_LOOKED_INTO = ("检查", "巡查", "抽查", "排查", "走访")
_VISITED = ("entity", "entity_visit")
_PAPER_UNITS = ("item", "document", "case")
_PLACE_VISITED = re.compile(
    "(?:店|院|市场|摊位|摊点|企业|单位|场所|商户|门店|超市|工地|学校|诊所|药店|站|厂|馆|景区|基地|合作社|作坊|小区|仓库|码头"
    "|食堂|工程|项目|楼盘|地块|油库|锅炉房|影院|车间|供水点)$"
)
# 制定制度3项|,管理办法2个|,工作规程1个: papers of one act, each in its own unit.
_DRAWN_UP = ("制定", "出台", "修订", "修改", "编制", "印发", "制发", "起草", "完善", "编写", "废止")
_RULE = re.compile("(?:制度|办法|规程|细则|方案|规定|规范|标准|预案|机制|清单|指引|指南|意见|文件|规则|流程|守则)$")
_CARRYING = ("m.v_num_n", "m.v_carried_num_n", "m.v_n_num", "m.v_carried_n_num")
_PAPERS = ("书", "单", "函", "令")
_LIGHT = re.compile("作出|开展|进行|实施|据此|依此")  # 收到意见书22件,据此|作出处罚15件


def carries_right(frame: Frame, last: Draft) -> bool:
    """Whether the verb before the figure named last also governs this one (升级维护140台…及1个…)."""
    if last.rule_id not in _CARRYING:
        return False
    return frame.site.joined or (not frame.left.strip("、和及与,， ") and last.family == frame.family)


def carries_left(frame: Frame, last: Draft, phrase: Phrase) -> bool:
    """Whether the verb of the figure named last governs this noun too (检查乡镇、部门624家次,企事业单位3931家次)."""
    if (
        last.rule_id not in _CARRYING
        or is_light(last.verb)
        or last.verb in _NOT_CARRIED
        or phrase.text.startswith("涉嫌")  # 移送拘留15件、涉嫌犯罪7件
        or (last.measure.endswith(_PAPERS) and last.verb.startswith("责令"))  # 责令整改指令书: the act names the paper
        or _HAS.search(frame.left)
        or _LIGHT.search(frame.left)
        or is_act(phrase.verb)
        # 集体学习9次,专题学法4次: it governs nothing
        or (last.noun == last.measure and (frame.family == "event" or phrase.bare_verb))
        or (frame.family == "person" and not is_act(last.verb))  # 法制审核人员6人,公职律师3人
    ):
        return False
    if frame.site.joined:
        return True
    if _each_in_its_unit(frame, last, phrase):
        return True
    named = phrase.bare_verb and is_nominal(phrase.verb) and frame.family == "item"  # 保留行政许可31项，行政处罚186项
    return frame.unit == unit_of(last) and len(phrase.text) <= 8 and (named or not has_verb(phrase.text))


def _each_in_its_unit(frame: Frame, last: Draft, phrase: Phrase) -> bool:
    """Whether one verb governs places or papers that are counted in different units."""
    if last.verb.endswith(_LOOKED_INTO):
        visited = last.family in (*_VISITED, "event", "item") and frame.family in (*_VISITED, "item")
        return visited and _PLACE_VISITED.search(phrase.text) is not None and not has_verb(phrase.text)
    if last.verb.endswith(_DRAWN_UP):
        papers = last.family in _PAPER_UNITS and frame.family in _PAPER_UNITS
        return papers and _RULE.search(phrase.text) is not None and not has_verb(phrase.text)
    return False
