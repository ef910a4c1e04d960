"""Tables for people: cell widths of Chinese, cutting, hostile text, and what happens when a screen is too narrow."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

from rich.cells import cell_len
from rich.console import Console

from orchestration.serving.query import Column, Result
from orchestration.serving.tables import print_table, shown

SENTENCE = "共收到行政许可申请55宗,受理52宗。" * 6


def result(types: dict[str, str], *rows: tuple[Any, ...]) -> Result:
    return Result(tuple(Column(name, kind) for name, kind in types.items()), iter(rows))


def printed(table: Result, *, width: int = 80, terminal: bool = False, limit: int = 0) -> list[str]:
    stream = io.StringIO()
    console = Console(file=stream, width=width, force_terminal=terminal, color_system=None, legacy_windows=False)
    print_table(console, table, limit)
    return [line.rstrip() for line in stream.getvalue().splitlines()]


def test_columns_line_up_though_chinese_is_twice_as_wide() -> None:
    lines = printed(
        result(
            {"机关": "VARCHAR", "value": "DECIMAL(28,6)"}, ("福田区", Decimal("55.000000")), ("ab", Decimal(8538349))
        )
    )
    assert lines[2].endswith(" 55")
    assert lines[3].endswith(" 8538349")
    assert cell_len(lines[2]) == cell_len(lines[3]), "numbers end in the same cell"


def test_no_more_rows_than_the_limit_and_the_cut_is_said() -> None:
    rows = [(number,) for number in range(10)]
    assert printed(result({"n": "INTEGER"}, *rows), limit=3)[-1].startswith("(前 3 行,还有更多")
    assert printed(result({"n": "INTEGER"}, *rows), limit=10)[-1] == "(10 行)"
    assert printed(result({"n": "INTEGER"}, *rows), limit=0)[-1] == "(10 行)"


def test_a_file_gets_one_line_a_row_of_any_width() -> None:
    lines = printed(result({"s": "VARCHAR", "t": "VARCHAR"}, (SENTENCE, SENTENCE)), width=40)
    assert sum(SENTENCE in line for line in lines) == 1
    assert len(lines) == 4


def test_a_terminal_folds_long_text_and_loses_none_of_it() -> None:
    lines = printed(result({"s": "VARCHAR", "n": "INTEGER"}, (SENTENCE, 7)), width=50, terminal=True)
    assert all(cell_len(line) <= 50 for line in lines)
    assert SENTENCE in "".join(line.replace(" 7", "").strip() for line in lines[2:-1])


def test_too_many_columns_become_a_list_of_fields() -> None:
    types = {f"column_{number}": "VARCHAR" for number in range(12)}
    lines = printed(result(types, tuple("值" * 8 for _ in types)), width=60, terminal=True)
    assert lines[0].startswith("第 1 行")
    assert [line.split()[0] for line in lines[1:13]] == list(types)


def test_text_cannot_reach_the_terminal_or_tear_the_table() -> None:
    text = shown("a\x1b[31mb\nc\td\x9b\u202e").plain
    assert text == "a\\x1b[31mb⏎c d\\x9b\\u202e"
    assert shown("[bold]x[/]").plain == "[bold]x[/]", "brackets are text, not markup"


def test_null_is_not_the_empty_text() -> None:
    assert shown(None).plain == "∅"
    assert shown("").plain == ""
