"""The answers to the questions on penalties, inspections, hazards and accidents, reckoned in plain Python."""

from __future__ import annotations

from collections import defaultdict

from tests.unit.cookbook.facts import FACTS
from tests.unit.cookbook.reckoning import (
    BODY,
    NAME,
    Row,
    additive,
    agency_years,
    bounds,
    exact,
    headlines,
    label,
    of_last_year,
    own,
    ratio,
    value,
    values,
    why_not_additive,
)
from tests.unit.cookbook.records import Fact


def q01() -> list[Row]:
    rows = []
    for (agency, year, indicator), fact in values("penalty_cnt", "penalty_amt").items():
        last = of_last_year(agency, year, indicator)
        comparable = (
            last is not None and exact(fact) and exact(last) and fact.period == last.period == "year"
            and fact.scope == last.scope and fact.qualifier == last.qualifier
        )  # fmt: skip
        grows = last is not None and comparable and last.value > 0
        growth = round(100 * (fact.value - last.value) / last.value, 2) if last and grows else None
        rows.append((NAME[agency], year, label(indicator), fact.value, fact.low, fact.high, fact.unit, fact.scope,
                     fact.qualifier, last.value if last else None, growth))  # fmt: skip
    return rows


def q02() -> list[Row]:
    groups = defaultdict(list)
    for (agency, year, _), fine in values("penalty_amt", where=lambda f: exact(f) and own(f)).items():
        count = headlines().get((agency, year, "penalty_cnt"))
        if not count or not exact(count) or not own(count) or count.value == 0:
            continue
        if count.period == fine.period and count.qualifier == fine.qualifier:
            body = BODY[agency]
            groups[year, body.region_code[:2], body.level, fine.qualifier].append((fine.value, count.value))
    return [
        (*key, len(pairs), sum(p[0] for p in pairs), sum(p[1] for p in pairs),
         round(sum(p[0] for p in pairs) / sum(p[1] for p in pairs), 2))
        for key, pairs in groups.items()
    ]  # fmt: skip


def q03() -> list[Row]:
    rows = []
    for agency, year in agency_years(values("penalty_cnt", "penalty_preaccident_cnt", "penalty_accident_cnt")):
        before, after = (value(agency, year, f"penalty_{part}accident_cnt", exact) for part in ("pre", ""))
        total = headlines().get((agency, year, "penalty_cnt"))
        qualifier = total.qualifier if total else None
        if "事故" not in (qualifier or "") and before is None and after is None:
            continue
        whole = None if before is None or after is None else before + after
        rows.append((NAME[agency], year, total.value if total else None, qualifier, before, after,
                     ratio(after, whole, 2, 100)))  # fmt: skip
    return rows


def q04() -> list[Row]:
    rows = []
    for (agency, year, _), visits in values("inspect_visit_cnt", where=own).items():
        parts = [headlines().get((agency, year, name)) for name in ("enforcement_cert_holder_cnt", "grid_entity_cnt")]
        if not any(parts):
            continue
        low, high = bounds(visits)
        row: list[float | None] = [low, high]
        for part, digits in zip(parts, (2, 4), strict=True):
            least, most = bounds(part) if part else (None, None)
            row += [ratio(low, most, digits), ratio(high, least, digits)]
        rows.append((NAME[agency], year, *row))
    return rows


def q05() -> list[Row]:
    rows = []
    for (agency, year, _), visits in values("inspect_visit_cnt").items():
        others = [
            fact if (fact := headlines().get((agency, year, name))) and fact.scope == visits.scope else None
            for name in ("hazard_found_cnt", "penalty_cnt")
        ]
        if not any(others):
            continue
        low, high = bounds(visits)
        row: list[float | None] = []
        for fact, digits, factor in zip(others, (3, 2), (1, 100), strict=True):
            least, most = bounds(fact) if fact else (None, None)
            row += [ratio(least, high, digits, factor), ratio(most, low, digits, factor)]
        rows.append((NAME[agency], year, visits.scope, *row))
    return rows


