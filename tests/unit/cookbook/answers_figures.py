"""The answers to the questions on figures, reckoned in plain Python."""

from __future__ import annotations

from collections import defaultdict

from tests.unit.cookbook.facts import FACTS, REGIONS, Fact
from tests.unit.cookbook.reckoning import (
    BODY,
    NAME,
    Row,
    additive,
    agency_years,
    bounds,
    dictionary,
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


def _rates() -> list[Fact]:
    return [f for f in headlines().values() if dictionary()[f.indicator_id]["measure_type"] == "rate"]


def q10() -> list[Row]:
    rows = []
    for agency, year in sorted({(f.agency_id, f.year) for f in _rates()}):
        rates = [f for f in _rates() if (f.agency_id, f.year) == (agency, year)]
        full = [label(f.indicator_id) for f in rates if f.value == 100 and exact(f)]
        if len(full) >= 2:
            rows.append((NAME[agency], year, len(rates), len(full), "、".join(sorted(full))))
    return rows


def q11() -> list[Row]:
    rows = []
    for agency, year in agency_years(headlines()):

        def get(name: str, agency: str = agency, year: int = year) -> float | None:
            return value(agency, year, name, lambda f: exact(f) and own(f))

        reviews, suits, penalties = get("review_case_total_cnt"), get("litigation_case_cnt"), get("penalty_cnt")
        if reviews is None and suits is None:
            continue
        rows.append((NAME[agency], year, penalties, reviews, suits, ratio(reviews, penalties, 2, 100),
                     ratio(suits, penalties, 2, 100), ratio(get("review_corrected_cnt"), reviews, 2, 100),
                     ratio(get("litigation_lost_cnt"), suits, 2, 100), get("litigation_lost_rate")))  # fmt: skip
    return rows


def q12() -> list[Row]:
    rows = []
    for later in FACTS:
        if later.status != "prior" or not later.is_current or not exact(later):
            continue
        earlier = of_last_year(later.agency_id, later.year, later.indicator_id)
        if earlier and earlier.scope == later.scope and exact(earlier) and earlier.value != later.value:
            rows.append((NAME[later.agency_id], later.year, earlier.year, label(later.indicator_id), earlier.value,
                         later.value, later.value - earlier.value, earlier.sentence, later.sentence))  # fmt: skip
    return rows


def q13() -> list[Row]:
    rows = []
    for growth in FACTS:
        if growth.value_kind != "change" or growth.unit != "%" or not growth.is_current or not exact(growth):
            continue
        now = headlines().get((growth.agency_id, growth.year, growth.indicator_id))
        last = of_last_year(growth.agency_id, growth.year, growth.indicator_id)
        if now and last and now.scope == last.scope == growth.scope and exact(now) and exact(last) and last.value:
            computed = round(100 * (now.value - last.value) / last.value, 2)
            rows.append((NAME[growth.agency_id], growth.year, label(growth.indicator_id), last.value, now.value,
                         growth.value, computed, abs(computed - growth.value) <= 0.1, growth.sentence))  # fmt: skip
    return rows


def q21() -> list[Row]:
    rows = []
    for (agency, year, _), training in values("enforcement_train_person_cnt").items():
        officers = headlines().get((agency, year, "enforcement_cert_holder_cnt"))
        low, high = bounds(training)
        least, most = bounds(officers) if officers else (None, None)
        rows.append((NAME[agency], year, low, high, ratio(low, most, 2), ratio(high, least, 2),
                     value(agency, year, "enforcement_cert_rate")))  # fmt: skip
    return rows


def q22() -> list[Row]:
    meetings = ("party_committee_meeting_cnt", "study_group_session_cnt", "law_study_session_cnt")
    outcomes = ("litigation_lost_rate", "review_corrected_rate")
    rows = []
    for agency, year in agency_years(headlines()):
        parts = [[value(agency, year, name) for name in names] for names in (meetings, outcomes)]
        if all(any(entry is not None for entry in part) for part in parts):
            rows.append((NAME[agency], year, *parts[0], *parts[1]))
    return rows


def q23() -> list[Row]:
    rows = []
    for agency, year in agency_years(headlines()):
        spared, punished = additive(agency, year, "no_penalty_cnt"), additive(agency, year, "penalty_cnt")
        listed = value(agency, year, "no_penalty_list_items_cnt")
        if spared is not None or listed is not None:
            whole = None if spared is None or punished is None else spared + punished
            rows.append((NAME[agency], year, spared, punished, ratio(spared, whole, 2, 100), listed))
    return rows


def q24() -> list[Row]:
    rows = []
    for (agency, year, _), review in values("legal_review_decision_cnt", where=exact).items():
        penalty = headlines().get((agency, year, "penalty_cnt"))
        if penalty and exact(penalty) and penalty.scope == review.scope:
            rows.append((NAME[agency], year, review.value, penalty.value, penalty.qualifier,
                         ratio(review.value, penalty.value, 2, 100), review.value > penalty.value, review.sentence,
                         penalty.sentence))  # fmt: skip
    return rows


def q25() -> list[Row]:
    rows = []
    for (agency, year, indicator), city in headlines().items():
        body = BODY[agency]
        if body.level != "市" or city.scope != "area" or not exact(city):
            continue
        counties = [
            amount
            for other in BODY.values()
            if other.level == "县" and other.function_zh == body.function_zh
            and other.region_code[:4] == body.region_code[:4]
            and (amount := additive(other.agency_id, year, indicator)) is not None
        ]  # fmt: skip
        existing = [
            code for code, level, _, last in REGIONS
            if level == "县" and code[:4] == body.region_code[:4] and (last is None or last >= year)
        ]  # fmt: skip
        if counties:
            rows.append((NAME[agency], year, label(indicator), city.value, sum(counties), city.value - sum(counties),
                         len(counties), len(existing)))  # fmt: skip
    return rows


def q28() -> list[Row]:
    posts = values("wechat_msg_cnt", "weibo_post_cnt", "toutiao_post_cnt", "douyin_video_cnt", where=exact)
    rows = []
    for (agency, year, indicator), fact in posts.items():
        together = [f.value for key, f in posts.items() if key[:2] == (agency, year)]
        rows.append((NAME[agency], year, label(indicator), fact.value, len(together),
                     ratio(fact.value, sum(together), 1, 100)))  # fmt: skip
    return rows


def q31() -> list[Row]:
    kinds = ("natural", "accident", "health", "security")
    rows = []
    for agency, year in agency_years(values("plan_special_cnt", "plan_special_revised_cnt", where=exact)):
        whole = headlines()[agency, year, "plan_special_cnt"]
        parts = [value(agency, year, f"plan_special_{kind}_cnt", exact) for kind in kinds]
        revised = value(agency, year, "plan_special_revised_cnt", exact)
        adds_up = None if None in parts else sum(part or 0 for part in parts) == whole.value
        rows.append((NAME[agency], year, whole.period, whole.value, *parts,
                     adds_up, revised,
                     ratio(revised, whole.value, 1, 100)))  # fmt: skip
    return rows


def q33() -> list[Row]:
    rows = []
    for indicator, year in sorted({(f.indicator_id, f.year) for f in _rates()}):
        rates = [f for f in _rates() if (f.indicator_id, f.year) == (indicator, year)]
        full = [f for f in rates if f.value == 100 and exact(f)]
        rows.append((label(indicator), year, len(rates), len(full), round(100 * len(full) / len(rates), 1),
                     min(f.value for f in rates)))  # fmt: skip
    return rows


def q35() -> list[Row]:
    return [
        (NAME[agency], f.value, f.low, f.high, f.scope, f.qualifier, f.sentence)
        for (agency, year, _), f in values("penalty_amt").items()
        if year == 2023
    ]
