"""One way to break each expectation of landing, documents and mentions, on the lake of lake_example.py.

Does not belong here: that it fails then (test_lake_suites.py).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from tests.unit.checks.lake_example import FIRST, SECOND, Lake, digest, document_id

Break = Callable[[Lake], None]
A, B = document_id(FIRST), document_id(SECOND)


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
_RATE = "9\u200b8.5%"  # a mark that no reader sees is within
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
    "text_in_blocks": put("blocks", {"document_id": A, "block_no": 0}, start=1),
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
    "sameness_in_set": put("copies", {"document_id": B}, sameness="alike"),
    "similarity_in_bounds": put("copies", {"document_id": B}, similarity=1.2),
    "copy_explained": put("copies", {"document_id": B}, why_zh=None),
    "chosen_is_best": put("copies", {"document_id": B}, chosen_document_id="f" * 16),
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
    "relation_in_set": on(_RATE, relation="share"),
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
    "percent_level_in_bounds": on(_RATE, value=Decimal(120)),
    "parent_exists": on(_RATE, parent_start=1),
    "parent_is_another": lambda lake: on(_RATE, parent_start=lake.the("mentions", surface=_RATE)["start"])(lake),
    "relation_iff_parent": on(_RATE, parent_start=None),
    "components_within_parent": on("55宗", value=Decimal(40)),
}  # fmt: skip

# What cannot be broken alone.
