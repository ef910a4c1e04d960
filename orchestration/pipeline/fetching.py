"""A run of fetching: what the tables in raw/ ask for, got over the network, kept in raw/, told in the log.

Nothing of the warehouse is locked meanwhile: a build that runs beside it sees whole files only. One run of fetching at
a time adds to a raw folder. Does not belong here: requests (web/), files and rows (storing.py), Dagster (assets/).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock, Timeout

from orchestration.home import Home
from orchestration.pipeline.fetch_memory import FetchLog, FetchMemory
from orchestration.pipeline.list_pages import FILE, ListPage, read_list_pages
from orchestration.pipeline.sources import SourceRow, read_sources
from orchestration.pipeline.storing import Store
from orchestration.reading.characters import characters
from orchestration.reading.isolation import IsolatedReader
from orchestration.web.clock import Clock, SystemClock
from orchestration.web.crawl import Crawl, Entry, Taken
from orchestration.web.exchange import Answer
from orchestration.web.links import links_of
from orchestration.web.outcomes import BAD, GOOD, Failure
from orchestration.web.queues import Ask
from orchestration.web.settings import WebSettings
from orchestration.web.urls import host_of, normalised, same_or_raw

_LOCK = ".fetch.lock"


class FetchRunningError(RuntimeError):
    """Another run of fetching adds to this raw folder; nothing has been done."""


@dataclass(frozen=True, slots=True)
class FetchReport:
    """What a run did. ``results`` are the last entries of each address, in the order in which they ended."""

    log: Path
    requests: int
    results: tuple[Entry, ...]

    @property
    def by_outcome(self) -> dict[str, int]:
        """How many addresses ended in each way."""
        return dict(sorted(Counter(one.outcome for one in self.results).items()))

    @property
    def kept(self) -> tuple[Entry, ...]:
        """Pages of which a file was added."""
        return tuple(one for one in self.results if one.outcome in ("stored", "new_version"))

    @property
    def failed(self) -> tuple[Entry, ...]:
        """Addresses that were not got."""
        return tuple(one for one in self.results if one.outcome in BAD)


def fetch(
    home: Home,
    settings: WebSettings,
    clock: Clock | None = None,
    only: tuple[str, ...] = (),
    new_only: bool = False,
    watch: Callable[[Entry], None] = lambda _: None,
) -> FetchReport:
    """Get what ``raw/sources.csv`` and ``raw/list_pages.csv`` name. ``only`` limits it to these addresses of them,
    ``new_only`` to pages of which no file is held; ``watch`` sees every entry of the log.

    Raises FetchRunningError, SourcesError, ListPagesError before anything is asked for, ValueError for an address in
    ``only`` that neither table has.
    """
    time = clock or SystemClock()
    with _alone(home.raw), IsolatedReader() as reader, FetchMemory(home.root / "fetch" / "memory.sqlite") as memory:
        sources, lists = read_sources(home.raw / "sources.csv"), read_list_pages(home.raw / FILE)
        run = _Run(Store.open(home.raw, sources, reader), lists, memory, settings, time, new_only)
        asks = _chosen(list(run.asks()), only)
        log = FetchLog(home.root / "fetch" / "log", time.now())
        entries: list[Entry] = []

        def tell(entry: Entry) -> None:
            log.tell(entry)
            entries.append(entry)
            watch(entry)

        try:
            Crawl(settings, time, run.take, tell, memory.postpone).run(asks, run.closed())
        finally:
            log.close()
    results = tuple(entry for entry in entries if entry.last)
    # Nothing asked for is lost on the way.
    assert {same_or_raw(one.url) for one in asks} <= {same_or_raw(one.asked_url) for one in results}
    assert all(one.outcome in GOOD or one.outcome in BAD for one in entries)
    return FetchReport(log.path, sum(entry.status is not None for entry in entries), results)


@dataclass(slots=True)
class _Run:
    store: Store
    lists: dict[str, ListPage]
    memory: FetchMemory
    settings: WebSettings
    clock: Clock
    new_only: bool
    said_by_list: dict[str, SourceRow] = field(default_factory=dict)

    def asks(self) -> Iterator[Ask]:
        """Pages not held yet, list pages, then pages held, which may have changed."""
        pages = [url for url in (*self.store.wanted, *self.store.held) if url not in self.lists]
        yield from (Ask(url) for url in pages if url not in self.store.held)
        yield from (Ask(url, "list") for url in self.lists)
        yield from self._held(dict.fromkeys(url for url in pages if url in self.store.held))

    def _held(self, urls: dict[str, None]) -> Iterator[Ask]:
        if not self.new_only:
            yield from (self._page(url) for url in urls)

    def _page(self, url: str, listed_by: str | None = None) -> Ask:
        return Ask(url, "page", self.memory.validators(url, self.store.held.get(url, [])), listed_by)

    def closed(self) -> dict[str, Failure]:
        """Hosts that have asked to be left alone."""
        found = self.memory.postponed(self.clock.now())
        return {
            host: Failure("asked_to_wait", f"{until:%Y-%m-%d %H:%M %Z} 前不再请求(该网站此前的要求)")
            for host, until in found.items()
        }

    def take(self, one: Ask, answer: Answer) -> Taken:
        """Keep a page, or follow the links of a list page."""
        if one.role == "list":
            return self._follow(self.lists[one.url], answer)
        url = normalised(one.url)
        known = self.said_by_list.get(url, SourceRow(""))
        taken = self.store.take(url, answer, known, self.clock.now())
        assert taken.file is not None
        if taken.file == self.store.held[url][-1]:
            self.memory.remember(url, taken.file, answer)
        return taken

    def _follow(self, page: ListPage, answer: Answer) -> Taken:
        declared = answer.headers.get("content-type", "").lower().rpartition("charset=")[2].strip("\"' ;")
        text = characters(answer.body, declared).text
        hosts = (*page.hosts, host_of(page.url))
        links = links_of(text, answer.url, page.pattern, hosts, self.settings.max_links)
        good = [link for link in links if link.failure is None]
        refused = tuple((link.url, link.failure) for link in links if link.failure is not None)
        if not links:
            raise Failure("no_links", f"没有文字符合 {page.pattern.pattern!r} 的链接;以程序生成的列表须改登其数据网址")
        for link in good:
            origin = f"列表页 {page.url}"
            self.said_by_list.setdefault(
                link.url,
                SourceRow("", title=link.text, publisher=page.publisher, licence=page.licence, origin=origin),
            )
        new = [link for link in good if not (self.new_only and link.url in self.store.held)]
        more = tuple(self._page(link.url, page.url) for link in new if link.url not in self.lists)
        return Taken("listed", f"符合的链接 {len(good)} 个", more=more, refused=refused)


def _chosen(asks: list[Ask], only: tuple[str, ...]) -> list[Ask]:
    if not only:
        return asks
    wanted = {same_or_raw(url) for url in only}
    chosen = [one for one in asks if same_or_raw(one.url) in wanted]
    unknown = wanted - {same_or_raw(one.url) for one in chosen}
    if unknown:
        raise ValueError(f"{'、'.join(sorted(unknown))} 不在 raw/sources.csv 或 raw/{FILE} 中;先登记一行")
    return chosen


@contextmanager
def _alone(raw: Path) -> Iterator[None]:
    raw.mkdir(parents=True, exist_ok=True)
    lock = FileLock(raw / _LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise FetchRunningError(f"另一次 fazhi fetch 正在向 {raw} 取文件,本次未做任何事;等它结束后再运行") from None
    try:
        yield
    finally:
        lock.release()
