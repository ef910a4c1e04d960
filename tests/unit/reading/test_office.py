"""Old Word files: through LibreOffice where it is installed (here: a stand-in for it), a clear rejection elsewhere."""

from __future__ import annotations

import contextlib
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.home import PROJECT_ROOT
from orchestration.reading.errors import Rejection
from orchestration.reading.formats.office import decode
from orchestration.reading.media import OLE_MAGIC
from orchestration.reading.office import conversion
from orchestration.reading.reader import read_bytes
from tests.support.processes import until
from tests.unit.reading.office_example import FIVE, docx_of, same_as_text

REPORT = FIVE[4]


def ole(*streams: str, flags: int = 0, size: int = 8192) -> bytes:
    """The outside of an old Office file: magic, head of the Word stream, names in the directory."""
    head = struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0, 0, flags)
    names = b"".join(name.encode("utf-16-le").ljust(64, b"\x00") for name in streams)
    return (OLE_MAGIC.ljust(512, b"\x00") + head.ljust(512, b"\x00") + names).ljust(size, b"\x00")


@pytest.fixture()
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program called soffice that does what the text of ``office/does.py`` says; the place it works in is empty."""
    folder = tmp_path / "office"
    folder.mkdir()
    program = folder / "soffice"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{folder}/does.py" "$@"\n')
    program.chmod(0o755)
    (folder / "report.docx").write_bytes(docx_of(REPORT.read_text(encoding="utf-8").split("\n")))
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(work))
    return folder


CONVERTS = """
import pathlib, shutil, sys
arguments = sys.argv[1:]
out, source = pathlib.Path(arguments[arguments.index("--outdir") + 1]), pathlib.Path(arguments[-1])
profile = pathlib.Path(arguments[0].removeprefix("-env:UserInstallation=file://"))
assert "DisableMacrosExecution" in (profile / "user" / "registrymodifications.xcu").read_text()
assert "--headless" in arguments and source.read_bytes()[:4] == bytes.fromhex("d0cf11e0")
out.mkdir()
shutil.copy(pathlib.Path(__file__).with_name("report.docx"), out / "report.docx")
"""


@pytest.mark.parametrize("name", ["a.doc", "a.wps", "a.docx", "a"])
def test_it_is_converted_and_read_as_docx(office: Path, name: str, tmp_path: Path) -> None:
    (office / "does.py").write_text(CONVERTS)
    same_as_text(REPORT, ole("WordDocument"), name)
    assert not list((tmp_path / "work").iterdir()), "nothing is left behind"


def reason(data: bytes) -> str:
    with pytest.raises(Rejection) as caught:
        decode(data)
    assert caught.value.found and caught.value.hint_zh
    return caught.value.reason_code


def test_what_hangs_or_fails_costs_itself(office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (office / "does.py").write_text("raise SystemExit(3)")
    assert reason(ole("WordDocument")) == "broken_file"
    (office / "does.py").write_text("import time; time.sleep(60)")
    monkeypatch.setattr(conversion, "SECONDS", 0.5)
    assert reason(ole("WordDocument")) == "too_slow"
    assert not list((tmp_path / "work").iterdir())


def test_its_time_ends_also_when_whoever_asked_is_killed(office: Path, tmp_path: Path) -> None:
    mark = tmp_path / "started"
    (office / "does.py").write_text(
        "import os, pathlib, subprocess, sys\n"
        "inner = subprocess.Popen(['sleep', '300'], start_new_session=False)\n"
        f"pathlib.Path({str(mark)!r}).write_text('yes')\n"
        "inner.wait()\n"
    )
    asks = (
        "from orchestration.reading import programs\n"
        "from orchestration.reading.office import conversion\n"
        "conversion.SECONDS, programs._GRACE = 300, -298\n"
        f"conversion.to_docx({ole('WordDocument')[:600]!r})\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", asks], cwd=PROJECT_ROOT, env={**os.environ, "TMPDIR": str(tmp_path)}
    ) as asking:
        until("the program", mark.exists, 60, asking)
        asking.kill()
    limit = time.monotonic() + 60
    while _working_in(tmp_path):
        assert time.monotonic() < limit, "it still runs"
        time.sleep(0.1)


def _working_in(folder: Path) -> list[str]:
    """Processes that were given a place below ``folder`` to work in."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if f"TMPDIR={folder}/fazhi-".encode() in (process / "environ").read_bytes():
                found.append(process.name)
    return found


def test_more_than_any_report_comes_out(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (office / "does.py").write_text(CONVERTS)
    monkeypatch.setattr(conversion, "MAX_BYTES", 1000)
    assert reason(ole("WordDocument")) == "too_large"


def test_without_libreoffice_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert reason(ole("WordDocument")) == "needs_libreoffice"


def test_what_needs_no_conversion_to_be_rejected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert reason(ole("EncryptionInfo", "EncryptedPackage")) == "encrypted"
    assert reason(ole("WordDocument", flags=0x0100)) == "encrypted"
    assert reason(ole("Workbook")) == "broken_file"
    assert reason(ole("PowerPoint Document")) == "unsupported_type"
    assert reason(OLE_MAGIC) == "broken_file"
    with pytest.raises(Rejection) as caught:
        read_bytes("扩展名不实".encode(), "a.doc")
    assert caught.value.reason_code == "broken_file"


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=4096))
def test_any_bytes_are_rejected_or_read(data: bytes) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shutil, "which", lambda _: None)
        for candidate in (data, OLE_MAGIC + data):
            assert reason(candidate) in ("broken_file", "needs_libreoffice", "encrypted", "unsupported_type")
