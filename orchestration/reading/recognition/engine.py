"""Tesseract: words on an image with their place and how sure they are. One thread: the same image gives the same words.

Program and models are Debian's (tesseract-ocr, tesseract-ocr-chi-sim); which ones it was is told by ``version``. Does
not belong here: pages and lines (scan.py), when a page is an image (formats/pdf.py).
"""

from __future__ import annotations

import csv
import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PIL.Image import Image

from orchestration.reading.errors import Rejection
from orchestration.reading.programs import Late, run

SECONDS = 90.0  # for the images of one page; a full one takes three to six
# A page of running text is read best by the model of Chinese alone, figures in cells with that of Latin letters beside.
CHINESE, LATIN = "chi_sim", "eng"
_FOLDER = re.compile(r'"(?P<folder>[^"]+)"')
_DIRT = 0.3  # of a mark by itself; a less sure one is a speck on the paper
_WORD = "5"  # the level of words in what the program writes
# What the images are: a page that the program parts into blocks itself, or one block of lines.
Layout = Literal["page", "block"]
_MODES: dict[Layout, str] = {"page": "3", "block": "6"}
_KEPT = ("TESSDATA_PREFIX",)  # where a user keeps models of their own


@dataclass(frozen=True, slots=True)
class Word:
    """Characters that the program holds together: place in pixels from the upper left corner, confidence from 0 to 1,
    and which line of the image they stand in."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    confidence: float
    line: int


@dataclass(frozen=True, slots=True)
class Tesseract:
    """The program as it is installed. ``missing`` says what it lacks, and is empty when it can work."""

    program: str
    version: str
    missing: str = ""

    def words(self, images: Sequence[Image], dpi: int, layout: Layout, models: str = CHINESE) -> list[list[Word]]:
        """The words of each image, in reading order, by these models (joined by +).

        Raises Rejection ``needs_tesseract``, ``too_slow`` or ``reader_error``.
        """
        if self.missing:
            hint = "安装 tesseract-ocr 与 tesseract-ocr-chi-sim 后重跑,或不用文字识别"
            raise Rejection(
                "needs_tesseract", "识别扫描件需要 Tesseract", self.missing, "Tesseract 与简体中文模型", hint
            )
        if not images:
            return []
        with tempfile.TemporaryDirectory(prefix="fazhi-", ignore_cleanup_errors=True) as folder:
            return self._words(images, ["-l", models, "--dpi", str(dpi), "--psm", _MODES[layout], "tsv"], Path(folder))

    def _words(self, images: Sequence[Image], options: list[str], folder: Path) -> list[list[Word]]:
        names = [folder / f"{number}.png" for number, _ in enumerate(images)]
        for name, image in zip(names, images, strict=True):
            image.save(name, compress_level=1)
        (folder / "images").write_text("".join(f"{name}\n" for name in names), encoding="utf-8")
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        try:
            code = run([self.program, "images", "found", *options], folder, SECONDS, {"OMP_THREAD_LIMIT": "1", **kept})
        except Late as error:
            found = f"一页 {SECONDS:.0f} 秒未识别完"
            raise Rejection("too_slow", "识别超时", found, "限时内识别完", "取得可复制文字的版本") from error
        result = folder / "found.tsv"
        if code or not result.is_file():
            found = f"Tesseract 退出码 {code}"
            raise Rejection("reader_error", "文字识别出错", found, "识别结果", "取得可复制文字的版本,或附上该文件报告")
        return _parsed(result.read_text(encoding="utf-8"), len(images))


def installed() -> Tesseract:
    """Tesseract as it is on the search path; its version tells the program and the hash of its models."""
    program = shutil.which("tesseract")
    if program is None:
        return Tesseract("", "", "未安装 tesseract")
    first = _said(program, "--version").split("\n")[0].strip()
    listed = _said(program, "--list-langs")
    folder = _FOLDER.search(listed)
    models = [Path(folder["folder"]) / f"{model}.traineddata" for model in (CHINESE, LATIN)] if folder else []
    if absent := [model.stem for model in models if not model.is_file()] or (not models and [CHINESE]):
        return Tesseract(program, "", f"{first} 没有模型 {'、'.join(absent)}")
    digest = hashlib.sha256(b"".join(model.read_bytes() for model in models)).hexdigest()[:8]
    return Tesseract(program, f"{first} {CHINESE}+{LATIN} {digest}")


def _said(program: str, question: str) -> str:
    answer = subprocess.run([program, question], capture_output=True, check=False, text=True, timeout=30)
    return answer.stdout or answer.stderr


def _parsed(table: str, images: int) -> list[list[Word]]:
    found: list[list[Word]] = [[] for _ in range(images)]
    lines: dict[tuple[str, ...], int] = {}
    for row in csv.DictReader(table.split("\n"), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] != _WORD or not row["text"].strip():
            continue
        line = lines.setdefault(tuple(row[key] for key in ("page_num", "block_num", "par_num", "line_num")), len(lines))
        left, top, width, height = (int(row[key]) for key in ("left", "top", "width", "height"))
        confidence = round(min(max(float(row["conf"]) / 100, 0.0), 1.0), 4)
        if confidence < _DIRT and not any(map(str.isalnum, row["text"])):
            continue
        word = Word(row["text"].strip(), left, top, left + width, top + height, confidence, line)
        found[int(row["page_num"]) - 1].append(word)
    return found
