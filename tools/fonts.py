"""Make the three font files of static/fonts from the full fonts.

    python tools/fonts.py "Newsreader[opsz,wght].ttf" "SourceSans3[wght].ttf" Amiri_400Regular.ttf

Needs fonttools and brotli. Run by a maintainer; static/fonts/README.md names
the sources. The characters: Latin of the European partners' languages, and
the Arabic block. Kerning is rounded, which no eye sees and saves a third.
"""

import sys
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter, parse_unicodes
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph
from fontTools.varLib.instancer import instantiateVariableFont

FONTS = Path(__file__).resolve().parent.parent / "static" / "fonts"

LATIN = (
    "20-7E,A0,A7,A9,AB,B0,B7,BB,C0-CF,D1-D6,D8-DD,DF-EF,F1-F6,F8-FD,FF,"
    "100-107,10A-113,116-11B,11E-123,126,127,12A,12B,12E-131,136,137,13B-13E,"
    "141-148,150-153,158-15B,15E-161,164,165,16A,16B,16E-173,178-17E,218-21B,"
    "2011,2013,2014,2018,2019,201C,201D,2020,2026,202F,20AC,2212"
)
ARABIC = (
    "20,28,29,2B-2F,3A,A0,AB,B7,BB,60C,61B,61F,621-63A,640-652,"
    "660-66C,670,671,67E,686,6A4,6AF,200E,200F,2013,2014,2026,202F"
)


def complete(font: TTFont) -> None:
    """Give the font the no-break hyphen and the narrow no-break space if it lacks them."""
    cmap = font.getBestCmap()
    added: dict[int, str] = {}
    if 0x2011 not in cmap:
        added[0x2011] = cmap[0x2D]
    if 0x202F not in cmap:
        font["glyf"]["uni202F"] = Glyph()
        font.setGlyphOrder(font["glyf"].glyphOrder)
        font["hmtx"]["uni202F"] = (font["head"].unitsPerEm // 6, 0)
        added[0x202F] = "uni202F"
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.update(added)


def round_kerning(font: TTFont, step: int, least: int) -> None:
    """Round every kerning value to a multiple of step; drop those smaller than least."""
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for sub in lookup.SubTable:
            sub = getattr(sub, "ExtSubTable", sub)
            if sub.LookupType != 2:
                continue
            if sub.Format == 1:
                values = [r.Value1 for pairs in sub.PairSet for r in pairs.PairValueRecord]
            else:
                values = [r.Value1 for first in sub.Class1Record for r in first.Class2Record]
            for value in values:
                advance = getattr(value, "XAdvance", 0)
                if advance:
                    value.XAdvance = 0 if abs(advance) < least else round(advance / step) * step


def reopen(font: TTFont) -> TTFont:
    """Write and read the font again, as the subsetter needs after a narrowed axis."""
    buffer = BytesIO()
    font.save(buffer)
    return TTFont(buffer)


def write(font: TTFont, name: str, unicodes: str, features: list[str], drop: list[str]) -> None:
    """Subset the font and write it as WOFF2."""
    options = Options(hinting=False, layout_features=features, name_IDs=[], flavor="woff2")
    options.drop_tables += ["STAT", "BASE", "gasp", *drop]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=parse_unicodes(unicodes))
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(FONTS / name)
    print(name, (FONTS / name).stat().st_size, "bytes,", len(font.getBestCmap()), "characters")


def main(newsreader: str, source_sans: str, amiri: str) -> None:
    font = instantiateVariableFont(TTFont(newsreader), {"opsz": 60, "wght": 400})
    complete(font)
    round_kerning(font, 10, 15)
    write(font, "newsreader-display.woff2", LATIN, ["kern", "liga", "pnum", "tnum"], [])

    font = reopen(instantiateVariableFont(TTFont(source_sans), {"wght": (400, 600)}))
    round_kerning(font, 8, 8)
    write(font, "source-sans.woff2", LATIN, ["kern", "liga"], ["HVAR", "MVAR"])

    features = ["ccmp", "init", "medi", "fina", "rlig", "locl", "curs", "kern", "mark", "mkmk"]
    write(TTFont(amiri), "amiri.woff2", ARABIC, features, [])


if __name__ == "__main__":
    main(*sys.argv[1:])
