"""What kind of mention a figure without a unit is: a cell of a table, a figure that words state, a year, a page number.

Does not belong here: figures with a unit (kinds.py).
"""

from __future__ import annotations

import re

from orchestration.extraction.mention import Kind

_STATED = (
    r"(?:[为达是共计有](?:[0-9]+(?:\.[0-9]+)?[、和及,，])+"  # the figures before it in a distributed list
    r"|[达为是共计约有至到率值比:：|\t]|系数|总数|人数|件数|次数|数量|合计|总计|得分|评分|均值|指数)[ \u3000]?$"
)
_SHORT_LINE_BEFORE = r"(?:^|\n)[^\n。；;]{0,10}[^\s。；;][^\n。；;]{0,9}\n[ \u3000]*$"
_CELL_LEFT, _CELL_RIGHT = r"(?:^|[\s|])$", r"(?:$|[\s|])"
_LINE_LEFT, _LINE_RIGHT = r"(?:^|\n)[ \u3000]*$", r"[ \u3000]*(?:$|\r?\n)"
_ROW_LEFT, _ROW_LABEL = r"(?:^|\n)[ \t\u3000|]*$", r"[ \t\u3000|]+[\u4e00-\u9fff“（(]{2,}"
_CLOSED = r"(?:$|[\s|。；;，,、（(）)%])"
# 取得平均分98.7的成绩, 学法考试平均分96.3: points without their word
_MARKED = r"(?:平均分数?|平均成绩|均分)(?:为|是|达到?|[由从])?[ ]?$"
_AS_RESULT = r"(?:的?(?:优异|优秀|优良|良好|好|较好)?的?成绩|(?:提高|提升|上升|下降)[到至])"
_HEDGED = r"^(?:近|约|超|逾|不足|不到|不低于|不少于|至少|达到)[0-9]{2,}|[0-9](?:左右|以上|余|以内)$"
_ROUND = r"(?:超过?|突破|逾|将?近|达到?)[十百千]?[万亿]"
# 查处治安案件1326，同比上升: the measure word was left out
_COUNTED = (
    r"(?:查处|破获|办理|受理|办结|立案|化解|调解|排查|接报|审结|处理|处置|整改)(?:了|各类)?"
    r"[\u4e00-\u9fff]{0,8}(?:案件|警情|纠纷|隐患|违法行为)$"
)
_LABEL_NUMERALS = frozenset("二三四五六七八九十")
_WORD_OF_LABEL = r"(?![来几多余是为的和与及或之者至到后前])[\u4e00-\u9fff]"
_YEAR = r"[>＞]?(?:19[5-9]\d|20[0-4]\d)"
# 分别下降1.9和3.2个百分点: a figure of a list whose last one tells the unit.
# 服务30万群众, 惠及5万余农民工: a round figure right before those it counts.
_SCALED = r"(?:将?近|大?约|超过?|逾|不足)?[0-9０-９][0-9０-９.．,]*[万亿][余多]?"
_THOSE_COUNTED = (
    r"[\u4e00-\u9fff]{0,4}?(?:群众|居民|村民|农民|农户|职工|学生|师生|市民|用户|业主|企业|商户|党员|干部|家庭|百姓|劳动者|游客|消费者"
    r"|网民|网友|志愿者|学员|旅客|乘客|纳税人|参保人|参保者|老人|儿童|患者|农民工|读者|观众|粉丝|市场主体|经营主体)"
)
_IN_LIST = (
    r"(?:[为达是共计有均]|分别|依次|增长|上升|提高|提升|增加|上涨|扩大|下降|减少|降低|回落|压减|缩短|压缩|下滑|[增降升减])"
    r"(?:[0-9０-９][0-9０-９.．,]*[、和与及，,])*$"
)
_LIST_GOES_ON = (
    r"(?:[、，,][0-9０-９][0-9０-９.．,]*){0,6}[、和与及][0-9０-９][0-9０-９.．,]*"
    r"[万亿余多]*(?:[%％‰]|个百分点|百分点|(?![年月日号])[\u4e00-\u9fff])"
)
# 全局63公职人员全部参加测试: the measure word was left out before all of a staff
_STAFF = (
    r"(?:在编|在职|在岗|专职|兼职)?(?:公职|工作|执法|行政执法|机关|持证|班子)?(?:人员|干部|职工|民警|辅警|党员|网格员|调解员)"
    r"(?:全部|全员|均|都|已)"
)
# 低于国家0.2的控制指标: a figure that a level is measured by.
_LEVEL_OF = r"(?:国家|全国|全省|全市|全区|全州|[省市部]|规定|标准|同期|上年|去年|[于过为到在])[ ]?$"
_LEVEL = r"的(?:[\u4e00-\u9fff]{0,4}?)(?:指标|标准|目标|限值|限额|均值|水平|要求|比例|底线|红线)"
# 受理仲裁12起(调解9、裁决3): parts in brackets without the measure word of the whole, two at least.
_PARTS = r"(?:(?!第|附|[图表号])[\u4e00-\u9fff]){1,8}"
_PART_LEFT = (
    r"[0-9][万余多]?[件起宗例个家户名人次项处台条笔份][（(](?:其中[:：]?)?"
    rf"(?P<before>(?:{_PARTS}[0-9]+[、,，])*){_PARTS}$"
)
_PART_RIGHT = rf"(?P<after>(?:[、,，]{_PARTS}[0-9]+)*)[)）]"
# 许可44件、其他类10、行政处罚0、行政征收1件: members of a list of counts that left the measure word out
_MEMBER = r"(?:(?!第|附|[图表号年月])[\u4e00-\u9fff]){2,10}"
_MEMBER_LEFT = rf"[0-9][万余多]?[件起宗例个家户名人次项处台条笔份](?:[、,，]{_MEMBER}[0-9]+)*[、,，]{_MEMBER}$"
_MEMBER_RIGHT = rf"[、,，]{_MEMBER}[0-9]"
_NONE_OF = r"(?:为|[率量数]|降至|降到|保持|实现)[ ]?$"
# A figure like a year is a count at the end of a row, or under what is counted.
_COUNT_LABEL = (
    r"(?:^|[\n|])[^\n|]{0,30}?[\u4e00-\u9fff）)](?<![年份期度间©告版书刊册辑])[ \t\u3000|]+$"
    r"|(?:许可|处罚|强制|征收|确认|检查|裁决|奖励|给付|收费|件数|数量|总数|合计|总计|小计|受理|办结)\n[ \t\u3000]*$"
)


