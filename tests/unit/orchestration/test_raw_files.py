"""When raw/ counts as changed: by content, once it has settled, and only then."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.file_hash import sha256_of
from orchestration.raw_files import Decision, Memory, decide, fingerprint, listing, signature, walk


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    (folder / "reports").mkdir(parents=True)
    (folder / "reports" / "a.txt").write_text("甲")
    return folder


def look(raw: Path, memory: Memory, built: str | None = None, times: int = 2) -> Decision:
    """Look ``times`` times; the runs asked for on the way must be the last one's only."""
    for _ in range(times - 1):
        early = decide(raw, memory, lambda: built)
        assert early.run_key is None
        memory = early.memory
    return decide(raw, memory, lambda: built)


def test_what_was_never_built_is_built_once_it_has_settled(raw: Path) -> None:
    first = decide(raw, Memory(), lambda: None)
    assert first.run_key is None
    assert "写入" in first.reason
    second = decide(raw, first.memory, lambda: None)
    assert second.run_key == f"{fingerprint(raw)}-1"
    third = decide(raw, second.memory, lambda: None)
    assert third.run_key is None
    assert "无变化" in third.reason


def test_what_another_run_has_built_is_not_built_again(raw: Path) -> None:
    decision = look(raw, Memory(), built=fingerprint(raw))
    assert decision.run_key is None
    assert "已经构建" in decision.reason
    assert look(raw, decision.memory, times=1).run_key is None


def test_unchanged_files_are_neither_read_nor_asked_about(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settled = look(raw, Memory()).memory
    monkeypatch.setattr("orchestration.raw_files.fingerprint", lambda _: pytest.fail("read without need"))
    assert decide(raw, settled, lambda: pytest.fail("asked without need")).run_key is None


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: (raw / "reports" / "b.txt").write_text("乙"),
        lambda raw: (raw / "reports" / "a.txt").write_text("丙"),
        lambda raw: (raw / "reports" / "a.txt").rename(raw / "reports" / "c.txt"),
        lambda raw: (raw / "reports" / "a.txt").unlink(),
        lambda raw: (raw / "sources.csv").write_text("file\n"),
    ],
    ids=["new", "changed, same size", "renamed", "removed", "registration"],
)
def test_each_change_starts_one_run(raw: Path, change) -> None:
    before = look(raw, Memory())
    change(raw)
    after = look(raw, before.memory, built=before.memory.fingerprint)
    assert after.run_key == f"{fingerprint(raw)}-2"
    assert decide(raw, after.memory, lambda: None).run_key is None


def test_a_changed_time_alone_starts_nothing(raw: Path) -> None:
    before = look(raw, Memory()).memory
    os.utime(raw / "reports" / "a.txt", (1, 1))
    after = look(raw, before)
    assert after.run_key is None
    assert "内容无变化" in after.reason


def test_a_content_that_comes_back_is_built_again(raw: Path) -> None:
    added = raw / "reports" / "b.txt"
    memory, keys = Memory(), []
    for step in range(4):
        if step:
            added.write_text("乙") if step % 2 else added.unlink()
        decision = look(raw, memory)
        memory = decision.memory
        keys.append(decision.run_key)
    assert None not in keys
    assert len(set(keys)) == 4


def test_a_file_that_grows_is_waited_for(raw: Path) -> None:
    memory = look(raw, Memory()).memory
    for size in range(1, 4):
        (raw / "reports" / "big.txt").write_text("字" * size)
        decision = decide(raw, memory, lambda: None)
        assert decision.run_key is None
        memory = decision.memory
    assert decide(raw, memory, lambda: None).run_key is not None


