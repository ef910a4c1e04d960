"""A report: title, paragraphs, and the facts planted in them, all by the seed and the number of the report.

Does not belong here: sentences (grammar.py), formats (files.py).
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, lru_cache

from benchmarks.corpus.bodies import TABLES, Body, body_and_year
from benchmarks.corpus.grammar import Planted, Size, sentences, words, write
from orchestration.csv_rows import rows_of

CHARACTERS = 3_950  # of a report in the middle: 12 kB of UTF-8
_NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一")
_TITLES = (
    "{name}{year}年法治政府建设年度报告",
    "{name}{year}年度法治政府建设情况报告",
    "{name}关于{year}年法治政府建设工作情况的报告",
)
_OPENINGS = (
    "{year}年，{name}在上级党委、政府的坚强领导下，<improve>，<result>。现将{year}年法治政府建设情况报告如下：",
    "根据《法治政府建设与责任落实督察工作规定》要求，现将{name}{year}年度法治政府建设工作情况报告如下：",
    "{year}年，{name}深入贯彻<thought>，围绕<matter>，<improve>。现将有关情况报告如下：",
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with figures, as it stands in the report, without the mark at its end."""

    text: str
    planted: tuple[Planted, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A report as written: ``lines`` are its paragraphs below the title, headings and signature among them."""

    body: Body
    year: int
    published: date
    title: str
    lines: tuple[str, ...]
    sentences: tuple[Sentence, ...]


def report(seed: int, number: int) -> Report:
    """Report ``number``. Raises IndexError beyond the last body."""
    body, year = body_and_year(seed, number)
    chance = random.Random(f"{seed}/{number}")
    published = date(year + 1, 1, 5) + timedelta(days=chance.randrange(85))
    told: list[Sentence] = []
    lines = [words(_filled(chance.choice(_OPENINGS), body, year), chance)]
    for place, (section, title) in enumerate(_outline(seed, body, chance)):
        lines.append(f"{_NUMERALS[place]}、{words(title, chance)}")
        lines += _paragraphs(section, chance, _sizes(seed, body), told)
    lines += [body.name, f"{published.year}年{published.month}月{published.day}日"]
    return Report(body, year, published, _filled(chance.choice(_TITLES), body, year), tuple(lines), tuple(told))


def reissued(given: Report, seed: int, number: int) -> Report:
    """``given`` published once more some weeks later, with one whole number raised by one."""
    chance = random.Random(f"{seed}/{number}/reissued")
    counts = [no for no, one in enumerate(given.sentences) if one.planted[-1].unit not in ("元", "%")]
    place = chance.choice(counts)
    old = given.sentences[place]
    figure = old.planted[-1]
    surface = f"{figure.value + 1}{figure.unit}"
    text = old.text[: figure.start] + surface + old.text[figure.end :]
    changed = replace(figure, surface=surface, value=figure.value + 1, end=figure.start + len(surface))
    new = Sentence(text, (*old.planted[:-1], changed))
    lines = tuple(line.replace(old.text, text) for line in given.lines)
    told = (*given.sentences[:place], new, *given.sentences[place + 1 :])
    return replace(given, published=given.published + timedelta(days=45), lines=lines, sentences=told)


def _filled(text: str, body: Body, year: int) -> str:
    return text.replace("{name}", body.name).replace("{year}", str(year))


def _outline(seed: int, body: Body, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Sections a body writes of year after year, and their titles of this year."""
    habit = random.Random(f"{seed}/{body.full_name}/outline")
    for row in sections():
        usual = habit.random() < 0.9
        if row["section"] in ("study", "enforcement", "problems", "plans") or usual:
            yield row["section"], row["title"]


@cache
def sections() -> tuple[dict[str, str], ...]:
    """The sections of a report in their order."""
    return rows_of(TABLES / "sections.csv")


def _paragraphs(section: str, chance: random.Random, size: Size, told: list[Sentence]) -> Iterator[str]:
    """The paragraphs of a section; adds its sentences with figures to ``told``."""
    if section in ("problems", "plans"):
        yield "".join(f"{words(one, chance)}。" for one in chance.sample(sentences(section), 2))
        return
    own = list(sentences(section))
    chance.shuffle(own)
    own = own[: max(2, round(len(own) * chance.uniform(0.2, 0.5)))]
    room = CHARACTERS / 9.5 * chance.lognormvariate(0, 0.25)
    count = 2 if len(own) < 6 else 3
    for number in range(count):
        text = f"（{_NUMERALS[number]}）{words(chance.choice(sentences('plain')), chance)}。"
        clauses = []
        for template in own[number::count]:
            clause, planted = write(template, chance, size)
            told.append(Sentence(clause, tuple(planted)))
            clauses.append(clause)
        text += "".join(clause + chance.choice("。。；") for clause in clauses)[:-1] + "。"
        while len(text) < room / count:
            text += f"{words(chance.choice(sentences('plain')), chance)}。"
        yield text


@lru_cache(maxsize=4096)
def _usual(seed: int, body: str, indicator: str) -> float:
    return random.Random(f"{seed}/{body}/{indicator}").random()


def _sizes(seed: int, body: Body) -> Size:
    return lambda indicator: _usual(seed, body.full_name, indicator)
