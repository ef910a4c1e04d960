"""The parts of which public bodies' names are made: systems, places, towns, zones, offices, branches.

Does not belong here: how they combine into a name (bodies.py); the table of divisions (divisions.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from orchestration.csv_rows import rows_of
from orchestration.reading.divisions import divisions, stem
from orchestration.reading.functions import function_words

_SUFFIX = (
    r"(?:委员会办公室|委员会|办公室|办公厅|总局|分局|监察局|管理处|局|厅|署|总队|支队|大队|中心|委(?![托派任])|办(?![理事法案公学好])|"
    r"合作社联合社|合作社|联合社|馆(?![内外])|部(?![门分署委队级])|处(?![罚理置分]))"
)
# An office whose task is in no row of the functions: only where the name stands by itself, or before year or 关于.
_OTHER = re.compile(
    r"(?!人民政府|政府|街道)(?:(?!法治|依法|坚持|情况|报告|推进|开展|落实|加强|做好|[的年我全]|和.?$)[一-龥]){2,14}?"
    r"(?:委员会办公室|委员会|办公室|管理局|局|厅|署|中心|总队|支队|大队|院|馆|所|社)"
    r"(?=\s*(?:$|[\d(,]|二[〇○零]|关于))"
)
SYSTEM = re.compile(
    r"(?:国家税务总局|国家统计局|国家金融监督管理总局|国家矿山安全监察局|中国人民银行|中国气象局|中华人民共和国)(?=[一-龥])"
)
# 第八师石河子市: a division of the 兵团 and the city it shares its offices with.
CORPS = re.compile(r"(?:新疆生产建设)?(?:兵团)?第[一二三四五六七八九十]{1,3}师(?=[一-龥])")
TOWN = re.compile(
    r"(?:人民政府)?(?P<town>[一-龥]{1,9}?(?:街道|镇|乡|苏木))(?P<office>人民政府办公室|人民政府|政府|办事处|党工委|综合行政执法(?:大队|队|办公室|局)|应急管理(?:办公室|所|中心))"
)
REGION_IN_TOWN = re.compile(r"[一-龥]{2}[省市县区旗州](?=[一-龥]{2,}$)")
ZONE = re.compile(
    r"[一-龥]{2,14}?(?:经济技术开发区|高新技术产业开发区|产业开发区|经济开发区|高新区|经开区|开发区|新区|示范区|工业园区|产业园区|园区|"
    r"合作区|保税区|度假区|风景名胜区|管理区|保护区|兵团)"
)
# 大柴旦行政委员会: governs an area that is no division.
ADMINISTRATIVE_COMMITTEE = re.compile(r"[一-龥]{2,6}行政委员会")
# 西安市|高新区: behind the name of its host the kind alone is a zone's name.
BARE_ZONE = re.compile(
    r"(?:高新技术(?:产业)?|经济(?:技术)?|高新|经开)?开发区|高新区|经开区|工业园区|综合保税区|保税区|城乡一体化示范区|示范区"
)
# 经济开发区, 旅游度假区, 建设法治新区: by these words alone no zone is told from others, or it is none. Those at the
# end are run by bodies of other names, too (执行委员会, 管理局).
_KINDS = (
    r"(?:国家|省|市|县|级|高新|技术|产业|经济|开发|综合|保税|城乡|一体化|示范|工业|农业|园|合作|旅游|生态|文化|自然|国际|现代|"
    r"物流|科技|创新|循环|临港|临空|空港|航空|港|化工|度假|风景|名胜|管理|保护|试验|实验|新|区)+|"
    r".*(?:法治|依法|建设|打造|深化|的).*"
)
KIND_ALONE = re.compile(_KINDS)
KIND_OF_ZONE = re.compile(rf"{_KINDS}|.*(?:兵团|合作区|保护区|名胜区|一体化发展示范区)")
GOVERNMENT = re.compile(
    r"人民政府(?:办公[室厅])?|政府办公[室厅]|政府办(?=\s*(?:$|\d|关于|,))|行政公署|管理委员会|管委会"
)
# The office that runs the rule-of-law commission of the party committee: it publishes, others report through it.
COMMISSION = re.compile(
    r"委?(?:全面)?依法治[省市区县州旗](?:委员会)?办(?:公室)?|委法治(?:政府)?建设(?:工作)?领导小组办公室"
)
BRANCH = re.compile(
    r"(?P<place>[一-龥]{1,7}?)(?P<type>[区县市旗]?)(?P<word>分局|管理局|税务局|监管局|管理部|大队|支队)"
)
# 税务局第一稽查局, 税务局第三税务分局: a unit by number or task, for the district of its bureau.
TAX_UNIT = re.compile(r"(?<=税务局)(?:第[一二三四五六七八九十]{1,3}(?:稽查局|税务分局|税务所)|稽查局)")
ZONE_BRANCH = re.compile(r"高新|经开|开发|新区|直属|机场|港区|示范|园区|度假|保税|景区")
# 两个分局, 各分局, 及下属分局: no names of branches.
NO_PLACE = re.compile(r"[各及和与等所下两三四五六七八九十全个其该本每有一]|直属|基层|派出|内设|、")
NATIONAL_WORDS = (
    r"(?:中华人民共和国)?(?:国务院[一-龥]{0,14}?(?:委员会|办公室|办公厅)|(?:国家|中国)[一-龥]{2,14}?(?:总局|局|委员会|署)|中国人民银行|"
    r"海关总署|审计署|(?:%s)[一-龥]{0,6}?(?:部|总局)(?![门分署委队级]))"
)
REGIONLESS = re.compile(r"自治[区州县旗]|[林特]区|[省市区县州旗盟]")
_TYPES = "省市县区旗州盟"
# Words of sentences that the names of places lack.
_NO_NAME = re.compile(
    r"[党的了在把将被为是已各全我本该其及或等均都须再并又们年月日级]|公开|公布|推进|推动|统筹|促进|做好|现[将就]|自治区$"
)
_LONGEST, _LONGEST_IN_SENTENCE = 16, 9
# A name never begins with these; after a comma they introduce one (在武陟县人民政府的领导下).
FUNCTION_WORD_START = re.compile(
    "[在以由对向和与及经按将为把从于并被各全本我该其已]|"
    + "|".join(row["word"] for row in rows_of(Path(__file__).parent / "tables" / "words_before_names.csv"))
)


def office_at(text: str, at: int) -> re.Match[str] | None:
    """The office that begins at ``at``: 应急管理局, 人民政府, 管委会."""
    return _offices().match(text, at) or GOVERNMENT.match(text, at)


def other_office_at(text: str, at: int) -> re.Match[str] | None:
    """An office of no known task that begins at ``at``: 城市更新局."""
    return _OTHER.match(text, at)


def national_at(text: str, at: int) -> re.Match[str] | None:
    """The body of the State Council that begins at ``at``."""
    return _national().match(text, at)


# Characters with which a name begins whatever follows: a kind of place (市应急管理局), 自治区, 第一师.
FIRST_CHARACTERS = frozenset(f"{_TYPES}自第")


@cache
def beginnings() -> frozenset[str]:
    """The first two characters of all names that are no unknown place; they rule out nearly all of a text."""
    words = function_words().replace("\\", "").split("|")
    others = ("国家", "国务", "中国", "中华", "海关", "审计", "新疆", "兵团")
    return frozenset(divisions().beginnings | {word[:2] for word in (*words, *others)})


def unknown_places(text: str, at: int, in_sentence: bool) -> Iterator[tuple[tuple[str, ...], int]]:
    """Places that may begin at ``at`` and stand in no table (岚溪县, 江淮市平川区), the shortest first.

    Each is the names it consists of, top down, and the offset behind it.
    """
    longest = _LONGEST_IN_SENTENCE if in_sentence else _LONGEST
    if not "一" <= text[at : at + 1] <= "龥":
        return
    for end in range(at + 2, min(at + longest, len(text)) + 1):
        if not "一" <= text[end - 1] <= "龥" or _NO_NAME.search(text, at, end):
            return
        if text[end - 1] in _TYPES and text[at] not in _TYPES:
            yield _split(text[at:end]), end


def _split(chain: str) -> tuple[str, ...]:
    """江淮市平川区 → 江淮市, 平川区; 泓州市 and 平州区 stay whole."""
    cuts = [
        i
        for i in range(2, len(chain) - 1)
        if chain[i - 1] in _TYPES and chain[i] not in _TYPES and not chain.startswith("市", i)
    ]
    return tuple(chain[start:end] for start, end in zip([0, *cuts], [*cuts, len(chain)], strict=True))


@cache
def places_by_stem() -> dict[str, tuple[str, ...]]:
    """Codes of provinces and prefectures by their stems: 安徽, 焦作."""
    codes: dict[str, tuple[str, ...]] = {}
    for code, division in divisions().by_code.items():
        if division.level in ("省", "市"):
            name = stem(division.name)
            codes[name] = (*codes.get(name, ()), code)
    return codes


@cache
def _offices() -> re.Pattern[str]:
    # Words of the function table first; what follows them is short, so that a sentence is not taken for a name.
    return re.compile(
        rf"(?:人民政府|政府(?=国资委|国有资产)|行政公署)?(?!人民政府|政府|街道)(?:{function_words()})[一-龥、]{{0,10}}?{_SUFFIX}"
    )


@cache
def _national() -> re.Pattern[str]:
    return re.compile(NATIONAL_WORDS % function_words())
