"""The made-up release follows the tables as they are declared: a column more must not stop the benchmarks."""

from __future__ import annotations

from pathlib import Path

import duckdb

from benchmarks.viewer_release import write_release
from orchestration.home import Home
from tests.support.viewer_release import make_release


def test_it_is_made_in_the_tables_of_today(tmp_path: Path) -> None:
    source, made = (Home(tmp_path / name, tmp_path / "raw") for name in ("source", "made"))
    make_release(source)
    write_release(made, source, 1200)
    with duckdb.connect(str(made.current_release / "fazhi.duckdb"), read_only=True) as connection:
        facts, candidates, in_view = connection.sql(
            "select count(*), count(*) filter (is_headline_candidate), (select count(*) from analysis.v_facts) "
            "from core.fct_fact"
        ).fetchall()[0]
        (headlines,) = connection.sql(
            "select sum(rival_cnt + 1) from core.fct_indicator_year where fact_id is not null"
        ).fetchall()[0]
    assert facts == in_view > candidates > 0
    assert headlines == candidates
