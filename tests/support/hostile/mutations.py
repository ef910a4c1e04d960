"""Good files of every format cut off, flipped, overwritten, misnamed; and reports damaged in the same ways."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO

from PIL import Image

from tests.support.hostile.story import LINES, TEXT, File, file
from tests.support.report_formats import OLE, formats, zipped

REPORT = (
    "{body}2023年法治政府建设年度报告\n2023年,我局扎实推进法治政府建设,依法行政能力稳步提升。\n一、主要工作\n"
    "全年开展执法检查12次,办理行政处罚案件30宗,罚款4.5万元。\n二、存在的不足\n执法力量仍显薄弱。\n"
)
EACH = 8  # mutations of a kind for each format
SUFFIXES = ("txt", "html", "mht", "pdf", "docx", "docm", "doc", "wps", "ofd", "rtf", "zip", "xml", "csv", "")


def with_old_and_packed(lines: list[str]) -> dict[str, bytes]:
    """The same lines in every format, an old Word file that is none and an archive among them."""
    found = formats(lines)
    packed = zipped({"a.txt": found["txt"], "b/c.html": found["html"]})
    return found | {"doc": OLE + found["wide.txt"] * 20, "zip": packed}


@cache
def good() -> dict[str, bytes]:
    """The story in every format."""
    return with_old_and_packed(LINES)


def cut_off(data: bytes, rng: random.Random) -> bytes:
    return data[: rng.randrange(1, len(data))]


def flipped(data: bytes, rng: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(rng.choice((1, 3, 30, 300))):
        out[rng.randrange(len(out))] ^= 1 << rng.randrange(8)
    return bytes(out)


def overwritten(data: bytes, rng: random.Random) -> bytes:
    start = rng.randrange(len(data))
    size = rng.randrange(1, max(len(data) // 3, 2))
    filling = rng.choice((b"\x00", b"\xff", b"<", b"(", b"9")) * size
    return data[:start] + filling + data[start + size :]


def shuffled(data: bytes, rng: random.Random) -> bytes:
    parts = [data[at : at + 997] for at in range(0, len(data), 997)]
    rng.shuffle(parts)
    return b"".join(parts)


def doubled(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data))
    return data[:at] + data[: rng.randrange(1, len(data))] + data[at:]


MUTATIONS: dict[str, Callable[[bytes, random.Random], bytes]] = {
    one.__name__: one for one in (cut_off, flipped, overwritten, shuffled, doubled)
}


def files(rng: random.Random) -> Iterator[File]:
    for suffix, data in good().items():
        for name, mutate in MUTATIONS.items():
            for _ in range(EACH if name in ("cut_off", "flipped") else EACH // 2):
                yield file(f"{name}.{suffix}", mutate(data, rng))
        for wrong in rng.sample(SUFFIXES, 5):
            yield file(f"misnamed-{suffix}.{wrong}", data)
    for suffix in SUFFIXES:
        yield file(f"noise.{suffix}", rng.randbytes(rng.randrange(1, 5000)))
        yield file(f"nulls.{suffix}", _with_nulls(rng))
    yield from _pictures_and_programs(rng)


def _with_nulls(rng: random.Random) -> bytes:
    out = bytearray(TEXT.encode())
    for _ in range(20):
        out.insert(rng.randrange(len(out)), 0)
    return bytes(out)


def _pictures_and_programs(rng: random.Random) -> Iterator[File]:
    picture = BytesIO()
    Image.new("RGB", (40, 40), (rng.randrange(255), 0, 0)).save(picture, "PNG")
    for name in ("a.png", "a.txt", "a.pdf", "a.docx"):
        yield file(f"picture-{name}", picture.getvalue() + name.encode())
    for magic in (b"MZ\x90\x00", b"\x7fELF\x02\x01", b"\x1f\x8b\x08\x00", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07\x00"):
        for suffix in ("txt", "exe"):
            yield file(f"program.{suffix}", magic + rng.randbytes(400))


def damaged_reports(rng: random.Random) -> Iterator[File]:
    """Reports of bodies of their own; some survive."""
    for number, body in enumerate(("清河县水利局", "郑州市司法局", "洛阳市民政局")):
        lines = REPORT.format(body=body).splitlines()
        for suffix, data in with_old_and_packed(lines).items():
            for name, mutate in MUTATIONS.items():
                yield file(f"report{number}-{name}.{suffix}", mutate(data, rng))
