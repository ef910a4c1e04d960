"""One connection to one server: checked where it really leads, verified by certificate, ended when its time is up.

Does not belong here: requests and answers (exchange.py), which addresses are public (addresses.py).
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from types import TracebackType
from typing import Any

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.util import Url
from urllib3.util.connection import create_connection

from orchestration.web.addresses import may_connect
from orchestration.web.outcomes import Failure
from orchestration.web.settings import WebSettings
from orchestration.web.urls import port_of


class _Checked(HTTPConnection):
    """Connects to addresses that may be asked only; no proxy is used, so nobody else resolves the name."""

    def __init__(self, url: Url, settings: WebSettings, wire: Wire, **more: Any) -> None:
        super().__init__(str(url.host), port_of(url), timeout=settings.connect_seconds, **more)
        self._settings = settings
        self._wire = wire

    def _new_conn(self) -> socket.socket:
        host = self.host.strip("[]")
        found = socket.getaddrinfo(host, self.port, type=socket.SOCK_STREAM)
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        open_to_us = [address for address in addresses if self._may(address)]
        if not open_to_us:
            raise Failure("address_refused", f"{host} → {'、'.join(addresses)}")
        error: OSError | None = None
        for address in open_to_us:
            if self._wire.late:
                raise TimeoutError(f"{len(open_to_us)} addresses, none answered")
            try:
                connected = create_connection((address, self.port), self._settings.connect_seconds)
            except OSError as failed:
                error = failed
                continue
            self._check(connected, host)
            self._wire.hold(connected)
            return connected
        assert error is not None
        raise error

    def _may(self, address: str) -> bool:
        return may_connect(self.host, self.port, address, self._settings.allowed_hosts)

    def _check(self, connected: socket.socket, host: str) -> None:
        """Once more, on the connection as it is: what was asked for and what was got must be the same."""
        address = str(connected.getpeername()[0])
        if not self._may(address):
            connected.close()
            raise Failure("address_refused", f"{host} → {address}")


class _CheckedTls(_Checked, HTTPSConnection):
    """The same with TLS: certificate and name verified against the authorities the machine trusts."""


class Wire:
    """The network side of one request. After ``seconds`` it is cut, wherever the exchange is; ``late`` tells that.

    Limits on each read do not help against a server that sends a byte now and then.
    """

    def __init__(self, seconds: float) -> None:
        self.late = False
        self._held: socket.socket | None = None
        self._mutex = threading.Lock()
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> Wire:
        self._timer.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._timer.cancel()
        with self._mutex:
            if self._held is not None:
                self._held.close()

    def hold(self, connected: socket.socket) -> None:
        """Keep a handle of the connection's own: TLS takes the other one over."""
        with self._mutex:
            self._held = socket.socket(fileno=socket.dup(connected.fileno()))
            if self.late:
                self._shut()

    def _cut(self) -> None:
        with self._mutex:
            self.late = True
            self._shut()

    def _shut(self) -> None:
        if self._held is not None:
            with contextlib.suppress(OSError):
                self._held.shutdown(socket.SHUT_RDWR)


def connection_to(url: Url, settings: WebSettings, wire: Wire) -> HTTPConnection:
    """A connection, not yet made, to the server of ``url``; for one request."""
    if url.scheme == "https":
        # The system's authorities; SSL_CERT_FILE and SSL_CERT_DIR add those of an intranet.
        return _CheckedTls(url, settings, wire, ssl_context=ssl.create_default_context(), cert_reqs=ssl.CERT_REQUIRED)
    return _Checked(url, settings, wire)
