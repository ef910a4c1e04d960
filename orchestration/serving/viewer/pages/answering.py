"""What every page does around its own work: values read, release opened, errors told with the right status.

Does not belong here: any one page.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from orchestration.serving.viewer.current_release import (
    CurrentRelease,
    NoRelease,
    Reader,
    ReleaseBusy,
    ReleaseUnreadable,
)
from orchestration.serving.viewer.language import CHINESE, ENGLISH
from orchestration.serving.viewer.rendering import View, render
from orchestration.serving.viewer.values import LANGUAGE, BadValue, Parameter, checked_identifier, read_values

logger = logging.getLogger("fazhi.viewer")
Values = dict[str, Any]


class NotFound(Exception):
    """There is nothing at this address; the message says what was looked for."""


@dataclass(frozen=True, slots=True)
class Question:
    """A request with its release, its values and how it is to be answered."""

    reader: Reader
    view: View
    values: Values
    request: Request


Handler = Callable[[Question], Response]
PATH_ID = "id"


def page(path: str, handler: Handler, parameters: Sequence[Parameter] = (), name: str | None = None) -> Route:
    """A route for people: errors are pages. An ``{id}`` in the path is checked and put among the values."""

    def endpoint(request: Request) -> Response:
        release: CurrentRelease = request.app.state.release
        view = _view(request, None)
        try:
            values = _values(request, [*parameters, LANGUAGE])
            with release.reader() as reader:
                view = _view(request, reader.release.version)
                return handler(Question(reader, view, values, request))
        except BadValue as error:
            return _problem(view, 400, "这个地址有误", "This address cannot be right", str(error))
        except NotFound as error:
            return _problem(view, 404, "没有找到", "Not found", str(error))
        except ReleaseBusy as error:
            return _problem(view, 503, "此刻太忙", "Too busy just now", str(error))
        except (NoRelease, ReleaseUnreadable) as error:
            logger.error("%s: %s", type(error).__name__, error.__cause__ or error)
            return _problem(view, 503, "暂时没有可读的发布", "No release can be read now", told(error))

    return Route(path, endpoint, methods=["GET"], name=name or path)


def resource(path: str, handler: Handler, parameters: Sequence[Parameter] = ()) -> Route:
    """A route for programs: errors are JSON with ``error`` and ``message``."""

    def endpoint(request: Request) -> Response:
        release: CurrentRelease = request.app.state.release
        try:
            values = _values(request, parameters, strict=True)
            with release.reader() as reader:
                return handler(Question(reader, _view(request, reader.release.version), values, request))
        except BadValue as error:
            return json_problem(400, "bad_value", str(error))
        except NotFound as error:
            return json_problem(404, "not_found", str(error))
        except ReleaseBusy as error:
            return json_problem(503, "busy", str(error))
        except (NoRelease, ReleaseUnreadable) as error:
            logger.error("%s: %s", type(error).__name__, error.__cause__ or error)
            return json_problem(503, "no_release", told(error))

    return Route(path, endpoint, methods=["GET"])


def json_problem(status: int, code: str, message: str) -> JSONResponse:
    """An error for programs."""
    return JSONResponse({"error": code, "message": message}, status)


def told(error: Exception) -> str:
    """What is wrong with the release, without the paths of the server."""
    if isinstance(error, NoRelease):
        return "尚无发布。请先运行 fazhi build(there is no release yet: run fazhi build)。"
    return str(error)


def problem_page(request: Request, status: int, zh: str, en: str, message: str) -> Response:
    """An error outside of any page. Its links start from home: an address such as //elsewhere would lead elsewhere."""
    return _problem(replace(_view(request, None), path="/", query={}), status, zh, en, message)


def _values(request: Request, parameters: Sequence[Parameter], strict: bool = False) -> Values:
    values = read_values(request, parameters, strict)
    if PATH_ID in request.path_params:
        values[PATH_ID] = checked_identifier(request.path_params[PATH_ID])
    return values


def _view(request: Request, version: str | None) -> View:
    query: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items()[:200]:
        query.setdefault(name, []).append(value)
    language = ENGLISH if query.get("lang") == [ENGLISH] else CHINESE
    today: Callable[[], date] = request.app.state.today
    return View(request.url.path, language, version, today(), query)


def _problem(view: View, status: int, zh: str, en: str, message: str) -> Response:
    return render(view, "problem.html", status, title=view.t(zh, en), message=message, problem_status=status)
