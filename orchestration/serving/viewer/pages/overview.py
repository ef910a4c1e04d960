"""Home and search.

Does not belong here: pages on one thing.
"""

from __future__ import annotations

from starlette.responses import Response

from orchestration.serving.viewer.charts import reports_chart
from orchestration.serving.viewer.downloads import MAX_ROWS, table_file
from orchestration.serving.viewer.pages.answering import Question, page
from orchestration.serving.viewer.queries import overview, search
from orchestration.serving.viewer.rendering import highlighted, render
from orchestration.serving.viewer.values import DOWNLOAD, PAGE, WORDS

_SENTENCES_A_PAGE = 20


def home(question: Question) -> Response:
    """What is in the warehouse."""
    reader = question.reader
    return render(
        question.view,
        "home.html",
        totals=overview.totals(reader),
        by_year=overview.reports_by_year(reader),
        reports_chart=reports_chart(question.view, overview.reports_by_year(reader)),
        systems=overview.systems(reader),
        top=overview.top_indicators(reader),
        checks=overview.checks(reader),
        newest=overview.newest_reports(reader),
        published=reader.release.published,
    )


def found(question: Question) -> Response:
    """Bodies, regions, indicators and sentences that hold the words."""
    reader, words = question.reader, search.split_words(question.values["q"] or "")
    offset = (question.values["page"] - 1) * _SENTENCES_A_PAGE
    if question.values["download"]:
        rows = search.sentences(reader, words, search.MAX_OFFSET)[: min(search.MAX_OFFSET, MAX_ROWS)]
        return table_file(reader, rows, question.values["download"], f"搜索 {' '.join(words)}")
    first = question.values["page"] == 1
    sentences = search.sentences(reader, words, _SENTENCES_A_PAGE, offset)
    return render(
        question.view,
        "search.html",
        words=words,
        highlighted=lambda text: highlighted(text, words),
        asked=question.values["q"] or "",
        bodies=search.bodies(reader, words) if first else [],
        regions=search.regions(reader, words) if first else [],
        indicators=search.indicators(reader, words) if first else [],
        sentences=sentences[:_SENTENCES_A_PAGE],
        page_no=question.values["page"],
        has_more=len(sentences) > _SENTENCES_A_PAGE,
    )


ROUTES = [
    page("/", home),
    page("/search", found, [WORDS, PAGE, DOWNLOAD]),
]
