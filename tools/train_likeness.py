"""Writes orchestration/extraction/tables/indicator_likeness.csv: ``python -m tools.train_likeness``.

Trained on the annotated measures of the corpus (the held-out part stays out), the names and synonyms of the dictionary
and the cases of its patterns, by nothing that the extractor says; so the table changes only with these. The profile of
an indicator is the mean of its examples, each example a vector of its features weighted by their rarity and of length
one. Rounded to whole numbers, so that the same corpus gives the same bytes. Does not belong here: using it.
"""

from __future__ import annotations

import csv
import io
import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from orchestration.cli.corpus import CORPUS, HELD_OUT, parts_of, read_part
from orchestration.extraction.indicator_likeness import Features, features, words_before
from orchestration.extraction.indicators import dictionary_rows
from orchestration.extraction.mention import UNMAPPED
from orchestration.extraction.units import family_of
from orchestration.extraction.vocabulary import TABLES
from orchestration.home import Home

TABLE = TABLES / "indicator_likeness.csv"
_CASES = ("indicators.jsonl", "indicators_growth.jsonl")
_KEPT = 120  # heaviest features of a profile that are kept: more change nothing that can be measured
_SCALE = 100

Example = tuple[Features, str, str]  # features, indicator, measure


def examples(corpus: Path = CORPUS) -> Iterator[Example]:
    """All examples: annotated facts, names and synonyms of the dictionary, cases."""
    reports = Home.from_environment().raw / "reports"
    for part in (part for part in parts_of([]) if part.name != HELD_OUT):
        for one in read_part(part, [reports]):
            for row in one.gold:
                yield from _of_fact(row, one.document.text)
    for row in dictionary_rows():
        for name in (row["name_zh"], *row["synonyms_zh"].split(";")):
            if name:
                yield features(name, None, None, ""), row["indicator_id"], name
    for name in _CASES:
        for line in (corpus / "cases" / name).read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            if case.get("indicator_id"):
                yield features(case["measure"], case.get("unit", ""), None, ""), case["indicator_id"], case["measure"]


def _of_fact(row: Mapping[str, Any], text: str) -> Iterator[Example]:
    if row["kind"] != "fact":
        return
    indicator = row.get("indicator_id") or UNMAPPED
    if indicator == UNMAPPED and row.get("value_kind") == "change":
        return  # a change may go without the indicator of its level
    if indicator != UNMAPPED and UNMAPPED in (row.get("indicator_alt") or []):
        return  # the readers were not sure that the definition covers it
    start, unit = int(row["start"]), row.get("unit") or ""
    before = words_before(text, start)
    for measure in sorted({row["measure"], *(row.get("measure_alt") or [])}):
        yield features(measure, unit, family_of(unit), before), indicator, measure


def trained(found: Sequence[Example]) -> list[dict[str, str]]:
    """Return the rows of the table, by indicator, each with the example nearest to its profile."""
    rarity = _rarity(found)
    sums: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for given, indicator, _ in found:
        for feature, value in _unit_vector(given, rarity).items():
            sums[indicator][feature] += value
    rows = []
    for indicator, profile in sorted(sums.items()):
        length = math.sqrt(sum(value * value for value in profile.values()))
        weights = {feature: round(_SCALE * value / length * rarity[feature]) for feature, value in profile.items()}
        kept = sorted(((-weight, feature) for feature, weight in weights.items() if weight > 0))[:_KEPT]
        entries = [f"{feature}~{-weight}" for weight, feature in kept if not any(map(str.isspace, feature))]
        if entries:
            example = _nearest(indicator, found, weights)
            rows.append({"indicator_id": indicator, "example": example, "profile": " ".join(entries)})
    return rows


def _rarity(found: Sequence[Example]) -> dict[str, float]:
    """How rare each feature is among the examples: the logarithm of the share of examples without it, plus one."""
    holders: Counter[str] = Counter()
    for given, _, _ in found:
        holders.update(given.keys())
    return {feature: math.log(len(found) / count) + 1 for feature, count in holders.items()}


def _unit_vector(given: Features, rarity: dict[str, float]) -> dict[str, float]:
    weighted = {feature: value * rarity[feature] for feature, value in given.items()}
    length = math.sqrt(sum(value * value for value in weighted.values()))
    return {feature: value / length for feature, value in weighted.items()}


def _nearest(indicator: str, found: Sequence[Example], weights: dict[str, int]) -> str:
    """The measure that matches the profile best, the first by name among equals."""
    matches = (
        (-sum(value * weights.get(feature, 0) for feature, value in given.items()) / math.sqrt(len(given)), measure)
        for given, of, measure in found
        if of == indicator
    )
    return min(matches)[1]


def written(rows: Sequence[dict[str, str]]) -> str:
    """The table as text."""
    out = io.StringIO()
    writer = csv.DictWriter(out, ["indicator_id", "example", "profile"], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


if __name__ == "__main__":
    TABLE.write_text(written(trained(list(examples()))), encoding="utf-8")
