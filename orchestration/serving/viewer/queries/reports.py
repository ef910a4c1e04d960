"""One report: its text, its outline, its figures, what was not taken as a figure, its versions and copies.

Rows of a body, and of a report of it, lie together in the release (agency_id, document_id; report_id), so each question
reads one row group of a table. Rows of a report are put in order here, and names of a body looked up by their keys: for
a hundred rows, the sort and the join of a database take longer than all else. Does not belong here: cutting the text
(spans.py).
"""

from __future__ import annotations

from orchestration.serving.viewer.current_release import Reader, Row
from orchestration.serving.viewer.queries.days import with_kind_of_day
from orchestration.serving.viewer.queries.dictionary import rule_descriptions, with_labels
from orchestration.serving.viewer.queries.indicators import Peers

_NO_DOCUMENT: Row = dict.fromkeys(
    ("media_type", "genre_evidence", "agency_evidence", "year_evidence", "is_recognised", "reader_version")
)


def listing(
    reader: Reader, words: list[str], year: int | None, peers: Peers, limit: int, offset: int
) -> tuple[list[Row], int]:
    """Reports in force, newest year first, then by body, and how many there are in all."""
    conditions = " and ".join(
        f"contains(lower(concat_ws(' ', agencies.full_name_zh, reports.title)), lower($word{number}))"
        for number in range(len(words))
    )
    source = f"""
        from core.dim_report as reports
        inner join core.dim_agency as agencies on reports.agency_id = agencies.agency_id
        where reports.is_current and ($year is null or reports.year = $year)
            and ($level is null or agencies.level = $level) and ($function is null or agencies.function_zh = $function)
            and ($region is null or agencies.region_id in (
                select region_id from core.dim_region where starts_with(region_code, $region)
            )) and {conditions or "true"}
    """
    values = {"year": year, "level": peers.level, "function": peers.function, "region": peers.region}
    values |= {f"word{number}": word for number, word in enumerate(words)}
    counts = reader.remember(
        ("reports", year, peers, tuple(words)),
        lambda: reader.rows(
            f"select reports.year, count(*) as report_cnt {source} group by all order by all desc", values
        ),
    )
    newest, oldest, before = years_of(counts, limit, offset)
    rows = reader.rows(
        f"""
        with chosen as (
            select reports.report_id, agencies.full_name_zh as agency_zh, agencies.level as agency_level, reports.year
            {source} and reports.year between $oldest and $newest
            order by reports.year desc, agencies.full_name_zh, reports.report_id limit $limit offset $offset
        )

        select reports.report_id, reports.agency_id, chosen.agency_zh, chosen.agency_level, reports.year,
            reports.title, reports.published_date, reports.fact_cnt, reports.mapped_fact_cnt, reports.version,
            reports.document_id
        from chosen inner join core.dim_report as reports on chosen.report_id = reports.report_id
        order by reports.year desc, chosen.agency_zh, reports.report_id
        """,
        values | {"limit": limit, "offset": offset - before, "newest": newest, "oldest": oldest},
    )
    return with_kind_of_day(reader, rows), sum(row["report_cnt"] for row in counts)


def years_of(counts: list[Row], limit: int, offset: int) -> tuple[int, int, int]:
    """The newest and the oldest year of the rows from ``offset`` on, and how many rows of newer years lie before.

    ``counts`` are reports by year, newest first. To sort those of a year or two is a part of the work of sorting all.
    """
    newest, oldest, before, behind = 0, 0, 0, 0
    for row in counts:
        if behind <= offset:
            newest, before = row["year"], behind
        if behind < offset + limit:
            oldest = row["year"]
        behind += row["report_cnt"]
    return newest, oldest, before


def report(reader: Reader, report_id: str) -> Row | None:
    """The report with its body and how these were told; None for an unknown id."""
    found = reader.row("select * from core.dim_report where report_id = $report", {"report": report_id})
    if found is None:
        return None
    body = reader.row(
        "select full_name_zh as agency_zh, level as agency_level, function_zh as agency_function_zh "
        "from core.dim_agency where agency_id = $agency",
        {"agency": found["agency_id"]},
    )
    document = reader.row(
        "select media_type, genre_evidence, agency_evidence, year_evidence, is_recognised, reader_version "
        "from core.dim_document where document_id = $document",
        {"document": found["document_id"]},
    )
    (dated,) = with_kind_of_day(reader, [found])
    return dated | body | (document or _NO_DOCUMENT) if body else None


def blocks(reader: Reader, report: Row) -> list[Row]:
    """The text, block by block."""
    sql = """
        select block_no, kind, char_start, char_end, block_text, page, box_left, box_top, table_no, row_no,
            column_no, row_span, column_span, is_heading
        from core.report_block where report_id = $report
    """
    return _in_order(reader.rows(sql, {"report": report["report_id"]}), "block_no")


