"""Every expectation of landing, documents and mentions passes on a good lake and fails, alone, where it is broken."""

from __future__ import annotations

import ast
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from orchestration.checks.documents import REASON_CODES
from orchestration.checks.runner import validate
from orchestration.checks.steps import suite_of
from orchestration.home import PROJECT_ROOT, Home
from tests.unit.checks.lake_example import FIRST, SECOND, Lake, digest, document_id, example

Break = Callable[[Lake], None]
A, B = document_id(FIRST), document_id(SECOND)


@pytest.fixture(scope="module")
def good_frames(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, pl.DataFrame]]:
    home = example().write(tmp_path_factory.mktemp("good"))
    return {
        step: {name: build() for name, build in suite_of(step).frames(home).items()}
        for step in ("landing", "documents", "mentions")
    }


def failed(step: str, home: Home, good: dict[str, pl.DataFrame] | None = None) -> set[str]:
    """Names of what fails. Frames that equal the good ones are left out: that these pass is shown once, below."""
    suite = suite_of(step)
    frames = suite.frames(home)
    changed = {name for name, build in frames.items() if good is None or not build().equals(good[name])}
    expectations = [expectation for expectation in suite.expectations if expectation.table in changed]
    return {result.check_name for result in validate(step, expectations, frames).results if not result.passed}


def put(table: str, where: dict[str, Any], **changes: Any) -> Break:
    """Change some columns of one row."""
    return lambda lake: lake.the(table, **where).update(changes)


def no_file_at_all(lake: Lake) -> None:
    lake.raw_files.clear()
    lake.rows["landing"].clear()
    lake.rows["rejected"].clear()


def path_forgotten(lake: Lake) -> None:
    lake.raw_files.remove("reports/second.txt")
    lake.the("landing", source_file="reports/second.txt")["source_file"] = None


def landed_twice(lake: Lake) -> None:
    lake.add("landing", lake.the("landing", source_file="reports/scan.pdf"))


def nothing_read(lake: Lake) -> None:
    for table in ("landing", "rejected", "documents", "blocks", "candidates", "issuers", "recognised_words"):
        lake.rows[table].clear()


def most_files_refused(lake: Lake) -> None:
    for number in range(10):
        new = {"source_file": f"reports/bad{number}.txt"}
        lake.add("landing", lake.the("landing", source_file="reports/letter.txt"), **new)
        lake.add("rejected", lake.the("rejected", stage="reading"), **new)


def same_document_under_two_paths(lake: Lake) -> None:
    new = {"source_file": "reports/again.txt"}
    lake.add("landing", lake.the("landing", source_file="reports/second.txt"), **new)
    lake.add("documents", lake.the("documents", document_id=B), year=2019, **new)


def odd_document_id(lake: Lake) -> None:
    for table in ("documents", "blocks", "candidates", "issuers"):
        lake.the(table, document_id=B)["document_id"] = "ZZ"


def blank_text(lake: Lake) -> None:
    lake.the("documents", document_id=B).update(text=" \n ", chars=3, text_sha256=digest(" \n "))
    lake.the("blocks", document_id=B)["end"] = 3


def cell(lake: Lake, of: tuple[str, int] = (SECOND, 0), **fields: Any) -> None:
    """A cell over a whole block, which is one of a table; that of the first document is left a paragraph."""
    block = lake.the("blocks", document_id=document_id(of[0]), block_no=of[1])
    place = {name: block[name] for name in ("document_id", "start", "end")}
    grid = {"table_no": 0, "cell_no": 0, "row_no": 0, "column_no": 0, "row_span": 1, "column_span": 1}
    lake.rows["table_cells"].append({**place, **grid, "is_heading": False, **fields})
    if of[0] == SECOND:
        block["kind"] = "table_cell"


def two_cells_at_one_place(lake: Lake) -> None:
    cell(lake)
    cell(lake, cell_no=1)


def taken_out(stage: str) -> Break:
    """One refused file was refused by a check."""
    return lambda lake: lake.the("rejected", stage=stage).update(reason_code="check_failed")


