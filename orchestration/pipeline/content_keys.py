"""Keys that say of what a result was made: equal inputs, equal key. Does not belong here: what goes into a key."""

from __future__ import annotations

import hashlib
import json


def content_key(inputs: object) -> str:
    """The first 16 hex digits of the SHA-256 of ``inputs`` (lists, dictionaries, texts, numbers, dates)."""
    content = json.dumps(inputs, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(content.encode()).hexdigest()[:16]
