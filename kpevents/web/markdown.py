"""Texts of the secretariat as HTML. HTML inside them is shown as it was typed, never passed on."""

from markdown_it import MarkdownIt
from markupsafe import Markup

_RENDERER = MarkdownIt("commonmark", {"html": False})


def as_html(text: str) -> Markup:
    return Markup(_RENDERER.render(text))  # noqa: S704 - the renderer escapes all HTML
