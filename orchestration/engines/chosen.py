"""Which engine a person has chosen.

Does not belong here: the engines.
"""

from __future__ import annotations

import os

from orchestration.engines.engine import Engine, EngineError
from orchestration.engines.inprocess import InProcess

ENGINE_VARIABLE = "FAZHI_ENGINE"
WORKERS_VARIABLE = "FAZHI_WORKERS"
DASK_VARIABLE = "FAZHI_DASK_ADDRESS"
NAMES = ("inprocess", "processes", "dask")
# From here on beginning a process for each core costs less than the others would stand idle.
MANY_DOCUMENTS = 1_000


def chosen_engine(documents: int = 0) -> Engine:
    """The engine of FAZHI_ENGINE, begun when it is entered; where none is set, processes for many ``documents`` and
    more than one core, else none. Raises EngineError for settings that make none."""
    name = engine_name()
    if not os.environ.get(ENGINE_VARIABLE) and documents >= MANY_DOCUMENTS and len(os.sched_getaffinity(0)) > 1:
        name = "processes"
    if name == "processes":
        from orchestration.engines.processes import Processes

        return Processes(_worker_count())
    if name == "dask":
        from orchestration.engines.dask import Dask

        return Dask(_dask_address())
    return InProcess()


def engine_name() -> str:
    """The name in FAZHI_ENGINE. Raises EngineError for any that is none, and for what its engine lacks."""
    name = os.environ.get(ENGINE_VARIABLE) or NAMES[0]
    if name not in NAMES:
        raise EngineError(f"{ENGINE_VARIABLE}={name}", "、".join(NAMES), f"改正 {ENGINE_VARIABLE} 后重跑")
    if name == "processes":
        _worker_count()
    if name == "dask":
        _dask_address()
    return name


def _worker_count() -> int:
    """FAZHI_WORKERS, or one for each core this process may use, two at least."""
    told = os.environ.get(WORKERS_VARIABLE)
    if not told:
        return max(2, len(os.sched_getaffinity(0)))
    if not (told.isascii() and told.isdigit() and 1 <= int(told) <= 1024):
        raise EngineError(f"{WORKERS_VARIABLE}={told}", "1 至 1024 的整数", f"改正 {WORKERS_VARIABLE} 后重跑")
    return int(told)


def _dask_address() -> str:
    address = os.environ.get(DASK_VARIABLE)
    if not address:
        hint = f"以 dask scheduler 启动调度器,把它给出的地址写入 {DASK_VARIABLE}"
        raise EngineError(f"未设 {DASK_VARIABLE}", "Dask 调度器的地址,如 tcp://127.0.0.1:8786", hint)
    return address
