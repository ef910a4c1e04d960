"""Frames of the marts step: the working warehouse against the lake, against its declaration, and against itself.

Every frame opens the warehouse read-only and closes it at once: dbt is its only writer and must not find it open. Does
not belong here: what is expected of the frames (checks/marts.py).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial

import duckdb
import polars as pl

from orchestration.checks.expectation import FrameBuilder
from orchestration.checks.frames.lake import bucket_files
from orchestration.home import Home
from orchestration.lake.store import empty_table, read_file, read_table
from orchestration.mart_schema import PUBLISHED_FOLDERS, mart_tables

# Figures that are held at once.
ROWS_A_PART = 250_000

_HEADLINES = """
select
    headline.agency_id,
    headline.year,
    headline.indicator_id,
    headline.state in ('reported', 'reported_zero') as is_reported,
    headline.fact_id is not null as has_fact,
    headline.state = 'reported_zero' as is_reported_zero,
    coalesce(headline.value = 0, false) as is_zero,
    headline.value,
    concat_ws(' ', headline.agency_id, headline.year, headline.indicator_id, headline.value,
        coalesce(headline.low::varchar, '-'), coalesce(headline.high::varchar, '-'), headline.unit) as headline_text,
    case when headline.fact_id is null then headline_text when fact.fact_id is not null then
        concat_ws(' ', fact.agency_id, fact.year, fact.indicator_id, fact.value,
            coalesce(fact.low::varchar, '-'), coalesce(fact.high::varchar, '-'), fact.unit) end as fact_text,
    indicator.measure_type = 'rate' and headline.unit = '%' as is_percent_rate
from core.fct_indicator_year as headline
left join core.fct_fact as fact on headline.fact_id = fact.fact_id
left join core.dim_indicator as indicator on headline.indicator_id = indicator.indicator_id
where (headline.fact_id is not null or headline.value is not null or headline.state in ('reported', 'reported_zero'))
    and headline.agency_id >= $first and headline.agency_id < $beyond
order by all
"""

_FACTS = """
select
    fact_id,
    document_id,
    char_start as "start",
    surface,
    substring(sentence, char_start - sentence_start + 1, length(surface)) as surface_in_sentence
from core.fct_fact
where fact_id >= $first and fact_id < $beyond
order by all
"""

_REPORTS = """
with mention as (
    select report_id, count(*) as mentions, count(fact_id) as facts
    from core.fct_mention
    group by all
)
select
    report.document_id,
    report.mention_cnt,
    coalesce(mention.mentions, 0) as found_mention_cnt,
    report.fact_cnt,
    coalesce(mention.facts, 0) as found_fact_cnt
from core.dim_report as report
left join mention on report.report_id = mention.report_id
order by all
"""

_REPORT_VERSIONS = """
select agency_id, year, count(*) filter (is_current) as current_cnt
from core.dim_report
group by all
order by all
"""

_STATES = """
select state, count(*) as row_cnt
from core.fct_indicator_year
group by all
order by all
"""

_REGIONS = """
select region_id, region_code, level
from core.dim_region
order by all
"""

# As extracted: what a correction has changed stands beside it.
_LAKE_FACTS_IN_MARTS = """
select document_id, mention_no, char_start as "start", char_end as "end",
    coalesce(value_extracted, value) as value, coalesce(indicator_id_extracted, indicator_id) as indicator_id
