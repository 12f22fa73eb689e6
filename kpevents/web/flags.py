"""The flag beside a partner's name, as an element of a page."""

from functools import cache

from flask import Flask
from markupsafe import Markup, escape


@cache
def flag(code: str | None) -> Markup:
    """Nothing where there is no flag to show. Never without the name beside it, which says the same in words."""
    return Markup(f'<i class="flag f-{escape(code)}" aria-hidden="true"></i>' if code else "")  # noqa: S704 - escaped


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(flag=flag)
