"""Made pictures: a different scene for each number, and what becomes of pictures on their way."""

import io
from random import Random

from PIL import Image, ImageDraw, ImageFilter


def scene(number: int) -> Image.Image:
    """Shapes of many sizes, a little blurred and noisy as a photo is."""
    rng = Random(number)
    picture = Image.new("RGB", (640, 480), tuple(rng.randrange(60, 200) for _colour in range(3)))
    pen = ImageDraw.Draw(picture)
    for _shape in range(25):
        x, y, width, height = rng.randrange(640), rng.randrange(480), rng.randrange(20, 260), rng.randrange(20, 200)
        box = [x - width // 2, y - height // 2, x + width // 2, y + height // 2]
        draw = pen.ellipse if rng.random() < 0.5 else pen.rectangle
        draw(box, fill=tuple(rng.randrange(256) for _colour in range(3)))
    return picture.filter(ImageFilter.GaussianBlur(1))


def jpeg(picture: Image.Image, *, quality: int = 85) -> bytes:
    """Saved."""
    out = io.BytesIO()
    picture.convert("RGB").save(out, "JPEG", quality=quality)
    return out.getvalue()


def preview(picture: Image.Image) -> bytes:
    """As the store keeps it to be looked at."""
    small = picture.copy()
    small.thumbnail((320, 320))
    return jpeg(small)
