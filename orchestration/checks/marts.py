"""What must hold in the working warehouse after dbt: it is as declared, holds what the lake holds, agrees with itself.

dbt tests its models one by one while it builds; here the result is looked at once more as a whole, against the lake.
Does not belong here: how the frames are made (frames/marts.py, mart_schema.py).
"""

from __future__ import annotations

from orchestration.checks.expectation import (
    Suite,
    between,
    in_set,
    matches,
    same,
)
from orchestration.checks.frames.marts import frames, parts

STATES = ("reported", "reported_zero", "in_parts", "silent", "report_missing", "unreadable")

EXPECTATIONS = (
    same(
        "columns_as_declared",
        "mart_columns",
        "declared",
        "found",
        "error",
        "发布表的列与类型只在 dbt 的 YAML 声明一次;多、缺、异型都会使读者的查询出错。",
    ),
    same("keys_unique", "mart_keys", "row_cnt", "key_cnt", "error", "主键须唯一且完整,否则连接会使数字翻倍。"),
    in_set(
        "relations_without_orphans", "mart_relations", "orphan_cnt", [0], "error", "外键须有所指,否则连接会丢数字。"
    ),
    same("lake_rows_arrive", "arrows", "lake_cnt", "mart_cnt", "error", "进=出:湖中每行都须入库,一行不多一行不少。"),
    same(
        "facts_equal_lake",
        "fact_pairs",
        "lake_fact",
        "mart_fact",
        "error",
        "逐条比对事实的位置、值与指标:增量模型若留下旧行,行数相同也会在此现形。",
    ),
    same(
        "report_counts_mentions", "reports", "mention_cnt", "found_mention_cnt", "error", "报告所记提及数须与明细相符。"
    ),
    same("report_counts_facts", "reports", "fact_cnt", "found_fact_cnt", "error", "报告所记事实数须与明细相符。"),
    in_set("one_current_version", "report_versions", "current_cnt", [1], "error", "每机关每年度恰有一个现行版本。"),
    in_set(
        "state_in_set",
        "states",
        "state",
        STATES,
        "error",
        "缺报不是零:有值、报零、未提、缺报告、不可读是五种不同状态。",
    ),
    same(
        "reported_iff_fact", "headlines", "is_reported", "has_fact", "error", "称有值者必有事实为证,有事实者必称有值。"
    ),
    same(
        "reported_zero_iff_zero", "headlines", "is_reported_zero", "is_zero", "error", "报零者值为零,值为零者称报零。"
    ),
    same(
        "headline_equals_its_fact",
        "headlines",
        "headline_text",
        "fact_text",
        "error",
        "代表值须与所引事实的机关、年度、指标、值、上下界、单位全同,读者才能由数见句。",
    ),
    between(
        "rate_in_bounds",
        "rates",
        "value",
        0,
        100,
        "warning",
        "比率一般在 0 与 100 之间;超出或为超额完成,或为误读,应人工核对。",
    ),
    same(
        "sentence_holds_surface",
        "facts",
        "surface",
        "surface_in_sentence",
        "error",
        "每个事实的句子须在其位含原文写法:这是读者能看到的证据。",
    ),
    matches(
        "region_code_pattern",
        "regions",
        "region_code",
        r"^(\d{6}|\d{9}|Z\d{6}-\d{2})$",
        "error",
        "区划代码六位(GB/T 2260)、乡镇九位、功能区 Z + 所在区划 + 序号,保留前导零。",
    ),
)

SUITE = Suite("marts", EXPECTATIONS, frames, parts=parts)
