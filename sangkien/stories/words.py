"""What is data: the themes under which stories are told, and what is asked in an interview."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from django.utils.translation import get_language


@dataclass(frozen=True)
class Question:
    """One question of the sheet, in the reader's language, and why it is asked."""

    text: str
    why: str


@cache
def themes() -> Mapping[str, Mapping[str, str]]:
    """Every theme by its code, in both languages."""
    known: dict[str, dict[str, str]] = _read("themes.yaml")
    return known


def theme_choices() -> list[tuple[str, str]]:
    """Code and name in the reader's language."""
    return [(code, _said(name)) for code, name in themes().items()]


def theme_name(code: str) -> str:
    """The name of a theme; empty for none."""
    return _said(themes()[code]) if code in themes() else ""


def interview() -> Sequence[Question]:
    """What is asked, in its order."""
    return [Question(_said(one), _said(one["why"])) for one in _read("questions.yaml")]


def _read(name: str) -> Any:
    return yaml.safe_load(files(__package__).joinpath(name).read_text("utf-8"))


def _said(text: Mapping[str, str]) -> str:
    return text["en"] if get_language() == "en" else text["vi"]
