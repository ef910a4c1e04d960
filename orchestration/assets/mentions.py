"""Asset mentions: every number in the texts and what it says. The work is pipeline.mentions'."""

import dagster as dg

from orchestration.assets.metadata import OWNERS, preview, report_metadata
from orchestration.home import Home
from orchestration.lake.presence import lake_in_place
from orchestration.pipeline.mentions import extract_documents
from orchestration.progress import advance


@dg.asset(
    deps=["documents"],
    group_name="extraction",
    kinds={"python", "parquet"},
    owners=OWNERS,
    description=(
        "抽取:报告中每处数字,其值、量词、所量事项、指标、状态、口径、期间与所在句子;每个数字字符均有归属"
        "(every numeric mention with value, unit, measure, indicator and sentence; every digit accounted for)。"
    ),
)
def mentions(warehouse: dg.ResourceParam[Home]) -> dg.MaterializeResult[None]:
    """Extract from new and changed documents."""
    with lake_in_place(warehouse.lake):
        report = extract_documents(warehouse, progress=advance("mentions"))
    columns = ["document_id", "surface", "kind", "value", "unit", "measure", "indicator_id", "sentence"]
    found = preview(warehouse.lake, "mentions", columns)
    ledger = preview(
        warehouse.lake, "ledger", ["document_id", "digit_cnt", "mention_cnt", "fact_cnt", "mapped_fact_cnt"]
    )
    count = {"dagster/row_count": found["mentions_rows"]}
    return dg.MaterializeResult(metadata={**report_metadata(report), **found, **ledger, **count})
