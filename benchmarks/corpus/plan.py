"""What becomes of report ``number``: a file of a format, a copy of another, a re-issue, or rubbish, as in life.

Of a hundred files 85 are text or pages, ten PDF or Word, and five byte-wise duplicates, other pages of a report that is
there, re-issues, and what is no report. Does not belong here: the files (files.py), writing them (writing.py).
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from benchmarks.corpus.files import FORMATS
from benchmarks.corpus.report import Report, reissued, report

# Files in a thousand. The numbers of the last four are of reports that nobody has published.
SHARES = {
    "text": 330,
    "older_text": 80,
    "standard_page": 250,
    "editor_page": 120,
    "table_page": 70,
    "pdf": 50,
    "word": 50,
    "duplicate": 15,
    "mirror": 15,
    "reissue": 10,
    "rubbish": 10,
}
_REACH = 3_000  # how far back a duplicate looks


@dataclass(frozen=True, slots=True)
class Planned:
    """File ``number`` of the corpus: its path below raw/, its bytes, and the report in it, if there is one."""

    number: int
    kind: str
    file: str
    data: bytes
    report: Report | None


def planned(seed: int, number: int) -> Planned:
    """File ``number``. Raises IndexError beyond the last body."""
    kind = kind_of(seed, number)
    chance = random.Random(f"{seed}/{number}/plan")
    if kind == "rubbish":
        suffix, data = _rubbish(seed, number, chance)
        return Planned(number, kind, _path(number, suffix), data, None)
    base = number if kind in FORMATS else _base(seed, number, chance)
    held = report(seed, base)
    format_ = kind_of(seed, base)
    if kind == "mirror":
        format_ = "table_page" if format_ != "table_page" else "standard_page"
    elif kind == "reissue":
        held, format_ = reissued(held, seed, number), "standard_page"
    suffix, made = FORMATS[format_]
    return Planned(number, kind, _path(number, suffix), made(held), held)


def kind_of(seed: int, number: int) -> str:
    """The kind of file ``number``: of those in SHARES."""
    drawn = random.Random(f"{seed}/{number}/kind").randrange(sum(SHARES.values()))
    for kind, share in SHARES.items():
        drawn -= share
        if drawn < 0:
            # the first ones have nothing before them to repeat
            return kind if number >= 10 or kind in FORMATS else "text"
    raise AssertionError("unreachable")


def _base(seed: int, number: int, chance: random.Random) -> int:
    """A report before ``number`` that was published as such."""
    base = chance.randrange(max(0, number - _REACH), number)
    while kind_of(seed, base) not in FORMATS:
        base -= 1  # number 0 is always one
    return base


def _rubbish(seed: int, number: int, chance: random.Random) -> tuple[str, bytes]:
    """What lies about in a folder of reports."""
    which = chance.randrange(6)
    if which == 0:
        return "txt", b""
    if which == 1:
        return "bin", chance.randbytes(4_000)
    if which == 2:
        return "pdf", b"%PDF-1.4\n" + chance.randbytes(2_000)
    if which == 3:
        page = "<html><head><title>404</title></head><body><h1>您访问的页面不存在</h1><p>{}</p></body></html>"
        return "html", page.format(number).encode()
    name = report(seed, number).body.name
    if which == 4:
        text = f"关于召开会议的通知\n各科室：\n定于1月5日召开会议，材料一式3份。\n{name}\n编号{number}\n"
        return "txt", text.encode()
    told = f"一、总体情况\n全年主动公开信息{number % 900 + 1}条。\n二、存在的问题\n公开渠道有待拓宽。\n"
    return "txt", f"{name}政府信息公开工作年度报告\n{told}".encode()


def _path(number: int, suffix: str) -> str:
    return f"reports/{number // 1000:03d}/{number:06d}.{suffix}"
