"""The account of the warehouse: rows, checks, rules, refused files, what to look at.

Does not belong here: the pages of the validation itself (data_docs).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.responses import Response

from orchestration.serving.viewer.current_release import Reader, Row
from orchestration.serving.viewer.downloads import MAX_ROWS, table_file
from orchestration.serving.viewer.pages.answering import Question, page
from orchestration.serving.viewer.queries import overview, quality
from orchestration.serving.viewer.rendering import render
from orchestration.serving.viewer.values import DOWNLOAD, PAGE, PAGE_SIZE, Parameter

STEP = Parameter("step", "identifier", "步骤(step)")
FAILED = Parameter("failed", "text", "只列未过的(failed ones only)", choices=("yes", "no"), default="no")
Listing = Callable[[Reader, int, int], tuple[list[Row], int]]


def summary(question: Question) -> Response:
    """Everything in sums, with the way on."""
    reader = question.reader
    return render(question.view, "quality.html", **reader.remember("quality", lambda: _summary(reader)))


def _summary(reader: Reader) -> dict[str, Any]:
    """The sums and the first rows of each list, which are the same for everybody."""
    doubtful, _ = quality.doubtful_facts(reader, 10, 0)
    inconsistent, inconsistent_cnt = quality.inconsistencies(reader, 10, 0)
    rejected, rejected_cnt = quality.rejected(reader, 10, 0)
    review, review_cnt = quality.review(reader, 10, 0)
    failed, failed_cnt = quality.checks(reader, None, True, 10, 0)
    return {
        "row_counts": quality.row_counts(reader),
        "check_sums": quality.check_sums(reader),
        "checks": overview.checks(reader),
        "failed": failed,
        "failed_cnt": failed_cnt,
        "doubtful": doubtful,
        "inconsistent": inconsistent,
        "inconsistent_cnt": inconsistent_cnt,
        "rejected": rejected,
        "rejected_cnt": rejected_cnt,
        "review": review,
        "review_cnt": review_cnt,
    }


def checks(question: Question) -> Response:
    """Single checks, failed ones first."""
    values = question.values
    failed = values["failed"] == "yes"

    def chosen(reader: Reader, limit: int, offset: int) -> tuple[list[Row], int]:
        return quality.checks(reader, values["step"], failed, limit, offset)

    return _listing(
        question, "checks", "校验", chosen, sums=quality.check_sums(question.reader), step=values["step"], failed=failed
    )


def _simple(what: str, name: str, rows: Listing) -> Callable[[Question], Response]:
    def handler(question: Question) -> Response:
        return _listing(question, what, name, rows)

    return handler


def _listing(question: Question, what: str, name: str, rows_of: Listing, **more: Any) -> Response:
    if form := question.values["download"]:
        return table_file(question.reader, rows_of(question.reader, MAX_ROWS, 0)[0], form, name)
    page_no = question.values["page"]
    rows, total = rows_of(question.reader, PAGE_SIZE, (page_no - 1) * PAGE_SIZE)
    return render(
        question.view,
        f"quality_{what}.html",
        rows=rows,
        total=total,
        page_no=page_no,
        page_cnt=-(-total // PAGE_SIZE),
        **more,
    )


ROUTES = [
    page("/quality", summary),
    page("/quality/checks", checks, [STEP, FAILED, PAGE, DOWNLOAD]),
    page("/quality/doubtful", _simple("doubtful", "存疑的数字", quality.doubtful_facts), [PAGE, DOWNLOAD]),
    page("/quality/rules", _simple("rules", "抽取规则", quality.rules), [PAGE, DOWNLOAD]),
    page("/quality/rejected", _simple("rejected", "被拒文件", quality.rejected), [PAGE, DOWNLOAD]),
    page("/quality/review", _simple("review", "待核对文件", quality.review), [PAGE, DOWNLOAD]),
    page("/quality/inconsistent", _simple("inconsistent", "不符", quality.inconsistencies), [PAGE, DOWNLOAD]),
    page("/quality/ledger", _simple("ledger", "数字台账", quality.ledgers), [PAGE, DOWNLOAD]),
]
