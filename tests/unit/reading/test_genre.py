"""Genres: the family of reports, the neighbours that are kept as what they are, and what is neither."""

from __future__ import annotations

import pytest

from orchestration.reading import genre
from orchestration.reading.errors import Rejection
from orchestration.reading.reader import Overrides, read_bytes

BODY = """
2023年,我局推进法治政府建设,成效良好。
一、主要工作
全年办理行政许可12件,行政处罚3件。依法行政培训2期。
二、下一步打算
继续推进法治建设,建成法治政府。
"""
LONG = BODY + "各项制度得到落实,群众办事更加便利,执法更加规范。\n" * 12


def of(text: str) -> genre.Genre:
    metadata = read_bytes(text.encode(), "a.txt").metadata
    assert metadata.genre is not None
    return genre.Genre(metadata.genre, metadata.is_report, metadata.genre_evidence)


TITLED = [cue for cue in genre.cues() if cue.place == "title"]


@pytest.mark.parametrize("cue", TITLED, ids=lambda cue: f"{cue.genre}-{cue.example[:12]}")
def test_every_cue_tells_its_example(cue: genre.Cue) -> None:
    title = cue.example.replace("某", "焦作", 1).replace("焦作局", "焦作市水利局").replace("焦作县", "武陟县")
    found = of(title.replace("焦作区", "福田区") + BODY)
    assert (found.name, found.is_report) == (cue.genre, cue.family == "report")
    assert "题名「" in found.evidence


@pytest.mark.parametrize("cue", [cue for cue in genre.cues() if cue.place == "text"], ids=lambda cue: cue.genre)
def test_text_without_a_title_is_told_by_its_words(cue: genre.Cue) -> None:
    found = of(f"焦作市水利局在2023年开展工作。{cue.example}\n" + "一、概况\n一切如常。\n")
    assert (found.name, found.is_report) == (cue.genre, False)
    assert found.evidence.startswith("正文「")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("焦作市水利局关于2023年度法治政府建设情况的报告", "法治政府建设情况报告"),
        ("焦作市水利局2023年法治政府建设工作总结和2024年工作计划", "法治政府建设情况报告"),
        ("焦作市水利局2023年法治政府建设工作要点落实情况报告", "法治政府建设情况报告"),
        ("焦作市水利局2023年度推进依法行政工作情况报告", "依法行政工作报告"),
        ("焦作市水利局2023年法治政府建设暨主要负责人履行推进法治建设第一责任人职责情况报告", "法治政府建设情况报告"),
        ("焦作市水利局2023年平安法治建设工作总结", "法治建设年度报告"),
        ("武陟县2023年度法治政府建设报告", "法治政府建设年度报告"),
        ("武陟县2023年依法治县工作情况报告", "法治建设年度报告"),
    ],
)
def test_names_of_the_family(title: str, name: str) -> None:
    found = of(title + BODY)
    assert (found.name, found.is_report) == (name, True)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("《武陟县2023年法治政府建设年度报告》政策解读", "政策解读"),
        ("焦作市水利局关于报送2023年法治政府建设年度报告的通知", "通知公告"),
        ("焦作市水利局局长2023年度述法报告", "述法报告"),
        ("焦作市水利局2024年法治政府建设工作计划", "工作部署文件"),
        ("焦作市水利局召开2023年法治政府建设年度报告审议会", "新闻报道"),
        ("焦作市2023年度行政处罚实施情况统计表", "行政执法统计年报"),
        ("焦作市水利局2023年工作总结", "部门工作总结"),
    ],
)
def test_neighbours_that_look_alike(title: str, name: str) -> None:
    found = of(title + BODY)
    assert (found.name, found.is_report) == (name, False)


def test_a_notice_that_carries_the_report_is_one() -> None:
    title = "焦作市水利局关于印发《焦作市水利局2023年法治政府建设年度报告》的通知"
    assert of(title + LONG).is_report
    assert of(title + "\n各科室:现予印发,请遵照执行。2023年12月1日\n").name == "通知转发"


def test_a_neighbour_knows_of_itself_what_it_says() -> None:
    told = read_bytes("焦作市教育局2023年政府信息公开工作年度报告\n2023年,我局推进公开。\n".encode(), "a.txt").metadata
    assert told.agency is not None and (told.agency.full_name_zh, told.year) == ("焦作市教育局", 2023)
    silent = read_bytes("一图读懂法治政府建设报告\n何为法治政府。\n".encode(), "a.txt").metadata
    assert (silent.agency, silent.year) == (None, None)
    assert silent.year_evidence.startswith("未判定:")


def test_an_override_that_names_nobody_is_rejected_for_a_neighbour_too() -> None:
    with pytest.raises(Rejection) as caught:
        read_bytes("一图读懂法治政府建设报告\n何为法治政府。\n".encode(), "a.txt", Overrides("无此机关", None, "试"))
    assert caught.value.reason_code == "override_invalid"


@pytest.mark.parametrize("rest", ["", "\n附件:焦作市水利局2023年法治政府建设年度报告.docx\n", "\n点击下载\n"])
def test_a_page_that_only_leads_to_the_report_is_none(rest: str) -> None:
    with pytest.raises(Rejection) as caught:
        of("焦作市水利局2023年法治政府建设年度报告" + rest)
    assert caught.value.reason_code == "not_a_report"
    assert "附件" in caught.value.hint_zh


@pytest.mark.parametrize("text", ["春天来了\n万物生长,花都开了。\n", "关于召开会议的通知\n请准时参加。\n"])
def test_what_is_neither_is_rejected(text: str) -> None:
    with pytest.raises(Rejection) as caught:
        of(text)
    assert caught.value.reason_code == "not_a_report"


def test_without_a_title_the_marks_of_a_report_tell() -> None:
    found = of("焦作市水利局在2023年" + LONG + "\n焦作市水利局\n2024年1月5日\n")
    assert found.is_report and "章节编号 2 处" in found.evidence


_UNTITLED = (
    "2023年,焦作市水利局全力推进法治政府建设,依法行政工作有序开展。{voice}\n一、加强组织领导\n(一)学习法治思想。"
    + "法治建设有序推进。" * 30
)


@pytest.mark.parametrize(
    "voice",
    [
        "部署在我州落实。",
        "部党组专题研究。",
        "局主要负责同志带头学法。",
        "区政府常务会议研究。",
        "街道党工委专题研究。",
        "街道党政主要负责人带头学法。",
        "镇党委专题研究。",
        "乡党委专题研究。",
    ],
)
def test_a_text_without_a_title_is_told_by_its_own_voice(voice: str) -> None:
    assert of(_UNTITLED.format(voice=voice) + "\n").is_report
    with pytest.raises(Rejection):
        of(_UNTITLED.format(voice="") + "\n")


@pytest.mark.parametrize("said", ["街道整洁。", "社区党委研究。", "乡村党员学法。", "城镇管理有序。", "党工委研究。"])
def test_what_speaks_of_towns_and_streets_is_no_voice_of_theirs(said: str) -> None:
    with pytest.raises(Rejection):
        of(_UNTITLED.format(voice=said) + "\n")


def test_sections_of_a_page_without_paragraphs_stand_behind_full_stops() -> None:
    text = (
        "2024年,某市卫生健康局推进法治建设。现将有关情况报告如下。 一、2024年工作 (一)推进服务。全年办理许可5650件。\n"
    )
    assert of(text).is_report
