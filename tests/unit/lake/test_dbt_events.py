"""Events of dbt that are for debugging end before they are put in words, unless a log wants them."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

import pytest
from dbt_common.events.base_types import EventLevel
from dbt_common.events.event_manager import EventManager
from dbt_common.events.event_manager_client import ctx_set_event_manager, get_event_manager
from dbt_common.events.functions import fire_event
from dbt_common.events.logger import LineFormat, LoggerConfig
from dbt_common.events.types import Note, PrintEvent

from orchestration.lake.dbt_events import Plugin


@pytest.fixture
def worded(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The messages of notes that are put in words, by an event manager of dbt's that is new."""
    said: list[str] = []
    before = get_event_manager()
    ctx_set_event_manager(EventManager())

    def message(note: Note) -> str:
        said.append(note.msg)
        return str(note.msg)

    monkeypatch.setattr(Note, "message", message)
    yield said
    ctx_set_event_manager(before)


def _log_of(level: EventLevel) -> StringIO:
    """A log of dbt for events of this level and above, when the plugin has been called."""
    written = StringIO()
    config = LoggerConfig(
        name=f"test_dbt_events_{level.value}", line_format=LineFormat.PlainText, level=level, output_stream=written
    )
    get_event_manager().add_logger(config)
    Plugin(name="dbt_events", plugin_config={})
    return written


def _say_something() -> None:
    for level in (EventLevel.DEBUG, EventLevel.TEST, EventLevel.INFO, EventLevel.WARN, EventLevel.ERROR):
        fire_event(Note(msg=f"a {level.value}"), level=level)
    fire_event(PrintEvent(msg="printed"), level=EventLevel.DEBUG)


def test_what_is_for_debugging_is_not_put_in_words(worded: list[str]) -> None:
    written = _log_of(EventLevel.INFO)
    _say_something()
    assert worded == ["a info", "a warn", "a error"]
    lines = [line.split("  ")[-1] for line in written.getvalue().splitlines()]
    assert lines == ["a info", "a warn", "a error", "printed"]


def test_a_log_for_debugging_has_everything(worded: list[str]) -> None:
    written = _log_of(EventLevel.DEBUG)
    _say_something()
    assert worded == ["a debug", "a test", "a info", "a warn", "a error"]
    assert "a debug" in written.getvalue()


def test_who_listens_to_all_events_hears_them_all(worded: list[str]) -> None:
    heard: list[str] = []
    get_event_manager().add_callback(lambda message: heard.append(message.info.level))
    _log_of(EventLevel.INFO)
    _say_something()
    assert heard == ["debug", "test", "info", "warn", "error", "debug"]
