"""What must hold after reading: every landed file is a document or a rejection, and a document is what its bytes say.

Errors are broken promises of the code; what only an odd report can cause is a warning, so that one report never stops
the others. Does not belong here: figures (mentions.py), how the frames are made (frames/documents.py).
"""

from __future__ import annotations

from typing import get_args

from orchestration.checks.expectation import (
    Suite,
    at_least_rows,
    between,
    in_set,
    is_null,
    matches,
    not_below,
    not_null,
    same,
    unique,
    unique_together,
)
from orchestration.checks.frames.documents import frames
from orchestration.checks.lake import COLUMNS_AS_DECLARED, WITHHELD
from orchestration.document import BlockKind, CandidateField, Level
from orchestration.reading.decoded import LEAST_SURE

# 《全面推进依法行政实施纲要》 of 2004 is the first to ask for such reports; 2035 is the horizon of present planning.
FIRST_YEAR, LAST_YEAR = 2004, 2035

# Every reason that landing, reading and extraction may give; a test compares the list with their code.
REASON_CODES = (
    "agency_ambiguous",
    "archive_bomb",
    "archive_opened",
    "binary",
    "broken_characters",
    "broken_file",
    "changed_since_landing",
    "check_failed",
    "comparison_error",
    "duplicate",
    "empty_file",
    "encrypted",
    "extractor_error",
    "garbled_text",
    "ledger_unbalanced",
    "needs_libreoffice",
    "needs_tesseract",
    "nested_too_deep",
    "no_agency",
    "no_text_layer",
    "no_year",
    "not_a_report",
    "not_fetched",
    "not_utf8",
    "override_invalid",
    "poorly_recognised",
    "proof_failed",
    "reader_error",
    "reader_lost",
    "sources_file_missing",
    "sources_row_invalid",
    "too_deep",
    "too_large",
    "too_many_members",
    "too_many_pages",
    "too_slow",
    "unreadable",
    "unsafe_name",
    "unsupported_type",
    "worker_lost",
    "year_ambiguous",
)

_FLOW = (
    COLUMNS_AS_DECLARED,
    *WITHHELD,
    same(
        "every_file_read_or_rejected",
        "arrivals",
        "landed_cnt",
        "outcome_cnt",
        "error",
        "进=出+拒:每个登陆的文件恰有一个去处,读成文件或附理由被拒,不得无声丢失或重复。",
    ),
    at_least_rows("documents_read", "reports", 1, "error", "一份也没读出就发布,会用空库替换读者手中的上一版,故阻断。"),
    between(
        "rejected_share",
        "arrival_totals",
        "rejected_share",
        0,
        0.5,
        "warning",
        "被拒过半多半是整批格式不支持或目录放错,而非个别坏件。阈值 0.5 自首版起,尚无历史数据,积累后再收紧。",
    ),
    not_null("rejected_file_named", "rejected", "source_file", "error", "拒收须指明是哪个文件,否则无从处置。"),
    in_set(
        "rejected_stage_in_set",
        "rejected",
        "stage",
        ["landing", "reading", "extraction"],
        "error",
        "拒收环节只有三处;别的值说明计数会漏掉它。",
    ),
    in_set(
        "rejected_code_known",
        "rejected",
        "reason_code",
        REASON_CODES,
        "warning",
        "理由代码供汇总与查文档;不在所列之内的是新加而未登记的理由,应补入。",
    ),
    matches("rejected_reason_given", "rejected", "reason_zh", r"\S", "error", "拒收必须有理由。"),
    matches("rejected_hint_given", "rejected", "hint_zh", r"\S", "error", "拒收必须告诉使用者下一步做什么。"),
)

