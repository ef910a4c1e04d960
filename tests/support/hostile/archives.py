"""Archives: bombs, names that lead out, nests without end, lies about sizes, methods nobody asked for."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Iterator

from tests.support.hostile.story import TEXT, File, file
from tests.support.report_formats import zipped

NAMES = (
    "../../escaped.txt", "/etc/escaped.txt", "C:/escaped.txt", "C:\\escaped.txt", "..\\..\\escaped.txt",
    "\\\\server\\share\\escaped.txt", "a/../../../escaped.txt", "./../escaped.txt", "b.zip!/escaped.txt",
    "x" * 3000 + ".txt", "a\nb.txt", "\u202egnp.txt", "a\x1b[31m.txt", "a" + "/b" * 300 + ".txt", "CON", "a.txt ",
    "~/escaped.txt", "$HOME/escaped.txt", "a;rm -rf x.txt", "%2e%2e/escaped.txt",
)  # fmt: skip


def files(rng: random.Random) -> Iterator[File]:
    for number, name in enumerate(NAMES):
        yield file(f"name-{number}.zip", zipped({name: TEXT + str(number)}))
    yield file("names.zip", zipped({name: f"{TEXT}{number}!" for number, name in enumerate(NAMES)}))
    yield from _bombs(rng)
    yield from _nests()
    yield from _liars(rng)


def _bombs(rng: random.Random) -> Iterator[File]:
    yield file("bomb.zip", zipped({"a.txt": b"0" * 40_000_000}))
    inner = zipped({f"{n}.txt": b"%d" % n + b"0" * 900_000 for n in range(60)})
    yield file("bomb-of-bombs.zip", zipped({f"{n}.zip": inner + b"%d" % n for n in range(12)}))
    yield file("many.zip", zipped({f"{n}.txt": "" for n in range(30_000)}, zipfile.ZIP_STORED), "too_many_members")
    yield file("many-in-many.zip", zipped({f"{n}.zip": zipped({f"{n}-{m}": "" for m in range(500)}) for n in range(9)}))
    packed = zlib.compress(b"1" * 60_000_000, 9)[2:-4]
    yield file("larger-than-told.zip", _raw("a.txt", packed, size=1000), "archive_opened")
    yield file("smaller-than-told.zip", _raw("a.txt", zlib.compress(rng.randbytes(99), 9)[2:-4], size=60_000_000))


def _nests() -> Iterator[File]:
    for depth in (2, 3, 10, 60):
        data: bytes = TEXT.encode()
        for level in range(depth):
            data = zipped({f"level{level}.zip" if level else f"a{depth}.txt": data})
        yield file(f"nest{depth}.zip", data)
    yield file("twice.zip", _twice("a.txt", [TEXT.encode() + b"1", TEXT.encode() + b"2", b"\x00"]))
    yield file("overlap.zip", _overlap())
    yield file("empty.zip", zipped({}))
    yield file("folders.zip", zipped({"a/": "", "a/b/": "", ".hidden": "x", "__MACOSX/a": "y"}))


def _liars(rng: random.Random) -> Iterator[File]:
    for method in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        yield file(f"method{method}.zip", zipped({"a.txt": TEXT + str(method)}, method))
    for method in (1, 6, 9, 14, 98, 99):
        yield file(f"claims{method}.zip", _raw("a.txt", rng.randbytes(200), method=method, size=9000))
    # An LZMA stream that asks for a dictionary of four gigabytes.
    yield file("dictionary.zip", _raw("a.txt", b"\x09\x04\x05\x00\x5d\xff\xff\xff\xff" + rng.randbytes(90), method=14))
    yield file("locked.zip", _raw("a.txt", rng.randbytes(80), flags=1), "archive_opened")
    yield file("strong.zip", _raw("a.txt", rng.randbytes(80), flags=0x41), "archive_opened")
    yield file("nameless.zip", _raw("", b"\x03\x00"))
    yield file("null-name.zip", _raw("a\x00../../b.txt", b"\x03\x00"))
    yield file("not-utf8.zip", _raw_bytes(b"\xff\xfe\xfa.txt", b"\x03\x00", flags=0x800))
    yield file("far.zip", zipped({"a.txt": TEXT})[:-6] + b"\xff\xff\xff\x7f\x00\x00")
    yield file("only-end.zip", b"PK\x03\x04" + b"PK\x05\x06" + b"\x00" * 18)
    yield file("wide-end.zip", b"PK\x03\x04" + b"PK\x06\x06" + rng.randbytes(60) + b"PK\x05\x06" + b"\xff" * 18)


def _raw(name: str, data: bytes, method: int = 8, size: int | None = None, flags: int = 0) -> bytes:
    return _raw_bytes(name.encode(), data, method, size, flags | (0 if name.isascii() else 0x800))


def _raw_bytes(name: bytes, data: bytes, method: int = 8, size: int | None = None, flags: int = 0) -> bytes:
    """An archive of one member whose headers say what they are told to."""
    told = len(data) if size is None else size
    common = struct.pack("<HHHHHLLLHH", 20, flags, method, 0, 33, 0, len(data), told, len(name), 0)
    local = b"PK\x03\x04" + common + name + data
    central = b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHLL", 0, 0, 0, 0, 0) + name
    end = b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + end


def _twice(name: str, contents: list[bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number, data in enumerate(contents):
            archive.writestr(zipfile.ZipInfo(f"{number}.txt"), data)
    data = buffer.getvalue()
    for number in range(len(contents)):
        data = data.replace(f"{number}.txt".encode(), name.encode())
    return data


def _overlap() -> bytes:
    """Many entries that share one packed megabyte."""
    kernel = zlib.compress(b"2" * 900_000, 9)[2:-4]
    crc = zlib.crc32(b"2" * 900_000)
    name = b"a.txt"
    fixed = struct.pack("<HHHHHLLLHH", 20, 0, 8, 0, 33, crc, len(kernel), 900_000, len(name), 0)
    local = b"PK\x03\x04" + fixed + name + kernel
    one = b"PK\x01\x02" + struct.pack("<H", 20) + fixed + struct.pack("<HHHLL", 0, 0, 0, 0, 0) + name
    end = b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, 1500, 1500, len(one) * 1500, len(local), 0)
    return local + one * 1500 + end
