"""The viewer's process says how DuckDB keeps memory before DuckDB is there to be told."""

from __future__ import annotations

import subprocess
import sys

_ASKED = """
import os, sys
from orchestration.cli import serve
loaded = "duckdb" in sys.modules
import orchestration.serving.viewer.server as server
server.serve = lambda *asked: print(loaded, os.environ["DUCKDB_JE_MALLOC_CONF"])
serve.serve()
"""


def test_the_allocator_is_told_before_duckdb_is_loaded() -> None:
    told = subprocess.run([sys.executable, "-c", _ASKED], capture_output=True, text=True, check=True).stdout.split()
    assert told[0] == "False" and "narenas:1" in told[1]
