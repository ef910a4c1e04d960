"""What of the words right of a figure is what it counts: the bodies that reached full coverage, the people of a team.

Does not belong here: words that say what became of the figure (naming_parts.py).
"""

from __future__ import annotations

import re

from orchestration.extraction.frames import Frame

# 108个|社区实现人民调解委员会和法律顾问全覆盖: the bodies are counted, not what covers them
_COVERED = re.compile(
    "(?P<who>[^，,、实“（(]{2,10}?)(?:已经?|均|都|全部|基本|率先|全面|稳步|初步)*实现[^，,“]{2,}(?:全覆盖|零距离|全贯通|全联网|全纳入)$"
)
# 31个|社区服务站实现高频事项“一网通办”: so are those at which things can be done
_DONE_AT = re.compile(
    "(?P<who>[^，,、实“（(]{0,8}?(?:派出所|服务站|大厅|窗口|服务中心|司法所|监管所|网点|便民点))"
    "(?:已经?|均|都|全部|基本|率先|全面|初步)*实现了?[^，,]{2,}(?:通办|可办|联办|联网|互通|对接|共享)[”’]?(?:办理)?$"
)
# 186名|专家学者、实务工作者组建省法治专家库: whom a team is made of
_TEAM = re.compile(
    "(?P<who>[^，,]{2,16}?)(?:参与)?(?:组建|组成|成立|建立|充实|设立|构成)(?:了|到|为)?"
    "(?P<team>[^，,、]{2,16}?(?:库|队伍?|团|组|委员会|智库|联盟|专班))$"
)
# 42家|成员单位出台的政策措施开展自查互查: whose papers they are is what the unit counts
_OWNER = re.compile(
    "(?P<who>[^，,、的]{2,8}?(?:单位|部门|机关|企业|机构|乡镇|街道|镇街|学校|医院|公司))"
    "(?:制定|制发|出台|印发|起草|发布|报送|上报|提交|提供|申报|实施|承担|经营|使用|管理)的[^，,的]{2,12}?"
    "(?:进行|开展|实施)(?:了)?(?P<act>[^，,]{2,10})$"
)
_PEOPLE_UNITS = ("person", "person_time")
_BODY_UNITS = ("entity", "entity_visit")
_AIMED = re.compile("对(?:全[市县区省镇乡])?$")  # 对12家|机构实现检查全覆盖: what is done to them
_NOUNS = re.compile("[、和与及]")
# 完成12件规范性文件、35件合同|合法性审核: the act of all, told with the last
_ACT_OF_ALL = re.compile(
    "(?<=.{2})(?P<act>(?:合法性|合规性|法制|公平竞争|风险|集体|公平)?(?:审查|审核|评估|论证|备案|清理|评查|会审|审议|起草|修订|征求意见))(?:工作|任务)?$"
)
_DOING = re.compile("(?:完成|开展|组织|进行|参与|提供|做好|配合)了?(?:全?[省市县区局厅委镇]|对|共)?$")
_LISTED = re.compile(r"[^，,；;。、\d]{2,16}(?:、|以及|[和及与])$")


def counted_of(left: str, right: str, family: str) -> str:
    """The part of the words right of a figure that names what is counted; all of them where no pattern fits."""
    if "实现" in right:
        covered = None if _AIMED.search(left) else _COVERED.fullmatch(right) or _DONE_AT.fullmatch(right)
        return covered["who"] if covered else right
    if family in _PEOPLE_UNITS:
        team = _TEAM.fullmatch(right)
        return team["team"] + _NOUNS.split(team["who"])[0] if team else right
    if family in _BODY_UNITS:
        owner = _OWNER.fullmatch(right)
        return owner["who"] + owner["act"] if owner else right
    return right


def act_of_all(frame: Frame, right: str) -> str:
    """The act that is done to every member of a list of figures and stands with the last; "" where none does."""
    sites, text, clause = frame.figures, frame.text, frame.site.clause
    last = frame.index
    while last + 1 < len(sites) and sites[last + 1].clause == clause:
        if _LISTED.fullmatch(text, sites[last].span.end, sites[last + 1].span.start) is None:
            return ""
        last += 1
    if last == frame.index or not right or _ACT_OF_ALL.search(right):
        return ""
    first = next(k for k, site in enumerate(sites) if site.clause == clause)
    told = _ACT_OF_ALL.search(text, sites[last].span.end, clause.end)
    return told["act"] if told and _DOING.search(sites[first].left) else ""
