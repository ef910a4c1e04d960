"""When the jobs run by the clock.

Does not belong here: running because of new files (sensors.py).
"""

import os

import dagster as dg

daily = dg.ScheduleDefinition(
    name="daily",
    job_name="build",
    # The variable is for trials and tests; half past two is after the day's publications and before anybody reads.
    cron_schedule=os.environ.get("FAZHI_SCHEDULE_CRON", "30 2 * * *"),
    execution_timezone="Asia/Shanghai",
    # Nothing is started without the daemon; whoever starts the daemon wants the schedule.
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="每天 02:30(北京时间)构建并发布(build and publish every day).",
)

fetching = dg.ScheduleDefinition(
    name="fetching",
    job_name="fetch",
    # When the servers of public bodies have least to do, and before the daily build.
    cron_schedule=os.environ.get("FAZHI_FETCH_CRON", "0 23 * * *"),
    execution_timezone="Asia/Shanghai",
    # Off: a program that asks other people's servers by itself is started by a person who means it.
    default_status=dg.DefaultScheduleStatus.STOPPED,
    description="每天 23:00(北京时间)取网页;默认关闭,在页面上开启(fetch every day; off by default)。",
)
