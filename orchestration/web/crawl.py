"""The crawl: robots.txt before pages, redirects and second attempts as requests of their own, every request told.

What becomes of a page is the caller's: ``take`` gets each answer and says so. Does not belong here: a single request
(exchange.py), where pages are kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from orchestration.web.clock import Clock
from orchestration.web.exchange import Answer, ask
from orchestration.web.outcomes import PASSING, Failure
from orchestration.web.pauses import PASSING_STATUSES, backoff, retry_after
from orchestration.web.queues import Ask, Host, Job, Queues
from orchestration.web.robots import PATH, Robots, read_robots, without_robots
from orchestration.web.settings import WebSettings
from orchestration.web.urls import host_of, joined_header, normalised, origin_of

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_GONE = frozenset({404, 410})
# A server in trouble, or one that does not want us; a page that is gone says nothing of its server.
_HOST_FAILS = PASSING | {"http_error"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the run log: a request, or an address that was not asked for. ``last`` tells that nothing follows."""

    time: datetime
    url: str
    asked_url: str
    role: str
    attempt: int
    outcome: str
    reason: str = ""
    status: int | None = None
    received: int | None = None
    sha256: str | None = None
    media_type: str | None = None
    file: str | None = None
    last: bool = True


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a page: a code of outcomes.GOOD, the file, and the links to follow or to tell of."""

    outcome: str
    reason: str = ""
    file: str | None = None
    more: tuple[Ask, ...] = ()
    refused: tuple[tuple[str, Failure], ...] = ()


@dataclass(slots=True)
class Crawl:
    """One run. ``take`` may raise Failure; ``postpone`` is told of a host that asks not to be asked before a time."""

    settings: WebSettings
    clock: Clock
    take: Callable[[Ask, Answer], Taken]
    tell: Callable[[Entry], None]
    postpone: Callable[[str, datetime], None]
    _queues: Queues = field(default_factory=Queues)
    _robots: dict[str, Robots] = field(default_factory=dict)
    _parked: dict[str, list[Job]] = field(default_factory=dict)  # by origin, until its robots.txt is known
    _asked: set[str] = field(default_factory=set)

    def run(self, asks: Iterable[Ask], closed: Mapping[str, Failure]) -> None:
        """Get everything asked for and all that ``take`` adds. ``closed`` are hosts not to be asked in this run."""
        for name, why in closed.items():
            self._queues.close(name, why)
        for one in asks:
            self._add(one)
        while (host := self._queues.next()) is not None:
            job = host.jobs.popleft()
            if host.closed is not None:
                self._fail(job, host.closed)
                continue
            if self._may_be_asked(job):
                self.clock.sleep(max(0.0, host.ready - self.clock.monotonic()))
                self._step(host, job)

    def _add(self, one: Ask) -> None:
        try:
            url = normalised(one.url)
        except Failure as failure:
            self._tell(Job(one, one.url, one.role), failure.outcome, failure.found)
            return
        if url not in self._asked:
            self._asked.add(url)
            self._queues.of(url).jobs.append(Job(one, url, one.role, [url]))

    def _may_be_asked(self, job: Job) -> bool:
        """Whether robots.txt allows it; until that is known the job is parked."""
        origin = origin_of(job.url)
        if job.role == "robots":
            return True
        if origin not in self._robots:
            parked = self._parked.setdefault(origin, [])
            parked.append(job)
            if len(parked) == 1:
                robots = Ask(origin + PATH, "robots")
                self._queues.of(origin).jobs.appendleft(Job(robots, robots.url, "robots", [robots.url]))
            return False
        refusal = self._robots[origin].refusal(job.url, self.settings.max_wait_seconds)
        if refusal is not None:
            self._fail(job, refusal)
        return refusal is None

    def _step(self, host: Host, job: Job) -> None:
        most = self.settings.max_robots_bytes if job.role == "robots" else None
        try:
            answer = ask(job.url, self.settings, job.conditions(), most)
        except Failure as failure:
            answer = None
            self._after_failure(host, job, failure)
        pause = max(self.settings.pause_seconds, host.pause)
        host.ready = max(host.ready, self.clock.monotonic() + pause)
        if answer is not None:
            self._after_answer(host, job, answer)

    def _after_failure(self, host: Host, job: Job, failure: Failure) -> None:
        if failure.outcome in PASSING and job.attempt < self.settings.max_attempts:
            self._again(host, job, backoff(job.attempt, self.settings), str(failure))
        else:
            self._fail(job, failure)

    def _after_answer(self, host: Host, job: Job, answer: Answer) -> None:
        try:
            if answer.status == 200:
                self._deliver(host, job, answer)
            elif answer.status == 304 and job.conditions():
                host.failures = 0
                self._tell(job, "unchanged", answer=answer)
            elif answer.status in _REDIRECTS:
                self._redirect(job, answer)
            elif answer.status in PASSING_STATUSES:
                self._busy(host, job, answer)
            else:
                raise Failure("gone" if answer.status in _GONE else "http_error", f"状态 {answer.status}")
        except Failure as failure:
            self._fail(job, failure, answer)

    def _deliver(self, host: Host, job: Job, answer: Answer) -> None:
        host.failures = 0
        if job.role == "robots":
            self._tell(job, "rules", answer=answer)
            self._settle(job, read_robots(answer.body))
            return
        if not answer.body:
            raise Failure("empty_body", "0 字节")
        taken = self.take(job.ask, answer)
        self._tell(job, taken.outcome, taken.reason, answer, taken.file)
        for url, failure in taken.refused:
            reason = f"{failure.found}(见于 {job.ask.url})"
            self._tell(Job(Ask(url, listed_by=job.ask.url), url, "page"), failure.outcome, reason)
        for one in taken.more:
            self._add(one)

    def _redirect(self, job: Job, answer: Answer) -> None:
        location = answer.headers.get("location", "")
        if not location.strip():
            raise Failure("bad_redirect", f"状态 {answer.status} 而无 Location")
        target = joined_header(job.url, location)
        if target in job.seen:
            raise Failure("redirect_loop", f"又回到 {target}")
        if len(job.seen) > self.settings.max_redirects:
            raise Failure("too_many_redirects", f"超过 {self.settings.max_redirects} 次,下一个为 {target}")
        self._tell(job, "redirected", target, answer, last=False)
        self._queues.of(target).jobs.appendleft(Job(job.ask, target, job.role, [*job.seen, target]))

    def _busy(self, host: Host, job: Job, answer: Answer) -> None:
        """A server that says it cannot answer now: wait as long as it says, or as we would."""
        wait = retry_after(answer.headers.get("retry-after"), self.clock.now())
        found = f"状态 {answer.status}"
        if wait is not None and wait > self.settings.max_wait_seconds:
            until = self.clock.now() + timedelta(seconds=wait)
            host.closed = Failure(
                "asked_to_wait", f"{found},要求等待 {wait:.0f} 秒,{until:%Y-%m-%d %H:%M %Z} 前不再请求"
            )
            self.postpone(host_of(job.url), until)
            raise host.closed
        if job.attempt >= self.settings.max_attempts:
            raise Failure("http_error", f"{found},已试 {job.attempt} 次")
        self._again(host, job, backoff(job.attempt, self.settings) if wait is None else wait, found, answer)

    def _again(self, host: Host, job: Job, wait: float, reason: str, answer: Answer | None = None) -> None:
        self._tell(job, "retried", f"{reason};{wait:g} 秒后再试", answer, last=False)
        host.ready = max(host.ready, self.clock.monotonic() + wait)
        job.attempt += 1
        host.jobs.appendleft(job)

    def _fail(self, job: Job, failure: Failure, answer: Answer | None = None) -> None:
        status = answer.status if answer else None
        if job.role == "robots":
            robots = without_robots(failure, status)
            self._tell(job, "no_rules" if robots.unreachable is None else failure.outcome, failure.found, answer)
            self._settle(job, robots)
            return
        self._tell(job, failure.outcome, failure.found, answer)
        host = self._queues.of(job.url)
        if failure.outcome in _HOST_FAILS and host.closed is None:
            host.failures += 1
            if host.failures >= self.settings.max_failures:
                host.closed = Failure("host_down", f"连续 {host.failures} 个网址未取得,末次:{failure}")

    def _settle(self, job: Job, robots: Robots) -> None:
        """The rules of an origin are known: its jobs go on, in their order."""
        origin = origin_of(job.ask.url)
        self._robots[origin] = robots
        host = self._queues.of(origin)
        if robots.delay_seconds <= self.settings.max_wait_seconds:
            host.pause = max(host.pause, robots.delay_seconds)
            # The request for robots.txt itself counts, so that the first page waits as long as the second.
            host.ready = max(host.ready, self.clock.monotonic() + host.pause)
        host.jobs.extendleft(reversed(self._parked.pop(origin, [])))

    def _tell(
        self,
        job: Job,
        outcome: str,
        reason: str = "",
        answer: Answer | None = None,
        file: str | None = None,
        last: bool = True,
    ) -> None:
        got = answer if answer is not None and answer.status == 200 else None
        entry = Entry(
            time=self.clock.now(),
            url=job.url,
            asked_url=job.ask.url,
            role=job.role,
            attempt=job.attempt,
            outcome=outcome,
            reason=reason,
            status=answer.status if answer else None,
            received=got.received if got else None,
            sha256=hashlib.sha256(got.body).hexdigest() if got else None,
            media_type=got.media_type if got else None,
            file=file,
            last=last and job.role != "robots",
        )
        self.tell(entry)
