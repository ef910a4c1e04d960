"""The application: its addresses, its guard, what happens when nothing else fits.

Does not belong here: the process that listens (server.py), what single pages do (pages/).
"""

from __future__ import annotations

import gzip
import logging
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import date
from functools import cache

from anyio.to_thread import current_default_thread_limiter
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from orchestration.home import Home
from orchestration.serving.viewer import api, openapi
from orchestration.serving.viewer.current_release import CurrentRelease, NoRelease, ReleaseBusy, ReleaseUnreadable
from orchestration.serving.viewer.guard import Guard
from orchestration.serving.viewer.pages import agencies, comparison, indicators, overview, quality, reports
from orchestration.serving.viewer.pages.answering import json_problem, problem_page
from orchestration.serving.viewer.queries.dictionary import indicator_labels
from orchestration.serving.viewer.queries.overview import (
    checks,
    newest_reports,
    reports_by_year,
    systems,
    top_indicators,
    totals,
)
from orchestration.serving.viewer.queries.quality import doubtful_facts
from orchestration.serving.viewer.rendering import STATIC, warm_templates

# Pages are made one a worker. More workers than this only wait for the same few processors, and each takes memory.
WORKERS = 2
_YEAR_SECONDS = 31_536_000
logger = logging.getLogger("fazhi.viewer")


def create_app(home: Home, token: str | None = None, today: Callable[[], date] = date.today) -> Starlette:
    """The viewer on the current release of ``home``; with ``token`` nobody is let in without it."""
    app = Starlette(
        routes=[
            *overview.ROUTES,
            *indicators.ROUTES,
            *agencies.ROUTES,
            *comparison.ROUTES,
            *reports.ROUTES,
            *quality.ROUTES,
            *api.ROUTES,
            *openapi.ROUTES,
            Route("/health", health, methods=["GET"]),
            Mount("/static", CachedFiles(directory=STATIC)),
        ],
        middleware=[Middleware(Guard, token=token), Middleware(GZipMiddleware, minimum_size=1_000, compresslevel=5)],
        exception_handlers={HTTPException: http_problem, Exception: unforeseen},
        lifespan=_lifespan,
    )
    app.state.release = CurrentRelease(home)
    app.state.today = today
    return app


class CachedFiles(StaticFiles):
    """Static files, kept by browsers for a year, since their addresses change with their bytes; packed once."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """One file. A path that leads out of the directory is not found."""
        response = await super().get_response(path, scope)
        if response.status_code != 200:
            return response
        if path.endswith((".js", ".css")) and "gzip" in Headers(scope=scope).get("accept-encoding", ""):
            kind = response.headers["content-type"]
            response = Response(_packed(path), media_type=kind, headers={"content-encoding": "gzip"})
        response.headers["vary"] = "accept-encoding"
        response.headers["cache-control"] = f"public, max-age={_YEAR_SECONDS}, immutable"
        return response


@cache
def _packed(path: str) -> bytes:
    return gzip.compress((STATIC / path).read_bytes(), mtime=0)


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    current_default_thread_limiter().total_tokens = WORKERS
    # Beside the first answers, not before them.
    threading.Thread(target=warm, args=[app], daemon=True).start()
    yield
    app.state.release.close()


def warm(app: Starlette) -> None:
    """Make ready what the first readers would wait for: templates, and the sums of the first page."""
    warm_templates()
    release: CurrentRelease = app.state.release
    with suppress(NoRelease, ReleaseBusy, ReleaseUnreadable), release.reader() as reader:
        for make in (totals, reports_by_year, systems, top_indicators, checks, newest_reports, indicator_labels):
            make(reader)
        doubtful_facts(reader, 1, 0)


async def health(request: Request) -> Response:
    """Whether the process answers; says nothing of the release."""
    return PlainTextResponse("ok\n")


async def http_problem(request: Request, error: Exception) -> Response:
    """No such address, or not that way."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    zh, en = {
        404: ("没有这个地址", "There is no such page"),
        405: ("只能查看", "Only looking is possible"),
    }.get(status, ("请求有误", "The request is wrong"))
    if request.url.path.startswith("/api/"):
        response: Response = json_problem(status, "not_found" if status == 404 else "refused", f"{zh}({en})")
    else:
        response = problem_page(request, status, zh, en, "")
    for name, value in (getattr(error, "headers", None) or {}).items():
        response.headers[name] = value
    return response


async def unforeseen(request: Request, error: Exception) -> Response:
    """An error of ours: told in the log, not on the page."""
    logger.error("%s %s", request.method, request.url.path, exc_info=error)
    zh, en = "服务出错", "Something went wrong here"
    message = "已记入日志,请告知维护者(it is in the log; please tell the maintainers)。"
    if request.url.path.startswith("/api/"):
        return json_problem(500, "failed", message)
    return problem_page(request, 500, zh, en, message)