def kind_of_bare(left: str, surface: str, right: str, number_is_arabic: bool) -> tuple[Kind, str]:
    """A bare figure is a fact where something states it, or where it is a cell of a table; a bare year is a date."""
    if not number_is_arabic:
        return _chinese_alone(left, surface, right)
    if re.fullmatch(_YEAR, surface) and not (re.match(_LINE_RIGHT, right) and re.search(_COUNT_LABEL, left)):
        return "date", "bare_year"
    return _in_table(left, surface, right) or _in_words(left, surface, right)


def _chinese_alone(left: str, surface: str, right: str) -> tuple[Kind, str]:
    """五好|党支部, 四强|支部: a small numeral that runs into a word and counts nothing is part of what it is called."""
    if surface == "零" and re.match(_CLOSED, right) and re.search(_NONE_OF, left):
        return "fact", "stated_figure"
    if re.fullmatch(_ROUND, surface) and re.match(_CLOSED, right):
        return "fact", "hedged_figure"
    if surface in _LABEL_NUMERALS and re.match(_WORD_OF_LABEL, right):
        return "name", "bare_label"
    return "other", "chinese_without_unit"


def _in_table(left: str, surface: str, right: str) -> tuple[Kind, str] | None:
    if re.search(_LINE_LEFT, left) and re.match(_LINE_RIGHT, right):
        # A column of cells follows short lines; a page number follows running text.
        return ("fact", "cell") if re.search(_SHORT_LINE_BEFORE, left) else ("identifier", "page_number")
    if len(surface) <= 3 and re.search(_ROW_LEFT, left) and re.match(_ROW_LABEL, right):
        return "numbering", "row_number"
    if re.search(_CELL_LEFT, left) and re.match(_CELL_RIGHT, right):
        return ("identifier", "long_figure") if len(surface) > 9 else ("fact", "cell")
    return None


def _in_words(left: str, surface: str, right: str) -> tuple[Kind, str]:
    if len(surface) > 9 and surface.isdigit():
        return "identifier", "long_figure"
    if re.match(_CLOSED, right):
        if surface[-1] in "万亿":
            return "fact", "scaled_figure"
        if re.search(_HEDGED, surface):
            return "fact", "hedged_figure"
        if re.search(_STATED, left) or (len(surface) > 1 and re.search(_COUNTED, left)):
            return "fact", "stated_figure"
    if re.fullmatch(_SCALED, surface) and re.match(_THOSE_COUNTED, right):
        return "fact", "scaled_figure"
    if len(surface) > 1 and surface.isdigit() and re.match(_STAFF, right):
        return "fact", "stated_figure"
    if re.match(_LIST_GOES_ON, right) and re.search(_IN_LIST, left):
        return "fact", "listed_figure"
    if _is_mark(left, right) or (re.match(_LEVEL, right) and re.search(_LEVEL_OF, left)):
        return "fact", "stated_figure"
    if surface.isdigit() and re.match(_MEMBER_RIGHT, right) and re.search(_MEMBER_LEFT, left):
        return "fact", "listed_figure"
    if surface.isdigit() and _is_part_in_brackets(left, right):
        return "fact", "listed_figure"
    return "other", "figure_without_unit"


def _is_mark(left: str, right: str) -> bool:
    """Whether a figure is the average mark of a test, told without its points."""
    told = re.match(_CLOSED, right) or re.match(_AS_RESULT, right)
    return told is not None and re.search(_MARKED, left) is not None


def _is_part_in_brackets(left: str, right: str) -> bool:
    after = re.match(_PART_RIGHT, right)
    before = re.search(_PART_LEFT, left) if after else None
    return bool(after and before and (after["after"] or before["before"]))
