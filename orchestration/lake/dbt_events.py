"""What dbt need not do in a build of 400 nodes: a plugin of dbt-duckdb, named in profiles.yml.

dbt puts 10,000 events in words before it looks whether its log wants them, and nine of ten are for debugging; and the
garbage collector goes through the whole parsed project again and again. Does not belong here: what is logged.
"""

from __future__ import annotations

import gc
from typing import Any

from dbt.adapters.duckdb.plugins import BasePlugin
from dbt_common.events.base_types import BaseEvent, EventLevel
from dbt_common.events.event_manager import EventManager
from dbt_common.events.event_manager_client import ctx_set_event_manager, get_event_manager
from dbt_common.events.logger import PRINT_EVENT_NAMES

_OF_DEBUGGING = {EventLevel.DEBUG, EventLevel.TEST}


class Plugin(BasePlugin):
    """Called once a run, when the project is parsed and before its first node."""

    def initialize(self, plugin_config: dict[str, Any]) -> None:
        """Drop events that no log wants; count the parsed project as nothing to be collected."""
        manager = get_event_manager()
        if isinstance(manager, EventManager) and not _wants_debugging(manager):
            ctx_set_event_manager(Terse(manager))
        gc.collect()
        gc.freeze()


class Terse(EventManager):
    """dbt's own way with events, but those for debugging end here: its logs would drop them, after more work."""

    def __init__(self, manager: EventManager) -> None:
        super().__init__()
        vars(self).update(vars(manager))

    def fire_event(
        self,
        e: BaseEvent,
        level: EventLevel | None = None,
        node: Any = None,
        force_warn_or_error_handling: bool = False,
    ) -> None:
        """As dbt says it."""
        # What a macro prints is shown whatever its level.
        if (level or e.level_tag()) in _OF_DEBUGGING and type(e).__name__ not in PRINT_EVENT_NAMES:
            return
        super().fire_event(e, level, node, force_warn_or_error_handling)


def _wants_debugging(manager: EventManager) -> bool:
    """Whether somebody listens to every event, or a log is to have those for debugging."""
    return bool(manager.callbacks) or any(logger.level in _OF_DEBUGGING for logger in manager.loggers)
