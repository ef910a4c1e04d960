"""Frames of the mentions step: every mention beside what the stored text says at its offsets.

Does not belong here: what is expected of them (checks/mentions.py), figures of one row against another
(frames/relations.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache, partial

import polars as pl

from orchestration.checks.expectation import FrameBuilder
from orchestration.checks.frames.lake import bucket_files, counts, lake_columns, rejected_at, withheld_frames
from orchestration.checks.frames.relations import children, component_sums
from orchestration.checks.frames.required import with_missing
from orchestration.extraction.mention import UNMAPPED, Quantity
from orchestration.extraction.quantities import parse_surface
from orchestration.home import SEEDS, Home, Lake
from orchestration.lake.store import bucket_of, read_file, read_table
from orchestration.unseen import without_unseen

_TABLES = ("mentions", "sections", "lexical", "ledger")


def frames(home: Home) -> Mapping[str, FrameBuilder]:
    """The frames of the step for one home, by name."""
    all_mentions = cache(partial(mentions, home.lake))
    return {
        "lake_columns": partial(lake_columns, home.lake, _TABLES),
        "extractions": partial(extractions, home.lake),
        "ledger": partial(ledger, home.lake),
        "mentions": all_mentions,
        "facts": lambda: facts(all_mentions()),
        "exact": lambda: all_mentions().filter(pl.col("comparator") == "eq"),
        "ranges": lambda: all_mentions().filter(pl.col("comparator") == "range"),
        "percent_levels": lambda: facts(all_mentions()).filter(unit="%", value_kind="level"),
        "children": lambda: children(all_mentions()),
        "component_sums": lambda: component_sums(all_mentions()),
        "sections": lambda: with_missing(_beside_text(home.lake, "sections"), "core.report_section"),
        "lexical": partial(lexical, home.lake),
        **withheld_frames(home.lake, "extraction", "ledger"),
    }


def lexical(lake: Lake) -> pl.DataFrame:
    """The table with what the text has at its offsets, ``word_holds_it`` and what the published table ``missing``."""
    table = _beside_text(lake, "lexical").with_columns(
        word_holds_it=pl.col("word").str.contains(pl.col("surface"), literal=True)
    )
    return with_missing(table, "quality.lexical_numeral")


def extractions(lake: Lake) -> pl.DataFrame:
    """One row a text of a report, or a document that was extracted: ``document_cnt`` and ``outcome_cnt`` (ledger +
    rejections). Copies are not due; neighbours of the reports count where they were extracted.
    """
    done = pl.concat(
        [read_table(lake, "ledger", ["document_id"]), rejected_at(lake, ["extraction"]).select("document_id")]
    )
    known = read_table(lake, "documents", ["document_id", "is_report"])
    copies = read_table(lake, "copies", ["document_id", "is_best"]).filter(~pl.col("is_best"))["document_id"]
    due = known.filter(
        (pl.col("is_report") & ~pl.col("document_id").is_in(copies.implode()))
        | pl.col("document_id").is_in(done["document_id"].implode())
    )
    read = counts(due.select("document_id"), "document_id", "document_cnt")
    both = read.join(counts(done, "document_id", "outcome_cnt"), on="document_id", how="full", coalesce=True)
    return both.with_columns(pl.col("document_cnt", "outcome_cnt").fill_null(0)).sort("document_id")


def ledger(lake: Lake) -> pl.DataFrame:
    """The table with the numerals accounted for and the rows counted in the other tables (``found_*_cnt``)."""
    rows = read_table(lake, "mentions", ["document_id", "kind", "indicator_id"])
    is_fact = pl.col("kind") == "fact"
    found = rows.group_by("document_id").agg(
        found_mention_cnt=pl.len(),
        found_fact_cnt=is_fact.sum(),
        found_mapped_cnt=(is_fact & (pl.col("indicator_id") != UNMAPPED)).sum(),
    )
    table = read_table(lake, "ledger").join(found, on="document_id", how="left", maintain_order="left")
    return table.with_columns(
        pl.col("found_mention_cnt", "found_fact_cnt", "found_mapped_cnt").fill_null(0),
        numeral_accounted_cnt=pl.col("numeral_mention_cnt") + pl.col("numeral_lexical_cnt"),
    )


def mentions(lake: Lake) -> pl.DataFrame:
    """The table with what the text has at its offsets, the keys it points to, and its surface read again.

    Added: ``text_at_span`` (null without document), ``sentence_in_text``, ``span_in_sentence``, ``known_indicator_id``
    and ``known_section_no`` (null where there is none), ``stored`` and ``reparsed`` (value, bounds, comparator, unit as
    one text), ``missing`` and ``missing_of_fact`` (columns that the published tables need).
    Sentences are dropped.
    """
    empty = read_table(lake, "mentions").clear()
    parts = [_beside_document(read_file(path), lake) for path in bucket_files(lake, "mentions")]
    table = pl.concat([_beside_document(empty, lake), *parts])
    indicators = pl.Series("known_indicator_id", [*_seed("indicators", "indicator_id"), UNMAPPED]).to_frame()
    sections = read_table(lake, "sections", ["document_id", "section_no"]).unique()
    return (
        table.join(
            indicators,
            left_on="indicator_id",
            right_on="known_indicator_id",
            how="left",
            coalesce=False,
            maintain_order="left",
        )
        .join(
            sections.with_columns(known_section_no="section_no"),
            on=["document_id", "section_no"],
            how="left",
            maintain_order="left",
        )
        .pipe(with_missing, "core.fct_mention")
        .pipe(with_missing, "core.fct_fact", "missing_of_fact")
        .with_columns(pl.col("measure", "rule_id").fill_null(""))
    )


def facts(all_mentions: pl.DataFrame) -> pl.DataFrame:
    """Mentions of kind fact, with ``known_unit`` (null when the unit is not in the seed of units)."""
    units = pl.Series("known_unit", _seed("units", "unit"), dtype=pl.String).to_frame()
    mine = all_mentions.filter(kind="fact").with_columns(pl.col("unit").fill_null(""))
    return mine.join(units, left_on="unit", right_on="known_unit", how="left", coalesce=False, maintain_order="left")


def _beside_document(part: pl.DataFrame, lake: Lake) -> pl.DataFrame:
    texts = _texts(lake, part["document_id"].unique().to_list())
    rows = part.select("document_id", "start", "end", "surface", "sentence", "sentence_start").iter_rows()
    compared = [_compare(texts.get(document_id), *rest) for document_id, *rest in rows]
    schema = {"text_at_span": pl.String, "sentence_in_text": pl.Boolean, "span_in_sentence": pl.Boolean}
    beside = pl.DataFrame(compared, schema=schema, orient="row")
    again = pl.DataFrame(
        list(_stored_and_reparsed(part)), schema={"stored": pl.String, "reparsed": pl.String}, orient="row"
    )
    return pl.concat([part.drop("sentence"), beside, again], how="horizontal")


def _compare(
    text: str | None, start: int, end: int, surface: str, sentence: str | None, sentence_start: int | None
) -> tuple[str | None, bool, bool]:
    if text is None:
        return None, False, False
    if sentence is None or sentence_start is None:
        return text[start:end], False, False
    sentence_end = sentence_start + len(sentence)
    return (
        text[start:end],
        text[sentence_start:sentence_end] == sentence,
        sentence_start <= start and end <= sentence_end,
    )


def _stored_and_reparsed(part: pl.DataFrame) -> Iterator[tuple[str | None, str | None]]:
    """For facts, the stored quantity and the one the surface gives now; nulls for other kinds."""
    for row in part.select("kind", "surface", "value_kind", "value", "low", "high", "comparator", "unit").iter_rows(
        named=True
    ):
        if row["kind"] != "fact":
            yield None, None
            continue
        stored = Quantity(row["value"], row["low"], row["high"], row["comparator"], row["unit"])
        yield _as_text(stored, row["value_kind"]), _reparsed(row["surface"], row["value_kind"])


@cache
def _reparsed(surface: str, value_kind: str) -> str:
    try:
        return _as_text(parse_surface(without_unseen(surface)), value_kind)
    except ValueError as error:
        return f"不能解析:{error}"


def _as_text(quantity: Quantity, value_kind: str) -> str:
    """One text for equal quantities. The sign of a change (下降27%) stands outside the surface, so it is left out."""
    numbers = [quantity.value, quantity.low, quantity.high]
    if value_kind == "change" and quantity.value is not None and quantity.value < 0:
        numbers = [None if number is None else -number for number in (quantity.value, quantity.high, quantity.low)]
    return " ".join([*map(_number, numbers), quantity.comparator, quantity.unit])


def _number(number: Decimal | None) -> str:
    # The lake keeps six places: 三分之二 is stored as 66.666667.
    return "-" if number is None else f"{number:.6f}"


def _beside_text(lake: Lake, table: str) -> pl.DataFrame:
    """A table of spans with ``text_at_span`` and ``document_chars``, null without the document."""
    parts = [_beside_spans(read_table(lake, table).clear(), {})]
    for path in bucket_files(lake, table):
        rows = read_file(path)
        parts.append(_beside_spans(rows, _texts(lake, rows["document_id"].unique().to_list())))
    return pl.concat(parts)


def _beside_spans(rows: pl.DataFrame, texts: Mapping[str, str]) -> pl.DataFrame:
    spans = [
        (None, None) if (text := texts.get(document_id)) is None else (text[start:end], len(text))
        for document_id, start, end in rows.select("document_id", "start", "end").iter_rows()
    ]
    beside = pl.DataFrame(spans, schema={"text_at_span": pl.String, "document_chars": pl.Int64}, orient="row")
    return pl.concat([rows, beside], how="horizontal").with_columns(length=pl.col("end") - pl.col("start"))


def _texts(lake: Lake, document_ids: list[str]) -> dict[str, str]:
    """Texts of a few documents, read from their buckets alone where the files are buckets."""
    buckets = sorted({bucket_of(document_id) for document_id in document_ids})
    own = [lake / "documents" / f"{bucket}.parquet" for bucket in buckets]
    texts: dict[str, str] = {}
    for path in own if all(path.exists() for path in own) else bucket_files(lake, "documents"):
        frame = read_file(path, ["document_id", "text"])
        texts |= dict(frame.filter(pl.col("document_id").is_in(document_ids)).iter_rows())
    return texts


def _seed(name: str, column: str) -> list[str]:
    """One column of a dictionary table, as text; empty stays empty."""
    frame = pl.read_csv(SEEDS / f"{name}.csv", columns=[column], infer_schema=False)
    return frame[column].fill_null("").unique().sort().to_list()
