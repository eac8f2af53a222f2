"""Pictures are drawn anew: place, camera, comments and whatever rides behind the picture are not part of it."""

import io
from collections.abc import Sequence

from PIL import Image, ImageCms, ImageOps
from pillow_heif import register_heif_opener

from sangkien.files.workshop.pieces import Spoilt
from sangkien.files.workshop.sizes import KEPT, LARGE, SMALL

_QUALITY = 85
# Pixels, known before the picture is opened. A plain JPEG is read at a fraction of its size from the start; all
# others stand in memory whole. Telephones take up to 108 million.
_MOST_OF_A_PLAIN_JPEG, _MOST = 120_000_000, 50_000_000

register_heif_opener(thumbnails=False)
Image.MAX_IMAGE_PIXELS = None  # ours are told apart, and this process has its own bounds


def redrawn(data: bytes, form: str) -> Sequence[bytes]:
    """The picture itself (PNG stays PNG, all others become JPEG), a large and a small preview."""
    with Image.open(io.BytesIO(data), formats=[form]) as opened:
        picture = _upright(opened)
    return written(picture, "PNG" if form == "PNG" else "JPEG"), *previews(picture)


def previews(picture: Image.Image) -> tuple[bytes, bytes]:
    """Large and small."""
    return written(_within(picture, LARGE), "JPEG"), written(_within(picture, SMALL), "JPEG")


def written(picture: Image.Image, form: str) -> bytes:
    """The file."""
    out = io.BytesIO()
    picture.save(out, form, optimize=True, quality=_QUALITY)
    return out.getvalue()


def _upright(picture: Image.Image) -> Image.Image:
    """In its true colours, standing upright, no larger than is needed, without a word about where it was taken."""
    _must_fit(picture)
    profile = picture.info.get("icc_profile")
    _shrink(picture)
    picture = ImageOps.exif_transpose(picture)
    seen = _on_white(_in_srgb(picture, profile))
    seen.info.clear()
    return seen


def _must_fit(picture: Image.Image) -> None:
    plain = picture.format in ("JPEG", "MPO") and not picture.info.get("progressive")
    if picture.width * picture.height > (_MOST_OF_A_PLAIN_JPEG if plain else _MOST):
        raise Spoilt("picture_huge")


def _shrink(picture: Image.Image) -> None:
    if picture.mode in ("P", "1"):  # these have no shades to shrink by; they are small in memory
        return
    picture.thumbnail((KEPT, KEPT), reducing_gap=2.0)


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Telephones and printers have colours of their own; a browser without the profile would show others."""
    if picture.mode.startswith("I"):  # sixteen shades of grey for each one that a screen shows
        picture = picture.point(lambda value: value * (1 / 256)).convert("L")
    if not profile or picture.mode not in ("RGB", "CMYK", "L"):
        return picture
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        done = ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except ImageCms.PyCMSError:  # a profile that is broken, or of another kind of picture
        return picture
    return done or picture


def _on_white(picture: Image.Image) -> Image.Image:
    if not picture.has_transparency_data:
        return _within(picture.convert("RGB"), KEPT)
    seen = picture.convert("RGBA")
    white = Image.new("RGB", seen.size, "white")
    white.paste(seen, mask=seen.getchannel("A"))
    return _within(white, KEPT)


def _within(picture: Image.Image, side: int) -> Image.Image:
    fitted = picture.copy()
    fitted.thumbnail((side, side))
    return fitted
