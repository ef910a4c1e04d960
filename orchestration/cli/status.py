"""``fazhi status``: what is published, from what, and whether raw/ has moved on since.

Does not belong here: changing anything.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from orchestration.cli.invocation import pasteable
from orchestration.cli.options import HomeOption, RawOption, chosen_home
from orchestration.corrections.correction import REGISTER_FILE

if TYPE_CHECKING:
    from orchestration.home import Home
    from orchestration.serving.summary import Summary


_NAMED = 3


class StatusFormat(StrEnum):
    """Forms of the answer."""

    text = "text"
    json = "json"


@dataclass(frozen=True, slots=True)
class RawChanges:
    """Files below raw/reports (and corrections.csv) against what the release was made from; empty lists: up to date."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def any(self) -> bool:
        """Whether a build would find something to do."""
        return bool(self.added or self.changed or self.removed)


def status(
    home: HomeOption = None,
    raw: RawOption = None,
    form: Annotated[
        StatusFormat, typer.Option("--format", "-f", help="输出形式(form of the answer)。")
    ] = StatusFormat.text,
    everything: Annotated[
        bool,
        typer.Option("--all", "-a", help="逐一列出每个文件、每条更正(every file and correction, not the first 20)。"),
    ] = False,
) -> None:
    """当前发布、版本、数量、被拒文件、校验,以及是否落后于 raw/(what is published, and is it up to date)。"""
    from orchestration.cli.summary_view import SHOWN
    from orchestration.release.manifest import read_manifest
    from orchestration.serving.summary import summarise

    place = chosen_home(home, raw)
    summary = summarise(place)
    manifest = read_manifest(place.current_release) if summary.version else None
    inputs = manifest["inputs"] if manifest else []
    changes = raw_changes(place, inputs, {file.source_file for file in summary.rejected})
    if summary.version and corrections_changed(place):
        changes = replace(changes, changed=(*changes.changed, REGISTER_FILE))
    if form is StatusFormat.json:
        state = {"home": str(place.root), "raw": str(place.raw), "stale": changes.any, "raw_changes": asdict(changes)}
        versions = manifest["versions"] if manifest else None
        typer.echo(json.dumps(state | {"versions": versions} | asdict(summary), ensure_ascii=False, indent=1))
        return
    _print(place, summary, manifest, changes, None if everything else SHOWN)


def raw_changes(home: Home, inputs: list[dict[str, Any]], rejected: Collection[str] = ()) -> RawChanges:
    """Compare the bytes of raw/reports with the inputs of a manifest; hidden files are ignored as in landing.

    ``rejected`` names files that are known though no input: landing refuses some before it has their hash.
    """
    from orchestration.file_hash import sha256_of
    from orchestration.pipeline.archives import INSIDE

    known = {entry["source_file"]: entry["sha256"] for entry in inputs if INSIDE not in entry["source_file"]}
    found = {}
    for path in sorted((home.raw / "reports").rglob("*")):
        name = path.relative_to(home.raw)
        if path.is_file() and not any(part.startswith(".") for part in name.parts):
            found[name.as_posix().encode("utf-8", "backslashreplace").decode()] = sha256_of(path)
    return RawChanges(
        added=tuple(sorted(found.keys() - known.keys() - set(rejected))),
        changed=tuple(name for name in sorted(found.keys() & known.keys()) if found[name] != known[name]),
        removed=tuple(sorted(known.keys() - found.keys())),
    )


def corrections_changed(home: Home) -> bool:
    """Whether raw/corrections.csv holds other rows than the last build has seen; their order does not matter."""
    from orchestration.corrections.register import read_register
    from orchestration.lake.store import read_table

    seen = read_table(home.lake, "corrections", ["correction_source", "correction_id"]).filter(
        correction_source="register"
    )
    return {entry.correction_id for entry in read_register(home.raw / REGISTER_FILE, ())} != set(seen["correction_id"])


def _print(
    place: Home, summary: Summary, manifest: dict[str, Any] | None, changes: RawChanges, limit: int | None
) -> None:
    from rich.console import Console

    from orchestration.cli.summary_view import print_pairs, print_summary

    console = Console()
    pairs = [("数据目录 home", str(place.root)), ("原始报告 raw", str(place.raw))]
    if manifest is not None:
        versions = (f"{name} {_joined(value)}" for name, value in sorted(manifest["versions"].items()))
        pairs += [("版本 versions", " · ".join(versions)), ("表 tables", f"{len(manifest['tables'])}")]
    pairs.append(("与 raw/ 相比 raw", _freshness(summary.version, changes)))
    print_pairs(console, pairs)
    print_summary(console, place, summary, limit)


def _joined(value: object) -> str:
    return ",".join(str(entry)[:12] for entry in value) if isinstance(value, list) else str(value)


def _freshness(version: str | None, changes: RawChanges) -> str:
    if version is None:
        return f"尚无发布,运行 {pasteable('build')}(no release yet)"
    if not changes.any:
        return "一致(up to date)"
    names = (*changes.added, *changes.changed, *changes.removed)
    named = "、".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")
    counted = f"新增 {len(changes.added)}、变动 {len(changes.changed)}、移除 {len(changes.removed)}"
    return f"已落后:{counted}({named});运行 {pasteable('build')}(stale)"
