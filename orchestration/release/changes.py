"""What a release changes against the last one: reports and facts added, changed, gone, each fact with its cause.

A fact is the same fact when it stands at the same place of the same bytes; its id would not do, since it counts the
mentions before it. Does not belong here: how the changes are told (changes_page.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from orchestration.release.build_file import DATABASE_NAME
from orchestration.release.catalog import literal, quoted

CHANGED_FACTS_NAME = "changes.parquet"
# What of a fact readers see; confidence and rule may change and leave the fact as it was.
_COMPARED = (
    "agency_id", "year", "indicator_id", "value", "low", "high", "comparator", "unit", "value_kind", "status", "scope",
    "period", "relation", "qualifier", "measure",
)  # fmt: skip
_PLACE = ("document_id", "char_start", "char_end")
_NEEDED = {
    "fct_fact": (*_PLACE, "fact_id", "mention_no", "corrected_by", "surface", "sentence", *_COMPARED),
    "fct_mention": (*_PLACE, "corrected_by"),
    "dim_report": ("document_id", "agency_id", "year", "version", "is_current", "title", "source_file"),
    "dim_document": ("document_id", "reader_version"),
    "dim_agency": ("agency_id", "full_name_zh"),
    "dim_indicator": ("indicator_id", "name_zh"),
    "numeral_ledger": ("document_id", "extractor_version", "dictionary_hash"),
    "fct_indicator_year": ("agency_id", "year", "indicator_id", "value", "unit", "state"),
}
Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Changes:
    """Differences between two releases, in a fixed order; ``why_not`` says why they could not be told, or is empty."""

    why_not: str = ""
    reports: tuple[dict[str, Any], ...] = ()
    facts: tuple[dict[str, Any], ...] = ()
    fact_counts: tuple[dict[str, Any], ...] = ()
    headlines: tuple[dict[str, Any], ...] = ()
    headline_cnt: int = 0
    tables: tuple[dict[str, Any], ...] = ()


def compare_releases(old: Path | None, new: Path, shown: int) -> Changes:
    """Compare the release in ``old`` with the one in ``new`` and write all changed facts to ``new``/changes.parquet.

    At most ``shown`` facts and headline values are returned; the counts are of all. Without ``old``, or when it
    cannot be compared, nothing is written. Raises duckdb.Error when the new release cannot be read.
    """
    if old is None:
        return Changes("这是第一次发布,没有可比的上一版(first release)。")
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"attach {literal(str(new / DATABASE_NAME))} as newer (read_only)")
        try:
            connection.execute(f"attach {literal(str(old / DATABASE_NAME))} as older (read_only)")
        except duckdb.Error:
            return Changes(f"上一版 {old.name} 读不出,未作比较(the last release cannot be read)。")
        tables = _rows(connection, _TABLES)
        if missing := _missing(connection):
            return Changes(f"两版缺少比较所需的列,未逐条比较(columns missing):{missing}。", tables=tuple(tables))
        return _compare(connection, new, shown, tuple(tables))


def _compare(
    connection: duckdb.DuckDBPyConnection, new: Path, shown: int, tables: tuple[dict[str, Any], ...]
) -> Changes:
    connection.execute(f"create table changed as {_facts_sql()}")
    connection.execute("set threads = 1")  # the same bytes each time (side_by_side.py)
    target = literal(str(new / CHANGED_FACTS_NAME))
    connection.execute(f"copy (from changed order by all) to {target} (format parquet, compression zstd)")
    counted = connection.execute(f"select count(*) from ({_HEADLINES})").fetchone()
    return Changes(
        reports=tuple(_rows(connection, _REPORTS)),
        facts=tuple(_rows(connection, f"from changed order by all limit {shown}")),
        fact_counts=tuple(
            _rows(connection, "select change_zh, cause_zh, count(*) as fact_cnt from changed group by all order by all")
        ),
        headlines=tuple(_rows(connection, f"{_HEADLINES} limit {shown}")),
        headline_cnt=counted[0] if counted else 0,
        tables=tables,
    )


def _rows(connection: duckdb.DuckDBPyConnection, sql: str) -> Rows:
    result = connection.execute(sql)
    names = [str(entry[0]) for entry in result.description or []]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def _missing(connection: duckdb.DuckDBPyConnection) -> str:
    """Needed columns that one of the two releases lacks, such as one made before a column was added."""
    present = set(
        connection.execute(
            "select database_name, table_name, column_name from duckdb_columns() "
            "where database_name in ('older', 'newer') and schema_name in ('core', 'quality')"
        ).fetchall()
    )
    lacking = [
        f"{table}.{column}"
        for table, columns in _NEEDED.items()
        for column in columns
        if not {("older", table, column), ("newer", table, column)} <= present
    ]
    return "、".join(lacking[:10]) + (" …" if len(lacking) > 10 else "")


_TABLES = """
with counted as (
    select database_name, schema_name || '.' || table_name as table_name, estimated_size as row_cnt, column_count
    from duckdb_tables()
    where database_name in ('older', 'newer')
)
select
    coalesce(newer.table_name, older.table_name) as table_name,
    older.row_cnt as old_row_cnt, newer.row_cnt as new_row_cnt,
    older.column_count as old_column_cnt, newer.column_count as new_column_cnt
