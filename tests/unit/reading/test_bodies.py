"""The grammar of bodies' names, and the division each means."""

from __future__ import annotations

import csv

import pytest

from orchestration.home import SEEDS
from orchestration.reading.bodies import body_at, find_bodies, is_body_name
from orchestration.reading.divisions import COUNTRY, divisions, stem
from orchestration.reading.functions import function_of
from orchestration.reading.regions import region_of


@pytest.mark.parametrize(
    ("text", "name", "function", "code", "level"),
    [
        ("福田区应急局2023年", "福田区应急局", "应急管理", "440304", "县"),
        ("海南省卫健委关于", "海南省卫健委", "卫生健康", "460000", "省"),
        ("北京市东城区城市管理委员会", "北京市东城区城市管理委员会", "城市管理", "110101", "县"),
        ("天津市人力资源和社会保障局", "天津市人力资源和社会保障局", "人力资源和社会保障", "120000", "省"),
        ("恩施州林业局", "恩施州林业局", "林业草原", "422800", "市"),
        ("兴安盟行政公署应急管理局", "兴安盟行政公署应急管理局", "应急管理", "152200", "市"),
        ("兴安盟应急管理局", "兴安盟应急管理局", "应急管理", "152200", "市"),
        ("江门市应急管理局配合大队开展", "江门市应急管理局", "应急管理", "440700", "市"),
        ("阿拉善左旗应急管理局", "阿拉善左旗应急管理局", "应急管理", "152921", "县"),
        ("神农架林区教育局", "神农架林区教育局", "教育", "429021", "县"),
        ("喀什地区财政局", "喀什地区财政局", "财政", "653100", "市"),
        ("吉林省吉林市公安局", "吉林省吉林市公安局", "公安", "220200", "市"),
        ("国家税务总局苏州市税务局", "国家税务总局苏州市税务局", "税务", "320500", "市"),
        ("中华人民共和国司法部", "中华人民共和国司法部", "司法", COUNTRY, "国家"),
        ("国务院国有资产监督管理委员会", "国务院国有资产监督管理委员会", "国有资产监管", COUNTRY, "国家"),
        ("西安高新区管委会", "西安高新区管委会", "开发区管理", "Z610100-01", "县"),
        ("新疆生产建设兵团应急管理局", "新疆生产建设兵团应急管理局", "应急管理", "Z650000-01", "省"),
        ("西安市公安局高新分局", "西安市公安局高新分局", "公安", "Z610100-01", "县"),
        ("监利县人民政府", "监利县人民政府", "人民政府", "421023", "县"),
        ("小营街道办事处", "小营街道办事处", "街道办事处", None, "乡"),
        ("常州市城市焕新局2023年", "常州市城市焕新局", None, "320400", "市"),
        ("常州市城市焕新局", "常州市城市焕新局", None, "320400", "市"),
        ("资阳区供销合作社", "资阳区供销合作社", "供销合作", "430902", "县"),
        ("江淮市平川区城市管理局", "江淮市平川区城市管理局", "城市管理", None, "县"),
        ("泓州市市场监督管理局", "泓州市市场监督管理局", "市场监管", None, "市"),
        ("青汀市云锦区人民政府柳浦街道办事处", "青汀市云锦区人民政府柳浦街道办事处", "街道办事处", None, "乡"),
        ("国家税务总局石湾市税务局", "国家税务总局石湾市税务局", "税务", None, "市"),
        ("国家税务总局云川市临江区税务局", "国家税务总局云川市临江区税务局", "税务", None, "县"),
        ("国家统计局商丘调查队", "国家统计局商丘调查队", "统计", "411400", "市"),
        ("第八师石河子市司法局", "第八师石河子市司法局", "司法", "659001", "县"),
        ("临栖市生态环境局云亭分局", "临栖市生态环境局云亭分局", "生态环境", None, "县"),
        ("深圳市公安局大鹏分局", "深圳市公安局大鹏分局", "公安", "Z440300-03", "县"),
        ("望城区委全面依法治区委员会办公室", "望城区委全面依法治区委员会办公室", None, "430112", "县"),
        ("威宁自治县司法局", "威宁自治县司法局", "司法", "520526", "县"),
    ],
)
def test_name_at_the_start(
    text: str, name: str | None, function: str | None, code: str | None, level: str | None
) -> None:
    body = body_at(text, 0)
    if name is None:
        assert body is None
        return
    assert body is not None
    region = region_of(body, text)
    assert (body.name, body.function_zh, region.code, region.level) == (name, function, code, level)


@pytest.mark.parametrize(
    "text",
    [
        "沧州市应急管理系统不断增强",
        "坚持依法行政",
        "焦作市法治政府",
        "江门市委、市政府",
        "应急管理部门认真",
        "福田区委区政府",
        "焦作市各公安分局",
        "焦作市坚持依法行政办公室",
        "已全部进驻市政务服务大厅",
        "2023年",
    ],
)
def test_what_is_no_body(text: str) -> None:
    assert body_at(text, 0) is None


def test_inside_a_sentence_only_known_regions_begin_a_name() -> None:
    text = "在市委领导下,江门市应急管理局会同新会区公安局、省应急管理厅,在某某镇人民政府配合下开展检查"
    assert [body.name for body in find_bodies(text)] == ["江门市应急管理局", "新会区公安局", "省应急管理厅"]


def test_a_known_district_behind_an_unknown_city_is_another_district() -> None:
    found = [body.name for body in find_bodies("会同江淮市平川区公安局,在全市平川区财政局支持下")]
    assert found == ["平川区财政局"]


