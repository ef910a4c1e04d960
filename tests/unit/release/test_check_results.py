"""The published check results are what dbt's model makes of the same rows."""

from __future__ import annotations

from pathlib import Path

import duckdb
import jinja2

from orchestration.home import DBT_PROJECT
from orchestration.release.check_results import check_files, check_rows
from tests.unit.release.standin import check, make_home, write_checks


def dbt_model_sql() -> str:
    macro = (DBT_PROJECT / "macros/content_id.sql").read_text(encoding="utf-8")
    model = (DBT_PROJECT / "models/quality/check_result.sql").read_text(encoding="utf-8")
    template = jinja2.Environment().from_string(macro + "\n" + model)
    return str(template.render(ref=lambda name: name, config=lambda **_: ""))


def test_ids_and_columns_are_those_of_the_dbt_model(tmp_path: Path) -> None:
    home = make_home(tmp_path)
    twice = [check("marts", "between"), check("marts", "between") | {"expected": "1–2"}]
    write_checks(home, "marts", *twice, check("marts", "unique") | {"column_name": "fact_id"})
    files = check_files(home)
    with duckdb.connect() as connection:
        connection.execute("create table stg_checks as from read_parquet(?)", [[str(file) for file in files]])
        connection.execute(f"create table of_dbt as {dbt_model_sql()}")
        columns = [row[0] for row in connection.execute("describe of_dbt").fetchall()]
        expected = connection.execute("from of_dbt order by all").fetchall()
        ours = connection.execute(f"select {', '.join(columns)} from {check_rows(files)} order by all").fetchall()
    assert len(expected) == 5
    assert len({row[columns.index("check_result_id")] for row in ours}) == 5
    assert ours == expected
