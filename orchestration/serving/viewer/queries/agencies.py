"""One body: its names, its reports, what it reports year by year, what it leaves out.

A body keeps its id over renamings (body_id); a page is asked for by any of its names. Does not belong here: comparison.
"""

from __future__ import annotations

from orchestration.serving.viewer.current_release import Reader, Row, among, of_each
from orchestration.serving.viewer.queries.dictionary import with_labels
from orchestration.serving.viewer.queries.indicators import Peers

_NO_WORDING: Row = dict.fromkeys(("comparator", "scope", "period", "qualifier", "surface", "sentence"))
SYSTEM_CODES = ("G1", "G2", "G3", "G4", "G5", "G6", "G7", "G8", "G9", "P", "X", "M")


def listing(reader: Reader, words: list[str], peers: Peers, limit: int, offset: int) -> tuple[list[Row], int]:
    """Bodies in order of their full names, which begin with the region, and how many there are in all."""
    conditions = " and ".join(f"contains(lower(full_name_zh), lower($word{number}))" for number in range(len(words)))
    where = f"""
        ($level is null or level = $level) and ($function is null or function_zh = $function)
        and ($region is null or region_id in (
            select region_id from core.dim_region where starts_with(region_code, $region)
        )) and {conditions or "true"}
    """
    values = {"level": peers.level, "function": peers.function, "region": peers.region}
    values |= {f"word{number}": word for number, word in enumerate(words)}
    total = reader.remember(
        ("agencies", peers, tuple(words)),
        lambda: int(reader.value(f"select count(*) from core.dim_agency where {where}", values)),
    )
    rows = reader.rows(
        f"""
        with chosen as (
            select * from core.dim_agency where {where} order by full_name_zh, agency_id limit $limit offset $offset
        )

        select chosen.agency_id, chosen.full_name_zh as agency_zh, chosen.level as agency_level,
            chosen.function_zh as agency_function_zh, regions.region_code, regions.full_name_zh as region_zh,
            chosen.first_year, chosen.last_year, chosen.is_current
        from chosen left join core.dim_region as regions on chosen.region_id = regions.region_id
        order by chosen.full_name_zh, chosen.agency_id
        """,
        values | {"limit": limit, "offset": offset},
    )
    return rows, total


def agency(reader: Reader, agency_id: str) -> Row | None:
    """The body under one of its names; None for an unknown id."""
    sql = """
        select agencies.agency_id, agencies.name_zh, agencies.full_name_zh as agency_zh, agencies.level as agency_level,
            agencies.function_zh as agency_function_zh, agencies.body_id, agencies.code_scheme, agencies.first_year,
            agencies.last_year, regions.region_code, regions.full_name_zh as region_zh
        from core.dim_agency as agencies left join core.dim_region as regions on agencies.region_id = regions.region_id
        where agencies.agency_id = $agency
    """
    return reader.row(sql, {"agency": agency_id})


def names(reader: Reader, body_id: str) -> list[Row]:
    """The names of a body over time, oldest first."""
    sql = """
        select agency_id, full_name_zh as agency_zh, valid_from, valid_to, first_year, last_year, is_current
        from core.dim_agency where body_id = $body order by valid_from, agency_id
    """
    return reader.rows(sql, {"body": body_id})


def lineage(reader: Reader, agency_ids: list[str]) -> list[Row]:
    """Bodies it came from or went into by another way than a change of name."""
    before, parameters = among("predecessor_agency_id", "agency", agency_ids)
    after, _ = among("successor_agency_id", "agency", agency_ids)
    sql = f"""
        select lineage.lineage_type, lineage.change_year, lineage.lineage_evidence, lineage.predecessor_agency_id,
            befores.full_name_zh as predecessor_zh, lineage.successor_agency_id, afters.full_name_zh as successor_zh
        from core.agency_lineage as lineage
        inner join core.dim_agency as befores on lineage.predecessor_agency_id = befores.agency_id
        inner join core.dim_agency as afters on lineage.successor_agency_id = afters.agency_id
        where {before} or {after}
        order by lineage.change_year, lineage.predecessor_agency_id, lineage.successor_agency_id
    """
    return reader.rows(sql, parameters)


