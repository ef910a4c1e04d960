"""The one job: everything from raw/ to the published release.

Does not belong here: when it runs (schedules.py, sensors.py), what it does (assets/).
"""

import dagster as dg

build = dg.define_asset_job(
    "build",
    selection=dg.AssetSelection.all(),
    description="从 raw/ 到发布版:落地、读取、抽取、建模、校验、发布(raw files to a published release)。",
    # One process: each step in its own would import Dagster and dbt again (5 s each), and the writer's lock is held by
    # the process of the run.
    executor_def=dg.in_process_executor,
    tags={
        "warehouse": "write",
        # The steps skip what is done, so a retry from the start costs little and sees one state of raw/ throughout.
        "dagster/retry_strategy": "ALL_STEPS",
    },
)
