"""Addresses of pages in one spelling, and what they are relative to.

Does not belong here: whether they may be asked for (addresses.py, robots.py).
"""

from __future__ import annotations

from urllib.parse import quote, urljoin

from urllib3.exceptions import LocationParseError
from urllib3.util import Url, parse_url

from orchestration.web.outcomes import Failure

_PORTS = {"http": 80, "https": 443}
_LONGEST = 4000
_KEPT = "!#$%&'()*+,/:;=?@[]~"  # what may stand in a URL; the rest is written as %xx


def parsed(url: str) -> Url:
    """The parts of a usable address: http or https, a host, no name and password in it, no fragment.

    Host in lower case (Chinese names as the network writes them), path in %xx, the usual port left out.
    Raises Failure ``bad_url``.
    """
    text = url.strip()
    if len(text) > _LONGEST:
        raise Failure("bad_url", f"{len(text)} 个字符,应不超过 {_LONGEST}")
    if any(character < " " or character == "\x7f" for character in text):
        raise Failure("bad_url", "含控制字符")
    try:
        found = parse_url(text.replace("\\", "%5C"))
    except (LocationParseError, ValueError) as error:
        raise Failure("bad_url", f"{text}:{error}") from error
    if found.scheme not in _PORTS or not found.host:
        raise Failure("bad_url", f"{text},应以 http:// 或 https:// 加域名开头")
    if found.auth:
        raise Failure("bad_url", "网址中带有用户名或口令,应去掉")
    port = None if found.port == _PORTS[found.scheme] else found.port
    return Url(found.scheme, None, found.host.rstrip(".").lower(), port, found.path or "/", found.query)


def normalised(url: str) -> str:
    """The one spelling of an address. Raises Failure ``bad_url``."""
    return parsed(url).url


def same_or_raw(url: str) -> str:
    """The one spelling of an address, or what stands there where it is none; for comparing."""
    try:
        return normalised(url)
    except Failure:
        return url.strip()


def host_of(url: str) -> str:
    """The host of a usable address, to which one request goes at a time."""
    return str(parsed(url).host)


def port_of(url: Url) -> int:
    """The port, written or usual."""
    return url.port or _PORTS[str(url.scheme)]


def origin_of(url: str) -> str:
    """Scheme, host and port: what one robots.txt speaks for."""
    found = parsed(url)
    return Url(found.scheme, None, found.host, found.port).url


def joined(base: str, reference: str) -> str:
    """The address that ``reference`` means on the page ``base``. Raises Failure ``bad_url``."""
    try:
        return normalised(urljoin(base, reference.strip()))
    except ValueError as error:
        raise Failure("bad_url", f"{reference}:{error}") from error


def joined_header(base: str, location: str) -> str:
    """The same for a Location header, whose bytes came as Latin-1 whatever they are; they go back as they came.

    Raises Failure ``bad_redirect``.
    """
    try:
        return joined(base, quote(location.encode("latin-1"), safe=_KEPT))
    except Failure as failure:
        raise Failure("bad_redirect", failure.found) from failure
