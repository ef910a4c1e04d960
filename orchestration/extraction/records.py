"""The decorator of what extraction makes by the ten thousand: values that nobody changes after they are made.

``frozen=True`` guards them at run time and makes each field several times as dear to set; ``record`` leaves the guard
to the type checker, for which such a class is frozen. Does not belong here: any class.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

_Class = TypeVar("_Class")


@dataclass_transform(frozen_default=True)
def record(cls: type[_Class]) -> type[_Class]:
    """Make a dataclass with slots, equality and hash by value. Assigning to a field is an error of the types."""
    return dataclass(slots=True, unsafe_hash=True)(cls)
