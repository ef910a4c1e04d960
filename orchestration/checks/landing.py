"""What must hold after landing: every raw file is accounted for, hashed and typed.

Does not belong here: whether a file can be read (documents.py), how the frames are made (frames/landing.py).
"""

from __future__ import annotations

from orchestration.checks.expectation import (
    Suite,
    at_least_rows,
    between,
    in_set,
    matches,
    not_null,
    same,
    unique,
)
from orchestration.checks.frames.landing import frames
from orchestration.checks.lake import COLUMNS_AS_DECLARED, WITHHELD
from orchestration.pipeline.landing import MAX_BYTES
from orchestration.reading.reader import SUPPORTED_MEDIA_TYPES

EXPECTATIONS = (
    COLUMNS_AS_DECLARED,
    *WITHHELD,
    at_least_rows(
        "files_landed", "landing", 1, "error", "没有原始文件便没有可发布的内容,多半是 FAZHI_RAW 指错了目录。"
    ),
    same(
        "every_file_accounted_for",
        "raw_files",
        "on_disk",
        "accounted_for",
        "warning",
        "进=出+拒:每个原始文件都须登陆或被拒。登陆时已断言,此处再点一遍;运行中才放入的由下次运行处理,故只提示。",
    ),
    not_null("source_file_given", "landing", "source_file", "error", "路径是追溯原件的线索。"),
    unique("source_file_unique", "landing", "source_file", "error", "一个文件只登陆一次,否则事实会重复计数。"),
    not_null("sha256_given", "landing", "sha256", "error", "无哈希便无从判断文件是否变动。"),
    matches("sha256_pattern", "landing", "sha256", r"^[0-9a-f]{64}$", "error", "SHA-256 须为 64 位小写十六进制。"),
    same(
        "document_id_is_hash_prefix",
        "landing",
        "document_id",
        "sha256_prefix",
        "error",
        "文件编号由内容决定(SHA-256 前 16 位):同样的字节永远是同一编号。",
    ),
    not_null("input_key_given", "landing", "input_key", "error", "增量读取靠它判断文件或其登记是否变动。"),
    not_null("media_type_given", "landing", "media_type", "error", "未判定类型的文件无法选择读取器。"),
    matches(
        "media_type_pattern",
        "landing",
        "media_type",
        r"^[a-z]+/[a-z0-9.+-]+(?:; charset=[a-z0-9-]+)?$",
        "error",
        "媒体类型须为标准写法,读取器据此选择。",
    ),
    in_set(
        "accepted_media_type_supported",
        "accepted",
        "media_type",
        sorted(SUPPORTED_MEDIA_TYPES),
        "error",
        "放行的文件必须有对应的读取器,其余应在登陆时被拒并说明理由。",
    ),
    between(
        "accepted_size_in_bounds",
        "accepted",
        "byte_size",
        1,
        MAX_BYTES,
        "error",
        "空文件与过大的文件应在登陆时被拒;上限自首版为 64 MiB(最长的报告约 100 kB),见 pipeline/landing.py。",
    ),
    unique("accepted_document_unique", "accepted", "document_id", "error", "字节相同的文件只放行一份,其余列为重复。"),
    same(
        "duplicate_has_original",
        "duplicates",
        "document_id",
        "original_document_id",
        "error",
        "标为重复的文件,所指原件须在且字节相同。",
    ),
    not_null(
        "override_has_reason",
        "overrides",
        "override_reason",
        "error",
        "人工指定机关或年度须写明理由;缺理由的登记应已在登陆时被拒。",
    ),
    not_null(
        "origin_registered",
        "accepted",
        "origin",
        "warning",
        "未登记来源的文件可以入库,但公开引用之前应在 raw/sources.csv 补上出处。",
    ),
)

SUITE = Suite("landing", EXPECTATIONS, frames)
