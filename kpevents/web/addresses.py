"""Addresses of our own pages, made once: an address depends on nothing but the page it leads to."""

from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from flask import Flask, url_for
from werkzeug.routing import IntegerConverter, Map

LONGEST = 2000
"""Letters of an address that somebody is led back to."""


@lru_cache(maxsize=8192)
def address(endpoint: str, **values: str | int) -> str:
    """The path of a view, as ``url_for`` gives it."""
    return url_for(endpoint, **values)  # type: ignore[arg-type]


def by_way_of(endpoint: str, wanted: str) -> str:
    """A page on the way to another. What is not ours is forgotten; what a visitor made up is not kept in memory."""
    return f"{address(endpoint)}?{urlencode({'next': wanted})}" if is_ours(wanted) else address(endpoint)


def is_ours(target: str) -> bool:
    """Whether an address to go on to lies on this site, and on no other: OWASP ASVS 5.0, 3.7.2."""
    ours = target.startswith("/") and not target.startswith("//") and "\\" not in target and target.isprintable()
    return ours and len(target) <= LONGEST


class RowNumber(IntegerConverter):
    """A number in an address is that of a row: beyond what a database counts to, there is nothing (404)."""

    def __init__(self, map: Map, *given: Any, **more: Any) -> None:  # noqa: A002 - werkzeug calls it so
        super().__init__(map, *given, **{"max": 2**31 - 1, **more})


def init_app(app: Flask) -> None:
    app.url_map.converters["int"] = RowNumber
    """Templates ask for addresses by the name they know."""
    app.jinja_env.globals.update(url_for=address)