from (from counted where database_name = 'older') as older
full join (from counted where database_name = 'newer') as newer on older.table_name = newer.table_name
where (old_row_cnt, old_column_cnt) is distinct from (new_row_cnt, new_column_cnt)
order by all
"""

_NAMED_REPORTS = """
select r.document_id, a.full_name_zh as agency_zh, r.year, r.version, r.is_current, r.title, r.source_file
from {0}.core.dim_report as r left join {0}.core.dim_agency as a on r.agency_id = a.agency_id
"""

_REPORTS = f"""
with older_reports as ({_NAMED_REPORTS.format("older")}), newer_reports as ({_NAMED_REPORTS.format("newer")})
select
    case when o.document_id is null then '新增' when n.document_id is null then '撤下' else '改动' end as change_zh,
    coalesce(n.agency_zh, o.agency_zh) as agency_zh, coalesce(n.year, o.year) as year,
    coalesce(n.title, o.title) as title, coalesce(n.source_file, o.source_file) as source_file,
    case when o.document_id is null or n.document_id is null then '' else concat_ws(
        ';',
        case when n.agency_zh <> o.agency_zh then '机关原为 ' || o.agency_zh end,
        case when n.year <> o.year then '年度原为 ' || o.year end,
        case when n.version <> o.version then '版次原为 ' || o.version end,
        case when o.is_current and not n.is_current then '已有后一版' end,
        case when n.is_current and not o.is_current then '成为现行版' end,
        case when n.title is distinct from o.title then '标题原为 ' || coalesce(o.title, '(无)') end,
        case when n.source_file <> o.source_file then '文件原为 ' || o.source_file end
    ) end as detail_zh
from older_reports as o full join newer_reports as n on o.document_id = n.document_id
where o.document_id is null or n.document_id is null
    or (n.agency_zh, n.year, n.version, n.is_current, n.title, n.source_file)
    is distinct from (o.agency_zh, o.year, o.version, o.is_current, o.title, o.source_file)
order by all
"""

# Of body-years that both releases hold: the others are told by their reports. A body has rows for what it has ever
# reported; where only one of the releases has the row, the report held in the other is silent.
_HEADLINES = """
with paired as (
    select agency_id, year, indicator_id,
        coalesce(o.state, 'silent') as old_state, o.value as old_value, o.unit as old_unit,
        coalesce(n.state, 'silent') as new_state, n.value as new_value, n.unit as new_unit
    from newer.core.fct_indicator_year as n
    full join older.core.fct_indicator_year as o using (agency_id, year, indicator_id)
    where (o.state is not null
        or (agency_id, year) in (select (agency_id, year) from older.core.dim_report where is_current))
        and (n.state is not null
        or (agency_id, year) in (select (agency_id, year) from newer.core.dim_report where is_current))
)
select a.full_name_zh as agency_zh, paired.year, paired.indicator_id, i.name_zh as indicator_zh,
    old_state, old_value, old_unit, new_state, new_value, new_unit
