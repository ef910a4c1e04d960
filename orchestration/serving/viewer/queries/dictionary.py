"""Words of the dictionary beside rows: held in memory, since joining them anew costs more than all the rest of a page.

Does not belong here: figures.
"""

from __future__ import annotations

from collections.abc import Iterable

from orchestration.serving.viewer.current_release import Reader, Row


def indicator_labels(reader: Reader) -> dict[str, Row]:
    """By indicator id: names, system, topic, measure type, polarity, and the place in the order of the systems."""
    sql = """
        select indicators.indicator_id, indicators.name_zh as indicator_zh, indicators.name_en as indicator_en,
            indicators.system_code, indicators.topic, indicators.measure_type, indicators.polarity,
            coalesce(systems.sort_order, 99) as system_order
        from core.dim_indicator as indicators
        left join core.dim_system as systems on indicators.system_code = systems.system_code
    """
    return reader.remember("indicator_labels", lambda: {row["indicator_id"]: row for row in reader.rows(sql)})


def with_labels(reader: Reader, rows: Iterable[Row]) -> list[Row]:
    """The rows with the names of their indicators; an id that the dictionary does not have is its own name."""
    labels = indicator_labels(reader)
    return [row | (labels.get(row["indicator_id"]) or _unknown(row["indicator_id"])) for row in rows]


def rule_descriptions(reader: Reader) -> dict[str, str]:
    """By rule of the extraction: what it says."""
    sql = "select rule_id, any_value(description_zh) as description_zh from quality.extraction_rules group by rule_id"
    return reader.remember(
        "rule_descriptions", lambda: {row["rule_id"]: row["description_zh"] for row in reader.rows(sql)}
    )


def _unknown(indicator_id: str) -> Row:
    return {"indicator_id": indicator_id, "indicator_zh": indicator_id, "indicator_en": None, "system_code": "U",
            "topic": "", "measure_type": "none", "polarity": "neutral", "system_order": 99}  # fmt: skip
