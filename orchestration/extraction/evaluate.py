"""Measuring the extractor against annotated documents: what was found, and how much of each fact is right.

A predicted fact matches a gold fact when their spans overlap and their values agree; several facts on one span are
paired by the likeness of their measures. A whole fact has value, unit, comparator, status, scope and indicator right
and a measure at least 0.6 alike (character Dice). Gold lines of kind ``weak`` count neither way. Does not belong here:
the columns made of the counts (evaluation.py), producing predictions.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from orchestration.extraction.evaluation import Evaluation, Mistake, merged
from orchestration.extraction.indicators import dictionary_rows
from orchestration.extraction.mention import UNMAPPED, Mention

Row = Mapping[str, Any]
ALIKE = 0.6
_TOLERANCE = 1e-4
_USUAL = {"comparator": "eq", "status": "achieved", "scope": "own", "period": "year"}


def likeness(one: str | None, other: str | None) -> float:
    """Character Dice of two measures, order free: 行政许可申请收到 is wholly like 收到行政许可申请."""
    if not one or not other:
        return 0.0
    return 2 * (Counter(one) & Counter(other)).total() / (len(one) + len(other))


def evaluate(gold_dir: Path, predictions: Mapping[str, Sequence[Row]]) -> Evaluation:
    """Score ``predictions`` (rows of the fact contract by document name) against every ``*.jsonl`` of
    ``gold_dir``."""
    results: list[Evaluation] = []
    for path in sorted(gold_dir.glob("*.jsonl")):
        name = path.name.removesuffix(".jsonl").replace(".mentions", "")
        result = score_document(name, read_rows(path), predictions.get(name, ()))
        if name not in predictions:
            result.fail("missing_document", Mistake(name, 0, "", "no prediction"))
        results.append(result)
    return merged(results)


def read_rows(path: Path) -> list[dict[str, Any]]:
    """Read JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def as_row(mention: Mention) -> dict[str, Any]:
    """Return a mention as a row of the fact contract, decimals as floats."""
    row = {name: getattr(mention, name) for name in Mention.__dataclass_fields__}
    for name in ("value", "low", "high"):
        row[name] = None if row[name] is None else float(row[name])
    return row


def score_document(
    name: str, gold: Sequence[Row], predicted: Sequence[Row], *, of_genre: bool = True, unaccounted: int = 0
) -> Evaluation:
    """Score one document. ``of_genre``: whether it is a report or passage of the genre, whose share of mapped facts
    is asked for; ``unaccounted`` digits and numerals are told by its ledger."""
    result = Evaluation()
    by_id = {row["id"]: row for row in gold if "id" in row}
    wanted = [row for row in gold if row["kind"] == "fact"]
    weak = [row for row in gold if row["kind"] == "weak"]
    facts = [row for row in predicted if row["kind"] == "fact"]
    pairs, used = paired(wanted, facts)
    result.counts.update(docs=1, gold=len(wanted), found=len(pairs), unaccounted=unaccounted)
    met = {id(row) for row, _ in pairs}
    for row in wanted:
        if id(row) not in met:
            result.fail("missed", _mistake(name, row, f"| {row.get('measure')}"))
    for index, row in enumerate(facts):
        if index not in used and not any(_overlap(other, row) for other in weak):
            result.counts["false"] += 1
            result.rules.setdefault(str(row.get("rule_id") or ""), []).append((row["start"], False))
            result.fail("false_fact", _mistake(name, row, f"| {row.get('measure')}"))
    _score_others(result, name, [row for row in gold if row["kind"] not in ("fact", "weak")], predicted)
    for want, got in pairs:
        _score_pair(result, name, want, got, by_id)
    if of_genre:
        result.counts.update(genre_mapped=result.counts["mapped"], genre_indicator=result.counts["indicator"])
    return result


def _mistake(name: str, row: Row, detail: str) -> Mistake:
    return Mistake(name, row["start"], str(row.get("surface", "")), detail)


def paired(wanted: Sequence[Row], facts: Sequence[Row]) -> tuple[list[tuple[Row, Row]], set[int]]:
    """Return the annotated facts that were found, each with its prediction, and the places of these in ``facts``."""
    used: set[int] = set()
    pairs: list[tuple[Row, Row]] = []
    for want in wanted:
        candidates = [
            index
            for index, row in enumerate(facts)
            if index not in used and _overlap(want, row) and _close(want["value"], row.get("value"))
        ]
        if candidates:
            best = max(candidates, key=lambda index: _best_likeness(want, facts[index]))
            used.add(best)
            pairs.append((want, facts[best]))
    return pairs, used


def _score_others(result: Evaluation, name: str, others: Iterable[Row], predicted: Sequence[Row]) -> None:
    for row in others:
        result.counts["nonfact"] += 1
        hit = next((other for other in predicted if _overlap(row, other)), None)
        if hit is None:
            result.counts["nonfact_unseen"] += 1
        right = hit is not None and hit["kind"] == row["kind"]
        result.counts["nonfact_right"] += right
        if not right:
            found = None if hit is None else hit["kind"]
            result.fail("nonfact_kind", _mistake(name, row, f"want {row['kind']} got {found}"))


