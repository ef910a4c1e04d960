"""Hundreds of hostile files beside three good reports: nothing stops, hangs, leaks out, or touches the good ones.

The limits are those of the product but for time, so that what hangs for real costs seconds. Does not belong here: how
each reader refuses (tests/unit/reading), the process that is lost (tests/unit/reading/test_isolation.py).
"""

from __future__ import annotations

import tempfile
from collections import Counter
from functools import partial
from multiprocessing.util import get_temp_dir
from pathlib import Path

import polars as pl
import pytest

from orchestration.checks.documents import REASON_CODES
from orchestration.home import PROJECT_ROOT, Home
from orchestration.lake.store import read_table
from orchestration.pipeline import reading_work
from orchestration.pipeline.archives import INSIDE
from orchestration.pipeline.documents import read_documents
from orchestration.pipeline.landing import land
from orchestration.pipeline.mentions import extract_documents
from orchestration.reading.isolation import IsolatedReader
from tests.support import hostile
from tests.support.report_formats import formats

pytestmark = pytest.mark.integration
SECONDS = 10.0
TABLES = (
    "documents",
    "blocks",
    "candidates",
    "mentions",
    "sections",
    "lexical",
    "ledger",
    "table_cells",
    "recognised_words",
)
MAY_BE_EMPTY = ("table_cells", "recognised_words")
LOST = {"too_slow", "reader_lost"}
FAULTS = {"reader_error", "extractor_error", "ledger_unbalanced", "proof_failed"}  # of ours, not of the file


class Built:
    """Two homes: the good reports alone, and beside everything hostile."""

    def __init__(self, folder: Path) -> None:
        self.alone, self.beside = (Home(folder / name / "home", folder / name / "raw") for name in ("alone", "beside"))
        good(self.alone.raw)
        good(self.beside.raw)
        self.refused, self.either = hostile.refused(), hostile.either()
        hostile.write(self.beside.raw / "reports" / "refused", self.refused)
        hostile.write(self.beside.raw / "reports" / "either", self.either)
        self.oddities = list(hostile.write_oddities(self.beside.raw / "reports" / "odd"))
        (folder / "here").mkdir()
        (folder / "temporary").mkdir()
        get_temp_dir()  # where this process itself keeps the socket by which workers are started
        self.tree_before = tree(folder)
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(folder / "here")
            patch.setenv("TMPDIR", str(folder / "temporary"))
            patch.setattr(tempfile, "tempdir", None)
            patch.setattr(reading_work, "IsolatedReader", partial(IsolatedReader, seconds=SECONDS))
            for home in (self.alone, self.beside):
                self.landed = land(home)
                self.read = read_documents(home)
                extract_documents(home)
        self.tree_after = tree(folder)
        self.rejected = read_table(self.beside.lake, "rejected")
        self.documents = read_table(self.beside.lake, "documents")


def good(raw: Path) -> None:
    """A report as text, as a page and as PDF."""
    (raw / "reports").mkdir(parents=True)
    for number, suffix in enumerate(("txt", "html", "pdf")):
        (source,) = (PROJECT_ROOT / "raw" / "reports").glob(f"00{number + 2}_*.txt")
        lines = [line for line in source.read_text(encoding="utf-8").splitlines() if line.strip()]
        (raw / "reports" / f"good.{suffix}").write_bytes(formats(lines)[suffix])


def tree(folder: Path) -> dict[str, int]:
    """Every path outside the homes, with its size; links are not followed. What the coverage of this very test run
    leaves in the working directory of a process is not the product's."""
    return {
        str(path.relative_to(folder)): path.lstat().st_size
        for path in sorted(folder.rglob("*"))
        if "home" not in path.relative_to(folder).parts[:2]
        and not path.is_dir()
        and not path.name.startswith(".coverage.")
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return Built(tmp_path_factory.mktemp("hostile"))


def outcomes(built: Built) -> Counter[str]:
    """How many outcomes each raw file has; members of archives are counted by themselves."""
    return Counter([*built.documents["source_file"], *built.rejected["source_file"]])


def test_every_file_has_exactly_one_outcome(built: Built) -> None:
    assert len(built.refused) >= 500
    found = outcomes(built)
    assert not {name: count for name, count in found.items() if count != 1}
    raw = built.beside.raw
    files = [path for path in (raw / "reports").rglob("*") if not path.is_dir() or path.is_symlink()]
    names = {str(path.relative_to(raw)).encode("utf-8", "backslashreplace").decode() for path in files}
    assert names == {name for name in found if INSIDE not in name or name.endswith("a.zip!/b.txt")}
    assert built.landed.files_in == sum(found.values())


def test_each_hostile_file_is_refused_with_a_documented_reason_and_a_hint(built: Built) -> None:
    rows = {row["source_file"]: row for row in built.rejected.iter_rows(named=True)}
    hostile_ones = [name for name in outcomes(built) if name.startswith(("reports/refused", "reports/odd"))]
    taken = [name for name in hostile_ones if name not in rows]
    assert not taken
    assert len(hostile_ones) > 500
    for name in hostile_ones:
        row = rows[name]
        assert row["reason_code"] in REASON_CODES, name
        for column in ("reason_zh", "found", "expected", "hint_zh"):
            assert row[column].strip() and len(row[column]) <= 4000, (name, column)


def test_no_refusal_is_a_fault_of_ours_and_few_cost_the_worker(built: Built) -> None:
    rows = built.rejected.select("source_file", "reason_code", "found")
    faults = rows.filter(pl.col("reason_code").is_in(FAULTS)).rows()
    assert not faults
    lost = rows.filter(pl.col("reason_code").is_in(LOST)).rows()
    assert len(lost) <= 12, lost


def test_the_reason_is_the_right_one_where_there_is_but_one(built: Built) -> None:
    reasons = dict(built.rejected.select("source_file", "reason_code").iter_rows())
    wrong = {}
    for number, file in enumerate(built.refused):
        found = reasons[f"reports/refused/{number // 50:02d}/{number:04d}-{file.name}"]
        if file.reasons and found not in {*file.reasons, "duplicate", *LOST}:
            wrong[file.name] = (found, sorted(file.reasons))
    assert not wrong


def test_the_good_reports_beside_are_the_same_to_the_byte(built: Built) -> None:
    names = [f"reports/good.{suffix}" for suffix in ("txt", "html", "pdf")]
    alone = read_table(built.alone.lake, "documents")
    assert sorted(alone["source_file"]) == sorted(names)
    ids = alone["document_id"].to_list()
    for table in TABLES:
        one, other = (
            read_table(home.lake, table).filter(pl.col("document_id").is_in(ids))
            for home in (built.alone, built.beside)
        )
        assert one.height or table in MAY_BE_EMPTY, table
        assert one.equals(other), table
        assert one.write_json() == other.write_json(), table


def test_nothing_is_written_outside_the_home(built: Built) -> None:
    assert built.tree_after == built.tree_before


def test_the_files_are_the_same_for_the_same_seed() -> None:
    assert [file.data for file in hostile.refused(7)] == [file.data for file in hostile.refused(7)]