_IDENTITY = (
    unique("document_id_unique", "documents", "document_id", "error", "文件编号是主键,重复会使事实翻倍。"),
    matches("document_id_pattern", "documents", "document_id", r"^[0-9a-f]{16}$", "error", "湖按编号前两位分桶。"),
    is_null("document_fields_given", "documents", "missing", "error", "发布表必填的列(文种、是否报告等)须有值。"),
    matches("genre_named", "documents", "genre", r"\S", "error", "不知文种,便不知能否入事实表。"),
    matches("genre_evidence_given", "documents", "genre_evidence", r"\S", "error", "文种的判定须有依据可查。"),
    not_null("input_key_given", "documents", "input_key", "error", "增量读取靠它判断是否需要重读。"),
    not_null("agency_given", "reports", "agency_name_zh", "error", "不知是哪个机关的报告应被拒,不应入库。"),
    not_null("agency_full_name_given", "reports", "agency_full_name_zh", "error", "同名机关遍布各地,靠全称区分。"),
    matches("agency_full_name_named", "reports", "agency_full_name_zh", r"\S", "error", "空白不是名称。"),
    not_null("level_given", "reports", "agency_level", "error", "层级决定能否与同级机关比较。"),
    in_set("level_in_set", "reports", "agency_level", get_args(Level), "error", "层级只有五级:国家、省、市、县、乡。"),
    matches("agency_evidence_given", "reports", "agency_evidence", r"\S", "error", "机关的判定须有依据可查。"),
    matches(
        "region_code_pattern",
        "documents",
        "region_code",
        r"^(\d{6}|Z\d{6}-\d{2})$",
        "error",
        "GB/T 2260 代码为六位数字,功能区为 Z + 所在区划 + 序号。",
    ),
    not_null("region_known", "reports", "region_code", "warning", "区划未能判定时可入库,但地区汇总会缺这一份。"),
    not_null(
        "function_known",
        "reports",
        "agency_function_zh",
        "warning",
        "职能类别不在表中的机关无法与同类比较,应补职能表。",
    ),
    same(
        "leader_is_the_body",
        "leaders",
        "agency_full_name_zh",
        "leading_full_name_zh",
        "error",
        "报告与数字归于牵头机关:制发机关中为首的须即判定的机关。",
    ),
    unique_together("issuer_no_unique", "issuers", ["document_id", "issuer_no"], "error", "序号是文内主键。"),
    is_null("issuer_fields_given", "issuers", "missing", "error", "发布表必填的列须有值。"),
    in_set("issuer_role_in_set", "issuers", "issuer_role", ("issuer", "joint_issuer"), "error", "角色只有两种。"),
    in_set("issuer_level_in_set", "issuers", "agency_level", get_args(Level), "error", "层级只有五级。"),
    matches("issuer_named", "issuers", "agency_full_name_zh", r"\S", "error", "空白不是名称。"),
    matches("issuer_evidence_given", "issuers", "agency_evidence", r"\S", "error", "联合署名须有依据可查。"),
    not_null("year_given", "reports", "year", "error", "不知年度的报告应被拒,不应入库。"),
    between(
        "year_plausible",
        "reports",
        "year",
        FIRST_YEAR,
        LAST_YEAR,
        "error",
        "此类报告始于 2004 年《全面推进依法行政实施纲要》;2035 为现行规划远景之末。越界即误判年度。",
    ),
    matches("year_evidence_given", "reports", "year_evidence", r"\S", "error", "年度的判定须有依据可查。"),
    not_below(
        "year_not_after_publication",
        "reports",
        "published_year",
        "year",
        "warning",
        "报告不会早于所报年度发布;若早,则年度或日期之一误判,或原文笔误,应人工核对。",
    ),
    matches(
        "year_and_dates_agree",
        "documents",
        "disagreements_zh",
        r"^$",
        "warning",
        "年度、发布日期与成文日期互不相合,三者各依所据,应人工核对(quality.review)。",
    ),
    unique_together(
        "one_report_per_agency_and_year",
        "reports",
        ["agency_full_name_zh", "year"],
        "warning",
        "同一机关同一年度有两份,可能是修订版,也可能是机关或年度误判,应人工核对。",
    ),
)

_TEXT = (
    between("text_not_blank", "documents", "visible_chars", 1, None, "error", "没有可见文字的文件应被拒。"),
    same("chars_match_text", "documents", "chars", "text_chars", "error", "所有偏移以字符计,字符数不符则偏移不可信。"),
    same("text_hash_matches", "documents", "text_sha256", "text_sha256_found", "error", "抽取以全文哈希判断是否重做。"),
    between("document_has_blocks", "documents", "block_cnt", 1, None, "error", "没有文本块的文件,抽取会一无所得。"),
    in_set("text_in_blocks", "documents", "uncovered_chars", [0], "error", "文本块相连即全文:块外不得有可见文字。"),
    in_set("block_kind_in_set", "blocks", "kind", get_args(BlockKind), "error", "抽取按块类型取舍,未知类型会被误用。"),
    unique_together("block_no_unique", "blocks", ["document_id", "block_no"], "error", "块序号是文内主键。"),
    between("block_not_empty", "blocks", "length", 1, None, "error", "空块没有意义,且会使偏移错乱。"),
    not_below(
        "blocks_do_not_overlap", "blocks", "start", "previous_end", "error", "块依文序排列且不重叠,数字才不会重计。"
    ),
    not_null("block_has_document", "blocks", "document_chars", "error", "块必须属于一份在库的文件。"),
    is_null("block_fields_given", "blocks", "missing", "error", "发布表必填的列须有值。"),
    unique_together(
        "cell_place_unique",
        "table_cells",
        ["document_id", "start", "end"],
        "error",
        "一段文字至多是一个单元格,否则发布的文本块会成倍。",
    ),
    in_set(
        "cell_is_a_cell_block",
        "table_cells",
        "block_kind",
        ["table_cell"],
        "error",
        "单元格所在的文本块须记为单元格。",
    ),
    not_below("block_inside_text", "blocks", "document_chars", "end", "error", "块的偏移不得越出全文。"),
)