def q06() -> list[Row]:
    told = [f for f in FACTS if f.indicator_id == "inspect_plan_target_cnt" and f.is_current]
    plans = {(f.agency_id, f.year): f.value for f in told if exact(f) and own(f) and f.value_kind == "level"}
    done = values("inspect_plan_done_cnt", "inspect_plan_done_rate", where=own)
    rows = []
    for agency, year in sorted({*plans, *agency_years(done)}):
        planned, finished = plans.get((agency, year)), value(agency, year, "inspect_plan_done_cnt", exact)
        reported = value(agency, year, "inspect_plan_done_rate")
        computed = ratio(finished, planned, 2, 100)
        finding = ""
        if finished is None and reported is None:
            finding = "只有约数" if planned is None else "只报计划,未报完成"
        elif planned is None:
            finding = "未报计划数"
        elif computed is not None and reported is not None and abs(computed - reported) > 0.1:
            finding = "与所报完成率不符"
        rows.append((NAME[agency], year, planned, finished, computed, reported, finding))
    return rows


def q07() -> list[Row]:
    groups = defaultdict(list)
    for agency, year in agency_years(values("inspect_visit_cnt")):
        now = additive(agency, year, "inspect_visit_cnt")
        last = of_last_year(agency, year, "inspect_visit_cnt")
        if now is None or last is None or why_not_additive(last):
            continue
        hazards, last_hazards = (
            additive(agency, year, "hazard_found_cnt"),
            of_last_year(agency, year, "hazard_found_cnt"),
        )
        both = hazards is not None and last_hazards is not None and why_not_additive(last_hazards) is None
        pair = (hazards, last_hazards.value) if last_hazards and both else (None, None)
        groups[year].append((now, last.value, *pair))
    rows = []
    for year, members in groups.items():
        visits, last_visits = sum(m[0] for m in members), sum(m[1] for m in members)
        both = [m for m in members if m[2] is not None]
        rows.append((
            year, len(members), last_visits, visits, round(100 * (visits - last_visits) / last_visits, 2), len(both),
            ratio(sum(m[3] for m in both), sum(m[1] for m in both), 3),
            ratio(sum(m[2] for m in both), sum(m[0] for m in both), 3),
        ))  # fmt: skip
    return rows


def q08() -> list[Row]:
    rows = []
    for (agency, year, _), found in values("major_hazard_found_cnt").items():
        mended = headlines().get((agency, year, "major_hazard_rectified_cnt"))
        scope, count = (mended.scope, mended.value) if mended else (None, None)
        fits = mended is not None and mended.scope == found.scope and exact(mended) and exact(found)
        finding = ""
        if mended is None:
            finding = "未报整改数"
        elif mended.scope != found.scope:
            finding = "口径不同,不可相除"
        elif not fits:
            finding = "约数"
        elif mended.value > found.value:
            finding = "整改多于发现"
        rows.append((NAME[agency], year, found.scope, found.value, scope, count,
                     ratio(count, found.value, 2, 100) if fits else None, finding))  # fmt: skip
    return rows


def q09() -> list[Row]:
    groups: dict[tuple[str, int], list[Fact]] = defaultdict(list)
    for fact in values("accident_cnt", "accident_death_cnt", "inspect_visit_cnt", "penalty_cnt").values():
        groups[BODY[fact.agency_id].region_code, fact.year].append(fact)
    rows = []
    for (region, year), facts in groups.items():
        by = {name: [f for f in facts if f.indicator_id == name] for name in {f.indicator_id for f in facts}}
        accidents = by.get("accident_cnt")
        if not accidents:
            continue
        sums = []
        for name in ("inspect_visit_cnt", "penalty_cnt"):
            addable = [f.value for f in by.get(name, []) if why_not_additive(f) is None]
            sums.append(sum(addable) if addable else None)
        deaths = [f.value for f in by.get("accident_death_cnt", []) if exact(f)]
        rows.append((region, f"区划{region}", year, max((f.value for f in accidents if exact(f)), default=None),
                     len({f.value for f in accidents}), max(deaths) if deaths else None, *sums))  # fmt: skip
    return rows
