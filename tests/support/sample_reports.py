"""Made-up reports for tests of the warehouse: a few sentences each, every state and rule of the star in them.

Does not belong here: real reports, or anything the product reads.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.support.lake_reports import Figure, Refusal, Report

FUTIAN_2022 = Report(
    text=(
        "甲区应急管理局2022年法治政府建设年度报告\n"
        "全年收到行政许可申请55宗,准予许可53宗。复议撤销率和诉讼败诉率均为0%。"
        "现有专项预案41个(自然灾害类10个,事故灾难类31个)。全区检查企业1300余家,本局检查企业820家。\n"
        "计划2023年检查企业900家。进一步统一标准。"
    ),
    year=2022,
    published_date=date(2023, 3, 1),
    title="甲区应急管理局2022年法治政府建设年度报告",
    figures=(
        Figure("55宗", "55", "宗", "行政许可申请", "license_apply_cnt"),
        Figure(
            "53宗", "53", "宗", "准予许可", "license_grant_cnt",
            parent="55宗@行政许可申请", fields={"relation": "subset"},
        ),
        Figure("0%", "0", "%", "复议撤销率", "review_corrected_rate"),
        Figure("0%", "0", "%", "诉讼败诉率", "litigation_lost_rate"),
        Figure("41个", "41", "个", "专项预案", "plan_special_cnt"),
        Figure(
            "10个", "10", "个", "专项预案-自然灾害类", "plan_special_natural_cnt",
            parent="41个@专项预案", fields={"relation": "component"},
        ),
        Figure(
            "31个", "31", "个", "专项预案-事故灾难类", "plan_special_accident_cnt",
            parent="41个@专项预案", fields={"relation": "component"},
        ),
        Figure(
            "1300余家", "1300", "家", "全区检查企业", "inspect_entity_cnt",
            fields={"low": 1300, "high": 1400, "comparator": "over", "scope": "area"},
        ),
        Figure("820家", "820", "家", "本局检查企业", "inspect_entity_cnt"),
        Figure("900家", "900", "家", "计划检查企业", "inspect_entity_cnt", fields={"status": "planned"}),
    ),
)  # fmt: skip
FUTIAN_2022_REISSUED = replace(
    FUTIAN_2022,
    text=FUTIAN_2022.text.replace("820家", "821家"),
    published_date=date(2023, 6, 1),
    figures=tuple(
        replace(figure, surface="821家", value="821") if figure.surface == "820家" else figure
        for figure in FUTIAN_2022.figures
    ),
)
XIAN_2023 = Report(
    text="西安市应急管理局坚持执法为民。2023年处罚件数为12起,罚款853.8349万元,培训1摞材料。",
    year=2023,
    agency="西安市应急管理局",
    level="市",
    region_code="610100",
    joint=(("西安市气象局", "610100"),),
    published_date=date(2024, 4, 11),
    figures=(
        Figure("12起", "12", "起", "行政处罚", "penalty_cnt"),
        Figure("853.8349万元", "8538349", "元", "罚款", "penalty_amt"),
        Figure("1摞", "1", "摞", "培训材料"),
    ),
)
SAFETY_2017 = Report(
    text="西安市安全生产监督管理局2017年检查企业7家。",
    year=2017,
    agency="西安市安全生产监督管理局",
    level="市",
    region_code="610100",
    figures=(Figure("7家", "7", "家", "检查企业", "inspect_entity_cnt"),),
)
SILENT_2023 = replace(
    FUTIAN_2022, text="甲区应急管理局2023年报告:工作有序推进。", year=2023, figures=(), published_date=None
)
REFUSED_AT_EXTRACTION = replace(
    XIAN_2023, text="西安市应急管理局2022年报告(乱码)。", year=2022, figures=(), extracted=False
)
# Neighbours of the reports: one whose figures were asked for, one registered only, and one of nobody known.
INTERPRETATION = replace(
    XIAN_2023,
    text="《西安市应急管理局2023年法治政府建设年度报告》解读:处罚件数为12起。",
    genre="政策解读",
    is_report=False,
    figures=(Figure("12起", "12", "起", "行政处罚", "penalty_cnt"),),
)
WORK_PLAN = replace(
    INTERPRETATION,
    text="西安市应急管理局2024年法治政府建设工作要点。",
    genre="工作部署文件",
    figures=(),
    extracted=False,
)
NEIGHBOURS = (INTERPRETATION, WORK_PLAN)
# The text of another report on another page; its figures are not extracted a second time.
COPY_OF_XIAN = replace(XIAN_2023, text=XIAN_2023.text + "\n责任编辑:甲", figures=(), copy_of=XIAN_2023.document_id)

BEFORE = (FUTIAN_2022, FUTIAN_2022_REISSUED, SILENT_2023, XIAN_2023, SAFETY_2017, REFUSED_AT_EXTRACTION)
REFUSALS = (
    Refusal("reports/empty.txt"),
    Refusal("reports/scan.pdf", override_agency="深圳市福田区应急管理局", override_year=2021),
    Refusal(
        REFUSED_AT_EXTRACTION.source_file,
        stage="extraction",
        reason_code="proof_failed",
        document_id=REFUSED_AT_EXTRACTION.document_id,
    ),
)
COPIES = {"reports/copy.txt": XIAN_2023.source_file}


def changed_reports() -> tuple[Report, ...]:
    """BEFORE after a day's work: one came, one went, one was extracted anew, one is now filed under another year."""
    came = replace(XIAN_2023, text=XIAN_2023.text.replace("2023年", "2024年"), year=2024, published_date=None)
    anew = replace(
        FUTIAN_2022,
        extractor_version="2",
        figures=(*FUTIAN_2022.figures[1:], replace(FUTIAN_2022.figures[0], indicator_id="license_accept_cnt")),
    )
    emptied = replace(XIAN_2023, extractor_version="2", figures=())
    refiled = replace(SILENT_2023, year=2020, input_key="other")
    return (anew, FUTIAN_2022_REISSUED, refiled, emptied, came, REFUSED_AT_EXTRACTION)
