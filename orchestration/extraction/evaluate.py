"""Measuring the extractor against annotated documents: what was found, and how much of each fact is right.

A predicted fact matches a gold fact when their spans overlap and their values agree; several facts on one span are
paired by
the likeness of their measures. A whole fact has value, unit, comparator, status, scope and indicator right and a
measure at
least 0.6 alike (character Dice). Gold lines of kind ``weak`` count neither way. Does not belong here: producing
predictions.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from orchestration.extraction.indicators import dictionary_rows
from orchestration.extraction.mention import UNMAPPED, Mention

Row = Mapping[str, Any]
ALIKE = 0.6
_TOLERANCE = 1e-4
_USUAL = {"comparator": "eq", "status": "achieved", "scope": "own", "period": "year"}


@dataclass(slots=True)
class Evaluation:
    """Counts by name, and a readable line for every error by column."""

    counts: Counter[str] = field(default_factory=Counter)
    errors: dict[str, list[str]] = field(default_factory=dict)
    similarity: float = 0.0
    documents: int = 0
    rules: dict[str, list[bool]] = field(default_factory=dict)

    def fail(self, column: str, line: str) -> None:
        """Note one error."""
        self.errors.setdefault(column, []).append(line)

    def columns(self) -> dict[str, float | int | None]:
        """Return the result, one value a column; None where the gold holds no case."""
        count = self.counts
        found = count["found"]
        return {
            "docs": self.documents,
            "gold_facts": count["gold"],
            "precision": round(found / max(found + count["false"], 1), 4),
            "recall": round(found / max(count["gold"], 1), 4),
            "f1": self._f1("found"),
            "f1_value_unit": self._f1("unit"),
            "f1_whole_fact": self._f1("whole"),
            "measure_ok": self._share("measure"),
            "measure_similarity": round(self.similarity / max(found, 1), 4),
            "comparator": self._share("comparator"),
            "bounds": self._of("bounds_right", "bounds"),
            **{
                name: value
                for column in ("status", "scope", "period")
                for name, value in (
                    (column, self._share(column)),
                    (f"{column}_nondefault", self._of(f"{column}_unusual_right", f"{column}_unusual")),
                )
            },
            "parent": self._of("parent_right", "parent"),
            "parent_spurious": count["parent_spurious"],
            "value_kind": self._of("value_kind_right", "value_kind"),
            "nonfact_kind": self._of("nonfact_right", "nonfact"),
            "nonfact_unseen": count["nonfact_unseen"],
            "indicator": self._of("indicator_right", "indicator"),
            "indicator_mapped_recall": self._of("mapped_right", "mapped_gold"),
            "share_mapped": self._of("mapped", "indicator"),
        }

    def _f1(self, right: str) -> float:
        precision = self.counts[right] / max(self.counts["found"] + self.counts["false"], 1)
        recall = self.counts[right] / max(self.counts["gold"], 1)
        return round(2 * precision * recall / max(precision + recall, 1e-9), 4)

    def _share(self, name: str) -> float:
        return round(self.counts[name] / max(self.counts["found"], 1), 4)

    def _of(self, right: str, total: str) -> float | None:
        return round(self.counts[right] / self.counts[total], 4) if self.counts[total] else None


def likeness(one: str | None, other: str | None) -> float:
    """Character Dice of two measures, order free: 行政许可申请收到 is wholly like 收到行政许可申请."""
    if not one or not other:
        return 0.0
    return 2 * (Counter(one) & Counter(other)).total() / (len(one) + len(other))


def evaluate(gold_dir: Path, predictions: Mapping[str, Sequence[Row]]) -> Evaluation:
    """Score ``predictions`` (rows of the fact contract by document name) against every ``*.jsonl`` of
    ``gold_dir``."""
    result = Evaluation()
    for path in sorted(gold_dir.glob("*.jsonl")):
        name = path.name.removesuffix(".jsonl").replace(".mentions", "")
        if name not in predictions:
            result.fail("missing_document", name)
        _score_document(result, name, read_rows(path), predictions.get(name, ()))
        result.documents += 1
    return result


def read_rows(path: Path) -> list[dict[str, Any]]:
    """Read JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def as_row(mention: Mention) -> dict[str, Any]:
    """Return a mention as a row of the fact contract, decimals as floats."""
    row = {name: getattr(mention, name) for name in Mention.__slots__}
    for name in ("value", "low", "high"):
        row[name] = None if row[name] is None else float(row[name])
    return row


def _score_document(result: Evaluation, name: str, gold: Sequence[Row], predicted: Sequence[Row]) -> None:
    by_id = {row["id"]: row for row in gold if "id" in row}
    wanted = [row for row in gold if row["kind"] == "fact"]
    weak = [row for row in gold if row["kind"] == "weak"]
    facts = [row for row in predicted if row["kind"] == "fact"]
    pairs, used = _pair(wanted, facts)
    result.counts["gold"] += len(wanted)
    result.counts["found"] += len(pairs)
    paired = {id(row) for row, _ in pairs}
    for row in wanted:
        if id(row) not in paired:
            result.fail("missed", f"{name} {row['start']} {row['surface']} | {row.get('measure')}")
    for index, row in enumerate(facts):
        if index not in used and not any(_overlap(other, row) for other in weak):
            result.counts["false"] += 1
            result.fail("false_fact", f"{name} {row['start']} {row.get('surface')} | {row.get('measure')}")
    _score_others(result, [row for row in gold if row["kind"] not in ("fact", "weak")], predicted)
    for want, got in pairs:
        _score_pair(result, name, want, got, by_id)


