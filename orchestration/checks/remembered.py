"""What the checks of a step found, kept under the key of all they looked at: a build that finds the same key need not
look again.

Only what stops no build is kept. Does not belong here: checking (sliced.py), what a key is made of (lake/made_from.py).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from orchestration.checks.expectation import CheckResult, Step
from orchestration.checks.rows import STEP_ORDER
from orchestration.corrections.correction import REGISTER_FILE
from orchestration.home import Home
from orchestration.lake.made_from import Made, file_key, key_of, lake_key, program_key
from orchestration.lake.producers import PRODUCER_OF_LAKE_TABLE
from orchestration.pipeline.documents import STAGE as READING
from orchestration.pipeline.mentions import STAGE as EXTRACTION
from orchestration.raw_files import walk

_LAKE_STEPS = ("landing", "documents", "mentions", "corrections")
_RELEASE_MANIFEST = "manifest.json"
# What later steps refuse. Those of a first build come after its checks of landing, and are there before those of the
# second, which look at what landing refuses and nothing else.
_REJECTED_LATER = (f"rejected/{READING}", f"rejected/{EXTRACTION}")


def key_of_step(step: Step, home: Home) -> str | None:
    """The key of what the checks of a step look at; None where it cannot be told."""
    return key_of([step, program_key(), str(home.root), *_looked_at(step, home)])


def recall(step: Step, home: Home, key: str | None) -> list[CheckResult] | None:
    """What was found under this key, with its page put back; None where it has to be looked for."""
    kept = _made(step, home).recall(key)
    if kept is None or not _page(step, home).is_file():
        return None
    home.data_docs.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(_page(step, home), home.data_docs / f"{step}.html")
    return [CheckResult(**result) for result in kept["results"]]


def remember(step: Step, home: Home, key: str | None, results: list[CheckResult]) -> None:
    """Keep what was found, and its page, unless it stops the build."""
    if any(not result.passed and result.severity == "error" for result in results):
        key = None
    if key is not None:
        _page(step, home).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(home.data_docs / f"{step}.html", _page(step, home))
    _made(step, home).keep(key, {"results": [asdict(result) for result in results]})


def _looked_at(step: Step, home: Home) -> Iterator[str | None]:
    """The tables of the lake up to this step, and what the step looks at besides."""
    last = _LAKE_STEPS.index(step) if step in _LAKE_STEPS else len(_LAKE_STEPS) - 1
    tables = {table for table, by in PRODUCER_OF_LAKE_TABLE.items() if by in _LAKE_STEPS[: last + 1]} - {"checks"}
    yield lake_key(home.lake, tables | {"rejected"}, without=_REJECTED_LATER if step == "landing" else ())
    earlier = STEP_ORDER[: STEP_ORDER.index(step)]
    yield lake_key(home.lake, {"checks"}, without={f"checks/{one}" for one in STEP_ORDER if one not in earlier})
    if step == "landing":
        for path in walk(home.raw / "reports"):
            yield path.relative_to(home.raw).as_posix()
    if step == "corrections":
        register = home.raw / REGISTER_FILE
        yield file_key(register) if register.exists() else ""
    if step in ("marts", "release"):
        yield file_key(home.warehouse)
    if step == "release":
        yield from _files_of(home.current_release)


def _files_of(release: Path) -> Iterator[str | None]:
    if not (release / _RELEASE_MANIFEST).is_file():
        yield None
    for path in sorted(release.resolve().rglob("*")):
        if path.is_file():
            yield f"{path.name} {file_key(path)}"


def _made(step: Step, home: Home) -> Made:
    return Made(home.build / "checks" / f"{step}.json")


def _page(step: Step, home: Home) -> Path:
    return home.build / "checks" / f"{step}.html"