from core.fct_fact
where document_id >= $first and document_id < $beyond
"""

_COLUMNS = """
select schema_name || '.' || table_name || '.' || column_name as name, data_type as found
from duckdb_columns()
where database_name = 'warehouse' and list_contains(?, schema_name)
"""


def frames(home: Home) -> Mapping[str, FrameBuilder]:
    """The frames of the step for one home, by name."""
    return {
        "mart_columns": partial(mart_columns, home),
        "mart_keys": partial(mart_keys, home),
        "mart_relations": partial(mart_relations, home),
        "arrows": partial(arrows, home),
        "reports": partial(_query, home, _REPORTS),
        "report_versions": partial(_query, home, _REPORT_VERSIONS),
        "states": partial(_query, home, _STATES),
        "regions": partial(_query, home, _REGIONS),
    }


def parts(home: Home) -> Mapping[str, Callable[[], Iterator[pl.DataFrame]]]:
    """The frames with a row a figure, by name, each in parts that follow on one another: a nation's figures are too
    many to be held at once."""
    return {
        "fact_pairs": lambda: (fact_pairs(home, *bounds) for bounds in _ranges(home)),
        "headlines": lambda: (_headlines(home, *bounds) for bounds in _ranges(home)),
        "rates": lambda: (_headlines(home, *bounds).filter("is_percent_rate") for bounds in _ranges(home)),
        "facts": lambda: (_query(home, _FACTS, *bounds) for bounds in _ranges(home)),
    }


def _ranges(home: Home) -> list[tuple[str, str]]:
    """Ranges of ids, which are hashes, from the first included to the second excluded; enough of them for parts of at
    most ROWS_A_PART figures."""
    with _open(home) as connection:
        (figures,) = connection.execute("select count(*) from core.fct_fact").fetchone() or (0,)
    count = min(256, 1 << max(0, math.ceil(math.log2(max(1, figures / ROWS_A_PART)))))
    ends = [f"{256 * number // count:02x}" for number in range(1, count)]
    return list(zip(["", *ends], [*ends, chr(0x10FFFF)], strict=True))


def _headlines(home: Home, first: str, beyond: str) -> pl.DataFrame:
    return _query(home, _HEADLINES, first, beyond)


@contextmanager
def _open(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    """The warehouse, read-only; attached to a database of our own, so that other connections do not matter."""
    if not home.warehouse.is_file():
        raise FileNotFoundError(f"found no {home.warehouse.name}, expected the file that dbt builds; run fazhi build")
    with duckdb.connect(":memory:") as connection:
        path = str(home.warehouse).replace("'", "''")
        connection.execute(f"attach '{path}' as warehouse (read_only)")
        connection.execute("use warehouse")
        yield connection


def _query(home: Home, sql: str, first: str | None = None, beyond: str | None = None) -> pl.DataFrame:
    bounds = {} if first is None else {"first": first, "beyond": beyond}
    with _open(home) as connection:
        return connection.execute(sql, bounds).pl()


def mart_columns(home: Home) -> pl.DataFrame:
    """One row a column declared or found in the published schemas: ``name``, ``declared`` and ``found`` type."""
    names = [
        (f"{table.qualified_name}.{column}", kind) for table in mart_tables() for column, kind in table.columns.items()
    ]
    with _open(home) as connection:
        found = connection.execute(_COLUMNS, [list(PUBLISHED_FOLDERS)]).pl()
        canonical = {kind: _canonical(connection, kind) for kind in {kind for _, kind in names}}
    rows = [(name, canonical[kind]) for name, kind in names]
    declared = pl.DataFrame(rows, schema={"name": pl.String, "declared": pl.String}, orient="row")
    return declared.join(found, on="name", how="full", coalesce=True).sort("name")


def _canonical(connection: duckdb.DuckDBPyConnection, data_type: str) -> str:
    """DuckDB's own name of a type: varchar → VARCHAR, decimal(28, 6) → DECIMAL(28,6)."""
    row = connection.execute(f"select typeof(cast(null as {data_type}))").fetchone()
    return str(row[0]) if row else ""


def mart_keys(home: Home) -> pl.DataFrame:
    """One row a published table with a primary key: its rows and its different, complete keys."""
    rows = []
    with _open(home) as connection:
        for table in mart_tables():
            if not table.primary_key:
                continue
            key = ", ".join(f'"{column}"' for column in table.primary_key)
            complete = " and ".join(f'"{column}" is not null' for column in table.primary_key)
            distinct = f"select distinct {key} from {table.qualified_name} where {complete}"
            sql = f"select count(*), (select count(*) from ({distinct})) from {table.qualified_name}"
            rows.append((table.qualified_name, *(connection.execute(sql).fetchone() or ())))
    return pl.DataFrame(rows, schema={"name": pl.String, "row_cnt": pl.Int64, "key_cnt": pl.Int64}, orient="row")


def mart_relations(home: Home) -> pl.DataFrame:
    """One row a declared relation between published tables: ``name`` and the number of rows that point to nothing."""
    rows = []
    with _open(home) as connection:
        for relation in (relation for table in mart_tables() for relation in table.relations):
            sql = f"""
                select count(*) from {relation.table} as child
                anti join {relation.to_table} as parent on child."{relation.column}" = parent."{relation.to_column}"
                where child."{relation.column}" is not null
            """
            name = f"{relation.table}.{relation.column} → {relation.to_table}.{relation.to_column}"
            rows.append((name, *(connection.execute(sql).fetchone() or ())))
    return pl.DataFrame(rows, schema={"name": pl.String, "orphan_cnt": pl.Int64}, orient="row")


