"""The independent iCalendar parsers that there are on this machine, by name.

Each takes a calendar file's bytes and gives the same list of Read for the same meaning, sorted by start and
UID; each raises where it finds the file wrong. READERS has those available, `missing()` says why not others.

Known differences, told more fully in their scripts, are all with Cairo's clocks: ts-ics is an hour early from
the end of October 2023 to April 2024 and late on the day of each autumn's change, node-ical in May 2014.
"""

import warnings
from collections.abc import Callable
from functools import partial, wraps
from importlib import import_module

from tests.calendars.readers import outside
from tests.calendars.readers.shape import Read

Reader = Callable[[bytes], list[Read]]

IN_PYTHON = ("icalendar", "vobject", "ical", "ics", "libical")
IN_NODE = {"ical.js": "icaljs.cjs", "node-ical": "nodeical.cjs", "ts-ics": "tsics.cjs"}


def _in_python(name: str) -> Reader:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        module = import_module(f"tests.calendars.readers.by_{name}")
    if name == "libical":
        module.library()
    return _quiet(module.read)


def _quiet(reader: Reader) -> Reader:
    """The reader without its warnings: what its authors have still to modernise is not ours to fail by."""

    @wraps(reader)
    def read(data: bytes) -> list[Read]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return reader(data)

    return read


def _found() -> tuple[dict[str, Reader], dict[str, str]]:
    makers: dict[str, Callable[[], Reader]] = {
        **{name: partial(_in_python, name) for name in IN_PYTHON},
        **{name: partial(outside.node_reader, script) for name, script in IN_NODE.items()},
        "sabre": outside.sabre_reader,
    }
    readers, reasons = {}, {}
    for name, maker in makers.items():
        try:
            readers[name] = maker()
        except (ImportError, LookupError, OSError) as reason:
            reasons[name] = str(reason)
    return readers, reasons


READERS, _REASONS = _found()


def missing() -> dict[str, str]:
    """The readers that are not available here, with the reason."""
    return dict(_REASONS)
