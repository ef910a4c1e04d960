"""A report as extraction gives it, and corrections of its figures."""

from __future__ import annotations

from typing import Any

from orchestration.corrections.correction import Aim, Correction, Figure, Place
from orchestration.corrections.register import read_quantity
from orchestration.extraction.extract import extract
from orchestration.reading.reader import read_bytes

REPORT = """许昌市水利局2021年法治政府建设年度报告
2021年,我局推进依法行政,现将有关情况报告如下。
一、主要工作
办理行政处罚案件31件,罚款12.5万元。受理行政许可申请57件,准予许可55件。开展执法检查260家次。
组织培训14期,参加培训420余人次。行政复议撤销率、行政诉讼败诉率均为0%。
二、存在问题
部分队伍装备不足,行政处罚案件同比下降27%,培训14期仍嫌不足。
三、下一步打算
继续推进法治建设。
"""


def figures_of_report(text: str = REPORT) -> list[Figure]:
    """The facts of a text, numbered as the lake numbers mentions."""
    extraction = extract(read_bytes(text.encode(), "a.txt"))
    found = []
    for number, one in enumerate(extraction.mentions):
        if one.kind != "fact":
            continue
        sentence = extraction.sentences[extraction.sentence_of[number]]
        shared = {name: getattr(one, name) for name in Figure.__dataclass_fields__ if hasattr(one, name)}
        path = extraction.sections[sentence.section].path
        found.append(Figure(number=number, sentence=text[sentence.start : sentence.end], section_path=path, **shared))
    return found


def correction(quote: str, expect: str, value: str = "", id_: str = "c", **fields: Any) -> Correction:
    """An override of the figure ``expect`` in ``quote`` unless told otherwise."""
    place = Place(quote=quote, **{name: fields.pop(name) for name in ("measure", "context", "part") if name in fields})
    given: dict[str, Any] = {
        "source": "register",
        "aim": Aim(body="许昌市水利局", year=2021),
        "action": "override",
        "corrected_by": "corrections.csv",
        "evidence": "台账",
        "quantity": read_quantity(value),
        "expected": read_quantity(expect),
    }
    return Correction(correction_id=id_, place=place, **(given | fields))
