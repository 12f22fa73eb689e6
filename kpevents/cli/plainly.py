"""A command fails in one clear line, never in a traceback."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import click
from sqlalchemy.exc import DBAPIError

P = ParamSpec("P")
T = TypeVar("T")


def plainly(command: Callable[P, T]) -> Callable[P, T]:
    """Around whatever touches the database or files."""

    @wraps(command)
    def run(*args: P.args, **values: P.kwargs) -> T:
        try:
            return command(*args, **values)
        except DBAPIError as error:
            raise click.ClickException(f"The database refuses: {first_line(error.orig)}") from error
        except OSError as error:
            raise click.ClickException(f"{error.filename or 'A file'}: {error.strerror or error}") from error

    return run


def first_line(error: object) -> str:
    """Of what a database says: the rest repeats the statement."""
    return str(error).strip().partition("\n")[0]
