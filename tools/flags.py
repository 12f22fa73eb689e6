"""Draw the flags of the partners into one sprite and write its stylesheet.

    npm pack flag-icons@7.5.0 && tar xf flag-icons-7.5.0.tgz
    python tools/flags.py package

Needs pillow and resvg-py. Writes static/img/flags.webp (one flag under the
other, 42 by 28, lossless, 256 colours) and static/css/70-flags.css. Run by a
maintainer when a flag changes or a state is added to CODES.
The drawings are flag-icons 7.5.0, MIT licence, static/vendor/flag-icons/LICENSE.
It holds no flag of the African Union.
On a page: <i class="flag f-ke" aria-hidden="true"></i>
"""

import io
import sys
from pathlib import Path

import resvg_py
from PIL import Image

STATIC = Path(__file__).resolve().parent.parent / "static"
CODES = sorted(
    [
        "at",
        "be",
        "bg",
        "ch",
        "cy",
        "cz",
        "de",
        "dj",
        "dk",
        "ee",
        "eg",
        "er",
        "es",
        "et",
        "eu",
        "fi",
        "fr",
        "gb",
        "gr",
        "hr",
        "hu",
        "ie",
        "it",
        "ke",
        "lt",
        "lu",
        "lv",
        "ly",
        "mt",
        "nl",
        "no",
        "pl",
        "pt",
        "ro",
        "sd",
        "se",
        "si",
        "sk",
        "so",
        "ss",
        "tn",
        "ug",
    ]
)
WIDTH, HEIGHT = 42, 28
EDGE = 2  # rows repeated above and below, so that no neighbour shines through when scaled
STEP = HEIGHT + 2 * EDGE
ENLARGE = 16  # drawn larger, then averaged down: clean edges


def draw(svg: Path) -> Image.Image:
    """One flag with its repeated edge rows."""
    png = resvg_py.svg_to_bytes(svg_string=svg.read_text(), width=WIDTH * ENLARGE)
    flag = Image.open(io.BytesIO(bytes(png))).convert("RGB")
    flag = flag.resize((WIDTH, HEIGHT), Image.Resampling.BOX)
    tile = Image.new("RGB", (WIDTH, STEP))
    for row in range(STEP):
        source = min(max(row - EDGE, 0), HEIGHT - 1)
        tile.paste(flag.crop((0, source, WIDTH, source + 1)), (0, row))
    return tile


def stylesheet() -> str:
    """The sheet: the sprite as background, and for each code its place in the column."""
    column = STEP * len(CODES)
    places = "\n".join(f".f-{code}{{--n:{n}}}" for n, code in enumerate(CODES))
    return f"""\
/* Flags; written by tools/flags.py. */
.flag {{
  background: url(/static/img/flags.webp) no-repeat;
  background-position: 0 calc((var(--n) * {STEP} + {EDGE}) * 100% / {column - HEIGHT});
  background-size: 100% {100 * column / HEIGHT:.6g}%;
}}
{places}
"""


def main(package: str) -> None:
    sprite = Image.new("RGB", (WIDTH, STEP * len(CODES)))
    for n, code in enumerate(CODES):
        sprite.paste(draw(Path(package) / "flags" / "4x3" / f"{code}.svg"), (0, n * STEP))
    few = sprite.quantize(256, method=Image.Quantize.MEDIANCUT, kmeans=8, dither=Image.Dither.NONE)
    target = STATIC / "img" / "flags.webp"
    few.convert("RGB").save(target, lossless=True, quality=100, method=6)
    (STATIC / "css" / "70-flags.css").write_text(stylesheet())
    print(len(CODES), "flags,", target.stat().st_size, "bytes")


if __name__ == "__main__":
    main(sys.argv[1])
