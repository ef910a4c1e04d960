"""What becomes of a fetched page: a new file below raw/reports with its row, a new version beside the old, or nothing.

Old files and rows are never touched. A file is named by the hash of its bytes and appears whole; its row follows. When
a run is killed between the two, the next one finds the file and adds the row. Does not belong here: fetching
(fetching.py), what counts as a report (reading/).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from orchestration.document import Metadata
from orchestration.pipeline import declared
from orchestration.pipeline.archives import INSIDE, bytes_of
from orchestration.pipeline.fetched_kind import SUFFIXES, kind_of
from orchestration.pipeline.registration import register, write_whole
from orchestration.pipeline.sources import SourceRow, Sources, SourcesError
from orchestration.reading.errors import Rejection
from orchestration.reading.isolation import IsolatedReader
from orchestration.reading.media import HTML, MHTML, PLAIN_TEXT
from orchestration.reading.reader import Overrides
from orchestration.web.crawl import Taken
from orchestration.web.exchange import Answer
from orchestration.web.outcomes import Failure
from orchestration.web.urls import host_of, same_or_raw

UNFINISHED = ".fetching-"
FOLDER = "reports/fetched"
_ZONE = ZoneInfo("Asia/Shanghai")
_TEXTS = {HTML, PLAIN_TEXT}
_PAGES = {HTML, MHTML}  # their bytes change with every visit: counters, dates, advertisements


@dataclass(frozen=True, slots=True)
class Said:
    """What a file says: the text of a report, or why it is none. ``key`` is equal where that has not changed."""

    key: str
    metadata: Metadata | None


@dataclass(slots=True)
class Store:
    """raw/ as fetching sees it. ``held`` are the registered files of each address that are there, oldest first."""

    raw: Path
    reader: IsolatedReader
    wanted: dict[str, SourceRow]
    registered: dict[str, SourceRow]
    held: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def open(cls, raw: Path, sources: Sources, reader: IsolatedReader) -> Store:
        """The store of ``raw`` as its sources.csv describes it; what a killed run left unfinished is removed."""
        for leftover in (raw / "reports").rglob(f"{UNFINISHED}*"):
            leftover.unlink(missing_ok=True)
        wanted: dict[str, SourceRow] = {}
        for row in sources.wanted.values():
            wanted.setdefault(same_or_raw(str(row.origin_url)), row)
        store = cls(raw, reader, wanted, dict(sources.rows))
        for file, row in sources.rows.items():
            if row.origin_url and (raw / file.split(INSIDE)[0]).is_file():
                store.held.setdefault(same_or_raw(row.origin_url), []).append(file)
        return store

    def take(self, url: str, answer: Answer, known: SourceRow, now: datetime) -> Taken:
        """Keep the body of ``answer`` as ``url``'s unless it is held already. ``known`` is what a list page says of it.

        Raises Failure ``wrong_type`` or ``not_stored``.
        """
        kind = kind_of(answer)
        held = self.held.get(url, [])
        previous = held[-1] if held else None
        digest = hashlib.sha256(answer.body).hexdigest()
        earlier = {file: self._bytes(file) for file in reversed(held)}
        for file, data in earlier.items():
            if data is not None and hashlib.sha256(data).hexdigest() == digest:
                return Taken("same_bytes", _note(file, previous), file)
        name = f"page{SUFFIXES[kind]}"
        content_type = answer.headers.get("content-type", "")
        said = self._said(answer.body, name, Overrides(charset=declared.charset(content_type), address=url))
        if kind in _PAGES and (same := self._same(said, earlier, url)):
            return Taken("same_text" if said.metadata else "no_report_again", _note(same, previous), same)
        file = self._place(url, digest, SUFFIXES[kind])
        row = self._row(url, file, said.metadata, known, now)
        try:
            if not (self.raw / file).exists():
                (self.raw / file).parent.mkdir(parents=True, exist_ok=True)
                if kind in _TEXTS:
                    declared.keep(self.raw / file, content_type, answer.body)
                write_whole(self.raw / file, answer.body, UNFINISHED)
            if file not in self.registered:
                register(self.raw / "sources.csv", row)
        except (OSError, SourcesError) as error:
            raise Failure("not_stored", str(error)) from error
        self.held.setdefault(url, []).append(file)
        self.registered.setdefault(file, SourceRow(file, origin_url=url))
        return Taken("new_version", f"前一版本 {previous}", file) if previous else Taken("stored", file=file)

    def _bytes(self, file: str) -> bytes | None:
        try:
            return bytes_of(self.raw, file)
        except (OSError, Rejection):
            return None

    def _said(self, data: bytes, name: str, known: Overrides) -> Said:
        try:
            document, _ = self.reader.read(data, name, known)
        except Rejection as rejection:
            # Of what is no report only that matters; other reasons may be cured by the change.
            details = "" if rejection.reason_code == "not_a_report" else rejection.found
            return Said(f"rejected {rejection.reason_code} {details}", None)
        # Lines about the page hold counters; what they say of the report is in the metadata.
        kept = (one for one in document.blocks if one.kind not in ("furniture", "metadata"))
        shown = [document.text[one.start : one.end] for one in kept]
        told = document.metadata
        facts = (told.title, told.agency, told.year, told.published_date, told.index_no)
        return Said("\n".join([f"report {facts}", *shown]), told)

    def _same(self, said: Said, earlier: dict[str, bytes | None], url: str) -> str | None:
        """The newest version that says the same."""
        for file, data in earlier.items():
            known = Overrides(charset=declared.charset_of(self.raw / file), address=url)
            if data is not None and self._said(data, file.rpartition("/")[2], known).key == said.key:
                return file
        return None

    def _place(self, url: str, digest: str, suffix: str) -> str:
        """The path below raw/: beside the last version, or in the folder of the host. The address goes into the name
        where another one has given the same bytes."""
        held = self.held.get(url, [])
        folder = held[-1].rpartition("/")[0] if held and INSIDE not in held[-1] else ""
        folder = folder or f"{FOLDER}/{host_of(url).strip('[]').replace(':', '_')}"
        file = f"{folder}/{digest[:16]}{suffix}"
        if not self._is_taken(file, url, digest):
            return file
        return f"{folder}/{digest[:16]}-{hashlib.sha256(url.encode()).hexdigest()[:8]}{suffix}"

    def _is_taken(self, file: str, url: str, digest: str) -> bool:
        row = self.registered.get(file)
        if row is not None:
            # The file of this address, whose row stayed when it was taken away, comes back to its place.
            return same_or_raw(row.origin_url or "") != url
        data = self._bytes(file)
        return data is not None and hashlib.sha256(data).hexdigest() != digest

    def _row(self, url: str, file: str, found: Metadata | None, known: SourceRow, now: datetime) -> dict[str, str]:
        """The row of a file: what a person says of the address, then what a list page says, then what the file says.

        An override goes to the first version only: a page may be used again for the report of another year.
        """
        wanted = self.wanted.get(url, SourceRow(""))
        held = self.held.get(url, [])
        before = self.registered.get(held[-1], SourceRow("")) if held else SourceRow("")
        first = wanted if not held else SourceRow("")
        agency = found.agency.full_name_zh if found and found.agency else None
        published = first.published_date or (found.published_date if found else None)
        fetched = f"fazhi fetch 于 {now.astimezone(_ZONE):%Y-%m-%d} 自网页取得"
        origins = (wanted.origin, known.origin, fetched)
        values: Iterable[tuple[str, object]] = (
            ("file", file),
            ("title", first.title or (found.title if found else None) or known.title),
            ("publisher", wanted.publisher or before.publisher or known.publisher or agency),
            ("origin", ";".join(origin for origin in origins if origin)),
            ("origin_url", wanted.origin_url or before.origin_url or url),
            ("published_date", published.isoformat() if published else None),
            ("licence", wanted.licence or before.licence or known.licence),
            ("override_agency", first.override_agency),
            ("override_year", first.override_year),
            ("override_reason", first.override_reason),
        )
        return {name: str(value) for name, value in values if value is not None}


def _note(file: str, newest: str | None) -> str:
    return "" if file == newest else f"又同较早的版本 {file}"
