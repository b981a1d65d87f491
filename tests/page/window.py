"""A window of Chromium, asked as a person would ask it: by address, by keys, by what stands there."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from selenium.webdriver import ActionChains, Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.wait import WebDriverWait

__all__ = ["VIEWS", "Window"]

VIEWS = ("overview", "layers", "matrix", "graph", "violations", "trend", "compare")
_PATIENCE = 20
"""Seconds; a page that is not ready by then never will be."""


class Window:
    """One window for many pages: to start a browser takes longer than to look at a page."""

    def __init__(self, folder: Path) -> None:
        options = ChromeOptions()
        options.binary_location = shutil.which("chromium") or ""
        wishes = ["--headless=new", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"]
        # CI runs as root, for whom Chromium has no sandbox.
        for wish in (*wishes, "--window-size=1500,1000", "--no-sandbox", f"--user-data-dir={folder}"):
            options.add_argument(wish)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = Chrome(options=options, service=Service(shutil.which("chromedriver")))

    def open(self, file: Path, address: str = "/overview", *, width: int = 1400, dark: bool = False) -> None:
        """Open a page anew and wait until it is ready; what an earlier one said is forgotten."""
        self.driver.get("about:blank")
        self.looks(width, dark=dark)
        self.requests()
        self.complaints()
        self.driver.get(f"{file.as_uri()}#{address}")
        self.wait("return document.documentElement.dataset.ready")

    def looks(self, width: int = 1400, *, dark: bool = False, media: str = "") -> None:
        screen = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": [scheme]})

    def js(self, script: str, *arguments: Any) -> Any:
        return self.driver.execute_script(script, *arguments)

    def wait(self, script: str) -> Any:
        """Wait until a script returns something, and give it."""
        return WebDriverWait(self.driver, _PATIENCE, 0.02).until(lambda driver: driver.execute_script(script))

    def go(self, address: str) -> None:
        """Change the address of the page that is open, and wait until it is drawn."""
        self.js("location.hash = arguments[0]", address)
        self.driver.execute_async_script("const done = arguments[0]; setTimeout(() => requestAnimationFrame(done))")

    def press(self, *keys: str) -> None:
        ActionChains(self.driver).send_keys(*keys).perform()
        self.driver.execute_async_script("const done = arguments[0]; setTimeout(() => requestAnimationFrame(done))")

    def text(self, selector: str) -> str:
        """Return what a person reads there; "" where there is nothing."""
        return str(self.js("return document.querySelector(arguments[0])?.innerText ?? ''", selector)).strip()

    def texts(self, selector: str) -> list[str]:
        script = "return [...document.querySelectorAll(arguments[0])].map(e => (e.innerText ?? e.textContent).trim())"
        return list(self.js(script, selector))

    def click(self, selector: str, number: int = 0) -> None:
        script = "const e = document.querySelectorAll(arguments[0])[arguments[1]];"
        self.js(
            f"{script} e.dispatchEvent(new MouseEvent('click', {{bubbles: true, cancelable: true}}))", selector, number
        )
        self.driver.execute_async_script("const done = arguments[0]; setTimeout(() => requestAnimationFrame(done))")

    @property
    def address(self) -> str:
        return str(self.js("return location.hash.slice(1)"))

    def focused(self) -> str:
        """Return what has the focus: its tag, and its text or label."""
        script = (
            "const e = document.activeElement; return e.tagName + ' ' + (e.getAttribute('aria-label') ?? e.innerText)"
        )
        return str(self.js(script))

    def requests(self) -> list[str]:
        """Return the addresses that were asked for since the last call."""
        events = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        sent = (event["params"] for event in events if event["method"] == "Network.requestWillBeSent")
        return [one["request"]["url"] for one in sent if not one["request"]["url"].startswith(("about:", "data:"))]

    def complaints(self) -> Sequence[str]:
        """Return what the browser has said on its console since the last call: errors, refusals, warnings."""
        return [entry["message"] for entry in self.driver.get_log("browser")]
