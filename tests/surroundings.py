"""What the tests need beyond Python: PostgreSQL, a browser, other calendars' parsers. What is missing is said.

Where ``CI`` is set nothing may be missing: a run that left something out would be green and say nothing.
"""

import os
import shutil
from pathlib import Path

from tests import databases

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
IN_CI = bool(os.environ.get("CI"))


def browser() -> str | None:
    """The path of a browser that Playwright can drive."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def missing() -> list[str]:
    """What was left out, and why, a clause each."""
    left_out = []
    if not databases.POSTGRES:
        left_out.append("PostgreSQL (KPEVENTS_TEST_POSTGRES_URL is not set)")
    if browser() is None:
        left_out.append("the browser (no chromium is installed)")
    if shutil.which("node") is None or shutil.which("npm") is None:
        left_out.append("the JavaScript calendar parsers (no node with npm is installed)")
    return left_out


def axe() -> Path:
    return Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
