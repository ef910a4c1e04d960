"""Whether a day is that of publication or only that of signing, by all that the release knows of it."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from orchestration.home import Home
from orchestration.serving.viewer.current_release import OpenRelease, Reader
from orchestration.serving.viewer.queries.days import with_kind_of_day
from tests.support.viewer_release import make_release
from tests.support.viewer_reports import BEFORE, PLAIN, Report

pytestmark = pytest.mark.integration


@pytest.mark.parametrize(
    ("report", "known", "is_signed"),
    [
        (BEFORE, "select 1", True),
        (PLAIN, "select 1", False),
        # A label of the head that names the day on which the paper was made, whatever the signature.
        (
            PLAIN,
            "update quality.evidence set place = '元数据行「成文日期:x」' where candidate_field = 'published'",
            True,
        ),
        # The register knows when the page went up, on the very day of signing.
        (BEFORE, "update core.report_copy set registered_date = date '2023-02-01'", False),
        (BEFORE, "update core.report_copy set registered_date = date '2022-12-31'", True),
        (BEFORE, "update core.dim_report set published_date = date '2022-12-31'", False),
        (BEFORE, "update core.dim_report set published_date = null", False),
        (BEFORE, "delete from quality.evidence", False),
    ],
    ids=["signature", "published", "made", "registered", "registered otherwise", "another day", "no day", "nothing"],
)
def test_a_day_is_of_signing_where_nothing_else_tells_it(
    tmp_path: Path, report: Report, known: str, is_signed: bool
) -> None:
    path = make_release(Home(tmp_path, Path("raw"))) / "fazhi.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(known)
    (row,) = with_kind_of_day(Reader(OpenRelease(path)), [{"report_id": report.report_id}])
    assert row["is_signing_date"] is is_signed
