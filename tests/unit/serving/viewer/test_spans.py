"""Cutting a text at its figures: nothing is lost, nothing comes twice, whatever the spans."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from orchestration.serving.viewer.spans import Piece, Span, Spans, cut

texts = st.text(alphabet=st.sampled_from("甲乙1件😀𠮷\n"), max_size=30)
places = st.integers(-5, 40)
spans = st.lists(st.builds(Span, st.sampled_from("abcdef"), places, places), max_size=8)


@given(
    texts, st.integers(0, 10), spans, st.lists(st.tuples(places, st.just("s"))), st.none() | st.tuples(places, places)
)
def test_pieces_joined_are_the_text(
    text: str, offset: int, given_spans: list[Span], anchors: list[tuple[int, str]], marked: tuple[int, int] | None
) -> None:
    pieces = cut(text, offset, given_spans, anchors, marked)
    assert "".join(piece.text for piece in pieces) == text
    assert all(piece.text for piece in pieces)
    firsts = [piece.key for piece in pieces if piece.first]
    assert len(firsts) == len(set(firsts))


@given(texts, spans)
def test_a_piece_lies_in_the_span_it_names(text: str, given_spans: list[Span]) -> None:
    place = 0
    for piece in cut(text, 0, given_spans):
        if piece.key is not None:
            assert any(
                s.key == piece.key and s.start <= place and place + len(piece.text) <= s.end for s in given_spans
            )
        place += len(piece.text)


@given(spans, places, places)
def test_the_spans_over_a_block_are_found(given_spans: list[Span], start: int, end: int) -> None:
    found = Spans(given_spans).over(start, end)
    over = [span for span in given_spans if span.start < end and span.end > start]
    assert sorted(found, key=repr) == sorted(over, key=repr)


def test_code_points_are_counted_not_units() -> None:
    assert cut("😀𠮷31件", 0, [Span("f", 2, 5)]) == [Piece("😀𠮷"), Piece("31件", "f", True)]


def test_the_shorter_of_two_spans_has_the_stretch_they_share() -> None:
    pieces = cut("二三十件", 0, [Span("long", 0, 4), Span("short", 1, 2)])
    assert [(piece.text, piece.key, piece.first) for piece in pieces] == [
        ("二", "long", True), ("三", "short", True), ("十件", "long", False),
    ]  # fmt: skip


def test_a_span_over_two_blocks_begins_once() -> None:
    span = Span("f", 2, 6)
    assert [piece.first for piece in cut("abcd", 0, [span]) if piece.key] == [True]
    assert [piece.first for piece in cut("efgh", 4, [span]) if piece.key] == [False]


def test_anchors_stand_before_their_piece_and_the_sentence_is_marked() -> None:
    pieces = cut("甲。乙3。", 10, [Span("f", 13, 14)], [(12, "s1")], (12, 15))
    assert [(p.text, p.key, p.anchors, p.within) for p in pieces] == [
        ("甲。", None, (), False), ("乙", None, ("s1",), True), ("3", "f", (), True), ("。", None, (), True),
    ]  # fmt: skip
