"""A sentence with names and values in it, whichever way each of them is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup, escape

from kpevents.infra.i18n import gettext


class Link(NamedTuple):
    """A name that leads somewhere."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Said:
    """``sentence`` is English. As a text it is plain; in a page each value keeps its own direction."""

    sentence: str
    values: Mapping[str, "str | Link | Said"]

    def __str__(self) -> str:
        return gettext(self.sentence) % {name: _plain(value) for name, value in self.values.items()}

    def __html__(self) -> str:
        values = {name: _in_a_page(value) for name, value in self.values.items()}
        return Markup(gettext(self.sentence)) % values  # noqa: S704 - our own sentence


def _plain(value: str | Link | Said) -> str:
    return value.text if isinstance(value, Link) else str(value)


def _in_a_page(value: str | Link | Said) -> Markup:
    match value:
        case Said():
            return Markup(value.__html__())  # noqa: S704 - escaped when it was made
        case Link(text, url):
            return Markup('<a href="{}"><bdi>{}</bdi></a>').format(url, text)
    return Markup("<bdi>{}</bdi>").format(escape(value))
