"""Asset landing: the raw files as they lie there. The work is pipeline.landing's."""

from pathlib import Path

import dagster as dg

from orchestration.assets.metadata import OWNERS, preview, report_metadata
from orchestration.home import Home
from orchestration.lake.checksums import Damage, remove_leftovers, take_out_damaged
from orchestration.pipeline.landing import land
from orchestration.raw_files import FINGERPRINT, fingerprint


@dg.asset(
    deps=["harvest"],
    group_name="landing",
    kinds={"python", "parquet"},
    owners=OWNERS,
    description="落地:raw/ 中每个原始文件的哈希、大小、类型与登记信息(every raw file: hash, size, type, origin)。",
)
def landing(context: dg.AssetExecutionContext, warehouse: dg.ResourceParam[Home]) -> dg.MaterializeResult[None]:
    """Land the raw files; the fingerprint tells the sensor which content this build has read."""
    # Here, as this is the first step that has the home to itself: what is taken out is made again by the next ones.
    damaged: list[Damage] = []
    if isinstance(warehouse.lake, Path):
        remove_leftovers(warehouse.lake)
        damaged = take_out_damaged(warehouse.lake)
    for damage in damaged:
        context.log.warning(
            f"湖文件损坏,已移除并重建(damaged file of the lake, made again):{damage.file},"
            f"校验和 {damage.found},应为 {damage.expected}"
        )
    # Taken before landing: a file that comes in between then makes the sensor start one build more, never one less.
    content = fingerprint(warehouse.raw)
    report = land(warehouse)
    table = preview(warehouse.lake, "landing", ["source_file", "document_id", "byte_size", "media_type", "title"])
    counts = {"dagster/row_count": table["landing_rows"], FINGERPRINT: dg.MetadataValue.text(content)}
    if damaged:
        counts["damaged_files"] = dg.MetadataValue.text("、".join(damage.file for damage in damaged))
    return dg.MaterializeResult(metadata={**report_metadata(report), **table, **counts})