_EVIDENCE = (
    unique_together("candidate_no_unique", "candidates", ["document_id", "candidate_no"], "error", "序号是文内主键。"),
    is_null("candidate_fields_given", "candidates", "missing", "error", "发布表必填的列须有值。"),
    in_set(
        "candidate_field_in_set",
        "candidates",
        "candidate_field",
        get_args(CandidateField),
        "error",
        "所述事项只有所列各种;未登记的会使发布中止。",
    ),
    not_null("candidate_has_file", "candidates", "known_document_id", "error", "证据须属于在库或被拒的文件。"),
    matches("candidate_value_said", "candidates", "candidate_value", r"\S", "error", "没有内容的说明不成其为证据。"),
    matches("candidate_placed", "candidates", "place", r"\S", "error", "证据须说明出处。"),
    between("candidate_weight", "candidates", "weight", 0, None, "error", "权重不为负。"),
)

_COPIES = (
    in_set(
        "sameness_in_set",
        "copies",
        "sameness",
        ("same_text", "near_text", "excerpt"),
        "error",
        "副本与所选文本的关系只有所列各种。",
    ),
    between("similarity_in_bounds", "copies", "similarity", 0, 1, "error", "相似度在 0 与 1 之间。"),
    matches("copy_explained", "copies", "why_zh", r"\S", "error", "副本与所选须说明依据。"),
    in_set("chosen_is_best", "copies", "chosen_is_best", [True], "error", "所选文本须在库,且为自身之首选。"),
)

_RECOGNISED = (
    not_null("is_recognised_given", "documents", "is_recognised", "error", "识别所得与录入的文字不得相混。"),
    not_null(
        "recogniser_named", "recognised", "recogniser", "error", "识别所得的文字须说明由何程序识别,换版本即重读。"
    ),
    not_null("recognised_pages_named", "recognised", "recognised_pages", "error", "混合文件须指明哪几页是识别所得。"),
    between(
        "recognition_sure_enough",
        "recognised",
        "recognition_confidence",
        LEAST_SURE,
        1,
        "error",
        "平均把握不足六成的识别结果应被拒,不应入库。",
    ),
    is_null("typed_without_confidence", "typed", "recognition_confidence", "error", "录入的文字没有识别把握可言。"),
    in_set(
        "word_of_recognised", "recognised_words", "is_recognised", [True], "error", "有识别所得之字的文件须如此标明。"
    ),
    between(
        "word_confidence_in_bounds", "recognised_words", "recognition_confidence", 0, 1, "error", "把握在 0 与 1 之间。"
    ),
    between("word_not_empty", "recognised_words", "length", 1, None, "error", "空段没有意义。"),
    not_below("words_do_not_overlap", "recognised_words", "start", "previous_end", "error", "一字只有一个把握。"),
    not_below("word_inside_text", "recognised_words", "document_chars", "end", "error", "偏移不得越出全文。"),
)

_BY_DOCUMENT = (
    *("documents", "reports", "typed", "recognised", "leaders", "issuers"),
    *("blocks", "table_cells", "candidates", "recognised_words"),
)
_READS = ("documents", "blocks", "table_cells", "candidates", "issuers", "recognised_words", "rejected")
SUITE = Suite(
    "documents",
    (*_FLOW, *_IDENTITY, *_TEXT, *_EVIDENCE, *_COPIES, *_RECOGNISED),
    frames,
    frozenset(_BY_DOCUMENT),
    _READS,
)
