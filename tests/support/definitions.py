"""The product's Dagster definitions, loaded once a test process with a home of their own.

Does not belong here: running anything.
"""

from __future__ import annotations

import atexit
import importlib
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest


@cache
def product_definitions() -> ModuleType:
    """The module orchestration.definitions; its dbt manifest lies in a temporary home."""
    home = Path(tempfile.mkdtemp(prefix="fazhi-definitions-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    with pytest.MonkeyPatch.context() as patch:
        # Restored afterwards: loading exports the environment of this home.
        for name in ("FAZHI_RAW", "PATH", "DO_NOT_TRACK", "GX_ANALYTICS_ENABLED"):
            patch.setenv(name, os.environ.get(name, ""))
        patch.setenv("FAZHI_HOME", str(home))
        return importlib.import_module("orchestration.definitions")
