"""``make bench``: builds its data, starts the servers, prints the table; 1 when a required figure is not reached."""

import argparse
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

from bench import feed, floors, instances, rows, servers, table
from bench.feed import Feed
from bench.instances import Failed, Instance
from bench.rows import Measured, Row
from bench.servers import Server
from bench.wire import Ask

FEW, MANY = 1_050, 10_000
"""Beside the real facts. Some have no day or fell away long ago: of 1,000 a feed would hold fewer than 1,000."""


def main() -> int:
    asked = _arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory(prefix="kpevents-bench-") as folder:
        try:
            faults = _bench(Path(folder), asked.few, asked.many)
        except Failed as failed:
            print(f"\nNot measured. {failed}", file=sys.stderr)
            return 1
    print("\nAll required figures are reached." if not faults else "\nShort:")
    print("".join(f"- {fault}\n" for fault in faults), end="")
    return 1 if faults else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--few", type=int, default=FEW, help=f"invented meetings (default {FEW})")
    parser.add_argument("--many", type=int, default=MANY, help=f"of these ten times as many (default {MANY})")
    return parser.parse_args()


def _bench(folder: Path, number: int, larger: int) -> list[str]:
    with _timed("data made"):
        few, many = _instances(folder, number, larger)
    with ExitStack() as running:
        with _timed("servers started"):
            hello, bare, ours, larger_ours = _servers(running, folder, few, many)
        with _timed("warmed"):
            held = feed.fetch(ours)
            planned = _rows(few.slugs, held)
            _warm(ours, larger_ours, bare, planned)
        with _timed("measured"):
            measured = [rows.measure(row, hello, ours, larger_ours) for row in planned]
            of_bare = rows.measure(Row("bare Flask and SQLAlchemy, 25 rows", [Ask("/")]), hello, bare, None)
    table.print_table(measured, of_bare, few, many)
    table.print_feed(held)
    return [*_faults(measured), *held.faults, *table.print_statements(few, many)]


def _instances(folder: Path, few: int, many: int) -> tuple[Instance, Instance]:
    """The meetings of the smaller are also in the larger: the same pages are asked of both."""
    smaller, larger = folder / "few", folder / "many"
    with ThreadPoolExecutor(2) as builders:
        list(builders.map(instances.build, (smaller, larger), (few, many)))
    first = instances.look_at(smaller, few)
    return first, instances.look_at(larger, many, first.slugs)


def _servers(running: ExitStack, folder: Path, few: Instance, many: Instance) -> list[Server]:
    """Hello world, the bare page, ours, and ours with many meetings."""
    rows_file = folder / "rows.sqlite"
    floors.make_rows(rows_file)
    starts = (
        partial(servers.floor, "bench.floors:hello()", "hello world"),
        partial(servers.floor, f"bench.floors:bare('{rows_file}')", "the bare page"),
        partial(servers.ours, few.folder, "the product"),
        partial(servers.ours, many.folder, "the product with many meetings"),
    )
    return [running.enter_context(start(log=folder / f"server-{n}.log")) for n, start in enumerate(starts)]


def _rows(slugs: Sequence[str], held: Feed) -> list[Row]:
    meetings = [Ask(f"/meetings/{slug}/") for slug in slugs]
    home, first_page = [Ask("/")], [Ask("/meetings/")]
    return [
        Row("home", home, None, grows=False),
        Row("list, first page", first_page, 0.06, grows=False),
        Row("meeting page", meetings, 0.10, grows=False),
        Row("feed of 1,000 events", [feed.ALL], 0.25),
        Row("the same feed, 304", [held.again], 0.35),
    ]


def _warm(ours: Server, larger: Server, bare: Server, planned: Sequence[Row]) -> None:
    for row in planned:
        rows.warm(ours, row.asks)
        if not row.grows:
            rows.warm(larger, row.asks)
    rows.warm(bare, [Ask("/")])


def _faults(measured: Sequence[Measured]) -> list[str]:
    return [fault for each in measured for fault in each.faults]


@contextmanager
def _timed(what: str) -> Iterator[None]:
    began = time.monotonic()
    yield
    print(f"{what} in {time.monotonic() - began:.1f} s", flush=True)


if __name__ == "__main__":
    sys.exit(main())
