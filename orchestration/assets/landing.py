"""Asset landing: the raw files as they lie there. The work is pipeline.landing's."""

import dagster as dg

from orchestration.assets.metadata import OWNERS, preview, report_metadata
from orchestration.home import Home
from orchestration.pipeline.landing import land
from orchestration.raw_files import FINGERPRINT, fingerprint


@dg.asset(
    deps=["harvest"],
    group_name="landing",
    kinds={"python", "parquet"},
    owners=OWNERS,
    description="落地:raw/ 中每个原始文件的哈希、大小、类型与登记信息(every raw file: hash, size, type, origin)。",
)
def landing(warehouse: dg.ResourceParam[Home]) -> dg.MaterializeResult[None]:
    """Land the raw files; the fingerprint tells the sensor which content this build has read."""
    # Taken before landing: a file that comes in between then makes the sensor start one build more, never one less.
    content = fingerprint(warehouse.raw)
    report = land(warehouse)
    table = preview(warehouse.lake, "landing", ["source_file", "document_id", "byte_size", "media_type", "title"])
    counts = {"dagster/row_count": table["landing_rows"], FINGERPRINT: dg.MetadataValue.text(content)}
    return dg.MaterializeResult(metadata={**report_metadata(report), **table, **counts})
