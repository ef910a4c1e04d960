"""What a file says of itself outside its text counts where the text is silent, and nowhere else."""

from __future__ import annotations

from datetime import date

import pytest

from orchestration.document import Candidate, Metadata
from orchestration.reading.decoded import Decoded
from orchestration.reading.errors import Rejection
from orchestration.reading.reader import document_of

SILENT = "一年来,我局法治政府建设工作有序推进,依法行政水平提高。\n一、主要工作\n开展执法检查12次,法治宣传3场。\n"
TITLE = Candidate("title", "焦作市水利局2023年法治政府建设年度报告", "meta ArticleTitle")
PUBLISHER = Candidate("publisher", "焦作市水利局", "meta ContentSource")
PUBLISHED = Candidate("published", "2024-03-05 10:20", "meta PubDate")
INDEX_NO = Candidate("index_no", "11410800/2024-1", "label 索引号")


def metadata(text: str, *said: Candidate) -> Metadata:
    return document_of(Decoded(text, "utf-8", candidates=said)).metadata


def test_where_the_text_is_silent_the_page_speaks() -> None:
    found = metadata(SILENT, TITLE, PUBLISHER, PUBLISHED, INDEX_NO)
    assert found.agency is not None and found.agency.full_name_zh == "焦作市水利局"
    assert "页面题名(meta ArticleTitle)" in found.agency.evidence
    assert "页面发布机构(meta ContentSource)" in found.agency.evidence
    assert (found.year, found.published_date, found.index_no) == (2023, date(2024, 3, 5), "11410800/2024-1")
    assert "页面题名" in found.year_evidence and "meta PubDate" in found.published_date_evidence
    assert found.title == TITLE.value


def test_what_the_text_says_outweighs_it() -> None:
    text = f"清河县应急管理局2022年法治政府建设年度报告\n发布日期:2023-01-05 索引号:A/1 来源:清河县应急管理局\n{SILENT}"
    assert metadata(text, TITLE, PUBLISHER, PUBLISHED, INDEX_NO) == metadata(text)


def test_a_page_that_calls_itself_something_else_is_no_title() -> None:
    with pytest.raises(Rejection):
        metadata(SILENT, Candidate("title", "焦作市水利局2023年首页", "title"), PUBLISHED)


def test_the_portal_as_publisher_does_not_outweigh_the_body_in_the_title() -> None:
    text = f"焦作市水利局2023年法治政府建设年度报告\n{SILENT}"
    found = metadata(text, Candidate("publisher", "焦作市人民政府", "meta ContentSource")).agency
    assert found is not None and found.full_name_zh == "焦作市水利局"


def test_the_day_of_publication_goes_before_that_of_the_signature() -> None:
    text = f"焦作市水利局2023年法治政府建设年度报告\n{SILENT}焦作市水利局\n2024年1月2日\n"
    assert metadata(text, PUBLISHED).published_date == date(2024, 3, 5)
    assert metadata(text, Candidate("published", "待定", "meta PubDate")).published_date == date(2024, 1, 2)
