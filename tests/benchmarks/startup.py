"""How long the page takes to be there: `python tests/benchmarks/startup.py` prints seconds from the start of the process.

Waiting page: the first paint of anything. Page: its first paint. Answered: a first question, asked as soon as it can be. The index
is built before; medians of a few starts in a real Chromium. Needs playwright and Debian's chromium.
"""

from __future__ import annotations

import argparse
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
PAINT = "performance.timeOrigin + performance.getEntriesByName('first-contentful-paint')[0].startTime"


def measure(browser: Browser, index: Path) -> dict[str, float]:
    """Seconds of one start."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    began = time.time()
    process = subprocess.Popen([sys.executable, "app.py", "--port", str(port), "--index", str(index)], cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=1).read()
                break
            except OSError:
                time.sleep(0.02)
        found = {"listening": time.time() - began}
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{port}/")
        waiting = page.locator("main h1", has_text="Opening the recaps")
        waiting.wait_for()
        page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
        found["waiting page"] = page.evaluate(PAINT) / 1000 - began
        page.wait_for_selector("[data-ready]")
        found["page"] = page.evaluate(PAINT) / 1000 - began
        page.fill("#question", "How many drives of a group can fail?")
        page.keyboard.press("Enter")
        page.wait_for_selector(".turn .quote")
        found["answered"] = time.time() - began
        page.close()
        return found
    finally:
        process.terminate()
        process.wait()


def main() -> None:
    """Start the page several times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        index = Path(folder) / "index"
        subprocess.run([sys.executable, "-m", "embeddings.build", "--index", str(index)], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        rounds = [measure(browser, index) for _ in range(options.times)]
        browser.close()
    for name in rounds[0]:
        print(f"{name:<14} {statistics.median(one[name] for one in rounds):6.2f} s")


if __name__ == "__main__":
    main()
