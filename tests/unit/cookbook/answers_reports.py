"""The answers to the questions on reports, coverage and texts, reckoned in plain Python."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import date

from tests.unit.cookbook.facts import FACTS
from tests.unit.cookbook.reckoning import (
    BODY,
    NAME,
    Row,
    dictionary,
    exact,
    headlines,
    label,
    named,
    own,
    peers,
    ratio,
    values,
    why_not_additive,
)
from tests.unit.cookbook.records import Report
from tests.unit.cookbook.reports import MISSING, REGIONS, REPORTS

HELD = [report for report in REPORTS if report.is_current]


def q14() -> list[Row]:
    asked: dict[tuple[str, int], set[str]] = defaultdict(set)
    for agency, year, indicator in headlines():
        asked[BODY[agency].level, year].add(indicator)
    systems = ("G1", "G2", "G3", "G4", "G5", "G6", "G7", "G8", "G9", "P", "X", "M")
    rows = []
    for report in HELD:
        of_peers = asked[BODY[report.agency_id].level, report.year]
        reported = {name for name in of_peers if (report.agency_id, report.year, name) in headlines()}
        shares = []
        for system in systems:
            here = [name for name in of_peers if dictionary()[name]["system_code"] == system]
            shares.append(round(100 * len(reported & set(here)) / len(here), 1) if here else None)
        if of_peers:
            rows.append((NAME[report.agency_id], report.year, len(reported), len(of_peers), *shares))
    return rows


def q15() -> list[Row]:
    wanted = {"achievements": "举措成效", "problems": "不足", "first_responsible": "第一责任人", "plan": "下一步安排"}
    rows = []
    for report in HELD:
        roles = {role for role, _ in report.sections}
        missing = [name for role, name in wanted.items() if role not in roles]
        if missing:
            body = BODY[report.agency_id]
            rows.append((body.full_name_zh, body.level, report.year, "、".join(missing)))
    return rows


def q16() -> list[Row]:
    groups = defaultdict(list)
    for report in HELD:
        groups[report.year, BODY[report.agency_id].level].append(report.published)
    rows = []
    for (year, level), dates in groups.items():
        known = [day for day in dates if day is not None]
        deadline = date(year + 1, 4, 1)
        on_time = [day for day in known if day <= deadline]
        rows.append((year, level, len(dates), len(known), len([day for day in known if day <= date(year, 12, 31)]),
                     len(on_time), len(known) - len(on_time), ratio(len(on_time), len(known), 1, 100),
                     max(((day - deadline).days for day in known), default=None)))  # fmt: skip
    return rows


def q17() -> list[Row]:
    facts = defaultdict(list)
    for fact in FACTS:
        if fact.is_current:
            facts[fact.agency_id, fact.year].append(fact)
    return [
        (NAME[agency], year, len(found), len([f for f in found if not exact(f)]),
         round(100 * len([f for f in found if not exact(f)]) / len(found), 2))
        for (agency, year), found in facts.items()
    ]  # fmt: skip


def _sentences(report: Report) -> set[str]:
    pieces = (piece.strip() for _, text in report.sections for piece in re.split("[。\uff1b;\uff01!\uff1f?]", text))
    return {re.sub("[0-9]+", "#", piece) for piece in pieces if len(piece) >= 10}


def q18() -> list[Row]:
    rows = []
    for report in HELD:
        body = BODY[report.agency_id].body
        mine = _sentences(report)
        if not mine:
            continue
        before = [r for r in HELD if BODY[r.agency_id].body == body and r.year == report.year - 1]
        others = [r for r in HELD if BODY[r.agency_id].body != body and r.year == report.year]
        again = {s for s in mine if any(s in _sentences(r) for r in before)}
        shared = {s for s in mine if any(s in _sentences(r) for r in others)}
        rows.append((NAME[report.agency_id], report.year, len(mine), len(again), len(shared),
                     round(100 * len(again) / len(mine), 1), round(100 * len(shared) / len(mine), 1)))  # fmt: skip
    return rows


def q19() -> list[Row]:
    rows = []
    for plan in FACTS:
        if plan.status != "planned" or not plan.is_current or plan.value_kind != "level":
            continue
        successors = named(BODY[plan.agency_id].body, plan.year + 1)
        done = next(
            (fact for agency in successors if (fact := headlines().get((agency, plan.year + 1, plan.indicator_id)))),
            None,
        )
        outcome = "下年报告未提" if successors else "没有下年报告"
        if done:
            outcome = "完成" if done.value >= plan.value else "未达"
        rows.append((NAME[plan.agency_id], plan.year, label(plan.indicator_id), plan.value, plan.unit,
                     done.value if done else None, outcome, plan.sentence))  # fmt: skip
    return rows


def q20() -> list[Row]:
    topics = {
        "执法力量": ("人员不足", "力量不足", "力量薄弱", "编制", "队伍建设"),
        "执法能力": ("能力不足", "业务能力", "专业素质", "执法水平", "不够规范"),
        "普法宣传": ("普法", "宣传"),
        "学法用法": ("学法", "法治思维", "法治意识"),
        "信息化": ("信息化", "智慧", "平台建设", "科技"),
        "制度机制": ("机制", "制度"),
    }
    told = {
        (BODY[report.agency_id].body, report.year, topic)
        for report in HELD
        for role, text in report.sections
        for topic, words in topics.items()
        if role == "problems" and any(word in text for word in words)
    }
    with_section = Counter(r.year for r in HELD if any(role == "problems" for role, _ in r.sections))
    rows = []
    for year, topic in sorted({(year, topic) for _, year, topic in told}):
        bodies = [body for body, when, what in told if (when, what) == (year, topic)]
        again = [body for body in bodies if (body, year - 1, topic) in told]
        rows.append((year, topic, len(bodies), with_section[year], len(again)))
    return rows


def q26() -> list[Row]:
    honours = defaultdict(list)
    for fact in FACTS:
        topic = dictionary().get(fact.indicator_id, {}).get("topic")
        if fact.is_current and topic == "honour" and fact.status == "achieved":
            honours[fact.agency_id, fact.year].append(fact)
    rows = []
    for (agency, year), facts in honours.items():
        others = [f for f in facts if f.indicator_id == "demo_site_other_cnt" or f.scope.startswith("other:")]
        rows.append((NAME[agency], year, len(facts), len(others), round(100 * len(others) / len(facts), 1)))
    return rows


def q27() -> list[Row]:
    exact_own = {key[:2]: fact for key, fact in values("penalty_cnt", where=lambda f: exact(f) and own(f)).items()}
    rows = []
    for (agency, year), fact in exact_own.items():
        group = [
            other
            for (one, when), other in exact_own.items()
            if when == year and peers(BODY[one]) == peers(BODY[agency])
        ]
        entities = headlines().get((agency, year, "grid_entity_cnt"))
        known = entities.value if entities and exact(entities) else None
        asked = [r for r in HELD if r.year == year and peers(BODY[r.agency_id]) == peers(BODY[agency])]
        rank = 1 + len([other for other in group if other.value > fact.value])
        rows.append((*peers(BODY[agency]), year, rank, NAME[agency], fact.value, ratio(fact.value, known, 3, 100),
                     len(group), len(asked)))  # fmt: skip
    return rows


def q29() -> list[Row]:
    states = [(r.agency_id, r.year, "held") for r in HELD] + list(MISSING)
    groups = defaultdict(list)
    for agency, year, state in states:
        groups[year, *peers(BODY[agency])].append((NAME[agency], state))
    rows = []
    for key, members in groups.items():
        held = [name for name, state in members if state == "held"]
        unreadable = [name for name, state in members if state == "unreadable"]
        missing = sorted(name for name, state in members if state == "report_missing")
        rows.append((*key, len(members), len(held), len(unreadable), round(100 * len(held) / len(members), 1),
                     "、".join(missing) or None))  # fmt: skip
    return rows


def q30() -> list[Row]:
    rows = []
    for number, fact in enumerate(FACTS):
        impossible = fact.unit == "%" and fact.value_kind == "level" and not 0 <= fact.value <= 100
        if fact.is_current and (impossible or fact.confidence < 0.8):
            name = "未对应指标" if fact.indicator_id == "unmapped" else label(fact.indicator_id)
            file = f"reports/{fact.agency_id}-{fact.year}.txt"
            reason = "未通过勾稽核对" if impossible else "规则准确率低于 80%"
            rows.append((reason, NAME[fact.agency_id], fact.year, name, f"{fact.value:g}{fact.unit}",
                         fact.confidence, "rate_range" if impossible else None,
                         fact.sentence, file, None, 10 * number, 10 * number + 5, None))  # fmt: skip
    of_reason = Counter(row[0] for row in rows)
    assert max(of_reason.values()) < 50
    return [(row[0], of_reason[row[0]], *row[1:]) for row in rows]


def q32() -> list[Row]:
    last_years = {2015: 2020, 2021: 2025}
    cited: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for report in HELD:
        for _, text in report.sections:
            for title in re.findall("《([^《》]{2,60})》", text):
                cited[title].append((report.agency_id, report.year))
    rows = []
    for title, places in cited.items():
        first = re.search("20[0-9]{2}", title) if "法治政府建设实施纲要" in title else None
        years = [year for _, year in set(places)]
        stale = sum(last_years[int(first[0])] < year for year in years) if first else 0
        agencies = {agency for agency, _ in places}
        rows.append((title, len(years), len(agencies), len(places), min(years), max(years), stale))
    return rows


def q34() -> list[Row]:
    held = {(report.year, BODY[report.agency_id].region_code) for report in HELD}
    rows = []
    for year in range(2021, 2026):
        groups = defaultdict(list)
        for code, level, _, last in REGIONS:
            if level in ("市", "县") and (last is None or last >= year):
                groups[code[:2], level].append((year, code) in held)
        rows += [
            (year, *key, len(found), sum(found), round(100 * sum(found) / len(found), 2))
            for key, found in groups.items()
            if any(found)
        ]
    return rows


def q36() -> list[Row]:
    groups = defaultdict(list)
    for (agency, year, indicator), fact in headlines().items():
        if dictionary()[indicator]["measure_type"] != "rate":
            groups[indicator, year, *peers(BODY[agency])].append(fact)
    rows = []
    for (indicator, year, level, function), facts in groups.items():
        reasons = [why_not_additive(f) for f in facts]
        added = [f.value for f, reason in zip(facts, reasons, strict=True) if reason is None]
        silent = [
            r for r in HELD
            if r.year == year and peers(BODY[r.agency_id]) == (level, function)
            and (r.agency_id, year, indicator) not in headlines()
        ]  # fmt: skip
        why = sorted({reason for reason in reasons if reason})
        rows.append((label(indicator), year, level, function, sum(added) if added else None, len(added),
                     len(facts) - len(added), "、".join(why) or None, len(silent)))  # fmt: skip
    return rows
