"""Người dùng và phân công: a person, the roles that person holds in unions, and what proves who it is."""

from datetime import date
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from sangkien.base.text import fold
from sangkien.organisations.models import Organisation


class Role(models.TextChoices):
    """What a person is appointed to do in a union. Being a worker needs no appointment."""

    GRASSROOTS_OFFICER = "GRASSROOTS_OFFICER", _("Cán bộ công đoàn cơ sở")
    REVIEWER = "REVIEWER", _("Cán bộ thẩm định")
    COUNCILLOR = "COUNCILLOR", _("Ủy viên hội đồng sáng kiến")
    LEADER = "LEADER", _("Lãnh đạo liên đoàn")
    ADMINISTRATOR = "ADMINISTRATOR", _("Quản trị hệ thống")


class Voucher(models.TextChoices):
    """Whose word it is that a phone number is the account's own."""

    UNION = "UNION", _("công đoàn xác nhận")
    CODE = "CODE", _("mã gửi tới điện thoại")


class PersonManager(BaseUserManager["Person"]):
    """Makes people; a person signs in with a phone number or a user name."""

    def create_person(self, *, full_name: str, password: str | None, **names: Any) -> "Person":
        """`names`: username and/or phone (E.164). Without a password the person cannot sign in."""
        person = self.model(full_name=full_name, **names)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(username=username)


