"""Options that several commands have.

Does not belong here: options of one command.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from orchestration.home import Home

HomeOption = Annotated[
    Path | None,
    typer.Option(
        "--home",
        envvar="FAZHI_HOME",
        metavar="DIR",
        help="数据目录,默认为检出目录下的 .fazhi(data directory)。",
        show_default=False,
    ),
]
RawOption = Annotated[
    Path | None,
    typer.Option(
        "--raw",
        envvar="FAZHI_RAW",
        metavar="DIR",
        help="原始报告目录,内有 reports/,默认为检出目录下的 raw(raw reports)。",
        show_default=False,
    ),
]
OcrOption = Annotated[
    bool,
    typer.Option(
        "--ocr",
        envvar="FAZHI_OCR",
        help="扫描件以 Tesseract 识别文字,所得数字另附识别把握(recognise scans; needs tesseract-ocr-chi-sim)。",
    ),
]
EngineOption = Annotated[
    str | None,
    typer.Option(
        "--engine",
        envvar="FAZHI_ENGINE",
        metavar="inprocess|processes|dask",
        help="读取与抽取在何处进行:本进程(默认)、本机多个进程,或 FAZHI_DASK_ADDRESS 的 Dask 集群"
        "(where reading and extraction run)。",
        show_default=False,
    ),
]


def choose_engine(engine: str | None) -> None:
    """Tell the steps that read and extract where to work. Raises BadParameter for settings that make no engine."""
    from orchestration.engines.chosen import ENGINE_VARIABLE, engine_name
    from orchestration.engines.engine import EngineError

    if engine is not None:
        os.environ[ENGINE_VARIABLE] = engine
    try:
        engine_name()
    except EngineError as error:
        raise typer.BadParameter(str(error), param_hint=f"--engine / {ENGINE_VARIABLE}") from error


def ask_for_ocr(ocr: bool) -> None:
    """Tell the steps that read, whichever process they run in, whether scans are to be recognised."""
    os.environ["FAZHI_OCR"] = "1" if ocr else "0"


def chosen_home(home: Path | None, raw: Path | None = None) -> Home:
    """The home that options and environment name, with absolute paths."""
    chosen = Home.from_environment()
    if home is not None:
        chosen = replace(chosen, root=home.expanduser().resolve())
    if raw is not None:
        chosen = replace(chosen, raw=raw.expanduser().resolve())
    return chosen