def most_landed_files_taken_out(lake: Lake) -> None:
    for number in range(7):
        path = f"reports/odd{number}.txt"
        lake.raw_files.append(path)
        row = lake.the("rejected", stage="landing")
        lake.add("rejected", row, source_file=path, document_id=None, reason_code="check_failed")


def most_documents_taken_out(lake: Lake) -> None:
    most_files_refused(lake)
    for row in lake.rows["rejected"]:
        if row["source_file"].startswith("reports/bad"):
            row["reason_code"] = "check_failed"


def all_extractions_taken_out(lake: Lake) -> None:
    lake.the("rejected", stage="extraction")["reason_code"] = "check_failed"
    for name, identifier in (("reports/first.txt", A), ("reports/second.txt", B)):
        row = lake.the("rejected", stage="extraction")
        lake.add("rejected", row, source_file=name, document_id=identifier)
    for table in ("mentions", "sections", "lexical", "ledger"):
        lake.rows[table].clear()


LANDING: dict[str, Break] = {
    "nothing_withheld": taken_out("landing"),
    "withheld_share": most_landed_files_taken_out,
    "files_landed": no_file_at_all,
    "every_file_accounted_for": lambda lake: lake.raw_files.append("reports/unseen.txt"),
    "source_file_given": path_forgotten,
    "source_file_unique": landed_twice,
    "sha256_given": put("landing", {"source_file": "reports/second.txt"}, sha256=None, document_id=None),
    "sha256_pattern": put("landing", {"source_file": "reports/second.txt"}, sha256=B + "Z" * 48),
    "document_id_is_hash_prefix": put("landing", {"source_file": "reports/second.txt"}, document_id="f" * 16),
    "input_key_given": put("landing", {"source_file": "reports/scan.pdf"}, input_key=None),
    "media_type_given": put("landing", {"source_file": "reports/scan.pdf"}, media_type=None),
    "media_type_pattern": put("landing", {"source_file": "reports/scan.pdf"}, media_type="PDF"),
    "accepted_media_type_supported": put("landing", {"source_file": "reports/second.txt"}, media_type="image/png"),
    "accepted_size_in_bounds": put("landing", {"source_file": "reports/second.txt"}, byte_size=0),
    "accepted_document_unique": lambda lake: lake.drop("rejected", reason_code="duplicate"),
    "duplicate_has_original": put("landing", {"source_file": "reports/copy.txt"}, duplicate_of="reports/none.txt"),
    "override_has_reason": put("landing", {"source_file": "reports/second.txt"}, override_reason=None),
    "origin_registered": put("landing", {"source_file": "reports/second.txt"}, origin=None),
}

