"""Unified social credit codes: the check digit, and finding them in index numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.reading.credit_codes import credit_codes, is_credit_code, registered_in

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def with_check_digit(first: str) -> str:
    """By trying, so that nothing is calculated in the same way twice: GB 32100 wants a weighted sum of 0 modulo 31."""
    weights = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28, 1)

    def total(code: str) -> int:
        return sum(ALPHABET.index(character) * weight for character, weight in zip(code, weights, strict=True))

    return next(first + last for last in ALPHABET if total(first + last) % 31 == 0)


first_seventeen = st.builds(
    "11{:06d}{}".format, st.integers(110000, 659999), st.text(st.sampled_from(ALPHABET), min_size=9, max_size=9)
)


@given(first_seventeen)
def test_a_code_with_its_check_digit_is_found_in_an_index_number(first: str) -> None:
    code = with_check_digit(first)
    assert is_credit_code(code)
    assert credit_codes(f"索引号:{code}/2024-00017 发布机构:某局") == [code]
    assert registered_in(code) == first[2:8]


@given(first_seventeen, st.integers(0, 17), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_noticed(first: str, place: int, character: str) -> None:
    code = with_check_digit(first)
    changed = code[:place] + character + code[place + 1 :]
    assert is_credit_code(changed) is (changed == code)


@pytest.mark.parametrize("text", ["", "6107280000/2024-001005", "XM00503-25-00-2025-004", "1" * 30, "/2023-11073972"])
def test_other_index_numbers_hold_none(text: str) -> None:
    assert credit_codes(text) == []
