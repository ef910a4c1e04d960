"""The numbers of Word's lists: how they are printed and how they are counted."""

from __future__ import annotations

import pytest
from lxml import etree

from orchestration.reading.office.numbering import Numbering
from orchestration.reading.office.numerals import printed
from tests.unit.reading.office_example import W


@pytest.mark.parametrize(
    ("number", "number_format", "expected"),
    [
        (1, "decimal", "1"),
        (1, "chineseCounting", "一"),
        (10, "chineseCountingThousand", "十"),
        (19, "japaneseCounting", "十九"),
        (20, "chineseCounting", "二十"),
        (105, "chineseCountingThousand", "一百〇五"),
        (110, "chineseCountingThousand", "一百一十"),
        (10, "ideographDigital", "一〇"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (3, "ideographTraditional", "丙"),
        (13, "ideographTraditional", "13"),
        (12, "decimalFullWidth", "\uff11\uff12"),
        (3, "decimalZero", "03"),
        (11, "decimalEnclosedCircleChinese", "⑪"),
        (2, "decimalEnclosedParen", "⑵"),
        (3, "decimalEnclosedFullstop", "⒊"),
        (28, "lowerLetter", "bb"),
        (3, "upperLetter", "C"),
        (1994, "upperRoman", "MCMXCIV"),
        (0, "upperRoman", "0"),
        (3, "someday", "3"),
        (3, "none", ""),
    ],
)
def test_printed(number: int, number_format: str, expected: str) -> None:
    assert printed(number, number_format) == expected


def numbering(lists: str, *levels: str) -> Numbering:
    defined = "".join(f'<w:lvl w:ilvl="{at}">{level}</w:lvl>' for at, level in enumerate(levels))
    content = f'<w:abstractNum w:abstractNumId="0">{defined}</w:abstractNum>{lists}'
    return Numbering(etree.fromstring(f'<w:numbering xmlns:w="{W}">{content}</w:numbering>'))


def level(number_format: str, text: str, more: str = "") -> str:
    return f'<w:start w:val="1"/><w:numFmt w:val="{number_format}"/><w:lvlText w:val="{text}"/>{more}'


def a_list(number: int, override: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/>{override}</w:num>'


START_AT_5 = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'


def test_lists_of_one_definition_count_on_and_a_start_of_its_own_begins_anew() -> None:
    lists = numbering(a_list(1) + a_list(2) + a_list(3, START_AT_5), level("decimal", "%1."))
    assert [lists.label(str(one), 0) for one in (1, 1, 2, 3, 3, 1)] == ["1.", "2.", "3.", "5.", "6.", "7."]


def test_levels_begin_again_unless_told_otherwise() -> None:
    kept = level("decimal", "第%3条", '<w:lvlRestart w:val="0"/>')
    lists = numbering(a_list(1), level("chineseCounting", "第%1章"), level("decimal", "%1.%2", "<w:isLgl/>"), kept)
    found = [lists.label("1", at) for at in (0, 1, 2, 1, 0, 1, 2)]
    assert found == ["第一章", "1.1", "第1条", "1.2", "第二章", "2.1", "第2条"]


def test_a_level_above_that_was_skipped_counts_as_begun() -> None:
    assert numbering(a_list(1), level("decimal", "%1"), level("decimal", "%1.%2")).label("1", 1) == "1.1"


def test_bullets_blanks_and_lists_that_are_not_there() -> None:
    lists = numbering(a_list(1), level("bullet", "\uf0b7"), level("decimal", "%2", '<w:suff w:val="space"/>'))
    assert [lists.label("1", 0), lists.label("1", 1), lists.label("9", 0), lists.label("1", 12)] == ["", "1 ", "", ""]


def test_a_list_by_a_style_of_lists() -> None:
    linked = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="S"/></w:abstractNum>'
    styled = f'<w:abstractNum w:abstractNumId="2"><w:styleLink w:val="S"/><w:lvl w:ilvl="0">{level("decimal", "(%1)")}'
    lists = f'{linked}{styled}</w:lvl></w:abstractNum><w:num w:numId="4"><w:abstractNumId w:val="1"/></w:num>'
    assert numbering(lists).label("4", 0) == "(1)"
