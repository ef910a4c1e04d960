"""What a process and all it has started use: memory now, processor time so far. Linux, from /proc.

Does not belong here: what is run (scale.py).
"""

from __future__ import annotations

import os
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Use:
    """Memory of all living processes in MB, each shared page divided among those that share it, and seconds of
    processors used by them and those that have ended."""

    memory_mb: float
    processor_s: float
    processes: int


def use_of(root: int, memory: bool = True) -> Use:
    """What process ``root`` and its descendants use; without ``memory`` that is 0, for to look at gigabytes takes the
    processor and stops the process meanwhile."""
    children: dict[int, list[int]] = defaultdict(list)
    times: dict[int, float] = {}
    for path in Path("/proc").iterdir():
        if path.name.isdigit() and (stat := _stat(path)) is not None:
            children[stat[0]].append(int(path.name))
            times[int(path.name)] = stat[1]
    living, waiting = [], [root]
    while waiting:
        process = waiting.pop()
        living.append(process)
        waiting += children[process]
    held = sum(_memory_mb(process) for process in living) if memory else 0.0
    return Use(held, sum(times.get(process, 0.0) for process in living), len(living))


def _stat(path: Path) -> tuple[int, float] | None:
    """The parent, and seconds of processors of the process and of its children that have ended."""
    try:
        fields = (path / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:  # it has ended meanwhile
        return None
    return int(fields[1]), sum(int(field) for field in fields[11:15]) / _TICK


def _memory_mb(process: int) -> float:
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in text.splitlines() if line.startswith("Pss:")), 0.0)