def scorecards(reader: Reader, agency_ids: list[str]) -> list[Row]:
    """One row a year: state of the report, lateness, counts, indicators reported by system."""
    chosen, parameters = among("agency_id", "agency", agency_ids)
    columns = ", ".join(f"{code.lower()}_indicator_cnt" for code in SYSTEM_CODES)
    sql = f"""
        select agency_id, year, report_state, published_date, days_after_deadline, fact_cnt, mapped_fact_cnt,
            hedged_fact_cnt, planned_fact_cnt, indicator_cnt, zero_indicator_cnt, full_rate_cnt, report_id,
            corrected_fact_cnt, {columns}
        from analysis.v_agency_year_scorecard where {chosen}
        order by year, report_state = 'held'
    """
    return list({row["year"]: row for row in reader.rows(sql, parameters)}.values())


def reports(reader: Reader, agency_ids: list[str]) -> list[Row]:
    """Every version of every report, newest year first."""
    chosen, parameters = among("agency_id", "agency", agency_ids)
    sql = f"""
        select report_id, agency_id, year, version, is_current, title, published_date, completed_date, genre, chars,
            fact_cnt, mapped_fact_cnt, mention_cnt, origin_url, source_file, document_id
        from core.dim_report where {chosen} order by year desc, version desc
    """
    return reader.rows(sql, parameters)


def values(reader: Reader, agency_ids: list[str], documents: list[str]) -> list[Row]:
    """Headline values, one row an indicator and year, with how they are worded.

    Put together here: the join of a few hundred rows would take DuckDB more memory than all else a page needs.
    """
    chosen, agencies = among("agency_id", "agency", agency_ids)
    headlines = reader.rows(
        f"""
        select agency_id, year, indicator_id, value, low, high, unit, rival_cnt, state, fact_id, report_id,
            corrected_by, value_extracted
        from core.fct_indicator_year where {chosen} and fact_id is not null
        """,
        agencies,
    )
    facts, parameters = of_each(
        "select fact_id, comparator, scope, period, qualifier, surface, sentence from core.fct_fact",
        "document_id", "document", documents,
    )  # fmt: skip
    wordings = {row["fact_id"]: row for row in reader.rows(facts, parameters)}
    rows = [wordings.get(row["fact_id"], _NO_WORDING) | row for row in headlines]
    labelled = with_labels(reader, rows)
    return sorted(labelled, key=lambda row: (row["system_order"], row["topic"], row["indicator_id"], row["year"]))


def restated(reader: Reader, documents: list[str]) -> list[Row]:
    """Figures for an earlier year as a later report gives them."""
    facts, parameters = of_each("select * from core.fct_fact", "document_id", "document", documents)
    sql = f"""
        select indicator_id, year as report_year, try_cast(split_part(period, ':', 2)[:4] as integer) as year, value,
            unit, surface, sentence, fact_id, report_id
        from ({facts})
        where status = 'prior' and value_kind = 'level' and indicator_id <> 'unmapped'
            and starts_with(period, 'prior:') and scope in ('own', 'area')
        order by indicator_id, report_year, char_start
    """
    return reader.rows(sql, parameters)


def silent(reader: Reader, agency_id: str, year: int, level: str | None, limit: int) -> list[Row]:
    """Indicators on which the report of a year is silent, those that most peers of the level report first."""
    sql = """
        select comparisons.indicator_id, comparisons.indicator_zh, comparisons.indicator_en, comparisons.system_code,
            comparisons.reported_cnt, comparisons.reported_cnt + comparisons.silent_cnt as held_cnt
        from analysis.v_indicator_year_comparison as comparisons
        where comparisons.year = $year and comparisons.agency_level = $level
            and comparisons.indicator_id not in (
                select indicator_id from core.fct_indicator_year
                where agency_id = $agency and year = $year and state <> 'silent'
            )
        order by comparisons.reported_cnt / greatest(held_cnt, 1) desc, comparisons.indicator_id
        limit $limit
    """
    return reader.rows(sql, {"agency": agency_id, "year": year, "level": level, "limit": limit})