@pytest.mark.parametrize(
    ("line", "expected"), [("福田区应急管理局", True), ("福田区应急管理局的工作", False), ("", False)]
)
def test_is_body_name(line: str, expected: bool) -> None:
    assert is_body_name(line) is expected


@pytest.mark.parametrize(
    ("context", "code"),
    [
        ("南京市鼓楼区", "320106"),
        ("在福州市委领导下", "350102"),
        ("在河南省委领导下", "410204"),
        ("在江苏省委领导下", None),
        ("赴南京市、福州市学习", None),
        ("", None),
    ],
)
def test_a_name_borne_by_several_divisions_needs_its_parent_in_the_text(context: str, code: str | None) -> None:
    body = body_at("鼓楼区司法局", 0)
    assert body is not None and len(body.codes) == 4
    region = region_of(body, f"鼓楼区司法局报告。{context}。")
    assert region.code == code
    assert ("由文中" in region.reason) is (code is not None)


def test_stems() -> None:
    pairs = {
        "福田区": "福田",
        "延边朝鲜族自治州": "延边",
        "内蒙古自治区": "内蒙古",
        "浚县": "浚县",
        "博尔塔拉蒙古自治州": "博尔塔拉",
    }
    assert {name: stem(name) for name in pairs} == pairs


def test_functions() -> None:
    pairs = {"自然资源和规划局": "自然资源", "安全生产监督管理局": "应急管理", "档案馆": "档案", "怪事局": None}
    assert {office: function_of(office) for office in pairs} == pairs


def test_every_function_word_makes_a_body_of_its_class() -> None:
    """Each row of the table is exercised, and no word stands in two rows."""
    with (SEEDS / "functions.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    seen: dict[str, str] = {}
    for row in rows:
        for word in filter(None, f"{row['name_patterns']}|{row['former_name_patterns']}".split("|")):
            assert word not in seen, f"{word} stands in {seen.get(word)} and {row['function_zh']}"
            seen[word] = row["function_zh"]
            office = word if word.startswith(("人民政府", "行政公署")) else f"{word}局"
            assert function_of(office) == row["function_zh"], word


def test_the_table_of_divisions_is_a_tree_with_the_known_codes() -> None:
    table = divisions()
    known = {
        "440304": "福田区",
        "130900": "沧州市",
        "440700": "江门市",
        "410800": "焦作市",
        "610100": "西安市",
        "330113": "临平区",
    }
    assert {code: table.by_code[code].name for code in known} == known
    order = ["国家", "省", "市", "县"]
    for code, division in table.by_code.items():
        if code == COUNTRY:
            continue
        parent = table.by_code[division.parent]
        assert order.index(parent.level) < order.index(division.level), code
        assert division.full_name.endswith(division.name) and len(code) == 6
    assert len(table.by_code) > 3200 and "110100" not in table.by_code


def test_the_rules_of_succession_speak_of_names_and_functions_in_the_table() -> None:
    with (SEEDS / "function_successions.csv").open(encoding="utf-8", newline="") as stream:
        rules = list(csv.DictReader(stream))
    with (SEEDS / "functions.csv").open(encoding="utf-8", newline="") as stream:
        functions = {row["function_zh"] for row in csv.DictReader(stream)}
    same_body = set()
    for rule in rules:
        assert rule["new_function_zh"] in functions and rule["legal_basis"], rule
        assert rule["succession_type"] in ("same_body", "merged", "absorbed", "split")
        assert 2008 <= int(rule["change_year"]) <= 2025
        for word in rule["old_name_pattern"].split("|"):
            assert function_of(f"{word}局") == rule["old_function_zh"], word
            if rule["succession_type"] == "same_body":
                assert word not in same_body, word  # a name goes on as one body only
                same_body.add(word)
    merged = {row["old_name_pattern"] for row in rules if row["succession_type"] == "merged"}
    assert "安全生产监督管理" in same_body and "工商行政管理|工商" in merged


@pytest.mark.parametrize(
    ("office", "function"),
    [
        ("卫计局", "卫生健康"),
        ("工商局", "市场监管"),
        ("质监局", "市场监管"),
        ("食药监局", "药品监管"),
        ("国税局", "税务"),
        ("地税局", "税务"),
        ("物价局", "发展和改革"),
        ("法制办公室", "司法"),
        ("文广新局", "文化和旅游"),
        ("银保监局", "金融监管"),
        ("数据局", "数据"),
        ("退役军人事务局", "退役军人事务"),
        ("医疗保障局", "医疗保障"),
    ],
)
def test_functions_of_offices_before_and_after_the_reforms(office: str, function: str) -> None:
    assert function_of(office) == function


@pytest.mark.parametrize(
    ("name", "regions", "codes"),
    [
        ("荆州松滋市人民政府", ("松滋市",), ("421087",)),
        ("长春朝阳区司法局", ("朝阳区",), ("220104",)),
        ("湖北松滋市人民政府", ("松滋市",), ("421087",)),
        # a whole name goes before a short one with something behind it
        ("长沙县人民政府", ("长沙县",), ("430121",)),
        ("荆州市松滋市人民政府", ("荆州市", "松滋市"), ("421087",)),
    ],
)
def test_a_short_name_of_the_city_above_is_no_part_of_the_name(
    name: str, regions: tuple[str, ...], codes: tuple[str, ...]
) -> None:
    body = body_at(name, 0)
    assert body is not None and (body.regions, body.codes) == (regions, codes)


def test_a_city_that_a_division_does_not_lie_in_is_not_taken_off_its_name() -> None:
    body = body_at("孝感松滋市人民政府", 0)
    assert body is None or body.codes == ()
