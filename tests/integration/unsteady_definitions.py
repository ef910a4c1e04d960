"""The product's definitions on a machine whose first landing in a home fails, as when a disk is away for a moment.

The models are built without their data tests, which take most of a run and have nothing to do with the daemon.
"""

from collections.abc import Sequence
from typing import Any

import orchestration.assets.landing as step
from orchestration.dbt_project import Dbt
from orchestration.home import Home
from orchestration.pipeline.landing import LandingReport

_land, _cli = step.land, Dbt.cli


def land_at_the_second_try(home: Home) -> LandingReport:
    """Fails once a home."""
    tried = home.root / "tried"
    if not tried.exists():
        tried.touch()
        raise OSError("the disk is away")
    return _land(home)


def build_without_tests(self: Dbt, args: Sequence[str], **options: Any) -> Any:
    return _cli(self, [*args, "--exclude-resource-type", "test"], **options)


step.land = land_at_the_second_try
Dbt.cli = build_without_tests

from orchestration.definitions import defs, home  # noqa: E402

__all__ = ["defs", "home"]
