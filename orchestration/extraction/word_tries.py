"""Pattern texts for many words at once: the longest of the words at a position, branching character by character.

Does not belong here: which words; tables say that.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast

# So few single characters are as fast to match one by one as in a set, and ``re`` compiles a set of Chinese characters
# by way of a map of 64 KB; an empty look-ahead keeps it from making one.
FEW = range(3, 9)
_Node = dict[str, "object"]
_END = ""


def trie_pattern(words: Mapping[str, str]) -> str:
    """Return a pattern for the longest of the words at a position; each word maps to the look-ahead that ends it."""
    trie: _Node = {}
    for word, ending in words.items():
        node = trie
        for character in word:
            node = cast("_Node", node.setdefault(character, {}))
        node[_END] = ending
    return _branch(trie)


def _branch(node: _Node) -> str:
    parts = [
        re.escape(character) + _branch(cast("_Node", below)) for character, below in sorted(node.items()) if character
    ]
    if not parts:
        return cast("str", node.get(_END, ""))
    if _END not in node:
        if len(parts) in FEW and all(len(part) == 1 for part in parts):
            parts[-1] += "(?=)"
        return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"
    return f"(?:{'|'.join(parts)}|{node[_END]})"
