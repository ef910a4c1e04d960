"""The gate of the lake: a balanced ledger and the two proofs of every fact, turned into a rejection where they fail.

Does not belong here: the proofs themselves (extraction/proofs.py), or mending what fails. A document that fails is
rejected whole, because its other figures come from the same extraction.
"""

from __future__ import annotations

from decimal import Decimal

from orchestration.extraction.proofs import prove
from orchestration.extraction.result import Extraction
from orchestration.reading.errors import Rejection

_SHOWN = 5
_HINT = "此为抽取程序的缺陷:请附上该文件报告"
# What the lake stores: decimal(28,6).
_SCALE = Decimal("0.000001")


def require_proven(text: str, extraction: Extraction) -> None:
    """Raise Rejection ``ledger_unbalanced`` or ``proof_failed`` unless every proof holds for ``extraction``."""
    ledger = extraction.ledger
    if not ledger.balanced:
        found = (
            f"阿拉伯数字 {ledger.digits} 个,归入提及 {ledger.digits_in_mentions} 个;"
            f"中文数字 {ledger.numerals} 个,归入提及 {ledger.numerals_in_mentions} 个、"
            f"词语 {ledger.numerals_lexical} 个"
        )
        raise Rejection("ledger_unbalanced", "有数字字符未归类", found, "每个数字字符恰有归属", _HINT)
    violations = prove(text, extraction.mentions)
    if violations:
        shown = [f"[{one.start}]「{one.surface}」见 {one.found},应为 {one.expected}" for one in violations[:_SHOWN]]
        found = f"{len(violations)} 处:" + ";".join(shown)
        expected = "text[start:end] 等于 surface,且 surface 再解析得相同的值、上下界、比较与单位"
        raise Rejection("proof_failed", "抽取结果未通过复核", found, expected, _HINT)


def stored(number: Decimal | None) -> Decimal | None:
    """A number as the lake holds it, six decimals."""
    return None if number is None else number.quantize(_SCALE)
