"""The page of the data dictionary says what the dbt project says."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from orchestration.home import Home
from tools.make_data_dictionary import PAGE, page


def test_page_equals_the_dbt_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAZHI_HOME", str(tmp_path / "home"))
    written = page(Home.from_environment())
    if os.environ.get("UPDATE_SNAPSHOTS"):
        PAGE.write_text(written, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == written, "run `make dictionary`"
    assert written.count("\n## `core.") >= 10
    assert " |  |\n" not in written, "a column without a description"
