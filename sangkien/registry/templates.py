"""Mẫu văn bản: from which words a paper begins. Data of this room (`catalogue/`), or a union's own (`Adaptation`)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from django.utils.translation import get_language

from sangkien.organisations.models import Organisation
from sangkien.registry.kinds import Kind
from sangkien.registry.models import Adaptation, Authority

TEXTS = ("subject", "bases", "body", "recipients", "on_behalf", "title")


class GoesTo(StrEnum):
    """For whom a paper is within the tree."""

    BELOW = "below"
    ABOVE = "above"
    EACH = "each"  # one of those below by itself: a series
    NOBODY = ""


@dataclass(frozen=True)
class Template:
    """One template. Texts as in `OfficialPaper`; `goes_to`: the unions directly below, or the one above; `lists_below`:
    an annex says where each of those below stands; `adaptation`: the union's own words, where these are its."""

    code: str
    edition: int
    kind: Kind
    names: Mapping[str, str]
    subject: str
    bases: str
    body: str
    recipients: str
    authority: Authority
    on_behalf: str
    title: str
    goes_to: GoesTo
    lists_below: bool
    adaptation: Adaptation | None = None

    @property
    def name(self) -> str:
        """In the reader's language."""
        return self.names["en" if get_language() == "en" else "vi"]


def templates() -> dict[str, Template]:
    """Every template by its code, as the product comes with them."""
    return dict(_catalogue())


def template_for(unit: Organisation, code: str) -> Template:
    """The template with the union's own last words, if it has any. KeyError for an unknown code."""
    shipped = _catalogue()[code]
    own = Adaptation.objects.filter(unit=unit, template=code).order_by("version").last()
    if own is None:
        return shipped
    texts = {name: text for name, text in own.texts.items() if name in TEXTS}
    return replace(shipped, **texts, authority=Authority(own.texts["authority"]), adaptation=own)


@cache
def _catalogue() -> Mapping[str, Template]:
    folder = files(__package__).joinpath("catalogue")
    found = sorted((file for file in folder.iterdir() if file.name.endswith(".yaml")), key=lambda file: file.name)
    return {
        file.name.removesuffix(".yaml"): _read(file.name.removesuffix(".yaml"), yaml.safe_load(file.read_text("utf-8")))
        for file in found
    }


def _read(code: str, written: dict[str, Any]) -> Template:
    signature = written["signature"]
    return Template(
        code=code,
        edition=written["edition"],
        kind=Kind(written["kind"]),
        names=written["name"],
        subject=written["subject"].strip(),
        bases=written.get("bases", "").strip(),
        body=written["body"].strip(),
        recipients=written["recipients"].strip(),
        authority=Authority(signature["authority"]),
        on_behalf=signature["on_behalf"],
        title=signature["title"],
        goes_to=GoesTo(written.get("addressees", "")),
        lists_below=written.get("annex") == "below",
    )
