"""The jobs: everything from raw/ to the published release, and before it, on its own, getting pages into raw/.

Does not belong here: when it runs (schedules.py, sensors.py), what it does (assets/).
"""

import dagster as dg

build = dg.define_asset_job(
    "build",
    # A build needs no network and asks nobody for anything.
    selection=dg.AssetSelection.all() - dg.AssetSelection.assets("harvest"),
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

# Not called as its asset is: jobs and steps share their names.
fetch = dg.define_asset_job(
    "fetch",
    selection=dg.AssetSelection.assets("harvest"),
    description="取网页存入 raw/;之后由 raw_files 感知并构建(fetch pages into raw/; the sensor then starts a build)。",
    executor_def=dg.in_process_executor,
    # Not a writer of the warehouse: it may take hours, and builds go on meanwhile. What could not be got is in its log
    # and is asked for by the next run; a retry would ask the same servers at once.
    tags={"dagster/max_retries": "0"},
)
