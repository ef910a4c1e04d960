"""Files made to harm whoever reads them: some six hundred from one seed, none of them taken from anywhere.

Does not belong here: what reading makes of them (tests/integration/test_hostile_files.py).
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from tests.support.hostile import archives, encodings, markup, mutations, pages, parts
from tests.support.hostile.story import File

SEED = 20240305
LONG_LINE_BYTES = 200 * 1024 * 1024


def refused(seed: int = SEED) -> list[File]:
    """Files of which none may be taken in: each says nothing of a report, or cannot be read."""
    rng = random.Random(seed)
    makers = (mutations, archives, parts, markup, pages, encodings)
    return [file for maker in makers for file in maker.files(rng)]


def either(seed: int = SEED) -> list[File]:
    """Reports that were damaged: read or refused, as it falls out."""
    return list(mutations.damaged_reports(random.Random(seed + 1)))


def write(folder: Path, files: list[File]) -> None:
    """Write the files below ``folder``, a folder for each fifty."""
    for number, file in enumerate(files):
        path = folder / f"{number // 50:02d}" / f"{number:04d}-{file.name}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)


def write_oddities(folder: Path) -> Iterator[Path]:
    """What only a file system holds: a line of 200 MB, links, names, a pipe."""
    import os

    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "line.txt").open("wb") as stream:
        for _ in range(LONG_LINE_BYTES // 2**20):
            stream.write(b"1" * 2**20)
    os.mkfifo(folder / "pipe.txt")
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    (folder / "zero.txt").symlink_to("/dev/zero")
    (folder / "above").symlink_to(folder.parent, target_is_directory=True)
    (folder / "folder.pdf").mkdir()
    (folder / "folder.pdf" / "empty.pdf").write_bytes(b"")
    names = (
        "line\nbreak.txt",
        "\u202etxt.exe",
        "-rf.txt",
        "\x1b[2J.txt",
        "x" * 240 + ".txt",
        "[red]a.txt",
        "b\udcff.txt",
    )
    for number, name in enumerate(names):
        (folder / name).write_bytes(b"%d" % number)
    (folder / "a.zip!").mkdir()
    (folder / "a.zip!" / "b.txt").write_bytes(b"a member?")
    yield from (path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
