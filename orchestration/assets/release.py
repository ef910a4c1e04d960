"""Asset release: what readers open. The work is release.publish's."""

from collections.abc import Sequence

import dagster as dg

from orchestration.assets.metadata import OWNERS, report_metadata
from orchestration.home import Home
from orchestration.lake.presence import lake_in_place
from orchestration.working_file import refuse_vanished_file


def release_asset(published: Sequence[dg.AssetKey]) -> dg.AssetsDefinition:
    """The release of the published models; it is made only when all of them and their blocking checks are good."""

    @dg.asset(
        name="release",
        deps=published,
        group_name="release",
        kinds={"duckdb", "parquet", "excel"},
        owners=OWNERS,
        description=(
            "发布:校验后原子地换上新版本,内有 fazhi.duckdb、Parquet、Excel、数据包说明、改动说明与清单;"
            "失败时读者仍用上一版"
            "(verified and published atomically; after a failure readers keep the last release)。"
        ),
    )
    def release(warehouse: dg.ResourceParam[Home]) -> dg.MaterializeResult[None]:
        from orchestration.release.publish import publish

        # Also here: what was read stands in the manifest, and the lake is asked for it.
        with lake_in_place(warehouse.lake):
            refuse_vanished_file(warehouse.warehouse)  # its checks would not say why they fail
            report = publish(warehouse)
            refuse_vanished_file(warehouse.warehouse)
        current = warehouse.current_release / "fazhi.duckdb"
        link = {
            "current": dg.MetadataValue.path(current),
            "data_docs": dg.MetadataValue.url(warehouse.data_docs.as_uri()),
        }
        return dg.MaterializeResult(metadata={**report_metadata(report), **link})

    return release
