"""Opening pages as a reader does."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request


@contextmanager
def page_of(browser: Browser, address: str, **options: Any) -> Iterator[Page]:
    """A page in a fresh profile; leaving it fails on console errors and on requests to other hosts."""
    context = browser.new_context(**options)
    page = context.new_page()
    faults: list[str] = []

    def look(request: Request) -> None:
        if not request.url.startswith((address, "data:", "blob:")):
            faults.append(f"request to {request.url}")

    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", look)
    yield page
    context.close()
    assert not faults


def violations(page: Page, scheme: str = "light") -> list[tuple[str, list[str]]]:
    """What axe finds wrong, by rule: the first elements that break it. In the dark only contrast differs."""
    only = {"runOnly": ["color-contrast"]} if scheme == "dark" else {}
    found = Axe().run(page, options=only).response["violations"]
    return [(rule["id"], [node["html"][:120] for node in rule["nodes"][:3]]) for rule in found]
