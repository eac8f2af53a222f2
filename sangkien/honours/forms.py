"""Hình thức khen thưởng: which honours there are, who decides on them, and whether they are for persons or
collectives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Whom(models.TextChoices):
    """Who can be honoured."""

    PERSON = "PERSON", _("Cá nhân")
    COLLECTIVE = "COLLECTIVE", _("Tập thể")


@dataclass(frozen=True)
class Form:
    """One form. `ranks`: the ranks of the unions that decide on it (`UnitKind.rank`, 1 the Confederation); `deed`:
    what a certificate of it says, always in Vietnamese; `national`: its code in the national lists, where it has
    one."""

    code: str
    names: Mapping[str, str]
    ranks: Sequence[int]
    whom: Whom
    deed: str
    national: str

    @property
    def name(self) -> str:
        """In the reader's language."""
        return self.names["en" if get_language() == "en" else "vi"]

    @property
    def is_personal(self) -> bool:
        """Is it for a person?"""
        return self.whom == Whom.PERSON


@cache
def forms() -> Mapping[str, Form]:
    """Every form by its code, in the order of the file."""
    written: dict[str, dict[str, Any]] = yaml.safe_load(files(__package__).joinpath("forms.yaml").read_text("utf-8"))
    return {
        code: Form(code, said["name"], tuple(said["ranks"]), Whom(said["whom"]), said["deed"], said.get("national", ""))
        for code, said in written.items()
    }
