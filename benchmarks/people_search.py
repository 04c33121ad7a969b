"""The search for people in headless Chromium: what the first useful screen costs, how fast a choice is answered.

The site is served as a static host does, compressed. A screen is useful when the list, the counts and all facets are
there; names for the text search follow it. A choice is measured in the page, from the event to the frame after it.
"""

import argparse
import gzip
import shutil
import statistics
import sys
import tempfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from benchmarks.measure import measure, python

TITLE = "Searching people"

COMPRESSED = (".html", ".js", ".css", ".json", ".svg", ".xml")

CHANGES = """
async () => {
  const frame = () => new Promise(requestAnimationFrame);
  const form = document.getElementById("people");
  const taken = [];
  const change = async (act) => {
    await frame();
    const started = performance.now();
    act();
    form.dispatchEvent(new Event("input", { bubbles: true }));
    await frame();
    await new Promise((done) => setTimeout(done));
    taken.push(performance.now() - started);
  };
  const boxes = [...form.querySelectorAll("input[type=checkbox]")];
  for (const box of boxes) {
    await change(() => { box.checked = true; });
    await change(() => { box.checked = false; });
  }
  for (const one of boxes) for (const other of boxes.slice(0, 6)) {
    await change(() => { one.checked = other.checked = true; });
    await change(() => { one.checked = other.checked = false; });
  }
  for (const select of form.querySelectorAll("select")) for (const option of [...select.options].slice(0, 12)) {
    await change(() => { select.value = option.value; });
    select.value = "";
  }
  const text = form.elements.namedItem("q");
  for (const word of ["a", "an", "ba", "bab", "zz", "o s", "re 1"]) await change(() => { text.value = word; });
  return taken;
}
"""


class StaticHost(SimpleHTTPRequestHandler):
    """Serves files compressed, as static hosts do."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if path.suffix in COMPRESSED:
            body = gzip.compress(body, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


TRANSFERRED = """
(mark) => {
  const until = performance.getEntriesByName(mark)[0].startTime;
  const all = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
  const before = all.filter((entry) => entry.responseEnd > 0 && entry.responseEnd <= until);
  return { bytes: before.reduce((sum, entry) => sum + entry.transferSize, 0), milliseconds: until };
}
"""


def visit(page: Page, address: str) -> dict[str, Any]:
    """Open the search page in a fresh profile, then try every choice."""
    page.goto(f"{address}people/")
    while not page.evaluate("performance.getEntriesByName('people-names').length"):
        page.wait_for_timeout(50)
    return {
        "count": page.locator("#people-status b").inner_text(),
        "first": page.evaluate(TRANSFERRED, "people-ready"),
        "whole": page.evaluate(TRANSFERRED, "people-names"),
        "taken": page.evaluate(CHANGES),
    }


def report(site: Path) -> str:
    """Measure a site."""
    chromium = next(path for name in ("chromium", "google-chrome", "chromium-browser") if (path := shutil.which(name)))
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(StaticHost, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        seen = visit(
            browser.new_page(viewport={"width": 1280, "height": 900}), f"http://127.0.0.1:{server.server_port}/"
        )
        browser.close()
    server.shutdown()
    taken, first, whole = sorted(seen["taken"]), seen["first"], seen["whole"]
    return "\n".join(
        [
            f"{seen['count']} people; compressed bytes, milliseconds in the page.",
            "",
            "| what | measured | at most |",
            "|---|---|---|",
            f"| first useful screen: list, counts, every facet | {first['bytes'] / 1000:.0f} KB | 400 KB |",
            f"| after how long | {first['milliseconds']:.0f} ms | |",
            f"| with all names and each result, which follow | {whole['bytes'] / 1000:.0f} KB | |",
            f"| a choice answered and painted, median of {len(taken)} | {statistics.median(taken):.0f} ms | 100 ms |",
            f"| the same, 95th percentile | {taken[int(0.95 * len(taken))]:.0f} ms | 200 ms |",
            f"| the same, slowest | {taken[-1]:.0f} ms | |",
        ]
    )


def suite() -> str:
    """Make a fictional world of 25,000 people, build it and measure its search."""
    return _of_size(["--competitions", "700", "--teams", "1500", "--people", "25000"])


def _of_size(size: list[str]) -> str:
    with tempfile.TemporaryDirectory(prefix="leaderlore-people-") as folder:
        work = Path(folder)
        measure("making the world", python("-m", "pipeline.cli", "demo", "--out", str(work / "data"), *size))
        call = ("-m", "pipeline.cli", "--data", str(work / "data"), "--cache", str(work / "cache"))
        measure("building it", python(*call, "build", "--out", str(work / "site")))
        return report(work / "site")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--site", type=Path, help="A built site; default: a fictional one of 25,000 people.")
    asked = parser.parse_args()
    print(report(asked.site) if asked.site else suite())
    sys.exit(0)
