"""Every expectation on corrections passes on a good lake and fails, alone, where it is broken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from orchestration.checks.lake import WITHHELD
from orchestration.checks.runner import validate
from orchestration.checks.steps import suite_of
from orchestration.corrections.register import FIELDS
from orchestration.home import Home
from orchestration.lake.schemas import polars_schema, table_names
from orchestration.lake.store import ensure_tables, write_table

REPORT, NOTICE = "aa" * 8, "bb" * 8
SENTENCE = "“立案9起”应为“立案7起”。"
SUITE = suite_of("corrections")
Rows = dict[str, list[dict[str, Any]]]
Break = Callable[[Rows, Home], None]


def good_rows() -> Rows:
    registered = {"correction_source": "register", "source_file": "corrections.csv", "changed_fact_cnt": 1}
    announced = {"correction_source": "notice", "source_file": "reports/n.txt", "document_id": NOTICE}
    applied = {"correction_outcome": "applied", "found": "9起"}
    change = {"document_id": REPORT, "correction_id": "c1", "corrected_by": "corrections.csv"}
    return {
        "documents": [
            {"document_id": REPORT, "text": "立案9起。"},
            {"document_id": NOTICE, "text": f"更正\n{SENTENCE}"},
        ],
        "mentions": [
            {"document_id": REPORT, "mention_no": 0, "kind": "fact"},
            {"document_id": REPORT, "mention_no": 1, "kind": "fact"},
            {"document_id": REPORT, "mention_no": 2, "kind": "date"},
        ],
        "corrections": [
            {**registered, **applied, "correction_id": "c1", "line_no": 2},
            {**registered, "correction_id": "c2", "line_no": 3, "correction_outcome": "open", "changed_fact_cnt": 0},
            {**announced, **applied, "correction_id": "c3", "line_no": 2, "changed_fact_cnt": 1}
            | {"correction_reason": SENTENCE},
        ],
        "corrected_mentions": [
            {**change, "mention_no": 0, "correction_action": "override", "value": 7},
            {**change, "mention_no": 0, "correction_action": "re-map", "indicator_id": "penalty_cnt"},
            {**change, "mention_no": 1, "correction_action": "drop", "correction_id": "c3", "corrected_by": NOTICE},
        ],
    }


def write(root: Path, rows: Rows) -> Home:
    home = Home(root / "home", root / "raw")
    home.raw.mkdir(parents=True)
    (home.raw / "corrections.csv").write_text(",".join(FIELDS) + "\n1\n\n2\n", encoding="utf-8")
    for name in table_names():
        schema = polars_schema(name)
        filled = [{column: row.get(column) for column in schema} for row in rows.get(name, [])]
        frame = pl.DataFrame(filled, schema=schema, orient="row")
        if name in ("documents", "mentions"):  # these are looked up by their buckets
            for bucket in ("aa", "bb"):
                write_table(home.lake, name, frame.filter(pl.col("document_id").str.starts_with(bucket)), bucket)
        else:
            write_table(home.lake, name, frame, name)
    ensure_tables(home.lake, table_names())
    return home


def failed(home: Home) -> set[str]:
    results = validate("corrections", SUITE.expectations, SUITE.frames(home)).results
    return {result.check_name for result in results if not result.passed}


def put(table: str, row: int, **changes: Any) -> Break:
    return lambda rows, _: rows[table][row].update(changes)


def outcome(name: str) -> Break:
    return put("corrections", 1, correction_outcome=name, found="见此")


def columns_of_another_version(_: Rows, home: Home) -> None:
    pl.DataFrame({"correction_id": ["c"]}).write_parquet(home.lake / "correction_attempts" / "old.parquet")


def a_row_more(_: Rows, home: Home) -> None:
    with (home.raw / "corrections.csv").open("a", encoding="utf-8") as file:
        file.write("3\n")


def twice_the_same_field(rows: Rows, _: Home) -> None:
    rows["corrected_mentions"].append({**rows["corrected_mentions"][0], "value": 8, "correction_id": "c3"})


# Of what the step takes out tells the same table as in the step mentions; it is broken there.
WITHHELD_NAMES = {expectation.name for expectation in WITHHELD}
BREAKS: dict[str, Break] = {
    "columns_as_declared": columns_of_another_version,
    "register_readable": put("corrections", 1, line_no=1, correction_outcome="malformed", found="表头不符"),
    "every_row_has_an_outcome": a_row_more,
    "correction_id_unique": put("corrections", 1, correction_id="c1"),
    "outcome_in_set": outcome("perhaps"),
    "applied_iff_changed": put("corrections", 1, changed_fact_cnt=1),
    "action_in_set": put("corrected_mentions", 1, correction_action="rename"),
    "changes_facts_only": put("corrected_mentions", 2, mention_no=2),
    "field_set_once": twice_the_same_field,
    "changed_by_given": put("corrected_mentions", 0, corrected_by=None),
    "change_has_an_outcome": put("corrected_mentions", 2, correction_id="lost"),
    "indicator_known": put("corrected_mentions", 1, indicator_id="no_such_cnt"),
    "value_not_below_low": put("corrected_mentions", 0, low=8),
    "value_not_above_high": put("corrected_mentions", 0, high=6),
    "evidence_in_the_notice": put("corrections", 2, correction_reason="并无此句"),
    "rows_well_formed": outcome("malformed"),
    "expectations_met": outcome("expectation_failed"),
    "figures_located": outcome("not_located"),
    "figures_unambiguous": outcome("ambiguous"),
    "corrections_agree": outcome("conflicting"),
    "notices_understood": outcome("not_understood"),
    "corrections_without_fault": outcome("correction_error"),
}
# A register of which nothing could be read is malformed as well.
ALSO = {"register_readable": {"rows_well_formed"}}


def test_every_expectation_is_broken_here() -> None:
    assert BREAKS.keys() | WITHHELD_NAMES == {expectation.name for expectation in SUITE.expectations}


def test_a_good_lake_passes(tmp_path: Path) -> None:
    assert failed(write(tmp_path, good_rows())) == set()


def test_no_corrections_at_all_pass(tmp_path: Path) -> None:
    home = write(tmp_path, {})
    (home.raw / "corrections.csv").unlink()
    assert failed(home) == set()


@pytest.mark.parametrize("name", sorted(BREAKS))
def test_a_broken_lake_fails_that_expectation_alone(tmp_path: Path, name: str) -> None:
    rows = good_rows()
    on_disk = BREAKS[name] in (columns_of_another_version, a_row_more)
    if not on_disk:
        BREAKS[name](rows, Home(tmp_path, tmp_path))
    home = write(tmp_path, rows)
    if on_disk:
        BREAKS[name](rows, home)
    assert failed(home) == {name} | ALSO.get(name, set())


def test_a_warning_names_the_row(tmp_path: Path) -> None:
    rows = good_rows()
    outcome("expectation_failed")(rows, Home(tmp_path, tmp_path))
    home = write(tmp_path, rows)
    results = validate("corrections", SUITE.expectations, SUITE.frames(home)).results
    (result,) = [one for one in results if one.check_name == "expectations_met"]
    assert result.severity == "warning" and "corrections.csv:3 见此" in result.observed
