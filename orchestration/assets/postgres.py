"""Asset postgres: the release in PostgreSQL, where FAZHI_POSTGRES_URL names one. The work is serving.postgres's."""

import os
from collections.abc import Iterator

import dagster as dg

from orchestration.assets.metadata import OWNERS, report_metadata
from orchestration.home import Home
from orchestration.progress import Progress, report

POSTGRES_URL = "FAZHI_POSTGRES_URL"


@dg.asset(
    deps=["release"],
    group_name="release",
    kinds={"postgres"},
    owners=OWNERS,
    # Without an address nothing is made, and nothing is said to have been made.
    output_required=False,
    description=(
        "设有 FAZHI_POSTGRES_URL 时,发布之后把全部发布表复制到 PostgreSQL;新内容由一个事务换入,失败则库中仍是原来的内容"
        "(all published tables copied to PostgreSQL, exchanged in one transaction, when FAZHI_POSTGRES_URL is set)。"
    ),
)
def postgres(
    context: dg.AssetExecutionContext, warehouse: dg.ResourceParam[Home]
) -> Iterator[dg.MaterializeResult[None]]:
    """The release in PostgreSQL."""
    url = os.environ.get(POSTGRES_URL)
    if not url:
        context.log.info(f"未设 {POSTGRES_URL},不发布到 PostgreSQL(not set: nothing to do)")
        report(Progress("postgres", "skipped", why=f"未设置 {POSTGRES_URL},跳过(not set)"))
        return
    from orchestration.serving.postgres.publish import publish_release

    yield dg.MaterializeResult(metadata=report_metadata(publish_release(warehouse, url)))