def sections(reader: Reader, report_id: str) -> list[Row]:
    """The outline."""
    sql = """
        select section_no, depth, number, section_title, section_path, section_role, char_start, char_end
        from core.report_section where report_id = $report
    """
    return _in_order(reader.rows(sql, {"report": report_id}), "section_no")


def facts(reader: Reader, report: Row) -> list[Row]:
    """The figures in the order of the text, with indicator and whether each is the headline value.

    ``report`` has document_id, agency_id and year.
    """
    sql = """
        select mention_no, fact_id, indicator_id, measure, value, low, high, comparator, unit, value_kind, status,
            scope, period, parent_fact_id, relation, qualifier, surface, char_start, char_end, sentence, sentence_start,
            section_path, section_role, page, rule_id, confidence, arithmetic, report_id, agency_id, year, corrected_by,
            correction_action, correction_evidence, value_extracted, unit_extracted, is_headline_candidate
        from core.fct_fact where agency_id = $agency and document_id = $document
    """
    headlines = "select fact_id from core.fct_indicator_year where agency_id = $agency and year = $year"
    chosen = {row["fact_id"] for row in reader.rows(headlines, {"agency": report["agency_id"], "year": report["year"]})}
    rows = _in_order(reader.rows(sql, {"agency": report["agency_id"], "document": report["document_id"]}), "mention_no")
    for row in rows:
        del row["mention_no"]
        row["is_headline"] = row["fact_id"] in chosen
    return with_labels(reader, rows)


def other_mentions(reader: Reader, report: Row, with_sentences: bool = True) -> list[Row]:
    """Numbers of the text that are no figure, and the rule that says why; ``with_sentences`` with where they stand."""
    sql = f"""
        select mention_no, mention_id, kind, surface, char_start, char_end,
            {"sentence, section_path," if with_sentences else ""} rule_id
        from core.fct_mention
        where agency_id = $agency and document_id = $document and fact_id is null
    """
    rules = rule_descriptions(reader)
    rows = reader.rows(sql, {"agency": report["agency_id"], "document": report["document_id"]})
    return [row | {"description_zh": rules.get(row["rule_id"])} for row in _in_order(rows, "mention_no")]


def versions(reader: Reader, agency_id: str, year: int) -> list[Row]:
    """All versions of the report of a body and year."""
    sql = """
        select report_id, version, is_current, published_date, title, fact_cnt, document_id
        from core.dim_report where agency_id = $agency and year = $year
    """
    return _in_order(with_kind_of_day(reader, reader.rows(sql, {"agency": agency_id, "year": year})), "version")


def revisions(reader: Reader, report_id: str, limit: int = 200) -> list[Row]:
    """What this version changes against the one before, and the next one against this."""
    sql = """
        select old_version, new_version, subject_zh, change_zh, old_sentence, new_sentence, indicator_zh, measure, unit,
            old_value, new_value, old_surface, new_surface, old_fact_id, new_fact_id, old_report_id, new_report_id
        from analysis.report_revision
        where old_report_id = $report or new_report_id = $report
        order by new_version, subject_zh desc, coalesce(new_start, old_start), revision_id limit $limit
    """
    return reader.rows(sql, {"report": report_id, "limit": limit})


def copies(reader: Reader, document_id: str) -> list[Row]:
    """Files that hold this text."""
    sql = """
        select source_file, document_id, is_best, sameness, similarity, why_zh, media_type, origin_url, publisher,
            registered_date
        from core.report_copy where chosen_document_id = $document order by is_best desc, source_file
    """
    return reader.rows(sql, {"document": document_id})


def ledger(reader: Reader, document_id: str) -> Row | None:
    """The account of its digits and numerals."""
    sql = """
        select digit_cnt, digit_mention_cnt, numeral_cnt, numeral_mention_cnt, numeral_lexical_cnt, mention_cnt,
            fact_cnt, mapped_fact_cnt, is_balanced, extractor_version
        from quality.numeral_ledger where document_id = $document
    """
    return reader.row(sql, {"document": document_id})


def inconsistencies(reader: Reader, report_id: str) -> list[Row]:
    """Figures that do not go together."""
    sql = """
        select consistency_id, check_name, fact_id, measure, expected_value, observed_value, unit, surface, sentence
        from quality.consistency where report_id = $report and outcome = 'inconsistent'
    """
    return _in_order(reader.rows(sql, {"report": report_id}), "consistency_id")


def fact_place(reader: Reader, fact_id: str) -> Row | None:
    """The report a figure stands in; None for an unknown id."""
    sql = "select report_id, document_id from core.fct_fact where fact_id = $fact"
    return reader.row(sql, {"fact": fact_id})


def _in_order(rows: list[Row], column: str) -> list[Row]:
    return sorted(rows, key=lambda row: row[column])
