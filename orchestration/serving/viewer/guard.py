"""What holds for every answer: no script but our own, no other host, no embedding, a token where one is set.

Plain ASGI, so that nothing stands between a page and its reader. Does not belong here: what pages show.
"""

from __future__ import annotations

import hmac
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOKEN_COOKIE = "fazhi_token"
# Nothing is loaded but our own files, and no style or script stands in a page: text of reports cannot become either.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """Adds the headers, and lets nobody in without the token where ``token`` is set.

    The token comes as ``Authorization: Bearer``, as the cookie that a first visit with ``?token=`` sets, or as that.
    """

    def __init__(self, app: ASGIApp, token: str | None = None) -> None:
        self._app = app
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        cookie = None
        if self._token is not None:
            given = _given_tokens(scope)
            if not any(hmac.compare_digest(one.encode(), self._token.encode()) for one in given.values()):
                await _refused()(scope, receive, _with_headers(send, None))
                return
            if "query" in given and "cookie" not in given:
                cookie = f"{TOKEN_COOKIE}={self._token}; Path=/; HttpOnly; SameSite=Strict"
        await self._app(scope, receive, _with_headers(send, cookie))


def _with_headers(send: Send, cookie: str | None) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers[name] = value
            if cookie is not None:
                headers.append("set-cookie", cookie)
        await send(message)

    return sending


def _given_tokens(scope: Scope) -> dict[str, str]:
    headers = Headers(scope=scope)
    given = {}
    scheme, _, bearer = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        given["bearer"] = bearer.strip()
    try:
        cookies = SimpleCookie(headers.get("cookie", ""))
    except CookieError:
        cookies = SimpleCookie()
    if TOKEN_COOKIE in cookies:
        given["cookie"] = cookies[TOKEN_COOKIE].value
    for name, value in parse_qsl(scope.get("query_string", b"").decode("latin-1")):
        if name == "token":
            given["query"] = value
    return given


def _refused() -> PlainTextResponse:
    return PlainTextResponse(
        "需要令牌:在地址后加 ?token=…,或用 Authorization: Bearer …(a token is needed)。\n",
        status_code=401,
        headers={"www-authenticate": "Bearer"},
    )
