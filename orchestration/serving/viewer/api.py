"""The JSON API: the questions of the pages for programs, each declared once, and described from that (openapi.py).

Numbers are given digit for digit. Does not belong here: SQL (queries/).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response
from starlette.routing import Route

from orchestration.serving.formats import json_object
from orchestration.serving.viewer.current_release import Reader, Row
from orchestration.serving.viewer.pages.answering import NotFound, Question, Values, resource
from orchestration.serving.viewer.pages.comparison import AGENCIES, FIRST, INDICATORS, LAST
from orchestration.serving.viewer.pages.indicators import ORDER, SYSTEM, peers_of
from orchestration.serving.viewer.pages.quality import FAILED, STEP
from orchestration.serving.viewer.queries import agencies, comparison, indicators, overview, quality, reports, search
from orchestration.serving.viewer.values import FUNCTION, LEVEL, PAGE, PAGE_LENGTH, REGION, WORDS, YEAR, Parameter

PREFIX = "/api/v1"
PEERS = (LEVEL, FUNCTION, REGION)
PAGES = (PAGE, PAGE_LENGTH)


@dataclass(frozen=True, slots=True)
class Slice:
    """Which rows are wanted."""

    limit: int
    offset: int


Rows = Callable[[Reader, Values, Slice], tuple[Sequence[Row], int | None]]


@dataclass(frozen=True, slots=True)
class Resource:
    """One address: what it gives, by what, from which parameters. ``columns`` is the promise to programs."""

    path: str
    summary: str
    columns: tuple[str, ...]
    rows: Rows
    parameters: tuple[Parameter, ...] = ()
    paged: bool = True

    @property
    def all_parameters(self) -> tuple[Parameter, ...]:
        """With those of paging."""
        return (*self.parameters, *PAGES) if self.paged else self.parameters


def _columns(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _one(row: Row | None, what: str, values: Values) -> tuple[Sequence[Row], int]:
    if row is None:
        raise NotFound(f"{what} {values['id']}(not found)")
    return [row], 1


def _cut(rows: Sequence[Row], wanted: Slice) -> tuple[Sequence[Row], int]:
    return rows[wanted.offset : wanted.offset + wanted.limit], len(rows)


def _indicators(reader: Reader, values: Values, wanted: Slice) -> tuple[Sequence[Row], int]:
    words, system = [word.lower() for word in search.split_words(values["q"] or "")], values["system"]
    rows = [
        row
        for row in indicators.listing(reader)
        if (system is None or row["system_code"] == system)
        and all(word in f"{row['indicator_id']} {row['indicator_zh']} {row['indicator_en']}".lower() for word in words)
    ]
    return _cut(rows, wanted)


def _indicator_values(reader: Reader, values: Values, wanted: Slice) -> tuple[Sequence[Row], int]:
    _one(indicators.definition(reader, values["id"]), "指标", values)
    peers = peers_of(values)
    rows = indicators.ranking(reader, values["id"], values["year"], peers, values["order"], wanted.limit, wanted.offset)
    return rows, indicators.count(reader, values["id"], values["year"], peers)


def _trend(reader: Reader, values: Values, wanted: Slice) -> tuple[Sequence[Row], int]:
    _one(indicators.definition(reader, values["id"]), "指标", values)
    rows = indicators.trend(reader, values["id"], peers_of(values))
    return rows, len(rows)


def _agencies(reader: Reader, values: Values, wanted: Slice) -> tuple[Sequence[Row], int]:
    words = search.split_words(values["q"] or "")
    return agencies.listing(reader, words, peers_of(values), wanted.limit, wanted.offset)


def _agency_values(reader: Reader, values: Values, wanted: Slice) -> tuple[Sequence[Row], int]:
    found, _ = _one(agencies.agency(reader, values["id"]), "机关", values)
    ids = [row["agency_id"] for row in agencies.names(reader, found[0]["body_id"])]
    return _cut(agencies.values(reader, ids, agencies.facts(reader, ids)), wanted)


def _reports(reader: Reader, values: Values, wanted: Slice) -> tuple[Sequence[Row], int]:
    words = search.split_words(values["q"] or "")
    return reports.listing(reader, words, values["year"], peers_of(values), wanted.limit, wanted.offset)


def _of_report(rows: Callable[[Reader, Row], list[Row]]) -> Rows:
    def read(reader: Reader, values: Values, wanted: Slice) -> tuple[Sequence[Row], int]:
        found, _ = _one(reports.report(reader, values["id"]), "报告", values)
        return _cut(rows(reader, found[0]), wanted)

    return read


def _sentences(reader: Reader, values: Values, wanted: Slice) -> tuple[Sequence[Row], None]:
    words = search.split_words(values["q"] or "")
    return search.sentences(reader, words, wanted.limit, wanted.offset)[: wanted.limit], None


def _compare(reader: Reader, values: Values, wanted: Slice) -> tuple[Sequence[Row], int]:
    rows = comparison.cells(reader, values["agency"], values["indicator"], values["from"], values["to"])
    return _cut(rows, wanted)


def _checks(reader: Reader, values: Values, wanted: Slice) -> tuple[Sequence[Row], int]:
    return quality.checks(reader, values["step"], values["failed"] == "yes", wanted.limit, wanted.offset)


_FACT = """fact_id indicator_id measure value low high comparator unit value_kind status scope period parent_fact_id
    relation qualifier surface char_start char_end sentence section_path page rule_id confidence arithmetic report_id
    agency_id year is_headline corrected_by value_extracted"""
_VALUE = """indicator_id indicator_zh agency_id agency_zh agency_level agency_function_zh region_code region_zh year
    value low high comparator unit scope period qualifier surface sentence rival_cnt fact_id report_id corrected_by
    value_extracted additive_value not_additive_zh"""

RESOURCES = (
    Resource(
        "/totals", "仓库总数(what is in the warehouse)",
        _columns("report_cnt body_cnt first_year last_year mention_cnt fact_cnt mapped_fact_cnt"),
        lambda reader, values, wanted: ([overview.totals(reader)], 1), paged=False,
    ),
    Resource(
        "/indicators", "指标列表(the dictionary)",
        _columns("indicator_id indicator_zh indicator_en system_code topic measure_type canonical_unit value_cnt"),
        _indicators, (WORDS, SYSTEM),
    ),
    Resource(
        "/indicators/{id}", "一个指标的定义(definition of an indicator)",
        _columns("indicator_id name_zh name_en system_code topic parent_id canonical_unit measure_type agg_over_time "
                 "agg_over_agency polarity definition_zh numerator_id denominator_id unit_family"),
        lambda reader, values, wanted: _one(indicators.definition(reader, values["id"]), "指标", values), paged=False,
    ),
    Resource(
        "/indicators/{id}/values", "一个指标的代表值(headline values of an indicator)",
        _columns(_VALUE), _indicator_values, (YEAR, *PEERS, ORDER),
    ),
    Resource(
        "/indicators/{id}/trend", "一个指标逐年的分布;空为无数,不是零(by year; empty is no value, not zero)",
        _columns("year asked_cnt held_cnt reported_cnt silent_cnt report_missing_cnt hedged_cnt area_cnt min_value "
                 "lower_quartile median_value upper_quartile max_value sum_value added_cnt left_out_cnt unit"),
        _trend, PEERS, paged=False,
    ),
    Resource(
        "/agencies", "机关列表(bodies)",
        _columns("agency_id agency_zh agency_level agency_function_zh region_code region_zh first_year last_year "
                 "is_current"),
        _agencies, (WORDS, *PEERS),
    ),
    Resource(
        "/agencies/{id}", "一个机关(a body)",
        _columns("agency_id name_zh agency_zh agency_level agency_function_zh body_id code_scheme region_code "
                 "region_zh first_year last_year"),
        lambda reader, values, wanted: _one(agencies.agency(reader, values["id"]), "机关", values), paged=False,
    ),
    Resource(
        "/agencies/{id}/values", "一个机关逐年的代表值(headline values of a body)",
        _columns("indicator_id indicator_zh agency_id year value low high unit comparator scope period qualifier "
                 "surface sentence rival_cnt state fact_id report_id corrected_by value_extracted"),
        _agency_values,
    ),
    Resource(
        "/reports", "现行报告列表(reports in force)",
        _columns("report_id agency_id agency_zh agency_level year title published_date is_signing_date fact_cnt "
                 "mapped_fact_cnt version document_id"),
        _reports, (WORDS, YEAR, *PEERS),
    ),
    Resource(
        "/reports/{id}", "一份报告(a report)",
        _columns("report_id agency_id agency_zh year document_id version is_current title published_date "
                 "is_signing_date index_no source_file origin_url chars mention_cnt fact_cnt mapped_fact_cnt genre "
                 "completed_date copy_cnt"),
        lambda reader, values, wanted: _one(reports.report(reader, values["id"]), "报告", values), paged=False,
    ),
    Resource(
        "/reports/{id}/facts", "一份报告的事实,附原句(figures of a report with their sentences)",
        _columns(_FACT), _of_report(reports.facts),
    ),
    Resource(
        "/reports/{id}/mentions", "不作事实的数字及缘由(numbers that are no figure, and why)",
        _columns("mention_id kind surface char_start char_end sentence section_path rule_id description_zh"),
        _of_report(reports.other_mentions),
    ),
    Resource(
        "/reports/{id}/blocks", "原文,逐块(the text, block by block)",
        _columns("block_no kind char_start char_end block_text page table_no row_no column_no"),
        _of_report(reports.blocks),
    ),
    Resource(
        "/sentences", "含所有词的句子(sentences that hold all words)",
        _columns("year report_id agency_id agency_zh fact_id sentence"), _sentences, (WORDS,),
    ),
    Resource(
        "/compare", "机关 × 指标 × 年度,各有状态(bodies × indicators × years, each with its state)",
        _columns("agency_id agency_zh indicator_id indicator_zh year state value low high unit fact_id report_id "
                 "rival_cnt corrected_by"),
        _compare, (AGENCIES, INDICATORS, FIRST, LAST),
    ),
    Resource(
        "/quality/checks", "校验结果(checks)",
        _columns("step check_name table_name column_name severity passed expected observed checked_cnt failed_cnt "
                 "reason_zh"),
        _checks, (STEP, FAILED),
    ),
    Resource(
        "/quality/rejected", "被拒文件(rejected files)",
        _columns("source_file stage reason_code reason_zh found expected hint_zh"),
        lambda reader, values, wanted: quality.rejected(reader, wanted.limit, wanted.offset),
    ),
    Resource(
        "/quality/review", "待核对文件(files to be looked at)",
        _columns("source_file subject reason_zh found hint_zh fill_in is_blocking"),
        lambda reader, values, wanted: quality.review(reader, wanted.limit, wanted.offset),
    ),
    Resource(
        "/quality/doubtful", "存疑的数字,最可疑者在前(figures to look at, the most doubtful first)",
        _columns("fact_id report_id agency_id agency_zh year indicator_id indicator_zh measure value low high unit "
                 "surface sentence confidence rule_id rule_zh arithmetic"),
        lambda reader, values, wanted: quality.doubtful_facts(reader, wanted.limit, wanted.offset),
    ),
)  # fmt: skip


def answer(asked: Resource) -> Route:
    """The route of a resource."""

    def handler(question: Question) -> Response:
        values = question.values
        wanted = Slice(1, 0)
        if asked.paged:
            wanted = Slice(values["page_size"], (values["page"] - 1) * values["page_size"])
        rows, total = asked.rows(question.reader, values, wanted)
        body: dict[str, Any] = {
            "release": question.view.version,
            "data": [{name: row[name] for name in asked.columns} for row in rows],
        }
        if asked.paged:
            body |= {"page": values["page"], "page_size": values["page_size"], "total": total}
        return Response(json_object(body), media_type="application/json")

    return resource(PREFIX + asked.path, handler, asked.all_parameters)


ROUTES = [answer(one) for one in RESOURCES]
