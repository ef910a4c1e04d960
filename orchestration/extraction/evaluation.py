"""What an evaluation counts, the columns it reports, and how counts of several documents add up.

Does not belong here: when a prediction is right (evaluate.py), printing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Value = float | int | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the result. ``goal_seen`` holds for annotated documents, ``goal_unseen`` for unseen reports."""

    name: str
    label_zh: str
    short_zh: str
    goal_seen: float | None = None
    goal_unseen: float | None = None
    lower_is_better: bool = False
    is_count: bool = False


COLUMNS = (
    Column("docs", "文件数", "文件", is_count=True),
    Column("gold_facts", "标注事实数", "事实", is_count=True),
    Column("precision", "查准率", "查准"),
    Column("recall", "查全率", "查全"),
    Column("f1", "数字 F1", "数字"),
    Column("f1_value_unit", "位置、数值与单位 F1", "值位", 0.995, 0.985),
    Column("f1_whole_fact", "完整事实 F1", "完整", 0.95, 0.90),
    Column("measure_ok", "所量事项相符", "事项"),
    Column("measure_similarity", "所量事项相似度", "相似"),
    Column("comparator", "比较关系", "比较", 0.99, 0.98),
    Column("bounds", "上下限", "界限", 0.99, 0.98),
    Column("status", "状态", "状态"),
    Column("status_nondefault", "状态(非默认)", "状态*", 0.95, 0.85),
    Column("scope", "口径", "口径"),
    Column("scope_nondefault", "口径(非默认)", "口径*", 0.95, 0.85),
    Column("period", "时期", "时期"),
    Column("period_nondefault", "时期(非默认)", "时期*", 0.95, 0.85),
    Column("parent", "上级数字", "上级", 0.95, 0.85),
    Column("parent_spurious", "误连上级数", "误连", is_count=True, lower_is_better=True),
    Column("parent_spurious_per_100", "每百条误连上级", "误连%", 1, 3, lower_is_better=True),
    Column("value_kind", "数值种类(非默认)", "种类*", 0.95, 0.85),
    Column("nonfact_kind", "非事实的种类", "非事实", 0.99, 0.97),
    Column("nonfact_unseen", "未见的非事实", "未见", is_count=True, lower_is_better=True),
    Column("indicator", "指标(含未对应)", "指标"),
    Column("indicator_mapped_recall", "指标(词典有者)", "指标*", 0.97, 0.85),
    Column("indicator_wrong_per_100", "每百条误标指标", "误标%", 1, 3, lower_is_better=True),
    Column("share_mapped", "已对应指标", "对应"),
    Column("share_mapped_genre", "已对应指标(本体裁)", "对应*", None, 0.80),
    Column("unaccounted", "无归属的数字", "无归属", 0, 0, lower_is_better=True, is_count=True),
)
BY_NAME = {column.name: column for column in COLUMNS}


@dataclass(frozen=True, slots=True)
class Mistake:
    """One error: where it is and what was wanted."""

    document: str
    start: int
    surface: str
    detail: str

    def __str__(self) -> str:
        return f"{self.document} {self.start} {self.surface} {self.detail}"


@dataclass(slots=True)
class Evaluation:
    """Counts by name, and every error by column. ``rules``: where each rule gave a fact, and whether it
    was wholly right."""

    counts: Counter[str] = field(default_factory=Counter)
    errors: dict[str, list[Mistake]] = field(default_factory=dict)
    similarity: float = 0.0
    rules: dict[str, list[tuple[int, bool]]] = field(default_factory=dict)

    def fail(self, column: str, mistake: Mistake) -> None:
        """Note one error."""
        self.errors.setdefault(column, []).append(mistake)

    def columns(self) -> dict[str, Value]:
        """Return the result, one value a column; None where the gold holds no case."""
        count = self.counts
        found = count["found"]
        values: Mapping[str, Value] = {
            "docs": count["docs"],
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
            "status": self._share("status"),
            "status_nondefault": self._of("status_unusual_right", "status_unusual"),
            "scope": self._share("scope"),
            "scope_nondefault": self._of("scope_unusual_right", "scope_unusual"),
            "period": self._share("period"),
            "period_nondefault": self._of("period_unusual_right", "period_unusual"),
            "parent": self._of("parent_right", "parent"),
            "parent_spurious": count["parent_spurious"],
            "parent_spurious_per_100": self._per_100("parent_spurious", "found"),
            "value_kind": self._of("value_kind_right", "value_kind"),
            "nonfact_kind": self._of("nonfact_right", "nonfact"),
            "nonfact_unseen": count["nonfact_unseen"],
            "indicator": self._of("indicator_right", "indicator"),
            "indicator_mapped_recall": self._of("mapped_right", "mapped_gold"),
            "indicator_wrong_per_100": self._per_100("indicator_wrong", "indicator"),
            "share_mapped": self._of("mapped", "indicator"),
            "share_mapped_genre": self._of("genre_mapped", "genre_indicator"),
            "unaccounted": count["unaccounted"],
        }
        return {column.name: values[column.name] for column in COLUMNS}

    def _f1(self, right: str) -> float:
        precision = self.counts[right] / max(self.counts["found"] + self.counts["false"], 1)
        recall = self.counts[right] / max(self.counts["gold"], 1)
        return round(2 * precision * recall / max(precision + recall, 1e-9), 4)

    def _share(self, name: str) -> float:
        return round(self.counts[name] / max(self.counts["found"], 1), 4)

    def _of(self, right: str, total: str) -> float | None:
        return round(self.counts[right] / self.counts[total], 4) if self.counts[total] else None

    def _per_100(self, wrong: str, total: str) -> float | None:
        return round(100 * self.counts[wrong] / self.counts[total], 2) if self.counts[total] else None


def merged(evaluations: Iterable[Evaluation]) -> Evaluation:
    """Add up the counts of several documents, so that every fact weighs the same."""
    total = Evaluation()
    for one in evaluations:
        total.counts.update(one.counts)
        total.similarity += one.similarity
        for column, mistakes in one.errors.items():
            total.errors.setdefault(column, []).extend(mistakes)
        for rule, outcomes in one.rules.items():
            total.rules.setdefault(rule, []).extend(outcomes)
    return total
