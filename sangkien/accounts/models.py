"""Người dùng và phân công: a person, and the roles that person holds in unions for dated periods."""

from datetime import date
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import CheckConstraint, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from sangkien.base.text import fold
from sangkien.organisations.models import Organisation


class Role(models.TextChoices):
    """What a person is appointed to do in a union. Being a worker needs no appointment."""

    GRASSROOTS_OFFICER = "GRASSROOTS_OFFICER", _("Cán bộ công đoàn cơ sở")
    REVIEWER = "REVIEWER", _("Cán bộ thẩm định")
    LEADER = "LEADER", _("Lãnh đạo liên đoàn")
    ADMINISTRATOR = "ADMINISTRATOR", _("Quản trị hệ thống")


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
    vouched_at = models.DateTimeField("công đoàn xác nhận số điện thoại lúc", null=True)
    is_active = models.BooleanField("đang dùng", default=True)
    created_at = models.DateTimeField("tạo lúc", db_default=Now())

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
    def marks(self) -> list[str]:
        """By what a dossier may name this person: the phone number (E.164), or where it names none, the name."""
        return [mark for mark in (self.phone, fold(self.full_name)) if mark]


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    """Appointments of a day."""

    def on(self, day: date) -> "AppointmentQuerySet":
        """Those in force that day, in unions that exist: no office outlives its union."""
        return self.filter(valid__contains=day, person__is_active=True, organisation__placements__valid__contains=day)


class Appointment(models.Model):
    """Phân công: a person holds a role in a union from a day, up to but not including another."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments", verbose_name="người")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="appointments", verbose_name="đơn vị")
    role = models.CharField("vai trò", max_length=24, choices=Role)
    valid = DateRangeField("hiệu lực")

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


class AttemptKind(models.TextChoices):
    """Doors at which somebody could try one key after another."""

    SIGN_IN = "SIGN_IN", _("đăng nhập")
    LOOK_UP = "LOOK_UP", _("tra cứu")
    ASK = "ASK", _("hỏi nơi làm việc")


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
