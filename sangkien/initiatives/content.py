"""What a dossier holds, as one value: the form, an import and a replay all hand the same thing to `submit`."""

import dataclasses
import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from sangkien.base.text import one_line, paragraphs

WHOLE = 10_000  # 100,00 % in hundredths of a percent


class BenefitKind(models.TextChoices):
    """What good the initiative does."""

    MONEY = "MONEY", _("Tính được bằng tiền")
    NOT_COMPUTABLE = "NOT_COMPUTABLE", _("Có lợi nhưng chưa tính được bằng tiền")
    SOCIAL = "SOCIAL", _("Lợi ích xã hội")


class Job(models.TextChoices):
    """The author's main work."""

    DIRECT = "DIRECT", _("Công nhân, lao động trực tiếp")
    TECHNICAL = "TECHNICAL", _("Kỹ thuật")
    OFFICE = "OFFICE", _("Văn phòng")
    MANAGER = "MANAGER", _("Quản lý")
    PUBLIC = "PUBLIC", _("Công chức, viên chức")


@dataclass(frozen=True, kw_only=True)
class Written:
    """Texts are clean from the start, whoever hands them in: composed (NFC), nothing invisible, no stray spaces."""

    def __post_init__(self) -> None:
        for part in dataclasses.fields(self):
            object.__setattr__(self, part.name, _clean(part.name, getattr(self, part.name)))


def _clean(name: str, value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _clean(name, inner) for key, inner in value.items()}
    if not isinstance(value, str):
        return value
    return paragraphs(value) if name in _IN_LINES else one_line(value)


_IN_LINES = {"before", "after", "effect", "benefit_method", "extra"}


@dataclass(frozen=True, kw_only=True)
class AuthorEntry(Written):
    """One author. `phone` is E.164 or empty; `share` in hundredths of a percent."""

    full_name: str
    phone: str = ""
    department: str = ""
    job: str = ""
    share: int = WHOLE


@dataclass(frozen=True, kw_only=True)
class Recognition(Written):
    """Hình thức công nhận (letter of phase 2, item 3): which form, and its paper where it has one.

    `paper` is the id of a StoredFile."""

    form: str = ""
    number: str = ""
    on: date | None = None
    issuer: str = ""
    paper: int | None = None


@dataclass(frozen=True, kw_only=True)
class Content(Written):
    """A whole dossier. `unit` is the id of the grassroots union; codes are those of the programme's lists;
    `benefit_vnd` in đồng for one year. In a restricted dossier `before` and `after` stay empty and `effect`
    says what it achieves: nobody is asked for the secret."""

    unit: int
    title: str
    authors: tuple[AuthorEntry, ...]
    kind: str = ""
    field: str = ""
    restricted: bool = False
    before: str = ""
    after: str = ""
    effect: str = ""
    applied_on: date | None = None
    benefit_kind: str = ""
    benefit_vnd: int | None = None
    benefit_method: str = ""
    effects: tuple[str, ...] = ()
    recognition: Recognition = dataclasses.field(default_factory=Recognition)
    publish_name: bool = False
    extra: dict[str, Any] = dataclasses.field(default_factory=dict)

    def digest(self) -> str:
        """The same for the same answers, whatever order they were typed in. What a restricted dossier does not
        send is not part of it."""
        sent = dataclasses.replace(self, before="", after="") if self.restricted else self
        plain = json.dumps(asdict(sent), default=str, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(plain.encode()).hexdigest()
