"""Search by body, region, indicator and words in sentences.

Does not belong here: the index of the sentences (orchestration/lake/search_index.py).
"""

from __future__ import annotations

from orchestration.lake.search_index import find_sentences
from orchestration.serving.viewer.current_release import Reader, Row, among

# How many sentences are found at most by going on from page to page.
MAX_OFFSET = 1_000


def split_words(text: str) -> list[str]:
    """The words of a question, at most eight."""
    return text.split()[:8]


def bodies(reader: Reader, words: list[str], limit: int = 12) -> list[Row]:
    """Bodies whose name holds all words, the shortest names first."""
    sql = f"""
        select agency_id, full_name_zh as agency_zh, level as agency_level, function_zh as agency_function_zh,
            first_year, last_year, valid_to is null as is_current
        from core.dim_agency
        where {_all_in("full_name_zh", words)}
        order by is_current desc, length(full_name_zh), full_name_zh, agency_id
        limit $limit
    """
    return reader.rows(sql, _named(words) | {"limit": limit}) if words else []


def regions(reader: Reader, words: list[str], limit: int = 6) -> list[Row]:
    """Regions in force whose name holds all words and which have a body, or a body below them."""
    sql = f"""
        select region_code, full_name_zh as region_zh, level
        from core.dim_region
        where valid_to is null and level <> '乡' and {_all_in("full_name_zh", words)}
        order by length(full_name_zh), region_code
        limit $limit
    """
    return reader.rows(sql, _named(words) | {"limit": limit}) if words else []


def indicators(reader: Reader, words: list[str], limit: int = 8) -> list[Row]:
    """Indicators whose names or definition hold all words: those with values first, names before definitions."""
    sql = f"""
        select * from (
        select indicators.indicator_id, indicators.name_zh as indicator_zh, indicators.name_en as indicator_en,
            indicators.system_code, indicators.definition_zh,
            {_all_in("concat_ws(' ', indicators.name_zh, indicators.name_en)", words)} as is_in_name,
            coalesce((
                select sum(reported_cnt) from analysis.v_indicator_year_comparison as comparisons
                where comparisons.indicator_id = indicators.indicator_id
            ), 0)::bigint as value_cnt
        from core.dim_indicator as indicators
        where indicators.indicator_id <> 'unmapped' and {
        _all_in("concat_ws(' ', indicators.name_zh, indicators.name_en, indicators.indicator_id, definition_zh)", words)
    }
        )
        order by value_cnt > 0 desc, is_in_name desc, value_cnt desc, indicator_id
        limit $limit
    """
    return reader.rows(sql, _named(words) | {"limit": limit}) if words else []


def sentences(reader: Reader, words: list[str], limit: int, offset: int = 0) -> list[Row]:
    """Sentences with a figure that hold all words, with body and year; one more than ``limit`` where there is more."""
    if not words or offset > MAX_OFFSET:
        return []
    with reader.index() as index:
        if index is None:
            return _scanned(reader, words, limit + 1, offset)
        found = find_sentences(index, words, limit + 1, offset)
    names = _names(reader, {one.agency_id for one in found})
    return [
        {
            "year": one.year,
            "report_id": one.report_id,
            "agency_id": one.agency_id,
            "agency_zh": names.get(one.agency_id, ""),
            "fact_id": one.fact_id,
            "sentence": one.sentence,
        }
        for one in found
    ]


def _scanned(reader: Reader, words: list[str], limit: int, offset: int) -> list[Row]:
    """The same by reading every sentence, for releases without an index."""
    sql = f"""
        select facts.year, facts.report_id, facts.agency_id, any_value(agencies.full_name_zh) as agency_zh,
            min_by(facts.fact_id, facts.mention_no) as fact_id, facts.sentence
        from core.fct_fact as facts
        inner join core.dim_agency as agencies on facts.agency_id = agencies.agency_id
        where facts.is_current and {_all_in("facts.sentence", words)}
        group by facts.year, facts.document_id, facts.report_id, facts.agency_id, facts.sentence_start, facts.sentence
        order by facts.year desc, facts.document_id desc, facts.sentence_start desc
        limit $limit offset $offset
    """
    return reader.rows(sql, _named(words) | {"limit": limit, "offset": offset})


def _names(reader: Reader, agency_ids: set[str]) -> dict[str, str]:
    chosen, parameters = among("agency_id", "agency", sorted(agency_ids))
    sql = f"select agency_id, full_name_zh from core.dim_agency where {chosen}"
    return {row["agency_id"]: row["full_name_zh"] for row in reader.rows(sql, parameters)}


def _all_in(column: str, words: list[str]) -> str:
    return " and ".join(f"contains(lower({column}), lower($word{number}))" for number in range(len(words))) or "false"


def _named(words: list[str]) -> Row:
    return {f"word{number}": word for number, word in enumerate(words)}
