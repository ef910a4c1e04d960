"""What the steps are given: the home of the warehouse together with the right to write in it.

Does not belong here: the lock itself (locking.py), the layout (home.py).
"""

from __future__ import annotations

from collections.abc import Iterator

import dagster as dg

from orchestration.home import Home
from orchestration.locking import hold_writer_lock


@dg.resource(description="仓库目录,以及一次只有一个运行可写的锁(FAZHI_HOME, locked for writing)。")
def warehouse(context: dg.InitResourceContext) -> Iterator[Home]:
    """The home, locked from the first to the last step: the in-process executor sets up resources once for a run."""
    home = Home.from_environment()
    with hold_writer_lock(home, context.run.run_id if context.run else "?"):
        yield home
