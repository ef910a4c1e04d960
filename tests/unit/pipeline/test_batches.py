"""Batches are whole buckets: bounded, complete, and no bucket in two batches."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from orchestration.lake.store import bucket_of
from orchestration.pipeline.batches import BATCH_DOCUMENTS, by_bucket


@given(st.sets(st.integers(0, 16**4 - 1).map(lambda number: f"{number:04x}"), max_size=900))
def test_every_document_is_in_one_batch_and_every_bucket_in_one(document_ids: set[str]) -> None:
    batches = list(by_bucket(document_ids))
    assert [one for batch in batches for one in batch] == sorted(document_ids)
    buckets = [{bucket_of(one) for one in batch} for batch in batches]
    assert sum(map(len, buckets)) == len(set().union(*buckets))


def test_many_documents_make_several_batches() -> None:
    document_ids = [f"{bucket:02x}{number:02x}" for bucket in range(4) for number in range(BATCH_DOCUMENTS // 2 + 1)]
    assert [len(batch) for batch in by_bucket(document_ids)] == [BATCH_DOCUMENTS + 2, BATCH_DOCUMENTS + 2]
