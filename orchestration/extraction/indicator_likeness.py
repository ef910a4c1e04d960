"""Which indicator a figure is most like, learned from annotated figures; it has a say beside the patterns.

Every indicator has weights for features of a figure (indicator_features.py), learned by a linear classifier from the
corpus without its held-out part, the dictionary and the cases (tables/indicator_likeness*.csv, written by ``python -m
tools.train_likeness``). What the patterns say counts as ``SAID``, having none as ``NONE``; another row takes over only
where it is likely in itself and leads clearly; a row of the patterns that nothing else speaks for is withdrawn, as a
wrong row is worse than none. All in thousandths of the classifier's margin. Does not belong here: training
(tools/train_likeness.py) and the patterns, which go first (indicators.py).
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from orchestration.csv_rows import pairs_of
from orchestration.extraction.indicator_features import Surroundings, features
from orchestration.extraction.indicator_patterns import index
from orchestration.extraction.mention import UNMAPPED
from orchestration.extraction.vocabulary import TABLES, table

if TYPE_CHECKING:  # loading it takes as long as everything else here: that is left to the first figure
    import numpy as np
    import numpy.typing as npt

# Chosen on rounds 5 and 6 of the corpus, by weights trained without them and patterns made before them.
SAID = 400
NONE = 600
SURE = 0  # from here on a row of the patterns stands and no other is looked at
LIKELY = -300  # below this no row takes over from the patterns
LEAD = 150  # by how much it must lead
UNLIKELY = -1000  # below this a row of the patterns is withdrawn, if it had examples enough
ENOUGH = 20  # examples; names and synonyms in the dictionary are some of them
_MATTERS = (
    ("review_", re.compile("复议")),
    ("hotline_", re.compile(r"热线|信访|诉求|工单|来电|来信|投诉|举报|建议|1[02]\d{3}|00000")),
)
_BARE = re.compile(
    "(?:共|已|依法|全年|累计|全部|新|均已?)*(?:受理|办结|审结|结案|收到|接收|新收|办理|维持|驳回|撤销|终止|撤回)+(?:申请|案件)?"
    "|(?:受理|办理)*(?:按期|按时|及时)?(?:办结|答复)率"
)
# What was refused is not what was done, however alike the words are: 不予受理许可申请 and 受理许可申请.
_DENIED = re.compile("不予|不受理|未受理|未予")
_TOLD = 3  # indicators shown in an explanation


@lru_cache(maxsize=1)
def _indicators() -> tuple[str, ...]:
    """The indicators that have weights, in the order of their rows, and ``unmapped``."""
    return tuple(row["indicator_id"] for row in table("indicator_likeness"))


@lru_cache(maxsize=1)
def _places() -> Mapping[str, int]:
    return {indicator: place for place, indicator in enumerate(_indicators())}


@dataclass(frozen=True, slots=True)
class _Weights:
    """The weights in hundredths that are not 0: nine of 850 a feature.

    ``rows`` numbers the features. In the order of the features lie ``places``, of the indicators, and ``weights``;
    ``starts`` tells where those of each feature begin. ``of_place`` has for each indicator the rows of its features, in
    order, and their weights. ``leanings`` is what every indicator scores before anything is known (in thousandths, as
    scores are: the features' values are tenths), ``well_known`` tells which had examples enough.
    """

    rows: Mapping[str, int]
    starts: npt.NDArray[np.int32]
    places: npt.NDArray[np.int16]
    weights: npt.NDArray[np.int8]
    of_place: Sequence[tuple[npt.NDArray[np.int32], npt.NDArray[np.int8]]]
    leanings: npt.NDArray[np.float64]
    well_known: npt.NDArray[np.bool_]

    def asked(self, found: Mapping[str, int]) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
        """The values of the features that have weights, and their rows."""
        import numpy as np

        known = self.rows.get
        values, rows = [], []
        for name, value in found.items():
            row = known(name)
            if row is not None:
                values.append(value)
                rows.append(row)
        return np.array(values, dtype=np.int32), np.array(rows, dtype=np.int32)

    def score(self, values: npt.NDArray[np.int32], rows: npt.NDArray[np.int32], place: int) -> float:
        """What one indicator scores: a whole number, as ``scores``."""
        own, weights = self.of_place[place]
        at = own.searchsorted(rows)
        return float(self.leanings[place] + values @ (weights[at] * (own[at] == rows)))

    def scores(self, values: npt.NDArray[np.int32], rows: npt.NDArray[np.int32]) -> npt.NDArray[np.float64]:
        """What every indicator scores with these features: whole numbers, exact in whatever order they are added."""
        import numpy as np

        begins = self.starts[rows]
        sizes = self.starts[rows + 1] - begins
        ends = sizes.cumsum()
        which = np.arange(ends[-1] if len(rows) else 0) + (begins - ends + sizes).repeat(sizes)
        added = self.weights[which] * values.repeat(sizes)
        return self.leanings + np.bincount(self.places[which], added, len(self.leanings))


@lru_cache(maxsize=1)
def _weights() -> _Weights:
    import numpy as np

    rows: dict[str, int] = {}
    texts: list[str] = []
    for feature, text in pairs_of(TABLES / "indicator_likeness_weights.csv"):
        rows[feature] = len(texts)
        texts.append(text)
    sizes = [(text.count(" ") + 1) // 2 for text in texts]
    starts = np.array([0, *accumulate(sizes)], dtype=np.int32)
    entries = np.fromstring(" ".join(texts), dtype=np.int16, sep=" ").reshape(-1, 2)
    weights = entries[:, 1].astype(np.int8)
    # Each place is told by how far it lies behind the one before, the first of a feature by itself.
    reached = entries[:, 0].cumsum(dtype=np.int32)
    before = reached[starts[:-1]] - entries[starts[:-1], 0]
    places = (reached - before.repeat(sizes)).astype(np.int16)
    indicators = table("indicator_likeness")
    order = places.argsort(kind="stable")
    cuts = np.bincount(places, minlength=len(indicators)).cumsum()[:-1]
    of_features = np.split(np.arange(len(rows), dtype=np.int32).repeat(sizes)[order], cuts)
    # One more at the end, for a row behind all others.
    of_place = [
        (np.append(own, np.int32(len(rows))), np.append(theirs, np.int8(0)))
        for own, theirs in zip(of_features, np.split(weights[order], cuts), strict=True)
    ]
    return _Weights(
        rows,
        starts,
        places,
        weights,
        of_place,
        np.array([10 * int(row["leaning"]) for row in indicators], dtype=np.float64),
        np.array([int(row["examples"]) >= ENOUGH for row in indicators]),
    )


@lru_cache(maxsize=256)
def _countable(unit: str, family: str) -> npt.NDArray[np.float64]:
    """0 for each indicator that has a pattern counting in a unit, minus infinity for the others: they are no answer,
    whatever the words are like."""
    import numpy as np

    able = {one.indicator_id for one in index().patterns if one.counts_in(unit, family)} | {UNMAPPED}
    return np.array([0.0 if indicator in able else -math.inf for indicator in _indicators()])


def most_alike(measure: str, unit: str, family: str, around: Surroundings) -> list[tuple[str, float]]:
    """Return the indicators a figure is most like with their scores in hundredths, best first."""
    names = _indicators()
    weights = _weights()
    scores = weights.scores(*weights.asked(features(measure, unit, family, around))) + _countable(unit, family)
    ranked = sorted((-float(score), names[place]) for place, score in enumerate(scores) if score > -math.inf)[:_TOLD]
    return [(indicator, -score / 10) for score, indicator in ranked]


@lru_cache(maxsize=1 << 14)
def weighed_indicator(said: str, measure: str, unit: str, family: str, around: Surroundings) -> str:
    """Return the indicator of a figure, told what the patterns ``said`` (``unmapped`` if nothing)."""
    weights, places = _weights(), _places()
    none, own = places[UNMAPPED], places.get(said)
    if own is None:
        return said  # a row newer than the table
    asked = weights.asked(features(measure, unit, family, around))
    if own != none and weights.score(*asked, own) >= SURE:
        return said
    scores = weights.scores(*asked)
    weighed = scores + _countable(unit, family)
    weighed[own] = scores[own] + (SAID if own != none else 0)
    weighed[none] = scores[none] + NONE
    first = int(weighed.argmax())
    withdrawn = weights.well_known[own] and scores[own] < UNLIKELY
    kept = UNMAPPED if own == none or withdrawn else said
    if first == none:
        return UNMAPPED if own == none or weights.well_known[own] else said
    if first == own:
        return kept
    best = weighed[first]
    weighed[first] = -math.inf
    leads = scores[first] >= LIKELY and best - weighed.max() >= LEAD
    if own != none and _DENIED.search(measure):
        return kept
    if leads and own == none and _is_of_no_matter(_indicators()[first], measure, around):
        return kept
    return _indicators()[first] if leads else kept


def _is_of_no_matter(indicator: str, measure: str, around: Surroundings) -> bool:
    """Whether a bare act (受理, 办结率) would be taken for one of reviews or of a hotline that no word around names."""
    if _BARE.fullmatch(measure) is None:
        return False
    matter = next((words for rows, words in _MATTERS if indicator.startswith(rows)), None)
    return matter is not None and not matter.search(around.before) and not matter.search(around.section)
