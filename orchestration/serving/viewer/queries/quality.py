"""What was checked, refused, left for a look: the account of the warehouse.

Does not belong here: whether a figure is right (the sentence beside it tells).
"""

from __future__ import annotations

from orchestration.serving.viewer.current_release import Reader, Row
from orchestration.serving.viewer.queries.dictionary import rule_descriptions

DOUBTFUL_FACTS = 500


def row_counts(reader: Reader) -> list[Row]:
    """The ledger of rows, arrow by arrow."""
    return reader.rows("select * from quality.row_count order by arrow_no")


def check_sums(reader: Reader) -> list[Row]:
    """Checks by step and severity."""
    sql = """
        select step, severity, count(*) as check_cnt, count(*) filter (passed) as passed_cnt,
            count(*) filter (not passed) as failed_cnt
        from quality.check_result group by all order by step, severity
    """
    return reader.rows(sql)


def checks(reader: Reader, step: str | None, failed_only: bool, limit: int, offset: int) -> tuple[list[Row], int]:
    """Single checks, failed ones first, and how many there are."""
    where = "($step is null or step = $step) and (not $failed or not passed)"
    values = {"step": step, "failed": failed_only}
    total = int(reader.value(f"select count(*) from quality.check_result where {where}", values))
    rows = reader.rows(
        f"""
        select step, check_name, table_name, column_name, severity, passed, expected, observed, checked_cnt, failed_cnt,
            reason_zh
        from quality.check_result where {where}
        order by passed, severity, step, table_name, check_name, column_name, check_result_id
        limit $limit offset $offset
        """,
        values | {"limit": limit, "offset": offset},
    )
    return rows, total


def rules(reader: Reader, limit: int, offset: int) -> tuple[list[Row], int]:
    """Rules of the extraction, those that fired most first."""
    total = int(reader.value("select count(*) from quality.extraction_rules"))
    sql = """
        select rule_id, decides, description_zh, fired_cnt, fired_document_cnt, corpus_cnt, right_cnt, precision,
            confidence, corpus_support, example
        from quality.extraction_rules order by fired_cnt desc, rule_id limit $limit offset $offset
    """
    return reader.rows(sql, {"limit": limit, "offset": offset}), total


def rejected(reader: Reader, limit: int, offset: int) -> tuple[list[Row], int]:
    """Files that were refused, each with what to do."""
    total = int(reader.value("select count(*) from quality.rejected"))
    sql = """
        select source_file, stage, reason_code, reason_zh, found, expected, hint_zh
        from quality.rejected order by source_file, stage limit $limit offset $offset
    """
    return reader.rows(sql, {"limit": limit, "offset": offset}), total


def review(reader: Reader, limit: int, offset: int) -> tuple[list[Row], int]:
    """Files whose body, year, region or dates a person should look at, blocking ones first."""
    total = int(reader.value("select count(*) from quality.review"))
    sql = """
        select reviewed.source_file, reviewed.subject, reviewed.reason_zh, reviewed.found, reviewed.hint_zh,
            reviewed.fill_in, reviewed.is_blocking, documents.report_id
        from quality.review as reviewed
        left join core.dim_document as documents on reviewed.document_id = documents.document_id
        order by reviewed.is_blocking desc, reviewed.source_file, reviewed.subject limit $limit offset $offset
    """
    return reader.rows(sql, {"limit": limit, "offset": offset}), total


def doubtful_facts(reader: Reader, limit: int, offset: int) -> tuple[list[Row], int]:
    """Figures to look at, the most doubtful first, and how many are listed: at most DOUBTFUL_FACTS."""
    rows = reader.remember("doubtful_facts", lambda: _most_doubtful(reader))
    return rows[offset : offset + limit], len(rows)


def _most_doubtful(reader: Reader) -> list[Row]:
    """Those whose arithmetic contradicts them, then those of the least sure rules; read once, since all are weighed."""
    sql = """
        with doubtful as (
            select document_id, mention_no, fact_id, (arithmetic like '%不符%' or arithmetic like '疑为%')::integer
                as is_contradicted, confidence
            from core.fct_fact
            where is_current and (arithmetic like '%不符%' or arithmetic like '疑为%' or confidence < 0.9)
            order by is_contradicted desc, confidence, document_id, mention_no
            limit $limit
        )

        select facts.fact_id, facts.report_id, facts.agency_id, agencies.full_name_zh as agency_zh, facts.year,
            facts.indicator_id, indicators.name_zh as indicator_zh, indicators.name_en as indicator_en, facts.measure,
            facts.value, facts.low, facts.high, facts.comparator, facts.unit, facts.surface, facts.sentence,
            facts.confidence, facts.rule_id, facts.arithmetic
        from doubtful
        inner join core.fct_fact as facts
            on doubtful.document_id = facts.document_id and doubtful.fact_id = facts.fact_id
        inner join core.dim_agency as agencies on facts.agency_id = agencies.agency_id
        left join core.dim_indicator as indicators on facts.indicator_id = indicators.indicator_id
        order by doubtful.is_contradicted desc, doubtful.confidence, doubtful.document_id, doubtful.mention_no
    """
    rules = rule_descriptions(reader)
    return [row | {"rule_zh": rules.get(row["rule_id"])} for row in reader.rows(sql, {"limit": DOUBTFUL_FACTS})]


def inconsistencies(reader: Reader, limit: int, offset: int) -> tuple[list[Row], int]:
    """Figures of reports that do not go together."""
    total = int(reader.value("select count(*) from quality.consistency where outcome = 'inconsistent'"))
    sql = """
        select checked.check_name, checked.fact_id, checked.report_id, agencies.full_name_zh as agency_zh, checked.year,
            checked.measure, checked.expected_value, checked.observed_value, checked.unit, checked.surface,
            checked.sentence
        from quality.consistency as checked
        inner join core.dim_agency as agencies on checked.agency_id = agencies.agency_id
        where checked.outcome = 'inconsistent'
        order by checked.year desc, agency_zh, checked.consistency_id limit $limit offset $offset
    """
    return reader.rows(sql, {"limit": limit, "offset": offset}), total


def ledgers(reader: Reader, limit: int, offset: int) -> tuple[list[Row], int]:
    """The account of digits by document, those that do not balance first."""
    total = int(reader.value("select count(*) from quality.numeral_ledger"))
    sql = """
        select document_id, report_id, source_file, digit_cnt, digit_mention_cnt, numeral_cnt, numeral_mention_cnt,
            numeral_lexical_cnt, mention_cnt, fact_cnt, mapped_fact_cnt, is_balanced
        from quality.numeral_ledger order by is_balanced, source_file limit $limit offset $offset
    """
    return reader.rows(sql, {"limit": limit, "offset": offset}), total
