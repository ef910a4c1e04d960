"""The answers to the questions on rates, disputes, growth, conduct and media, reckoned in plain Python."""

from __future__ import annotations

from tests.unit.cookbook.facts import FACTS
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
)
from tests.unit.cookbook.records import Fact
from tests.unit.cookbook.reports import REGIONS


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
