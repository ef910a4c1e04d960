"""Asset landing: the raw files as they lie there. The work is pipeline.landing's."""

from collections.abc import Iterator
from pathlib import Path

import dagster as dg

from orchestration.assets.metadata import OWNERS, preview, report_metadata
from orchestration.home import Home
from orchestration.lake.checksums import remove_leftovers, take_out_damaged
from orchestration.lake.outdated import take_out_outdated
from orchestration.pipeline.landing import land, landed_hashes
from orchestration.progress import NOTICES
from orchestration.raw_files import FINGERPRINT, listing
from orchestration.raw_presence import raw_in_place
from orchestration.working_file import remove_if_of_another_version


@dg.asset(
    deps=["harvest"],
    group_name="landing",
    kinds={"python", "parquet"},
    owners=OWNERS,
    description="落地:raw/ 中每个原始文件的哈希、大小、类型与登记信息(every raw file: hash, size, type, origin)。",
)
def landing(context: dg.AssetExecutionContext, warehouse: dg.ResourceParam[Home]) -> dg.MaterializeResult[None]:
    """Land the raw files; the fingerprint tells the sensor which content this build has read."""
    notices = list(_mended(warehouse))
    for notice in notices:
        context.log.warning(notice)
    # Listed before landing: a file that comes in between then makes the sensor start one build more, never one less.
    with raw_in_place(warehouse.raw):
        listed = listing(warehouse.raw)
        report = land(warehouse)
        content = listed.fingerprint(landed_hashes(warehouse))
    table = preview(warehouse.lake, "landing", ["source_file", "document_id", "byte_size", "media_type", "title"])
    counts = {"dagster/row_count": table["landing_rows"], FINGERPRINT: dg.MetadataValue.text(content)}
    if notices:
        counts[NOTICES] = dg.MetadataValue.json(notices)
    return dg.MaterializeResult(metadata={**report_metadata(report), **table, **counts})


def _mended(home: Home) -> Iterator[str]:
    """Take away what cannot be built on, and say what. In this step, as it is the first that has the home to
    itself; what is taken out is made again by the next ones."""
    if isinstance(home.lake, Path):
        remove_leftovers(home.lake)
        for damage in take_out_damaged(home.lake):
            yield (
                f"湖文件损坏,已移除并重建(damaged file of the lake, made again):{damage.file},"
                f"校验和 {damage.found},应为 {damage.expected}"
            )
    if outdated := take_out_outdated(home.lake):
        yield (
            f"湖出自另一版本:{len(outdated)} 个文件的列与本版本不同(如 {outdated[0]}),已移除,由 raw/ 重建"
            "(lake of another version, made again from raw/)"
        )
    if remove_if_of_another_version(home.warehouse):
        yield "工作库出自另一版本,表的列或键已不同,已移除,由湖重建(working database of another version, made again)"
