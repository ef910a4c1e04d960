from __future__ import annotations

from decimal import Decimal

import pytest

from orchestration.extraction.numerals import parse_number
from orchestration.extraction.vocabulary import table


@pytest.mark.parametrize("row", table("numerals"), ids=lambda row: row["character"])
def test_every_character_of_the_table_has_its_value(row: dict[str, str]) -> None:
    assert row["character"] in row["example"]
    assert parse_number(row["example"]) == Decimal(row["example_value"])


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("二百一十七", "217"),
        ("一万零五", "10005"),
        ("三十二万六千", "326000"),
        ("一百二", "120"),
        ("三万五", "35000"),
        ("三亿五千万", "350000000"),
        ("3亿5千万", "350000000"),
        ("1.2万", "12000"),
        ("12,345.60", "12345.6"),
        ("１２３．５", "123.5"),
        ("二〇二三", "2023"),
        ("二○二三", "2023"),
        ("一点零五", "1.05"),
        ("壹佰贰拾叁", "123"),
        ("廿一", "21"),
        ("万", "10000"),
        ("2 万", "20000"),
    ],
)
def test_written_numbers_have_their_exact_value(written: str, value: str) -> None:
    assert parse_number(written) == Decimal(value)


@pytest.mark.parametrize("text", ["", "件", "十万火急", "3件", "1+2", "点五"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        parse_number(text)
