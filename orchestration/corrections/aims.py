"""Which reports a correction is aimed at: by the hash of the file, or by body and year (all versions of that report).

Does not belong here: which figure of the report is meant (locate.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from orchestration.corrections.correction import Aim


@dataclass(frozen=True, slots=True)
class Report:
    """What tells a report: the hash of its file, the names of its body, its region and year."""

    document_id: str
    sha256: str
    name_zh: str
    full_name_zh: str
    region_code: str | None
    year: int


@dataclass(frozen=True, slots=True)
class Aimed:
    """The reports meant, in order of their ids; or, when there are none, what was found instead.

    ``bodies`` holds more than one full name when the name given stands for several bodies.
    """

    reports: tuple[Report, ...] = ()
    found: str = ""
    bodies: tuple[str, ...] = ()


class Reports:
    """All reports, found by hash or by the name of their body and year."""

    def __init__(self, reports: Iterable[Report]) -> None:
        self._by_id: dict[str, list[Report]] = defaultdict(list)
        self._by_name: dict[str, list[Report]] = defaultdict(list)
        for report in sorted(reports, key=lambda one: one.document_id):
            self._by_id[report.document_id].append(report)
            for name in dict.fromkeys((report.full_name_zh, report.name_zh)):
                self._by_name[name].append(report)

    def aimed_at(self, aim: Aim) -> Aimed:
        """The reports that ``aim`` means."""
        if aim.document:
            same = [one for one in self._by_id.get(aim.document[:16], []) if one.sha256.startswith(aim.document)]
            return Aimed(tuple(same), "" if same else f"没有 SHA-256 以 {aim.document[:16]} 开头的报告")
        of_body = self._by_name.get(aim.body, [])
        if aim.region_code is not None:
            of_body = [one for one in of_body if one.region_code in (None, aim.region_code)]
        if not of_body:
            return Aimed(found=f"没有机关名称为「{aim.body}」的报告")
        of_year = [one for one in of_body if one.year == aim.year]
        if not of_year:
            years = "、".join(str(year) for year in sorted({one.year for one in of_body}))
            return Aimed(found=f"「{aim.body}」只有 {years} 年的报告")
        bodies = sorted({one.full_name_zh for one in of_year})
        return Aimed(tuple(of_year), bodies=tuple(bodies))
