"""What must hold after corrections: every one given has one outcome, and what it changes is a fact of a report.

A correction that could not be applied is a warning that names its row: figures stay as extraction gave them, and a
person has to look. Does not belong here: how the frames are made (frames/corrections.py).
"""

from __future__ import annotations

from typing import get_args

from orchestration.checks.expectation import Suite, in_set, is_null, not_below, not_null, same, unique, unique_together
from orchestration.checks.frames.corrections import frames
from orchestration.checks.lake import COLUMNS_AS_DECLARED, WITHHELD
from orchestration.corrections.correction import Action, Outcome

_FLOW = (
    COLUMNS_AS_DECLARED,
    *WITHHELD,
    is_null(
        "register_readable",
        "register",
        "unusable",
        "error",
        "raw/corrections.csv 整个读不出(编码、表头),则已采用的更正全部失效,已更正的数字会悄悄变回去,故阻断。",
    ),
    same(
        "every_row_has_an_outcome",
        "register",
        "row_cnt",
        "outcome_cnt",
        "error",
        "进=出:登记表的每一行恰有一个结果,不得无声丢失。",
    ),
    unique("correction_id_unique", "corrections", "correction_id", "error", "更正标识是主键。"),
    in_set("outcome_in_set", "corrections", "correction_outcome", get_args(Outcome), "error", "结果只有所列各种。"),
    in_set(
        "applied_iff_changed", "corrections", "applied_iff_changed", [True], "error", "称已更正者必改动事实,反之亦然。"
    ),
)

_CHANGES = (
    in_set("action_in_set", "changes", "correction_action", get_args(Action), "error", "更正方式只有所列各种。"),
    same("changes_facts_only", "changes", "kind", "fact", "error", "更正只及于事实;所指的提及须在湖中且为事实。"),
    unique_together(
        "field_set_once",
        "fields",
        ["document_id", "mention_no", "field"],
        "error",
        "一个事实的一项内容至多由一条更正改定,否则取哪个说不清。",
    ),
    not_null("changed_by_given", "changes", "corrected_by", "error", "更正后的事实须说明依据。"),
    same("change_has_an_outcome", "changes", "correction_id", "known_correction_id", "error", "改动须出自已列的更正。"),
    same("indicator_known", "remapped", "indicator_id", "known_indicator_id", "error", "指标须在词典之内。"),
    not_below("value_not_below_low", "changes", "value", "low", "error", "值不低于下界。"),
    not_below("value_not_above_high", "changes", "high", "value", "error", "值不高于上界。"),
    in_set(
        "evidence_in_the_notice",
        "announced",
        "evidence_in_text",
        [True],
        "error",
        "更正公告的原句须逐字见于公告,读者才能核对。",
    ),
)

_TO_LOOK_AT = (
    is_null("rows_well_formed", "problems", "malformed", "warning", "登记有误的行不生效,改正即可;不妨碍其余。"),
    is_null(
        "expectations_met",
        "problems",
        "expectation_failed",
        "warning",
        "抽取值已不是更正所针对的值:或抽取改进、或报告换版,更正未采用,须人工再核。",
    ),
    is_null("figures_located", "problems", "not_located", "warning", "未找到所指报告或原文,更正未采用。"),
    is_null("figures_unambiguous", "problems", "ambiguous", "warning", "所指不止一处,不作猜测,更正未采用。"),
    is_null("corrections_agree", "problems", "conflicting", "warning", "对同一数字的更正相互矛盾,均未采用。"),
    is_null("notices_understood", "problems", "not_understood", "warning", "公告措辞不识,须人工阅读后登记。"),
    is_null(
        "corrections_without_fault",
        "problems",
        "correction_error",
        "warning",
        "程序在这一条上出错,这一条未采用,其余照常;下次构建再试。",
    ),
)

SUITE = Suite("corrections", (*_FLOW, *_CHANGES, *_TO_LOOK_AT), frames)
