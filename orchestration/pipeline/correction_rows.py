"""Rows of the lake for corrections: one outcome each, one attempt a report, one change a fact.

Does not belong here: trying corrections (corrections.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from orchestration.corrections.aims import Aimed
from orchestration.corrections.correction import REGISTER_FILE, Attempt, Outcome
from orchestration.corrections.notice import Unread
from orchestration.corrections.notice_corrections import Announced
from orchestration.corrections.register import Entry
from orchestration.pipeline.proofs import stored

Row = dict[str, Any]
# Of several reports (versions) the best outcome speaks for the correction: one version was published right already.
_BEST_FIRST: tuple[Outcome, ...] = (
    "applied",
    "superseded",
    "conflicting",
    "expectation_failed",
    "ambiguous",
    "not_located",
    "correction_error",
)
_EXPECTED: dict[Outcome, str] = {
    "superseded": "同一数字只有一条更正",
    "conflicting": "同一数字的各条更正一致",
    "expectation_failed": "抽取值等于 expect",
    "ambiguous": "恰好对应一个数字",
    "not_located": "在报告中找到原文及其中的事实",
    "not_understood": "原文“…120件”应为“…102件”一类句式",
    "correction_error": "采用,或说明为何未采用",
}
_HINTS: dict[Outcome, str] = {
    "applied": "",
    "superseded": "无须处理;如应以本条为准,改动另一条",
    "conflicting": "在 raw/corrections.csv 中只保留正确的一条",
    "expectation_failed": "抽取结果已变:核对后更新 expect 与 value,或改 status 为 rejected",
    "ambiguous": "加长 quote 使其只出现一次,或填写 measure;机关同名时写全称",
    "not_located": "核对 document 或 body、year,quote 须逐字取自报告原文",
    "not_understood": "人工阅读公告,在 raw/corrections.csv 中登记",
    "correction_error": "此为程序缺陷,其余更正照常;请附上所指报告与本条报告,下次构建会再试",
}


def correction_row(given: Entry | Announced, aimed: Aimed | None, attempts: Sequence[Row]) -> Row:
    """The row of ``corrections`` for a row of the register or a sentence of a notice."""
    row = _register_part(given) if isinstance(given, Entry) else _notice_part(given)
    if isinstance(given, Entry) and given.outcome is not None:
        told = {"found": given.found, "expected": given.expected, "hint_zh": given.hint_zh}
        return row | told | {"correction_outcome": given.outcome, "document_cnt": 0, "changed_fact_cnt": 0}
    outcome, found = _outcome(given, aimed, attempts)
    hint = _HINTS[outcome]
    if isinstance(given, Announced) and outcome not in ("applied", "superseded", "conflicting", "correction_error"):
        hint = _HINTS["not_understood"]
    return row | {
        "correction_outcome": outcome,
        "found": found,
        "expected": _EXPECTED.get(outcome, ""),
        "hint_zh": hint,
        "document_cnt": len(attempts),
        "changed_fact_cnt": sum(attempt["changed_fact_cnt"] for attempt in attempts),
    }


def _outcome(given: Entry | Announced, aimed: Aimed | None, attempts: Sequence[Row]) -> tuple[Outcome, str]:
    if isinstance(given, Announced) and isinstance(given.said, Unread):
        return given.said.outcome, given.said.why
    assert aimed is not None, "every correction has been aimed"
    if len(aimed.bodies) > 1:
        return "ambiguous", f"该名称对应 {len(aimed.bodies)} 个机关:{'、'.join(aimed.bodies)}"
    if not attempts:
        return "not_located", aimed.found
    best = min(attempts, key=lambda row: (_BEST_FIRST.index(row["correction_outcome"]), row["document_id"]))
    same = [row["found"] for row in attempts if row["correction_outcome"] == best["correction_outcome"]]
    return best["correction_outcome"], ";".join(dict.fromkeys(same))


def _register_part(entry: Entry) -> Row:
    given = entry.given
    return {
        "correction_id": entry.correction_id,
        "correction_source": "register",
        "source_file": REGISTER_FILE,
        "line_no": entry.line_no,
        "document_id": None,
        "aimed_document": given.get("document") or None,
        "body_zh": given.get("body") or None,
        "aimed_year": given.get("year") or None,
        "quote": given.get("quote", ""),
        "measure": given.get("measure", ""),
        "correction_action": given.get("action", ""),
        "given_value": given.get("value", ""),
        "given_expect": given.get("expect", ""),
        "correction_reason": given.get("reason", ""),
        "correction_status": given.get("status", ""),
    }


def _notice_part(one: Announced) -> Row:
    notice, correction = one.notice, one.correction
    place = correction.place if correction else None
    year = correction.aim.year if correction else notice.year
    return {
        "correction_id": one.correction_id,
        "correction_source": "notice",
        "source_file": notice.source_file,
        "line_no": notice.text.count("\n", 0, one.said.start) + 1,
        "document_id": notice.document_id,
        "aimed_document": None,
        "body_zh": notice.body,
        "aimed_year": str(year),
        "quote": (place.quote or place.context) if place else "",
        "measure": "",
        "correction_action": correction.action if correction else "",
        "given_value": _shown(one, "new"),
        "given_expect": _shown(one, "old"),
        "correction_reason": one.sentence,
        "correction_status": "confirmed",
    }


def _shown(one: Announced, which: str) -> str:
    quantity = getattr(one.said, which, None)
    return f"{quantity.value.normalize():f}{quantity.unit}" if quantity is not None else ""


def attempt_row(document_id: str, attempt: Attempt, key: str) -> Row:
    """The row of ``correction_attempts`` for one correction in one report."""
    return {
        "document_id": document_id,
        "correction_id": attempt.correction.correction_id,
        "attempt_key": key,
        "correction_outcome": attempt.outcome,
        "found": attempt.found,
        "changed_fact_cnt": len(attempt.changes),
    }


def change_rows(document_id: str, attempt: Attempt) -> Iterator[Row]:
    """The rows of ``corrected_mentions``: what one correction sets in each fact; what it leaves alone is null."""
    correction = attempt.correction
    for change in attempt.changes:
        quantity = change.quantity
        yield {
            "document_id": document_id,
            "mention_no": change.number,
            "correction_id": correction.correction_id,
            "correction_action": correction.action,
            "corrected_by": correction.corrected_by,
            "correction_evidence": correction.evidence,
            "value": stored(quantity.value) if quantity else None,
            "low": stored(quantity.low) if quantity else None,
            "high": stored(quantity.high) if quantity else None,
            "comparator": quantity.comparator if quantity else None,
            "unit": quantity.unit if quantity else None,
            "indicator_id": correction.indicator_id or None,
            "scope": correction.scope or None,
        }
