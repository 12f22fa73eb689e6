"""The table as it is printed."""

from collections.abc import Sequence
from statistics import median

from bench.feed import Feed
from bench.instances import Instance
from bench.rows import MOST_GROWTH, Measured

_HEADS = ("what", "ms CPU", "hello/ours", "rounds", "required", "", "ms CPU", "growth", "rounds", "at most", "")

NOTES = """\
Measured before in the same way, not in this run: the leading Flask event system,
an event page 0.006, a feed of 1,000 events 0.0005."""


def print_table(rows: Sequence[Measured], bare: Measured, few: Instance, many: Instance) -> None:
    """Ratios are medians over the rounds; the lowest and the highest stand beside them."""
    lines = [_HEADS, *(_cells(row) for row in rows), _cells(bare)]
    widths = [max(len(line[n]) for line in lines) for n in range(len(_HEADS))]
    over = sum(widths[:6]) + 12
    print(f"\n{f'{few.meetings:,} invented meetings':<{over}}{many.meetings:,} of them")
    for line in lines:
        first, *others = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        print("  ".join([first, *others]).rstrip())
    hello = median([cost for row in [*rows, bare] for cost in row.hello])
    print(f"\nA Flask hello world: {hello:.3f} ms. All with Accept-Encoding: gzip.\n{NOTES}")


def _cells(measured: Measured) -> tuple[str, ...]:
    row = measured.row
    ours = f"{median(measured.ours):.2f}", f"{measured.ratio:.3f}", _spread(measured.ratios, 3)
    required = ("", "") if row.least is None else (f"{row.least:.2f}", _verdict(measured.ratio >= row.least))
    if not measured.many:
        return (row.name, *ours, *required, *[""] * 5)
    growth = median(measured.growths)
    grown = f"{median(measured.many):.2f}", f"{growth:.2f}", _spread(measured.growths, 2)
    return (row.name, *ours, *required, *grown, f"{MOST_GROWTH:.2f}", _verdict(growth <= MOST_GROWTH))


def _spread(values: Sequence[float], places: int) -> str:
    return f"{values[0]:.{places}f}-{values[-1]:.{places}f}"


def _verdict(holds: bool) -> str:
    return "ok" if holds else "SHORT"


def print_statements(few: Instance, many: Instance) -> list[str]:
    """Prints how many statements each page needs; gives what is not as it must be."""
    faults = []
    print("\nSQL statements of a page")
    for name, number in few.statements.items():
        same = many.statements[name] == number
        print(f"{name:<9}{number:>3} and {many.statements[name]:>3}  {_verdict(same)}")
        if not same:
            faults.append(f"{name}: needs {many.statements[name]} statements with many meetings, {number} with few")
    return faults


def print_feed(feed: Feed) -> None:
    print(
        f"The feed: {feed.events:,} events in {feed.components:,} VEVENT components, "
        f"{feed.size:,} bytes, {feed.zipped:,} compressed."
    )
