"""Photographs made fit to be shown: upright, without what the camera wrote into them, and once more small."""

import struct
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from kpevents.core.errors import RuleBroken
from kpevents.core.text import N_
from kpevents.infra.packages import Damaged

MOST_PIXELS = 50_000_000
"""More than a telephone's best picture; a bomb is a small file that unfolds into far more."""
LONGEST, WIDEST_SMALL = 2560, 960
_READ = ("JPEG", "PNG", "WEBP")

Image.MAX_IMAGE_PIXELS = MOST_PIXELS

_BOMB = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_DAMAGE = (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, IndexError, TypeError, struct.error)


class TooManyPixels(RuleBroken):
    field = "file"
    message = N_(
        "The picture has more than %(most)s million pixels. Make it smaller in an image program, and choose it anew."
    )


@dataclass(frozen=True, slots=True)
class Picture:
    """``large`` is a JPEG of this ``width`` and ``height``; ``small`` is WebP and at most 960 pixels wide."""

    large: bytes
    small: bytes
    width: int
    height: int


def developed(content: bytes) -> Picture:
    """From a JPEG, PNG or WebP. Place, device and hour of the shot (EXIF) are in neither of the two.

    Raises TooManyPixels, Damaged.
    """
    try:
        with Image.open(BytesIO(content), formats=_READ) as opened:
            large = _upright(opened)
    except _BOMB as error:
        raise _too_many() from error
    except _DAMAGE as error:
        raise Damaged() from error
    return Picture(_as_jpeg(large), _as_webp(large), *large.size)


def small_size(width: int, height: int) -> tuple[int, int]:
    """Of the small one, for a large one of this size."""
    return fitted(width, height, WIDEST_SMALL, height)


def fitted(width: int, height: int, most_wide: int, most_high: int) -> tuple[int, int]:
    """The same shape inside these bounds, never larger than it was; a side is at least one pixel."""
    scale = min(1, most_wide / width, most_high / height)
    return max(1, round(width * scale)), max(1, round(height * scale))


def _too_many() -> TooManyPixels:
    return TooManyPixels(most=MOST_PIXELS // 1_000_000)


def _upright(opened: Image.Image) -> Image.Image:
    if opened.width * opened.height > MOST_PIXELS:
        raise _too_many()
    opened.draft("RGB", (LONGEST, LONGEST))  # a JPEG is read no larger than it is needed
    turned = ImageOps.exif_transpose(opened)
    plain = _on_white(_in_srgb(turned))
    return plain.resize(fitted(*plain.size, LONGEST, LONGEST), Image.Resampling.LANCZOS)


def _in_srgb(image: Image.Image) -> Image.Image:
    """The colours that browsers take for granted; a profile that cannot be read is passed over."""
    profile = image.info.get("icc_profile")
    if profile and image.mode in ("RGB", "CMYK"):
        try:
            source, target = ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
            return ImageCms.profileToProfile(image, source, target, outputMode="RGB") or image
        except (ImageCms.PyCMSError, OSError):
            return image
    return image


def _on_white(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image.convert("RGB")
    over = image.convert("RGBA")
    ground = Image.new("RGBA", over.size, "white")
    return Image.alpha_composite(ground, over).convert("RGB")


def _as_jpeg(image: Image.Image) -> bytes:
    """Only the pixels: what the picture carries beside them is not handed on."""
    file = BytesIO()
    _bare(image).save(file, "JPEG", quality=86, optimize=True, progressive=True)
    return file.getvalue()


def _as_webp(image: Image.Image) -> bytes:
    file = BytesIO()
    small = image.resize(small_size(*image.size), Image.Resampling.LANCZOS)
    _bare(small).save(file, "WEBP", quality=78, method=4)
    return file.getvalue()


def _bare(image: Image.Image) -> Image.Image:
    bare = image.copy()
    bare.info = {}
    return bare
