"""Sentences with words that label, lead elsewhere or announce are sentences: they are no metadata, no furniture and no
report by themselves."""

from __future__ import annotations

import pytest

from orchestration.reading.blocks import blocks
from orchestration.reading.errors import Rejection
from orchestration.reading.folding import fold
from orchestration.reading.reader import read_bytes


@pytest.mark.parametrize(
    "sentence",
    [
        "时间(2023年1月至12月)共办理行政处罚案件1234件,罚款50万元;",
        "案件来源(投诉举报)120件,案件来源(检查发现)30件",
        "公开方式 网络 120件 公开范围 社会 30件",
        "相关信息公开率达100%,公开政府信息1200条",
        "上一条龙服务办件120件",
        "办理首页 > 事项20件",
    ],
)
def test_a_sentence_is_a_paragraph(sentence: str) -> None:
    text = fold(f"某局2023年法治政府建设年度报告\n2023年,我局依法履职,各项工作取得新的成效。\n{sentence}\n")
    assert blocks(text)[-1].kind == "paragraph"


@pytest.mark.parametrize(
    "text",
    [
        "2024年1月5日,福田区应急管理局召开会议,集中体现了依法行政工作的新要求,通报了2023年安全生产情况,与会人员交流。",
        "执法人员发现部分企业在法治政府建设示范活动中弄虚作假,依法处理后通报全区,罚款共计50万元。",
        "现公开招标采购2023年度法治政府建设第三方评估服务,预算30万元,评估报告应于年底前提交,欢迎报名参加。",
    ],
)
def test_what_announces_something_else_is_no_report(text: str) -> None:
    with pytest.raises(Rejection) as caught:
        read_bytes(text.encode(), "a.txt")
    assert caught.value.reason_code == "not_a_report"


def test_a_paragraph_in_a_link_stays_and_odd_characters_are_no_fault() -> None:
    sentence = "全年共办理行政处罚案件1234件,罚款50.5万元,同比增长12%,全部按规定在网上公示并接受监督。"
    more = "".join(f"<p>{n}.加强执法监督,规范执法行为,落实三项制度,不断提升执法水平和服务能力。</p>" for n in range(9))
    page = (
        "<html><head><meta charset='utf-8'></head><body><div id='zoom'><h1>孟州市司法局2023年法治政府建设年度报告</h1>"
        f"<p>2023年,孟州市司法局依法行政,成效明显。</p>{more}<p><a href='/1.html'>{sentence}</a></p>"
        "<p>全年办理\x0c案件12\u200b0件。</p></div></body></html>"
    )
    document = read_bytes(page.encode(), "a.html")
    kinds = {document.text[block.start : block.end]: block.kind for block in document.blocks}
    assert kinds[sentence] == "paragraph"
    assert any("120件" in text for text in kinds)
