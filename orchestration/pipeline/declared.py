"""What the server of a fetched page said of its encoding: kept beside the page, in a hidden file that is no raw file.

Many pages say nothing of it themselves, or wrongly. Does not belong here: what of it is believed
(reading/characters.py).
"""

from __future__ import annotations

from email.message import Message
from pathlib import Path

from orchestration.pipeline.registration import write_whole
from orchestration.reading.characters import known

_FIELD = "Content-Type"
_MOST_BYTES = 1000


def sidecar(path: Path) -> Path:
    """The file that says so of the file at ``path``."""
    return path.with_name(f".{path.name}.http")


def keep(path: Path, content_type: str, body: bytes) -> str | None:
    """Keep the header of a file where it tells what the bytes do not: they are no UTF-8. Gives the encoding kept."""
    found = charset(content_type)
    if known(found) in (None, "utf-8") or _is_utf8(body):
        return None
    write_whole(sidecar(path), f"{_FIELD}: text/plain; charset={found}\n".encode("ascii", "ignore"), ".fetching-")
    return found


def charset_of(path: Path) -> str | None:
    """What is kept of the file at ``path``."""
    try:
        with sidecar(path).open("rb") as stream:
            line = stream.read(_MOST_BYTES).decode("ascii", "ignore").partition("\n")[0]
    except OSError:
        return None
    name, _, content_type = line.partition(":")
    return charset(content_type) if name.strip().lower() == _FIELD.lower() else None


def charset(content_type: str) -> str | None:
    """The encoding that a header names, where it is one that is read."""
    header = Message()
    header[_FIELD] = " ".join(content_type.split())
    found = (header.get_content_charset() or "").strip("\"' ")
    return found if found and known(found) else None


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
