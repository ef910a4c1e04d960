"""Lists whose k-th name belongs to the k-th figure (受理、办结分别为12件、11件).

Does not belong here: one figure for several names (各, 均为), which naming handles where it finds it.
"""

from __future__ import annotations

import re

from orchestration.extraction.drafts import conjuncts
from orchestration.extraction.frames import Frame
from orchestration.extraction.phrases import clean_left
from orchestration.extraction.verbs import parse


def respective_name(frame: Frame) -> str:
    """Return the name that belongs to this figure of a 分别 list, "" where there is no such list."""
    if "分别" not in frame.text[frame.site.clause.start : frame.site.span.start]:
        return ""
    chain = frame.chain()
    opening = frame.text[frame.site.clause.start : frame.figures[chain[0]].span.start]
    if "分别" not in opening or len(chain) < 2:
        return ""
    names = complete_list(conjuncts(clean_left(re.sub(r"分别[^分]{0,4}$", "", opening))))
    return names[frame.index - chain[0]] if len(names) == len(chain) else ""


def complete_list(names: list[str]) -> list[str]:
    """Give every member of a list the noun that only its first or last member carries."""
    if len(names) < 2:
        return names
    last, first = parse(names[-1]), names[0]
    if last.verb and last.noun and all(parse(name).bare_verb for name in names[:-1]):
        return [*(name + last.noun for name in names[:-1]), names[-1]]
    if all(parse(name).bare_verb for name in names[1:]):
        for name in names[1:]:
            noun = first[: -len(name)] if len(first) > len(name) + 1 else ""
            if noun and parse(first[len(noun) :]).bare_verb:
                return [first, *(noun + later for later in names[1:])]
    return names
