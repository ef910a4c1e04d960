"""An indicator over bodies and years: definition, trend, ranking, distribution, who is silent.

Values are the headline values of analysis.v_indicator_values. Does not belong here: single bodies (agencies.py).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from orchestration.serving.viewer.current_release import Reader, Row

ORDERS = {
    "value_desc": "value desc, agency_zh, agency_id",
    "value_asc": "value, agency_zh, agency_id",
    "agency": "agency_zh, agency_id",
    "region": "region_code nulls last, agency_zh, agency_id",
}
_HELD = """
    select
        cards.year, count(*) as asked_cnt, count(*) filter (cards.report_state = 'held') as held_cnt,
        asked_cnt - held_cnt as report_missing_cnt
    from analysis.v_agency_year_scorecard as cards
    inner join core.dim_agency as agencies on cards.agency_id = agencies.agency_id
    left join core.dim_region as regions on agencies.region_id = regions.region_id
    where ($level is null or cards.agency_level = $level)
        and ($function is null or cards.agency_function_zh = $function)
        and ($region is null or starts_with(regions.region_code, $region))
    group by cards.year
    order by cards.year
"""
# {peers}: the condition on the bodies, see Peers.where. Whether there is one level and one kind of body only is told by
# the least and the greatest: counting them apart takes a table of them for every year.
_REPORTED = """
    with reported as (
        select
            year,
            count(*) as reported_cnt,
            count(*) filter (comparator <> 'eq') as hedged_cnt,
            count(*) filter (scope <> 'own') as area_cnt,
            min(hash(agency_level, agency_function_zh)) = max(hash(agency_level, agency_function_zh)) as is_one_kind,
            min(value) filter (unit_family is not distinct from $family) as min_value,
            quantile_cont(value::double, [0.25, 0.5, 0.75]) filter (unit_family is not distinct from $family)
                as quartiles,
            max(value) filter (unit_family is not distinct from $family) as max_value,
            count(additive_value) as added_cnt,
            sum(additive_value) as added,
            mode(unit) as unit,
            mode(unit) filter (additive_value is not null) as added_unit
        from analysis.v_indicator_values
        where indicator_id = $indicator and {peers}
        group by year
    )

    select
        year, reported_cnt, hedged_cnt, area_cnt, min_value, quartiles[1] as lower_quartile,
        quartiles[2] as median_value, quartiles[3] as upper_quartile, max_value, coalesce(added_unit, unit) as unit,
        added_cnt, reported_cnt - added_cnt as left_out_cnt, case when is_one_kind then added end as sum_value
    from reported
