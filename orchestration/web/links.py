"""The links of a list page that a person wants followed.

Does not belong here: fetching the page, decoding it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from lxml.etree import ParserError
from lxml.html import HTMLParser, document_fromstring

from orchestration.web.outcomes import Failure
from orchestration.web.urls import host_of, joined, normalised

_XML_LEAD = re.compile(r"^\s*<\?xml[^>]*>")
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")  # characters that no page may hold


@dataclass(frozen=True, slots=True)
class Link:
    """A link whose text fits. ``failure`` says why it is not followed, if so; ``url`` is then as it stands there."""

    url: str
    text: str
    failure: Failure | None = None


def links_of(page: str, url: str, pattern: re.Pattern[str], hosts: Collection[str], most: int) -> list[Link]:
    """Links whose text or title ``pattern`` is found in, each address once, in the order of the page.

    They may lead to the page's own host and to ``hosts``. Beyond ``most`` links one with failure ``too_many_links``
    stands for the rest.
    """
    found: dict[str, Link] = {}
    own = normalised(url)
    for reference, text, base in _anchors(page, url):
        if not pattern.search(text):
            continue
        link = _judged(reference, text, base, {host_of(url), *hosts})
        if link.url == own or link.url in found:
            continue
        if len(found) >= most:
            found[url] = Link(url, text, Failure("too_many_links", f"超过 {most} 个,自「{text[:40]}」起未列入"))
            break
        found[link.url] = link
    return list(found.values())


def _judged(reference: str, text: str, base: str, hosts: Collection[str]) -> Link:
    try:
        target = joined(base, reference)
    except Failure as failure:
        return Link(reference, text, failure)
    if host_of(target) not in hosts:
        return Link(target, text, Failure("foreign_host", f"{host_of(target)},列表页只许 {'、'.join(sorted(hosts))}"))
    return Link(target, text)


def _anchors(page: str, url: str) -> Iterator[tuple[str, str, str]]:
    """Reference, text with title, and base of each link."""
    cleaned = _UNFIT.sub("", _XML_LEAD.sub("", page))
    if not cleaned.strip():
        return
    try:
        root = document_fromstring(cleaned.encode(), parser=HTMLParser(encoding="utf-8", huge_tree=True))
    except ParserError:
        return
    base = url
    for element in root.iterfind(".//base[@href]"):
        try:
            base = joined(url, str(element.get("href")))
        except Failure:
            base = url
        break
    for anchor in root.iter("a", "area"):
        reference = str(anchor.get("href") or "")
        if reference and not reference.lstrip().startswith("#"):
            # Words are split over tags; the title often has in full what the text cuts short.
            shown = "".join(str(part) for part in anchor.itertext())
            yield reference, " ".join(f"{shown} {anchor.get('title') or ''}".split()), base
