"""The feed of all meetings: whether it is what is to be measured, and how a reader asks for it again."""

import gzip
from dataclasses import dataclass

from bench.instances import Failed
from bench.load import once
from bench.servers import Server
from bench.wire import Ask

ALL = Ask("/feeds/all.ics")
EVENTS = 1_000


@dataclass(frozen=True, slots=True)
class Feed:
    """``components``: a day with other hours is a VEVENT of its own, but no event of its own (RFC 5545, 3.8.4.4)."""

    etag: str
    events: int
    components: int
    size: int
    zipped: int

    @property
    def again(self) -> Ask:
        return Ask(ALL.path, {**ALL.headers, "If-None-Match": self.etag}, 304)

    @property
    def faults(self) -> list[str]:
        if EVENTS in (self.events, self.components):
            return []
        return [f"feed: holds {self.events:,} events in {self.components:,} components, not {EVENTS:,}"]


def fetch(server: Server) -> Feed:
    """From both workers. Raises Failed when they do not give the same bytes, or not compressed."""
    answers = once(server, ALL)
    if {answer.headers.get("content-encoding") for answer in answers} != {"gzip"}:
        raise Failed(f"{ALL.path} is not compressed.")
    first = answers[0]
    etag = first.headers.get("etag", "")
    if not etag or any((a.body, a.headers.get("etag")) != (first.body, etag) for a in answers):
        raise Failed(f"{ALL.path}: two workers give different bytes, or no ETag.")
    text = gzip.decompress(first.body)
    components, others = text.count(b"BEGIN:VEVENT\r\n"), text.count(b"\r\nRECURRENCE-ID")
    return Feed(etag, components - others, components, len(text), len(first.body))
