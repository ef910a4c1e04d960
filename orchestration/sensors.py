"""When the job runs because raw/ changed, and the care for runs whose process died.

Does not belong here: how a change is told (raw_files.py).
"""

from __future__ import annotations

import os
import time

import dagster as dg

from orchestration.home import Home
from orchestration.locking import last_holder, lock_is_held
from orchestration.raw_files import FINGERPRINT, Memory, decide

LANDING = dg.AssetKey("landing")
FRUITLESS = frozenset({dg.DagsterRunStatus.FAILURE, dg.DagsterRunStatus.CANCELED})
# Longer than a run needs from giving the lock back to its last event.
PATIENCE_SECONDS = 10.0


@dg.sensor(
    name="raw_files",
    job_name="build",
    minimum_interval_seconds=int(os.environ.get("FAZHI_SENSOR_SECONDS", "30")),
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="raw/ 有新增、修改或删除的文件时构建(build when a file in raw/ is new, changed or gone)。",
)
def raw_files(context: dg.SensorEvaluationContext) -> dg.SensorResult:
    """Look at raw/ once; two equal looks in a row mean that files have been written to their end."""
    home = Home.from_environment()
    close_dead_run(context.instance, home)
    decision = decide(home.raw, Memory.from_cursor(context.cursor), lambda: built_fingerprint(context.instance))
    cursor = decision.memory.to_cursor()
    if decision.run_key is None:
        return dg.SensorResult(skip_reason=decision.reason, cursor=cursor)
    return dg.SensorResult([dg.RunRequest(run_key=decision.run_key)], cursor=cursor)


def built_fingerprint(instance: dg.DagsterInstance) -> str | None:
    """The content of raw/ that the last landing read, unless its run came to nothing."""
    event = instance.get_latest_materialization_event(LANDING)
    materialization = event.asset_materialization if event else None
    value = materialization.metadata.get(FINGERPRINT) if materialization else None
    if event is None or value is None:
        return None
    run = instance.get_run_by_id(event.run_id)
    return None if run is not None and run.status in FRUITLESS else str(value.value)


def close_dead_run(instance: dg.DagsterInstance, home: Home, patience_seconds: float = PATIENCE_SECONDS) -> None:
    """Report the last writing run as failed when its process is gone (killed, power cut) and it never said so.

    Dagster cannot tell by itself for runs that the default launcher started, and the queue would wait for them.
    """
    holder = last_holder(home)
    if holder is None or lock_is_held(home) or not _is_started(instance, holder.run_id):
        return
    time.sleep(patience_seconds)
    run = instance.get_run_by_id(holder.run_id)
    if run and not lock_is_held(home) and _is_started(instance, holder.run_id):
        instance.report_run_failed(run, "该运行的进程已不在(被终止或断电),记为失败(the process of this run is gone)")


def _is_started(instance: dg.DagsterInstance, run_id: str) -> bool:
    run = instance.get_run_by_id(run_id)
    return run is not None and run.status is dg.DagsterRunStatus.STARTED
