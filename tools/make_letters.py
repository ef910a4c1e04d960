"""Write the pinyin of all names of divisions anew, as the hosts of governments are spelled with it.

The readings are those of pypinyin 0.55.0, which is needed for this only (``pip install pypinyin==0.55.0``), but for the
names in ``tools/divisions/readings.csv``, which are read otherwise. Run it after ``tools.make_divisions``.

    python -m tools.make_letters
"""

from __future__ import annotations

import csv
from importlib import import_module
from pathlib import Path

from orchestration.csv_rows import rows_of
from orchestration.reading.divisions import divisions, stem

ROOT = Path(__file__).resolve().parents[1]
LETTERS = ROOT / "orchestration" / "reading" / "tables" / "division_letters.csv"
READINGS = ROOT / "tools" / "divisions" / "readings.csv"


def letter_rows() -> list[tuple[str, str]]:
    """The name of each division without its kind and its syllables, by name. Raises ImportError without pypinyin."""
    read = import_module("pypinyin").lazy_pinyin
    known = {row["stem_zh"]: row["pinyin"] for row in rows_of(READINGS)}
    table = divisions()
    stems = sorted({stem(name) for code in table.by_code for name in table.names(code)})
    return [(name, known.get(name) or " ".join(read(name))) for name in stems]


def main() -> None:
    """Write the table."""
    with LETTERS.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([("stem_zh", "pinyin"), *letter_rows()])


if __name__ == "__main__":
    main()
