"""Scans: recognised where a person asks for it, with how sure it is, and never mixed with what is typed."""

from __future__ import annotations

import random
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from PIL import Image

from orchestration.reading.errors import Rejection
from orchestration.reading.formats.pdf import decode
from orchestration.reading.isolation import IsolatedReader
from orchestration.reading.reader import read_bytes
from orchestration.reading.recognition import engine
from orchestration.reading.recognition.engine import Tesseract, installed
from tests.support import scans
from tests.support.programs import needs_tesseract
from tests.unit.reading.office_example import facts, grid

REPORT = (
    "2023年,我局全面落实法治政府建设各项任务,现将有关情况报告如下。",
    "一、主要工作情况",
    "全年办理处罚案件128件,罚没456.7万元。",
    "开展检查236次,检查企业1,890家,整改隐患345处。",
    "二、下一步打算",
    "继续推进法治政府建设。",
    "唐山市丰润区应急管理局",
    "2024年1月20日",
)
TITLE = "唐山市丰润区应急管理局2023年法治政府建设年度报告"
TABLE = [["事项", "2022年(件)", "2021年(件)"], ["行政处罚", "128", "97"], ["行政许可", "1,234", "980"]]


@cache
def scan() -> bytes:
    """The report as it comes out of a scanner: a little aslant, with specks."""
    return scans.scanned([scans.aged(page, 0.3, 60) for page in scans.typed(REPORT, TITLE)])


@needs_tesseract
def test_a_scanned_report_has_the_figures_of_the_text() -> None:
    plain = read_bytes("\n".join((TITLE, *REPORT)).encode(), "a.txt")
    with pytest.raises(Rejection) as caught, IsolatedReader() as reader:
        reader.read(scan(), "a.pdf")
    assert caught.value.reason_code == "no_text_layer" and "--ocr" in caught.value.hint_zh
    with IsolatedReader(recogniser=installed()) as reader:
        document, decoded = reader.read(scan(), "a.pdf")
    values = Counter(value for _, value, *_ in facts(document))
    assert values == Counter(value for _, value, *_ in facts(plain))
    assert document.metadata.agency is not None and plain.metadata.agency is not None
    assert document.metadata.agency.full_name_zh == plain.metadata.agency.full_name_zh
    assert (document.metadata.year, document.metadata.title) == (2023, TITLE)
    assert decoded.recogniser == installed().version and decoded.recognised_pages == (1,)
    assert decoded.confidence is not None and 0.8 < decoded.confidence < 1
    seen = {at for word in document.recognised for at in range(word.start, word.end)}
    assert seen == {at for at, character in enumerate(document.text) if not character.isspace()}
    assert all(block.page == 1 and block.box is not None for block in document.blocks)


@needs_tesseract
def test_the_same_scan_gives_the_same() -> None:
    assert decode(scan(), installed()) == decode(scan(), installed())


@needs_tesseract
def test_of_a_mixed_file_the_typed_pages_stay_typed_and_tables_keep_their_cells() -> None:
    page = scans.page()
    scans.ruled(page, TABLE, 600, [600, 500, 500])
    typed = "丰润区应急管理局2022年法治政府建设年度报告\n2022年,开展检查36次。"
    found = decode(scans.scanned([typed, scans.aged(page, -0.4)]), installed())
    assert found.recognised_pages == (2,)
    first = min(word.start for word in found.recognised)
    assert "".join(found.text[:first].split()) == "".join(typed.split())
    texts = [text for text, *_ in grid(found)]
    assert [texts[at] for at in (4, 5, 7, 8)] == ["128", "97", "1,234", "980"]
    assert [row for _, row, *_ in grid(found)] == [0, 0, 0, 1, 1, 1, 2, 2, 2]
    for piece in found.pieces:
        own = [word for word in found.recognised if piece.start <= word.start < piece.end]
        assert bool(own) == (piece.page == 2), found.text[piece.start : piece.end]


@needs_tesseract
def test_images_without_words_are_refused() -> None:
    noise = Image.frombytes("L", (1240, 1754), random.Random(4).randbytes(1240 * 1754))
    for image in (scans.page(), noise):
        with pytest.raises(Rejection) as caught:
            decode(scans.scanned([image]), installed())
        assert caught.value.reason_code in ("no_text_layer", "poorly_recognised") and caught.value.hint_zh


def test_what_cannot_be_trusted_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def guess(_: Tesseract, images: list[Image.Image], *__: object) -> list[list[engine.Word]]:
        return [[engine.Word("报告", 300, 300, 420, 360, 0.3, 0)] for _ in images]

    monkeypatch.setattr(Tesseract, "words", guess)
    with pytest.raises(Rejection) as caught:
        decode(scans.scanned([Image.new("L", (400, 600), 255)]), Tesseract("t", "v"))
    assert (caught.value.reason_code, caught.value.found) == ("poorly_recognised", "平均把握 30%")


def program(folder: Path, does: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program called tesseract that does so."""
    path = folder / "tesseract"
    path.write_text(f"#!/bin/sh\n{does}\n")
    path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


def reason(recogniser: Tesseract) -> str:
    with pytest.raises(Rejection) as caught:
        decode(scans.scanned([Image.new("L", (400, 600), 255)]), recogniser)
    assert caught.value.found and caught.value.hint_zh
    return caught.value.reason_code


def test_without_program_or_model_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert reason(installed()) == "needs_tesseract"
    (tmp_path / "eng.traineddata").write_bytes(b"")
    program(tmp_path, f"echo 'List of available languages in \"{tmp_path}\" (1):'; echo eng", monkeypatch)
    assert "chi_sim" in installed().missing
    assert reason(installed()) == "needs_tesseract"


def test_a_program_that_fails_or_hangs_costs_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recogniser = Tesseract(str(tmp_path / "tesseract"), "v")
    program(tmp_path, "exit 3", monkeypatch)
    assert reason(recogniser) == "reader_error"
    program(tmp_path, "sleep 60", monkeypatch)
    monkeypatch.setattr(engine, "SECONDS", 0.5)
    assert reason(recogniser) == "too_slow"


def test_more_images_than_any_report_are_refused_before_they_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    from orchestration.reading.recognition import pdf_images

    monkeypatch.setattr(pdf_images, "MAX_PAGES", 1)
    with pytest.raises(Rejection) as caught:
        decode(scans.scanned([Image.new("L", (40, 60), 0)] * 2), Tesseract("t", "v"))
    assert caught.value.reason_code == "too_many_pages"
