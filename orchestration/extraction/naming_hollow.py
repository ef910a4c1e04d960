"""Nouns that tell nothing by themselves (任务, 措施, 事项): the paper that holds them tells what they are about.

Does not belong here: nouns that stand alone (naming_counts.py), people who took part (naming_people.py).
"""

from __future__ import annotations

import re

from orchestration.extraction.drafts import Draft
from orchestration.extraction.frames import Frame
from orchestration.extraction.matters import listed_matter
from orchestration.extraction.phrases import clean_left
from orchestration.extraction.verbs import Phrase, parse, subject_of, trailing_verb

_HOLLOW = re.compile(
    "(?:具体|重点|主要|工作|细化|改革|年度|目标|创新|整改|配套|硬|量化)*"
    "(?:任务|措施|举措|事项|内容|条款|工作|任务分工|指标|要求|问题|条文|清单事项)"
)
_PAPER = re.compile(
    "(?P<name>[^，,。；;“”]{2,16}?(?:要点|计划|方案|清单|意见|规划|办法|细则|纲要|台账|规程|指引|指南|决定|条例|责任书|目录))》?$"
)
_WEAK = re.compile(
    r"[一二三四五六七八九十\d]{1,3}(?:个|大)(?:方面|领域|大类|部分|环节|板块)、?$"
)  # 明确|六个方面、|32项任务
_ISSUED = re.compile(
    "^(?:研究|及时)?(?:制定|制订|印发|出台|编制|发布|公布|实施|落实|修订|下发|起草|形成|建立)*(?:并|了)?(?:印发|实施|公布|下发)?《?"
)
_TAKERS = re.compile("(?:参[考训会赛演]|应考|受训)(?:人员|干部|学员|选手|民警|职工|队员)")
_EVENT = re.compile("(?:考试|测试|竞赛|比赛|培训班?|轮训|会议|活动|演练|讲座|比武|考核|练兵)$")
_YEAR = re.compile(r"^(?:(?:19|20)\d\d年度?)?(?:全[市区县省镇]|我[市区县省镇])?(?:的)?")
_LEAD = re.compile(r"\s*(?:[在于])?(?P<of>[^，,。；;：:\d]{2,12}?)(?:方面|领域|工作(?:中|上|方面)?)[，,：:]")
_BARE = re.compile(
    "(?:新收|收到|受理|接收|接到|办理|审批|审结|办结|处理|核准|立案)(?:各类)?(?:申请|案件|事项|业务|办件|请求)"
)
_DRAWN = re.compile("(?:随机)?(?:抽取|抽查|调取|抽调|调阅)(?:各类)?(?:案卷|卷宗)")
_ROUNDS = ("批", "轮", "期", "批次", "轮次", "类", "大类")
_LONGEST = 14
_ENTRY = re.compile(
    "(?:列入|纳入|进入|收录于)(?:该|本)?(?:年度)?(?:目录|清单|计划|名录|规划|台账)(?:内|中|管理)?的(?P<noun>事项|项目|任务|议题|内容|决策)"
)


def of_rounds(frame: Frame, right: str) -> Draft | None:
    """「“高效办成一件事”两批21个重点事项」: rounds and what they hold; the words before the rounds name both."""
    drafts = frame.memory.drafts
    last = drafts[-1] if drafts else None
    noun = subject_of(right)
    if last is None or last.site.span.end != frame.site.span.start or last.unit not in _ROUNDS:
        return None
    if frame.left.strip() or not _HOLLOW.fullmatch(noun) or noun in last.measure or last.rule_id != "m.n_num":
        return None
    return frame.draft(last.measure + right, last.measure + noun, "", "m.num_n")


def of_entries(frame: Frame, right: str) -> Draft | None:
    """「公布重大决策目录,5项列入目录的事项全部履行程序」: the entries of the list named before."""
    entry = _ENTRY.match(right)
    if entry is None:
        return None
    listed = listed_matter(frame, "列入事项") or frame.topic()
    named = f"{listed}{entry['noun']}"
    return frame.draft(named, named, "", "m.num_n") if 2 <= len(listed) <= _LONGEST else None


def of_lead(frame: Frame, left: str, phrase: Phrase) -> Draft | None:
    """「行政复议方面,收到申请36件」: an object that tells nothing, of what the sentence opens with."""
    if _DRAWN.fullmatch(left) and not frame.memory.drafts:
        before = frame.clause_before()  # 开展行政执法案卷评查,|抽取案卷180宗
        topic = before if before.endswith("评查") and len(before) <= _LONGEST else ""
        return frame.draft(topic + left, topic.removesuffix("评查") or left, "", "m.v_n_num") if topic else None
    lead = _LEAD.match(frame.text, frame.start, frame.site.clause.start) if _BARE.fullmatch(left) else None
    if lead is None or lead["of"][:2] in left:
        return None
    topic = clean_left(lead["of"])
    if not 2 <= len(topic) <= _LONGEST:
        return None
    noun = topic + phrase.noun
    return frame.draft(phrase.verb + noun, noun, phrase.verb, "m.v_n_num")


def of_paper(frame: Frame, left: str, right: str) -> Draft | None:
    """「印发年度法治工作要点,明确32项任务」: what a paper that the clause before names holds."""
    noun = subject_of(right)
    if frame.family == "person" and not left and frame.site.first and _TAKERS.fullmatch(noun):
        topic = frame.topic()  # 参加执法资格考试,12名|参考人员中有11名通过
        return frame.draft(topic + right, topic + noun, "", "m.participants") if _EVENT.search(topic) else None
    if frame.family == "person" or not _HOLLOW.fullmatch(noun):
        return None
    listed = listed_matter(frame, left)
    if not listed:
        left = _WEAK.sub("", left)
        paper = _PAPER.search(left.removesuffix(trailing_verb(left)))
        if left and not paper and not parse(left).bare_verb:
            return None
        drafts = frame.memory.drafts
        paper = paper or _PAPER.search(frame.clause_before(after=drafts[-1].site.clause.end if drafts else -1))
        listed = _YEAR.sub("", _ISSUED.sub("", paper["name"])) if paper else ""
    if not 2 <= len(listed) <= _LONGEST:
        return None
    joined = listed if listed.endswith(noun) else listed + noun
    return frame.draft(joined + right[len(noun) :], joined, "", "m.num_n")
