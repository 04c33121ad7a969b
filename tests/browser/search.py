"""The search page for people, as a test uses it."""

from playwright.sync_api import Page

SIZE = {"width": 1280, "height": 900}


def ready(page: Page) -> None:
    """Wait for the names; by polling from here, since the page's policy forbids evaluating strings in it."""
    for _ in range(200):
        if page.evaluate("performance.getEntriesByName('people-names').length") == 1:
            return
        page.wait_for_timeout(50)
    raise AssertionError("the names did not arrive")


def shown(page: Page) -> list[str]:
    return [text.strip() for text in page.locator("#people-table tbody th a").all_inner_texts()]


def tab_to(page: Page, matches: str) -> None:
    """Press Tab until the focused element matches a selector."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", matches):
            return
    raise AssertionError(f"{matches} cannot be reached with Tab")