JOINING = {"issuer_no": 1, "issuer_role": "joint_issuer"}
LATE = {"stage": "extraction"}
DOCUMENTS: dict[str, Break] = {
    "nothing_withheld": taken_out("reading"),
    "withheld_share": most_documents_taken_out,
    "every_file_read_or_rejected": lambda lake: lake.drop("rejected", stage="reading"),
    "documents_read": nothing_read,
    "rejected_share": most_files_refused,
    "rejected_file_named": put("rejected", LATE, source_file=None),
    "rejected_stage_in_set": put("rejected", LATE, stage="dbt"),
    "rejected_code_known": put("rejected", LATE, reason_code="no_reason"),
    "rejected_reason_given": put("rejected", LATE, reason_zh=None),
    "rejected_hint_given": put("rejected", LATE, hint_zh=" "),
    "document_id_unique": same_document_under_two_paths,
    "document_id_pattern": odd_document_id,
    "input_key_given": put("documents", {"document_id": B}, input_key=None),
    "document_fields_given": put("documents", {"document_id": B}, reader_version=None),
    "genre_named": put("documents", {"document_id": B}, genre=" "),
    "genre_evidence_given": put("documents", {"document_id": B}, genre_evidence=" "),
    "agency_given": put("documents", {"document_id": B}, agency_name_zh=None),
    "agency_full_name_given": put("documents", {"document_id": B}, agency_full_name_zh=None),
    "agency_full_name_named": put("documents", {"document_id": B}, agency_full_name_zh=" "),
    "level_given": put("documents", {"document_id": B}, agency_level=None),
    "level_in_set": put("documents", {"document_id": B}, agency_level="村"),
    "agency_evidence_given": put("documents", {"document_id": B}, agency_evidence=None),
    "region_code_pattern": put("documents", {"document_id": B}, region_code="4403"),
    "region_known": put("documents", {"document_id": B}, region_code=None),
    "function_known": put("documents", {"document_id": B}, agency_function_zh=None),
    "year_given": put("documents", {"document_id": B}, year=None),
    "year_plausible": put("documents", {"document_id": B}, year=2003),
    "year_evidence_given": put("documents", {"document_id": B}, year_evidence=""),
    "year_not_after_publication": put("documents", {"document_id": B}, published_date=date(2021, 12, 31)),
    "year_and_dates_agree": put("documents", {"document_id": B}, disagreements_zh="成文日期晚于发布日期"),
    "one_report_per_agency_and_year": put("documents", {"document_id": B}, agency_full_name_zh="甲市戊局", year=2021),
    "text_not_blank": blank_text,
    "chars_match_text": put("documents", {"document_id": B}, chars=len(SECOND) + 1),
    "text_hash_matches": put("documents", {"document_id": B}, text_sha256=digest(FIRST)),
    "document_has_blocks": lambda lake: lake.drop("blocks", document_id=B),
    "block_kind_in_set": put("blocks", {"document_id": B}, kind="poem"),
    "block_no_unique": put("blocks", {"document_id": A, "block_no": 1}, block_no=0),
    "block_not_empty": put("blocks", {"document_id": A, "block_no": 0}, end=0),
    "blocks_do_not_overlap": put("blocks", {"document_id": A, "block_no": 1}, start=4),
    "block_has_document": lambda lake: lake.add("blocks", lake.the("blocks"), document_id="0" * 16),
    "block_inside_text": put("blocks", {"document_id": A, "block_no": 1}, end=len(FIRST) + 1),
    "block_fields_given": put("blocks", {"document_id": B}, kind=None),
    "cell_place_unique": two_cells_at_one_place,
    "cell_is_a_cell_block": lambda lake: cell(lake, of=(FIRST, 0)),
    "leader_is_the_body": put("documents", {"document_id": B}, agency_full_name_zh="甲市丁局"),
    "issuer_no_unique": lambda lake: lake.add("issuers", lake.the("issuers"), issuer_role="joint_issuer"),
    "issuer_fields_given": put("issuers", {"document_id": B}, agency_id=None),
    "issuer_role_in_set": lambda lake: lake.add("issuers", lake.the("issuers"), issuer_no=1, issuer_role="guest"),
    "issuer_level_in_set": put("issuers", {"document_id": B}, agency_level="村"),
    "issuer_named": lambda lake: lake.add("issuers", lake.the("issuers"), **JOINING, agency_full_name_zh=" "),
    "issuer_evidence_given": put("issuers", {"document_id": B}, agency_evidence=" "),
    "candidate_has_file": lambda lake: lake.add("candidates", lake.the("candidates"), document_id="f" * 16),
    "candidate_no_unique": lambda lake: lake.add("candidates", lake.the("candidates")),
    "candidate_fields_given": put("candidates", {"document_id": B}, candidate_value=None),
    "candidate_field_in_set": put("candidates", {"document_id": B}, candidate_field="mood"),
    "candidate_value_said": put("candidates", {"document_id": B}, candidate_value=" "),
    "candidate_placed": put("candidates", {"document_id": B}, place=""),
    "candidate_weight": put("candidates", {"document_id": B}, weight=-1),
    "is_recognised_given": put("documents", {"document_id": B}, is_recognised=None),
    "recogniser_named": put("documents", {"document_id": A}, recogniser=None),
    "recognised_pages_named": put("documents", {"document_id": A}, recognised_pages=None),
    "recognition_sure_enough": put("documents", {"document_id": A}, recognition_confidence=0.4),
    "typed_without_confidence": put("documents", {"document_id": B}, recognition_confidence=0.9),
    "word_of_recognised": lambda lake: lake.add("recognised_words", lake.the("recognised_words"), document_id=B),
    "word_confidence_in_bounds": put("recognised_words", {"start": 2}, recognition_confidence=1.2),
    "word_not_empty": put("recognised_words", {"start": 0}, end=0),
    "words_do_not_overlap": put("recognised_words", {"start": 2}, start=1),
    "word_inside_text": put("recognised_words", {"start": 2}, end=len(FIRST) + 1),
}


