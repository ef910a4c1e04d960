"""A headless Chromium, driven over its own protocol: open a page at a width, see what it drew and complained of.

Absent where Chromium is not installed: tests ask ``chromium()`` and skip. Does not belong here: expectations.
"""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from websockets.sync.client import ClientConnection, connect

DESKTOP, PHONE = (1280, 900), (390, 844)
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--remote-debugging-port=0",
    "--remote-allow-origins=*",
)
_START_SECONDS = 60.0


def chromium() -> str | None:
    """The browser, None where there is none."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


class Page:
    """One tab. ``complaints`` are errors and refused resources since it was opened; ``requested`` the addresses;
    ``bodies`` address and body of each request that had one, by the number of the request; ``ended``
    the numbers of those that are over, and whether there was an answer."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self._number = 0
        self.complaints: list[str] = []
        self.requested: list[str] = []
        self.bodies: dict[str, tuple[str, str]] = {}
        self.ended: dict[str, bool] = {}
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """One command of the protocol and its answer."""
        self._number += 1
        self._connection.send(json.dumps({"id": self._number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self._connection.recv(timeout=_START_SECONDS))
            if message.get("id") == self._number:
                assert "error" not in message, message["error"]
                return dict(message["result"])
            self._note(message)

    def open(self, address: str, size: tuple[int, int] = DESKTOP, dark: bool = False) -> None:
        """Go to an address and wait until it is drawn."""
        self.complaints.clear()
        self.requested.clear()
        width, height = size
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=1, mobile=width < 600,
        )  # fmt: skip
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call(
            "Emulation.setEmulatedMedia", features=[scheme, {"name": "prefers-reduced-motion", "value": "reduce"}]
        )
        self.call("Page.navigate", url=address)
        self.wait("document.readyState === 'complete'")
        self.evaluate("document.fonts.ready.then(() => new Promise((done) => setTimeout(done, 150)))")

    def evaluate(self, script: str) -> Any:
        """The value of an expression; promises are waited for."""
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def wait(self, condition: str) -> None:
        """Until the expression is true."""
        for _ in range(600):
            if self.evaluate(condition):
                return
            time.sleep(0.05)
        raise AssertionError(f"never: {condition}")

    def click(self, selector: str) -> None:
        """A click on the first element."""
        self.evaluate(f"document.querySelector({json.dumps(selector)}).click()")

    def press(self, key: str, code: int, text: str = "") -> None:
        """A key as a keyboard sends it, to whatever has the focus; ``code`` is its number (Tab 9, Enter 13)."""
        pressed = {"key": key, "windowsVirtualKeyCode": code}
        self.call("Input.dispatchKeyEvent", type="keyDown", text=text, **pressed)
        self.call("Input.dispatchKeyEvent", type="keyUp", **pressed)

    def picture(self, path: Path, whole: bool = True) -> None:
        """The page as PNG, all of it or what fits the window."""
        answer = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        if whole:
            size = self.call("Page.getLayoutMetrics")["cssContentSize"]
            clip = {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], 9_000), "scale": 1}
            answer = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip)
        path.write_bytes(base64.b64decode(answer["data"]))

    def _note(self, message: dict[str, Any]) -> None:
        method, values = message.get("method"), message.get("params", {})
        if method == "Runtime.exceptionThrown":
            self.complaints.append(str(values["exceptionDetails"]))
        elif method == "Log.entryAdded" and values["entry"]["level"] in ("error", "warning"):
            self.complaints.append(str(values["entry"]["text"]))
        elif method == "Runtime.consoleAPICalled" and values["type"] in ("error", "warning"):
            self.complaints.append(str([one.get("value") for one in values["args"]]))
        elif method in ("Network.loadingFinished", "Network.loadingFailed"):
            self.ended[values["requestId"]] = method == "Network.loadingFinished"
        elif method == "Network.requestWillBeSent":
            self.requested.append(values["request"]["url"])
            if "postData" in values["request"]:
                self.bodies[values["requestId"]] = (values["request"]["url"], values["request"]["postData"])


@contextmanager
def browser(profile: Path) -> Iterator[Page]:
    """A tab of a fresh browser whose profile is the empty directory ``profile``."""
    program = chromium()
    assert program is not None
    process = subprocess.Popen(
        [program, *_FLAGS, f"--user-data-dir={profile}", "about:blank"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        port = _port(profile)
        with urlopen(f"http://127.0.0.1:{port}/json/list") as answer:
            tab = next(one for one in json.load(answer) if one["type"] == "page")
        with connect(tab["webSocketDebuggerUrl"], max_size=None, proxy=None) as connection:
            yield Page(connection)
    finally:
        process.terminate()
        process.wait(30)


def _port(profile: Path) -> str:
    told = profile / "DevToolsActivePort"
    ends = time.monotonic() + _START_SECONDS
    while time.monotonic() < ends:
        if told.is_file() and (lines := told.read_text().splitlines()):
            return lines[0]
        time.sleep(0.05)
    raise AssertionError("Chromium did not start")
