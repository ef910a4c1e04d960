"""A quantity written in any style is read back with the value it was written from."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import example, given, settings
from hypothesis import strategies as st

from orchestration.extraction.numerals import parse_number
from orchestration.extraction.quantities import parse_surface
from orchestration.extraction.scan import scan

_DIGITS = "零一二三四五六七八九"


def _chinese(value: int) -> str:
    """Write an integer below 10^12 in Chinese: the oracle, independent of the parser."""
    for mark, scale in (("亿", 10**8), ("万", 10**4)):
        if value >= scale:
            head, tail = divmod(value, scale)
            gap = "零" if tail and tail < scale // 10 else ""
            return _chinese(head) + mark + (gap + _chinese(tail) if tail else "")
    written, pending = "", False
    for place, scale in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, value = divmod(value, scale)
        if digit:
            written += ("零" if pending and written else "") + _DIGITS[digit] + place
            pending = False
        else:
            pending = pending or bool(written)
    return written or "零"


_UNITS = st.sampled_from(["件", "家次", "人次", "万元", "个", "%", "平方米", "宗", "起"])


@settings(max_examples=500, deadline=None)
@given(st.integers(0, 10**12 - 1))
def test_chinese_numbers_are_read_back(value: int) -> None:
    assert parse_number(_chinese(value)) == value


@settings(max_examples=300, deadline=None)
@given(st.decimals(0, 10**9, places=3, allow_nan=False), _UNITS, st.sampled_from(["", "万", "亿"]))
@example(Decimal("20111201.000"), "件", "")  # whole digits that would be a date
def test_a_figure_in_a_sentence_keeps_its_value(number: Decimal, unit: str, scale: str) -> None:
    factor = {"": 1, "万": 10**4, "亿": 10**8}["" if unit in ("万元", "%") else scale]
    written = f"{number}{'' if unit in ('万元', '%') else scale}{unit}"
    spans = scan(f"全年合计{written}。").spans
    assert [span.surface for span in spans] == [written]
    assert spans[0].quantity is not None
    assert spans[0].quantity.value == number * factor * (10**4 if unit == "万元" else 1)


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 99_999_999), st.sampled_from(["件", "人", "户"]))
def test_thousands_separators_and_width_do_not_matter(value: int, unit: str) -> None:
    wide = str(value).translate({ord(str(digit)): ord("０") + digit for digit in range(10)})
    assert parse_surface(f"{value:,}{unit}") == parse_surface(f"{wide}{unit}") == parse_surface(f"{value}{unit}")


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 10**6), st.sampled_from(["余", "多"]))
def test_more_than_reaches_to_the_next_step_of_the_last_digit(value: int, word: str) -> None:
    quantity = parse_surface(f"{value}{word}件")
    assert quantity.low == quantity.value == value
    assert quantity.high is not None
    assert quantity.high - value == 10 ** (len(str(value)) - len(str(value).rstrip("0")))
