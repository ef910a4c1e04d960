"""The SHA-256 of a file, by which everything here is recognised: reports, files of the lake, of a release.

Does not belong here: remembering hashes (lake/made_from.py), comparing them (lake/checksums.py, release/verify.py).
"""

from __future__ import annotations

import hashlib
from pathlib import Path


def sha256_of(path: Path) -> str:
    """Hash of the bytes of a file, 64 hexadecimal digits, read in pieces. Raises OSError."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
