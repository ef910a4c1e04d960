"""Work for the tests of engines, in a module of its own: other processes look it up by name."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from orchestration.document import Document
from orchestration.extraction.extract import extract
from orchestration.extraction.result import Extraction


@dataclass(frozen=True)
class Numbers:
    """Documents named by numbers."""

    numbers: Sequence[int]

    @property
    def document_ids(self) -> list[str]:
        return [str(number) for number in self.numbers]

    def halves(self) -> tuple[Self, Self]:
        half = len(self.numbers) // 2
        return type(self)(self.numbers[:half]), type(self)(self.numbers[half:])


@dataclass(frozen=True)
class Squares:
    """Squares, and what goes wrong on the way; ``folder`` remembers what was done."""

    folder: Path
    deadly: frozenset[int] = frozenset()  # kill their process every time
    accident: int | None = None  # its process is killed the first time
    wrong: int | None = None  # raises
    endless: int | None = None  # never comes back
    stubborn: int | None = None  # nor lets any other thread of its process run
    seconds: float = 0.0  # of each chunk

    def __call__(self, chunk: Numbers) -> list[int]:
        self.folder.joinpath(f"pid-{os.getpid()}").touch()
        for number in chunk.numbers:
            with self.folder.joinpath(f"tried-{number}").open("a") as tried:
                tried.write("x")
            if number in self.deadly or (number == self.accident and self._is_first(number)):
                os.kill(os.getpid(), signal.SIGKILL)
            if number == self.endless:
                time.sleep(600)
            if number == self.stubborn:
                re.match(r"(a+)+$", "a" * 60 + "b")
            if number == self.wrong:
                raise ValueError(f"no square of {number}")
        time.sleep(self.seconds)
        return [number**2 for number in chunk.numbers]

    def _is_first(self, number: int) -> bool:
        return self.tries(number) == 1

    def tries(self, number: int) -> int:
        tried = self.folder / f"tried-{number}"
        return len(tried.read_text()) if tried.exists() else 0

    def processes(self) -> set[int]:
        return {int(path.name.removeprefix("pid-")) for path in self.folder.glob("pid-*")}


class Holding(Squares):
    """Squares of a work that has begun something which is to be ended."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.folder.joinpath(f"ended-{os.getpid()}").touch()


def pieces(count: int, size: int = 4) -> list[Numbers]:
    """``count`` numbers in chunks."""
    return [Numbers(range(start, min(start + size, count))) for start in range(0, count, size)]


def deadly(document: Document) -> Extraction:
    """Extracts, but dies of a text that says so."""
    if "必死" in document.text:
        os.kill(os.getpid(), signal.SIGKILL)
    return extract(document)


def endless(document: Document) -> Extraction:
    """Extracts, but never comes back from a text that says so."""
    while "没完没了" in document.text:
        time.sleep(60)
    return extract(document)