def arrows(home: Home) -> pl.DataFrame:
    """One row an arrow from the lake to the marts: rows that went in and rows that are there."""
    neighbours = _neighbours(home)
    extracted = read_table(home.lake, "ledger", ["document_id"])["document_id"]
    mentions = read_table(home.lake, "mentions", ["document_id", "kind"])
    kinds = mentions.filter(~pl.col("document_id").is_in(neighbours.implode()))["kind"]
    aside = mentions.filter(pl.col("document_id").is_in(neighbours.implode()), kind="fact")
    lake = {
        "core.dim_document": read_table(home.lake, "documents", ["document_id"]).height,
        "core.dim_report": int((~extracted.is_in(neighbours.implode())).sum()),
        "core.fct_mention": kinds.len(),
        "core.fct_fact": int((kinds == "fact").sum()) - _dropped(home).height,
        "quality.correction": read_table(home.lake, "corrections", ["correction_id"]).height,
        "quality.corrected_fact": read_table(home.lake, "corrected_mentions", ["correction_id"]).height,
        "quality.rejected": read_table(home.lake, "rejected", ["stage"]).height,
        "quality.numeral_ledger": extracted.len(),
        "analysis.v_neighbour_facts": aside.height,
        "quality.lexical_numeral": read_table(home.lake, "lexical", ["document_id"]).height,
    }
    with _open(home) as connection:
        rows = [
            (table, count, *(connection.execute(f"select count(*) from {table}").fetchone() or ()))
            for table, count in lake.items()
        ]
    return pl.DataFrame(rows, schema={"name": pl.String, "lake_cnt": pl.Int64, "mart_cnt": pl.Int64}, orient="row")


def fact_pairs(home: Home, first: str, beyond: str) -> pl.DataFrame:
    """One row a fact of the documents from ``first`` to before ``beyond``, in the lake or in the marts: its place,
    value and indicator in each as one text, or null.

    An incremental model that kept rows of an earlier extraction differs here even where the counts agree.
    """
    columns = ["document_id", "mention_no", "kind", "start", "end", "value", "table_factor", "indicator_id"]
    of_reports = ~pl.col("document_id").is_in(_neighbours(home).implode())
    within = pl.col("document_id").is_between(pl.lit(first), pl.lit(beyond), closed="left")
    paths = (path for path in bucket_files(home.lake, "mentions") if len(path.stem) > 2 or first <= path.stem < beyond)
    read = [read_file(path, columns) for path in paths]
    mentions = pl.concat([empty_table("mentions").select(columns), *read])
    # the warehouse holds 136.5 under 罚没金额(万元) as 1,365,000 元
    in_base_unit = (pl.col("value") * pl.col("table_factor").fill_null(1)).cast(mentions.schema["value"])
    facts = mentions.filter(of_reports, within, kind="fact").with_columns(value=in_base_unit).drop("kind")
    keys = ["document_id", "mention_no"]
    lake = _as_text(facts.join(_dropped(home), on=keys, how="anti"), "lake_fact")
    marts = _as_text(_query(home, _LAKE_FACTS_IN_MARTS, first, beyond), "mart_fact")
    return lake.join(marts, on=keys, how="full", coalesce=True).sort(keys)


def _neighbours(home: Home) -> pl.Series:
    """Ids of documents that are no reports; their figures stand apart."""
    return read_table(home.lake, "documents", ["document_id", "is_report"]).filter(~pl.col("is_report"))["document_id"]


def _dropped(home: Home) -> pl.DataFrame:
    """The facts that corrections take away: ``document_id`` and ``mention_no``."""
    rows = read_table(home.lake, "corrected_mentions", ["document_id", "mention_no", "correction_action"])
    return rows.filter(correction_action="drop").drop("correction_action").unique(maintain_order=True)


def _as_text(facts: pl.DataFrame, name: str) -> pl.DataFrame:
    value = pl.col("value").cast(pl.String).fill_null("-")
    text = pl.format("[{}, {}) {} {}", "start", "end", value, "indicator_id")
    return facts.select("document_id", pl.col("mention_no").cast(pl.Int64), text.alias(name))
