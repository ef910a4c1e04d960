"""Cutting work into batches that keep memory bounded and touch each bucket of the lake once.

Does not belong here: what is done with a document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from orchestration.lake.store import bucket_of

# Called with (done, total) after every batch.
Progress = Callable[[int, int], None]

# A batch is whole buckets, closed once it holds this many documents; so a bucket is never written twice in a run.
BATCH_DOCUMENTS = 200


def by_bucket(document_ids: Iterable[str]) -> Iterator[list[str]]:
    """Sorted ids in batches of whole buckets."""
    batch: list[str] = []
    for document_id in sorted(document_ids):
        if len(batch) >= BATCH_DOCUMENTS and bucket_of(document_id) != bucket_of(batch[-1]):
            yield batch
            batch = []
        batch.append(document_id)
    if batch:
        yield batch


def silent(done: int, total: int) -> None:
    """Progress that nobody watches."""
