"""The corrections aimed at one report, tried together: what each finds, and which one stands where two meet.

A row of the register stands before a notice, a later notice before an earlier one. Two of the same rank that set one
field of one fact differently both fall: nobody knows which is right. Does not belong here: finding figures (locate.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from orchestration.corrections.correction import Attempt, Change, Correction, Figure, fault, storable
from orchestration.corrections.locate import Text, locate
from orchestration.extraction.mention import Quantity

# What an action sets; dropping a fact sets all of it.
_FIELDS = {"override": ("quantity",), "re-map": ("indicator",), "re-scope": ("scope",)}
_ALL = ("quantity", "indicator", "scope")
_Slot = tuple[int, str]


def attempt_all(corrections: Sequence[Correction], text: str, figures: Sequence[Figure]) -> list[Attempt]:
    """One attempt for each correction, in their order; at most one correction sets a field of a fact.

    A fault of the program (``correction_error``) costs the correction that meets it; one in what they share costs
    those of this report.
    """
    if not corrections:
        return []
    try:
        folded = Text(text)
        return _settled([_attempt(correction, folded, figures) for correction in corrections])
    except Exception as error:
        return [Attempt(correction, "correction_error", fault(error)) for correction in corrections]


def _attempt(correction: Correction, text: Text, figures: Sequence[Figure]) -> Attempt:
    try:
        found = locate(correction, text, figures)
        changes = tuple(Change(one.number, correction, new_quantity(correction, one)) for one in found.figures)
        if large := [change.quantity for change in changes if change.quantity and not storable(change.quantity)]:
            raise OverflowError(f"{large[0].value}")
    except Exception as error:
        return Attempt(correction, "correction_error", fault(error))
    return Attempt(correction, found.outcome, found.found, changes)


def new_quantity(correction: Correction, figure: Figure) -> Quantity | None:
    """The quantity an override gives to a fact: its unit where none is said, its sign where it is a fall."""
    quantity = correction.quantity
    if quantity is None:
        return None
    if figure.value_kind == "change" and figure.value is not None and figure.value < 0 < quantity.value:
        low, high = (None if bound is None else -bound for bound in (quantity.high, quantity.low))
        quantity = replace(quantity, value=-quantity.value, low=low, high=high)
    return quantity if quantity.unit else replace(quantity, unit=figure.unit)


def _settled(attempts: Sequence[Attempt]) -> list[Attempt]:
    """The attempts with those that give way; one that gives way for one field of one fact does so as a whole."""
    settled = list(attempts)
    while opposed := _opposed(settled):
        for number in opposed:
            settled[number] = Attempt(settled[number].correction, "conflicting", "同一数字另有不同的更正,均未采用")
    taken: dict[_Slot, Correction] = {}
    order = sorted(range(len(settled)), key=lambda number: (_rank(settled[number].correction), -number), reverse=True)
    for number in order:
        slots = _slots(settled[number])
        winner = next((taken[slot] for slot in slots if slot in taken), None)
        if winner is None:
            taken |= dict.fromkeys(slots, settled[number].correction)
        else:
            settled[number] = _superseded(settled[number].correction, winner)
    return settled


def _opposed(attempts: Sequence[Attempt]) -> set[int]:
    """The attempts on a field of a fact for which those of the highest rank want different things."""
    rivals: dict[_Slot, list[int]] = defaultdict(list)
    for number, attempt in enumerate(attempts):
        for slot in _slots(attempt):
            rivals[slot].append(number)
    opposed: set[int] = set()
    for slot, numbers in rivals.items():
        highest = max(_rank(attempts[number].correction) for number in numbers)
        wanted = {
            _wanted(attempts[number], slot[0]) for number in numbers if _rank(attempts[number].correction) == highest
        }
        if len(wanted) > 1:
            opposed.update(numbers)
    return opposed


def _slots(attempt: Attempt) -> list[_Slot]:
    """The fields of facts that an attempt sets."""
    names = _FIELDS.get(attempt.correction.action, _ALL)
    return [(change.number, name) for change in attempt.changes for name in names]


def _wanted(attempt: Attempt, number: int) -> tuple[object, ...]:
    correction = attempt.correction
    quantity = next(change.quantity for change in attempt.changes if change.number == number)
    return correction.action, quantity, correction.indicator_id, correction.scope


def _rank(correction: Correction) -> tuple[int, date]:
    return (1, date.min) if correction.source == "register" else (0, correction.announced or date.min)


def _superseded(correction: Correction, winner: Correction) -> Attempt:
    where = "raw/corrections.csv" if winner.source == "register" else f"更正公告 {winner.corrected_by}"
    return Attempt(correction, "superseded", f"同一数字以 {where} 的更正 {winner.correction_id} 为准")
