"""What the bundle is made from, and the identifiers of its parts.

Does not belong here: what is made of it (datasets.py, dashboards.py).
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from functools import cache
from typing import Any

import yaml

from orchestration.home import PROJECT_ROOT

FOLDER = PROJECT_ROOT / "bi" / "superset"
DEFINITIONS = FOLDER / "definitions"
BUNDLE = FOLDER / "bundle"
# Where the viewer listens unless told otherwise; importing replaces it by FAZHI_VIEWER_URL.
VIEWER = "http://127.0.0.1:8421"
VERSION = "1.0.0"
Row = Mapping[str, Any]
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "superset.fazhi")
_FOLD = re.compile(r"(?<=[\u3001-\u9fff\uff00-\uffef,;:)]) (?=[\u3001-\u9fff\uff00-\uffef])")


def identifier(kind: str, name: str) -> str:
    """The UUID of a part of the bundle; the same name always has the same."""
    return str(uuid.uuid5(_NAMESPACE, f"{kind}/{name}"))


@cache
def definitions(name: str) -> dict[str, Any]:
    """What stands in ``definitions/<name>.yml``; lines of Chinese are joined without the blank that YAML puts there."""
    text = (DEFINITIONS / f"{name}.yml").read_text(encoding="utf-8")
    found: dict[str, Any] = _joined(yaml.safe_load(text))
    return found


def _joined(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _joined(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_joined(one) for one in value]
    return _FOLD.sub("", value) if isinstance(value, str) else value
