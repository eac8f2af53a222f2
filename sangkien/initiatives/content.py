"""What a dossier holds, as one value: the form, an import and a replay all hand the same thing to `submit`."""

import dataclasses
import hashlib
import json
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
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


class BenefitPeriod(models.TextChoices):
    """Of which year the amount speaks."""

    FIRST_YEAR = "FIRST_YEAR", _("Năm đầu áp dụng")
    YEARLY = "YEARLY", _("Mỗi năm")


class Moment(models.TextChoices):
    """What a picture shows: the old way, the new way. The first of one goes beside the first of the other."""

    BEFORE = "BEFORE", _("Trước đây")
    AFTER = "AFTER", _("Bây giờ")


# The questions that are answered by files.
PAPER, PAPER_PREFIX, PHOTO_PREFIX = "recognition_paper", "paper_", "photo_"
PHOTOS = tuple(PHOTO_PREFIX + moment for moment in Moment)


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
        for name, value in vars(self).items():
            if value and isinstance(value, str | dict):
                object.__setattr__(self, name, _clean(name, value))


def _clean(name: str, value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _clean(name, inner) for key, inner in value.items()}
    if not isinstance(value, str):
        return value
    return paragraphs(value) if name in _IN_LINES else one_line(value)


def _plain(value: Any) -> Any:
    """A value as the digest writes it."""
    if dataclasses.is_dataclass(value):
        return vars(value)
    return format(value.normalize(), "f") if isinstance(value, Decimal) else str(value)


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
class BenefitEntry(Written):
    """One line of the reckoning: `label` (quantity `unit` × `unit_price` đồng). Its amount is rounded half up to whole
    đồng."""

    label: str
    quantity: Decimal
    unit: str = ""
    unit_price: int

    @property
    def amount(self) -> int:
        """Quantity × price in đồng."""
        return int((self.quantity * self.unit_price).quantize(Decimal(1), rounding=ROUND_HALF_UP))


@dataclass(frozen=True, kw_only=True)
class PhotoEntry:
    """A picture of the old way or the new; `file` is the id of a StoredFile."""

    moment: str
    file: int


@dataclass(frozen=True, kw_only=True)
class PaperEntry:
    """A paper that the programme asks for by its `code`; `file` is the id of a StoredFile."""

    code: str
    file: int


@dataclass(frozen=True, kw_only=True)
class Content(Written):
    """A whole dossier. `unit` is the id of the grassroots union; codes are those of the programme's lists;
    `benefit_vnd` in đồng for one year; where there are `benefit_lines` it is their sum less `benefit_cost`. In a
    restricted dossier `before`, `after` and `photos` stay empty and `effect` says what it achieves: nobody is asked
    for the secret. `upgrade_of` is the id of the earlier record on which the work builds, by the author's word."""

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
    benefit_period: str = ""
    benefit_lines: tuple[BenefitEntry, ...] = ()
    benefit_cost: int = 0
    effects: tuple[str, ...] = ()
    recognition: Recognition = dataclasses.field(default_factory=Recognition)
    photos: tuple[PhotoEntry, ...] = ()
    papers: tuple[PaperEntry, ...] = ()
    publish_name: bool = False
    upgrade_of: int | None = None
    extra: dict[str, Any] = dataclasses.field(default_factory=dict)

    def digest(self) -> str:
        """The same for the same answers, whatever order they were typed in. What a restricted dossier does not
        send is not part of it."""
        sent = dataclasses.replace(self, before="", after="", photos=()) if self.restricted else self
        # What was sent before anybody could name an earlier record has the mark that it had then.
        said = {name: value for name, value in vars(sent).items() if name != "upgrade_of" or value}
        plain = json.dumps(said, default=_plain, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(plain.encode()).hexdigest()
