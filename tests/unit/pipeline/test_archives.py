"""ZIP archives among the raw files: every member counted, named, and within limits."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.home import Home
from orchestration.lake.store import read_table
from orchestration.pipeline import archives
from orchestration.pipeline.archives import bytes_of, members
from orchestration.pipeline.documents import read_documents
from orchestration.pipeline.landing import land
from orchestration.reading.errors import Rejection
from tests.unit.reading.office_example import docx_of

Put = Callable[..., Path]
REPORT = "{body}2023年法治政府建设年度报告\n2023年,我局扎实推进法治政府建设。\n一、工作情况\n开展检查12次。\n"


def report(body: str) -> bytes:
    return REPORT.format(body=body).encode()


def zipped(files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def write(home: Home, name: str, data: bytes) -> None:
    path = home.raw / "reports" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def outcomes(home: Home) -> dict[str, str]:
    """Every file seen, and the reason why it was refused or ``read``."""
    found: dict[str, str] = dict.fromkeys(read_table(home.lake, "documents")["source_file"], "read")
    rejected = read_table(home.lake, "rejected").iter_rows(named=True)
    return found | {row["source_file"]: row["reason_code"] for row in rejected}


def build(home: Home) -> dict[str, str]:
    report_ = land(home)
    assert report_.files_in == report_.landed + report_.rejected
    read_documents(home)
    return outcomes(home)


def test_every_member_is_read_or_refused_and_the_archive_says_so(home: Home) -> None:
    inner = zipped({"深处.txt": report("郑州市水利局")})
    files = {"甲/清河.txt": report("清河县应急管理局"), "图.png": b"\x89PNG\r\n", ".hidden": b"x", "再打包.zip": inner}
    write(home, "一批.zip", zipped(files))
    assert build(home) == {
        "reports/一批.zip": "archive_opened",
        "reports/一批.zip!/甲/清河.txt": "read",
        "reports/一批.zip!/图.png": "unsupported_type",
        "reports/一批.zip!/再打包.zip": "archive_opened",
        "reports/一批.zip!/再打包.zip!/深处.txt": "read",
    }


def test_a_word_file_is_no_archive_whatever_its_name(home: Home) -> None:
    word = docx_of(report("清河县应急管理局").decode().split("\n"))
    other = docx_of(report("郑州市水利局").decode().split("\n"))
    write(home, "a.zip", word)
    write(home, "b.zip", zipped({"甲.zip": other}))
    assert build(home) == {
        "reports/a.zip": "read",
        "reports/b.zip": "archive_opened",
        "reports/b.zip!/甲.zip": "read",
    }


def test_the_same_bytes_inside_and_outside_are_one_document(home: Home) -> None:
    write(home, "a.txt", report("清河县应急管理局"))
    write(home, "b.zip", zipped({"清河.txt": report("清河县应急管理局")}))
    assert build(home)["reports/b.zip!/清河.txt"] == "duplicate"


def test_a_name_in_gbk_is_read(home: Home) -> None:
    data = zipped({"AAAA.txt": report("清河县应急管理局")}).replace(b"AAAA", "清河".encode("gb18030"))
    write(home, "gbk.zip", data)
    assert build(home)["reports/gbk.zip!/清河.txt"] == "read"


@pytest.mark.parametrize("name", ["../../etc/passwd.txt", "/etc/passwd.txt", "c:/windows/a.txt", "..\\a.txt"])
def test_names_that_lead_out_are_refused_and_write_nothing(home: Home, name: str) -> None:
    write(home, "z.zip", zipped({name: report("清河县应急管理局"), "good.txt": report("郑州市水利局")}))
    found = build(home)
    assert found["reports/z.zip!/good.txt"] == "read"
    assert sorted(found.values()) == ["archive_opened", "read", "unsafe_name"]


def test_bombs_are_refused_before_they_are_unpacked(home: Home) -> None:
    write(home, "bomb.zip", zipped({"b.txt": b"0" * 30_000_000, "good.txt": report("郑州市水利局")}))
    found = build(home)
    assert found["reports/bomb.zip!/b.txt"] == "archive_bomb"
    assert found["reports/bomb.zip!/good.txt"] == "read"


def test_limits_on_number_size_and_depth(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_MEMBERS", 3)
    monkeypatch.setattr(archives, "MAX_MEMBER_BYTES", 2000)
    write(home, "many.zip", zipped({f"{number}.txt": b"x" for number in range(4)}))
    write(home, "large.zip", zipped({"l.txt": bytes(range(256)) * 10}))
    deep = zipped({"c.zip": zipped({"d.txt": report("郑州市水利局")})})
    write(home, "deep.zip", zipped({"b.zip": deep}))
    found = build(home)
    assert found["reports/many.zip"] == "too_many_members"
    assert found["reports/large.zip!/l.txt"] == "too_large"
    assert found["reports/deep.zip!/b.zip!/c.zip"] == "nested_too_deep"


def test_the_limits_are_of_the_raw_file_however_its_archives_are_nested(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "MAX_MEMBERS", 6)
    inner = {f"{n}.zip": zipped({f"{n}-{m}.txt": report(f"郑州市水利局{n}{m}") for m in range(3)}) for n in range(3)}
    write(home, "many.zip", zipped(inner))
    found = build(home)
    assert [found[f"reports/many.zip!/{n}.zip"] for n in range(3)] == [
        "archive_opened",
        "too_many_members",
        "too_many_members",
    ]
    monkeypatch.setattr(archives, "MAX_TOTAL_BYTES", 3500)
    (home.raw / "reports" / "many.zip").unlink()
    write(home, "large.zip", zipped({"a.zip": zipped({"1.bin": b"1" * 3000}), "b.zip": zipped({"2.bin": b"2" * 3000})}))
    found = build(home)
    assert found["reports/large.zip!/a.zip!/1.bin"] == "binary"
    assert found["reports/large.zip!/b.zip!/2.bin"] == "too_large"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_comes_twice_is_two_files(home: Home) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", report("清河县应急管理局"))
        archive.writestr("a.txt", report("郑州市水利局"))
        archive.writestr("a.txt", b" ")
    write(home, "twice.zip", buffer.getvalue())
    assert build(home) == {
        "reports/twice.zip": "archive_opened",
        "reports/twice.zip!/a.txt": "read",
        "reports/twice.zip!/a#2.txt": "read",
        "reports/twice.zip!/a#3.txt": "empty_file",
    }


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_that_ask_for_memory_before_their_first_byte_are_refused(home: Home, method: int) -> None:
    write(home, "m.zip", zipped({"a.txt": report("清河县应急管理局")}, method))
    assert build(home)["reports/m.zip!/a.txt"] == "unsupported_type"


def test_a_member_that_looks_like_one_of_an_inner_archive_is_refused(home: Home) -> None:
    write(home, "a.zip", zipped({"b.zip!/c.txt": report("清河县应急管理局"), "d.txt": report("郑州市水利局")}))
    found = build(home)
    assert found["reports/a.zip!/b.zip!/c.txt"] == "unsafe_name" and found["reports/a.zip!/d.txt"] == "read"


def test_a_broken_archive_is_told_and_stops_nobody(home: Home) -> None:
    whole = zipped({"a.txt": report("清河县应急管理局") * 50})
    write(home, "cut.zip", whole[: len(whole) // 2])
    write(home, "good.txt", report("郑州市水利局"))
    found = build(home)
    assert found["reports/cut.zip"] == "broken_file"
    assert found["reports/good.txt"] == "read"


def test_the_bytes_of_a_member_come_again(home: Home) -> None:
    write(home, "a.zip", zipped({"x.zip": zipped({"y.txt": b"inside"})}))
    assert bytes_of(home.raw, "reports/a.zip!/x.zip!/y.txt") == b"inside"
    with pytest.raises(OSError, match="no such member"):
        bytes_of(home.raw, "reports/a.zip!/z.txt")


def test_nothing_changed_means_nothing_read(home: Home) -> None:
    write(home, "a.zip", zipped({"x.txt": report("清河县应急管理局")}))
    build(home)
    land(home)
    assert (read_documents(home).read, read_documents(home).unchanged) == (0, 1)


@given(st.binary(max_size=300), st.integers(0, 200), st.integers(0, 255))
def test_any_bytes_give_members_or_a_rejection(noise: bytes, at: int, value: int) -> None:
    data = bytearray(zipped({"a.txt": b"some text", "b/c.txt": noise}))
    data[at % len(data)] = value
    for candidate in (bytes(data), noise, b"PK\x03\x04" + noise):
        try:
            found: list[Any] = list(members(candidate))
        except Rejection:
            continue
        assert all((one.data is None) != (one.rejection is None) for one in found)
