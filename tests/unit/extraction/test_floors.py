"""The floors of tests/corpus/floors.csv: what has been reached is not lost, and a floor only rises."""

from __future__ import annotations

from dataclasses import replace

import pytest

from orchestration.cli.corpus import parts_of
from orchestration.extraction.evaluation import BY_NAME
from tools.floors import Entry, Floor, broken, faults, measure, raised, read_floors

FLOORS = read_floors()
FIRST = Entry("2026-01-01", "0.1", 100, 0.8)
FLOOR = Floor("p", "parent", 0.8, (FIRST,))


def test_no_column_of_any_part_has_fallen() -> None:
    """Of the held-out part, too, only the sums are looked at here."""
    assert broken(FLOORS, measure()) == []


def test_floors_only_rise_and_say_since_when() -> None:
    assert {f"{one.part} {one.column}": faults(one) for one in FLOORS if faults(one)} == {}
    assert {one.column for one in FLOORS} <= BY_NAME.keys()
    keys = [(one.part, one.column) for one in FLOORS]
    assert len(keys) == len(set(keys))


def test_every_part_has_floors() -> None:
    assert {part.name for part in parts_of([])} <= {one.part for one in FLOORS}


@pytest.mark.parametrize(
    ("history", "fault"),
    [
        ((), "does not end"),
        ((replace(FIRST, floor=0.7),), "does not end"),
        ((replace(FIRST, floor=0.9), FIRST), "lowered"),
        ((replace(FIRST, day="2026-02-01"), FIRST), "backward"),
    ],
)
def test_a_lowered_floor_is_a_fault(history: tuple[Entry, ...], fault: str) -> None:
    assert fault in faults(replace(FLOOR, history=history))[0]


@pytest.mark.parametrize("facts", [150, 90])
def test_other_texts_begin_a_new_series(facts: int) -> None:
    other = replace(FIRST, facts=facts, floor=0.7)
    assert faults(Floor("p", "parent", 0.7, (FIRST, other))) == []
    assert faults(Floor("p", "parent_spurious_per_100", 0.7, (FIRST, replace(FIRST, floor=0.7)))) == []


def test_a_floor_is_raised_never_lowered() -> None:
    def measured(parent: float, facts: int = 100) -> dict[str, dict[str, float | int | None]]:
        return {"p": dict.fromkeys(BY_NAME, None) | {"parent": parent, "gold_facts": facts}}

    assert raised([FLOOR], measured(0.75), "2026-01-02", "0.2") == [FLOOR]
    assert raised([FLOOR], measured(0.801), "2026-01-02", "0.2") == [FLOOR]
    (higher,) = raised([FLOOR], measured(0.877), "2026-01-02", "0.2")
    assert (higher.floor, len(higher.history), faults(higher)) == (0.87, 2, [])
    assert str(higher.history[-1]) == "2026-01-02 v0.2 100 facts → 0.87"
    for facts in (130, 70):
        (other,) = raised([FLOOR], measured(0.5, facts), "2026-01-02", "0.2")
        assert (other.floor, faults(other)) == (0.5, [])
    assert broken([FLOOR], measured(0.79)) == ["p parent: 0.79, floor 0.8"]
    assert broken([FLOOR], measured(0.8)) == []
    assert broken([FLOOR], {}) == []


def test_a_history_that_cannot_be_read_is_told() -> None:
    from tools.floors import _history

    with pytest.raises(ValueError, match="once"):
        _history("once → 1")