class Person(AbstractBaseUser):
    """Somebody who signs in: a worker, an officer, an administrator."""

    full_name = models.CharField("họ và tên", max_length=120)
    username = models.CharField("tên đăng nhập", max_length=60, unique=True, null=True)  # noqa: DJ001 unique
    phone = models.CharField("số điện thoại (E.164)", max_length=16, unique=True, null=True)  # noqa: DJ001 unique
    vouched_at = models.DateTimeField("số điện thoại được xác nhận lúc", null=True)
    # Says something only once `vouched_at` does.
    vouched_by = models.CharField(
        "số điện thoại được xác nhận bởi", max_length=8, choices=Voucher, default="UNION", db_default="UNION"
    )
    is_active = models.BooleanField("đang dùng", default=True)
    shortcuts = models.BooleanField("dùng phím tắt", default=True, db_default=True)
    created_at = models.DateTimeField("tạo lúc", db_default=Now())

    appointed: bool | None = None
    """Whether they were ever appointed to anything; None: nobody has asked."""

    USERNAME_FIELD = "username"
    objects = PersonManager()

    class Meta:
        verbose_name = "người dùng"
        constraints = [
            CheckConstraint(
                name="a_person_has_a_phone_or_a_user_name",
                condition=Q(username__isnull=False) | Q(phone__isnull=False),
            ),
            CheckConstraint(name="a_person_has_a_name", condition=~Q(full_name="")),
            CheckConstraint(name="voucher_is_known", condition=Q(vouched_by__in=Voucher.values)),
            CheckConstraint(
                name="a_phone_is_e164",
                condition=Q(phone__isnull=True) | Q(phone__regex=r"^\+[1-9][0-9]{6,14}$"),
            ),
            CheckConstraint(
                name="a_user_name_is_lower_case_and_no_number",
                condition=Q(username__isnull=True) | Q(username__regex=r"^[a-z][a-z0-9._-]*$"),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.full_name}"

    @property
    def proven_phone(self) -> str | None:
        """The phone number (E.164), where it is proven to be theirs: a number that was only typed gives no rights."""
        return self.phone if self.vouched_at else None

    @property
    def marks(self) -> list[str]:
        """By what a dossier may name this person: the phone number (E.164), or where it names none, the name."""
        return [mark for mark in (self.phone, fold(self.full_name)) if mark]


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    """Appointments of a day."""

    def on(self, day: date) -> "AppointmentQuerySet":
        """Those in force that day, in unions that exist: no office outlives its union."""
        return self.filter(valid__contains=day, person__is_active=True, organisation__placements__valid__contains=day)


class Appointment(models.Model):
    """Phân công: a person holds a role in a union from a day, up to but not including another. `office`: what it is
    called on papers (Chủ tịch, Phó Chủ tịch, Trưởng ban), where somebody has said so."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments", verbose_name="người")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="appointments", verbose_name="đơn vị")
    role = models.CharField("vai trò", max_length=24, choices=Role)
    valid = DateRangeField("hiệu lực")
    office = models.CharField("chức danh", max_length=80, blank=True, db_default="", default="")

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = "phân công"
        constraints = [
            CheckConstraint(name="appointment_role_is_known", condition=Q(role__in=Role.values)),
            CheckConstraint(name="appointment_lasts_at_least_a_day", condition=Q(valid__isempty=False)),
            ExclusionConstraint(
                name="a_role_in_a_unit_is_held_once_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("organisation", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [models.Index(fields=["organisation", "role"], name="appointment_by_unit")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.person_id} {self.role} {self.organisation_id}"


class Purpose(models.TextChoices):
    """What a one-time code opens; a code for one thing opens nothing else."""

    SIGN_IN = "SIGN_IN", _("đăng nhập")
    CONSENT = "CONSENT", _("đồng ý cho người khác nhập giúp")


MOST_TRIES = 5  # of one code: one chance in 200,000 for whoever guesses


class OneTimeCode(models.Model):
    """Mã một lần: six digits sent to a phone. Only a keyed hash of them is kept, and the row for a day, to count.

    `form_mark` names the form that used the code: whose answer was lost on the way may send that same form again.
    """

    phone = models.CharField("số điện thoại (E.164)", max_length=16)
    purpose = models.CharField("dùng để", max_length=8, choices=Purpose)
    code_mark = models.CharField("dấu của mã", max_length=64)
    address_mark = models.CharField("dấu của địa chỉ mạng", max_length=64)
    made_at = models.DateTimeField("tạo lúc")
    expires_at = models.DateTimeField("hết hạn lúc")
    tries = models.PositiveSmallIntegerField("số lần gõ", default=0)
    closed_at = models.DateTimeField("đóng lúc", null=True)
    used_at = models.DateTimeField("dùng lúc", null=True)
    form_mark = models.CharField("dấu của trang đã dùng mã", max_length=64, blank=True)

    class Meta:
        verbose_name = "mã một lần"
        constraints = [
            CheckConstraint(name="a_code_goes_to_an_e164_phone", condition=Q(phone__regex=r"^\+[1-9][0-9]{6,14}$")),
            CheckConstraint(name="purpose_is_known", condition=Q(purpose__in=Purpose.values)),
            CheckConstraint(name="a_code_is_tried_five_times_at_most", condition=Q(tries__lte=MOST_TRIES)),
            CheckConstraint(
                name="a_used_code_is_closed_and_names_its_form",
                condition=Q(used_at__isnull=True, form_mark="")
                | Q(~Q(form_mark=""), used_at__isnull=False, closed_at__isnull=False),
            ),
            UniqueConstraint(
                name="one_open_code_for_a_phone_and_purpose",
                fields=["phone", "purpose"],
                condition=Q(closed_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["phone", "made_at"], name="codes_of_a_phone"),
            models.Index(fields=["address_mark", "made_at"], name="codes_from_an_address"),
            models.Index(fields=["made_at"], name="codes_by_age"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.purpose}"


class AttemptKind(models.TextChoices):
    """Doors at which somebody could try one key after another."""

    SIGN_IN = "SIGN_IN", _("đăng nhập")
    LOOK_UP = "LOOK_UP", _("tra cứu")
    ASK = "ASK", _("hỏi nơi làm việc")
    CODE = "CODE", _("gõ mã một lần")
    RESUME = "RESUME", _("viết tiếp bằng mã")


class Attempt(models.Model):
    """Lần thử sai: one wrong try at a door, kept for minutes. Only marks (keyed hashes) are kept: people type
    their password into the wrong box, and an address is personal data (Law 91/2025/QH15)."""

    kind = models.CharField("ở đâu", max_length=8, choices=AttemptKind)
    at = models.DateTimeField("lúc")
    address_mark = models.CharField("dấu của địa chỉ mạng", max_length=64)
    name_mark = models.CharField("dấu của tên hoặc mã", max_length=64)

    class Meta:
        verbose_name = "lần thử sai"
        constraints = [CheckConstraint(name="attempt_kind_is_known", condition=Q(kind__in=AttemptKind.values))]
        indexes = [
            models.Index(fields=["address_mark", "at"], name="attempts_from_an_address"),
            models.Index(fields=["name_mark", "at"], name="attempts_for_a_name"),
            models.Index(fields=["at"], name="attempts_by_age"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.kind}"
