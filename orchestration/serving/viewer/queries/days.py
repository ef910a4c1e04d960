"""Which day a report is dated by: where no day of publication is known, the release has that of signing in its place.

Does not belong here: how days are found in a text (orchestration/reading/dates.py).
"""

from __future__ import annotations

from collections.abc import Iterable

from orchestration.serving.viewer.current_release import Reader, Row


def with_kind_of_day(reader: Reader, rows: Iterable[Row]) -> list[Row]:
    """The rows, each with ``is_signing_date``: whether the published_date of its report is only the day of signing."""
    signed = _signed(reader)
    return [row | {"is_signing_date": row["report_id"] in signed} for row in rows]


def _signed(reader: Reader) -> frozenset[str]:
    """Reports all of whose votes for published_date are those for the day of signing, and which no register dates."""
    sql = """
        select reports.report_id
        from core.dim_report as reports
        inner join core.report_copy as copies on reports.document_id = copies.chosen_document_id
        inner join quality.evidence as published
            on copies.document_id = published.document_id and published.candidate_field = 'published'
            and published.candidate_value = reports.published_date::varchar
        left join quality.evidence as completed
            on published.document_id = completed.document_id and completed.candidate_field = 'completed'
            and published.candidate_value = completed.candidate_value and published.place = completed.place
        group by reports.report_id
        having bool_and(
            completed.document_id is not null
            or regexp_matches(published.place, '「(成文|发文|生成|印发|签发)(日期|时间)')
        ) and not bool_or(coalesce(copies.registered_date = reports.published_date, false))
    """
    return reader.remember("signed_reports", lambda: frozenset(row["report_id"] for row in reader.rows(sql)))
