"""What a page says of itself outside its text: meta tags, its title, breadcrumb, labelled lines, where it was saved.

Does not belong here: which of it is believed, and where the text itself outweighs it (outline.py, agency.py, dates.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree
from lxml.html import HtmlElement

from orchestration.document import Candidate, CandidateField
from orchestration.reading.formats.html_labels import label_field, value_of
from orchestration.reading.formats.html_lines import Line
from orchestration.reading.formats.html_words import words

# The names of the portal standard and those that systems use in their place.
_META: dict[str, CandidateField] = {
    "articletitle": "title",
    "og:title": "title",
    "pubdate": "published",
    "publishdate": "published",
    "article:published_time": "published",
    "contentsource": "publisher",
    "source": "publisher",
    "sitename": "site",
    "og:site_name": "site",
    "columnname": "column",
    "sitedomain": "url",
    "url": "url",
    "og:url": "url",
    "indexno": "index_no",
}
_CRUMB = re.compile(r"crumb|curmb|position|location|dqwz|bread|\bwz\b|weizhi", re.IGNORECASE)
_PLACE = re.compile(r"^(?:您?(?:现在|当前|目前)?(?:所在|的)*位置)[\s是]*[:\uff1a]*\s*(?P<place>.+)$")
_SAVED = re.compile(r"saved from url=\(\d+\)(?P<url>\S+)")
_SITE = re.compile(r"\s*[-_—–|·]+\s*")
_LABELLED_LENGTH = 120
_VALUE_END = re.compile(r"[\s\u3000\xa0]+(?=[一-龥]{2,6}\s*[:\uff1a])")
_MOST = 200  # characters of a value, and values in all


def said_in_head(root: HtmlElement) -> list[Candidate]:
    """From meta tags, ``<title>`` (without the site's name behind it), the addresses it gives itself."""
    return list(_bounded(_head(root)))


def said_in_lines(lines: Sequence[Line]) -> list[Candidate]:
    """From the breadcrumb and from labelled lines; of each field and label the first."""
    found: dict[tuple[CandidateField, str], Candidate] = {}
    for candidate in _bounded(_labelled(lines)):
        found.setdefault((candidate.field, candidate.where), candidate)
    return list(found.values())


def titles_of(candidates: Sequence[Candidate], root: HtmlElement) -> list[str]:
    """The titles to look for among the lines, the most certain first."""
    said = [candidate.value for candidate in candidates if candidate.field == "title"]
    headings = [words("".join(heading.itertext())) for heading in root.iter("h1")]
    return [title for title in dict.fromkeys([*said, *headings]) if len(title) > 4][:_MOST]


def _head(root: HtmlElement) -> Iterator[Candidate]:
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").strip()
        if name.lower() in _META:
            yield Candidate(_META[name.lower()], meta.get("content") or "", f"meta {name}")
    for title in root.iter("title"):
        whole = words("".join(title.itertext()))
        if len(parts := _SITE.split(whole)) > 1:
            yield Candidate("title", max(parts, key=len), "title")
        yield Candidate("title", whole, "title")
    for link in root.iter("link"):
        if (link.get("rel") or "").strip().lower() == "canonical":
            yield Candidate("url", link.get("href") or "", "link canonical")
    for base in root.iter("base"):
        yield Candidate("url", base.get("href") or "", "base href")
    for comment in root.getroottree().getroot().itersiblings(etree.Comment, preceding=True):
        if saved := _SAVED.search(comment.text or ""):
            yield Candidate("url", saved["url"], "comment saved from")


def _labelled(lines: Sequence[Line]) -> Iterator[Candidate]:
    for number, line in enumerate(lines):
        if len(line.text) > _LABELLED_LENGTH:
            continue
        if place := _PLACE.match(line.text):
            yield Candidate("column", place["place"], "breadcrumb")
        elif _CRUMB.search(f"{line.element.get('class') or ''} {line.element.get('id') or ''}") and line.linked:
            yield Candidate("column", line.text, "breadcrumb")
        for part in _VALUE_END.split(line.text):
            labelled = label_field(part)
            if labelled is None or labelled[0] is None:
                continue
            value = value_of(part)
            if not value and number + 1 < len(lines) and label_field(lines[number + 1].text) is None:
                value = lines[number + 1].text
            yield Candidate(labelled[0], value, f"label {labelled[1]}")


def _bounded(candidates: Iterator[Candidate]) -> Iterator[Candidate]:
    """As long and as many as a page in good faith needs, nothing empty."""
    for number, candidate in enumerate(candidates):
        if number >= _MOST:
            return
        value = words(candidate.value)[:_MOST]
        if value:
            yield Candidate(candidate.field, value, candidate.where)
