"""``fazhi build``: the whole job, with progress on standard error and a summary at the end.

Does not belong here: the job (orchestration/build.py), the words of the summary (summary_view.py).
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from orchestration.cli.options import (
    EngineOption,
    HomeOption,
    OcrOption,
    RawOption,
    ask_for_ocr,
    choose_engine,
    chosen_home,
)

if TYPE_CHECKING:
    from orchestration.build import BuildReport
    from orchestration.home import Home

EXIT_FAILED = 1
EXIT_REJECTIONS = 3
EXIT_NOT_COPIED = 4


def build(
    raw: RawOption = None,
    home: HomeOption = None,
    neighbours: Annotated[
        bool,
        typer.Option(
            "--neighbours",
            envvar="FAZHI_EXTRACT_NEIGHBOURS",
            help="邻近文种(政策解读、信息公开年报等)也抽取数字,另放 v_neighbour_facts(extract neighbours too)。",
        ),
    ] = False,
    ocr: OcrOption = False,
    engine: EngineOption = None,
) -> None:
    """从 raw/ 建成并发布仓库(build and publish the warehouse)。

    只处理新增或变动的文件;失败时当前发布保持原样。退出码:0 全部成功,3 已构建但有文件被拒,
    4 已构建并发布但未能复制到 PostgreSQL,1 失败。
    """
    place = chosen_home(home, raw)
    if not (place.raw / "reports").is_dir():
        raise typer.BadParameter(
            f"没有目录 {place.raw / 'reports'};报告应放在其中(expected raw reports there)",
            param_hint="--raw / FAZHI_RAW",
        )
    # Read by the steps that read and extract, whichever process they run in.
    ask_for_ocr(ocr)
    choose_engine(engine)
    os.environ["FAZHI_EXTRACT_NEIGHBOURS"] = "1" if neighbours else "0"
    raise typer.Exit(_build(place))


def _build(place: Home) -> int:
    from rich.console import Console

    from orchestration.build import run_build
    from orchestration.cli.progress_view import watching

    # Bound to the stream of now: the build sends sys.stderr of its own tools to a log.
    messages = Console(file=sys.stderr)
    messages.print(f"[bold]fazhi build[/] · {place.raw} → {place.root}", highlight=False, soft_wrap=True)
    try:
        with watching(messages) as listener:
            report = run_build(place, progress=listener)
    except OSError as error:  # outside all steps: no place for a log, or none any more
        expected = f"应为可写、有空间的目录 {place.root}"
        typer.echo(f"构建失败(failed):实际 {error};{expected}。若已列出发布一步,新版本已在;否则仍是原来的。", err=True)
        typer.echo(_hint(str(error)) or "请检查 FAZHI_HOME 后再运行(check FAZHI_HOME)。", err=True)
        return EXIT_FAILED
    return _conclude(place, report, messages.file)


def _conclude(place: Home, report: BuildReport, errors: object) -> int:
    from rich.console import Console

    from orchestration.build import AFTER_RELEASE
    from orchestration.cli.summary_view import print_summary
    from orchestration.s3_path import ObjectStoreError
    from orchestration.serving.summary import CheckTally, summarise

    if report.failure is not None and report.failure.step == "lock":
        typer.echo(f"错误:{report.failure.message}", err=True)
        return EXIT_FAILED
    for notice in report.notices:
        typer.echo(f"注意:{notice}", err=True)
    rejected = False
    try:
        summary = summarise(place)
        checks = summary.checks
        if report.failure is not None and report.failure.step not in AFTER_RELEASE:
            # What the run itself has seen: the checks of steps that it did not reach are not in the lake.
            seen = report.checks
            checks = CheckTally(seen.passed, seen.warned, seen.failed, checks.reasons_zh)
        rejected = bool(summary.rejected)
        new = () if report.unchanged else summary.newly_read
        print_summary(Console(), place, replace(summary, checks=checks, newly_read=new))
        if report.unchanged:
            typer.echo("没有变化,发布仍为上一次的(nothing has changed: the release is the one of before)。")
    except ObjectStoreError:  # the lake is not to be had, of which the failure tells
        if report.failure is None:
            raise
    if report.failure is not None and report.failure.step in AFTER_RELEASE:
        typer.echo(f"发布已完成,为当前版本(released, current):{report.release}", err=True)
        typer.echo(f"但未能复制到 PostgreSQL(not copied):{report.failure.message}", err=True)
        typer.echo(
            "改正后运行 fazhi publish postgres 即可补上;下次 fazhi build 也会再试(the next build tries again)。",
            err=True,
        )
        typer.echo(f"完整日志(log):{report.log}", err=True)
        return EXIT_NOT_COPIED
    if report.failure is not None:
        typer.echo(f"构建失败(failed)于步骤 {report.failure.step}:{report.failure.message}", err=True)
        if hint := _hint(report.failure.message):
            typer.echo(hint, err=True)
        typer.echo(f"完整日志(log):{report.log}", err=True)
        kept = f"当前发布未改动:{report.release}" if report.release else "尚无发布"
        typer.echo(f"{kept}(the current release is as it was)。修正后再运行 fazhi build。", err=True)
        return EXIT_FAILED
    return EXIT_REJECTIONS if rejected else 0


def _hint(message: str) -> str:
    """What to do where a library of others says it in its own words; empty where the message is ours."""
    said = message.lower()
    if "disk is full" in said or "no space left" in said or "disk quota" in said:
        return "磁盘已满(disk full):请在 FAZHI_HOME 所在磁盘清出空间后再运行。"
    if "disk i/o error" in said:  # what SQLite says of a full disk where it cannot lengthen its journal
        return "磁盘读写出错(disk I/O error),多因磁盘已满:请在 FAZHI_HOME 所在磁盘清出空间后再运行;仍出错请检查磁盘。"
    if "unable to open database file" in said:
        return "打不开运行记录(unable to open):FAZHI_HOME/dagster 可能被移走或不可写;放回或改正权限后再运行。"
    if "read-only file system" in said or "permission denied" in said:
        return "不可写(not writable):请检查 FAZHI_HOME 的权限,或另指一个可写的目录。"
    return ""