def _pair(wanted: Sequence[Row], facts: Sequence[Row]) -> tuple[list[tuple[Row, Row]], set[int]]:
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


def _score_others(result: Evaluation, others: Iterable[Row], predicted: Sequence[Row]) -> None:
    for row in others:
        result.counts["nonfact"] += 1
        hit = next((other for other in predicted if _overlap(row, other)), None)
        if hit is None:
            result.counts["nonfact_unseen"] += 1
        else:
            result.counts["nonfact_right"] += hit["kind"] == row["kind"]


def _score_pair(result: Evaluation, name: str, want: Row, got: Row, by_id: Mapping[str, Row]) -> None:
    count = result.counts
    place = f"{name} {want['start']} {want['surface']}"
    unit = (got.get("unit") or "") in {want.get("unit") or "", *(want.get("unit_alt") or [])}
    count["unit"] += unit
    if not unit:
        result.fail("unit", f"{place} want {want.get('unit')!r} got {got.get('unit')!r}")
    for column in _USUAL:
        _score_column(result, place, column, want, got)
    _score_value_kind(result, place, want, got)
    _score_bounds(result, place, want, got)
    alike = _best_likeness(want, got)
    indicator = "indicator_id" not in want or indicator_matches(want, got)
    whole = (
        unit and alike >= ALIKE and indicator and all(_agree(c, want, got) for c in ("comparator", "status", "scope"))
    )
    count["whole"] += whole
    count["measure"] += alike >= ALIKE
    result.similarity += alike
    result.rules.setdefault(str(got.get("rule_id") or ""), []).append(whole)
    if alike < ALIKE:
        result.fail("measure", f"{place} want {want.get('measure')} got {got.get('measure')} ({alike:.2f})")
    _score_parent(result, place, want, got, by_id)
    if "indicator_id" in want:
        _score_indicator(result, place, want, got, indicator)


def _score_column(result: Evaluation, place: str, column: str, want: Row, got: Row) -> None:
    right = _agree(column, want, got) or (column == "period" and want.get(column) == "as_of:")
    result.counts[column] += right
    if not right:
        result.fail(column, f"{place} want {want.get(column)} got {got.get(column)}")
    # An alternative reading that was met counts as the wanted one, so a usual alternative is no unusual case.
    accepted = _plain(column, got) if right else _plain(column, want)
    if accepted != _USUAL[column]:
        result.counts[f"{column}_unusual"] += 1
        result.counts[f"{column}_unusual_right"] += right


def _score_value_kind(result: Evaluation, place: str, want: Row, got: Row) -> None:
    if not (want.get("value_kind") or got.get("value_kind")):
        return
    wanted, found = want.get("value_kind") or "level", got.get("value_kind") or "level"
    right = found == wanted or found in (want.get("value_kind_alt") or [])
    result.counts["value_kind"] += 1
    result.counts["value_kind_right"] += right
    if not right:
        result.fail("value_kind", f"{place} want {wanted} got {found}")


def _score_bounds(result: Evaluation, place: str, want: Row, got: Row) -> None:
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
        result.fail(
            "bounds", f"{place} want {want.get('low')},{want.get('high')} got {got.get('low')},{got.get('high')}"
        )


def _score_parent(result: Evaluation, place: str, want: Row, got: Row, by_id: Mapping[str, Row]) -> None:
    found = got.get("parent_start")
    if not want.get("parent"):
        result.counts["parent_spurious"] += found is not None
        return
    parent = by_id[want["parent"]]
    right = found is not None and parent["start"] <= found < parent["end"]
    result.counts["parent"] += 1
    result.counts["parent_right"] += right
    if not right:
        result.fail("parent", f"{place} of {parent['surface']} got {found}")


def _score_indicator(result: Evaluation, place: str, want: Row, got: Row, right: bool) -> None:
    wanted, found = want["indicator_id"] or UNMAPPED, got.get("indicator_id") or UNMAPPED
    result.counts["indicator"] += 1
    result.counts["indicator_right"] += right
    result.counts["mapped"] += found != UNMAPPED
    result.counts["mapped_gold"] += wanted != UNMAPPED
    result.counts["mapped_right"] += wanted != UNMAPPED and right
    if not right:
        result.fail("indicator", f"{place} {want.get('measure')} want {wanted} got {found}")


def indicator_matches(want: Row, got: Row) -> bool:
    """Whether the id is right. An id newer than the base dictionary cannot be judged where the gold says unmapped,
    and passes."""
    wanted, found = want["indicator_id"] or UNMAPPED, got.get("indicator_id") or UNMAPPED
    if found in {wanted, *(want.get("indicator_alt") or [])}:
        return True
    return wanted == UNMAPPED and (want.get("value_kind") == "change" or found not in _base_ids())


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