def on(surface: str, **changes: Any) -> Break:
    return put("mentions", {"surface": surface}, **changes)


def numbered_twice(lake: Lake) -> None:
    lake.the("mentions", document_id=B, mention_no=1)["mention_no"] = 0


def few_mapped(lake: Lake) -> None:
    for row in lake.rows["mentions"]:
        row["indicator_id"] = "unmapped"
    for row in lake.rows["ledger"]:
        row["mapped_fact_cnt"] = 0


def second_without_facts(lake: Lake) -> None:
    lake.the("mentions", surface="12场").update(kind="other", indicator_id="unmapped")
    lake.the("ledger", document_id=B).update(fact_cnt=0, mapped_fact_cnt=0)


def ledger_doubled(lake: Lake) -> None:
    # Refused at extraction and yet in the ledger twice would break the arrow too; so take its document away.
    lake.add("ledger", lake.the("ledger", document_id=B))
    lake.add("documents", lake.the("documents", document_id=B))


MENTIONS: dict[str, Break] = {
    "nothing_withheld": taken_out("extraction"),
    "withheld_share": all_extractions_taken_out,
    "every_document_extracted_or_rejected": lambda lake: lake.drop("rejected", stage="extraction"),
    "ledger_document_unique": ledger_doubled,
    "digits_accounted_for": put("ledger", {"document_id": B}, digit_mention_cnt=5),
    "numerals_accounted_for": put("ledger", {"document_id": A}, numeral_lexical_cnt=0),
    "ledger_counts_mentions": put("ledger", {"document_id": B}, mention_cnt=3),
    "ledger_counts_facts": put("ledger", {"document_id": B}, fact_cnt=2),
    "ledger_counts_mapped": put("ledger", {"document_id": B}, mapped_fact_cnt=0),
    "document_has_facts": second_without_facts,
    "mention_no_unique": numbered_twice,
    "surface_matches_text": on("2022年", start=1, end=6),
    "surface_parses_to_values": on("12场", value=Decimal(13)),
    "sentence_in_text": on("12场", sentence="2022年开展普法活动21场。"),
    "span_in_sentence": on("12场", sentence="2022年开展"),
    "section_known": on("12场", section_no=7),
    "section_no_unique": lambda lake: lake.add("sections", lake.the("sections", document_id=B)),
    "section_fields_given": put("sections", {"document_id": B}, depth=None),
    "lexical_place_unique": lambda lake: lake.add("lexical", lake.the("lexical")),
    "lexical_fields_given": put("lexical", {"word": "统一"}, word=None),
    "lexical_word_holds_it": put("lexical", {"word": "统一"}, word="统领"),
    "fields_given": on("2022年", kind=None),
    "lexical_matches_text": put("lexical", {"word": "统一"}, surface="二"),
    "section_role_in_set": put("sections", {"document_id": B}, role="epilogue"),
    "section_inside_text": put("sections", {"document_id": B}, end=len(SECOND) + 1),
    "section_not_reversed": put("sections", {"document_id": B}, start=9, end=8),
    "kind_in_set": on("2022年", kind="time"),
    "comparator_in_set": on("2022年", comparator="gt"),
    "value_kind_in_set": on("2022年", value_kind="stock"),
    "status_in_set": on("2022年", status="done"),
    "relation_in_set": on("98.5%", relation="share"),
    "period_pattern": on("2022年", period="month:2022-13"),
    "scope_pattern": on("2022年", scope="other:"),
    "confidence_in_bounds": on("2022年", confidence=1.1),
    "rule_given": on("2022年", rule_id=" "),
    "indicator_known": on("2022年", indicator_id="no_such_indicator"),
    "value_not_below_low": on("2022年", comparator="over", low=Decimal(2023)),
    "value_not_above_high": on("2022年", comparator="under", high=Decimal(2021)),
    "exact_without_low": on("2022年", low=Decimal(2022)),
    "exact_without_high": on("2022年", high=Decimal(2022)),
    "range_has_low": on("2022年", comparator="range", high=Decimal(2023)),
    "range_has_high": on("2022年", comparator="range", low=Decimal(2022)),
    "fact_fields_given": on("12场", value=None),
    "fact_has_measure": on("12场", measure=" "),
    "unit_known": on("12场", unit="坨"),
    "mapped_share": few_mapped,
    "percent_level_in_bounds": on("98.5%", value=Decimal(120)),
    "parent_exists": on("98.5%", parent_start=1),
    "parent_is_another": lambda lake: on("98.5%", parent_start=lake.the("mentions", surface="98.5%")["start"])(lake),
    "relation_iff_parent": on("98.5%", parent_start=None),
    "components_within_parent": on("55宗", value=Decimal(40)),
}  # fmt: skip

