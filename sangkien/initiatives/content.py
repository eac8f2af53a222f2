"""What a dossier holds, as one value: the form, an import and a replay all hand the same thing to `submit`."""

import dataclasses
import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

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
class AuthorEntry:
    """One author. `phone` is E.164 or empty; `share` in hundredths of a percent."""

    full_name: str
    phone: str = ""
    department: str = ""
    job: str = ""
    share: int = WHOLE


@dataclass(frozen=True, kw_only=True)
class Recognition:
    """Hình thức công nhận (letter of phase 2, item 3): which form, and its paper where it has one.

    `paper` is the id of a StoredFile."""

    form: str = ""
    number: str = ""
    on: date | None = None
    issuer: str = ""
    paper: int | None = None


@dataclass(frozen=True, kw_only=True)
class Content:
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
        """The same for the same answers, whatever order they were typed in."""
        plain = json.dumps(asdict(self), default=str, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(plain.encode()).hexdigest()
