"""Files that rot, places that cannot be written: what is published stays whole, the next build needs no help."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from orchestration.home import PROJECT_ROOT, Home
from orchestration.release.errors import ReleaseError
from orchestration.release.manifest import read_manifest
from orchestration.release.verify import verify_release
from tests.support.processes import add_report, environment, home_with_reports

pytestmark = pytest.mark.integration
SEED = 20261130
MORE = "001"  # the report that comes and goes, so that every build has work


def start(home: Home, log: Path, **more: str) -> subprocess.Popen[bytes]:
    with log.open("ab") as stream:
        return subprocess.Popen(
            [sys.executable, "-m", "orchestration", "build"],
            cwd=PROJECT_ROOT,
            env=environment(home, PATH=os.environ.get("PATH", ""), **more),
            stdout=stream,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def build(home: Home, log: Path, **more: str) -> int:
    return start(home, log, **more).wait(timeout=600)


def bytes_below(folder: Path) -> dict[str, str]:
    """Checksums of the files below a folder; the records of checks are left out, which tell of one run."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.parent.name != "checks"
    }


def published(home: Home) -> str:
    return str(read_manifest(home.current_release)["content_hash"])


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("log") / "builds.log"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, log: Path) -> Home:
    home = home_with_reports(tmp_path_factory.mktemp("survivor"), ["000"])
    assert build(home, log) == 0, log.read_text(errors="replace")[-2000:]
    return home


def flip_a_bit(path: Path, moments: random.Random, after: int = 0) -> None:
    data = bytearray(path.read_bytes())
    data[moments.randrange(after, len(data))] ^= 1 << moments.randrange(8)
    path.write_bytes(data)


def test_rotten_files_of_the_lake_are_named_and_made_again(home: Home, log: Path) -> None:
    moments = random.Random(SEED)
    before, release = bytes_below(home.lake), published(home)
    rotten = moments.sample(sorted(path for path in home.lake.glob("*/*.parquet") if path.stem != "_schema"), 6)
    for path in rotten:
        flip_a_bit(path, moments)
    written = log.stat().st_size
    assert build(home, log) == 0
    assert bytes_below(home.lake) == before
    assert published(home) == release
    kept = "".join(path.read_text(errors="replace") for path in (home.build / "logs").glob("*.log"))
    assert all(str(path.relative_to(home.lake)) in kept for path in rotten), log.read_text()[written:]


def test_a_rotten_working_file_is_set_aside_and_made_again(home: Home, log: Path) -> None:
    release = published(home)
    data = bytearray(home.warehouse.read_bytes())
    for at in range(3 * 4096 + 100, len(data), 50_000):
        data[at] ^= 4
    home.warehouse.write_bytes(data)
    written = log.stat().st_size
    assert build(home, log) == 1
    told = log.read_text(errors="replace")[written:]
    assert "工作库文件损坏" in told and "再运行一次" in told, told
    assert published(home) == release
    verify_release(home.current_release)
    assert build(home, log) == 0
    assert published(home) == release


def test_a_rotten_release_is_refused_by_name_and_published_again(home: Home, log: Path) -> None:
    moments = random.Random(SEED)
    content = published(home)
    for name in ("fazhi.duckdb", "parquet"):
        place = home.current_release.resolve() / name
        path = place if place.is_file() else moments.choice(sorted(place.rglob("*.parquet")))
        flip_a_bit(path, moments, after=4096 if place.is_file() else 0)
        with pytest.raises(ReleaseError, match=path.name):
            verify_release(home.current_release)
        assert build(home, log) == 0
        verify_release(home.current_release)
        assert published(home) == content


@pytest.mark.parametrize("place", ["/proc/fazhi", "/sys/fazhi"])
def test_a_home_that_cannot_be_written_is_told(place: str, home: Home, tmp_path: Path) -> None:
    if not Path(place).parent.is_dir():
        pytest.skip(f"no {Path(place).parent} here")
    log = tmp_path / "log"
    assert build(Home(Path(place), home.raw), log) == 1
    told = log.read_text(errors="replace")
    assert place in told and "Traceback" not in told, told
    assert "应为可写" in told and "FAZHI_HOME" in told, told


def test_a_full_disk_is_told_and_the_release_stays(home: Home, log: Path, tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=600m", "tmpfs", str(small)], capture_output=True)
    if mounted.returncode:
        pytest.skip("no small file system may be mounted here")
    try:
        crowded = Home(small / "home", tmp_path / "raw")
        shutil.copytree(home.root, crowded.root, symlinks=True)
        shutil.copytree(home.raw, crowded.raw)
        add_report(crowded, MORE)
        before = published(crowded)
        space = shutil.disk_usage(small).free
        (small / "ballast").write_bytes(b"\0" * max(space - 200_000, 0))
        written = log.stat().st_size
        assert build(crowded, log) == 1
        told = log.read_bytes()[written:].decode(errors="replace")
        assert "Traceback" not in told
        assert "磁盘" in told and "清出空间" in told, told
        assert published(crowded) == before
        verify_release(crowded.current_release)
        (small / "ballast").unlink()
    finally:
        subprocess.run(["umount", "-l", str(small)], check=True)
