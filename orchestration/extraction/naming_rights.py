"""What of the words right of a figure is what it counts: the bodies that reached full coverage, the people of a team.

Does not belong here: words that say what became of the figure (naming_parts.py).
"""

from __future__ import annotations

import re

# 108个|社区实现人民调解委员会和法律顾问全覆盖: the bodies are counted, not what covers them
_COVERED = re.compile(
    "(?P<who>[^，,、实“（(]{2,10}?)(?:已经?|均|都|全部|基本|率先|全面|稳步|初步)*实现[^，,“]{2,}(?:全覆盖|零距离|全贯通|全联网|全纳入)$"
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


def counted_of(left: str, right: str, family: str) -> str:
    """The part of the words right of a figure that names what is counted; all of them where no pattern fits."""
    if "实现" in right:
        covered = None if _AIMED.search(left) else _COVERED.fullmatch(right)
        return covered["who"] if covered else right
    if family in _PEOPLE_UNITS:
        team = _TEAM.fullmatch(right)
        return team["team"] + _NOUNS.split(team["who"])[0] if team else right
    if family in _BODY_UNITS:
        owner = _OWNER.fullmatch(right)
        return owner["who"] + owner["act"] if owner else right
    return right
