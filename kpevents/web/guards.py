"""Every view says who may see it. tests/house/test_guards.py finds the one that forgot."""

from collections.abc import Callable
from typing import Any, Protocol, cast

from flask.typing import ResponseReturnValue

View = Callable[..., ResponseReturnValue]


class Guarded(Protocol):
    guard: str

    def __call__(self, *args: Any, **kwargs: Any) -> ResponseReturnValue: ...


def public(view: View) -> Guarded:
    guarded = cast(Guarded, view)
    guarded.guard = "public"
    return guarded
