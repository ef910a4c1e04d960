"""Programs and typefaces of the system that tests use where they are installed (tools/ci_packages.txt).

Does not belong here: what is made with them.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from orchestration.reading.recognition.engine import installed
from tests.support.scans import TYPEFACE

_TARGETS = {"doc": "doc:MS Word 97", "rtf": "rtf:Rich Text Format"}

LIBREOFFICE = next(filter(None, map(shutil.which, ("soffice", "libreoffice"))), None)
needs_libreoffice = pytest.mark.skipif(LIBREOFFICE is None, reason="LibreOffice is not installed (soffice)")
needs_tesseract = pytest.mark.skipif(
    bool(installed().missing) or TYPEFACE is None,
    reason="Tesseract with chi_sim, or a Chinese typeface to print pages with, is not installed",
)


def by_libreoffice(files: Mapping[str, bytes], target: str, folder: Path) -> dict[str, bytes]:
    """Files as LibreOffice saves them in the format ``target`` (doc, rtf), all in one call; ``folder`` is its own."""
    assert LIBREOFFICE is not None
    sources = []
    for name, data in files.items():
        sources.append(folder / name)
        sources[-1].write_bytes(data)
    profile = (folder / "profile").as_uri()
    command = [LIBREOFFICE, f"-env:UserInstallation={profile}", "--headless", "--convert-to", _TARGETS[target]]
    out = folder / target
    subprocess.run([*command, "--outdir", out, *sources], check=True, capture_output=True, timeout=120)
    return {name: (out / f"{Path(name).stem}.{target}").read_bytes() for name in files}
