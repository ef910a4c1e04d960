"""One body: its names, its reports, what it reports year by year, what it leaves out.

A body keeps its id over renamings (body_id); a page is asked for by any of its names. Does not belong here: comparison,
what peers report (peers.py).
"""

from __future__ import annotations

from orchestration.serving.viewer.current_release import Reader, Row, among, of_each
from orchestration.serving.viewer.queries.days import with_kind_of_day
from orchestration.serving.viewer.queries.dictionary import with_labels
from orchestration.serving.viewer.queries.indicators import Peers

_WORDING = ("comparator", "scope", "period", "qualifier", "surface", "sentence")
_NO_REGION: Row = dict.fromkeys(("region_code", "region_zh"))
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
        select agency_id, name_zh, full_name_zh as agency_zh, level as agency_level, function_zh as agency_function_zh,
            body_id, code_scheme, first_year, last_year, region_id
        from core.dim_agency where agency_id = $agency
    """
    found = reader.row(sql, {"agency": agency_id})
    if found is None:
        return None
    # Asked for by its key: a join reads all regions for one.
    place = "select region_code, full_name_zh as region_zh from core.dim_region where region_id = $region"
    return found | (reader.row(place, {"region": found["region_id"]}) or _NO_REGION)


def names(reader: Reader, body_id: str) -> list[Row]:
    """The names of a body over time, oldest first."""
    sql = """
        select agency_id, full_name_zh as agency_zh, valid_from, valid_to, first_year, last_year, is_current
        from core.dim_agency where body_id = $body
    """
    rows = reader.rows(sql, {"body": body_id})
    return sorted(rows, key=lambda row: (row["valid_from"] is None, row["valid_from"] or 0, row["agency_id"]))


def lineage(reader: Reader, agency_ids: list[str]) -> list[Row]:
    """Bodies it came from or went into by another way than a change of name."""
    before, parameters = among("predecessor_agency_id", "agency", agency_ids)
    after, _ = among("successor_agency_id", "agency", agency_ids)
    sql = f"""
        select lineage_type, change_year, lineage_evidence, predecessor_agency_id, successor_agency_id
        from core.agency_lineage where {before} or {after}
        order by change_year, predecessor_agency_id, successor_agency_id
    """
    rows = reader.rows(sql, parameters)
    ids = {row[f"{side}_agency_id"] for row in rows for side in ("predecessor", "successor")}
    chosen, parameters = among("agency_id", "agency", sorted(ids))
    # Most bodies have none, and then no name is looked for.
    called = {
        row["agency_id"]: row["agency_zh"]
        for row in (
            reader.rows(f"select agency_id, full_name_zh as agency_zh from core.dim_agency where {chosen}", parameters)
            if ids
            else ()
        )
    }
    return [
        row
        | {
            "predecessor_zh": called[row["predecessor_agency_id"]],
            "successor_zh": called[row["successor_agency_id"]],
        }
        for row in rows
        if row["predecessor_agency_id"] in called and row["successor_agency_id"] in called
    ]


def scorecards(reader: Reader, agency_ids: list[str]) -> list[Row]:
    """One row a year: state of the report, lateness, counts, indicators reported by system."""
    chosen, parameters = among("agency_id", "agency", agency_ids)
    columns = ", ".join(f"{code.lower()}_indicator_cnt" for code in SYSTEM_CODES)
    sql = f"""
        select agency_id, year, report_state, published_date, days_after_deadline, fact_cnt, mapped_fact_cnt,
            hedged_fact_cnt, planned_fact_cnt, indicator_cnt, zero_indicator_cnt, full_rate_cnt, report_id,
            corrected_fact_cnt, {columns}
        from analysis.v_agency_year_scorecard where {chosen}
    """
    # Where a year has two rows, under two names, the one with a report is the last and stays.
    rows = sorted(reader.rows(sql, parameters), key=lambda row: (row["year"], row["report_state"] == "held"))
    return with_kind_of_day(reader, {row["year"]: row for row in rows}.values())


def has_versions(reader: Reader, agency_ids: list[str]) -> bool:
    """Whether any report of the bodies was published more than once."""
    chosen, parameters = among("agency_id", "agency", agency_ids)
    return (reader.value(f"select max(version) from core.dim_report where {chosen}", parameters) or 0) > 1


def facts(reader: Reader, agency_ids: list[str], with_sentences: bool = True) -> list[Row]:
    """How every figure of the bodies is worded; ``sentence`` is None without ``with_sentences``.

    Read in one go for ``values`` and ``restated``, and without joins, which would take DuckDB more memory than all else
    a page needs.
    """
    sentence = "sentence" if with_sentences else "null::varchar as sentence"
    sql, parameters = of_each(
        f"""
        select fact_id, indicator_id, report_id, year, comparator, scope, period, qualifier, surface, status,
            value_kind, value, unit, char_start, {sentence}
        from core.fct_fact
        """,
        "agency_id", "agency", agency_ids,
    )  # fmt: skip
    return reader.rows(sql, parameters)


def values(reader: Reader, agency_ids: list[str], worded: list[Row]) -> list[Row]:
    """Headline values, one row an indicator and year, with how they are worded in the figures of ``facts``."""
    chosen, agencies = among("agency_id", "agency", agency_ids)
    headlines = reader.rows(
        f"""
        select agency_id, year, indicator_id, value, low, high, unit, rival_cnt, state, fact_id, report_id,
            corrected_by, value_extracted
        from core.fct_indicator_year where {chosen} and fact_id is not null
        """,
        agencies,
    )
    wordings = {row["fact_id"]: row for row in worded}
    rows = []
    for row in headlines:
        wording = wordings.get(row["fact_id"], {})
        rows.append({"fact_id": row["fact_id"]} | {name: wording.get(name) for name in _WORDING} | row)
    labelled = with_labels(reader, rows)
    return sorted(labelled, key=lambda row: (row["system_order"], row["topic"], row["indicator_id"], row["year"]))


def restated(worded: list[Row]) -> list[Row]:
    """Figures for an earlier ``year`` as the report of ``report_year`` gives them, out of those of ``facts``."""
    rows = [
        row | {"report_year": row["year"], "year": _year_before(row["period"])}
        for row in worded
        if row["status"] == "prior"
        and row["value_kind"] == "level"
        and row["indicator_id"] != "unmapped"
        and row["period"].startswith("prior:")
        and row["scope"] in ("own", "area")
    ]
    return sorted(rows, key=lambda row: (row["indicator_id"], row["report_year"], row["char_start"]))


def _year_before(period: str) -> int | None:
    """``prior:2021`` and ``prior:2021-06`` → 2021."""
    year = period.split(":")[1][:4]
    return int(year) if year.isascii() and year.isdigit() else None