# What cannot be broken alone.
WITH = {
    ("landing", "withheld_share"): {"nothing_withheld"},
    ("documents", "agency_full_name_given"): {"leader_is_the_body"},
    ("documents", "agency_full_name_named"): {"leader_is_the_body"},
    ("documents", "one_report_per_agency_and_year"): {"leader_is_the_body"},
    ("documents", "withheld_share"): {"nothing_withheld", "rejected_share"},
    ("mentions", "withheld_share"): {"nothing_withheld"},
    ("mentions", "lexical_matches_text"): {"lexical_word_holds_it"},
}
# These values are proved by the surface as well, so the second proof fails with them, and must.
WITH_SECOND_PROOF = {"fact_fields_given", "unit_known", "percent_level_in_bounds", "components_within_parent"}
CASES = [
    *(("landing", name, change) for name, change in LANDING.items()),
    *(("documents", name, change) for name, change in DOCUMENTS.items()),
    *(("mentions", name, change) for name, change in MENTIONS.items()),
]


@pytest.mark.parametrize("step", ["landing", "documents", "mentions"])
def test_a_good_lake_passes(step: str, tmp_path: Path) -> None:
    assert failed(step, example().write(tmp_path)) == set()


@pytest.mark.parametrize(("step", "name", "change"), CASES, ids=[f"{step}-{name}" for step, name, _ in CASES])
def test_a_broken_lake_fails_that_expectation_alone(
    step: str, name: str, change: Break, tmp_path: Path, good_frames: dict[str, dict[str, pl.DataFrame]]
) -> None:
    lake = example()
    change(lake)
    with_it = {"surface_parses_to_values"} if name in WITH_SECOND_PROOF else WITH.get((step, name), set())
    assert failed(step, lake.write(tmp_path), good_frames[step]) == {name} | with_it


@pytest.mark.parametrize(("step", "table"), [("landing", "rejected"), ("documents", "blocks"), ("mentions", "lexical")])
def test_a_file_of_another_schema_fails(step: str, table: str, tmp_path: Path) -> None:
    home = example().write(tmp_path)
    path = home.lake / table / f"{table}.parquet"
    pl.read_parquet(path).with_columns(surprise=pl.lit(1)).write_parquet(path)
    suite = suite_of(step)
    results = {r.check_name: r for r in validate(step, suite.expectations, suite.frames(home)).results}
    assert not results["columns_as_declared"].passed
    assert "surprise" in results["columns_as_declared"].observed
    others = [r for name, r in results.items() if not r.passed and name != "columns_as_declared"]
    assert others, "what cannot be read cannot pass"
    assert all("未能校验" in result.observed for result in others)


def test_every_expectation_has_a_case() -> None:
    cases = {"landing": LANDING, "documents": DOCUMENTS, "mentions": MENTIONS}
    for step, breaks in cases.items():
        names = {expectation.name for expectation in suite_of(step).expectations}
        assert names == {*breaks, "columns_as_declared"}


def test_the_known_reasons_are_those_of_the_code() -> None:
    given = set()
    for room in ("reading", "pipeline"):
        for module in (PROJECT_ROOT / "orchestration" / room).rglob("*.py"):
            for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Rejection":
                    given |= {first.value for first in node.args[:1] if isinstance(first, ast.Constant)}
    assert given == set(REASON_CODES), "register a new reason in orchestration/checks/documents.py, or drop it there"
