"""How many releases are kept, and the removal of the others.

Does not belong here: leftovers of killed runs (switch.py).
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from orchestration.release.errors import ReleaseError
from orchestration.release.switch import current_version, versions

KEEP_VARIABLE = "FAZHI_KEEP_RELEASES"
DEFAULT_KEEP = 3


def releases_to_keep() -> int:
    """FAZHI_KEEP_RELEASES, or 3. Raises ReleaseError when it is not a whole number from 1 up.

    With 1, a reader that has resolved ``current`` but not yet opened the file may find it gone; 2 leave it time.
    """
    setting = os.environ.get(KEEP_VARIABLE, "").strip()
    if not setting:
        return DEFAULT_KEEP
    if not setting.isdecimal() or int(setting) < 1:
        raise ReleaseError(
            f"环境变量 {KEEP_VARIABLE} 无效。", found=setting, expected="不小于 1 的整数", hint_zh="改正或取消该变量"
        )
    return int(setting)


def prune(releases: Path, keep: int) -> tuple[str, ...]:
    """Delete the oldest versions beyond ``keep``, the current one never; returns the names of those deleted."""
    current = current_version(releases)
    others = [path for path in versions(releases) if path.resolve() != current]
    surplus = others[: max(len(others) - (keep - 1), 0)]
    for path in surplus:
        # Out of sight first: a listing never shows a version that is half deleted.
        grave = path.with_name(f".staging-pruned-{path.name}")
        path.rename(grave)
        shutil.rmtree(grave)
    return tuple(path.name for path in surplus)
