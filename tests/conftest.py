"""How the tests are spread over worker processes."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parent
# These folders share a fixture that takes minutes to make.
TOGETHER = ("integration/dbt",)


def group_of(path: Path) -> str:
    """Tests of one file stay together, because fixtures of a module are made once a worker."""
    place = path.relative_to(ROOT)
    return next((folder for folder in TOGETHER if place.as_posix().startswith(folder)), place.as_posix())


@pytest.hookimpl(tryfirst=True)  # before the plugin that reads the marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        item.add_marker(pytest.mark.xdist_group(group_of(item.path)))
