"""The picture of the README, taken from the running product: ``make picture``.

Starts the demonstration in a folder of its own, opens its home page in a browser, and ends what it started.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "home.png"
PORT = 5973
ADDRESS = f"http://127.0.0.1:{PORT}"
BROWSER = "/usr/bin/chromium"


def wait() -> None:
    for _ in range(300):
        try:
            with urlopen(f"{ADDRESS}/readyz", timeout=2):
                return
        except (URLError, ConnectionError):
            time.sleep(0.2)
    raise TimeoutError(ADDRESS)


def photograph() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1200, "height": 900}, locale="en-GB")
        page.goto(ADDRESS)
        page.wait_for_load_state("networkidle")
        page.screenshot(path=PICTURE)
        browser.close()


def main() -> None:
    with TemporaryDirectory() as folder:
        environment = os.environ | {"KPEVENTS_INSTANCE": folder, "KPEVENTS_DATABASE_URL": "", "PORT": str(PORT)}
        command = [sys.executable, "-m", "flask", "--app", "app", "demo", "serve"]
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
        try:
            wait()
            photograph()
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=30)
    print(f"{PICTURE.relative_to(ROOT)}: {PICTURE.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
