"""Papers to print, set from a template and the data it is handed.

A template lies in `templates/`; the same data give the same file, byte for byte. Letters come from our own fonts: what
the machine has installed is never used.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

_ROOM = Path(__file__).parent
FONTS = _ROOM / "fonts"
_PRODUCT = _ROOM.parent  # templates may show drawings that the pages show too
# Archivable for good, and read aloud in its order: PDF/A-2a, PDF/UA-1.
_STANDARDS = ["a-2a", "ua-1"]


def as_pdf(template: str, data: Mapping[str, Any], *, at: datetime) -> bytes:
    """The template filled with `data` (texts, numbers, lists, dicts) as PDF; `at` is the moment that it bears."""
    made = _compiler(template).compile(
        format="pdf", sys_inputs=_inputs(data), pdf_standards=_STANDARDS, timestamp=int(at.timestamp())
    )
    assert isinstance(made, bytes)
    return made


def as_png(drawing: str) -> bytes:
    """A drawing (SVG, letters in our own fonts) as a picture, two dots for each of its own."""
    return as_picture("picture", {"drawing": drawing}, ppi=144)


def as_picture(template: str, data: Mapping[str, Any], *, ppi: float) -> bytes:
    """A template of one page, filled with `data`, as PNG with so many dots an inch."""
    made = _compiler(template).compile(format="png", sys_inputs=_inputs(data), ppi=ppi)
    assert isinstance(made, bytes)
    return made


@cache
def _compiler(template: str) -> Any:
    """One for each template, kept: reading the fonts takes longer than setting a page."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    return typst.Compiler(input=str(_ROOM / "templates" / f"{template}.typ"), root=str(_PRODUCT), font_paths=fonts)


def _inputs(data: Mapping[str, Any]) -> dict[str, str]:
    return {"data": json.dumps(data, ensure_ascii=False)}