from paired
left join newer.core.dim_agency as a using (agency_id)
left join newer.core.dim_indicator as i using (indicator_id)
where (new_value, new_unit, new_state) is distinct from (old_value, old_unit, old_state)
order by agency_zh, paired.year, paired.indicator_id, paired.agency_id
"""


def _side(side: str) -> str:
    """Facts of one release with their place, the versions that made them, and who corrected their mention."""
    place = ", ".join(f"f.{column}" for column in _PLACE)
    return f"""
        select f.*, a.full_name_zh as agency_zh, i.name_zh as indicator_zh,
            row_number() over (partition by {place} order by f.mention_no) as place_no
        from {side}.core.fct_fact as f
        left join {side}.core.dim_agency as a on f.agency_id = a.agency_id
        left join {side}.core.dim_indicator as i on f.indicator_id = i.indicator_id
    """


def _made(side: str) -> str:
    return f"""
        select d.document_id, concat_ws('/', d.reader_version, l.extractor_version) as rules_version, l.dictionary_hash
        from {side}.core.dim_document as d left join {side}.quality.numeral_ledger as l on d.document_id = l.document_id
    """


def _corrected(side: str) -> str:
    return f"""
        select {", ".join(_PLACE)}, max(corrected_by) as corrected_by
        from {side}.core.fct_mention where corrected_by is not null group by all
    """


def _facts_sql() -> str:
    """All facts that differ. Causes are tried from the most certain to the least; what fits none says so."""
    changed = ", ".join(f"case when n.{name} is distinct from o.{name} then '{name}' end" for name in _COMPARED)
    both = "o.fact_id is not null and n.fact_id is not null"
    return f"""
with older_facts as ({_side("older")}), newer_facts as ({_side("newer")}),
older_made as ({_made("older")}), newer_made as ({_made("newer")}),
older_corrected as ({_corrected("older")}), newer_corrected as ({_corrected("newer")}),
paired as (
    select
        case when o.fact_id is null then '新增' when n.fact_id is null then '消失' else '改动' end as change_zh,
        case when {both} then concat_ws('、', {changed}) else '' end as changed_columns,
        {", ".join(f"coalesce(n.{column}, o.{column}) as {column}" for column in _PLACE)},
        {_pair("agency_zh", "year", "indicator_id", "indicator_zh", "measure", "surface", "sentence")},
        o.value as old_value, o.unit as old_unit, o.indicator_id as old_indicator_id,
        n.value as new_value, n.unit as new_unit, n.indicator_id as new_indicator_id,
        o.fact_id as old_fact_id, n.fact_id as new_fact_id
    from older_facts as o
    full join newer_facts as n
        on {" and ".join(f"o.{column} = n.{column}" for column in (*_PLACE, "place_no"))}
)
select
    p.change_zh,
    case
        when om.document_id is null or nm.document_id is null then '来源'
        when oc.corrected_by is distinct from nc.corrected_by then '更正'
        when om.dictionary_hash is distinct from nm.dictionary_hash
            and (om.rules_version = nm.rules_version or p.changed_columns = 'indicator_id') then '词典'
        when om.rules_version <> nm.rules_version then '规则'
        when p.changed_columns like '%agency_id%' or p.changed_columns like '%year%' then '来源'
        else '未明'
    end as cause_zh,
    p.* exclude (change_zh)
from paired as p
left join older_made as om on p.document_id = om.document_id
left join newer_made as nm on p.document_id = nm.document_id
left join older_corrected as oc on {_at_place("oc")}
left join newer_corrected as nc on {_at_place("nc")}
where p.changed_columns <> '' or p.old_fact_id is null or p.new_fact_id is null
"""


def _pair(*columns: str) -> str:
    return ", ".join(f"coalesce(n.{column}, o.{column}) as {quoted(column)}" for column in columns)


def _at_place(alias: str) -> str:
    return " and ".join(f"p.{column} = {alias}.{column}" for column in _PLACE)
