"""Asset harvest: the pages that the tables in raw/ name, got over the network. The work is pipeline.fetching's."""

import dagster as dg

from orchestration.assets.metadata import OWNERS, PREVIEW_ROWS, markdown
from orchestration.home import Home
from orchestration.pipeline.fetching import fetch
from orchestration.web.crawl import Entry
from orchestration.web.outcomes import BAD
from orchestration.web.settings import WebSettings


def _note(context: dg.AssetExecutionContext, entry: Entry) -> None:
    """In Dagster's log only what is new or went wrong; every request stands in the log of the run itself."""
    if entry.last and entry.outcome in BAD:
        context.log.warning(f"{entry.asked_url} {BAD[entry.outcome]}:{entry.reason}")
    elif entry.file and entry.outcome in ("stored", "new_version"):
        context.log.info(f"{entry.asked_url} → {entry.file}")


@dg.asset(
    group_name="landing",
    kinds={"python"},
    owners=OWNERS,
    description=(
        "取网页:按 raw/sources.csv 与 raw/list_pages.csv 取得网页存入 raw/reports,遵守 robots.txt 并逐个间隔;"
        "有变则另存新版本(fetches the registered pages politely; a changed page becomes a new version)。"
    ),
)
def harvest(context: dg.AssetExecutionContext) -> dg.MaterializeResult[None]:
    """Fetch. It has no part in the writer's lock: builds go on meanwhile, and see whole files only."""
    report = fetch(
        Home.from_environment(),
        WebSettings.from_environment(),
        watch=lambda entry: _note(context, entry),
    )
    columns = ["asked_url", "outcome", "reason"]
    failed = [{name: getattr(one, name) for name in columns} for one in report.failed[:PREVIEW_ROWS]]
    return dg.MaterializeResult(
        metadata={
            "requests": dg.MetadataValue.int(report.requests),
            "kept": dg.MetadataValue.int(len(report.kept)),
            "failed": dg.MetadataValue.int(len(report.failed)),
            "by_outcome": dg.MetadataValue.json(report.by_outcome),
            "not_got": dg.MetadataValue.md(markdown(columns, failed)),
            "log": dg.MetadataValue.path(report.log),
        }
    )
