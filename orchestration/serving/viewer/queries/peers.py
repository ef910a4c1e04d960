"""What the peers of a body report and the body leaves out.

Peers are bodies of the same level and function that have a report of the year: of another function, what they report
is no business of the body. Does not belong here: the values themselves (agencies.py).
"""

from __future__ import annotations

from dataclasses import dataclass

from orchestration.serving.viewer.current_release import Reader, Row
from orchestration.serving.viewer.queries.dictionary import indicator_labels

# Of fewer peers, one that reports something makes it look common.
FEWEST_PEERS = 5


@dataclass(frozen=True, slots=True)
class Silence:
    """``peer_cnt`` other bodies of the kind have a report; ``rows`` are indicators that more than half of them give."""

    peer_cnt: int
    rows: list[Row]

    @property
    def is_told(self) -> bool:
        """Whether there are enough peers to say anything."""
        return self.peer_cnt >= FEWEST_PEERS


def silence(reader: Reader, agency: Row, year: int, reported: set[str], limit: int) -> Silence:
    """What the report of ``agency`` for ``year`` leaves out, which gives ``reported``; what most peers give first.

    ``agency`` has agency_level and agency_function_zh, and is no peer of its own.
    """
    level, function = agency["agency_level"], agency["agency_function_zh"]
    peer_cnt = _held(reader, year).get((level, function), 1) - 1
    if peer_cnt < FEWEST_PEERS:
        return Silence(peer_cnt, [])
    labels = indicator_labels(reader)
    rows = [
        labels[indicator_id] | {"reported_cnt": reported_cnt, "held_cnt": peer_cnt}
        for indicator_id, reported_cnt in _given(reader, year, level, function)
        if indicator_id not in reported and indicator_id in labels and 2 * reported_cnt > peer_cnt
    ]
    return Silence(peer_cnt, rows[:limit])


def _held(reader: Reader, year: int) -> dict[tuple[str | None, str | None], int]:
    """By level and function: bodies with a report of the year."""
    sql = """
        select agency_level, agency_function_zh, count(*) as held_cnt from analysis.v_agency_year_scorecard
        where year = $year and report_state = 'held' group by all
    """
    return reader.remember(
        ("held_of_kind", year),
        lambda: {
            (row["agency_level"], row["agency_function_zh"]): row["held_cnt"]
            for row in reader.rows(sql, {"year": year})
        },
    )


def _given(reader: Reader, year: int, level: str | None, function: str | None) -> list[tuple[str, int]]:
    """Indicators with the number of bodies of the kind that give them, those given by most first."""
    sql = """
        select indicator_id, count(*) as reported_cnt from analysis.v_indicator_values
        where year = $year and agency_level is not distinct from $level
            and agency_function_zh is not distinct from $function
        group by indicator_id order by reported_cnt desc, indicator_id
    """
    values = {"year": year, "level": level, "function": function}
    return reader.remember(
        ("given_of_kind", year, level, function),
        lambda: [(row["indicator_id"], row["reported_cnt"]) for row in reader.rows(sql, values)],
    )
