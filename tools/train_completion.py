"""Writes orchestration/extraction/tables/completion_*.csv: ``python -m tools.train_completion`` (a minute).

Trained on the annotated figures of the corpus (the held-out part stays out): for every figure the words around it, and
whether the annotated name has them. The lexicon comes from the same texts: runs of characters that stand together far
more often than chance and that stand beside many others. A logistic regression (scikit-learn); weights near nothing
are left out and the others rounded. The hash of what it was trained on stands beside it: a test tells when the corpus,
or what the rules name, has moved on. Does not belong here: using the tables.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from orchestration.cli.corpus import Annotated, annotated
from orchestration.extraction.completion import indicator_name, place_of
from orchestration.extraction.completion_features import (
    LONGEST,
    Feature,
    Features,
    candidates,
    forget,
    pieces,
    told_of,
)
from orchestration.extraction.completion_weights import WEIGHTS
from orchestration.extraction.evaluate import as_row, paired
from orchestration.extraction.extract import extract
from orchestration.extraction.normalise import with_narrow_marks
from orchestration.extraction.vocabulary import TABLES, words
from tools.train_likeness import Rows, written

LEXICON = TABLES / "completion_words.csv"
NAMES = TABLES / "completion_names.csv"
TRAINED_ON = TABLES / "completion.sha256"
_RUN = re.compile("[一-鿿]+")
_FUNCTION = frozenset(
    "将把对就经由被于在为等的了及与和或均已共各按以其该并又也而且则使让至从向同所"
)  # no word of the lexicon begins or ends so
_OFTEN = 6  # times a word of the lexicon occurs
_TOGETHER = 2.0  # logarithm of how much oftener than by chance its parts stand together
_FREE = 0.8  # entropy of what stands on either side of it
_COST = 0.2  # of an error in training
_LEAST = 3  # weights below this (in hundredths) are left out
_SEEN = 2  # examples a feature must occur in

Example = tuple[
    tuple[Feature, ...], float, float
]  # features of a word, share of it that the annotated name has, weight


def lexicon(texts: Iterable[str]) -> list[str]:
    """Return the words of the texts, in order: by how firmly their characters cohere and how freely they stand."""
    count: Counter[str] = Counter()
    left: defaultdict[str, Counter[str]] = defaultdict(Counter)
    right: defaultdict[str, Counter[str]] = defaultdict(Counter)
    total = 0
    for run in (found for text in texts for found in _RUN.findall(text)):
        total += len(run)
        framed = f"^{run}$"
        for at in range(len(run)):
            for length in range(1, min(LONGEST, len(run) - at) + 1):
                word = run[at : at + length]
                count[word] += 1
                left[word][framed[at]] += 1
                right[word][framed[at + length + 1]] += 1
    never = words("completion_never", "word")
    return sorted(
        word
        for word, often in count.items()
        if len(word) > 1
        and not _FUNCTION & {word[0], word[-1]}
        and (word in never or not word.startswith(never))
        and often >= _OFTEN
        and min(math.log(often * total / (count[word[:k]] * count[word[k:]])) for k in range(1, len(word))) >= _TOGETHER
        and min(_entropy(left[word]), _entropy(right[word])) >= _FREE
    )


def lexicon_rows(read: Sequence[Annotated]) -> Rows:
    """Return the words of the documents, and how many annotated names have each."""
    had: Counter[str] = Counter()
    for name in _names(read):
        had.update({name[at : at + length] for length in range(2, LONGEST + 1) for at in range(len(name) - length + 1)})
    return [{"word": word, "names": str(had[word])} for word in lexicon(one.document.text for one in read)]


def _all_names(read: Iterable[Annotated]) -> list[str]:
    """Every name that a reader gave a figure or would let pass, in order."""
    facts = [row for one in read for row in one.gold if row["kind"] == "fact"]
    return sorted({name for row in facts for name in (row["measure"], *(row.get("measure_alt") or ()))})


def _names(read: Iterable[Annotated]) -> list[str]:
    return [row["measure"] for one in read for row in one.gold if row["kind"] == "fact"]


def _entropy(beside: Counter[str]) -> float:
    """Of what stands beside a word; every edge of a run counts as another neighbour."""
    total = beside.total()
    return sum(
        often / total * (math.log(total) if character in "^$" else math.log(total / often))
        for character, often in beside.items()
    )


def examples(documents: Iterable[Annotated]) -> Iterator[Example]:
    """The words around every figure that the extraction and the annotation share."""
    for one in documents:
        found = extract(one.document, completing=False)
        facts = {(fact.start, fact.end, fact.measure): fact for fact in found.mentions if fact.kind == "fact"}
        wanted = [row for row in one.gold if row["kind"] == "fact"]
        rows = [as_row(fact) for fact in facts.values()]
        starts, text = [sentence.start for sentence in found.sentences], with_narrow_marks(one.document.text)
        for want, got in paired(wanted, rows)[0]:
            fact = facts[got["start"], got["end"], got["measure"]]
            number = max((n for n, start in enumerate(starts) if start <= fact.start), default=0)
            place = place_of(text, found.sentences, number, fact)
            named = pieces(fact.measure or "")
            told = told_of(fact, indicator_name(fact), named)
            for word in candidates(told, named, place, Features(told), change=fact.value_kind == "change"):
                yield word.kept, _share(word.word, want["measure"]), math.sqrt(len(word.word))


def _share(word: str, name: str) -> float:
    """How much of a word a name has: all of it, or pairs of its characters."""
    if word in name or len(word) == 1:
        return float(word in name)
    had = {at + side for at in range(len(word) - 1) if word[at : at + 2] in name for side in (0, 1)}
    return len(had) / len(word)


def trained(found: Sequence[Example]) -> Rows:
    """Return the rows of the table: every feature with its weight in hundredths, ``leaning`` first."""
    import numpy
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    seen = Counter(feature for given, _, _ in found for feature in given)
    told = [{"|".join(name): 1 for name in given if seen[name] >= _SEEN} for given, _, _ in found]
    vectorizer = DictVectorizer(dtype=numpy.float64)
    # A word that the name has in part is an example of both answers, each for its part.
    matrix = vectorizer.fit_transform(told + told)
    matrix.indices, matrix.indptr = matrix.indices.astype(numpy.int32), matrix.indptr.astype(numpy.int32)
    shares = numpy.array([share for _, share, _ in found])
    weights = numpy.array([weight for _, _, weight in found])
    answers = numpy.concatenate([numpy.ones(len(found)), numpy.zeros(len(found))])
    counting = numpy.concatenate([shares * weights, (1 - shares) * weights])
    kept = counting > 0
    machine = LogisticRegression(C=_COST, solver="liblinear", max_iter=100, random_state=0)
    machine.fit(matrix[kept], answers[kept], sample_weight=counting[kept])
    rows = [{"feature": "leaning", "weight": str(round(100 * float(machine.intercept_[0])))}]
    hundredths = numpy.rint(100 * machine.coef_[0]).astype(int)
    rows += [
        {"feature": str(name), "weight": str(weight)}
        for name, weight in zip(vectorizer.get_feature_names_out(), hundredths, strict=True)
        if abs(weight) >= _LEAST
    ]
    return rows


def fingerprint(documents: Iterable[Annotated]) -> str:
    """The hash of the annotated figures, whatever their order."""
    lines = sorted(
        json.dumps([one.name, row["start"], row["measure"]], ensure_ascii=False)
        for one in documents
        for row in one.gold
        if row["kind"] == "fact"
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def main() -> int:
    """Train and write the lexicon, then the weights of the words it cuts."""
    read = annotated()
    LEXICON.write_text(written(lexicon_rows(read)), encoding="utf-8")
    NAMES.write_text(written([{"name": name} for name in _all_names(read)]), encoding="utf-8")
    forget()  # what follows reads the new lexicon
    WEIGHTS.write_text(written(trained(list(examples(read)))), encoding="utf-8")
    TRAINED_ON.write_text(fingerprint(read) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
