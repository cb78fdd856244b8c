"""Visits a page in Chromium a few times: reads what and how from standard input, as JSON, and
prints for each visit when the largest part was painted, in milliseconds, and how much moved.
"""

import json
import sys
from typing import Any

from playwright.sync_api import Browser, sync_playwright

SLOWER = 4
SETTLED_MS = 1000
WATCH = """
  window.seen = {paint: 0, shift: 0};
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.seen.paint = entry.startTime;
  }).observe({type: 'largest-contentful-paint', buffered: true});
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.seen.shift += entry.value;
  }).observe({type: 'layout-shift', buffered: true});
"""


def main() -> None:
    asked = json.load(sys.stdin)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=asked["chromium"], args=["--headless", "--no-sandbox"]
        )
        visits = [_visit(chromium, asked) for _ in range(asked["times"])]
        chromium.close()
    json.dump(visits, sys.stdout)


def _visit(chromium: Browser, asked: dict[str, Any]) -> dict[str, float]:
    """In a window of its own, on a tablet, with nothing kept from the visit before."""
    context = chromium.new_context(viewport={"width": 820, "height": 1180})
    page = context.new_page()
    page.add_init_script(WATCH)
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    answer = page.goto(asked["address"])
    assert answer is not None
    assert answer.status == 200, answer.status
    assert page.locator("h1").count() == 1
    page.wait_for_timeout(SETTLED_MS)
    seen: dict[str, float] = page.evaluate("() => window.seen")
    context.close()
    assert seen["paint"] > 0, "nothing was painted"
    return seen


if __name__ == "__main__":
    main()
