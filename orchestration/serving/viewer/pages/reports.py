"""The list of reports, and one report: its text with every figure, and back from every figure to its sentence.

Does not belong here: cutting the text (spans.py), wording a citation (citation.py).
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

from starlette.responses import RedirectResponse, Response

from orchestration.serving.viewer.citation import figure_citation, report_citation
from orchestration.serving.viewer.current_release import Row
from orchestration.serving.viewer.downloads import MAX_ROWS, table_file
from orchestration.serving.viewer.language import label
from orchestration.serving.viewer.pages.answering import NotFound, Question, page
from orchestration.serving.viewer.pages.indicators import filters, peers_of
from orchestration.serving.viewer.queries import reports, search
from orchestration.serving.viewer.queries.dictionary import rule_descriptions
from orchestration.serving.viewer.rendering import render
from orchestration.serving.viewer.spans import Span, Spans, cut
from orchestration.serving.viewer.values import (
    DOWNLOAD,
    FUNCTION,
    LEVEL,
    PAGE,
    PAGE_SIZE,
    REGION,
    WORDS,
    YEAR,
    Parameter,
)

FACT = Parameter("fact", "identifier", "所选事实的标识(id of the figure to show)")


def listing(question: Question) -> Response:
    """Reports by year and place."""
    values, words = question.values, search.split_words(question.values["q"] or "")
    peers = peers_of(values)
    if form := values["download"]:
        rows, _ = reports.listing(question.reader, words, values["year"], peers, MAX_ROWS, 0)
        return table_file(question.reader, rows, form, "报告")
    offset = (values["page"] - 1) * PAGE_SIZE
    rows, total = reports.listing(question.reader, words, values["year"], peers, PAGE_SIZE, offset)
    return render(
        question.view,
        "reports.html",
        rows=rows,
        total=total,
        year=values["year"],
        peers=peers,
        asked=values["q"] or "",
        page_no=values["page"],
        page_cnt=-(-total // PAGE_SIZE),
        **filters(question),
    )


def report(question: Question) -> Response:
    """The text as published, its figures, its outline, its history."""
    reader, report_id = question.reader, question.values["id"]
    found = reports.report(reader, report_id)
    if found is None:
        raise NotFound(f"报告 {report_id}(no such report)")
    facts = reports.facts(reader, found)
    if form := question.values["download"]:
        return table_file(reader, facts, form, f"{found['agency_zh']} {found['year']}")
    others = reports.other_mentions(reader, found, with_sentences=False)
    chosen = next((fact for fact in facts if fact["fact_id"] == question.values["fact"]), None)
    sections = reports.sections(reader, report_id)
    blocks = reports.blocks(reader, found)
    versions = reports.versions(reader, found["agency_id"], found["year"])
    today = question.view.today
    return render(
        question.view,
        "report.html",
        report=found,
        blocks=_laid_out(blocks, facts, others, sections, chosen),
        places=_places(blocks, facts),
        sections=[row for row in sections if row["depth"] in (1, 2) and (row["number"] or row["section_title"])],
        facts=facts,
        rivals=rivals_of(facts),
        by_id={row["fact_id"]: row for row in facts},
        rules=rule_descriptions(reader),
        by_key=_by_key(facts, others, question.view.language),
        others=others,
        chosen=chosen,
        chosen_key=_key(chosen) if chosen else None,
        versions=versions,
        revisions=reports.revisions(reader, report_id) if len(versions) > 1 else [],
        copies=reports.copies(reader, found["document_id"]) if found["copy_cnt"] > 1 else [],
        ledger=reports.ledger(reader, found["document_id"]),
        inconsistencies=reports.inconsistencies(reader, report_id),
        citation=report_citation(found, today),
        cite=lambda fact: figure_citation(found, fact, today),
    )


def fact(question: Question) -> Response:
    """The address of a figure leads to its sentence."""
    found = reports.fact_place(question.reader, question.values["id"])
    if found is None:
        raise NotFound(f"事实 {question.values['id']}(no such figure)")
    address = question.view.link(f"/reports/{found['report_id']}", fact=question.values["id"])
    return RedirectResponse(f"{address}#f{question.values['id']}", 303)


def rivals_of(facts: list[Row]) -> dict[str, list[Row]]:
    """By the figure that stands for an indicator: the others of the report that could, as the release counts them."""
    candidates: dict[str, list[Row]] = {}
    for row in facts:
        if row["is_headline_candidate"]:
            candidates.setdefault(row["indicator_id"], []).append(row)
    return {
        chosen["fact_id"]: [row for row in rows if row is not chosen]
        for rows in candidates.values()
        for chosen in rows
        if chosen["is_headline"] and len(rows) > 1
    }


def _places(blocks: list[Row], facts: list[Row]) -> dict[str, Row]:
    """By figure: the block it stands in, where the file has pages."""
    starts = [block["char_start"] for block in blocks]
    held = ((row["fact_id"], blocks[bisect_right(starts, row["char_start"]) - 1]) for row in facts if starts)
    return {fact_id: block for fact_id, block in held if block["page"] is not None}


def _key(row: Row) -> str:
    """Several figures may stand in one place, as in 参考率、通过率均为100%: the place is one span."""
    return f"{row['char_start']}-{row['char_end']}"


def _by_key(facts: list[Row], others: list[Row], language: str) -> dict[str, dict[str, Any]]:
    """What stands at each place: its figures or the number that is none, how it looks, the words that explain it."""
    places: dict[str, dict[str, Any]] = {}
    for row in facts:
        places.setdefault(_key(row), {"facts": [], "look": _look(row)})["facts"].append(row)
    for place in places.values():
        place["fact_ids"] = " ".join(row["fact_id"] for row in place["facts"])
        place["title"] = "、".join(row["measure"] or "" for row in place["facts"])
    for row in others:
        why = f":{row['description_zh']}" if row["description_zh"] else ""
        title = label("kind", row["kind"], language) + why
        places.setdefault(_key(row), {"facts": [], "other": row, "look": row["kind"], "title": title})
    return places


def _look(row: Row) -> str:
    """How a figure is highlighted: planned, of another body or territory, hedged, a change, else plain."""
    if row["status"] in ("target", "planned", "standard"):
        return "aim"
    if row["status"] == "prior":
        return "prior"
    if row["value_kind"] == "change":
        return "change"
    return "hedged" if row["comparator"] != "eq" else "exact"


def _laid_out(
    blocks: list[Row], facts: list[Row], others: list[Row], sections: list[Row], chosen: Row | None
) -> list[dict[str, Any]]:
    """The blocks with their pieces; cells of a table gathered into one block with rows."""
    near = Spans([Span(key, *map(int, key.split("-"))) for key in dict.fromkeys(map(_key, [*facts, *others]))])
    anchors = [(row["char_start"], f"s{row['section_no']}") for row in sections if row["depth"]]
    marked = None
    if chosen is not None and chosen["sentence_start"] is not None:
        marked = (chosen["sentence_start"], chosen["sentence_start"] + len(chosen["sentence"]))
    laid_out: list[dict[str, Any]] = []
    page_no = None
    for block in blocks:
        pieces = cut(
            block["block_text"], block["char_start"], near.over(block["char_start"], block["char_end"]), anchors, marked
        )
        entry = {**block, "pieces": pieces, "new_page": block["page"] if block["page"] != page_no else None}
        page_no = block["page"]
        if block["table_no"] is None:
            laid_out.append(entry)
            continue
        if not laid_out or laid_out[-1].get("table_no") != block["table_no"] or laid_out[-1]["kind"] != "table":
            laid_out.append({"kind": "table", "table_no": block["table_no"], "rows": {}, "new_page": entry["new_page"]})
        laid_out[-1]["rows"].setdefault(block["row_no"], []).append(entry)
    return laid_out


ROUTES = [
    page("/reports", listing, [WORDS, YEAR, LEVEL, FUNCTION, REGION, PAGE, DOWNLOAD]),
    page("/reports/{id}", report, [FACT, DOWNLOAD]),
    page("/facts/{id}", fact),
]
