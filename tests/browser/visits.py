"""What a browser fetched for a page, and what it complained of."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Page, Request


@dataclass(frozen=True, slots=True)
class Visit:
    status: int
    sizes: dict[str, int]
    """Bytes that came over the line for each address, as they were compressed, without headers."""
    foreign: list[str]
    complaints: list[str]


def visited(page: Page, path: str, site: str) -> Visit:
    """With an empty cache, until the last font is there."""
    asked: list[str] = []
    fetched: list[Request] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfinished", lambda request: fetched.append(request))
    page.on("requestfailed", lambda request: complaints.append(f"failed: {request.url}"))
    page.on("console", lambda said: complaints.append(f"{said.type}: {said.text}"))
    page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
    answer = page.goto(path)
    page.evaluate("document.fonts.ready.then(() => true)")
    return Visit(
        status=answer.status,
        sizes={urlsplit(request.url).path: request.sizes()["responseBodySize"] for request in fetched},
        foreign=[url for url in asked if not url.startswith((f"{site}/", "data:"))],
        complaints=complaints,
    )
