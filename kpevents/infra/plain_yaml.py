"""The files of facts and of invented texts: YAML of which every scalar is text."""

from pathlib import Path
from typing import Any

import yaml

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def read(path: Path) -> Any:
    """Lists, mappings and text: no ``NO`` that becomes false, no date that becomes a time.

    What a text stands for is for the reader's own types to say. Raises OSError, UnicodeDecodeError and
    yaml.YAMLError.
    """
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - BaseLoader makes text only
