"""One request and its answer, whole or not at all: within its limits of time, size and type.

Every way in which it can go wrong ends as a Failure with its code. Does not belong here: trying again, following
redirects, asking robots.txt (crawl.py).
"""

from __future__ import annotations

import http.client
import socket
import ssl
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from urllib3 import HTTPResponse
from urllib3.exceptions import IncompleteRead, NameResolutionError, ReadTimeoutError, SSLError
from urllib3.exceptions import TimeoutError as Urllib3Timeout

from orchestration.web.connection import Wire, connection_to
from orchestration.web.outcomes import Failure
from orchestration.web.settings import WebSettings
from orchestration.web.urls import parsed

_CHUNK = 64 * 1024
_GZIP = {"gzip", "x-gzip"}
_UNREADABLE_TYPES = ("image/", "video/", "audio/", "font/")
_ACCEPT = "text/html,application/xhtml+xml,text/plain,application/pdf,*/*;q=0.5"
_OK = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said. ``body`` is unpacked; it is empty for every status but 200, whose body alone is wanted.

    Headers have lower-case names; their values are as they came, each byte a character.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes = b""
    received: int = 0  # bytes of the body on the wire

    @property
    def media_type(self) -> str:
        """The type the server claims, in lower case, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


def ask(url: str, settings: WebSettings, headers: Mapping[str, str] | None = None, most: int | None = None) -> Answer:
    """GET ``url`` over a connection of its own, which is closed afterwards. ``most`` bytes of body at the utmost
    (default: the settings'). Raises Failure and nothing else."""
    target = parsed(url)
    sent = {"User-Agent": settings.user_agent, "Accept": _ACCEPT, "Accept-Encoding": "gzip", "Connection": "close"}
    limit = settings.max_bytes if most is None else most
    with Wire(settings.deadline_seconds) as wire:
        connection = connection_to(target, settings, wire)
        try:
            connection.connect()
            connection.timeout = settings.read_seconds
            connection.request(
                "GET", target.request_uri, headers=sent | dict(headers or {}), preload_content=False,
                decode_content=False, enforce_content_length=True,
            )  # fmt: skip
            return _answer(url, connection.getresponse(), limit)
        except Failure:
            if wire.late:
                raise _too_slow(settings) from None
            raise
        except Exception as error:
            raise _too_slow(settings) if wire.late else _failure(error) from error
        finally:
            connection.close()


def _answer(url: str, response: HTTPResponse, limit: int) -> Answer:
    headers = {name.lower(): response.headers[name] for name in response.headers}
    found = Answer(url, response.status, headers)
    if response.status != _OK:
        return found
    if found.media_type.startswith(_UNREADABLE_TYPES):
        raise Failure("wrong_type", f"Content-Type 为 {found.media_type}")
    encodings = [name.strip().lower() for name in headers.get("content-encoding", "").split(",") if name.strip()]
    encodings = [name for name in encodings if name != "identity"]
    if len(encodings) > 1 or not _GZIP.issuperset(encodings):
        raise Failure("unknown_encoding", f"Content-Encoding 为 {', '.join(encodings)},只请求了 gzip")
    packed = _body(response, limit)
    if not packed and "content-length" not in headers and not response.chunked:
        raise Failure("cut_off", "连接在内容之前结束,未给出长度")
    body = _unpacked(packed, limit) if encodings and packed else packed
    return Answer(url, response.status, headers, body, len(packed))


def _body(response: HTTPResponse, limit: int) -> bytes:
    told = response.length_remaining
    if told is not None and told > limit:
        raise Failure("too_large", f"Content-Length 为 {told} 字节,应不超过 {limit}")
    parts, size = [], 0
    # What has come, not what would fill a buffer: a server that stops sending must not look like one that is done.
    while part := response.read1(_CHUNK):
        size += len(part)
        if size > limit:
            raise Failure("too_large", f"超过 {limit} 字节仍未结束")
        parts.append(part)
    return b"".join(parts)


def _unpacked(packed: bytes, limit: int) -> bytes:
    """The content of a gzip stream, of which not more than the limit is ever unpacked."""
    parts, size, rest = [], 0, packed
    while rest:
        unpacker = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
        try:
            part = unpacker.decompress(rest, limit - size + 1)
        except zlib.error as error:
            raise Failure("broken_encoding", f"gzip:{error}") from error
        size += len(part)
        if size > limit:
            raise Failure("too_large", f"{len(packed)} 字节解压后超过 {limit} 字节")
        if not unpacker.eof:
            raise Failure("broken_encoding", f"gzip 内容在 {size} 字节处中断")
        parts.append(part)
        rest = unpacker.unused_data.lstrip(b"\0")  # further members are allowed, padding happens
    return b"".join(parts)


def _failure(error: Exception) -> Failure:
    """The code for what the library or the system raised."""
    found = f"{type(error).__name__}: {error}"
    cause: BaseException = error
    while not isinstance(cause, ssl.SSLCertVerificationError) and cause.__cause__ is not None:
        cause = cause.__cause__
    reasons = (error, cause, *error.args)
    if any(isinstance(one, ssl.SSLCertVerificationError) for one in reasons):
        return Failure("certificate", str(cause))
    if isinstance(error, NameResolutionError | socket.gaierror):
        return Failure("unresolved", found)
    if isinstance(error, Urllib3Timeout | ReadTimeoutError | TimeoutError):
        return Failure("too_slow", found)
    ends = (IncompleteRead, http.client.IncompleteRead, http.client.RemoteDisconnected, ConnectionResetError)
    if any(isinstance(one, (*ends, ssl.SSLEOFError)) for one in reasons):
        return Failure("cut_off", found)
    if isinstance(error, SSLError | OSError):
        return Failure("no_connection", found)
    # HTTPException, InvalidHeader and whatever else a broken answer makes the library stumble over.
    return Failure("bad_response", found)


def _too_slow(settings: WebSettings) -> Failure:
    return Failure("too_slow", f"{settings.deadline_seconds:g} 秒内未完成")
