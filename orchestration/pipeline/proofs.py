"""The proofs that stand at the gate of the lake: offsets, second parse, balanced ledger.

Does not belong here: mending what fails. A document that fails is rejected whole, because its other figures come from
the same extraction.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from orchestration.extraction.mention import Mention, Quantity
from orchestration.extraction.result import Extraction
from orchestration.reading.errors import Rejection

_SHOWN = 5
# What the lake stores: decimal(28,6).
_SCALE = Decimal("0.000001")


def prove(text: str, extraction: Extraction, parse_surface: Callable[[str], Quantity]) -> None:
    """Raise Rejection ``ledger_unbalanced`` or ``proof_failed`` unless every proof holds for ``extraction``."""
    ledger = extraction.ledger
    if not ledger.balanced:
        found = (
            f"数字 {ledger.digits_in_mentions}/{ledger.digits},"
            f"中文数字 {ledger.numerals_in_mentions}+{ledger.numerals_lexical}/{ledger.numerals}"
        )
        raise Rejection("ledger_unbalanced", "有数字字符未归类", found, "每个数字字符恰有归属", "附上该文件报告此缺陷")
    failures = [
        failure for mention in extraction.mentions if (failure := _failure(text, mention, parse_surface)) is not None
    ]
    if failures:
        more = f" 等 {len(failures)} 处" if len(failures) > _SHOWN else ""
        found = ";".join(failures[:_SHOWN]) + more
        expected = "text[start:end] 等于 surface,且 surface 再解析得相同的值、上下界、比较与单位"
        raise Rejection("proof_failed", "抽取结果未通过复核", found, expected, "附上该文件报告此缺陷")


def stored(number: Decimal | None) -> Decimal | None:
    """A number as the lake holds it, six decimals."""
    return None if number is None else number.quantize(_SCALE)


def _failure(text: str, mention: Mention, parse_surface: Callable[[str], Quantity]) -> str | None:
    there = text[mention.start : mention.end]
    if there != mention.surface:
        return f"[{mention.start}:{mention.end}] 原文为「{there}」,记为「{mention.surface}」"
    if mention.kind != "fact":
        return None
    try:
        quantity = parse_surface(mention.surface)
    except Exception as error:
        return f"「{mention.surface}」再解析出错 {type(error).__name__}: {error}"
    signless = mention.value_kind == "change"
    again = _comparable(quantity.value, quantity.low, quantity.high, quantity.comparator, quantity.unit, signless)
    kept = _comparable(mention.value, mention.low, mention.high, mention.comparator, mention.unit, signless)
    return None if again == kept else f"「{mention.surface}」记为 {_show(kept)},再解析为 {_show(again)}"


def _comparable(
    value: Decimal | None, low: Decimal | None, high: Decimal | None, comparator: str, unit: str, signless: bool
) -> tuple[object, ...]:
    """What must be the same. The sign of a change comes from the words around it (下降27%) and turns bounds round."""
    if not signless:
        return stored(value), stored(low), stored(high), comparator, unit
    bounds = sorted(abs(bound) for bound in (stored(low), stored(high)) if bound is not None)
    return None if value is None else abs(stored(value) or Decimal(0)), tuple(bounds), unit


def _show(parts: tuple[object, ...]) -> str:
    return " ".join("-" if part is None else str(part) for part in parts)
