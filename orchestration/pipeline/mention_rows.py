"""Rows of the lake for one proven extraction.

Does not belong here: running or proving an extraction (mentions.py, proofs.py).
"""

from __future__ import annotations

from bisect import bisect_right
from operator import attrgetter
from typing import Any

from orchestration.document import Document
from orchestration.extraction.mention import UNMAPPED, Mention
from orchestration.extraction.result import Extraction
from orchestration.pipeline.document_rows import words_within
from orchestration.pipeline.proofs import stored

Rows = list[dict[str, Any]]
# A file without a full stop is one sentence; written out at each of its figures it would fill the memory.
_LONGEST_SENTENCE, _AROUND = 4000, 500
_FIELDS = tuple(Mention.__dataclass_fields__)
_OF_MENTION = attrgetter(*_FIELDS)
_BOUNDS = ("value", "low", "high")


def mention_rows(document_id: str, document: Document, extraction: Extraction) -> Rows:
    """One row a mention, numbered in the order of the extraction, with its sentence, section and page; of one read from
    an image, how sure its least sure character is."""
    rows = []
    text, starts = document.text, [block.start for block in document.blocks]
    units = {unit.start: unit for unit in extraction.cell_units}
    for number, mention in enumerate(extraction.mentions):
        sentence = extraction.sentences[extraction.sentence_of[number]]
        start, end = _shown(sentence.start, sentence.end, mention)
        section = extraction.sections[sentence.section]
        place = {
            "document_id": document_id,
            "mention_no": number,
            "sentence": text[start:end],
            "sentence_start": start,
            "section_no": sentence.section,
            "section_path": section.path,
            "page": document.blocks[at].page if (at := bisect_right(starts, mention.start) - 1) >= 0 else None,
        }
        words = words_within(document, mention.start, mention.end) if document.recognised else ()
        unit = units.get(mention.start) if mention.kind == "fact" else None
        table = {
            "table_unit": unit.printed if unit else None,
            "table_base_unit": unit.base if unit else None,
            "table_factor": unit.factor if unit else None,
        }
        unsure = {"recognition_confidence": min((word.confidence for word in words), default=None)}
        rows.append(_fields(mention) | place | table | unsure)
    return rows


def _shown(start: int, end: int, mention: Mention) -> tuple[int, int]:
    """The sentence, or what stands around the mention where the sentence is longer than any."""
    if end - start <= _LONGEST_SENTENCE:
        return start, end
    return max(start, mention.start - _AROUND), min(end, mention.end + _AROUND)


def _fields(mention: Mention) -> dict[str, Any]:
    fields = dict(zip(_FIELDS, _OF_MENTION(mention), strict=True))
    for bound in _BOUNDS:
        if fields[bound] is not None:
            fields[bound] = stored(fields[bound])
    return fields


def section_rows(document_id: str, extraction: Extraction) -> Rows:
    """One row a section."""
    return [
        {
            "document_id": document_id,
            "section_no": number,
            "depth": section.depth,
            "number": section.number,
            "title": section.title,
            "path": section.path,
            "role": section.role,
            "start": section.start,
            "end": section.end,
        }
        for number, section in enumerate(extraction.sections)
    ]


def lexical_rows(document_id: str, extraction: Extraction) -> Rows:
    """One row a numeral character that is not used as a number."""
    return [
        {
            "document_id": document_id,
            "start": lexical.start,
            "end": lexical.end,
            "surface": lexical.surface,
            "word": lexical.word,
        }
        for lexical in extraction.lexical
    ]


def ledger_row(document_id: str, extraction_key: str, version: str, dictionary: str, extraction: Extraction) -> Rows:
    """The account of the document."""
    ledger = extraction.ledger
    facts = [mention for mention in extraction.mentions if mention.kind == "fact"]
    return [
        {
            "document_id": document_id,
            "extraction_key": extraction_key,
            "extractor_version": version,
            "dictionary_hash": dictionary,
            "digit_cnt": ledger.digits,
            "digit_mention_cnt": ledger.digits_in_mentions,
            "numeral_cnt": ledger.numerals,
            "numeral_mention_cnt": ledger.numerals_in_mentions,
            "numeral_lexical_cnt": ledger.numerals_lexical,
            "mention_cnt": len(extraction.mentions),
            "fact_cnt": len(facts),
            "mapped_fact_cnt": sum(fact.indicator_id != UNMAPPED for fact in facts),
        }
    ]
