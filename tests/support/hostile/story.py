"""The text of hostile files: a story, so that whatever survives of it is no report of any body."""

from __future__ import annotations

from dataclasses import dataclass

LINES = [
    "小猫的一天",
    "清晨下了一场小雨,院子里的石板路亮晶晶的,小猫沿着墙根慢慢走过来。",
    "一、在屋檐下",
    "它数了数屋檐滴下的水珠,一共12滴,又回头看看那3只麻雀。",
    "二、在树荫里",
    "午后太阳出来了,树荫里有2把竹椅,小猫挑了靠里的1把,睡了两个小时。",
    "到了傍晚,隔壁的老人端来半碗鱼汤,它喝得一点不剩。",
]
TEXT = "\n".join(LINES) + "\n"


@dataclass(frozen=True, slots=True)
class File:
    """A hostile file. ``reasons``: the codes it may be refused with; empty where any documented one will do."""

    name: str
    data: bytes
    reasons: frozenset[str] = frozenset()


def file(name: str, data: bytes, *reasons: str) -> File:
    """A hostile file."""
    return File(name, data, frozenset(reasons))
