"""The product's definitions on a machine whose first landing in a home fails, as when a disk is away for a moment."""

import orchestration.assets.landing as step
from orchestration.home import Home
from orchestration.pipeline.landing import LandingReport

_land = step.land


def land_at_the_second_try(home: Home) -> LandingReport:
    """Fails once a home."""
    tried = home.root / "tried"
    if not tried.exists():
        tried.touch()
        raise OSError("the disk is away")
    return _land(home)


step.land = land_at_the_second_try

from orchestration.definitions import defs, home  # noqa: E402

__all__ = ["defs", "home"]
