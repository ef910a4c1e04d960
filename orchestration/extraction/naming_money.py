"""Naming sums: a noun that says it is one (罚款, 补贴), else the words with 金额; what became of the sum before.

Does not belong here: sums named by the words right of them (naming_counts.py).
"""

from __future__ import annotations

import re

from orchestration.extraction.drafts import Draft, merge
from orchestration.extraction.frames import Frame
from orchestration.extraction.verbs import Phrase

_MONEY_NAME = re.compile(
    r"金额|费|资金|奖|收入|税|额|补助|补贴|损失|投资|经费|价值|货值|产值|债|薪|工资|总值|产值|余额|存款|增加值|利润|授信|订单|(?<!罚)(?<!没)款|.金$"
)
_SPENT = (
    "使用",
    "支出",
    "发放",
    "拨付",
    "兑现",
    "支付",
    "入库",
    "返还",
    "完成投资",
    "退还",
    "追回",
    "归还",
    "收缴",
    "执行",
)

_PUT_IN = ("安排", "投入", "拨付", "落实", "列支", "支出", "筹集", "统筹")
_USED_FOR = re.compile(
    r"[，,](?:专项|专门|主要|全部)?用于(?!支付|发放|缴纳|偿还|清偿|化解|奖励|补偿|赔偿)(?P<use>[一-鿿]{2,10}?)(?:等(?:方面|工作|支出)?|工作)?(?=[，,。；;\n]|$)"
)
# 给予罚款2000元|的行政处罚: the sanction, told by the word before the sum
_PENALTY = re.compile("的(?:行政)?(?:处罚|惩处|处理)")
_FINED = re.compile("(?:罚款|罚没款?|没收违法所得|罚金)(?:人民币|共计|共|合计|计)*$")


def fined_of(frame: Frame) -> Draft | None:
    """「给予2家企业各罚款2000元的行政处罚」: a fine, None where the sum is none."""
    fined = _FINED.search(frame.site.left.rstrip()) if _PENALTY.match(frame.right) else None
    if fined is None:
        return None
    kind = re.sub("(?:人民币|共计|共|合计|计)+$", "", fined.group())
    return frame.draft(f"{kind}金额", kind, "", "m.money")


def name_money(frame: Frame, left: str, phrase: Phrase, whole: int | None) -> Draft | None:
    """The draft of a sum whose words do not say that it is one, None where they do."""
    before = frame.memory.drafts[-1] if frame.memory.drafts and phrase.bare_verb else None
    if before is not None and before.family == "money" and before.is_level_count and left in _SPENT:
        # 归集维修资金3.6亿元,|使用|4200万元
        return frame.draft(merge(before.noun, left), before.noun, left, "m.money", whole=whole)
    if _MONEY_NAME.search(left):
        return None
    use = _USED_FOR.match(frame.text, frame.site.span.end) if phrase.bare_verb and left in _PUT_IN else None
    if use is not None:  # 安排12万元,用于普法宣传
        of = use["use"] if use["use"].endswith(("经费", "资金", "费用")) else f"{use['use']}资金"
        return frame.draft(left + of, use["use"], left, "m.money", whole=whole)
    return frame.draft(merge(left, "金额"), phrase.noun or left, phrase.verb, "m.money", whole=whole)