def _score_pair(result: Evaluation, name: str, want: Row, got: Row, by_id: Mapping[str, Row]) -> None:
    count = result.counts
    unit = (got.get("unit") or "") in {want.get("unit") or "", *(want.get("unit_alt") or [])}
    count["unit"] += unit
    if not unit:
        result.fail("unit", _mistake(name, want, f"want {want.get('unit')!r} got {got.get('unit')!r}"))
    for column in _USUAL:
        _score_column(result, name, column, want, got)
    _score_value_kind(result, name, want, got)
    _score_bounds(result, name, want, got)
    alike = _best_likeness(want, got)
    indicator = "indicator_id" not in want or indicator_matches(want, got)
    whole = (
        unit and alike >= ALIKE and indicator and all(_agree(c, want, got) for c in ("comparator", "status", "scope"))
    )
    count["whole"] += whole
    count["measure"] += alike >= ALIKE
    result.similarity += alike
    result.rules.setdefault(str(got.get("rule_id") or ""), []).append((got["start"], whole))
    if alike < ALIKE:
        detail = f"want {want.get('measure')} got {got.get('measure')} ({alike:.2f})"
        result.fail("measure", _mistake(name, want, detail))
    _score_parent(result, name, want, got, by_id)
    if "indicator_id" in want:
        _score_indicator(result, name, want, got, indicator)


def _score_column(result: Evaluation, name: str, column: str, want: Row, got: Row) -> None:
    right = _agree(column, want, got) or (column == "period" and want.get(column) == "as_of:")
    result.counts[column] += right
    if not right:
        result.fail(column, _mistake(name, want, f"want {want.get(column)} got {got.get(column)}"))
    # An alternative reading that was met counts as the wanted one, so a usual alternative is no unusual case.
    accepted = _plain(column, got) if right else _plain(column, want)
    if accepted != _USUAL[column]:
        result.counts[f"{column}_unusual"] += 1
        result.counts[f"{column}_unusual_right"] += right


def _score_value_kind(result: Evaluation, name: str, want: Row, got: Row) -> None:
    if not (want.get("value_kind") or got.get("value_kind")):
        return
    wanted, found = want.get("value_kind") or "level", got.get("value_kind") or "level"
    right = found == wanted or found in (want.get("value_kind_alt") or [])
    result.counts["value_kind"] += 1
    result.counts["value_kind_right"] += right
    if not right:
        result.fail("value_kind", _mistake(name, want, f"want {wanted} got {found}"))


def _score_bounds(result: Evaluation, name: str, want: Row, got: Row) -> None:
    """How far below its figure 近 reaches is a matter of taste: there only the upper bound counts."""
    comparator = want.get("comparator", "eq")
    if comparator == "eq":
        return
    sides = ("high",) if comparator == "under" else ("low", "high")
    right = all(
        (want.get(side) is None and got.get(side) is None) or _close(want.get(side), got.get(side)) for side in sides
    )
    result.counts["bounds"] += 1
    result.counts["bounds_right"] += right
    if not right:
        detail = f"want {want.get('low')},{want.get('high')} got {got.get('low')},{got.get('high')}"
        result.fail("bounds", _mistake(name, want, detail))


def _score_parent(result: Evaluation, name: str, want: Row, got: Row, by_id: Mapping[str, Row]) -> None:
    found = got.get("parent_start")
    if not want.get("parent"):
        if found is not None:
            result.counts["parent_spurious"] += 1
            result.fail("parent_spurious", _mistake(name, want, f"want none got {found}"))
        return
    parent = by_id[want["parent"]]
    right = found is not None and parent["start"] <= found < parent["end"]
    result.counts["parent"] += 1
    result.counts["parent_right"] += right
    if not right:
        result.fail("parent", _mistake(name, want, f"of {parent['surface']} got {found}"))


def _score_indicator(result: Evaluation, name: str, want: Row, got: Row, right: bool) -> None:
    wanted, found = want["indicator_id"] or UNMAPPED, got.get("indicator_id") or UNMAPPED
    result.counts["indicator"] += 1
    result.counts["indicator_right"] += right
    result.counts["mapped"] += found != UNMAPPED
    result.counts["mapped_gold"] += wanted != UNMAPPED
    result.counts["mapped_right"] += wanted != UNMAPPED and right
    if not right:
        result.counts["indicator_wrong"] += found != UNMAPPED
        result.fail("indicator", _mistake(name, want, f"{want.get('measure')} want {wanted} got {found}"))


def indicator_matches(want: Row, got: Row) -> bool:
    """Whether the id is right. An id newer than the base dictionary cannot be judged where the gold says unmapped,
    and passes."""
    wanted, found = want["indicator_id"] or UNMAPPED, got.get("indicator_id") or UNMAPPED
    if found in {wanted, *(want.get("indicator_alt") or [])}:
        return True
    return wanted == UNMAPPED and (want.get("value_kind") == "change" or found not in _base_ids())


@lru_cache(maxsize=1)
def _base_ids() -> frozenset[str]:
    return frozenset(row["indicator_id"] for row in dictionary_rows() if row["added_in"] == "base")


def _plain(column: str, row: Row) -> str:
    value = str(row.get(column) or "")
    return value.split(":")[0] if column == "scope" else value


def _agree(column: str, want: Row, got: Row) -> bool:
    """Whether a column agrees with the gold or one of its alternatives; of a scope only its class counts."""
    alternatives = {
        str(value).split(":")[0] if column == "scope" else str(value) for value in want.get(f"{column}_alt") or ()
    }
    return _plain(column, got) == _plain(column, want) or _plain(column, got) in alternatives


def _best_likeness(want: Row, got: Row) -> float:
    names = [name for name in (want.get("measure"), *(want.get("measure_alt") or [])) if name]
    return max((likeness(name, got.get("measure")) for name in names), default=0.0)


def _close(one: Any, other: Any) -> bool:
    if one is None or other is None:
        return False
    return abs(float(one) - float(other)) <= _TOLERANCE * max(1.0, abs(float(one)), abs(float(other)))


def _overlap(one: Row, other: Row) -> bool:
    return bool(one["start"] < other["end"] and other["start"] < one["end"])
