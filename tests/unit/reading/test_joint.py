"""Bodies that issue a report together: the first of the title leads, the others are told with their evidence."""

from __future__ import annotations

import pytest

from orchestration.document import Metadata
from orchestration.reading.reader import read_bytes


def read(title: str, signature: str = "", opening: str = "2023年,我局认真履行职责。") -> Metadata:
    text = f"{title}\n{opening}\n一、主要做法\n全年办理案件3件。\n{signature}\n2024年1月9日\n"
    return read_bytes(text.encode(), "a.txt").metadata


def names(metadata: Metadata) -> list[str]:
    return [agency.full_name_zh for agency in metadata.joint]


@pytest.mark.parametrize(
    ("title", "leader", "joint"),
    [
        ("焦作市司法局、焦作市财政局2023年法治政府建设年度报告", "焦作市司法局", ["焦作市财政局"]),
        ("焦作市司法局 市财政局2023年法治政府建设年度报告", "焦作市司法局", ["焦作市财政局"]),
        ("焦作市司法局、财政局2023年法治政府建设年度报告", "焦作市司法局", ["焦作市财政局"]),
        (
            "焦作市司法局、濮阳市司法局、许昌市司法局关于2023年法治政府建设情况的报告",
            "焦作市司法局",
            ["濮阳市司法局", "许昌市司法局"],
        ),
        ("焦作市司法局2023年法治政府建设年度报告", "焦作市司法局", []),
        ("焦作市司法局、焦作市司法局2023年法治政府建设年度报告", "焦作市司法局", []),
    ],
)
def test_the_title_names_them_in_its_order(title: str, leader: str, joint: list[str]) -> None:
    metadata = read(title, signature="焦作市司法局")
    assert metadata.agency is not None and metadata.agency.full_name_zh == leader
    assert names(metadata) == joint
    assert all("题名联合署名" in agency.evidence for agency in metadata.joint)


def test_each_has_its_own_region_level_and_function() -> None:
    (joint,) = read("焦作市司法局、沁阳市财政局2023年法治政府建设年度报告").joint
    assert (joint.region_code, joint.level, joint.function_zh) == ("410882", "县", "财政")


def test_who_signs_beside_the_body_issues_with_it() -> None:
    metadata = read("焦作市司法局2023年法治政府建设年度报告", signature="焦作市司法局\n焦作市信访局")
    assert names(metadata) == ["焦作市信访局"]
    assert "联合落款" in metadata.joint[0].evidence


@pytest.mark.parametrize("signature", ["焦作市人民政府\n焦作市司法局", "中共焦作市司法局党组\n焦作市司法局"])
def test_who_signs_above_it_or_for_it_does_not(signature: str) -> None:
    assert not names(read("焦作市司法局2023年法治政府建设年度报告", signature=signature))


def test_a_notice_that_names_its_body_twice_has_one_body() -> None:
    title = "焦作市司法局关于《焦作市司法局2023年法治政府建设年度报告》的更正公告"
    metadata = read(title, signature="焦作市司法局", opening="现对《焦作市司法局2023年法治政府建设年度报告》更正如下:")
    assert metadata.genre == "更正公告"
    assert metadata.agency is not None and metadata.agency.full_name_zh == "焦作市司法局"
    assert not names(metadata)
