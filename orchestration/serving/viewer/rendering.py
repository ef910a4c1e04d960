"""Pages out of templates: everything is escaped, marks that turn text around are shown, addresses keep the language.

Does not belong here: what a page shows (pages/), single words for codes (language.py).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from orchestration.serving.formats import plain_text
from orchestration.serving.viewer import numbers
from orchestration.serving.viewer.citation import is_web_address, report_title
from orchestration.serving.viewer.language import CHINESE, ENGLISH, label, period_label, scope_label

_HERE = Path(__file__).parent
STATIC = _HERE / "static"
# Marks that turn the direction of text around or hide it, and control characters: shown as what they are.
_PLAIN = re.compile(r"[A-Za-z0-9_.-]+")
_PLAIN_PATH = re.compile(r"[A-Za-z0-9_./-]+")
_FIGURE, _HEDGE = Markup('<span class="figure"><b>%s</b>%s</span>'), Markup(' <span class="hedge">%s</span>')
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")


@dataclass(frozen=True, slots=True)
class View:
    """How one request is answered: language, address, release; ``language`` is zh or en."""

    path: str
    language: str
    version: str | None
    today: date
    query: Mapping[str, list[str]] = field(default_factory=dict)

    def t(self, zh: str, en: str) -> str:
        """The text in the language of the page."""
        return en if self.language == ENGLISH else zh

    def link(self, path: str, **values: Any) -> str:
        """An address of this site with its parameters, in the language of the page; None and defaults are left out."""
        given = {
            name: value for name, value in values.items() if value not in (None, "", [], 1 if name == "page" else None)
        }
        if self.language != CHINESE:
            given["lang"] = self.language
        address = path if _PLAIN_PATH.fullmatch(path) else quote(path, safe="/")
        asked = tuple((key, tuple(value) if isinstance(value, list) else value) for key, value in given.items())
        return f"{address}?{_encoded(asked)}" if asked else address

    def to_fact(self, row: Mapping[str, Any]) -> str:
        """The address of a figure in its report; a page may have a thousand, so it is put together by hand."""
        report, fact = row["report_id"], row["fact_id"]
        if not (_PLAIN.fullmatch(report) and _PLAIN.fullmatch(fact)):
            report, fact = quote(str(report)), quote(str(fact))
        language = "" if self.language == CHINESE else f"&lang={self.language}"
        return f"/reports/{report}?fact={fact}{language}#f{fact}"

    def here(self, **changes: Any) -> str:
        """The present address with some parameters changed; None takes one away."""
        values: dict[str, Any] = {name: list(texts) for name, texts in self.query.items()} | changes
        values.pop("token", None)
        language = values.pop("lang", None) if "lang" in changes else None
        values.pop("lang", None)
        address = self.link(self.path, **values)
        if language is None:
            return address
        other = View(self.path, language, self.version, self.today)
        return other.link(self.path, **values)

    def other_language(self) -> str:
        """The same page in the other language."""
        return self.here(lang=CHINESE if self.language == ENGLISH else ENGLISH)


@lru_cache(maxsize=1_000)
def _encoded(asked: tuple[tuple[str, Any], ...]) -> str:
    """The parameters as they stand in an address; the links of a page mostly have the same."""
    return urlencode(asked, doseq=True)


def render(view: View, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """The page as an answer."""
    page = environment().get_template(template)
    html = page.render(
        view=view,
        t=view.t,
        link=view.link,
        to_fact=view.to_fact,
        here=view.here,
        word=lambda domain, code: label(domain, code, view.language),
        scope_word=lambda scope: scope_label(scope, view.language),
        period_word=lambda period: period_label(period, view.language),
        amount=lambda value, unit=None: numbers.amount(value, unit, view.language),
        bounds=lambda low, high, unit=None: numbers.bounds(low, high, unit, view.language),
        figure=lambda row: figure(row, view.language),
        name=lambda row: indicator_name(row, view.language),
        title_of=lambda row: report_title(row, view.language),
        **values,
    )
    return HTMLResponse(html, status)


def figure(row: Mapping[str, Any], language: str) -> Markup:
    """A value as it is shown in every table: a hedged one in its own words, with its bounds.

    A function and not a macro of the templates: a page may have a thousand of them.
    """
    is_worded = row.get("comparator") not in (None, "eq") and row.get("surface") and not row.get("corrected_by")
    shown = row["surface"] if is_worded else numbers.amount(row["value"], row["unit"], language)
    spread = numbers.bounds(row["low"], row["high"], row["unit"], language)
    # %, since format of Markup goes through a formatter in Python that takes five times as long.
    hedge = _HEDGE % spread if spread else ""
    return _FIGURE % (visible(shown), hedge)


def indicator_name(row: Mapping[str, Any], language: str) -> str:
    """The name of the indicator of a row in the language of the page; the Chinese one where there is no other."""
    return str((row["indicator_en"] if language == ENGLISH else None) or row["indicator_zh"])


class _RowsFirst(Environment):
    """Takes ``row.name`` from the row at once: nearly all that templates show are columns, not attributes."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The column; what a row does not have is looked for as Jinja does."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


@cache
def environment() -> Environment:
    """The templates; undefined names are errors, not blanks."""
    made = _RowsFirst(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
        auto_reload=False,
    )
    made.filters |= {
        "number": numbers.number,
        "exact": lambda value: numbers.number(value, None),
        "share": numbers.share,
        "chart": chart_data,
        "plain": plain_text,
        "is_web_address": is_web_address,
        "region_prefix": region_prefix,
        "first_few": lambda values, count: list(values)[:count],
        "sort_systems": _sort_systems,
    }
    made.globals |= {"asset": asset}
    return made


def warm_templates() -> None:
    """Compile every template, so that the first reader does not wait for it."""
    for name in environment().list_templates():
        environment().get_template(name)


def visible(text: str) -> str:
    """The text with invisible and turning marks written out, so that what is seen is what stands there."""
    return _UNSEEN.sub(lambda match: f"⟨U+{ord(match[0]):04X}⟩", text)


def region_prefix(code: str) -> str:
    """How the codes of a region and of all below it begin: 440300 → 4403; zones and towns stand for themselves."""
    return re.sub(r"(00){1,2}$", "", code) if re.fullmatch(r"[0-9]{6}", code) else code


def highlighted(text: str, words: Sequence[str]) -> list[tuple[str, bool]]:
    """The text cut at the places where one of the words stands."""
    if not words:
        return [(text, False)]
    pattern = re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)), re.IGNORECASE)
    pieces, place = [], 0
    for match in pattern.finditer(text):
        pieces += [(text[place : match.start()], False), (match[0], True)]
        place = match.end()
    return [*pieces, (text[place:], False)]


def chart_data(value: Any) -> str:
    """Data of a chart as JSON, for an attribute: numbers as numbers, dates as texts."""
    return json.dumps(value, ensure_ascii=False, default=_jsonable, separators=(",", ":"))


@cache
def asset(name: str) -> str:
    """The address of a static file; it changes with the bytes, so that browsers may keep it for ever."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]
    return f"/static/{name}?v={digest}"


def _sort_systems(groups: Iterable[Any], systems: Sequence[Mapping[str, Any]]) -> list[Any]:
    order = {row["system_code"]: number for number, row in enumerate(systems)}
    return sorted(groups, key=lambda group: order.get(group[0], len(order)))


def _shown(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, Markup):
        return value
    # What is printable as Python has it holds none of the marks; nearly all texts are, and it is told at once.
    if isinstance(value, str) and not value.isprintable():
        return visible(value)
    return value


def _jsonable(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value) if value != value.to_integral_value() else int(value)
    return plain_text(value)
