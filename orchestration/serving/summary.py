"""What a build has left, in numbers a person wants to know: reports, mentions, facts, checks, release, a first query.

Does not belong here: how it is printed (cli), or what a run did (build.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import duckdb
import polars as pl

from orchestration.home import Home
from orchestration.lake.store import read_table
from orchestration.release.check_results import OUTSIDE
from orchestration.serving.newly_read import NewFile, newly_read
from orchestration.serving.query import NoRelease, open_release, release_database

_NO_FAULTS = ("duplicate", "archive_opened")


@dataclass(frozen=True, slots=True)
class RejectedFile:
    """A file that was not taken in, and what to do about it."""

    source_file: str
    stage: str
    reason_code: str
    reason_zh: str
    found: str
    expected: str
    hint_zh: str

    @property
    def is_fault(self) -> bool:
        """Whether something is wrong with it: nothing is with the same bytes twice and an archive that was opened."""
        return self.reason_code not in _NO_FAULTS


@dataclass(frozen=True, slots=True)
class AsideFile:
    """A file that was read and is no report of its own: a copy of another text, an older version, a neighbour.

    ``of`` is the file that stands for it: the chosen copy or the version in force; empty for a neighbour.
    """

    source_file: str
    kind: str
    why_zh: str
    of: str = ""


@dataclass(frozen=True, slots=True)
class CheckTally:
    """Checks of the last run by outcome; names are ``step/check``.

    ``of_release`` of them look at the release itself, so that they cannot stand in its quality.check_result.
    """

    passed: int
    warned: tuple[str, ...]
    failed: tuple[str, ...]
    reasons_zh: Mapping[str, str] = field(default_factory=dict)  # why what did not pass is asked for, where known
    of_release: int = 0


@dataclass(frozen=True, slots=True)
class UnappliedCorrection:
    """A correction that changed nothing and asks for a look, and what to do about it."""

    source_file: str
    line_no: int
    correction_outcome: str
    found: str
    expected: str
    hint_zh: str


@dataclass(frozen=True, slots=True)
class Corrections:
    """Corrections of raw/corrections.csv and of notices: how many there are, were applied, and wait for a look."""

    given: int
    applied: int
    changed_facts: int
    unapplied: tuple[UnappliedCorrection, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """The state of a home. ``version`` and ``first_sql`` are None as long as nothing is published.

    ``files`` counts those of archives too, and is the sum of those loaded, rejected and set aside, an older version
    being loaded.
    """

    files: int
    loaded: int
    rejected: tuple[RejectedFile, ...]
    aside: tuple[AsideFile, ...]
    newly_read: tuple[NewFile, ...]
    mentions: int
    facts: int
    mapped_facts: int
    corrections: Corrections
    checks: CheckTally
    version: str | None
    first_sql: str | None

    @property
    def share_mapped(self) -> float | None:
        """Facts with an indicator, as a share of all facts; None without facts."""
        return self.mapped_facts / self.facts if self.facts else None


def summarise(home: Home) -> Summary:
    """Read the lake and the current release of ``home``; zeros for what is not there yet."""
    ledger = read_table(home.lake, "ledger", ["mention_cnt", "fact_cnt", "mapped_fact_cnt"])
    rejected = read_table(home.lake, "rejected", list(RejectedFile.__dataclass_fields__)).sort("source_file", "stage")
    return Summary(
        files=len({*read_table(home.lake, "landing", ["source_file"])["source_file"], *rejected["source_file"]}),
        loaded=ledger.height,
        rejected=tuple(RejectedFile(**{key: value or "" for key, value in row.items()}) for row in rejected.to_dicts()),
        aside=tuple(_aside(home)),
        newly_read=newly_read(home),
        mentions=int(ledger["mention_cnt"].sum()),
        facts=int(ledger["fact_cnt"].sum()),
        mapped_facts=int(ledger["mapped_fact_cnt"].sum()),
        corrections=tally_corrections(home),
        checks=tally_checks(home),
        version=_version(home),
        first_sql=_first_sql(home),
    )


def tally_corrections(home: Home) -> Corrections:
    """The corrections of the last run. What is open, rejected or superseded is as it should be and asks for nothing."""
    rows = read_table(home.lake, "corrections").sort("source_file", "line_no", "correction_id")
    settled = ["applied", "superseded", "open", "rejected"]
    unapplied = rows.filter(~pl.col("correction_outcome").is_in(settled))
    return Corrections(
        given=rows.height,
        applied=rows.filter(correction_outcome="applied").height,
        changed_facts=read_table(home.lake, "corrected_mentions", ["document_id", "mention_no"]).unique().height,
        unapplied=tuple(
            UnappliedCorrection(**row)
            for row in unapplied.select(list(UnappliedCorrection.__dataclass_fields__)).to_dicts()
        ),
    )


def _aside(home: Home) -> Iterator[AsideFile]:
    documents = read_table(
        home.lake, "documents", ["document_id", "source_file", "genre", "genre_evidence", "is_report"]
    )
    files = dict(documents.select("document_id", "source_file").iter_rows())
    columns = ["document_id", "chosen_document_id", "is_best", "is_latest", "version_no", "why_zh", "group_key"]
    copies = {row["document_id"]: row for row in read_table(home.lake, "copies", columns).iter_rows(named=True)}
    latest = {row["group_key"]: row for row in copies.values() if row["is_best"] and row["is_latest"]}
    for row in documents.sort("source_file").iter_rows(named=True):
        copy = copies.get(row["document_id"])
        if not row["is_report"]:
            yield AsideFile(row["source_file"], "neighbour", f"文种为{row['genre']}:{row['genre_evidence']}")
        elif copy and not copy["is_best"]:
            chosen = files.get(copy["chosen_document_id"], "")
            yield AsideFile(row["source_file"], "copy", copy["why_zh"], chosen)
        elif copy and not copy["is_latest"]:
            newer = latest.get(copy["group_key"], {})
            in_force = files.get(newer.get("document_id", ""), "")
            why = f"第 {copy['version_no']} 版;现行为第 {newer.get('version_no', '?')} 版 {in_force}"
            yield AsideFile(row["source_file"], "superseded", why, in_force)


def tally_checks(home: Home) -> CheckTally:
    """The checks of the last run, those of dbt too."""
    checks = read_table(home.lake, "checks", ["step", "check_name", "severity", "passed", "reason_zh"])
    failed = checks.filter(~pl.col("passed")).sort("step", "check_name")
    names: dict[str, list[str]] = {"error": [], "warning": []}
    reasons = {}
    for row in failed.to_dicts():
        name = f"{row['step']}/{row['check_name']}"
        names["warning" if row["severity"] == "warning" else "error"].append(name)
        reasons[name] = row["reason_zh"] or ""
    of_release = checks.filter(step=OUTSIDE).height
    return CheckTally(
        checks.height - failed.height, tuple(names["warning"]), tuple(names["error"]), reasons, of_release
    )


def _version(home: Home) -> str | None:
    try:
        return release_database(home).parent.name
    except NoRelease:
        return None


def _first_sql(home: Home) -> str | None:
    """A query on the indicator that most bodies report; it shows figures with their sentences."""
    try:
        with open_release(home) as connection:
            row = connection.execute(
                "select indicator_id from analysis.v_facts where indicator_id <> 'unmapped' and is_headline "
                "group by indicator_id order by count(distinct agency_id) desc, count(*) desc, indicator_id limit 1"
            ).fetchone()
    except (NoRelease, duckdb.Error):
        return None
    where = f" where indicator_id = '{row[0]}' and is_headline" if row else ""
    shown = "agency_zh, year, indicator_zh, value, low, high, unit, sentence"
    return f"select {shown} from analysis.v_facts{where} order by all"
