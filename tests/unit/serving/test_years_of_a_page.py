"""A page of reports is sorted out of the years it lies in, and is the same as if all had been sorted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from orchestration.serving.viewer.queries.reports import years_of


@given(
    st.dictionaries(st.integers(2015, 2026), st.integers(1, 5), max_size=6),
    st.integers(1, 7),
    st.integers(0, 25),
)
def test_the_years_of_a_page_hold_all_of_its_rows(reports: dict[int, int], limit: int, offset: int) -> None:
    years = sorted(reports, reverse=True)
    listed = [(year, number) for year in years for number in range(reports[year])]
    newest, oldest, before = years_of([{"year": year, "report_cnt": reports[year]} for year in years], limit, offset)
    of_these = [row for row in listed if oldest <= row[0] <= newest]
    assert of_these[offset - before :][:limit] == listed[offset:][:limit]
    assert offset >= before