def test_a_file_that_changes_while_it_is_read_is_waited_for(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = decide(raw, Memory(), lambda: None)

    def read_while_written(folder: Path) -> str:
        content = fingerprint(folder)
        (folder / "reports" / "a.txt").write_text("甲甲")
        return content

    monkeypatch.setattr("orchestration.raw_files.fingerprint", read_while_written)
    second = decide(raw, first.memory, lambda: None)
    assert second.run_key is None
    monkeypatch.undo()
    assert look(raw, second.memory).run_key == f"{fingerprint(raw)}-1"


def test_hidden_files_do_not_count(raw: Path) -> None:
    before, content = signature(raw), fingerprint(raw)
    (raw / ".git").mkdir()
    (raw / ".git" / "index").write_text("x")
    (raw / "reports" / ".a.txt.swp").write_text("x")
    assert signature(raw) == before
    assert fingerprint(raw) == content


def test_the_place_of_raw_does_not_count(raw: Path, tmp_path: Path) -> None:
    moved = raw.rename(tmp_path / "elsewhere")
    before = fingerprint(moved)
    assert fingerprint(moved.rename(raw)) == before


@pytest.mark.parametrize("cursor", [None, "", "not json", "[1]", '{"other": 1}'])
def test_a_foreign_cursor_is_an_empty_memory(cursor: str | None) -> None:
    assert Memory.from_cursor(cursor) == Memory()


@given(st.builds(Memory, st.text(), st.text(), st.text(), st.integers(min_value=0)))
@settings(max_examples=50)
def test_memory_survives_the_cursor(memory: Memory) -> None:
    assert Memory.from_cursor(memory.to_cursor()) == memory


def test_names_that_are_no_utf8_and_files_that_cannot_be_read_count_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("a")
    before = fingerprint(tmp_path)
    odd = tmp_path / "b\udcff.txt"
    odd.write_text("b")
    seen = signature(tmp_path), fingerprint(tmp_path)
    assert seen[1] != before
    real = Path.open

    def locked(path: Path, *arguments: object) -> object:
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return real(path, *arguments)

    monkeypatch.setattr(Path, "open", locked)
    assert fingerprint(tmp_path) not in (seen[1], before)


def hashes(raw: Path) -> dict[str, str]:
    return {f"reports/{path.name}": sha256_of(path) for path in (raw / "reports").iterdir()}


def test_landing_s_own_hashes_give_the_same_fingerprint_and_spare_reading(
    raw: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (raw / "sources.csv").write_text("file\n")
    expected, landed, listed = fingerprint(raw), hashes(raw), listing(raw)
    monkeypatch.setattr("orchestration.raw_files.sha256_of", lambda path: pytest.fail(f"read again: {path}"))
    assert listed.fingerprint(landed) == expected


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: (raw / "reports" / "b.txt").write_text("乙"),
        lambda raw: (raw / "reports" / "a.txt").write_text("丙"),
        lambda raw: (raw / "reports" / "a.txt").unlink(),
        lambda raw: (raw / "sources.csv").write_text("file\nb.txt\n"),
    ],
    ids=["new", "changed", "removed", "registration"],
)
def test_what_changes_after_landing_is_built_once_more(raw: Path, change) -> None:
    (raw / "sources.csv").write_text("file\n")
    listed, landed = listing(raw), hashes(raw)
    change(raw)
    assert listed.fingerprint(landed) != fingerprint(raw)


def test_a_file_that_comes_before_its_landing_but_after_the_listing_is_built_once_more(raw: Path) -> None:
    listed = listing(raw)
    (raw / "reports" / "b.txt").write_text("乙")
    assert listed.fingerprint(hashes(raw)) != fingerprint(raw)


def test_a_folder_that_cannot_be_opened_stands_in_the_list_itself(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (raw / "reports" / "closed").mkdir()
    (raw / "reports" / "z.txt").write_text("丁")
    opened = os.scandir

    def scandir(folder: str) -> object:
        if folder.endswith("closed"):
            raise PermissionError(13, "Permission denied", folder)
        return opened(folder)

    monkeypatch.setattr(os, "scandir", scandir)
    assert [path.name for path in walk(raw)] == ["a.txt", "closed", "z.txt"]


def test_a_link_to_a_folder_is_not_followed(raw: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "b.txt").write_text("乙")
    (raw / "reports" / "link").symlink_to(tmp_path / "other")
    assert [path.name for path in walk(raw)] == ["a.txt", "link"]