"""
_UNREPORTED = dict.fromkeys(("reported_cnt", "hedged_cnt", "area_cnt", "added_cnt", "left_out_cnt"), 0) | dict.fromkeys(
    ("min_value", "lower_quartile", "median_value", "upper_quartile", "max_value", "unit", "sum_value")
)


@dataclass(frozen=True, slots=True)
class Peers:
    """Which bodies are looked at together; None: all."""

    level: str | None = None
    function: str | None = None
    region: str | None = None

    def where(self, prefix: str = "") -> str:
        """The condition on a table with the columns of v_indicator_values."""
        return f"""
            ($level is null or {prefix}agency_level = $level)
            and ($function is null or {prefix}agency_function_zh = $function)
            and ($region is null or starts_with({prefix}region_code, $region))
        """


def listing(reader: Reader) -> list[Row]:
    """Every indicator of the dictionary with how much is held of it, in order of system, topic and name."""
    sql = """
        select
            indicators.indicator_id,
            indicators.name_zh as indicator_zh,
            indicators.name_en as indicator_en,
            indicators.system_code,
            indicators.topic,
            indicators.measure_type,
            indicators.canonical_unit,
            coalesce(sum(comparisons.reported_cnt), 0)::bigint as value_cnt,
            min(comparisons.year) as first_year,
            max(comparisons.year) as last_year
        from core.dim_indicator as indicators
        inner join core.dim_system as systems on indicators.system_code = systems.system_code
        left join analysis.v_indicator_year_comparison as comparisons
            on indicators.indicator_id = comparisons.indicator_id
        where indicators.indicator_id <> 'unmapped'
        group by all
        order by min(systems.sort_order), indicators.topic, value_cnt desc, indicators.indicator_id
    """
    return reader.remember("indicator_listing", lambda: reader.rows(sql))


def definition(reader: Reader, indicator_id: str) -> Row | None:
    """The indicator as the dictionary has it, with the names of what it is part of; None for an unknown one."""
    return _definitions(reader).get(indicator_id)


def _definitions(reader: Reader) -> dict[str, Row]:
    """The dictionary, a few hundred rows, by id."""
    sql = """
        select indicators.*, systems.name_zh as system_zh, systems.short_name_zh as system_short_zh,
            systems.name_en as system_en, parents.name_zh as parent_zh, parents.name_en as parent_en,
            numerators.name_zh as numerator_zh, denominators.name_zh as denominator_zh
        from core.dim_indicator as indicators
        inner join core.dim_system as systems on indicators.system_code = systems.system_code
        left join core.dim_indicator as parents on indicators.parent_id = parents.indicator_id
        left join core.dim_indicator as numerators on indicators.numerator_id = numerators.indicator_id
        left join core.dim_indicator as denominators on indicators.denominator_id = denominators.indicator_id
        where indicators.indicator_id <> 'unmapped'
        order by indicators.indicator_id
    """
    return reader.remember("definitions", lambda: {row["indicator_id"]: row for row in reader.rows(sql)})


def parts(reader: Reader, indicator_id: str) -> list[Row]:
    """The indicators that are part of this one."""
    return [
        {"indicator_id": row["indicator_id"], "indicator_zh": row["name_zh"], "indicator_en": row["name_en"]}
        for row in _definitions(reader).values()
        if row["parent_id"] == indicator_id
    ]


def years(reader: Reader, indicator_id: str) -> list[int]:
    """The years with a value, oldest first."""
    return _years(reader).get(indicator_id, [])


def _years(reader: Reader) -> dict[str, list[int]]:
    """By indicator, all at once: the table is small, and one indicator takes as long as all."""
    sql = """
        select indicator_id, list_sort(list_distinct(list(year))) as years
        from analysis.v_indicator_year_comparison group by indicator_id
    """
    return reader.remember("indicator_years", lambda: {row["indicator_id"]: row["years"] for row in reader.rows(sql)})


def main_family(reader: Reader, indicator_id: str) -> str | None:
    """The family of measure words that most values have; values of another family stay out of charts."""
    return _main_families(reader).get(indicator_id)


def _main_families(reader: Reader) -> dict[str, str | None]:
    """By indicator, all at once: three questions to the values of a page are one less."""
    sql = """
        select distinct on (indicator_id) indicator_id, unit_family from analysis.v_indicator_values
        group by all order by indicator_id, count(*) desc, unit_family
    """
    return reader.remember(
        "main_families", lambda: {row["indicator_id"]: row["unit_family"] for row in reader.rows(sql)}
    )


def trend(reader: Reader, indicator_id: str, peers: Peers) -> list[Row]:
    """By year: bodies with a report, those with a value, quartiles of the values of one family, and the sum.

    ``sum_value`` is the sum of the values that the release calls additive (``additive_value``), within one level and
    one kind of body, as everywhere else; None across them. ``left_out_cnt`` is how many values are not in it.
    """
    return reader.remember(("trend", indicator_id, peers), lambda: _trend(reader, indicator_id, peers))


def _trend(reader: Reader, indicator_id: str, peers: Peers) -> list[Row]:
    if definition(reader, indicator_id) is None:
        return []
    values = {"indicator": indicator_id, "family": main_family(reader, indicator_id)}
    rows = reader.rows(_REPORTED.format(peers=peers.where()), asdict(peers) | values)
    reported = {row["year"]: row for row in rows}
    return [
        held
        | (year := reported.get(held["year"], _UNREPORTED))
        | {"year": held["year"], "silent_cnt": max(held["held_cnt"] - year["reported_cnt"], 0)}
        for held in _held(reader, peers)
    ]


def _held(reader: Reader, peers: Peers) -> list[Row]:
    """By year: bodies that are asked and those whose report is held, which no indicator changes."""
    return reader.remember(("held", peers), lambda: reader.rows(_HELD, asdict(peers)))


def ranking(
    reader: Reader, indicator_id: str, year: int | None, peers: Peers, order: str, limit: int, offset: int = 0
) -> list[Row]:
    """The values of one year (None: of all years), each with its body, sentence and bounds."""
    sql = f"""
        select indicator_id, indicator_zh, agency_id, agency_zh, agency_level, agency_function_zh, region_code,
            region_zh, year, value, low, high, comparator, unit, unit_family, scope, period, qualifier, surface,
            sentence, rival_cnt, fact_id, report_id, corrected_by, value_extracted, additive_value, not_additive_zh
        from analysis.v_indicator_values
        where indicator_id = $indicator and ($year is null or year = $year) and {peers.where()}
        order by {"year desc, " if year is None else ""}{ORDERS[order]}
        limit $limit offset $offset
    """
    values = asdict(peers) | {"indicator": indicator_id, "year": year, "limit": limit, "offset": offset}
    return reader.rows(sql, values)


def count(reader: Reader, indicator_id: str, year: int | None, peers: Peers) -> int:
    """How many values ``ranking`` has in all."""
    sql = f"""
        select count(*) from analysis.v_indicator_values
        where indicator_id = $indicator and ($year is null or year = $year) and {peers.where()}
    """
    values = asdict(peers) | {"indicator": indicator_id, "year": year}
    return reader.remember(("count", indicator_id, year, peers), lambda: int(reader.value(sql, values)))


def left_out(reader: Reader, indicator_id: str, year: int, peers: Peers) -> list[Row]:
    """Why values of a year are in no sum, the reason of most first: ``reason_zh``, what it is of, how many."""
    sql = f"""
        select split_part(not_additive_zh, ':', 1) as reason_zh, count(*) as value_cnt
        from analysis.v_indicator_values
        where indicator_id = $indicator and year = $year and not_additive_zh is not null and {peers.where()}
        group by all order by value_cnt desc, reason_zh
    """
    return reader.rows(sql, asdict(peers) | {"indicator": indicator_id, "year": year})


def distribution(reader: Reader, indicator_id: str, this_year: Row, peers: Peers, bins: int) -> list[Row]:
    """Bins of the values of a year, ``low`` inclusive, ``high`` exclusive; on a scale of roots where skewed.

    ``this_year`` is the row of ``trend``, which has the least, the greatest and the median of the same values.
    """
    if this_year["min_value"] is None or this_year["min_value"] == this_year["max_value"]:
        return []
    lowest, highest = float(this_year["min_value"]), float(this_year["max_value"])
    power = 3 if lowest >= 0 and highest > 20 * max(this_year["median_value"], 1) else 1
    sql = f"""
        select least(
            floor($bins * pow(greatest(value::double - $lowest, 0), 1.0 / $power) / pow($span, 1.0 / $power)), $bins - 1
        )::integer as bin, count(*) as value_cnt
        from analysis.v_indicator_values
        where indicator_id = $indicator and year = $year and unit_family is not distinct from $family
            and {peers.where()}
        group by all
    """
    span = highest - lowest
    values: dict[str, Any] = {
        "indicator": indicator_id, "year": this_year["year"], "family": main_family(reader, indicator_id),
        "bins": bins, "lowest": lowest, "span": span, "power": power,
    }  # fmt: skip
    counts = {row["bin"]: row["value_cnt"] for row in reader.rows(sql, asdict(peers) | values)}
    edges = [lowest + (number / bins) ** power * span for number in range(bins + 1)]
    return [
        # A bin without values is a bin.
        {"bin": number, "value_cnt": counts.get(number, 0), "low": edges[number], "high": edges[number + 1]}
        for number in range(bins)
    ]


def functions(reader: Reader) -> list[str]:
    """The functions of bodies that have reports, the most frequent first."""
    sql = """
        select function_zh, count(*) from core.dim_agency where function_zh is not null
        group by all order by 2 desc, 1
    """
    return reader.remember("functions", lambda: [row["function_zh"] for row in reader.rows(sql)])


def provinces(reader: Reader) -> list[Row]:
    """Provinces in force: the two digits that codes below them begin with, and the name."""
    sql = """
        select left(region_code, 2) as prefix, name_zh from core.dim_region
        where level = '省' and code_scheme = 'GB/T 2260' and valid_to is null order by region_code
    """
    return reader.remember("provinces", lambda: reader.rows(sql))
