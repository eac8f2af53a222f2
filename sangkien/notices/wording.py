"""What notices say: read from `wording.yaml`, checked whole before the first is sent."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any, Literal
from uuid import UUID

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError, model_validator

from sangkien.base.problems import NotPossible
from sangkien.base.shapes import mistakes
from sangkien.base.text import one_line

ONE_SMS, ONE_ZNS = 160, 400  # characters of one message; of ZNS as Zalo's template rules have it
LONGEST_LINK = 96  # characters: 64 of the product's address, 32 of a link's own
_MOST = {
    "name": 30,
    "code": 30,
    "status": 30,
    "words": 90,
    "dossier": 16,
    "number": 6,
    "date": 10,
    "moment": 16,
    "link": LONGEST_LINK,
}
_MAY_BE_CUT = {"name", "status", "words"}

Kind = Literal["name", "code", "status", "words", "dossier", "number", "date", "moment", "link"]


class Wording(BaseModel):
    """One kind of notice: its texts with places to fill in, and what kind of thing goes into each place."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    params: dict[str, Kind]
    vi: str
    sms: str
    en: str
    urgent: bool = False

    @model_validator(mode="after")
    def _fits(self) -> "Wording":
        longest = {name: "x" * _MOST[kind] for name, kind in self.params.items()}
        for name, most in [("vi", ONE_ZNS), ("sms", ONE_SMS), ("en", ONE_SMS)]:
            text: str = getattr(self, name)
            if unknown := _places(text) - set(self.params):
                raise ValueError(f"{name} có chỗ điền không khai trong params: {', '.join(sorted(unknown))}")
            if (length := len(text.format(**longest))) > most:
                raise ValueError(f"{name} dài tới {length} ký tự, tối đa {most}")
            if name != "vi" and not text.isascii():
                raise ValueError(f"{name} đi bằng SMS nên không dùng chữ có dấu")
        return self

    @property
    def needs_button(self) -> bool:
        """The text for Zalo speaks of a button, so its template must have one."""
        return "bấm nút" in self.vi

    def filled(self, params: Mapping[str, Any]) -> dict[str, str]:
        """The values as they will stand in the text: one line each, names cut to the length that Zalo takes.

        Raises ValueError, a fault of the caller: a value too many or missing."""
        if set(params) != set(self.params):
            raise ValueError(f"This notice takes {sorted(self.params)}, not {sorted(params)}.")
        return {name: _fitted(str(value), self.params[name]) for name, value in params.items()}

    def checked(self, params: Mapping[str, str]) -> Mapping[str, str]:
        """The values that were kept, once it is sure that they still are what the text takes. Raises Unwordable."""
        if set(params) != set(self.params):
            raise Unwordable("not its params")
        if long := [name for name, value in params.items() if len(value) > _MOST[self.params[name]]]:
            raise Unwordable(f"too long: {', '.join(sorted(long))}")
        return params


class Unwordable(ValueError):
    """A notice that cannot be said: its kind or its parameters are no longer those of `wording.yaml`, or a link is too
    long. The argument says why, without personal data."""


@dataclass(frozen=True)
class Message:
    """A notice in words. `text` has marks, in the reader's language; `short` fits into one SMS."""

    key: UUID
    kind: str
    to: str
    params: Mapping[str, str]
    text: str
    short: str
    urgent: bool


def wording(kind: str) -> Wording:
    """The wording of a kind. Raises Unwordable when there is none of this name."""
    try:
        return wordings()[kind]
    except KeyError:
        raise Unwordable(f"wording.yaml has no kind {kind!r}.") from None


@cache
def wordings() -> dict[str, Wording]:
    """Every kind of notice that the product sends, with its wording."""
    return read(files(__package__).joinpath("wording.yaml").read_text("utf-8"))


def read(text: str) -> dict[str, Wording]:
    """Every kind of a wording file. Raises NotPossible with each mistake and its place."""
    try:
        return TypeAdapter(dict[str, Wording]).validate_python(yaml.safe_load(text))
    except ValidationError as wrong:
        raise NotPossible(mistakes(wrong, whole="wording.yaml")) from None


def message(key: UUID, kind: str, *, to: str, params: Mapping[str, str], language: str) -> Message:
    """The notice as a person reads it. Raises Unwordable."""
    said = wording(kind)
    params = said.checked(params)
    text = said.en if language == "en" else said.vi
    short = said.en if language == "en" else said.sms
    bare = {name: without_marks(value) for name, value in params.items()}
    return Message(key, kind, to, params, text.format(**params), short.format(**bare), said.urgent)


def without_marks(text: str) -> str:
    """Plain letters for SMS, in which one letter with a mark more than halves what fits in: "Đặng" is "Dang"."""
    apart = unicodedata.normalize("NFKD", text.replace("đ", "d").replace("Đ", "D"))
    return apart.encode("ascii", "ignore").decode()


def _places(text: str) -> set[str]:
    return {name for _literal, name, _format, _conversion in Formatter().parse(text) if name}


def _fitted(value: str, kind: Kind) -> str:
    plain, most = one_line(value), _MOST[kind]
    return plain if len(plain) <= most or kind not in _MAY_BE_CUT else plain[: most - 1].rstrip() + "…"
