"""Writes orchestration/extraction/tables/indicator_likeness.csv: ``python -m tools.train_likeness`` (a few minutes).

Trained on the annotated figures of the corpus (the held-out part stays out), the rounds of sentences with their ids,
the names and synonyms of the dictionary and the cases of its patterns, by nothing that the extractor says; so the table
changes only with these. A linear support vector machine for each indicator against all others (scikit-learn's
LinearSVC); weights near nothing are left out and the others rounded, so that the table stays small. The hash of what it
was trained on stands beside it: a test tells when the corpus has moved on. Does not belong here: using the table.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from orchestration.cli.corpus import CORPUS, annotated
from orchestration.extraction.indicator_features import NOWHERE, REACH, Features, alike, features, surroundings
from orchestration.extraction.indicators import dictionary_rows
from orchestration.extraction.mention import UNMAPPED
from orchestration.extraction.segment import segment
from orchestration.extraction.units import family_of
from orchestration.extraction.vocabulary import TABLES

TABLE = TABLES / "indicator_likeness.csv"  # the indicators, in the order by which the weights number them
WEIGHTS = TABLES / "indicator_likeness_weights.csv"  # a feature a row: it is read when the feature first occurs
TRAINED_ON = TABLES / "indicator_likeness.sha256"
_CASES = ("indicators.jsonl", "indicators_growth.jsonl")
_MARK = re.compile(r"\{([^={}]+)=([^{}]*)\}")
_FIGURE = re.compile(r"^[\d０-９,，.．余多万亿近约一二三四五六七八九十百千两]+")
_CLAUSE_END = re.compile(r"[，,：:、。；;\n]")
_NAMED = 12  # characters of the clause before a figure that stand for its name where none is told
_OF_ROUND, _OF_NAME = 0.6, 0.3  # weight of examples that were not annotated in a report
_OF_CLAUSE = 0.4  # of a figure of a report told once more with the words before it for its name
_COST = 0.15  # of an error in training; with 0.3 and 1 a little worse on the held-out part
_LEAST = 2  # weights below this (in hundredths) are left out: a fortieth of all, and nothing that can be measured
_SEEN = 2  # examples a feature must occur in

Rows = list[dict[str, str]]
Example = tuple[Features, str, float]  # features, indicator, weight


def examples(corpus: Path = CORPUS) -> Iterator[Example]:
    """All examples: annotated facts, cases in sentences, rounds of sentences, names and synonyms of the dictionary,
    cases of names."""
    yield from _of_reports()
    for case in _lines(corpus / "cases" / "sentences.jsonl"):
        yield from _of_sentence(case)
    for path in sorted((corpus / "cases" / "indicator_rounds").glob("*.jsonl")):
        for case in _lines(path):
            yield from _of_round(case["text"])
    for row in dictionary_rows():
        for name in filter(None, (row["name_zh"], *row["synonyms_zh"].split(";"))):
            yield features(name, "", "", NOWHERE), row["indicator_id"], _OF_NAME
    for case in chain.from_iterable(_lines(corpus / "cases" / name) for name in _CASES):
        if case.get("indicator_id"):
            yield features(case["measure"], case.get("unit", ""), "", NOWHERE), case["indicator_id"], _OF_NAME


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    return map(json.loads, path.read_text(encoding="utf-8").splitlines())


def _of_reports() -> Iterator[Example]:
    for one in annotated():
        sections = segment(one.document.text, one.document.blocks).sections
        for row in one.gold:
            title = next((found.title for found in reversed(sections) if found.start <= int(row["start"])), "")
            yield from _of_fact(row, one.document.text, title)


def _of_fact(row: Mapping[str, Any], text: str, section: str) -> Iterator[Example]:
    if row["kind"] != "fact":
        return
    indicator = row.get("indicator_id") or UNMAPPED
    if indicator == UNMAPPED and row.get("value_kind") == "change":
        return  # a change may go without the indicator of its level
    unit = row.get("unit") or ""
    around = surroundings(alike(text), int(row["start"]), int(row["end"]), section)
    names = sorted({row["measure"], *(row.get("measure_alt") or [])})
    for name in names:
        yield features(name, unit, family_of(unit), around), indicator, 1 / len(names)
    # A name found by the extractor is often poorer than an annotated one: the words around must then be enough.
    yield features(_clause_before(around.before), unit, family_of(unit), around), indicator, _OF_CLAUSE


def _clause_before(words: str) -> str:
    return _CLAUSE_END.split(words)[-1][-_NAMED:]


def _of_sentence(case: Mapping[str, Any]) -> Iterator[Example]:
    """The figures of a case; most stand in the order of its text, and one may count for several facts."""
    text, at = case["text"], 0
    for fact in case["facts"]:
        start = text.find(fact["surface"], at)
        start = text.index(fact["surface"]) if start < 0 else start
        at = start + len(fact["surface"])
        if "indicator_id" in fact and fact.get("value_kind") != "change":
            around = surroundings(alike(text), start, at, "")
            yield features(fact["measure"], fact["unit"], family_of(fact["unit"]), around), fact["indicator_id"], 1.0


def _of_round(marked: str) -> Iterator[Example]:
    """The figures of a round; what stands before one in its clause is its name, as the round tells none."""
    text = _MARK.sub(lambda mark: mark[1], marked)
    moved = 0
    for mark in _MARK.finditer(marked):
        start = mark.start() - moved
        moved += len(mark[0]) - len(mark[1])
        unit = _FIGURE.sub("", mark[1]) or mark[1]
        around = surroundings(alike(text), start, start + len(mark[1]), "")
        name = _clause_before(text[max(0, start - REACH) : start])
        yield features(name, unit, "", around), mark[2].split("|")[0] or UNMAPPED, _OF_ROUND


def trained(found: Sequence[Example]) -> tuple[Rows, Rows]:
    """Return the rows of both tables: every indicator with its leaning and the number of its examples, and every
    feature with the indicators it speaks for or against: how far the number of each lies behind the one before, and by
    how much (all in hundredths)."""
    import numpy
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.svm import LinearSVC

    seen = Counter(feature for given, _, _ in found for feature in given)
    known = [
        {feature: value / 10 for feature, value in given.items() if seen[feature] >= _SEEN} for given, _, _ in found
    ]
    vectorizer = DictVectorizer(dtype=numpy.float32)
    matrix = vectorizer.fit_transform(known)
    matrix.indices, matrix.indptr = matrix.indices.astype(numpy.int32), matrix.indptr.astype(numpy.int32)
    machine = LinearSVC(C=_COST, tol=1e-3, random_state=0)
    machine.fit(matrix, [indicator for _, indicator, _ in found], sample_weight=[weight for _, _, weight in found])
    counts = Counter(indicator for _, indicator, _ in found)
    indicators = [
        {"indicator_id": str(indicator), "leaning": str(round(100 * leaning)), "examples": str(counts[indicator])}
        for indicator, leaning in zip(machine.classes_, machine.intercept_, strict=True)
    ]
    weights = numpy.rint(100 * machine.coef_.T).astype(int)
    by_feature = []
    for feature, row in zip(vectorizer.get_feature_names_out(), weights, strict=True):
        places = numpy.flatnonzero(abs(row) >= _LEAST)
        kept = [f"{gap} {row[place]}" for gap, place in zip(numpy.diff(places, prepend=0), places, strict=True)]
        if kept:
            by_feature.append({"feature": str(feature), "weights": " ".join(kept)})
    return indicators, by_feature


def written(rows: Rows) -> str:
    """A table as text."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def fingerprint(found: Sequence[Example]) -> str:
    """The hash of the examples, whatever their order."""
    lines = sorted(json.dumps(one, ensure_ascii=False, sort_keys=True) for one in found)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def main() -> int:
    """Train and write; with ``--check`` only say by the exit status whether the tables are what training gives."""
    found = list(examples())
    texts = dict(zip((TABLE, WEIGHTS), map(written, trained(found)), strict=True))
    if "--check" in sys.argv:
        return int(any(path.read_text(encoding="utf-8") != text for path, text in texts.items()))
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8")
    TRAINED_ON.write_text(fingerprint(found) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
