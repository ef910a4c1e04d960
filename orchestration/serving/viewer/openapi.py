"""The description of the API, made from its declaration: parameters with their bounds, columns with their meaning.

Does not belong here: a second list of what there is.
"""

from __future__ import annotations

from typing import Any

from starlette.responses import JSONResponse, Response

from orchestration import __version__
from orchestration.serving.viewer.api import PREFIX, RESOURCES, Resource
from orchestration.serving.viewer.current_release import Reader
from orchestration.serving.viewer.downloads import column_notes
from orchestration.serving.viewer.pages.answering import Question, page, resource
from orchestration.serving.viewer.rendering import render
from orchestration.serving.viewer.values import Parameter

_ADDRESS = "/api/openapi.json"
_INTEGERS = ("_cnt", "_no")
_NUMBERS = (
    "value",
    "low",
    "high",
    "confidence",
    "min_value",
    "max_value",
    "sum_value",
    "value_extracted",
    "additive_value",
)
_QUARTILES = ("lower_quartile", "median_value", "upper_quartile")
_WHOLE = ("year", "first_year", "last_year", "char_start", "char_end", "chars", "page", "version")
_IDENTIFIER = Parameter("id", "identifier", "标识(identifier)")


def description(reader: Reader) -> dict[str, Any]:
    """The document, with what the columns mean as the release says it."""
    notes = column_notes(reader)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "法治 Fazhi",
            "version": __version__,
            "description": "法治政府建设年度报告的数字与原句,只读(figures and sentences of the reports, read-only)。",
        },
        "paths": {PREFIX + one.path: {"get": _operation(one, notes)} for one in RESOURCES},
        "components": {
            "schemas": {
                "Problem": {
                    "type": "object",
                    "required": ["error", "message"],
                    "properties": {"error": {"type": "string"}, "message": {"type": "string"}},
                }
            }
        },
    }


def _operation(one: Resource, notes: dict[str, str]) -> dict[str, Any]:
    statuses = {"200": _answer(one, notes), "400": _problem("参数有误(a value that cannot be)")}
    parameters = [
        {
            "name": each.name,
            "in": "query",
            "required": each.required,
            "description": each.description,
            "schema": each.schema(),
        }
        | ({"style": "form", "explode": True} if each.many > 1 else {})
        for each in one.all_parameters
    ]
    if "{id}" in one.path:
        statuses["404"] = _problem("没有这个标识(no such identifier)")
        schema = {"name": "id", "in": "path", "required": True, "schema": _IDENTIFIER.schema()}
        parameters.insert(0, schema)
    statuses["503"] = _problem("没有可读的发布(no release to read)")
    name = one.path.strip("/").replace("/", "_").replace("{", "").replace("}", "")
    return {"operationId": name, "summary": one.summary, "parameters": parameters, "responses": statuses}


def _answer(one: Resource, notes: dict[str, str]) -> dict[str, Any]:
    row = {
        "type": "object",
        "required": list(one.columns),
        "properties": {name: {"type": _types(name), "description": notes.get(name, "")} for name in one.columns},
    }
    properties: dict[str, Any] = {"release": {"type": "string"}, "data": {"type": "array", "items": row}}
    if one.paged:
        properties |= {
            "page": {"type": "integer"},
            "page_size": {"type": "integer"},
            "total": {"type": ["integer", "null"], "description": "总行数;空为未计(rows in all; empty: not counted)"},
        }
    schema = {"type": "object", "required": list(properties), "properties": properties}
    return {"description": one.summary, "content": {"application/json": {"schema": schema}}}


def _types(column: str) -> list[str]:
    if column.startswith("is_") or column == "passed":
        return ["boolean", "null"]
    if column in _NUMBERS or column in _QUARTILES:
        return ["number", "null"]
    if column in _WHOLE or column.endswith(_INTEGERS):
        return ["integer", "null"] if column != "index_no" else ["string", "null"]
    return ["string", "null"]


def _problem(text: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": text, "content": {"application/json": {"schema": schema}}}


def document(question: Question) -> Response:
    """The description as JSON."""
    return JSONResponse(description(question.reader))


def about(question: Question) -> Response:
    """The description for people."""
    return render(question.view, "api.html", resources=RESOURCES, prefix=PREFIX, address=_ADDRESS)


ROUTES = [page("/api", about), resource(_ADDRESS, document)]
